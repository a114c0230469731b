//! The standfirst: a sentence between the headline and the text, which the page calls so.

use super::clue::Clue;
use super::clue::Field;
use super::clue::Source;
use crate::article::date;
use crate::article::stamp;
use crate::ingest::html::bylines;
use crate::ingest::html::chrome;
use crate::ingest::html::tree::NodeId;
use crate::ingest::html::tree::Tree;

/// Words of a class that name a standfirst.
const NAMES: &[&str] = &[
    "chapo",
    "deck",
    "dek",
    "excerpt",
    "standfirst",
    "strapline",
    "subhead",
    "subheading",
    "subheadline",
    "subtitle",
];

/// Words that name one on a heading; on a paragraph they name the first of the text.
const NAMES_OF_HEADINGS: &[&str] = &["intro", "lead", "lede", "summary"];

/// Nodes below the headline in which it stands.
const REACH: usize = 60;

/// Words of one at least, and its bytes at most.
const LEAST_WORDS: usize = 4;
const LONGEST: usize = 600;

/// The first standfirst below the headline; none on a page of several headlines.
pub(super) fn clues(tree: &Tree) -> Vec<Clue> {
    let headlines: Vec<NodeId> = tree.below(Tree::ROOT).filter(|id| tree.name(*id) == "h1").take(2).collect();
    let [headline] = headlines[..] else { return Vec::new() };
    let after = std::iter::successors(tree.after(headline, Tree::ROOT), |id| {
        tree.first_child(*id).or_else(|| tree.after(*id, Tree::ROOT))
    });
    let found =
        after.take(REACH).take_while(|id| tree.name(*id) != "article").find_map(|id| standfirst(tree, id));
    found
        .map(|value| Clue { field: Field::Subtitle, source: Source::Standfirst, value })
        .into_iter()
        .collect()
}

fn standfirst(tree: &Tree, id: NodeId) -> Option<String> {
    let is_heading = matches!(tree.name(id), "h2" | "h3" | "h4");
    if !is_heading && !matches!(tree.name(id), "p" | "div") {
        return None;
    }
    let is_named = |word: &str| NAMES.contains(&word) || is_heading && NAMES_OF_HEADINGS.contains(&word);
    let classes = tree.attribute(id, "class")?.split_ascii_whitespace().take(40);
    let is_called = classes.flat_map(chrome::words_of).any(|word| is_named(&word));
    let holds_more =
        |id| tree.below(id).skip(1).any(|below| matches!(tree.name(below), "a" | "time" | "ul" | "form"));
    if !is_called || holds_more(id) {
        return None;
    }
    Some(tree.text(id)).filter(|text| is_sentence(text))
}

fn is_sentence(text: &str) -> bool {
    text.len() <= LONGEST
        && text.split(' ').count() >= LEAST_WORDS
        && bylines::after_opener(text).is_none()
        && !stamp::is_stamp(text)
        && (text.ends_with(['.', '!', '?', '”']) || date::find(text, None).is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ingest::html::parse;

    #[test]
    fn a_standfirst_is_told_by_its_name() {
        let sentence = "The owner says the roof is rotten";
        for (below, is_one) in [
            (format!("<p class=article-subtitle>{sentence}</p>"), true),
            (format!("<h2 class='c-entry p-dek'>{sentence}</h2>"), true),
            (format!("<div class=meta>x</div><p class=gh-article-excerpt>{sentence}</p>"), true),
            (format!("<h2 class=intro>{sentence}</h2>"), true),
            (format!("<p class=intro>{sentence}</p>"), false),
            (format!("<p>{sentence}</p>"), false),
            (format!("<article><p class=excerpt>{sentence}</p></article>"), false),
            (format!("<p class=subtitle><a href=/x>{sentence}</a></p>"), false),
            ("<p class=subtitle>Local news</p>".to_string(), false),
            ("<p class=subtitle>By Ann Roe of the Herald</p>".to_string(), false),
            ("<p class=standfirst-date>March 5, 2024 8:15 a.m.</p>".to_string(), false),
            ("<p class=subtitle>Posted on the web March 3, 2024</p>".to_string(), false),
        ] {
            let tree = parse::parse(&format!("<h1>Mill closes</h1>{below}")).unwrap();
            let found = clues(&tree).pop().map(|clue| clue.value);
            assert_eq!(found.as_deref(), is_one.then_some(sentence), "{below}");
        }
    }
}
