//! Answers in the forms that people and programs read: text, JSON, JSON Lines, CSV, TSV, Markdown, a web page, citations; what is
//! new for saved searches also as feeds.
//!
//! Everything here takes finished values and writes them; nothing here decides what is shown or in which order.
//! Offsets leave the program here, as code points (`offsets`), and whatever strangers
//! wrote is made harmless here: for terminals in `visible`, for spreadsheets in `csv`, for Markdown in `markdown`, for browsers in `html`.

mod carries;
mod cite;
mod counts;
mod csv;
mod feed;
mod html;
mod json;
mod kwic;
mod link;
mod markdown;
mod narrow;
mod offsets;
mod roll_up;
mod sheet;
mod text;
mod visible;
mod watches;
mod worth;

pub use carries::Extra;
pub use counts::Counts;
pub use counts::CountsAnswer;
pub use counts::Line;
pub use feed::Entry;
pub use feed::Feed;
pub use feed::FeedFormat;
pub use feed::feed;
pub use kwic::Concordance;
pub use kwic::Kwic;
pub use kwic::KwicSort;
pub use roll_up::News;
pub use roll_up::Page as NewsPage;
pub use roll_up::roll_up;
pub use sheet::Head;
pub use sheet::Of;
pub use sheet::Sheet;
pub use sheet::Totals;
pub use visible::visible;
pub use watches::watches;

use crate::article::Article;
use crate::index::Finding;
use crate::query::Query;
use crate::quote::Explanation;
use crate::quote::Quote;
use crate::search::Hit;
use crate::search::Page;
use crate::search::PassageText;
use crate::search::PlacedQuote;
use crate::search::QuoteHit;
use crate::search::StoredArticle;
use crate::search::Version;
use crate::search::Voice;
use crate::search::stored;
use crate::text::Span;
use csv::Dialect;
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

/// Stands before the first hit that lacks some of the query: what follows may also have all of it, but scattered.
const NEAR_ANSWERS: &str = "near answers: the words stand apart, or some are missing";

/// The names of who speaks in a passage: `Ana Ruiz`, `Owen Tarrant (reported)` where none of it stands in marks.
fn voices(passage: &PassageText) -> Vec<String> {
    let name = |voice: Voice| match voice.is_reported {
        true => format!("{} (reported)", voice.name),
        false => voice.name.to_string(),
    };
    passage.speakers().into_iter().map(name).collect()
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
    /// The same between tabs, for programs.
    Tsv,
    /// A list ready to paste.
    Markdown,
    /// One page that needs nothing else.
    Html,
    /// The articles as works to be cited.
    Cited(Citation),
}

/// The forms in which reference managers read works.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Citation {
    /// Tagged lines, read by all of them.
    Ris,
    /// For LaTeX.
    Bibtex,
    /// For programs that set citations by CSL styles.
    CslJson,
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
    /// Whether addresses are links on a terminal that knows them.
    pub links: bool,
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

impl<H> Answer<'_, H> {
    fn head(&self, of: Of, last: Option<usize>) -> Head {
        let (totals, highest) = (Totals::from(self.page), last.unwrap_or_default());
        Head { asked: self.asked.clone(), of, totals, elapsed: self.elapsed, highest }
    }
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
    let last = answer.page.hits.last().map(|hit| hit.rank);
    let mut sheet = Sheet::begin(answer.head(Of::Passages, last), format, look, out)?;
    sheet.passages(&answer.page.hits)?;
    sheet.end(answer.next)
}

/// Writes quotations: the answer of `onrecord quotes`.
///
/// # Errors
///
/// Only what `out` gives.
pub fn quotes(answer: &Answer<QuoteHit>, format: Format, look: Look, out: &mut dyn Write) -> io::Result<()> {
    let last = answer.page.hits.last().map(|hit| hit.rank);
    let mut sheet = Sheet::begin(answer.head(Of::Quotations, last), format, look, out)?;
    sheet.quotations(&answer.page.hits)?;
    sheet.end(answer.next)
}

/// Writes a whole article with its quotations: the answer of `onrecord show`. `marks` are the words to mark, passage by
/// passage; none for none.
///
/// # Errors
///
/// Only what `out` gives.
pub fn story(
    story: &StoredArticle,
    marks: &[Vec<Span>],
    format: Format,
    look: Look,
    out: &mut dyn Write,
) -> io::Result<()> {
    match format {
        Format::Text => text::story(story, marks, look, out),
        Format::Json => json::story(story, marks, out),
        Format::Jsonl => json::story_line(story, marks, out),
        Format::Csv => csv::story(story, Dialect::Commas, out),
        Format::Tsv => csv::story(story, Dialect::Tabs, out),
        Format::Markdown => markdown::story(story, marks, out),
        Format::Html => html::story(story, marks, out),
        Format::Cited(form) => cite::story(story, form, out),
    }
}

/// The words to mark in each passage of an article.
fn with_marks<'a>(
    story: &'a StoredArticle,
    marks: &'a [Vec<Span>],
) -> impl Iterator<Item = (&'a PassageText, &'a [Span])> {
    let marks = marks.iter().map(Vec::as_slice).chain(std::iter::repeat(&[][..]));
    story.passages.iter().zip(marks)
}

/// Columns on either side of the words of a concordance, so that a line fits into so many.
pub fn kwic_room(columns: usize) -> usize {
    /// The width of most words.
    const KEYWORD: usize = 10;
    columns.saturating_sub(text::kwic_source(columns) + KEYWORD) / 2
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
        Format::Csv => csv::counts(answer.counts, Dialect::Commas, out),
        Format::Tsv => csv::counts(answer.counts, Dialect::Tabs, out),
        Format::Markdown => markdown::counts(answer.counts, out),
        Format::Html => html::counts(answer, out),
        Format::Cited(_) => Err(no_citation()),
    }
}

fn no_citation() -> io::Error {
    io::Error::new(io::ErrorKind::InvalidInput, "counts are no works that could be cited")
}

/// Writes how much matches, and nothing of it: the number, or in JSON what it is the number of, as answers have it.
///
/// # Errors
///
/// Only what `out` gives.
pub fn count(
    asked: &Asked,
    (of, total): (&'static str, u64),
    format: Format,
    out: &mut dyn Write,
) -> io::Result<()> {
    match format {
        Format::Json => json::count(asked, (of, total), out),
        Format::Jsonl => json::count_line((of, total), out),
        _ => writeln!(out, "{total}"),
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
    text::story(&stored(article, quotes), &[], look, out)
}
