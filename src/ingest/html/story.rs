//! Which blocks of a page are the story.

use super::blocks::Block;
use super::blocks::Kind;
use super::tree::NodeId;
use super::tree::Tree;
use crate::article::byline;
use crate::article::stamp;
use crate::ingest::furniture;
use crate::text::fold;
use std::collections::HashMap;

/// The walk goes on into a part that has this share of the prose. A story in two parts, cut by an advertisement, stops it.
const SHARE: f64 = 0.7;

/// The blocks of the story: those in the smallest element that holds most of the prose.
pub(super) fn story(tree: &Tree, blocks: Vec<Block>, title: Option<&str>) -> Vec<Block> {
    let prose = prose_of(tree, &blocks);
    let holder = holder(tree, &prose);
    let is_within =
        |block: &Block| block.holder == holder || tree.above(block.holder).any(|above| above == holder);
    let mut story: Vec<Block> = blocks.into_iter().filter(is_within).collect();
    without_furniture(&mut story, title);
    story
}

/// Letters of prose in every element that has any.
fn prose_of(tree: &Tree, blocks: &[Block]) -> HashMap<NodeId, u32> {
    let mut prose: HashMap<NodeId, u32> = HashMap::new();
    for block in blocks.iter().filter(|block| block.prose() > 0) {
        for id in std::iter::once(block.holder).chain(tree.above(block.holder)) {
            *prose.entry(id).or_default() += block.prose();
        }
    }
    prose
}

fn holder(tree: &Tree, prose: &HashMap<NodeId, u32>) -> NodeId {
    let of = |id: NodeId| prose.get(&id).copied().unwrap_or_default();
    let mut holder = Tree::ROOT;
    while let Some(child) = tree.children(holder).max_by_key(|child| of(*child)) {
        let holds_blocks = tree.children(child).any(|below| of(below) > 0);
        if !holds_blocks || f64::from(of(child)) < SHARE * f64::from(of(holder)) {
            break;
        }
        holder = child;
    }
    holder
}

/// Takes out the lines among a story's blocks that are none of its own.
fn without_furniture(blocks: &mut Vec<Block>, title: Option<&str>) {
    let title = title.map(fold);
    let mut is_first = true;
    blocks.retain(|block| {
        let line = block.text.as_str();
        let is_title = is_first && title.as_deref() == Some(&fold(line));
        let goes = is_title || is_furniture(block) || is_first && is_head(line);
        is_first &= goes;
        !goes
    });
}

fn is_furniture(block: &Block) -> bool {
    block.is_link() && block.kind != Kind::Heading || furniture::kind(&block.text).is_some()
}

/// Bylines and dates stand above the story.
fn is_head(line: &str) -> bool {
    stamp::is_stamp(line) || byline::labelled(line).is_some()
}
