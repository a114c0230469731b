//! `explain`.

use super::Speaker;
use super::kind;
use super::write_line;
use crate::article::QuoteId;
use crate::quote::Candidate;
use crate::quote::Reason;
use crate::render::Explained;
use crate::render::offsets::CodePoints;
use serde::Serialize;
use std::io;
use std::io::Write;

/// Offsets point into the text of `paragraph`.
#[derive(Serialize)]
struct Document<'a> {
    id: String,
    article: Article<'a>,
    paragraph: &'a str,
    quote: Quotation<'a>,
    rule: Rule,
    hidden: bool,
    words: Vec<Considered<'a>>,
    candidates: Vec<Considered<'a>>,
}

#[derive(Serialize)]
struct Article<'a> {
    id: String,
    url: Option<&'a str>,
    outlet: Option<&'a str>,
    title: Option<&'a str>,
}

#[derive(Serialize)]
struct Quotation<'a> {
    text: &'a str,
    start: usize,
    end: usize,
    kind: &'static str,
    speaker: Option<Speaker<'a>>,
    cue: Option<&'a str>,
    confidence: f32,
}

#[derive(Serialize)]
struct Rule {
    name: &'static str,
    words: &'static str,
}

#[derive(Serialize)]
struct Considered<'a> {
    name: Option<&'a str>,
    probability: Option<f32>,
    chosen: bool,
    reasons: Vec<Because<'a>>,
}

#[derive(Serialize)]
struct Because<'a> {
    words: &'a str,
    weight: Option<f32>,
}

/// `{"id", "article", "paragraph", "quote", "rule": {"name", "words"}, "hidden", "words", "candidates"}`
pub(in crate::render) fn explained(it: &Explained, out: &mut dyn Write) -> io::Result<()> {
    let (article, explanation) = (it.article, it.explanation);
    let document = Document {
        id: QuoteId { article: article.id, ordinal: it.number }.to_string(),
        article: Article {
            id: article.id.to_string(),
            url: article.url.as_deref(),
            outlet: article.outlet.as_deref(),
            title: article.title.as_deref(),
        },
        paragraph: explanation.paragraph.slice(&article.text),
        quote: quotation(it),
        rule: Rule { name: explanation.quote.rule.name(), words: explanation.quote.rule.in_words() },
        hidden: it.is_hidden(),
        words: explanation.words.iter().map(considered).collect(),
        candidates: explanation.candidates.iter().map(considered).collect(),
    };
    write_line(&document, out)
}

fn quotation<'a>(it: &Explained<'a>) -> Quotation<'a> {
    let (article, quote) = (it.article, &it.explanation.quote);
    let (from, to) = (it.explanation.paragraph.start(), it.explanation.paragraph.end());
    // Counted from the paragraph, in which a quotation always begins; one that goes on behind it is cut there.
    let paragraph = it.explanation.paragraph.slice(&article.text);
    let within = crate::text::Span::between(quote.span.start() as usize, quote.span.end().min(to) as usize);
    let [start, end] = CodePoints::of(paragraph).at(within.relative_to(from));
    Quotation {
        text: quote.span.slice(&article.text),
        start,
        end,
        kind: kind(quote.kind),
        speaker: quote.speaker.as_ref().map(|speaker| Speaker {
            name: &speaker.name,
            mention: speaker.mention.map(|mention| mention.slice(&article.text)),
            role: speaker.role.as_deref(),
        }),
        cue: quote.cue.map(|cue| cue.slice(&article.text)),
        confidence: quote.confidence,
    }
}

fn considered(candidate: &Candidate) -> Considered<'_> {
    Considered {
        name: candidate.name.as_deref(),
        probability: candidate.probability,
        chosen: candidate.chosen,
        reasons: candidate.reasons.iter().map(because).collect(),
    }
}

fn because(reason: &Reason) -> Because<'_> {
    Because { words: &reason.words, weight: reason.weight }
}
