//! Quotations whose own sentence names no speaker: the speakers of their neighbours, weighed.
//!
//! `“No,” he said. “Never.”` A speaker goes on through the next sentences and paragraphs until the layout, a name or a cue says otherwise.

use super::frame::Sentence;
use super::lexicon::Facts;
use super::phrase::Phrase;
use super::rank;
use super::rank::sign::Sign;
use super::rank::sign::Signs;
use super::rule::Rule;
use super::story::Story;
use super::voice::Voice;
use super::walk::Finding;

/// Somebody of a sentence, with the words that name them there.
#[derive(Clone, Debug)]
pub(super) struct Lead {
    pub(super) voice: Voice,
    pub(super) phrase: Phrase,
    /// How sure it is that this is who the words mean, and that they spoke or are talked about.
    pub(super) sure: f32,
}

/// What the sentences and paragraphs leave to their neighbours.
#[derive(Debug, Default)]
pub(super) struct Leads {
    /// Whom each sentence is about.
    pub(super) subjects: Vec<Option<Lead>>,
    /// Whom the last sentence of each paragraph introduces with a colon.
    pub(super) introduced: Vec<Option<Lead>>,
    /// Whose signature each paragraph is.
    pub(super) signed: Vec<Option<Lead>>,
}

/// A neighbour who may go on speaking, or nobody.
#[derive(Clone, Debug)]
pub(super) struct Carried {
    pub(super) rule: Rule,
    pub(super) lead: Option<Lead>,
    pub(super) signs: Signs,
}

/// Gives quotations without a claim the speaker of their neighbours.
pub(super) fn carry(story: &Story, leads: &Leads, findings: &mut [Finding]) {
    carry_back(story, findings);
    for at in 0..findings.len() {
        if findings[at].claim.is_some() || findings[at].voice.is_some() {
            continue;
        }
        let place = Place { story, leads, findings, at };
        let (chosen, sure, carried) = place.decide();
        let finding = &mut findings[at];
        if let Some(lead) = chosen.lead {
            finding.rule = chosen.rule;
            finding.sure = sure * lead.sure;
            finding.voice = Some(lead.voice);
            finding.source = Some(lead.phrase);
        }
        finding.carried = carried;
    }
}

/// `“No. ¶ “Never,” said Ruiz.`: a paragraph that does not close its quotation has the speaker of the one that goes on with it.
fn carry_back(story: &Story, findings: &mut [Finding]) {
    let paragraph = |finding: &Finding| story.frame.sentences[finding.sentence].paragraph;
    for at in (1..findings.len()).rev() {
        let (here, next) = (&findings[at - 1], &findings[at]);
        let has_speaker_before =
            at >= 2 && paragraph(&findings[at - 2]) == paragraph(here) && findings[at - 2].voice.is_some();
        let unclaimed = here.claim.is_none() && here.voice.is_none() && !has_speaker_before;
        let opens = story.frame.sentences[next.sentence].start == next.token;
        let goes_on = story.frame.marked[here.marked].open_ended && paragraph(here) + 1 == paragraph(next);
        if unclaimed && opens && goes_on && next.voice.is_some() {
            let (voice, source, sure) = (next.voice.clone(), next.source, next.sure);
            findings[at - 1] =
                Finding { rule: Rule::Continued, voice, source, sure, ..findings[at - 1].clone() };
        }
    }
}

/// A quotation without a claim among its neighbours.
struct Place<'a> {
    story: &'a Story<'a>,
    leads: &'a Leads,
    findings: &'a [Finding],
    at: usize,
}

