//! Facts in short lines of the visible text, below the headline first: bylines that say "By", lines that are dates.

use super::clue::Clue;
use super::clue::Field;
use super::clue::Source;
use crate::ingest::html::bylines;
use crate::ingest::html::tree::NodeId;
use crate::ingest::html::tree::Tree;

/// Bytes of a line that can be a byline or a date; prose is longer.
const LONGEST: usize = 120;

/// Lines kept of each sort: below the tenth, lines belong to other stories.
const MOST: usize = 10;

/// The lines of a page that look like one of the two, those below its headline before those above.
pub(super) fn clues(tree: &Tree) -> Vec<Clue> {
    let headline = tree.below(Tree::ROOT).position(|id| tree.name(id) == "h1").unwrap_or_default();
    let (mut above, mut below) = (Vec::new(), Vec::new());
    for (at, id) in tree.below(Tree::ROOT).enumerate().filter(|(_, id)| is_shown(tree, *id)) {
        let found = of_line(tree, id);
        if at < headline { above.extend(found) } else { below.extend(found) }
    }
    let of = |source| {
        below.iter().chain(&above).filter(move |clue: &&Clue| clue.source == source).take(MOST).cloned()
    };
    of(Source::BylineText).chain(of(Source::DateText)).collect()
}

fn is_shown(tree: &Tree, id: NodeId) -> bool {
    let words = tree.words(id);
    !words.trim().is_empty()
        && words.len() <= 4 * LONGEST
        && tree.parent(id).is_some_and(|parent| {
            !matches!(tree.name(parent), "script" | "style" | "title" | "noscript" | "option")
        })
}

fn of_line(tree: &Tree, id: NodeId) -> Vec<Clue> {
    let line = tree.words(id).split_whitespace().collect::<Vec<_>>().join(" ");
    if line.len() > LONGEST {
        return Vec::new();
    }
    let date = |words: &str| Clue {
        field: Field::Published,
        source: Source::DateText,
        value: words.trim().to_string(),
    };
    let Some(names) = bylines::after_opener(&line) else {
        return has_year(&line).then(|| date(&line)).into_iter().collect();
    };
    // "By" alone: the name stands in the next element.
    let value = if names.is_empty() { next_words(tree, id) } else { Some(names.to_string()) };
    let byline = value.map(|value| Clue { field: Field::Author, source: Source::BylineText, value });
    // "By Ann Roe | June 4, 2024"
    let dated = line.split(['|', '•', '·', '–', '—']).skip(1).find(|part| has_year(part)).map(date);
    byline.into_iter().chain(dated).collect()
}

fn next_words(tree: &Tree, id: NodeId) -> Option<String> {
    let mut at = tree.after(id, Tree::ROOT);
    for _ in 0..8 {
        let words = tree.words(at?).trim();
        if !words.is_empty() {
            return (words.len() <= LONGEST).then(|| words.to_string());
        }
        at = tree.first_child(at?).or_else(|| tree.after(at?, Tree::ROOT));
    }
    None
}

/// "2024" among other figures, or a year in figures of another script's dates.
fn has_year(line: &str) -> bool {
    let bytes = line.as_bytes();
    let figures = bytes.iter().filter(|byte| byte.is_ascii_digit()).count();
    figures >= 5
        && bytes
            .windows(4)
            .any(|four| matches!(&four[..2], b"19" | b"20") && four.iter().all(u8::is_ascii_digit))
}
