//! A query with several words beside `W/5`, as it was most probably meant: `(a or b) w/5 c` with `OR`, `(a b) w/5 c` with the
//! operator between all the words.

use super::lexer::Lexeme;
use super::lexer::Token;
use super::parse;
use crate::error::ErrorKind;
use crate::error::QueryFault;
use jiff::civil::Date;

/// Longer queries are not shown in a message.
const MOST_SHOWN: usize = 200;

/// The small `or`, else the small `and`, among some lexemes: words, that many take for operators.
pub(super) fn small(text: &str, lexemes: &[Lexeme]) -> Option<&'static str> {
    let is = |word| move |lexeme: &Lexeme| lexeme.token == Token::Word && lexeme.span.slice(text) == word;
    ["or", "and"].into_iter().find(|word| lexemes.iter().any(is(*word)))
}

/// The query with one side of an operator mended, if it can then be read; whatever else has to be mended in the same way is, too.
pub(super) fn mended(text: &str, side: &[Lexeme], operator: &str, today: Date) -> Option<String> {
    let (first, last) = (side.first()?, side.last()?);
    if text.len() > MOST_SHOWN {
        return None;
    }
    let meant = match small(text, side) {
        Some("or") => with_or(text, side),
        _ => with_operator(text, side, operator)?,
    };
    let span = first.span.cover(last.span);
    let (start, end) = (span.start() as usize, span.end() as usize);
    let query = format!("{}{meant}{}", &text[..start], &text[end..]);
    let mut again = parse(&query, today).complaints;
    if again.is_empty() {
        return Some(query);
    }
    // Another side of the same kind has been mended on this one.
    match again.swap_remove(0).kind {
        ErrorKind::Query(QueryFault::WordsNear { mended, .. }) => mended,
        _ => None,
    }
}

/// The side with `OR` for each small `or`; all else as it was typed.
fn with_or(text: &str, side: &[Lexeme]) -> String {
    let (mut meant, mut at) = (String::new(), None);
    for lexeme in side {
        let (start, end) = (lexeme.span.start() as usize, lexeme.span.end() as usize);
        meant += &text[at.unwrap_or(start)..start];
        let word = lexeme.span.slice(text);
        meant += if lexeme.token == Token::Word && word == "or" { "OR" } else { word };
        at = Some(end);
    }
    meant
}

/// The words of a bracket, or of one word with commas in it, with the operator between them.
fn with_operator(text: &str, side: &[Lexeme], operator: &str) -> Option<String> {
    let inside = match side {
        [open, inside @ .., close] if open.token == Token::Open && close.token == Token::Close => inside,
        side => side,
    };
    let mut words = Vec::new();
    for lexeme in inside {
        match lexeme.token {
            Token::Word if lexeme.span.slice(text) == "and" => {}
            Token::Word => words.extend(
                super::value::listed(lexeme.span.slice(text))
                    .into_iter()
                    .map(|span| span.slice(lexeme.span.slice(text))),
            ),
            Token::Phrase(_) => words.push(lexeme.span.slice(text)),
            _ => return None,
        }
    }
    Some(format!("({})", words.join(&format!(" {operator} "))))
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[track_caller]
    fn check(typed: &str, expected: Option<&str>) {
        let today = date(2023, 3, 24);
        let mut complaints = parse(typed, today).complaints;
        let complaint = complaints.swap_remove(0);
        let ErrorKind::Query(QueryFault::WordsNear { mended, .. }) = complaint.kind else {
            panic!("{typed}: {complaint:?}")
        };
        assert_eq!(mended.as_deref(), expected, "{typed}");
        if let Some(mended) = mended {
            assert!(parse(&mended, today).complaints.is_empty(), "{mended}");
        }
    }

    #[test]
    fn small_operators_become_operators() {
        check("(a or b) w/5 c", Some("(a OR b) w/5 c"));
        check(
            "x title:(a  or b or \"c d\") PRE/5 title:e",
            Some("x title:(a  OR b OR \"c d\") PRE/5 title:e"),
        );
        check("c w/5 (a or b) -d", Some("c w/5 (a OR b) -d"));
        check("(a or b) w/5 (c or d)", Some("(a OR b) w/5 (c OR d)"));
        check("(a and b) w/5 c", Some("(a w/5 b) w/5 c"));
    }

    #[test]
    fn words_side_by_side_get_the_operator() {
        check("(a b \"c d\") W/S e", Some("(a W/S b W/S \"c d\") W/S e"));
        check("ruiz,tarrant w/5 c", Some("(ruiz w/5 tarrant) w/5 c"));
    }

    #[test]
    fn what_cannot_be_mended_so_is_left() {
        check("(a or b c) w/5 d", None);
        check("(a -b) w/5 d", None);
        let long = format!("(a or b) w/5 {}", "c".repeat(200));
        check(&long, None);
    }
}
