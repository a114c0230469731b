//! The reporter's own sentences, in which each quotation stands as one token.
//!
//! "Who said it" is a question about the words around a quotation. With the quotation folded into a single token, `“No,” said
//! Ruiz. “Never.”` reads as `Q said Ruiz . Q`, and the syntax of cue and speaker becomes short. `« C’est dur, dit Roux. On verra. »`
//! reads as `Q dit Roux .`: what says there who speaks is the reporter's.

use super::incise;
use super::lexicon::Facts;
use super::marks::Marked;
use super::token::Case;
use super::token::Shape;
use super::token::Token;
use crate::text::Span;

/// An article as its reporter's sentences.
pub(super) struct Frame<'a> {
    /// The article's text.
    pub(super) text: &'a str,
    /// What stands outside marks, and a token for every marked stretch; behind it the cue that French prints inside the marks.
    pub(super) tokens: Vec<Token>,
    /// The marked stretches, by the number in [`Shape::Quote`].
    pub(super) marked: &'a [Marked],
    /// In order.
    pub(super) sentences: Vec<Sentence>,
}

/// One sentence outside marks, with the quotations that belong to it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Sentence {
    /// Its tokens: from, and the one after the last.
    pub(super) start: usize,
    pub(super) end: usize,
    /// The number of its paragraph.
    pub(super) paragraph: usize,
    /// Whether it is set as a headline: most words with capitals, no full stop.
    pub(super) headline: bool,
}

/// Folds the marked stretches into the tokens around them, and divides these into sentences.
pub(super) fn frame<'a>(text: &'a str, tokens: &[Token], marked: &'a [Marked]) -> Frame<'a> {
    let mut frame = Frame { text, tokens: fold_quotes(text, tokens, marked), marked, sentences: Vec::new() };
    frame.divide();
    frame
}

fn fold_quotes(text: &str, tokens: &[Token], marked: &[Marked]) -> Vec<Token> {
    let mut folded: Vec<Token> = Vec::with_capacity(tokens.len());
    let mut at = 0;
    for (number, stretch) in (0..).zip(marked) {
        let (open, last) = stretch.tokens;
        plain(text, &tokens[at..open], &mut folded);
        // Behind « …, a dit Roux. », a comma opens a cue of its own.
        let is_cued = tokens.get(last + 1).is_some_and(|next| next.shape == Shape::Comma);
        let within = || incise::named(text, &tokens[open..=last]);
        if let Some(incise) = (!is_cued).then(within).flatten() {
            // As if it stood behind the closing mark: the rules for that find who speaks.
            let span = tokens[open].span.cover(tokens[open + incise.start - 1].span);
            folded.push(Token {
                span,
                shape: Shape::Quote(number),
                facts: Facts::default(),
                possessive: false,
            });
            plain(text, &tokens[open + incise.start..open + incise.end], &mut folded);
            folded.extend(
                tokens[open + incise.end..=last].iter().rev().find(|token| token.shape == Shape::Stop),
            );
            at = last + 1;
            continue;
        }
        let span = tokens[open].span.cover(tokens[last].span);
        // A title is one word of the reporter's sentence, and names a work.
        let (shape, facts) = match stretch.is_title {
            true => (Shape::Word(Case::Title), Facts::ORGANISATION),
            false => (Shape::Quote(number), Facts::default()),
        };
        folded.push(Token { span, shape, facts, possessive: false });
        at = last + 1;
    }
    plain(text, &tokens[at..], &mut folded);
    folded
}

/// Tokens without stray marks; one after an "s" was an apostrophe: "workers’ rights".
fn plain(text: &str, tokens: &[Token], folded: &mut Vec<Token>) {
    for token in tokens {
        if !matches!(token.shape, Shape::Mark(_)) {
            folded.push(*token);
            continue;
        }
        let owner = folded.last_mut().filter(|last| last.is_word() && last.span.end() == token.span.start());
        if let Some(owner) = owner.filter(|owner| owner.span.slice(text).ends_with('s')) {
            owner.possessive = true;
        }
    }
}

