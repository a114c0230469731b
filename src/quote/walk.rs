//! The article read once from top to bottom: claims resolved to speakers, and speakers carried on to quotations without a claim.

use super::claims::Claim;
use super::claims::claims;
use super::claims::introduction;
use super::claims::signature;
use super::frame::Sentence;
use super::incise;
use super::phrase;
use super::rule::Rule;
use super::story::Story;
use super::token::Shape;
use super::voice::Focus;
use super::voice::Voice;
use super::voice::people_named;
use super::voice::resolve;

/// What was found for one marked stretch.
#[derive(Clone, Debug)]
pub(super) struct Finding {
    /// The number of the marked stretch.
    pub(super) marked: usize,
    /// Its token in the frame.
    pub(super) token: usize,
    pub(super) sentence: usize,
    pub(super) rule: Rule,
    pub(super) claim: Option<Claim>,
    pub(super) voice: Option<Voice>,
}

/// Findings for all marked stretches, in order.
pub(super) fn walk(story: &Story) -> Vec<Finding> {
    let mut walk = Walk { story, focus: Focus::default(), findings: Vec::new(), closings: Vec::new() };
    for (number, sentence) in story.frame.sentences.iter().enumerate() {
        walk.sentence(number, sentence);
    }
    walk.carry();
    walk.findings
}

struct Walk<'a> {
    story: &'a Story<'a>,
    focus: Focus,
    findings: Vec<Finding>,
    /// What the last sentence of each paragraph leaves to the next one.
    closings: Vec<Closing>,
}

/// What a paragraph leaves to the next one.
#[derive(Clone, Debug, Default)]
struct Closing {
    /// Whom its last sentence introduces with a colon.
    introduced: Option<Voice>,
    /// Whom its last sentence is about.
    subject: Option<Voice>,
    /// Whom it is, as a signature below a quotation.
    signed: Option<Voice>,
}

