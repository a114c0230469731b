//! Concordance lines.

use super::hit::listed;
use super::kind;
use super::write_line;
use crate::render::kwic::KwicLine;
use serde::Serialize;
use std::io;
use std::io::Write;

#[derive(Serialize)]
struct Shown<'a> {
    rank: usize,
    left: &'a str,
    keyword: &'a str,
    right: &'a str,
    speaker: Option<&'a str>,
    kind: Option<&'static str>,
    source: Source<'a>,
}

/// Where the word stands.
#[derive(Serialize)]
struct Source<'a> {
    id: String,
    passage: u32,
    outlet: Option<&'a str>,
    published: Option<String>,
    title: Option<&'a str>,
    url: Option<&'a str>,
    link: Option<&'a str>,
}

fn shown(line: &KwicLine) -> Shown<'_> {
    Shown {
        rank: line.rank,
        left: &line.left,
        keyword: &line.keyword,
        right: &line.right,
        speaker: line.speaker.as_deref(),
        kind: line.kind.map(kind),
        source: Source {
            id: line.id(),
            passage: line.passage,
            outlet: line.outlet.as_deref(),
            published: line.published.map(|printed| printed.to_string()),
            title: line.title.as_deref(),
            url: line.url.as_deref(),
            link: line.link.as_deref(),
        },
    }
}

/// Lines of a document, `begun` if there were some before.
pub(in crate::render) fn kwic(lines: &[KwicLine], begun: bool, out: &mut dyn Write) -> io::Result<()> {
    lines.iter().zip(0..).try_for_each(|(line, place)| listed(&shown(line), begun || place > 0, out))
}

/// One a line.
pub(in crate::render) fn kwic_lines(lines: &[KwicLine], out: &mut dyn Write) -> io::Result<()> {
    lines.iter().try_for_each(|line| write_line(&shown(line), out))
}
