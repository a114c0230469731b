//! The elements of an item, by what they give.

use crate::article::table;
use crate::ingest::keys::Field;
use std::collections::HashMap;
use std::sync::LazyLock;

/// One row: part, element, example.
const TABLE: &str = include_str!("parts.tsv");

/// What an element of an item gives.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Part {
    /// A fact as it is.
    Fact(Field),
    /// The article, or what the feed gives of it.
    Content,
    /// Some words about it.
    Summary,
}

static PARTS: LazyLock<HashMap<&str, (Part, usize)>> = LazyLock::new(|| {
    let row = |(rank, [name, element, _]): (usize, [&'static str; 3])| Some((element, (part(name)?, rank)));
    table::rows(TABLE).enumerate().filter_map(row).collect()
});

/// What an element gives, with its rank: of several for one part the lowest wins. `name` is in small letters.
pub(super) fn part_of(name: &str) -> Option<(Part, usize)> {
    PARTS.get(plain(name)).copied()
}

/// A name without the prefixes of the feeds' own vocabularies.
pub(super) fn plain(name: &str) -> &str {
    ["atom:", "a10:", "rss:"].iter().find_map(|prefix| name.strip_prefix(prefix)).unwrap_or(name)
}

fn part(name: &str) -> Option<Part> {
    Some(match name {
        "authors" => Part::Fact(Field::Authors),
        "content" => Part::Content,
        "language" => Part::Fact(Field::Language),
        "outlet" => Part::Fact(Field::Outlet),
        "published" => Part::Fact(Field::Published),
        "reference" => Part::Fact(Field::Reference),
        "section" => Part::Fact(Field::Section),
        "summary" => Part::Summary,
        "title" => Part::Fact(Field::Title),
        "updated" => Part::Fact(Field::Updated),
        "url" => Part::Fact(Field::Url),
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
        assert_eq!(PARTS.len(), rows.len(), "an element twice, or a part that is none");
        assert!(rows.iter().map(|row| row[0]).is_sorted(), "sort parts.tsv by part");
        for [_, element, example] in rows {
            let opens = example.to_lowercase();
            assert!(opens.starts_with(&format!("<{element}")), "{element}: {example}");
        }
    }
}
