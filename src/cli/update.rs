//! `onrecord update` and `onrecord rebuild`.

use super::Outcome;
use super::Streams;
use super::args::Global;
use super::ask;
use super::watch;
use super::watch::watched;
use crate::index;

pub(super) fn update(global: &Global, streams: &mut Streams) -> anyhow::Result<Outcome> {
    let archive = ask::archive(global)?;
    let changes = watched(streams, |watch| index::update(&archive, watch))?;
    writeln!(streams.err, "{}", watch::summary(changes, true))?;
    Ok(Outcome::skipped(changes.skipped))
}

pub(super) fn rebuild(global: &Global, streams: &mut Streams) -> anyhow::Result<Outcome> {
    let archive = ask::archive(global)?;
    let changes = watched(streams, |watch| index::rebuild(&archive, watch))?;
    writeln!(streams.err, "{}", watch::summary(changes, false))?;
    Ok(Outcome::skipped(changes.skipped))
}
