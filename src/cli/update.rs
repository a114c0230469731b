//! `onrecord update` and `onrecord rebuild`.

use super::Outcome;
use super::Streams;
use super::args::Global;
use super::ask;
use super::progress;
use super::progress::watched;
use crate::index;

pub(super) fn update(global: &Global, streams: &mut Streams) -> anyhow::Result<Outcome> {
    let archive = ask::archive(global)?;
    let changes = watched(streams, |watch| index::update(&archive, watch))?;
    progress::sum_up(changes, true, streams.err)?;
    Ok(Outcome::skipped(changes.skipped))
}

pub(super) fn rebuild(global: &Global, streams: &mut Streams) -> anyhow::Result<Outcome> {
    let archive = ask::archive(global)?;
    let changes = watched(streams, |watch| index::rebuild(&archive, watch))?;
    progress::sum_up(changes, false, streams.err)?;
    Ok(Outcome::skipped(changes.skipped))
}
