//! Words with open letters: `parliament*`, `wom?n`.
//!
//! The engine's words end at `*` and `?`; here these signs belong to the letters that they touch.

use super::value::token_spans;
use super::value::tokens;
use crate::text::Span;

/// Letters that a pattern must have of its own: with fewer, it stands for half of all words.
const LEAST_LETTERS: usize = 2;

/// One word of a query as it is searched, and where it stood.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Piece {
    /// The word; empty when nothing of it is searched.
    pub(super) word: String,
    /// Where, in the text that was cut.
    pub(super) span: Span,
    /// What is to be said about it.
    pub(super) remark: Option<Remark>,
}

/// What is to be said about a word.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Remark {
    /// It leaves too much open; the letters it has are searched.
    TooOpen,
    /// Its `?` was taken for the question mark behind a sentence.
    Question,
    /// It is nothing but open letters.
    OnlyOpen,
}

impl Piece {
    pub(super) fn is_pattern(&self) -> bool {
        self.word.contains(is_open)
    }
}

pub(super) fn is_open(c: char) -> bool {
    matches!(c, '*' | '?')
}

/// Cuts a text into words, as `tokens` does, with their open letters.
pub(super) fn pieces(text: &str) -> Vec<Piece> {
    let mut spans: Vec<Span> = Vec::new();
    for (span, open) in parts(text) {
        match spans.last_mut() {
            // Letters touch letters only where an open letter stands between them.
            Some(last) if last.end() == span.start() && (open || last.slice(text).ends_with(is_open)) => {
                *last = last.cover(span);
            }
            _ => spans.push(span),
        }
    }
    spans.into_iter().flat_map(|span| piece(span, text)).collect()
}

/// The words and the runs of open letters, in the order of the text; the latter marked.
fn parts(text: &str) -> Vec<(Span, bool)> {
    let words = token_spans(text).map(|word| (word, false));
    let open = text.match_indices(is_open).map(|(at, sign)| (Span::between(at, at + sign.len()), true));
    let mut parts: Vec<(Span, bool)> = words.chain(open).collect();
    parts.sort_unstable();
    parts
}

fn piece(span: Span, text: &str) -> Vec<Piece> {
    let typed = span.slice(text);
    if !typed.contains(is_open) {
        return vec![Piece { word: typed.to_string(), span, remark: None }];
    }
    let letters = typed.chars().filter(|c| c.is_alphanumeric()).count();
    let before_question = typed.trim_end_matches('?');
    let (word, remark) = match token_spans(typed).next() {
        None if typed.contains('*') => (String::new(), Some(Remark::OnlyOpen)),
        // A question mark that stands alone is punctuation.
        None => return Vec::new(),
        Some(_) if !before_question.contains(is_open) => {
            (before_question.to_string(), Some(Remark::Question))
        }
        Some(_) if letters < LEAST_LETTERS => return closed(span, text),
        Some(_) => (once(typed), None),
    };
    vec![Piece { word, span, remark }]
}

/// The words between the open letters of a pattern that has too few others.
fn closed(span: Span, text: &str) -> Vec<Piece> {
    let mut remark = Some(Remark::TooOpen);
    let words = tokens(span.slice(text));
    words.map(|word| Piece { word: word.to_string(), span, remark: remark.take() }).collect()
}

/// `*` for `**`: any letters and any letters are any letters.
fn once(typed: &str) -> String {
    let mut word = String::with_capacity(typed.len());
    for c in typed.chars() {
        if !(c == '*' && word.ends_with('*')) {
            word.push(c);
        }
    }
    word
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, words: &[&str], remark: Option<Remark>) {
        let found = pieces(text);
        let searched: Vec<&str> =
            found.iter().map(|piece| piece.word.as_str()).filter(|it| !it.is_empty()).collect();
        assert_eq!(searched, words, "{text}");
        assert_eq!(found.iter().find_map(|piece| piece.remark), remark, "{text}");
    }

    #[test]
    fn open_letters_belong_to_the_letters_they_touch() {
        check("parliament*", &["parliament*"], None);
        check("wom?n", &["wom?n"], None);
        check("*mill, c*t?s (x", &["*mill", "c*t?s", "x"], None);
        check("Jean-Guy* l’écol* O'T*le", &["Jean", "Guy*", "l’écol*", "O'T*le"], None);
        check("ab**cd", &["ab*cd"], None);
        check("不同*", &["不", "同"], Some(Remark::TooOpen));
    }

    #[test]
    fn a_question_mark_at_the_end_is_punctuation() {
        check("why?", &["why"], Some(Remark::Question));
        check("why??", &["why"], Some(Remark::Question));
        check("why ?", &["why"], None);
        check("wom?n?", &["wom?n?"], None);
    }

    #[test]
    fn a_pattern_has_letters_of_its_own() {
        for (text, word) in [("*a*", "a"), ("a*", "a"), ("?a", "a"), ("1*", "1")] {
            check(text, &[word], Some(Remark::TooOpen));
        }
        check("a*b", &["a*b"], None);
        check("the * of", &["the", "of"], Some(Remark::OnlyOpen));
    }
}
