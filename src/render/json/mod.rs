//! The JSON that programs read; its keys are a contract. Every key is always there: an absent fact is `null` or `[]`.
//!
//! Offsets count Unicode code points. Characters that would steer a terminal are written as `\u` escapes, which
//! is the same JSON and safe to look at.

mod article;
mod careful;
mod counts;
mod explained;
mod facets;
mod history;
mod hit;
mod kwic;
mod parsed;

pub(super) use article::extract;
pub(super) use article::story;
pub(super) use article::story_line;
pub(super) use counts::count_lines;
pub(super) use counts::counts;
pub(super) use explained::explained;
pub(super) use history::history;
pub(super) use hit::count;
pub(super) use hit::count_line;
pub(super) use hit::end;
pub(super) use hit::head;
pub(super) use hit::hit_lines;
pub(super) use hit::hits;
pub(super) use hit::quote_lines;
pub(super) use hit::quotes;
pub(super) use kwic::kwic;
pub(super) use kwic::kwic_lines;
pub(super) use parsed::parsed;

use crate::index::Finding;
use crate::quote::Kind;
use crate::search::Imprint;
use crate::search::PlacedSpeaker;
pub(super) use careful::write;
pub(super) use careful::write_line;
use serde::Serialize;
use std::io;
use std::io::Write;

#[derive(Serialize)]
struct Speaker<'a> {
    name: &'a str,
    mention: Option<&'a str>,
    role: Option<&'a str>,
}

impl Speaker<'_> {
    fn of(speaker: &PlacedSpeaker) -> Speaker<'_> {
        Speaker { name: &speaker.name, mention: speaker.mention.as_deref(), role: speaker.role.as_deref() }
    }
}

/// Another article that prints the same story.
#[derive(Serialize)]
struct AlsoIn<'a> {
    id: String,
    outlet: Option<&'a str>,
    url: Option<&'a str>,
    published: Option<String>,
}

impl AlsoIn<'_> {
    fn of(imprint: &Imprint) -> AlsoIn<'_> {
        AlsoIn {
            id: imprint.id.to_string(),
            outlet: imprint.outlet.as_deref(),
            url: imprint.url.as_deref(),
            published: imprint.published.map(|printed| printed.to_string()),
        }
    }
}

pub(super) fn kind(kind: Kind) -> &'static str {
    match kind {
        Kind::Direct => "direct",
        Kind::Mixed => "mixed",
        Kind::Indirect => "indirect",
    }
}

#[derive(Serialize)]
struct Findings<'a> {
    findings: Vec<Found<'a>>,
}

#[derive(Serialize)]
struct Found<'a> {
    what: &'a str,
    mend: &'a str,
}

/// `{"findings": [{"what", "mend"}]}`
pub(super) fn findings(findings: &[Finding], out: &mut dyn Write) -> io::Result<()> {
    let findings = findings.iter().map(|it| Found { what: &it.what, mend: it.mend }).collect();
    write_line(&Findings { findings }, out)
}
