//! Words to facts, without hashing or comparing them byte by byte.
//!
//! Every word of every article is looked up here. A word of up to sixteen bytes is read as one number, which costs no more to hash
//! and to compare than any other number; that is nearly all of them.

use super::Facts;
use foldhash::fast::FixedState;
use std::collections::HashMap;

/// What is known of folded words.
#[derive(Default)]
pub(super) struct Table {
    short: HashMap<u128, Facts, FixedState>,
    long: HashMap<Box<str>, Facts, FixedState>,
}

impl Table {
    /// What is known of a word; nothing of one that is not in the table.
    pub(super) fn facts(&self, folded: &str) -> Facts {
        let known = match number(folded.as_bytes()) {
            Some(number) => self.short.get(&number),
            None => self.long.get(folded),
        };
        known.copied().unwrap_or_default()
    }

    /// What is known of the word of `length` letters and digits of ASCII, in any case, that heads a text.
    #[inline]
    pub(super) fn facts_of_plain(&self, text: &str, length: usize) -> Facts {
        match text.as_bytes().first_chunk() {
            Some(head) if length <= LONGEST => {
                let inside = u128::MAX >> (8 * (LONGEST - length.max(1)));
                let number = (u128::from_le_bytes(*head) | LOWER_CASE) & inside;
                self.short.get(&number).copied().unwrap_or_default()
            }
            _ => self.facts(&text.get(..length).unwrap_or_default().to_ascii_lowercase()),
        }
    }

    /// What is known of a word, to be added to.
    pub(super) fn entry(&mut self, folded: String) -> &mut Facts {
        match number(folded.as_bytes()) {
            Some(number) => self.short.entry(number).or_default(),
            None => self.long.entry(folded.into()).or_default(),
        }
    }
}

/// The bytes of a number.
const LONGEST: usize = 16;

/// The bit that makes a small letter of a capital, in every byte. Small letters and digits have it already.
const LOWER_CASE: u128 = u128::from_le_bytes([b'a' - b'A'; LONGEST]);

/// A short word as a number. No two are the same one: what is missing at the end is filled with NUL, which is in no word.
fn number(word: &[u8]) -> Option<u128> {
    let mut bytes = [0; LONGEST];
    bytes.get_mut(..word.len())?.copy_from_slice(word);
    Some(u128::from_le_bytes(bytes))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_of_any_length_and_case_are_found() {
        let words = ["a", "co2", "said", "representatives1", "representatives22", "porte-parole"];
        let mut table = Table::default();
        words.iter().for_each(|word| *table.entry(word.to_string()) = Facts::CUE);
        for word in words {
            assert_eq!(table.facts(word), Facts::CUE, "{word}");
            assert_eq!(table.facts(&word[1..]), Facts::default(), "{word}");
        }
        for word in &words[1..5] {
            for text in [word.to_uppercase(), format!("{word} and more words of text")] {
                assert_eq!(table.facts_of_plain(&text, word.len()), Facts::CUE, "{text}");
                assert_eq!(table.facts_of_plain(&text, word.len() - 1), Facts::default(), "{text}");
            }
        }
    }
}
