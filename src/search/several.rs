//! One name, several people: `speaker:dong` finds the words of both Dongs, and says so.

use crate::fields;
use crate::query::Query;
use crate::query::Words;
use crate::text::analysis::name_terms;
use std::collections::BTreeMap;

/// So many people are named.
const MOST_NAMED: usize = 5;

/// What to tell the reader of a query that asks for speakers by one word, when the speakers of an answer have several first names.
///
/// ```
/// use onrecord::query::parse;
/// use onrecord::search::several_people;
///
/// let query = parse("speaker:ruiz closure", jiff::civil::date(2023, 3, 24)).query;
/// let note = several_people(&query, ["Maria Ruiz", "Ruiz", "Tomás Ruiz", "Ada Okafor"].into_iter());
/// assert_eq!(
///     note.as_deref(),
///     Some("`speaker:ruiz` is more than one person here: Maria Ruiz, Tomás Ruiz; `speaker:\"Maria Ruiz\"` is one of them")
/// );
/// ```
pub fn several_people<'a>(query: &Query, speakers: impl Iterator<Item = &'a str>) -> Option<String> {
    let asked = asked(query)?;
    let wanted = name_terms(asked);
    let mut by_first_name: BTreeMap<String, &str> = BTreeMap::new();
    for name in speakers {
        let terms = name_terms(name);
        let mut words = terms.split(' ');
        let first = words.next().unwrap_or_default().to_string();
        // Before a family name stands who it is; a title or an initial alone would tell nobody apart.
        if first.len() > 2 && first != wanted && words.any(|word| word == wanted) {
            by_first_name.entry(first).or_insert(name);
        }
    }
    let names: Vec<&str> = by_first_name.into_values().take(MOST_NAMED).collect();
    let (first, [_, ..]) = names.split_first()? else { return None };
    Some(format!(
        "`speaker:{asked}` is more than one person here: {}; `speaker:\"{first}\"` is one of them",
        names.join(", ")
    ))
}

/// The one word by which a query asks for a speaker.
fn asked(query: &Query) -> Option<&str> {
    match query {
        Query::Words { field, words: Words::AnyForm(word) } if *field == &fields::SPEAKER => Some(word),
        Query::And(parts) => parts.iter().find_map(asked),
        _ => None,
    }
}
