//! Searches that are kept: the answer of `onrecord watch list`.

use super::Format;
use super::csv::Dialect;
use super::csv::row;
use super::json::write_line;
use super::visible;
use crate::corpus::SavedSearch;
use serde::Serialize;
use std::io;
use std::io::Write;

#[derive(Serialize)]
struct Document<'a> {
    searches: Vec<Kept<'a>>,
}

/// One search, by its name.
#[derive(Serialize)]
struct Kept<'a> {
    name: &'a str,
    query: &'a str,
    grammar: u32,
    quotes: bool,
    min_confidence: Option<f32>,
    added: Option<String>,
    seen_until: Option<String>,
}

const COLUMNS: [&str; 6] = ["name", "query", "quotes", "min_confidence", "added", "seen_until"];

impl<'a> Kept<'a> {
    fn of((name, search): &(&'a str, &'a SavedSearch)) -> Kept<'a> {
        Kept {
            name,
            query: &search.query,
            grammar: search.grammar,
            quotes: search.quotes,
            min_confidence: search.min_confidence,
            added: search.added.map(|added| added.to_string()),
            seen_until: search.seen_until.map(|until| until.to_string()),
        }
    }

    fn text(&self, out: &mut dyn Write) -> io::Result<()> {
        let seen =
            self.seen_until.as_ref().map_or("never run".to_string(), |until| format!("seen until {until}"));
        let kind = if self.quotes { "quotations: " } else { "" };
        writeln!(out, "{}\t{seen}\t{kind}{}", visible(self.name), visible(self.query))
    }

    fn row(&self, dialect: Dialect, out: &mut dyn Write) -> io::Result<()> {
        let least = self.min_confidence.map(|least| least.to_string());
        let quotes = self.quotes.to_string();
        let cells = [
            self.name,
            self.query,
            &quotes,
            least.as_deref().unwrap_or_default(),
            self.added.as_deref().unwrap_or_default(),
            self.seen_until.as_deref().unwrap_or_default(),
        ];
        row(dialect, out, &cells)
    }
}

/// Writes the searches that are kept, by their names.
///
/// # Errors
///
/// What `out` gives; and for a form that no such list has.
pub fn watches(searches: &[(&str, &SavedSearch)], format: Format, out: &mut dyn Write) -> io::Result<()> {
    let searches: Vec<Kept> = searches.iter().map(Kept::of).collect();
    let rows = |dialect: Dialect, out: &mut dyn Write| {
        row(dialect, out, &COLUMNS)?;
        searches.iter().try_for_each(|search| search.row(dialect, out))
    };
    match format {
        Format::Text => searches.iter().try_for_each(|search| search.text(out)),
        Format::Json => write_line(&Document { searches }, out),
        Format::Jsonl => searches.iter().try_for_each(|search| write_line(search, out)),
        Format::Csv => rows(Dialect::Commas, out),
        Format::Tsv => rows(Dialect::Tabs, out),
        Format::Markdown | Format::Html | Format::Cited(_) => {
            Err(io::Error::new(io::ErrorKind::InvalidInput, "saved searches are listed in no such form"))
        }
    }
}
