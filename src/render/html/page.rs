//! A page of passages or quotations.

use super::also_in;
use super::begin;
use super::end;
use super::escaped;
use super::imprint;
use super::language;
use super::linked;
use super::marked;
use super::passage;
use super::quotation;
use super::speaker;
use crate::article::QuoteId;
use crate::render::NEAR_ANSWERS;
use crate::render::link;
use crate::render::sheet::Head;
use crate::render::sheet::Of;
use crate::render::voices;
use crate::render::worth::worth;
use crate::search::Around;
use crate::search::Facet;
use crate::search::Hit;
use crate::search::Imprint;
use crate::search::PassageText;
use crate::search::QuoteHit;
use crate::search::Worth;
use crate::text::paragraphs;
use std::io;
use std::io::Write;

/// The page's head, the query as it was read, and the counts.
pub(in crate::render) fn head(head: &Head, out: &mut dyn Write) -> io::Result<()> {
    begin(&head.asked.read_as, out)?;
    about(head, "h1", out)
}

/// A part of a page that has several answers: the name of its search, the query and the counts.
pub(in crate::render) fn part(name: &str, head: &Head, out: &mut dyn Write) -> io::Result<()> {
    writeln!(out, "<h1>{}</h1>", escaped(name))?;
    about(head, "h2", out)
}

/// The end of a part.
pub(in crate::render) fn part_end(out: &mut dyn Write) -> io::Result<()> {
    writeln!(out, "</ol>")
}

fn about(head: &Head, heading: &str, out: &mut dyn Write) -> io::Result<()> {
    let asked = &head.asked;
    writeln!(out, "<{heading}>{}</{heading}>", escaped(&asked.read_as))?;
    let articles = counted(head.totals.articles, "article");
    let total = match head.of {
        Of::Passages => articles,
        Of::Quotations => {
            format!("{} in {articles}", counted(head.totals.quotes.unwrap_or_default(), "quotation"))
        }
    };
    writeln!(out, "<p>{total}</p>")?;
    for note in &asked.notes {
        writeln!(out, "<p role=\"note\">{}</p>", escaped(note))?;
    }
    writeln!(out, "<ol>")
}

/// Passages; `near` is whether there were near answers before.
pub(in crate::render) fn hits(hits: &[Hit], near: &mut bool, out: &mut dyn Write) -> io::Result<()> {
    for hit in hits {
        near_from_here(near, &hit.missing, out)?;
        let (article, link) = (&hit.article, link::to_hit(hit));
        open_item(hit.rank, article, link.as_deref(), out)?;
        neighbours(&hit.around.before, article, out)?;
        passage((&hit.passage, &hit.highlights), article, out)?;
        neighbours(&hit.around.after, article, out)?;
        let speakers = voices(&hit.passage);
        if !speakers.is_empty() {
            writeln!(out, "<p class=\"said\">— {}</p>", escaped(&speakers.join(", ")))?;
        }
        also_in(&hit.also_in, out)?;
        missing(&hit.missing, out)?;
        explanation(hit.score, hit.worth.as_ref(), out)?;
        close_item(&format!("{} ¶{}", article.id, hit.passage.number), out)?;
    }
    Ok(())
}

/// Quotations.
pub(in crate::render) fn quotes(hits: &[QuoteHit], near: &mut bool, out: &mut dyn Write) -> io::Result<()> {
    for hit in hits {
        near_from_here(near, &hit.missing, out)?;
        let (article, text) = (&hit.article, &hit.passage.text);
        let link = link::to_words(article.url.as_deref(), text, hit.quote.span);
        open_item(hit.rank, article, link.as_deref(), out)?;
        let words = marked(text, hit.quote.span, &hit.highlights);
        writeln!(
            out,
            "<blockquote{}>{}</blockquote>",
            language(article),
            quotation(&hit.quote, text, &words)
        )?;
        writeln!(out, "<p class=\"said\">— {}</p>", speaker(hit.quote.speaker.as_ref()))?;
        if hit.around != Around::default() {
            neighbours(&hit.around.before, article, out)?;
            passage((&hit.passage, &hit.highlights), article, out)?;
            neighbours(&hit.around.after, article, out)?;
        }
        missing(&hit.missing, out)?;
        explanation(hit.score, hit.worth.as_ref(), out)?;
        close_item(&QuoteId { article: article.id, ordinal: hit.ordinal }.to_string(), out)?;
    }
    Ok(())
}

/// A heading before the first hit that lacks something.
fn near_from_here(near: &mut bool, missing: &[String], out: &mut dyn Write) -> io::Result<()> {
    if *near || missing.is_empty() {
        return Ok(());
    }
    *near = true;
    writeln!(out, "</ol>\n<h2>{NEAR_ANSWERS}</h2>\n<ol>")
}

/// What a hit lacks.
fn missing(words: &[String], out: &mut dyn Write) -> io::Result<()> {
    match words.is_empty() {
        true => Ok(()),
        false => writeln!(out, "<p class=\"missing\">missing: {}</p>", escaped(&words.join(", "))),
    }
}

/// What the score is made of, where that was asked for.
fn explanation(score: f32, parts: Option<&Worth>, out: &mut dyn Write) -> io::Result<()> {
    match parts {
        Some(parts) => writeln!(out, "<p class=\"missing\">score: {}</p>", escaped(&worth(score, parts))),
        None => Ok(()),
    }
}

/// Facets, and the end of the page.
pub(in crate::render) fn foot(facets: &[Facet], out: &mut dyn Write) -> io::Result<()> {
    writeln!(out, "</ol>")?;
    for facet in facets {
        writeln!(out, "<h2>{}</h2>\n<ul>", escaped(facet.field))?;
        for count in &facet.counts {
            writeln!(out, "<li>{} {}</li>", escaped(&count.value), count.articles)?;
        }
        writeln!(out, "</ul>")?;
    }
    end(out)
}

/// An item of the list of hits: headline, then imprint.
fn open_item(rank: usize, article: &Imprint, link: Option<&str>, out: &mut dyn Write) -> io::Result<()> {
    let address = article.url.as_deref().unwrap_or(&article.source_path);
    let title = linked(link, &escaped(article.title.as_deref().unwrap_or(address)));
    let lang = language(article);
    writeln!(out, "<li value=\"{rank}\">\n<article>\n<h2{lang}>{title}</h2>")?;
    writeln!(out, "<p class=\"imprint\">{}</p>", imprint(article))
}

/// The id, to be asked for.
fn close_item(id: &str, out: &mut dyn Write) -> io::Result<()> {
    writeln!(out, "<p class=\"id\"><code>{}</code></p>\n</article>\n</li>", escaped(id))
}

fn neighbours(passages: &[PassageText], article: &Imprint, out: &mut dyn Write) -> io::Result<()> {
    let lang = language(article);
    passages.iter().try_for_each(|passage| {
        let blocks = paragraphs(&passage.text).map(|block| escaped(block.slice(&passage.text)));
        blocks.into_iter().try_for_each(|block| writeln!(out, "<p class=\"context\"{lang}>{block}</p>"))
    })
}

fn counted(count: u64, what: &str) -> String {
    format!("{count} {what}{}", if count == 1 { "" } else { "s" })
}
