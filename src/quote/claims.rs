//! Cue and structure: for each quotation of a sentence, the words that say who spoke.
//!
//! Each rule is a small function that looks at the tokens beside the quotation and answers with a [`Claim`] or nothing. They are
//! asked in order of how certain they are; the first answer counts.

use super::frame::Sentence;
use super::lexicon::Facts;
use super::phrase;
use super::phrase::Phrase;
use super::rule::Rule;
use super::story::Story;
use super::token::Shape;

/// Words that say who spoke: the phrase, the cue, and the rule that found them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Claim {
    pub(super) rule: Rule,
    /// The tokens of the cue; empty where there is none.
    pub(super) cue: (usize, usize),
    pub(super) phrase: Phrase,
}

/// The claims of one sentence's quotations, each with the token that stands for the quotation.
pub(super) fn claims(story: &Story, sentence: &Sentence) -> Vec<(usize, Option<Claim>)> {
    let quotes: Vec<usize> =
        (sentence.start..sentence.end).filter(|at| story.frame.quote_at(*at).is_some()).collect();
    let mut found: Vec<(usize, Option<Claim>)> = Vec::with_capacity(quotes.len());
    for (place, quote) in quotes.iter().copied().enumerate() {
        let left = place.checked_sub(1).map_or(sentence.start, |last| quotes[last] + 1);
        let right = quotes.get(place + 1).copied().unwrap_or(sentence.end);
        let beside = Beside { story, sentence, left, quote, right };
        let last = found.last().and_then(|(_, claim)| *claim);
        found.push((quote, beside.claim(last)));
    }
    found
}

/// A quotation between its neighbours: the tokens from `left` to `quote`, and from there to `right`, are the reporter's.
#[derive(Clone, Copy)]
struct Beside<'a> {
    story: &'a Story<'a>,
    sentence: &'a Sentence,
    left: usize,
    quote: usize,
    right: usize,
}

/// How far after a quotation its cue can stand: "…, Ruiz, who has led the union since the strike of 1991, said".
const REACH: usize = 40;

