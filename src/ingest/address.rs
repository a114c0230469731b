//! Addresses: which lines are one, and the one form in which two addresses of an article are equal.

use crate::article::table;
use crate::text::fold;
use std::sync::LazyLock;
use url::Url;

/// The canonical form of an address, from which an article's id is made; `None` if it is no web address.
///
/// Scheme, `www.`, `m.` and `amp.` hosts, tracking parameters, fragment and trailing slash are folded away, so that the
/// same article shared in a newsletter, from a telephone and by a search engine is one article. A copy in a web archive has
/// the address of what it is a copy of.
///
/// ```
/// use onrecord::ingest::canonical_url;
///
/// let shared = "HTTP://www.outlet.example/news/mill/?utm_source=letter&page=2#comments";
/// assert_eq!(canonical_url(shared).as_deref(), Some("https://outlet.example/news/mill?page=2"));
/// assert_eq!(canonical_url("mill closes"), None);
/// ```
pub fn canonical_url(raw: &str) -> Option<String> {
    let url = parse(original(raw))?;
    if let Some(inner) = inside_amp_cache(&url) {
        return canonical_url(&inner);
    }
    let host = Some(plain_host(url.host_str()?)).filter(|host| host.contains('.'))?;
    let port = url.port().map(|port| format!(":{port}")).unwrap_or_default();
    let path = plain_path(url.path());
    let kept: Vec<&str> =
        url.query().unwrap_or_default().split('&').filter(|pair| tells_the_page(pair)).collect();
    let query = if kept.is_empty() { String::new() } else { format!("?{}", kept.join("&")) };
    Some(format!("https://{host}{port}{path}{query}"))
}

/// The host of an address, as printed in it but in small letters, `www.` taken away; of a copy in an archive, the original's.
pub(super) fn host(raw: &str) -> Option<String> {
    let host = parse(original(raw))?.host_str()?.to_string();
    Some(host.strip_prefix("www.").map(String::from).unwrap_or(host))
}

/// The address that a line consists of: bare, in brackets, as a Markdown link to itself, or with the words around it that
/// clippings have. A line that holds anything else is no address.
pub(super) fn sole(line: &str) -> Option<&str> {
    let line = without_note(after_announcement(line.trim()));
    let inside = |opens, closes| line.strip_prefix(opens)?.strip_suffix(closes);
    let bare = inside('<', '>').or_else(|| inside('(', ')')).or_else(|| link_to_itself(line)).unwrap_or(line);
    let is_one_word = !bare.contains([' ', '<', '>', '"', '\u{a0}']);
    (is_one_word && has_scheme_or_www(bare) && parse(bare).is_some()).then_some(bare)
}

/// What clippings print before the address they were taken from, folded.
const ANNOUNCEMENTS: &[&str] = &[
    "available at",
    "lire la suite sur",
    "originally published at",
    "read more at",
    "read more here",
    "recupere de",
    "retrieved from",
    "tire de",
    "via",
];

/// "Retrieved from https://a.example/b", "Read more at: https://a.example/b".
fn after_announcement(line: &str) -> &str {
    let at = ["https://", "http://"].iter().filter_map(|scheme| line.find(scheme)).min();
    let Some((before, address)) = at.and_then(|at| line.split_at_checked(at)) else { return line };
    let before = fold(before.trim_end_matches([':', ' ']));
    if ANNOUNCEMENTS.contains(&before.as_str()) { address } else { line }
}

/// "https://a.example/b (accessed March 3, 2025)", "https://a.example/b - CBC": three words name an outlet.
fn without_note(line: &str) -> &str {
    let Some((address, note)) = line.split_once(' ') else { return line };
    let in_brackets = note.starts_with('(') && note.find(')') == Some(note.len() - 1);
    let name = ["- ", "– ", "— ", "| "].iter().find_map(|dash| note.strip_prefix(dash));
    let is_name = name.is_some_and(|name| {
        name.split(' ').count() <= 3 && name.split(' ').all(|word| word.starts_with(char::is_uppercase))
    });
    if in_brackets || is_name { address } else { line }
}

/// `[https://a.example/b](https://a.example/b)`; a link with other words is a reference.
fn link_to_itself(line: &str) -> Option<&str> {
    let (words, target) = line.strip_prefix('[')?.strip_suffix(')')?.split_once("](")?;
    (words.is_empty() || words == target).then_some(target)
}

