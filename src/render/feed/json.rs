//! JSON Feed 1.1.

use super::Entry;
use super::Feed;
use crate::render::json::write_line;
use crate::text::Language;
use serde::Serialize;
use std::io;
use std::io::Write;

#[derive(Serialize)]
struct Document<'a> {
    version: &'static str,
    title: &'a str,
    items: Vec<Item<'a>>,
}

/// What is not known is left out, as the format wants it.
#[derive(Serialize)]
struct Item<'a> {
    id: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    url: Option<&'a str>,
    title: &'a str,
    content_html: &'a str,
    content_text: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    date_published: Option<String>,
    date_modified: String,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    authors: Vec<Author<'a>>,
    tags: &'a [String],
    #[serde(skip_serializing_if = "Option::is_none")]
    language: Option<&'a str>,
    _onrecord: Extension<'a>,
}

#[derive(Serialize)]
struct Author<'a> {
    name: &'a str,
}

/// What JSON Feed has no key for.
#[derive(Serialize)]
struct Extension<'a> {
    about: &'static str,
    article: String,
    outlet: Option<&'a str>,
}

pub(super) fn write(feed: &Feed, out: &mut dyn Write) -> io::Result<()> {
    let items = feed.entries.iter().map(item).collect();
    let document = Document { version: "https://jsonfeed.org/version/1.1", title: &feed.title, items };
    write_line(&document, out)
}

fn item(entry: &Entry) -> Item<'_> {
    let article = &entry.article;
    Item {
        id: &entry.id,
        url: entry.link.as_deref(),
        title: entry.title(),
        content_html: &entry.html,
        content_text: &entry.text,
        date_published: entry.published(),
        date_modified: entry.seen.to_string(),
        authors: article.authors.iter().map(|name| Author { name }).collect(),
        tags: &entry.searches,
        language: article.language.as_ref().map(Language::code),
        _onrecord: Extension {
            about: "the article's id in the archive, and who published it",
            article: article.id.to_string(),
            outlet: article.outlet.as_deref(),
        },
    }
}
