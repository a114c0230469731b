//! Which blocks of a page are the story.

use super::blocks::Block;
use super::blocks::Kind;
use super::chrome::Chrome;
use super::named;
use super::outlet;
use super::sweep;
use super::telling::Telling;
use super::tree::NodeId;
use super::tree::Tree;
use super::weight::Weights;
use super::whole;
use crate::article::byline;
use std::collections::HashMap;
use std::collections::HashSet;

/// The walk goes on into a part that has this share of the prose. A story in two parts, cut by an advertisement, stops it.
const SHARE: f64 = 0.7;

/// So much is enough where the neighbours are of another make: teasers, comments.
const SHARE_ALONE: f64 = 0.35;

/// A part that tells of what the title says has at least so much.
const LEAST_TITLED: f64 = 0.04;

/// And so much where the larger part beside it tells of that too.
const LEAST_BESIDE: f64 = 0.1;

/// What is beside a part that has so much cannot be the story.
const NEARLY_ALL: f64 = 0.95;

/// And hold no more than this in pieces like it.
const MOST_IN_KIN: f64 = 0.12;

/// What was printed.
pub(super) struct Story {
    /// Its blocks, its title and its own furniture taken out.
    pub(super) blocks: Vec<Block>,
    /// The names that stand above its first paragraph.
    pub(super) signature: Option<String>,
}

/// What the page says of its story elsewhere.
#[derive(Clone, Copy, Debug)]
pub(super) struct Told<'a> {
    /// Its text, as the page's data has it.
    pub(super) body: Option<&'a str>,
    pub(super) title: Option<&'a str>,
    pub(super) subtitle: Option<&'a str>,
}

/// The story among the blocks of a page.
pub(super) fn story(tree: &Tree, weights: &Weights, blocks: Vec<Block>, told: Told<'_>) -> Story {
    let title = told.title;
    let prose = prose_of(tree, &blocks);
    let chosen = told.body.and_then(|body| told_by_data(tree, &blocks, body));
    let chosen = chosen.unwrap_or_else(|| {
        let holders = named::bodies(tree, &prose)
            .unwrap_or_else(|| vec![holder(tree, &prose, &Telling::of(tree, &blocks, title))]);
        let holders: HashSet<NodeId> = holders.into_iter().collect();
        let is_within = |block: &Block| {
            std::iter::once(block.holder)
                .chain(tree.above(block.holder))
                .any(|above| holders.contains(&above))
        };
        let mut chosen: Vec<bool> = blocks.iter().map(is_within).collect();
        whole::complete(tree, &mut Chrome::of(tree, weights), &blocks, &mut chosen, told);
        chosen
    });
    let chosen = blocks.into_iter().zip(chosen).filter(|(_, is_chosen)| *is_chosen);
    let mut story: Vec<Block> = chosen.map(|(block, _)| block).collect();
    let signature = signature(tree, &story);
    sweep::sweep(&mut story, title);
    Story { blocks: story, signature }
}

/// `<p><strong>Ann Roe</strong></p><p>The mill on Cannery Road …`: a paragraph of names, right above one of prose.
fn signature(tree: &Tree, story: &[Block]) -> Option<String> {
    let pairs = story.windows(2).take(SIGNED_WITHIN);
    let is_signed = |pair: &&[Block]| {
        let (line, prose) = (&pair[0], &pair[1]);
        let is_beside =
            tree.name(line.holder) == "p" && tree.parent(line.holder) == tree.parent(prose.holder);
        is_beside && prose.prose() > 0 && byline::bare(&line.text).is_some()
    };
    pairs.into_iter().find(is_signed).map(|pair| pair[0].text.clone())
}

/// Blocks from the top in which a signature stands: a standfirst of two lines may be above it.
const SIGNED_WITHIN: usize = 5;

/// Letters that a text in JSON-LD must have: shorter ones are teasers.
const LEAST_BODY: usize = 400;

