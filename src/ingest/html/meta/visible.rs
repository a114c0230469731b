//! Facts that readers see: the headline, bylines, `<time>`; microdata, which marks what is seen.

use super::clue::Clue;
use super::clue::Field;
use super::clue::Source;
use crate::ingest::html::tree::NodeId;
use crate::ingest::html::tree::Tree;
use std::collections::HashMap;

/// A byline with more bytes has swallowed what stands beside it.
const LONGEST_BYLINE: usize = 200;

/// Words within a class that name the element of a byline.
const BYLINES: &[&str] = &["byline", "author", "auteur", "autor", "writer", "reporter"];

/// Names within one element at most; more are a list of everybody.
const MOST_NAMES: usize = 10;

/// Nodes between two names of one byline; a name further down is another story's.
const BYLINE_REACH: u32 = 20;

/// What the page shows, in its order; of bylines, those below the headline where there are any.
pub(super) fn clues(tree: &Tree) -> Vec<Clue> {
    let headline = tree.below(Tree::ROOT).position(|id| tree.name(id) == "h1").unwrap_or_default();
    let above = of_elements(tree, tree.below(Tree::ROOT).take(headline));
    let below = of_elements(tree, tree.below(Tree::ROOT).skip(headline));
    let is_named_below =
        |clue: &Clue| below.iter().any(|other| (other.field, other.source) == (clue.field, clue.source));
    let above = above.into_iter().filter(|clue| clue.field != Field::Author || !is_named_below(clue));
    let mut clues: Vec<Clue> = above.collect();
    clues.extend(below);
    // Several headlines are those of several stories.
    if clues.iter().filter(|clue| clue.source == Source::Headline).count() > 1 {
        clues.retain(|clue| clue.source != Source::Headline);
    }
    clues
}

/// What elements show; of the authors that a source names, the first group.
fn of_elements(tree: &Tree, elements: impl Iterator<Item = NodeId>) -> Vec<Clue> {
    let mut clues = Vec::new();
    let mut last: HashMap<Source, u32> = HashMap::new();
    for id in elements {
        for clue in of_element(tree, id) {
            if clue.field == Field::Author {
                let before = *last.entry(clue.source).or_insert(id.0);
                if id.0.abs_diff(before) > BYLINE_REACH {
                    continue;
                }
                last.insert(clue.source, id.0);
            }
            clues.push(clue);
        }
    }
    clues
}

fn of_element(tree: &Tree, id: NodeId) -> Vec<Clue> {
    let mut clues = microdata(tree, id);
    let mut state = |field, source, value: String| {
        if !value.is_empty() {
            clues.push(Clue { field, source, value });
        }
    };
    match tree.name(id) {
        "" | "script" | "style" | "meta" => {}
        "h1" => state(Field::Title, Source::Headline, tree.text(id)),
        "title" if tree.above(id).any(|above| tree.name(above) == "head") => {
            state(Field::Title, Source::PageTitle, tree.text(id));
        }
        "time" => {
            if let Some(words) = time(tree, id) {
                state(Field::Published, Source::Time, words);
            }
        }
        "a" if tree.has_token(id, "rel", "author") || leads_to_author(tree, id) => {
            state(Field::Author, Source::AuthorLink, short(tree, id))
        }
        _ if tree.attribute(id, "class").is_some_and(is_byline) => {
            state(Field::Author, Source::Byline, short(tree, id));
        }
        _ => {}
    }
    clues
}

/// `<a href="/authors/ann-roe">`
fn leads_to_author(tree: &Tree, id: NodeId) -> bool {
    let places = [
        "/author",
        "/auteur",
        "/autor",
        "/staff/",
        "/journalist",
        "/reporter",
        "/contributor",
        "/writer",
        "/editors/",
        "/u/",
    ];
    tree.attribute(id, "href").is_some_and(|target| places.iter().any(|place| target.contains(place)))
}

fn is_byline(classes: &str) -> bool {
    let classes = classes.to_ascii_lowercase();
    BYLINES.iter().any(|word| classes.contains(word))
}

fn short(tree: &Tree, id: NodeId) -> String {
    Some(tree.text(id)).filter(|text| text.len() <= LONGEST_BYLINE).unwrap_or_default()
}

fn time(tree: &Tree, id: NodeId) -> Option<String> {
    let given = tree.attribute(id, "datetime").map(str::trim).filter(|given| !given.is_empty());
    Some(given.map_or_else(|| short(tree, id), String::from)).filter(|words| !words.is_empty())
}

/// `<span itemprop="author">Ann Roe</span>`, `<meta itemprop="datePublished" content="2024-03-03">`.
fn microdata(tree: &Tree, id: NodeId) -> Vec<Clue> {
    let Some(property) = tree.attribute(id, "itemprop") else { return Vec::new() };
    let field = match property.to_ascii_lowercase().as_str() {
        "headline" => Field::Title,
        "alternativeheadline" => Field::Subtitle,
        "author" | "creator" => Field::Author,
        "datepublished" | "datecreated" => Field::Published,
        "datemodified" => Field::Updated,
        "articlesection" => Field::Section,
        "keywords" => Field::Tag,
        _ => return Vec::new(),
    };
    let given = ["content", "datetime"].into_iter().find_map(|key| tree.attribute(id, key));
    let values = match given {
        Some(given) => vec![given.trim().to_string()],
        None if matches!(field, Field::Title | Field::Subtitle) => vec![tree.text(id)],
        None => named_within(tree, id),
    };
    let clue = |value| Clue { field, source: Source::Microdata, value };
    values.into_iter().filter(|value| !value.is_empty()).map(clue).collect()
}

/// `<div itemprop="author" itemscope><span itemprop="name">Ann Roe</span> Reporter</div>`: the names alone.
fn named_within(tree: &Tree, id: NodeId) -> Vec<String> {
    let names = tree.below(id).skip(1).filter(|below| tree.has_token(*below, "itemprop", "name"));
    let of = |name| tree.attribute(name, "content").map_or_else(|| short(tree, name), String::from);
    let names: Vec<String> = names.take(MOST_NAMES).map(of).collect();
    if names.is_empty() { vec![short(tree, id)] } else { names }
}
