//! The people who wrote a page's article: names, not roles, outlets or addresses.

use super::meta::Field;
use super::meta::Meta;
use super::meta::Source;
use super::plain;
use super::title::Sites;
use crate::article::byline;

/// A name of more words is a sentence.
const LONGEST_NAME: usize = 6;

/// The authors: those that the first source names that names people at all.
pub(super) fn authors(meta: &Meta, sites: &Sites) -> Vec<String> {
    let mut sources = super::meta::trusted(Field::Author).iter();
    sources
        .find_map(|source| Some(of_source(meta, *source, sites)).filter(|people| !people.is_empty()))
        .unwrap_or_default()
}

fn of_source(meta: &Meta, source: Source, sites: &Sites) -> Vec<String> {
    let mut people: Vec<String> = Vec::new();
    for value in meta.of_source(Field::Author, source) {
        for person in of_value(&plain::line(value), source, sites) {
            if !people.contains(&person) {
                people.push(person);
            }
        }
    }
    people
}

fn of_value(value: &str, source: Source, sites: &Sites) -> Vec<String> {
    if value.contains("://") || value.starts_with('@') || value.starts_with('/') || sites.is_name(value) {
        return Vec::new();
    }
    let people = match byline::given(value) {
        Some(byline) => byline.people,
        // What the page calls an author is one, though the rules for bylines do not know the name.
        None if source != Source::Byline => unknown(value),
        None => Vec::new(),
    };
    people.into_iter().filter(|person| is_name(person) && !sites.is_name(person)).collect()
}

/// Names that the rules for bylines cannot read: one, or several between commas.
fn unknown(value: &str) -> Vec<String> {
    value.split([',', ';', '|']).map(|name| name.trim().to_string()).collect()
}

fn is_name(name: &str) -> bool {
    !name.is_empty()
        && name.split(' ').count() <= LONGEST_NAME
        && !name.contains(['@', ':', '.']) | name.ends_with('.') | name.contains(". ")
        && !name.contains(|c: char| c.is_ascii_digit())
        && name.contains(char::is_alphabetic)
}
