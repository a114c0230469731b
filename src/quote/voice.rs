//! Phrases to speakers: what "he", "Ruiz" and "the mayor" refer to at a place in the story.

use super::antecedent;
use super::antecedent::Reference;
use super::focus::Focus;
use super::lexicon::Facts;
use super::lexicon::same_office;
use super::names::Bearer;
use super::people::Who;
use super::people::agrees;
use super::phrase;
use super::phrase::Head;
use super::phrase::Phrase;
use super::story::Story;
use super::token::Shape;
use crate::text::Span;
use crate::text::fold;

/// Somebody who speaks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Voice {
    /// A person of the story, by number.
    Person(usize),
    /// A body, a paper or somebody without a name, in the article's words, and what pronoun goes with them.
    Described { words: Span, gender: Facts },
}

/// Who a phrase refers to, and how sure that is.
#[derive(Clone, Debug)]
pub(super) struct Heard {
    pub(super) voice: Voice,
    /// From 0 to 1.
    pub(super) sure: f32,
    /// How it was decided, for a pronoun or a description.
    pub(super) reference: Option<Reference>,
}

/// Who a phrase refers to, where the story has come to.
pub(super) fn resolve(story: &Story, focus: &Focus, phrase: &Phrase) -> Option<Heard> {
    let plain = |voice: Voice, sure: f32| Heard { voice, sure, reference: None };
    // "Her response was": it is she who speaks.
    if let Some(owner) = phrase::owner_of_words(story, phrase) {
        return resolve(story, focus, &owner);
    }
    match phrase.head {
        Head::Name(name) => Some(plain(named(story, focus, name, phrase), 1.0)),
        Head::Pronoun(at) => pronoun(story, focus, at),
        Head::Described(noun) => Some(described(story, focus, phrase, noun)),
    }
}

fn named(story: &Story, focus: &Focus, name: usize, phrase: &Phrase) -> Voice {
    match story.bearers[name] {
        Who::Person(number) => Voice::Person(namesake(story, focus, name).unwrap_or(number)),
        Who::Body | Who::Place => {
            Voice::Described { words: story.frame.span(phrase.start, phrase.end), gender: Facts::THING }
        }
    }
}

/// "Roux" alone, where Ana and Luis Roux are in the story: whichever of them was talked about last, if nobody else was since.
fn namesake(story: &Story, focus: &Focus, name: usize) -> Option<usize> {
    let printed = &story.names[name];
    if printed.end - printed.start > 1 {
        return None;
    }
    let Some(Voice::Person(latest)) = focus.latest() else { return None };
    let surname = fold(story.words(printed.bare, printed.end));
    story.people.named(&surname).contains(latest).then_some(*latest)
}

/// "He": whoever is likeliest of those named before it and of those talked about.
fn pronoun(story: &Story, focus: &Focus, at: usize) -> Option<Heard> {
    if story.frame.tokens[at].is(Facts::FIRST.and(Facts::SECOND)) {
        return None;
    }
    let reference = antecedent::weigh_pronoun(story, focus, at);
    let (voice, sure) = reference.voice()?;
    Some(Heard { voice: voice.clone(), sure, reference: Some(reference) })
}

/// The people named between two tokens, in order, possessors left out.
pub(super) fn people_named<'a>(story: &'a Story, from: usize, to: usize) -> impl Iterator<Item = usize> + 'a {
    let names = story.names_between(from, to);
    let names = names.filter(|(_, name)| !story.frame.tokens[name.end - 1].possessive);
    names.filter_map(|(number, name)| match story.bearers[number] {
        Who::Person(person) if name.bearer == Bearer::Person || story.people.all[person].certain => {
            Some(person)
        }
        _ => None,
    })
}

/// Below this, a description stands for itself: no name is better than a wrong one.
const LIKELY: f32 = 0.5;

/// So many descriptions are read rightly, whether they are taken for somebody named or stand for themselves.
const SURE: f32 = 0.8;

/// "The mayor": the person whose part that is, else whoever the words can mean, else just these words.
fn described(story: &Story, focus: &Focus, phrase: &Phrase, noun: usize) -> Heard {
    let token = &story.frame.tokens[noun];
    let printed = Voice::Described {
        words: story.frame.span(phrase.start, phrase.end),
        gender: gender_of(token.facts),
    };
    let plain = |voice: Voice| Heard { voice, sure: SURE, reference: None };
    let opens = &story.frame.tokens[phrase.start];
    let definite = matches!(
        fold(story.words(phrase.start, phrase.start + 1)).as_str(),
        "the" | "le" | "la" | "l'" | "this"
    );
    let bare_title = opens.is_capital() && opens.is(Facts::PARTY.and(Facts::ROLE));
    let definite = definite || was_introduced(story, phrase, noun);
    let one_person = token.is(Facts::ROLE) && !token.is(Facts::SPOKESPERSON.and(Facts::PLURAL));
    if !(definite || bare_title) || !one_person {
        return plain(printed);
    }
    let is_another =
        |voice: &Voice| names_another(story, phrase, voice) || belongs_to(story, phrase, noun, voice);
    if let Some(voice) = by_role(story, focus, noun, office_gender(story, phrase, noun)) {
        return plain(if is_another(&voice) { printed } else { voice });
    }
    let known = known_person(story, focus, phrase, noun);
    known.filter(|known| !is_another(&known.voice)).unwrap_or(plain(printed))
}

/// Whether the noun is somebody’s of whom the words tell: "the boss of Luis Roux" is not Luis Roux, "the owner of a Tern Maro mill" not Tern Maro.
fn belongs_to(story: &Story, phrase: &Phrase, noun: usize, voice: &Voice) -> bool {
    let links = story.words(noun + 1, noun + 2) == "of";
    let mut names = story.names_between(noun + 1, phrase.end);
    links && names.any(|(name, _)| matches!((story.bearers[name], voice), (Who::Person(one), Voice::Person(person)) if one == *person))
}

