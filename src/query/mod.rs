//! The query language: words in, a tree out, and the tree in words again.
//!
//! [`parse`] reads what was typed and never gives up: what could not be read is named beside the best reading.
//! A [`Query`] prints as the text that parses to it (`Display`) and reads aloud as a sentence ([`read_as`]).
//! No engine is named here; engines compile the tree.
//!
//! The way of a query: `lexer` cuts it into lexemes (`marks` knows the quotation marks, `operator` the operators), `hints` looks
//! for what those mean who were taught another language, `parser` builds the tree, `near` what stands near what (`mend` says how it
//! was meant where it cannot), `leaf` its
//! leaves: `value` and `pattern` the words, `days`, `period` and `spoken` the dates; `state` knows what `is:wire` is. Last, `bind`
//! says what plain words bind to.

mod ast;
mod bind;
mod days;
mod flag;
mod hints;
mod language;
mod leaf;
mod lexer;
mod marks;
mod mend;
mod near;
mod operator;
mod parser;
mod pattern;
mod period;
mod print;
mod read_as;
mod report;
mod spoken;
mod state;
mod value;

pub use ast::Days;
pub use ast::Event;
pub use ast::Query;
pub use ast::Reach;
pub use ast::Unit;
pub use ast::Words;
pub use days::parse_days;
pub use flag::flag;
pub use read_as::read_as;
pub use value::field_value;
pub use value::tokens;

use crate::error::Error;
use crate::error::ErrorKind;
use crate::text::beginning;
use crate::text::canonical;
use jiff::civil::Date;
use report::Report;

/// The user's page of the language; its examples are tests.
pub const SYNTAX: &str = include_str!("SYNTAX.md");

/// Longest query, in bytes: a page of text, far beyond what anyone types.
const MOST_BYTES: usize = 4096;

/// The best reading of a query, what was doubtful in it, and what could not be read.
#[derive(Debug)]
pub struct Parsed {
    /// What was understood; [`Query::All`] when that is nothing.
    pub query: Query,
    /// What to tell the reader about this reading, one sentence each.
    pub notes: Vec<String>,
    /// The first things that could not be read, in the order of the text; each points into the query in normal form C on one line.
    pub complaints: Vec<Error>,
}

/// Reads a query; relative dates count from `today`.
///
/// Never fails and never panics: half a query still finds something. A caller that wants to be strict
/// looks at the complaints.
///
/// ```
/// use onrecord::query::parse;
///
/// let today = jiff::civil::date(2023, 3, 24);
/// let parsed = parse("title:(caucus OR party) -Roux since:2023-03", today);
/// assert_eq!(parsed.query.to_string(), "(title:caucus OR title:party) -Roux since:2023-03-01");
/// assert!(parsed.complaints.is_empty());
///
/// let unclosed = parse("\"absolutely untrue", today);
/// assert_eq!(unclosed.query.to_string(), "absolutely untrue");
/// assert_eq!(unclosed.complaints.len(), 1);
/// ```
pub fn parse(text: &str, today: Date) -> Parsed {
    parse_narrowed(text, Query::All, Unit::Article, today)
}

/// Reads a query that is narrowed by a filter, the flags of a command, as if that stood behind it; `unit` is what the words bind to
/// where no field says otherwise.
///
/// ```
/// use onrecord::fields;
/// use onrecord::query::Unit;
/// use onrecord::query::parse_narrowed;
/// use onrecord::query::field_value;
///
/// let filter = field_value(&fields::SPEAKER, "Ruiz");
/// let parsed = parse_narrowed("text:mill", filter, Unit::Article, jiff::civil::date(2023, 3, 24));
/// assert_eq!(parsed.query.to_string(), "text:mill speaker:\"Ruiz\"");
/// ```
pub fn parse_narrowed(text: &str, filter: Query, unit: Unit, today: Date) -> Parsed {
    let mut report = Report::default();
    let text = on_one_line(text, &mut report);
    let lexemes = lexer::lex(&text, &mut report);
    hints::give(&lexemes, &text, &mut report);
    let query = parser::read(&text, &lexemes, today, &mut report).and(filter);
    report.notes.extend(days::contradiction(&query));
    // A command that lists quotations surprises nobody with them.
    let (query, surprise) = match unit {
        Unit::Quotation => (bind::bound(query, unit), None),
        Unit::Article => {
            let query = bind::bound(query.clone(), query.unit());
            let surprise = bind::surprise(&query);
            (query, surprise)
        }
    };
    report.notes.extend(surprise);
    report.with(query)
}

/// The query in canonical text with blanks for line ends, cut where it is too long to be read.
fn on_one_line(text: &str, report: &mut Report) -> String {
    let read = beginning(text, MOST_BYTES);
    if read.len() < text.len() {
        let kind = ErrorKind::QueryTooLong { bytes: text.len(), most: MOST_BYTES };
        // A caret below four thousand bytes helps nobody.
        report.complaints.push(Error::nowhere(kind));
    }
    canonical(read).replace('\n', " ")
}
