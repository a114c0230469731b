//! Words that are spelt nearly so.

use levenshtein_automata::DFA;
use levenshtein_automata::Distance;
use levenshtein_automata::LevenshteinAutomatonBuilder;
use levenshtein_automata::SINK_STATE;
use std::sync::Arc;
use std::sync::OnceLock;

/// A folded word within a few changes: a letter more, less or other, or two neighbours exchanged.
#[derive(Clone)]
pub(crate) struct Spelling(Arc<DFA>);

/// Words that are longer are nobody's spelling, and what reads them grows with their length.
const LONGEST: usize = 64;

impl Spelling {
    /// A folded word, within 1 or 2 changes.
    pub(crate) fn new(word: &str, changes: u8) -> Spelling {
        static ONE: OnceLock<LevenshteinAutomatonBuilder> = OnceLock::new();
        static TWO: OnceLock<LevenshteinAutomatonBuilder> = OnceLock::new();
        let (builder, changes) = if changes < 2 { (&ONE, 1) } else { (&TWO, 2) };
        let end = word.char_indices().nth(LONGEST).map_or(word.len(), |(at, _)| at);
        let builder = builder.get_or_init(|| LevenshteinAutomatonBuilder::new(changes, true));
        Spelling(Arc::new(builder.build_dfa(&word[..end])))
    }

    /// Whether an exact form is spelt so.
    pub(crate) fn fits(&self, exact: &str) -> bool {
        self.changes(exact).is_some()
    }

    /// How many changes away an exact form is, if it is spelt so.
    pub(crate) fn changes(&self, exact: &str) -> Option<u8> {
        let mut state = self.start();
        for byte in exact.bytes() {
            state = self.read(state, byte);
            if !Spelling::goes_on(state) {
                return None;
            }
        }
        match self.0.distance(state) {
            Distance::Exact(changes) => Some(changes),
            Distance::AtLeast(_) => None,
        }
    }

    /// Before the first byte.
    pub(crate) fn start(&self) -> u32 {
        self.0.initial_state()
    }

    /// After one more byte.
    pub(crate) fn read(&self, state: u32, byte: u8) -> u32 {
        self.0.transition(state, byte)
    }

    /// Whether what was read is near enough.
    pub(crate) fn is_complete(&self, state: u32) -> bool {
        matches!(self.0.distance(state), Distance::Exact(_))
    }

    /// Whether it can still become so.
    pub(crate) fn goes_on(state: u32) -> bool {
        state != SINK_STATE
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(word: &str, changes: u8, fitting: &[&str], others: &[&str]) {
        let spelling = Spelling::new(word, changes);
        fitting.iter().for_each(|other| assert!(spelling.fits(other), "{word} {other}"));
        others.iter().for_each(|other| assert!(!spelling.fits(other), "{word} {other}"));
    }

    #[test]
    fn a_change_is_a_letter_or_an_exchange() {
        check(
            "tumilty",
            1,
            &["tumilty", "tumlity", "tumlty", "tumiltey", "tumilta"],
            &["tumlyti", "tulity2"],
        );
        check("tumilty", 2, &["tumltyi", "tomiltye", "tumil"], &["tumi", "tomiltie"]);
        check("łódź", 1, &["łódz", "łodź"], &["lodz"]);
    }

    #[test]
    fn changes_are_counted() {
        let spelling = Spelling::new("tumilty", 2);
        for (other, changes) in
            [("tumilty", Some(0)), ("tumlity", Some(1)), ("tumil", Some(2)), ("tumi", None), ("", None)]
        {
            assert_eq!(spelling.changes(other), changes, "{other}");
        }
    }
}
