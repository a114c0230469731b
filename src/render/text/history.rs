//! The versions of an article, and what changed from each to the next: quotations first.

use super::ink::Ink;
use super::ink::Run;
use super::page::day;
use super::pen::Pen;
use super::story::moment;
use crate::render::Look;
use crate::search::Change;
use crate::search::Piece;
use crate::search::QuoteChange;
use crate::search::Revision;
use crate::search::Said;
use crate::search::Version;
use std::io;
use std::io::Write;

/// How far changes are set in below their version.
const INDENT: usize = 4;

/// The versions, the oldest first.
pub(in crate::render) fn history(versions: &[Version], look: Look, out: &mut dyn Write) -> io::Result<()> {
    let mut pen = Pen::new(look, out);
    let Some(newest) = versions.last() else { return Ok(()) };
    let article = &newest.story.imprint;
    if let Some(title) = &article.title {
        pen.paragraph("", 0, &[Run::new(Ink::Headline, title)])?;
    }
    let place = article.outlet.as_deref().or(article.url.as_deref()).unwrap_or("no outlet");
    let id = article.id.to_string();
    pen.line(0, &[Run::new(Ink::Outlet, place), Run::new(Ink::Faint, "  "), Run::new(Ink::Faint, &id)])?;
    let mut before: Option<&Version> = None;
    for version in versions {
        pen.end_line()?;
        head(&mut pen, version, version.number == versions.len())?;
        if let Some(before) = before {
            revision(&mut pen, &Revision::of(&before.story, &version.story))?;
        }
        before = Some(version);
    }
    Ok(())
}

/// `version 2 · updated 2023-03-21 09:15 -04:00 · the article · corpus/mill.txt`
fn head(pen: &mut Pen, version: &Version, is_newest: bool) -> io::Result<()> {
    let article = &version.story.imprint;
    let number = format!("version {}", version.number);
    let updated = article.updated.map(|updated| format!("updated {}", moment(updated)));
    let published = article.published.map_or_else(|| day(article), moment);
    let when = updated.unwrap_or(published);
    let files = version.files.iter().map(|file| format!("corpus/{file}")).collect::<Vec<_>>().join(", ");
    let mut runs =
        vec![Run::new(Ink::Headline, &number), Run::new(Ink::Faint, " · "), Run::new(Ink::Plain, &when)];
    if is_newest {
        runs.extend([Run::new(Ink::Faint, " · "), Run::new(Ink::Plain, "the article")]);
    }
    runs.extend([Run::new(Ink::Faint, " · "), Run::new(Ink::Faint, &files)]);
    pen.paragraph("", 0, &runs)
}

fn revision(pen: &mut Pen, revision: &Revision) -> io::Result<()> {
    for change in &revision.quotes {
        quotation(pen, change)?;
    }
    if !revision.title.is_empty() {
        labelled(pen, "headline: ", &revision.title)?;
    }
    for change in &revision.paragraphs {
        let label = match (change.was, change.is) {
            (_, Some(is)) => format!("¶{is}: "),
            (Some(was), None) => format!("¶{was} before: "),
            (None, None) => String::new(),
        };
        labelled(pen, &label, &change.words)?;
    }
    Ok(())
}

/// `Ana Ruiz: “We will [-not-]{+never+} sign”`, `new, Jean Roux: “{+It is over+}”`
fn quotation(pen: &mut Pen, change: &QuoteChange) -> io::Result<()> {
    let name = |said: &Said| {
        said.speaker
            .as_ref()
            .map_or_else(|| super::attribution::NOBODY.to_string(), |speaker| speaker.name.clone())
    };
    let who = match (&change.was, &change.is) {
        (Some(was), Some(is)) if change.other_speaker().is_some() => {
            format!("changed, {} (before: {}): “", name(is), name(was))
        }
        (Some(_), Some(is)) => format!("changed, {}: “", name(is)),
        (Some(was), None) => format!("gone, {}: “", name(was)),
        (None, Some(is)) => format!("new, {}: “", name(is)),
        (None, None) => return Ok(()),
    };
    let mut runs = vec![Run::new(Ink::Speaker, &who)];
    runs.extend(marked(&change.words, false));
    runs.push(Run::new(Ink::Speaker, "”"));
    pen.paragraph("", INDENT, &runs)
}

fn labelled(pen: &mut Pen, label: &str, pieces: &[Piece]) -> io::Result<()> {
    let mut runs = vec![Run::new(Ink::Faint, label)];
    runs.extend(marked(pieces, true));
    pen.paragraph("", INDENT, &runs)
}

/// The words, gone ones in `[- -]` and new ones in `{+ +}`, as git shows them: so that it can be read without colour.
fn marked(pieces: &[Piece], is_short: bool) -> Vec<Run<'_>> {
    let last = pieces.len().saturating_sub(1);
    let runs = pieces.iter().enumerate().flat_map(|(at, piece)| match piece.change {
        Change::Kept if is_short => kept(&piece.words, at > 0, at < last),
        Change::Kept => vec![Run::new(Ink::Plain, &piece.words)],
        Change::Gone => around("[-", Ink::Gone, &piece.words, "-]"),
        Change::New => around("{+", Ink::New, &piece.words, "+}"),
    });
    runs.collect()
}

fn around<'a>(open: &'static str, ink: Ink, words: &'a str, close: &'static str) -> Vec<Run<'a>> {
    vec![Run::new(ink, open), Run::new(ink, words), Run::new(ink, close)]
}

/// Words of a paragraph that are shown on each side of a change.
const CONTEXT: usize = 8;

/// Of words that stayed the last before a change and the first after one.
fn kept(words: &str, after_change: bool, before_change: bool) -> Vec<Run<'_>> {
    let ends: Vec<usize> = words.match_indices(' ').map(|(at, _)| at).collect();
    let head = if after_change { ends.get(CONTEXT).copied() } else { Some(0) };
    let tail = if before_change {
        ends.len().checked_sub(CONTEXT).map(|at| ends[at.min(ends.len() - 1)])
    } else {
        Some(words.len())
    };
    match (head, tail) {
        (Some(head), Some(tail)) if head < tail => {
            vec![
                Run::new(Ink::Plain, &words[..head]),
                Run::new(Ink::Faint, " … "),
                Run::new(Ink::Plain, words[tail..].trim_start()),
            ]
        }
        _ => vec![Run::new(Ink::Plain, words)],
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_stretches_that_stayed_are_cut() {
        let words = "a b c d e f g h i j k l m n o p q r s t";
        let shown =
            |after, before| kept(words, after, before).iter().map(|run| run.words).collect::<String>();
        assert_eq!(shown(false, true), " … m n o p q r s t");
        assert_eq!(shown(true, false), "a b c d e f g h i … ");
        assert_eq!(shown(true, true), "a b c d e f g h i … m n o p q r s t");
        assert_eq!(kept("a b", true, true), [Run::new(Ink::Plain, "a b")]);
        assert_eq!(kept("", false, true), [Run::new(Ink::Plain, "")]);
    }
}
