//! An answer written as it comes: its head, then hits page by page, then its foot. A page of ten and an export of a
//! hundred thousand rows are the same sheet.

use super::Asked;
use super::Citation;
use super::Format;
use super::Look;
use super::cite;
use super::csv;
use super::csv::Dialect;
use super::html;
use super::json;
use super::markdown;
use super::text;
use crate::search::Facet;
use crate::search::Hit;
use crate::search::Page;
use crate::search::QuoteHit;
use std::io;
use std::io::Write;
use std::time::Duration;

/// What an answer consists of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Of {
    /// Passages: the answer of `onrecord search`.
    Passages,
    /// Quotations: the answer of `onrecord quotes`.
    Quotations,
}

/// The counts of an answer, known before its hits.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Totals {
    /// How many articles match.
    pub articles: u64,
    /// How many quotations match, where they were looked for.
    pub quotes: Option<u64>,
    /// Counts by value, where they were asked for.
    pub facets: Vec<Facet>,
}

impl<H> From<&Page<H>> for Totals {
    fn from(page: &Page<H>) -> Totals {
        Totals { articles: page.articles, quotes: page.quotes, facets: page.facets.clone() }
    }
}

/// What is said before the hits.
#[derive(Clone, Debug)]
pub struct Head {
    /// What was asked.
    pub asked: Asked,
    /// What the hits are.
    pub of: Of,
    /// How much matches.
    pub totals: Totals,
    /// How long it took to find.
    pub elapsed: Duration,
    /// The highest rank that may come: so much room is left for ranks.
    pub highest: usize,
}

/// An answer that is being written.
pub struct Sheet<'a> {
    head: Head,
    format: Format,
    look: Look,
    out: &'a mut dyn Write,
    /// Whether hits have been written.
    begun: bool,
    /// Whether they have come to those that lack words of the query.
    near: bool,
}

impl<'a> Sheet<'a> {
    /// Begins an answer.
    ///
    /// # Errors
    ///
    /// Only what `out` gives, here and in the other steps.
    pub fn begin(head: Head, format: Format, look: Look, out: &'a mut dyn Write) -> io::Result<Sheet<'a>> {
        let mut sheet = Sheet { head, format, look, out, begun: false, near: false };
        sheet.write_head()?;
        Ok(sheet)
    }

    fn write_head(&mut self) -> io::Result<()> {
        let out = &mut *self.out;
        match (self.format, self.head.of) {
            (Format::Text, _) => text::head(&self.head, self.look, out),
            (Format::Json, _) => json::head(&self.head, "hits", out),
            (Format::Csv, Of::Passages) => csv::hits_head(Dialect::Commas, out),
            (Format::Csv, Of::Quotations) => csv::quotes_head(Dialect::Commas, out),
            (Format::Tsv, Of::Passages) => csv::hits_head(Dialect::Tabs, out),
            (Format::Tsv, Of::Quotations) => csv::quotes_head(Dialect::Tabs, out),
            (Format::Html, _) => html::head(&self.head, out),
            (Format::Cited(Citation::CslJson), _) => out.write_all(b"["),
            (Format::Jsonl | Format::Markdown | Format::Cited(_), _) => Ok(()),
        }
    }

    /// Writes passages. For citations, all hits of an article have to come in one call.
    ///
    /// # Errors
    ///
    /// Only what the output gives.
    pub fn passages(&mut self, hits: &[Hit]) -> io::Result<()> {
        let (begun, indent) = (self.begun, self.indent());
        let out = &mut *self.out;
        match self.format {
            Format::Text => text::hits(hits, &mut self.near, indent, self.look, out)?,
            Format::Json => json::hits(hits, begun, out)?,
            Format::Jsonl => json::hit_lines(hits, out)?,
            Format::Csv => csv::hits(hits, Dialect::Commas, out)?,
            Format::Tsv => csv::hits(hits, Dialect::Tabs, out)?,
            Format::Markdown => markdown::hits(hits, out)?,
            Format::Html => html::hits(hits, &mut self.near, out)?,
            Format::Cited(form) => cite::works(&cite::of_hits(hits), form, begun, out)?,
        }
        self.begun |= !hits.is_empty();
        Ok(())
    }

    /// Writes quotations. For citations, all hits of an article have to come in one call.
    ///
    /// # Errors
    ///
    /// Only what the output gives.
    pub fn quotations(&mut self, hits: &[QuoteHit]) -> io::Result<()> {
        let (begun, indent) = (self.begun, self.indent());
        let out = &mut *self.out;
        match self.format {
            Format::Text => text::quotes(hits, &mut self.near, indent, self.look, out)?,
            Format::Json => json::quotes(hits, begun, out)?,
            Format::Jsonl => json::quote_lines(hits, out)?,
            Format::Csv => csv::quotes(hits, Dialect::Commas, out)?,
            Format::Tsv => csv::quotes(hits, Dialect::Tabs, out)?,
            Format::Markdown => markdown::quotes(hits, out)?,
            Format::Html => html::quotes(hits, &mut self.near, out)?,
            Format::Cited(form) => cite::works(&cite::of_quotes(hits), form, begun, out)?,
        }
        self.begun |= !hits.is_empty();
        Ok(())
    }

    /// Ends the answer; `next` is how many hits to pass over for more, if there may be more.
    ///
    /// # Errors
    ///
    /// Only what the output gives.
    pub fn end(self, next: Option<usize>) -> io::Result<()> {
        match self.format {
            Format::Text => {
                let next = next.filter(|_| self.begun);
                text::foot(&self.head.totals, next, self.look, self.out)
            }
            Format::Json => json::end(self.out),
            Format::Html => html::foot(&self.head.totals.facets, self.out),
            Format::Cited(Citation::CslJson) => writeln!(self.out, "]"),
            Format::Jsonl | Format::Csv | Format::Tsv | Format::Markdown | Format::Cited(_) => Ok(()),
        }
    }

    /// Room for the highest rank and two blanks.
    fn indent(&self) -> usize {
        self.head.highest.to_string().len() + 2
    }
}
