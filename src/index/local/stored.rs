//! What the documents keep to be shown, as JSON, and back.

use super::document::Counts;
use crate::article::Article;
use crate::article::ArticleId;
use crate::article::Printed;
use crate::quote::Kind;
use crate::search::Imprint;
use crate::search::PassageText;
use crate::search::PlacedQuote;
use crate::search::PlacedSpeaker;
use crate::text::Language;
use crate::text::Span;
use serde::Deserialize;
use serde::Serialize;
use std::collections::BTreeSet;

/// An article without its text. Keys are short because there is one row a passage or article.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct ArticleRow {
    #[serde(rename = "u", skip_serializing_if = "Option::is_none", default)]
    url: Option<String>,
    #[serde(rename = "o", skip_serializing_if = "Option::is_none", default)]
    outlet: Option<String>,
    #[serde(rename = "t", skip_serializing_if = "Option::is_none", default)]
    title: Option<String>,
    #[serde(rename = "s", skip_serializing_if = "Option::is_none", default)]
    subtitle: Option<String>,
    #[serde(rename = "a", skip_serializing_if = "Vec::is_empty", default)]
    authors: Vec<String>,
    #[serde(rename = "p", skip_serializing_if = "Option::is_none", default)]
    published: Option<String>,
    #[serde(rename = "d", skip_serializing_if = "Option::is_none", default)]
    updated: Option<String>,
    #[serde(rename = "l", skip_serializing_if = "Option::is_none", default)]
    language: Option<String>,
    #[serde(rename = "f")]
    source_path: String,
    #[serde(rename = "c")]
    pub(crate) counts: Counts,
    /// Which rows of `speakers.toml` had a say.
    #[serde(rename = "w", skip_serializing_if = "BTreeSet::is_empty", default)]
    pub(crate) rows: BTreeSet<String>,
}

/// A passage with its quotations.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct PassageRow {
    #[serde(rename = "n")]
    number: u32,
    #[serde(rename = "s")]
    start: u32,
    #[serde(rename = "t")]
    text: String,
    #[serde(rename = "q", skip_serializing_if = "Vec::is_empty", default)]
    quotes: Vec<QuoteRow>,
}

#[derive(Debug, Serialize, Deserialize)]
struct QuoteRow {
    #[serde(rename = "n")]
    ordinal: u32,
    #[serde(rename = "s")]
    span: (u32, u32),
    #[serde(rename = "k")]
    kind: u8,
    #[serde(rename = "w", skip_serializing_if = "Option::is_none", default)]
    name: Option<String>,
    #[serde(rename = "m", skip_serializing_if = "Option::is_none", default)]
    mention: Option<String>,
    #[serde(rename = "r", skip_serializing_if = "Option::is_none", default)]
    role: Option<String>,
    #[serde(rename = "c", skip_serializing_if = "Option::is_none", default)]
    cue: Option<(u32, u32)>,
    #[serde(rename = "p")]
    confidence: f32,
}

impl ArticleRow {
    pub(crate) fn of(article: &Article, counts: Counts, rows: &BTreeSet<String>) -> ArticleRow {
        ArticleRow {
            url: article.url.clone(),
            outlet: article.outlet.clone(),
            title: article.title.clone(),
            subtitle: article.subtitle.clone(),
            authors: article.authors.clone(),
            published: article.published.map(|printed| printed.to_string()),
            updated: article.updated.map(|printed| printed.to_string()),
            language: article.language.map(|language| language.to_string()),
            source_path: article.source_path.clone(),
            counts,
            rows: rows.clone(),
        }
    }

    pub(crate) fn imprint(self, id: ArticleId) -> Imprint {
        Imprint {
            id,
            url: self.url,
            outlet: self.outlet,
            title: self.title,
            subtitle: self.subtitle,
            authors: self.authors,
            published: self.published.as_deref().and_then(Printed::from_rfc3339),
            updated: self.updated.as_deref().and_then(Printed::from_rfc3339),
            language: self.language.as_deref().and_then(Language::from_tag),
            source_path: self.source_path,
        }
    }
}

impl PassageRow {
    pub(crate) fn of(passage: &PassageText) -> PassageRow {
        PassageRow {
            number: passage.number,
            start: passage.start,
            text: passage.text.clone(),
            quotes: passage.quotes.iter().map(QuoteRow::of).collect(),
        }
    }

    pub(crate) fn passage(self) -> PassageText {
        PassageText {
            number: self.number,
            start: self.start,
            text: self.text,
            quotes: self.quotes.into_iter().map(QuoteRow::quote).collect(),
        }
    }
}

impl QuoteRow {
    fn of(quote: &PlacedQuote) -> QuoteRow {
        let speaker = quote.speaker.as_ref();
        QuoteRow {
            ordinal: quote.ordinal,
            span: (quote.span.start(), quote.span.end()),
            kind: match quote.kind {
                Kind::Direct => 0,
                Kind::Mixed => 1,
                Kind::Indirect => 2,
            },
            name: speaker.map(|speaker| speaker.name.clone()),
            mention: speaker.and_then(|speaker| speaker.mention.clone()),
            role: speaker.and_then(|speaker| speaker.role.clone()),
            cue: quote.cue.map(|cue| (cue.start(), cue.end())),
            confidence: quote.confidence,
        }
    }

    fn quote(self) -> PlacedQuote {
        let span = |(start, end): (u32, u32)| Span::between(start as usize, end as usize);
        PlacedQuote {
            ordinal: self.ordinal,
            span: span(self.span),
            kind: match self.kind {
                0 => Kind::Direct,
                1 => Kind::Mixed,
                _ => Kind::Indirect,
            },
            speaker: self.name.map(|name| PlacedSpeaker { name, mention: self.mention, role: self.role }),
            cue: self.cue.map(span),
            confidence: self.confidence,
        }
    }
}