/// Whether the words end with somebody else’s full name: "the brother of Luis Roux" is not Ana Ruiz.
fn names_another(story: &Story, phrase: &Phrase, voice: &Voice) -> bool {
    let last = phrase.end.checked_sub(1).and_then(|at| story.name_at(at));
    // « La députée de Tern Maro »: two words that no table has may be a town.
    let is_known =
        |name: usize| story.names[name].titled || story.frame.tokens[story.names[name].bare].is(Facts::GIVEN);
    let of = |name: usize| story.frame.tokens[story.names[name].start - 1].is(Facts::PREPOSITION);
    let long = |name: usize| story.names[name].end - story.names[name].bare > 2;
    let named = last.filter(|name| story.is_full_name(*name) && story.names[*name].start > phrase.start);
    let named = named.filter(|name| is_known(*name) || !of(*name) || long(*name));
    named.is_some_and(|name| match (story.bearers[name], voice) {
        (Who::Person(named), Voice::Person(person)) => named != *person,
        _ => true,
    })
}

/// "Ruiz’s former strategist": somebody’s former something has been introduced by name.
fn was_introduced(story: &Story, phrase: &Phrase, noun: usize) -> bool {
    let owned = |at: usize| story.frame.tokens[at].possessive || story.frame.tokens[at].is(Facts::POSSESSIVE);
    let former = (phrase.start + 1..noun).find(|at| matches!(story.words(*at, at + 1), "former" | "onetime"));
    former.is_some_and(|at| owned(at - 1))
}

fn gender_of(facts: Facts) -> Facts {
    if facts.any(Facts::PEOPLE.and(Facts::CONJUNCTION)) {
        return Facts::PLURAL;
    }
    if facts.any(Facts::ROLE) {
        return facts.only(Facts::MALE.and(Facts::FEMALE));
    }
    Facts::THING
}

/// The person talked about most recently who has this part; else the only one of the story who has it.
fn by_role(story: &Story, focus: &Focus, noun: usize, gender: Facts) -> Option<Voice> {
    let role = fold(story.words(noun, noun + 1));
    let bears = |number: usize| {
        let person = &story.people.all[number];
        person.roles.iter().any(|own| same_office(own, &role)) && agrees(person.gender, gender)
    };
    let has = |voice: &&Voice| matches!(voice, Voice::Person(number) if bears(*number));
    if let Some(voice) = focus.latest_first().map(|known| &known.voice).find(has) {
        return Some(voice.clone());
    }
    // Whoever matters is named early; the bound keeps ten thousand names from being gone through for each quotation.
    const MOST: usize = 1000;
    let mut bearers = (0..story.people.all.len().min(MOST)).filter(|number| bears(*number));
    let only = bearers.next()?;
    bearers.next().is_none().then_some(Voice::Person(only))
}

/// « La ministre » is a woman, « le ministre » a man: in French the article of an office tells.
fn office_gender(story: &Story, phrase: &Phrase, noun: usize) -> Facts {
    let office = story.frame.tokens[noun].is(Facts::OFFICE);
    match story.words(phrase.start, phrase.start + 1) {
        "la" | "La" if office => Facts::FEMALE,
        "le" | "Le" if office => Facts::MALE,
        _ => stated_gender(story, phrase, noun),
    }
}

/// "The former first lady and senator" is a woman: any of the words for her may say it.
fn stated_gender(story: &Story, phrase: &Phrase, noun: usize) -> Facts {
    let parts = (phrase.start..=noun).map(|at| &story.frame.tokens[at]);
    let parts = parts.filter(|token| token.is_lower() && token.is(Facts::ROLE) && !token.possessive);
    let known = parts.map(|token| token.facts.only(Facts::MALE.and(Facts::FEMALE)));
    known.reduce(|one, other| if one.any(other) { one.only(other) } else { one }).unwrap_or_default()
}

/// Whoever is likeliest of those talked about; while nobody is, the one whom the headline names.
fn known_person(story: &Story, focus: &Focus, phrase: &Phrase, noun: usize) -> Option<Heard> {
    let gender = stated_gender(story, phrase, noun);
    let reference = antecedent::weigh_description(story, focus, (phrase.start, noun), gender);
    if let Some((voice, sure)) = reference.voice() {
        let heard = Heard { voice: voice.clone(), sure: SURE * sure, reference: Some(reference) };
        return Some(heard).filter(|_| sure >= LIKELY);
    }
    // Somebody was weighed, and the words themselves are likelier.
    if !reference.antecedents.is_empty() {
        return None;
    }
    let number = story.people.all.iter().position(|person| person.certain)?;
    if is_named_behind(story, phrase, number) {
        return None;
    }
    let voice = Voice::Person(number);
    agrees(story.people.all[number].gender, gender).then_some(Heard { voice, sure: 0.5, reference: None })
}

/// "The mayor’s message to Ruiz", where nobody named her before: it is not hers. "The mayor, named as Ruiz," is she.
fn is_named_behind(story: &Story, phrase: &Phrase, person: usize) -> bool {
    const ASIDE: usize = 3;
    let sentence = &story.frame.sentences[story.frame.sentence_of(phrase.start)];
    let mut named =
        story.names_between(0, sentence.end).filter(|(name, _)| story.bearers[*name] == Who::Person(person));
    let comma = story.frame.token(phrase.end).is_some_and(|token| token.shape == Shape::Comma);
    named
        .next()
        .is_some_and(|(_, first)| first.start >= phrase.end && !(comma && first.start <= phrase.end + ASIDE))
}
