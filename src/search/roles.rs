//! Whether two roles can be one person's.

use crate::article::table;
use crate::text::analysis::name_terms;
use std::sync::LazyLock;

/// A word for a walk of life (`walks.tsv`).
struct Walk {
    word: &'static str,
    walk: &'static str,
    one_place: bool,
}

static WALKS: LazyLock<Vec<Walk>> = LazyLock::new(|| table::rows::<4>(TABLE).map(walk).collect());

const TABLE: &str = include_str!("walks.tsv");

fn walk([word, walk, place, _]: [&'static str; 4]) -> Walk {
    Walk { word, walk, one_place: place == "one" }
}

/// "former goalkeeper": what somebody was contradicts nothing that they are now.
const PAST: &[&str] = &["former", "ex", "retired", "late", "ancien", "ancienne", "retraite", "retraitee"];

/// Whether no one person has both roles: they are of two walks of life that nobody has at once, such as a mayor's and a
/// goalkeeper's, or one office in two places. In doubt, and with every role that is not in the table, they do not.
///
/// ```
/// use onrecord::search::contradict;
///
/// assert!(contradict("mayor of Northfield", "goalkeeper"));
/// assert!(contradict("mayor of Northfield", "mayor of Harrow Bay"));
/// assert!(!contradict("mayor of Northfield", "former goalkeeper"));
/// assert!(!contradict("minister of health", "minister of finance"));
/// ```
pub fn contradict(one: &str, other: &str) -> bool {
    Role::read(one).contradicts(&Role::read(other))
}

/// What a role says of a walk of life, read once to be held against many.
pub(super) struct Role {
    /// `None` for what contradicts nothing.
    walk: Option<&'static Walk>,
    /// The words of the place that is named with it.
    place: Vec<String>,
}

impl Role {
    pub(super) fn read(role: &str) -> Role {
        let role = name_terms(role);
        let is_past = role.split(' ').any(|word| PAST.contains(&word));
        let found = if is_past { None } else { found(&role) };
        Role {
            walk: found.map(|(walk, _)| walk),
            place: found.map(|(_, behind)| place(behind)).unwrap_or_default(),
        }
    }

    pub(super) fn contradicts(&self, other: &Role) -> bool {
        let (Some(a), Some(b)) = (self.walk, other.walk) else { return false };
        a.walk != b.walk || a.one_place && a.word == b.word && two_places(&self.place, &other.place)
    }
}

/// The walk of life that a role names, and what follows its word.
fn found(role: &str) -> Option<(&'static Walk, &str)> {
    // The first word counts ("mayor and former striker"), and of two at one place the longer.
    let starts = [0].into_iter().chain(role.match_indices([' ', '\'']).map(|(at, _)| at + 1));
    starts.map(|at| &role[at..]).find_map(|rest| {
        let whole = |walk: &&Walk| {
            let behind = rest.strip_prefix(walk.word);
            behind.is_some_and(|behind| behind.chars().next().is_none_or(|c| c == ' ' || c == '\''))
        };
        let walk = WALKS.iter().filter(whole).max_by_key(|walk| walk.word.len())?;
        Some((walk, rest[walk.word.len()..].trim()))
    })
}

/// "of Northfield": the words of a place.
fn place(behind: &str) -> Vec<String> {
    const LINKS: &[&str] = &["of", "for", "de", "du", "la", "le", "the", "city", "town", "ville", "in", "a"];
    let linked = behind.split(' ').next().is_some_and(|first| LINKS.contains(&first));
    let words = behind.split(' ').filter(|word| linked && !word.is_empty() && !LINKS.contains(word));
    words.map(String::from).collect()
}

/// "of Northfield" and "of Harrow Bay": both say where, and no word of a place is the same.
fn two_places(one: &[String], other: &[String]) -> bool {
    !one.is_empty() && !other.is_empty() && !one.iter().any(|word| other.contains(word))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::fold;

    #[test]
    fn the_table_is_sound_sorted_and_its_examples_hold() {
        assert!(table::is_sound::<4>(TABLE));
        let rows: Vec<[&str; 4]> = table::rows(TABLE).collect();
        assert!(rows.is_sorted_by(|one, next| one[0] < next[0]), "sort walks.tsv");
        for [word, walk, place, example] in rows {
            assert_eq!(fold(word), word);
            assert!(["one", "any"].contains(&place), "{place}");
            let example = name_terms(example);
            assert_eq!(found(&example).map(|(it, _)| it.walk), Some(walk), "{example}");
        }
    }

    #[test]
    fn in_doubt_roles_do_not_contradict() {
        for (one, other, expected) in [
            ("mayor", "mayor of Northfield", false),
            ("Mayor of the City of Northfield", "mayor of Northfield", false),
            ("maire de Northfield", "maire de Harrow Bay", true),
            ("mayor", "MP for Northfield", false),
            ("the mill's owner", "goalkeeper", false),
            ("ex-goalkeeper", "mayor", false),
            ("première ministre", "gardienne de but", true),
            ("a nurse", "Sergeant", true),
            ("forwarder", "mayor", false),
            ("", "mayor", false),
            ("mayor pro tem", "mayor of Northfield", false),
        ] {
            assert_eq!(contradict(one, other), expected, "{one} / {other}");
            assert_eq!(contradict(other, one), expected, "{other} / {one}");
        }
    }
}
