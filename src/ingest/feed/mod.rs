//! Feeds: RSS 2.0, 0.9x and 1.0 (RDF), Atom 1.0 and 0.3, JSON Feed.
//!
//! ```text
//! file ─source─▶ text ─markup─▶ steps ─items─▶ facts of one item ─article─▶ Article
//!                                 (JSON Feed: listed/values ─▶ objects ─┘)
//! ```
//!
//! An item that gives its article's text is an article. One that gives a summary is counted, and its address kept
//! ([`super::listed`]).

mod channel;
mod items;
mod markup;
mod parts;

pub(super) use channel::Channel;
pub(super) use items::Items;

use super::facts::Facts;
use super::fragment;
use super::keys::Field;
use super::listed::fulltext;
use super::loose::Loose;
use super::stated;
use crate::article::Article;
use crate::error::ErrorKind;
use serde::Deserialize;

/// Whether a file's first element is a feed's: what follows stands behind its declarations and comments.
pub(super) fn opens_feed(text: &str) -> bool {
    let name = text.strip_prefix('<').and_then(|rest| rest.split([' ', '\t', '\r', '\n', '>', '/']).next());
    name.map(str::to_lowercase).is_some_and(|name| matches!(parts::plain(&name), "rss" | "feed" | "rdf:rdf"))
}

/// Reads one item. Lines about the item at its end ("The post … appeared first on …") are no part of the article.
pub(super) fn article(mut facts: Facts, source_path: &str) -> Result<Article, ErrorKind> {
    if let Some(text) = facts.take(Field::Text).and_then(Loose::into_words) {
        facts.state(Field::Text, 0, Loose::Words(without_tail(&plain(&text))));
    }
    stated::article(facts, source_path)
}

fn without_tail(text: &str) -> String {
    let mut lines: Vec<&str> = text.lines().collect();
    while lines.last().is_some_and(|line| line.trim().is_empty() || fulltext::is_tail(line.trim())) {
        lines.pop();
    }
    lines.join("\n")
}

/// The words of a value that may be HTML, or words with HTML's entities among them.
fn plain(value: &str) -> String {
    if fragment::looks_like_html(value) {
        return fragment::text(value);
    }
    if !value.contains('&') {
        return value.to_string();
    }
    // Line by line: as HTML, line ends are blanks.
    let decoded = |line: &str| fragment::text(line).trim_end().to_string();
    let lines = value.lines().map(|line| if line.contains('&') { decoded(line) } else { line.to_string() });
    lines.collect::<Vec<_>>().join("\n")
}

/// What a JSON Feed says of itself.
#[derive(Deserialize)]
struct Head {
    version: Option<String>,
    title: Option<String>,
    home_page_url: Option<String>,
    language: Option<String>,
}

/// What a JSON Feed says of itself; `head` is its object as far as its items, without an end.
pub(super) fn json_channel(head: &[u8]) -> Option<Channel> {
    if !is_json_feed(head) {
        return None;
    }
    let head: Head = serde_json::from_slice(&[head, b"}"].concat()).ok()?;
    head.version?;
    Some(Channel {
        title: head.title,
        link: head.home_page_url,
        language: head.language,
        authors: Vec::new(),
    })
}

/// Whether an object says that it is a JSON Feed.
pub(super) fn is_json_feed(head: &[u8]) -> bool {
    head.windows(JSON_FEED.len()).any(|words| words == JSON_FEED)
}

/// The address that a JSON Feed gives as its version.
const JSON_FEED: &[u8] = b"jsonfeed.org/version/";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn entities_of_plain_values_are_read_line_by_line() {
        assert_eq!(plain("Ruiz &amp; Roe\nTwo"), "Ruiz & Roe\nTwo");
        assert_eq!(plain("AT&T closes"), "AT&T closes");
        assert_eq!(plain("One &lt; two"), "One < two");
    }
}
