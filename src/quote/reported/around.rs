//! A clause of speech inside or behind what it reports: "The vote, Ruiz said, was lost."

use super::Report;
use crate::quote::claims::Beside;
use crate::quote::claims::Claim;
use crate::quote::lexicon::Facts;
use crate::quote::phrase;
use crate::quote::rule::Rule;
use crate::quote::token::Shape;

/// A clause of speech set into a sentence is short: "Ruiz, the mayor of Northfield, Ohio, said in a statement".
const REACH: usize = 24;

impl Beside<'_> {
    /// What a sentence with a clause of speech in it reports, and the token after what was read.
    pub(super) fn reported_around(&self) -> Option<(Report, usize)> {
        self.according_to_somebody().or_else(|| self.incised())
    }

    /// "According to Ruiz, the vote was lost." "The vote was lost, according to Ruiz."
    fn according_to_somebody(&self) -> Option<(Report, usize)> {
        let sentence = self.sentence;
        let at = (sentence.start..sentence.end).find(|at| self.is(*at, Facts::ACCORDING))?;
        let claim = Claim { rule: Rule::ReportedAccording, ..self.according(at, sentence.end)? };
        if !self.story.can_speak(&claim.phrase) {
            return None;
        }
        let comma = (claim.phrase.end..sentence.end.min(claim.phrase.end + REACH))
            .find(|at| self.shape(*at) == Some(Shape::Comma));
        let before = self.pieces(sentence.start, at);
        if at > sentence.start + 2 && !before.is_empty() {
            let after = comma
                .filter(|comma| *comma == claim.phrase.end && self.is_incised(at))
                .map(|comma| comma + 1);
            return Some(self.both(claim, before, after));
        }
        let start = comma? + 1;
        let end = self.clause_end(start);
        Some((Report { claim, pieces: self.pieces(start, end) }, end))
    }

    fn is_incised(&self, at: usize) -> bool {
        at.checked_sub(1).is_some_and(|before| self.shape(before) == Some(Shape::Comma))
    }

    fn both(&self, claim: Claim, before: Vec<(usize, usize)>, after: Option<usize>) -> (Report, usize) {
        let mut pieces = before;
        let Some(start) = after else { return (Report { claim, pieces }, claim.phrase.end.max(claim.cue.1)) };
        let end = self.clause_end(start.saturating_sub(1)).max(start);
        pieces.extend(self.pieces(start, end));
        (Report { claim, pieces }, end)
    }

    /// "The vote, Ruiz said, was lost." "The vote was lost, said Ruiz."
    fn incised(&self) -> Option<(Report, usize)> {
        let commas = (self.sentence.start..self.sentence.end)
            .filter(|at| matches!(self.shape(*at), Some(Shape::Comma | Shape::Dash)));
        for comma in commas {
            let Some((claim, end)) = self.clause_of_speech(comma + 1) else { continue };
            let before = self.pieces(self.sentence.start, comma);
            if before.is_empty() {
                continue;
            }
            let after = (self.shape(end) == Some(Shape::Comma)).then_some(end + 1);
            return Some(self.both(claim, before, after));
        }
        None
    }

    /// A subject and a verb of speech that begin here and take nothing after them, and where they end.
    fn clause_of_speech(&self, start: usize) -> Option<(Claim, usize)> {
        let to = self.sentence.end.min(start + REACH);
        let cue = (start..to).find(|at| self.is_verb(*at))?;
        if !self.is(cue, Facts::SAY.and(Facts::TELL))
            || self.is(cue, Facts::PARTICIPLE)
            || self.is_infinitive(cue)
        {
            return None;
        }
        let inverted = (start..cue)
            .all(|at| self.is_helper(at))
            .then(|| phrase::after(self.story, cue + 1, self.sentence.end))
            .flatten();
        let subject = match inverted {
            Some(phrase) => phrase,
            None => phrase::before(self.story, start, cue).filter(|phrase| phrase.start == start)?,
        };
        let end = self.past_circumstance(subject.end.max(cue + 1));
        let closes = end >= self.sentence.end
            || matches!(self.shape(end), Some(Shape::Comma | Shape::Stop | Shape::Dash));
        let speaks = closes && self.story.can_speak(&subject);
        speaks.then(|| (self.cue(Rule::ReportedAround, cue, subject), end))
    }

    /// "a" in « a dit Ruiz »: what stands before an inverted verb.
    fn is_helper(&self, at: usize) -> bool {
        self.is(at, Facts::AUXILIARY.and(Facts::ADVERB).and(Facts::REFLEXIVE).and(Facts::BE))
    }

    /// Past "on Monday", "in a statement", "the Post", "reporters": when, where and to whom.
    fn past_circumstance(&self, at: usize) -> usize {
        const LONGEST: usize = 10;
        let end = (at..self.sentence.end.min(at + LONGEST)).find(|at| {
            !self.story.frame.tokens[*at].is_word()
                || self.is(*at, Facts::PRONOUN) && !self.is(*at - 1, Facts::TELL)
                || self.word(*at) == "that"
        });
        end.unwrap_or(self.sentence.end.min(at + LONGEST))
    }
}
