//! `search` and `quotes`.

use super::AlsoIn;
use super::Speaker;
use super::facets::Facets;
use super::facets::LeftOut;
use super::facets::facets;
use super::kind;
use super::write;
use super::write_line;
use crate::article::QuoteId;
use crate::render::Asked;
use crate::render::link;
use crate::render::offsets::CodePoints;
use crate::render::sheet::Head;
use crate::render::sheet::Of;
use crate::render::sheet::Totals;
use crate::search::Around;
use crate::search::Hit;
use crate::search::Imprint;
use crate::search::PassageText;
use crate::search::QuoteHit;
use serde::Serialize;
use std::collections::BTreeMap;
use std::io;
use std::io::Write;
use std::time::Duration;

#[derive(Serialize)]
struct Document<'a> {
    query: Query<'a>,
    total: Total,
    elapsed_ms: f64,
    facets: Facets<'a>,
    facets_left_out: LeftOut<'a>,
}

/// What was asked, as every answer repeats it.
#[derive(Serialize)]
pub(super) struct Query<'a> {
    text: &'a str,
    read_as: &'a str,
    notes: &'a [String],
}

#[derive(Serialize)]
struct Total {
    #[serde(skip_serializing_if = "Option::is_none")]
    quotes: Option<u64>,
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
    context: Context<'a>,
    link: Option<String>,
}

/// What stands around a passage.
#[derive(Serialize)]
struct Context<'a> {
    before: Vec<Neighbour<'a>>,
    after: Vec<Neighbour<'a>>,
}

#[derive(Serialize)]
struct Neighbour<'a> {
    number: u32,
    text: &'a str,
}

impl Context<'_> {
    fn of(around: &Around) -> Context<'_> {
        Context { before: neighbours(&around.before), after: neighbours(&around.after) }
    }
}

fn neighbours(passages: &[PassageText]) -> Vec<Neighbour<'_>> {
    passages.iter().map(|passage| Neighbour { number: passage.number, text: &passage.text }).collect()
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
    around: f32,
    article: f32,
}

#[derive(Serialize)]
struct Adds<'a> {
    word: &'a str,
    adds: f32,
}

impl Worth<'_> {
    fn of(worth: &crate::search::Worth) -> Worth<'_> {
        let crate::search::Worth { words, exact, coverage, phrases, discount, quoted, around, article } =
            worth;
        let words = words.iter().map(|(word, adds)| Adds { word, adds: *adds }).collect();
        let (exact, coverage, phrases, discount) = (*exact, *coverage, *phrases, *discount);
        Worth {
            words,
            exact,
            coverage,
            phrases,
            discount,
            quoted: *quoted,
            around: *around,
            article: *article,
        }
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
    context: Context<'a>,
    link: Option<String>,
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

/// What stands before the hits of a document, up to the bracket that opens their list.
pub(in crate::render) fn head(head: &Head, list: &str, out: &mut dyn Write) -> io::Result<()> {
    let Totals { articles, quotes, .. } = &head.totals;
    let total = Total { quotes: quotes.filter(|_| head.of == Of::Quotations), articles: *articles };
    let elapsed_ms = milliseconds(head.elapsed);
    let mut json = Vec::new();
    let (facets, facets_left_out) = facets(&head.totals);
    write(&Document { query: query(&head.asked), total, elapsed_ms, facets, facets_left_out }, &mut json)?;
    json.pop(); // the brace that would close it
    out.write_all(&json)?;
    write!(out, ",\"{list}\":[")
}

/// A count without hits: `{"query": {…}, "total": {"articles": 12}}`.
pub(in crate::render) fn count(
    asked: &Asked,
    (of, total): (&'static str, u64),
    out: &mut dyn Write,
) -> io::Result<()> {
    #[derive(Serialize)]
    struct Counted<'a> {
        query: Query<'a>,
        total: BTreeMap<&'static str, u64>,
    }
    write_line(&Counted { query: query(asked), total: BTreeMap::from([(of, total)]) }, out)
}

/// The same in a line: `{"articles": 12}`.
pub(in crate::render) fn count_line((of, total): (&'static str, u64), out: &mut dyn Write) -> io::Result<()> {
    write_line(&BTreeMap::from([(of, total)]), out)
}

/// What closes a document.
pub(in crate::render) fn end(out: &mut dyn Write) -> io::Result<()> {
    writeln!(out, "]}}")
}

/// Passages of a document, `begun` if there were some before.
pub(in crate::render) fn hits(hits: &[Hit], begun: bool, out: &mut dyn Write) -> io::Result<()> {
    hits.iter().zip(0..).try_for_each(|(hit, place)| listed(&passage_hit(hit), begun || place > 0, out))
}

/// One passage a line.
pub(in crate::render) fn hit_lines(hits: &[Hit], out: &mut dyn Write) -> io::Result<()> {
    hits.iter().try_for_each(|hit| write_line(&passage_hit(hit), out))
}

/// Quotations of a document, `begun` if there were some before.
pub(in crate::render) fn quotes(hits: &[QuoteHit], begun: bool, out: &mut dyn Write) -> io::Result<()> {
    hits.iter().zip(0..).try_for_each(|(hit, place)| listed(&quotation_hit(hit), begun || place > 0, out))
}

/// One quotation a line.
pub(in crate::render) fn quote_lines(hits: &[QuoteHit], out: &mut dyn Write) -> io::Result<()> {
    hits.iter().try_for_each(|hit| write_line(&quotation_hit(hit), out))
}

pub(super) fn listed(hit: &impl Serialize, begun: bool, out: &mut dyn Write) -> io::Result<()> {
    out.write_all(if begun { b"," } else { b"" })?;
    write(hit, out)
}

pub(super) fn query(asked: &Asked) -> Query<'_> {
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
        context: Context::of(&hit.around),
        link: link::to_hit(hit),
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
        context: Context::of(&hit.around),
        link: link::to_words(hit.article.url.as_deref(), &hit.passage.text, hit.quote.span),
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
