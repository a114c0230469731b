//! Facts in a page's `<meta>` and `<link>` elements. Their names are in `tags.tsv`.

use super::clue::Clue;
use super::clue::Field;
use super::clue::Source;
use crate::article::table;
use crate::ingest::html::bylines;
use crate::ingest::html::tree::NodeId;
use crate::ingest::html::tree::Tree;
use std::collections::HashMap;
use std::sync::LazyLock;

/// One row: name, field, source, rank, example.
const TABLE: &str = include_str!("tags.tsv");

static TAGS: LazyLock<HashMap<&str, (Field, Source, u8)>> = LazyLock::new(|| {
    let row = |[name, field, source, rank, _]: [&'static str; 5]| {
        Some((name, (field_of(field)?, source_of(source), rank.parse().ok()?)))
    };
    table::rows(TABLE).filter_map(row).collect()
});

fn field_of(word: &str) -> Option<Field> {
    Some(match word {
        "title" => Field::Title,
        "author" => Field::Author,
        "published" => Field::Published,
        "updated" => Field::Updated,
        "url" => Field::Url,
        "outlet" => Field::Outlet,
        "section" => Field::Section,
        "tag" => Field::Tag,
        "language" => Field::Language,
        _ => return None,
    })
}

fn source_of(word: &str) -> Source {
    match word {
        "open" => Source::OpenGraph,
        "article" => Source::ArticleTags,
        _ => Source::OtherTags,
    }
}

/// What the tags of a page state, the best of each source first.
pub(super) fn clues(tree: &Tree) -> Vec<Clue> {
    let mut found: Vec<(u8, Clue)> = tree.below(Tree::ROOT).flat_map(|id| of_element(tree, id)).collect();
    found.sort_by_key(|(rank, _)| *rank);
    found.into_iter().map(|(_, clue)| clue).chain(of_card(tree)).collect()
}

/// `<meta name="twitter:label1" content="Written by"><meta name="twitter:data1" content="Ann Roe">`: a card names the author
/// in two tags.
fn of_card(tree: &Tree) -> Option<Clue> {
    let metas: Vec<NodeId> = tree.below(Tree::ROOT).filter(|id| tree.name(*id) == "meta").collect();
    let content = |name: &str| {
        let is_named =
            |id: &NodeId| ["name", "property"].iter().any(|key| tree.attribute(*id, key) == Some(name));
        tree.attribute(metas.iter().copied().find(is_named)?, "content")
    };
    let cards = [("twitter:label1", "twitter:data1"), ("twitter:label2", "twitter:data2")];
    let names =
        |(label, data)| content(label).filter(|label| bylines::is_label(label)).and_then(|_| content(data));
    let value = cards.into_iter().find_map(names)?.to_string();
    Some(Clue { field: Field::Author, source: Source::OtherTags, value })
}

fn of_element(tree: &Tree, id: NodeId) -> Vec<(u8, Clue)> {
    match tree.name(id) {
        "meta" => of_meta(tree, id),
        "link" if tree.has_token(id, "rel", "canonical") => {
            document(Field::Url, tree.attribute(id, "href")).into_iter().collect()
        }
        "html" => document(Field::Language, tree.attribute(id, "lang").or(tree.attribute(id, "xml:lang")))
            .into_iter()
            .collect(),
        _ => Vec::new(),
    }
}

fn document(field: Field, value: Option<&str>) -> Option<(u8, Clue)> {
    let value = value?.trim().to_string();
    (!value.is_empty()).then_some((0, Clue { field, source: Source::Document, value }))
}

/// The name may stand under `property`, `name`, `http-equiv`, and pages mix them up.
fn of_meta(tree: &Tree, id: NodeId) -> Vec<(u8, Clue)> {
    let Some(value) = tree.attribute(id, "content").or(tree.attribute(id, "value")).map(str::trim) else {
        return Vec::new();
    };
    let keys = ["property", "name", "http-equiv"].into_iter().filter_map(|key| tree.attribute(id, key));
    let names = keys.flat_map(str::split_ascii_whitespace).map(str::to_ascii_lowercase);
    let found = names.filter_map(|name| TAGS.get(name.as_str()).copied()).filter(|_| !value.is_empty());
    found.map(|(field, source, rank)| (rank, Clue { field, source, value: value.to_string() })).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ingest::html::parse;

    #[test]
    fn the_table_is_sound_and_its_examples_hold() {
        assert!(table::is_sound::<5>(TABLE));
        let names: Vec<_> = table::rows::<5>(TABLE).map(|[name, ..]| name).collect();
        assert!(names.is_sorted_by(|a, b| a < b));
        for [_, field, source, _, example] in table::rows::<5>(TABLE) {
            let found = clues(&parse::parse(example).unwrap());
            assert_eq!(found.len(), 1, "{example}");
            assert_eq!(
                (Some(found[0].field), found[0].source),
                (field_of(field), source_of(source)),
                "{example}"
            );
        }
    }
}
