//! `onrecord search` and `onrecord quotes`.

use super::Outcome;
use super::Streams;
use super::args::Args;
use super::args::Filters;
use super::args::Global;
use super::args::Passages;
use super::args::Search;
use super::args::Shown;
use super::ask;
use super::ask::Opened;
use super::ask::Question;
use super::terminal;
use crate::render;
use crate::render::Answer;
use crate::render::Asked;
use crate::render::Format;
use crate::render::Look;
use crate::search::Page;
use crate::search::Request;
use clap::CommandFactory;
use clap::error::ErrorKind;
use std::io;
use std::io::Write;
use std::time::Duration;
use std::time::Instant;

/// Passages; of a story that several outlets printed, those of one.
pub(super) fn passages(
    passages: &Passages,
    global: &Global,
    streams: &mut Streams,
) -> anyhow::Result<Outcome> {
    let search = &passages.search;
    if search.query.concat().trim().is_empty() && !narrows(&search.filters) {
        return Err(empty_query().into());
    }
    let mut asking = prepare(search, global, streams)?;
    asking.request.collapse = !passages.no_collapse;
    let started = Instant::now();
    let mut page = asking.opened.index.search(&asking.request)?;
    asking.asked.notes.append(&mut page.notes);
    asking.keep_facets(&mut page);
    let answer = asking.answer(&page, started.elapsed());
    asking.print(page.articles, streams, |format, look, out| render::hits(&answer, format, look, out))
}

/// Quotations; without a query, all of them.
pub(super) fn quotes(search: &Search, global: &Global, streams: &mut Streams) -> anyhow::Result<Outcome> {
    let mut asking = prepare(search, global, streams)?;
    let started = Instant::now();
    let mut page = asking.opened.index.quotes(&asking.request)?;
    let elapsed = started.elapsed();
    asking.asked.notes.append(&mut page.notes);
    asking.keep_facets(&mut page);
    let answer = asking.answer(&page, elapsed);
    let total = page.quotes.unwrap_or_default();
    asking.print(total, streams, |format, look, out| render::quotes(&answer, format, look, out))
}

/// A request, what to put it to, and how to show what comes back.
struct Asking<'a> {
    opened: Opened,
    request: Request,
    asked: Asked,
    shown: &'a Shown,
    look: Look,
}

fn prepare<'a>(search: &'a Search, global: &Global, streams: &mut Streams) -> anyhow::Result<Asking<'a>> {
    // The query before the index: a mistake in it should not wait for a build.
    let Question { query, asked } = ask::question(&search.query, &search.filters)?;
    let shown = &search.shown;
    Ok(Asking {
        opened: ask::index(global, search.filters.doubt, streams)?,
        request: ask::request(query, shown),
        asked,
        shown,
        look: terminal::look(global.color, shown.brackets),
    })
}

/// So many values of a facet are shown to people; programs are given all.
const FACETS_SHOWN: usize = 10;

impl Asking<'_> {
    fn keep_facets<H>(&self, page: &mut Page<H>) {
        let usual = if self.shown.format == Format::Text { FACETS_SHOWN } else { usize::MAX };
        let most = self.shown.facet_limit.unwrap_or(usual);
        page.facets.iter_mut().for_each(|facet| facet.keep(most));
    }

    fn answer<'a, H>(&'a self, page: &'a Page<H>, elapsed: Duration) -> Answer<'a, H> {
        let next = page.more.then_some(self.request.offset + page.hits.len());
        Answer { asked: &self.asked, page, elapsed, next }
    }

    fn print(
        &self,
        total: u64,
        streams: &mut Streams,
        write: impl FnOnce(Format, Look, &mut dyn Write) -> io::Result<()>,
    ) -> anyhow::Result<Outcome> {
        if !self.shown.quiet {
            self.say(total, streams.err)?;
            match self.shown.count {
                true => writeln!(streams.out, "{total}")?,
                false => write(self.shown.format, self.look, streams.out)?,
            }
        }
        Ok(match self.opened.skipped {
            0 => Outcome::found(total > 0),
            skipped => Outcome::Partial { skipped },
        })
    }

    /// For people, what is to be said about this reading, and that nothing was found: silence is no answer.
    /// Programs have the notes in the JSON, and the exit status.
    fn say(&self, total: u64, err: &mut dyn Write) -> io::Result<()> {
        if self.shown.format != Format::Text {
            return Ok(());
        }
        for note in &self.asked.notes {
            writeln!(err, "note: {}", render::visible(note))?;
        }
        if total == 0 && !self.shown.count {
            writeln!(err, "nothing has all of: {}", render::visible(&self.asked.read_as))?;
        }
        Ok(())
    }
}

fn empty_query() -> clap::Error {
    let mut program = Args::command();
    program.build();
    let message = "the query is empty: what is to be found?";
    match program.find_subcommand_mut("search") {
        Some(search) => search.error(ErrorKind::MissingRequiredArgument, message),
        None => program.error(ErrorKind::MissingRequiredArgument, message),
    }
}

fn narrows(filters: &Filters) -> bool {
    let lists = [&filters.outlet, &filters.speaker, &filters.author, &filters.language];
    lists.iter().any(|list| !list.is_empty()) || filters.since.is_some() || filters.until.is_some()
}
