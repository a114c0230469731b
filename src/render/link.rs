//! Addresses that lead to the very words: an article's address with a text fragment (`#:~:text=…`, WICG Scroll to Text
//! Fragment), which a browser scrolls to and marks.
//!
//! ```text
//! text=[prefix-,]start[,end][,-suffix]
//! ```
//!
//! Short words stand there whole, with a little of what is printed around them where they may occur elsewhere, too; long
//! ones by their first and last words. A browser looks for each part inside one block of the page, and only where it
//! begins and ends with whole words.

use crate::quote::Kind;
use crate::search::Hit;
use crate::text::Span;
use unicode_segmentation::UnicodeSegmentation;

/// More words than this are given by their first and last ones.
const MOST_WHOLE: usize = 12;

/// So many of them: rare enough on one page, and the link stays short.
const AT_AN_END: usize = 5;

/// Fewer words than this are likely to stand elsewhere on the page.
const TELLING: usize = 4;

/// So many words around them tell which are meant.
const AROUND: usize = 3;

/// The address of what answers in a passage: the quotation in which words were found, else the passage.
pub(super) fn to_hit(hit: &Hit) -> Option<String> {
    let passage = &hit.passage;
    let holds_words = |span: Span| hit.highlights.iter().any(|found| span.covers(*found));
    let verbatim = passage.quotes.iter().filter(|quote| quote.kind != Kind::Indirect);
    let quoted = verbatim.map(|quote| quote.span).find(|span| holds_words(*span));
    to_words(hit.article.url.as_deref(), &passage.text, quoted.unwrap_or(Span::whole(&passage.text)))
}

/// The address of the words at `span` in a passage; `None` where the article has no address on the web.
pub(super) fn to_words(url: Option<&str>, passage: &str, span: Span) -> Option<String> {
    let url = plain(on_the_web(url?)?);
    let Some(directive) = directive(passage, span) else { return Some(url) };
    // What directs to other words goes; a fragment proper stays, and may be a route without which there is no page.
    let page = url.split_once(":~:").map_or(url.as_str(), |(page, _)| page).trim_end_matches('#');
    let hash = if page.contains('#') { "" } else { "#" };
    Some(format!("{page}{hash}:~:{directive}"))
}

/// The address, if a browser takes it for a page: no `javascript:`, no file of somebody's machine.
pub(super) fn on_the_web(url: &str) -> Option<&str> {
    let scheme = |name: &str| url.get(..name.len()).is_some_and(|start| start.eq_ignore_ascii_case(name));
    (scheme("https://") || scheme("http://")).then_some(url)
}

/// `text=…` for the words at `span`; `None` where there is no word.
fn directive(passage: &str, span: Span) -> Option<String> {
    let words = trimmed(passage, span);
    let said = words.slice(passage);
    let count = pieces(said).count();
    if count == 0 {
        return None;
    }
    let mut directive = "text=".to_string();
    if count > MOST_WHOLE || said.contains('\n') {
        let (start, end) = (opening(said), ending(said));
        encode(start, &mut directive);
        directive.push(',');
        encode(end, &mut directive);
        return Some(directive);
    }
    let telling = count >= TELLING && passage.matches(said).count() == 1;
    let around = if telling { (None, None) } else { (before(passage, words), after(passage, words)) };
    if let Some(prefix) = around.0 {
        encode(prefix, &mut directive);
        directive.push_str("-,");
    }
    encode(said, &mut directive);
    if let Some(suffix) = around.1 {
        directive.push_str(",-");
        encode(suffix, &mut directive);
    }
    Some(directive)
}

/// The span without blanks at its ends.
fn trimmed(passage: &str, span: Span) -> Span {
    let said = span.slice(passage);
    let from = said.len() - said.trim_start().len();
    let start = span.start() as usize + from;
    Span::between(start, start + said.trim().len())
}

/// What stands between blanks; scripts without blanks have few, long pieces.
fn pieces(text: &str) -> impl DoubleEndedIterator<Item = Span> {
    let place = move |piece: &str| {
        let start = piece.as_ptr() as usize - text.as_ptr() as usize;
        Span::between(start, start + piece.len())
    };
    text.split_whitespace().map(place)
}

/// The first words, of the first paragraph alone.
fn opening(said: &str) -> &str {
    let block = said.split('\n').next().unwrap_or(said);
    let end = pieces(block).take(AT_AN_END).last().map_or(block.len(), |piece| piece.end() as usize);
    &block[..end]
}

/// The last words, of the last paragraph alone.
fn ending(said: &str) -> &str {
    let block = said.rsplit('\n').next().unwrap_or(said);
    let start = pieces(block).rev().take(AT_AN_END).last().map_or(0, |piece| piece.start() as usize);
    &block[start..]
}

