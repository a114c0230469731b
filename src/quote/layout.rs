//! Words that the layout gives to somebody without marks: turns of a transcript, dialogue after dashes, a statement below the line
//! that introduces it.
//!
//! Without marks nothing but the layout says that these are anybody's own words, so each kind asks for more than one sign of it.

use super::lexicon::Facts;
use super::marks::Marked;
use super::token::Case;
use super::token::Shape;
use super::token::Token;
use crate::text::Language;
use std::collections::HashMap;

/// Adds the stretches that the layout sets off to those between marks; marks inside such a stretch are part of it.
pub(super) fn add_turns(text: &str, tokens: &[Token], language: Option<Language>, marked: &mut Vec<Marked>) {
    let layout = Layout { text, tokens, paragraphs: paragraphs(tokens) };
    let mut turns = layout.transcript();
    turns.extend(layout.statements());
    if language == Some(Language::FR) {
        turns.extend(layout.dialogue());
    }
    if turns.is_empty() {
        return;
    }
    turns.sort_by_key(|turn| turn.tokens);
    let mut at = 0;
    marked.retain(|stretch| {
        while turns.get(at).is_some_and(|turn| turn.tokens.1 < stretch.tokens.0) {
            at += 1;
        }
        turns.get(at).is_none_or(|turn| stretch.tokens.1 < turn.tokens.0)
    });
    marked.append(&mut turns);
    marked.sort_by_key(|stretch| stretch.tokens);
}

/// The token ranges between breaks.
fn paragraphs(tokens: &[Token]) -> Vec<(usize, usize)> {
    let mut found = Vec::new();
    let mut start = 0;
    for (at, token) in tokens.iter().enumerate() {
        if token.shape == Shape::Break {
            found.push((start, at));
            start = at + 1;
        }
    }
    found.push((start, tokens.len()));
    found
}

struct Layout<'a> {
    text: &'a str,
    tokens: &'a [Token],
    paragraphs: Vec<(usize, usize)>,
}

