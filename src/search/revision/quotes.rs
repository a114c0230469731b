//! Quotations of two versions: the words that changed inside the marks, and who is said to have spoken them.

use super::words;
use super::words::Piece;
use crate::quote::Kind;
use crate::search::PlacedSpeaker;
use crate::search::StoredArticle;

/// Words inside quotation marks, in one version.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Said {
    /// The number of the quotation in its version.
    pub number: u32,
    /// The words.
    pub words: String,
    /// Who is said to have spoken.
    pub speaker: Option<PlacedSpeaker>,
}

/// A quotation that is not as it was. One side is missing where it came or went.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct QuoteChange {
    /// In the older version.
    pub was: Option<Said>,
    /// In the newer version.
    pub is: Option<Said>,
    /// Both, word by word.
    pub words: Vec<Piece>,
}

/// Quotations with so many of their words in common are one, in two wordings.
const ONE_QUOTATION: f32 = 0.5;

/// More quotations than these are not paired with each other, but given as gone and new.
const MOST_PAIRED: usize = 200;

/// What changed: first what was said otherwise, then what is gone, then what is new.
pub(super) fn changes(before: &StoredArticle, after: &StoredArticle) -> Vec<QuoteChange> {
    let (mut gone, mut new) = (said_in(before), said_in(after));
    // The same words of the same speaker are no change; those of another speaker are.
    take_pairs(&mut gone, &mut new, |was, is| was.words == is.words && was.name() == is.name());
    let mut changed = take_pairs(&mut gone, &mut new, |was, is| was.words == is.words);
    if gone.len().max(new.len()) <= MOST_PAIRED {
        changed.extend(take_likest(&mut gone, &mut new));
    }
    changed.sort_by_key(|(_, is)| is.number);
    let changed = changed.into_iter().map(|(was, is)| QuoteChange::of(Some(was), Some(is)));
    let gone = gone.into_iter().map(|was| QuoteChange::of(Some(was), None));
    let new = new.into_iter().map(|is| QuoteChange::of(None, Some(is)));
    changed.chain(gone).chain(new).collect()
}

/// What stands inside marks; what is reported without them are the reporter's words.
fn said_in(story: &StoredArticle) -> Vec<Said> {
    let placed =
        story.passages.iter().flat_map(|passage| passage.quotes.iter().map(move |quote| (passage, quote)));
    let verbatim = placed.filter(|(_, quote)| quote.kind != Kind::Indirect);
    let said = verbatim.map(|(passage, quote)| Said {
        number: quote.ordinal,
        words: quote.span.slice(&passage.text).to_string(),
        speaker: quote.speaker.clone(),
    });
    said.collect()
}

/// Takes out of both lists what fits together, in order.
fn take_pairs(
    gone: &mut Vec<Said>,
    new: &mut Vec<Said>,
    fit: impl Fn(&Said, &Said) -> bool,
) -> Vec<(Said, Said)> {
    let mut pairs = Vec::new();
    let mut left = Vec::new();
    for was in gone.drain(..) {
        match new.iter().position(|is| fit(&was, is)) {
            Some(at) => pairs.push((was, new.remove(at))),
            None => left.push(was),
        }
    }
    *gone = left;
    pairs
}

/// Takes out of both lists what is most alike, as long as it is alike enough.
fn take_likest(gone: &mut Vec<Said>, new: &mut Vec<Said>) -> Vec<(Said, Said)> {
    let mut pairs = Vec::new();
    let mut left = Vec::new();
    for was in gone.drain(..) {
        let likeness = |is: &Said| words::likeness(&was.words, &is.words);
        let likest =
            (0..new.len()).map(|at| (likeness(&new[at]), at)).rev().max_by(|a, b| a.0.total_cmp(&b.0));
        match likest {
            Some((share, at)) if share >= ONE_QUOTATION => pairs.push((was, new.remove(at))),
            _ => left.push(was),
        }
    }
    *gone = left;
    pairs
}

impl Said {
    fn name(&self) -> Option<&str> {
        self.speaker.as_ref().map(|speaker| speaker.name.as_str())
    }
}

impl QuoteChange {
    fn of(was: Option<Said>, is: Option<Said>) -> QuoteChange {
        let side = |said: &Option<Said>| said.as_ref().map(|said| said.words.clone()).unwrap_or_default();
        let words = words::changes(&side(&was), &side(&is));
        QuoteChange { was, is, words }
    }

    /// The speaker before and after, where it is another.
    pub fn other_speaker(&self) -> Option<(Option<&str>, Option<&str>)> {
        let (was, is) = (self.was.as_ref()?.name(), self.is.as_ref()?.name());
        (was != is).then_some((was, is))
    }
}
