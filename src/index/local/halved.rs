//! Names of which a field holds for the first word alone: `speaker:Maria Ruiz`.

use super::LocalIndex;
use crate::fields;
use crate::fields::Field;
use crate::query::Query;
use crate::query::Words;

/// So many words a name has at most.
const LONGEST: usize = 4;

/// A name as it was most probably meant.
struct Halved<'q> {
    field: &'static Field,
    words: Vec<&'q str>,
}

impl LocalIndex {
    /// What to tell the reader of names that the archive knows and the query has cut in two.
    pub(super) fn halved_names(&self, query: &Query) -> tantivy::Result<Vec<String>> {
        let mut notes = Vec::new();
        for Halved { field, words } in halved(query) {
            for length in (2..=words.len()).rev() {
                let name = words[..length].join(" ");
                let words = Words::Phrase(words[..length].iter().map(|word| word.to_string()).collect());
                let whole = Query::Words { field, words };
                if self.is_there(&whole, whole.unit())? {
                    let (field, first) = (field.name, name.split(' ').next().unwrap_or_default());
                    notes.push(format!(
                        "`{field}:` holds for `{first}` alone, and the rest is looked for in the text; there is a name that is written `{field}:\"{name}\"`"
                    ));
                    break;
                }
            }
        }
        Ok(notes)
    }
}

/// The values of one word that have plain words right behind them.
fn halved(query: &Query) -> Vec<Halved<'_>> {
    let Query::And(parts) = query else { return Vec::new() };
    let names = parts.iter().enumerate().filter_map(|(at, part)| {
        let (field, first) = one_word(part).filter(|(field, _)| is_name(field))?;
        let more = parts[at + 1..].iter().map_while(|part| {
            one_word(part).filter(|(field, _)| **field == fields::TEXT).map(|(_, word)| word)
        });
        let words: Vec<&str> = std::iter::once(first).chain(more.take(LONGEST - 1)).collect();
        (words.len() > 1).then_some(Halved { field, words })
    });
    names.collect()
}

fn one_word(part: &Query) -> Option<(&'static Field, &str)> {
    match part {
        Query::Words { field, words: Words::AnyForm(word) } => Some((field, word)),
        _ => None,
    }
}

fn is_name(field: &Field) -> bool {
    [&fields::SPEAKER, &fields::QUOTING, &fields::BY, &fields::OUTLET].contains(&field)
}