impl Beside<'_> {
    fn claim(&self, last: Option<Claim>) -> Option<Claim> {
        let detached = self.is_detached();
        let after = |rule: fn(&Self) -> Option<Claim>| detached.then(|| rule(self)).flatten();
        after(Self::according_after)
            .or_else(|| after(Self::cue_then_name))
            .or_else(|| after(Self::name_then_cue))
            .or_else(|| self.split(last))
            .or_else(|| self.according_before())
            .or_else(|| self.cue_before())
            .or_else(|| self.inverted_before())
            .or_else(|| self.colon())
            .or_else(|| self.speech_noun())
            .or_else(|| self.joined(last))
            .or_else(|| self.trailing_cue())
            .or_else(|| self.sentence_subject())
    }

    fn is(&self, at: usize, facts: Facts) -> bool {
        self.story.frame.token(at).is_some_and(|token| token.is(facts))
    }

    fn shape(&self, at: usize) -> Option<Shape> {
        self.story.frame.token(at).map(|token| token.shape)
    }

    /// Whether what follows the quotation is about it, not part of the sentence that it stands in: it ends with a comma, or one follows.
    fn is_detached(&self) -> bool {
        let last =
            self.story.frame.quote_at(self.quote).and_then(|number| self.story.frame.last_of_quote(number));
        let ends = last.is_some_and(|c| matches!(c, ',' | '?' | '!' | '—' | '–' | '-' | '…' | '.' | ';'));
        ends || matches!(self.shape(self.quote + 1), Some(Shape::Comma | Shape::Dash))
            || self.left == self.quote
    }

    /// The first token after the quotation that is neither comma nor dash.
    fn clause_start(&self) -> usize {
        let separates =
            |at: &usize| matches!(self.shape(*at), Some(Shape::Comma | Shape::Dash | Shape::Semicolon));
        (self.quote + 1..self.right).find(|at| !separates(at)).unwrap_or(self.right)
    }

    /// Whether the cue at `at` is a verb here: not "the claim", "his remarks", "in reports".
    fn is_verb(&self, at: usize) -> bool {
        let cue =
            Facts::SAY.and(Facts::TELL).and(Facts::CALL).and(Facts::TEXT).and(Facts::WEAK).and(Facts::PUT);
        if !self.is(at, cue)
            || !self.story.frame.tokens[at].is_lower() && at > self.sentence.start && !self.sentence.headline
        {
            return false;
        }
        let Some(before) = at.checked_sub(1).filter(|before| *before >= self.sentence.start) else {
            return true;
        };
        let token = &self.story.frame.tokens[before];
        let noun = token.is(Facts::DETERMINER.and(Facts::POSSESSIVE)) && !token.is(Facts::PRONOUN)
            || token.possessive;
        let noun =
            noun || token.is(Facts::PREPOSITION) && !self.is(at, Facts::PARTICIPLE) && !self.is_to(before);
        let only_with_it = self.is(at, Facts::PUT) && self.word(at + 1) != "it";
        !noun && !only_with_it
    }

    fn is_to(&self, at: usize) -> bool {
        matches!(self.word(at), "to" | "de" | "d’" | "pour")
    }

    fn word(&self, at: usize) -> &str {
        self.story.words(at, at + 1)
    }

    fn cue(&self, rule: Rule, cue: usize, phrase: Phrase) -> Claim {
        Claim { rule, cue: (cue, cue + 1), phrase }
    }

    /// `“No,” said Ruiz.` `« Non », a affirmé la ministre.`
    fn cue_then_name(&self) -> Option<Claim> {
        let start = self.clause_start();
        let is_helper = |at: &usize| {
            self.is(*at, Facts::AUXILIARY.and(Facts::ADVERB).and(Facts::REFLEXIVE).and(Facts::BE))
                || self.word(*at).ends_with("ly")
        };
        let cue = (start..self.right).take(4).find(|at| !is_helper(at))?;
        let inverts = Facts::SAY.and(Facts::WEAK).and(Facts::TEXT);
        if !self.is(cue, inverts) || self.is(cue, Facts::PARTICIPLE) || !self.is_verb(cue) {
            return None;
        }
        let phrase = phrase::after(self.story, cue + 1, self.right)?;
        self.story.can_speak(&phrase).then(|| self.cue(Rule::CueThenName, cue, phrase))
    }

    /// `“No,” Ruiz, the mayor, said.`
    fn name_then_cue(&self) -> Option<Claim> {
        let start = self.clause_start();
        let cue = (start..self.right)
            .take(REACH)
            .find(|at| self.is_verb(*at) && !self.is(*at, Facts::PARTICIPLE))?;
        let phrase = phrase::before(self.story, start, cue)?;
        // "…,” he said on the day Ruiz told the council": the subject opens the clause, or follows "as" or "but".
        let opens = (start..phrase.start)
            .all(|at| self.is(at, Facts::FUNCTION.and(Facts::CONJUNCTION).and(Facts::ADVERB)));
        opens.then(|| self.cue(Rule::NameThenCue, cue, phrase))
    }

    /// `“No,” according to Ruiz.`
    fn according_after(&self) -> Option<Claim> {
        self.according(self.clause_start(), self.right)
    }

    /// `According to Ruiz, “nobody was asked.”`
    fn according_before(&self) -> Option<Claim> {
        (self.left..self.quote).find_map(|at| self.according(at, self.quote))
    }

    fn according(&self, at: usize, to: usize) -> Option<Claim> {
        if !self.is(at, Facts::ACCORDING) || at >= to {
            return None;
        }
        let end = if matches!(self.word(at + 1), "to") { at + 2 } else { at + 1 };
        let phrase = phrase::after(self.story, end, to)?;
        Some(Claim { rule: Rule::AccordingTo, cue: (at, end), phrase })
    }

    /// The second piece of `“No,” he said, “never.”`
    fn split(&self, last: Option<Claim>) -> Option<Claim> {
        let last = last.filter(|last| last.cue.0 >= self.left && last.cue.0 < self.quote)?;
        let clause = Beside { left: last.cue.1.max(last.phrase.end), ..*self };
        Some(clause.finite_cue_before().unwrap_or(Claim { rule: Rule::Split, ..last }))
    }

    /// `Ruiz said the plan was “dead.”`: the last verb of speech before the quotation that has a subject.
    fn cue_before(&self) -> Option<Claim> {
        self.finite_cue_before().or_else(|| self.main_subject())
    }

    fn finite_cue_before(&self) -> Option<Claim> {
        let verbs = (self.left..self.quote).rev().filter(|at| self.is_verb(*at) && self.reaches(*at));
        verbs
            .filter(|at| !self.is_infinitive(*at) && !self.is_free_participle(*at))
            .find_map(|at| Some(self.cue(Rule::CueBefore, at, phrase::before(self.story, self.left, at)?)))
            .filter(|claim| self.story.can_speak(&claim.phrase))
    }

    /// A weak cue counts only straight before the quotation.
    fn reaches(&self, cue: usize) -> bool {
        !self.is(cue, Facts::WEAK)
            || (cue + 1..self.quote).all(|at| !self.story.frame.tokens[at].is_word())
            || self.is(cue, Facts::SAY.and(Facts::CALL).and(Facts::TELL))
            || matches!(self.shape(self.quote - 1), Some(Shape::Colon | Shape::Comma))
    }

    fn is_infinitive(&self, cue: usize) -> bool {
        self.is(cue, Facts::BARE) && cue.checked_sub(1).is_some_and(|at| self.is_to(at))
    }

    /// A form in -ing without "is" or "was" before it.
    fn is_free_participle(&self, cue: usize) -> bool {
        self.is(cue, Facts::PARTICIPLE) && !cue.checked_sub(1).is_some_and(|at| self.is(at, Facts::BE))
    }

    /// `Ruiz left early, calling it “a sad evening.”`: the subject is the sentence's.
    fn main_subject(&self) -> Option<Claim> {
        let cue = (self.left..self.quote).rev().find(|at| {
            self.is_verb(*at)
                && self.reaches(*at)
                && (self.is_infinitive(*at) || self.is_free_participle(*at))
        })?;
        let phrase = self.subject_of_sentence(cue)?;
        Some(self.cue(Rule::MainSubject, cue, phrase))
    }

    /// The first phrase of the sentence that can speak, before `to`.
    fn subject_of_sentence(&self, to: usize) -> Option<Phrase> {
        let starts = (self.sentence.start..to).take(REACH).filter(|at| {
            *at == self.sentence.start
                || !self.is(at - 1, Facts::PREPOSITION)
                    && self.story.name_at(*at).is_none_or(|name| self.story.names[name].start == *at)
        });
        let phrases = starts.filter_map(|at| phrase::after(self.story, at, to));
        phrases.into_iter().find(|phrase| self.story.can_speak(phrase) && !self.ends_possessive(phrase))
    }

    fn ends_possessive(&self, phrase: &Phrase) -> bool {
        self.story.frame.token(phrase.end.wrapping_sub(1)).is_some_and(|token| token.possessive)
    }

    /// `Said Ruiz: “No.”`
    fn inverted_before(&self) -> Option<Claim> {
        let cue = (self.left..self.quote).take(3).find(|at| self.is(*at, Facts::CUE))?;
        if !self.is_verb(cue) || self.is(cue, Facts::PARTICIPLE) {
            return None;
        }
        let phrase = phrase::after(self.story, cue + 1, self.quote)?;
        self.story.can_speak(&phrase).then(|| self.cue(Rule::InvertedBefore, cue, phrase))
    }

    /// `Ruiz: “No.”` `The mayor on the bridge: “Late.”`
    fn colon(&self) -> Option<Claim> {
        if self.quote == self.left || self.shape(self.quote - 1) != Some(Shape::Colon) {
            return None;
        }
        let phrase = self.subject_of_sentence(self.quote)?;
        Some(Claim { rule: Rule::Colon, cue: (self.quote - 1, self.quote), phrase })
    }

    /// `Ruiz’s claim that “nobody was asked”`: the possessor of a noun for something said.
    fn speech_noun(&self) -> Option<Claim> {
        let noun = (self.left..self.quote).rev().find(|at| self.is(*at, Facts::SPEECH_NOUN))?;
        let possessor = (self.left..noun)
            .rev()
            .take(3)
            .find(|at| self.story.frame.tokens[*at].possessive || self.is(*at, Facts::POSSESSIVE))?;
        let head = match self.story.name_at(possessor) {
            Some(name) => phrase::Head::Name(name),
            None if self.is(possessor, Facts::POSSESSIVE) => phrase::Head::Pronoun(possessor),
            None => return None,
        };
        let start = self.story.name_at(possessor).map_or(possessor, |name| self.story.names[name].start);
        Some(self.cue(Rule::SpeechNoun, noun, Phrase { start, end: possessor + 1, head }))
    }

    /// `Ruiz called it “sad” and “late.”`
    fn joined(&self, last: Option<Claim>) -> Option<Claim> {
        Some(Claim { rule: Rule::Joined, ..last? })
    }

    /// `It was “sad” and too late, Ruiz said.`: a comma and a clause of speech that closes the sentence.
    fn trailing_cue(&self) -> Option<Claim> {
        let end = self.sentence.end.min(self.quote + 2 * REACH);
        let commas = (self.quote + 1..end).rev().filter(|at| self.shape(*at) == Some(Shape::Comma)).take(3);
        commas.into_iter().find_map(|comma| {
            let start = comma + 1;
            if let Some(claim) = self.according(start, end) {
                return Some(claim);
            }
            let cue = (start..end).take(REACH).find(|at| self.is_verb(*at))?;
            let subject = phrase::before(self.story, start, cue).filter(|phrase| phrase.start == start);
            let subject =
                subject.or_else(|| phrase::after(self.story, cue + 1, end).filter(|_| cue == start))?;
            self.story.can_speak(&subject).then(|| self.cue(Rule::TrailingCue, cue, subject))
        })
    }

    /// `Ruiz wants “a fair deal.”`
    fn sentence_subject(&self) -> Option<Claim> {
        if self.quote == self.sentence.start {
            return None;
        }
        let phrase = self.subject_of_sentence(self.quote)?;
        Some(Claim { rule: Rule::SentenceSubject, cue: (self.quote, self.quote), phrase })
    }
}
