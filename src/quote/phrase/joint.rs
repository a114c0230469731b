//! People who speak together: "Ana Ruiz and Luis Roux".

use super::Head;
use super::Phrase;
use crate::quote::lexicon::Facts;
use crate::quote::story::Story;
use crate::quote::token::Shape;

/// A list of more names than this is another kind of text.
const MOST: usize = 6;

/// The phrase with the names that "and" joins to it behind: said Ruiz *and Roux*.
pub(super) fn with_those_after(story: &Story, phrase: Phrase, to: usize) -> Phrase {
    let Some(mut end) = person_end(story, &phrase) else { return phrase };
    let mut link = None;
    for _ in 0..MOST {
        let Some(next) = person_starting(story, end + 1).filter(|name| story.names[*name].end <= to) else {
            break;
        };
        match story.frame.token(end) {
            Some(token) if is_and(story, end) && token.is_lower() => link = Some(end),
            Some(token) if token.shape == Shape::Comma && link.is_none() => {}
            _ => break,
        }
        end = story.names[next].end;
    }
    link.map_or(phrase, |link| Phrase { start: phrase.start, end, head: Head::Described(link) })
}

/// The phrase with the names that "and" joins to it before it, where they open the clause: *Ruiz and* Roux said.
pub(super) fn with_those_before(story: &Story, phrase: Phrase, from: usize) -> Phrase {
    let Some(link) =
        person_start(story, &phrase).and_then(|start| start.checked_sub(1)).filter(|at| is_and(story, *at))
    else {
        return phrase;
    };
    let mut start = phrase.start;
    let mut before = link;
    for _ in 0..MOST {
        let Some(name) = before.checked_sub(1).and_then(|at| story.name_at(at)) else { break };
        let printed = &story.names[name];
        if printed.end != before || printed.start < from || !story.is_person(name) {
            break;
        }
        start = printed.start;
        match start.checked_sub(1).filter(|at| *at >= from) {
            Some(at) if story.frame.token(at).is_some_and(|token| token.shape == Shape::Comma) => before = at,
            _ => break,
        }
    }
    let opens = start == from
        || start.checked_sub(1).and_then(|at| story.frame.token(at)).is_some_and(|token| !token.is_word());
    if start == phrase.start || !opens {
        return phrase;
    }
    Phrase { start, end: phrase.end, head: Head::Described(link) }
}

fn is_and(story: &Story, at: usize) -> bool {
    story.frame.token(at).is_some_and(|token| token.is(Facts::CONJUNCTION))
        && matches!(story.words(at, at + 1), "and" | "et")
}

/// Where the name ends, if a person's name is all that the phrase ends with.
fn person_end(story: &Story, phrase: &Phrase) -> Option<usize> {
    match phrase.head {
        Head::Name(name) if story.is_person(name) && story.names[name].end == phrase.end => Some(phrase.end),
        _ => None,
    }
}

fn person_start(story: &Story, phrase: &Phrase) -> Option<usize> {
    match phrase.head {
        Head::Name(name) if story.is_person(name) => {
            Some(story.names[name].start).filter(|start| *start == phrase.start)
        }
        _ => None,
    }
}

fn person_starting(story: &Story, at: usize) -> Option<usize> {
    let name = story.name_at(at).filter(|name| story.is_person(*name))?;
    (story.names[name].start == at && !story.frame.tokens[story.names[name].end - 1].possessive)
        .then_some(name)
}
