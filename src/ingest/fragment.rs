//! Fragments of HTML, as JSON fields hold them, to plain lines.
//!
//! The blocks are flattened before the HTML parser sees them: every block tag becomes one paragraph mark, every
//! other tag goes. What is left cannot nest, has no attributes and no tables, so the parser can neither take
//! quadratic time nor meet the tables that make html2text panic; it decodes entities and folds blanks.

use html2text::render::TrivialDecorator;
use regex::Regex;
use std::panic::catch_unwind;
use std::sync::LazyLock;

/// Wide enough that no line is ever wrapped; the widest that html2text takes without overflow.
const NO_WRAP: usize = 1 << 20;

/// Elements whose contents are no part of a story.
const DROPPED: &[&str] = &["script", "style", "noscript", "template", "svg", "iframe", "button", "figure"];

/// Elements inside a line; every other one ends it.
const INLINE: &[&str] = &[
    "a", "abbr", "b", "bdi", "bdo", "big", "cite", "code", "data", "del", "dfn", "em", "font", "i", "img",
    "ins", "kbd", "mark", "q", "s", "samp", "small", "span", "strike", "strong", "sub", "sup", "time", "tt",
    "u", "var", "wbr",
];

static TAG: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(r"(?i)</(?:p|div|span|a|em|strong|i|b|h[1-6]|ul|ol|li|blockquote|figure|section|article)>|<(?:p|br)(?:\s[^<>]*|\s*/)?>").ok()
});

/// Whether a text is HTML: it closes or breaks something that only HTML has. "The <blank> ballot" is text.
pub(super) fn looks_like_html(text: &str) -> bool {
    text.contains('<') && TAG.as_ref().is_some_and(|tag| tag.is_match(text))
}

/// The text of a fragment, a line a block, with an empty line between.
pub(super) fn text(html: &str) -> String {
    let flat = flatten(html);
    let render = || {
        let config = html2text::config::with_decorator(TrivialDecorator::new());
        let config = config.raw_mode(true).no_link_wrapping().link_footnotes(false).unicode_strikeout(false);
        config.allow_width_overflow().string_from_read(flat.as_bytes(), NO_WRAP)
    };
    // A panic inside the parser costs the entities of one record, not the run.
    catch_unwind(render).ok().and_then(Result::ok).unwrap_or_else(|| flat.replace("<p>", "\n\n"))
}

/// The fragment with paragraph marks for blocks, and no other tag.
fn flatten(html: &str) -> String {
    let mut flat = String::with_capacity(html.len());
    let mut rest = html;
    while let Some(at) = rest.find('<') {
        flat.push_str(&rest[..at]);
        rest = &rest[at..];
        let Some(tag) = Tag::at_start(rest) else {
            flat.push_str("&lt;");
            rest = &rest[1..];
            continue;
        };
        rest = &rest[tag.length..];
        if !tag.closes && DROPPED.contains(&tag.name.as_str()) {
            rest = after_end_of(&tag.name, rest);
        }
        if !INLINE.contains(&tag.name.as_str()) && !flat.ends_with("<p>") {
            flat.push_str("<p>");
        }
    }
    flat.push_str(rest);
    flat
}

struct Tag {
    name: String,
    closes: bool,
    length: usize,
}

impl Tag {
    /// The tag, comment or declaration that `rest` opens with.
    fn at_start(rest: &str) -> Option<Tag> {
        if let Some(comment) = rest.strip_prefix("<!--") {
            let length = comment.find("-->").map_or(rest.len(), |end| "<!--".len() + end + "-->".len());
            return Some(Tag { name: "span".into(), closes: false, length });
        }
        let inside = rest.strip_prefix('<')?;
        let closes = inside.starts_with('/');
        let name: String =
            inside.trim_start_matches(['/', '!']).chars().take_while(char::is_ascii_alphanumeric).collect();
        // "<3", "< 5 %", "<https://…>": no tags.
        if !name.starts_with(|c: char| c.is_ascii_alphabetic()) || inside[name.len()..].starts_with(':') {
            return None;
        }
        let length = end_of_tag(rest)?;
        Some(Tag { name: name.to_ascii_lowercase(), closes, length })
    }
}

/// The byte after the `>` that ends a tag; one inside a quoted attribute ends nothing.
fn end_of_tag(rest: &str) -> Option<usize> {
    let mut quote = None;
    for (at, byte) in rest.bytes().enumerate() {
        match (quote, byte) {
            (None, b'>') => return Some(at + 1),
            (None, b'"' | b'\'') if rest.as_bytes().get(at.wrapping_sub(1)) == Some(&b'=') => {
                quote = Some(byte)
            }
            (Some(open), _) if open == byte => quote = None,
            _ => {}
        }
    }
    // Cut off in the middle of a tag, or an attribute never closed: end at the first `>` there is.
    rest.find('>').map(|at| at + 1)
}

/// What follows the end of an element whose contents are dropped; nothing, if it never ends.
fn after_end_of<'a>(name: &str, rest: &'a str) -> &'a str {
    let end = rest.match_indices("</").find(|(at, _)| {
        rest.get(at + 2..at + 2 + name.len()).is_some_and(|word| word.eq_ignore_ascii_case(name))
    });
    match end {
        Some((at, _)) => rest[at..].find('>').map_or("", |close| &rest[at + close + 1..]),
        None => "",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn lines(html: &str) -> Vec<String> {
        text(html).lines().map(str::trim).filter(|line| !line.is_empty()).map(String::from).collect()
    }

    #[test]
    fn blocks_become_lines() {
        for (html, expected) in [
            ("<p>One &amp; <b>two</b>.</p><p>Three&nbsp;é</p>", &["One & two.", "Three\u{a0}é"][..]),
            ("<div>One.<div>Two.</div></div>Three.", &["One.", "Two.", "Three."]),
            ("One.<br/>Two.<br><br>Three.", &["One.", "Two.", "Three."]),
            ("<ul><li>One<li>Two</ul>", &["One", "Two"]),
            ("<p>a <a href=\"x>y\">link</a>, <s>old</s><sup>2</sup></p>", &["a link, old2"]),
            ("<figure><img alt=\"x\"><figcaption>Photo</figcaption></figure><p>One.</p>", &["One."]),
            ("<script>if (a < b) { }</script><p>1 < 2 &lt; 3</p>", &["1 < 2 < 3"]),
            ("<table><td colspan=9><td rowspan=4>One</table>", &["One"]),
            ("<!-- x --><p>One.</p", &["One.</p"]),
        ] {
            assert_eq!(lines(html), expected, "{html}");
        }
    }

    #[test]
    fn deep_and_wide_fragments_take_no_time() {
        let deep = format!("{}One.{}", "<div>".repeat(100_000), "</div>".repeat(100_000));
        assert_eq!(lines(&deep), ["One."]);
        assert_eq!(lines(&format!("<p {}>One.</p>", "a=1 ".repeat(100_000))), ["One."]);
    }

    #[test]
    fn text_is_told_from_html() {
        for (text, expected) in [
            ("<p>One.</p>", true),
            ("One.<br />Two.", true),
            ("The <blank> ballot", false),
            ("5 < 6 and 7 > 3", false),
            ("<ann@roe.example> wrote", false),
        ] {
            assert_eq!(looks_like_html(text), expected, "{text}");
        }
    }

    proptest! {
        #[test]
        fn no_fragment_panics(html in "(</?(p|div|td|table|b|script|figure)[ =\"'a-z0-9]*>?|[a-z&;<>é\u{a0} ]){0,40}") {
            text(&html);
        }
    }
}
