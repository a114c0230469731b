//! Back from a verb to its subject: fillers, asides, brackets, "who", prepositions.

use super::Head;
use super::Phrase;
use super::SPEAKS;
use super::joint;
use super::noun::noun_phrase;
use crate::quote::lexicon::Facts;
use crate::quote::story::Story;
use crate::quote::token::Shape;

/// A subject stands at most so many tokens before its verb; the bound keeps a text without sentences from costing its square.
const REACH: usize = 80;

/// What may stand between a speaker and the verb: "has also repeatedly said".
fn is_filler(story: &Story, at: usize) -> bool {
    let token = &story.frame.tokens[at];
    let before_day = token.is_lower()
        && token.is(Facts::PREPOSITION)
        && story.frame.token(at + 1).is_some_and(|next| next.is(Facts::TIME) || next.shape == Shape::Number);
    // The month in "Rosa May said" is a surname.
    let time = token.is(Facts::TIME) && !token.is(Facts::GIVEN) && story.name_at(at).is_none();
    if before_day || is_year(story, at) || time {
        return true;
    }
    if leads_to_infinitive(story, at) || is_elided_object(story, at) {
        return true;
    }
    let known =
        token.is(Facts::AUXILIARY.and(Facts::ADVERB).and(Facts::REFLEXIVE)) && !token.is(Facts::PRONOUN);
    token.is_lower() && (known || ends_as_adverb(story, at))
}

/// "angrily", « calmement »: not the nouns that end so, "the fire department", "the Ruiz family".
fn ends_as_adverb(story: &Story, at: usize) -> bool {
    let word = story.words(at, at + 1);
    (word.ends_with("ly") || word.ends_with("ment")) && !story.frame.tokens[at].is(SPEAKS)
}

/// « a tenu à préciser », « a fini par avouer »: the verb of speech is the infinitive.
pub(in crate::quote) fn leads_to_infinitive(story: &Story, at: usize) -> bool {
    let word = |at: usize| story.words(at, at + 1);
    let links = |at: usize| {
        matches!(word(at), "à" | "par")
            && story.frame.token(at + 1).is_some_and(|next| next.is(Facts::CUE) && next.is(Facts::BARE))
    };
    links(at) || matches!(word(at), "tenu" | "tient" | "fini") && links(at + 1)
}

/// « Roux l’a répété », « on lui a demandé »: what stands between the subject and the helping verb.
fn is_elided_object(story: &Story, at: usize) -> bool {
    let helped = story.frame.token(at + 1).is_some_and(|next| next.is(Facts::AUXILIARY));
    let hearer = at.checked_sub(1).is_some_and(|before| story.frame.tokens[before].is(Facts::PRONOUN));
    match story.words(at, at + 1) {
        "l’" | "l'" => helped,
        "lui" | "leur" => helped && hearer,
        _ => false,
    }
}

/// "who in 2010 said": the year between a subject and its verb.
fn is_year(story: &Story, at: usize) -> bool {
    let is_in = |at: usize| matches!(story.words(at, at + 1), "in" | "en");
    story.frame.tokens[at].shape == Shape::Number && at.checked_sub(1).is_some_and(is_in)
}

/// The phrase that ends before the verb at `verb`, helping verbs and adverbs between them left out. `None` where the verb is passive
/// ("was told") or has no subject in reach.
pub(in crate::quote) fn before(story: &Story, from: usize, verb: usize) -> Option<Phrase> {
    let from = from.max(verb.saturating_sub(REACH));
    let mut end = verb;
    while end > from && is_filler(story, end - 1) {
        end -= 1;
    }
    if is_reflexive(story, from, end) {
        end -= 2;
    }
    let last = story.frame.token(end.checked_sub(1)?).filter(|_| end > from)?;
    if last.is(Facts::BE) && !story.frame.tokens[verb].is(Facts::PARTICIPLE) {
        return None;
    }
    if last.is(Facts::BE) {
        return before(story, from, end - 1);
    }
    ending_at(story, from, end)
}

/// « Elle s’est dite »: "to be" after "se" makes no passive.
fn is_reflexive(story: &Story, from: usize, end: usize) -> bool {
    let is = |at: usize, facts: Facts| story.frame.tokens[at].is(facts);
    end >= from + 2 && is(end - 1, Facts::BE) && is(end - 2, Facts::REFLEXIVE) && !is(end - 2, Facts::PRONOUN)
}

