//! The rest of a story whose first part is found: a text cut in two by a paywall or an advertisement, the lede in an element of
//! its own.
//!
//! What stands below the headline of the part found, or in the same `<article>`, is the same story, whatever its classes; save
//! what is called otherwise (comments, related stories, the author's life) and what has a headline or a byline of its own.

use super::blocks::Block;
use super::chrome::Chrome;
use super::story::Told;
use super::tree::NodeId;
use super::tree::Tree;
use crate::text::fold;
use std::collections::HashMap;
use std::collections::HashSet;

/// Words of a class or id that say an element is about the story, or about something else.
const OTHERS: &[&str] = &[
    "about",
    "appeal",
    "article-list",
    "author",
    "banner",
    "bio",
    "byline",
    "card",
    "comment",
    "contact",
    "correction",
    "credit",
    "disclaimer",
    "donat",
    "footer",
    "legal",
    "more-",
    "next",
    "note",
    "notice",
    "paywall",
    "promo",
    "recommend",
    "related",
    "sidebar",
    "signature",
    "subscribe-",
    "summary",
    "tagline",
    "teaser",
];

/// Words of a sentence at least; fewer are a label.
const LEAST_WORDS: usize = 6;

/// Letters that make a sentence where words are not set apart.
const LONG: u32 = 60;

/// Letters of prose of a part below the story at least: less is the author's life or a notice.
const LEAST_BELOW: u32 = 200;

/// So many elements around the text found a part below it may stand; what is further up is below all pages of the site.
const REACH: u32 = 2;

/// Blocks of a page at most: every part is looked for in all of them.
const MOST_BLOCKS: usize = 3_000;

/// Adds to the blocks chosen those that are the same story.
pub(super) fn complete<'a>(
    tree: &'a Tree,
    chrome: &mut Chrome<'a>,
    blocks: &[Block],
    chosen: &mut [bool],
    told: Told<'_>,
) {
    if blocks.len() > MOST_BLOCKS {
        return;
    }
    let is_prose = |at: &usize| chosen[*at] && blocks[*at].prose() > 0;
    let Some(first) = (0..blocks.len()).find(is_prose) else { return };
    let Some(last) = (0..blocks.len()).rfind(is_prose) else { return };
    let Some(scope) = Scope::of(tree, blocks[first].holder, told.title) else { return };
    let mut parts =
        Parts { tree, blocks, chrome, known: HashMap::new(), holding: holding(tree, blocks, chosen) };
    let mut found: Vec<(usize, NodeId)> = Vec::new();
    for (at, block) in blocks.iter().enumerate().filter(|(at, _)| !chosen[*at]) {
        let within = if at < first { scope.above } else { scope.below };
        let is_below_headline = scope.headline.is_none_or(|headline| headline < block.holder);
        let is_subtitle = told.subtitle.is_some_and(|subtitle| subtitle == block.text);
        let fits = !is_subtitle && is_sentence(block) && (at < first || block.prose() > 0);
        if !is_below_headline || !fits || !tree.above(block.holder).any(|above| above == within) {
            continue;
        }
        found.extend(parts.part_of(block.holder).map(|part| (at, part)));
    }
    let mut below: HashMap<NodeId, Below> = HashMap::new();
    for (at, part) in &found {
        below.entry(*part).or_default().add(&blocks[*at]);
    }
    let near = nearest(tree, blocks[first].holder, blocks[last].holder);
    let is_near = |part: NodeId| tree.depth(part) + REACH > near.map_or(0, |near| tree.depth(near));
    let fits = |(at, part): &&(usize, NodeId)| *at < last || is_near(*part) && below[part].is_story();
    let taken: HashSet<NodeId> = found.iter().filter(fits).map(|(_, part)| *part).collect();
    for (at, block) in blocks.iter().enumerate() {
        chosen[at] |=
            std::iter::once(block.holder).chain(tree.above(block.holder)).any(|id| taken.contains(&id));
    }
}

/// Within which elements the story's parts stand.
struct Scope {
    headline: Option<NodeId>,
    above: NodeId,
    below: NodeId,
}

