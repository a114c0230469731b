//! A whole article: its head, its paragraphs, and below each who said what is quoted in it.

use super::attribution;
use super::counts;
use super::ink::Ink;
use super::ink::Run;
use super::page;
use super::passage;
use super::pen::Pen;
use crate::article::Printed;
use crate::quote::Kind;
use crate::render::Look;
use crate::render::link;
use crate::render::with_marks;
use crate::search::Imprint;
use crate::search::PassageText;
use crate::search::StoredArticle;
use crate::text::Span;
use std::io;
use std::io::Write;

/// How far the speakers are set in below their paragraph.
const INDENT: usize = 4;

/// The article, its quotations numbered.
pub(in crate::render) fn story(
    story: &StoredArticle,
    marks: &[Vec<Span>],
    look: Look,
    out: &mut dyn Write,
) -> io::Result<()> {
    let mut pen = Pen::new(look, out);
    head(&mut pen, &story.imprint)?;
    page::also_in(&mut pen, 0, &story.also_in)?;
    for (passage, found) in with_marks(story, marks) {
        pen.end_line()?;
        paragraphs(&mut pen, passage, found)?;
        attribution::numbered(&mut pen, INDENT, passage)?;
    }
    pen.end_line()?;
    pen.line(0, &[Run::new(Ink::Faint, &total(story))])
}

/// `3 quotations`, `3 quotations · 2 reported`
fn total(story: &StoredArticle) -> String {
    let quotes = || story.passages.iter().flat_map(|passage| &passage.quotes);
    let reported = quotes().filter(|quote| quote.kind == Kind::Indirect).count();
    let verbatim = counts::of((quotes().count() - reported) as u64, "quotation");
    if reported == 0 { verbatim } else { format!("{verbatim} · {reported} reported") }
}

fn head(pen: &mut Pen, article: &Imprint) -> io::Result<()> {
    for (ink, line) in [(Ink::Headline, &article.title), (Ink::Plain, &article.subtitle)] {
        if let Some(line) = line {
            pen.paragraph("", 0, &[Run::new(ink, line)])?;
        }
    }
    imprint(pen, article)?;
    if let Some(url) = &article.url {
        pen.linked(0, link::on_the_web(url), Run::new(Ink::Faint, url), &[])?;
    }
    let id = article.id.to_string();
    pen.line(
        0,
        &[Run::new(Ink::Faint, &id), Run::new(Ink::Faint, "  "), Run::new(Ink::Faint, &article.source_path)],
    )
}

/// `CBC News · Politics · from The Canadian Press · Ana Ruiz, Jean Roux · 2023-03-22 21:55 -04:00 · en`
fn imprint(pen: &mut Pen, article: &Imprint) -> io::Result<()> {
    let published = article.published.map_or_else(|| "undated".to_string(), moment);
    let updated = article.updated.map(|updated| format!("updated {}", moment(updated)));
    let wire = wire_beside(article).map(|wire| format!("from {wire}"));
    let authors = article.authors.join(", ");
    let facts = [
        (Ink::Outlet, article.outlet.as_deref()),
        (Ink::Plain, article.section.as_deref()),
        (Ink::Plain, wire.as_deref()),
        (Ink::Plain, Some(authors.as_str()).filter(|authors| !authors.is_empty())),
        (Ink::Plain, Some(published.as_str())),
        (Ink::Plain, updated.as_deref()),
        (Ink::Plain, article.language.as_ref().map(|language| language.code())),
    ];
    let mut runs = Vec::new();
    for (ink, fact) in facts {
        if let Some(fact) = fact {
            runs.extend([Run::new(Ink::Faint, " · "), Run::new(ink, fact)]);
        }
    }
    pen.paragraph("", 0, runs.get(1..).unwrap_or_default())
}

/// The agency, unless it printed the article itself.
fn wire_beside(article: &Imprint) -> Option<&str> {
    article.wire.as_deref().filter(|wire| Some(*wire) != article.outlet.as_deref())
}

fn paragraphs(pen: &mut Pen, passage: &PassageText, found: &[Span]) -> io::Result<()> {
    let text = &passage.text;
    pen.paragraph(
        "",
        0,
        &passage::runs(text, Span::whole(text), &passage::verbatim(passage), found, pen.look),
    )
}

/// `2023-03-22 21:55 -04:00`: RFC 3339 with blanks, and without the seconds that no article prints.
pub(super) fn moment(printed: Printed) -> String {
    match printed {
        Printed::Day(day) => day.to_string(),
        Printed::Instant(..) => {
            let full = printed.to_string();
            match (full.get(..10), full.get(11..16), full.get(19..)) {
                (Some(day), Some(time), Some(offset)) => format!("{day} {time} {offset}"),
                _ => full,
            }
        }
    }
}
