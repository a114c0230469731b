//! A page to its blocks in order: paragraphs, headings, items of lists, block quotes.

use super::chrome::Chrome;
use super::tree::NodeId;
use super::tree::Tree;
use super::weight;
use super::weight::Weights;

/// What a block is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Paragraph,
    Heading,
    Item,
    Quote,
}

/// One block of text.
#[derive(Clone, Debug)]
pub(super) struct Block {
    pub(super) kind: Kind,
    pub(super) text: String,
    /// The block element that it stands in.
    pub(super) holder: NodeId,
    /// Its letters, and those of them that are links.
    pub(super) letters: u32,
    pub(super) linked: u32,
}

impl Block {
    /// Whether nearly all of it is a link.
    pub(super) fn is_link(&self) -> bool {
        self.linked * 10 >= self.letters * 9
    }

    /// Its letters, if it is prose.
    pub(super) fn prose(&self) -> u32 {
        if self.kind != Kind::Heading && self.letters >= 60 && self.linked * 3 < self.letters {
            self.letters
        } else {
            0
        }
    }
}

/// The blocks of a page, without what stands around the article.
pub(super) fn blocks(tree: &Tree, weights: &Weights) -> Vec<Block> {
    let mut walk = Walk { tree, blocks: Vec::new(), line: Line::default(), links: 0 };
    let mut chrome = Chrome::of(tree, weights);
    let mut at = Tree::ROOT;
    loop {
        let is_dropped = chrome.holds(at);
        if !is_dropped {
            walk.enter(at);
            if let Some(first) = tree.first_child(at) {
                at = first;
                continue;
            }
            walk.leave(at);
        }
        loop {
            if let Some(next) = tree.sibling_after(at) {
                at = next;
                break;
            }
            match tree.parent(at) {
                Some(above) => at = above,
                None => {
                    walk.flush(Tree::ROOT);
                    return walk.blocks;
                }
            }
            walk.leave(at);
        }
    }
}

struct Walk<'a> {
    tree: &'a Tree,
    blocks: Vec<Block>,
    line: Line,
    /// How many links stand open.
    links: u32,
}

/// The line that is being gathered.
#[derive(Default)]
struct Line {
    text: String,
    letters: u32,
    linked: u32,
    holder: Option<NodeId>,
    /// Whether a single `<br>` came last: two end the paragraph.
    broken: bool,
}

impl Walk<'_> {
    fn enter(&mut self, id: NodeId) {
        match self.tree.name(id) {
            "" => self.say(id),
            "a" => self.links += 1,
            "br" if self.line.broken => self.flush(id),
            "br" => {
                self.line.broken = true;
                self.line.text.push('\n');
            }
            name if weight::is_inline(name) => {}
            _ => self.flush(id),
        }
    }

    fn leave(&mut self, id: NodeId) {
        match self.tree.name(id) {
            "a" => self.links = self.links.saturating_sub(1),
            "br" => {}
            name if weight::is_inline(name) => {}
            _ => self.flush(id),
        }
    }

    fn say(&mut self, id: NodeId) {
        let words = self.tree.words(id);
        let letters = weight::letters(words);
        self.line.text.push_str(words);
        if letters > 0 {
            self.line.broken = false;
            self.line.letters += letters;
            self.line.linked += if self.links > 0 { letters } else { 0 };
            if self.line.holder.is_none() {
                self.line.holder =
                    self.tree.above(id).find(|above| !weight::is_inline(self.tree.name(*above)));
            }
        }
    }

    fn flush(&mut self, _: NodeId) {
        let line = std::mem::take(&mut self.line);
        let Some(holder) = line.holder else { return };
        let text = line.text.split_whitespace().collect::<Vec<_>>().join(" ");
        let kind = kind(self.tree, holder);
        self.blocks.push(Block { kind, text, holder, letters: line.letters, linked: line.linked });
    }
}

/// By the nearest element that says what a block is.
fn kind(tree: &Tree, holder: NodeId) -> Kind {
    let near = std::iter::once(holder).chain(tree.above(holder)).take(4);
    let told = near.filter_map(|id| match tree.name(id) {
        "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => Some(Kind::Heading),
        "li" | "dd" | "dt" => Some(Kind::Item),
        "blockquote" => Some(Kind::Quote),
        _ => None,
    });
    told.into_iter().next().unwrap_or(Kind::Paragraph)
}
