//! The facets below a page: each value with its number of articles, and what to add to the command line to see only these.

use super::ink::Ink;
use super::ink::Run;
use super::pen::Pen;
use crate::render::narrow::narrow;
use crate::render::visible;
use crate::search::Facet;
use std::io;
use unicode_width::UnicodeWidthStr;

/// Beyond this, a long value does not push the others' flags to the right.
const WIDEST: usize = 40;

/// `outlet    12  Harbour Post  --only 'outlet=Harbour Post'`, a line a value. Beside a number of quotations it has to be said that
/// articles are counted.
pub(super) fn facets(pen: &mut Pen, facets: &[Facet], of_quotations: bool) -> io::Result<()> {
    if of_quotations && !facets.is_empty() {
        pen.end_line()?;
        pen.line(0, &[Run::new(Ink::Faint, "articles with these quotations, by")])?;
    }
    let indent = facets.iter().map(|facet| facet.field.width()).max().unwrap_or_default() + 2;
    for facet in facets {
        pen.end_line()?;
        values(pen, facet, indent)?;
    }
    Ok(())
}

fn values(pen: &mut Pen, facet: &Facet, indent: usize) -> io::Result<()> {
    let counts: Vec<String> = facet.counts.iter().map(|count| count.articles.to_string()).collect();
    let widest_count = counts.iter().map(String::len).max().unwrap_or_default();
    let widths = facet.counts.iter().map(|count| visible(&count.value).width());
    let widest = widths.filter(|width| *width <= WIDEST).max().unwrap_or_default();
    let mut label = facet.field;
    let mut begin = |cell: &str| format!("{:<indent$}{cell:>widest_count$}", std::mem::take(&mut label));
    for (count, number) in facet.counts.iter().zip(&counts) {
        let (begun, flag) = (begin(number), narrow(facet.field, &count.value));
        let gap = " ".repeat(widest.saturating_sub(visible(&count.value).width()) + 2);
        let runs = [
            Run::new(Ink::Faint, &begun),
            Run::new(Ink::Plain, "  "),
            Run::new(Ink::Plain, &count.value),
            Run::new(Ink::Plain, &gap),
            Run::new(Ink::Faint, &flag),
        ];
        pen.line(0, &runs)?;
    }
    let rest = match facet.left_out {
        0 if facet.counts.is_empty() => "none".to_string(),
        0 => return Ok(()),
        left_out => {
            let all = facet.counts.len() + left_out;
            format!("  and {left_out} more: --facet-limit {all}")
        }
    };
    pen.line(0, &[Run::new(Ink::Faint, &begin("")), Run::new(Ink::Faint, &rest)])
}