/// The phrase whose last word, or closing comma or bracket, stands before `end`.
fn ending_at(story: &Story, from: usize, end: usize) -> Option<Phrase> {
    let last_at = end.checked_sub(1).filter(|at| *at >= from)?;
    let last = &story.frame.tokens[last_at];
    match last.shape {
        Shape::Comma | Shape::Dash => before_aside(story, from, last_at),
        Shape::Close => before_bracket(story, from, last_at),
        _ if last.is(Facts::RELATIVE) => before_relative(story, from, last_at),
        _ if last.is(Facts::PRONOUN) => Some(Phrase { start: last_at, end, head: Head::Pronoun(last_at) }),
        _ => {
            let phrase = noun_phrase(story, from, end)?;
            let phrase = through_prepositions(story, from, phrase);
            Some(joint::with_those_before(story, phrase, from))
        }
    }
}

/// "Ruiz, who" and "Ruiz who": the antecedent.
fn before_relative(story: &Story, from: usize, relative: usize) -> Option<Phrase> {
    let comma = relative.checked_sub(1).filter(|at| story.frame.tokens[*at].shape == Shape::Comma);
    let end = comma.unwrap_or(relative);
    let phrase = noun_phrase(story, from, end)?;
    // "they turned to the police department, which reported": a name is meant itself, whatever stands before it.
    match phrase.head {
        Head::Name(_) => Some(phrase),
        _ => Some(through_prepositions(story, from, phrase)),
    }
}

/// "Ruiz (R-Ohio)": the phrase before the bracket.
fn before_bracket(story: &Story, from: usize, close: usize) -> Option<Phrase> {
    let open = (from..close).rev().find(|at| story.frame.tokens[*at].shape == Shape::Open)?;
    let phrase = noun_phrase(story, from, open)?;
    Some(through_prepositions(story, from, phrase))
}

/// The speaker before an aside that ends at `close`: "Ruiz, the mayor of Northfield, Ohio,". The aside's opening comma is
/// the nearest one with a person before it and words of an apposition after it.
fn before_aside(story: &Story, from: usize, close: usize) -> Option<Phrase> {
    let shape = story.frame.tokens[close].shape;
    // "--" is one dash.
    let doubled = |at: usize| shape == Shape::Dash && story.frame.tokens[at].shape == Shape::Dash;
    let close = if close > from && doubled(close - 1) { close - 1 } else { close };
    let (mut fallback, mut governed_fallback) = (None, None);
    for open in (from + 1..close).rev().filter(|at| story.frame.tokens[*at].shape == shape) {
        if doubled(open - 1) {
            continue;
        }
        let inside = if doubled(open + 1) { open + 2 } else { open + 1 };
        let bracket = open.checked_sub(1).filter(|at| story.frame.tokens[*at].shape == Shape::Close);
        let phrase = match bracket {
            // "Ruiz (R-Ohio), the chairman,"
            Some(close) => before_bracket(story, from, close),
            None => noun_phrase(story, from, open).map(|phrase| through_prepositions(story, from, phrase)),
        };
        let Some(phrase) = phrase else { continue };
        if let Some(inner) =
            name_alone(story, inside, close).filter(|_| matches!(phrase.head, Head::Described(_)))
        {
            // "Ana Ruiz, the editor of the town’s paper, Northfield Post, said".
            let named = named_before_aside(story, from, phrase);
            let is_aside = matches!(named.head, Head::Name(_));
            return Some(if is_aside { named } else { Phrase { start: phrase.start, ..inner } });
        }
        // "Even China, the North’s only ally, said": before a verb of speech, a place stands for its government.
        let is_place = matches!(phrase.head, Head::Name(_));
        let governed = is_governed(story, from, &phrase);
        let may_speak = story.can_speak(&phrase) || is_place;
        if opens_aside(story, inside) && may_speak && !governed {
            return Some(named_before_aside(story, from, phrase));
        }
        let behind = if governed { &mut governed_fallback } else { &mut fallback };
        *behind = behind.or(Some(phrase).filter(|phrase| story.can_speak(phrase)));
    }
    fallback.or(governed_fallback)
}

