//! Atom, RFC 4287.

use super::Entry;
use super::Feed;
use super::entry::escaped;
use crate::text::Language;
use std::io;
use std::io::Write;

pub(super) fn write(feed: &Feed, out: &mut dyn Write) -> io::Result<()> {
    writeln!(out, "<?xml version=\"1.0\" encoding=\"utf-8\"?>")?;
    writeln!(out, "<feed xmlns=\"http://www.w3.org/2005/Atom\">")?;
    element(out, "  ", "id", &feed.id)?;
    element(out, "  ", "title", &feed.title)?;
    element(out, "  ", "updated", &feed.updated.to_string())?;
    writeln!(out, "  <generator>onrecord</generator>")?;
    feed.entries.iter().try_for_each(|it| entry(it, out))?;
    writeln!(out, "</feed>")
}

fn entry(entry: &Entry, out: &mut dyn Write) -> io::Result<()> {
    let article = &entry.article;
    let language = article.language.as_ref().map(Language::code);
    let language = language.map(|code| format!(" xml:lang=\"{}\"", escaped(code))).unwrap_or_default();
    writeln!(out, "  <entry{language}>")?;
    element(out, "    ", "id", &entry.id)?;
    element(out, "    ", "title", entry.title())?;
    element(out, "    ", "updated", &entry.seen.to_string())?;
    if let Some(published) = entry.published() {
        element(out, "    ", "published", &published)?;
    }
    if let Some(link) = &entry.link {
        writeln!(out, "    <link rel=\"alternate\" type=\"text/html\" href=\"{}\"/>", escaped(link))?;
    }
    for author in &article.authors {
        writeln!(out, "    <author><name>{}</name></author>", escaped(author))?;
    }
    for search in &entry.searches {
        writeln!(out, "    <category term=\"{}\"/>", escaped(search))?;
    }
    source(entry, out)?;
    writeln!(out, "    <content type=\"html\">{}</content>", escaped(&entry.html))?;
    writeln!(out, "  </entry>")
}

/// Who published it. An entry must have an author; one whose article names none has its publisher here.
fn source(entry: &Entry, out: &mut dyn Write) -> io::Result<()> {
    let outlet = escaped(entry.article.outlet.as_deref().unwrap_or("Unknown"));
    let title =
        if entry.article.outlet.is_some() { format!("<title>{outlet}</title>") } else { String::new() };
    writeln!(out, "    <source>{title}<author><name>{outlet}</name></author></source>")
}

fn element(out: &mut dyn Write, indent: &str, name: &str, words: &str) -> io::Result<()> {
    writeln!(out, "{indent}<{name}>{}</{name}>", escaped(words))
}
