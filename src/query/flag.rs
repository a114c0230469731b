//! A value that a flag gives: what it means behind its field in a query.

use super::Parsed;
use super::Query;
use super::lexer::Lexeme;
use super::lexer::Token;
use super::marks::marks_at;
use super::marks::phrase_at;
use super::parser;
use super::report::Report;
use crate::error::Error;
use crate::error::ErrorKind;
use crate::fields::Field;
use crate::text::Span;
use crate::text::canonical;
use jiff::civil::Date;

/// Reads the value of a flag as it is read behind the colon of `field`: `--speaker unknown` is `speaker:unknown`, `--speaker "Maria
/// Ruiz"` is `speaker:"Maria Ruiz"`. Relative dates count from `today`.
///
/// A value in which there is nothing is a complaint, as it is in a query.
///
/// ```
/// use onrecord::fields;
/// use onrecord::query::flag;
///
/// let today = jiff::civil::date(2023, 3, 24);
/// let read = |value| flag(&fields::SPEAKER, value, today).query.to_string();
/// assert_eq!(read("Maria Ruiz"), "speaker:\"Maria Ruiz\"");
/// assert_eq!(read("sleight*"), "speaker:sleight*");
/// assert_eq!(flag(&fields::SPEAKER, "", today).complaints.len(), 1);
/// ```
pub fn flag(field: &'static Field, value: &str, today: Date) -> Parsed {
    let mut report = Report::default();
    let text = canonical(value).replace('\n', " ");
    let whole = text.trim();
    let query = (!whole.is_empty()).then(|| {
        let value = Lexeme { token: token(whole), span: Span::whole(whole) };
        parser::read_value(whole, field, &[value], today, &mut report)
    });
    if query.as_ref().is_none_or(Option::is_none) && report.complaints.is_empty() {
        report.complaints.push(Error::nowhere(ErrorKind::EmptyField { field: field.name }));
    }
    report.with(query.flatten().unwrap_or(Query::All))
}

/// Several words are one phrase, as if they stood between marks: the shell has taken those.
fn token(value: &str) -> Token {
    if value == "*" {
        return Token::Everything;
    }
    match phrase_at(value, 0).filter(|_| marks_at(value, 0)) {
        Some((end, after)) if after == value.len() => {
            let opening = value.chars().next().map_or(0, char::len_utf8);
            Token::Phrase(Span::between(opening, end))
        }
        _ if value.contains(char::is_whitespace) => Token::Phrase(Span::whole(value)),
        _ => Token::Word,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fields;
    use crate::query::parse;
    use jiff::civil::date;

    /// What a flag means, and the query that means the same.
    #[track_caller]
    fn check(field: &'static Field, value: &str, query: &str) {
        let (flag, parsed) = (flag(field, value, date(2023, 3, 24)), parse(query, date(2023, 3, 24)));
        assert_eq!(flag.query, parsed.query, "{value}: {query}");
        assert_eq!(
            flag.complaints.is_empty(),
            parsed.complaints.is_empty(),
            "{value}: {:?}",
            flag.complaints
        );
        if !value.trim().is_empty() {
            assert_eq!(flag.notes.len(), parsed.notes.len(), "{value}: {:?}", flag.notes);
        }
    }

    #[test]
    fn a_flag_means_what_its_field_means() {
        for (field, value, query) in [
            (&fields::SPEAKER, "unknown", "speaker:unknown"),
            (&fields::SPEAKER, "\"unknown\"", "speaker:\"unknown\""),
            (&fields::SPEAKER, "obma~", "speaker:obma~"),
            (&fields::SPEAKER, "*", "speaker:*"),
            (&fields::SPEAKER, "sleight*", "speaker:sleight*"),
            (&fields::SPEAKER, "*a*", "speaker:*a*"),
            (&fields::SPEAKER, " Maria Ruiz ", "speaker:\"Maria Ruiz\""),
            (&fields::SPEAKER, "“Maria Ruiz”", "speaker:“Maria Ruiz”"),
            (&fields::SPEAKER, "O'Toole", "speaker:O'Toole"),
            (&fields::BY, "*", "by:*"),
            (&fields::OUTLET, "Harbour Gazette", "outlet:\"Harbour Gazette\""),
            (&fields::OUTLET, "gaz*", "outlet:gaz*"),
            (&fields::OUTLET, "", "outlet:\"\""),
            (&fields::LANG, "  ", "lang:\"\""),
            (&fields::LANG, "--", "lang:\"--\""),
            (&fields::SINCE, "2022", "since:2022"),
            (&fields::SINCE, "3 days ago", "since:\"3 days ago\""),
            (&fields::SINCE, "2022..2023", "since:2022..2023"),
            (&fields::UNTIL, "", "until:\"\""),
            (&fields::UNTIL, "7d", "until:7d"),
        ] {
            check(field, value, query);
        }
    }
}
