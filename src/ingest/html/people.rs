//! The people who wrote a page's article: names, not roles, outlets or addresses.

use super::meta::Field;
use super::meta::Meta;
use super::meta::Source;
use super::plain;
use super::title::Sites;
use crate::article::byline;
use crate::article::outlet::Outlet;
use crate::article::outlet::by_name;
use crate::article::wire;

/// Publishing houses and tags that stand where names should.
const BODIES: &[&str] =
    &["Condé Nast", "By", "Von", "Par", "Staff", "Admin", "admin", "Editor", "Redaktion", "Redacción"];

/// A name of more words is a sentence.
const LONGEST_NAME: usize = 6;

/// The authors: those that the first source names that names people at all.
pub(super) fn authors(meta: &Meta, sites: &Sites) -> Vec<String> {
    let mut sources = super::meta::trusted(Field::Author).iter();
    sources
        .find_map(|source| Some(of_source(meta, *source, sites)).filter(|people| !people.is_empty()))
        .unwrap_or_default()
}

/// The agency that a byline of the page names: "Ann Roe, The Canadian Press", "Reuters".
pub(super) fn agency(meta: &Meta) -> Option<&'static Outlet> {
    meta.of_field(Field::Author).find_map(|(_, value)| {
        let line = plain::line(value);
        let named = || byline::given(without_opener(&line))?.affiliation.as_deref().and_then(wire::named);
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
    if value.contains("://") || value.starts_with(['@', '/']) || sites.is_name(value) {
        return Vec::new();
    }
    let value = without_opener(value);
    let people = match byline::given(value) {
        Some(byline) => byline.people,
        // What the page calls an author is one, though the rules for bylines do not know the name.
        None if !matches!(source, Source::Byline | Source::BylineText) => {
            value.split([',', ';', '|']).map(String::from).collect()
        }
        None => Vec::new(),
    };
    // "Ann Roe, Anytown": one word behind a name is a place.
    let has_full_name = people.iter().any(|person| person.trim().contains(' '));
    let people = people.iter().filter(|person| !has_full_name || person.trim().contains(' '));
    let names = people.flat_map(|person| apart(person)).map(|name| without_sign(name).to_string());
    // What stands in data as an author is one; a line that looks like a byline must look like names too.
    let is_sure = matches!(source, Source::JsonLd | Source::OtherTags | Source::ArticleTags);
    names
        .filter(|name| is_name(name) && !sites.is_name(name) && (is_sure || byline::is_person(name)))
        .collect()
}

/// "Von Ann Roe": openers of languages that the table of bylines does not have.
fn without_opener(value: &str) -> &str {
    ["Von ", "VON ", "von ", "Por ", "POR ", "Di ", "Door ", "Av ", "Af ", "Text: ", "Autor: "]
        .iter()
        .find_map(|opener| value.strip_prefix(opener))
        .unwrap_or(value)
}

/// "Ann Roe und Bo Li": two names that a page gives as one.
fn apart(names: &str) -> Vec<&str> {
    let joined = [" und ", " and ", " et ", " og ", " och ", " & "];
    joined
        .iter()
        .fold(vec![names], |parts, joint| parts.into_iter().flat_map(|part| part.split(joint)).collect())
}

/// "Ann Roe (roe)": the sign by which a newsroom knows her.
fn without_sign(name: &str) -> &str {
    name.split_once(" (").map_or(name, |(name, _)| name).trim()
}

fn is_name(name: &str) -> bool {
    !name.is_empty()
        && !BODIES.contains(&name)
        && by_name(name).is_none()
        && name.split(' ').count() <= LONGEST_NAME
        && !name.contains(['@', ':', '.']) | name.ends_with('.') | name.contains(". ")
        && !name.contains(|c: char| c.is_ascii_digit())
        && name.contains(char::is_alphabetic)
}
