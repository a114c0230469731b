//! `history`: the versions of an article, and what changed from each to the next.

use super::Speaker;
use super::write_line;
use crate::search::Change;
use crate::search::Piece;
use crate::search::QuoteChange;
use crate::search::Revision;
use crate::search::Said;
use crate::search::Version;
use serde::Serialize;
use std::io;
use std::io::Write;

#[derive(Serialize)]
struct History<'a> {
    id: String,
    url: Option<&'a str>,
    outlet: Option<&'a str>,
    versions: Vec<Told<'a>>,
}

#[derive(Serialize)]
struct Told<'a> {
    number: usize,
    /// Whether it is the article, as everything else shows it.
    is_newest: bool,
    title: Option<&'a str>,
    published: Option<String>,
    updated: Option<String>,
    files: Vec<String>,
    /// What is other than in the version before; `null` for the first.
    changes: Option<Changes<'a>>,
}

#[derive(Serialize)]
struct Changes<'a> {
    quotes: Vec<Quote<'a>>,
    title: Vec<Words<'a>>,
    passages: Vec<Passage<'a>>,
}

#[derive(Serialize)]
struct Quote<'a> {
    change: &'static str,
    was: Option<Spoken<'a>>,
    is: Option<Spoken<'a>>,
    words: Vec<Words<'a>>,
}

#[derive(Serialize)]
struct Spoken<'a> {
    number: u32,
    text: &'a str,
    speaker: Option<Speaker<'a>>,
}

#[derive(Serialize)]
struct Passage<'a> {
    was: Option<u32>,
    is: Option<u32>,
    words: Vec<Words<'a>>,
}

#[derive(Serialize)]
struct Words<'a> {
    change: &'static str,
    text: &'a str,
}

/// One document: the article, and its versions, the oldest first.
pub(in crate::render) fn history(versions: &[Version], out: &mut dyn Write) -> io::Result<()> {
    let pairs = versions.iter().zip(versions.iter().skip(1));
    let revisions: Vec<Revision> = pairs.map(|(a, b)| Revision::of(&a.story, &b.story)).collect();
    let Some(newest) = versions.last() else { return Ok(()) };
    let changes = std::iter::once(None).chain(revisions.iter().map(Some));
    let told =
        versions.iter().zip(changes).map(|(version, revision)| told(version, revision, versions.len()));
    let article = &newest.story.imprint;
    let history = History {
        id: article.id.to_string(),
        url: article.url.as_deref(),
        outlet: article.outlet.as_deref(),
        versions: told.collect(),
    };
    write_line(&history, out)
}

fn told<'a>(version: &'a Version, revision: Option<&'a Revision>, count: usize) -> Told<'a> {
    let article = &version.story.imprint;
    Told {
        number: version.number,
        is_newest: version.number == count,
        title: article.title.as_deref(),
        published: article.published.map(|printed| printed.to_string()),
        updated: article.updated.map(|printed| printed.to_string()),
        files: version.files.iter().map(|file| format!("corpus/{file}")).collect(),
        changes: revision.map(changes),
    }
}

fn changes(revision: &Revision) -> Changes<'_> {
    let passages = revision.paragraphs.iter().map(|change| Passage {
        was: change.was,
        is: change.is,
        words: words(&change.words),
    });
    Changes {
        quotes: revision.quotes.iter().map(quote).collect(),
        title: words(&revision.title),
        passages: passages.collect(),
    }
}

fn quote(change: &QuoteChange) -> Quote<'_> {
    let fate = match (&change.was, &change.is) {
        (Some(_), None) => "gone",
        (None, _) => "new",
        (Some(_), Some(_)) => "changed",
    };
    let (was, is) = (change.was.as_ref().map(spoken), change.is.as_ref().map(spoken));
    Quote { change: fate, was, is, words: words(&change.words) }
}

fn spoken(said: &Said) -> Spoken<'_> {
    Spoken { number: said.number, text: &said.words, speaker: said.speaker.as_ref().map(Speaker::of) }
}

fn words(pieces: &[Piece]) -> Vec<Words<'_>> {
    let fate = |change| match change {
        Change::Kept => "kept",
        Change::Gone => "gone",
        Change::New => "new",
    };
    pieces.iter().map(|piece| Words { change: fate(piece.change), text: &piece.words }).collect()
}
