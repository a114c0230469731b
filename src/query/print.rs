//! A tree as the query text that parses to it.
//!
//! Implied AND, `-` for NOT, brackets around every `OR` inside and every AND beside an `OR`, straight marks.
//! A tree that [`parse`](super::parse) or the constructors of [`Query`] made comes back the same; one with needless
//! nesting comes back without it. [`Query::Valued`] has no text of its own and is printed as the value that comes nearest.

use super::Days;
use super::Event;
use super::Query;
use super::Words;
use super::hints;
use super::operator;
use super::operator::Nearness;
use super::period::written;
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
        Query::Dated(event, days) => Some(day_field(*event, days)),
        Query::Undated => Some(&fields::DATE),
        Query::Valued { field, .. } => Some(field),
        _ => None,
    }
}

fn day_field(event: Event, days: &Days) -> &'static Field {
    match (event, days.first, days.last) {
        (Event::Updated, ..) => &fields::UPDATED,
        (Event::Added, ..) => &fields::ADDED,
        (Event::Published, Some(_), None) => &fields::SINCE,
        (Event::Published, None, Some(_)) => &fields::UNTIL,
        (Event::Published, ..) => &fields::DATE,
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
        Query::Dated(event, days) => write_days(f, *event, days),
        Query::Undated => write!(f, "{}:unknown", fields::DATE.name),
        Query::Valued { field, value } => write!(f, "{}:\"{value}\"", field.name),
        Query::Near { parts, reach, in_order } => {
            write_near(f, parts, Nearness { reach: *reach, in_order: *in_order })
        }
        Query::AtLeast { times, of } => {
            write!(f, "ATLEAST/{times}(")?;
            match &**of {
                Query::Or(parts) => write_all(f, parts, " OR ")?,
                part => write_part(f, part)?,
            }
            f.write_str(")")
        }
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
        Words::Pattern(word) => f.write_str(word),
        Words::Spelt { word, changes } => write!(f, "{word}~{changes}"),
        Words::Phrase(words) => write!(f, "\"{}\"", words.join(" ")),
        Words::Compound(parts) => f.write_str(&parts.join("-")),
        Words::Window { words, others } => write!(f, "\"{}\"~{others}", words.join(" ")),
    }
}

/// A chain of one operator reads from left to right; any other part of it that is near something stands in brackets.
fn write_near(f: &mut fmt::Formatter<'_>, (left, right): &(Query, Query), near: Nearness) -> fmt::Result {
    let chain = matches!(left, Query::Near { reach, in_order, .. }
        if (Nearness { reach: *reach, in_order: *in_order }) == near);
    write_side(f, left, chain)?;
    write!(f, " {} ", near.sign())?;
    write_side(f, right, false)
}

fn write_side(f: &mut fmt::Formatter<'_>, side: &Query, bare: bool) -> fmt::Result {
    match side {
        Query::Near { .. } if !bare => {
            f.write_str("(")?;
            write_part(f, side)?;
            f.write_str(")")
        }
        side => write_part(f, side),
    }
}

/// Whether a value reads back as it is without quotation marks around it.
fn stands_bare(value: &str) -> bool {
    let plain = value.strip_prefix("https://").or_else(|| value.strip_prefix("http://")).unwrap_or(value);
    plain.starts_with(char::is_alphanumeric)
        && plain.ends_with(|c: char| c.is_alphanumeric() || c == '/')
        && plain.chars().all(|c| c.is_alphanumeric() || "._-/'’&+@%=?#".contains(c))
        && operator::read(value).is_none()
        && value.split_once('=').is_none_or(|(name, _)| hints::foreign(name, '=').is_none())
}

fn write_days(f: &mut fmt::Formatter<'_>, event: Event, days: &Days) -> fmt::Result {
    let field = day_field(event, days).name;
    match (days.first, days.last) {
        (None, None) => f.write_str("*"),
        (Some(day), None) if event != Event::Published => write!(f, "{field}:{day}.."),
        (None, Some(day)) if event != Event::Published => write!(f, "{field}:..{day}"),
        (Some(day), None) | (None, Some(day)) => write!(f, "{field}:{day}"),
        (Some(first), Some(last)) => match written(first, last) {
            Some(period) => write!(f, "{field}:{period}"),
            None => write!(f, "{field}:{first}..{last}"),
        },
    }
}