/// "Ruiz, a pollster who works with the Mill Board, a body of nine, said": what stands behind a preposition is no subject.
fn is_governed(story: &Story, from: usize, phrase: &Phrase) -> bool {
    let before = phrase.start.checked_sub(1).filter(|at| *at > from);
    before.is_some_and(|at| {
        matches!(story.words(at, at + 1), "of" | "for" | "with" | "by" | "at" | "to" | "from" | "against")
    })
}

/// "Ruiz, the mayor of Northfield, a town of mills, said": of two asides, the name before the first.
fn named_before_aside(story: &Story, from: usize, phrase: Phrase) -> Phrase {
    let comma = phrase.start.checked_sub(1).filter(|at| story.frame.tokens[*at].shape == Shape::Comma);
    let name = comma
        .filter(|_| matches!(phrase.head, Head::Described(_)))
        .and_then(|comma| noun_phrase(story, from, comma));
    name.filter(|name| matches!(name.head, Head::Name(number) if story.is_person(number))).unwrap_or(phrase)
}

/// A name that fills the aside: "a spokesman, Josh Roux, said".
fn name_alone(story: &Story, start: usize, end: usize) -> Option<Phrase> {
    let number = story.name_at(start)?;
    let name = &story.names[number];
    // "Ana Roux (R-Ohio)".
    let fills =
        name.end == end || story.frame.token(name.end).is_some_and(|token| token.shape == Shape::Open);
    (name.start == start && fills && name.end <= end && story.is_person(number)).then_some(Phrase {
        start,
        end: name.end,
        head: Head::Name(number),
    })
}

/// Whether an aside can begin with this word: "the mayor", "who", "54", "speaking".
fn opens_aside(story: &Story, at: usize) -> bool {
    let Some(token) = story.frame.token(at) else { return false };
    let known = Facts::DETERMINER
        .and(Facts::POSSESSIVE)
        .and(Facts::RELATIVE)
        .and(Facts::ROLE)
        .and(Facts::PREPOSITION)
        .and(Facts::PARTICIPLE)
        .and(Facts::SUFFIX);
    token.is(known)
        || token.shape == Shape::Number
        || token.possessive
        || story.words(at, at + 1).ends_with("ing")
}

/// Follows a phrase back through "of", "for", "at" to the person it is about: "the mayor of Northfield", "a spokesman for Ruiz".
fn through_prepositions(story: &Story, from: usize, phrase: Phrase) -> Phrase {
    let mut whole = phrase;
    for _ in 0..4 {
        let Some(preposition) = whole.start.checked_sub(1).filter(|at| *at > from) else { break };
        let token = &story.frame.tokens[preposition];
        if !token.is_lower() || !token.is(Facts::PREPOSITION) || token.is(Facts::DETERMINER) {
            break;
        }
        let Some(left) = noun_phrase(story, from, preposition) else { break };
        if !heads_preposition(story, &left, preposition, &whole) {
            break;
        }
        whole = Phrase { start: left.start, end: whole.end, head: left.head };
    }
    if whole.head == phrase.head { phrase } else { whole }
}

/// Whether a phrase before a preposition is what the sentence is about: after "of" anything; after others, people and bodies only, for "he
/// met aides in Ohio" and "the aides in Ohio" begin alike.
fn heads_preposition(story: &Story, left: &Phrase, preposition: usize, right: &Phrase) -> bool {
    let right_speaks = matches!(right.head, Head::Name(name) if story.is_person(name))
        || matches!(right.head, Head::Described(at) if story.frame.tokens[at].is(SPEAKS.without(Facts::SPEECH_NOUN)));
    let speaks = story.can_speak(left);
    match story.words(preposition, preposition + 1) {
        "of" | "for" | "de" | "du" | "des" | "d’" | "d'" | "pour" => speaks,
        "at" | "from" | "with" | "in" | "to" | "on" | "à" | "au" | "aux"
            if matches!(left.head, Head::Described(_)) =>
        {
            speaks
        }
        // "Ruiz in a statement said": a name goes before what cannot speak by itself.
        "in" | "during" | "after" | "on" | "at" | "dans" | "lors" => speaks && !right_speaks,
        _ => false,
    }
}
