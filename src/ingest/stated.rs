//! An article of which a file states the facts, each under a key: JSON, the rows of a table, the items of a feed.

use super::LEAST_WORDS;
use super::address;
use super::agency::Credits;
use super::agency::agency;
use super::canonical_url;
use super::facts::Facts;
use super::fragment;
use super::keys::Field;
use super::loose::Loose;
use super::paragraph;
use super::publisher;
use super::publisher::Evidence;
use super::section::section;
use super::tags::tags;
use crate::article::Article;
use crate::article::Printed;
use crate::article::byline;
use crate::article::date;
use crate::error::ErrorKind;
use crate::text::Language;
use crate::text::canonical;
use crate::text::words;

/// An agency in a longer list of authors stands there for another story: crawlers take the bylines of a page's teasers along.
/// Of 23 such articles of one outlet none was an agency's.
const MOST_BESIDE_AGENCY: usize = 2;

/// Makes the article. Its text is trusted to be the article's: nothing is taken out of it.
pub(super) fn article(mut facts: Facts, source_path: &str) -> Result<Article, ErrorKind> {
    let text = text(&mut facts)?;
    let url = line_of(&mut facts, Field::Url)
        .map(|url| address::original(&url).to_string())
        .filter(|url| canonical_url(url).is_some());
    let title = line_of(&mut facts, Field::Title);
    let (authors, affiliation) = authors(&mut facts);
    let stated = line_of(&mut facts, Field::Outlet).map(named);
    let outlet = publisher::publisher(Evidence {
        stated: stated.as_deref(),
        affiliation: affiliation.as_deref(),
        agency: None,
        url: url.as_deref(),
    });
    let country = outlet.known.map(|outlet| outlet.country);
    let wire = agency(Credits {
        stated: line_of(&mut facts, Field::Wire).as_deref(),
        affiliation: affiliation.as_deref().filter(|_| authors.len() <= MOST_BESIDE_AGENCY),
        outlet: outlet.name.as_deref(),
        text: &text,
        lines: &[],
    });
    let section = line_of(&mut facts, Field::Section).and_then(|line| section(&line, outlet.name.as_deref()));
    let tags = keywords(&mut facts);
    let language = line_of(&mut facts, Field::Language).and_then(|tag| Language::from_tag(&tag));
    Ok(Article {
        id: super::id(url.as_deref(), outlet.name.as_deref(), title.as_deref(), &text),
        reference: line_of(&mut facts, Field::Reference),
        source_path: source_path.to_string(),
        url,
        outlet: outlet.name,
        wire,
        section,
        title,
        subtitle: line_of(&mut facts, Field::Subtitle),
        authors,
        published: facts.take(Field::Published).and_then(|value| printed(value, country)),
        updated: facts.take(Field::Updated).and_then(|value| printed(value, country)),
        language: language.or_else(|| Language::of(&text)),
        tags,
        text,
    })
}

fn text(facts: &mut Facts) -> Result<String, ErrorKind> {
    let value = facts.take(Field::Text).ok_or(ErrorKind::NoText)?;
    let raw = match value {
        Loose::List(_) => value.into_list().join("\n\n"),
        one => one.into_words().unwrap_or_default(),
    };
    let plain = if fragment::looks_like_html(&raw) { fragment::text(&raw) } else { raw };
    let text = paragraph::split(&canonical(&plain), |_| false).join("\n\n");
    match words(&text).take(LEAST_WORDS).count() {
        0 => Err(ErrorKind::NoText),
        found if found < LEAST_WORDS => Err(ErrorKind::TooFewWords { found, least: LEAST_WORDS }),
        _ => Ok(text),
    }
}

/// A fact of one line, canonical.
fn line_of(facts: &mut Facts, field: Field) -> Option<String> {
    let raw = facts.take(field)?.into_words()?;
    let plain = if fragment::looks_like_html(&raw) { fragment::text(&raw) } else { raw };
    let line = canonical(&plain).replace('\n', " ").trim().to_string();
    (!line.is_empty()).then_some(line)
}

/// The keywords under the best key that has any: crawlers leave lists empty.
fn keywords(facts: &mut Facts) -> Vec<String> {
    let stated = std::iter::from_fn(|| facts.take(Field::Tags));
    stated.map(|value| tags(value.into_list())).find(|tags| !tags.is_empty()).unwrap_or_default()
}

/// Some files give an outlet by its address, `https://herald.example/`: its host is the name.
fn named(outlet: String) -> String {
    match outlet.contains("://") {
        true => address::host(&outlet).unwrap_or(outlet),
        false => outlet,
    }
}

/// The people, and the outlet that a byline names.
fn authors(facts: &mut Facts) -> (Vec<String>, Option<String>) {
    let mut found = byline::Byline::default();
    for entry in facts.take(Field::Authors).map(Loose::into_list).unwrap_or_default() {
        let entry = canonical(&entry).replace('\n', " ");
        let read = byline::given(&entry);
        // A name that the rules for bylines do not know is kept: the file says that it is an author.
        let people = read.as_ref().map_or_else(|| vec![entry.clone()], |byline| byline.people.clone());
        found.people.extend(people.into_iter().filter(|person| !person.is_empty()));
        found.affiliation = found.affiliation.or(read.and_then(|byline| byline.affiliation));
    }
    (found.people, found.affiliation)
}

/// A time in words, or in seconds or thousandths since 1970.
fn printed(value: Loose, country: Option<&str>) -> Option<Printed> {
    let number = match value {
        Loose::Number(number) => number,
        words => return date::read(words.into_words()?.trim(), country),
    };
    // 100 thousand million seconds are the year 5138; as thousandths they are 1973.
    let seconds = if number.abs() >= 100_000_000_000 { number / 1000 } else { number };
    let instant = jiff::Timestamp::from_second(seconds).ok().filter(|_| seconds > 0)?;
    Some(Printed::Instant(instant, jiff::tz::Offset::UTC))
}
