//! `onrecord history`, and the versions that `onrecord show` gives.

use super::Outcome;
use super::Streams;
use super::args::CheckFormat;
use super::args::Doubt;
use super::args::Global;
use super::args::History;
use super::ask;
use super::report;
use super::show;
use super::terminal;
use crate::error::Error;
use crate::index;
use crate::render;
use crate::search::Version;

pub(super) fn run(history: &History, global: &Global, streams: &mut Streams) -> anyhow::Result<Outcome> {
    let read = versions(show::article_of(&history.article), history.doubt, global, streams)?;
    let json = history.format == CheckFormat::Json;
    render::history(&read.versions, json, terminal::look(global.color, false), streams.out)?;
    Ok(Outcome::skipped(read.skipped))
}

/// The versions of an article, and how much could not be read.
pub(super) struct Read {
    pub(super) versions: Vec<Version>,
    pub(super) skipped: u64,
}

/// The versions of an article, the oldest first.
pub(super) fn versions(
    article: &str,
    doubt: Doubt,
    global: &Global,
    streams: &mut Streams,
) -> anyhow::Result<Read> {
    let archive = ask::archive(global)?;
    let opened = ask::index(global, doubt, streams)?;
    let story = opened.index.article(article)?;
    let least = ask::least_confidence(doubt, &archive)?;
    let mut complaints: Vec<Error> = Vec::new();
    let versions = index::versions(&archive, story, least, &mut |error| complaints.push(error))?;
    for complaint in &complaints {
        report::warn(complaint, &mut Vec::new(), streams.err)?;
    }
    Ok(Read { versions, skipped: opened.skipped + complaints.len() as u64 })
}