impl Scope {
    fn of(tree: &Tree, first: NodeId, title: Option<&str>) -> Option<Scope> {
        let headlines: Vec<NodeId> = tree.below(Tree::ROOT).filter(|id| tree.name(*id) == "h1").collect();
        let title = title.map(fold);
        let is_title = |id: &&NodeId| title.as_deref() == Some(&fold(&tree.text(**id)));
        let titled = headlines.iter().filter(|id| **id < first).rfind(is_title);
        let headline =
            titled.or(headlines.first().filter(|id| headlines.len() == 1 && **id < first)).copied();
        let article = tree.above(first).find(|id| tree.name(*id) == "article");
        let shared = headline.and_then(|headline| nearest(tree, headline, first));
        Some(Scope { headline, above: shared.or(article)?, below: article.or(shared)? })
    }
}

/// The nearest element around two others.
fn nearest(tree: &Tree, one: NodeId, other: NodeId) -> Option<NodeId> {
    let above: HashSet<NodeId> = tree.above(one).collect();
    tree.above(other).find(|id| above.contains(id))
}

/// The prose of a part below the story.
#[derive(Default)]
struct Below {
    letters: u32,
    paragraphs: u32,
    speaks: bool,
}

impl Below {
    fn add(&mut self, block: &Block) {
        self.letters += block.letters;
        self.paragraphs += 1;
        self.speaks |= block.text.contains(['“', '”', '"', '«', '„']);
    }

    /// Somebody speaks in it, or it is long: the author's life and notices are short.
    fn is_story(&self) -> bool {
        self.speaks || self.paragraphs > 1 && self.letters >= LEAST_BELOW
    }
}

fn is_ended(line: &str) -> bool {
    line.ends_with(['.', '!', '?', '”', '"', '»', '“', '…', '。', '।', '؟', '۔', '」'])
}

/// Every element that holds a block chosen.
fn holding(tree: &Tree, blocks: &[Block], chosen: &[bool]) -> HashSet<NodeId> {
    let chosen = blocks.iter().zip(chosen).filter(|(_, is_chosen)| **is_chosen);
    chosen.flat_map(|(block, _)| tree.above(block.holder).chain([block.holder])).collect()
}

struct Parts<'a, 'b> {
    tree: &'a Tree,
    blocks: &'b [Block],
    chrome: &'b mut Chrome<'a>,
    /// Which parts are the story's.
    known: HashMap<NodeId, bool>,
    holding: HashSet<NodeId>,
}

impl Parts<'_, '_> {
    /// The largest element around a block that holds nothing chosen, if it is a part of the story.
    fn part_of(&mut self, holder: NodeId) -> Option<NodeId> {
        let part = std::iter::once(holder)
            .chain(self.tree.above(holder))
            .take_while(|id| !self.holding.contains(id))
            .last()?;
        let is_story = match self.known.get(&part) {
            Some(known) => *known,
            None => {
                let is_story = self.tree.below(part).all(|id| !self.is_other(id)) && !self.is_links(part);
                self.known.insert(part, is_story);
                is_story
            }
        };
        is_story.then_some(part)
    }

    /// Whether a third of a part's letters are links.
    fn is_links(&self, part: NodeId) -> bool {
        let is_within =
            |block: &&Block| self.tree.above(block.holder).chain([block.holder]).any(|above| above == part);
        let (letters, linked) = self
            .blocks
            .iter()
            .filter(is_within)
            .fold((0, 0), |(letters, linked), block| (letters + block.letters, linked + block.linked));
        linked * 3 >= letters
    }

    /// Whether an element says that what it is in is no part of the story.
    fn is_other(&mut self, id: NodeId) -> bool {
        let tree = self.tree;
        let is_linked_heading = || {
            matches!(tree.name(id), "h2" | "h3" | "h4" | "h5")
                && tree.below(id).chain(tree.above(id).take(1)).any(|near| tree.name(near) == "a")
        };
        matches!(tree.name(id), "h1" | "article" | "aside" | "footer" | "form" | "nav" | "time")
            || is_linked_heading()
            || ["class", "id"].iter().filter_map(|key| tree.attribute(id, key)).any(is_called_other)
            || tree.attribute(id, "hidden").is_none() && self.chrome.is_named(id)
    }
}

