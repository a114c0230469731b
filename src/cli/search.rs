//! `onrecord search` and `onrecord quotes`.

use super::Outcome;
use super::Streams;
use super::answering;
use super::answering::Answering;
use super::args::Args;
use super::args::CountOf;
use super::args::Global;
use super::args::Passages;
use super::args::Search;
use super::args::Shown;
use super::ask;
use super::ask::Opened;
use super::ask::Question;
use super::output;
use super::terminal;
use crate::query::Unit;
use crate::render;
use crate::render::Asked;
use crate::render::Format;
use crate::render::Look;
use crate::render::Of;
use crate::search::Page;
use crate::search::Request;
use clap::CommandFactory;
use clap::error::ErrorKind;
use std::io::Write;
use std::ops::ControlFlow;
use std::time::Instant;

/// Passages; of a story that several outlets printed, those of one.
pub(super) fn passages(
    passages: &Passages,
    global: &Global,
    streams: &mut Streams,
) -> anyhow::Result<Outcome> {
    let search = &passages.search;
    if search.query.concat().trim().is_empty() && !narrows(search) {
        return Err(mistake("search", ErrorKind::MissingRequiredArgument, EMPTY).into());
    }
    let mut asking = prepare(search, global, Of::Passages, streams)?;
    asking.request.collapse = !passages.no_collapse;
    asking.run(Of::Passages, streams)
}

/// Quotations; without a query, all of them.
pub(super) fn quotes(search: &Search, global: &Global, streams: &mut Streams) -> anyhow::Result<Outcome> {
    prepare(search, global, Of::Quotations, streams)?.run(Of::Quotations, streams)
}

/// A request, what to put it to, and how to show what comes back.
struct Asking<'a> {
    opened: Opened,
    request: Request,
    asked: Asked,
    shown: &'a Shown,
    look: Look,
}

fn prepare<'a>(
    search: &'a Search,
    global: &Global,
    of: Of,
    streams: &mut Streams,
) -> anyhow::Result<Asking<'a>> {
    let (command, unit) = match of {
        Of::Passages => ("search", Unit::Article),
        Of::Quotations => ("quotes", Unit::Quotation),
    };
    let shown = &search.shown;
    if shown.reading.kwic.kwic && matches!(shown.format, Format::Cited(_)) {
        return Err(mistake(command, ErrorKind::ArgumentConflict, LINES).into());
    }
    // The query before the index: a mistake in it should not wait for a build.
    let question = ask::question(&search.query, &search.filters, unit)?;
    let unit = if of == Of::Quotations { unit } else { question.query.unit() };
    let Question { query, asked } = question.narrowed(&search.values, unit);
    let mut request = ask::request(query, shown, per_article(of, shown));
    // A line of a concordance, or a work that is cited, stands for what was asked for, not for something near it.
    request.near &= !shown.reading.kwic.kwic && !matches!(shown.format, Format::Cited(_));
    let stream = output::stream(output::file(shown.reading.output.as_deref()));
    Ok(Asking {
        opened: ask::index(global, search.filters.doubt, streams)?,
        request,
        asked,
        shown,
        look: terminal::look_on(stream, global, shown.brackets),
    })
}

/// So many passages of one article are on a page, where nothing else is asked for.
const PER_ARTICLE: usize = 3;

/// How many hits of one article there may be: all of them, where all are asked for or counted, or quotations are the hits.
fn per_article(of: Of, shown: &Shown) -> usize {
    let all = of == Of::Quotations || shown.reading.all || shown.count == Some(CountOf::Passages);
    shown.per_article.unwrap_or(if all { usize::MAX } else { PER_ARTICLE })
}

