//! Names of which a field holds for the first word alone: `speaker:Maria Ruiz`.

use super::LocalIndex;
use crate::fields;
use crate::fields::Field;
use crate::query::Query;
use crate::query::Words;
use crate::text::analysis::name_terms;

/// So many words a name has at most.
const LONGEST: usize = 4;

/// A name as it was most probably meant.
struct Halved<'q> {
    field: &'static Field,
    words: Vec<&'q str>,
    /// Whether its words stand in a bracket: `outlet:(harbour post)`.
    in_bracket: bool,
}

impl LocalIndex {
    /// What to tell the reader of names that the archive knows and the query has cut in two.
    pub(super) fn halved_names(&self, query: &Query) -> tantivy::Result<Vec<String>> {
        let mut notes = Vec::new();
        for halved in halved(query) {
            let least = if halved.in_bracket { halved.words.len() } else { 2 };
            for length in (least..=halved.words.len()).rev() {
                if self.is_known(halved.field, &halved.words[..length])? {
                    notes.push(halved.told(length));
                    break;
                }
            }
        }
        Ok(notes)
    }

    fn is_known(&self, field: &'static Field, words: &[&str]) -> tantivy::Result<bool> {
        let phrase = Words::Phrase(words.iter().map(|word| word.to_string()).collect());
        let name = Query::Words { field, words: phrase };
        let is_there = self.is_there(&name, name.unit())?;
        if !is_there || *field == fields::OUTLET {
            return Ok(is_there);
        }
        // "the analysis of the Ruiz tax plan" may have spoken too, and is nobody who is called Ruiz Tax.
        let wanted = format!(" {}", name_terms(&words.join(" ")));
        Ok(self.names(field)?.keys().any(|name| format!(" {}", name_terms(name)).ends_with(&wanted)))
    }
}

impl Halved<'_> {
    /// What to say where the first so many words are a name.
    fn told(&self, length: usize) -> String {
        let (field, name) = (self.field.name, self.words[..length].join(" "));
        let read = match self.words.first() {
            Some(first) if !self.in_bracket => {
                format!("`{field}:` holds for `{first}` alone, and the rest is looked for in the text")
            }
            _ => format!("`{field}:({name})` is any one of these words"),
        };
        format!("{read}; there is a name that is written `{field}:\"{name}\"`")
    }
}

/// The values of one word that have plain words right behind them, and those that stand side by side in a bracket.
fn halved(query: &Query) -> Vec<Halved<'_>> {
    let parts = match query {
        Query::And(parts) => parts.as_slice(),
        part => std::slice::from_ref(part),
    };
    let names = parts.iter().enumerate().filter_map(|(at, part)| match part {
        Query::Or(values) => in_bracket(values),
        // The last word of a name in a bracket is not its first.
        part if at > 0 && is_of_one_field(part, &parts[at - 1]) => None,
        part => before_words(part, &parts[at + 1..]),
    });
    names.collect()
}

fn is_of_one_field(part: &Query, before: &Query) -> bool {
    one_word(part).zip(one_word(before)).is_some_and(|((field, _), (other, _))| field == other)
}

fn before_words<'q>(part: &'q Query, behind: &'q [Query]) -> Option<Halved<'q>> {
    let (field, first) = one_word(part).filter(|(field, _)| is_name(field))?;
    let more = behind
        .iter()
        .map_while(|part| one_word(part).filter(|(field, _)| **field == fields::TEXT).map(|(_, word)| word));
    let words: Vec<&str> = std::iter::once(first).chain(more.take(LONGEST - 1)).collect();
    (words.len() > 1).then_some(Halved { field, words, in_bracket: false })
}

/// Values are compared as a whole, so the words of one in a bracket are several; the words of other names are read as one name.
fn in_bracket(values: &[Query]) -> Option<Halved<'_>> {
    let words = values.iter().map(|value| one_word(value).filter(|(field, _)| **field == fields::OUTLET));
    let words: Vec<&str> = words.map(|word| word.map(|(_, word)| word)).collect::<Option<_>>()?;
    (words.len() <= LONGEST).then_some(Halved { field: &fields::OUTLET, words, in_bracket: true })
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
