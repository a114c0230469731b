//! The name or description that ends at a place.

use super::BOUNDARY;
use super::Head;
use super::LONGEST;
use super::Phrase;
use crate::quote::lexicon::Facts;
use crate::quote::story::Story;
use crate::quote::token::Token;

/// The name or description whose last word stands before `end`.
pub(super) fn noun_phrase(story: &Story, from: usize, end: usize) -> Option<Phrase> {
    let last_at = end.checked_sub(1).filter(|at| *at >= from)?;
    let last = &story.frame.tokens[last_at];
    if !last.is_word() {
        return None;
    }
    match story.name_at(last_at) {
        Some(number) if !last.possessive && !is_owned(story, from, number) => {
            Some(named(story, from, number))
        }
        _ => described(story, from, end),
    }
}

/// Whether a body's name has an owner before it, and is part of a description: "the Prime Minister’s Office".
fn is_owned(story: &Story, from: usize, number: usize) -> bool {
    let before = story.names[number].start.checked_sub(1).filter(|at| *at >= from);
    !story.is_person(number) && before.is_some_and(|at| story.frame.tokens[at].possessive)
}

/// A name, with the lower-case part before it: "campaign manager Robby Roux".
fn named(story: &Story, from: usize, number: usize) -> Phrase {
    let name = &story.names[number];
    let mut start = name.start.max(from);
    while start > from && is_part(&story.frame.tokens[start - 1]) {
        start -= 1;
    }
    // "Ontario Liberal strategist Ana Roux", "the agency’s former director Ana Roux".
    if start < name.start {
        let before = |token: &Token| {
            token.is_capital() && !token.is(Facts::TIME)
                || token.is_lower() && token.is(Facts::ADJECTIVE.and(Facts::ROLE).and(Facts::GROUP))
        };
        while start > from
            && before(&story.frame.tokens[start - 1])
            && !story.frame.tokens[start - 1].is(Facts::CUE)
        {
            start -= 1;
        }
    }
    // « La ministre de la Santé Ana Roux »: a name that begins with its office has the article before that.
    let has_part = start < name.start || story.frame.tokens[start].is_lower();
    if has_part && start > from && is_link(&story.frame.tokens[start - 1]) {
        start -= 1;
    }
    let body_after_the =
        !story.is_person(number) && start > from && story.frame.tokens[start - 1].is(Facts::DETERMINER);
    Phrase { start: start - usize::from(body_after_the), end: name.end, head: Head::Name(number) }
}

/// A lower-case word of an office or part, before a name.
fn is_part(token: &Token) -> bool {
    token.is_lower() && token.is(Facts::ROLE.and(Facts::GROUP)) && !token.is(Facts::CUE)
}

fn is_link(token: &Token) -> bool {
    token.is(Facts::DETERMINER.and(Facts::POSSESSIVE)) || token.possessive
}

/// A description read backward to the small word that opens it.
fn described(story: &Story, from: usize, end: usize) -> Option<Phrase> {
    let last_at = end.checked_sub(1)?;
    let mut start = None;
    for at in (from.max(end.saturating_sub(LONGEST))..end).rev() {
        let token = &story.frame.tokens[at];
        if joins_two_parts(story, from, at) {
            continue;
        }
        if !token.is_word()
            || token.is(BOUNDARY) && !token.is(Facts::POSSESSIVE)
            || token.is(Facts::PREPOSITION) && !token.is(Facts::DETERMINER)
        {
            break;
        }
        if token.is(Facts::DETERMINER.and(Facts::POSSESSIVE)) {
            start = Some(at);
            break;
        }
        if token.possessive && at < last_at {
            start = Some(owner_start(story, from, at));
            break;
        }
    }
    let last = &story.frame.tokens[last_at];
    let head = Head::Described(last_at);
    match start {
        // "the" alone describes nobody; "one", "others", "some" do.
        Some(start) if start < last_at => Some(Phrase { start, end, head }),
        Some(start) if last.is(Facts::PEOPLE) || story.words(start, end) == "one" => {
            Some(Phrase { start, end, head })
        }
        _ => bare_noun(story, from, last_at),
    }
}

/// "and" in "the former first lady and senator": one person by two parts.
fn joins_two_parts(story: &Story, from: usize, at: usize) -> bool {
    let before = at.checked_sub(1).filter(|before| *before >= from);
    matches!(story.words(at, at + 1), "and" | "et")
        && before.is_some_and(|before| {
            story.frame.tokens[before].is_lower() && story.frame.tokens[before].is(Facts::ROLE)
        })
}

/// Where an owner begins: "the" in "the Prime Minister’s", "Mr." in "Mr. Roux’s".
fn owner_start(story: &Story, from: usize, at: usize) -> usize {
    let named = story.name_at(at).map_or(at, |number| story.names[number].start.max(from));
    let is_capital =
        |at: &usize| story.frame.tokens[*at].is_capital() && !story.frame.tokens[*at].is(Facts::DETERMINER);
    let start = (from..named).rev().take_while(is_capital).last().unwrap_or(named);
    let link = start.checked_sub(1).filter(|at| *at >= from && story.frame.tokens[*at].is(Facts::DETERMINER));
    link.unwrap_or(start)
}

/// A noun that speaks without an article: "officials", "campaign manager", with up to three words before it ("senior Tarrant aides").
fn bare_noun(story: &Story, from: usize, last_at: usize) -> Option<Phrase> {
    let last = &story.frame.tokens[last_at];
    if !last.is(Facts::PEOPLE.and(Facts::ROLE).and(Facts::GROUP).and(Facts::DOCUMENT)) {
        return None;
    }
    let mut start = last_at;
    while start > from && last_at - start < 3 {
        let token = &story.frame.tokens[start - 1];
        let plain = token.is_lower() && (token.facts.is_plain() || token.is(Facts::ROLE.and(Facts::GROUP)));
        if !(plain || token.is_capital() && story.name_at(start - 1).is_some()) {
            break;
        }
        start -= 1;
    }
    Some(Phrase { start, end: last_at + 1, head: Head::Described(last_at) })
}
