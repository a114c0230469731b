//! Answers in the forms that people and programs read: text, JSON, JSON Lines, CSV, Markdown.
//!
//! Everything here takes finished values and writes them; nothing here decides what is shown or in which order.
//! Offsets leave the program here, as code points (`offsets`), and whatever strangers
//! wrote is made harmless here: for terminals in `visible`, for spreadsheets in `csv`, for Markdown in `markdown`.

mod counts;
mod csv;
mod feed;
mod json;
mod markdown;
mod narrow;
mod offsets;
mod roll_up;
mod text;
mod visible;

pub use counts::Counts;
pub use counts::CountsAnswer;
pub use counts::Line;
pub use feed::Entry;
pub use feed::Feed;
pub use feed::FeedFormat;
pub use feed::feed;
pub use roll_up::News;
pub use roll_up::Page as NewsPage;
pub use roll_up::roll_up;
pub use visible::visible;

use crate::article::Article;
use crate::index::Finding;
use crate::query::Query;
use crate::quote::Explanation;
use crate::quote::Quote;
use crate::search::Hit;
use crate::search::Page;
use crate::search::PlacedQuote;
use crate::search::QuoteHit;
use crate::search::StoredArticle;
use crate::search::Version;
use crate::search::stored;
use std::io;
use std::io::Write;
use std::time::Duration;

/// Stands before words that are reported without marks, so that nobody takes them for somebody's own: `reported (denied): `. The
/// cue says whether they are claimed, denied or only hoped.
fn reported(quote: &PlacedQuote, text: &str) -> String {
    match quote.cue.filter(|cue| !cue.is_empty()) {
        Some(cue) => format!("reported ({}): ", cue.slice(text)),
        None => "reported: ".to_string(),
    }
}

/// The form of an answer.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Format {
    /// Lines for people.
    #[default]
    Text,
    /// One JSON document.
    Json,
    /// One JSON object a line.
    Jsonl,
    /// A row a hit, for spreadsheets.
    Csv,
    /// A list ready to paste.
    Markdown,
}

/// How text for people looks.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Look {
    /// Whether a terminal that shows colours reads it.
    pub colour: bool,
    /// Columns to wrap at; `None` leaves paragraphs whole, as programs that read a pipe want them.
    pub width: Option<usize>,
    /// Whether `[[` and `]]` stand around the words found.
    pub brackets: bool,
}

/// What was asked, as the answer repeats it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Asked {
    /// The words as typed.
    pub text: String,
    /// The query as it was understood, flags included.
    pub read_as: String,
    /// What was relaxed, capped or doubtful, a sentence each.
    pub notes: Vec<String>,
}

/// A page of hits and what it answers.
#[derive(Clone, Copy, Debug)]
pub struct Answer<'a, H> {
    /// What was asked.
    pub asked: &'a Asked,
    /// What came back.
    pub page: &'a Page<H>,
    /// How long it took.
    pub elapsed: Duration,
    /// How many hits to pass over for the next page, if there may be one.
    pub next: Option<usize>,
}

/// An explanation, and what is explained.
#[derive(Clone, Copy, Debug)]
pub struct Explained<'a> {
    /// The article, whose text the explanation's spans point into.
    pub article: &'a Article,
    /// The number of the quotation.
    pub number: u32,
    /// Why it was given to its speaker.
    pub explanation: &'a Explanation,
    /// The least confidence with which answers name a speaker.
    pub least: f32,
}

impl Explained<'_> {
    /// Whether answers leave the speaker out.
    fn is_hidden(&self) -> bool {
        self.explanation.quote.speaker.is_some() && self.explanation.quote.confidence < self.least
    }
}

/// Writes passages: the answer of `onrecord search`.
///
/// # Errors
///
/// Only what `out` gives.
pub fn hits(answer: &Answer<Hit>, format: Format, look: Look, out: &mut dyn Write) -> io::Result<()> {
    match format {
        Format::Text => text::hits(answer, look, out),
        Format::Json => json::hits(answer, out),
        Format::Jsonl => json::hit_lines(answer.page, out),
        Format::Csv => csv::hits(answer.page, out),
        Format::Markdown => markdown::hits(answer.page, out),
    }
}

