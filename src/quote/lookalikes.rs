//! People whose names look like a place’s or a body’s: "Gary Hill", "Ana London", "Brooklyn Hayes", and "Hill", "London" by themselves.
//!
//! Tables say of "Hill" that it ends the names of places, and of "Brooklyn" that it is one. What the article prints beside such a pair
//! says whether somebody is called so; and then the second word alone, where it speaks, is that person.

use super::frame::Frame;
use super::lexicon::Facts;
use super::names::Bearer;
use super::names::Name;
use super::token::Case;
use super::token::Shape;
use crate::text::fold;
use foldhash::fast::RandomState;
use std::collections::HashSet;

/// Makes people of the pairs that are somebody’s name, and of their surnames where these speak.
pub(super) fn settle(frame: &Frame, names: &mut [Name]) {
    let speaking: HashSet<String, RandomState> = names
        .iter()
        .filter(|name| is_one_word(name) && speaks(frame, name))
        .map(|name| surname(frame, name))
        .collect();
    let located: HashSet<&str, RandomState> = names
        .iter()
        .filter(|name| !is_one_word(name) && is_located(frame, name))
        .map(|name| frame.words(name.bare, name.end))
        .collect();
    for name in names.iter_mut().filter(|name| may_be_person(frame, name)) {
        let there = located.contains(frame.words(name.bare, name.end));
        let stated = is_aged(frame, name) || speaking.contains(&surname(frame, name));
        if stated || !there && is_given_to_somebody(frame, name) {
            name.bearer = Bearer::Person;
        }
    }
    let people: HashSet<String, RandomState> = names
        .iter()
        .filter(|name| name.bearer == Bearer::Person && !is_one_word(name))
        .map(|name| surname(frame, name))
        .collect();
    let alone = |name: &&mut Name| {
        is_one_word(name) && !name.titled && matches!(name.bearer, Bearer::Body | Bearer::Place)
    };
    for name in names.iter_mut().filter(alone) {
        if speaks(frame, name) && people.contains(&surname(frame, name)) {
            name.bearer = Bearer::Unknown;
        }
    }
}

fn is_one_word(name: &Name) -> bool {
    name.end - name.bare == 1
}

fn surname(frame: &Frame, name: &Name) -> String {
    fold(frame.words(name.end - 1, name.end))
}

/// A pair that the tables take for a place or a body, whose first word may be a given name: not "Dallas Police", "Royal Court".
fn may_be_person(frame: &Frame, name: &Name) -> bool {
    let [first, last] = &frame.tokens[name.bare..name.end] else { return false };
    let is_title = |shape: Shape| shape == Shape::Word(Case::Title);
    // Behind the name of a place, only a word of no table can be a surname.
    let behind_place = last.facts.is_plain() || last.is(Facts::GIVEN);
    let given = first.is(Facts::GIVEN) || first.facts.is_plain() || first.is(Facts::PLACE) && behind_place;
    let after_the = name.start.checked_sub(1).is_some_and(|at| frame.tokens[at].is(Facts::DETERMINER));
    matches!(name.bearer, Bearer::Body | Bearer::Place)
        && is_title(first.shape)
        && is_title(last.shape)
        && given
        && !after_the
        && !last.is(Facts::PEOPLE)
}

/// "Gary Hill": a man’s or a woman’s name before a word that is no body’s, as "Hospital" is.
fn is_given_to_somebody(frame: &Frame, name: &Name) -> bool {
    let (first, last) = (&frame.tokens[name.bare], &frame.tokens[name.end - 1]);
    first.is(Facts::GIVEN)
        && first.is(Facts::MALE.and(Facts::FEMALE))
        && !first.is(Facts::PLACE)
        && !last.is(Facts::GROUP)
}

/// "Gary Hill, 45,", "Gary Hill, who".
fn is_aged(frame: &Frame, name: &Name) -> bool {
    let comma = frame.token(name.end).is_some_and(|next| next.shape == Shape::Comma);
    let age = |at: usize| {
        let next = frame.token(at)?;
        let ends = frame.token(at + 1).is_none_or(|next| !next.is_word());
        // "Brooklyn Park, 1994": nobody is as old as a year.
        Some(next.shape == Shape::Number && ends && next.span.len() <= 2 || frame.words(at, at + 1) == "who")
    };
    comma && age(name.end + 1).unwrap_or_default()
}

/// "in Lake Hill", "at Rose Court".
fn is_located(frame: &Frame, name: &Name) -> bool {
    name.start.checked_sub(1).is_some_and(|at| {
        matches!(
            frame.words(at, at + 1),
            "in" | "In" | "near" | "Near" | "outside" | "at" | "At" | "on" | "On"
        )
    })
}

/// "Hill said", "Hill later said", "said Hill.": a name that is the subject of a verb of speech, with nothing before it that would make it another’s.
fn speaks(frame: &Frame, name: &Name) -> bool {
    let says = |at: usize| {
        frame.token(at).is_some_and(|token| {
            token.is_lower() && token.is(Facts::SAY.and(Facts::TELL)) && !token.is(Facts::PARTICIPLE)
        })
    };
    let helps = |at: usize| {
        frame.token(at).is_some_and(|token| token.is_lower() && token.is(Facts::ADVERB.and(Facts::AUXILIARY)))
    };
    let ties = Facts::DETERMINER.and(Facts::PREPOSITION).and(Facts::POSSESSIVE);
    let before = name.start.checked_sub(1);
    let free = before.is_none_or(|at| {
        let token = &frame.tokens[at];
        !token.is_word() || token.is_lower() && !token.is(ties) && !token.possessive
    });
    if frame.tokens[name.end - 1].possessive || !free {
        return false;
    }
    let inverted = before.is_some_and(says) && frame.token(name.end).is_none_or(|next| !next.is_word());
    inverted || says(name.end) || helps(name.end) && says(name.end + 1)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::quote::lexicon::Lexicon;
    use crate::quote::marks::marked;
    use crate::quote::names::names;
    use crate::quote::read::tokens;

    #[track_caller]
    fn check(text: &str, expected: &[(&str, Bearer)]) {
        let tokens = tokens(text, Lexicon::of(None));
        let marked = marked(text, &tokens);
        let frame = crate::quote::frame::frame(text, &tokens, &marked);
        let mut names = names(&frame);
        settle(&frame, &mut names);
        let found: Vec<(&str, Bearer)> =
            names.iter().map(|name| (frame.words(name.start, name.end), name.bearer)).collect();
        assert_eq!(found, expected, "{text}");
    }

    #[test]
    fn a_pair_is_somebody_by_what_stands_beside_it() {
        use Bearer::{Body, Person, Place, Unknown};
        check("Gary Hill left. “No,” Hill said.", &[("Gary Hill", Person), ("Hill", Unknown)]);
        check("They met in Rose Hill. Rose Hill is a town.", &[("Rose Hill", Body), ("Rose Hill", Body)]);
        check("Brooklyn Hayes, 45, left.", &[("Brooklyn Hayes", Person)]);
        check("Brooklyn Hayes left. “No,” said Hayes.", &[("Brooklyn Hayes", Person), ("Hayes", Unknown)]);
        check("Ana London left. London said no.", &[("Ana London", Person), ("London", Unknown)]);
        check("Ana London left London in May.", &[("Ana London", Person), ("London", Place)]);
        check("London said no.", &[("London", Place)]);
        check("Mercy Hospital closed.", &[("Mercy Hospital", Body)]);
    }
}
