//! One pass over a page before it is parsed: scripts, styles, drawings and comments go, which are half of its bytes and
//! say nothing; and tags that would take the parser quadratic time are found before it meets them.

use crate::error::ErrorKind;
use std::borrow::Cow;

/// The most on a tag of 970 real pages was 73.
const MOST_ATTRIBUTES: usize = 1000;

/// Elements without a word of the article, which are cut with all they hold.
const SILENT: &[&str] = &["script", "style", "noscript", "svg"];

/// Elements in which `<` opens no tag: `<title>Why <script> is slow</title>`.
const PLAIN: &[&str] = &["title", "textarea", "iframe"];

/// The page without what says nothing.
///
/// # Errors
///
/// A tag has more than a thousand attributes.
pub(super) fn lean(html: &str) -> Result<Cow<'_, str>, ErrorKind> {
    let mut scan = Scan { html, unclosed: Vec::new() };
    let (mut kept, mut from, mut at) = (String::new(), 0, 0);
    while let Some(found) = html.get(at..).and_then(|rest| rest.find('<')) {
        let start = at + found;
        match scan.markup(start)? {
            Markup::Silent(end) => {
                kept.push_str(&html[from..start]);
                (from, at) = (end, end);
            }
            Markup::Kept(end) => at = end,
        }
    }
    if from == 0 {
        return Ok(Cow::Borrowed(html));
    }
    kept.push_str(&html[from..]);
    Ok(Cow::Owned(kept))
}

/// A piece of markup, and where it ends: always behind an ASCII character.
enum Markup {
    Silent(usize),
    Kept(usize),
}

struct Scan<'a> {
    html: &'a str,
    /// What was looked for to the end of the page and is not there: to look again would take quadratic time.
    unclosed: Vec<&'static str>,
}

impl Scan<'_> {
    /// What opens at `start`, where a `<` stands.
    fn markup(&mut self, start: usize) -> Result<Markup, ErrorKind> {
        let bytes = self.html.as_bytes();
        if self.html[start..].starts_with("<!--") {
            // "<!-->" is a whole comment.
            return Ok(self.find(start + 2, "-->").map_or(Markup::Kept(start + 4), Markup::Silent));
        }
        if !bytes.get(start + 1).is_some_and(u8::is_ascii_alphabetic) {
            return Ok(Markup::Kept(start + 1));
        }
        let (end, attributes) = tag(bytes, start + 1);
        if attributes > MOST_ATTRIBUTES {
            return Err(ErrorKind::NoPage { what: "has a tag of more than 1000 attributes" });
        }
        let is_named = |name: &&&str| opens(bytes, start + 1, name);
        if let Some(name) = SILENT.iter().find(is_named).filter(|_| !is_data(&bytes[start..end])) {
            return Ok(self.end_of(name, end).map_or(Markup::Kept(end), Markup::Silent));
        }
        let plain = PLAIN.iter().find(is_named).and_then(|name| self.end_of(name, end));
        Ok(Markup::Kept(plain.unwrap_or(end)))
    }

    /// Behind the tag that closes an element; a drawing may stand in a drawing.
    fn end_of(&mut self, name: &'static str, from: usize) -> Option<usize> {
        let bytes = self.html.as_bytes();
        if bytes[..from].ends_with(b"/>") && name == "svg" {
            return Some(from);
        }
        if self.unclosed.contains(&name) {
            return None;
        }
        let (mut at, mut open) = (from, 1);
        while let Some(found) = self.html[at..].find('<') {
            at += found + 1;
            if bytes.get(at) == Some(&b'/') && opens(bytes, at + 1, name) {
                open -= 1;
            } else if name == "svg" && opens(bytes, at, name) {
                open += 1;
            }
            if open == 0 {
                return Some(self.find(at, ">").unwrap_or(bytes.len()));
            }
        }
        self.unclosed.push(name);
        None
    }

    fn find(&mut self, from: usize, words: &'static str) -> Option<usize> {
        if self.unclosed.contains(&words) {
            return None;
        }
        let found = self.html.get(from..).and_then(|rest| rest.find(words));
        if found.is_none() {
            self.unclosed.push(words);
        }
        found.map(|at| from + at + words.len())
    }
}

/// `<script type="application/ld+json">` holds what the page says of itself.
fn is_data(tag: &[u8]) -> bool {
    tag.windows(7).any(|window| window.eq_ignore_ascii_case(b"ld+json"))
}

/// Where a tag ends, and at most how many attributes it has.
fn tag(bytes: &[u8], start: usize) -> (usize, usize) {
    let mut quote = None;
    let (mut attributes, mut before) = (0, b' ');
    for (at, &byte) in bytes.iter().enumerate().skip(start) {
        match quote {
            Some(open) if open == byte => quote = None,
            Some(_) => {}
            None if byte == b'>' => return (at + 1, attributes),
            None if matches!(byte, b'"' | b'\'') && before == b'=' => quote = Some(byte),
            None if starts_attribute(before, byte) => attributes += 1,
            None => {}
        }
        if !byte.is_ascii_whitespace() || before != b'=' {
            before = byte;
        }
    }
    (bytes.len(), attributes)
}

fn starts_attribute(before: u8, byte: u8) -> bool {
    let parts = |byte: u8| byte.is_ascii_whitespace() || matches!(byte, b'/' | b'"' | b'\'');
    parts(before) && !parts(byte) && byte != b'='
}

/// Whether a name stands here, whole: `svg`, not `svg-icon`.
fn opens(bytes: &[u8], start: usize, name: &str) -> bool {
    let end = start + name.len();
    bytes.get(start..end).is_some_and(|word| word.eq_ignore_ascii_case(name.as_bytes()))
        && bytes.get(end).is_none_or(|next| next.is_ascii_whitespace() || matches!(next, b'>' | b'/'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_says_nothing_is_cut() {
        for (html, expected) in [
            ("<p>a</p>", "<p>a</p>"),
            ("a<script>if (b<c) d</script>e", "ae"),
            ("a<SCRIPT src='>'>b</Script >c", "ac"),
            (
                "a<script type=application/ld+json>{}</script>",
                "a<script type=application/ld+json>{}</script>",
            ),
            ("a<style>b</style>c<noscript>d</noscript>e", "ace"),
            ("a<svg><svg><path d=''/></svg></svg>b<svg/>c", "abc"),
            ("a<svg-icon>b</svg-icon>", "a<svg-icon>b</svg-icon>"),
            ("By <!-- x -->Ann<!-->Roe", "By AnnRoe"),
            ("<title>Why <script> fails</title>a<script>b</script>", "<title>Why <script> fails</title>a"),
            ("<a title='<script>'>b</a><p>c", "<a title='<script>'>b</a><p>c"),
            ("a<script>b", "a<script>b"),
            ("a<!-- b", "a<!-- b"),
            ("é<script>é</script>é", "éé"),
            ("a < b <", "a < b <"),
            ("", ""),
        ] {
            assert_eq!(lean(html).unwrap(), expected);
        }
    }

    #[test]
    fn unclosed_elements_are_looked_for_once() {
        for open in ["<svg>", "<script>", "<!-- ", "<style>", "<title>"] {
            let page = open.repeat(200_000);
            let started = std::time::Instant::now();
            assert_eq!(lean(&page).unwrap(), page);
            assert!(started.elapsed().as_secs() < 10, "{open}");
        }
    }

    #[test]
    fn a_thousand_attributes_are_the_most() {
        assert!(lean(&format!("<p {}>", "a=1 ".repeat(999))).is_ok());
        assert!(lean(&format!("<p {}>", "a=1 ".repeat(1001))).is_err());
    }
}
