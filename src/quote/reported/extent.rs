//! How far the words go that are somebody's.

use crate::article::dateline;
use crate::quote::claims::Beside;
use crate::quote::lexicon::Facts;
use crate::quote::phrase;
use crate::quote::phrase::Head;
use crate::quote::token::Shape;

/// Fewer words than this say nothing by themselves.
const SHORTEST: usize = 2;

/// Beside a quotation, fewer words than this only lead up to it: `called the plan “sad”`.
const SHORTEST_BESIDE: usize = 4;

impl Beside<'_> {
    /// The end of a reported clause that begins at `start`: the end of the sentence, a semicolon, or where somebody else begins to speak.
    pub(super) fn clause_end(&self, start: usize) -> usize {
        // No clause is longer; the bound keeps a text without sentences from costing its square.
        const LONGEST: usize = 200;
        let end = self.sentence.end.min(start + LONGEST);
        let ends = (start..end).find_map(|at| {
            // The comma may stand inside the marks: `would “stay open,” and her lawyer denied that`.
            let quote = self.story.frame.quote_at(at).is_some();
            match self.shape(at)? {
                Shape::Semicolon => Some(at),
                Shape::Comma if at > start && self.begins_to_speak(at + 1) => Some(at),
                _ if quote && at > start && self.begins_to_speak(at + 1) => Some(at + 1),
                _ => None,
            }
        });
        ends.unwrap_or(end)
    }

    /// "…, adding that", "…, and Roux said": another clause of speech.
    pub(super) fn begins_to_speak(&self, at: usize) -> bool {
        // "and", "but later": words before the subject.
        const OPENING: usize = 3;
        const SUBJECT: usize = 8;
        if self.is(at, Facts::PARTICIPLE) && self.is(at, Facts::CUE) {
            return true;
        }
        let opens = (at..at + OPENING)
            .find(|at| !self.is(*at, Facts::CONJUNCTION.and(Facts::ADVERB)) && !self.is_link(*at));
        let Some(start) = opens else { return false };
        let cue = (start..self.sentence.end.min(start + SUBJECT)).find(|at| self.is_verb(*at));
        let subject =
            |cue: usize| phrase::before(self.story, start, cue).filter(|phrase| phrase.start == start);
        cue.is_some_and(|cue| {
            if self.is(cue, Facts::SAY.and(Facts::TELL)) {
                return cue == start || subject(cue).is_some();
            }
            // `“sad,” while Roux called it “a gift”`: behind a quotation, somebody else who is named.
            let linked = start > at && self.follows_quote(at) && self.is(cue, Facts::CALL);
            linked && subject(cue).is_some_and(|phrase| matches!(phrase.head, Head::Name(_)))
        })
    }

    /// Whether nothing but a comma stands between a token and the quotation before it.
    fn follows_quote(&self, at: usize) -> bool {
        let before = |at: usize| at.checked_sub(1).filter(|before| *before >= self.sentence.start);
        let last =
            before(at).filter(|last| self.shape(*last) == Some(Shape::Comma)).map_or(before(at), before);
        last.is_some_and(|last| self.story.frame.quote_at(last).is_some())
    }

    fn is_link(&self, at: usize) -> bool {
        matches!(self.word(at), "while" | "as" | "although" | "though")
    }

    /// Where the sentence begins, behind the dateline that opens its paragraph: "PORT CLAY (Wire) — ".
    pub(super) fn past_dateline(&self) -> usize {
        // No dateline has more words; the bound keeps a text without sentences from costing its square.
        const LONGEST: usize = 30;
        let sentence = self.sentence;
        if sentence.start.checked_sub(1).is_some_and(|at| self.shape(at) != Some(Shape::Break)) {
            return sentence.start;
        }
        let end = sentence.end.min(sentence.start + LONGEST);
        let span = self.story.frame.span(sentence.start, end);
        let Some(dateline) = dateline::dateline(span, self.story.frame.text) else {
            return sentence.start;
        };
        let is_behind = |at: &usize| self.story.frame.tokens[*at].span.start() >= dateline.span.end();
        (sentence.start..end).find(is_behind).unwrap_or(sentence.start)
    }

    /// The runs of the reporter's words between two tokens: quotations, and punctuation at the edges, left out.
    pub(super) fn pieces(&self, start: usize, end: usize) -> Vec<(usize, usize)> {
        let is_quote = |at: usize| self.story.frame.quote_at(at).is_some();
        let beside = (start..(end + 1).min(self.sentence.end)).any(is_quote);
        let shortest = if beside { SHORTEST_BESIDE } else { SHORTEST };
        let mut pieces = Vec::new();
        let mut from = start;
        for at in start..=end {
            if at == end || is_quote(at) {
                pieces.extend(self.trimmed(from, at, shortest));
                from = at + 1;
            }
        }
        pieces
    }

    fn trimmed(&self, start: usize, end: usize, shortest: usize) -> Option<(usize, usize)> {
        let is_word = |at: &usize| self.story.frame.tokens[*at].is_word();
        let first = (start..end).find(is_word)?;
        let last = (first..end).rev().find(is_word)?;
        let words = (first..=last).filter(is_word).take(shortest).count();
        (words >= shortest).then_some((first, last + 1))
    }
}
