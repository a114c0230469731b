//! Rows for spreadsheets and for programs that read columns: a header row, and no cell that a spreadsheet would run as a
//! formula. Commas by RFC 4180; or tabs, where no cell is quoted, because no cell holds a tab or a line end.

use super::counts::Cell;
use super::counts::Counts;
use super::json::kind;
use super::kwic::KwicLine;
use super::link;
use super::visible;
use crate::article::QuoteId;
use crate::search::Hit;
use crate::search::Imprint;
use crate::search::PlacedQuote;
use crate::search::QuoteHit;
use crate::search::StoredArticle;
use crate::search::Voice;
use std::borrow::Cow;
use std::io;
use std::io::Write;

/// What stands between two cells, and what keeps cells apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Dialect {
    Commas,
    Tabs,
}

const HIT_COLUMNS: [&str; 13] = [
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
    "link",
    "reported",
];

/// The header of [`hits`].
pub(super) fn hits_head(dialect: Dialect, out: &mut dyn Write) -> io::Result<()> {
    row(dialect, out, &HIT_COLUMNS)
}

/// A passage a row. `speakers` are all who speak in it, `reported` those of them who do without quotation marks alone.
pub(super) fn hits(hits: &[Hit], dialect: Dialect, out: &mut dyn Write) -> io::Result<()> {
    hits.iter().try_for_each(|hit| {
        let (article, voices) = (&hit.article, hit.passage.speakers());
        let names =
            |of: &mut dyn Iterator<Item = &Voice>| of.map(|it| it.name).collect::<Vec<_>>().join("; ");
        row(
            dialect,
            out,
            &[
                &hit.rank.to_string(),
                &published(article),
                known(&article.outlet),
                known(&article.title),
                &article.authors.join("; "),
                &hit.passage.text,
                &names(&mut voices.iter()),
                &hit.missing.join(" "),
                known(&article.url),
                &article.id.to_string(),
                &hit.passage.number.to_string(),
                &link::to_hit(hit).unwrap_or_default(),
                &names(&mut voices.iter().filter(|voice| voice.is_reported)),
            ],
        )
    })
}

const QUOTE_COLUMNS: [&str; 12] = [
    "rank",
    "published",
    "speaker",
    "role",
    "quotation",
    "kind",
    "outlet",
    "title",
    "url",
    "id",
    "link",
    "missing",
];

/// The header of [`quotes`].
pub(super) fn quotes_head(dialect: Dialect, out: &mut dyn Write) -> io::Result<()> {
    row(dialect, out, &QUOTE_COLUMNS)
}

/// A quotation a row: who, when, where, and the words.
pub(super) fn quotes(hits: &[QuoteHit], dialect: Dialect, out: &mut dyn Write) -> io::Result<()> {
    hits.iter().try_for_each(|hit| {
        let (text, missing) = (&hit.passage.text, hit.missing.join(" "));
        let placed = Placed { rank: hit.rank, article: &hit.article, quote: &hit.quote, text };
        placed.row(&missing, dialect, out)
    })
}

/// The quotations of one article, ranked by where they stand.
pub(super) fn story(story: &StoredArticle, dialect: Dialect, out: &mut dyn Write) -> io::Result<()> {
    quotes_head(dialect, out)?;
    let placed = story.passages.iter().flat_map(|passage| passage.quotes.iter().map(move |it| (passage, it)));
    (1..).zip(placed).try_for_each(|(rank, (passage, quote))| {
        Placed { rank, article: &story.imprint, quote, text: &passage.text }.row("", dialect, out)
    })
}

/// A quotation where it stands.
struct Placed<'a> {
    rank: usize,
    article: &'a Imprint,
    quote: &'a PlacedQuote,
    text: &'a str,
}

impl Placed<'_> {
    /// `missing` are the words of the query that it lacks.
    fn row(&self, missing: &str, dialect: Dialect, out: &mut dyn Write) -> io::Result<()> {
        let Placed { rank, article, quote, text } = self;
        let speaker = quote.speaker.as_ref();
        row(
            dialect,
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
                &link::to_words(article.url.as_deref(), text, quote.span).unwrap_or_default(),
                missing,
            ],
        )
    }
}

/// A line of a concordance.
pub(super) fn kwic(line: &KwicLine, dialect: Dialect, out: &mut dyn Write) -> io::Result<()> {
    row(
        dialect,
        out,
        &[
            &line.rank.to_string(),
            &line.left,
            &line.keyword,
            &line.right,
            &line.published.map(|printed| printed.to_string()).unwrap_or_default(),
            known(&line.outlet),
            known(&line.title),
            known(&line.url),
            &line.id(),
            known(&line.link),
            known(&line.speaker),
            line.kind.map(kind).unwrap_or_default(),
        ],
    )
}

/// A line of counts a row.
pub(super) fn counts(counts: &Counts, dialect: Dialect, out: &mut dyn Write) -> io::Result<()> {
    row(dialect, out, &counts.heads(counts.of))?;
    let undated = counts.undated();
    counts.lines.iter().chain(&undated).try_for_each(|line| {
        let cells: Vec<Cow<str>> = counts.cells(line).map(Cell::text).collect();
        row(dialect, out, &cells.iter().map(Cow::as_ref).collect::<Vec<_>>())
    })
}

pub(super) fn row(dialect: Dialect, out: &mut dyn Write, cells: &[&str]) -> io::Result<()> {
    for (place, cell) in cells.iter().enumerate() {
        match dialect {
            Dialect::Commas => {
                out.write_all(if place > 0 { b"," } else { b"" })?;
                out.write_all(quoted(&harmless(cell)).as_bytes())?;
            }
            Dialect::Tabs => {
                out.write_all(if place > 0 { b"\t" } else { b"" })?;
                out.write_all(harmless(&on_one_line(cell)).as_bytes())?;
            }
        }
    }
    out.write_all(match dialect {
        Dialect::Commas => b"\r\n", // RFC 4180 ends lines so
        Dialect::Tabs => b"\n",
    })
}

/// With one blank for each stretch of tabs and line ends.
fn on_one_line(cell: &str) -> Cow<'_, str> {
    let breaks = ['\t', '\n', '\r'];
    if !cell.contains(breaks) {
        return cell.into();
    }
    let pieces: Vec<&str> = cell.split(breaks).filter(|piece| !piece.is_empty()).collect();
    pieces.join(" ").into()
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
            row(Dialect::Commas, &mut out, &[cell]).unwrap();
            assert_eq!(String::from_utf8(out).unwrap(), format!("{expected}\r\n"));
        }
    }

    #[test]
    fn cells_between_tabs_hold_no_tab_and_no_line_end() {
        for (cells, expected) in [
            (["a, b", "he said \"no\""], "a, b\the said \"no\"\n"),
            (["two\n\nlines", "a\tb\r\n"], "two lines\ta b\n"),
            (["\n=1+1", ""], "'=1+1\t\n"),
        ] {
            let mut out = Vec::new();
            row(Dialect::Tabs, &mut out, &cells).unwrap();
            assert_eq!(String::from_utf8(out).unwrap(), expected);
        }
    }
}
