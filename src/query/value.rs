//! The words in the leaves of a query.

use super::Query;
use super::Words;
use super::marks::is_mark;
use crate::fields::Field;
use crate::fields::Kind;
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
    // A joiner or a vowel sign glues a word to the blank or the sign before it: no letter of the word.
    words(text).map(|span| span.slice(text).trim_start_matches(is_sign))
}

/// One value of a field as a query: exactly what `outlet:"value"` means, for the flags.
///
/// A value without a word in it filters nothing. For the days of publication see [`published`](super::published).
///
/// ```
/// use onrecord::fields;
/// use onrecord::query::field_value;
///
/// assert_eq!(field_value(&fields::SPEAKER, "Maria Ruiz").to_string(), "speaker:\"Maria Ruiz\"");
/// assert_eq!(field_value(&fields::OUTLET, "the-gazette").to_string(), "outlet:the-gazette");
/// ```
pub fn field_value(field: &'static Field, value: &str) -> Query {
    match quoted(field, value) {
        Some(words) => Query::Words { field, words },
        None => Query::All,
    }
}

/// What stood between quotation marks; `None` without a word in it.
pub(super) fn quoted(field: &Field, text: &str) -> Option<Words> {
    match field.kind {
        Kind::Value => value(text),
        _ => phrase(text),
    }
}

/// What stood between blanks; `None` without a word in it.
///
/// A hyphen, a slash or any other sign inside makes a phrase of its parts: `Jean-Guy`, `and/or`.
pub(super) fn unquoted(field: &Field, text: &str) -> Option<Words> {
    if field.kind == Kind::Value {
        return value(text);
    }
    let mut parts = tokens(text);
    match (parts.next(), parts.next()) {
        // "a_b:c" is one word by UAX #29, but without marks it would print as a field.
        (Some(word), None) if !word.contains(':') => Some(Words::AnyForm(never_operator(word))),
        _ => phrase(text),
    }
}

fn is_sign(c: char) -> bool {
    c.is_whitespace() || is_mark(c) || c == '‘' || (c.is_ascii_punctuation() && c != '_')
}

fn phrase(text: &str) -> Option<Words> {
    let words: Vec<String> = tokens(text).map(String::from).collect();
    (!words.is_empty()).then_some(Words::Phrase(words))
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
fn never_operator(word: &str) -> String {
    match word {
        "AND" | "OR" | "NOT" => word.to_lowercase(),
        _ => word.to_string(),
    }
}