impl Walk<'_> {
    fn sentence(&mut self, number: usize, sentence: &Sentence) {
        for (token, claim) in claims(self.story, sentence) {
            let Some(marked) = self.story.frame.quote_at(token) else { continue };
            let voice =
                claim.and_then(|claim| resolve(self.story, &self.focus, &claim.phrase, sentence.start));
            let inside =
                if voice.is_none() { incise::speaker(self.story, &self.focus, marked) } else { None };
            let rule = match &inside {
                Some(_) => Rule::Incise,
                None => claim.map_or(Rule::Nobody, |claim| claim.rule),
            };
            let voice = voice.or(inside);
            self.findings.push(Finding { marked, token, sentence: number, rule, claim, voice });
        }
        let subject = self.update_focus(number, sentence);
        let story = self.story;
        let voice = |claim: Option<Claim>, focus: &Focus| {
            claim.and_then(|claim| resolve(story, focus, &claim.phrase, sentence.start))
        };
        let closing = Closing {
            introduced: voice(introduction(story, sentence), &self.focus),
            signed: voice(signature(story, sentence), &self.focus),
            subject,
        };
        self.closings.resize(sentence.paragraph, Closing::default());
        self.closings.push(closing);
    }

    /// After a sentence: its speaker was talked about last, else its subject; others it names come behind.
    fn update_focus(&mut self, number: usize, sentence: &Sentence) -> Option<Voice> {
        if sentence.headline {
            self.note_headline(sentence);
            return None;
        }
        let subject = self.subject(sentence);
        let spoken = self.findings.iter().rev().take_while(|finding| finding.sentence == number);
        let speaker = spoken
            .filter(|finding| finding.rule != Rule::SentenceSubject && !self.in_relative_clause(finding))
            .find_map(|finding| finding.voice.clone());
        let first = speaker.or(subject);
        for person in people_named(self.story, sentence.start, sentence.end) {
            match first {
                Some(_) => self.focus.note_in_passing(Voice::Person(person)),
                // "A debate alone changes little, noted the Post’s Ana Ruiz.": whom a sentence about nobody names is who it is about.
                None => self.focus.note(Voice::Person(person)),
            }
        }
        if let Some(voice) = &first {
            self.focus.note(voice.clone());
        }
        first
    }

    /// Whom a headline names may be "the winner" of the first sentence; its first name before the others.
    fn note_headline(&mut self, sentence: &Sentence) {
        let named: Vec<usize> = people_named(self.story, sentence.start, sentence.end).collect();
        named.into_iter().rev().for_each(|person| self.focus.note(Voice::Person(person)));
    }

    /// `She rereads one line, in which Roux calls it “fair”`: the sentence stays hers.
    fn in_relative_clause(&self, finding: &Finding) -> bool {
        let before = finding.claim.and_then(|claim| claim.phrase.start.checked_sub(1));
        before.is_some_and(|at| {
            matches!(self.story.words(at, at + 1), "which" | "whom" | "laquelle" | "lequel")
        })
    }

    fn subject(&self, sentence: &Sentence) -> Option<Voice> {
        let story = self.story;
        let mut at = self.main_clause(sentence);
        // "On Monday, Ruiz": the subject follows the opening phrase.
        while at < sentence.end.min(sentence.start + 30) {
            let found = phrase::after(story, at, sentence.end).filter(|phrase| story.can_speak(phrase));
            let possessive = |phrase: &phrase::Phrase| story.frame.tokens[phrase.end - 1].possessive;
            if let Some(phrase) = found.filter(|phrase| !possessive(phrase)) {
                return resolve(story, &self.focus, &phrase, sentence.start);
            }
            at += 1;
        }
        None
    }

    /// `A day after the mayor left, Ruiz called`: past an opening clause of time, whose subject is not the sentence's.
    fn main_clause(&self, sentence: &Sentence) -> usize {
        const OPENING: usize = 4;
        const REACH: usize = 40;
        let opening = (sentence.start..sentence.end).take(OPENING);
        let plain = |at: &usize| self.story.frame.tokens[*at].is_word() && self.story.name_at(*at).is_none();
        let clause_of_time = opening.take_while(plain).any(|at| {
            matches!(self.story.words(at, at + 1), "after" | "After" | "before" | "Before" | "when" | "When")
        });
        if !clause_of_time {
            return sentence.start;
        }
        let mut rest = sentence.start..sentence.end.min(sentence.start + REACH);
        let comma = rest.find(|at| self.story.frame.tokens[*at].shape == Shape::Comma);
        comma.map_or(sentence.start, |comma| comma + 1)
    }

    /// Gives quotations without a claim the speaker of their neighbours, where the layout says that they go on speaking.
    fn carry(&mut self) {
        for at in 0..self.findings.len() {
            if self.findings[at].claim.is_some() || self.findings[at].voice.is_some() {
                continue;
            }
            if let Some((rule, voice)) = self.carried(at) {
                self.findings[at].rule = rule;
                self.findings[at].voice = Some(voice);
            }
        }
    }

    fn carried(&self, at: usize) -> Option<(Rule, Voice)> {
        let here = &self.findings[at];
        let sentence = &self.story.frame.sentences[here.sentence];
        if let Some(person) = self.story.labelled(here.marked) {
            return Some((Rule::Label, Voice::Person(person)));
        }
        let alone = sentence.start == here.token;
        let paragraph = |finding: &Finding| self.story.frame.sentences[finding.sentence].paragraph;
        let before = at.checked_sub(1).map(|before| &self.findings[before]);
        let beside = before.filter(|before| alone && paragraph(before) == paragraph(here));
        if let Some(voice) = beside.and_then(|before| before.voice.clone()) {
            return Some((Rule::SameParagraph, voice));
        }
        let after = self.findings.get(at + 1).filter(|after| {
            alone && paragraph(after) == paragraph(here) && after.sentence == here.sentence + 1
        });
        if let Some(voice) = after.and_then(|after| after.voice.clone()) {
            return Some((Rule::CueFollows, voice));
        }
        if let Some(voice) = self.closings.get(sentence.paragraph + 1).and_then(|below| below.signed.clone())
        {
            return Some((Rule::Signed, voice));
        }
        self.above(here, alone, before)
    }

    /// The speaker of a paragraph that opens with a quotation, from the paragraph above it.
    fn above(&self, here: &Finding, alone: bool, before: Option<&Finding>) -> Option<(Rule, Voice)> {
        let paragraph = self.story.frame.sentences[here.sentence].paragraph;
        let above = self.closings.get(paragraph.checked_sub(1)?).filter(|_| alone)?;
        if let Some(voice) = &above.introduced {
            return Some((Rule::Introduced, voice.clone()));
        }
        let last =
            before.filter(|before| self.story.frame.sentences[before.sentence].paragraph + 1 == paragraph);
        if let Some((last, voice)) = last.and_then(|last| Some((last, last.voice.clone()?))) {
            let continued = self.story.frame.marked[last.marked].open_ended;
            return Some((if continued { Rule::Continued } else { Rule::CarriedOn }, voice));
        }
        let certain =
            |voice: &Voice| matches!(voice, Voice::Person(number) if self.story.people.all[*number].certain);
        if let Some(voice) = above.subject.clone().filter(certain) {
            return Some((Rule::SubjectBefore, voice));
        }
        // One line about nobody, such as a caption, does not end a speech.
        let last =
            before.filter(|before| self.story.frame.sentences[before.sentence].paragraph + 2 == paragraph)?;
        last.voice.clone().map(|voice| (Rule::CarriedOn, voice))
    }
}
