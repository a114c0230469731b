//! Mail to articles: newsletters, and stories that somebody sent.
//!
//! The subject is the headline and the date the day it was printed; who sent it is the author or the outlet. The page in it is
//! read as a page, else as a fragment of one; else its plain text. What is attached is left alone.

mod coding;
mod heads;
mod mailbox;
mod parts;
mod saved;
mod sender;

pub(super) use mailbox::messages;
pub(super) use saved::page;

use super::LEAST_WORDS;
use super::fragment;
use super::html;
use super::keys::Field;
use super::pasted;
use super::pasted::Piece;
use crate::article::Article;
use crate::error::ErrorKind;
use crate::text::canonical;
use crate::text::words;
use heads::Heads;
use parts::Parts;
use sender::Sender;

/// A message longer than this has films in it.
pub(super) const LONGEST_MESSAGE: u64 = 32 << 20;

/// Reads a message.
pub(super) fn article(message: &[u8], source_path: &str) -> Result<Article, ErrorKind> {
    let (heads, body) = Heads::read(message);
    let parts = Parts::of(&heads, body);
    let sender = Sender::of(&heads.line("From").unwrap_or_default());
    let mut stated = Vec::new();
    let mut state = |field, value: Option<String>| stated.extend(value.map(|value| (field, value)));
    state(Field::Title, heads.line("Subject").map(|subject| without_marks(&subject).to_string()));
    state(Field::Published, heads.line("Date"));
    state(Field::Outlet, sender.outlet);
    state(Field::Reference, heads.line("Message-ID").map(|id| bare(&id).to_string()));
    state(Field::Url, heads.line("Archived-At").map(|url| bare(&url).to_string()));
    let text = text(&parts, source_path).ok_or(match parts.attached {
        0 => ErrorKind::NoText,
        count => ErrorKind::OnlyAttachments { count },
    })?;
    let piece = Piece { line: 1, stated, text, ..Piece::default() };
    let mut article = pasted::article(piece, source_path)?;
    if article.authors.is_empty() {
        article.authors = sender.people;
    }
    Ok(article)
}

/// The words of the part that has them.
fn text(parts: &Parts, source_path: &str) -> Option<String> {
    let has_words = |text: &String| words(text).take(LEAST_WORDS).count() == LEAST_WORDS;
    let page = parts.html.as_ref();
    let pieces = || Some(canonical(&fragment::text(&page?.text())));
    let page = || html::article(page?, source_path).ok().map(|article| article.text);
    let plain = || parts.plain.as_deref().map(canonical);
    page().filter(has_words).or_else(|| pieces().filter(has_words)).or_else(|| plain().filter(has_words))
}

/// "Fwd: Mill closes", "TR : [news] Mill closes": the marks are the sender's.
fn without_marks(subject: &str) -> &str {
    let mut rest = subject.trim();
    loop {
        let unmarked = rest.split_once(':').filter(|(mark, _)| {
            let mark = mark.trim_end();
            ["fwd", "fw", "re", "tr", "aw", "wg", "rv"].iter().any(|known| mark.eq_ignore_ascii_case(known))
        });
        match unmarked {
            Some((_, after)) if !after.trim().is_empty() => rest = after.trim_start(),
            _ => return rest,
        }
    }
}

/// `<x>` without its brackets.
fn bare(words: &str) -> &str {
    words.trim().trim_start_matches('<').trim_end_matches('>')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_marks_of_who_sent_it_on_are_taken_off() {
        for (subject, expected) in [
            ("Fwd: Mill closes", "Mill closes"),
            ("TR : RE: L’usine ferme", "L’usine ferme"),
            ("Mayor: mill closes", "Mayor: mill closes"),
            ("Re:", "Re:"),
        ] {
            assert_eq!(without_marks(subject), expected);
        }
    }
}
