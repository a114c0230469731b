//! Cue and structure: for each quotation of a sentence, the words that say who spoke.
//!
//! Each rule is a small function that looks at the tokens beside the quotation and answers with a [`Claim`] or nothing. Three are certain
//! enough to decide by themselves; where none of these applies, everybody in reach is weighed, and the other rules only propose.

mod after;
mod before;
mod candidates;
mod noun;

pub(super) use candidates::Candidate;

use super::frame::Sentence;
use super::lexicon::Facts;
use super::phrase;
use super::phrase::Phrase;
use super::rank;
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

/// What was decided for one quotation, and between whom.
#[derive(Clone, Debug)]
pub(super) struct Weighed {
    pub(super) claim: Option<Claim>,
    /// How sure it is, from 0 to 1, as far as the choice between the candidates goes.
    pub(super) sure: f32,
    /// Everybody weighed; nobody where a rule was certain.
    pub(super) candidates: Vec<Candidate>,
}

/// The claims of one sentence's quotations, each with the token that stands for the quotation.
pub(super) fn claims(story: &Story, sentence: &Sentence) -> Vec<(usize, Weighed)> {
    let quotes: Vec<usize> =
        (sentence.start..sentence.end).filter(|at| story.frame.quote_at(*at).is_some()).collect();
    let mut found: Vec<(usize, Weighed)> = Vec::with_capacity(quotes.len());
    for (place, quote) in quotes.iter().copied().enumerate() {
        let left = place.checked_sub(1).map_or(sentence.start, |last| quotes[last] + 1);
        let right = quotes.get(place + 1).copied().unwrap_or(sentence.end);
        let beside = Beside { story, sentence, left, quote, right };
        let last = found.last().and_then(|(_, weighed)| weighed.claim);
        found.push((quote, beside.weighed(last)));
    }
    found
}

/// The claim of a sentence that ends with a colon on what stands in the next paragraph.
pub(super) fn introduction(story: &Story, sentence: &Sentence) -> Option<Claim> {
    let colon = sentence.end.checked_sub(1).filter(|at| story.frame.tokens[*at].shape == Shape::Colon)?;
    let left = (sentence.start..colon)
        .rev()
        .find(|at| story.frame.quote_at(*at).is_some())
        .map_or(sentence.start, |at| at + 1);
    let beside = Beside { story, sentence, left, quote: colon + 1, right: colon + 1 };
    beside
        .owned_words()
        .or_else(|| beside.cue_before())
        .or_else(|| beside.inverted_before())
        .or_else(|| beside.colon())
}

/// The name that signs a paragraph of its own after a quotation: `— Maria Ruiz`.
pub(super) fn signature(story: &Story, sentence: &Sentence) -> Option<Claim> {
    let dash = story.frame.token(sentence.start).filter(|token| token.shape == Shape::Dash)?;
    let name = story.name_at(sentence.start + 1).filter(|name| story.is_person(*name))?;
    let printed = &story.names[name];
    let ends = story
        .frame
        .token(printed.end)
        .is_none_or(|token| matches!(token.shape, Shape::Stop | Shape::Comma | Shape::Break));
    let phrase = Phrase { start: printed.start, end: printed.end, head: phrase::Head::Name(name) };
    (ends && dash.shape == Shape::Dash).then_some(Claim {
        rule: Rule::Signed,
        cue: (sentence.start, sentence.start),
        phrase,
    })
}

/// A quotation between its neighbours: the tokens from `left` to `quote`, and from there to `right`, are the reporter's.
#[derive(Clone, Copy)]
pub(super) struct Beside<'a> {
    pub(super) story: &'a Story<'a>,
    pub(super) sentence: &'a Sentence,
    left: usize,
    quote: usize,
    right: usize,
}

/// How far after a quotation its cue can stand: "…, Ruiz, who has led the union since the strike of 1991, said".
const REACH: usize = 40;

impl<'a> Beside<'a> {
    /// A whole sentence, seen from its end.
    pub(super) fn whole(story: &'a Story<'a>, sentence: &'a Sentence) -> Beside<'a> {
        Beside { story, sentence, left: sentence.start, quote: sentence.end, right: sentence.end }
    }

    /// The claim of a rule that is certain enough by itself, else the likeliest of all candidates.
    fn weighed(&self, last: Option<Claim>) -> Weighed {
        if let Some(claim) = self.certain() {
            return Weighed { claim: Some(claim), sure: 1.0, candidates: Vec::new() };
        }
        let candidates = self.candidates(last);
        let likeliest = rank::likeliest(candidates.iter().map(|candidate| candidate.signs));
        let (number, sure) = likeliest.unwrap_or_default();
        let claim = candidates.get(number).and_then(|candidate| candidate.claim);
        Weighed { claim, sure, candidates }
    }

    /// `“No,” said Ruiz.` `“No,” Ruiz said.` `“No,” according to Ruiz.`
    fn certain(&self) -> Option<Claim> {
        let by_owner = self
            .label()
            .or_else(|| self.gerund())
            .or_else(|| self.by_agent())
            .or_else(|| self.owned_words())
            .or_else(|| self.in_words_of());
        if let Some(claim) = by_owner
            .or_else(|| self.named_speaking())
            .or_else(|| self.told_by_another())
            .or_else(|| self.said_before())
            .or_else(|| self.said_by_another())
        {
            return Some(claim);
        }
        if let Some(claim) =
            self.as_put().or_else(|| self.opening_participle()).or_else(|| self.named_with_colon())
        {
            return Some(claim);
        }
        if !self.is_detached() || self.straight_before().is_some() || self.signed().is_some() {
            return None;
        }
        self.according_after().or_else(|| self.cue_then_name()).or_else(|| self.name_then_cue())
    }

    #[inline]
    pub(super) fn is(&self, at: usize, facts: Facts) -> bool {
        self.story.frame.token(at).is_some_and(|token| token.is(facts))
    }

    #[inline]
    pub(super) fn shape(&self, at: usize) -> Option<Shape> {
        self.story.frame.token(at).map(|token| token.shape)
    }

    /// Whether the cue at `at` is a verb here: not "the claim", "his remarks", "in reports".
    pub(super) fn is_verb(&self, at: usize) -> bool {
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
        let noun = noun
            || token.is(Facts::PREPOSITION)
                && !self.is(at, Facts::PARTICIPLE)
                && !self.is_to(before)
                && !phrase::leads_to_infinitive(self.story, before);
        let only_with_it = self.is(at, Facts::PUT) && self.word(at + 1) != "it";
        // "of Liberal claims": a party before a form in -s that is a noun too.
        let noun = noun
            || token.is(Facts::PARTY)
                && token.is_capital()
                && self.is(at, Facts::SPEECH_NOUN)
                && self.word(at).ends_with('s');
        // "Ohio state delegate Roux": the noun of a compound.
        let noun = noun || !token.is(Facts::PRONOUN) && phrase::opens_compound(self.story, at);
        // "the inspection report states": a paper that speaks has its verb after it.
        let noun = noun || self.is(at, Facts::DOCUMENT) && self.is(at + 1, Facts::SAY.and(Facts::TEXT));
        !noun && !only_with_it && !self.cites(at)
    }

    pub(super) fn is_to(&self, at: usize) -> bool {
        matches!(self.word(at), "to" | "de" | "d’" | "pour")
    }

    #[inline]
    pub(super) fn word(&self, at: usize) -> &str {
        self.story.words(at, at + 1)
    }

    pub(super) fn cue(&self, rule: Rule, cue: usize, phrase: Phrase) -> Claim {
        Claim { rule, cue: (cue, cue + 1), phrase }
    }
}