impl Layout<'_> {
    fn shape(&self, at: usize) -> Option<Shape> {
        self.tokens.get(at).map(|token| token.shape)
    }

    fn is(&self, at: usize, facts: Facts) -> bool {
        self.tokens.get(at).is_some_and(|token| token.is(facts))
    }

    /// The stretch of the tokens from `first` to before `end`.
    fn stretch(&self, first: usize, end: usize) -> Option<Marked> {
        let last = end.checked_sub(1).filter(|last| *last >= first)?;
        let words = self.tokens.get(first)?.span.cover(self.tokens.get(last)?.span);
        let spoken = self.tokens[first..end].iter().any(Token::is_word);
        spoken.then_some(Marked {
            tokens: (first, last),
            words,
            open_ended: false,
            is_title: false,
            is_turn: true,
        })
    }

    /// `WALLACE: Thank you for coming.`: labelled paragraphs, if there are enough of them and one label comes back. One
    /// `RELATED: …` or a list of headings is no transcript.
    fn transcript(&self) -> Vec<Marked> {
        const FEWEST: usize = 3;
        let labels: Vec<(usize, usize, &str)> =
            self.paragraphs.iter().filter_map(|range| self.label(*range)).collect();
        let mut turns_of: HashMap<&str, usize> = HashMap::new();
        labels.iter().for_each(|(_, _, label)| *turns_of.entry(label).or_default() += 1);
        let alternates = turns_of.len() >= 2 && turns_of.values().any(|turns| *turns >= 2);
        if labels.len() < FEWEST || !alternates {
            return Vec::new();
        }
        let unmarked = |first: usize| !matches!(self.shape(first), Some(Shape::Mark(_)));
        let turns = labels.iter().filter(|(first, _, _)| unmarked(*first));
        turns.filter_map(|(first, end, _)| self.stretch(*first, *end)).collect()
    }

    /// The first token after a paragraph's label, its end, and the label: a surname or a part in capitals, or a full name.
    fn label(&self, (start, end): (usize, usize)) -> Option<(usize, usize, &str)> {
        const LONGEST: usize = 5;
        let name =
            self.tokens[start..end].iter().take(LONGEST).take_while(|token| token.is_capital()).count();
        let first = self.tokens.get(start).filter(|_| name > 0)?;
        let words = &self.tokens[start..start + name];
        let in_capitals = words.iter().all(|token| {
            token.shape == Shape::Word(Case::Upper) || token.is(Facts::HONORIFIC.and(Facts::ABBREVIATION))
        });
        let full_name = name > 1 && first.is(Facts::GIVEN.and(Facts::HONORIFIC));
        let label = first.span.cover(words.last()?.span);
        let colon = self.after_bracket(start + name, end);
        // "Q:" and "A:" name nobody.
        let named = label.len() > 2 && (in_capitals || full_name);
        (named && self.shape(colon) == Some(Shape::Colon)).then(|| (colon + 1, end, label.slice(self.text)))
    }

    /// Past `(D-Ohio)` or `(on camera)`.
    fn after_bracket(&self, at: usize, end: usize) -> usize {
        const LONGEST: usize = 6;
        if self.shape(at) != Some(Shape::Open) {
            return at;
        }
        let close = (at..end).take(LONGEST).find(|at| self.shape(*at) == Some(Shape::Close));
        close.map_or(at, |close| close + 1)
    }

    /// `Ruiz said in a statement:` and below it a paragraph without marks in the first person; those after it that go on so.
    fn statements(&self) -> Vec<Marked> {
        let mut found: Vec<Marked> = Vec::new();
        let mut introduced = false;
        for (start, end) in self.paragraphs.iter().copied() {
            let turn =
                if introduced && self.is_first_person(start, end) { self.stretch(start, end) } else { None };
            introduced = match turn {
                Some(turn) => {
                    found.push(Marked { open_ended: true, is_turn: false, ..turn });
                    true
                }
                None => self.introduces(start, end),
            };
        }
        found
    }

    /// Whether a paragraph ends with a colon after words of a statement, a letter, a message.
    fn introduces(&self, start: usize, end: usize) -> bool {
        const REACH: usize = 12;
        let Some(colon) =
            end.checked_sub(1).filter(|at| *at >= start && self.shape(*at) == Some(Shape::Colon))
        else {
            return false;
        };
        let near = colon.saturating_sub(REACH).max(start)..colon;
        let paper = near.clone().any(|at| self.is(at, Facts::DOCUMENT.and(Facts::SPEECH_NOUN)));
        paper && near.into_iter().any(|at| self.is(at, Facts::CUE))
    }

    /// Whether whole sentences stand here in which somebody says "I" or "we", without marks.
    fn is_first_person(&self, start: usize, end: usize) -> bool {
        const SHORTEST: usize = 6;
        let tokens = &self.tokens[start..end];
        let plain = tokens.iter().all(
            |token| !matches!(token.shape, Shape::Mark(mark) if mark.kind != super::token::MarkKind::Single),
        );
        let ends = tokens.last().is_some_and(|token| token.shape == Shape::Stop);
        let first = tokens.iter().any(|token| token.is(Facts::FIRST));
        plain && ends && first && tokens.len() >= SHORTEST && self.label((start, end)).is_none()
    }
}

