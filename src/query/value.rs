//! The words in the leaves of a query.

use super::Query;
use super::Words;
use super::marks::is_mark;
use crate::fields::Field;
use crate::fields::Kind;
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
    // A joiner or a vowel sign glues a word to the blank or the sign before it: no letter of the word.
    words(text).map(|span| span.slice(text).trim_start_matches(is_sign))
}

fn is_sign(c: char) -> bool {
    c.is_whitespace() || is_mark(c) || c == '‘' || (c.is_ascii_punctuation() && c != '_')
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
    match words_in(field, &canonical(value), true) {
        Some(words) => Query::Words { field, words },
        None => Query::All,
    }
}

/// The words of a leaf; `None` without any. `quoted` says whether they stood between quotation marks.
///
/// Without marks, a hyphen, a slash or any other sign inside makes a phrase of its parts: `Jean-Guy`, `and/or`.
pub(super) fn words_in(field: &Field, text: &str, quoted: bool) -> Option<Words> {
    if field.kind == Kind::Value {
        return value(text);
    }
    let mut words: Vec<String> = tokens(text).map(String::from).collect();
    match words.as_slice() {
        [] => None,
        // "a_b:c" is one word by UAX #29, but without marks it would print as a field.
        [word] if !quoted && !word.contains(':') => {
            Some(Words::AnyForm(never_operator(words.swap_remove(0))))
        }
        _ => Some(Words::Phrase(words)),
    }
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
        "AND" | "OR" | "NOT" => word.to_lowercase(),
        _ => word,
    }
}
