//! Takes out the lines among a story's blocks that are none of its own: its title and byline above it, furniture within, other
//! stories below.

use super::blocks::Block;
use super::blocks::Kind;
use super::outlet;
use crate::article::byline;
use crate::article::date;
use crate::article::stamp;
use crate::article::table;
use crate::ingest::address;
use crate::ingest::furniture;
use crate::text::beginning;
use crate::text::fold;
use std::collections::HashSet;
use std::sync::LazyLock;

/// One row: how, words, example.
const TABLE: &str = include_str!("endings.tsv");

static ENDINGS: LazyLock<Vec<[&str; 3]>> = LazyLock::new(|| table::rows(TABLE).collect());

/// What stands below an ending has at most this share of the story's prose; more is the story going on.
const MOST_BELOW: f64 = 0.4;

/// Letters of such a heading at most.
const LONGEST_ENDING: u32 = 60;

/// Letters of a line above a story at most: four names and where they work.
const LONGEST_HEAD: u32 = 200;

/// Letters of a label at most.
const SHORT_LABEL: u32 = 20;

/// Letters of a line of dates and places at most.
const LONGEST_DATED: u32 = 90;

/// Letters of a teaser at most: a headline of another story, with its label.
const LONGEST_TEASER: u32 = 160;

/// Letters of a headline at least; a shorter link is a name or an address.
const SHORT_HEADLINE: u32 = 25;

/// Letters of a block that may be the whole story once more; the longest paragraphs of newspapers have a third.
const WHOLE_STORY: u32 = 3000;

/// Sweeps the blocks of a story.
pub(super) fn sweep(blocks: &mut Vec<Block>, title: Option<&str>) {
    let title = title.map(fold);
    drop_whole_copy(blocks);
    drop_pull_quotes(blocks);
    cut_end(blocks);
    let (mut in_head, mut paragraphs) = (true, 0);
    let mut said: HashSet<String> = HashSet::new();
    blocks.retain(|block| {
        let line = block.text.as_str();
        let is_title = || title.as_deref() == Some(&fold(line));
        // Pages hold a text twice, for small screens and for large ones.
        let is_repeated = block.prose() > 0 && !said.insert(line.to_string());
        // Below a standfirst, bylines and dates; labels there are subheads.
        let is_of_head = || is_title() || in_head && is_label(block) || is_head(block);
        let goes = is_repeated || is_furniture(block) || paragraphs < 2 && is_of_head();
        paragraphs += usize::from(!goes && block.prose() > 0);
        in_head &= goes || block.prose() == 0;
        !goes
    });
    // What a heading announces at the end, links to other stories, is gone.
    while blocks.pop_if(|block| block.kind == Kind::Heading).is_some() {}
}

/// "Top stories", and all below it: headlines and first sentences of other stories.
fn cut_end(blocks: &mut Vec<Block>) {
    let whole: u32 = blocks.iter().map(Block::prose).sum();
    let below = |at: usize| blocks[at..].iter().map(Block::prose).sum::<u32>();
    let ends = |at: &usize| is_ending(&blocks[*at]) && f64::from(below(*at)) <= MOST_BELOW * f64::from(whole);
    if let Some(end) = (1..blocks.len()).find(ends) {
        blocks.truncate(end);
    }
}

fn is_ending(block: &Block) -> bool {
    if block.letters > LONGEST_ENDING || block.text.ends_with(['.', '!', '?', '”']) {
        return false;
    }
    let folded = fold(block.text.trim_end_matches([':', '…', ' ', '»', '>']));
    ENDINGS.iter().any(|[how, words, _]| match *how {
        "starts" => folded.strip_prefix(*words).is_some_and(|rest| rest.is_empty() || rest.starts_with(' ')),
        _ => folded == *words,
    })
}

/// A block that holds the other blocks' words once more: the text without its paragraphs, for a paywall or for machines.
fn drop_whole_copy(blocks: &mut Vec<Block>) {
    let Some(copy) = (0..blocks.len()).max_by_key(|at| blocks[*at].letters) else { return };
    let longest = &blocks[copy];
    let others = || blocks.iter().enumerate().filter(|(at, block)| *at != copy && block.prose() > 0);
    let is_in_it = |block: &Block| longest.text.contains(beginning(&block.text, 60));
    let (all, held) =
        others().fold((0, 0), |(all, held), (_, block)| (all + 1, held + u32::from(is_in_it(block))));
    if longest.letters >= WHOLE_STORY && all >= 3 && held * 2 >= all {
        blocks.remove(copy);
    }
}

/// Drops quotes that stand in a paragraph too: set large beside the text, they are said once.
fn drop_pull_quotes(blocks: &mut Vec<Block>) {
    let is_quote = |block: &Block| block.kind == Kind::Quote && (20..LONGEST_PULL).contains(&block.letters);
    if !blocks.iter().any(is_quote) {
        return;
    }
    let letters: Vec<String> = blocks.iter().map(|block| outlet::letters(&block.text)).collect();
    let is_told = |at: usize| {
        let others = letters.iter().enumerate().filter(|(other, _)| *other != at);
        others.into_iter().any(|(_, other)| other.len() > letters[at].len() && other.contains(&letters[at]))
    };
    let pulled: Vec<bool> = blocks
        .iter()
        .enumerate()
        .map(|(at, block)| at < MOST_PULLED_OF && is_quote(block) && is_told(at))
        .collect();
    let mut pulled = pulled.into_iter();
    blocks.retain(|_| !pulled.next().unwrap_or_default());
}

