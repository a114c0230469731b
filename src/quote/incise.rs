//! French prints the cue inside the marks: « Je n’ai rien dit, a-t-elle lancé d’une voix ferme, à personne. »

use super::focus::Focus;
use super::lexicon::Facts;
use super::lexicon::Lexicon;
use super::read::tokens;
use super::story::Story;
use super::token::Mark;
use super::token::MarkKind;
use super::token::Shape;
use super::token::Token;
use super::voice::Voice;
use crate::text::Language;
use std::ops::Range;

/// Whether words inside other marks than guillemets may have a French cue among them: "-t-elle", ", dit ", ", a rappelé".
fn has_sign(words: &str) -> bool {
    let helped = |rest: &str| rest.split(' ').next().is_some_and(|verb| verb.ends_with('é'));
    words.contains("-il")
        || words.contains("-elle")
        || words.contains(", dit ")
        || words.match_indices(", a ").any(|(at, sign)| helped(&words[at + sign.len()..]))
}

/// Where an incise stands in the tokens from mark to mark that says by name or description who speaks: `a affirmé le chef du
/// Parti vert, Jean Lépine` in « C’est dur, a affirmé le chef du Parti vert, Jean Lépine. On verra. ». What has a pronoun,
/// `a-t-il dit`, is not among them.
pub(super) fn named(text: &str, tokens: &[Token]) -> Option<Range<usize>> {
    let guillemet =
        |token: &Token| matches!(token.shape, Shape::Mark(Mark { kind: MarkKind::Guillemet, .. }));
    tokens.first().filter(|first| guillemet(first))?;
    let commas = (1..tokens.len()).filter(|at| tokens[*at].shape == Shape::Comma);
    commas.into_iter().find_map(|comma| named_after(text, tokens, comma + 1))
}

/// Words of an incise at most: "a fait valoir mardi le ministre des Transports et de la Mobilité durable, Jean Roux" has fifteen.
const LONGEST: usize = 16;

fn named_after(text: &str, tokens: &[Token], start: usize) -> Option<Range<usize>> {
    let is = |at: usize, facts: Facts| tokens.get(at).is_some_and(|token| token.is(facts));
    let says = Facts::SAY.and(Facts::TELL);
    // "s’est exclamé", "s’indigne": the small word before the verb is no subject.
    let reflexive = |token: &Token| matches!(token.span.slice(text), "s’" | "s'" | "se");
    let start_of_verb = start + usize::from(tokens.get(start).is_some_and(reflexive));
    let verb = match is(start_of_verb, Facts::AUXILIARY.and(Facts::BE)) {
        // "a fait savoir": the verb of speech is the third.
        true if is(start_of_verb + 1, Facts::PRONOUN) => None,
        true => (start_of_verb + 1..start_of_verb + 3).find(|at| is(*at, says)),
        false => Some(start_of_verb).filter(|at| is(*at, says)),
    };
    let subject = verb? + 1;
    let opens = is(subject, Facts::DETERMINER) || tokens.get(subject)?.is_capital();
    let ends = |at: &usize| matches!(tokens[*at].shape, Shape::Comma | Shape::Stop | Shape::Mark(_));
    let end_after = |from: usize| (from..tokens.len()).find(ends);
    let mut end = end_after(subject)?;
    // The name may stand behind the office, between commas.
    if tokens[end].shape == Shape::Comma && tokens.get(end + 1).is_some_and(Token::is_capital) {
        end = end_after(end + 1)?;
    }
    (opens && end > subject && end - start <= LONGEST).then_some(start..end)
}

/// Who speaks by the words inside the marks: after a comma, a verb of speech turned around its subject.
pub(super) fn speaker(story: &Story, focus: &Focus, marked: usize) -> Option<Voice> {
    let words = story.frame.marked.get(marked)?.words.slice(story.frame.text);
    // Most quotations have none; only those that may are read again.
    let mark = story.frame.text[..story.frame.marked[marked].words.start() as usize].trim_end();
    let may_have = if mark.ends_with('«') { words.contains(", ") } else { has_sign(words) };
    if !may_have {
        return None;
    }
    let inner = tokens(words, Lexicon::of(Some(Language::FR)));
    let commas = (0..inner.len()).filter(|at| inner[*at].shape == Shape::Comma);
    commas.into_iter().find_map(|comma| subject(story, focus, words, &inner[comma + 1..]))
}

/// "a-t-elle dit", "dit-il", "a rappelé Maria Ruiz": the words after a comma.
fn subject(story: &Story, focus: &Focus, words: &str, rest: &[Token]) -> Option<Voice> {
    let is = |at: usize, facts: Facts| rest.get(at).is_some_and(|token| token.is(facts));
    let says = Facts::SAY.and(Facts::TELL);
    let helped = is(0, Facts::AUXILIARY) && (is(1, says) || is(1, Facts::PRONOUN) && is(2, says));
    if !helped && !is(0, says) {
        return None;
    }
    // "dit-il" has its pronoun after the verb, "a-t-il dit" after the helping verb.
    if is(1, Facts::PRONOUN) {
        let gender = rest[1].facts.only(Facts::MALE.and(Facts::FEMALE));
        return (gender != Facts::default()).then(|| focus.latest_of(story, gender)).flatten();
    }
    let name = rest.iter().skip(1 + usize::from(helped)).take_while(|token| token.is_capital());
    let last = name.last()?;
    story.people.labelled(last.span.slice(words)).map(Voice::Person)
}
