//! Pages that list articles: cards side by side, each with a linked headline and a sentence or two.

use super::blocks::Block;
use super::tree::NodeId;
use super::tree::Tree;
use std::collections::HashMap;

/// Cards side by side at least: an article has two neighbours more often.
const LEAST_CARDS: usize = 3;

/// Paragraphs of a card at most; a story on a page of stories has more.
const LONGEST_CARD: usize = 2;

/// Whether a page calls itself no article, and all the prose read from it stands on cards.
pub(super) fn are_all(tree: &Tree, story: &[Block]) -> bool {
    if !is_website(tree) {
        return false;
    }
    let headlines = headlines(tree);
    let mut paragraphs: HashMap<NodeId, usize> = HashMap::new();
    for block in story.iter().filter(|block| block.prose() > 0) {
        let Some(card) = tree.above(block.holder).find(|above| headlines.contains_key(above)) else {
            return false;
        };
        // The headline of the whole page stands on none of the cards.
        let is_article = tree.below(card).any(|below| tree.name(below) == "h1");
        let beside = tree.parent(card).map(|list| tree.children(list));
        let cards = beside.into_iter().flatten().filter(|card| headlines.get(card) == Some(&1)).count();
        let within = paragraphs.entry(card).or_default();
        *within += 1;
        if is_article || headlines.get(&card) != Some(&1) || cards < LEAST_CARDS || *within > LONGEST_CARD {
            return false;
        }
    }
    !paragraphs.is_empty()
}

/// `<meta property="og:type" content="website">`
fn is_website(tree: &Tree) -> bool {
    tree.below(Tree::ROOT).any(|id| {
        tree.name(id) == "meta"
            && tree.has_token(id, "property", "og:type")
            && tree.has_token(id, "content", "website")
    })
}

/// How many linked headlines every element holds.
fn headlines(tree: &Tree) -> HashMap<NodeId, usize> {
    let mut held: HashMap<NodeId, usize> = HashMap::new();
    let is_headline = |id: &NodeId| {
        matches!(tree.name(*id), "h2" | "h3" | "h4")
            && tree.below(*id).chain(tree.parent(*id)).any(|near| tree.name(near) == "a")
    };
    for headline in tree.below(Tree::ROOT).filter(is_headline) {
        for above in tree.above(headline) {
            *held.entry(above).or_default() += 1;
        }
    }
    held
}
