//! Surnames that are common words: "Rosa May", "Owen Long", "Ms. Friday".
//!
//! A capital alone says little of a word that opens sentences or names a month. Behind a given name or a form of address, inside a
//! sentence, such a word belongs to the name; and once the article has it there, it may stand alone: "May said".

use super::frame::Frame;
use super::frame::Sentence;
use super::lexicon::Facts;
use super::names::adjacent;
use super::token::Case;
use super::token::Shape;
use super::token::Token;
use foldhash::fast::RandomState;
use std::collections::HashSet;

/// The common words that are surnames in one article, as printed.
pub(super) struct Surnames<'a> {
    words: HashSet<&'a str, RandomState>,
}

impl<'a> Surnames<'a> {
    /// Reads them off the places where they follow a given name or a form of address.
    pub(super) fn read(frame: &'a Frame) -> Surnames<'a> {
        let words = frame.sentences.iter().flat_map(|sentence| {
            let behind = move |at: &usize| {
                // Hardly a token gets past the first of these.
                may_be_surname(frame, *at)
                    && (follows_address(frame, *at, sentence)
                        || !is_day(frame, *at)
                            && (follows_given_name(frame, *at, sentence)
                                || closes_name(frame, *at, sentence)))
            };
            (sentence.start + 1..sentence.end).filter(behind)
        });
        Surnames { words: words.map(|at| frame.words(at, at + 1)).collect() }
    }

    /// Whether the common word at a token is a surname here.
    pub(super) fn is_here(&self, frame: &Frame, at: usize, sentence: &Sentence) -> bool {
        if self.words.is_empty()
            || !may_be_surname(frame, at)
            || !self.words.contains(frame.words(at, at + 1))
        {
            return false;
        }
        at > sentence.start
            && (follows_address(frame, at, sentence)
                || follows_given_name(frame, at, sentence)
                || closes_name(frame, at, sentence))
            || !is_day(frame, at) && !sentence.headline && stands_alone(frame, at, sentence)
    }
}

/// "May" in "Rosa May said": not in "Why Rosa May Run", which is a title, nor in "told Rosa May 5".
fn follows_given_name(frame: &Frame, at: usize, sentence: &Sentence) -> bool {
    let is_given = |token: &Token| {
        token.is(Facts::GIVEN) && token.is_capital() && !token.possessive && !token.is(Facts::PLACE)
    };
    let goes_on = |next: &Token| {
        next.shape == Shape::Number || next.is_capital() && !next.is(Facts::TIME.and(Facts::SUFFIX))
    };
    !sentence.headline
        && at > sentence.start
        && is_given(&frame.tokens[at - 1])
        && touches(frame, at)
        && !frame.token(at + 1).is_some_and(goes_on)
}

/// "Little" in "said Orvell Little.": behind a verb of speech and a given name that no table has, before a comma or a stop.
fn closes_name(frame: &Frame, at: usize, sentence: &Sentence) -> bool {
    let is_unknown = |token: &Token| {
        token.shape == Shape::Word(Case::Title) && token.facts.is_plain() && !token.possessive
    };
    let says = |token: &Token| token.is_lower() && token.is(Facts::SAY);
    at > sentence.start + 1
        && is_unknown(&frame.tokens[at - 1])
        && says(&frame.tokens[at - 2])
        && touches(frame, at)
        && touches(frame, at - 1)
        && frame
            .token(at + 1)
            .is_none_or(|next| matches!(next.shape, Shape::Comma | Shape::Stop | Shape::Break))
}

/// "Friday" in "Ms. Friday said".
fn follows_address(frame: &Frame, at: usize, sentence: &Sentence) -> bool {
    // The forms that no other word looks like: not "Me", "Lord" or "Father".
    let address = |word: &str| matches!(word, "Mr" | "Mrs" | "Ms" | "Miss" | "Mx" | "Dr" | "Sir");
    at > sentence.start && address(frame.words(at - 1, at)) && adjacent(frame, at)
}

/// The parts that a word plays which may be a surname as well, and those that no surname plays.
const PLAYS_A_PART: Facts = Facts::FUNCTION.and(Facts::ADVERB).and(Facts::AUXILIARY).and(Facts::TIME);
const NEVER: Facts = Facts::DETERMINER
    .and(Facts::PREPOSITION)
    .and(Facts::CONJUNCTION)
    .and(Facts::PRONOUN)
    .and(Facts::POSSESSIVE)
    .and(Facts::RELATIVE)
    .and(Facts::BE)
    .and(Facts::GIVEN);

/// A word that tables list for another part it plays, and that can be a name: not an article, a preposition or a pronoun.
#[inline]
fn may_be_surname(frame: &Frame, at: usize) -> bool {
    let token = &frame.tokens[at];
    token.is(PLAYS_A_PART) && !token.is(NEVER) && token.shape == Shape::Word(Case::Title)
}

/// Whether nothing but one blank stands before a token.
fn touches(frame: &Frame, at: usize) -> bool {
    frame.tokens[at].span.start() == frame.tokens[at - 1].span.end() + 1
}

/// Papers print the day straight behind a name: "Rosa Friday told the board". So only a form of address makes a surname of a day.
fn is_day(frame: &Frame, at: usize) -> bool {
    frame.words(at, at + 1).ends_with("day")
}

/// "May said", "said Long", "Long’s plan": a surname of the article where nobody else’s name stands. "Still, he said" and "in May" are
/// none.
fn stands_alone(frame: &Frame, at: usize, sentence: &Sentence) -> bool {
    let token = &frame.tokens[at];
    let next = frame.token(at + 1).filter(|_| at + 1 < sentence.end);
    let speaks = Facts::SAY.and(Facts::TELL).and(Facts::CALL).and(Facts::THOUGHT);
    let acts = if token.is(Facts::TIME) { speaks.and(Facts::BE).and(Facts::AUXILIARY) } else { speaks };
    if token.possessive || next.is_some_and(|next| next.is_lower() && next.is(acts)) {
        return true;
    }
    let before = at.checked_sub(1).filter(|before| *before >= sentence.start).map(|at| &frame.tokens[at]);
    let ends = next.is_none_or(|next| !next.is_word());
    before.is_some_and(|before| before.is_lower() && before.is(speaks)) && ends
}

#[cfg(test)]
mod tests {
    use crate::quote::lexicon::Lexicon;
    use crate::quote::marks::marked;
    use crate::quote::names::names;
    use crate::quote::read::tokens;

