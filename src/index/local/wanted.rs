//! What a query looks for in running text: its words and its phrases, in each way in which the archive's languages read
//! them.

use super::compile::Form;
use super::compile::readings;
use crate::fields;
use crate::query::Query;
use crate::query::Words;
use crate::text::Language;
use std::collections::BTreeSet;

/// One word that a query looks for, in each of its readings.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Wanted {
    /// Its stems, one a language.
    pub(crate) stems: BTreeSet<String>,
    /// Its exact forms.
    pub(crate) exacts: BTreeSet<String>,
    /// The stems of words that it may be a slip for, where those are looked for.
    pub(crate) neighbours: BTreeSet<String>,
}

impl Wanted {
    /// The word as it is printed, folded.
    pub(super) fn name(&self) -> String {
        self.exacts.first().cloned().unwrap_or_default()
    }
}

/// The running words that a query looks for, in order and each once: not those under NOT, and none of a filter's.
pub(crate) fn wanted(query: &Query, languages: &[Option<Language>]) -> Vec<Wanted> {
    let mut found = Vec::new();
    gather(query, languages, &mut found);
    let mut seen = BTreeSet::new();
    found.retain(|word| seen.insert(word.clone()));
    found
}

fn gather(query: &Query, languages: &[Option<Language>], found: &mut Vec<Wanted>) {
    match query {
        Query::Words { field, words } if is_prose(field) => {
            let typed = match words {
                Words::AnyForm(word) | Words::Pattern(word) | Words::Spelt { word, .. } => {
                    std::slice::from_ref(word)
                }
                Words::Phrase(words) | Words::Window { words, .. } => words.as_slice(),
            };
            found.extend(typed.iter().map(|word| wanted_word(word, languages)));
        }
        Query::And(parts) | Query::Or(parts) => parts.iter().for_each(|part| gather(part, languages, found)),
        _ => {}
    }
}

fn is_prose(field: &fields::Field) -> bool {
    [fields::TEXT.name, fields::TITLE.name, fields::SAID.name].contains(&field.name)
}

pub(super) fn wanted_word(word: &str, languages: &[Option<Language>]) -> Wanted {
    let forms = |form| readings(languages, &[word.to_string()], form).into_iter().flatten().collect();
    Wanted { stems: forms(Form::Stem), exacts: forms(Form::Exact), neighbours: BTreeSet::new() }
}

/// The phrases of a query, each in its readings, outside NOT.
pub(crate) fn phrases(query: &Query, languages: &[Option<Language>]) -> Vec<BTreeSet<Vec<String>>> {
    match query {
        Query::Words { field, words: Words::Phrase(words) }
            if is_prose(field) && field.name != fields::TITLE.name =>
        {
            vec![readings(languages, words, Form::Exact)]
        }
        Query::And(parts) | Query::Or(parts) => {
            parts.iter().flat_map(|part| phrases(part, languages)).collect()
        }
        _ => Vec::new(),
    }
}