impl Place<'_> {
    /// The likeliest neighbour, how sure that is, and everybody weighed; nobody is weighed where the text gives a name outright.
    fn decide(&self) -> (Carried, f32, Vec<Carried>) {
        if let Some(certain) = self.outright() {
            return (certain, 1.0, Vec::new());
        }
        // A turn of a transcript is its own speaker’s, known or not.
        if self.story.frame.marked[self.here().marked].is_turn {
            return (self.nobody(), 1.0, Vec::new());
        }
        let carried = self.neighbours();
        let likeliest = rank::likeliest(carried.iter().map(|carried| carried.signs));
        let (number, sure) = likeliest.unwrap_or_default();
        (carried[number].clone(), sure, carried)
    }

    fn here(&self) -> &Finding {
        &self.findings[self.at]
    }

    fn sentence(&self) -> &Sentence {
        &self.story.frame.sentences[self.here().sentence]
    }

    fn paragraph_of(&self, finding: &Finding) -> usize {
        self.story.frame.sentences[finding.sentence].paragraph
    }

    /// Whether the quotation opens its sentence.
    fn opens(&self) -> bool {
        self.sentence().start == self.here().token
    }

    /// `RUIZ: No.` inside the marks; `— Maria Ruiz` below them.
    fn outright(&self) -> Option<Carried> {
        let certain = |rule: Rule, lead: Lead| Carried { rule, lead: Some(lead), signs: Signs::default() };
        if let Some(label) = self.story.label(self.here().marked) {
            let at = self.here().token;
            let phrase = Phrase { start: at, end: at, head: super::phrase::Head::Described(at) };
            let named = self.story.labelled(label).map(Voice::Person);
            let voice = named.unwrap_or(Voice::Described { words: label, gender: Facts::default() });
            return Some(certain(Rule::Label, Lead { voice, phrase, sure: 1.0 }));
        }
        let below = self.leads.signed.get(self.sentence().paragraph + 1)?;
        below.clone().map(|lead| certain(Rule::Signed, lead))
    }

    /// Everybody who may go on speaking, the nearest first, nobody last.
    fn neighbours(&self) -> Vec<Carried> {
        let mut found: Vec<Carried> = Vec::new();
        let before = self.at.checked_sub(1).map(|before| &self.findings[before]);
        let ago = before.map(|before| self.sentence().paragraph - self.paragraph_of(before));
        if let (Some(before), Some(ago)) = (before, ago) {
            let (rule, sign) = match ago {
                0 => (Rule::SameParagraph, Sign::SpeaksBefore),
                1 if self.story.frame.marked[before.marked].open_ended => (Rule::Continued, Sign::LeavesOpen),
                1 => (Rule::CarriedOn, Sign::SpeaksAbove),
                _ => (Rule::CarriedOn, Sign::SpeaksTwoAbove),
            };
            if ago <= 2 {
                self.propose(&mut found, rule, sign, lead_of(before));
            }
        }
        let introduced =
            self.sentence().paragraph.checked_sub(1).and_then(|above| self.leads.introduced.get(above));
        if let Some(lead) = introduced.filter(|_| self.opens_paragraph()) {
            self.propose(&mut found, Rule::Introduced, Sign::IntroducesWithColon, lead.clone());
        }
        self.propose_subjects(&mut found);
        let after = self.findings.get(self.at + 1);
        if let Some(after) = after.filter(|after| self.paragraph_of(after) == self.sentence().paragraph) {
            self.propose(&mut found, Rule::CueFollows, Sign::SpeaksAfter, lead_of(after));
        }
        found.push(self.nobody());
        found
    }

    /// Whom the sentence before is about, in the same paragraph or at the end of the one above.
    fn propose_subjects(&self, found: &mut Vec<Carried>) {
        let Some(before) = self.here().sentence.checked_sub(1) else { return };
        let Some(Some(lead)) = self.leads.subjects.get(before) else { return };
        let same = self.story.frame.sentences[before].paragraph == self.sentence().paragraph;
        // A body that the paragraph above is about may be the furniture of a page; a person is in the story.
        let is_person = matches!(lead.voice, Voice::Person(number) if self.story.people.all[number].certain);
        if !same && !is_person {
            return;
        }
        let sign = if same { Sign::SubjectJustBefore } else { Sign::SubjectAbove };
        self.propose(found, Rule::SubjectBefore, sign, Some(lead.clone()));
    }

    fn opens_paragraph(&self) -> bool {
        let before = self.here().sentence.checked_sub(1);
        self.opens()
            && before.is_none_or(|before| {
                self.story.frame.sentences[before].paragraph != self.sentence().paragraph
            })
    }

    /// Adds somebody, or a further sign to somebody who is there.
    fn propose(&self, found: &mut Vec<Carried>, rule: Rule, sign: Sign, lead: Option<Lead>) {
        let Some(lead) = lead else { return };
        let known =
            found.iter_mut().find(|known| known.lead.as_ref().is_some_and(|other| other.voice == lead.voice));
        if let Some(known) = known {
            known.signs.add(sign);
            return;
        }
        let mut signs = Signs::default();
        signs.add(sign);
        match &lead.voice {
            Voice::Person(number) => {
                signs.add(Sign::CarriesPerson);
                signs.add_if(!self.story.people.all[*number].certain, Sign::CarriesDoubtful);
            }
            Voice::Described { .. } => signs.add(Sign::CarriesUnnamed),
        }
        found.push(Carried { rule, lead: Some(lead), signs });
    }

    fn nobody(&self) -> Carried {
        let last = self.here().token + 1 >= self.sentence().end;
        let mut signs = Signs::default();
        signs.add(Sign::Nobody);
        signs.add_if(!self.opens(), Sign::NobodyInside);
        signs.add_if(self.opens() && last, Sign::NobodyAlone);
        signs.add_if(self.opens_paragraph(), Sign::NobodyOpens);
        let marked = self.story.frame.marked[self.here().marked].words;
        let short = marked.slice(self.story.frame.text).split_whitespace().nth(3).is_none();
        signs.add_if(short, Sign::NobodyShort);
        signs.add_if(self.sentence().headline, Sign::NobodyInHeadline);
        Carried { rule: Rule::Nobody, lead: None, signs }
    }
}

/// The speaker of a quotation, with the words that name them.
pub(super) fn lead_of(finding: &Finding) -> Option<Lead> {
    Some(Lead { voice: finding.voice.clone()?, phrase: finding.source?, sure: finding.sure })
}

#[cfg(test)]
mod tests {
    use crate::article::Article;
    use crate::quote::attribute;

    /// The speakers of an article's quotations between marks, in order.
    #[track_caller]
    fn check(text: &str, expected: &[Option<&str>]) {
        let quotes = attribute(&Article::of_text(text));
        let marked = quotes.iter().filter(|quote| quote.kind != crate::quote::Kind::Indirect);
        let found: Vec<Option<&str>> =
            marked.map(|quote| quote.speaker.as_ref().map(|speaker| speaker.name.as_str())).collect();
        assert_eq!(found, expected, "{text}");
    }

    #[test]
    fn a_speaker_goes_on_until_somebody_else_does() {
        let ruiz = Some("Maria Ruiz");
        check("“No,” said Maria Ruiz. “Never in my life.”", &[ruiz, ruiz]);
        check("“No,” said Maria Ruiz.\n\n“I will never leave this town.”", &[ruiz, ruiz]);
        check("Maria Ruiz put it so:\n\n“I will never leave this town.”", &[ruiz]);
        check("“I will stay.\n\n“I will never leave,” said Maria Ruiz.", &[ruiz, ruiz]);
        check(
            "“I will never leave this town,” the sign read over the door.\n\n“RUIZ: Why should I ever leave?”",
            &[Some("the sign"), Some("RUIZ")],
        );
    }

    #[test]
    fn nobody_goes_on_where_nobody_spoke() {
        check("The door was locked at noon.\n\n“We had no choice at all.”", &[None]);
    }
}
