//! Pages that are tables: counts, and concordances.

use super::begin;
use super::end;
use super::escaped;
use super::linked;
use crate::render::counts::CountsAnswer;
use crate::render::kwic::KwicLine;
use std::io;
use std::io::Write;

/// A table of counts.
pub(in crate::render) fn counts(answer: CountsAnswer, out: &mut dyn Write) -> io::Result<()> {
    let (counts, title) = (answer.counts, &answer.asked.read_as);
    let rows: Vec<Vec<String>> = counts
        .lines
        .iter()
        .map(|line| counts.cells(line).map(|cell| cell.text().into_owned()).collect())
        .collect();
    table(title, &counts.heads(counts.of), &rows, out)
}

/// A page that is a table; the first cell of a row is its head.
fn table(title: &str, columns: &[&str], rows: &[Vec<String>], out: &mut dyn Write) -> io::Result<()> {
    begin(title, out)?;
    writeln!(out, "<h1>{}</h1>\n<table>\n<thead><tr>", escaped(title))?;
    for column in columns {
        writeln!(out, "<th scope=\"col\">{}</th>", escaped(column))?;
    }
    writeln!(out, "</tr></thead>\n<tbody>")?;
    for row in rows {
        write!(out, "<tr>")?;
        for (place, cell) in row.iter().enumerate() {
            match place {
                0 => write!(out, "<th scope=\"row\">{}</th>", escaped(cell))?,
                _ => write!(out, "<td>{}</td>", escaped(cell))?,
            }
        }
        writeln!(out, "</tr>")?;
    }
    writeln!(out, "</tbody>\n</table>")?;
    end(out)
}

/// A concordance.
pub(in crate::render) fn kwic(title: &str, lines: &[KwicLine], out: &mut dyn Write) -> io::Result<()> {
    begin(title, out)?;
    writeln!(out, "<h1>{}</h1>\n<table class=\"kwic\">\n<thead><tr>", escaped(title))?;
    for column in ["left", "keyword", "right", "source"] {
        writeln!(out, "<th scope=\"col\">{column}</th>")?;
    }
    writeln!(out, "</tr></thead>\n<tbody>")?;
    for line in lines {
        let day = line.published.map_or_else(|| "undated".to_string(), |printed| printed.day().to_string());
        let outlet =
            line.outlet.as_deref().map(|outlet| format!("{}, ", escaped(outlet))).unwrap_or_default();
        let [left, keyword, right] = [&line.left, &line.keyword, &line.right].map(|words| escaped(words));
        writeln!(
            out,
            "<tr><td>{left}</td><td><mark>{keyword}</mark></td><td>{right}</td><td>{outlet}{day}, {}</td></tr>",
            linked(line.link.as_deref(), &escaped(&line.id()))
        )?;
    }
    writeln!(out, "</tbody>\n</table>")?;
    end(out)
}
