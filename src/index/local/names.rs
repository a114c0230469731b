//! Names that a query asks for and that nobody bears: speakers, authors, outlets, and the nearest that there are.
//!
//! Whether a name is borne is asked of the index; only where one is not, all names of its kind are gone through.

use super::LocalIndex;
use super::facets::all_words;
use super::segment::Segment;
use super::values::Counted;
use crate::error::Error;
use crate::fields;
use crate::fields::Field;
use crate::query::Query;
use crate::query::Unit;
use crate::query::Words;
use crate::search::UnknownName;
use crate::search::nearest_names;
use std::collections::BTreeMap;
use tantivy::DocId;
use tantivy::DocSet;
use tantivy::TERMINATED;

/// So many names are suggested.
const MOST: usize = 5;

/// So many names of one query are looked into.
const MOST_ASKED: usize = 8;

/// A name that a query asks for.
struct Asked<'q> {
    leaf: &'q Query,
    field: &'static Field,
    words: &'q Words,
}

impl LocalIndex {
    /// The names in a query that nobody bears.
    pub(crate) fn unknown_names(&self, query: &Query) -> Result<Vec<UnknownName>, Error> {
        self.guarded(|| self.names_nobody_bears(query))
    }

    /// The same of a query that matched something, or not: what had to be there to match is there.
    pub(super) fn unknown_names_of(
        &self,
        query: &Query,
        is_answered: bool,
    ) -> tantivy::Result<Vec<UnknownName>> {
        let asked = asked_of(query);
        let is_settled = match asked.as_slice() {
            [] => true,
            [one] => is_answered && is_needed(one.leaf, query),
            _ => false,
        };
        if is_settled { Ok(Vec::new()) } else { self.names_nobody_bears(query) }
    }

    fn names_nobody_bears(&self, query: &Query) -> tantivy::Result<Vec<UnknownName>> {
        let mut unknown = Vec::new();
        for Asked { leaf, field, words } in asked_of(query) {
            if self.is_there(leaf, leaf.unit())? {
                continue;
            }
            let name = words.each().join(" ");
            let nearest = nearest_names(field, &name, self.names(field)?, MOST);
            unknown.push(UnknownName { field, name, nearest });
        }
        Ok(unknown)
    }

    /// Whether anything matches.
    pub(super) fn is_there(&self, query: &Query, unit: Unit) -> tantivy::Result<bool> {
        let weight = self.weight(query, unit)?;
        for segment in &self.segments {
            let mut found = weight.scorer(&segment.reader, 1.0)?;
            while found.doc() != TERMINATED {
                if !segment.reader.is_deleted(found.doc()) {
                    return Ok(true);
                }
                found.advance();
            }
        }
        Ok(false)
    }

    /// All names of a kind, as printed: outlets and authors with their articles, speakers with their quotations.
    pub(super) fn names(&self, field: &Field) -> tantivy::Result<BTreeMap<String, u64>> {
        let mut names = BTreeMap::new();
        for segment in &self.segments {
            self.add_names(segment, field, &mut names)?;
        }
        Ok(names)
    }

    fn add_names(
        &self,
        segment: &Segment,
        field: &Field,
        names: &mut BTreeMap<String, u64>,
    ) -> tantivy::Result<()> {
        let columns = segment.columns(&self.fields)?;
        let (column, is_speaker) = match field.name {
            name if name == fields::OUTLET.name => (&columns.outlet, false),
            name if name == fields::BY.name => (&columns.author, false),
            _ => (&columns.speaker, true),
        };
        let Some(column) = column else { return Ok(()) };
        let mut counted = Counted::new(column);
        let sure = |doc: &DocId| !is_speaker || segment.is_sure(*doc, self.least);
        segment.reader.doc_ids_alive().filter(sure).for_each(|doc| counted.count(doc));
        let borne = all_words(Some(column))?.into_iter().zip(counted.counts).filter(|(_, count)| *count > 0);
        for (name, count) in borne {
            *names.entry(name.to_string()).or_default() += u64::from(count);
        }
        Ok(())
    }
}

/// The names that a query asks for, wherever in it; none with open letters.
fn asked_of(query: &Query) -> Vec<Asked<'_>> {
    let mut asked = Vec::new();
    gather(query, &mut asked);
    asked
}

fn gather<'q>(query: &'q Query, asked: &mut Vec<Asked<'q>>) {
    match query {
        Query::Words { field, words } if asked.len() < MOST_ASKED && is_name(field, words) => {
            asked.push(Asked { leaf: query, field, words });
        }
        Query::And(parts) | Query::Or(parts) => parts.iter().for_each(|part| gather(part, asked)),
        Query::Not(part) => gather(part, asked),
        _ => {}
    }
}

fn is_name(field: &Field, words: &Words) -> bool {
    let is_asked = [fields::SPEAKER.name, fields::QUOTING.name, fields::BY.name, fields::OUTLET.name];
    let is_unknown =
        matches!(words, Words::AnyForm(word) if word.eq_ignore_ascii_case(fields::SPEAKER_UNKNOWN));
    let is_closed = matches!(words, Words::AnyForm(_) | Words::Phrase(_) | Words::Compound(_))
        && !words.each().iter().any(|word| word.contains('*') || word.contains('?'));
    is_asked.contains(&field.name) && is_closed && !(is_unknown && field.name != fields::BY.name)
}

/// Whether nothing matches a query without this part of it.
fn is_needed(part: &Query, query: &Query) -> bool {
    match query {
        Query::And(parts) => parts.iter().any(|other| is_needed(part, other)),
        other => std::ptr::eq(part, other),
    }
}