impl Frame<'_> {
    /// The words at a run of tokens, from the first to the end of the last.
    #[inline]
    pub(super) fn words(&self, start: usize, end: usize) -> &str {
        self.span(start, end).slice(self.text)
    }

    /// Where a run of tokens stands; empty for an empty run.
    #[inline]
    pub(super) fn span(&self, start: usize, end: usize) -> Span {
        match (self.tokens.get(start), end.checked_sub(1).and_then(|last| self.tokens.get(last))) {
            (Some(first), Some(last)) if start < end => first.span.cover(last.span),
            _ => Span::between(0, 0),
        }
    }

    /// The token, if there is one; `usize` arithmetic that went below zero finds none.
    #[inline]
    pub(super) fn token(&self, at: usize) -> Option<&Token> {
        self.tokens.get(at)
    }

    /// The number of the sentence that a token stands in.
    pub(super) fn sentence_of(&self, at: usize) -> usize {
        self.sentences.partition_point(|sentence| sentence.start <= at).saturating_sub(1)
    }

    /// The number of the marked stretch that this token stands for.
    #[inline]
    pub(super) fn quote_at(&self, at: usize) -> Option<usize> {
        match self.tokens.get(at)?.shape {
            Shape::Quote(number) => Some(number as usize),
            _ => None,
        }
    }

    /// The last character between the marks, by which a quotation ends its sentence or does not.
    pub(super) fn last_of_quote(&self, number: usize) -> Option<char> {
        self.marked.get(number)?.words.slice(self.text).chars().next_back()
    }

    fn divide(&mut self) {
        let (mut start, mut paragraph) = (0, 0);
        let mut sentences = Vec::with_capacity(self.tokens.len() / 16);
        for at in 0..self.tokens.len() {
            let is_break = self.tokens[at].shape == Shape::Break;
            if !is_break && !self.ends_sentence(at) && !self.ends_heading(start, at) {
                continue;
            }
            let end = if is_break { at } else { at + 1 };
            if start < end {
                sentences.push(self.sentence(start, end, paragraph));
            }
            paragraph += usize::from(is_break);
            start = at + 1;
        }
        if start < self.tokens.len() {
            sentences.push(self.sentence(start, self.tokens.len(), paragraph));
        }
        self.sentences = sentences;
    }

    fn sentence(&self, start: usize, end: usize, paragraph: usize) -> Sentence {
        Sentence { start, end, paragraph, headline: self.is_headline(start, end, paragraph) }
    }

    fn ends_sentence(&self, at: usize) -> bool {
        let token = &self.tokens[at];
        let Some(next) = self.tokens.get(at + 1) else { return false };
        match token.shape {
            // "What now?" and "3.5" end alike; only a blank and something that can begin a sentence tell.
            Shape::Stop => {
                next.span.start() > token.span.end() && !next.is_lower() && next.shape != Shape::Stop
                    || matches!(next.shape, Shape::Quote(_))
            }
            Shape::Quote(number) => self.quote_ends_sentence(number as usize, at + 1),
            _ => false,
        }
    }

    /// `RED STATES GAIN - Maria Ruiz: “No.”`: words in capitals that head a paragraph, up to a dash.
    fn ends_heading(&self, start: usize, at: usize) -> bool {
        const SHORTEST: usize = 3;
        const LONGEST: usize = 20;
        let heads = start.checked_sub(1).is_none_or(|before| self.tokens[before].shape == Shape::Break);
        if self.tokens[at].shape != Shape::Dash || !heads || !(SHORTEST..=LONGEST).contains(&(at - start)) {
            return false;
        }
        let in_capitals = |token: &Token| !matches!(token.shape, Shape::Word(Case::Lower | Case::Title));
        let long = |token: &&Token| matches!(token.shape, Shape::Word(Case::Upper)) && token.span.len() > 3;
        let heading = &self.tokens[start..at];
        heading.iter().all(in_capitals) && heading.iter().filter(long).count() >= 2
    }

    /// `“No.” Ruiz left.` ends at the mark; `“No?” Ruiz said.` does not.
    fn quote_ends_sentence(&self, number: usize, at: usize) -> bool {
        let next = &self.tokens[at];
        let ends = self.last_of_quote(number).is_some_and(|c| matches!(c, '.' | '!' | '?' | '…'));
        let goes_on = next.is_lower()
            || matches!(
                next.shape,
                Shape::Comma | Shape::Dash | Shape::Semicolon | Shape::Stop | Shape::Open | Shape::Close
            );
        ends && !goes_on && !self.opens_with_cue(at, self.last_of_quote(number) == Some('.'))
    }

    /// Whether a short subject and a cue stand here: "Ruiz asked". After a full stop the cue must also end the sentence, for
    /// `“No.” Ruiz said she would stay.` is two.
    fn opens_with_cue(&self, at: usize, after_stop: bool) -> bool {
        const LONGEST_SUBJECT: usize = 6;
        let subject = self.tokens[at..]
            .iter()
            .take(LONGEST_SUBJECT)
            .take_while(|token| token.is_word() && !token.is(Facts::CUE));
        let cue = at + subject.count();
        let verbs = if after_stop { Facts::SAY } else { Facts::SAY.and(Facts::WEAK).and(Facts::TELL) };
        let speaks = self.tokens.get(cue).is_some_and(|token| token.is_lower() && token.is(verbs));
        let ends =
            self.tokens.get(cue + 1).is_none_or(|token| matches!(token.shape, Shape::Stop | Shape::Break));
        cue > at && speaks && (ends || !after_stop) || !after_stop && self.opens_with_aside(at)
    }

    /// `“Why?” Ruiz’s niece, Ana Roux (D-Northfield), asked`: a short subject, its aside, and a cue right behind that.
    fn opens_with_aside(&self, at: usize) -> bool {
        const LONGEST_SUBJECT: usize = 6;
        const LONGEST: usize = 20;
        let clause = self.tokens[at..].iter().take(LONGEST);
        let clause =
            clause.take_while(|token| !matches!(token.shape, Shape::Stop | Shape::Break | Shape::Quote(_)));
        let clause: Vec<&Token> = clause.collect();
        let opens = clause
            .iter()
            .take(LONGEST_SUBJECT)
            .position(|token| matches!(token.shape, Shape::Comma | Shape::Open));
        let closes = |pair: &[&Token]| {
            matches!(pair[0].shape, Shape::Comma | Shape::Close)
                && pair[1].is_lower()
                && pair[1].is(Facts::SAY)
        };
        opens.is_some_and(|comma| comma > 0 && clause[comma + 1..].windows(2).any(closes))
    }

    /// Headlines set most words with capitals, so that capitals say nothing about names there. The first line may be one with a full stop.
    fn is_headline(&self, start: usize, end: usize, paragraph: usize) -> bool {
        // Fewer words cannot tell; longer ones are sentences.
        const SHORTEST: usize = 4;
        const LONGEST: usize = 30;
        let at_break = |at: Option<usize>| {
            at.and_then(|at| self.tokens.get(at)).is_none_or(|token| token.shape == Shape::Break)
        };
        let whole = at_break(start.checked_sub(1)) && at_break(Some(end)) && self.tokens[start].is_capital();
        if !whole || end - start > LONGEST || paragraph > 0 && self.tokens[end - 1].shape == Shape::Stop {
            return false;
        }
        let (mut words, mut capitals) = (0, 0);
        for token in self.tokens[start..end].iter().filter(|token| token.is_word() && token.span.len() > 3) {
            words += 1;
            capitals += usize::from(matches!(token.shape, Shape::Word(Case::Title | Case::Upper)));
        }
        words >= SHORTEST && capitals * 10 >= words * 8
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::quote::lexicon::Lexicon;
    use crate::quote::marks::marked;
    use crate::quote::read::tokens;

    fn sentences(text: &str) -> Vec<String> {
        let tokens = tokens(text, Lexicon::of(None));
        let marked = marked(text, &tokens);
        let frame = frame(text, &tokens, &marked);
        frame.sentences.iter().map(|sentence| frame.words(sentence.start, sentence.end).to_string()).collect()
    }

    #[test]
    fn a_cue_keeps_its_quotation() {
        assert_eq!(
            sentences("“It is false,” he said. “And I stay.” He left. “Why?” she asked."),
            ["“It is false,” he said.", "“And I stay.”", "He left.", "“Why?” she asked."]
        );
        assert_eq!(
            sentences("Mr. Roux of the U.S. Senate left. Nobody knew."),
            ["Mr. Roux of the U.S. Senate left.", "Nobody knew."]
        );
    }
}
