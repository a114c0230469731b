//! Speech reported without marks: "Ruiz said that the vote was lost." "The vote, Ruiz said, was lost."
//!
//! A verb that reports, a speaker beside it and the clause that it takes make a [`Report`]. `around` looks for a clause of speech set into or behind the
//! sentence that it reports; `ahead` for one that goes before it, with `reporter`, who says whose it is; `extent` says how far the words go that are somebody's.
//! A report needs words for its speaker, so that nothing is given to nobody.

mod ahead;
mod around;
mod extent;
mod reporter;

use super::claims::Beside;
use super::claims::Claim;
use super::frame::Sentence;
use super::lexicon::Facts;
use super::story::Story;

/// What somebody is reported to have said or thought, without the marked stretches in it.
#[derive(Clone, Debug)]
pub(super) struct Report {
    /// Who, and by which words.
    pub(super) claim: Claim,
    /// Runs of tokens, in order: the pieces around a cue or a quotation.
    pub(super) pieces: Vec<(usize, usize)>,
}

/// The reports of one sentence, in order and apart.
pub(super) fn reports(story: &Story, sentence: &Sentence) -> Vec<Report> {
    let tokens = &story.frame.tokens;
    let reports = Facts::CUE.and(Facts::THOUGHT);
    // Most sentences report nothing, and are passed over at the cost of one look at their words.
    let known =
        tokens[sentence.start..sentence.end].iter().fold(Facts::default(), |all, token| all.and(token.facts));
    if !known.any(reports) {
        return Vec::new();
    }
    let beside = Beside::whole(story, sentence);
    let mut found = Vec::new();
    let mut at = sentence.start;
    if let Some((report, end)) = beside.reported_around(known) {
        found.push(report);
        at = end;
    }
    while let Some(cue) = (at..sentence.end).find(|at| tokens[*at].is(reports)) {
        at = cue + 1;
        if let Some((report, end)) = beside.reported_ahead(cue) {
            at = end.max(at);
            found.push(report);
        }
    }
    // "Ruiz, whose party has asked for the records": what the party asked is not what stands before it.
    let is_whose = |report: &Report| {
        matches!(story.words(report.claim.phrase.start, report.claim.phrase.start + 1), "whose" | "dont")
    };
    found.retain(|report| !report.pieces.is_empty() && !is_whose(report));
    found
}
