//! A tree as the query text that parses to it.
//!
//! Implied AND, `-` for NOT, brackets around every `OR` inside and every AND beside an `OR`, straight marks.
//! A tree that [`parse`](super::parse) or the constructors of [`Query`] made comes back the same; one with needless
//! nesting comes back without it.

use super::Days;
use super::Query;
use super::Words;
use super::days::period;
use crate::fields;
use crate::fields::Field;
use crate::fields::Kind;
use std::fmt;

impl fmt::Display for Query {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.only_excludes() {
            write!(f, "* ")?;
        }
        match self {
            Query::And(parts) => write_all(f, parts, conjunction(parts)),
            Query::Or(parts) => write_all(f, parts, " OR "),
            part => write_part(f, part),
        }
    }
}

/// Written out only where two parts side by side would mean "either": both are values of one field.
fn conjunction(parts: &[Query]) -> &'static str {
    let mut seen = Vec::new();
    for field in parts.iter().filter_map(printed_field) {
        if seen.contains(&field) {
            return " AND ";
        }
        seen.push(field);
    }
    " "
}

/// The field under which a part is printed, where its repetition means "either".
fn printed_field(part: &Query) -> Option<&'static Field> {
    match part {
        Query::Words { field, .. } if field.kind != Kind::Prose => Some(field),
        Query::Published(days) => Some(day_field(days)),
        _ => None,
    }
}

fn day_field(days: &Days) -> &'static Field {
    match (days.first, days.last) {
        (Some(_), None) => &fields::SINCE,
        (None, Some(_)) => &fields::UNTIL,
        _ => &fields::DATE,
    }
}

fn write_all(f: &mut fmt::Formatter<'_>, parts: &[Query], between: &str) -> fmt::Result {
    for (at, part) in parts.iter().enumerate() {
        if at > 0 {
            f.write_str(between)?;
        }
        write_part(f, part)?;
    }
    Ok(())
}

fn write_part(f: &mut fmt::Formatter<'_>, part: &Query) -> fmt::Result {
    match part {
        Query::All => f.write_str("*"),
        Query::Words { field, words } => write_words(f, field, words),
        Query::Published(days) => write_days(f, days),
        Query::And(parts) => {
            f.write_str("(")?;
            write_all(f, parts, conjunction(parts))?;
            f.write_str(")")
        }
        Query::Or(parts) => {
            f.write_str("(")?;
            write_all(f, parts, " OR ")?;
            f.write_str(")")
        }
        Query::Not(part) => {
            f.write_str("-")?;
            write_part(f, part)
        }
    }
}

fn write_words(f: &mut fmt::Formatter<'_>, field: &Field, words: &Words) -> fmt::Result {
    if field != &fields::TEXT {
        write!(f, "{}:", field.name)?;
    }
    match words {
        Words::AnyForm(word) if field.kind != Kind::Value || stands_bare(word) => f.write_str(word),
        Words::AnyForm(word) => write!(f, "\"{word}\""),
        Words::Phrase(words) => write!(f, "\"{}\"", words.join(" ")),
    }
}

/// Whether a value reads back as it is without quotation marks around it.
fn stands_bare(value: &str) -> bool {
    let plain = value.strip_prefix("https://").or_else(|| value.strip_prefix("http://")).unwrap_or(value);
    plain.starts_with(char::is_alphanumeric)
        && plain.ends_with(|c: char| c.is_alphanumeric() || c == '/')
        && plain.chars().all(|c| c.is_alphanumeric() || "._-/'’&+@%=?#".contains(c))
        && !matches!(value, "AND" | "OR" | "NOT")
}

fn write_days(f: &mut fmt::Formatter<'_>, days: &Days) -> fmt::Result {
    let field = day_field(days).name;
    match (days.first, days.last) {
        (None, None) => f.write_str("*"),
        (Some(day), None) | (None, Some(day)) => write!(f, "{field}:{day}"),
        (Some(first), Some(last)) => match period(first, last) {
            Some(period) => write!(f, "{field}:{period}"),
            None => write!(f, "{field}:{first}..{last}"),
        },
    }
}
