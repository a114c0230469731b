//! The words in the leaves of a query.

use super::Query;
use super::Words;
use super::marks::is_mark;
use super::operator;
use super::pattern::Piece;
use super::pattern::is_open;
use super::pattern::pieces;
use crate::fields::Field;
use crate::fields::Kind;
use crate::text::Span;
use crate::text::canonical;
use crate::text::words;

/// The words of a piece of a query, divided as the index divides articles.
///
/// The one place where a query is cut into words: an engine that is given a [`Words`] turns each of its strings
/// into one term and cuts no further.
///
/// ```
/// use onrecord::query::tokens;
///
/// assert_eq!(tokens("Jean-Guy’s $1,000").collect::<Vec<_>>(), ["Jean", "Guy’s", "1,000"]);
/// ```
pub fn tokens(text: &str) -> impl Iterator<Item = &str> {
    token_spans(text).map(|span| span.slice(text))
}

/// Where these words stand.
pub(super) fn token_spans(text: &str) -> impl Iterator<Item = Span> {
    words(text).map(|span| {
        // A joiner or a vowel sign glues a word to the blank or the sign before it: no letter of the word.
        let word = span.slice(text).trim_start_matches(is_sign);
        Span::between(span.end() as usize - word.len(), span.end() as usize)
    })
}

fn is_sign(c: char) -> bool {
    c.is_whitespace() || is_mark(c) || c == '‘' || (c.is_ascii_punctuation() && c != '_')
}

/// One value of a field as a query: exactly what `outlet:"value"` means. What a flag means is read by [`flag`](super::flag()).
///
/// A value without a word in it filters nothing.
///
/// ```
/// use onrecord::fields;
/// use onrecord::query::field_value;
///
/// assert_eq!(field_value(&fields::SPEAKER, "Maria Ruiz").to_string(), "speaker:\"Maria Ruiz\"");
/// assert_eq!(field_value(&fields::OUTLET, "the-gazette").to_string(), "outlet:the-gazette");
/// ```
pub fn field_value(field: &'static Field, value: &str) -> Query {
    match words_in(field, &canonical(value), true) {
        Some(words) => Query::Words { field, words },
        None => Query::All,
    }
}

/// The words of a leaf; `None` without any. `quoted` says whether they stood between quotation marks.
pub(super) fn words_in(field: &Field, text: &str, quoted: bool) -> Option<Words> {
    if field.kind == Kind::Value { value(text) } else { running(pieces(text), quoted) }
}

/// Words of running text or of a name.
///
/// Without marks, a hyphen, a slash or any other sign inside makes a phrase of its parts: `Jean-Guy`, `and/or`.
pub(super) fn running(pieces: Vec<Piece>, quoted: bool) -> Option<Words> {
    let mut words: Vec<String> = texts(pieces);
    match words.as_slice() {
        [] => None,
        [word] if !quoted && stands_bare(word) => {
            let word = never_operator(words.swap_remove(0));
            Some(if word.contains(is_open) { Words::Pattern(word) } else { Words::AnyForm(word) })
        }
        [_, _, ..] if !quoted && words.iter().all(|word| stands_bare(word) && !word.contains(is_open)) => {
            Some(Words::Compound(words))
        }
        _ => Some(Words::Phrase(words)),
    }
}

/// The words that are searched.
pub(super) fn texts(pieces: Vec<Piece>) -> Vec<String> {
    pieces.into_iter().map(|piece| piece.word).filter(|word| !word.is_empty()).collect()
}

/// Where the parts of a list without blanks stand: `ruiz,tarrant` is two words, as it would be with a blank. A comma between two
/// figures is part of a number, and one part alone is no list.
pub(super) fn listed(text: &str) -> Vec<Span> {
    let is_figure = |c: Option<char>| c.is_some_and(|c| c.is_ascii_digit());
    let mut parts = Vec::new();
    let mut start = 0;
    for (at, sign) in text.match_indices([',', ';']) {
        let (before, after) = (&text[..at], &text[at + sign.len()..]);
        if is_figure(before.chars().next_back()) && is_figure(after.chars().next()) {
            continue;
        }
        parts.push(Span::between(start, at));
        start = at + sign.len();
    }
    parts.push(Span::between(start, text.len()));
    parts.retain(|part| token_spans(part.slice(text)).next().is_some());
    parts
}

/// Whether a word means itself without marks: "a_b:c" is one word by UAX #29, but would be a field; `near5` an operator.
pub(super) fn stands_bare(word: &str) -> bool {
    !word.contains(':') && (operator::read(word).is_none() || never_operator(word.into()) != word)
}

/// A value stays as it was typed, because a slug or an address is more than its words; quotation marks make
/// no difference to it.
fn value(text: &str) -> Option<Words> {
    let mut pieces: Vec<String> = text
        .split(|c: char| c.is_whitespace() || is_mark(c))
        .map(|piece| piece.trim_matches([',', ';']))
        .filter(|piece| !piece.is_empty())
        .map(String::from)
        .collect();
    if !pieces.iter().any(|piece| piece.chars().any(char::is_alphanumeric)) {
        return None;
    }
    Some(if pieces.len() == 1 { Words::AnyForm(pieces.swap_remove(0)) } else { Words::Phrase(pieces) })
}

/// `AND,` is a word, and must not print as the operator.
fn never_operator(word: String) -> String {
    match word.as_str() {
        "AND" | "OR" | "NOT" | "SAME" => word.to_lowercase(),
        _ => word,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_comma_parts_words_and_not_figures() {
        for (typed, parts) in [
            ("ruiz,tarrant", &["ruiz", "tarrant"][..]),
            ("ruiz;tarrant,", &["ruiz", "tarrant"]),
            ("mill,2020", &["mill", "2020"]),
            ("1,000", &["1,000"]),
            ("$1,000,mill", &["$1,000", "mill"]),
            ("mill,", &["mill"]),
            (",mill,,", &["mill"]),
            ("U.S.-led", &["U.S.-led"]),
            ("AT&T", &["AT&T"]),
            (",", &[]),
        ] {
            let found: Vec<&str> = listed(typed).into_iter().map(|span| span.slice(typed)).collect();
            assert_eq!(found, parts, "{typed}");
        }
    }
}
