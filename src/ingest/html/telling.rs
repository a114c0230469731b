//! Which parts of a page tell of what its title says: comments, teasers and the next story of an endless page do not.

use super::blocks::Block;
use super::tree::NodeId;
use super::tree::Tree;
use crate::text::fold;
use std::cell::OnceCell;

/// Blocks looked at in one part: a story says what it is about in its first paragraphs.
const FIRST_BLOCKS: usize = 60;

/// The long words of a title, and which of them each block has.
pub(super) struct Telling<'a> {
    tree: &'a Tree,
    blocks: &'a [Block],
    words: Vec<String>,
    /// A bit for each word, for each block; folding is slow, and most pages never ask.
    found: Vec<OnceCell<u64>>,
}

impl<'a> Telling<'a> {
    pub(super) fn of(tree: &'a Tree, blocks: &'a [Block], title: Option<&str>) -> Telling<'a> {
        let title = fold(title.unwrap_or_default());
        let words = title.split(|c: char| !c.is_alphanumeric()).filter(|word| word.chars().count() > 3);
        let found = vec![OnceCell::new(); blocks.len()];
        Telling { tree, blocks, words: words.take(64).map(String::from).collect(), found }
    }

    /// Whether half of the title's long words are in the text of an element.
    pub(super) fn is_in(&self, id: NodeId) -> bool {
        let is_within =
            |block: &Block| block.holder == id || self.tree.above(block.holder).any(|above| above == id);
        let within = (0..self.blocks.len()).filter(|at| is_within(&self.blocks[*at])).take(FIRST_BLOCKS);
        let found = within.fold(0, |found, at| found | self.words_in(at));
        !self.words.is_empty() && found.count_ones() as usize * 2 >= self.words.len()
    }

    // `at` counts the blocks.
    fn words_in(&self, at: usize) -> u64 {
        *self.found[at].get_or_init(|| {
            let text = fold(&self.blocks[at].text);
            let has = |(bit, word): (usize, &String)| u64::from(text.contains(word.as_str())) << bit;
            self.words.iter().enumerate().map(has).sum()
        })
    }
}
