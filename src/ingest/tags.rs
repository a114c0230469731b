//! The keywords under which an article is filed: "mill", "Harrow Bay".

use crate::text::canonical;
use crate::text::fold;

/// Letters of a keyword. Beyond that it is a sentence, or a list cut at signs that are not known.
const LONGEST: usize = 80;

/// Keywords kept of one article: templates give hundreds.
const MOST: usize = 64;

/// The keywords in the values that a record gives, each once, in order.
///
/// A value may be a list: "mill; Harrow Bay", "mill, Harrow Bay". One of several values with a single comma is a keyword
/// with a comma in it: "Harrow Bay, Ont.".
pub(super) fn tags<W: AsRef<str>>(values: impl IntoIterator<Item = W>) -> Vec<String> {
    let values: Vec<W> = values.into_iter().collect();
    let mut folded: Vec<String> = Vec::new();
    let mut tags = Vec::new();
    for value in &values {
        for tag in listed(value.as_ref(), values.len() == 1) {
            let tag = canonical(tag).split_whitespace().collect::<Vec<_>>().join(" ");
            let is_keyword = tag.contains(char::is_alphanumeric) && tag.chars().count() <= LONGEST;
            if is_keyword && tags.len() < MOST && !folded.contains(&fold(&tag)) {
                folded.push(fold(&tag));
                tags.push(tag);
            }
        }
    }
    tags
}

fn listed(value: &str, is_alone: bool) -> Vec<&str> {
    if value.contains(';') {
        return value.split(';').collect();
    }
    match is_alone || value.matches(',').count() > 1 {
        true => value.split(',').collect(),
        false => vec![value],
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(values: &[&str], expected: &[&str]) {
        assert_eq!(tags(values), expected, "{values:?}");
    }

    #[test]
    fn lists_are_told_from_keywords() {
        check(&["mill, Harrow Bay ,, MILL"], &["mill", "Harrow Bay"]);
        check(&["mill; Harrow Bay, Ont."], &["mill", "Harrow Bay, Ont."]);
        check(&["mill", "Harrow Bay, Ont."], &["mill", "Harrow Bay, Ont."]);
        check(&["mill, jobs, Harrow Bay", "timber"], &["mill", "jobs", "Harrow Bay", "timber"]);
        check(&["", "—", "Démission\n de  la ministre"], &["Démission de la ministre"]);
        check(&["x".repeat(81).as_str()], &[]);
        assert_eq!(tags((0..100).map(|number| format!("t{number}"))).len(), MOST);
    }
}
