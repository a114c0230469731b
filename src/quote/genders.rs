//! What pronouns say of people whose names and titles do not: "Ki-moon Roux said that he would stay."
//!
//! Only where one person is named before the pronoun, in its sentence or in the one before, does it count; and several of these say
//! more than one, so that the odd mistake is outvoted.

use super::frame::Frame;
use super::lexicon::Facts;
use super::names::Name;
use super::people::People;
use super::people::Who;
use super::token::Shape;

/// Gives a gender to everybody who has none and of whom pronouns tell one.
pub(super) fn learn(frame: &Frame, names: &[Name], bearers: &[Who], people: &mut People) {
    let mut votes = vec![(0, 0); people.all.len()];
    let mut next = 0;
    let mut alone_before: Option<usize> = None;
    for sentence in &frame.sentences {
        let first = next;
        while names.get(next).is_some_and(|name| name.end <= sentence.end) {
            next += 1;
        }
        let named = (first..next).filter_map(|name| match bearers[name] {
            Who::Person(person) => Some((names[name].end, person)),
            _ => None,
        });
        let pronoun = (sentence.start..sentence.end).find(|at| is_he_or_she(frame, *at));
        if let Some(at) = pronoun {
            let mut before = named.clone().filter(|(end, _)| *end <= at).map(|(_, person)| person).peekable();
            let meant = match before.peek() {
                None if at == sentence.start => alone_before,
                _ => only(before),
            };
            let he = frame.tokens[at].is(Facts::MALE);
            if let Some(votes) = meant.and_then(|person| votes.get_mut(person)) {
                *votes = (votes.0 + usize::from(he), votes.1 + usize::from(!he));
            }
        }
        alone_before = only(named.map(|(_, person)| person));
    }
    for (person, (he, she)) in people.all.iter_mut().zip(votes) {
        if person.gender == Facts::default() && he != she {
            person.gender = if he > she { Facts::MALE } else { Facts::FEMALE };
        }
    }
}

/// The person, if all of these are one.
fn only(mut people: impl Iterator<Item = usize>) -> Option<usize> {
    let first = people.next()?;
    people.all(|person| person == first).then_some(first)
}

/// "He" and "she", not "his" and "her", which are said of others’ things too. After a quotation they are its speaker’s.
fn is_he_or_she(frame: &Frame, at: usize) -> bool {
    let token = &frame.tokens[at];
    let after_quote =
        at.checked_sub(1).is_some_and(|before| matches!(frame.tokens[before].shape, Shape::Quote(_)));
    token.is(Facts::PRONOUN)
        && token.is(Facts::MALE.and(Facts::FEMALE))
        && !token.is(Facts::POSSESSIVE.and(Facts::REFLEXIVE))
        && !after_quote
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::quote::frame::frame;
    use crate::quote::lexicon::Lexicon;
    use crate::quote::marks::marked;
    use crate::quote::read::tokens;
    use crate::quote::story::Story;

    #[track_caller]
    fn check(text: &str, expected: &[(&str, Facts)]) {
        let tokens = tokens(text, Lexicon::of(None));
        let marked = marked(text, &tokens);
        let story = Story::read(frame(text, &tokens, &marked));
        let found: Vec<(&str, Facts)> =
            story.people.all.iter().map(|person| (person.name.as_str(), person.gender)).collect();
        assert_eq!(found, expected, "{text}");
    }

    #[test]
    fn pronouns_tell_what_names_do_not() {
        check("Tovi Roux said that she would stay.", &[("Tovi Roux", Facts::FEMALE)]);
        check("Tovi Roux left early. He was tired.", &[("Tovi Roux", Facts::MALE)]);
        check(
            "Tovi Roux met Kirrel Vask after he called.",
            &[("Tovi Roux", Facts::default()), ("Kirrel Vask", Facts::default())],
        );
        check("Tovi Roux left. “No,” she said.", &[("Tovi Roux", Facts::default())]);
    }

    #[test]
    fn a_surname_that_is_a_first_name_says_nothing() {
        check("Chris Christie said no. Christie left.", &[("Chris Christie", Facts::default())]);
        check("Mr. Christie said no.", &[("Christie", Facts::MALE)]);
    }
}