/// Writes quotations: the answer of `onrecord quotes`.
///
/// # Errors
///
/// Only what `out` gives.
pub fn quotes(answer: &Answer<QuoteHit>, format: Format, look: Look, out: &mut dyn Write) -> io::Result<()> {
    match format {
        Format::Text => text::quotes(answer, look, out),
        Format::Json => json::quotes(answer, out),
        Format::Jsonl => json::quote_lines(answer.page, out),
        Format::Csv => csv::quotes(answer.page, out),
        Format::Markdown => markdown::quotes(answer.page, out),
    }
}

/// Writes a whole article with its quotations: the answer of `onrecord show`.
///
/// # Errors
///
/// Only what `out` gives.
pub fn story(story: &StoredArticle, format: Format, look: Look, out: &mut dyn Write) -> io::Result<()> {
    match format {
        Format::Text => text::story(story, look, out),
        Format::Json => json::story(story, out),
        Format::Jsonl => json::story_line(story, out),
        Format::Csv => csv::story(story, out),
        Format::Markdown => markdown::story(story, out),
    }
}

/// Writes the versions of an article, the oldest first, and what changed between them: the answer of `onrecord history`.
///
/// # Errors
///
/// Only what `out` gives.
pub fn history(versions: &[Version], json: bool, look: Look, out: &mut dyn Write) -> io::Result<()> {
    match json {
        true => json::history(versions, out),
        false => text::history(versions, look, out),
    }
}

/// Writes why a quotation was given to its speaker: the answer of `onrecord explain`.
///
/// # Errors
///
/// Only what `out` gives.
pub fn explained(explained: &Explained, json: bool, look: Look, out: &mut dyn Write) -> io::Result<()> {
    match json {
        true => json::explained(explained, out),
        false => text::explained(explained, look, out),
    }
}

/// Writes how a query was read: the answer of `onrecord parse`.
///
/// # Errors
///
/// Only what `out` gives.
pub fn parsed(query: &Query, asked: &Asked, json: bool, out: &mut dyn Write) -> io::Result<()> {
    match json {
        true => json::parsed(query, asked, out),
        false => text::parsed(query, asked, out),
    }
}

/// Writes counts: the answer of `speakers`, `outlets` and `timeline`.
///
/// # Errors
///
/// Only what `out` gives.
pub fn counts(answer: CountsAnswer, format: Format, look: Look, out: &mut dyn Write) -> io::Result<()> {
    match format {
        Format::Text => text::counts(answer, look, out),
        Format::Json => json::counts(answer, out),
        Format::Jsonl => json::count_lines(answer.counts, out),
        Format::Csv => csv::counts(answer.counts, out),
        Format::Markdown => markdown::counts(answer.counts, out),
    }
}

/// Writes what a check found, as one JSON document.
///
/// # Errors
///
/// Only what `out` gives.
pub fn findings(findings: &[Finding], out: &mut dyn Write) -> io::Result<()> {
    json::findings(findings, out)
}

/// Writes an article as it was read from a file, as one line of JSON: `onrecord extract --format jsonl`.
///
/// # Errors
///
/// Only what `out` gives.
pub fn extract_line(article: &Article, quotes: &[Quote], out: &mut dyn Write) -> io::Result<()> {
    json::extract(article, quotes, out)?;
    writeln!(out)
}

/// Writes an article as it was read from a file, as a JSON value without a line end.
///
/// # Errors
///
/// Only what `out` gives.
pub fn extract_value(article: &Article, quotes: &[Quote], out: &mut dyn Write) -> io::Result<()> {
    json::extract(article, quotes, out)
}

/// Writes an article as it was read from a file, for people.
///
/// # Errors
///
/// Only what `out` gives.
pub fn extract_text(article: &Article, quotes: &[Quote], look: Look, out: &mut dyn Write) -> io::Result<()> {
    text::story(&stored(article, quotes), look, out)
}
