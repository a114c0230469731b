//! Two texts, word by word.

use super::differences::differences;
use crate::text::fold;
use crate::text::words;
use similar::DiffOp;
use std::collections::HashMap;
use unicode_segmentation::UnicodeSegmentation;

/// What became of some words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Change {
    /// They stayed.
    Kept,
    /// They stood in the older text alone.
    Gone,
    /// They stand in the newer text alone.
    New,
}

/// A stretch of words with one fate.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Piece {
    /// What became of them.
    pub change: Change,
    /// The words, with the blanks and signs around them as printed.
    pub words: String,
}

/// Longer texts are given as a whole, gone and new: comparing takes time with the square of what differs. A limit of time would
/// give other answers on other machines.
const LONGEST: usize = 40_000;

/// The pieces that the older text and the newer one are made of.
pub(super) fn changes(before: &str, after: &str) -> Vec<Piece> {
    let mut changed = Changed::default();
    if before.len().max(after.len()) > LONGEST {
        changed.take(Change::Gone, before);
        changed.take(Change::New, after);
        return changed.finish();
    }
    let [before, after] = [before, after].map(|text| text.split_word_bounds().collect::<Vec<&str>>());
    for difference in differences(&before, &after) {
        if let DiffOp::Equal { .. } = difference {
            before[difference.old_range()].iter().for_each(|word| changed.take(Change::Kept, word));
            continue;
        }
        before[difference.old_range()].iter().for_each(|word| changed.take(Change::Gone, word));
        after[difference.new_range()].iter().for_each(|word| changed.take(Change::New, word));
    }
    changed.finish()
}

/// Pieces as they come, gone words before new ones.
#[derive(Default)]
struct Changed {
    pieces: Vec<Piece>,
    gone: String,
    new: String,
    /// Blanks that were kept behind a change: between two changes they belong to both, so that phrases stay whole.
    blanks: String,
}

impl Changed {
    fn take(&mut self, change: Change, words: &str) {
        match change {
            Change::Kept if words.trim().is_empty() && self.is_open() => self.blanks.push_str(words),
            Change::Kept => {
                self.close();
                self.push(Change::Kept, words);
            }
            Change::Gone => {
                self.join();
                self.gone.push_str(words);
            }
            Change::New => {
                self.join();
                self.new.push_str(words);
            }
        }
    }

    fn is_open(&self) -> bool {
        !self.gone.is_empty() || !self.new.is_empty()
    }

    fn join(&mut self) {
        let blanks = std::mem::take(&mut self.blanks);
        self.gone.push_str(&blanks);
        self.new.push_str(&blanks);
    }

    fn close(&mut self) {
        let [gone, new, blanks] = [&mut self.gone, &mut self.new, &mut self.blanks].map(std::mem::take);
        self.push(Change::Gone, &gone);
        self.push(Change::New, &new);
        self.push(Change::Kept, &blanks);
    }

    fn push(&mut self, change: Change, words: &str) {
        match self.pieces.last_mut() {
            _ if words.is_empty() => {}
            Some(last) if last.change == change => last.words.push_str(words),
            _ => self.pieces.push(Piece { change, words: words.to_string() }),
        }
    }

    fn finish(mut self) -> Vec<Piece> {
        self.close();
        self.pieces
    }
}

/// The share of their words that two texts have in common, whatever the order, from 0 to 1.
pub(super) fn likeness(a: &str, b: &str) -> f32 {
    let mut counts: HashMap<String, usize> = HashMap::new();
    let (mut all, mut common) = (0, 0);
    for word in words(a) {
        *counts.entry(fold(word.slice(a))).or_default() += 1;
        all += 1;
    }
    for word in words(b) {
        all += 1;
        if let Some(left) = counts.get_mut(&fold(word.slice(b))).filter(|left| **left > 0) {
            *left -= 1;
            common += 2;
        }
    }
    if all == 0 { 0.0 } else { common as f32 / all as f32 }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// `[-gone-]{+new+}`, as git shows words.
    fn shown(before: &str, after: &str) -> String {
        let show = |piece: &Piece| match piece.change {
            Change::Kept => piece.words.clone(),
            Change::Gone => format!("[-{}-]", piece.words),
            Change::New => format!("{{+{}+}}", piece.words),
        };
        changes(before, after).iter().map(show).collect()
    }

    #[test]
    fn words_are_compared_and_phrases_stay_whole() {
        for (before, after, expected) in [
            ("We will not sign.", "We will never sign.", "We will [-not-]{+never+} sign."),
            ("We will not sign it", "We may yet sign it", "We [-will not-]{+may yet+} sign it"),
            ("The mill closes.", "The mill closes in June.", "The mill closes{+ in June+}."),
            ("Élodie Roux", "Élodie Roy", "Élodie [-Roux-]{+Roy+}"),
            ("", "New.", "{+New.+}"),
            ("Old.", "", "[-Old.-]"),
            ("Same.", "Same.", "Same."),
            ("", "", ""),
        ] {
            assert_eq!(shown(before, after), expected);
        }
    }

    #[test]
    fn a_long_text_is_not_compared() {
        let long = "word ".repeat(LONGEST / 5 + 1);
        assert_eq!(changes(&long, "word").len(), 2);
    }

    #[test]
    fn likeness_is_the_share_of_words() {
        assert_eq!(likeness("We will not sign", "we WILL sign it"), 0.75);
        assert_eq!(likeness("a a a", "a"), 0.5);
        assert_eq!(likeness("", ""), 0.0);
    }
}
