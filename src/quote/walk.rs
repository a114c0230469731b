//! The article read once from top to bottom: claims resolved to speakers, and speakers carried on to quotations without a claim.

use super::antecedent::Reference;
use super::carry::Carried;
use super::carry::Lead;
use super::carry::Leads;
use super::carry::carry;
use super::carry::lead_of;
use super::claims::Candidate;
use super::claims::Claim;
use super::claims::Weighed;
use super::claims::claims;
use super::claims::introduction;
use super::claims::signature;
use super::focus::Focus;
use super::focus::Form;
use super::focus::Mention;
use super::focus::Part;
use super::frame::Sentence;
use super::incise;
use super::lexicon::Facts;
use super::names::Bearer;
use super::people::Who;
use super::phrase;
use super::phrase::Phrase;
use super::reported::Report;
use super::reported::reports;
use super::rule::Rule;
use super::story::Story;
use super::token::Shape;
use super::voice::Heard;
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
    /// The words that name the speaker, here or, if they only go on speaking, where they began.
    pub(super) source: Option<Phrase>,
    pub(super) voice: Option<Voice>,
    /// How sure it is that these words say who spoke, and that they mean this voice.
    pub(super) sure: f32,
    /// Everybody whom the sentence offered, where no rule was certain.
    pub(super) candidates: Vec<Candidate>,
    /// The neighbours who may go on speaking, where the sentence gives nobody.
    pub(super) carried: Vec<Carried>,
}

/// What somebody said without marks, and who.
#[derive(Clone, Debug)]
pub(super) struct Told {
    pub(super) report: Report,
    pub(super) sentence: usize,
    pub(super) voice: Voice,
    /// How sure it is that the words mean this voice.
    pub(super) sure: f32,
}

/// What was found on the way through a story.
pub(super) struct Walked {
    /// For all marked stretches, in order.
    pub(super) findings: Vec<Finding>,
    /// What is reported without marks, in order.
    pub(super) told: Vec<Told>,
    /// The pronouns and descriptions that were resolved, in order.
    pub(super) references: Vec<Reference>,
}

/// Walks through a story.
pub(super) fn walk(story: &Story) -> Walked {
    let mut walk = Walk {
        story,
        focus: Focus::default(),
        findings: Vec::new(),
        told: Vec::new(),
        references: Vec::new(),
        leads: Leads::default(),
    };
    for (number, sentence) in story.frame.sentences.iter().enumerate() {
        walk.sentence(number, sentence);
    }
    carry(story, &walk.leads, &mut walk.findings);
    Walked { findings: walk.findings, told: walk.told, references: walk.references }
}

struct Walk<'a> {
    story: &'a Story<'a>,
    focus: Focus,
    findings: Vec<Finding>,
    told: Vec<Told>,
    references: Vec<Reference>,
    leads: Leads,
}

