//! Concordance lines: the words found stand below each other, whatever stands beside them.

use super::ink::Ink;
use super::ink::Run;
use super::pen::Pen;
use crate::render::Kwic;
use crate::render::Look;
use crate::render::kwic::KwicLine;
use crate::render::kwic::columns_of;
use crate::render::kwic::first_columns;
use crate::render::kwic::last_columns;
use crate::render::visible;
use std::io;
use std::io::Write;
use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthStr;

/// Columns for the name of an outlet, of which at least a few letters tell something; for a day and the gap before its id.
const OUTLET: usize = 14;
const LEAST_OUTLET: usize = 4;
const DAY: usize = 10 + 2;

/// Columns behind the words, for outlet, day, and an id with its passage; and between them.
const SOURCE: usize = GAP + OUTLET + 1 + DAY + 13 + 5;
const GAP: usize = 2;

/// Columns behind the words on a terminal that has so many in all.
pub(in crate::render) fn source(columns: usize) -> usize {
    (columns * 3 / 8).min(SOURCE)
}

/// How the columns of a line are shared.
#[derive(Clone, Copy)]
struct Shares {
    /// On either side of the words found.
    side: usize,
    /// For these.
    keyword: usize,
    /// For the source with the gap before it; `None` for as many as it takes.
    source: Option<usize>,
}

impl Shares {
    /// Of a terminal's columns the words found get what they take, then the source its part, and the sides the rest.
    fn of(lines: &[KwicLine], kwic: Kwic, look: Look) -> Shares {
        let keyword = lines.iter().map(|line| columns_of(&line.keyword)).max().unwrap_or_default();
        let Some(columns) = kwic.columns else { return Shares { side: kwic.width, keyword, source: None } };
        let left = columns.saturating_sub(keyword + if look.brackets { 4 } else { 0 });
        let source = source(columns).min(left);
        Shares { side: kwic.width.min((left - source) / 2), keyword, source: Some(source) }
    }
}

/// Lines, the words in a column.
pub(in crate::render) fn kwic(
    lines: &[KwicLine],
    kwic: Kwic,
    look: Look,
    out: &mut dyn Write,
) -> io::Result<()> {
    let mut pen = Pen::new(look, out);
    let Shares { side, keyword, source } = Shares::of(lines, kwic, look);
    lines.iter().try_for_each(|line| {
        let (before, after) = (last_columns(&line.left, side), first_columns(&line.right, side));
        let left = format!("{}{before}", " ".repeat(side.saturating_sub(columns_of(&before))));
        let gap = (keyword + side + GAP).saturating_sub(columns_of(&line.keyword) + columns_of(&after));
        let gap = " ".repeat(if source.is_some_and(|source| source <= GAP) { 0 } else { gap });
        let faint = |words| Run::new(Ink::Faint, words);
        let brackets = if look.brackets { ("[[", "]]") } else { ("", "") };
        pen.start(&[
            Run::new(Ink::Plain, &left),
            faint(brackets.0),
            Run::new(Ink::Found, &line.keyword),
            faint(brackets.1),
            Run::new(Ink::Plain, &after),
            faint(&gap),
        ])?;
        let (outlet, rest) = source_of(line, source.map(|source| source.saturating_sub(GAP)));
        pen.linked(0, line.link.as_deref(), Run::new(Ink::Outlet, &outlet), &[faint(&rest)])
    })
}

/// The outlet, and behind it the day, the id and the passage, in so many columns. Where they do not suffice the day is left out, then
/// the outlet, and last the id is cut: its beginning is enough to ask for the article.
fn source_of(line: &KwicLine, columns: Option<usize>) -> (String, String) {
    let day = line.published.map_or_else(|| "undated   ".to_string(), |printed| printed.day().to_string());
    let outlet = line.outlet.as_deref().unwrap_or_default();
    let place = format!("{} ¶{}", line.id(), line.passage);
    let room = columns.map_or(OUTLET, |columns| columns.saturating_sub(1 + DAY + columns_of(&place)));
    if room >= LEAST_OUTLET {
        return (in_columns(outlet, room.min(OUTLET)), format!(" {day}  {place}"));
    }
    let columns = columns.unwrap_or_default();
    let room = columns.saturating_sub(1 + columns_of(&place));
    if room >= LEAST_OUTLET {
        return (in_columns(outlet, room.min(OUTLET)), format!(" {place}"));
    }
    (String::new(), in_columns(&place, columns).trim_end().to_string())
}

/// A name in exactly so many columns.
fn in_columns(name: &str, width: usize) -> String {
    let name = visible(name);
    if width == 0 {
        return String::new();
    }
    if name.width() <= width {
        return format!("{name}{}", " ".repeat(width - name.width()));
    }
    let (mut kept, mut columns) = (String::new(), 0);
    for grapheme in name.graphemes(true) {
        if columns + grapheme.width() >= width {
            break;
        }
        columns += grapheme.width();
        kept.push_str(grapheme);
    }
    format!("{kept}…{}", " ".repeat((width - 1).saturating_sub(columns)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_fill_their_columns() {
        assert_eq!(in_columns("Post", 6), "Post  ");
        assert_eq!(in_columns("Harbour Post", 6), "Harbo…");
        assert_eq!(in_columns("党内民主", 6), "党内… ");
        assert_eq!(in_columns("\u{1b}[2J", 6), "�[2J  ");
    }
}
