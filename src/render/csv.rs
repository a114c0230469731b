//! Rows for spreadsheets: RFC 4180, a header row, and no cell that a spreadsheet would run as a formula.

use super::counts::Cell;
use super::counts::Counts;
use super::json::kind;
use super::visible;
use crate::article::QuoteId;
use crate::search::Hit;
use crate::search::Imprint;
use crate::search::Page;
use crate::search::PlacedQuote;
use crate::search::QuoteHit;
use crate::search::StoredArticle;
use std::borrow::Cow;
use std::io;
use std::io::Write;

/// A passage a row.
pub(super) fn hits(page: &Page<Hit>, out: &mut dyn Write) -> io::Result<()> {
    row(
        out,
        &[
            "rank",
            "published",
            "outlet",
            "title",
            "authors",
            "passage",
            "speakers",
            "missing",
            "url",
            "article",
            "number",
        ],
    )?;
    page.hits.iter().try_for_each(|hit| {
        let article = &hit.article;
        let authors = article.authors.join("; ");
        row(
            out,
            &[
                &hit.rank.to_string(),
                &published(article),
                known(&article.outlet),
                known(&article.title),
                &authors,
                &hit.passage.text,
                &hit.passage.speakers().join("; "),
                &hit.missing.join(" "),
                known(&article.url),
                &article.id.to_string(),
                &hit.passage.number.to_string(),
            ],
        )
    })
}

const QUOTE_COLUMNS: [&str; 10] =
    ["rank", "published", "speaker", "role", "quotation", "kind", "outlet", "title", "url", "id"];

/// A quotation a row: who, when, where, and the words.
pub(super) fn quotes(page: &Page<QuoteHit>, out: &mut dyn Write) -> io::Result<()> {
    row(out, &QUOTE_COLUMNS)?;
    page.hits.iter().try_for_each(|hit| quote_row(out, hit.rank, &hit.article, &hit.quote, &hit.passage.text))
}

/// The quotations of one article, ranked by where they stand.
pub(super) fn story(story: &StoredArticle, out: &mut dyn Write) -> io::Result<()> {
    row(out, &QUOTE_COLUMNS)?;
    let placed = story.passages.iter().flat_map(|passage| passage.quotes.iter().map(move |it| (passage, it)));
    (1..)
        .zip(placed)
        .try_for_each(|(rank, (passage, quote))| quote_row(out, rank, &story.imprint, quote, &passage.text))
}

fn quote_row(
    out: &mut dyn Write,
    rank: usize,
    article: &Imprint,
    quote: &PlacedQuote,
    text: &str,
) -> io::Result<()> {
    let speaker = quote.speaker.as_ref();
    row(
        out,
        &[
            &rank.to_string(),
            &published(article),
            speaker.map_or("", |speaker| &speaker.name),
            speaker.and_then(|speaker| speaker.role.as_deref()).unwrap_or_default(),
            quote.span.slice(text),
            kind(quote.kind),
            known(&article.outlet),
            known(&article.title),
            known(&article.url),
            &QuoteId { article: article.id, ordinal: quote.ordinal }.to_string(),
        ],
    )
}

/// A line of counts a row.
pub(super) fn counts(counts: &Counts, out: &mut dyn Write) -> io::Result<()> {
    row(out, &counts.heads(counts.of))?;
    counts.lines.iter().try_for_each(|line| {
        let cells: Vec<Cow<str>> = counts.cells(line).map(Cell::text).collect();
        row(out, &cells.iter().map(Cow::as_ref).collect::<Vec<_>>())
    })
}

fn row(out: &mut dyn Write, cells: &[&str]) -> io::Result<()> {
    for (place, cell) in cells.iter().enumerate() {
        if place > 0 {
            out.write_all(b",")?;
        }
        out.write_all(quoted(&harmless(cell)).as_bytes())?;
    }
    out.write_all(b"\r\n") // RFC 4180 ends lines so
}

/// In marks where the cell holds a comma, a mark or a line end.
fn quoted(cell: &str) -> Cow<'_, str> {
    if cell.contains([',', '"', '\n', '\r']) {
        format!("\"{}\"", cell.replace('"', "\"\"")).into()
    } else {
        cell.into()
    }
}

/// With an apostrophe before what a spreadsheet would read as a formula: `=HYPERLINK(…)` in a headline would run
/// on the desk of whoever opens the file.
fn harmless(cell: &str) -> Cow<'_, str> {
    let formula = cell.trim_start().starts_with(['=', '+', '-', '@', '＝', '＋', '－', '＠'])
        || cell.starts_with(['\t', '\r', '\n']);
    // Paragraph ends may stay; a spreadsheet shows them.
    let lines: Vec<Cow<str>> = cell.split('\n').map(visible).collect();
    let mark = if formula { "'" } else { "" };
    format!("{mark}{}", lines.join("\n")).into()
}

fn published(article: &Imprint) -> String {
    article.published.map(|printed| printed.to_string()).unwrap_or_default()
}

fn known(fact: &Option<String>) -> &str {
    fact.as_deref().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_are_quoted_and_formulas_made_harmless() {
        for (cell, expected) in [
            ("plain", "plain"),
            ("", ""),
            ("a, b", "\"a, b\""),
            ("he said \"no\"", "\"he said \"\"no\"\"\""),
            ("two\nlines", "\"two\nlines\""),
            ("=1+1", "'=1+1"),
            ("  @SUM(A1)", "'  @SUM(A1)"),
            ("-5 degrees, Ruiz said", "\"'-5 degrees, Ruiz said\""),
            ("a=b", "a=b"),
        ] {
            let mut out = Vec::new();
            row(&mut out, &[cell]).unwrap();
            assert_eq!(String::from_utf8(out).unwrap(), format!("{expected}\r\n"));
        }
    }
}
