//! `search` and `quotes`.

use super::AlsoIn;
use super::Speaker;
use super::facets::Facets;
use super::facets::LeftOut;
use super::facets::facets;
use super::kind;
use super::write_line;
use crate::article::QuoteId;
use crate::render::Answer;
use crate::render::Asked;
use crate::render::offsets::CodePoints;
use crate::search::Hit;
use crate::search::Imprint;
use crate::search::Page;
use crate::search::PassageText;
use crate::search::QuoteHit;
use serde::Serialize;
use std::io;
use std::io::Write;
use std::time::Duration;

#[derive(Serialize)]
struct Document<'a, T, H> {
    query: Query<'a>,
    total: T,
    elapsed_ms: f64,
    facets: Facets<'a>,
    facets_left_out: LeftOut<'a>,
    hits: Vec<H>,
}

#[derive(Serialize)]
struct Query<'a> {
    text: &'a str,
    read_as: &'a str,
    notes: &'a [String],
}

#[derive(Serialize)]
struct Articles {
    articles: u64,
}

#[derive(Serialize)]
struct Quotes {
    quotes: u64,
    articles: u64,
}

#[derive(Serialize)]
struct PassageHit<'a> {
    rank: usize,
    score: f32,
    missing: &'a [String],
    #[serde(skip_serializing_if = "Option::is_none")]
    worth: Option<Worth<'a>>,
    article: Article<'a>,
    passage: Passage<'a>,
}

/// What a score is made of; its parts are told at `search::Worth`.
#[derive(Serialize)]
struct Worth<'a> {
    words: Vec<Adds<'a>>,
    exact: f32,
    coverage: f32,
    phrases: f32,
    discount: f32,
    quoted: f32,
    article: f32,
}

#[derive(Serialize)]
struct Adds<'a> {
    word: &'a str,
    adds: f32,
}

impl Worth<'_> {
    fn of(worth: &crate::search::Worth) -> Worth<'_> {
        let crate::search::Worth { words, exact, coverage, phrases, discount, quoted, article } = worth;
        let words = words.iter().map(|(word, adds)| Adds { word, adds: *adds }).collect();
        let (exact, coverage, phrases, discount) = (*exact, *coverage, *phrases, *discount);
        Worth { words, exact, coverage, phrases, discount, quoted: *quoted, article: *article }
    }
}

#[derive(Serialize)]
struct Article<'a> {
    id: String,
    url: Option<&'a str>,
    outlet: Option<&'a str>,
    wire: Option<&'a str>,
    title: Option<&'a str>,
    authors: &'a [String],
    published: Option<String>,
    language: Option<&'a str>,
    also_in: Vec<AlsoIn<'a>>,
}

#[derive(Serialize)]
struct Passage<'a> {
    number: u32,
    text: &'a str,
    highlights: Vec<[usize; 2]>,
    quotes: Vec<Quote<'a>>,
}

#[derive(Serialize)]
struct Quote<'a> {
    start: usize,
    end: usize,
    kind: &'static str,
    speaker: Option<Speaker<'a>>,
}

#[derive(Serialize)]
struct QuotationHit<'a> {
    rank: usize,
    score: f32,
    missing: &'a [String],
    #[serde(skip_serializing_if = "Option::is_none")]
    worth: Option<Worth<'a>>,
    article: Article<'a>,
    quote: Quotation<'a>,
    passage: Place<'a>,
}

#[derive(Serialize)]
struct Quotation<'a> {
    id: String,
    text: &'a str,
    kind: &'static str,
    speaker: Option<Speaker<'a>>,
    highlights: Vec<[usize; 2]>,
    cue: Option<&'a str>,
    confidence: f32,
}

/// Where the quotation stands: `start..end` in `text`.
#[derive(Serialize)]
struct Place<'a> {
    number: u32,
    text: &'a str,
    start: usize,
    end: usize,
}

/// One document: query, total, facets, passages.
pub(in crate::render) fn hits(answer: &Answer<Hit>, out: &mut dyn Write) -> io::Result<()> {
    let total = Articles { articles: answer.page.articles };
    write_line(&document(answer, total, answer.page.hits.iter().map(passage_hit).collect()), out)
}

