//! A page of passages or quotations.

use super::attribution;
use super::counts;
use super::facets;
use super::ink::Ink;
use super::ink::Run;
use super::passage;
use super::pen::Pen;
use super::worth::worth;
use crate::article::QuoteId;
use crate::quote::Kind;
use crate::render::Look;
use crate::render::link;
use crate::render::reported;
use crate::render::sheet::Head;
use crate::render::sheet::Of;
use crate::render::sheet::Totals;
use crate::search::Around;
use crate::search::Hit;
use crate::search::Imprint;
use crate::search::PassageText;
use crate::search::PlacedQuote;
use crate::search::QuoteHit;
use crate::text::Span;
use std::io;
use std::io::Write;

/// `12 articles · caucus AND resign`; nothing when nothing was found.
pub(in crate::render) fn head(head: &Head, look: Look, out: &mut dyn Write) -> io::Result<()> {
    let Totals { articles, quotes, facets } = &head.totals;
    // Not the hits: with `-n 0`, or far down the pages, there are none, and the count is the answer. Where only near
    // answers were found, there is none.
    if *articles == 0 && head.highest == 0 && facets.is_empty() {
        return Ok(());
    }
    let articles = counts::of(*articles, "article");
    let total = match head.of {
        Of::Passages => articles,
        Of::Quotations => {
            format!("{} in {articles}", counts::of(quotes.unwrap_or_default(), "quotation"))
        }
    };
    let asked = &head.asked.read_as;
    let runs = [Run::new(Ink::Plain, &total), Run::new(Ink::Faint, " · "), Run::new(Ink::Faint, asked)];
    Pen::new(look, out).paragraph("", 0, &runs)
}

/// Passages with their speakers. `near` is whether there were near answers before.
pub(in crate::render) fn hits(
    hits: &[Hit],
    near: &mut bool,
    indent: usize,
    look: Look,
    out: &mut dyn Write,
) -> io::Result<()> {
    let mut pen = Pen::new(look, out);
    for hit in hits {
        *near = near_from_here(&mut pen, *near, &hit.missing)?;
        pen.end_line()?;
        passage_hit(&mut pen, indent, hit)?;
    }
    Ok(())
}

/// Quotations with their speakers, in the same way.
pub(in crate::render) fn quotes(
    hits: &[QuoteHit],
    near: &mut bool,
    indent: usize,
    look: Look,
    out: &mut dyn Write,
) -> io::Result<()> {
    let mut pen = Pen::new(look, out);
    for hit in hits {
        *near = near_from_here(&mut pen, *near, &hit.missing)?;
        pen.end_line()?;
        quote_hit(&mut pen, indent, hit)?;
    }
    Ok(())
}

/// A line before the first hit that lacks something; gives whether one has come.
fn near_from_here(pen: &mut Pen, near: bool, missing: &[String]) -> io::Result<bool> {
    if !near && !missing.is_empty() {
        pen.end_line()?;
        pen.paragraph(
            "",
            0,
            &[Run::new(Ink::Doubt, "near answers: the words stand apart, or some are missing")],
        )?;
    }
    Ok(near || !missing.is_empty())
}

/// What a hit lacks, by the words as typed.
fn missing(pen: &mut Pen, indent: usize, words: &[String]) -> io::Result<()> {
    if words.is_empty() {
        return Ok(());
    }
    let words = words.join(", ");
    pen.paragraph("", indent, &[Run::new(Ink::Doubt, "missing: "), Run::new(Ink::Plain, &words)])
}

/// Facets, and the way to the next page.
pub(in crate::render) fn foot(
    totals: &Totals,
    next: Option<usize>,
    look: Look,
    out: &mut dyn Write,
) -> io::Result<()> {
    let mut pen = Pen::new(look, out);
    facets::facets(&mut pen, &totals.facets, totals.quotes.is_some())?;
    let Some(next) = next else { return Ok(()) };
    pen.end_line()?;
    pen.line(0, &[Run::new(Ink::Faint, &format!("more with --offset {next}"))])
}

fn passage_hit(pen: &mut Pen, indent: usize, hit: &Hit) -> io::Result<()> {
    headline(pen, indent, hit.rank, &hit.article)?;
    let text = &hit.passage.text;
    let quoted = passage::verbatim(&hit.passage);
    let runs = passage::runs(text, Span::whole(text), &quoted, &hit.highlights, pen.look);
    neighbours(pen, indent + 2, &hit.around.before)?;
    pen.paragraph("", indent, &runs)?;
    neighbours(pen, indent + 2, &hit.around.after)?;
    attribution::speakers(pen, indent, &hit.passage)?;
    also_in(pen, indent, &hit.also_in)?;
    missing(pen, indent, &hit.missing)?;
    if let Some(parts) = &hit.worth {
        worth(pen, indent, hit.score, parts)?;
    }
    let place = format!(" ¶{}", hit.passage.number);
    let id = hit.article.id.to_string();
    address(pen, indent, &hit.article, (&id, &place), link::to_hit(hit))
}

