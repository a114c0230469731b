//! `--only FIELD=VALUE`: a value that `--facets` shows, as a condition that finds what was counted under it.

use crate::fields;
use crate::fields::Field;
use crate::query::Days;
use crate::query::Event;
use crate::query::Query;
use crate::query::Unit;
use crate::query::field_value;
use crate::query::parse_days;
use jiff::civil::Date;

/// One value of one facet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Only {
    Outlet(String),
    Author(String),
    Speaker(String),
    Language(String),
    Kind(String),
    Month(Days),
}

/// Reads `outlet=Harbour Post`.
pub(super) fn parse(typed: &str) -> Result<Only, String> {
    let (field, value) = typed.split_once('=').unwrap_or((typed, ""));
    if value.is_empty() {
        return Err("write it as --facets does, as in `outlet=Harbour Post`".to_string());
    }
    let printed = value.to_string();
    match field {
        "outlet" => Ok(Only::Outlet(printed)),
        "author" => Ok(Only::Author(printed)),
        "speaker" => Ok(Only::Speaker(printed)),
        "language" => Ok(Only::Language(printed)),
        "kind" if [fields::HAS_DIRECT, fields::HAS_INDIRECT].contains(&value) => Ok(Only::Kind(printed)),
        "kind" => Err("a kind is `direct` or `indirect`".to_string()),
        "month" => month(value).map(Only::Month).ok_or_else(|| "a month is written `2023-03`".to_string()),
        _ => Err("there are outlet, speaker, author, language, month and kind".to_string()),
    }
}

fn month(value: &str) -> Option<Days> {
    // No month named by its figures depends on what day it is.
    let days = parse_days(value, Date::ZERO).ok()?;
    let (first, last) = days.first.zip(days.last)?;
    (first == first.first_of_month() && last == first.last_of_month()).then_some(days)
}

impl Only {
    /// What was counted: articles, where articles match by whom and how they quote; else by the quotations that match.
    pub(super) fn query(&self, unit: Unit) -> Query {
        let valued = |field: &'static Field, value: &String| Query::Valued { field, value: value.clone() };
        match (self, unit) {
            (Only::Outlet(name), _) => valued(&fields::OUTLET, name),
            (Only::Author(name), _) => valued(&fields::BY, name),
            (Only::Speaker(name), Unit::Article) => valued(&fields::QUOTING, name),
            (Only::Speaker(name), Unit::Quotation) => valued(&fields::SPEAKER, name),
            (Only::Kind(kind), Unit::Article) => field_value(&fields::HAS, kind),
            (Only::Kind(kind), Unit::Quotation) => field_value(&fields::IS, kind),
            (Only::Language(code), _) => field_value(&fields::LANG, code),
            (Only::Month(days), _) => Query::Dated(Event::Published, *days),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn values_are_read_as_they_are_shown() {
        let (first, last) = (Some(date(2023, 2, 1)), Some(date(2023, 2, 28)));
        for (typed, expected) in [
            ("outlet=Harbour Post", Only::Outlet("Harbour Post".into())),
            ("speaker=\"Nan\" = -Roux", Only::Speaker("\"Nan\" = -Roux".into())),
            ("author= Ivy ", Only::Author(" Ivy ".into())),
            ("language=fr", Only::Language("fr".into())),
            ("kind=indirect", Only::Kind("indirect".into())),
            ("month=2023-02", Only::Month(Days { first, last })),
        ] {
            assert_eq!(parse(typed), Ok(expected), "{typed}");
        }
        for typed in
            ["", "outlet", "outlet=", "=x", "tag=labour", "kind=mixed", "month=2023", "month=2023-02-01"]
        {
            assert!(parse(typed).is_err(), "{typed}");
        }
    }

    #[test]
    fn a_speaker_and_a_kind_are_of_what_was_counted() {
        for (typed, unit, expected) in [
            ("speaker=Ana Roux", Unit::Article, "quoting:\"Ana Roux\""),
            ("speaker=Ana Roux", Unit::Quotation, "speaker:\"Ana Roux\""),
            ("kind=direct", Unit::Article, "has:direct"),
            ("kind=direct", Unit::Quotation, "is:direct"),
        ] {
            let query = parse(typed).unwrap().query(unit);
            assert_eq!(query.to_string(), expected);
            assert_eq!(query.unit(), unit, "{typed}");
        }
    }
}
