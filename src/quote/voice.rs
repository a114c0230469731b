//! Phrases to speakers: what "he", "Ruiz" and "the mayor" refer to at a place in the story.

use super::lexicon::Facts;
use super::names::Bearer;
use super::people::Who;
use super::people::agrees;
use super::phrase::Head;
use super::phrase::Phrase;
use super::story::Story;
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

/// Who is being talked about, as the story goes on: the memory that pronouns and short descriptions draw on.
#[derive(Debug, Default)]
pub(super) struct Focus {
    /// Subjects and speakers, the most recent last.
    recent: Vec<Voice>,
}

/// A reader does not look back further for "he".
const MEMORY: usize = 12;

impl Focus {
    /// Notes somebody as talked about or speaking now.
    pub(super) fn note(&mut self, voice: Voice) {
        self.recent.retain(|known| *known != voice);
        self.recent.push(voice);
        if self.recent.len() > MEMORY {
            self.recent.remove(0);
        }
    }

    /// Notes somebody mentioned in passing: they come after whoever the sentence is about.
    pub(super) fn note_in_passing(&mut self, voice: Voice) {
        // A list of a thousand names is not remembered; short of that, `note` forgets.
        if self.recent.len() < 10 * MEMORY && !self.recent.contains(&voice) {
            self.recent.insert(self.recent.len().saturating_sub(1), voice);
        }
    }

    /// The most recent voice that this gender fits.
    pub(super) fn latest(&self, story: &Story, gender: Facts) -> Option<Voice> {
        self.recent.iter().rev().find(|voice| fits(story, voice, gender)).cloned()
    }
}

/// Whether somebody can be "he", "she", "they" or "it".
fn fits(story: &Story, voice: &Voice, gender: Facts) -> bool {
    match voice {
        Voice::Person(number) => {
            let person = &story.people.all[*number];
            person.certain && gender.any(Facts::MALE.and(Facts::FEMALE)) && agrees(person.gender, gender)
        }
        Voice::Described { gender: own, .. } if gender.any(Facts::PLURAL) => {
            own.any(Facts::PLURAL.and(Facts::THING))
        }
        Voice::Described { gender: own, .. } if gender.any(Facts::THING) => own.any(Facts::THING),
        Voice::Described { gender: own, .. } => {
            !own.any(Facts::PLURAL.and(Facts::THING)) && agrees(*own, gender)
        }
    }
}

/// Who a phrase refers to; `sentence` is where its sentence begins, for what stands before it there is closest.
pub(super) fn resolve(story: &Story, focus: &Focus, phrase: &Phrase, sentence: usize) -> Option<Voice> {
    match phrase.head {
        Head::Name(name) => Some(named(story, focus, name, phrase)),
        Head::Pronoun(at) => pronoun(story, focus, at, sentence),
        Head::Described(noun) => described(story, focus, phrase, noun),
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
    let Some(Voice::Person(latest)) = focus.recent.last() else { return None };
    let surname = fold(story.words(printed.bare, printed.end));
    story.people.named(&surname).contains(latest).then_some(*latest)
}

/// "He": the person its own sentence is about, if one is named before it, else whoever was talked about last.
fn pronoun(story: &Story, focus: &Focus, at: usize, sentence: usize) -> Option<Voice> {
    let token = &story.frame.tokens[at];
    if token.is(Facts::FIRST.and(Facts::SECOND)) {
        return None;
    }
    let gender = token.facts.only(Facts::MALE.and(Facts::FEMALE).and(Facts::PLURAL).and(Facts::THING));
    // "he said that he": the first "he" of the sentence looks back, and the second is the same man.
    let opens = (sentence..at).find(|before| {
        story.frame.tokens[*before].is(Facts::PRONOUN) && story.frame.tokens[*before].is(gender)
    });
    let limit = opens.unwrap_or(at);
    let near = known_to_fit(story, sentence, limit, gender).or_else(|| {
        first_named(story, sentence, limit).filter(|number| fits(story, &Voice::Person(*number), gender))
    });
    near.map(Voice::Person).or_else(|| focus.latest(story, gender))
}

/// "Chris Roux called Ana Ruiz late after she left": of those named before a pronoun, the first of whom the gender is known.
fn known_to_fit(story: &Story, from: usize, to: usize, gender: Facts) -> Option<usize> {
    let known = gender.only(Facts::MALE.and(Facts::FEMALE));
    people_named(story, from, to).find(|number| story.people.all[*number].gender.any(known))
}

/// The first person named between two tokens who is not only a possessor.
pub(super) fn first_named(story: &Story, from: usize, to: usize) -> Option<usize> {
    people_named(story, from, to).next()
}

/// The people named between two tokens, in order, possessors left out.
pub(super) fn people_named<'a>(story: &'a Story, from: usize, to: usize) -> impl Iterator<Item = usize> + 'a {
    let first = story.names.partition_point(|name| name.start < from);
    let names = (first..story.names.len()).take_while(move |name| story.names[*name].end <= to);
    names.filter(|name| !story.frame.tokens[story.names[*name].end - 1].possessive).filter_map(|name| {
        match story.bearers[name] {
            Who::Person(number)
                if story.names[name].bearer == Bearer::Person || story.people.all[number].certain =>
            {
                Some(number)
            }
            _ => None,
        }
    })
}

/// "The mayor": the person whose part that is, else whoever was talked about last if the words can be theirs, else just these words.
fn described(story: &Story, focus: &Focus, phrase: &Phrase, noun: usize) -> Option<Voice> {
    let token = &story.frame.tokens[noun];
    let printed = Voice::Described {
        words: story.frame.span(phrase.start, phrase.end),
        gender: gender_of(token.facts),
    };
    let opens = &story.frame.tokens[phrase.start];
    let definite = matches!(
        fold(story.words(phrase.start, phrase.start + 1)).as_str(),
        "the" | "le" | "la" | "l'" | "this"
    );
    let bare_title = opens.is_capital() && opens.is(Facts::PARTY.and(Facts::ROLE));
    let one_person = token.is(Facts::ROLE) && !token.is(Facts::SPOKESPERSON.and(Facts::PLURAL));
    if (definite || bare_title) && one_person {
        return by_role(story, focus, noun, office_gender(story, phrase, noun))
            .or_else(|| known_person(story, focus, token.facts))
            .or(Some(printed));
    }
    Some(printed)
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
        person.roles.contains(&role) && agrees(person.gender, gender)
    };
    let has = |voice: &&Voice| matches!(voice, Voice::Person(number) if bears(*number));
    if let Some(voice) = focus.recent.iter().rev().find(has) {
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
        _ => story.frame.tokens[noun].facts.only(Facts::MALE.and(Facts::FEMALE)),
    }
}

fn known_person(story: &Story, focus: &Focus, facts: Facts) -> Option<Voice> {
    let gender = facts.only(Facts::MALE.and(Facts::FEMALE));
    let person = |voice: &Voice| if let Voice::Person(number) = voice { Some(*number) } else { None };
    // Nobody talked about yet: the one whom the headline names.
    let number = match focus.recent.iter().rev().find_map(person) {
        Some(latest) => latest,
        None => story.people.all.iter().position(|person| person.certain)?,
    };
    agrees(story.people.all[number].gender, gender).then_some(Voice::Person(number))
}
