//! Pages to trees, within bounds: html5ever takes quadratic time over deep nesting and over tags of many attributes.

use super::tree::Content;
use super::tree::Element;
use super::tree::NodeId;
use super::tree::Tree;
use crate::text::beginning;
use html5ever::Attribute;
use html5ever::ExpandedName;
use html5ever::ParseOpts;
use html5ever::QualName;
use html5ever::interface::ElementFlags;
use html5ever::interface::NodeOrText;
use html5ever::interface::QuirksMode;
use html5ever::interface::TreeSink;
use html5ever::local_name;
use html5ever::ns;
use html5ever::tendril::StrTendril;
use html5ever::tendril::TendrilSink;
use std::borrow::Cow;
use std::cell::Cell;
use std::cell::RefCell;
use std::rc::Rc;

/// Browsers themselves stop here; the deepest of 970 real pages has 51.
const DEEPEST: u32 = 512;

/// Bytes given to the parser between two looks at the depth.
const MORSEL: usize = 4096;

/// The tree of a page; `None` where it nests deeper than any browser shows.
pub(super) fn parse(html: &str) -> Option<Tree> {
    let mut parser = html5ever::parse_document(Builder::new(), ParseOpts::default());
    let mut rest = html;
    while !rest.is_empty() {
        let (morsel, after) = rest.split_at(beginning(rest, MORSEL).len());
        parser.process(StrTendril::from_slice(morsel));
        if parser.tokenizer.sink.sink.deepest.get() > DEEPEST {
            return None;
        }
        rest = after;
    }
    Some(parser.finish())
}

/// Builds the tree as the parser says.
struct Builder {
    tree: RefCell<Tree>,
    deepest: Cell<u32>,
    nameless: Rc<QualName>,
}

/// A node, and its name: the parser asks for it at every step.
#[derive(Clone)]
struct Handle {
    id: NodeId,
    name: Rc<QualName>,
}

impl Builder {
    fn new() -> Builder {
        let nameless = Rc::new(QualName::new(None, ns!(), local_name!("")));
        Builder { tree: RefCell::new(Tree::new()), deepest: Cell::new(0), nameless }
    }

    fn nothing(&self) -> Handle {
        Handle { id: self.tree.borrow_mut().add(Content::Nothing), name: self.nameless.clone() }
    }

    /// Hangs a node or text below `parent`; text beside text becomes one.
    fn hang(&self, parent: NodeId, next: Option<NodeId>, child: NodeOrText<Handle>) {
        let mut tree = self.tree.borrow_mut();
        let child = match child {
            NodeOrText::AppendNode(handle) => handle.id,
            NodeOrText::AppendText(words) => {
                let before = next.map_or_else(|| tree.last_child(parent), |next| tree.sibling_before(next));
                if let Some(Content::Text(text)) = before.map(|before| tree.content_mut(before)) {
                    return text.push_tendril(&words);
                }
                tree.add(Content::Text(words))
            }
        };
        tree.hang(child, parent, next);
        self.deepest.set(self.deepest.get().max(tree.depth(child)));
    }
}

impl TreeSink for Builder {
    type Handle = Handle;
    type Output = Tree;
    type ElemName<'a> = ExpandedName<'a>;

    fn finish(self) -> Tree {
        self.tree.into_inner()
    }

    fn parse_error(&self, _: Cow<'static, str>) {}

    fn get_document(&self) -> Handle {
        Handle { id: Tree::ROOT, name: self.nameless.clone() }
    }

    fn elem_name<'a>(&'a self, target: &'a Handle) -> ExpandedName<'a> {
        target.name.expanded()
    }

    fn create_element(&self, name: QualName, given: Vec<Attribute>, _: ElementFlags) -> Handle {
        let name = Rc::new(name);
        let element = Element { name: name.clone(), attributes: given };
        Handle { id: self.tree.borrow_mut().add(Content::Element(element)), name }
    }

    fn create_comment(&self, _: StrTendril) -> Handle {
        self.nothing()
    }

    fn create_pi(&self, _: StrTendril, _: StrTendril) -> Handle {
        self.nothing()
    }

    fn append(&self, parent: &Handle, child: NodeOrText<Handle>) {
        self.hang(parent.id, None, child);
    }

    fn append_based_on_parent_node(&self, element: &Handle, before: &Handle, child: NodeOrText<Handle>) {
        let parent = self.tree.borrow().parent(element.id);
        match parent {
            Some(parent) => self.hang(parent, Some(element.id), child),
            None => self.hang(before.id, None, child),
        }
    }

    fn append_doctype_to_document(&self, _: StrTendril, _: StrTendril, _: StrTendril) {}

    /// What a template holds hangs below it, where the walk passes over it.
    fn get_template_contents(&self, target: &Handle) -> Handle {
        target.clone()
    }

    fn same_node(&self, one: &Handle, other: &Handle) -> bool {
        one.id == other.id
    }

    fn set_quirks_mode(&self, _: QuirksMode) {}

    fn append_before_sibling(&self, sibling: &Handle, node: NodeOrText<Handle>) {
        let parent = self.tree.borrow().parent(sibling.id);
        if let Some(parent) = parent {
            self.hang(parent, Some(sibling.id), node);
        }
    }

    fn add_attrs_if_missing(&self, target: &Handle, given: Vec<Attribute>) {
        if let Content::Element(element) = self.tree.borrow_mut().content_mut(target.id) {
            for attribute in given {
                if element.attributes.iter().all(|known| known.name != attribute.name) {
                    element.attributes.push(attribute);
                }
            }
        }
    }

    fn remove_from_parent(&self, target: &Handle) {
        self.tree.borrow_mut().cut(target.id);
    }

    fn reparent_children(&self, node: &Handle, new_parent: &Handle) {
        let mut tree = self.tree.borrow_mut();
        while let Some(child) = tree.first_child(node.id) {
            tree.hang(child, new_parent.id, None);
        }
    }
}
