//! Names in the two parts by which lists of works are put in order. Where the parts cannot be told, the name stays whole.

use crate::text::fold;
use std::collections::HashMap;
use std::sync::LazyLock;

/// Words that decide where a name is divided, or that it is not.
const WORDS: &str = include_str!("names.tsv");

/// By the folded word.
static KINDS: LazyLock<HashMap<&str, &str>> = LazyLock::new(|| rows().collect());

fn rows() -> impl Iterator<Item = (&'static str, &'static str)> {
    let rows = WORDS.lines().filter(|line| !line.starts_with('#'));
    rows.filter_map(|line| Some((line.split('\t').next()?, line.split('\t').nth(1)?)))
}

/// More words than this are no name of one person.
const MOST_WORDS: usize = 6;

/// Family name and given names: `Okafor` and `Ivy`, `de la Cruz` and `Ana`. `None` for what may be a desk, an agency or
/// several people, and for scripts whose names are written in another order.
pub(super) fn parts(name: &str) -> Option<(&str, &str)> {
    let name = name.trim();
    let words: Vec<&str> = name.split_whitespace().collect();
    let kind = |word: &str| KINDS.get(fold(word).trim_matches('.')).copied();
    let odd = |word: &&str| !is_plain(word) || kind(word) == Some("body");
    if !(2..=MOST_WORDS).contains(&words.len()) || words.iter().any(odd) {
        return None;
    }
    let particle = |word: &&str| kind(word) == Some("particle");
    let family = words.iter().skip(1).position(particle).map_or(words.len() - 1, |at| at + 1);
    // `Ana de` is no name, nor is `de Cruz` one with a given name.
    if particle(words.first()?) || particle(words.last()?) {
        return None;
    }
    let at = words.get(family)?.as_ptr() as usize - name.as_ptr() as usize;
    Some((&name[at..], name[..at].trim_end()))
}

/// `Okafor, Ivy`, or the name as it is.
pub(super) fn inverted(name: &str) -> String {
    parts(name).map_or_else(|| name.to_string(), |(family, given)| format!("{family}, {given}"))
}

/// Latin letters with the marks that occur in names.
fn is_plain(word: &str) -> bool {
    let latin = |c: char| c.is_alphabetic() && (c as u32) < 0x250;
    word.chars().all(|c| latin(c) || matches!(c, '.' | '-' | '‑' | '\'' | '’'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_divided_where_the_parts_can_be_told() {
        for (name, expected) in [
            ("Ivy Okafor", Some(("Okafor", "Ivy"))),
            ("Jean-Guy A. Lévesque", Some(("Lévesque", "Jean-Guy A."))),
            ("Ana de la Cruz", Some(("de la Cruz", "Ana"))),
            ("Sean O’Malley", Some(("O’Malley", "Sean"))),
            ("Harbour Post Staff", None),
            ("Northern Press", None),
            ("Cher", None),
            ("Ivy Okafor and Jean Roux", None),
            ("Ivy Okafor, Ottawa", None),
            ("Ivy Okafor, Jean Roux", None),
            ("王 小明", None),
            ("Reporter 12", None),
            ("Ana de", None),
            ("", None),
        ] {
            assert_eq!(parts(name), expected, "{name}");
        }
        assert_eq!(inverted("Ivy Okafor"), "Okafor, Ivy");
        assert_eq!(inverted("Northern Press"), "Northern Press");
    }

    #[test]
    fn the_table_is_in_order_folded_and_of_two_kinds() {
        let rows: Vec<(&str, &str)> = rows().collect();
        assert!(rows.is_sorted_by(|a, b| a.0 < b.0), "sort names.tsv by word");
        for (word, kind) in rows {
            assert_eq!(fold(word), word);
            assert!(["body", "particle"].contains(&kind), "{word}: {kind}");
        }
    }
}
