//! Names that a query asks for and that nobody bears: speakers, authors, outlets, agencies; languages and keywords; and the nearest
//! that there are.
//!
//! Whether a name is borne is asked of the index; only where one is not, all names of its kind are gone through.

use super::LocalIndex;
use super::facets::all_words;
use super::segment::Segment;
use super::values::Counted;
use crate::article::outlet;
use crate::error::Error;
use crate::fields;
use crate::fields::Field;
use crate::query::Query;
use crate::query::Unit;
use crate::query::Words;
use crate::search::KnownNames;
use crate::search::UnknownName;
use std::collections::BTreeMap;
use std::collections::btree_map::Entry;
use tantivy::DocId;
use tantivy::DocSet;
use tantivy::TERMINATED;
use tantivy::schema;
use tantivy::schema::IndexRecordOption;

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
        let mut unknown: Vec<UnknownName> = Vec::new();
        // All names of a kind are gone through once, however many are asked for.
        let mut known: BTreeMap<&str, KnownNames> = BTreeMap::new();
        for Asked { leaf, field, words } in asked_of(query) {
            let name = words.each().join(" ");
            let is_told = unknown.iter().any(|told| told.field == field && told.name == name);
            if is_told || self.is_there(leaf, leaf.unit())? {
                continue;
            }
            let names = match known.entry(whose(field).name) {
                Entry::Occupied(names) => names.into_mut(),
                Entry::Vacant(place) => place.insert(KnownNames::new(self.names(whose(field))?)),
            };
            let nearest = match field.name {
                // Their codes are not spelt like what they mean.
                of if of == fields::LANG.name => names.most_frequent(MOST),
                of if of == fields::WIRE.name => by_proper_name(names.nearest(field, &name, usize::MAX)),
                _ => names.nearest(field, &name, MOST),
            };
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

    /// All names of a kind, as printed, speakers with their quotations, all others with their articles; keywords and agencies
    /// in the folded form in which alone they are kept.
    pub(super) fn names(&self, field: &Field) -> tantivy::Result<BTreeMap<String, u64>> {
        let mut names = BTreeMap::new();
        for segment in &self.segments {
            match field.name {
                name if name == fields::WIRE.name => add_terms(segment, self.fields.wire, &mut names)?,
                name if name == fields::TAG.name => add_terms(segment, self.fields.tag, &mut names)?,
                _ => self.add_names(segment, field, &mut names)?,
            }
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
            name if name == fields::LANG.name => (&columns.language, false),
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

/// Whose names a field asks for: those of speakers also where an article is to quote them.
fn whose(field: &'static Field) -> &'static Field {
    if field.name == fields::QUOTING.name { &fields::SPEAKER } else { field }
}

/// The terms of a field that stand in a segment, each with its articles.
fn add_terms(
    segment: &Segment,
    field: schema::Field,
    names: &mut BTreeMap<String, u64>,
) -> tantivy::Result<()> {
    let inverted = segment.reader.inverted_index(field)?;
    let mut terms = inverted.terms().stream()?;
    while let Some((term, info)) = terms.next() {
        let articles = match segment.reader.alive_bitset() {
            None => info.doc_freq,
            Some(alive) => inverted
                .read_postings_from_terminfo(info, IndexRecordOption::Basic)?
                .doc_freq_given_deletes(alive),
        };
        if articles > 0 {
            *names.entry(String::from_utf8_lossy(term).into_owned()).or_default() += u64::from(articles);
        }
    }
    Ok(())
}

/// Agencies by the names of the table of outlets, each once: an article stands under all that the table knows of its agency.
fn by_proper_name(keys: Vec<(String, u64)>) -> Vec<(String, u64)> {
    let mut agencies: Vec<(String, u64)> = Vec::new();
    for (key, articles) in keys {
        let known = outlet::by_name(&key).or_else(|| outlet::by_host(&key.replace(' ', ".")));
        let name = known.map_or(key, |known| known.name.to_string());
        if agencies.iter().all(|(other, _)| *other != name) {
            agencies.push((name, articles));
        }
    }
    agencies.truncate(MOST);
    agencies
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
    let is_asked = [
        fields::SPEAKER.name,
        fields::QUOTING.name,
        fields::BY.name,
        fields::OUTLET.name,
        fields::WIRE.name,
        fields::LANG.name,
        fields::TAG.name,
    ];
    let is_unknown =
        matches!(words, Words::AnyForm(word) if word.eq_ignore_ascii_case(fields::SPEAKER_UNKNOWN));
    let is_closed = matches!(words, Words::AnyForm(_) | Words::Phrase(_) | Words::Compound(_))
        && !words.each().iter().any(|word| word.contains('*') || word.contains('?'));
    let is_state = is_unknown && [fields::SPEAKER.name, fields::QUOTING.name].contains(&field.name);
    is_asked.contains(&field.name) && is_closed && !is_state
}

/// Whether nothing matches a query without this part of it.
fn is_needed(part: &Query, query: &Query) -> bool {
    match query {
        Query::And(parts) => parts.iter().any(|other| is_needed(part, other)),
        other => std::ptr::eq(part, other),
    }
}
