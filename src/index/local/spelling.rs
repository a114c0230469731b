//! Words that nobody printed, read as words that somebody did: the nearest spellings in the archive.
//!
//! A neighbour is a printed word within one change of letters, or two of a long word (Damerau and Levenshtein: a letter more,
//! less, other, or two exchanged). It begins with the same letter, which hardly anyone mistypes, and is printed more often than
//! the word itself.

use super::LocalIndex;
use super::lists::Lists;
use super::wanted::Wanted;
use levenshtein_automata::DFA;
use levenshtein_automata::Distance;
use levenshtein_automata::LevenshteinAutomatonBuilder;
use levenshtein_automata::SINK_STATE;
use std::collections::BTreeMap;
use std::sync::OnceLock;
use tantivy_fst::Automaton;

/// Words shorter than this are left as they are: nearly everything is a neighbour of theirs.
const SHORTEST: usize = 3;

/// From so many letters on, two changes are one slip.
const LONG: usize = 6;

/// A word in more articles than this is no slip.
const RARE: u64 = 20;

/// A neighbour is printed so many times as often as the word itself.
const FAR_MORE_OFTEN: u64 = 10;

/// So many neighbours at most stand in for a word.
const MOST: usize = 5;

/// Whether a term is near enough to a word, for a dictionary.
pub(super) struct Near(DFA);

impl Near {
    /// Terms within so many changes of the word, 0 to 2.
    pub(super) fn new(word: &str, changes: u8) -> Near {
        static BUILDERS: [OnceLock<LevenshteinAutomatonBuilder>; 3] =
            [OnceLock::new(), OnceLock::new(), OnceLock::new()];
        let changes = changes.min(2);
        let builder =
            BUILDERS[usize::from(changes)].get_or_init(|| LevenshteinAutomatonBuilder::new(changes, true));
        Near(builder.build_dfa(word))
    }

    fn changes(&self, term: &str) -> Option<u8> {
        match self.0.eval(term) {
            Distance::Exact(changes) => Some(changes),
            Distance::AtLeast(_) => None,
        }
    }
}

impl Automaton for Near {
    type State = u32;

    fn start(&self) -> u32 {
        self.0.initial_state()
    }

    fn is_match(&self, state: &u32) -> bool {
        matches!(self.0.distance(*state), Distance::Exact(_))
    }

    fn can_match(&self, state: &u32) -> bool {
        *state != SINK_STATE
    }

    fn accept(&self, state: &u32, byte: u8) -> u32 {
        self.0.transition(*state, byte)
    }
}

/// How often a word is printed, and the words that it may be meant for, the likeliest first.
pub(super) struct Spellings {
    printed: u64,
    pub(super) neighbours: Vec<String>,
}

impl Spellings {
    /// What the reader is told.
    pub(super) fn note(&self, word: &str) -> String {
        let articles = match self.printed {
            0 => "in no article".to_string(),
            1 => "in one article only".to_string(),
            printed => format!("in {printed} articles only"),
        };
        let meant: Vec<String> = self.neighbours.iter().map(|word| format!("“{word}”")).collect();
        match meant.as_slice() {
            [] => format!("“{word}” is {articles}"),
            meant => format!("“{word}” is {articles}; did you mean {}?", meant.join(", ")),
        }
    }
}

impl LocalIndex {
    /// What a word may be meant for, if it is printed hardly ever.
    pub(super) fn spellings(&self, typed: &Wanted) -> tantivy::Result<Option<Spellings>> {
        let mut printed = 0;
        for segment in &self.segments {
            printed += Lists::of(segment, self.fields.article_stem, &typed.stems)?.living(segment)?;
        }
        if printed > RARE {
            return Ok(None);
        }
        let mut found = Vec::new();
        for word in &typed.exacts {
            found.extend(self.neighbours(word, printed)?);
        }
        let told = printed == 0 || !found.is_empty();
        Ok(told.then_some(Spellings { printed, neighbours: found }))
    }

    /// The printed words that a folded word may be meant for, the likeliest first: fewer changes, then more passages.
    fn neighbours(&self, word: &str, printed: u64) -> tantivy::Result<Vec<String>> {
        let letters = word.chars().count();
        let Some(first) = word.chars().next().filter(|c| letters >= SHORTEST && c.is_alphabetic()) else {
            return Ok(Vec::new());
        };
        let changes = if letters >= LONG { 2 } else { 1 };
        let near = Near::new(word, changes);
        let mut found: BTreeMap<String, u64> = BTreeMap::new();
        for segment in &self.segments {
            let inverted = segment.reader.inverted_index(self.fields.passage_exact)?;
            let from = first.to_string();
            let to = char::from_u32(u32::from(first) + 1).map(String::from);
            let search = inverted.terms().search(&near).ge(from.as_bytes());
            let search = match &to {
                Some(to) => search.lt(to.as_bytes()),
                None => search,
            };
            let mut terms = search.into_stream()?;
            while let Some((term, info)) = terms.next() {
                if let Ok(term) = std::str::from_utf8(term) {
                    *found.entry(term.to_string()).or_default() += u64::from(info.doc_freq);
                }
            }
        }
        let mut ranked: Vec<(u8, u64, String)> = found
            .into_iter()
            .filter(|(term, often)| *often >= FAR_MORE_OFTEN * printed && term != word)
            .filter_map(|(term, often)| Some((near.changes(&term)?, often, term)))
            .collect();
        ranked.sort_by(|a, b| a.0.cmp(&b.0).then(b.1.cmp(&a.1)).then_with(|| a.2.cmp(&b.2)));
        // What is further away stands in only where nothing is nearer.
        let nearest = ranked.first().map(|(changes, ..)| *changes);
        let nearest = ranked.into_iter().filter(|(changes, ..)| Some(*changes) == nearest);
        Ok(nearest.map(|(_, _, term)| term).take(MOST).collect())
    }
}
