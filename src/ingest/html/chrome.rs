//! What stands around the article: menus, captions, related links, consent boxes. The names are in `chrome.tsv`.
//!
//! Names lie: a whole page can be wrapped in `class="has-sidebar"`. So an element that holds much prose stays, whatever it
//! is called, save for the few that never hold an article; and nothing goes that holds half the prose of the page.

use super::named;
use super::tree::NodeId;
use super::tree::Tree;
use super::weight::Weights;
use crate::article::table;
use std::collections::HashMap;
use std::sync::LazyLock;

/// One row: how, words, hold, example.
const TABLE: &str = include_str!("chrome.tsv");

/// Letters of prose that make an element a part of the article: three or four sentences. A promotion has fewer.
const MUCH_PROSE: u32 = 600;

/// Letters of prose that a piece of a body has; a notice under the same name has fewer.
const LEAST_BODY: u32 = 250;

/// How sure a name makes us.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Hold {
    /// It never holds an article.
    Always,
    /// Unless it holds much prose.
    Prose,
}

/// The rules by the way in which they look at an element.
struct Rules {
    elements: HashMap<&'static str, Hold>,
    tokens: HashMap<&'static str, Hold>,
    /// By first word.
    words: HashMap<&'static str, Vec<(Vec<&'static str>, Hold)>>,
}

static RULES: LazyLock<Rules> = LazyLock::new(|| {
    let mut rules = Rules { elements: HashMap::new(), tokens: HashMap::new(), words: HashMap::new() };
    for [how, words, hold, _] in table::rows(TABLE) {
        let hold = if hold == "always" { Hold::Always } else { Hold::Prose };
        match how {
            "element" => drop(rules.elements.insert(words, hold)),
            "token" => drop(rules.tokens.insert(words, hold)),
            _ => {
                let all: Vec<&str> = words.split(' ').collect();
                rules.words.entry(all[0]).or_default().push((all, hold));
            }
        }
    }
    rules
});

/// Looks at the elements of one page.
pub(super) struct Chrome<'a> {
    tree: &'a Tree,
    weights: &'a Weights,
    /// What was found for each class, id and role: a page has thousands of elements and few classes.
    seen: HashMap<&'a str, Option<Hold>>,
}

impl<'a> Chrome<'a> {
    pub(super) fn of(tree: &'a Tree, weights: &'a Weights) -> Chrome<'a> {
        Chrome { tree, weights, seen: HashMap::new() }
    }

    /// Whether an element is no part of the article.
    pub(super) fn holds(&mut self, id: NodeId) -> bool {
        let Some(hold) = self.named(id) else { return false };
        let prose = self.weights.prose(id);
        match hold {
            _ if prose * 2 > self.weights.prose(Tree::ROOT) => false,
            Hold::Always => true,
            Hold::Prose => prose < MUCH_PROSE && !self.holds_body(id, prose) && !self.is_quotation(id),
        }
    }

    /// Whether it holds what the page calls the body: `<div class="teaser-content"><div class="article-body">`.
    fn holds_body(&self, id: NodeId, prose: u32) -> bool {
        prose >= LEAST_BODY && self.tree.below(id).any(|below| named::is_called_body(self.tree, below))
    }

    /// `<figure><blockquote>`: the words of somebody, without a picture.
    fn is_quotation(&self, id: NodeId) -> bool {
        let names = || self.tree.below(id).map(|below| self.tree.name(below));
        self.tree.name(id) == "figure"
            && names().any(|name| name == "blockquote")
            && !names().any(|name| matches!(name, "img" | "picture" | "video" | "iframe"))
    }

    /// The rest of an article, hidden until the reader has paid: `<div class="subscriber-only" style="display: none">`.
    fn is_for_subscribers(&self, id: NodeId) -> bool {
        let class = self.tree.attribute(id, "class").unwrap_or_default().to_ascii_lowercase();
        class.contains("subscriber") && self.weights.prose(id) >= LEAST_BODY
    }

    /// Whether an element is called something that stands around an article, however much it holds.
    pub(super) fn is_named(&mut self, id: NodeId) -> bool {
        self.named(id).is_some()
    }

    /// What its name, classes, id and role say.
    fn named(&mut self, id: NodeId) -> Option<Hold> {
        let name = self.tree.name(id);
        if matches!(name, "" | "html" | "body" | "main" | "article") {
            return None;
        }
        if let Some(hold) = RULES.elements.get(name) {
            return Some(*hold);
        }
        if is_hidden(self.tree, id) && !self.is_for_subscribers(id) {
            return Some(Hold::Prose);
        }
        let values = ["class", "id", "role"].iter().filter_map(|key| self.tree.attribute(id, key));
        values.into_iter().find_map(|value| *self.seen.entry(value).or_insert_with(|| of_value(value)))
    }
}

