//! `onrecord speakers`, `outlets` and `timeline`.

use super::Outcome;
use super::Streams;
use super::args::Count;
use super::args::CountAll;
use super::args::Global;
use super::ask;
use super::ask::Opened;
use super::terminal;
use crate::error::Error;
use crate::index::Index;
use crate::query::Query;
use crate::render;
use crate::render::Format;
use crate::search::Tally;

pub(super) fn speakers(count: &Count, global: &Global, streams: &mut Streams) -> anyhow::Result<Outcome> {
    let name = count.words.join(" ");
    let name = Some(name.trim()).filter(|name| !name.is_empty());
    let query = ask::question(&[], &count.all.filters)?.query;
    let of = Of { what: "speakers", format: count.all.format };
    tallied(&of, global, streams, |index| index.speakers(name, &query))
}

pub(super) fn outlets(count: &CountAll, global: &Global, streams: &mut Streams) -> anyhow::Result<Outcome> {
    let query = ask::question(&[], &count.filters)?.query;
    tallied(&Of { what: "outlets", format: count.format }, global, streams, |index| index.outlets(&query))
}

pub(super) fn timeline(count: &Count, global: &Global, streams: &mut Streams) -> anyhow::Result<Outcome> {
    let query: Query = ask::question(&count.words, &count.all.filters)?.query;
    let of = Of { what: "months", format: count.all.format };
    tallied(&of, global, streams, |index| index.timeline(&query))
}

/// What is counted, and in which form it is wanted.
struct Of {
    what: &'static str,
    format: Format,
}

fn tallied(
    of: &Of,
    global: &Global,
    streams: &mut Streams,
    count: impl FnOnce(&Index) -> Result<Vec<Tally>, Error>,
) -> anyhow::Result<Outcome> {
    let Opened { index, skipped } = ask::index(global, streams)?;
    let tallies = count(&index)?;
    render::tallies(of.what, &tallies, of.format, terminal::look(global.color, false), streams.out)?;
    // For people: silence is no answer.
    if tallies.is_empty() && of.format == Format::Text {
        writeln!(streams.err, "no {} found", of.what)?;
    }
    Ok(if skipped > 0 { Outcome::Partial { skipped } } else { Outcome::found(!tallies.is_empty()) })
}
