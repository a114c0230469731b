//! Who "he", "she", "they" are: everybody in mind and everybody named before the pronoun, weighed.
//!
//! The weights are learned from pronouns that leave no choice: where only one woman is in reach of a "she", she is meant, and what sets
//! her apart from the men around her is what sets the antecedents of other pronouns apart. So gender itself is no sign there; it bars
//! candidates, and that somebody’s gender is known counts by how many of the people of the news are men and women.

use super::focus::Focus;
use super::focus::Form;
use super::focus::Known;
use super::focus::Part;
use super::focus::fits;
use super::lexicon::Facts;
use super::names::Name;
use super::people::Who;
use super::people::agrees;
use super::rank;
use super::rank::sign::Sign;
use super::rank::sign::Signs;
use super::story::Story;
use super::voice::Voice;

/// Somebody whom a pronoun may mean.
#[derive(Clone, Debug)]
pub(super) struct Antecedent {
    pub(super) voice: Voice,
    pub(super) signs: Signs,
    /// Whether gender and number let it be.
    pub(super) fits: bool,
}

/// A pronoun or a description with everybody whom it may mean, and the likeliest.
#[derive(Clone, Debug)]
pub(super) struct Reference {
    /// Its token; of a description, its noun.
    pub(super) at: usize,
    pub(super) is_pronoun: bool,
    pub(super) antecedents: Vec<Antecedent>,
    /// The number of the likeliest antecedent and its probability.
    pub(super) chosen: Option<(usize, f32)>,
}

impl Reference {
    /// Who is meant, and how sure that is.
    pub(super) fn voice(&self) -> Option<(&Voice, f32)> {
        let (number, probability) = self.chosen?;
        Some((&self.antecedents.get(number)?.voice, probability))
    }
}

/// What goes with a pronoun: he, she, they, it.
pub(super) fn gender(facts: Facts) -> Facts {
    facts.only(Facts::MALE.and(Facts::FEMALE).and(Facts::PLURAL).and(Facts::THING))
}

/// Weighs everybody whom the pronoun at a token may mean.
pub(super) fn weigh_pronoun(story: &Story, focus: &Focus, at: usize) -> Reference {
    chosen(at, true, Place::new(story, focus, at, gender(story.frame.tokens[at].facts)).antecedents())
}

/// Weighs the people whom a description without a name may mean, its noun at a token: "the businessman", "the 54-year-old". Whoever holds
/// another office is not "the premier", and whoever owns "Ruiz’s former strategist" is not him.
pub(super) fn weigh_description(
    story: &Story,
    focus: &Focus,
    (start, at): (usize, usize),
    gender: Facts,
) -> Reference {
    let anybody = Facts::MALE.and(Facts::FEMALE);
    let gender = if gender == Facts::default() { anybody } else { gender };
    let office = story.frame.tokens[at].is(Facts::OFFICE);
    let people = Place::new(story, focus, at, gender).antecedents().into_iter().filter(|antecedent| {
        let Voice::Person(number) = antecedent.voice else { return false };
        let other_office = office && story.people.all[number].holds_office;
        let inside = story.names_between(start, at);
        let is_owner = inside.into_iter().any(|(name, _)| story.bearers[name] == Who::Person(number));
        !is_owner && !antecedent.signs.has(Sign::Uncertain) && !other_office
    });
    chosen(at, false, people.collect())
}

/// Chooses between those who fit. A description may also mean somebody who is not named at all: the words themselves, which have no sign.
fn chosen(at: usize, is_pronoun: bool, antecedents: Vec<Antecedent>) -> Reference {
    let fitting = antecedents.iter().enumerate().filter(|(_, antecedent)| antecedent.fits);
    let numbers: Vec<usize> = fitting.clone().map(|(number, _)| number).collect();
    let unnamed = (!is_pronoun).then(Signs::default);
    let signs = fitting.map(|(_, antecedent)| antecedent.signs).chain(unnamed);
    let likeliest = rank::likeliest(signs);
    let chosen = likeliest.and_then(|(place, probability)| Some((*numbers.get(place)?, probability)));
    Reference { at, is_pronoun, antecedents, chosen }
}

/// Where a pronoun stands.
struct Place<'a> {
    story: &'a Story<'a>,
    focus: &'a Focus,
    at: usize,
    /// Its sentence.
    number: usize,
    gender: Facts,
}

/// Somebody named in the pronoun’s own sentence, before it; for "it" and "they", bodies too.
struct Near {
    voice: Voice,
    /// The first token of the name.
    start: usize,
    owner: bool,
}