impl Asking<'_> {
    fn run(&self, of: Of, streams: &mut Streams) -> anyhow::Result<Outcome> {
        let reading = &self.shown.reading;
        let total = match self.shown.count {
            None if !self.shown.quiet => {
                let file = output::file(reading.output.as_deref());
                let Streams { out, err } = streams;
                output::written(file, self.shown.format, *out, |out| self.answer(of, out, *err))?
            }
            count => self.count(of, count, streams)?,
        };
        Ok(match self.opened.skipped {
            0 => Outcome::found(total > 0),
            skipped => Outcome::Partial { skipped },
        })
    }

    /// How much matches, printed if that was asked for.
    fn count(&self, of: Of, count: Option<CountOf>, streams: &mut Streams) -> anyhow::Result<u64> {
        let request = Request { limit: 0, offset: 0, near: false, facets: None, ..self.request.clone() };
        let index = &self.opened.index;
        let (matched, unit, notes) = match of {
            Of::Passages => {
                let page = index.search(&request)?;
                (page.articles, request.query.unit(), page.notes)
            }
            Of::Quotations => {
                let page = index.quotes(&request)?;
                (page.quotes.unwrap_or_default(), Unit::Quotation, page.notes)
            }
        };
        let total = match count {
            Some(CountOf::Passages) => index.count_passages(&request, unit)?,
            _ => matched,
        };
        if count.is_some() && !self.shown.quiet {
            let asked = Asked { notes: [self.asked.notes.clone(), notes].concat(), ..self.asked.clone() };
            answering::say(&asked, self.shown, (total, total == 0), streams.err)?;
            let file = output::file(self.shown.reading.output.as_deref());
            let what = match (count, of) {
                (Some(CountOf::Passages), _) => "passages",
                (_, Of::Passages) => "articles",
                (_, Of::Quotations) => "quotes",
            };
            let format = self.shown.format;
            output::written(file, Format::Text, streams.out, |out| {
                Ok(render::count(&asked, (what, total), format, out)?)
            })?;
        }
        Ok(total)
    }

    /// Writes the answer, and says how much matches.
    fn answer(&self, of: Of, out: &mut dyn Write, err: &mut dyn Write) -> anyhow::Result<u64> {
        let answering = Answering {
            opened: &self.opened,
            asked: &self.asked,
            shown: self.shown,
            per_article: self.request.per_article,
            look: self.look,
            of,
            started: Instant::now(),
            err,
            out: Some(out),
            form: None,
            found: false,
        };
        match (of, self.shown.reading.all) {
            (Of::Passages, false) => self.page_of_passages(answering),
            (Of::Quotations, false) => self.page_of_quotations(answering),
            (Of::Passages, true) => self.all_passages(answering),
            (Of::Quotations, true) => self.all_quotations(answering),
        }
    }

    fn page_of_passages(&self, mut answering: Answering) -> anyhow::Result<u64> {
        let page = self.opened.index.search(&self.request)?;
        let (total, next) = (page.articles, self.next(&page));
        answering.passages(page)?;
        answering.end(next)?;
        Ok(total)
    }

    fn page_of_quotations(&self, mut answering: Answering) -> anyhow::Result<u64> {
        let page = self.opened.index.quotes(&self.request)?;
        let (total, next) = (page.quotes.unwrap_or_default(), self.next(&page));
        answering.quotations(page)?;
        answering.end(next)?;
        Ok(total)
    }

    fn all_passages(&self, mut answering: Answering) -> anyhow::Result<u64> {
        let (mut total, mut written) = (0, Ok(()));
        self.opened.index.each_hit(&self.request, self.together(), &mut |page| {
            total = page.articles;
            written = answering.passages(page);
            flow(&written)
        })?;
        written?;
        answering.end(None)?;
        Ok(total)
    }

    fn all_quotations(&self, mut answering: Answering) -> anyhow::Result<u64> {
        let (mut total, mut written) = (0, Ok(()));
        self.opened.index.each_quote(&self.request, self.together(), &mut |page| {
            total = page.quotes.unwrap_or_default();
            written = answering.quotations(page);
            flow(&written)
        })?;
        written?;
        answering.end(None)?;
        Ok(total)
    }

    fn next<H>(&self, page: &Page<H>) -> Option<usize> {
        page.more.then_some(self.request.offset + page.hits.len())
    }

    /// An article is cited once, with all that was found in it.
    fn together(&self) -> bool {
        matches!(self.shown.format, Format::Cited(_))
    }
}

/// Nobody reads on where nothing can be written.
fn flow(written: &anyhow::Result<()>) -> ControlFlow<()> {
    if written.is_ok() { ControlFlow::Continue(()) } else { ControlFlow::Break(()) }
}

const EMPTY: &str = "the query is empty: what is to be found?";

const LINES: &str = "the lines of `--kwic` are no works that could be cited: leave out one of the two";

fn mistake(command: &str, kind: ErrorKind, message: &str) -> clap::Error {
    let mut program = Args::command();
    program.build();
    match program.find_subcommand_mut(command) {
        Some(command) => command.error(kind, message),
        None => program.error(kind, message),
    }
}

fn narrows(search: &Search) -> bool {
    let filters = &search.filters;
    let lists = [&filters.outlet, &filters.speaker, &filters.author, &filters.language];
    lists.iter().any(|list| !list.is_empty())
        || filters.since.is_some()
        || filters.until.is_some()
        || !search.values.only.is_empty()
}
