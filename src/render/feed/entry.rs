//! One entry of a feed: what was found, and where it was printed.

use crate::article::Printed;
use crate::article::QuoteId;
use crate::quote::Kind;
use crate::render::link;
use crate::render::reported;
use crate::search::Hit;
use crate::search::Imprint;
use crate::search::QuoteHit;
use crate::text::Span;
use jiff::Timestamp;
use jiff::tz::TimeZone;

/// A passage or a quotation as a feed gives it.
#[derive(Clone, Debug, PartialEq)]
pub struct Entry {
    /// Names it for good: the article's id, and the number of the passage or quotation.
    pub(super) id: String,
    /// Where it was printed.
    pub(super) article: Imprint,
    /// The address of the very words, where the article has one on the web.
    pub(super) link: Option<String>,
    /// When the archive first had the article.
    pub(super) seen: Timestamp,
    /// What is said, as HTML.
    pub(super) html: String,
    /// The same in plain words.
    pub(super) text: String,
    /// The names of the searches that it is new for.
    pub searches: Vec<String>,
}

impl Entry {
    /// The entry of a passage, new for a search.
    pub fn of_passage(hit: &Hit, seen: Timestamp, search: &str) -> Entry {
        let text = &hit.passage.text;
        Entry {
            id: format!("urn:onrecord:{}:passage:{}", hit.article.id, hit.passage.number),
            article: hit.article.clone(),
            link: link::to_hit(hit),
            seen,
            html: format!("<blockquote>{}</blockquote>", paragraphs(text, &hit.highlights)),
            text: text.clone(),
            searches: vec![search.to_string()],
        }
    }

    /// The entry of a quotation, new for a search: who said what, then the passage around it.
    pub fn of_quote(hit: &QuoteHit, seen: Timestamp, search: &str) -> Entry {
        let text = &hit.passage.text;
        let words = hit.quote.span.slice(text);
        let said = match hit.quote.kind {
            Kind::Indirect => format!("{}{words}", reported(&hit.quote, text)),
            Kind::Direct | Kind::Mixed => format!("“{words}”"),
        };
        let said = match &hit.quote.speaker {
            Some(speaker) => format!("{}: {said}", speaker.name),
            None => said,
        };
        let id = QuoteId { article: hit.article.id, ordinal: hit.ordinal };
        let around = paragraphs(text, &hit.highlights);
        Entry {
            id: format!("urn:onrecord:{}:quotation:{}", id.article, id.ordinal),
            article: hit.article.clone(),
            link: link::to_words(hit.article.url.as_deref(), text, hit.quote.span),
            seen,
            html: format!("<p>{}</p><blockquote>{around}</blockquote>", escaped(&said)),
            text: format!("{said}\n\n{text}"),
            searches: vec![search.to_string()],
        }
    }

    /// What names it for good.
    pub fn id(&self) -> &str {
        &self.id
    }

    /// When the archive first had the article.
    pub fn seen(&self) -> Timestamp {
        self.seen
    }

    pub(super) fn title(&self) -> &str {
        let Imprint { title, outlet, .. } = &self.article;
        title.as_deref().or(outlet.as_deref()).unwrap_or("Untitled")
    }

    /// When the article was published. Of a day without a time its noon in UTC, which is that day nearly everywhere.
    pub(super) fn published(&self) -> Option<String> {
        match self.article.published? {
            Printed::Day(day) => {
                let noon = day.at(12, 0, 0, 0).to_zoned(TimeZone::UTC).ok()?;
                Some(noon.timestamp().to_string())
            }
            instant => Some(instant.to_string()),
        }
    }
}

/// The paragraphs of a text, the words found marked.
fn paragraphs(text: &str, highlights: &[Span]) -> String {
    let mut html = String::from("<p>");
    let mut at = 0;
    for span in highlights {
        let range = span.range();
        // Of spans that overlap, which no highlighter makes, the first is marked.
        let (Some(before), Some(words)) = (text.get(at..range.start), text.get(range.clone())) else {
            continue;
        };
        html.push_str(&format!("{}<mark>{}</mark>", escaped(before), escaped(words)));
        at = range.end;
    }
    html.push_str(&escaped(text.get(at..).unwrap_or_default()));
    html.push_str("</p>");
    html.replace("\n\n", "</p><p>")
}

/// Words as HTML and XML have them; characters that XML does not allow are shown as `�`.
pub(super) fn escaped(words: &str) -> String {
    let mut escaped = String::with_capacity(words.len());
    for c in words.chars() {
        match c {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\n' | '\t' => escaped.push(c),
            c if c.is_control() || matches!(c, '\u{fffe}' | '\u{ffff}') => escaped.push('\u{fffd}'),
            c => escaped.push(c),
        }
    }
    escaped
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_words_found_are_marked_and_all_others_are_harmless() {
        let text = "A <b> & “No”.\n\nThe\u{1b} end.";
        let highlights = [Span::of("No", text).unwrap(), Span::of("end", text).unwrap()];
        assert_eq!(
            paragraphs(text, &highlights),
            "<p>A &lt;b&gt; &amp; “<mark>No</mark>”.</p><p>The� <mark>end</mark>.</p>"
        );
    }
}
