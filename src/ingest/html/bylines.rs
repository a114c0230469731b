//! How pages of the world name their authors: the words around names, and what looks like a name and is none.

use crate::article::table;
use crate::text::fold;
use std::sync::LazyLock;

/// One row: kind, words, example.
const TABLE: &str = include_str!("bylines.tsv");

static ROWS: LazyLock<Vec<[&str; 3]>> = LazyLock::new(|| table::rows(TABLE).collect());

fn kind(kind: &'static str) -> impl Iterator<Item = &'static str> {
    ROWS.iter().filter(move |row| row[0] == kind).map(|row| row[1])
}

/// What follows the words that open a byline: "Von Ann Roe" → "Ann Roe". Nothing may follow: the names stand in the next element.
pub(super) fn after_opener(line: &str) -> Option<&str> {
    let after = |opener: &str| {
        let rest = line.strip_prefix(opener)?;
        let is_whole = rest.is_empty() || rest.starts_with(' ') || opener.ends_with([':', '：']);
        is_whole.then(|| rest.trim_start())
    };
    kind("opener").filter_map(after).min_by_key(|rest| rest.len())
}

/// Whether the label of a card says that its value is the author: "Written by".
pub(super) fn is_label(words: &str) -> bool {
    let folded = fold(words);
    kind("label").any(|label| label == folded)
}

/// Whether words end as the name of a team, a desk or a role does: "Herald Staff".
pub(super) fn is_body(words: &str) -> bool {
    let folded = fold(words);
    let last = folded.rsplit([' ', '-', '/']).next().unwrap_or_default();
    kind("body").any(|body| body == last)
}

/// "Herald-Redakteurin Ann Roe" → "Ann Roe".
pub(super) fn without_job(name: &str) -> &str {
    let Some((first, rest)) = name.split_once(' ') else { return name };
    let folded = fold(first);
    let is_job = kind("job")
        .any(|job| folded.strip_suffix(job).is_some_and(|rest| rest.is_empty() || rest.ends_with('-')));
    if is_job && rest.contains(' ') { rest } else { name }
}

/// "Ann Roe und Bo Li": the names that a page gives as one.
pub(super) fn apart(names: &str) -> Vec<&str> {
    let mut parts = vec![names];
    for joint in kind("joint") {
        parts = parts.into_iter().flat_map(|part| split(part, joint)).collect();
    }
    for joint in kind("pair") {
        let is_name = |part: &&str| part.trim().contains(' ');
        let of_pair = |part| Some(split(part, joint)).filter(|names| names.iter().all(is_name));
        parts = parts.into_iter().flat_map(|part| of_pair(part).unwrap_or_else(|| vec![part])).collect();
    }
    parts
}

/// The parts of a line between the places where a word stands alone, in small letters or not.
fn split<'a>(line: &'a str, word: &str) -> Vec<&'a str> {
    let wanted = word.split(' ').count();
    let blanks: Vec<usize> = line.match_indices(' ').map(|(at, _)| at).collect();
    let mut parts = Vec::new();
    let mut start = 0;
    for pair in blanks.windows(wanted + 1) {
        // The window opens and closes with a blank.
        let (opens, closes) = (pair[0], pair[wanted]);
        if opens >= start && fold(&line[opens + 1..closes]) == word {
            parts.push(&line[start..opens]);
            start = closes + 1;
        }
    }
    parts.push(&line[start..]);
    parts
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_is_sound_and_its_examples_hold() {
        assert!(table::is_sound::<3>(TABLE));
        assert!(ROWS.is_sorted());
        for [kind, words, example] in ROWS.iter() {
            let holds = match *kind {
                "opener" => after_opener(example).is_some_and(|rest| !rest.is_empty()),
                "joint" | "pair" => apart(example).len() == 2,
                "job" => without_job(example).split(' ').count() == 2,
                "body" => is_body(example),
                "label" => is_label(example),
                _ => false,
            };
            assert!(holds, "{kind} {words}: {example}");
            assert!(*kind == "opener" || fold(words) == *words, "{words}");
        }
    }

    #[test]
    fn names_are_taken_apart_where_two_people_are_meant() {
        for (names, expected) in [
            ("Ann Roe And Bo Li", &["Ann Roe", "Bo Li"][..]),
            ("Ann Roe im Gespräch mit Bo Li", &["Ann Roe", "Bo Li"]),
            ("Ana Roe y Bo Li", &["Ana Roe", "Bo Li"]),
            ("José Roe y Lindqvale", &["José Roe y Lindqvale"]),
            ("Andy Etson", &["Andy Etson"]),
            ("", &[""]),
        ] {
            assert_eq!(apart(names), expected);
        }
    }

    #[test]
    fn an_opener_is_a_whole_word() {
        assert_eq!(after_opener("Von Ann Roe"), Some("Ann Roe"));
        assert_eq!(after_opener("By"), Some(""));
        assert_eq!(after_opener("Bytown Inn closes"), None);
        assert_eq!(after_opener("责编：甲乙"), Some("甲乙"));
    }
}
