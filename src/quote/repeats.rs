//! Pull quotes: words of a quotation set large between two paragraphs of the same story. They are printed twice, and said once.

use super::rule::Rule;
use super::story::Story;
use super::walk::Finding;
use crate::text::Span;

/// More pull quotes than this has no article; each costs a search through the text.
const MOST: usize = 30;

/// What ends a pull quote may be a comma in the story.
const STOPS: [char; 5] = ['.', ',', '!', '?', '…'];

/// The findings without those that repeat words of another one, in a paragraph of their own and without a cue.
pub(super) fn without_pull_quotes(story: &Story, mut findings: Vec<Finding>) -> Vec<Finding> {
    let words: Vec<Span> = findings.iter().map(|finding| story.frame.marked[finding.marked].words).collect();
    let may_be: Vec<usize> =
        (0..findings.len()).filter(|at| is_set_apart(story, &findings[*at])).take(MOST).collect();
    let mut pulled: Vec<usize> = Vec::new();
    for at in may_be.iter().copied() {
        let needle = words[at].slice(story.frame.text).trim_end_matches(STOPS);
        let said = |other: usize| {
            words[other].len() >= needle.len() && words[other].slice(story.frame.text).contains(needle)
        };
        let counts = |other: usize| !may_be.contains(&other) || other < at && !pulled.contains(&other);
        if (0..words.len()).any(|other| other != at && said(other) && counts(other)) {
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
    let uncued = match finding.rule {
        Rule::Signed => true,
        Rule::Nobody | Rule::CarriedOn | Rule::SubjectBefore => alone && finding.claim.is_none(),
        _ => false,
    };
    uncued && words.split_whitespace().take(SHORTEST).count() == SHORTEST
}
