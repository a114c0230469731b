//! The rules that look behind the quotation: `“No,” said Ruiz.`

use super::Beside;
use super::Claim;
use super::REACH;
use crate::quote::hearers;
use crate::quote::lexicon::Facts;
use crate::quote::phrase;
use crate::quote::phrase::Phrase;
use crate::quote::rule::Rule;
use crate::quote::token::Shape;

impl Beside<'_> {
    /// Whether what follows the quotation is about it, not part of the sentence that it stands in: it ends with a comma, or one follows.
    pub(super) fn is_detached(&self) -> bool {
        let last =
            self.story.frame.quote_at(self.quote).and_then(|number| self.story.frame.last_of_quote(number));
        let ends = last.is_some_and(|c| matches!(c, ',' | '?' | '!' | '—' | '–' | '-' | '…' | '.' | ';'));
        let ends = ends
            || matches!(self.shape(self.quote + 1), Some(Shape::Comma | Shape::Dash))
            || self.left == self.quote
            || self.is_followed_by_speaker();
        ends && !self.is_term()
    }

    /// `Ruiz “took on a hard task” said Owen Tarrant`: the comma is left out.
    fn is_followed_by_speaker(&self) -> bool {
        let says = self.is(self.quote + 1, Facts::SAY)
            && !self.is(self.quote + 1, Facts::PARTICIPLE.and(Facts::SPEECH_NOUN))
            && self.story.frame.tokens[self.quote + 1].is_lower();
        says && self.story.name_at(self.quote + 2).is_some_and(|name| self.story.is_person(name))
    }

    /// A few words after a verb of citing: `Citing “unnamed sources,” the Post reported …`
    pub(super) fn is_term(&self) -> bool {
        const LONGEST: usize = 4;
        let cited = (self.left..self.quote).any(|at| self.cites(at));
        let number = self.story.frame.quote_at(self.quote);
        let words =
            number.map_or("", |number| self.story.frame.marked[number].words.slice(self.story.frame.text));
        cited && words.split_whitespace().count() <= LONGEST
    }

    /// What is cited is a source, and the words are not its.
    pub(super) fn cites(&self, at: usize) -> bool {
        matches!(self.word(at), "Citing" | "citing")
    }

    /// The first token after the quotation that is neither comma nor dash.
    pub(super) fn clause_start(&self) -> usize {
        let separates =
            |at: &usize| matches!(self.shape(*at), Some(Shape::Comma | Shape::Dash | Shape::Semicolon));
        (self.quote + 1..self.right).find(|at| !separates(at)).unwrap_or(self.right)
    }

    /// `“No.” — Maria Ruiz`: the name that signs a quotation and closes its line.
    pub(super) fn signed(&self) -> Option<Claim> {
        let name =
            self.story.name_at(self.quote + 2).filter(|_| self.shape(self.quote + 1) == Some(Shape::Dash))?;
        let printed = self.story.names[name];
        let closes = self
            .shape(printed.end)
            .is_none_or(|shape| matches!(shape, Shape::Stop | Shape::Comma | Shape::Break));
        let phrase = Phrase { start: printed.start, end: printed.end, head: phrase::Head::Name(name) };
        let signs = closes && printed.start == self.quote + 2 && self.story.is_full_name(name);
        signs.then_some(Claim { rule: Rule::Signed, cue: (self.quote, self.quote), phrase })
    }

    /// `“No,” said Ruiz.` `« Non », a affirmé la ministre.`
    pub(super) fn cue_then_name(&self) -> Option<Claim> {
        let start = self.clause_start();
        let is_helper = |at: &usize| {
            self.is(*at, Facts::AUXILIARY.and(Facts::ADVERB).and(Facts::REFLEXIVE).and(Facts::BE))
                || self.word(*at).ends_with("ly")
                || phrase::leads_to_infinitive(self.story, *at)
        };
        let cue = (self.past_own_part(start)..self.right).take(4).find(|at| !is_helper(at))?;
        let inverts = Facts::SAY.and(Facts::WEAK).and(Facts::TEXT);
        if !self.is(cue, inverts) || self.is(cue, Facts::PARTICIPLE) || !self.is_verb(cue) {
            return None;
        }
        // « a confié à La Presse Ana Ruiz »
        let behind = hearers::past_outlet(&self.story.frame, cue + 1).unwrap_or(self.past_own_side(cue + 1));
        let phrase =
            phrase::after(self.story, behind, self.right).or_else(|| self.after_adverbial(behind))?;
        self.story.can_speak(&phrase).then(|| self.cue(Rule::CueThenName, cue, phrase))
    }

    /// The person behind « sur les réseaux sociaux » in « a écrit sur les réseaux sociaux la ministre Roux ».
    fn after_adverbial(&self, start: usize) -> Option<Phrase> {
        const LONGEST: usize = 6;
        if !matches!(self.word(start), "sur" | "dans" | "à" | "au" | "en" | "lors" | "devant" | "par") {
            return None;
        }
        let clause =
            (start + 1..self.right).take(LONGEST).take_while(|at| self.story.frame.tokens[*at].is_word());
        let opens = |at: &usize| {
            let token = &self.story.frame.tokens[*at];
            token.is_capital() || token.is(Facts::DETERMINER) && !token.is(Facts::PREPOSITION)
        };
        let mut phrases = clause.filter(opens).filter_map(|at| phrase::after(self.story, at, self.right));
        phrases
            .find(|phrase| matches!(phrase.head, phrase::Head::Name(name) if self.story.is_full_name(name)))
    }

    /// Past "pour sa part" in « a pour sa part affirmé »: what French sets between the helping verb and the verb.
    fn past_own_part(&self, start: usize) -> usize {
        let at = if self.is(start, Facts::AUXILIARY) { start + 1 } else { start };
        let aside = self.is(at, Facts::PREPOSITION) && self.is(at + 1, Facts::POSSESSIVE);
        if aside { at + 3 } else { start }
    }

    /// Past « pour sa part », « de son côté » in « soutient pour sa part la mairesse ».
    fn past_own_side(&self, at: usize) -> usize {
        let leads = matches!(self.word(at), "pour" | "de" | "à") && self.is(at + 1, Facts::POSSESSIVE);
        if leads && matches!(self.word(at + 2), "part" | "côté" | "tour") { at + 3 } else { at }
    }

    /// `“No,” Ruiz, the mayor, said.`
    pub(super) fn name_then_cue(&self) -> Option<Claim> {
        let start = self.clause_start();
        let cue = (start..self.right)
            .take(REACH)
            .find(|at| self.is_verb(*at) && !self.is(*at, Facts::PARTICIPLE))?;
        let phrase = phrase::before(self.story, start, cue)?;
        // "…,” he said on the day Ruiz told the council": the subject opens the clause, or follows "as" or "but".
        let stops =
            Facts::BE.and(Facts::AUXILIARY).and(Facts::PRONOUN).and(Facts::PREPOSITION).and(Facts::CUE);
        let opens = (start..phrase.start).all(|at| {
            let tied = self.is(at, Facts::AUXILIARY)
                && at + 1 == phrase.start
                && matches!(phrase.head, phrase::Head::Pronoun(_));
            tied || self.story.frame.tokens[at].is_word()
                && (self.is(at, Facts::FUNCTION.and(Facts::CONJUNCTION).and(Facts::ADVERB))
                    || !self.is(at, stops))
        });
        opens.then(|| self.cue(Rule::NameThenCue, cue, phrase))
    }

    /// `The plan was described as “reckless” by Ruiz.`: behind a passive verb of speech, the words are theirs whom "by" names.
    pub(super) fn by_agent(&self) -> Option<Claim> {
        let verb = self.passive_before()?;
        let by = (self.quote + 1..self.right).find(|at| self.shape(*at) != Some(Shape::Comma))?;
        if !matches!(self.word(by), "by") {
            return None;
        }
        let phrase = phrase::after(self.story, by + 1, self.right)?;
        self.may_speak(&phrase).then(|| self.cue(Rule::CueThenName, verb, phrase))
    }

    /// Whether a phrase is what a passive verb before the quotation is about: Roux in `Roux was called “a good man”` says nothing.
    pub(super) fn is_spoken_of(&self, phrase: &Phrase) -> bool {
        let Some(verb) = self.passive_before() else { return false };
        let be = (self.left..verb).rev().find(|at| self.is(*at, Facts::BE)).unwrap_or(verb);
        let helps = |at: &usize| self.is(*at, Facts::BE.and(Facts::AUXILIARY).and(Facts::ADVERB));
        let first = (self.left..be).rev().take_while(helps).last().unwrap_or(be);
        let subject = phrase::before(self.story, self.left, first);
        subject.is_some_and(|subject| subject.start == phrase.start && subject.head == phrase.head)
    }

    /// The participle in `was called “…”`, `has been described as “…”`: straight before the quotation, but for a small word and an article.
    fn passive_before(&self) -> Option<usize> {
        const NEAR: usize = 3;
        const BETWEEN: usize = 3;
        let from = self.left.max(self.quote.saturating_sub(NEAR));
        let verb = (from..self.quote).rev().find(|at| self.is(*at, Facts::CUE))?;
        let led = (verb + 1..self.quote).all(|at| {
            self.is(at, Facts::PREPOSITION.and(Facts::DETERMINER).and(Facts::FUNCTION))
                && !self.is(at, Facts::BE.and(Facts::PRONOUN))
        });
        let names = self.is(verb, Facts::CALL)
            || self.is(verb, Facts::REACT.and(Facts::SAY)) && self.word(verb + 1) == "as";
        let participle = self.word(verb).ends_with("ed") || self.word(verb) == "called";
        let mut helpers = (self.left..verb)
            .rev()
            .take(BETWEEN)
            .skip_while(|at| self.is(*at, Facts::ADVERB) && !self.is(*at, Facts::BE));
        let passive = helpers.next().is_some_and(|at| self.is(at, Facts::BE));
        (led && names && participle && passive && self.word(verb) != "quoted").then_some(verb)
    }

    /// `“No,” according to Ruiz.`
    pub(super) fn according_after(&self) -> Option<Claim> {
        self.according(self.clause_start(), self.right)
    }

    pub(in crate::quote) fn according(&self, at: usize, to: usize) -> Option<Claim> {
        if !self.is(at, Facts::ACCORDING) || at >= to {
            return None;
        }
        let end = if matches!(self.word(at + 1), "to") { at + 2 } else { at + 1 };
        let phrase = phrase::after(self.story, end, to)?;
        Some(Claim { rule: Rule::AccordingTo, cue: (at, end), phrase })
    }

    /// `Calling the vote “sad,” Ruiz left.` `After saying it was “late,” she left.`: an opening clause without a subject has the one behind it.
    pub(super) fn opening_participle(&self) -> Option<Claim> {
        let start = self.sentence.start;
        let opens = if self.is(start, Facts::PREPOSITION.and(Facts::FUNCTION)) { start + 1 } else { start };
        let speaks =
            self.is(opens, Facts::SAY.and(Facts::TELL).and(Facts::CALL)) && self.is(opens, Facts::PARTICIPLE);
        if !speaks || self.left > start || opens >= self.quote {
            return None;
        }
        let ends = self.shape(self.quote + 1) == Some(Shape::Comma)
            || self
                .story
                .frame
                .quote_at(self.quote)
                .and_then(|number| self.story.frame.last_of_quote(number))
                == Some(',');
        let finite = |at: usize| self.is_verb(at) && !self.is(at, Facts::PARTICIPLE);
        let phrase = phrase::after(self.story, self.clause_start(), self.right)?;
        let speaker = self.story.can_speak(&phrase) && !self.ends_possessive(&phrase);
        (ends && speaker && !(opens + 1..self.quote).any(finite))
            .then(|| self.cue(Rule::MainSubject, opens, phrase))
    }

    /// `As Ruiz, the mayor, put it, the vote was “a gift to nobody.”` `“A gift to nobody,” as the memo put it.`
    pub(super) fn as_put(&self) -> Option<Claim> {
        let is_cue = |at: &usize| self.is(*at, Facts::PUT) && self.word(at + 1) == "it";
        let from = self.left.max(self.quote.saturating_sub(REACH));
        let cue = (from..self.right.min(self.quote + REACH)).find(is_cue)?;
        let link = (from..cue).rev().find(|at| matches!(self.word(*at), "as" | "As"))?;
        let phrase = phrase::after(self.story, link + 1, cue)?;
        self.may_speak(&phrase).then(|| self.cue(Rule::AsPut, cue, phrase))
    }

    /// `It was “sad” and too late, Ruiz said.`: a comma and a clause of speech that closes the sentence.
    pub(super) fn trailing_cue(&self) -> Option<Claim> {
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
}