impl<'a> Place<'a> {
    fn new(story: &'a Story<'a>, focus: &'a Focus, at: usize, gender: Facts) -> Place<'a> {
        Place { story, focus, at, number: story.frame.sentence_of(at), gender }
    }

    fn antecedents(&self) -> Vec<Antecedent> {
        let near = self.near();
        let mut found: Vec<Antecedent> = Vec::with_capacity(near.len() + 12);
        for (place, one) in near.iter().enumerate() {
            let voice = one.voice.clone();
            let mut signs = self.signs_near(&near, place);
            let known = self.focus.latest_first().enumerate().find(|(_, known)| known.voice == voice);
            if let Some((order, known)) = known {
                self.add_signs_known(&mut signs, order, known);
            }
            let spoke = known.is_some_and(|(_, known)| known.spoke);
            found.push(self.antecedent(voice, signs, spoke));
        }
        for (order, known) in self.focus.latest_first().enumerate() {
            if found.iter().all(|other| other.voice != known.voice) {
                let mut signs = Signs::default();
                self.add_signs_known(&mut signs, order, known);
                found.push(self.antecedent(known.voice.clone(), signs, known.spoke));
            }
        }
        found
    }

    /// The people named before the pronoun in its sentence, each where they are named first. After an earlier pronoun of the same
    /// gender, that one’s place counts: in "he said that he", both look back from the first.
    fn near(&self) -> Vec<Near> {
        let sentence = &self.story.frame.sentences[self.number];
        let same = |at: &usize| {
            let token = &self.story.frame.tokens[*at];
            token.is(Facts::PRONOUN) && token.is(self.gender)
        };
        let limit = (sentence.start..self.at).find(same).unwrap_or(self.at);
        let mut near: Vec<Near> = Vec::new();
        // Whoever is named further back in a sentence without end is not looked for.
        const REACH: usize = 200;
        let from = sentence.start.max(limit.saturating_sub(REACH));
        for (number, name) in self.story.names_between(from, limit) {
            let voice = match self.story.bearers[number] {
                Who::Person(person) => Voice::Person(person),
                Who::Body if self.gender.any(Facts::THING.and(Facts::PLURAL)) => self.body(name),
                _ => continue,
            };
            if near.iter().all(|other| other.voice != voice) {
                let owner = self.story.frame.tokens[name.end - 1].possessive;
                near.push(Near { voice, start: name.start, owner });
            }
        }
        near
    }

    /// A body by its name, with the article that opens it.
    fn body(&self, name: &Name) -> Voice {
        let article =
            name.start.checked_sub(1).filter(|at| self.story.frame.tokens[*at].is(Facts::DETERMINER));
        let words = self.story.frame.span(article.unwrap_or(name.start), name.end);
        Voice::Described { words, gender: Facts::THING }
    }

    fn signs_near(&self, near: &[Near], place: usize) -> Signs {
        let one = &near[place];
        let sentence = &self.story.frame.sentences[self.number];
        let mut signs = Signs::default();
        signs.add(Sign::SameSentence);
        signs.add_if(place == 0, Sign::SameSentenceFirst);
        signs.add_if(place + 1 == near.len(), Sign::SameSentenceLast);
        signs.add_if(one.owner, Sign::SameSentenceOwner);
        signs.add_if(one.start == sentence.start, Sign::SameSentenceOpens);
        signs.add_if(place == 0 && !one.owner && self.speaks_after(one.start), Sign::SameSentenceSpeaks);
        signs
    }

    /// Whether a verb of speech stands between a name and the pronoun: "Ruiz, the mayor, said that she".
    fn speaks_after(&self, name: usize) -> bool {
        let speech = Facts::SAY.and(Facts::TELL).and(Facts::ASK).and(Facts::CALL);
        self.story.frame.tokens[name..self.at].iter().any(|token| token.is_lower() && token.is(speech))
    }

    fn add_signs_known(&self, signs: &mut Signs, order: usize, known: &Known) {
        let sentences = &self.story.frame.sentences;
        signs.add(match order {
            0 => Sign::Talked,
            1 => Sign::TalkedSecond,
            2 => Sign::TalkedThird,
            _ => Sign::TalkedLong,
        });
        let ago = self.number - known.last.sentence.min(self.number);
        let paragraphs = sentences[self.number].paragraph - sentences[known.last.sentence].paragraph;
        signs.add_if(ago == 1, Sign::LastSentence);
        signs.add_if(ago == 2, Sign::TwoSentences);
        signs.add_if(paragraphs == 0, Sign::SameParagraph);
        signs.add_if(paragraphs == 1, Sign::LastParagraph);
        signs.add_if(paragraphs > 3, Sign::LongAgo);
        signs.add(match known.last.part {
            Part::Subject => Sign::LastAsSubject,
            Part::Passing => Sign::LastInPassing,
            Part::Owner => Sign::LastAsOwner,
            Part::Headline => Sign::LastInHeadline,
        });
        signs.add_if(known.last.form == Form::Other, Sign::LastByPronoun);
        signs.add_if(known.last.form == Form::FullName, Sign::LastInFull);
        signs.add_if(ago == 1 && known.last.part == Part::Subject, Sign::SubjectBefore);
        signs.add_if(ago == 1 && known.first.sentence == known.last.sentence, Sign::JustIntroduced);
        let last = self.focus.spoke_last(&known.voice);
        signs.add(match (last, known.spoke) {
            (true, _) => Sign::SpokeLast,
            (_, true) => Sign::SpokeBefore,
            _ => Sign::NeverSpoke,
        });
        signs.add_if(last && self.opens_paragraph_with_quote(), Sign::SpokeLastPronounAtQuote);
        let named_last = ago == 1 && self.is_named_last(known);
        signs.add_if(named_last, Sign::NamedLastThere);
        let introduced = known.first.sentence == known.last.sentence && known.last.form == Form::FullName;
        signs.add_if(named_last && introduced && self.opens_paragraph_with_quote(), Sign::IntroducedAtQuote);
    }

    /// Whether the pronoun’s sentence opens its paragraph, with a quotation.
    fn opens_paragraph_with_quote(&self) -> bool {
        let sentences = &self.story.frame.sentences;
        let opens = self
            .number
            .checked_sub(1)
            .is_none_or(|before| sentences[before].paragraph != sentences[self.number].paragraph);
        opens && self.story.frame.quote_at(sentences[self.number].start).is_some()
    }

    /// Whether nobody is named after them in the sentence that mentions them last.
    fn is_named_last(&self, known: &Known) -> bool {
        let Voice::Person(person) = known.voice else { return false };
        // The end of a sentence is enough, however long it is.
        const REACH: usize = 100;
        let sentence = &self.story.frame.sentences[known.last.sentence];
        let from = sentence.start.max(sentence.end.saturating_sub(REACH));
        let named = self.story.names_between(from, sentence.end);
        let people = named.filter_map(|(number, _)| match self.story.bearers[number] {
            Who::Person(person) => Some(person),
            _ => None,
        });
        people.last() == Some(person)
    }

    /// Whether what is resolved says "he", or "she", and not just "somebody".
    fn is_only(&self, facts: Facts) -> bool {
        self.gender.only(Facts::MALE.and(Facts::FEMALE)) == facts
    }

    /// Who has spoken is a person, whatever else is known.
    fn antecedent(&self, voice: Voice, mut signs: Signs, spoke: bool) -> Antecedent {
        match &voice {
            Voice::Person(number) => {
                let person = &self.story.people.all[*number];
                signs.add_if(person.count <= 2, Sign::NamedOnce);
                signs.add_if(person.count > 6, Sign::NamedOften);
                signs.add_if(self.story.people.most_named() == Some(*number), Sign::NamedMost);
                signs.add_if(!person.certain && !spoke, Sign::Uncertain);
                let known = |facts: Facts| person.gender.any(facts) && self.is_only(facts);
                signs.add_if(known(Facts::MALE), Sign::KnownMan);
                signs.add_if(known(Facts::FEMALE), Sign::KnownWoman);
            }
            Voice::Described { gender, .. } => {
                let one = gender.any(Facts::MALE.and(Facts::FEMALE))
                    && !gender.any(Facts::PLURAL.and(Facts::THING));
                signs.add(if one { Sign::DescribedOne } else { Sign::Described });
                let known = |facts: Facts| {
                    one && gender.only(Facts::MALE.and(Facts::FEMALE)) == facts && self.is_only(facts)
                };
                signs.add_if(known(Facts::MALE), Sign::KnownMan);
                signs.add_if(known(Facts::FEMALE), Sign::KnownWoman);
            }
        }
        let fits = fits(self.story, &voice, self.gender) || might_be(self.story, &voice, self.gender);
        Antecedent { voice, signs, fits }
    }
}

/// Whether somebody’s gender allows it, for a person who may not be one.
fn might_be(story: &Story, voice: &Voice, gender: Facts) -> bool {
    let Voice::Person(number) = voice else { return false };
    gender.any(Facts::MALE.and(Facts::FEMALE)) && agrees(story.people.all[*number].gender, gender)
}
