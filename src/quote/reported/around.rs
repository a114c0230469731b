//! A clause of speech inside or behind what it reports: "The vote, Ruiz said, was lost."

use super::Report;
use crate::quote::claims::Beside;
use crate::quote::claims::Claim;
use crate::quote::lexicon::Facts;
use crate::quote::phrase;
use crate::quote::phrase::Head;
use crate::quote::phrase::Phrase;
use crate::quote::rule::Rule;
use crate::quote::token::Shape;

/// A clause of speech set into a sentence is short: "Ruiz, the mayor of Northfield, Ohio, said in a statement".
const REACH: usize = 24;

impl Beside<'_> {
    /// What a sentence with a clause of speech in it reports, and the token after what was read; `known` is what the tables say of all its
    /// words together.
    pub(super) fn reported_around(&self, known: Facts) -> Option<(Report, usize)> {
        let according = known.any(Facts::ACCORDING).then(|| self.according_to_somebody()).flatten();
        let speech = known.any(Facts::SAY.and(Facts::TELL));
        according.or_else(|| speech.then(|| self.incised()).flatten())
    }

    /// "According to Ruiz, the vote was lost." "The vote was lost, according to Ruiz."
    fn according_to_somebody(&self) -> Option<(Report, usize)> {
        let sentence = self.sentence;
        let at = (sentence.start..sentence.end).find(|at| self.is(*at, Facts::ACCORDING))?;
        let claim = self.according(at, sentence.end).filter(|claim| self.story.can_speak(&claim.phrase));
        let claim =
            Claim { rule: Rule::ReportedAccording, ..claim.or_else(|| self.according_to_something(at))? };
        let comma = (claim.phrase.end..sentence.end.min(claim.phrase.end + REACH))
            .find(|at| self.shape(*at) == Some(Shape::Comma));
        let before = self.pieces(self.past_dateline().min(at), at);
        if at > sentence.start + 2 && !before.is_empty() {
            let incised = self.shape(at - 1) == Some(Shape::Comma) && comma == Some(claim.phrase.end);
            return Some(self.both(claim, before, comma.filter(|_| incised).map(|comma| comma + 1)));
        }
        let start = comma? + 1;
        let end = self.clause_end(start);
        Some((Report { claim, pieces: self.pieces(start, end) }, end))
    }

    /// "according to exit polls": behind these words any noun is a source.
    fn according_to_something(&self, at: usize) -> Option<Claim> {
        const LONGEST: usize = 14;
        let start = at + if self.word(at + 1) == "to" { 2 } else { 1 };
        let end = (start..self.sentence.end)
            .take(LONGEST)
            .find(|at| !self.story.frame.tokens[*at].is_word())
            .or(Some(self.sentence.end).filter(|end| *end < start + LONGEST))?;
        let head = (start..end).take_while(|at| !self.is(*at, Facts::PREPOSITION)).last()?;
        let phrase = Phrase { start, end, head: Head::Described(head) };
        Some(Claim { rule: Rule::ReportedAccording, cue: (at, start), phrase })
    }

    fn both(&self, claim: Claim, before: Vec<(usize, usize)>, after: Option<usize>) -> (Report, usize) {
        let mut pieces = before;
        let read = claim.phrase.end.max(claim.cue.1);
        let Some(start) = after.filter(|start| !self.begins_to_speak(*start)) else {
            return (Report { claim, pieces }, read);
        };
        let end = self.clause_end(start);
        pieces.extend(self.pieces(start, end));
        (Report { claim, pieces }, end)
    }

    /// "The vote, Ruiz said, was lost." "The vote was lost, said Ruiz."
    fn incised(&self) -> Option<(Report, usize)> {
        for cue in (self.sentence.start..self.sentence.end).filter(|at| self.is_finite_speech(*at)) {
            let Some((comma, claim, end)) = self.clause_of_speech(cue) else { continue };
            let before = self.pieces(self.past_dateline().min(comma), comma);
            // "said Ruiz, the mayor of Northfield": what follows the name is about it.
            let inverted = claim.cue.0 < claim.phrase.start;
            let after = (self.shape(end) == Some(Shape::Comma) && !inverted).then_some(end + 1);
            let goes_on = after.is_some_and(|after| self.story.frame.quote_at(after).is_none());
            // "But, Ruiz said, the vote was lost."
            let one_word = comma == self.sentence.start + 1 && self.story.frame.tokens[comma - 1].is_word();
            if before.is_empty() && !one_word || self.only_opens(comma) && !goes_on {
                continue;
            }
            return Some(self.both(claim, before, after));
        }
        None
    }

    /// A comma, a dash, or a quotation that ends with a comma.
    fn sets_off(&self, at: usize) -> bool {
        let quote = self.story.frame.quote_at(at);
        matches!(self.shape(at), Some(Shape::Comma | Shape::Dash))
            || quote
                .and_then(|number| self.story.frame.last_of_quote(number))
                .is_some_and(|c| ",?!".contains(c))
    }

    /// "In a statement,", "As the crowd sang,", "Asked about it,": an opening that the clause of speech goes on from, and no content of it.
    fn only_opens(&self, comma: usize) -> bool {
        // Words before the comma that a bare opening has at most: "In an interview with the Post on Monday,".
        const LONGEST: usize = 9;
        let start = self.sentence.start;
        let one = !(start..comma).any(|at| self.shape(at) == Some(Shape::Comma));
        let subordinate = matches!(
            self.word(start),
            "As" | "Although"
                | "Though"
                | "While"
                | "When"
                | "After"
                | "Before"
                | "If"
                | "Because"
                | "Since"
                | "Despite"
                | "With"
                | "Even"
        ) || self.word(start).ends_with("ing");
        let opening =
            self.is(start, Facts::PREPOSITION) && comma - start <= LONGEST || self.is(start, Facts::TIME);
        self.is(start, Facts::ASK) || one && (subordinate || opening)
    }

    fn is_finite_speech(&self, at: usize) -> bool {
        self.is(at, Facts::SAY.and(Facts::TELL))
            && !self.is(at, Facts::PARTICIPLE)
            && self.is_verb(at)
            && !self.is_infinitive(at)
    }

    /// The clause of speech around a verb: set off by what stands before it, and without anything after it that it could report. Gives
    /// the comma, the claim, and where the clause ends.
    fn clause_of_speech(&self, cue: usize) -> Option<(usize, Claim, usize)> {
        let closes = |end: usize| {
            end >= self.sentence.end
                || matches!(self.shape(end), Some(Shape::Comma | Shape::Stop | Shape::Dash))
        };
        let helpers = (self.sentence.start..cue).rev().take_while(|at| self.is_helper(*at)).count();
        let comma = (cue - helpers).checked_sub(1).filter(|at| *at >= self.sentence.start)?;
        if self.sets_off(comma) {
            let phrase = phrase::after(self.story, cue + 1, self.sentence.end)?;
            let end = self.past_circumstance(cue, phrase.end);
            let speaks = closes(end) && self.story.can_speak(&phrase) && !self.ends_aside(cue, comma);
            return speaks.then(|| (comma, self.cue(Rule::ReportedAround, cue, phrase), end));
        }
        let end = self.past_circumstance(cue, cue + 1);
        if !closes(end) {
            return None;
        }
        let phrase = phrase::before(self.story, self.sentence.start, cue)?;
        let comma =
            phrase.start.checked_sub(1).filter(|at| *at >= self.sentence.start && self.sets_off(*at))?;
        let speaks = self.story.can_speak(&phrase) && cue - comma <= REACH;
        speaks.then(|| (comma, self.cue(Rule::ReportedAround, cue, phrase), end))
    }

    /// "Ruiz, 45, announced the plan": the comma closes an aside about the name that opens the sentence, and the verb is that name's own.
    fn ends_aside(&self, cue: usize, comma: usize) -> bool {
        let start = self.sentence.start;
        let Some(subject) = phrase::before(self.story, start, cue) else { return false };
        let inside = subject.end + 1;
        // "The premier, who is ill, denied the report": behind "who" the subject needs no name.
        let named = match subject.head {
            Head::Name(name) => self.story.names[name].end == subject.end,
            Head::Described(_) => self.is(start, Facts::DETERMINER) && self.is(inside, Facts::RELATIVE),
            Head::Pronoun(_) => false,
        };
        let opens = self.shape(subject.end) == Some(Shape::Comma) && inside < comma;
        // "Ruiz, 45, was hurt, said the mayor": what has a verb of its own is no aside, unless "who" opens it.
        let verb = Facts::BE.and(Facts::AUXILIARY).and(Facts::CUE);
        let plain = self.is(inside, Facts::RELATIVE) || !(inside..comma).any(|at| self.is(at, verb));
        // "Ruiz, 45, died in the fire, confirmed the police": the last comma closes another clause.
        let last = (inside..comma)
            .rev()
            .find(|at| self.shape(*at) == Some(Shape::Comma))
            .map_or(inside, |at| at + 1);
        let token = &self.story.frame.tokens[last];
        let plain = plain && !token.is(verb) && !(token.is_lower() && token.facts.is_plain());
        (subject.start == start || self.is_introduced(subject.start)) && named && opens && plain
    }

    /// "The mayor, Ana Ruiz, 45,": whether nothing but a part and its comma stands between the sentence's beginning and a name.
    fn is_introduced(&self, name: usize) -> bool {
        const LONGEST: usize = 6;
        let start = self.sentence.start;
        let Some(comma) = name.checked_sub(1).filter(|at| *at > start && *at <= start + LONGEST) else {
            return false;
        };
        let part = (start + 1..comma)
            .all(|at| self.story.frame.tokens[at].is_lower() && !self.is(at, Facts::CUE.and(Facts::BE)));
        self.is(start, Facts::DETERMINER)
            && self.shape(comma) == Some(Shape::Comma)
            && part
            && self.is(comma - 1, Facts::ROLE)
    }

    /// "a" in « a dit Ruiz »: what stands before an inverted verb.
    fn is_helper(&self, at: usize) -> bool {
        self.is(at, Facts::AUXILIARY.and(Facts::ADVERB).and(Facts::REFLEXIVE).and(Facts::BE))
    }

    /// Past "reporters on Monday", "in a statement", "last week": to whom, where and when.
    fn past_circumstance(&self, cue: usize, at: usize) -> usize {
        const LONGEST: usize = 12;
        let mut at = at;
        if self.is(cue, Facts::TELL) {
            at = phrase::after(self.story, at, self.sentence.end).map_or(at, |hearer| hearer.end);
        }
        let circumstance = self.is(at, Facts::PREPOSITION.and(Facts::TIME).and(Facts::ADVERB))
            || matches!(
                self.word(at),
                "last" | "this" | "earlier" | "during" | "after" | "when" | "while" | "as"
            );
        if !circumstance {
            return at;
        }
        let is_over = |at: &usize| !self.story.frame.tokens[*at].is_word() || self.word(*at) == "that";
        (at..self.sentence.end.min(at + LONGEST)).find(is_over).unwrap_or(self.sentence.end.min(at + LONGEST))
    }
}
