//! Everybody whom a quotation’s own sentence offers as its speaker, with the signs for and against each.
//!
//! Where the rules are not certain they only propose; here their proposals stand beside every other phrase in reach that can speak,
//! and beside "nobody of this sentence".

use super::Beside;
use super::Claim;
use crate::quote::lexicon::Facts;
use crate::quote::names::Bearer;
use crate::quote::people::Who;
use crate::quote::phrase;
use crate::quote::phrase::Head;
use crate::quote::phrase::Phrase;
use crate::quote::rank::sign::Sign;
use crate::quote::rank::sign::Signs;
use crate::quote::rule::Rule;
use crate::quote::token::Shape;

/// Somebody who may have spoken.
#[derive(Clone, Debug)]
pub(in crate::quote) struct Candidate {
    /// The words that would say so; `None` for nobody of this sentence.
    pub(in crate::quote) claim: Option<Claim>,
    pub(in crate::quote) signs: Signs,
}

/// Phrases further than this from the quotation, in tokens, are not looked at: a text without sentences costs no more for it.
const WINDOW: usize = 60;

/// A verb of speech of the sentence.
struct Cue {
    at: usize,
    subject: Option<Phrase>,
    /// Whether its subject follows it.
    inverted: bool,
}

impl Beside<'_> {
    /// Everybody in reach, in the order of the sentence, those whom only a rule proposes after them, nobody last.
    pub(super) fn candidates(&self, last: Option<Claim>) -> Vec<Candidate> {
        let cues = self.cues();
        let mut candidates: Vec<Candidate> = Vec::new();
        for phrase in self.phrases() {
            let claim = Claim { rule: Rule::Weighed, cue: (self.quote, self.quote), phrase };
            candidates.push(Candidate { claim: Some(claim), signs: Signs::default() });
        }
        for cue in &cues {
            if let Some(subject) = cue.subject {
                let claim = self.cue(Rule::Weighed, cue.at, subject);
                let candidate = entry(&mut candidates, claim);
                candidate.claim =
                    candidate.claim.map(|known| if known.cue.0 == known.cue.1 { claim } else { known });
            }
        }
        for (place, claim) in self.proposals(last).into_iter().enumerate() {
            let candidate = entry(&mut candidates, claim);
            candidate.signs.add(sign_of(claim.rule));
            candidate.signs.add_if(place == 0, Sign::ByFirstRule);
            if candidate.claim.is_none_or(|known| known.rule == Rule::Weighed) {
                candidate.claim = Some(claim);
            }
        }
        candidates.retain(|candidate| candidate.claim.is_none_or(|claim| !self.is_spoken_of(&claim.phrase)));
        candidates.sort_by_key(|candidate| candidate.claim.map(|claim| claim.phrase.start));
        for place in 0..candidates.len() {
            let signs = self.signs(&candidates, place, &cues);
            candidates[place].signs = signs;
        }
        candidates.push(self.elsewhere(&candidates, &cues));
        candidates
    }

    /// What the rules propose, the most certain first.
    fn proposals(&self, last: Option<Claim>) -> Vec<Claim> {
        let after = |rule: fn(&Self) -> Option<Claim>| if self.is_detached() { rule(self) } else { None };
        let rules = [
            self.straight_before(),
            self.signed(),
            after(Self::name_then_cue),
            self.split(last),
            self.according_before(),
            self.cue_before(),
            self.inverted_before(),
            self.colon(),
            self.joined(last),
            self.named_owner(),
            self.trailing_cue(),
            self.sentence_subject(),
        ];
        rules.into_iter().flatten().collect()
    }

    fn from(&self) -> usize {
        self.sentence.start.max(self.quote.saturating_sub(WINDOW))
    }

    fn to(&self) -> usize {
        self.sentence.end.min(self.quote + WINDOW)
    }

    /// The phrases of the sentence that can speak, owners among them.
    fn phrases(&self) -> Vec<Phrase> {
        let (mut found, mut at, to) = (Vec::new(), self.from(), self.to());
        while at < to {
            found.extend(self.owner(at));
            match phrase::after(self.story, at, to).filter(|phrase| self.story.can_speak(phrase)) {
                Some(phrase) => {
                    let inner = (at + 1..phrase.end).filter_map(|at| self.owner(at));
                    found.extend(inner);
                    at = phrase.end.max(at + 1);
                    found.extend(Some(phrase).filter(|phrase| !self.is_vehicle(phrase)));
                }
                None => at = self.name_end(at).unwrap_or(at + 1),
            }
        }
        found
    }

    /// Whether it can be the subject of a verb of speech: a place too, which may stand for its government: "Russia insisted".
    pub(super) fn may_speak(&self, phrase: &Phrase) -> bool {
        self.story.can_speak(phrase) || self.is_place(phrase)
    }

    fn is_place(&self, phrase: &Phrase) -> bool {
        matches!(phrase.head, Head::Name(name) if self.story.bearers[name] == Who::Place)
    }

    /// "a statement" in "the airline said in a statement": what carries the words of a subject before the verb does not speak itself.
    fn is_vehicle(&self, phrase: &Phrase) -> bool {
        let Head::Described(noun) = phrase.head else { return false };
        let Some(cue) = phrase.start.checked_sub(2).filter(|at| *at > self.sentence.start) else {
            return false;
        };
        self.is(noun, Facts::DOCUMENT.and(Facts::SPEECH_NOUN))
            && matches!(self.word(cue + 1), "in" | "on" | "via" | "through" | "by")
            && self.is(cue, Facts::SAY)
            && self.is_verb(cue)
            && self.story.frame.tokens[cue - 1].is_word()
    }

    /// The end of the name that begins here: its later words begin no phrase.
    fn name_end(&self, at: usize) -> Option<usize> {
        let name = &self.story.names[self.story.name_at(at)?];
        (name.start == at).then_some(name.end)
    }

    /// "Ruiz’s", "her": whoever owns what follows.
    fn owner(&self, at: usize) -> Option<Phrase> {
        let token = self.story.frame.token(at)?;
        if token.is(Facts::POSSESSIVE) && token.is(Facts::MALE.and(Facts::FEMALE).and(Facts::PLURAL)) {
            return Some(Phrase { start: at, end: at + 1, head: Head::Pronoun(at) });
        }
        let number = self.story.name_at(at)?;
        let name = &self.story.names[number];
        let owns = name.start == at && self.story.frame.tokens[name.end - 1].possessive;
        owns.then_some(Phrase { start: at, end: name.end, head: Head::Name(number) })
    }

    fn cues(&self) -> Vec<Cue> {
        let mut left = self.from();
        let mut cues = Vec::new();
        for at in self.from()..self.to() {
            if self.story.frame.quote_at(at).is_some() {
                left = at + 1;
            } else if self.is_verb(at) {
                cues.push(self.cue_clause(left, at));
            }
        }
        cues
    }

    fn cue_clause(&self, left: usize, at: usize) -> Cue {
        let can_speak = |phrase: &Phrase| self.may_speak(phrase);
        let before = phrase::before(self.story, left, at).filter(can_speak);
        if before.is_some() || !self.is(at, Facts::SAY.and(Facts::WEAK)) {
            return Cue { at, subject: before, inverted: false };
        }
        let after = phrase::after(self.story, at + 1, self.to()).filter(can_speak);
        Cue { at, inverted: after.is_some(), subject: after }
    }

    fn signs(&self, candidates: &[Candidate], place: usize, cues: &[Cue]) -> Signs {
        let mut signs = candidates[place].signs;
        let Some(claim) = candidates[place].claim else { return signs };
        if self.is_owner(&claim.phrase) {
            signs.add(Sign::Owner);
            let owns = |other: &Phrase| other.start == claim.phrase.start && other.end > claim.phrase.end;
            let mut others = candidates.iter().filter_map(|other| other.claim);
            signs.add_if(others.any(|other| owns(&other.phrase)), Sign::OwnsSpeaker);
            let mut subjects = cues.iter().filter_map(|cue| cue.subject);
            // "Ruiz’s answer was" gives Ruiz’s words.
            let owns_speaker =
                |subject: Phrase| owns(&subject) && self.kind(&subject) != Sign::DescribesPaper;
            signs.add_if(subjects.any(owns_speaker), Sign::OwnsSubject);
            let owned = claim.phrase.end..claim.phrase.end + 3;
            signs.add_if(owned.into_iter().any(|at| self.is(at, Facts::SPEECH_NOUN)), Sign::OwnsWords);
        }
        signs.add(self.kind(&claim.phrase));
        self.add_place(&mut signs, &claim.phrase, candidates);
        self.add_cues(&mut signs, &claim.phrase, cues);
        signs.add_if(cues.is_empty(), Sign::NoCue);
        signs.add_if(cues.is_empty() && place == 0, Sign::NoCueFirst);
        signs.add_if(cues.is_empty() && signs.has(Sign::Owner), Sign::NoCueOwner);
        signs
    }

    fn is_owner(&self, phrase: &Phrase) -> bool {
        match phrase.head {
            Head::Pronoun(at) => {
                self.is(at, Facts::POSSESSIVE) && phrase.end == at + 1 && !self.is_verb(at + 1)
            }
            Head::Name(_) => self.ends_possessive(phrase),
            Head::Described(_) => false,
        }
    }

    fn kind(&self, phrase: &Phrase) -> Sign {
        match phrase.head {
            Head::Name(_) if self.is_place(phrase) => Sign::PlaceName,
            Head::Name(name) if !self.story.is_person(name) => Sign::BodyName,
            Head::Name(name) => {
                let printed = &self.story.names[name];
                let full =
                    printed.titled || printed.bearer == Bearer::Person && printed.end - printed.bare > 1;
                if full { Sign::FullName } else { Sign::ShortName }
            }
            Head::Pronoun(at) if self.is(at, Facts::FIRST) => Sign::FirstPerson,
            Head::Pronoun(at) if self.is(at, Facts::MALE.and(Facts::FEMALE)) => Sign::HeOrShe,
            Head::Pronoun(_) => Sign::TheyOrIt,
            Head::Described(at) if self.is(at, Facts::PEOPLE.and(Facts::GROUP)) => Sign::DescribesPeople,
            Head::Described(at) if self.is(at, Facts::ROLE) => Sign::DescribesOne,
            Head::Described(at) if self.story.frame.tokens[at].facts.is_plain() => Sign::DescribesPeople,
            Head::Described(_) => Sign::DescribesPaper,
        }
    }

    fn add_place(&self, signs: &mut Signs, phrase: &Phrase, candidates: &[Candidate]) {
        let before = phrase.start < self.quote;
        signs.add(if before { Sign::Before } else { Sign::After });
        let (from, to) = if before { (phrase.end, self.quote) } else { (self.quote + 1, phrase.start) };
        let gap = to.saturating_sub(from);
        signs.add_if(gap == 0, Sign::Beside);
        signs.add_if(gap <= 6, Sign::Near);
        signs.add_if(gap > 20, Sign::Far);
        let phrases = || candidates.iter().filter_map(|other| other.claim).map(|claim| claim.phrase);
        match phrases().filter(|other| other.start >= from && other.end <= to).count() {
            0 => {}
            1 => signs.add(Sign::OneBetween),
            _ => signs.add(Sign::MoreBetween),
        }
        signs.add_if((from..to).any(|at| self.story.frame.quote_at(at).is_some()), Sign::QuoteBetween);
        signs.add_if(phrases().all(|other| other.start >= phrase.start), Sign::FirstInSentence);
        let main = self.main_clause();
        signs.add_if(
            phrase.start >= main && phrases().all(|other| other.start < main || other.start >= phrase.start),
            Sign::HeadsMainClause,
        );
        let before_phrase = phrase.start.checked_sub(1).filter(|at| *at >= self.sentence.start);
        if let Some(at) = before_phrase {
            signs.add_if(self.is(at, Facts::PREPOSITION), Sign::AfterPreposition);
            signs.add_if(self.is(at, Facts::CUE), Sign::AfterCue);
            signs.add_if(
                matches!(
                    self.word(at),
                    "that" | "because" | "while" | "when" | "if" | "as" | "whether" | "que" | "si"
                ),
                Sign::AfterWordOfClause,
            );
            signs.add_if(matches!(self.word(at), "which" | "whom"), Sign::AfterWhich);
        }
        signs.add_if(self.is(phrase.end, Facts::BE.and(Facts::AUXILIARY)), Sign::FollowedByVerbOfBeing);
    }

    fn add_cues(&self, signs: &mut Signs, phrase: &Phrase, cues: &[Cue]) {
        let is_own = |cue: &&Cue| cue.subject.is_some_and(|subject| subject.head == phrase.head);
        let (start, end) = (phrase.start.min(self.quote), phrase.start.max(self.quote));
        signs.add_if(cues.iter().any(|cue| (start..end).contains(&cue.at)), Sign::CueBetween);
        signs.add_if(cues.first().is_some_and(|cue| is_own(&cue)), Sign::SubjectOfFirstCue);
        let nearest = cues.iter().min_by_key(|cue| cue.at.abs_diff(self.quote));
        signs.add_if(nearest.is_some_and(|cue| is_own(&cue)), Sign::SubjectOfNearestCue);
        let last = cues.iter().rev().find(|cue| cue.at < self.quote);
        signs.add_if(last.is_some_and(|cue| is_own(&cue)), Sign::SubjectOfLastCueBefore);
        for cue in cues.iter().filter(is_own) {
            signs.add(Sign::SubjectOfCue);
            signs.add_if(self.is(cue.at, Facts::SAY), Sign::SubjectOfSay);
            signs.add_if(self.is(cue.at, Facts::TELL), Sign::SubjectOfTell);
            signs.add_if(self.is(cue.at, Facts::CALL), Sign::SubjectOfCall);
            signs.add_if(self.is(cue.at, Facts::WEAK), Sign::SubjectOfWeakCue);
            signs.add_if(self.is(cue.at, Facts::PARTICIPLE), Sign::SubjectOfParticiple);
            signs.add_if(cue.inverted, Sign::InvertedAfterCue);
        }
        if let Some(distance) = cues.iter().filter(is_own).map(|cue| cue.at.abs_diff(self.quote)).min() {
            signs.add_if(distance <= 5, Sign::OwnCueNear);
            signs.add_if(distance > 12, Sign::OwnCueFar);
        }
    }

    /// Nobody of this sentence.
    fn elsewhere(&self, candidates: &[Candidate], cues: &[Cue]) -> Candidate {
        let opens = self.quote == self.sentence.start;
        let alone = opens
            && self
                .story
                .frame
                .token(self.quote + 1)
                .is_none_or(|next| self.quote + 1 >= self.sentence.end || next.shape == Shape::Stop);
        let proposed = candidates.iter().any(|candidate| candidate.signs.has(Sign::ByFirstRule));
        let words = self
            .story
            .frame
            .quote_at(self.quote)
            .map_or("", |number| self.story.frame.marked[number].words.slice(self.story.frame.text));
        let mut signs = Signs::default();
        signs.add(Sign::Elsewhere);
        signs.add_if(opens, Sign::ElsewhereOpens);
        signs.add_if(opens && cues.is_empty(), Sign::ElsewhereSetOff);
        signs.add_if(alone, Sign::ElsewhereAlone);
        signs.add_if(cues.is_empty(), Sign::ElsewhereNoCue);
        signs.add_if(!proposed, Sign::ElsewhereNoRule);
        signs.add_if(words.split_whitespace().nth(2).is_none(), Sign::ElsewhereShort);
        Candidate { claim: None, signs }
    }
}

/// The candidate with the phrase of this claim, added if there is none.
fn entry(candidates: &mut Vec<Candidate>, claim: Claim) -> &mut Candidate {
    let same =
        |candidate: &Candidate| candidate.claim.is_some_and(|known| known.phrase.head == claim.phrase.head);
    let at = candidates.iter().position(same).unwrap_or(candidates.len());
    if at == candidates.len() {
        candidates.push(Candidate { claim: Some(claim), signs: Signs::default() });
    }
    &mut candidates[at]
}

fn sign_of(rule: Rule) -> Sign {
    match rule {
        Rule::CueBefore => Sign::ByCueBefore,
        Rule::MainSubject => Sign::ByMainSubject,
        Rule::SentenceSubject => Sign::BySentenceSubject,
        Rule::TrailingCue => Sign::ByTrailingCue,
        Rule::Colon => Sign::ByColon,
        Rule::SpeechNoun => Sign::BySpeechNoun,
        Rule::Split => Sign::BySplit,
        Rule::Joined => Sign::ByJoined,
        Rule::NameThenCue | Rule::CueThenName => Sign::ByAfterCue,
        _ => Sign::ByOtherRule,
    }
}
