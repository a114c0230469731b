//! Forward from a verb, or from the head of a clause, to the end of the phrase that stands there.

use super::BOUNDARY;
use super::Head;
use super::LONGEST;
use super::Phrase;
use super::SPEAKS;
use super::joint;
use crate::quote::lexicon::Facts;
use crate::quote::story::Story;
use crate::quote::token::Shape;
use crate::quote::token::Token;

/// The phrase that begins at `at` and ends at the latest before `to`: after an inverted verb ("said the mayor of Northfield, Maria Ruiz") or
/// at the head of a clause.
pub(in crate::quote) fn after(story: &Story, at: usize, to: usize) -> Option<Phrase> {
    let first = story.frame.token(at).filter(|_| at < to)?;
    if first.is(Facts::PRONOUN) {
        return Some(Phrase { start: at, end: at + 1, head: Head::Pronoun(at) });
    }
    if let Some(number) = story.name_at(at).filter(|number| story.names[*number].start == at) {
        let name = &story.names[number];
        let last = &story.frame.tokens[name.end - 1];
        let followed = story.frame.token(name.end).filter(|_| name.end < to);
        // "Tarrant’s campaign", "Tarrant campaign manager Kim Roux", "Ohio state director Ana Roux": the name only opens a description.
        let compound = followed.is_some() && !story.is_person(number) && opens_compound(story, name.end);
        let opens_more = last.possessive || compound || followed.is_some_and(|next| goes_on(story, next));
        let alone = Phrase { start: at, end: name.end, head: Head::Name(number) };
        if !opens_more {
            return Some(joint::with_those_after(story, alone, to));
        }
        let noun = followed.is_some_and(|next| next.is(SPEAKS));
        let longer = description_after(story, at, to);
        // "Ruiz released a statement": an unknown word after a name is a verb, unless another name closes the run.
        return longer
            .filter(|longer| noun || last.possessive || matches!(longer.head, Head::Name(_)))
            .or(Some(alone).filter(|_| !last.possessive));
    }
    description_after(story, at, to)
}

/// Whether a name goes on into a description with this word: "Tarrant campaign", "Ruiz constituent Dan Roux", "Air Force 1st Lt. Ty Roux".
fn goes_on(story: &Story, next: &Token) -> bool {
    let noun = Facts::ROLE.and(Facts::GROUP).and(Facts::PEOPLE).and(Facts::DOCUMENT);
    let plain = next.facts.is_plain() && !next.span.slice(story.frame.text).ends_with("ly");
    next.shape == Shape::Number
        || next.is_lower() && (plain || next.is(noun) && !next.is(Facts::CUE) || next.is(Facts::ADJECTIVE))
}

fn description_after(story: &Story, at: usize, to: usize) -> Option<Phrase> {
    let opens = &story.frame.tokens[at];
    let can_open = Facts::DETERMINER
        .and(Facts::POSSESSIVE)
        .and(Facts::ADJECTIVE)
        .and(Facts::ROLE)
        .and(Facts::PEOPLE)
        .and(Facts::GROUP)
        .and(Facts::DOCUMENT);
    let plain = opens.facts.is_plain() && opens.is_lower() && !story.words(at, at + 1).ends_with("ing");
    if !(opens.is(can_open) || opens.possessive || story.name_at(at).is_some() || plain) {
        return None;
    }
    let noun_end = noun_run(story, at, to);
    let noun = noun_end.checked_sub(1).filter(|noun| *noun >= at)?;
    if let Some(number) = named_by_two_parts(story, noun, to) {
        return Some(Phrase { start: at, end: story.names[number].end, head: Head::Name(number) });
    }
    // "said Ruiz supporter and actress Maria Roux": the name that ends the run is who speaks.
    if let Some(number) =
        story.name_at(noun).filter(|number| story.names[*number].start > at && story.is_person(*number))
    {
        // « la ministre de la Santé Ana Roux »: the name goes on behind what the run of words stops at.
        let end = noun_end.max(story.names[number].end);
        return Some(Phrase { start: at, end, head: Head::Name(number) });
    }
    if story.frame.tokens[noun].is(Facts::DETERMINER.and(Facts::POSSESSIVE)) && noun > at {
        return None;
    }
    if noun == at && !opens.is(Facts::PEOPLE.and(Facts::ROLE).and(Facts::GROUP)) {
        return one_of(story, at, to);
    }
    if let Some(number) = named_behind_party(story, noun_end, to) {
        return Some(Phrase { start: at, end: story.names[number].end, head: Head::Name(number) });
    }
    let end = with_complements(story, noun_end, to);
    if let Some(number) = named_after_comma(story, end, to) {
        return Some(Phrase { start: at, end: story.names[number].end, head: Head::Name(number) });
    }
    let noun = (at..=noun).rev().find(|at| !is_french_adjective(story, *at)).unwrap_or(noun);
    let head = Head::Described(noun);
    (story.frame.tokens[noun].facts.any(SPEAKS)
        || opens.is(Facts::DETERMINER.and(Facts::POSSESSIVE))
        || opens.possessive)
        .then_some(Phrase { start: at, end, head })
}

