//! A tree in words, so that a reader sees what was understood.

use super::Days;
use super::Event;
use super::Query;
use super::Reach;
use super::Words;
use super::days::period;
use crate::fields;
use crate::fields::Field;
use crate::fields::Kind;

/// The query in words for people: what is searched first, then what narrows it.
///
/// ```
/// use onrecord::query::parse;
/// use onrecord::query::read_as;
///
/// let today = jiff::civil::date(2023, 3, 24);
/// let parsed = parse("outlet:gazette caucus «business of parliament» date:2023-03-22", today);
/// assert_eq!(
///     read_as(&parsed.query),
///     "caucus AND “business of parliament”, outlet gazette, published 2023-03-22"
/// );
/// ```
pub fn read_as(query: &Query) -> String {
    let parts = match query {
        Query::And(parts) => parts.as_slice(),
        Query::Or(_) if filter(query).is_none() => return read_inside(query),
        part => std::slice::from_ref(part),
    };
    let (mut wanted, mut excluded, mut filters) = (Vec::new(), Vec::new(), Vec::new());
    for part in parts {
        match (filter(part), part) {
            (Some(filter), _) => filters.push(filter),
            (None, Query::Not(_)) => excluded.push(clause(part)),
            (None, _) => wanted.push(clause(part)),
        }
    }
    if wanted.is_empty() && (!excluded.is_empty() || query.only_excludes()) {
        wanted.push("everything".into());
    }
    wanted.extend(excluded);
    let sought = (!wanted.is_empty()).then(|| wanted.join(" AND "));
    sought.into_iter().chain(filters).collect::<Vec<_>>().join(", ")
}

/// A part of a query in words, its operators written out, without brackets around it.
pub(super) fn read_inside(part: &Query) -> String {
    match part {
        Query::And(parts) => joined(parts, " AND "),
        Query::Or(parts) => joined(parts, " OR "),
        part => clause(part),
    }
}

fn joined(parts: &[Query], between: &str) -> String {
    parts.iter().map(clause).collect::<Vec<_>>().join(between)
}

fn clause(part: &Query) -> String {
    if let (Some(filter), false) = (filter(part), matches!(part, Query::Or(_) | Query::Not(_))) {
        return filter;
    }
    match part {
        Query::All => "everything".into(),
        Query::Words { field, words } => in_field(field, words),
        Query::Dated(event, days) => format!("{} {}", event_label(*event), in_days(days)),
        Query::Undated => "without a date".into(),
        Query::Near { parts, reach, in_order } => near(parts, *reach, *in_order),
        Query::AtLeast { times, of } => format!("{} at least {times} times in the article", clause(of)),
        Query::And(_) | Query::Or(_) => format!("({})", read_inside(part)),
        Query::Not(part) => format!("NOT {}", clause(part)),
    }
}

/// The words for a part that narrows the search: `outlet gazette or herald`, `not language fr`.
fn filter(part: &Query) -> Option<String> {
    match part {
        Query::Words { field, words } if field != &&fields::TEXT => Some(in_field(field, words)),
        Query::Dated(event, days) => Some(format!("{} {}", event_label(*event), in_days(days))),
        Query::Undated => Some("without a date".into()),
        Query::Not(part) => Some(format!("not {}", filter(part)?)),
        Query::Or(parts) => either(parts),
        _ => None,
    }
}

/// Several values of one field.
fn either(parts: &[Query]) -> Option<String> {
    let mut name = None;
    let mut values = Vec::new();
    for part in parts {
        let (label, value) = match part {
            Query::Words { field, words } if field != &&fields::TEXT => {
                (label(field), in_words(field, words))
            }
            Query::Dated(event, days) => (event_label(*event), in_days(days)),
            _ => return None,
        };
        if *name.get_or_insert(label) != label {
            return None;
        }
        values.push(value);
    }
    Some(format!("{} {}", name?, values.join(" or ")))
}

fn in_field(field: &Field, words: &Words) -> String {
    if field == &fields::TEXT {
        return in_words(field, words);
    }
    format!("{} {}", label(field), in_words(field, words))
}

fn label(field: &Field) -> &'static str {
    match field.name {
        "lang" => "language",
        "url" => "address",
        name => name,
    }
}

/// Only running text shows whether the words were taken exactly: for names and values it makes no difference.
fn in_words(field: &Field, words: &Words) -> String {
    match words {
        Words::AnyForm(word) | Words::Pattern(word) => word.clone(),
        Words::Spelt { word, changes } => format!("{word} (spelt within {changes})"),
        Words::Window { words, others } => {
            format!("“{}” with at most {others} words among them", words.join(" "))
        }
        Words::Phrase(words) if field.kind == Kind::Prose => format!("“{}”", words.join(" ")),
        Words::Phrase(words) => words.join(" "),
    }
}

fn event_label(event: Event) -> &'static str {
    match event {
        Event::Published => "published",
        Event::Updated => "updated",
        Event::Added => "added",
    }
}

fn near((left, right): &(Query, Query), reach: Reach, in_order: bool) -> String {
    let (left, right) = (clause(left), clause(right));
    let place = match reach {
        Reach::Words(words) => format!("within {words} words of"),
        Reach::Sentence => "in one sentence with".to_string(),
        Reach::Passage => "in one paragraph with".to_string(),
    };
    match in_order {
        true => format!("({left} before and {place} {right})"),
        false => format!("({left} {place} {right})"),
    }
}

fn in_days(days: &Days) -> String {
    match (days.first, days.last) {
        (None, None) => "at any time".into(),
        (Some(first), None) => format!("{first} or later"),
        (None, Some(last)) => format!("{last} or earlier"),
        (Some(first), Some(last)) => period(first, last).unwrap_or_else(|| format!("{first} to {last}")),
    }
}
