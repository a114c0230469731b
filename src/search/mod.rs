//! What is asked of an engine and what comes back: [`Request`], [`Page`], [`Hit`], [`Facet`], [`Counted`]. Plain data, no engine.
//!
//! [`highlights`] says which words of a passage answer a query, [`Loose`] which of them a near answer may lack, [`Worth`] what a
//! score is made of; `sought` is what a query seeks in one text, for engines and highlights alike.

mod highlight;

pub use highlight::Highlighter;
pub use highlight::highlights;

mod counts;

pub use counts::By;
pub use counts::ByDay;
pub use counts::Count;
pub use counts::Counted;
pub use counts::Facet;
pub use counts::Often;
pub use counts::Person;
pub use counts::Tally;

mod loose;

pub use loose::Loose;

mod nearest;

pub use nearest::KnownNames;
pub use nearest::UnknownName;

mod pieces;

mod people;

pub use people::Sighting;
pub(crate) use people::most_first;
pub use people::people;

mod respelt;

pub use respelt::respellable;
pub use respelt::respelt;

mod revision;

pub use revision::Change;
pub use revision::ParagraphChange;
pub use revision::Piece;
pub use revision::QuoteChange;
pub use revision::Revision;
pub use revision::Said;
pub use revision::Version;

mod roles;

pub use roles::contradict;

pub(crate) mod sought;

mod several;

pub use several::several_people;

mod stored;

pub use stored::stored;

mod timeline;

pub use timeline::Period;
pub use timeline::timeline;
mod worth;

pub use worth::Worth;

use crate::article::ArticleId;
use crate::article::Printed;
use crate::query::Query;
use crate::quote::Kind;
use crate::text::Language;
use crate::text::Span;
use jiff::Timestamp;

/// What is asked of an index.
#[derive(Clone, Debug)]
pub struct Request {
    /// The query, with the flags folded in.
    pub query: Query,
    /// How many hits.
    pub limit: usize,
    /// How many hits to pass over first.
    pub offset: usize,
    /// How many hits of one article at most.
    pub per_article: usize,
    /// Whether a story that several articles print is shown once; quotations are not left out so.
    pub collapse: bool,
    /// In which order.
    pub sort: Sort,
    /// Whether near answers follow, which lack some of the plain words.
    pub near: bool,
    /// Whether to say what each score is made of.
    pub explain: bool,
    /// Whether to count values, and of each field how many at most.
    pub facets: Option<usize>,
    /// Only articles that the archive first had after this instant; then none that lack words of the query.
    pub added_after: Option<Timestamp>,
}

/// The order of hits.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Sort {
    /// The best first.
    #[default]
    Relevance,
    /// By date of publication, latest first; undated last.
    Newest,
    /// By date of publication, earliest first; undated last.
    Oldest,
}

/// The answer to a request: the hits asked for, and exact counts of all that match.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Page<H> {
    /// How many articles match.
    pub articles: u64,
    /// How many quotations match; `None` when articles were asked for.
    pub quotes: Option<u64>,
    /// The hits of this page.
    pub hits: Vec<H>,
    /// Whether there are hits after these.
    pub more: bool,
    /// What was relaxed, capped or doubtful in answering, a sentence each.
    pub notes: Vec<String>,
    /// Counts by value, where they were asked for.
    pub facets: Vec<Facet>,
}

/// One passage that answers.
#[derive(Clone, Debug, PartialEq)]
pub struct Hit {
    /// Its place in the ranking, from 1.
    pub rank: usize,
    /// How well it answers; comparable within one answer only.
    pub score: f32,
    /// Words of the query that its article lacks; where words bind to quotations, that the quotation lacks.
    pub missing: Vec<String>,
    /// What the score is made of, where that was asked for.
    pub worth: Option<Worth>,
    /// Where it was printed.
    pub article: Imprint,
    /// The other articles that print the same story, the first of them first.
    pub also_in: Vec<Imprint>,
    /// The passage.
    pub passage: PassageText,
    /// The query's words in the passage's text.
    pub highlights: Vec<Span>,
    /// What stands before and after it, where that was asked for.
    pub around: Around,
}

