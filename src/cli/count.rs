//! `onrecord speakers`, `outlets` and `timeline`.

use super::Outcome;
use super::Streams;
use super::args::Count;
use super::args::CountAll;
use super::args::Global;
use super::ask;
use super::ask::Opened;
use super::terminal;
use crate::query::Query;
use crate::render;
use crate::render::Format;
use crate::render::Look;
use crate::search::Tally;

pub(super) fn speakers(count: &Count, global: &Global, streams: &mut Streams) -> anyhow::Result<Outcome> {
    let name = count.words.join(" ");
    let name = Some(name.trim()).filter(|name| !name.is_empty());
    let query = ask::question(&[], &count.all.filters)?.query;
    let counting = Counting::of("speakers", &count.all, global, streams)?;
    let people = counting.opened.index.speakers(name, &query)?;
    render::people(&people, counting.format, counting.look, streams.out)?;
    counting.outcome(people.len(), streams)
}

pub(super) fn outlets(count: &CountAll, global: &Global, streams: &mut Streams) -> anyhow::Result<Outcome> {
    let query = ask::question(&[], &count.filters)?.query;
    let counting = Counting::of("outlets", count, global, streams)?;
    let tallies = counting.opened.index.outlets(&query)?;
    counting.print(&tallies, streams)
}

pub(super) fn timeline(count: &Count, global: &Global, streams: &mut Streams) -> anyhow::Result<Outcome> {
    let query: Query = ask::question(&count.words, &count.all.filters)?.query;
    let counting = Counting::of("months", &count.all, global, streams)?;
    let tallies = counting.opened.index.timeline(&query)?;
    counting.print(&tallies, streams)
}

/// What is counted, where, and in which form it is wanted.
struct Counting {
    what: &'static str,
    opened: Opened,
    format: Format,
    look: Look,
}

impl Counting {
    fn of(
        what: &'static str,
        count: &CountAll,
        global: &Global,
        streams: &mut Streams,
    ) -> anyhow::Result<Counting> {
        let opened = ask::index(global, count.filters.doubt, streams)?;
        Ok(Counting { what, opened, format: count.format, look: terminal::look(global.color, false) })
    }

    fn print(&self, tallies: &[Tally], streams: &mut Streams) -> anyhow::Result<Outcome> {
        render::tallies(self.what, tallies, self.format, self.look, streams.out)?;
        self.outcome(tallies.len(), streams)
    }

    fn outcome(&self, lines: usize, streams: &mut Streams) -> anyhow::Result<Outcome> {
        // For people: silence is no answer.
        if lines == 0 && self.format == Format::Text {
            writeln!(streams.err, "no {} found", self.what)?;
        }
        Ok(match self.opened.skipped {
            0 => Outcome::found(lines > 0),
            skipped => Outcome::Partial { skipped },
        })
    }
}
