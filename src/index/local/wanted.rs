//! What a query looks for in running text: its words and its phrases, in each way in which the archive's languages read
//! them.

use super::compile::Form;
use super::compile::readings;
use super::forms::Forms;
use super::forms::Printed;
use super::together::are_open;
use crate::fields;
use crate::query::Query;
use crate::query::Words;
use crate::search::sought::Leaf;
use crate::search::sought::is_pattern;
use crate::text::Language;
use crate::text::analysis::with_analyzer;
use std::collections::BTreeSet;
use tantivy::schema::Field;

/// One word that a query looks for, in each of its readings.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Wanted {
    /// Its stems, one a language; where quotations are scored, the words that they print with these stems (`forms`).
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

/// Of a word with open letters so many forms are scored, the most frequent.
const MOST_FORMS: usize = 64;

/// The running words that a query looks for, in order and each once: not those under NOT, and none of a filter's. Words with open
/// letters are what `exact`, the field of the texts, has of them.
pub(crate) fn wanted(query: &Query, forms: &Forms<'_>, exact: Field) -> tantivy::Result<Vec<Wanted>> {
    let mut leaves = Vec::new();
    query.each_wanted(&mut |field, words| {
        if is_prose(field) {
            gather(words, &mut leaves);
        }
    });
    let mut seen = BTreeSet::new();
    let mut found = Vec::new();
    for leaf in leaves {
        let word = match &leaf {
            Leaf::AnyForm(word) | Leaf::Exact(word) => wanted_word(word, forms.languages),
            Leaf::Pattern(_) | Leaf::Spelt { .. } => {
                printed_word(&forms.of(exact, &leaf)?.printed, forms.languages)
            }
        };
        found.extend(seen.insert(word.clone()).then_some(word));
    }
    Ok(found)
}

/// What words of running text look for, one by one.
fn gather(words: &Words, found: &mut Vec<Leaf>) {
    match words {
        Words::AnyForm(word) => found.push(Leaf::AnyForm(word.clone())),
        Words::Pattern(word) => found.push(Leaf::Pattern(word.clone())),
        Words::Spelt { word, changes } => found.push(Leaf::Spelt { word: word.clone(), changes: *changes }),
        Words::Phrase(words) | Words::Compound(words) | Words::Window { words, .. } => {
            found.extend(words.iter().map(|word| exact_or_pattern(word)));
        }
    }
}

fn exact_or_pattern(word: &str) -> Leaf {
    if is_pattern(word) { Leaf::Pattern(word.to_string()) } else { Leaf::Exact(word.to_string()) }
}

/// A word by the forms in which it is printed.
fn printed_word(printed: &[Printed], languages: &[Option<Language>]) -> Wanted {
    let (stems, exacts, neighbours) = (BTreeSet::new(), BTreeSet::new(), BTreeSet::new());
    let mut word = Wanted { stems, exacts, neighbours };
    for form in printed.iter().take(MOST_FORMS) {
        word.exacts.insert(form.term.clone());
        for language in form.among(languages) {
            let stem = with_analyzer(language, |analyzer| analyzer.stem_of_exact(&form.term));
            word.stems.insert(stem.into());
        }
    }
    word
}

/// Running text that a hit shows: not that of the article around a quotation.
fn is_prose(field: &fields::Field) -> bool {
    *field != fields::ARTICLE_TEXT
        && [fields::TEXT.name, fields::TITLE.name, fields::SAID.name].contains(&field.name)
}

pub(super) fn wanted_word(word: &str, languages: &[Option<Language>]) -> Wanted {
    let forms = |form| readings(languages, &[word.to_string()], form).into_iter().flatten().collect();
    Wanted { stems: forms(Form::Stem), exacts: forms(Form::Exact), neighbours: BTreeSet::new() }
}

/// The phrases of a query, each in its readings, outside NOT.
pub(crate) fn phrases(query: &Query, languages: &[Option<Language>]) -> Vec<BTreeSet<Vec<String>>> {
    match query {
        Query::Words { field, words: words @ (Words::Phrase(typed) | Words::Compound(typed)) }
            if is_prose(field) && field.name != fields::TITLE.name && !are_open(field, words) =>
        {
            vec![readings(languages, typed, Form::Exact)]
        }
        Query::And(parts) | Query::Or(parts) => {
            parts.iter().flat_map(|part| phrases(part, languages)).collect()
        }
        _ => Vec::new(),
    }
}