/// The last words before, in the same paragraph: `said “` before “never”. They have to begin with a whole word.
fn before(passage: &str, words: Span) -> Option<&str> {
    let head = &passage[..words.start() as usize];
    let block = head.rsplit('\n').next().unwrap_or(head);
    let starts = block.unicode_word_indices().rev().take(AROUND);
    starts.last().map(|(start, _)| block[start..].trim_end())
}

/// The first words behind, in the same paragraph: `”, and` behind “never”. They have to end with a whole word.
fn after(passage: &str, words: Span) -> Option<&str> {
    let tail = &passage[words.end() as usize..];
    let block = tail.split('\n').next().unwrap_or(tail);
    let ends = block.unicode_word_indices().take(AROUND);
    ends.last().map(|(start, word)| block[..start + word.len()].trim_start())
}

/// Percent-encodes all but plain letters and digits and the few marks that mean nothing here: `&`, `,` and `-` would be
/// read as parts of the directive. Blanks are one blank, as a browser shows them.
fn encode(words: &str, out: &mut String) {
    let mut blank = "";
    for piece in words.split_whitespace() {
        out.push_str(blank);
        blank = "%20";
        for byte in piece.bytes() {
            match byte {
                b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'.' | b'_' | b'~' | b'!' | b'*' => {
                    out.push(char::from(byte));
                }
                _ => percent(byte, out),
            }
        }
    }
}

fn percent(byte: u8, out: &mut String) {
    out.push_str(&format!("%{byte:02X}"));
}

