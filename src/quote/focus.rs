//! Who is being talked about, as the story goes on: the memory that pronouns and short descriptions draw on.

use super::lexicon::Facts;
use super::people::agrees;
use super::story::Story;
use super::voice::Voice;

/// Subjects and speakers, the most recent last.
#[derive(Debug, Default)]
pub(super) struct Focus {
    recent: Vec<Known>,
    last_speaker: Option<Voice>,
}

/// Somebody talked about.
#[derive(Clone, Debug)]
pub(super) struct Known {
    pub(super) voice: Voice,
    /// Where they were mentioned first, and last.
    pub(super) first: Mention,
    pub(super) last: Mention,
    /// Whether they have spoken.
    pub(super) spoke: bool,
}

/// One mention.
#[derive(Clone, Copy, Debug)]
pub(super) struct Mention {
    /// The number of its sentence.
    pub(super) sentence: usize,
    pub(super) part: Part,
    /// Whether by name, and by the full one.
    pub(super) form: Form,
}

/// What somebody is in the sentence that mentions them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Part {
    Subject,
    Passing,
    /// "Ruiz’s house".
    Owner,
    Headline,
}

/// How somebody is mentioned.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Form {
    FullName,
    ShortName,
    /// A pronoun or a description.
    Other,
}

/// A reader does not look back further for "he".
const MEMORY: usize = 12;

impl Focus {
    /// Notes somebody as talked about or speaking now.
    pub(super) fn note(&mut self, voice: Voice, mention: Mention) {
        let known = match self.recent.iter().position(|known| known.voice == voice) {
            Some(at) => Known { last: mention, ..self.recent.remove(at) },
            None => Known { voice, first: mention, last: mention, spoke: false },
        };
        self.recent.push(known);
        if self.recent.len() > MEMORY {
            self.recent.remove(0);
        }
    }

    /// Notes somebody mentioned in passing: they come after whoever the sentence is about.
    pub(super) fn note_in_passing(&mut self, voice: Voice, mention: Mention) {
        let is_full = self.recent.len() >= 2 * MEMORY;
        match self.recent.iter_mut().find(|known| known.voice == voice) {
            Some(known) => known.last = mention,
            // A list of a thousand names is not remembered; short of that, `note` forgets.
            None if is_full => {}
            None => {
                let known = Known { voice, first: mention, last: mention, spoke: false };
                self.recent.insert(self.recent.len().saturating_sub(1), known);
            }
        }
    }

    /// Notes who spoke last.
    pub(super) fn note_speaker(&mut self, voice: &Voice) {
        if let Some(known) = self.recent.iter_mut().find(|known| known.voice == *voice) {
            known.spoke = true;
        }
        self.last_speaker = Some(voice.clone());
    }

    /// Everybody in mind, the most recent first.
    pub(super) fn latest_first(&self) -> impl Iterator<Item = &Known> {
        self.recent.iter().rev()
    }

    /// Who is talked about now.
    pub(super) fn latest(&self) -> Option<&Voice> {
        self.recent.last().map(|known| &known.voice)
    }

    /// The most recent voice that this gender fits.
    pub(super) fn latest_of(&self, story: &Story, gender: Facts) -> Option<Voice> {
        self.latest_first().find(|known| fits(story, &known.voice, gender)).map(|known| known.voice.clone())
    }

    /// Whether this is who spoke last.
    pub(super) fn spoke_last(&self, voice: &Voice) -> bool {
        self.last_speaker.as_ref() == Some(voice)
    }
}

/// Whether somebody can be "he", "she", "they" or "it".
pub(super) fn fits(story: &Story, voice: &Voice, gender: Facts) -> bool {
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