fn has_scheme_or_www(word: &str) -> bool {
    let starts =
        |prefix: &str| word.get(..prefix.len()).is_some_and(|start| start.eq_ignore_ascii_case(prefix));
    ["https://", "http://", "www."].iter().any(|prefix| starts(prefix))
}

fn parse(raw: &str) -> Option<Url> {
    let raw = raw.trim();
    // 4,096 bytes: browsers and servers stop at two to eight thousand; past that it is data.
    if raw.len() > 4096 {
        return None;
    }
    let url = if has_scheme_or_www(raw) && !raw.starts_with(['w', 'W']) {
        Url::parse(raw).ok()?
    } else {
        Url::parse(&format!("https://{}", schemeless(raw)?)).ok()?
    };
    url.host_str()?.contains('.').then_some(url)
}

/// `www.outlet.example/a`, `outlet.example/a`: a host with a dot, a letter for its last label, and no blank anywhere.
fn schemeless(raw: &str) -> Option<&str> {
    let host = raw.trim_start_matches("//").split(['/', '?', '#']).next()?;
    let top = host.rsplit('.').next()?;
    let is_host = host.contains('.')
        && top.len() > 1
        && host.chars().all(|c| c.is_alphanumeric() || c == '.' || c == '-');
    (is_host && top.chars().all(char::is_alphabetic) && !raw.contains(' '))
        .then_some(raw.trim_start_matches("//"))
}

/// Hosts made for small screens, and the same hosts without.
const SMALL_SCREENS: &[&str] = &["www.", "m.", "mobile.", "amp."];

fn plain_host(host: &str) -> &str {
    let mut host = host.trim_end_matches('.');
    while let Some(rest) = SMALL_SCREENS.iter().find_map(|prefix| host.strip_prefix(prefix)) {
        // "m.co" is a host of its own.
        if !rest.contains('.') {
            break;
        }
        host = rest;
    }
    host
}

fn plain_path(path: &str) -> &str {
    let path = path.trim_end_matches('/');
    let path = path.strip_suffix("/amp").or_else(|| path.strip_suffix(".amp")).unwrap_or(path);
    path.trim_end_matches('/')
}

/// The address of which an archive keeps a copy; any other address is its own.
///
/// `https://web.archive.org/web/20240605031109id_/https://outlet.example/a` → `https://outlet.example/a`
pub(super) fn original(raw: &str) -> &str {
    let mut address = raw.trim();
    while let Some(inner) = inside_archive(address) {
        address = inner;
    }
    address
}

/// Web archives, and what stands before the time of a copy in their addresses.
const ARCHIVES: &[&str] = &[
    "web.archive.org/web/",
    "archive.org/web/",
    "web-beta.archive.org/web/",
    "archive.today/",
    "archive.is/",
    "archive.ph/",
    "archive.md/",
    "archive.li/",
    "archive.vn/",
    "archive.fo/",
    "arquivo.pt/wayback/",
];

fn inside_archive(address: &str) -> Option<&str> {
    let bare = address.split_once("://").map_or(address, |(_, rest)| rest);
    let bare = bare.strip_prefix("www.").unwrap_or(bare);
    let rest = ARCHIVES.iter().find_map(|archive| {
        let start = bare.get(..archive.len())?;
        start.eq_ignore_ascii_case(archive).then(|| &bare[archive.len()..])
    })?;
    let (time, inner) = rest.split_once('/')?;
    let figures = time.trim_end_matches(|c: char| c.is_ascii_lowercase() || c == '_');
    let is_time = (4..=14).contains(&figures.len()) && figures.bytes().all(|byte| byte.is_ascii_digit());
    (is_time && parse(inner).is_some()).then_some(inner)
}

/// `google.com/amp/s/outlet.example/a` and `outlet-example.cdn.ampproject.org/c/s/outlet.example/a`.
fn inside_amp_cache(url: &Url) -> Option<String> {
    let host = url.host_str()?;
    let path = url.path();
    let inner = if host.ends_with(".cdn.ampproject.org") {
        path.get(2..).filter(|_| path.starts_with("/c/") || path.starts_with("/v/"))?
    } else if host.starts_with("www.google.") {
        path.strip_prefix("/amp")?
    } else {
        return None;
    };
    let inner = inner.strip_prefix("/s/").or_else(|| inner.strip_prefix('/'))?;
    Some(format!("https://{inner}"))
}

