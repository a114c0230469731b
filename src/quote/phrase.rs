//! The phrase beside a cue that says who speaks: a name, a pronoun, a description.
//!
//! There is no tagger. A phrase ends where a cue begins (or begins where one ends), and is followed back (or forward) through names,
//! prepositions and appositions by the small words that hold it together.

use super::lexicon::Facts;
use super::story::Story;
use super::token::Shape;
use super::token::Token;

/// Who speaks, as printed at the cue.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Phrase {
    /// Its tokens.
    pub(super) start: usize,
    pub(super) end: usize,
    /// What kind of phrase it is.
    pub(super) head: Head,
}

/// The word of a phrase by which it is resolved.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Head {
    /// A name, by its number in the story.
    Name(usize),
    /// He, she, they: the token.
    Pronoun(usize),
    /// "the mayor of Northfield": the token of its noun.
    Described(usize),
}

/// A description has at most so many words before another begins: "a senior aide to the Ontario premier’s office".
const LONGEST: usize = 14;

/// A subject stands at most so many tokens before its verb; the bound keeps a text without sentences from costing its square.
const REACH: usize = 80;

/// Words that end a description when it is read backward.
const BOUNDARY: Facts = Facts::PRONOUN.and(Facts::CONJUNCTION).and(Facts::RELATIVE).and(Facts::BE);

/// What may stand between a speaker and the verb: "has also repeatedly said".
fn is_filler(story: &Story, at: usize) -> bool {
    let token = &story.frame.tokens[at];
    let known =
        token.is(Facts::AUXILIARY.and(Facts::ADVERB).and(Facts::REFLEXIVE)) && !token.is(Facts::PRONOUN);
    token.is_lower()
        && (known || story.words(at, at + 1).ends_with("ly") || story.words(at, at + 1).ends_with("ment"))
}

/// The phrase that ends before the verb at `verb`, helping verbs and adverbs between them left out. `None` where the verb is passive
/// ("was told") or has no subject in reach.
pub(super) fn before(story: &Story, from: usize, verb: usize) -> Option<Phrase> {
    let from = from.max(verb.saturating_sub(REACH));
    let mut end = verb;
    while end > from && is_filler(story, end - 1) {
        end -= 1;
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
            Some(through_prepositions(story, from, phrase))
        }
    }
}

/// "Ruiz, who" and "Ruiz who": the antecedent.
fn before_relative(story: &Story, from: usize, relative: usize) -> Option<Phrase> {
    let comma = relative.checked_sub(1).filter(|at| story.frame.tokens[*at].shape == Shape::Comma);
    let end = comma.unwrap_or(relative);
    let phrase = noun_phrase(story, from, end)?;
    Some(through_prepositions(story, from, phrase))
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
    let mut fallback = None;
    for open in (from + 1..close).rev().filter(|at| story.frame.tokens[*at].shape == shape) {
        let Some(phrase) = noun_phrase(story, from, open) else { continue };
        let phrase = through_prepositions(story, from, phrase);
        if let Some(inner) =
            name_alone(story, open + 1, close).filter(|_| matches!(phrase.head, Head::Described(_)))
        {
            return Some(Phrase { start: phrase.start, ..inner });
        }
        if opens_aside(story, open + 1) && story.can_speak(&phrase) {
            return Some(phrase);
        }
        fallback = fallback.or(Some(phrase).filter(|phrase| story.can_speak(phrase)));
    }
    fallback
}

