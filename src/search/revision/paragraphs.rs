//! Paragraphs of two versions: which stayed, which came and went, and what changed in the others.

use super::differences::differences;
use super::words;
use super::words::Piece;
use crate::search::PassageText;
use similar::DiffOp;

/// A paragraph that is not as it was. One side is missing where it came or went.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ParagraphChange {
    /// The number of its passage in the older version.
    pub was: Option<u32>,
    /// The number of its passage in the newer version.
    pub is: Option<u32>,
    /// Both, word by word.
    pub words: Vec<Piece>,
}

/// Paragraphs with so many of their words in common are one, in two wordings.
const ONE_PARAGRAPH: f32 = 0.4;

/// Versions with more paragraphs than this are compared by place alone: comparing takes time with the square of what differs.
const MOST_COMPARED: usize = 3_000;

/// A paragraph, and the passage it stands in: short neighbours share one.
#[derive(Clone, Copy)]
struct Paragraph<'a> {
    passage: u32,
    text: &'a str,
}

fn paragraphs(passages: &[PassageText]) -> Vec<Paragraph<'_>> {
    let numbered = passages.iter().map(|passage| (passage.number, passage.text.as_str()));
    let each = numbered.flat_map(|(number, text)| text.split("\n\n").map(move |text| (number, text)));
    each.map(|(passage, text)| Paragraph { passage, text }).collect()
}

/// What changed, in the order of the newer version.
pub(super) fn changes(before: &[PassageText], after: &[PassageText]) -> Vec<ParagraphChange> {
    let (before, after) = (paragraphs(before), paragraphs(after));
    let whole = DiffOp::Replace { old_index: 0, old_len: before.len(), new_index: 0, new_len: after.len() };
    let differences = match before.len().max(after.len()) {
        0..=MOST_COMPARED => {
            let [before, after] =
                [&before, &after].map(|all| all.iter().map(|it| it.text).collect::<Vec<&str>>());
            differences(&before, &after)
        }
        _ => vec![whole],
    };
    let changed = differences.iter().filter(|op| !matches!(op, DiffOp::Equal { .. }));
    changed.flat_map(|op| block(&before[op.old_range()], &after[op.new_range()])).collect()
}

/// Between two paragraphs that stayed: what is gone, what is new, and what is worded otherwise, in order.
fn block(before: &[Paragraph], after: &[Paragraph]) -> Vec<ParagraphChange> {
    let mut changes = Vec::new();
    let (mut older, mut newer) = (before.iter(), after.iter());
    for (gone, new) in pairs(before, after) {
        changes.extend(older.by_ref().take(gone).filter_map(|was| change(Some(was), None)));
        changes.extend(newer.by_ref().take(new).filter_map(|is| change(None, Some(is))));
        changes.extend(change(older.next(), newer.next()));
    }
    changes.extend(older.filter_map(|was| change(Some(was), None)));
    changes.extend(newer.filter_map(|is| change(None, Some(is))));
    changes
}

/// Of an article of thousands of paragraphs each looks only a little ahead.
const AHEAD: usize = 20;

/// Each new paragraph with the next old one that is like it: how many old ones and how many new ones stand between this pair
/// and the one before.
fn pairs(before: &[Paragraph], after: &[Paragraph]) -> Vec<(usize, usize)> {
    let mut pairs = Vec::new();
    let (mut older, mut new) = (before, 0);
    for is in after {
        let like = |was: &Paragraph| words::likeness(was.text, is.text) >= ONE_PARAGRAPH;
        match older.iter().take(AHEAD).position(like) {
            Some(gone) => {
                pairs.push((gone, new));
                (older, new) = (&older[gone + 1..], 0);
            }
            None => new += 1,
        }
    }
    pairs
}

/// `None` for two that say the same.
fn change(was: Option<&Paragraph>, is: Option<&Paragraph>) -> Option<ParagraphChange> {
    let text = |paragraph: Option<&Paragraph>| paragraph.map_or("", |it| it.text).to_string();
    let (older, newer) = (text(was), text(is));
    (older != newer).then(|| ParagraphChange {
        was: was.map(|it| it.passage),
        is: is.map(|it| it.passage),
        words: words::changes(&older, &newer),
    })
}
