//! Words and flags to a request, and the archive and index to put it to.

use super::Streams;
use super::args::Doubt;
use super::args::Filters;
use super::args::Global;
use super::args::Shown;
use super::args::Values;
use super::clock;
use super::progress;
use super::progress::watched;
use super::report;
use crate::corpus::Archive;
use crate::error::Error;
use crate::error::ErrorKind;
use crate::fields;
use crate::fields::Field;
use crate::index;
use crate::index::Index;
use crate::query;
use crate::query::Days;
use crate::query::Query;
use crate::query::Unit;
use crate::render::Asked;
use crate::render::Format;
use crate::search::Request;
use anyhow::Context;
use jiff::civil::Date;
use std::io::Write;
use std::path::PathBuf;

/// The archive that the flags name, or the nearest.
pub(super) fn archive(global: &Global) -> anyhow::Result<Archive> {
    Ok(Archive::find(global.archive.as_deref(), &here()?)?)
}

/// The current folder.
pub(super) fn here() -> anyhow::Result<PathBuf> {
    std::env::current_dir().context("the current folder cannot be found")
}

/// An index to search, and how many articles were skipped if it had to be built first.
pub(super) struct Opened {
    pub(super) index: Index,
    pub(super) skipped: u64,
}

/// The archive's index; where there is none yet, it is built.
pub(super) fn index(global: &Global, doubt: Doubt, streams: &mut Streams) -> anyhow::Result<Opened> {
    let archive = archive(global)?;
    let least = least_confidence(doubt, &archive)?;
    let zone = clock::zone()?;
    if let Some(index) = Index::open(&archive)? {
        say_if_outdated(&index, &archive, streams.err)?;
        return Ok(Opened { index: index.sure_of(least).in_zone(zone), skipped: 0 });
    }
    let changes = watched(streams, |watch| index::rebuild(&archive, watch))?;
    writeln!(streams.err, "built the index: {}", progress::summary(changes, false))?;
    match Index::open(&archive)? {
        Some(index) => Ok(Opened { index: index.sure_of(least).in_zone(zone), skipped: changes.skipped }),
        None => Err(Error::in_archive(ErrorKind::NoIndex, archive.root()).into()),
    }
}

/// The flag, else the archive's setting.
pub(super) fn least_confidence(doubt: Doubt, archive: &Archive) -> Result<f32, Error> {
    doubt.min_confidence.map_or_else(|| Ok(archive.settings()?.min_confidence), Ok)
}

/// Says so where the owner's word has changed since it was taken in; the index answers by the one it has.
fn say_if_outdated(index: &Index, archive: &Archive, err: &mut dyn Write) -> anyhow::Result<()> {
    match archive.speakers() {
        Ok(speakers) if index.follows(&speakers) => {}
        Ok(_) => writeln!(err, "note: speakers.toml has changed; `onrecord update` takes it in")?,
        Err(error) => report::warn(&error, &mut Vec::new(), err)?,
    }
    Ok(())
}

/// A query and how it is repeated in the answer.
#[derive(Debug)]
pub(super) struct Question {
    pub(super) query: Query,
    pub(super) asked: Asked,
}

impl Question {
    /// The question with these values as further conditions on what was counted: articles, or quotations.
    pub(super) fn narrowed(self, values: &Values, unit: Unit) -> Question {
        let query = values.only.iter().map(|only| only.query(unit)).fold(self.query, Query::and);
        let read_as = query::read_as(&query);
        Question { query, asked: Asked { read_as, ..self.asked } }
    }
}

/// The words, narrowed by the flags; `unit` is what words without a field bind to.
pub(super) fn question(words: &[String], filters: &Filters, unit: Unit) -> Result<Question, Error> {
    let today = clock::today()?;
    let Question { query: filter, asked } = filter(filters, today)?;
    let text = words.join(" ");
    let mut parsed = query::parse_narrowed(&text, filter, unit, today);
    if !parsed.complaints.is_empty() {
        // Half a query would find something, but not what was asked for.
        return Err(parsed.complaints.swap_remove(0));
    }
    parsed.notes.extend(asked.notes);
    let read_as = query::read_as(&parsed.query);
    Ok(Question { query: parsed.query, asked: Asked { text, read_as, notes: parsed.notes } })
}

/// The flags as a query; `All` without any.
fn filter(filters: &Filters, today: Date) -> Result<Question, Error> {
    let (mut query, mut notes) = (Query::All, Vec::new());
    for (field, values) in named(filters) {
        let each = values.iter().map(|value| flag(field, value, today, &mut notes));
        query = query.and(Query::any(each.collect::<Result<_, _>>()?).unwrap_or(Query::All));
    }
    let ends = [(&fields::SINCE, &filters.since), (&fields::UNTIL, &filters.until)].into_iter();
    let ends = ends.flat_map(|(field, value)| value.iter().map(move |value| (field, value)));
    let ends: Vec<Query> =
        ends.map(|(field, value)| flag(field, value, today, &mut notes)).collect::<Result<_, _>>()?;
    let asked = Asked { text: String::new(), read_as: String::new(), notes };
    Ok(Question { query: query.and(between(ends)), asked })
}

/// The fields of names and values, and what the flags give of each.
pub(super) fn named(filters: &Filters) -> [(&'static Field, &[String]); 4] {
    [
        (&fields::OUTLET, &filters.outlet),
        (&fields::SPEAKER, &filters.speaker),
        (&fields::BY, &filters.author),
        (&fields::LANG, &filters.language),
    ]
}

/// What a flag means.
pub(super) fn flag(
    field: &'static Field,
    value: &str,
    today: Date,
    notes: &mut Vec<String>,
) -> Result<Query, Error> {
    let mut parsed = query::flag(field, value, today);
    notes.append(&mut parsed.notes);
    match parsed.complaints.is_empty() {
        true => Ok(parsed.query),
        false => Err(in_flag(field, parsed.complaints.swap_remove(0))),
    }
}

/// Who typed a flag has typed no field.
fn in_flag(field: &Field, error: Error) -> Error {
    let flag = match field {
        field if *field == fields::BY => "author",
        field if *field == fields::LANG => "language",
        field => field.name,
    };
    match error.kind {
        ErrorKind::EmptyField { .. } => Error::nowhere(ErrorKind::EmptyFlag { flag }),
        _ => error,
    }
}

/// The two ends of a period as the one that it is; where no day lies between them, they stay two.
fn between(ends: Vec<Query>) -> Query {
    match ends.as_slice() {
        [
            Query::Dated(event, Days { first: Some(first), .. }),
            Query::Dated(_, Days { last: Some(last), .. }),
        ] if first <= last => Query::Dated(*event, Days { first: Some(*first), last: Some(*last) }),
        _ => Query::all(ends),
    }
}

/// So many values of a facet are shown to people; programs are given all.
const FACETS_SHOWN: usize = 10;

/// The request for a page of hits.
pub(super) fn request(query: Query, shown: &Shown, per_article: usize) -> Request {
    let usual = if shown.format == Format::Text { FACETS_SHOWN } else { usize::MAX };
    Request {
        query,
        limit: shown.limit,
        offset: shown.offset,
        per_article,
        collapse: false,
        sort: shown.sort,
        near: !shown.strict,
        explain: shown.explain,
        facets: shown.facet_limit.or(shown.facets.then_some(usual)),
        added_after: None,
    }
}
