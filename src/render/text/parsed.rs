//! How a query was read, for the curious.

use crate::fields::Kind;
use crate::query::Days;
use crate::query::Event;
use crate::query::Query;
use crate::query::Reach;
use crate::query::Unit;
use crate::query::Words;
use crate::render::Asked;
use crate::render::visible;
use std::io;
use std::io::Write;

/// The tree, one node a line, what belongs to it set in below it; then the query as it is written in full, and in words.
///
/// ```text
/// AND
///   speaker: ruiz, part of the name
///   OR
///     text: mill, in any form
///     text: clos*, a pattern
///
/// query:    speaker:ruiz (mill OR clos*)
/// read as:  (mill OR words beginning with clos), speaker ruiz
/// unit:     the quotation
/// ```
pub(in crate::render) fn parsed(query: &Query, asked: &Asked, out: &mut dyn Write) -> io::Result<()> {
    node(query, 0, out)?;
    let unit = match query.unit() {
        Unit::Article => "the article",
        Unit::Quotation => "the quotation",
    };
    writeln!(out, "\nquery:    {}", visible(&query.to_string()))?;
    writeln!(out, "read as:  {}", visible(&asked.read_as))?;
    writeln!(out, "unit:     {unit}")?;
    asked.notes.iter().try_for_each(|note| writeln!(out, "note:     {}", visible(note)))
}

fn node(query: &Query, depth: usize, out: &mut dyn Write) -> io::Result<()> {
    writeln!(out, "{}{}", "  ".repeat(depth), visible(&told(query)))?;
    let below = depth + 1;
    match query {
        Query::And(parts) | Query::Or(parts) => parts.iter().try_for_each(|part| node(part, below, out)),
        Query::Not(part) | Query::AtLeast { of: part, .. } => node(part, below, out),
        Query::Near { parts, .. } => {
            node(&parts.0, below, out)?;
            node(&parts.1, below, out)
        }
        Query::All | Query::Words { .. } | Query::Dated(..) | Query::Undated | Query::Valued { .. } => Ok(()),
    }
}

fn told(query: &Query) -> String {
    match query {
        Query::All => "everything".into(),
        Query::Words { field, words } => format!("{}: {}", field.name, in_words(field.kind, words)),
        Query::Dated(event, days) => format!("{}: {}", happened(*event), in_days(days)),
        Query::Undated => "published: on no known day".into(),
        Query::Valued { field, value } => format!("{}: “{value}”, to the letter", field.name),
        Query::Near { reach, in_order, .. } => {
            let reach = match reach {
                Reach::Words(words) => format!("at most {words} words on"),
                Reach::Sentence => "in one sentence".into(),
                Reach::Passage => "in one paragraph".into(),
            };
            format!("NEAR, {reach}, {}", if *in_order { "in this order" } else { "in any order" })
        }
        Query::AtLeast { times, .. } => format!("AT LEAST {times} times in the article"),
        Query::And(_) => "AND".into(),
        Query::Or(_) => "OR".into(),
        Query::Not(_) => "NOT".into(),
    }
}

fn in_words(kind: Kind, words: &Words) -> String {
    match (words, kind) {
        (Words::AnyForm(word), Kind::Prose) => format!("{word}, in any form"),
        (Words::AnyForm(word), Kind::Name) => format!("{word}, part of the name"),
        (Words::AnyForm(word), _) => format!("{word}, the whole value"),
        (Words::Pattern(word), _) => format!("{word}, a pattern"),
        (Words::Spelt { word, changes }, _) => format!("{word}, in spellings {changes} changes away at most"),
        (Words::Phrase(words), Kind::Value | Kind::Day) => format!("{}, the whole value", words.join(" ")),
        (Words::Phrase(words), _) => format!("“{}”, exactly", words.join(" ")),
        (Words::Compound(parts), _) => format!("{}, exactly", parts.join("-")),
        (Words::Window { words, others }, _) => {
            format!("“{}”, in any order, at most {others} others among them", words.join(" "))
        }
    }
}

fn happened(event: Event) -> &'static str {
    match event {
        Event::Published => "published",
        Event::Updated => "updated",
        Event::Added => "added",
    }
}

fn in_days(days: &Days) -> String {
    match (days.first, days.last) {
        (None, None) => "on any day".into(),
        (Some(first), None) => format!("from {first} on"),
        (None, Some(last)) => format!("until {last}"),
        (Some(first), Some(last)) => format!("from {first} until {last}"),
    }
}
