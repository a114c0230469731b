//! CSL-JSON: the items that programs set by citation styles.

use super::Work;
use super::name;
use crate::article::Printed;
use crate::render::json::write;
use serde::Serialize;
use std::io;
use std::io::Write;

#[derive(Serialize)]
struct Item<'a> {
    id: String,
    #[serde(rename = "type")]
    kind: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    title: Option<&'a str>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    author: Vec<Author<'a>>,
    #[serde(rename = "container-title", skip_serializing_if = "Option::is_none")]
    outlet: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    section: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    issued: Option<Issued>,
    #[serde(skip_serializing_if = "Option::is_none")]
    language: Option<&'a str>,
    #[serde(rename = "URL", skip_serializing_if = "Option::is_none")]
    url: Option<&'a str>,
    #[serde(skip_serializing_if = "String::is_empty")]
    note: String,
    /// What the format has no place for.
    custom: Custom,
}

#[derive(Serialize)]
#[serde(untagged)]
enum Author<'a> {
    Person { family: &'a str, given: &'a str },
    Whole { literal: &'a str },
}

#[derive(Serialize)]
struct Issued {
    #[serde(rename = "date-parts")]
    parts: [[i16; 3]; 1],
}

#[derive(Serialize)]
struct Custom {
    article: String,
    /// As precisely as it was printed.
    published: Option<String>,
}

/// One item, with a comma before it if there were some before. The format has no null: what is unknown is left out.
pub(super) fn work(work: &Work, begun: bool, out: &mut dyn Write) -> io::Result<()> {
    let article = work.article;
    let item = Item {
        id: work.key(),
        kind: "article-newspaper",
        title: article.title.as_deref(),
        author: article.authors.iter().map(|name| author(name)).collect(),
        outlet: article.outlet.as_deref(),
        section: article.section.as_deref(),
        issued: article.published.map(issued),
        language: article.language.as_ref().map(|language| language.code()),
        url: work.url.as_deref(),
        note: work.notes.join("\n\n"),
        custom: Custom {
            article: article.id.to_string(),
            published: article.published.map(|printed| printed.to_string()),
        },
    };
    out.write_all(if begun { b",\n" } else { b"" })?;
    write(&item, out)
}

fn author(name: &str) -> Author<'_> {
    match name::parts(name) {
        Some((family, given)) => Author::Person { family, given },
        None => Author::Whole { literal: name },
    }
}

fn issued(printed: Printed) -> Issued {
    let day = printed.day();
    Issued { parts: [[day.year(), i16::from(day.month()), i16::from(day.day())]] }
}
