//! `onrecord add`.

use super::Outcome;
use super::Streams;
use super::args::Add;
use super::args::Global;
use super::ask;
use super::fetching;
use super::watch;
use super::watch::watched;
use crate::corpus::Archive;
use crate::error::Error;
use crate::error::ErrorKind;
use crate::index;
use crate::index::Changes;
use crate::index::Source;
use crate::ingest::fetch::Manners;
use anyhow::Context;
use std::io::Read;
use std::path::Path;

pub(super) fn run(add: &Add, global: &Global, streams: &mut Streams) -> anyhow::Result<Outcome> {
    // All before the archive is made: a mistake should leave nothing behind.
    let (list, complaints) = fetching::list(add)?;
    let files = add.sources.iter().filter(|path| !fetching::is_address(path));
    let sources = files.map(|path| source(path)).collect::<anyhow::Result<Vec<Source>>>()?;
    let archive = find_or_create(global)?;
    let manners = Manners::of(&archive.settings()?.fetch, add.reach.allow_private);
    let changes = watched(streams, |watch| {
        let refused = complaints.len() as u64;
        complaints.into_iter().for_each(&mut *watch.complaint);
        let fetched = fetching::take_in(list, manners, &archive, watch)?;
        let changes = index::add(&archive, &sources, watch)?;
        Ok(Changes {
            unchanged: changes.unchanged + fetched.unchanged,
            skipped: changes.skipped + fetched.skipped + refused,
            ..changes
        })
    })?;
    watch::sum_up(changes, false, streams.err)?;
    Ok(Outcome::skipped(changes.skipped))
}

fn find_or_create(global: &Global) -> anyhow::Result<Archive> {
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