/// "Said a spokesman, Josh Roux": the name after the comma is who speaks.
fn named_after_comma(story: &Story, comma: usize, to: usize) -> Option<usize> {
    story.frame.token(comma).filter(|token| token.shape == Shape::Comma && comma + 1 < to)?;
    let number = story.name_at(comma + 1)?;
    (story.names[number].start == comma + 1 && story.is_full_name(number)).then_some(number)
}

/// "Ruiz’s friend and lawyer Ana Roux": two parts before one name, whose first ends at `noun`.
fn named_by_two_parts(story: &Story, noun: usize, to: usize) -> Option<usize> {
    let is_part =
        |at: usize| story.frame.token(at).is_some_and(|token| token.is_lower() && token.is(Facts::ROLE));
    let joined =
        is_part(noun) && matches!(story.words(noun + 1, noun + 2), "and" | "et") && is_part(noun + 2);
    let number = story.name_at(noun + 3).filter(|_| joined && noun + 3 < to)?;
    (story.names[number].start == noun + 3 && story.is_full_name(number)).then_some(number)
}

/// « la députée (PVN) Ana Roux »: the party in brackets between a part and the name.
fn named_behind_party(story: &Story, open: usize, to: usize) -> Option<usize> {
    const LONGEST: usize = 5;
    let shape = |at: usize| story.frame.token(at).map(|token| token.shape);
    let mut inside = (open + 1..to).take(LONGEST);
    let close =
        inside.find(|at| shape(*at) == Some(Shape::Close)).filter(|_| shape(open) == Some(Shape::Open))?;
    let number = story.name_at(close + 1).filter(|number| story.names[*number].end <= to)?;
    (story.names[number].start == close + 1 && story.is_full_name(number)).then_some(number)
}

/// "One of the engineers", « l’une des voisines »: the noun says what kind of somebody it is.
fn one_of(story: &Story, at: usize, to: usize) -> Option<Phrase> {
    let counts = matches!(story.words(at, at + 1), "one" | "some" | "many" | "several" | "two");
    let of = counts && story.words(at + 1, at + 2) == "of";
    let end = if of && at + 2 < to { noun_run(story, at + 2, to) } else { at };
    let noun = end.checked_sub(1).filter(|noun| *noun > at && story.frame.tokens[*noun].is(SPEAKS))?;
    // "One of his neighbours, Ana Roux"
    Some(match named_after_comma(story, end, to) {
        Some(number) => Phrase { start: at, end: story.names[number].end, head: Head::Name(number) },
        None => Phrase { start: at, end, head: Head::Described(noun) },
    })
}

