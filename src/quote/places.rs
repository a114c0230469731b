//! Towns that no table lists, told by where the article prints them: they are never who speaks.

use super::frame::Frame;
use super::lexicon::Facts;
use super::names::Bearer;
use super::names::Name;
use super::token::Shape;
use crate::text::fold_into;
use foldhash::fast::RandomState;
use std::collections::HashMap;

/// Makes a place of every name that heads a dateline, and of every one that is only ever printed as where something is.
pub(super) fn settle(frame: &Frame, names: &mut [Name]) {
    let places = places(frame, names);
    if places.is_empty() {
        return;
    }
    let mut folded = String::new();
    for name in names.iter_mut().filter(|name| may_be_place(frame, name)) {
        fold_words(frame, name, &mut folded);
        if places.get(folded.as_str()).is_some_and(Evidence::is_place) {
            name.bearer = Bearer::Place;
        }
    }
}

/// How a name that may be a place's is printed, over the whole article.
#[derive(Default)]
struct Evidence {
    dateline: bool,
    /// Printed where a place would not be.
    otherwise: bool,
}

impl Evidence {
    fn is_place(&self) -> bool {
        self.dateline || !self.otherwise
    }
}

/// The names that head a dateline or stand where something is, with what the article's other names of these words say.
fn places(frame: &Frame, names: &[Name]) -> HashMap<String, Evidence, RandomState> {
    let mut places: HashMap<String, Evidence, RandomState> = HashMap::default();
    let mut folded = String::new();
    // "in Orrin Vask’s kitchen" says nothing of Vask.
    let telling = || names.iter().filter(|name| !frame.tokens[name.end - 1].possessive);
    for name in telling() {
        let dateline = heads_dateline(frame, name);
        if dateline || is_located(frame, name) {
            fold_words(frame, name, &mut folded);
            places.entry(folded.clone()).or_default().dateline |= dateline;
        }
    }
    if places.is_empty() {
        return places;
    }
    for name in telling().filter(|name| stands_elsewhere(frame, name)) {
        fold_words(frame, name, &mut folded);
        if let Some(evidence) = places.get_mut(folded.as_str()) {
            evidence.otherwise = true;
        }
    }
    places
}

fn is_located(frame: &Frame, name: &Name) -> bool {
    name.start.checked_sub(1).is_some_and(|at| locates(frame.words(at, at + 1)))
}

/// Whether a name stands neither where something is nor after another preposition, which says nothing.
fn stands_elsewhere(frame: &Frame, name: &Name) -> bool {
    !is_located(frame, name)
        && !name.start.checked_sub(1).is_some_and(|at| frame.tokens[at].is(Facts::PREPOSITION))
}

/// A title, a given name or a body's word says what a name is, whatever stands before it.
fn may_be_place(frame: &Frame, name: &Name) -> bool {
    !name.titled && !frame.tokens[name.bare].is(Facts::GIVEN)
}

/// `NORTHFIELD — The mill`, `PORT CLAY (Wire) — The mill`: capitals at the head of a paragraph, and a dash.
fn heads_dateline(frame: &Frame, name: &Name) -> bool {
    let opens = name.start.checked_sub(1).is_none_or(|before| frame.tokens[before].shape == Shape::Break);
    let capitals = !frame.words(name.start, name.end).chars().any(char::is_lowercase);
    opens
        && capitals
        && frame.token(name.end).is_some_and(|next| matches!(next.shape, Shape::Dash | Shape::Open))
}

/// Small words that stand before where something is: "in Northfield". "From" and "of" stand before people too.
fn locates(word: &str) -> bool {
    matches!(word, "in" | "In" | "near" | "Near" | "outside" | "at" | "At" | "à" | "À" | "en")
}

fn fold_words(frame: &Frame, name: &Name, folded: &mut String) {
    folded.clear();
    fold_into(frame.words(name.start, name.end), folded);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::quote::lexicon::Lexicon;
    use crate::quote::marks::marked;
    use crate::quote::names::names;
    use crate::quote::read::tokens;

    #[track_caller]
    fn check(text: &str, places: &[&str]) {
        let tokens = tokens(text, Lexicon::of(None));
        let marked = marked(text, &tokens);
        let frame = super::super::frame::frame(text, &tokens, &marked);
        let mut names = names(&frame);
        settle(&frame, &mut names);
        let found: Vec<&str> = names
            .iter()
            .filter(|name| name.bearer == Bearer::Place)
            .map(|name| frame.words(name.start, name.end))
            .collect();
        assert_eq!(found, places, "{text}");
    }

    #[test]
    fn where_a_name_stands_makes_it_a_place() {
        check(
            "PORT CLAY — The mill of Port Clay closed. Port Clay said no.",
            &["PORT CLAY", "Port Clay", "Port Clay"],
        );
        check(
            "They met quietly in Coral Hollin and walked slowly together to Coral Hollin.",
            &["Coral Hollin", "Coral Hollin"],
        );
        check("A letter from Orrin Vask. In Orrin Vask we trust. Orrin Vask spoke.", &[]);
        check("They believe in Maria Ruiz.", &[]);
    }
}