/// One row: how, words, example.
const TRACKING: &str = include_str!("tracking.tsv");

static ROWS: LazyLock<Vec<[&str; 3]>> = LazyLock::new(|| table::rows(TRACKING).collect());

/// Whether a parameter says which page this is.
fn tells_the_page(pair: &str) -> bool {
    let name = pair.split('=').next().unwrap_or_default().to_ascii_lowercase();
    let tracks =
        |[how, words, _]: &[&str; 3]| if *how == "prefix" { name.starts_with(words) } else { name == *words };
    !pair.is_empty() && !ROWS.iter().any(tracks)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn the_table_is_sound() {
        assert!(table::is_sound::<3>(TRACKING));
        for [_, words, example] in ROWS.iter() {
            assert_eq!(canonical_url(example).as_deref(), Some("https://outlet.example/a"), "{words}");
        }
    }

    #[test]
    fn one_article_has_one_address() {
        for (raw, expected) in [
            ("https://www.outlet.example/a/", Some("https://outlet.example/a")),
            ("http://m.outlet.example/a", Some("https://outlet.example/a")),
            ("www.outlet.example/a", Some("https://outlet.example/a")),
            ("outlet.example/a", Some("https://outlet.example/a")),
            ("https://amp.outlet.example/a/amp/", Some("https://outlet.example/a")),
            ("https://www.google.com/amp/s/www.outlet.example/a", Some("https://outlet.example/a")),
            // However its letters are written, a host is looked up in one way (RFC 5891).
            ("https://www.écho-du-québec.example/a", Some("https://xn--cho-du-qubec-9dbj.example/a")),
            (
                "https://E\u{301}CHO-du-Que\u{301}bec.example/a",
                Some("https://xn--cho-du-qubec-9dbj.example/a"),
            ),
            (
                "https://outlet-example.cdn.ampproject.org/c/s/www.outlet.example/a",
                Some("https://outlet.example/a"),
            ),
            (
                "https://web.archive.org/web/20240605031109/https://www.outlet.example/a?id=7",
                Some("https://outlet.example/a?id=7"),
            ),
            (
                "http://web.archive.org/web/20240605031109id_/http://outlet.example:80/a",
                Some("https://outlet.example/a"),
            ),
            ("https://archive.ph/20240605031109/https://outlet.example/a", Some("https://outlet.example/a")),
            ("https://web.archive.org/web/2024/outlet.example/a", Some("https://outlet.example/a")),
            (
                "https://web.archive.org/about/https://outlet.example",
                Some("https://web.archive.org/about/https://outlet.example"),
            ),
            ("https://outlet.example:443/A?id=7&utm_medium=x", Some("https://outlet.example/A?id=7")),
            ("https://outlet.example/?p=12", Some("https://outlet.example?p=12")),
            ("https://outlet.example/é", Some("https://outlet.example/%C3%A9")),
            ("https://m.co/a", Some("https://m.co/a")),
            ("https://localhost/a", None),
            ("ftp://outlet.example/a", None),
            ("n/a", None),
            ("a sentence. with/a slash", None),
            ("", None),
        ] {
            assert_eq!(canonical_url(raw).as_deref(), expected, "{raw}");
        }
    }

    #[test]
    fn an_address_alone_is_told_from_one_in_a_sentence() {
        for (line, expected) in [
            (" https://outlet.example/a ", Some("https://outlet.example/a")),
            ("<https://outlet.example/a>", Some("https://outlet.example/a")),
            ("[https://outlet.example/a](https://outlet.example/a)", Some("https://outlet.example/a")),
            ("[Read more](https://outlet.example/a)", None),
            ("HTTPS://OUTLET.EXAMPLE/A", Some("HTTPS://OUTLET.EXAMPLE/A")),
            ("Ann Roe PHOTO BY HTTPS://OUTLET.EXAMPLE/", None),
            ("outlet.example", None),
            ("See https://outlet.example/a", None),
            ("https://", None),
        ] {
            assert_eq!(sole(line), expected, "{line}");
        }
    }

    proptest! {
        #[test]
        fn twice_is_once(raw in "(https?://)?[a-z.]{1,12}/[a-zA-Z0-9/?&=#.%é -]{0,30}") {
            if let Some(once) = canonical_url(&raw) {
                prop_assert_eq!(canonical_url(&once), Some(once));
            }
        }
    }
}
