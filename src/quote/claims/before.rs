//! The rules that look before the quotation: `Ruiz said “no.”`

use super::Beside;
use super::Claim;
use super::REACH;
use crate::quote::lexicon::Facts;
use crate::quote::phrase;
use crate::quote::phrase::Phrase;
use crate::quote::rule::Rule;
use crate::quote::token::Shape;

impl Beside<'_> {
    /// `under what Ruiz called “the old model,” the club lost money`: words that go on a clause of speech before them are not the
    /// object of a verb after them.
    pub(super) fn straight_before(&self) -> Option<Claim> {
        let before = self.quote.checked_sub(1).filter(|at| *at > self.left)?;
        let goes_on = self.story.frame.tokens[before].is_word();
        goes_on.then(|| self.finite_cue_before()).flatten()
    }

    /// The second piece of `“No,” he said, “never.”`
    pub(super) fn split(&self, last: Option<Claim>) -> Option<Claim> {
        let last = last.filter(|last| last.cue.0 >= self.left && last.cue.0 < self.quote)?;
        let clause = Beside { left: last.cue.1.max(last.phrase.end), ..*self };
        Some(clause.finite_cue_before().unwrap_or(Claim { rule: Rule::Split, ..last }))
    }

    /// `According to Ruiz, “nobody was asked.”`
    pub(super) fn according_before(&self) -> Option<Claim> {
        (self.left..self.quote).find_map(|at| self.according(at, self.quote))
    }

    /// `According to the Post, Ruiz said it was “lost”`: the paper tells it, and Ruiz said it.
    pub(super) fn told_by_another(&self) -> Option<Claim> {
        let paper = self.according_before()?;
        let rest = Beside { left: paper.phrase.end, ..*self };
        let inner = rest.finite_cue_before()?;
        let person = matches!(inner.phrase.head, phrase::Head::Name(name) if self.story.is_person(name));
        (person && self.is(inner.cue.0, Facts::SAY.and(Facts::TELL))).then_some(inner)
    }

    /// `Ruiz called it “sad,” while Roux called it “a gift”`: behind another quotation, a name with a verb of its own.
    pub(super) fn said_by_another(&self) -> Option<Claim> {
        let link = if self.shape(self.left) == Some(Shape::Comma) { self.left + 1 } else { self.left };
        if self.left == self.sentence.start || !matches!(self.word(link), "while" | "whereas" | "and" | "but")
        {
            return None;
        }
        let claim = self.straight_before()?;
        let named = matches!(claim.phrase.head, phrase::Head::Name(name) if self.story.is_person(name));
        (named && claim.phrase.start == link + 1).then_some(claim)
    }

    /// `Ruiz said that Roux once called the vote “sad”`: words of an earlier day are whose they were then, whoever recalls them.
    pub(super) fn said_before(&self) -> Option<Claim> {
        let earlier = |at: usize| matches!(self.word(at), "once" | "previously" | "earlier" | "formerly");
        let speaks = Facts::SAY.and(Facts::TELL).and(Facts::CALL);
        let from = self.left.max(self.quote.saturating_sub(REACH));
        let cue = (from + 2..self.quote).rev().find(|at| self.is(*at, speaks) && self.is_verb(*at))?;
        let phrase = phrase::before(self.story, self.left, cue).filter(|_| earlier(cue - 1))?;
        self.story.can_speak(&phrase).then(|| self.cue(Rule::CueBefore, cue, phrase))
    }

    /// `Ruiz said the plan was “dead.”`: the last verb of speech before the quotation that has a subject.
    pub(super) fn cue_before(&self) -> Option<Claim> {
        let main = Beside { left: self.left.max(self.main_clause()), ..*self };
        main.finite_cue_before().or_else(|| self.finite_cue_before()).or_else(|| self.main_subject())
    }

    /// Where the sentence's main clause begins: after the comma that closes an opening "As the crowd sang," or "On Monday,".
    pub(super) fn main_clause(&self) -> usize {
        let start = self.sentence.start;
        let opening = self.is(start, Facts::PREPOSITION.and(Facts::FUNCTION).and(Facts::PARTICIPLE))
            && !self.is(start, Facts::PRONOUN)
            || self.word(start).ends_with("ing")
            || self.is(start, Facts::ASK);
        if !opening {
            return start;
        }
        let comma = (start..self.quote).take(REACH).find(|at| self.shape(*at) == Some(Shape::Comma));
        comma.map_or(start, |comma| comma + 1)
    }

    pub(super) fn finite_cue_before(&self) -> Option<Claim> {
        let verbs = (self.left..self.quote).rev().filter(|at| self.is_verb(*at) && self.reaches(*at));
        let claims = verbs
            .filter(|at| !self.is_infinitive(*at) && !self.is_free_participle(*at) && !self.is_modal(*at))
            .filter_map(|at| Some(self.cue(Rule::CueBefore, at, phrase::before(self.story, self.left, at)?)));
        let mut claims = claims.filter(|claim| self.story.can_speak(&claim.phrase));
        let inner = claims.next()?;
        let outer = claims.next().filter(|outer| self.reports(outer, &inner));
        Some(outer.unwrap_or(inner))
    }

    /// `Roux said Ruiz called the vote “sad”`: what one person says that another called something is the first one's account.
    pub(super) fn reports(&self, outer: &Claim, inner: &Claim) -> bool {
        let names_something =
            self.is(inner.cue.0, Facts::CALL.and(Facts::WEAK)) && !self.is(inner.cue.0, Facts::SAY);
        let between = outer.cue.1..inner.phrase.start;
        names_something
            && self.is(outer.cue.0, Facts::SAY)
            && between.len() <= 2
            && between.into_iter().all(|at| self.is(at, Facts::FUNCTION.and(Facts::TIME)))
    }

    /// A weak cue counts only straight before the quotation.
    pub(super) fn reaches(&self, cue: usize) -> bool {
        !self.is(cue, Facts::WEAK)
            || (cue + 1..self.quote).all(|at| !self.story.frame.tokens[at].is_word())
            || self.is(cue, Facts::SAY.and(Facts::CALL).and(Facts::TELL))
            || matches!(self.shape(self.quote - 1), Some(Shape::Colon | Shape::Comma))
    }

    pub(in crate::quote) fn is_infinitive(&self, cue: usize) -> bool {
        self.is(cue, Facts::BARE) && cue.checked_sub(1).is_some_and(|at| self.is_to(at))
    }

    /// "The platform should say that": what somebody ought to say was not said, unless the words follow at once.
    pub(super) fn is_modal(&self, cue: usize) -> bool {
        let helped =
            cue.checked_sub(1).is_some_and(|at| self.is(at, Facts::AUXILIARY) && !self.is(at, Facts::ADVERB));
        self.is(cue, Facts::BARE)
            && helped
            && cue + 1 != self.quote
            && self.shape(self.quote - 1) != Some(Shape::Colon)
    }

    /// A form in -ing without "is" or "was" before it.
    pub(in crate::quote) fn is_free_participle(&self, cue: usize) -> bool {
        self.is(cue, Facts::PARTICIPLE) && !cue.checked_sub(1).is_some_and(|at| self.is(at, Facts::BE))
    }

    /// `Ruiz left early, calling it “a sad evening.”`: the subject is the sentence's.
    pub(super) fn main_subject(&self) -> Option<Claim> {
        let cue = (self.left..self.quote).rev().find(|at| {
            self.is_verb(*at)
                && self.reaches(*at)
                && (self.is_infinitive(*at) || self.is_free_participle(*at))
        })?;
        let phrase = self.subject_of_sentence(cue)?;
        Some(self.cue(Rule::MainSubject, cue, phrase))
    }

    /// The first phrase of the sentence that can speak, before `to`.
    pub(in crate::quote) fn subject_of_sentence(&self, to: usize) -> Option<Phrase> {
        let main = self.main_clause();
        let starts = (main..to).take(REACH).filter(|at| {
            *at == main
                || !self.is(at - 1, Facts::PREPOSITION)
                    && self.story.name_at(*at).is_none_or(|name| self.story.names[name].start == *at)
        });
        let phrases = starts.filter_map(|at| phrase::after(self.story, at, to));
        phrases.into_iter().find(|phrase| self.story.can_speak(phrase) && !self.ends_possessive(phrase))
    }

    pub(in crate::quote) fn ends_possessive(&self, phrase: &Phrase) -> bool {
        self.story.frame.token(phrase.end.wrapping_sub(1)).is_some_and(|token| token.possessive)
    }

    /// `Said Ruiz: “No.”`
    pub(super) fn inverted_before(&self) -> Option<Claim> {
        let introduces = matches!(
            self.quote.checked_sub(1).and_then(|at| self.shape(at)),
            Some(Shape::Colon | Shape::Comma)
        );
        let cue = (self.left..self.quote).find(|at| self.shape(*at) != Some(Shape::Comma))?;
        if !introduces || !self.is_verb(cue) || self.is(cue, Facts::PARTICIPLE) {
            return None;
        }
        let phrase = phrase::after(self.story, cue + 1, self.quote)?;
        self.story.can_speak(&phrase).then(|| self.cue(Rule::InvertedBefore, cue, phrase))
    }

    /// `Ruiz: “No.”` `The mayor on the bridge: “Late.”`
    pub(super) fn colon(&self) -> Option<Claim> {
        if self.quote == self.left || self.shape(self.quote - 1) != Some(Shape::Colon) {
            return None;
        }
        let phrase = self.subject_of_sentence(self.quote)?;
        Some(Claim { rule: Rule::Colon, cue: (self.quote - 1, self.quote), phrase })
    }

    /// `Pollsters agree - Maria Ruiz: “No.”`: a full name between a dash, or the sentence’s beginning, and a colon.
    pub(super) fn named_with_colon(&self) -> Option<Claim> {
        let colon = self
            .quote
            .checked_sub(1)
            .filter(|at| *at > self.left && self.shape(*at) == Some(Shape::Colon))?;
        let name = self.story.name_at(colon - 1).filter(|name| self.story.is_full_name(*name))?;
        let printed = &self.story.names[name];
        let opens = printed.start == self.sentence.start
            || self.shape(printed.start.wrapping_sub(1)) == Some(Shape::Dash);
        let phrase = Phrase { start: printed.start, end: printed.end, head: phrase::Head::Name(name) };
        (opens && printed.end == colon).then_some(Claim {
            rule: Rule::Colon,
            cue: (colon, self.quote),
            phrase,
        })
    }

    /// `RUIZ: The bridge is closed.`: the label at the head of a transcript's paragraph.
    pub(super) fn label(&self) -> Option<Claim> {
        let number = self.story.frame.quote_at(self.quote)?;
        let colon = self.quote.checked_sub(1).filter(|at| *at > self.left)?;
        if !self.story.frame.marked[number].is_turn || self.shape(colon) != Some(Shape::Colon) {
            return None;
        }
        let phrase = phrase::after(self.story, self.sentence.start, colon)?;
        Some(Claim { rule: Rule::Label, cue: (colon, self.quote), phrase })
    }

    /// `She recalled his saying, “No.”`: whoever owns the verb in -ing spoke.
    pub(super) fn gerund(&self) -> Option<Claim> {
        let comma = self.quote.checked_sub(1).filter(|at| self.shape(*at) == Some(Shape::Comma));
        let cue = comma.unwrap_or(self.quote).checked_sub(1).filter(|at| *at > self.left)?;
        let says = self.is(cue, Facts::PARTICIPLE) && self.is(cue, Facts::SAY.and(Facts::TELL));
        let phrase = phrase::possessor(self.story, self.left, cue - 1).filter(|_| says)?;
        Some(self.cue(Rule::SpeechNoun, cue, phrase))
    }

    /// `a film of Ruiz saying, “No.”`, `with Ruiz calling it “sad”`: a name straight before the verb in -ing spoke.
    pub(super) fn named_speaking(&self) -> Option<Claim> {
        const REACH: usize = 8;
        let from = self.left.max(self.quote.saturating_sub(REACH));
        let cue = (from + 1..self.quote).rev().find(|at| self.is_verb(*at))?;
        let speaks =
            self.is(cue, Facts::PARTICIPLE) && self.is(cue, Facts::SAY.and(Facts::TELL).and(Facts::CALL));
        let name = self.story.name_at(cue - 1).filter(|name| speaks && self.story.is_person(*name))?;
        let printed = &self.story.names[name];
        let owner = self.story.frame.tokens[printed.end - 1].possessive;
        let preposition = printed.start.checked_sub(1).filter(|at| *at >= self.left);
        let governed = preposition.is_some_and(|at| {
            matches!(self.word(at), "of" | "with" | "show" | "shows" | "showing" | "avec" | "de")
        });
        let phrase = Phrase { start: printed.start, end: printed.end, head: phrase::Head::Name(name) };
        (governed && !owner && printed.end == cue).then(|| self.cue(Rule::MainSubject, cue, phrase))
    }

    /// `Ruiz called it “sad” and “late.”`
    pub(super) fn joined(&self, last: Option<Claim>) -> Option<Claim> {
        Some(Claim { rule: Rule::Joined, ..last? })
    }

    /// `Ruiz wants “a fair deal.”`
    pub(super) fn sentence_subject(&self) -> Option<Claim> {
        if self.quote == self.sentence.start {
            return None;
        }
        let phrase = self.subject_of_sentence(self.quote)?;
        Some(Claim { rule: Rule::SentenceSubject, cue: (self.quote, self.quote), phrase })
    }
}
