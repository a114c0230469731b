//! A page as a tree: nodes in one vector, so that no depth of nesting can exhaust the stack.

use html5ever::Attribute;
use html5ever::QualName;
use html5ever::tendril::StrTendril;
use std::rc::Rc;

/// A node of a [`Tree`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(super) struct NodeId(pub(super) u32);

/// A parsed page.
#[derive(Debug)]
pub(super) struct Tree {
    nodes: Vec<Node>,
}

#[derive(Debug)]
struct Node {
    parent: Option<NodeId>,
    first: Option<NodeId>,
    last: Option<NodeId>,
    before: Option<NodeId>,
    next: Option<NodeId>,
    depth: u32,
    content: Content,
}

#[derive(Debug)]
pub(super) enum Content {
    /// The document, comments, declarations.
    Nothing,
    Text(StrTendril),
    Element(Element),
}

#[derive(Debug)]
pub(super) struct Element {
    pub(super) name: Rc<QualName>,
    pub(super) attributes: Vec<Attribute>,
}

impl Tree {
    /// The document itself.
    pub(super) const ROOT: NodeId = NodeId(0);

    pub(super) fn new() -> Tree {
        let mut tree = Tree { nodes: Vec::new() };
        tree.add(Content::Nothing);
        tree
    }

    /// How many nodes there are; every [`NodeId`] is less.
    pub(super) fn len(&self) -> usize {
        self.nodes.len()
    }

    // An id is made by `add` alone, and nodes are never taken out of the vector.
    fn node(&self, id: NodeId) -> &Node {
        &self.nodes[id.0 as usize]
    }

    fn node_mut(&mut self, id: NodeId) -> &mut Node {
        &mut self.nodes[id.0 as usize]
    }

    /// Adds a node that hangs nowhere yet. Pages are capped far below 4 thousand million nodes.
    pub(super) fn add(&mut self, content: Content) -> NodeId {
        let id = NodeId(self.nodes.len() as u32);
        self.nodes.push(Node {
            parent: None,
            first: None,
            last: None,
            before: None,
            next: None,
            depth: 0,
            content,
        });
        id
    }

    /// Hangs a node below `parent`, before `next` or as its last child.
    pub(super) fn hang(&mut self, child: NodeId, parent: NodeId, next: Option<NodeId>) {
        self.cut(child);
        let before = match next {
            Some(next) => self.node(next).before,
            None => self.node(parent).last,
        };
        let depth = self.node(parent).depth + 1;
        let node = self.node_mut(child);
        (node.parent, node.before, node.next, node.depth) = (Some(parent), before, next, depth);
        match before {
            Some(before) => self.node_mut(before).next = Some(child),
            None => self.node_mut(parent).first = Some(child),
        }
        match next {
            Some(next) => self.node_mut(next).before = Some(child),
            None => self.node_mut(parent).last = Some(child),
        }
    }

    /// Takes a node, with all below it, from where it hangs.
    pub(super) fn cut(&mut self, child: NodeId) {
        let Some(parent) = self.node(child).parent else { return };
        let (before, next) = (self.node(child).before, self.node(child).next);
        match before {
            Some(before) => self.node_mut(before).next = next,
            None => self.node_mut(parent).first = next,
        }
        match next {
            Some(next) => self.node_mut(next).before = before,
            None => self.node_mut(parent).last = before,
        }
        let node = self.node_mut(child);
        (node.parent, node.before, node.next) = (None, None, None);
    }

    pub(super) fn content_mut(&mut self, id: NodeId) -> &mut Content {
        &mut self.node_mut(id).content
    }

    pub(super) fn depth(&self, id: NodeId) -> u32 {
        self.node(id).depth
    }

    pub(super) fn parent(&self, id: NodeId) -> Option<NodeId> {
        self.node(id).parent
    }

    pub(super) fn last_child(&self, id: NodeId) -> Option<NodeId> {
        self.node(id).last
    }

    pub(super) fn sibling_before(&self, id: NodeId) -> Option<NodeId> {
        self.node(id).before
    }

    pub(super) fn first_child(&self, id: NodeId) -> Option<NodeId> {
        self.node(id).first
    }

    pub(super) fn sibling_after(&self, id: NodeId) -> Option<NodeId> {
        self.node(id).next
    }

    pub(super) fn children(&self, id: NodeId) -> impl Iterator<Item = NodeId> {
        std::iter::successors(self.node(id).first, |child| self.node(*child).next)
    }

    /// The nodes above, nearest first.
    pub(super) fn above(&self, id: NodeId) -> impl Iterator<Item = NodeId> {
        std::iter::successors(self.node(id).parent, |above| self.node(*above).parent)
    }

    /// The node and all below it, in the order of the page.
    pub(super) fn below(&self, top: NodeId) -> impl Iterator<Item = NodeId> {
        std::iter::successors(Some(top), move |id| {
            if let Some(first) = self.node(*id).first {
                return Some(first);
            }
            self.after(*id, top)
        })
    }

    /// The first node after all that is below `id`, within `top`.
    pub(super) fn after(&self, mut id: NodeId, top: NodeId) -> Option<NodeId> {
        while id != top {
            if let Some(next) = self.node(id).next {
                return Some(next);
            }
            id = self.node(id).parent?;
        }
        None
    }

    /// The words of a text node; nothing for others.
    pub(super) fn words(&self, id: NodeId) -> &str {
        match &self.node(id).content {
            Content::Text(words) => words,
            _ => "",
        }
    }

    /// The name of an element, small letters; nothing for others.
    pub(super) fn name(&self, id: NodeId) -> &str {
        match &self.node(id).content {
            Content::Element(element) => &element.name.local,
            _ => "",
        }
    }

    pub(super) fn attribute(&self, id: NodeId, name: &str) -> Option<&str> {
        let Content::Element(element) = &self.node(id).content else { return None };
        element.attributes.iter().find(|given| &*given.name.local == name).map(|given| &*given.value)
    }

    /// Whether one of the words of an attribute is `token`: `class="lead caption"`.
    pub(super) fn has_token(&self, id: NodeId, name: &str, token: &str) -> bool {
        self.attribute(id, name)
            .is_some_and(|value| value.split_ascii_whitespace().any(|word| word.eq_ignore_ascii_case(token)))
    }

    /// All text below a node, blanks folded, scripts and styles left out.
    pub(super) fn text(&self, top: NodeId) -> String {
        let mut text = String::new();
        let mut at = Some(top);
        while let Some(id) = at {
            if matches!(self.name(id), "script" | "style" | "noscript" | "template" | "svg") && id != top {
                at = self.after(id, top);
                continue;
            }
            if !matches!(self.name(id), "" | "a" | "span" | "b" | "i" | "em" | "strong") {
                text.push(' ');
            }
            text.push_str(self.words(id));
            at = self.first_child(id).or_else(|| self.after(id, top));
        }
        text.split_whitespace().collect::<Vec<_>>().join(" ")
    }
}