/// `1  CBC News · 2023-03-22 · The headline`
fn headline(pen: &mut Pen, indent: usize, rank: usize, article: &Imprint) -> io::Result<()> {
    let day = day(article);
    let mut runs = Vec::new();
    for (ink, fact) in [
        (Ink::Outlet, article.outlet.as_deref()),
        (Ink::Plain, Some(day.as_str())),
        (Ink::Headline, article.title.as_deref()),
    ] {
        if let Some(fact) = fact {
            runs.extend([Run::new(Ink::Faint, " · "), Run::new(ink, fact)]);
        }
    }
    pen.paragraph(&rank.to_string(), indent, runs.get(1..).unwrap_or_default())
}

fn quote_hit(pen: &mut Pen, indent: usize, hit: &QuoteHit) -> io::Result<()> {
    let text = &hit.passage.text;
    let quote = &hit.quote;
    let label = reported(quote, text);
    let runs = said(text, quote, &label, &hit.highlights, pen.look);
    pen.paragraph(&hit.rank.to_string(), indent, &runs)?;

    let day = day(&hit.article);
    let mut runs = attribution::name(quote.speaker.as_ref());
    runs.push(Run::new(Ink::Plain, " — "));
    if let Some(outlet) = &hit.article.outlet {
        runs.extend([Run::new(Ink::Outlet, outlet), Run::new(Ink::Plain, ", ")]);
    }
    runs.push(Run::new(Ink::Plain, &day));
    pen.paragraph("", indent, &runs)?;

    passage_of(pen, indent, hit)?;
    missing(pen, indent, &hit.missing)?;
    if let Some(parts) = &hit.worth {
        worth(pen, indent, hit.score, parts)?;
    }

    let id = QuoteId { article: hit.article.id, ordinal: hit.ordinal }.to_string();
    let link = link::to_words(hit.article.url.as_deref(), text, quote.span);
    address(pen, indent, &hit.article, (&id, ""), link)
}

/// What stands around a passage: in faint ink, and further in, for those who see no colour.
fn neighbours(pen: &mut Pen, indent: usize, passages: &[PassageText]) -> io::Result<()> {
    passages.iter().try_for_each(|passage| pen.paragraph("", indent, &[Run::new(Ink::Faint, &passage.text)]))
}

/// The quotation's passage and those around it, where they were asked for.
fn passage_of(pen: &mut Pen, indent: usize, hit: &QuoteHit) -> io::Result<()> {
    if hit.around == Around::default() {
        return Ok(());
    }
    let (inside, text) = (indent + 2, &hit.passage.text);
    neighbours(pen, inside, &hit.around.before)?;
    let quoted = passage::verbatim(&hit.passage);
    pen.paragraph("", inside, &passage::runs(text, Span::whole(text), &quoted, &hit.highlights, pen.look))?;
    neighbours(pen, inside, &hit.around.after)
}

/// The words in marks; those reported without marks are labelled, for they may be the reporter's.
fn said<'a>(text: &'a str, quote: &PlacedQuote, label: &'a str, found: &[Span], look: Look) -> Vec<Run<'a>> {
    if quote.kind == Kind::Indirect {
        let mut runs = passage::runs(text, quote.span, &[], found, look);
        runs.insert(0, Run::new(Ink::Faint, label));
        return runs;
    }
    let mut runs = passage::runs(text, quote.span, &[quote.span], found, look);
    runs.insert(0, Run::new(Ink::Quoted, "“"));
    runs.push(Run::new(Ink::Quoted, "”"));
    runs
}

/// So many outlets are named; the JSON names all.
const MOST_NAMED: usize = 6;

/// `also in: Harbour Post (2024-03-13), Le Courrier (undated) and 3 more`; nothing for a story that one article prints.
pub(super) fn also_in(pen: &mut Pen, indent: usize, others: &[Imprint]) -> io::Result<()> {
    if others.is_empty() {
        return Ok(());
    }
    let named = |other: &Imprint| {
        let name = other.outlet.as_deref().or(other.url.as_deref()).unwrap_or(&other.source_path);
        format!("{name} ({})", day(other))
    };
    let mut line = others.iter().take(MOST_NAMED).map(named).collect::<Vec<_>>().join(", ");
    if let Some(more) = others.len().checked_sub(MOST_NAMED).filter(|more| *more > 0) {
        line += &format!(" and {more} more");
    }
    pen.paragraph("", indent, &[Run::new(Ink::Faint, "also in: "), Run::new(Ink::Plain, &line)])
}

/// The address, or the file where there is none, and the id to ask for. On terminals that know links, the address is
/// one, and leads to the very words.
fn address(
    pen: &mut Pen,
    indent: usize,
    article: &Imprint,
    (id, place): (&str, &str),
    link: Option<String>,
) -> io::Result<()> {
    let address = article.url.as_deref().unwrap_or(&article.source_path);
    let faint = |words| Run::new(Ink::Faint, words);
    pen.linked(indent, link.as_deref(), faint(address), &[faint("  "), faint(id), faint(place)])
}

pub(super) fn day(article: &Imprint) -> String {
    article.published.map_or_else(|| "undated".to_string(), |printed| printed.day().to_string())
}
