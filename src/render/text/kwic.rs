//! Concordance lines: the words found stand below each other, whatever stands beside them.

use super::ink::Ink;
use super::ink::Run;
use super::pen::Pen;
use crate::render::Look;
use crate::render::kwic::KwicLine;
use crate::render::kwic::columns_of;
use crate::render::visible;
use std::io;
use std::io::Write;
use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthStr;

/// Columns for the name of an outlet.
const OUTLET: usize = 14;

/// Columns behind the words, for outlet, day, and an id with its passage; and between them.
pub(in crate::render) const SOURCE: usize = 2 + OUTLET + 1 + 10 + 2 + 13 + 5;

/// Lines, the words in a column.
pub(in crate::render) fn kwic(
    lines: &[KwicLine],
    width: usize,
    look: Look,
    out: &mut dyn Write,
) -> io::Result<()> {
    let mut pen = Pen::new(look, out);
    let room = lines.iter().map(|line| columns_of(&line.keyword)).max().unwrap_or_default();
    lines.iter().try_for_each(|line| {
        let left = format!("{}{}", " ".repeat(width.saturating_sub(columns_of(&line.left))), line.left);
        let taken = columns_of(&line.keyword) + columns_of(&line.right);
        let gap = " ".repeat((room + width + 2).saturating_sub(taken));
        let day =
            line.published.map_or_else(|| "undated   ".to_string(), |printed| printed.day().to_string());
        let outlet = line.outlet.as_deref().unwrap_or_default();
        let (outlet, place) = (in_columns(outlet, OUTLET), format!(" ¶{}", line.passage));
        let (id, faint) = (line.id(), |words| Run::new(Ink::Faint, words));
        let brackets = if look.brackets { ("[[", "]]") } else { ("", "") };
        pen.start(&[
            Run::new(Ink::Plain, &left),
            faint(brackets.0),
            Run::new(Ink::Found, &line.keyword),
            faint(brackets.1),
            Run::new(Ink::Plain, &line.right),
            faint(&gap),
        ])?;
        let source = [faint(" "), faint(&day), faint("  "), faint(&id), faint(&place)];
        pen.linked(0, line.link.as_deref(), Run::new(Ink::Outlet, &outlet), &source)
    })
}

/// A name in exactly so many columns.
fn in_columns(name: &str, width: usize) -> String {
    let name = visible(name);
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
