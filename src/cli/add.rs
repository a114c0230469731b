//! `onrecord add`.

use super::Outcome;
use super::Streams;
use super::args::Add;
use super::args::Global;
use super::ask;
use super::fetching;
use super::fetching::Errand;
use super::fetching::Follows;
use super::progress;
use super::progress::watched;
use crate::corpus::Archive;
use crate::corpus::walk;
use crate::error::Error;
use crate::error::ErrorKind;
use crate::error::ListFault;
use crate::index;
use crate::index::Changes;
use crate::index::Source;
use crate::index::Watch;
use crate::ingest;
use crate::ingest::fetch;
use crate::ingest::fetch::Manners;
use anyhow::Context;
use std::io::Read;
use std::path::Path;
use url::Url;

pub(super) fn run(add: &Add, global: &Global, streams: &mut Streams) -> anyhow::Result<Outcome> {
    // All before the archive is made: a mistake should leave nothing behind.
    let (mut list, complaints) = fetching::list(add)?;
    let files = add.sources.iter().filter(|path| !fetching::is_address(path));
    let mut sources = files.map(|path| source(path)).collect::<anyhow::Result<Vec<Source>>>()?;
    let archive = find_or_create(global)?;
    let manners = Manners::of(&archive.settings()?.fetch, add.reach.allow_private);
    let changes = watched(streams, |watch| {
        let refused = complaints.len() as u64;
        complaints.into_iter().for_each(&mut *watch.complaint);
        let held = index::held(&archive)?;
        let is_new = |link: &Url| fetching::is_new(link, &held);
        if add.follow {
            links(&sources).filter(&is_new).for_each(|link| list.push(link));
        }
        let follows: &Follows = &|_, link| is_new(link);
        let errand = Errand { list, manners, follows: add.follow.then_some(follows), known: &|_| None };
        let brought = fetching::take_in(errand, &archive, watch)?;
        sources.extend(brought.feeds.iter().map(fetching::source));
        let changes = added(&archive, &sources, add.follow, watch)?;
        Ok(Changes {
            unchanged: changes.unchanged + brought.changes.unchanged,
            skipped: changes.skipped + brought.changes.skipped + refused,
            ..changes
        })
    })?;
    progress::sum_up(changes, false, streams.err)?;
    Ok(Outcome::skipped(changes.skipped))
}

/// Adds the sources. That some of their records are summaries is no complaint where these were followed.
pub(super) fn added(
    archive: &Archive,
    sources: &[Source],
    were_followed: bool,
    watch: &mut Watch<'_>,
) -> Result<Changes, Error> {
    let mut followed = 0;
    let mut complain = |error: Error| match &error.kind {
        ErrorKind::List(ListFault::TextElsewhere { .. }) if were_followed => {
            followed += u64::from(!error.is_note());
        }
        _ => (watch.complaint)(error),
    };
    let changes = index::add(
        archive,
        sources,
        &mut Watch { progress: watch.progress, complaint: &mut complain, now: watch.now },
    )?;
    Ok(Changes { skipped: changes.skipped - followed.min(changes.skipped), ..changes })
}

/// Addresses of the records of files that do not hold their article's text.
fn links(sources: &[Source]) -> impl Iterator<Item = Url> {
    let paths = sources.iter().filter_map(|source| match source {
        Source::Path(path) => Some(path),
        Source::Text(_) | Source::Named { .. } => None,
    });
    let files = paths.flat_map(|path| match path.is_dir() {
        true => walk(path, &mut |_| {}).into_iter().map(|file| file.path).collect(),
        false => vec![path.clone()],
    });
    // What cannot be opened is complained of when it is added.
    let links = files.filter_map(|file| ingest::open(&file, "").ok()).flat_map(ingest::Records::links);
    links.filter_map(|link| fetch::web_address(&link))
}

pub(super) fn find_or_create(global: &Global) -> anyhow::Result<Archive> {
    let here = ask::here()?;
    match Archive::find(global.archive.as_deref(), &here) {
        Err(Error { kind: ErrorKind::NoArchive, .. }) => {
            Ok(Archive::create_at(global.archive.as_deref().unwrap_or(&here))?)
        }
        found => Ok(found?),
    }
}

fn source(path: &Path) -> anyhow::Result<Source> {
    if path.as_os_str() != "-" {
        return Ok(Source::Path(path.to_path_buf()));
    }
    let mut bytes = Vec::new();
    std::io::stdin().read_to_end(&mut bytes).context("standard input cannot be read")?;
    Ok(Source::Text(bytes))
}
