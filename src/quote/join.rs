//! Findings to quotations, as the rest of the program sees them.

use super::Kind;
use super::Quote;
use super::Speaker;
use super::lexicon::Facts;
use super::people::Who;
use super::rule::Rule;
use super::story::Story;
use super::token::Shape;
use super::voice::Voice;
use super::walk::Finding;
use super::walk::Told;
use super::walk::Walked;
use crate::text::Span;

/// Where a quotation comes from: the number of its finding, or of what is told without marks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Origin {
    Finding(usize),
    Told(usize),
}

/// The quotations of an article, in order: what was found for its marked stretches, and what is told without marks.
pub(super) fn quotes(story: &Story, walked: &Walked) -> Vec<(Origin, Quote)> {
    let direct = (0..)
        .zip(&walked.findings)
        .map(|(number, finding)| (finding.sentence, Origin::Finding(number), quote(story, finding)));
    let indirect = (0..).zip(&walked.told).flat_map(|(number, told)| {
        let pieces = told.report.pieces.iter();
        pieces.map(move |piece| (told.sentence, Origin::Told(number), reported(story, told, *piece)))
    });
    let mut quotes: Vec<(usize, Origin, Quote)> = direct.chain(indirect).collect();
    quotes.sort_by_key(|(.., quote)| quote.span.start());
    let (mut group, mut last_sentence) = (0, None);
    for (sentence, _, quote) in &mut quotes {
        group += u32::from(last_sentence.is_some_and(|last| last != *sentence));
        last_sentence = Some(*sentence);
        quote.group = group;
    }
    quotes.into_iter().map(|(_, origin, quote)| (origin, quote)).collect()
}

/// One piece of what is told without marks.
fn reported(story: &Story, told: &Told, (start, end): (usize, usize)) -> Quote {
    let claim = &told.report.claim;
    let mention = story.frame.span(claim.phrase.start, claim.phrase.end);
    Quote {
        span: story.frame.span(start, end),
        kind: Kind::Indirect,
        speaker: Some(speaker(story, &told.voice, Some(mention))),
        cue: Some(story.frame.span(claim.cue.0, claim.cue.1)),
        confidence: claim.rule.precision() * told.sure,
        rule: claim.rule,
        group: 0,
    }
}

fn quote(story: &Story, finding: &Finding) -> Quote {
    let mention = finding.claim.map(|claim| story.frame.span(claim.phrase.start, claim.phrase.end));
    let cue =
        finding.claim.map(|claim| story.frame.span(claim.cue.0, claim.cue.1)).filter(|cue| !cue.is_empty());
    let speaker = finding.voice.as_ref().map(|voice| speaker(story, voice, mention));
    let rule = if speaker.is_some() { finding.rule } else { Rule::Nobody };
    Quote {
        span: story.frame.marked[finding.marked].words,
        kind: kind(story, finding),
        confidence: if speaker.is_some() { confidence(finding) } else { 0.0 },
        speaker,
        cue,
        rule,
        group: 0,
    }
}

/// Where candidates were weighed, what they weighed; else how often the rule is right. Times how sure it is whom the words mean.
fn confidence(finding: &Finding) -> f32 {
    let weighed = !finding.candidates.is_empty() || !finding.carried.is_empty();
    if weighed { finding.sure } else { finding.rule.precision() * finding.sure }
}

fn speaker(story: &Story, voice: &Voice, mention: Option<Span>) -> Speaker {
    match voice {
        Voice::Person(number) => {
            let person = &story.people.all[*number];
            Speaker { name: person.name.clone(), mention, role: person.role.clone() }
        }
        Voice::Described { words, .. } => Speaker { name: described(story, *words), mention, role: None },
    }
}

/// A description as printed, its article in lower case where only the sentence's beginning gave it a capital: "a spokesperson for the
/// mayor", but "The Northfield Post".
fn described(story: &Story, words: Span) -> String {
    let printed = words.slice(story.frame.text);
    let first = story.frame.tokens.partition_point(|token| token.span.start() < words.start());
    if let Some(names) = joint(story, first, words) {
        return names;
    }
    let opens = story
        .frame
        .token(first)
        .is_some_and(|token| token.is(Facts::DETERMINER.and(Facts::POSSESSIVE).and(Facts::PEOPLE)));
    let is_name = printed.split(' ').all(|word| word.starts_with(char::is_uppercase));
    match printed.chars().next() {
        Some(c) if opens && !is_name => c.to_lowercase().chain(printed.chars().skip(1)).collect(),
        _ => printed.to_string(),
    }
}

/// "Ana Ruiz and Luis Roux": those who speak together, each by the full name, in the order and with the "and" of the article.
fn joint(story: &Story, first: usize, words: Span) -> Option<String> {
    let link = (first..story.frame.tokens.len())
        .take_while(|at| story.frame.tokens[*at].span.end() <= words.end())
        .find(|at| story.frame.tokens[*at].is(Facts::CONJUNCTION))?;
    let from = story.names.partition_point(|name| name.start < first);
    let names = story.names[from..].iter().zip(&story.bearers[from..]);
    let inside = names.take_while(|(name, _)| story.frame.span(name.start, name.end).end() <= words.end());
    let people = inside.filter_map(|(_, bearer)| match bearer {
        Who::Person(number) => Some(story.people.all[*number].name.as_str()),
        _ => None,
    });
    let mut people: Vec<&str> = people.collect();
    let last = people.pop().filter(|_| !people.is_empty())?;
    Some(format!("{} {} {last}", people.join(", "), story.words(link, link + 1)))
}

/// Direct where the quotation is set off by itself, mixed where it is part of the reporter's own sentence.
fn kind(story: &Story, finding: &Finding) -> Kind {
    let sentence = &story.frame.sentences[finding.sentence];
    let before = finding
        .token
        .checked_sub(1)
        .filter(|before| *before >= sentence.start)
        .and_then(|before| story.frame.token(before));
    let opens = before.is_none_or(|token| {
        matches!(
            token.shape,
            Shape::Comma | Shape::Colon | Shape::Dash | Shape::Stop | Shape::Open | Shape::Quote(_)
        )
    });
    let ends = story.frame.last_of_quote(finding.marked).is_some_and(|c| ",.?!…—–-;".contains(c));
    let after = story.frame.token(finding.token + 1).filter(|_| finding.token + 1 < sentence.end);
    let closes = after
        .is_none_or(|token| matches!(token.shape, Shape::Comma | Shape::Dash | Shape::Stop | Shape::Close));
    if opens && (ends || closes) { Kind::Direct } else { Kind::Mixed }
}
