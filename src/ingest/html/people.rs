//! The people who wrote a page's article: names, not roles, outlets or addresses.

use super::bylines;
use super::meta::Field;
use super::meta::Meta;
use super::meta::Source;
use super::plain;
use super::title::Sites;
use crate::article::byline;
use crate::article::outlet::Outlet;
use crate::article::outlet::by_name;
use crate::article::wire;

/// A name of more words is a sentence.
const LONGEST_NAME: usize = 6;

/// The authors: those that the first source names that names people at all, else those whose names stand above the text.
pub(super) fn authors(meta: &Meta, sites: &Sites, signature: Option<&str>) -> Vec<String> {
    let mut sources = super::meta::trusted(Field::Author).iter();
    let stated =
        sources.find_map(|source| Some(of_source(meta, *source, sites)).filter(|people| !people.is_empty()));
    let signed = || signature.map(|names| of_value(names, Source::BylineText, sites));
    stated.or_else(signed).unwrap_or_default()
}

/// The agency that a byline of the page names: "Ann Roe, The Canadian Press", "Reuters".
pub(super) fn agency(meta: &Meta) -> Option<&'static Outlet> {
    meta.of_field(Field::Author).find_map(|(_, value)| {
        let line = plain::line(value);
        let named = || {
            byline::given(bylines::after_opener(&line).unwrap_or(&line))?
                .affiliation
                .as_deref()
                .and_then(wire::named)
        };
        wire::named(&line).or_else(named)
    })
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
    // "Justice desk - Harrow Bay Herald" is a part of the outlet.
    let is_site = sites.is_name(value) || sites.cut(value) != value;
    // "Marketing and Event Coordinator" is no pair of people.
    let is_site = is_site || !value.contains(',') && bylines::is_body(value);
    if value.contains("://") || value.starts_with(['@', '/']) || is_site {
        return Vec::new();
    }
    let value = before_outlet(bylines::after_opener(value).unwrap_or(value));
    let people = match source {
        // A line that looks like a byline must look like names.
        Source::Byline | Source::BylineText | Source::AuthorLink => of_line(value),
        // What the page calls an author is one, though the rules for bylines do not know the name.
        _ => byline::given(value).map_or_else(|| parts(value), |byline| byline.people),
    };
    // "Ann Roe, Anytown": one word among several is a place.
    let is_alone = !value.contains([',', ';']);
    let people =
        people.iter().filter(|person| is_alone || person.trim().contains(' ') || is_caseless(person));
    let names =
        people.flat_map(|person| bylines::apart(person)).map(|name| bylines::without_job(without_sign(name)));
    let is_sure = matches!(source, Source::JsonLd | Source::OtherTags | Source::ArticleTags);
    let fits =
        |name: &&str| is_sure || byline::is_person(name) || source == Source::BylineText && is_caseless(name);
    names.filter(|name| is_name(name) && !sites.is_name(name)).filter(fits).map(String::from).collect()
}

/// The people of a visible line, or of the first of its parts that names any: "Ann Roe | 3 hours ago".
fn of_line(line: &str) -> Vec<String> {
    if is_caseless(line) {
        return parts(line.trim_end_matches([')', '）']));
    }
    let people = |words: &str| byline::given(words).map(|byline| byline.people);
    let whole = people(line);
    let first = || line.split(['|', '·', '•']).filter_map(people).find(|people| !people.is_empty());
    whole.or_else(first).unwrap_or_default()
}

fn parts(value: &str) -> Vec<String> {
    value.split([',', ';', '|', '、', '，']).map(|part| part.trim().to_string()).collect()
}

/// "Ann Roe for the Herald": for whom she wrote.
fn before_outlet(value: &str) -> &str {
    let blanks = value.match_indices(' ').map(|(at, _)| at);
    let is_for = |at: &usize| value[*at..].get(..5).is_some_and(|word| word.eq_ignore_ascii_case(" for "));
    blanks.into_iter().find(is_for).map_or(value, |at| &value[..at])
}

/// Words of a script without capitals.
fn is_caseless(words: &str) -> bool {
    words.contains(char::is_alphabetic) && !words.contains(|c: char| c.is_uppercase() || c.is_lowercase())
}

/// "Ann Roe (roe)": the sign by which a newsroom knows her.
fn without_sign(name: &str) -> &str {
    name.split_once(" (").map_or(name, |(name, _)| name).trim()
}

fn is_name(name: &str) -> bool {
    !name.is_empty()
        && !bylines::is_body(name)
        && by_name(name).is_none()
        && name.split(' ').count() <= LONGEST_NAME
        && !name.contains(['@', ':', '.']) | name.ends_with('.') | name.contains(". ")
        && !name.contains(|c: char| c.is_ascii_digit())
        && name.contains(char::is_alphabetic)
}
