//! The articles of an answer as works to be cited, for reference managers: RIS, BibTeX, CSL-JSON. One entry an article,
//! what was found in it as notes.
//!
//! Only what the article says is given; a date is as precise as it was printed. The key of an entry is made from the
//! article's id alone, so that it stays the same across rebuilds, versions and answers, and leads back: `onrecord show`
//! takes what stands behind its dash.

mod bibtex;
mod csl;
mod name;
mod ris;

use super::Citation;
use super::link;
use super::reported;
use super::visible;
use super::voices;
use crate::article::ArticleId;
use crate::quote::Kind;
use crate::search::Hit;
use crate::search::Imprint;
use crate::search::PlacedQuote;
use crate::search::QuoteHit;
use crate::search::StoredArticle;
use std::collections::HashMap;
use std::io;
use std::io::Write;

/// An article and what was found in it.
pub(super) struct Work<'a> {
    article: &'a Imprint,
    notes: Vec<String>,
    /// The address: of the very words where they stand in one place, else of the article.
    url: Option<String>,
}

impl Work<'_> {
    fn key(&self) -> String {
        format!("onrecord-{}", self.article.id)
    }
}

/// The articles of some passages, each at its first passage.
pub(super) fn of_hits(hits: &[Hit]) -> Vec<Work<'_>> {
    of_both(hits.iter(), [].iter())
}

/// The articles of some quotations, each at its first quotation.
pub(super) fn of_quotes(hits: &[QuoteHit]) -> Vec<Work<'_>> {
    of_both([].iter(), hits.iter())
}

/// The articles of some passages and some quotations, each once.
pub(super) fn of_both<'a>(
    passages: impl Iterator<Item = &'a Hit>,
    quotes: impl Iterator<Item = &'a QuoteHit>,
) -> Vec<Work<'a>> {
    let passages = passages.map(|hit| {
        let speakers = voices(&hit.passage).join(", ");
        let said = if speakers.is_empty() { speakers } else { format!(" — {speakers}") };
        (&hit.article, format!("{}{said}", hit.passage.text), link::to_hit(hit))
    });
    let quotes = quotes.map(|hit| {
        let text = &hit.passage.text;
        let link = link::to_words(hit.article.url.as_deref(), text, hit.quote.span);
        (&hit.article, note(&hit.quote, text), link)
    });
    grouped(passages.chain(quotes))
}

/// One article, all its quotations as notes.
pub(super) fn story(story: &StoredArticle, form: Citation, out: &mut dyn Write) -> io::Result<()> {
    let passages = story.passages.iter();
    let notes = passages.flat_map(|passage| passage.quotes.iter().map(|it| note(it, &passage.text)));
    let work = Work { article: &story.imprint, notes: notes.collect(), url: address(&story.imprint) };
    let brackets = if form == Citation::CslJson { ("[", "]\n") } else { ("", "") };
    out.write_all(brackets.0.as_bytes())?;
    works(&[work], form, false, out)?;
    out.write_all(brackets.1.as_bytes())
}

/// Writes works; `begun` is whether there were some before.
pub(super) fn works(works: &[Work], form: Citation, begun: bool, out: &mut dyn Write) -> io::Result<()> {
    works.iter().zip(0..).try_for_each(|(work, place)| match form {
        Citation::Ris => ris::work(work, out),
        Citation::Bibtex => bibtex::work(work, out),
        Citation::CslJson => csl::work(work, begun || place > 0, out),
    })
}

fn grouped<'a>(found: impl Iterator<Item = (&'a Imprint, String, Option<String>)>) -> Vec<Work<'a>> {
    let mut works: Vec<Work> = Vec::new();
    let mut places: HashMap<ArticleId, usize> = HashMap::new();
    for (article, note, link) in found {
        match places.get(&article.id).and_then(|place| works.get_mut(*place)) {
            Some(work) => {
                work.notes.push(note);
                work.url = address(article);
            }
            None => {
                places.insert(article.id, works.len());
                works.push(Work { article, notes: vec![note], url: link.or_else(|| address(article)) });
            }
        }
    }
    works
}

fn address(article: &Imprint) -> Option<String> {
    article.url.as_deref().map(link::plain)
}

/// `“We will not sign” — Ana Ruiz, mayor of Tern Harbour`
fn note(quote: &PlacedQuote, text: &str) -> String {
    let words = quote.span.slice(text);
    let said = match quote.kind {
        Kind::Direct | Kind::Mixed => format!("“{words}”"),
        Kind::Indirect => format!("{}{words}", reported(quote, text)),
    };
    let Some(speaker) = &quote.speaker else { return format!("{said} — speaker not named") };
    let role = speaker.role.as_deref().map(|role| format!(", {role}")).unwrap_or_default();
    format!("{said} — {}{role}", speaker.name)
}

/// Words on one line, which steer nothing.
fn on_one_line(words: &str) -> String {
    visible(&words.split_whitespace().collect::<Vec<_>>().join(" ")).into_owned()
}

#[cfg(test)]
mod tests;
