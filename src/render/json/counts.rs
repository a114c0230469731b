//! `speakers`, `outlets` and `timeline`; the facets of a page.

use super::hit::query;
use super::write_line;
use crate::render::CountsAnswer;
use crate::render::counts::Cell;
use crate::render::counts::Counts;
use crate::render::counts::Line;
use crate::search::Often;
use serde::Serialize;
use serde::Serializer;
use serde::ser::SerializeMap;
use std::io;
use std::io::Write;

/// `{"outlets": [{"name", "articles", "quotes", …, "words"}], "query", "total", "without", "left_out"}`
struct Document<'a>(CountsAnswer<'a>);

struct Row<'a>(&'a Counts, &'a Line);

/// `{"outlets", "articles", "quotes", "words"}`: how many lines there are, and how often all of it.
struct Total<'a>(&'a Counts);

#[derive(Serialize)]
struct Sum {
    articles: u64,
    quotes: u64,
    words: u64,
}

impl Serialize for Document<'_> {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        let counts = self.0.counts;
        let Often { articles, quotes, words } = counts.without.1;
        let mut document = to.serialize_map(None)?;
        let rows: Vec<Row> = counts.lines.iter().map(|line| Row(counts, line)).collect();
        document.serialize_entry(counts.of, &rows)?;
        document.serialize_entry("query", &query(self.0.asked))?;
        document.serialize_entry("total", &Total(counts))?;
        document.serialize_entry("without", &Sum { articles, quotes, words })?;
        document.serialize_entry("left_out", &counts.left_out)?;
        document.end()
    }
}

impl Serialize for Row<'_> {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        let Row(counts, line) = self;
        let mut row = to.serialize_map(None)?;
        for (head, cell) in counts.heads("name").into_iter().zip(counts.cells(line)) {
            match cell {
                Cell::Words(words) => row.serialize_entry(head, &words)?,
                Cell::Number(number) => row.serialize_entry(head, &number)?,
            }
        }
        row.end()
    }
}

impl Serialize for Total<'_> {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        let Often { articles, quotes, words } = self.0.total;
        let mut total = to.serialize_map(None)?;
        total.serialize_entry(self.0.of, &self.0.count)?;
        for (head, number) in [("articles", articles), ("quotes", quotes), ("words", words)] {
            total.serialize_entry(head, &number)?;
        }
        total.end()
    }
}

/// One document: lines, query, totals.
pub(in crate::render) fn counts(answer: CountsAnswer, out: &mut dyn Write) -> io::Result<()> {
    write_line(&Document(answer), out)
}

/// One line of counts a line.
pub(in crate::render) fn count_lines(counts: &Counts, out: &mut dyn Write) -> io::Result<()> {
    counts.lines.iter().try_for_each(|line| write_line(&Row(counts, line), out))
}
