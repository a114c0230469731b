//! Front matter: the lines between two rules at the beginning of a note, in which clippers and note takers give the facts of an
//! article in YAML.
//!
//! ```text
//! ---
//! title: "Mill closes"
//! author:
//!   - "[[Ann Roe]]"
//! tags: [mill, Harrow Bay]
//! ---
//! ```
//!
//! Of YAML this reads what such programs write: values on one line, lists in either form, text folded over indented lines.

use super::keys;
use super::keys::Field;
use std::borrow::Cow;

/// Lines of the longest front matter that is one.
const MOST_LINES: usize = 100;

/// The text with its front matter as lines of `key: value`, and as many lines as before; a list is one value, with semicolons. Keys
/// that state no fact are left out.
pub(super) fn as_keys(text: &str) -> Cow<'_, str> {
    let mut lines = text.split('\n').map(str::trim_end);
    if lines.next() != Some("---") {
        return Cow::Borrowed(text);
    }
    let inside: Vec<&str> = lines.take(MOST_LINES).take_while(|line| *line != "---").collect();
    let rest: Vec<&str> = text.split('\n').skip(inside.len() + 2).collect();
    let is_closed = text.split('\n').nth(inside.len() + 1).map(str::trim_end) == Some("---");
    let Some(facts) = facts(&inside).filter(|facts| is_closed && !facts.is_empty()) else {
        return Cow::Borrowed(text);
    };
    let keyed = facts.iter().map(|(key, values)| format!("{key}: {}", values.join("; ")));
    let blank = std::iter::repeat_n(String::new(), inside.len() + 2 - facts.len());
    Cow::Owned(keyed.chain(blank).chain(rest.into_iter().map(String::from)).collect::<Vec<_>>().join("\n"))
}

/// The facts that lines of YAML state, each with its values; `None` where they are no YAML.
fn facts<'a>(lines: &[&'a str]) -> Option<Vec<(&'a str, Vec<String>)>> {
    let mut facts: Vec<(&str, Vec<String>)> = Vec::new();
    for line in lines {
        let inner = line.trim_start();
        if inner.is_empty() || inner.starts_with('#') {
            continue;
        }
        if let Some(entry) = inner.strip_prefix("- ") {
            facts.last_mut()?.1.push(plain(entry));
        } else if inner.len() < line.len() {
            let (_, values) = facts.last_mut()?;
            match values.last_mut() {
                Some(text) => *text = format!("{text} {inner}"),
                None => values.push(inner.to_string()),
            }
        } else {
            let (key, value) = inner.split_once(':').filter(|(key, _)| is_key(key))?;
            facts.push((key, values(value.trim())));
        }
    }
    let is_fact = |key: &str| keys::field_of(key).is_some_and(|(field, _)| field != Field::Text);
    facts.retain(|(key, values)| is_fact(key) && !values.is_empty());
    Some(facts)
}

/// "date-published" is a key; "“No: never,” she said" has none.
fn is_key(key: &str) -> bool {
    !key.is_empty()
        && key.chars().all(|c| c.is_alphanumeric() || matches!(c, '_' | '-' | ' '))
        && key.len() <= 30
}

/// The values behind a key on its own line: none, one, or `[several, in brackets]`. `>` and `|` announce text below.
fn values(value: &str) -> Vec<String> {
    match value
        .strip_prefix('[')
        .and_then(|rest| rest.strip_suffix(']'))
        .filter(|list| !list.starts_with('['))
    {
        Some(list) => {
            list.split(',').map(|entry| plain(entry.trim())).filter(|entry| !entry.is_empty()).collect()
        }
        None if value.is_empty() || value.starts_with(['>', '|']) => Vec::new(),
        None => vec![plain(value)],
    }
}

/// A value without its marks: `"…"`, `'…'`, `[[Ann Roe]]`, `[[people/ann|Ann Roe]]`.
fn plain(value: &str) -> String {
    let value = value.trim();
    let bare =
        ['"', '\''].iter().find_map(|mark| value.strip_prefix(*mark)?.strip_suffix(*mark)).unwrap_or(value);
    let name = bare.strip_prefix("[[").and_then(|rest| rest.strip_suffix("]]")).unwrap_or(bare);
    name.rsplit('|').next().unwrap_or(name).trim().to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn facts_come_out_and_lines_stay() {
        let note = "---\ntitle: \"Mill: it closes\"\nsource: \"https://a.example/1\"\nauthor:\n  - \"[[Ann Roe]]\"\n  - Bo Li\n\
                    description: >\n  What it\n  says\ntags: [mill, Harrow Bay]\ncssclass: wide\n---\nThe mill closes.";
        let keyed = as_keys(note);
        assert_eq!(keyed.lines().count(), note.lines().count());
        let lines: Vec<&str> = keyed.lines().filter(|line| !line.is_empty()).collect();
        let expected = [
            "title: Mill: it closes",
            "source: https://a.example/1",
            "author: Ann Roe; Bo Li",
            "tags: mill; Harrow Bay",
            "The mill closes.",
        ];
        assert_eq!(lines, expected);
        assert!(keyed.ends_with("\nThe mill closes."));
    }

    #[test]
    fn what_stands_between_rules_is_not_always_front_matter() {
        for text in [
            "---\nMill closes\n---\nThe mill closes.",
            "---\ntitle: Mill closes\n\nThe mill closes.",
            "---\n“No: never,” she said.\n---\nMore",
            "---\n- one\n---\n",
            "---\nodd: 1\n---\n",
            "---",
            "",
            "title: Mill closes\n---\n",
        ] {
            assert_eq!(as_keys(text), text);
        }
    }
}
