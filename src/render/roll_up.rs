//! Several answers in one: what is new for all the searches that are kept.

use super::Answer;
use super::Citation;
use super::Format;
use super::Look;
use super::Of;
use super::cite;
use super::hits;
use super::html;
use super::quotes;
use crate::search::Hit;
use crate::search::QuoteHit;
use std::io;
use std::io::Write;

/// What is new for one search.
#[derive(Clone, Copy, Debug)]
pub struct News<'a> {
    /// The name under which the search is kept.
    pub name: &'a str,
    /// Its answer.
    pub page: Page<'a>,
}

/// An answer in passages or in quotations.
#[derive(Clone, Copy, Debug)]
pub enum Page<'a> {
    /// As `onrecord search` answers.
    Passages(&'a Answer<'a, Hit>),
    /// As `onrecord quotes` answers.
    Quotes(&'a Answer<'a, QuoteHit>),
}

impl Page<'_> {
    /// Writes the answer by itself.
    ///
    /// # Errors
    ///
    /// Only what `out` gives.
    pub fn write(&self, format: Format, look: Look, out: &mut dyn Write) -> io::Result<()> {
        match self {
            Page::Passages(answer) => hits(answer, format, look, out),
            Page::Quotes(answer) => quotes(answer, format, look, out),
        }
    }
}

/// Writes several answers, each under the name of its search.
///
/// JSON is one document, `{"watches": [{"watch": NAME, "answer": …}]}`; a line of JSON Lines is `{"watch": NAME, "hit": …}`; in a table
/// the name is the first cell of a row, and a new header stands where quotations follow passages. A work that is new for
/// several searches is cited once.
///
/// # Errors
///
/// Only what `out` gives.
pub fn roll_up(news: &[News], format: Format, look: Look, out: &mut dyn Write) -> io::Result<()> {
    match format {
        Format::Json => json(news, look, out),
        Format::Jsonl => json_lines(news, look, out),
        Format::Csv | Format::Tsv => table(news, format, look, out),
        Format::Markdown => headed("## ", news, format, look, out),
        Format::Text => headed("", news, format, look, out),
        Format::Html => page(news, out),
        Format::Cited(form) => cited(news, form, out),
    }
}

fn headed(mark: &str, news: &[News], format: Format, look: Look, out: &mut dyn Write) -> io::Result<()> {
    for (news, at) in news.iter().zip(0..) {
        let gap = if at > 0 { "\n" } else { "" };
        writeln!(out, "{gap}{mark}{}\n", news.name)?;
        news.page.write(format, look, out)?;
    }
    Ok(())
}

fn written(news: &News, format: Format, look: Look) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    news.page.write(format, look, &mut bytes)?;
    Ok(bytes)
}

/// A name has no more than letters, figures, `-` and `_`, so it needs no escape.
fn json(news: &[News], look: Look, out: &mut dyn Write) -> io::Result<()> {
    write!(out, "{{\"watches\":[")?;
    for (news, at) in news.iter().zip(0..) {
        let comma = if at > 0 { "," } else { "" };
        write!(out, "{comma}{{\"watch\":\"{}\",\"answer\":", news.name)?;
        out.write_all(written(news, Format::Json, look)?.trim_ascii_end())?;
        write!(out, "}}")?;
    }
    writeln!(out, "]}}")
}

fn json_lines(news: &[News], look: Look, out: &mut dyn Write) -> io::Result<()> {
    for news in news {
        let lines = written(news, Format::Jsonl, look)?;
        for line in lines.split(|byte| *byte == b'\n').filter(|line| !line.is_empty()) {
            write!(out, "{{\"watch\":\"{}\",\"hit\":", news.name)?;
            out.write_all(line)?;
            writeln!(out, "}}")?;
        }
    }
    Ok(())
}

fn table(news: &[News], format: Format, look: Look, out: &mut dyn Write) -> io::Result<()> {
    let (passages, quotes): (Vec<_>, Vec<_>) =
        news.iter().partition(|news| matches!(news.page, Page::Passages(_)));
    for (kind, at) in [passages, quotes].iter().filter(|kind| !kind.is_empty()).zip(0..) {
        if at > 0 {
            writeln!(out)?;
        }
        for (news, at) in kind.iter().zip(0..) {
            named_rows(news, at == 0, format, look, out)?;
        }
    }
    Ok(())
}

/// The rows of one search behind its name; the header only where it is wanted.
fn named_rows(
    news: &News,
    is_headed: bool,
    format: Format,
    look: Look,
    out: &mut dyn Write,
) -> io::Result<()> {
    let table = written(news, format, look)?;
    if format == Format::Tsv {
        // No cell holds a tab or the end of a line.
        for (line, at) in table.split_inclusive(|byte| *byte == b'\n').zip(0..) {
            if at > 0 || is_headed {
                write!(out, "{}\t", if at == 0 { "watch" } else { news.name })?;
                out.write_all(line)?;
            }
        }
        return Ok(());
    }
    let mut rows = csv::ReaderBuilder::new().has_headers(false).from_reader(table.as_slice());
    let mut writer = csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(out);
    for (row, at) in rows.records().zip(0..) {
        let first = if at == 0 { "watch" } else { news.name };
        if at > 0 || is_headed {
            writer.write_record(std::iter::once(first).chain(row?.iter()))?;
        }
    }
    writer.flush()
}

/// One page for a browser, a part for each search.
fn page(news: &[News], out: &mut dyn Write) -> io::Result<()> {
    html::begin("What is new", out)?;
    for News { name, page } in news {
        match page {
            Page::Passages(answer) => {
                html::part(name, &answer.head(Of::Passages, None), out)?;
                html::hits(&answer.page.hits, &mut false, out)?;
            }
            Page::Quotes(answer) => {
                html::part(name, &answer.head(Of::Quotations, None), out)?;
                html::quotes(&answer.page.hits, &mut false, out)?;
            }
        }
        html::part_end(out)?;
    }
    html::end(out)
}

fn cited(news: &[News], form: Citation, out: &mut dyn Write) -> io::Result<()> {
    let passages = news.iter().flat_map(|news| match news.page {
        Page::Passages(answer) => answer.page.hits.as_slice(),
        Page::Quotes(_) => &[],
    });
    let quotes = news.iter().flat_map(|news| match news.page {
        Page::Quotes(answer) => answer.page.hits.as_slice(),
        Page::Passages(_) => &[],
    });
    let brackets = if form == Citation::CslJson { ("[", "]\n") } else { ("", "") };
    out.write_all(brackets.0.as_bytes())?;
    cite::works(&cite::of_both(passages, quotes), form, false, out)?;
    out.write_all(brackets.1.as_bytes())
}
