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
use crate::render::Answer;
use crate::render::Look;
use crate::render::reported;
use crate::search::Hit;
use crate::search::Imprint;
use crate::search::PlacedQuote;
use crate::search::QuoteHit;
use crate::text::Span;
use std::io;
use std::io::Write;

/// Passages with their speakers. Nothing for no hits.
pub(in crate::render) fn hits(answer: &Answer<Hit>, look: Look, out: &mut dyn Write) -> io::Result<()> {
    let mut pen = Pen::new(look, out);
    let page = answer.page;
    head(&mut pen, answer, &counts::of(page.articles, "article"))?;
    let indent = indent(page.hits.last().map(|hit| hit.rank));
    let mut near = false;
    for hit in &page.hits {
        near = near_from_here(&mut pen, near, &hit.missing)?;
        pen.end_line()?;
        passage_hit(&mut pen, indent, hit)?;
    }
    foot(&mut pen, answer)
}

/// Quotations with their speakers. Nothing for no hits.
pub(in crate::render) fn quotes(
    answer: &Answer<QuoteHit>,
    look: Look,
    out: &mut dyn Write,
) -> io::Result<()> {
    let mut pen = Pen::new(look, out);
    let page = answer.page;
    let total = format!(
        "{} in {}",
        counts::of(page.quotes.unwrap_or_default(), "quotation"),
        counts::of(page.articles, "article")
    );
    head(&mut pen, answer, &total)?;
    let indent = indent(page.hits.last().map(|hit| hit.rank));
    let mut near = false;
    for hit in &page.hits {
        near = near_from_here(&mut pen, near, &hit.missing)?;
        pen.end_line()?;
        quote_hit(&mut pen, indent, hit)?;
    }
    foot(&mut pen, answer)
}

/// A line before the first hit that lacks something; gives whether one has come.
fn near_from_here(pen: &mut Pen, near: bool, missing: &[String]) -> io::Result<bool> {
    if !near && !missing.is_empty() {
        pen.end_line()?;
        pen.paragraph("", 0, &[Run::new(Ink::Doubt, "near answers: not all of the query")])?;
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

/// `12 articles · caucus AND resign`; nothing when nothing was found.
fn head<H>(pen: &mut Pen, answer: &Answer<H>, total: &str) -> io::Result<()> {
    // Not the hits: with `-n 0`, or far down the pages, there are none, and the count is the answer.
    if answer.page.articles == 0 && answer.page.hits.is_empty() && answer.page.facets.is_empty() {
        return Ok(());
    }
    let asked = answer.asked;
    let runs =
        [Run::new(Ink::Plain, total), Run::new(Ink::Faint, " · "), Run::new(Ink::Faint, &asked.read_as)];
    pen.paragraph("", 0, &runs)?;
    Ok(())
}

/// Facets, and the way to the next page.
fn foot<H>(pen: &mut Pen, answer: &Answer<H>) -> io::Result<()> {
    facets::facets(pen, &answer.page.facets, answer.page.quotes.is_some())?;
    match answer.next {
        Some(next) if !answer.page.hits.is_empty() => {
            pen.end_line()?;
            pen.line(0, &[Run::new(Ink::Faint, &format!("more with --offset {next}"))])
        }
        _ => Ok(()),
    }
}

fn passage_hit(pen: &mut Pen, indent: usize, hit: &Hit) -> io::Result<()> {
    headline(pen, indent, hit.rank, &hit.article)?;
    let text = &hit.passage.text;
    let quoted = passage::verbatim(&hit.passage);
    let runs = passage::runs(text, Span::whole(text), &quoted, &hit.highlights, pen.look);
    pen.paragraph("", indent, &runs)?;
    attribution::speakers(pen, indent, &hit.passage)?;
    also_in(pen, indent, &hit.also_in)?;
    missing(pen, indent, &hit.missing)?;
    if let Some(parts) = &hit.worth {
        worth(pen, indent, hit.score, parts)?;
    }
    let place = format!("{} ¶{}", hit.article.id, hit.passage.number);
    address(pen, indent, &hit.article, &place)
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

    missing(pen, indent, &hit.missing)?;
    if let Some(parts) = &hit.worth {
        worth(pen, indent, hit.score, parts)?;
    }
    let id = QuoteId { article: hit.article.id, ordinal: hit.ordinal };
    address(pen, indent, &hit.article, &id.to_string())
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

/// The address, or the file where there is none, and the id to ask for.
fn address(pen: &mut Pen, indent: usize, article: &Imprint, id: &str) -> io::Result<()> {
    let address = article.url.as_deref().unwrap_or(&article.source_path);
    pen.line(indent, &[Run::new(Ink::Faint, address), Run::new(Ink::Faint, "  "), Run::new(Ink::Faint, id)])
}

pub(super) fn day(article: &Imprint) -> String {
    article.published.map_or_else(|| "undated".to_string(), |printed| printed.day().to_string())
}

/// Room for the widest rank and two blanks.
fn indent(highest: Option<usize>) -> usize {
    highest.unwrap_or_default().to_string().len() + 2
}
