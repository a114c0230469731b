//! A tree in words, so that a reader sees what was understood.

use super::Days;
use super::Event;
use super::Query;
use super::Reach;
use super::Words;
use super::pattern::is_open;
use super::period::written;
use super::state;
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
        Query::Undated => UNDATED.into(),
        Query::Valued { field, value } => valued(field, value),
        Query::Near { parts, reach, in_order } => match field_of(part) {
            Some(field) => format!("{} {}", label(field), near(parts, *reach, *in_order, &bare)),
            None => near(parts, *reach, *in_order, &clause),
        },
        Query::AtLeast { times: 1, of } => format!("{} at least once in the article", clause(of)),
        Query::AtLeast { times, of } => format!("{} at least {times} times in the article", clause(of)),
        Query::And(_) | Query::Or(_) => format!("({})", read_inside(part)),
        Query::Not(part) => format!("NOT {}", clause(part)),
    }
}

const UNDATED: &str = "without a date";

/// The words for a part that narrows the search: `outlet gazette or herald`, `not language fr`.
fn filter(part: &Query) -> Option<String> {
    match part {
        Query::Words { field, words } if field != &&fields::TEXT => Some(in_field(field, words)),
        Query::Dated(event, days) => Some(format!("{} {}", event_label(*event), in_days(days))),
        Query::Undated => Some(UNDATED.into()),
        Query::Valued { field, value } => Some(valued(field, value)),
        Query::Not(part) => excluded(part),
        Query::Or(parts) => either(parts),
        _ => None,
    }
}

fn excluded(part: &Query) -> Option<String> {
    match part {
        Query::Undated => Some("with a date".into()),
        Query::Words { field, words } if let Some(state) = state::of(field, words) => {
            Some(state.reads_without.into())
        }
        part => Some(format!("not {}", filter(part)?)),
    }
}

/// Several values of one field.
fn either(parts: &[Query]) -> Option<String> {
    let mut name = None;
    let mut values = Vec::new();
    for part in parts {
        let (label, value) = match part {
            Query::Words { field, words } if field != &&fields::TEXT => match state::of(field, words) {
                Some(state) => ("", state.reads.to_string()),
                None => (label(field), in_words(field, words)),
            },
            Query::Dated(event, days) => (event_label(*event), in_days(days)),
            _ => return None,
        };
        if *name.get_or_insert(label) != label {
            return None;
        }
        values.push(value);
    }
    let read = format!("{} {}", name?, values.join(" or "));
    Some(read.trim_start().to_string())
}

fn valued(field: &Field, value: &str) -> String {
    format!("{} exactly “{value}”", label(field))
}

fn in_field(field: &Field, words: &Words) -> String {
    if let Some(state) = state::of(field, words) {
        return state.reads.into();
    }
    if field == &fields::TEXT {
        return in_words(field, words);
    }
    format!("{} {}", label(field), in_words(field, words))
}

fn label(field: &Field) -> &'static str {
    match field.name {
        "text" => "in the article",
        "lang" => "language",
        "url" => "address",
        "mentions" => "mentioning",
        "tag" => "keyword",
        name => name,
    }
}

/// Only running text shows whether the words were taken exactly: for names and values it makes no difference.
fn in_words(field: &Field, words: &Words) -> String {
    match words {
        Words::AnyForm(word) => word.clone(),
        Words::Pattern(word) if field.kind == Kind::Name => pattern(word).replacen("words ", "", 1),
        Words::Pattern(word) => pattern(word),
        Words::Spelt { word, changes: 1 } => format!("{word} (or 1 letter different)"),
        Words::Spelt { word, changes } => format!("{word} (or up to {changes} letters different)"),
        Words::Window { words, others } => {
            let others = match others {
                0 => "no other word".to_string(),
                1 => "at most 1 other word".to_string(),
                others => format!("at most {others} other words"),
            };
            format!("“{}” in any order with {others} among them", words.join(" "))
        }
        Words::Phrase(words) | Words::Compound(words) if field.kind == Kind::Prose => {
            format!("“{}”", words.join(" "))
        }
        Words::Phrase(words) | Words::Compound(words) => words.join(" "),
    }
}

/// What is open in a word; where that cannot be said briefly, the word as it was typed.
fn pattern(word: &str) -> String {
    let closed = |part: &str| !part.contains(is_open);
    match (word.strip_prefix('*'), word.strip_suffix('*')) {
        (None, Some(beginning)) if closed(beginning) => format!("words beginning with {beginning}"),
        (Some(ending), None) if closed(ending) => format!("words ending in {ending}"),
        (Some(rest), Some(_)) if rest.strip_suffix('*').is_some_and(closed) => {
            format!("words with {} in them", rest.trim_end_matches('*'))
        }
        _ => format!("words like {word}"),
    }
}

fn event_label(event: Event) -> &'static str {
    match event {
        Event::Published => "published",
        Event::Updated => "updated",
        Event::Added => "first seen here",
    }
}

/// The field whose words a part consists of, where that is not the text.
fn field_of(part: &Query) -> Option<&'static Field> {
    match part {
        Query::Words { field, .. } => (field != &&fields::TEXT).then_some(field),
        Query::Near { parts, .. } => field_of(&parts.0),
        Query::Or(parts) => parts.first().and_then(field_of),
        _ => None,
    }
}

/// A side of what is near, when the field has been named already.
fn bare(part: &Query) -> String {
    match part {
        Query::Words { field, words } => in_words(field, words),
        Query::Near { parts, reach, in_order } => near(parts, *reach, *in_order, &bare),
        Query::Or(parts) => format!("({})", parts.iter().map(bare).collect::<Vec<_>>().join(" OR ")),
        part => clause(part),
    }
}

fn near(
    (left, right): &(Query, Query),
    reach: Reach,
    in_order: bool,
    read: &dyn Fn(&Query) -> String,
) -> String {
    let (left, right) = (read(left), read(right));
    match (reach, in_order) {
        (Reach::Words(1), false) => format!("({left} next to {right})"),
        (Reach::Words(1), true) => format!("({left} right before {right})"),
        (Reach::Words(words), false) => format!("({left} within {words} words of {right})"),
        (Reach::Words(words), true) => format!("({left} at most {words} words before {right})"),
        (Reach::Sentence, false) => format!("({left} in one sentence with {right})"),
        (Reach::Sentence, true) => format!("({left} before {right} in one sentence)"),
        (Reach::Passage, false) => format!("({left} in one paragraph with {right})"),
        (Reach::Passage, true) => format!("({left} before {right} in one paragraph)"),
    }
}

fn in_days(days: &Days) -> String {
    match (days.first, days.last) {
        (None, None) => "at any time".into(),
        (Some(first), None) => format!("{first} or later"),
        (None, Some(last)) => format!("{last} or earlier"),
        (Some(first), Some(last)) => written(first, last).unwrap_or_else(|| format!("{first} to {last}")),
    }
}
