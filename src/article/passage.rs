//! Articles to passages: the unit that a search shows.

use crate::text::Span;
use crate::text::paragraphs;
use crate::text::sentences;
use crate::text::words;

/// A paragraph of an article, or what is read as one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Passage {
    /// Its place in the article, from 1.
    pub number: u32,
    /// Where it stands in the article's text.
    pub span: Span,
}

/// A paragraph longer than this many words is cut at a sentence.
const LONGEST: usize = 200;

/// Neighbours shorter than this many words are joined, unless they carry a quotation.
const SHORTEST: usize = 12;

/// The passages of a text, in order; `quotes` are the places of its quotations.
///
/// A paragraph is a passage. One over 200 words is cut at a sentence (never inside a quotation); neighbours under
/// 12 words that carry no quotation are joined, so that a list does not become a page of hits.
pub fn passages(text: &str, quotes: &[Span]) -> Vec<Passage> {
    let mut spans: Vec<Span> = Vec::new();
    let mut last_is_short = false;
    for paragraph in paragraphs(text) {
        let count = words(paragraph.slice(text)).take(LONGEST + 1).count();
        let short = count < SHORTEST && !quotes.iter().any(|quote| quote.overlaps(paragraph));
        match spans.last_mut() {
            Some(last) if short && last_is_short => *last = last.cover(paragraph),
            _ if count > LONGEST => spans.extend(cut(text, paragraph, quotes)),
            _ => spans.push(paragraph),
        }
        last_is_short = short;
    }
    spans.into_iter().zip(1..).map(|(span, number)| Passage { number, span }).collect()
}

/// A long paragraph in pieces of at most [`LONGEST`] words where its sentences allow it.
fn cut(text: &str, paragraph: Span, quotes: &[Span]) -> Vec<Span> {
    let mut pieces: Vec<Span> = Vec::new();
    let mut count = 0;
    for sentence in sentences(text, paragraph) {
        let length = words(sentence.slice(text)).count();
        let inside_quote =
            quotes.iter().any(|quote| quote.contains(sentence.start()) && quote.start() < sentence.start());
        match pieces.last_mut() {
            Some(piece) if count + length <= LONGEST || inside_quote => {
                *piece = piece.cover(sentence);
                count += length;
            }
            _ => {
                pieces.push(sentence);
                count = length;
            }
        }
    }
    pieces
}

#[cfg(test)]
mod tests {
    use super::*;

    fn slices(text: &str, quotes: &[Span]) -> Vec<String> {
        passages(text, quotes).iter().map(|passage| passage.span.slice(text).to_string()).collect()
    }

    #[test]
    fn short_neighbours_are_joined_and_quotations_stand_alone() {
        let text = "Budget: $4 million\n\nJobs: 310\n\nShe said “no.”\n\nThe mill on the river has been the town’s largest employer since it was opened in 1921.";
        let quote = Span::of("no.", text).unwrap();
        assert_eq!(
            slices(text, &[quote]),
            [
                "Budget: $4 million\n\nJobs: 310",
                "She said “no.”",
                "The mill on the river has been the town’s largest employer since it was opened in 1921."
            ]
        );
    }

    #[test]
    fn a_long_paragraph_is_cut_at_a_sentence() {
        let sentence = "Nobody in the town knew what the owner would say next about it. ";
        let text = sentence.repeat(40).trim_end().to_string();
        let found = passages(&text, &[]);
        assert_eq!(found.len(), 3);
        assert!(found.iter().all(|passage| passage.span.slice(&text).ends_with('.')));
        assert_eq!(found[2].number, 3);
    }

    #[test]
    fn a_quotation_is_not_cut() {
        let sentence = "Nobody in the town knew what the owner would say next about it. ";
        let text = format!("“{}”", sentence.repeat(40).trim_end());
        assert_eq!(passages(&text, &[Span::between(3, text.len() - 3)]).len(), 1);
    }
}