/// One quotation that answers.
#[derive(Clone, Debug, PartialEq)]
pub struct QuoteHit {
    /// Its place in the ranking, from 1.
    pub rank: usize,
    /// How well it answers.
    pub score: f32,
    /// Words of the query that it lacks.
    pub missing: Vec<String>,
    /// What the score is made of, where that was asked for.
    pub worth: Option<Worth>,
    /// Where it was printed.
    pub article: Imprint,
    /// The other articles that print the same story, the first of them first.
    pub also_in: Vec<Imprint>,
    /// Its place among its article's quotations, from 1.
    pub ordinal: u32,
    /// The quotation; its spans point into the passage's text.
    pub quote: PlacedQuote,
    /// The passage it stands in.
    pub passage: PassageText,
    /// The query's words; these spans point into the passage's text, and lie inside the quotation.
    pub highlights: Vec<Span>,
    /// What stands before and after its passage, where that was asked for.
    pub around: Around,
}

/// The passages around one.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Around {
    /// Those before it, in the order of the article.
    pub before: Vec<PassageText>,
    /// Those after it.
    pub after: Vec<PassageText>,
}

/// Where something was printed: an article without its text.
#[derive(Clone, Debug, PartialEq)]
pub struct Imprint {
    /// The article's id.
    pub id: ArticleId,
    /// Its address.
    pub url: Option<String>,
    /// Who published it.
    pub outlet: Option<String>,
    /// The agency whose copy it is.
    pub wire: Option<String>,
    /// The section in which it stands.
    pub section: Option<String>,
    /// Its headline.
    pub title: Option<String>,
    /// The line under the headline.
    pub subtitle: Option<String>,
    /// Who wrote it.
    pub authors: Vec<String>,
    /// When.
    pub published: Option<Printed>,
    /// When it was last changed.
    pub updated: Option<Printed>,
    /// Its language.
    pub language: Option<Language>,
    /// The corpus file it stands in.
    pub source_path: String,
}

impl Imprint {
    /// The id and what tells the article from others: `3F6K00AB12CDE  Harbour Post · 2023-03-22 · Mill to close`.
    pub fn on_one_line(&self) -> String {
        let day = self.published.map_or("undated".to_string(), |printed| printed.day().to_string());
        let facts = [self.outlet.as_deref(), Some(day.as_str()), self.title.as_deref()];
        let facts: Vec<&str> = facts.into_iter().flatten().collect();
        format!("{}  {}", self.id, facts.join(" · "))
    }
}

/// A passage with its quotations, as stored.
#[derive(Clone, Debug, PartialEq)]
pub struct PassageText {
    /// Its place in the article, from 1.
    pub number: u32,
    /// Where it begins in the article's text, in bytes.
    pub start: u32,
    /// Its words.
    pub text: String,
    /// Its quotations; their spans point into `text`.
    pub quotes: Vec<PlacedQuote>,
}

/// A quotation whose spans point into its passage's text.
#[derive(Clone, Debug, PartialEq)]
pub struct PlacedQuote {
    /// Its place among its article's quotations, from 1.
    pub ordinal: u32,
    /// The words, without their marks.
    pub span: Span,
    /// How they are given.
    pub kind: Kind,
    /// Who is said to have spoken.
    pub speaker: Option<PlacedSpeaker>,
    /// The cue, where it stands in the same passage.
    pub cue: Option<Span>,
    /// How sure the attribution is, from 0 to 1.
    pub confidence: f32,
}

/// A speaker whose mention is given in words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PlacedSpeaker {
    /// The name in full, or the best description.
    pub name: String,
    /// The words at the cue.
    pub mention: Option<String>,
    /// The office or part the article gives them.
    pub role: Option<String>,
}

/// Somebody who speaks in a passage.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Voice<'a> {
    /// The name, as the quotations have it.
    pub name: &'a str,
    /// Whether all that the passage has of them is reported without quotation marks.
    pub is_reported: bool,
}

/// An article as the index gives it back: all its passages, in order.
#[derive(Clone, Debug, PartialEq)]
pub struct StoredArticle {
    /// Where it was printed.
    pub imprint: Imprint,
    /// The other articles that print the same story, the first of them first.
    pub also_in: Vec<Imprint>,
    /// Its passages.
    pub passages: Vec<PassageText>,
}
