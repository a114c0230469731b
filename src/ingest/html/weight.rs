//! How much of an element is prose: letters in paragraphs that are no lists of links.

use super::tree::NodeId;
use super::tree::Tree;

/// A paragraph with fewer letters is as likely a teaser or a button.
const LEAST_PROSE: u32 = 80;

/// Letters, and letters of prose, at and below every node of a tree.
pub(super) struct Weights {
    nodes: Vec<Weight>,
}

#[derive(Clone, Copy, Default)]
struct Weight {
    letters: u32,
    linked: u32,
    /// Letters of the element's own text, which stands in no element below it.
    own: u32,
    prose: u32,
}

impl Weights {
    /// Weighs a tree in two passes: down, to know what stands in a link; up, to add.
    pub(super) fn of(tree: &Tree) -> Weights {
        let mut nodes = vec![Weight::default(); tree.len()];
        let mut in_link = vec![false; tree.len()];
        let order: Vec<NodeId> = tree.below(Tree::ROOT).collect();
        for &id in &order {
            let above = tree.parent(id);
            let linked = above.is_some_and(|above| in_link[above.0 as usize]) || tree.name(id) == "a";
            in_link[id.0 as usize] = linked;
            if above.is_some_and(|above| !is_unseen(tree.name(above))) {
                let letters = letters(tree.words(id));
                nodes[id.0 as usize] =
                    Weight { letters, linked: if linked { letters } else { 0 }, own: letters, prose: 0 };
            }
        }
        for &id in order.iter().rev() {
            let name = tree.name(id);
            let weight = &mut nodes[id.0 as usize];
            weight.prose += own_prose(name, *weight);
            let weight = *weight;
            if let Some(above) = tree.parent(id) {
                let above = &mut nodes[above.0 as usize];
                above.letters += weight.letters;
                above.linked += weight.linked;
                above.own += if is_inline(name) { weight.own } else { 0 };
                above.prose += weight.prose;
            }
        }
        Weights { nodes }
    }

    /// Letters of prose at and below a node.
    pub(super) fn prose(&self, id: NodeId) -> u32 {
        self.nodes[id.0 as usize].prose
    }
}

fn own_prose(name: &str, weight: Weight) -> u32 {
    let is_prose = !is_inline(name) && weight.own >= LEAST_PROSE && weight.linked * 3 < weight.letters;
    if is_prose { weight.own } else { 0 }
}

/// Letters, as Latin ones: a Chinese character says as much as three.
pub(super) fn letters(words: &str) -> u32 {
    let weigh = |c: char| match c {
        _ if c.is_whitespace() => 0,
        '\u{2e80}'..='\u{9fff}' | '\u{ac00}'..='\u{d7af}' => 3,
        _ => 1,
    };
    words.chars().map(weigh).sum()
}

/// Elements whose words nobody sees.
pub(super) fn is_unseen(name: &str) -> bool {
    matches!(name, "script" | "style" | "noscript" | "template" | "svg" | "head" | "textarea" | "select")
}

/// Elements within a line, and text.
pub(super) fn is_inline(name: &str) -> bool {
    matches!(
        name,
        "" | "a"
            | "abbr"
            | "acronym"
            | "b"
            | "bdi"
            | "bdo"
            | "big"
            | "cite"
            | "code"
            | "data"
            | "del"
            | "dfn"
            | "em"
            | "font"
            | "i"
            | "img"
            | "ins"
            | "kbd"
            | "mark"
            | "q"
            | "ruby"
            | "rb"
            | "rt"
            | "s"
            | "samp"
            | "small"
            | "span"
            | "strike"
            | "strong"
            | "sub"
            | "sup"
            | "time"
            | "tt"
            | "u"
            | "var"
            | "wbr"
            | "nobr"
    )
}