/// One passage a line.
pub(in crate::render) fn hit_lines(page: &Page<Hit>, out: &mut dyn Write) -> io::Result<()> {
    page.hits.iter().try_for_each(|hit| write_line(&passage_hit(hit), out))
}

/// One document: query, total, facets, quotations.
pub(in crate::render) fn quotes(answer: &Answer<QuoteHit>, out: &mut dyn Write) -> io::Result<()> {
    let total = Quotes { quotes: answer.page.quotes.unwrap_or_default(), articles: answer.page.articles };
    write_line(&document(answer, total, answer.page.hits.iter().map(quotation_hit).collect()), out)
}

/// One quotation a line.
pub(in crate::render) fn quote_lines(page: &Page<QuoteHit>, out: &mut dyn Write) -> io::Result<()> {
    page.hits.iter().try_for_each(|hit| write_line(&quotation_hit(hit), out))
}

fn document<'a, T, H, R>(answer: &Answer<'a, R>, total: T, hits: Vec<H>) -> Document<'a, T, H> {
    let elapsed_ms = milliseconds(answer.elapsed);
    let (facets, facets_left_out) = facets(answer.page);
    Document { query: query(answer.asked), total, elapsed_ms, facets, facets_left_out, hits }
}

fn query(asked: &Asked) -> Query<'_> {
    Query { text: &asked.text, read_as: &asked.read_as, notes: &asked.notes }
}

/// In steps of a microsecond; finer would be noise.
fn milliseconds(elapsed: Duration) -> f64 {
    let microseconds = u32::try_from(elapsed.as_micros()).unwrap_or(u32::MAX);
    f64::from(microseconds) / 1000.0
}

fn passage_hit(hit: &Hit) -> PassageHit<'_> {
    let points = CodePoints::of(&hit.passage.text);
    PassageHit {
        rank: hit.rank,
        score: hit.score,
        missing: &hit.missing,
        worth: hit.worth.as_ref().map(Worth::of),
        article: article(&hit.article, &hit.also_in),
        passage: Passage {
            number: hit.passage.number,
            text: &hit.passage.text,
            highlights: hit.highlights.iter().map(|span| points.at(*span)).collect(),
            quotes: placed_quotes(&hit.passage, &points),
        },
    }
}

fn placed_quotes<'a>(passage: &'a PassageText, points: &CodePoints) -> Vec<Quote<'a>> {
    let quote = |quote: &'a crate::search::PlacedQuote| {
        let [start, end] = points.at(quote.span);
        Quote { start, end, kind: kind(quote.kind), speaker: quote.speaker.as_ref().map(Speaker::of) }
    };
    passage.quotes.iter().map(quote).collect()
}

fn quotation_hit(hit: &QuoteHit) -> QuotationHit<'_> {
    let points = CodePoints::of(&hit.passage.text);
    let [start, end] = points.at(hit.quote.span);
    QuotationHit {
        rank: hit.rank,
        score: hit.score,
        missing: &hit.missing,
        worth: hit.worth.as_ref().map(Worth::of),
        article: article(&hit.article, &hit.also_in),
        quote: Quotation {
            id: QuoteId { article: hit.article.id, ordinal: hit.ordinal }.to_string(),
            text: hit.quote.span.slice(&hit.passage.text),
            kind: kind(hit.quote.kind),
            speaker: hit.quote.speaker.as_ref().map(Speaker::of),
            highlights: hit.highlights.iter().map(|span| points.at(*span)).collect(),
            cue: hit.quote.cue.map(|cue| cue.slice(&hit.passage.text)),
            confidence: hit.quote.confidence,
        },
        passage: Place { number: hit.passage.number, text: &hit.passage.text, start, end },
    }
}

fn article<'a>(imprint: &'a Imprint, also_in: &'a [Imprint]) -> Article<'a> {
    Article {
        id: imprint.id.to_string(),
        url: imprint.url.as_deref(),
        outlet: imprint.outlet.as_deref(),
        wire: imprint.wire.as_deref(),
        title: imprint.title.as_deref(),
        authors: &imprint.authors,
        published: imprint.published.map(|printed| printed.to_string()),
        language: imprint.language.as_ref().map(|language| language.code()),
        also_in: also_in.iter().map(AlsoIn::of).collect(),
    }
}
