//! `onrecord add`.

use super::Outcome;
use super::Streams;
use super::args::Add;
use super::args::Global;
use super::ask;
use super::watch;
use super::watch::watched;
use crate::corpus::Archive;
use crate::error::Error;
use crate::error::ErrorKind;
use crate::error::FetchFault;
use crate::index;
use crate::index::Source;
use anyhow::Context;
use std::io::Read;
use std::path::Path;

pub(super) fn run(add: &Add, global: &Global, streams: &mut Streams) -> anyhow::Result<Outcome> {
    // All before the archive is made: a mistake should leave nothing behind.
    let sources = add.sources.iter().map(|path| source(path)).collect::<anyhow::Result<Vec<Source>>>()?;
    let archive = find_or_create(global)?;
    let changes = watched(streams, |watch| index::add(&archive, &sources, watch))?;
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
    refuse_address(path)?;
    if path.as_os_str() != "-" {
        return Ok(Source::Path(path.to_path_buf()));
    }
    let mut bytes = Vec::new();
    std::io::stdin().read_to_end(&mut bytes).context("standard input cannot be read")?;
    Ok(Source::Text(bytes))
}

/// Addresses are not fetched yet, and a folder named `https:` is not what was meant.
pub(super) fn refuse_address(path: &Path) -> Result<(), Error> {
    let text = path.to_string_lossy();
    let scheme = text.split_once("://").map(|(scheme, _)| scheme.to_ascii_lowercase());
    match scheme.as_deref() {
        Some("http" | "https") => Err(Error::at_address(ErrorKind::Fetch(FetchFault::NotBuilt), &text)),
        _ => Ok(()),
    }
}
