//! Whose words a noun for something said gives: "Ruiz’s last answer", "the words of Ruiz", « la réponse de la ministre ».

use super::BOUNDARY;
use super::Head;
use super::Phrase;
use super::after::after;
use super::noun::noun_phrase;
use crate::quote::lexicon::Facts;
use crate::quote::people::Who;
use crate::quote::story::Story;
use crate::quote::token::Shape;
use crate::quote::token::Token;

/// Words that stand between an owner and the noun at most: "Ruiz’s first public answer".
const ADJECTIVES: usize = 3;

/// Whoever owns the words that the noun at `noun` gives, looked for from `from` up to `to`. Whom they are spoken to owns nothing:
/// "the answer to Ruiz".
pub(in crate::quote) fn owner(story: &Story, from: usize, noun: usize, to: usize) -> Option<Phrase> {
    owner_before(story, from, noun).or_else(|| owner_behind(story, noun + 1, to))
}

/// The owner of a phrase whose head is a noun for something said: of "Ruiz’s first response" it is Ruiz.
pub(in crate::quote) fn owner_of_words(story: &Story, phrase: &Phrase) -> Option<Phrase> {
    let Head::Described(noun) = phrase.head else { return None };
    // Not "the Declaration of Independence".
    let opens = noun.checked_sub(1).is_none_or(|before| !story.frame.tokens[before].is_word());
    let says = |token: &Token| token.is(Facts::SPEECH_NOUN) && (opens || token.is_lower());
    let says = story.frame.token(noun).is_some_and(says);
    (says && !is_circumstance(story, phrase)).then(|| owner(story, phrase.start, noun, phrase.end)).flatten()
}

/// "After Ruiz’s speech", "throughout her letters": what stands behind such a word speaks nothing, and nor does its owner.
fn is_circumstance(story: &Story, phrase: &Phrase) -> bool {
    let before =
        phrase.start.checked_sub(1).and_then(|at| Some((story.words(at, at + 1), story.frame.token(at)?)));
    before.is_some_and(|(word, token)| {
        let behind = token.is(Facts::PREPOSITION)
            && !token.is(Facts::ACCORDING)
            && !matches!(word, "to" | "of" | "de");
        behind || matches!(word, "after" | "After" | "before" | "Before" | "since" | "Since")
    })
}

/// "Ruiz’s answer", "her first answer", "the minister’s answer".
fn owner_before(story: &Story, from: usize, noun: usize) -> Option<Phrase> {
    for at in (from..noun).rev().take(ADJECTIVES + 1) {
        if story.frame.tokens[at].possessive || story.frame.tokens[at].is(Facts::POSSESSIVE) {
            return possessor(story, from, at);
        }
        if !can_stand_between(story, at) {
            break;
        }
    }
    None
}

fn can_stand_between(story: &Story, at: usize) -> bool {
    let stops = BOUNDARY.and(Facts::PREPOSITION).and(Facts::AUXILIARY).and(Facts::DETERMINER);
    let token = &story.frame.tokens[at];
    let is_word = token.is_word() || token.shape == Shape::Number;
    is_word && !token.is(stops)
}

/// The owner at this token: "Ruiz’s", "his", "the minister’s".
pub(in crate::quote) fn possessor(story: &Story, from: usize, at: usize) -> Option<Phrase> {
    let token = story.frame.token(at)?;
    if let Some(number) = story.name_at(at).filter(|_| token.possessive) {
        let alone = Phrase { start: story.names[number].start, end: at + 1, head: Head::Name(number) };
        return Some(holder_of_office(story, from, alone).unwrap_or(alone));
    }
    if token.is(Facts::POSSESSIVE) {
        return Some(Phrase { start: at, end: at + 1, head: Head::Pronoun(at) });
    }
    let phrase = noun_phrase(story, from, at + 1).filter(|_| token.possessive)?;
    Some(phrase).filter(|phrase| speaks(story, phrase))
}

/// "The mayor of Northfield’s answer" is the mayor’s.
fn holder_of_office(story: &Story, from: usize, place: Phrase) -> Option<Phrase> {
    let of = place.start.checked_sub(1).filter(|at| *at > from && story.words(*at, *at + 1) == "of")?;
    let holder = noun_phrase(story, from, of)?;
    let Head::Described(noun) = holder.head else { return None };
    let office = story.frame.tokens[noun].is(Facts::OFFICE);
    office.then_some(Phrase { end: place.end, ..holder })
}

/// "The words of Ruiz", "a message from the mayor", "a tweet sent by Ruiz", « la réponse officielle du maire ».
fn owner_behind(story: &Story, start: usize, to: usize) -> Option<Phrase> {
    let word = |at: usize| story.words(at, at + 1);
    let given = word(start).ends_with("ed") || matches!(word(start), "made" | "given" | "sent" | "written");
    let by = matches!(word(start + 1), "by" | "from") && given;
    let adjective = matches!(word(start + 1), "de" | "du" | "des" | "d’" | "d'")
        && story.frame.token(start).is_some_and(|token| token.is_lower() && token.facts.is_plain());
    let preposition = start + usize::from(by || adjective);
    if !matches!(word(preposition), "of" | "from" | "by" | "de" | "du" | "des" | "d’" | "d'" | "par") {
        return None;
    }
    after(story, preposition + 1, to).filter(|phrase| speaks(story, phrase))
}

/// Whether this is somebody who has words: a place stands for its government, a paper or a speech for nobody.
fn speaks(story: &Story, phrase: &Phrase) -> bool {
    match phrase.head {
        Head::Name(name) => matches!(story.bearers[name], Who::Place) || story.can_speak(phrase),
        Head::Described(noun) => {
            let paper = Facts::SPEECH_NOUN.and(Facts::DOCUMENT);
            story.can_speak(phrase) && !story.frame.tokens[noun].is(paper)
        }
        Head::Pronoun(_) => story.can_speak(phrase),
    }
}