fn of_value(value: &str) -> Option<Hold> {
    value.split_ascii_whitespace().take(40).find_map(|token| {
        let whole = token.to_ascii_lowercase();
        RULES.tokens.get(whole.as_str()).copied().or_else(|| of_words(token))
    })
}

fn of_words(token: &str) -> Option<Hold> {
    let words = words_of(token);
    (0..words.len()).find_map(|at| {
        let rules = RULES.words.get(words[at].as_str())?;
        let fits = |rule: &&(Vec<&str>, Hold)| {
            rule.0.len() <= words.len() - at && rule.0.iter().zip(&words[at..]).all(|(a, b)| a == b)
        };
        rules.iter().find(fits).map(|(_, hold)| *hold)
    })
}

/// "RelatedArticles__box-2" → related, articles, box.
pub(super) fn words_of(token: &str) -> Vec<String> {
    let mut words = vec![String::new()];
    let mut was_small = false;
    for c in token.chars().take(120) {
        let breaks = !c.is_ascii_alphabetic() || (c.is_ascii_uppercase() && was_small);
        if breaks && words.last().is_some_and(|word| !word.is_empty()) {
            words.push(String::new());
        }
        was_small = c.is_ascii_lowercase();
        if let Some(word) = words.last_mut().filter(|_| c.is_ascii_alphabetic()) {
            word.push(c.to_ascii_lowercase());
        }
    }
    words
}

/// `hidden`, `style="display:none"`. `<div hidden id="S:1a">` is React's: a script moves it into the page.
fn is_hidden(tree: &Tree, id: NodeId) -> bool {
    let streamed = tree.attribute(id, "id").is_some_and(|id| id.starts_with("S:"));
    let hidden = tree.attribute(id, "hidden").is_some() && !streamed;
    let style = tree.attribute(id, "style").unwrap_or_default();
    hidden || style.contains("display:none") || style.contains("display: none")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_is_sound_and_sorted() {
        assert!(table::is_sound::<4>(TABLE));
        let rows: Vec<_> = table::rows::<4>(TABLE).map(|[how, words, ..]| (how, words)).collect();
        assert!(rows.is_sorted_by(|a, b| a < b));
        assert!(table::rows::<4>(TABLE).all(|[_, _, hold, _]| ["always", "prose"].contains(&hold)));
    }

    #[test]
    fn every_example_is_what_its_row_says() {
        for [_, words, _, example] in table::rows::<4>(TABLE) {
            let tree = super::super::parse::parse(&format!("<p>{example}")).unwrap();
            let weights = Weights::of(&tree);
            let mut chrome = Chrome::of(&tree, &weights);
            let found = tree.below(Tree::ROOT).any(|id| chrome.named(id).is_some());
            assert!(found || words == "head" || words == "option", "{example}");
        }
    }

    #[test]
    fn classes_fall_into_words() {
        assert_eq!(words_of("RelatedArticles__box-2"), ["related", "articles", "box", ""]);
    }
}
