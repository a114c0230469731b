//! What a query seeks in one text: words, phrases, and what has to stand near what. Engines and highlights ask the same
//! [`Sought`] whether a text has it and where, so that they agree.
//!
//! `leaf` is one word as it was typed, `form` what it is in one language, `pattern` and `spelling` words that are not known
//! in full; `place` is the arithmetic of what stands near what.

mod form;
mod leaf;
mod pattern;
mod place;
mod spelling;

pub(crate) use form::Form;
pub(crate) use leaf::Leaf;
pub(crate) use leaf::Leaves;
pub(crate) use leaf::is_pattern;
pub(crate) use pattern::Pattern;
pub(crate) use pattern::Reading;
pub(crate) use place::Place;
pub(crate) use spelling::Spelling;

use crate::fields::Field;
use crate::query::Query;
use crate::query::Reach;
use crate::query::Words;
use place::Nearness;
use place::apart;
use place::in_a_row;
use place::shortest;
use place::windows;
use std::borrow::Cow;
use std::ops::ControlFlow;

/// What is sought in one text: a passage, a headline or a quotation. Words are places in [`Leaves`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Sought {
    /// One word.
    Word(usize),
    /// Words one behind the other.
    Phrase(Vec<usize>),
    /// Different words in any order, with how often each is wanted, and with at most so many others among them.
    Window(Vec<(usize, usize)>, u32),
    /// Two parts near each other.
    Near(Box<(Sought, Sought)>, Nearness),
    /// One of these.
    Any(Vec<Sought>),
}

/// A text as it is asked: where its words and sentences stand.
#[derive(Debug, Default)]
pub(crate) struct Text {
    /// By leaf: the words that are it, in order.
    pub(crate) words: Vec<Vec<Place>>,
    /// The numbers of the words at which sentences begin, but for the first.
    pub(crate) breaks: Vec<u32>,
}

impl Sought {
    /// What a part of a query seeks in texts in which words of some fields are sought; `None` where it can find nothing in
    /// them, because its words are of other fields or it is no part that stands in one text.
    pub(crate) fn of(query: &Query, admits: &dyn Fn(&Field) -> bool, leaves: &mut Leaves) -> Option<Sought> {
        match query {
            Query::Words { field, words } if admits(field) => Sought::words(words, leaves),
            Query::Near { parts, reach, in_order } => {
                let left = Sought::of(&parts.0, admits, leaves)?;
                let right = Sought::of(&parts.1, admits, leaves)?;
                let nearness = Nearness { reach: *reach, in_order: *in_order };
                Some(Sought::Near(Box::new((left, right)), nearness))
            }
            Query::Or(parts) => {
                let mut some: Vec<Sought> =
                    parts.iter().filter_map(|part| Sought::of(part, admits, leaves)).collect();
                if some.len() > 1 { Some(Sought::Any(some)) } else { some.pop() }
            }
            _ => None,
        }
    }

    /// What words seek; `None` for a phrase without any.
    pub(crate) fn words(words: &Words, leaves: &mut Leaves) -> Option<Sought> {
        Some(match words {
            Words::AnyForm(word) => Sought::Word(leaves.place(Leaf::AnyForm(word.clone()))),
            Words::Pattern(word) => Sought::Word(leaves.place(Leaf::Pattern(word.clone()))),
            Words::Spelt { word, changes } => {
                Sought::Word(leaves.place(Leaf::Spelt { word: word.clone(), changes: *changes }))
            }
            Words::Phrase(words) | Words::Compound(words) => {
                let mut phrase = leaves.places(words);
                if phrase.len() > 1 { Sought::Phrase(phrase) } else { Sought::Word(phrase.pop()?) }
            }
            Words::Window { words, others } => {
                let mut places = leaves.places(words);
                places.sort_unstable();
                let different = places.chunk_by(|a, b| a == b);
                let different: Vec<_> = different.map(|same| (same[0], same.len())).collect();
                if different.is_empty() {
                    return None;
                }
                Sought::Window(different, *others)
            }
        })
    }

    /// Whether it needs to know where sentences begin.
    pub(crate) fn needs_breaks(&self) -> bool {
        match self {
            Sought::Near(parts, nearness) => {
                nearness.reach == Reach::Sentence || parts.0.needs_breaks() || parts.1.needs_breaks()
            }
            Sought::Any(parts) => parts.iter().any(Sought::needs_breaks),
            Sought::Word(_) | Sought::Phrase(_) | Sought::Window(..) => false,
        }
    }

