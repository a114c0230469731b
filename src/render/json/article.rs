//! `extract` and `show`: whole articles.

use super::AlsoIn;
use super::Speaker;
use super::kind;
use super::write;
use super::write_line;
use crate::article::Article;
use crate::quote::Quote;
use crate::render::link;
use crate::render::offsets::CodePoints;
use crate::render::with_marks;
use crate::search::PassageText;
use crate::search::PlacedQuote;
use crate::search::StoredArticle;
use crate::text::Span;
use serde::Serialize;
use std::io;
use std::io::Write;

/// What `extract` prints of an article; the keys are those that `add` reads again.
#[derive(Serialize)]
struct Extracted<'a> {
    id: String,
    #[serde(rename = "ref")]
    reference: Option<&'a str>,
    source_path: &'a str,
    url: Option<&'a str>,
    outlet: Option<&'a str>,
    wire: Option<&'a str>,
    section: Option<&'a str>,
    title: Option<&'a str>,
    subtitle: Option<&'a str>,
    authors: &'a [String],
    published: Option<String>,
    updated: Option<String>,
    language: Option<&'a str>,
    text: &'a str,
    quotes: Vec<ExtractedQuote<'a>>,
    tags: &'a [String],
}

#[derive(Serialize)]
struct ExtractedQuote<'a> {
    start: usize,
    end: usize,
    kind: &'static str,
    speaker: Option<Speaker<'a>>,
    cue: Option<Range>,
    confidence: f32,
    /// The pieces of one sentence share a number.
    group: u32,
}

#[derive(Serialize)]
struct Range {
    start: usize,
    end: usize,
}

impl Range {
    fn of([start, end]: [usize; 2]) -> Range {
        Range { start, end }
    }
}

/// One article as a JSON object, without a line end.
pub(in crate::render) fn extract(article: &Article, quotes: &[Quote], out: &mut dyn Write) -> io::Result<()> {
    let points = CodePoints::of(&article.text);
    let extracted = Extracted {
        id: article.id.to_string(),
        reference: article.reference.as_deref(),
        source_path: &article.source_path,
        url: article.url.as_deref(),
        outlet: article.outlet.as_deref(),
        wire: article.wire.as_deref(),
        section: article.section.as_deref(),
        title: article.title.as_deref(),
        subtitle: article.subtitle.as_deref(),
        authors: &article.authors,
        published: article.published.map(|printed| printed.to_string()),
        updated: article.updated.map(|printed| printed.to_string()),
        language: article.language.as_ref().map(|language| language.code()),
        text: &article.text,
        quotes: quotes.iter().map(|quote| extracted_quote(article, quote, &points)).collect(),
        tags: &article.tags,
    };
    write(&extracted, out)
}

fn extracted_quote<'a>(article: &'a Article, quote: &'a Quote, points: &CodePoints) -> ExtractedQuote<'a> {
    let [start, end] = points.at(quote.span);
    ExtractedQuote {
        start,
        end,
        kind: kind(quote.kind),
        speaker: quote.speaker.as_ref().map(|speaker| Speaker {
            name: &speaker.name,
            mention: speaker.mention.map(|mention| article.slice(mention)),
            role: speaker.role.as_deref(),
        }),
        cue: quote.cue.map(|cue| Range::of(points.at(cue))),
        confidence: quote.confidence,
        group: quote.group,
    }
}

/// What `show` prints: the article by its passages, as the index keeps it.
#[derive(Serialize)]
struct Story<'a> {
    article: Head<'a>,
    passages: Vec<Passage<'a>>,
}

#[derive(Serialize)]
struct Head<'a> {
    id: String,
    url: Option<&'a str>,
    outlet: Option<&'a str>,
    wire: Option<&'a str>,
    section: Option<&'a str>,
    title: Option<&'a str>,
    subtitle: Option<&'a str>,
    authors: &'a [String],
    published: Option<String>,
    updated: Option<String>,
    language: Option<&'a str>,
    source_path: &'a str,
    also_in: Vec<AlsoIn<'a>>,
}

#[derive(Serialize)]
struct Passage<'a> {
    number: u32,
    text: &'a str,
    highlights: Vec<[usize; 2]>,
    quotes: Vec<PassageQuote<'a>>,
}

/// A quotation by its number in the article; offsets point into its passage's text.
#[derive(Serialize)]
struct PassageQuote<'a> {
    number: u32,
    start: usize,
    end: usize,
    kind: &'static str,
    speaker: Option<Speaker<'a>>,
    cue: Option<Range>,
    confidence: f32,
    link: Option<String>,
}

pub(in crate::render) fn story(
    story: &StoredArticle,
    marks: &[Vec<Span>],
    out: &mut dyn Write,
) -> io::Result<()> {
    let url = story.imprint.url.as_deref();
    let passages = with_marks(story, marks).map(|(text, found)| passage(text, found, url)).collect();
    write_line(&Story { article: head(story), passages }, out)
}

/// One passage a line.
pub(in crate::render) fn story_line(
    story: &StoredArticle,
    marks: &[Vec<Span>],
    out: &mut dyn Write,
) -> io::Result<()> {
    let url = story.imprint.url.as_deref();
    with_marks(story, marks).try_for_each(|(text, found)| write_line(&passage(text, found, url), out))
}

fn head(story: &StoredArticle) -> Head<'_> {
    let imprint = &story.imprint;
    Head {
        id: imprint.id.to_string(),
        url: imprint.url.as_deref(),
        outlet: imprint.outlet.as_deref(),
        wire: imprint.wire.as_deref(),
        section: imprint.section.as_deref(),
        title: imprint.title.as_deref(),
        subtitle: imprint.subtitle.as_deref(),
        authors: &imprint.authors,
        published: imprint.published.map(|printed| printed.to_string()),
        updated: imprint.updated.map(|printed| printed.to_string()),
        language: imprint.language.as_ref().map(|language| language.code()),
        source_path: &imprint.source_path,
        also_in: story.also_in.iter().map(AlsoIn::of).collect(),
    }
}

fn passage<'a>(passage: &'a PassageText, found: &[Span], url: Option<&str>) -> Passage<'a> {
    let points = CodePoints::of(&passage.text);
    let link = |quote: &PlacedQuote| link::to_words(url, &passage.text, quote.span);
    let quotes = passage.quotes.iter().map(|quote| passage_quote(quote, &points, link(quote))).collect();
    let highlights = found.iter().map(|span| points.at(*span)).collect();
    Passage { number: passage.number, text: &passage.text, highlights, quotes }
}

fn passage_quote<'a>(quote: &'a PlacedQuote, points: &CodePoints, link: Option<String>) -> PassageQuote<'a> {
    let [start, end] = points.at(quote.span);
    PassageQuote {
        number: quote.ordinal,
        start,
        end,
        kind: kind(quote.kind),
        speaker: quote.speaker.as_ref().map(Speaker::of),
        cue: quote.cue.map(|cue| Range::of(points.at(cue))),
        confidence: quote.confidence,
        link,
    }
}