fn is_called_other(value: &str) -> bool {
    let value = value.to_ascii_lowercase();
    OTHERS.iter().any(|word| value.contains(word))
}

/// A line that says something, be it set as a heading: no caption, no list of keywords.
fn is_sentence(block: &Block) -> bool {
    let is_long = block.letters >= LONG || block.text.split(' ').count() >= LEAST_WORDS;
    is_long && is_ended(&block.text) && block.linked * 3 < block.letters
}

#[cfg(test)]
mod tests {
    use crate::ingest::html::Page;
    use crate::ingest::html::article;

    const LEDE: &str =
        "<p>The mill on Cannery Road will close in August, Mayor Odette Kirk said on Tuesday evening.</p>";
    const MORE: &str = "<p>“We are not going to gamble with lives to save a season,” Kirk told reporters at the town hall.</p>";
    const REST: &str = "<p>The mill, built in 1967, employs about 140 people, and most of them live within sight of it.</p>\
        <p>Coun. Barnaby Thrush, who voted against the closure, said the town had known about the roof since 2019.</p>\
        <p>“Nobody fixed a thing for five years, and now the workers pay for it,” he told the council.</p>";
    const LIFE: &str =
        "<p>Ann Roe has written about Harrow Bay, its mills and its harbour, for the past twenty years.</p>";

    /// The openings of the paragraphs read from a page.
    fn read(page: &str) -> String {
        let page = Page { bytes: page.as_bytes().to_vec(), ..Page::default() };
        let article = article(&page, "page.html").unwrap();
        let openings =
            article.text.split("\n\n").map(|line| line.split(' ').take(2).collect::<Vec<_>>().join(" "));
        openings.collect::<Vec<_>>().join(" | ")
    }

    #[test]
    fn parts_of_one_story_are_read_together() {
        let all = "The mill | “We are | The mill, | Coun. Barnaby | “Nobody fixed";
        let head = "<h1>Mill closes</h1>";
        for (page, expected) in [
            (
                format!("<article>{head}<div class=a>{LEDE}{MORE}</div><div class=b>{REST}</div></article>"),
                all,
            ),
            (
                format!("<article>{head}<div class=a>{LEDE}</div><div class=b>{MORE}{REST}</div></article>"),
                all,
            ),
            (
                format!(
                    "<main>{head}<div class='x x--first'>{LEDE}{MORE}</div><div class='x x--rest'>{REST}</div></main>"
                ),
                all,
            ),
            (
                format!(
                    "<article>{head}<div class=one>{LEDE}{MORE}</div><div class=newsletter>{LIFE}</div>\
                    <div class=two>{REST}</div></article>"
                ),
                all,
            ),
            (
                format!(
                    "<article>{head}<div class=preview>{LEDE}{MORE}</div><div class=paid style='display:none'>{REST}{REST}{REST}</div></article>"
                ),
                all,
            ),
            (
                format!(
                    "<article>{head}<div class=lead><b>Mill workers learned of it an hour before.</b></div><div class=t>{REST}</div></article>"
                ),
                "Mill workers | The mill, | Coun. Barnaby | “Nobody fixed",
            ),
        ] {
            assert_eq!(read(&page), expected, "{page}");
        }
    }

    #[test]
    fn what_is_another_text_stays_out() {
        let story = format!("<h1>Mill closes</h1><div class=a>{LEDE}{REST}</div>");
        let all = "The mill | The mill, | Coun. Barnaby | “Nobody fixed";
        for other in [
            format!("<div class=x>{LIFE}</div>"),
            format!("<div class=article-comments>{MORE}{MORE}</div>"),
            format!("<div class=x><h3><a href=/2>Boat sinks</a></h3>{MORE}</div>"),
            format!("<div class=x><h1>Boat sinks</h1>{MORE}</div>"),
            format!("<article>{MORE}</article>"),
            format!("<div class=x><time>March 3, 2024</time>{MORE}</div>"),
        ] {
            assert_eq!(read(&format!("<article>{story}{other}</article>")), all, "{other}");
        }
    }
}
