//! Elements that a page itself calls the body of its article.

use super::tree::NodeId;
use super::tree::Tree;
use std::collections::HashMap;
use std::collections::HashSet;

/// Words of a class or id, one after another, that name a body: `class="article-body"`, `class="ArticleBody_main"`.
const BODIES: &[&str] = &[
    "articlebody",
    "articlecontent",
    "articletext",
    "contentbody",
    "entrybody",
    "entrycontent",
    "postbody",
    "postcontent",
    "storybody",
    "storycontent",
    "storytext",
    "textecontenu",
    "articlemain",
    "singlecontent",
    "newscontent",
    "newsbody",
];

/// A body has this share of the page's prose at least: below it, the name was given to something small.
const LEAST_SHARE: f64 = 0.4;

/// The elements that are the body: the first that is called so and holds enough, and its like beside it, where
/// advertisements cut the text in pieces. `None` if nothing on the page is called so.
pub(super) fn bodies(tree: &Tree, prose: &HashMap<NodeId, u32>) -> Option<Vec<NodeId>> {
    let of = |id: NodeId| prose.get(&id).copied().unwrap_or_default();
    let called: Vec<NodeId> =
        tree.below(Tree::ROOT).filter(|id| of(*id) > 0 && is_called_body(tree, *id)).collect();
    let mut pieces: Vec<Vec<NodeId>> = Vec::new();
    let mut of_name: HashMap<Name<'_>, usize> = HashMap::new();
    let mut taken: HashSet<NodeId> = HashSet::new();
    for id in called {
        if tree.above(id).any(|above| taken.contains(&above)) {
            continue;
        }
        taken.insert(id);
        let at = *of_name.entry(name(tree, id)).or_insert(pieces.len());
        match pieces.get_mut(at) {
            Some(piece) => piece.push(id),
            None => pieces.push(vec![id]),
        }
    }
    let whole = f64::from(of(Tree::ROOT));
    let weight = |ids: &[NodeId]| f64::from(ids.iter().map(|id| of(*id)).sum::<u32>());
    pieces.into_iter().find(|ids| weight(ids) >= LEAST_SHARE * whole)
}

/// What pieces of one text have in common: the article that they stand in, and their class.
type Name<'a> = (Option<NodeId>, Option<&'a str>);

fn name(tree: &Tree, id: NodeId) -> Name<'_> {
    (tree.above(id).find(|above| tree.name(*above) == "article"), tree.attribute(id, "class"))
}

/// Whether a page calls an element the body of its article.
pub(super) fn is_called_body(tree: &Tree, id: NodeId) -> bool {
    if matches!(tree.name(id), "" | "html" | "body" | "p") {
        return false;
    }
    tree.has_token(id, "itemprop", "articleBody")
        || ["class", "id"].iter().filter_map(|key| tree.attribute(id, key)).any(|value| {
            value.split_ascii_whitespace().take(40).any(|token| {
                let letters: String = token.chars().filter(char::is_ascii_alphabetic).collect();
                let letters = letters.to_ascii_lowercase();
                BODIES.iter().any(|body| letters.starts_with(body) || letters.ends_with(body))
            })
        })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ingest::html::parse;

    #[test]
    fn names_of_bodies_are_told_from_others() {
        for (element, expected) in [
            ("<div itemprop=articleBody>", true),
            ("<div class='c ArticleBody_main-x2'>", true),
            ("<section id=entry-content>", true),
            ("<div class=article-body__content>", true),
            ("<div class=related-articles>", false),
            ("<body class=post-content>", false),
        ] {
            let tree = parse::parse(&format!("{element}x")).unwrap();
            assert_eq!(tree.below(Tree::ROOT).any(|id| is_called_body(&tree, id)), expected, "{element}");
        }
    }
}
