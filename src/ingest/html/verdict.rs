//! Pages that hold no article: errors, consent walls, stubs before a paywall, pages of links.
//!
//! Better a stub in the archive than an article left out: a page that describes an article is refused only where it says
//! itself that the rest is for subscribers.

use super::blocks::Block;
use super::cards;
use super::meta::Field;
use super::meta::Meta;
use super::meta::Source;
use super::tree::Tree;
use super::weight;
use crate::article::table;
use crate::error::ErrorKind;
use crate::text::fold;

/// One row: what, words, example.
const TABLE: &str = include_str!("verdict.tsv");

/// Letters of a stub at most: a paragraph, and the words of the wall. Two paragraphs say who did what.
const STUB: u32 = 300;

/// Letters of a consent wall at most.
const LONGEST_WALL: u32 = 2500;

/// A story has at least so many letters of prose, unless the page describes one.
const LEAST_STORY: u32 = 120;

/// Lines that are links, on a front page.
const MANY_LINKS: usize = 30;

/// # Errors
///
/// `NoPage`, with what the page is instead.
pub(super) fn check(meta: &Meta, tree: &Tree, story: &[Block], links: usize) -> Result<(), ErrorKind> {
    match what(meta, tree, story, links) {
        Some(what) => Err(ErrorKind::NoPage { what }),
        None => Ok(()),
    }
}

fn what(meta: &Meta, tree: &Tree, story: &[Block], links: usize) -> Option<&'static str> {
    let letters: u32 = story.iter().map(|block| block.letters).sum();
    let prose: u32 = story.iter().map(Block::prose).sum();
    let text = || fold(&story.iter().map(|block| block.text.as_str()).collect::<Vec<_>>().join(" "));
    if letters <= STUB && (meta.json_ld.is_paid || count("wall", &text()) > 0) {
        return Some("shows the beginning of an article, for subscribers");
    }
    if is_described(meta) {
        return None;
    }
    if is_error(meta) && prose < LONGEST_WALL {
        return Some("is an error page");
    }
    if letters <= LONGEST_WALL && count("consent", &text()) >= 3 {
        return Some("is a question for consent");
    }
    if cards::are_all(tree, story) {
        return Some("is a list of articles");
    }
    (links >= MANY_LINKS && prose < LEAST_STORY).then_some("is a page of links")
}

/// Whether the page says that it is about one article.
fn is_described(meta: &Meta) -> bool {
    meta.json_ld.has_article || meta.of_source(Field::Published, Source::ArticleTags).next().is_some()
}

fn is_error(meta: &Meta) -> bool {
    let titles = [Source::PageTitle, Source::Headline, Source::OpenGraph];
    let titles = titles.into_iter().filter_map(|source| meta.of_source(Field::Title, source).next());
    titles.map(fold).any(|title| weight::letters(&title) < 60 && count("error", &title) > 0)
}

/// How many of the words of a sort are in folded text.
fn count(what: &str, text: &str) -> usize {
    table::rows::<3>(TABLE).filter(|[kind, words, _]| *kind == what && text.contains(words)).count()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_is_sound_and_its_examples_hold() {
        assert!(table::is_sound::<3>(TABLE));
        let rows: Vec<_> = table::rows::<3>(TABLE).collect();
        assert!(rows.is_sorted());
        for [what, _, example] in rows {
            assert!(count(what, &fold(example)) > 0, "{example}");
        }
    }
}