/// Letters of a pull quote at most, and blocks looked through for them: each is sought in all others.
const LONGEST_PULL: u32 = 400;
const MOST_PULLED_OF: usize = 500;

fn is_furniture(block: &Block) -> bool {
    block.is_link()
        || is_teaser(block)
        || is_entry_head(&block.text)
        || furniture::kind(&block.text).is_some()
        || address::sole(&block.text).is_some()
}

/// "READ ON | Mill closes": a label, and a link that is longer, in a list or on a line of its own.
fn is_teaser(block: &Block) -> bool {
    let is_open = !block.text.ends_with(['.', '!', '?', '”', '"', '»', '。']);
    block.letters <= LONGEST_TEASER
        && is_open
        && block.linked >= SHORT_HEADLINE
        && block.linked * 10 >= block.letters * 6
}

/// "20:42 KEY EVENT", "20:24Ann Roe": what stands above an entry of a live blog.
fn is_entry_head(line: &str) -> bool {
    let is_time = |time: &str| {
        let figures = time
            .bytes()
            .enumerate()
            .all(|(at, byte)| if at == 2 { byte == b':' } else { byte.is_ascii_digit() });
        figures && time < "24:00"
    };
    line.len() <= 40 && line.get(..5).is_some_and(is_time) && !line.ends_with(['.', '!', '?'])
}

/// A short label: "2 min", "Analysis".
fn is_label(block: &Block) -> bool {
    block.kind == Kind::Paragraph && block.letters < SHORT_LABEL && is_open(&block.text)
}

fn is_open(line: &str) -> bool {
    !line.ends_with(['.', '!', '?', '”', '"', '»', '。', ':', '…'])
}

/// Bylines and dates stand above the story: "By Ann Roe", "Frankfurt, March 3, 2024, 3:48".
fn is_head(block: &Block) -> bool {
    let line = block.text.as_str();
    if block.letters > LONGEST_HEAD || block.kind == Kind::Heading {
        return false;
    }
    let is_dated = block.letters < LONGEST_DATED && is_open(line) && !date::find(line, None).is_empty();
    is_dated || stamp::is_stamp(line) || byline::labelled(line).is_some() || byline::bare(line).is_some()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ingest::html::blocks;
    use crate::ingest::html::parse;
    use crate::ingest::html::weight::Weights;

    const PROSE: &str = "<p>The mill on Cannery Road will close in August, the council said on Tuesday evening after a long meeting.</p>";

    fn swept(html: &str) -> Vec<String> {
        let tree = parse::parse(html).unwrap();
        let mut blocks = blocks::blocks(&tree, &Weights::of(&tree));
        sweep(&mut blocks, Some("Mill closes"));
        blocks.into_iter().map(|block| beginning(&block.text, 16).to_string()).collect()
    }

    #[test]
    fn the_table_is_sound_and_its_examples_hold() {
        assert!(table::is_sound::<3>(TABLE));
        assert!(ENDINGS.is_sorted());
        for [_, words, example] in ENDINGS.iter() {
            assert_eq!(fold(words), *words);
            let tree = parse::parse(&format!("<p>{example}")).unwrap();
            assert!(blocks::blocks(&tree, &Weights::of(&tree)).iter().all(is_ending), "{example}");
        }
    }

    #[test]
    fn what_stands_around_a_story_goes() {
        for (around, expected) in [
            (
                format!("<h1>Mill closes</h1><p>By Ann Roe</p><p>March 3, 2024</p>{PROSE}"),
                &["The mill on Cann"][..],
            ),
            (
                format!("{PROSE}{}<h3>Top stories</h3><p>Boat sinks", PROSE.replace("The", "A")),
                &["The mill on Cann", "A mill on Canner"],
            ),
            (format!("{PROSE}<p>20:42 KEY EVENT</p>"), &["The mill on Cann"]),
            (
                format!("{PROSE}<li>READ ON | <a href=/>Fishing boat sinks off Harrow Bay</a>"),
                &["The mill on Cann"],
            ),
            (format!("{PROSE}<p>They said <a href=/>no</a>."), &["The mill on Cann", "They said no."]),
        ] {
            assert_eq!(swept(&around), expected, "{around}");
        }
    }

    #[test]
    fn a_pull_quote_is_said_once() {
        let quote = "the council said on Tuesday evening";
        let page = format!(
            "{PROSE}<blockquote>“{quote}”</blockquote><blockquote>Nobody was surprised by it.</blockquote>"
        );
        assert_eq!(swept(&page), ["The mill on Cann", "Nobody was surpr"]);
    }

    #[test]
    fn a_copy_of_the_whole_goes() {
        let paragraphs: Vec<String> = (0..40)
            .map(|n| format!("Paragraph {n} says what the council of Harrow Bay decided about the mill on Cannery Road in that year."))
            .collect();
        let page: String = paragraphs.iter().map(|words| format!("<p>{words}</p>")).collect();
        assert_eq!(swept(&format!("{page}<div>{}</div>", paragraphs.join(" "))).len(), 40);
    }
}