/// The address in the characters that an address may have, for places where any other could end it.
pub(super) fn plain(url: &str) -> String {
    let mut plain = String::with_capacity(url.len());
    for byte in url.bytes() {
        match byte {
            b'"' | b'\'' | b'<' | b'>' | b'\\' | b'^' | b'`' | b'{' | b'|' | b'}' => {
                percent(byte, &mut plain);
            }
            b'!'..=b'~' => plain.push(char::from(byte)),
            _ => percent(byte, &mut plain),
        }
    }
    plain
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// The link to the words in braces; worked out by hand from the syntax that the specification gives.
    #[track_caller]
    fn check(url: &str, fixture: &str, expected: &str) {
        let (before, rest) = fixture.split_once('{').unwrap();
        let (words, after) = rest.split_once('}').unwrap();
        let passage = format!("{before}{words}{after}");
        let span = Span::between(before.len(), before.len() + words.len());
        assert_eq!(to_words(Some(url), &passage, span).as_deref(), Some(expected), "{fixture}");
    }

    const PAGE: &str = "https://post.example/a";

    #[test]
    fn words_that_tell_stand_there_whole() {
        check(
            PAGE,
            "“{We will not sign},” she said.",
            "https://post.example/a#:~:text=We%20will%20not%20sign",
        );
        // The marks of the syntax, and what is no ASCII.
        check(
            PAGE,
            "{Well-being, bread & jobs — 5 %}",
            "https://post.example/a#:~:text=Well%2Dbeing%2C%20bread%20%26%20jobs%20%E2%80%94%205%20%25",
        );
        check(
            PAGE,
            "« {L’usine fait vivre Élodie} »",
            "https://post.example/a#:~:text=L%E2%80%99usine%20fait%20vivre%20%C3%89lodie",
        );
        check(PAGE, "a {one  two\tthree four} b", "https://post.example/a#:~:text=one%20two%20three%20four");
    }

    #[test]
    fn few_words_are_told_by_what_stands_around_them() {
        check(
            PAGE,
            "A worker at the gates said “{never}”, and Ms. Ruiz asked.",
            "https://post.example/a#:~:text=the%20gates%20said%20%E2%80%9C-,never,-%E2%80%9D%2C%20and%20Ms.%20Ruiz",
        );
        check(PAGE, "“{Never},” he said.", "https://post.example/a#:~:text=Never,-%2C%E2%80%9D%20he%20said");
        check(PAGE, "He said no.\n\n{Never}\n\nShe too.", "https://post.example/a#:~:text=Never");
        check(
            PAGE,
            "so it is and so it was, but {so it is and} no more",
            "https://post.example/a#:~:text=it%20was%2C%20but-,so%20it%20is%20and,-no%20more",
        );
    }

    #[test]
    fn many_words_are_told_by_the_first_and_the_last() {
        check(
            PAGE,
            "“{If they close the mill they close the town, and we will not sign,}” she said.",
            "https://post.example/a#:~:text=If%20they%20close%20the%20mill,and%20we%20will%20not%20sign%2C",
        );
        // A browser finds each part inside one block.
        check(
            PAGE,
            "{One two.\n\nThree four five six seven eight.}",
            "https://post.example/a#:~:text=One%20two.,four%20five%20six%20seven%20eight.",
        );
    }

    #[test]
    fn a_fragment_stays_and_another_directive_goes() {
        let to = "We will not sign";
        for (url, expected) in [
            ("https://post.example/a#top", "https://post.example/a#top:~:text=We%20will%20not%20sign"),
            ("https://post.example/a#", "https://post.example/a#:~:text=We%20will%20not%20sign"),
            ("https://post.example/#!/a", "https://post.example/#!/a:~:text=We%20will%20not%20sign"),
            (
                "https://post.example/a#top:~:text=other",
                "https://post.example/a#top:~:text=We%20will%20not%20sign",
            ),
            (
                "https://post.example/a#:~:text=other&text=more",
                "https://post.example/a#:~:text=We%20will%20not%20sign",
            ),
            (
                "https://post.example/a b\u{9b}",
                "https://post.example/a%20b%C2%9B#:~:text=We%20will%20not%20sign",
            ),
            ("HTTP://post.example/?a=1&b=2", "HTTP://post.example/?a=1&b=2#:~:text=We%20will%20not%20sign"),
        ] {
            check(url, &format!("{{{to}}}"), expected);
        }
    }

    #[test]
    fn what_is_no_page_on_the_web_has_no_link() {
        let span = Span::between(0, 2);
        for url in ["javascript:alert(1)", "file:///etc/hosts", "", "urn:x", "data:text/html,no", "htt"] {
            assert_eq!(to_words(Some(url), "no", span), None, "{url}");
        }
        assert_eq!(to_words(None, "no", span), None);
        assert_eq!(to_words(Some(PAGE), "no", Span::between(1, 1)).as_deref(), Some(PAGE));
    }

    /// Reads a directive as the specification says: parts by commas, the first may end, the last may begin with `-`.
    fn read(directive: &str) -> (Option<String>, Vec<String>, Option<String>) {
        let decode = |part: &str| {
            let bytes: Vec<u8> = url::form_urlencoded::parse(format!("a={part}").as_bytes())
                .next()
                .unwrap()
                .1
                .bytes()
                .collect();
            String::from_utf8(bytes).unwrap()
        };
        let mut parts: Vec<&str> = directive.split(',').collect();
        let prefix = parts[0].strip_suffix('-').map(decode);
        if prefix.is_some() {
            parts.remove(0);
        }
        let suffix = parts.last().unwrap().strip_prefix('-').map(decode);
        if suffix.is_some() {
            parts.pop();
        }
        (prefix, parts.into_iter().map(decode).collect(), suffix)
    }

    fn squeezed(text: &str) -> String {
        text.split_whitespace().collect::<Vec<_>>().join(" ")
    }

    proptest! {
        /// Whatever was printed, the directive reads back to words that stand there, in this order.
        #[test]
        fn any_words_are_found_again(
            before in "[a-c ,&-]{0,20}|\\PC{0,12}", said in "[a-d ,.&%+=é不#:~-]{1,90}|\\PC{1,30}", after in "[a-c ,”-]{0,20}|\\PC{0,12}"
        ) {
            let passage = format!("{before}{said}{after}");
            let span = Span::between(before.len(), before.len() + said.len());
            let link = to_words(Some(PAGE), &passage, span).unwrap();
            let Some((_, directive)) = link.split_once("#:~:text=") else {
                prop_assert!(said.trim().is_empty());
                return Ok(());
            };
            prop_assert!(directive.bytes().all(|byte| byte.is_ascii_graphic() && byte != b'#'), "{directive}");
            let (prefix, words, suffix) = read(directive);
            prop_assert!(words.len() == 1 || words.len() == 2, "{directive}");
            let said = squeezed(&said);
            prop_assert!(said.starts_with(&words[0]) && said.ends_with(&words[words.len() - 1]), "{directive}");
            prop_assert!(prefix.is_none_or(|prefix| squeezed(&before).ends_with(&prefix)), "{directive}");
            prop_assert!(suffix.is_none_or(|suffix| squeezed(&after).starts_with(&suffix)), "{directive}");
        }

        #[test]
        fn plain_addresses_have_nothing_that_ends_or_steers(url in "\\PC{0,30}|[\\x00-\\x1f\u{202e}a\"'<>]{0,12}") {
            prop_assert!(plain(&url).bytes().all(|byte| byte.is_ascii_graphic() && !b"\"'<>\\".contains(&byte)));
        }
    }
}