impl Walk<'_> {
    fn sentence(&mut self, number: usize, sentence: &Sentence) {
        for (token, weighed) in claims(self.story, sentence) {
            let Some(marked) = self.story.frame.quote_at(token) else { continue };
            let finding = self.finding((marked, token, number), weighed);
            self.findings.push(finding);
        }
        self.listen(number, sentence);
        let subject = self.update_focus(number, sentence);
        self.leads.subjects.push(subject);
        let introduced = introduction(self.story, sentence).and_then(|claim| self.lead(&claim.phrase));
        let signed = signature(self.story, sentence).and_then(|claim| self.lead(&claim.phrase));
        self.leads.introduced.resize(sentence.paragraph, None);
        self.leads.introduced.push(introduced);
        self.leads.signed.resize(sentence.paragraph, None);
        self.leads.signed.push(signed);
    }

    /// What was found for a marked stretch, by its number, its token and its sentence.
    fn finding(&mut self, (marked, token, sentence): (usize, usize, usize), weighed: Weighed) -> Finding {
        let Weighed { claim, sure, candidates } = weighed;
        let heard = claim.and_then(|claim| resolve(self.story, &self.focus, &claim.phrase));
        let source = claim.map(|claim| claim.phrase);
        let mut finding = Finding {
            marked,
            token,
            sentence,
            rule: Rule::Nobody,
            claim,
            source,
            voice: None,
            sure,
            candidates,
            carried: Vec::new(),
        };
        match heard {
            Some(heard) => {
                finding.rule = claim.map_or(Rule::Nobody, |claim| claim.rule);
                finding.sure *= heard.sure;
                finding.voice = Some(self.remember(heard));
            }
            None => {
                finding.voice = incise::speaker(self.story, &self.focus, marked);
                finding.rule = match finding.voice {
                    Some(_) => Rule::Incise,
                    None => claim.map_or(Rule::Nobody, |claim| claim.rule),
                };
            }
        }
        finding
    }

    /// Whom a phrase means.
    fn lead(&mut self, phrase: &Phrase) -> Option<Lead> {
        let heard = resolve(self.story, &self.focus, phrase)?;
        let sure = heard.sure;
        Some(Lead { voice: self.remember(heard), phrase: *phrase, sure })
    }

    fn remember(&mut self, heard: Heard) -> Voice {
        self.references.extend(heard.reference);
        heard.voice
    }

    /// Notes what the sentence reports without marks. A headline repeats what the story says.
    fn listen(&mut self, number: usize, sentence: &Sentence) {
        if sentence.headline {
            return;
        }
        for report in reports(self.story, sentence) {
            let Some(heard) = resolve(self.story, &self.focus, &report.claim.phrase) else { continue };
            let sure = heard.sure;
            let voice = self.remember(heard);
            self.told.push(Told { report, sentence: number, voice, sure });
        }
    }

    /// After a sentence: its speaker was talked about last, else its subject; others it names come behind.
    fn update_focus(&mut self, number: usize, sentence: &Sentence) -> Option<Lead> {
        if sentence.headline {
            self.note_headline(number, sentence);
            return None;
        }
        let subject = self.subject(sentence);
        let spoken = self.findings.iter().rev().take_while(|finding| finding.sentence == number);
        let speaker = spoken
            .filter(|finding| finding.rule != Rule::SentenceSubject && !self.in_relative_clause(finding))
            .find_map(lead_of);
        let speaker = speaker.or_else(|| self.teller(number));
        let first = speaker.clone().or(subject);
        self.note_named(number, sentence, first.is_some());
        if let Some(Lead { voice, .. }) = &first {
            let form = self.form_in(sentence, voice);
            self.focus.note(voice.clone(), Mention { sentence: number, part: Part::Subject, form });
        }
        if let Some(Lead { voice, .. }) = &speaker {
            self.focus.note_speaker(voice);
        }
        first
    }

    /// Notes everybody whom a sentence names: in passing if it is about somebody. "A debate alone changes little, noted the Post’s Ana
    /// Ruiz.": whom a sentence about nobody names is who it is about.
    fn note_named(&mut self, number: usize, sentence: &Sentence, is_about_somebody: bool) {
        let story = self.story;
        for (name, printed) in story.names_between(sentence.start, sentence.end) {
            let Who::Person(person) = story.bearers[name] else { continue };
            if printed.bearer != Bearer::Person && !story.people.all[person].certain {
                continue;
            }
            let owner = story.frame.tokens[printed.end - 1].possessive;
            let part = if owner { Part::Owner } else { Part::Passing };
            let mention = Mention { sentence: number, part, form: story.form(name) };
            match is_about_somebody || owner {
                true => self.focus.note_in_passing(Voice::Person(person), mention),
                false => self.focus.note(Voice::Person(person), mention),
            }
        }
    }

    /// How a sentence mentions somebody: by the last name it has for them, if any.
    fn form_in(&self, sentence: &Sentence, voice: &Voice) -> Form {
        let Voice::Person(person) = voice else { return Form::Other };
        let named = self.story.names_between(sentence.start, sentence.end);
        let own = named.filter(|(name, _)| self.story.bearers[*name] == Who::Person(*person));
        own.last().map_or(Form::Other, |(name, _)| self.story.form(name))
    }

    /// Whoever says without marks what the sentence reports.
    fn teller(&self, number: usize) -> Option<Lead> {
        let mut told = self.told.iter().rev().take_while(|told| told.sentence == number);
        let speech = |told: &&Told| {
            matches!(
                told.report.claim.rule,
                Rule::ReportedAfter | Rule::ReportedAround | Rule::ReportedAccording
            )
        };
        let told = told.find(speech)?;
        Some(Lead { voice: told.voice.clone(), phrase: told.report.claim.phrase, sure: told.sure })
    }

    /// Whom a headline names may be "the winner" of the first sentence; its first name before the others.
    fn note_headline(&mut self, number: usize, sentence: &Sentence) {
        let named: Vec<usize> = people_named(self.story, sentence.start, sentence.end).collect();
        let mention = Mention { sentence: number, part: Part::Headline, form: Form::ShortName };
        named.into_iter().rev().for_each(|person| self.focus.note(Voice::Person(person), mention));
    }

    /// `She rereads one line, in which Roux calls it “fair”`: the sentence stays hers.
    fn in_relative_clause(&self, finding: &Finding) -> bool {
        let before = finding.claim.and_then(|claim| claim.phrase.start.checked_sub(1));
        before.is_some_and(|at| {
            matches!(self.story.words(at, at + 1), "which" | "whom" | "laquelle" | "lequel")
        })
    }

    fn subject(&mut self, sentence: &Sentence) -> Option<Lead> {
        let story = self.story;
        let mut at = self.main_clause(sentence);
        // "On Monday, Ruiz": the subject follows the opening phrase.
        while at < sentence.end.min(sentence.start + 30) {
            let found = phrase::after(story, at, sentence.end).filter(|phrase| story.can_speak(phrase));
            let possessive = |phrase: &phrase::Phrase| story.frame.tokens[phrase.end - 1].possessive;
            if let Some(phrase) = found.filter(|phrase| !possessive(phrase)) {
                return self.lead(&phrase);
            }
            at += 1;
        }
        None
    }

    /// `A day after the mayor left, Ruiz called`, `While Roux had singers, Ruiz has none`: past an opening clause, whose subject is not the
    /// sentence's.
    fn main_clause(&self, sentence: &Sentence) -> usize {
        const OPENING: usize = 4;
        const REACH: usize = 40;
        let opening = (sentence.start..sentence.end).take(OPENING);
        let plain = |at: &usize| self.story.frame.tokens[*at].is_word() && self.story.name_at(*at).is_none();
        let opens = self.story.words(sentence.start, sentence.start + 1);
        let conceded = matches!(
            opens,
            "While" | "Although" | "Though" | "If" | "Because" | "As" | "Since" | "Once" | "Whereas"
        );
        // "Asked by a reporter if she would run, Ruiz paused."
        let asked = self.story.frame.tokens[sentence.start].is(Facts::ASK);
        let clause_of_time = conceded
            || asked
            || opening.take_while(plain).any(|at| {
                matches!(
                    self.story.words(at, at + 1),
                    "after" | "After" | "before" | "Before" | "when" | "When"
                )
            });
        if !clause_of_time {
            return sentence.start;
        }
        let mut rest = sentence.start..sentence.end.min(sentence.start + REACH);
        let comma = rest.find(|at| self.story.frame.tokens[*at].shape == Shape::Comma);
        comma.map_or(sentence.start, |comma| comma + 1)
    }
}
