//! Concordance: a line for each word found, the word in the middle, what is printed before and after it on either side.

mod line;

pub(super) use line::KwicLine;
pub(super) use line::columns_of;
pub(super) use line::first_columns;
pub(super) use line::last_columns;

use super::Format;
use super::Look;
use super::csv;
use super::csv::Dialect;
use super::html;
use super::json;
use super::markdown;
use super::sheet::Head;
use super::sheet::Totals;
use super::text;
use crate::search::Hit;
use crate::search::QuoteHit;
use std::io;
use std::io::Write;

/// The order of lines.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum KwicSort {
    /// As the hits come.
    #[default]
    Rank,
    /// By the words before, the nearest first.
    Left,
    /// By the words after.
    Right,
    /// By date of publication, earliest first; undated last.
    Date,
}

/// How lines are cut and put in order.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Kwic {
    /// The order.
    pub sort: KwicSort,
    /// Columns of a terminal on either side of the word; only whole words stand there.
    pub width: usize,
    /// Columns of the terminal that a line has to fit into; `None` where no terminal reads it.
    pub columns: Option<usize>,
}

/// A concordance that is being written. By rank, lines are written as they come; any other order has to wait for the
/// last of them.
pub struct Concordance<'a> {
    kwic: Kwic,
    format: Format,
    look: Look,
    out: &'a mut dyn Write,
    title: String,
    totals: Totals,
    waiting: Vec<KwicLine>,
    begun: bool,
}

/// The columns of a row.
pub(super) const COLUMNS: [&str; 12] = [
    "rank",
    "left",
    "keyword",
    "right",
    "published",
    "outlet",
    "title",
    "url",
    "id",
    "link",
    "speaker",
    "kind",
];

impl<'a> Concordance<'a> {
    /// Begins a concordance.
    ///
    /// # Errors
    ///
    /// Only what `out` gives, here and in the other steps; `InvalidInput` for a form of citations, which have no lines.
    pub fn begin(
        head: &Head,
        kwic: Kwic,
        (format, look): (Format, Look),
        out: &'a mut dyn Write,
    ) -> io::Result<Concordance<'a>> {
        match format {
            Format::Text => text::head(head, look, out)?,
            Format::Json => json::head(head, "lines", out)?,
            Format::Csv => csv::row(Dialect::Commas, out, &COLUMNS)?,
            Format::Tsv => csv::row(Dialect::Tabs, out, &COLUMNS)?,
            Format::Markdown => markdown::kwic_head(out)?,
            Format::Jsonl | Format::Html => {}
            Format::Cited(_) => {
                return Err(io::Error::new(io::ErrorKind::InvalidInput, "lines are no works to be cited"));
            }
        }
        let title = head.asked.read_as.clone();
        let totals = head.totals.clone();
        Ok(Concordance { kwic, format, look, out, title, totals, waiting: Vec::new(), begun: false })
    }

    /// Takes the words found in passages.
    ///
    /// # Errors
    ///
    /// Only what the output gives.
    pub fn passages(&mut self, hits: &[Hit]) -> io::Result<()> {
        let width = self.kwic.width;
        self.waiting.extend(hits.iter().flat_map(|hit| KwicLine::of_hit(hit, width)));
        self.turn()
    }

    /// Takes the words found in quotations.
    ///
    /// # Errors
    ///
    /// Only what the output gives.
    pub fn quotations(&mut self, hits: &[QuoteHit]) -> io::Result<()> {
        let width = self.kwic.width;
        self.waiting.extend(hits.iter().flat_map(|hit| KwicLine::of_quote(hit, width)));
        self.turn()
    }

    /// Ends the concordance; `next` is how many hits to pass over for more.
    ///
    /// # Errors
    ///
    /// Only what the output gives.
    pub fn end(mut self, next: Option<usize>) -> io::Result<()> {
        self.waiting.sort_by(|a, b| a.compare(b, self.kwic.sort));
        self.write()?;
        match self.format {
            Format::Text => text::foot(&self.totals, next.filter(|_| self.begun), self.look, self.out),
            Format::Json => json::end(self.out),
            _ => Ok(()),
        }
    }

    /// Whether no word was found so far.
    pub fn is_empty(&self) -> bool {
        !self.begun && self.waiting.is_empty()
    }

    /// Writes what need not wait. A page for a browser is a table, written at once.
    fn turn(&mut self) -> io::Result<()> {
        match self.kwic.sort == KwicSort::Rank && self.format != Format::Html {
            true => self.write(),
            false => Ok(()),
        }
    }

    fn write(&mut self) -> io::Result<()> {
        let lines = std::mem::take(&mut self.waiting);
        let (begun, out) = (self.begun, &mut *self.out);
        self.begun |= !lines.is_empty();
        match self.format {
            Format::Text => text::kwic(&lines, self.kwic, self.look, out),
            Format::Json => json::kwic(&lines, begun, out),
            Format::Jsonl => json::kwic_lines(&lines, out),
            Format::Csv => lines.iter().try_for_each(|line| csv::kwic(line, Dialect::Commas, out)),
            Format::Tsv => lines.iter().try_for_each(|line| csv::kwic(line, Dialect::Tabs, out)),
            Format::Markdown => lines.iter().try_for_each(|line| markdown::kwic(line, out)),
            Format::Html => html::kwic(&self.title, &lines, out),
            Format::Cited(_) => Ok(()),
        }
    }
}