impl Layout<'_> {
    /// `— Non, dit-elle.`: paragraphs that open with a dash, where at least one of them has a cue; lists have dashes too.
    fn dialogue(&self) -> Vec<Marked> {
        let opens = |range: &&(usize, usize)| {
            self.tokens.get(range.0).is_some_and(|token| {
                token.shape == Shape::Dash && !token.span.slice(self.text).starts_with('-')
            })
        };
        let turns: Vec<(usize, usize)> =
            self.paragraphs.iter().filter(opens).map(|(start, end)| (start + 1, *end)).collect();
        let mut has_cue = false;
        let mut found = Vec::new();
        for (start, end) in turns {
            let aside = self.aside(start, end);
            has_cue |= aside.is_some();
            let (cut, resumed) = aside.unwrap_or((end, None));
            found.extend(self.stretch(start, cut));
            found.extend(resumed.and_then(|at| self.stretch(at, end)));
        }
        if has_cue { found } else { Vec::new() }
    }

    /// Where the words of a turn break off for ", dit-elle", and where they go on, if they do.
    fn aside(&self, start: usize, end: usize) -> Option<(usize, Option<usize>)> {
        let cut = (start + 1..end).find(|at| self.opens_aside(*at))?;
        let cue = cut + usize::from(self.shape(cut) == Some(Shape::Comma));
        let close = (cue..end)
            .find(|at| matches!(self.shape(*at), Some(Shape::Comma | Shape::Stop | Shape::Semicolon)))?;
        let goes_on = match self.shape(close) {
            Some(Shape::Stop) => (close..end).any(|at| self.is(at, Facts::FIRST.and(Facts::SECOND))),
            _ => true,
        };
        Some((cut, Some(close + 1).filter(|at| goes_on && *at < end)))
    }

    /// Whether a verb of speech turned round its subject stands here: after a comma, or after "?" and the like.
    fn opens_aside(&self, at: usize) -> bool {
        let verb = match self.shape(at) {
            Some(Shape::Comma) => at + 1,
            _ if at > 0 && self.shape(at - 1) == Some(Shape::Stop) => at,
            _ => return false,
        };
        let says = Facts::SAY.and(Facts::TELL);
        let lower = self.tokens.get(verb).is_some_and(Token::is_lower);
        let helped = self.is(verb, Facts::AUXILIARY)
            && (self.is(verb + 1, says) || self.is(verb + 1, Facts::PRONOUN) && self.is(verb + 2, says));
        lower && (helped || self.is(verb, says) && !self.is(verb, Facts::PARTICIPLE))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::quote::lexicon::Lexicon;
    use crate::quote::marks::marked;
    use crate::quote::read::tokens;

    fn found(text: &str, language: Language) -> Vec<&str> {
        let tokens = tokens(text, Lexicon::of(Some(language)));
        let mut found = marked(text, &tokens);
        add_turns(text, &tokens, Some(language), &mut found);
        found.iter().map(|stretch| stretch.words.slice(text)).collect()
    }

    #[test]
    fn labelled_turns_are_words_of_a_transcript() {
        let transcript = "WARREN: Why now?\n\nMS. RUIZ (on camera): The pier \"sank.\"\n\nWARREN: All of it?";
        assert_eq!(found(transcript, Language::EN), ["Why now?", "The pier \"sank.\"", "All of it?"]);
        assert!(found("RELATED: The pier\n\nPHOTO: The mill\n\nMAP: The road", Language::EN).is_empty());
        assert!(found("Q: Why?\n\nA: So.\n\nQ: Why?", Language::EN).is_empty());
    }

    #[test]
    fn a_statement_stands_below_its_introduction() {
        let above = "Ruiz said in a statement:\n\n";
        assert_eq!(
            found(&format!("{above}We closed the mill.\nNobody is safe there."), Language::EN),
            Vec::<&str>::new(),
            "too short"
        );
        assert_eq!(
            found(&format!("{above}We closed the mill on Monday.\n\nThe town waits."), Language::EN),
            ["We closed the mill on Monday."]
        );
        assert!(found("The list:\n\nWe closed the mill on Monday.", Language::EN).is_empty());
    }

    #[test]
    fn dashes_are_dialogue_where_somebody_speaks() {
        assert_eq!(
            found("— Non, dit-elle, jamais.\n\n— Pourquoi ? demande Ana Roux.\n\n— Parce que.", Language::FR),
            ["Non", "jamais.", "Pourquoi ?", "Parce que."]
        );
        assert!(found("— le moulin\n\n— le pont", Language::FR).is_empty());
    }
}
