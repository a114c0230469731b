//! The names under which files give the facts of an article: `headline`, `datePublished`, `auteur`.

use crate::article::table;
use std::collections::HashMap;
use std::sync::LazyLock;

/// A fact of an article that a file can state under a key.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Field {
    Authors,
    Language,
    Outlet,
    Published,
    Reference,
    Section,
    Subtitle,
    Tags,
    Text,
    Title,
    Updated,
    Url,
    Wire,
}

/// One row: field, key, example.
const TABLE: &str = include_str!("keys.tsv");

static KEYS: LazyLock<HashMap<&str, (Field, usize)>> = LazyLock::new(|| {
    let row = |(rank, [name, key, _]): (usize, [&'static str; 3])| Some((key, (field(name)?, rank)));
    table::rows(TABLE).enumerate().filter_map(row).collect()
});

/// The field that a key names, and the key's rank: of several keys for one field the lowest wins.
pub(super) fn field_of(key: &str) -> Option<(Field, usize)> {
    // Almost all keys of real files are in small letters already.
    KEYS.get(key).or_else(|| KEYS.get(key.to_lowercase().as_str())).copied()
}

fn field(name: &str) -> Option<Field> {
    Some(match name {
        "authors" => Field::Authors,
        "language" => Field::Language,
        "outlet" => Field::Outlet,
        "published" => Field::Published,
        "reference" => Field::Reference,
        "section" => Field::Section,
        "subtitle" => Field::Subtitle,
        "tags" => Field::Tags,
        "text" => Field::Text,
        "title" => Field::Title,
        "updated" => Field::Updated,
        "url" => Field::Url,
        "wire" => Field::Wire,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_is_sound() {
        assert!(table::is_sound::<3>(TABLE));
        let rows: Vec<[&str; 3]> = table::rows(TABLE).collect();
        assert_eq!(KEYS.len(), rows.len(), "a key twice, or a field that is none");
        assert!(rows.iter().map(|row| row[0]).is_sorted(), "sort keys.tsv by field");
        for [_, key, example] in rows {
            let (stated, _) = example.split_once(':').unwrap();
            assert_eq!(stated.trim_end().to_lowercase(), key);
        }
    }

    #[test]
    fn the_first_key_of_the_table_wins() {
        let (text, body) = (field_of("text").unwrap(), field_of("body").unwrap());
        assert_eq!((text.0, body.0), (Field::Text, Field::Text));
        assert!(text.1 < body.1);
        assert_eq!(field_of("datePublished").map(|(field, _)| field), Some(Field::Published));
        assert_eq!(field_of("description"), None);
    }
}
