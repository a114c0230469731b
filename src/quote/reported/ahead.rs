//! A clause of speech before what it reports: "Ruiz said that the vote was lost."

use super::Report;
use crate::quote::claims::Beside;
use crate::quote::claims::Claim;
use crate::quote::lexicon::Facts;
use crate::quote::phrase;
use crate::quote::phrase::Phrase;
use crate::quote::rule::Rule;

impl Beside<'_> {
    /// What the verb at `cue`, if it is one that reports, takes after it, and the token after that.
    pub(super) fn reported_ahead(&self, cue: usize) -> Option<(Report, usize)> {
        if !self.reports_here(cue) {
            return None;
        }
        let start = self.content_start(cue)?;
        let phrase = self.reporter(cue)?;
        let end = self.clause_end(start);
        let claim = Claim { rule: self.rule_of(cue), cue: (self.negation(cue), cue + 1), phrase };
        Some((Report { claim, pieces: self.pieces(start, end) }, end))
    }

    fn reports_here(&self, at: usize) -> bool {
        let cue = Facts::SAY.and(Facts::TELL).and(Facts::WEAK).and(Facts::TEXT).and(Facts::CALL);
        if self.is(at, Facts::THOUGHT) && self.story.frame.tokens[at].is_lower() {
            return !self.is(at.wrapping_sub(1), Facts::DETERMINER.and(Facts::POSSESSIVE))
                || self.is_verb(at);
        }
        self.is(at, cue) && self.is_verb(at)
    }

    /// Where the cue begins with its negation: "did not say", "n’a pas dit". Without it the words would say the opposite.
    fn negation(&self, cue: usize) -> usize {
        let helpers = (self.sentence.start..cue).rev().take_while(|at| {
            self.story.frame.tokens[*at].is_lower()
                && self.is(*at, Facts::AUXILIARY.and(Facts::ADVERB).and(Facts::BE))
        });
        let first = helpers.last().unwrap_or(cue);
        if (first..cue).any(|at| self.negates(at)) { first } else { cue }
    }

    fn negates(&self, at: usize) -> bool {
        let word = self.word(at);
        matches!(word, "not" | "never" | "no" | "cannot" | "ne" | "n’" | "n'" | "pas" | "jamais")
            || word.ends_with("n’t")
            || word.ends_with("n't")
    }

    fn rule_of(&self, cue: usize) -> Rule {
        if self.is_infinitive(cue) || self.is_free_participle(cue) {
            return Rule::ReportedAside;
        }
        if self.is(cue, Facts::SAY.and(Facts::TELL)) {
            return Rule::ReportedAfter;
        }
        if self.is(cue, Facts::FIND) { Rule::ReportedFinding } else { Rule::ReportedThought }
    }

    /// Whose verb it is.
    fn reporter(&self, cue: usize) -> Option<Phrase> {
        let aside = self.is_infinitive(cue) || self.is_free_participle(cue);
        let phrase = match aside {
            true => self.subject_of_sentence(cue),
            false => phrase::before(self.story, self.sentence.start, cue),
        };
        phrase.filter(|phrase| self.story.can_speak(phrase) && !self.is_governed(phrase))
    }

    /// "fishermen in Tern Harbour called": what a preposition governs is not who spoke.
    fn is_governed(&self, phrase: &Phrase) -> bool {
        let before = phrase.start.checked_sub(1).filter(|at| *at >= self.sentence.start);
        before.is_some_and(|at| self.is(at, Facts::PREPOSITION) && self.story.frame.tokens[at].is_lower())
    }

    /// Where the content begins, if what stands after the verb can be content.
    fn content_start(&self, cue: usize) -> Option<usize> {
        let mut at = self.past_time(cue + 1);
        if let Some(that) = self.that_near(at) {
            return Some(that + 1);
        }
        if self.is_object(cue) {
            return self.opens_clause(at).then_some(at);
        }
        if self.is(cue, Facts::TELL) {
            at = self.past_time(phrase::after(self.story, at, self.sentence.end)?.end);
        }
        self.opens_clause(at).then_some(at)
    }

    fn is_object(&self, cue: usize) -> bool {
        self.is(cue, Facts::CALL)
    }

    /// "that" close after the verb, with the hearer, the place or the day between them.
    fn that_near(&self, at: usize) -> Option<usize> {
        const REACH: usize = 14;
        let words = (at..self.sentence.end.min(at + REACH)).take_while(|at| {
            self.story.frame.tokens[*at].is_word()
                && !self.is(*at, Facts::BE.and(Facts::AUXILIARY).and(Facts::RELATIVE))
        });
        words.into_iter().find(|at| matches!(self.word(*at), "that" | "que" | "qu’" | "qu'"))
    }

    /// Past adverbs and days: "said on Monday", "said again".
    fn past_time(&self, at: usize) -> usize {
        let mut at = at;
        while at < self.sentence.end {
            let day = self.is(at, Facts::PREPOSITION) && self.is(at + 1, Facts::TIME);
            let passes = self.is(at, Facts::TIME) && self.story.name_at(at).is_none()
                || self.is(at, Facts::ADVERB) && !self.is(at, Facts::AUXILIARY);
            if !(day || passes) {
                break;
            }
            at += 1;
        }
        at
    }

    /// Whether a reported clause can begin here: not "said in", "said of".
    fn opens_clause(&self, at: usize) -> bool {
        if at >= self.sentence.end {
            return false;
        }
        if self.story.frame.quote_at(at).is_some() {
            return true;
        }
        let token = &self.story.frame.tokens[at];
        let preposition = token.is(Facts::PREPOSITION) && !self.is_to(at);
        token.is_word() && !preposition
    }
}
