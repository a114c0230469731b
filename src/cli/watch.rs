//! `onrecord watch`: searches that are kept, and what is new for them.

use super::Outcome;
use super::Streams;
use super::args::Doubt;
use super::args::Filters;
use super::args::Global;
use super::args::Watch;
use super::args::WatchAction;
use super::args::WatchAdd;
use super::ask;
use super::ask::Question;
use super::clock;
use super::news;
use crate::corpus::GRAMMAR;
use crate::corpus::SavedSearch;
use crate::error::Error;
use crate::fields;
use crate::query;
use crate::query::Query;
use crate::query::Unit;
use crate::render;
use crate::render::Format;
use crate::render::visible;
use clap::CommandFactory;
use clap::error::ErrorKind;

pub(super) fn run(watch: &Watch, global: &Global, streams: &mut Streams) -> anyhow::Result<Outcome> {
    match &watch.action {
        WatchAction::Add(search) => add(search, global, streams),
        WatchAction::List { format } => list(*format, global, streams),
        WatchAction::Remove { names } => remove(names, global, streams),
        WatchAction::Run(run) => news::run(run, global, streams),
    }
}

fn add(given: &WatchAdd, global: &Global, streams: &mut Streams) -> anyhow::Result<Outcome> {
    let text = text(&given.query, &given.filters)?;
    if text.is_empty() {
        return Err(empty_query().into());
    }
    // Read as `run` will read it: what does not parse is not kept.
    let question = ask::question(std::slice::from_ref(&text), &Filters::default(), unit(given.quotes))?;
    let archive = ask::archive(global)?;
    archive.watches()?.may_add(&given.name)?;
    let opened = ask::index(global, given.filters.doubt, streams)?;
    let mut watches = archive.watches_to_change()?;
    let search = SavedSearch {
        query: text,
        grammar: GRAMMAR,
        quotes: given.quotes,
        min_confidence: given.filters.doubt.min_confidence,
        added: Some(clock::now()?),
        seen_until: opened.index.last_added()?,
    };
    watches.add(&given.name, search)?;
    watches.write()?;
    let doubts = news::doubts(&question.query, given.quotes, &opened.index)?;
    for note in question.asked.notes.iter().chain(&doubts) {
        writeln!(streams.err, "note: {}", visible(note))?;
    }
    writeln!(streams.err, "watching `{}`: {}", given.name, visible(&question.asked.read_as))?;
    Ok(Outcome::skipped(opened.skipped))
}

/// The words and the flags in the query language.
fn text(words: &[String], filters: &Filters) -> Result<String, Error> {
    let today = clock::today()?;
    let mut parts = Vec::new();
    for (field, values) in ask::named(filters) {
        let each = values.iter().map(|value| ask::flag(field, value, today, &mut Vec::new()));
        let each: Vec<Query> = each.collect::<Result<_, _>>()?;
        match Query::any(each) {
            None => {}
            Some(Query::Or(each)) => parts.push(format!("({})", Query::Or(each))),
            Some(one) => parts.push(one.to_string()),
        }
    }
    // Days stay as they were typed: those of `7d` are others tomorrow.
    for (field, value) in [(&fields::SINCE, &filters.since), (&fields::UNTIL, &filters.until)] {
        let Some(value) = value else { continue };
        ask::flag(field, value, today, &mut Vec::new())?;
        parts.push(format!("{}:\"{}\"", field.name, value.replace('"', " ").trim()));
    }
    let words = words.join(" ").trim().to_string();
    let parsed = query::parse(&words, today);
    let is_one_of_several = matches!(parsed.query, Query::Or(_)) && !parts.is_empty();
    if !words.is_empty() {
        parts.insert(0, if is_one_of_several { format!("({words})") } else { words });
    }
    Ok(parts.join(" "))
}

/// What the words of a saved search bind to.
fn unit(quotes: bool) -> Unit {
    if quotes { Unit::Quotation } else { Unit::Article }
}

fn list(format: Format, global: &Global, streams: &mut Streams) -> anyhow::Result<Outcome> {
    let watches = ask::archive(global)?.watches()?;
    let searches: Vec<_> = watches.all().collect();
    if searches.is_empty() && format == Format::Text {
        return nothing_kept(streams);
    }
    render::watches(&searches, format, streams.out)?;
    Ok(Outcome::found(!searches.is_empty()))
}

pub(super) fn nothing_kept(streams: &mut Streams) -> anyhow::Result<Outcome> {
    writeln!(streams.err, "no search is kept; `onrecord watch add NAME QUERY` keeps one")?;
    Ok(Outcome::NothingFound)
}

fn remove(names: &[String], global: &Global, streams: &mut Streams) -> anyhow::Result<Outcome> {
    let archive = ask::archive(global)?;
    let mut watches = archive.watches_to_change()?;
    for name in names {
        watches.remove(name)?;
    }
    watches.write()?;
    for name in names {
        writeln!(streams.err, "no longer watching `{}`", visible(name))?;
    }
    Ok(Outcome::Found)
}

/// A saved search as `search` reads it.
pub(super) fn question(search: &SavedSearch) -> Result<Question, Error> {
    ask::question(std::slice::from_ref(&search.query), &Filters::default(), unit(search.quotes))
}

/// How sure attributions must be for a saved search.
pub(super) fn doubt(search: &SavedSearch) -> Doubt {
    Doubt { min_confidence: search.min_confidence }
}

fn empty_query() -> clap::Error {
    let mut program = super::args::Args::command();
    program.build();
    let message = "the query is empty: what is to be found?";
    match program.find_subcommand_mut("watch").and_then(|watch| watch.find_subcommand_mut("add")) {
        Some(add) => add.error(ErrorKind::MissingRequiredArgument, message),
        None => program.error(ErrorKind::MissingRequiredArgument, message),
    }
}
