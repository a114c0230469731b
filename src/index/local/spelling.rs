//! Words that nobody printed, read as words that somebody did: the nearest spellings in the archive.
//!
//! A neighbour is a printed word within one change of letters, or two of a long word (Damerau and Levenshtein: a letter more,
//! less, other, or two exchanged). It begins with the same letter, which hardly anyone mistypes, and is printed more often than
//! the word itself.

use super::LocalIndex;
use super::forms::BySpelling;
use super::lists::Lists;
use super::wanted::Wanted;
use crate::search::sought::Spelling;
use std::collections::BTreeMap;
use std::collections::BTreeSet;

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
            let changes = if word.chars().count() >= LONG { 2 } else { 1 };
            found.extend(self.neighbours(word, changes, FAR_MORE_OFTEN * printed)?);
        }
        let told = printed == 0 || !found.is_empty();
        Ok(told.then_some(Spellings { printed, neighbours: found }))
    }

    /// The printed words that a folded word may be meant for, at most so many changes away and in so many passages at least, the
    /// likeliest first: fewer changes, then more passages.
    pub(super) fn neighbours(
        &self,
        word: &str,
        changes: u8,
        least_often: u64,
    ) -> tantivy::Result<Vec<String>> {
        let letters = word.chars().count();
        let Some(first) = word.chars().next().filter(|c| letters >= SHORTEST && c.is_alphabetic()) else {
            return Ok(Vec::new());
        };
        let least = Spelling::new(word, 1);
        let near = if changes > 1 { Spelling::new(word, changes) } else { least.clone() };
        let mut found: BTreeMap<String, u64> = BTreeMap::new();
        for segment in &self.segments {
            let inverted = segment.reader.inverted_index(self.fields.passage_exact)?;
            let from = first.to_string();
            let to = char::from_u32(u32::from(first) + 1).map(String::from);
            let search = inverted.terms().search(BySpelling(&near)).ge(from.as_bytes());
            let search = match &to {
                Some(to) => search.lt(to.as_bytes()),
                None => search,
            };
            let mut terms = search.into_stream()?;
            let mut here = Vec::new();
            while let Some((term, _)) = terms.next() {
                here.extend(String::from_utf8(term.to_vec()));
            }
            for term in here {
                // Not the dictionary's own count, in which what was deleted stays until the engine happens to merge.
                let forms = BTreeSet::from([term.clone()]);
                let printed = Lists::of(segment, self.fields.passage_exact, &forms)?.living(segment)?;
                *found.entry(term).or_default() += printed;
            }
        }
        let mut ranked: Vec<(bool, u64, String)> = found
            .into_iter()
            .filter(|(term, often)| *often > 0 && *often >= least_often && term != word)
            .map(|(term, often)| (!least.fits(&term), often, term))
            .collect();
        ranked.sort_by(|a, b| a.0.cmp(&b.0).then(b.1.cmp(&a.1)).then_with(|| a.2.cmp(&b.2)));
        // What is further away stands in only where nothing is nearer.
        let nearest = ranked.first().map(|(further, ..)| *further);
        let nearest = ranked.into_iter().filter(|(further, ..)| Some(*further) == nearest);
        Ok(nearest.map(|(_, _, term)| term).take(MOST).collect())
    }
}
