//! Changes of the text of `watches.toml` that leave everything else in it as it is.
//!
//! Where a table cannot be found, the answer is `None`; the caller reads the new text and compares.

use super::SavedSearch;
use jiff::Timestamp;
use serde::Deserialize;
use std::collections::BTreeMap;
use toml::Spanned;
use toml::Value;

/// What a file opens with that the program makes.
const OPENING: &str = "\
# Searches that `onrecord watch run` repeats; each prints what has come into the archive since its last run.
# `watch add` writes a table at the end, `watch run` changes `seen-until` and nothing else: the rest of the file is yours.
# Without `seen-until`, everything is new.
";

/// A table, as far as its mark has to be found.
#[derive(Deserialize)]
#[serde(rename_all = "kebab-case")]
struct Marked {
    seen_until: Option<Spanned<Value>>,
}

/// The text with one more table at its end.
pub(super) fn with(text: &str, name: &str, search: &SavedSearch) -> Option<String> {
    let mut text =
        if text.trim().is_empty() { OPENING.to_string() } else { text.trim_end().to_string() + "\n" };
    let SavedSearch { query, grammar, quotes, min_confidence, added, seen_until } = search;
    text.push_str(&format!("\n[{}]\nquery = {}\n", key(name), string(query)));
    if *quotes {
        text.push_str("quotes = true\n");
    }
    if let Some(least) = min_confidence {
        text.push_str(&format!("min-confidence = {least:?}\n"));
    }
    text.push_str(&format!("grammar = {grammar}\n"));
    for (key, instant) in [("added", added), ("seen-until", seen_until)] {
        if let Some(instant) = instant {
            text.push_str(&format!("{key} = \"{instant}\"\n"));
        }
    }
    Some(text)
}

/// The text without a table. Comments above the next one stay.
pub(super) fn without(text: &str, name: &str) -> Option<String> {
    let tables = tables(text)?;
    let (at, _) = *tables.iter().find(|(_, table)| table == name)?;
    let end = tables.iter().map(|(start, _)| *start).find(|start| *start > at).unwrap_or(text.len());
    let inside = text.get(at..end)?;
    let (before, after) = (text.get(..at)?, text.get(end - trailing(inside)..)?);
    Some(match after.is_empty() {
        true => format!("{}\n", before.trim_end()),
        false => format!("{before}{after}"),
    })
}

/// Bytes of the comments and empty lines that end a piece of text, its first empty lines aside.
fn trailing(piece: &str) -> usize {
    let lines: Vec<&str> = piece.split_inclusive('\n').collect();
    let kept = lines.iter().rev().take_while(|line| line.trim().is_empty() || line.trim().starts_with('#'));
    let kept: Vec<&&str> = kept.collect();
    kept.iter().rev().skip_while(|line| line.trim().is_empty()).map(|line| line.len()).sum()
}

/// The text with another mark in a table.
pub(super) fn with_mark(text: &str, name: &str, until: Timestamp) -> Option<String> {
    let marks: BTreeMap<String, Marked> = toml::from_str(text).ok()?;
    if let Some(mark) = &marks.get(name)?.seen_until {
        let span = mark.span();
        return Some(format!("{}\"{until}\"{}", text.get(..span.start)?, text.get(span.end..)?));
    }
    let (at, _) = tables(text)?.into_iter().find(|(_, table)| table == name)?;
    let line = text.get(at..)?.split_inclusive('\n').next()?;
    let head = text.get(..at + line.len())?.trim_end_matches(['\r', '\n']);
    let rest = text.get(at + line.len()..)?;
    Some(format!("{head}\nseen-until = \"{until}\"\n{rest}"))
}

/// Where the line of each table begins that opens with `[`, in the order of the text, and the table's name.
fn tables(text: &str) -> Option<Vec<(usize, String)>> {
    let keys: BTreeMap<Spanned<String>, Marked> = toml::from_str(text).ok()?;
    let mut tables = Vec::new();
    for key in keys.into_keys() {
        let at = key.span().start;
        let start = text.get(..at)?.rfind('\n').map_or(0, |end| end + 1);
        if text.get(start..)?.trim_start().starts_with('[') {
            tables.push((start, key.into_inner()));
        }
    }
    tables.sort();
    Some(tables)
}

fn key(name: &str) -> String {
    let is_bare = name.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_'));
    if is_bare { name.to_string() } else { string(name) }
}

fn string(words: &str) -> String {
    Value::String(words.to_string()).to_string()
}
