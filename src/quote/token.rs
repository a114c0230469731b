//! An article's text as one row of tokens: words with what is known of them, punctuation, quotation marks.
//!
//! The text is read once, here; every later stage works on tokens. A possessive ending is taken off its word
//! ("Dong’s" is the word "Dong", marked), elided French words stand alone ("l’" "école"), and so do the pronouns that French
//! ties to its verbs ("a" "il" "dit").

use super::lexicon::Facts;
use crate::text::Span;

/// A word or a mark.
#[derive(Clone, Copy, Debug)]
pub(super) struct Token {
    /// Where it stands.
    pub(super) span: Span,
    /// What it looks like.
    pub(super) shape: Shape,
    /// What the tables say of it; empty for anything but a word.
    pub(super) facts: Facts,
    /// Whether a possessive ending followed it.
    pub(super) possessive: bool,
}

/// What a token looks like.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Shape {
    /// A word, by its capitals.
    Word(Case),
    /// A word of digits.
    Number,
    /// What ends a sentence: `.` `!` `?` `…`.
    Stop,
    Comma,
    Semicolon,
    Colon,
    /// A dash between words, not a hyphen inside one.
    Dash,
    /// An opening bracket.
    Open,
    /// A closing bracket.
    Close,
    /// A quotation mark.
    Mark(Mark),
    /// The end of a paragraph.
    Break,
    /// A whole quotation, by its number: only in a [`Frame`](super::frame::Frame), where it stands for its words.
    Quote(u32),
    /// Anything else, markup included.
    Other,
}

/// The capitals of a word.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Case {
    Lower,
    /// A capital first.
    Title,
    /// Two capitals or more, and nothing else.
    Upper,
}

/// A quotation mark by its kind and by the side it is turned to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Mark {
    /// Of which kind.
    pub(super) kind: MarkKind,
    /// Which way it is turned, by its shape or by what stands beside it.
    pub(super) side: Side,
}

/// Marks that pair with each other. Straight and curly ones do: many pages mix them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum MarkKind {
    /// `“ ”`, `"`, doubled single marks.
    Double,
    /// `« »`.
    Guillemet,
    /// `‘ ’`, `'`.
    Single,
}

/// Which way a mark is turned.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Side {
    Opening,
    Closing,
    /// Blanks on both sides, or on none.
    Either,
}

impl Token {
    /// Whether it is a word or a number.
    #[inline]
    pub(super) fn is_word(&self) -> bool {
        matches!(self.shape, Shape::Word(_) | Shape::Number)
    }

    /// Whether it is a word that begins with a capital.
    #[inline]
    pub(super) fn is_capital(&self) -> bool {
        matches!(self.shape, Shape::Word(Case::Title | Case::Upper))
    }

    /// Whether it is a word without a capital at its head.
    #[inline]
    pub(super) fn is_lower(&self) -> bool {
        self.shape == Shape::Word(Case::Lower)
    }

    /// Whether one of the facts is known of it.
    #[inline]
    pub(super) fn is(&self, facts: Facts) -> bool {
        self.facts.any(facts)
    }
}
