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
    let (one, other) = (name_terms(one), name_terms(other));
    let past = |role: &str| role.split(' ').any(|word| PAST.contains(&word));
    if past(&one) || past(&other) {
        return false;
    }
    let (Some((a, of_a)), Some((b, of_b))) = (found(&one), found(&other)) else { return false };
    if a.walk != b.walk {
        return true;
    }
    a.one_place && a.word == b.word && two_places(of_a, of_b)
}

/// The walk of life that a role names, and what follows its word.
fn found(role: &str) -> Option<(&'static Walk, &str)> {
    let padded = |at: usize, word: &str| {
        let whole = |c: Option<char>| c.is_none_or(|c| c == ' ' || c == '\'');
        whole(role[..at].chars().next_back()) && whole(role[at + word.len()..].chars().next())
    };
    let of = |walk: &'static Walk| {
        let at = role.match_indices(walk.word).find(|(at, word)| padded(*at, word))?.0;
        Some((at, walk))
    };
    // The first word counts ("mayor and former striker"), and of two at one place the longer.
    let first =
        WALKS.iter().filter_map(of).min_by_key(|(at, walk)| (*at, std::cmp::Reverse(walk.word.len())));
    first.map(|(at, walk)| (walk, role[at + walk.word.len()..].trim()))
}

/// "of Northfield" and "of Harrow Bay": both say where, and no word of a place is the same.
fn two_places(one: &str, other: &str) -> bool {
    const LINKS: &[&str] = &["of", "for", "de", "du", "la", "le", "the", "city", "town", "ville", "in", "a"];
    let place = |words: &str| -> Vec<String> {
        let linked = words.split(' ').next().is_some_and(|first| LINKS.contains(&first));
        let words = words.split(' ').filter(|word| linked && !word.is_empty() && !LINKS.contains(word));
        words.map(String::from).collect()
    };
    let (one, other) = (place(one), place(other));
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
