//! Pull quotes: words of a quotation set large between two paragraphs of the same story. They are printed twice, and said once.

use super::rule::Rule;
use super::story::Story;
use super::walk::Finding;
use crate::text::Span;

/// More pull quotes than this has no article; each costs a search through the text.
const MOST: usize = 30;

/// The same words more often than this are a refrain.
const PLACES: usize = 8;

/// The findings without those that repeat words of another one, in a paragraph of their own and without a cue.
pub(super) fn without_pull_quotes(story: &Story, mut findings: Vec<Finding>) -> Vec<Finding> {
    let words: Vec<Span> = findings.iter().map(|finding| story.frame.marked[finding.marked].words).collect();
    let may_be: Vec<usize> =
        (0..findings.len()).filter(|at| is_set_apart(story, &findings[*at])).take(MOST).collect();
    let mut pulled: Vec<usize> = Vec::new();
    for at in may_be.iter().copied() {
        let counts = |other: &usize| !may_be.contains(other) || *other < at && !pulled.contains(other);
        if places(story.frame.text, words[at])
            .filter_map(|place| holder(&words, place, at))
            .any(|other| counts(&other))
        {
            pulled.push(at);
        }
    }
    let mut number = 0;
    findings.retain(|_| {
        number += 1;
        !pulled.contains(&(number - 1))
    });
    findings
}

/// Whether a quotation fills its paragraph, without a cue; the speaker's name below it is none.
fn is_set_apart(story: &Story, finding: &Finding) -> bool {
    const SHORTEST: usize = 5;
    let sentence = &story.frame.sentences[finding.sentence];
    let alone = sentence.start == finding.token && sentence.end == finding.token + 1;
    let words = story.frame.marked[finding.marked].words.slice(story.frame.text);
    let signed = finding.rule == Rule::Signed;
    (signed || alone && finding.claim.is_none())
        && words.split_whitespace().take(SHORTEST).count() == SHORTEST
}

/// Where the same words stand in the text; the stop that ends a pull quote may be a comma in the story.
fn places(text: &str, words: Span) -> impl Iterator<Item = Span> {
    let needle = words.slice(text).trim_end_matches(['.', ',', '!', '?', '…']);
    let length = needle.len();
    let found = text.match_indices(if needle.is_empty() { "\0" } else { needle }).take(PLACES);
    found.map(move |(at, _)| Span::between(at, at + length))
}

/// The quotation other than `own` that holds this place.
fn holder(words: &[Span], place: Span, own: usize) -> Option<usize> {
    let after = words.partition_point(|span| span.start() <= place.start());
    let at = after.checked_sub(1).filter(|at| *at != own)?;
    (place.end() <= words[at].end()).then_some(at)
}
