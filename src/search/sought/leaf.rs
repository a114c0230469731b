//! The words that a query seeks, as they were typed.

use crate::query::tokens;

/// One word, as printed or typed; what it is compared with depends on a text's language.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Leaf {
    /// In any form.
    AnyForm(String),
    /// In this form only.
    Exact(String),
    /// With letters left open.
    Pattern(String),
    /// Spelt within so many changes.
    Spelt {
        /// As typed.
        word: String,
        /// How many.
        changes: u8,
    },
}

/// The different words of a query; each has a place.
#[derive(Clone, Debug, Default)]
pub(crate) struct Leaves(pub(crate) Vec<Leaf>);

impl Leaves {
    /// The place of a word, which is a new one if it is not there.
    pub(crate) fn place(&mut self, leaf: Leaf) -> usize {
        self.0.iter().position(|known| *known == leaf).unwrap_or_else(|| {
            self.0.push(leaf);
            self.0.len() - 1
        })
    }

    /// The places of words that are exact, or patterns.
    pub(super) fn places(&mut self, words: &[String]) -> Vec<usize> {
        let mut places = Vec::with_capacity(words.len());
        for word in words {
            if is_pattern(word) {
                places.push(self.place(Leaf::Pattern(word.clone())));
            } else {
                places.extend(tokens(word).map(|token| self.place(Leaf::Exact(token.to_string()))));
            }
        }
        places
    }
}

/// Whether a word leaves letters open.
pub(crate) fn is_pattern(word: &str) -> bool {
    word.contains(['*', '?'])
}
