//! The phrase beside a cue that says who speaks: a name, a pronoun, a description.
//!
//! There is no tagger. A phrase ends where a cue begins (or begins where one ends), and is followed back (or forward) through names,
//! prepositions and appositions by the small words that hold it together.

mod after;
mod before;
mod joint;
mod noun;
mod owner;

pub(super) use after::after;
pub(super) use after::opens_compound;
pub(super) use before::before;
pub(super) use before::leads_to_infinitive;
pub(super) use owner::owner;
pub(super) use owner::owner_of_words;
pub(super) use owner::possessor;

use super::lexicon::Facts;

/// Who speaks, as printed at the cue.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Phrase {
    /// Its tokens.
    pub(super) start: usize,
    pub(super) end: usize,
    /// What kind of phrase it is.
    pub(super) head: Head,
}

/// The word of a phrase by which it is resolved.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Head {
    /// A name, by its number in the story.
    Name(usize),
    /// He, she, they: the token.
    Pronoun(usize),
    /// "the mayor of Northfield": the token of its noun. "Ruiz and Roux": the token of "and".
    Described(usize),
}

/// A description has at most so many words before another begins: "a senior aide to the Ontario premier’s office".
const LONGEST: usize = 14;

/// Words that end a description when it is read backward.
const BOUNDARY: Facts = Facts::PRONOUN.and(Facts::CONJUNCTION).and(Facts::RELATIVE).and(Facts::BE);

/// Nouns that can speak.
pub(super) const SPEAKS: Facts =
    Facts::ROLE.and(Facts::PEOPLE).and(Facts::GROUP).and(Facts::DOCUMENT).and(Facts::SPEECH_NOUN);
