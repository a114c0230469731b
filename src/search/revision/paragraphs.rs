//! Paragraphs of two versions: which stayed, which came and went, and what changed in the others.

use super::words;
use super::words::Piece;
use crate::search::PassageText;
use similar::Algorithm;
use similar::DiffOp;
use similar::capture_diff_slices;

/// A paragraph that is not as it was. One side is missing where it came or went.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ParagraphChange {
    /// Its number in the older version.
    pub was: Option<u32>,
    /// Its number in the newer version.
    pub is: Option<u32>,
    /// Both, word by word.
    pub words: Vec<Piece>,
}

/// Paragraphs with so many of their words in common are one, in two wordings.
const ONE_PARAGRAPH: f32 = 0.4;

/// Versions with more paragraphs than this are compared by place alone: comparing takes time with the square of what differs.
const MOST_COMPARED: usize = 3_000;

/// What changed, in the order of the newer version.
pub(super) fn changes(before: &[PassageText], after: &[PassageText]) -> Vec<ParagraphChange> {
    let whole = DiffOp::Replace { old_index: 0, old_len: before.len(), new_index: 0, new_len: after.len() };
    let texts =
        |passages: &[PassageText]| passages.iter().map(|passage| passage.text.clone()).collect::<Vec<_>>();
    let differences = match before.len().max(after.len()) {
        0..=MOST_COMPARED => capture_diff_slices(Algorithm::Myers, &texts(before), &texts(after)),
        _ => vec![whole],
    };
    let changed = differences.iter().filter(|op| !matches!(op, DiffOp::Equal { .. }));
    changed.flat_map(|op| block(&before[op.old_range()], &after[op.new_range()])).collect()
}

/// Between two paragraphs that stayed: what is gone, what is new, and what is worded otherwise, in order.
fn block(before: &[PassageText], after: &[PassageText]) -> Vec<ParagraphChange> {
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
fn pairs(before: &[PassageText], after: &[PassageText]) -> Vec<(usize, usize)> {
    let mut pairs = Vec::new();
    let (mut older, mut new) = (before, 0);
    for is in after {
        let like = |was: &PassageText| words::likeness(&was.text, &is.text) >= ONE_PARAGRAPH;
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
fn change(was: Option<&PassageText>, is: Option<&PassageText>) -> Option<ParagraphChange> {
    let text =
        |passage: Option<&PassageText>| passage.map(|passage| passage.text.clone()).unwrap_or_default();
    let (older, newer) = (text(was), text(is));
    let number = |passage: &PassageText| passage.number;
    (older != newer).then(|| ParagraphChange {
        was: was.map(number),
        is: is.map(number),
        words: words::changes(&older, &newer),
    })
}