/// A name that fills the aside: "a spokesman, Josh Roux, said".
fn name_alone(story: &Story, start: usize, end: usize) -> Option<Phrase> {
    let number = story.name_at(start)?;
    let name = &story.names[number];
    (name.start == start && name.end == end && story.is_person(number)).then_some(Phrase {
        start,
        end,
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

/// The name or description whose last word stands before `end`.
pub(super) fn noun_phrase(story: &Story, from: usize, end: usize) -> Option<Phrase> {
    let last_at = end.checked_sub(1).filter(|at| *at >= from)?;
    let last = &story.frame.tokens[last_at];
    if !last.is_word() {
        return None;
    }
    match story.name_at(last_at) {
        Some(number) if !last.possessive => Some(named(story, from, number)),
        _ => described(story, from, end),
    }
}

/// A name, with the lower-case part before it: "campaign manager Robby Roux".
fn named(story: &Story, from: usize, number: usize) -> Phrase {
    let name = &story.names[number];
    let mut start = name.start.max(from);
    while start > from && is_part(&story.frame.tokens[start - 1]) {
        start -= 1;
    }
    if start < name.start && start > from && is_link(&story.frame.tokens[start - 1]) {
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
            start = Some(story.name_at(at).map_or(at, |number| story.names[number].start.max(from)));
            break;
        }
    }
    let last = &story.frame.tokens[last_at];
    let head = Head::Described(last_at);
    match start {
        // "the" alone describes nobody; "one", "others", "some" do.
        Some(start) if start < last_at => Some(Phrase { start: whole_link(story, from, start), end, head }),
        Some(start) if last.is(Facts::PEOPLE) || story.words(start, end) == "one" => {
            Some(Phrase { start, end, head })
        }
        _ => bare_noun(story, from, last_at),
    }
}

/// "one of the", "all of her": the link before a determiner is left alone; "Mr. Trump’s" begins at its title.
fn whole_link(story: &Story, from: usize, start: usize) -> usize {
    let possessor =
        start.checked_sub(1).filter(|at| *at >= from && story.frame.tokens[*at].is(Facts::DETERMINER));
    possessor.filter(|_| story.frame.tokens[start].possessive).unwrap_or(start)
}

/// A noun that speaks without an article: "officials", "campaign manager", with up to three words before it ("senior Trump aides").
fn bare_noun(story: &Story, from: usize, last_at: usize) -> Option<Phrase> {
    let last = &story.frame.tokens[last_at];
    if !last.is(Facts::PEOPLE.and(Facts::ROLE).and(Facts::GROUP).and(Facts::DOCUMENT)) {
        return None;
    }
    let mut start = last_at;
    while start > from && last_at - start < 3 {
        let token = &story.frame.tokens[start - 1];
        let plain =
            token.is_lower() && (token.facts == Facts::default() || token.is(Facts::ROLE.and(Facts::GROUP)));
        if !(plain || token.is_capital() && story.name_at(start - 1).is_some()) {
            break;
        }
        start -= 1;
    }
    Some(Phrase { start, end: last_at + 1, head: Head::Described(last_at) })
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
        if !heads_preposition(story, &left, preposition) {
            break;
        }
        whole = Phrase { start: left.start, end: whole.end, head: left.head };
    }
    if whole.head == phrase.head { phrase } else { whole }
}

/// Whether a phrase before a preposition is what the sentence is about: after "of" anything; after others, people and bodies only, for "he
/// met aides in Ohio" and "the aides in Ohio" begin alike.
fn heads_preposition(story: &Story, left: &Phrase, preposition: usize) -> bool {
    let speaks = story.can_speak(left);
    match story.words(preposition, preposition + 1) {
        "of" | "for" | "de" | "du" | "des" | "d’" | "d'" | "pour" => speaks,
        "at" | "from" | "with" | "in" | "to" | "on" | "à" | "au" | "aux" | "familiar" => {
            speaks && matches!(left.head, Head::Described(_))
        }
        _ => false,
    }
}

/// The phrase that begins at `at` and ends at the latest before `to`: after an inverted verb ("said the mayor of Northfield, Maria Ruiz") or
/// at the head of a clause.
pub(super) fn after(story: &Story, at: usize, to: usize) -> Option<Phrase> {
    let first = story.frame.token(at).filter(|_| at < to)?;
    if first.is(Facts::PRONOUN) {
        return Some(Phrase { start: at, end: at + 1, head: Head::Pronoun(at) });
    }
    if let Some(number) = story.name_at(at).filter(|number| story.names[*number].start == at) {
        let name = &story.names[number];
        let last = &story.frame.tokens[name.end - 1];
        let followed = story.frame.token(name.end).filter(|_| name.end < to);
        // "Trump’s campaign", "Trump campaign manager Kellyanne Roux": the name only opens a description.
        let opens_more = last.possessive
            || followed.is_some_and(|next| {
                is_part(next) || next.is_lower() && next.is(Facts::PEOPLE.and(Facts::DOCUMENT))
            });
        if !opens_more {
            return Some(Phrase { start: at, end: name.end, head: Head::Name(number) });
        }
    }
    description_after(story, at, to)
}

fn description_after(story: &Story, at: usize, to: usize) -> Option<Phrase> {
    let opens = &story.frame.tokens[at];
    let can_open = Facts::DETERMINER
        .and(Facts::POSSESSIVE)
        .and(Facts::ROLE)
        .and(Facts::PEOPLE)
        .and(Facts::GROUP)
        .and(Facts::DOCUMENT);
    if !(opens.is(can_open)
        || opens.possessive
        || story.name_at(at).is_some()
        || opens.facts == Facts::default() && opens.is_lower())
    {
        return None;
    }
    let noun_end = noun_run(story, at, to);
    let noun = noun_end.checked_sub(1).filter(|noun| *noun >= at)?;
    // "said Clinton supporter and actress Maria Roux": the name that ends the run is who speaks.
    if let Some(number) =
        story.name_at(noun).filter(|number| story.names[*number].start > at && story.is_person(*number))
    {
        return Some(Phrase { start: at, end: noun_end, head: Head::Name(number) });
    }
    if noun == at && !opens.is(Facts::PEOPLE.and(Facts::ROLE).and(Facts::GROUP)) {
        return None;
    }
    let end = with_complements(story, noun_end, to);
    // "said a spokesman, Josh Roux": the name after the comma is who speaks.
    if story.frame.token(end).is_some_and(|token| token.shape == Shape::Comma) && end + 1 < to {
        let name = story
            .name_at(end + 1)
            .filter(|number| story.names[*number].start == end + 1 && story.is_full_name(*number));
        if let Some(number) = name {
            return Some(Phrase { start: at, end: story.names[number].end, head: Head::Name(number) });
        }
    }
    let head = Head::Described(noun);
    (story.frame.tokens[noun].facts.any(SPEAKS)
        || opens.is(Facts::DETERMINER.and(Facts::POSSESSIVE))
        || opens.possessive)
        .then_some(Phrase { start: at, end, head })
}

/// Nouns that can speak.
pub(super) const SPEAKS: Facts =
    Facts::ROLE.and(Facts::PEOPLE).and(Facts::GROUP).and(Facts::DOCUMENT).and(Facts::SPEECH_NOUN);

/// The end of the run of words that begins at `at` and has no preposition, verb or boundary in it.
fn noun_run(story: &Story, at: usize, to: usize) -> usize {
    let stops = BOUNDARY.and(Facts::PREPOSITION).and(Facts::AUXILIARY).and(Facts::TIME);
    let mut end = at;
    while end < to && end - at < LONGEST {
        let token = &story.frame.tokens[end];
        let verb = token.is(Facts::CUE) && end > at && !token.is(Facts::ROLE.and(Facts::DOCUMENT));
        if !token.is_word() || token.is(stops) && !token.is(Facts::DETERMINER.and(Facts::POSSESSIVE)) || verb
        {
            break;
        }
        end += 1;
    }
    end
}

/// Past "of Northfield", "for the campaign", "at the mill": what belongs to the noun.
fn with_complements(story: &Story, noun_end: usize, to: usize) -> usize {
    let mut end = noun_end;
    for _ in 0..3 {
        let belongs = end < to
            && matches!(
                story.words(end, end + 1),
                "of" | "for" | "at" | "from" | "with" | "de" | "du" | "des" | "d’" | "d'"
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