    /// Whether a text has it.
    pub(crate) fn stands_in(&self, text: &Text) -> bool {
        let found = |_: Place| ControlFlow::Break(());
        match self {
            Sought::Word(leaf) => !text.of(*leaf).is_empty(),
            Sought::Phrase(leaves) => in_a_row(&text.of_all(leaves), found).is_break(),
            Sought::Window(leaves, others) => windows(&text.with_times(leaves), *others, found).is_break(),
            Sought::Near(parts, nearness) => {
                let left = parts.0.places(text);
                if left.is_empty() {
                    return false;
                }
                let right = parts.1.places(text);
                let found = |_: Place, _: Place| ControlFlow::Break(());
                nearness.pairs(&left, &right, &text.breaks, found).is_break()
            }
            Sought::Any(parts) => parts.iter().any(|part| part.stands_in(text)),
        }
    }

    /// How often a text has it, no word counted twice.
    pub(crate) fn count(&self, text: &Text) -> u32 {
        apart(&self.places(text))
    }

    /// Where a text has it, in order. What stands near each other takes the place from the one to the other.
    fn places<'t>(&self, text: &'t Text) -> Cow<'t, [Place]> {
        self.located(text).places
    }

    /// The same, with the places of its parts.
    fn located<'t>(&self, text: &'t Text) -> Located<'t> {
        let mut places = Vec::new();
        let mut take = |place: Place| {
            places.push(place);
            ControlFlow::Continue(())
        };
        let mut parts = Vec::new();
        let _ = match self {
            Sought::Word(leaf) => return Located { places: Cow::Borrowed(text.of(*leaf)), parts },
            Sought::Phrase(leaves) => in_a_row(&text.of_all(leaves), take),
            Sought::Window(leaves, others) => windows(&text.with_times(leaves), *others, take),
            Sought::Near(pair, nearness) => {
                parts = vec![pair.0.located(text), pair.1.located(text)];
                let _ = nearness.pairs(&parts[0].places, &parts[1].places, &text.breaks, |one, other| {
                    take(one.cover(other))
                });
                places = shortest(places);
                ControlFlow::Continue(())
            }
            Sought::Any(some) => {
                parts = some.iter().map(|part| part.located(text)).collect();
                places = parts.iter().flat_map(|part| part.places.iter().copied()).collect();
                places.sort_unstable();
                places.dedup();
                ControlFlow::Continue(())
            }
        };
        Located { places: Cow::Owned(places), parts }
    }

    /// Calls `mark` with what of a text answers: words, whole phrases, the words of a window, both parts of what stands near
    /// each other.
    pub(crate) fn mark(&self, text: &Text, mark: &mut dyn FnMut(Place)) {
        let located = self.located(text);
        self.mark_in(text, &located, &located.places, mark);
    }

    /// The same for some of its places.
    fn mark_in(&self, text: &Text, located: &Located<'_>, places: &[Place], mark: &mut dyn FnMut(Place)) {
        match self {
            Sought::Word(_) | Sought::Phrase(_) => places.iter().for_each(|place| mark(*place)),
            Sought::Window(leaves, _) => {
                for (leaf, _) in leaves {
                    // The last window that begins before a word or with it ends last.
                    let inside = |word: &&Place| {
                        let next = places.partition_point(|place| place.first <= word.first);
                        next > 0 && word.last <= places[next - 1].last
                    };
                    text.of(*leaf).iter().filter(inside).for_each(|word| mark(*word));
                }
            }
            Sought::Near(pair, nearness) => {
                let [before, after] = located.parts.as_slice() else { return };
                let (mut left, mut right) = (Vec::new(), Vec::new());
                let _ = nearness.pairs(&before.places, &after.places, &text.breaks, |one, other| {
                    if places.binary_search(&one.cover(other)).is_ok() {
                        left.push(one);
                        right.push(other);
                    }
                    ControlFlow::Continue(())
                });
                for (part, located, mut places) in [(&pair.0, before, left), (&pair.1, after, right)] {
                    places.sort_unstable();
                    places.dedup();
                    part.mark_in(text, located, &places, mark);
                }
            }
            Sought::Any(some) => {
                for (part, located) in some.iter().zip(&located.parts) {
                    let own = located.places.iter().copied();
                    let both: Vec<Place> = own.filter(|place| places.binary_search(place).is_ok()).collect();
                    part.mark_in(text, located, &both, mark);
                }
            }
        }
    }
}

/// Where something stands, and where its parts do.
struct Located<'t> {
    places: Cow<'t, [Place]>,
    parts: Vec<Located<'t>>,
}

impl Text {
    /// Where a word stands.
    fn of(&self, leaf: usize) -> &[Place] {
        self.words.get(leaf).map_or(&[], Vec::as_slice)
    }

    fn of_all(&self, leaves: &[usize]) -> Vec<&[Place]> {
        leaves.iter().map(|leaf| self.of(*leaf)).collect()
    }

    fn with_times(&self, leaves: &[(usize, usize)]) -> Vec<(&[Place], usize)> {
        leaves.iter().map(|(leaf, times)| (self.of(*leaf), *times)).collect()
    }
}
