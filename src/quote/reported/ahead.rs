//! A clause of speech before what it reports: "Ruiz said that the vote was lost."

use super::Report;
use crate::quote::claims::Beside;
use crate::quote::claims::Claim;
use crate::quote::hearers;
use crate::quote::lexicon::Facts;
use crate::quote::phrase;
use crate::quote::phrase::Phrase;
use crate::quote::rule::Rule;
use crate::quote::token::Shape;

impl Beside<'_> {
    /// What the verb at `cue`, if it is one that reports, takes after it, and the token after that.
    pub(super) fn reported_ahead(&self, cue: usize) -> Option<(Report, usize)> {
        if !self.reports_here(cue) {
            return None;
        }
        let start = self.content_start(cue)?;
        let phrase = self.reporter(cue).filter(|phrase| self.is_reporter(cue, start, phrase))?;
        if self.is_supposed(cue, phrase) {
            return None;
        }
        let end = self.clause_end(start);
        let cue_end = cue + 1 + usize::from(self.has_particle(cue));
        let claim = Claim { rule: self.rule_of(cue), cue: (self.negation(cue), cue_end), phrase };
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

    /// "if he believed that", "she would say that": what nobody is said to have said.
    fn is_supposed(&self, cue: usize, phrase: Phrase) -> bool {
        let before = phrase.start.checked_sub(1).filter(|at| *at >= self.sentence.start);
        let doubted =
            before.is_some_and(|at| matches!(self.word(at), "if" | "whether" | "unless" | "If" | "si"));
        let helper = (phrase.end..cue).rev().find(|at| !self.is(*at, Facts::ADVERB));
        let modal = helper.is_some_and(|at| {
            matches!(self.word(at), "would" | "should" | "could" | "must" | "may" | "might" | "can")
        });
        doubted || modal && !self.is(cue, Facts::WANT)
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
        if self.is_aside(cue) {
            return Rule::ReportedAside;
        }
        if self.is(cue, Facts::SAY.and(Facts::TELL)) {
            return Rule::ReportedAfter;
        }
        match (self.is(cue, Facts::FIND), self.is(cue, Facts::CALL)) {
            (true, _) => Rule::ReportedFinding,
            (_, true) => Rule::ReportedOpinion,
            _ => Rule::ReportedThought,
        }
    }

    /// Whether the subject is the sentence's: "…, saying that", "to announce that", "Ruiz left and said".
    pub(super) fn is_aside(&self, cue: usize) -> bool {
        self.is_infinitive(cue) || self.is_free_participle(cue) || self.is_second_verb(cue)
    }

    /// "Ruiz left early and said": a verb straight behind "and" or "but" has the subject of the verb before it.
    fn is_second_verb(&self, cue: usize) -> bool {
        let straight = cue.checked_sub(1).filter(|at| *at > self.sentence.start);
        straight.is_some_and(|at| self.is(at, Facts::CONJUNCTION)) && !self.is(cue, Facts::BARE)
    }

    /// "for" in "called for", "to" in "pointed to": what is reported stands behind it.
    fn has_particle(&self, cue: usize) -> bool {
        self.is(cue, Facts::BEHIND)
            && matches!(self.word(cue + 1), "for" | "on" | "upon" | "to" | "about" | "against" | "of" | "at")
    }

    /// Where the content begins, if what stands after the verb can be content.
    fn content_start(&self, cue: usize) -> Option<usize> {
        if self.has_particle(cue) {
            return self.is_clause(cue + 2).then_some(cue + 2);
        }
        let at = self.past_time(cue + 1 + usize::from(self.word(cue + 1) == "out"));
        let at = hearers::past_outlet(&self.story.frame, at).unwrap_or(at);
        if self.is_aside(cue) && !self.is_tied(cue) && !self.is_that(at) {
            return None;
        }
        if let Some(that) = self.that_near(cue, at) {
            return Some(that + 1);
        }
        let at = self.past_vehicle(at).unwrap_or(at);
        let at = match self.is(cue, Facts::TELL) {
            true => self.past_time(phrase::after(self.story, at, self.sentence.end)?.end),
            false => at,
        };
        let fits = self.opens_clause(at) && self.takes(cue, at);
        fits.then_some(at)
    }

    /// Whether what stands at `at` can be the verb's content: each kind of verb takes its own.
    fn takes(&self, cue: usize, at: usize) -> bool {
        // « a lancé une campagne »: what was done, not said.
        if self.is(cue, Facts::ACTS) && self.is(at, Facts::DETERMINER.and(Facts::POSSESSIVE)) {
            return false;
        }
        if self.is(cue, Facts::SAY.and(Facts::TELL).and(Facts::TEXT)) {
            return true;
        }
        if self.is(cue, Facts::WISH) && (self.is_to(at) || self.is(cue, Facts::WANT)) {
            return true;
        }
        if self.is(cue, Facts::CALL) {
            return !self.is_to(at);
        }
        self.is(cue, Facts::THINK) && !self.is_to(at) && self.is_clause(at) || self.is(cue, Facts::FIND)
    }

    /// "the mill will open", "whether it will": more than an object of one word.
    fn is_clause(&self, at: usize) -> bool {
        const SHORTEST: usize = 3;
        (at..self.sentence.end).take(SHORTEST).filter(|at| self.story.frame.tokens[*at].is_word()).count()
            == SHORTEST
    }

    /// Whether a verb without a subject of its own is set off as an aside: "…, saying", "… and said".
    fn is_tied(&self, cue: usize) -> bool {
        let before = cue.checked_sub(1).filter(|at| *at > self.sentence.start);
        self.is(cue, Facts::SAY.and(Facts::TELL).and(Facts::CALL).and(Facts::THINK))
            && before.is_some_and(|at| {
                matches!(self.shape(at), Some(Shape::Comma | Shape::Dash)) || self.is(at, Facts::CONJUNCTION)
            })
    }

    pub(super) fn is_that(&self, at: usize) -> bool {
        matches!(self.word(at), "that" | "que" | "qu’" | "qu'")
    }

    /// "that" after the verb; behind a verb of speech, with the hearer, the place or the day between them. Not one that stands for a
    /// noun: "messages that are".
    fn that_near(&self, cue: usize, at: usize) -> Option<usize> {
        const REACH: usize = 14;
        // "said he knew that": a clause that begins before "that" is the content.
        let far = self.is(cue, Facts::TELL) || self.is(cue, Facts::SAY) && self.is(at, Facts::PREPOSITION);
        let reach = if far { REACH } else { 1 };
        let mut words = (at..self.sentence.end.min(at + reach)).take_while(|at| {
            self.story.frame.tokens[*at].is_word()
                && !self.is(*at, Facts::BE.and(Facts::AUXILIARY).and(Facts::RELATIVE))
        });
        let that = words.find(|at| self.is_that(*at))?;
        let stands_for_noun = that > at && self.is(that + 1, Facts::BE.and(Facts::AUXILIARY));
        (!stands_for_noun).then_some(that)
    }

    /// Past "in a statement" in "said in a statement it was closed": what carries the words, where a clause begins behind it.
    fn past_vehicle(&self, at: usize) -> Option<usize> {
        const LONGEST: usize = 6;
        let opens = matches!(self.word(at), "in" | "on" | "via");
        let last = (at + 1..self.sentence.end.min(at + LONGEST))
            .take_while(|at| {
                self.story.frame.tokens[*at].is_word() && !self.is(*at, Facts::CUE.and(Facts::BE))
                    || self.is(*at, Facts::SPEECH_NOUN)
            })
            .find(|at| {
                self.is(*at, Facts::DOCUMENT.and(Facts::SPEECH_NOUN)) && !self.is(at + 1, Facts::DOCUMENT)
            });
        let start = self.past_time(last.filter(|_| opens)? + 1);
        let subject = Facts::PRONOUN.and(Facts::DETERMINER).and(Facts::POSSESSIVE);
        let begins = self.is(start, subject) && !self.is(start, Facts::PREPOSITION.and(Facts::RELATIVE));
        let named = self.story.name_at(start).is_some_and(|name| self.story.names[name].start == start);
        (start < self.sentence.end && (begins || named)).then_some(start)
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

    /// Whether a reported clause can begin here: not "said in", "said of", "said as he left", "said to the Post".
    fn opens_clause(&self, at: usize) -> bool {
        if at >= self.sentence.end {
            return false;
        }
        if self.story.frame.quote_at(at).is_some() {
            return true;
        }
        let token = &self.story.frame.tokens[at];
        let governs = token.is(Facts::PREPOSITION) && !self.is_to(at)
            || self.word(at) == "to" && !self.story.frame.token(at + 1).is_some_and(|next| next.is_lower())
            || self.word(at) == "to" && self.is(at + 1, Facts::DETERMINER.and(Facts::POSSESSIVE));
        let goes_on = matches!(
            self.word(at),
            "as" | "while"
                | "when"
                | "after"
                | "before"
                | "because"
                | "during"
                | "since"
                | "last"
                | "than"
                | "so"
                | "until"
                | "who"
                | "which"
                | "where"
                | "quand"
                | "lorsque"
                | "lorsqu’"
                | "lorsqu'"
        );
        token.is_word() && !governs && !goes_on && !token.is(Facts::CONJUNCTION) && !token.is(Facts::BE)
    }
}