/// The end of the run of words that begins at `at` and has no preposition, verb or boundary in it.
fn noun_run(story: &Story, at: usize, to: usize) -> usize {
    let stops = BOUNDARY.and(Facts::PREPOSITION).and(Facts::AUXILIARY).and(Facts::TIME);
    let mut end = at;
    while end < to && end - at < LONGEST {
        let token = &story.frame.tokens[end];
        // "Ohio State University professor": a capital makes no verb.
        let verb = token.is(Facts::CUE.and(Facts::THOUGHT))
            && end > at
            && !token.is_capital()
            && !token.is(Facts::ROLE.and(Facts::DOCUMENT))
            && !opens_compound(story, end);
        let opens_nothing = Facts::ADJECTIVE.and(Facts::DETERMINER);
        let verb = verb || token.is(Facts::FUNCTION) && token.is_lower() && !token.is(opens_nothing);
        let verb = verb || end > at && (is_finite_verb(story, end) || is_participle_of(story, end));
        if !token.is_word() || token.is(stops) && !token.is(Facts::DETERMINER.and(Facts::POSSESSIVE)) || verb
        {
            break;
        }
        end += 1;
    }
    end
}

/// "talk radio host Roux": a noun that looks like a verb, with a part one or two words after it.
pub(in crate::quote) fn opens_compound(story: &Story, at: usize) -> bool {
    let is = |at: usize, facts: Facts| {
        story.frame.token(at).is_some_and(|token| token.is_lower() && token.is(facts))
    };
    let stops = BOUNDARY.and(Facts::DETERMINER).and(Facts::PREPOSITION).and(Facts::AUXILIARY).and(Facts::CUE);
    let plain = story.frame.token(at + 1).is_some_and(|token| token.is_lower() && !token.is(stops));
    is(at, Facts::BARE.and(Facts::BEHIND)) && (is(at + 1, Facts::ROLE) || plain && is(at + 2, Facts::ROLE))
}

/// "Protesters marching through the streets": what people are doing belongs to them, not to their name.
fn is_participle_of(story: &Story, at: usize) -> bool {
    let people = story.frame.tokens[at - 1].is(Facts::PEOPLE);
    people && story.frame.tokens[at].is_lower() && story.words(at, at + 1).ends_with("ing")
}

/// "The mill cut its last board", "the premier lies in state", "the nominee also outlined": an unknown word before an article or after
/// a word for one person, or an adverb, belongs to what the phrase does, not to the phrase.
fn is_finite_verb(story: &Story, at: usize) -> bool {
    let token = &story.frame.tokens[at];
    let is = |at: usize, facts: Facts| story.frame.token(at).is_some_and(|token| token.is(facts));
    let plain = token.facts.is_plain() && token.is_lower();
    let takes_object =
        is(at + 1, Facts::DETERMINER.and(Facts::POSSESSIVE)) && !is(at + 1, Facts::PREPOSITION);
    let after_person =
        is(at - 1, Facts::ROLE) && !is(at - 1, Facts::ADJECTIVE) && story.frame.tokens[at - 1].is_lower();
    let adverb = token.is_lower() && token.is(Facts::ADVERB) && !token.is(Facts::ADJECTIVE.and(Facts::ROLE));
    plain && (takes_object || after_person) && !is_french_adjective(story, at) || adverb
}

/// « Une source gouvernementale », « le ministre québécois »: French sets the adjective after its noun. No English verb ends so.
fn is_french_adjective(story: &Story, at: usize) -> bool {
    const ENDINGS: [&str; 14] = [
        "aire", "cal", "cale", "cial", "ciale", "elle", "éral", "érale", "ien", "ienne", "ique", "ntale",
        "ois", "oise",
    ];
    let word = story.words(at, at + 1);
    story.frame.tokens[at].facts.is_plain()
        && word.ends_with(['e', 'l', 'n', 's'])
        && ENDINGS.iter().any(|ending| word.ends_with(ending))
}

/// Past "of Northfield", "for the campaign", "at the mill": what belongs to the noun.
fn with_complements(story: &Story, noun_end: usize, to: usize) -> usize {
    let mut end = noun_end;
    for _ in 0..3 {
        let belongs = end < to
            && matches!(
                story.words(end, end + 1),
                "of" | "for" | "at" | "from" | "with" | "by" | "de" | "du" | "des" | "d’" | "d'"
            );
        if !belongs {
            break;
        }
        let next = noun_run(story, end + 1, to);
        if next == end + 1 {
            break;
        }
        end = next;
    }
    end
}