    #[track_caller]
    fn check(text: &str, expected: &[&str]) {
        let tokens = tokens(text, Lexicon::of(None));
        let marked = marked(text, &tokens);
        let frame = crate::quote::frame::frame(text, &tokens, &marked);
        let names = names(&frame);
        let found: Vec<&str> = names.iter().map(|name| frame.words(name.start, name.end)).collect();
        assert_eq!(found, expected, "{text}");
    }

    #[test]
    fn a_common_word_behind_a_given_name_belongs_to_it() {
        check("“No,” said Rosa May. In May, May said so again.", &["Rosa May", "May"]);
        check("We met Owen Long. Long’s mill closed long ago.", &["Owen Long", "Long"]);
        check("The mill is old, said Ana Little. Little is known of it.", &["Ana Little"]);
        check("“No,” said Orvell Little. “No,” said Orvell Friday.", &["Orvell Little", "Orvell"]);
        check("It was Ms. Friday who left Friday with Nora Friday.", &["Ms. Friday", "Nora Friday"]);
    }

    #[test]
    fn a_common_word_elsewhere_is_none() {
        check("They told Rosa Friday that it was over.", &["Rosa"]);
        check("They told Rosa May 5 that it was over.", &["Rosa"]);
        check("They met Rosa. Still, Rosa said no.", &["Rosa", "Rosa"]);
        check("They saw Why Rosa May Win on the air.", &["Rosa", "Win"]);
    }
}
