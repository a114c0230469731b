//! The terms of words that were met before.
//!
//! Every word of every article is looked up here, most of them for the thousandth time. Nearly all words, and both of their
//! terms, have at most sixteen bytes: such a word is read as one number, and its terms lie beside it. One look is then one
//! place in memory.

use super::Span;
use super::analysis::Term;
use foldhash::fast::RandomState;
use std::collections::HashMap;

/// Words remembered of each kind: enough for the common words of a language, and bounded because an archive's rare words
/// have no end.
const MOST: usize = 50_000;

/// The bytes of a number.
const LONGEST: usize = 16;

/// Words and their terms.
#[derive(Default)]
pub(super) struct KnownWords {
    short: HashMap<u128, Short, RandomState>,
    long: HashMap<Box<str>, Term, RandomState>,
}

/// Two short terms, with NUL behind them.
#[derive(Clone, Copy)]
struct Short {
    exact: [u8; LONGEST],
    stem: [u8; LONGEST],
    exact_length: u8,
    stem_length: u8,
}

/// Terms joined by blanks, while they are being written.
pub(super) struct Joined {
    pub(super) exact: Vec<u8>,
    pub(super) stem: Vec<u8>,
}

impl KnownWords {
    /// Adds both terms of a word of a text; whether the word is known.
    #[inline]
    pub(super) fn join(&self, text: &str, word: Span, joined: &mut Joined) -> bool {
        let Some(number) = number_of(text, word) else { return self.join_long(word.slice(text), joined) };
        match self.short.get(&number) {
            Some(known) => {
                push(&mut joined.exact, &known.exact, known.exact_length);
                push(&mut joined.stem, &known.stem, known.stem_length);
                true
            }
            // It may have a long term.
            None => self.join_long(word.slice(text), joined),
        }
    }

    #[cold]
    fn join_long(&self, word: &str, joined: &mut Joined) -> bool {
        let Some(term) = self.long.get(word) else { return false };
        joined.push(term);
        true
    }

    /// Both terms of a word.
    pub(super) fn term(&self, word: &str) -> Option<Term> {
        let mut joined = Joined::for_text(word);
        if !self.join(word, Span::whole(word), &mut joined) {
            return None;
        }
        let (exact, stem) = joined.finish();
        Some(Term { exact: exact.into(), stem: stem.into() })
    }

    /// Remembers a word, if there is room.
    pub(super) fn remember(&mut self, word: &str, term: &Term) {
        let number = number_of(word, Span::whole(word));
        match number.zip(Short::of(term)) {
            Some((number, short)) if self.short.len() < MOST => {
                self.short.insert(number, short);
            }
            None if self.long.len() < MOST => {
                self.long.insert(word.into(), term.clone());
            }
            _ => {}
        }
    }
}

impl Short {
    fn of(term: &Term) -> Option<Short> {
        let filled = |term: &str| {
            let mut bytes = [0; LONGEST];
            bytes.get_mut(..term.len())?.copy_from_slice(term.as_bytes());
            Some((bytes, term.len() as u8))
        };
        let ((exact, exact_length), (stem, stem_length)) = filled(&term.exact).zip(filled(&term.stem))?;
        Some(Short { exact, stem, exact_length, stem_length })
    }
}

impl Joined {
    /// With room for the terms of a text: they are seldom longer than their words.
    pub(super) fn for_text(text: &str) -> Joined {
        let list = || Vec::with_capacity(text.len() + LONGEST);
        Joined { exact: list(), stem: list() }
    }

    pub(super) fn push(&mut self, term: &Term) {
        self.exact.extend_from_slice(term.exact.as_bytes());
        self.stem.extend_from_slice(term.stem.as_bytes());
    }

    pub(super) fn push_blank(&mut self) {
        self.exact.push(b' ');
        self.stem.push(b' ');
    }

    /// The lists, exact forms and stems. They are made of texts only, so they are texts.
    pub(super) fn finish(self) -> (String, String) {
        let text = |bytes| String::from_utf8(bytes).unwrap_or_default();
        (text(self.exact), text(self.stem))
    }
}

/// Adds a term. Sixteen bytes are copied at once more cheaply than as many as there are.
#[inline]
fn push(list: &mut Vec<u8>, term: &[u8; LONGEST], length: u8) {
    let end = list.len() + usize::from(length);
    list.extend_from_slice(term);
    list.truncate(end);
}

/// A short word of a text as a number. No two are the same one: what is missing at the end is filled with NUL, with which no
/// word that has a number ends.
#[inline]
fn number_of(text: &str, word: Span) -> Option<u128> {
    let length = word.len();
    let rest = text.as_bytes().get(word.start() as usize..)?;
    if length == 0 || length > LONGEST || rest.get(length - 1) == Some(&0) {
        return None;
    }
    match rest.first_chunk() {
        Some(head) => Some(u128::from_le_bytes(*head) & u128::MAX >> (8 * (LONGEST - length))),
        None => {
            let mut bytes = [0; LONGEST];
            bytes.get_mut(..length)?.copy_from_slice(rest.get(..length)?);
            Some(u128::from_le_bytes(bytes))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn term(exact: &str, stem: &str) -> Term {
        Term { exact: exact.into(), stem: stem.into() }
    }

    #[test]
    fn words_of_any_length_are_remembered_each_by_itself() {
        let words =
            ["", "\0", "a", "a\0", "A", "Ab", "representatives1", "representatives22", "été", "l’école"];
        let mut known = KnownWords::default();
        for word in words {
            assert_eq!(known.term(word), None, "{word:?}");
            known.remember(word, &term(&format!("[{word}]"), "a stem"));
        }
        for word in words {
            assert_eq!(known.term(word), Some(term(&format!("[{word}]"), "a stem")), "{word:?}");
        }
    }

    #[test]
    fn a_word_is_the_same_wherever_it_stands() {
        let mut known = KnownWords::default();
        known.remember("Mayors", &term("mayors", "mayor"));
        for text in ["Mayors", "Mayors of other towns and places", "the long words before the Mayors"] {
            let mut joined = Joined::for_text(text);
            let word = Span::of("Mayors", text).unwrap();
            assert!(known.join(text, word, &mut joined), "{text}");
            assert!(!known.join(text, Span::of("Mayor", text).unwrap(), &mut joined), "{text}");
            assert_eq!(joined.finish(), ("mayors".to_string(), "mayor".to_string()), "{text}");
        }
    }
}
