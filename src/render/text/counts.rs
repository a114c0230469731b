//! Counts: by speaker, outlet or month, and the facets below a page.

use super::ink::Ink;
use super::ink::Run;
use super::pen::Pen;
use crate::render::Look;
use crate::search::Facet;
use crate::search::Tally;
use std::io;
use std::io::Write;
use unicode_width::UnicodeWidthStr;

/// `1 article`, `12 articles`.
pub(super) fn of(count: u64, what: &str) -> String {
    format!("{count} {what}{}", if count == 1 { "" } else { "s" })
}

/// A name a line, its counts before it in columns.
pub(in crate::render) fn tallies(tallies: &[Tally], look: Look, out: &mut dyn Write) -> io::Result<()> {
    let mut pen = Pen::new(look, out);
    let widest = |count: fn(&Tally) -> String| tallies.iter().map(|tally| count(tally).len()).max();
    let articles = widest(articles).unwrap_or_default();
    let quotes = widest(quotes).unwrap_or_default();
    for tally in tallies {
        let counts = format!("{:>articles$}  {:>quotes$}  ", self::articles(tally), self::quotes(tally));
        pen.line(0, &[Run::new(Ink::Faint, &counts), Run::new(Ink::Speaker, &tally.name)])?;
    }
    Ok(())
}

fn articles(tally: &Tally) -> String {
    of(tally.articles, "article")
}

fn quotes(tally: &Tally) -> String {
    of(tally.quotes, "quotation")
}

/// `outlet   CBC News 3 · CTV News 2`, a line a field.
pub(super) fn facets(pen: &mut Pen, facets: &[Facet]) -> io::Result<()> {
    if facets.is_empty() {
        return Ok(());
    }
    pen.end_line()?;
    let indent = facets.iter().map(|facet| facet.field.width()).max().unwrap_or_default() + 2;
    for facet in facets {
        let counts: Vec<String> = facet.counts.iter().map(|count| format!(" {}", count.articles)).collect();
        let mut runs = Vec::new();
        for (value, count) in facet.counts.iter().zip(&counts) {
            runs.extend([
                Run::new(Ink::Faint, " · "),
                Run::new(Ink::Plain, &value.value),
                Run::new(Ink::Faint, count),
            ]);
        }
        pen.paragraph(facet.field, indent, runs.get(1..).unwrap_or(&[Run::new(Ink::Faint, "none")]))?;
    }
    Ok(())
}