/// Bytes of such a text, and blocks of a page, at most: every block is looked for in the text.
const LONGEST_BODY: usize = 200_000;
const MOST_BLOCKS: usize = 5_000;

/// Which blocks are in the text that the page's data gives as the article's; `None` where that is a teaser, or the blocks
/// of the page do not make up most of it. Headings between them belong to the story, though the data often leaves them out.
fn told_by_data(tree: &Tree, blocks: &[Block], body: &str) -> Option<Vec<bool>> {
    let body = outlet::letters(body);
    if !(LEAST_BODY..LONGEST_BODY).contains(&body.len()) || blocks.len() > MOST_BLOCKS {
        return None;
    }
    let found: Vec<usize> = blocks
        .iter()
        .map(|block| outlet::letters(&block.text))
        .map(|letters| if letters.len() >= 20 && body.contains(&letters) { letters.len() } else { 0 })
        .collect();
    if found.iter().sum::<usize>() * 10 < body.len() * 8 {
        return None;
    }
    let first = found.iter().position(|letters| *letters > 0)?;
    let last = found.iter().rposition(|letters| *letters > 0)?;
    let is_between = |at: usize| first < at && at < last;
    let holders: HashSet<Option<NodeId>> = blocks
        .iter()
        .zip(&found)
        .filter(|(_, letters)| **letters > 0)
        .map(|(block, _)| tree.parent(block.holder))
        .collect();
    let belongs = |(at, block): (usize, &Block)| {
        let goes_with_text = block.kind != Kind::Paragraph && !block.is_link();
        // The data leaves out a paragraph here and there, or words it otherwise.
        let is_beside = block.prose() > 0 && holders.contains(&tree.parent(block.holder));
        found[at] > 0 || is_beside || is_between(at) && goes_with_text
    };
    Some(blocks.iter().enumerate().map(belongs).collect())
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

fn holder(tree: &Tree, prose: &HashMap<NodeId, u32>, telling: &Telling<'_>) -> NodeId {
    let of = |id: NodeId| f64::from(prose.get(&id).copied().unwrap_or_default());
    let mut holder = Tree::ROOT;
    while let Some(child) = tree.children(holder).max_by(|a, b| of(*a).total_cmp(&of(*b))) {
        let holds_blocks = tree.children(child).any(|below| of(below) > 0.0);
        let kin = tree.children(holder).filter(|other| *other != child && is_kin(tree, *other, child));
        let in_kin: f64 = kin.map(of).sum();
        let alone = of(child) >= SHARE_ALONE * of(holder) && in_kin < MOST_IN_KIN * of(holder);
        let is_most = of(child) >= SHARE * of(holder);
        if !holds_blocks || !is_most && !alone {
            break;
        }
        let tells = |id| telling.is_in(id);
        let is_all = of(child) >= NEARLY_ALL * of(holder);
        let least = if tells(child) { LEAST_BESIDE } else { LEAST_TITLED };
        let titled = if is_all || is_most && tells(child) {
            None
        } else {
            titled_child(tree, holder, &|id| of(id) >= least * of(holder) && tells(id))
        };
        holder = titled.unwrap_or(child);
    }
    holder
}

/// The first part that is long enough and tells of what the title says: comments and the next story of an endless page come
/// after it, and may be longer.
fn titled_child(tree: &Tree, holder: NodeId, fits: &dyn Fn(NodeId) -> bool) -> Option<NodeId> {
    tree.children(holder).find(|child| fits(*child))
}

/// Whether an element may be a further piece of the text in its neighbour: it is called the same, or is a bare paragraph.
fn is_kin(tree: &Tree, other: NodeId, one: NodeId) -> bool {
    let is_alike =
        tree.name(other) == tree.name(one) && tree.attribute(other, "class") == tree.attribute(one, "class");
    is_alike || matches!(tree.name(other), "p" | "blockquote" | "ul" | "ol" | "")
}
