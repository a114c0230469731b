//! Where a page came from, as far as that is known, and which of its addresses is the article's.

use super::charset;
use super::meta::Field;
use super::meta::Meta;
use crate::ingest::address;
use crate::ingest::canonical_url;
use encoding_rs::Encoding;
use jiff::Timestamp;
use std::borrow::Cow;
use url::Url;

/// A page as it came, not decoded.
#[derive(Clone, Debug, Default)]
pub(in crate::ingest) struct Page {
    pub(in crate::ingest) bytes: Vec<u8>,
    pub(in crate::ingest) origin: Origin,
}

/// What is known of a page besides its bytes. Of a file that someone saved: nothing.
#[derive(Clone, Debug, Default)]
pub(in crate::ingest) struct Origin {
    /// The address that gave it.
    pub(in crate::ingest) url: Option<String>,
    /// The encoding that the server named.
    pub(in crate::ingest) charset: Option<&'static Encoding>,
    /// When it was fetched.
    pub(in crate::ingest) fetched: Option<Timestamp>,
}

impl Page {
    /// Its text, decoded.
    pub(in crate::ingest) fn text(&self) -> Cow<'_, str> {
        charset::text(&self.bytes, self.origin.charset)
    }
}

/// The article's address: the one that the page gives itself, if that is believable; else the one that gave the page.
pub(super) fn url(meta: &Meta, origin: &Origin) -> Option<String> {
    let given = origin.url.as_deref().map(address::original).filter(|url| canonical_url(url).is_some());
    let base = given.and_then(|url| Url::parse(url).ok());
    let mut stated = meta.of_field(Field::Url).filter_map(|(_, value)| absolute(value, base.as_ref()));
    match given {
        Some(given) => {
            stated.find(|stated| is_of_same_page(stated, given)).or_else(|| Some(given.to_string()))
        }
        None => stated.next(),
    }
}

/// `/news/mill` on a page of `https://outlet.example` is `https://outlet.example/news/mill`.
fn absolute(value: &str, base: Option<&Url>) -> Option<String> {
    let value = address::original(value);
    let is_absolute = value.starts_with("http") && canonical_url(value).is_some();
    let joined = || base?.join(value).ok().map(String::from).filter(|url| canonical_url(url).is_some());
    if is_absolute { Some(value.to_string()) } else { joined() }
}

/// A page that calls itself the front page, as careless templates do, would make all articles of its site one; a page
/// that names another site was printed here all the same.
fn is_of_same_page(stated: &str, given: &str) -> bool {
    let is_front = |url: &str| Url::parse(url).is_ok_and(|url| url.path() == "/" && url.query().is_none());
    let same_site = match (address::host(stated), address::host(given)) {
        (Some(stated), Some(given)) => is_same_site(&stated, &given),
        _ => false,
    };
    same_site && (!is_front(stated) || is_front(given))
}

/// One host is within the other, or they are neighbours: `news.outlet.example` and `m.outlet.example`.
fn is_same_site(one: &str, other: &str) -> bool {
    let within = |inner: &str, outer: &str| inner.strip_suffix(outer).is_some_and(|rest| rest.ends_with('.'));
    let above =
        |host: &str| host.split_once('.').map(|(_, above)| above.to_string()).filter(|it| is_site(it));
    one == other
        || within(one, other)
        || within(other, one)
        || above(one).is_some_and(|site| Some(site) == above(other))
}

/// `outlet.example`, and not `co.uk`, whose parts are short.
fn is_site(host: &str) -> bool {
    host.contains('.') && host.split('.').any(|label| label.len() > 3)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ingest::html::parse;

    #[test]
    fn the_page_names_its_address_if_that_is_believable() {
        let given = "https://m.outlet.example/news/mill?utm_source=x";
        for (stated, given, expected) in [
            ("https://outlet.example/news/mill", Some(given), "https://outlet.example/news/mill"),
            ("https://www.outlet.example/news/mill", Some(given), "https://www.outlet.example/news/mill"),
            ("https://news.outlet.example/mill", Some(given), "https://news.outlet.example/mill"),
            ("/news/mill", Some(given), "https://m.outlet.example/news/mill"),
            ("https://outlet.example/", Some(given), given),
            ("https://agency.example/story", Some(given), given),
            ("https://b.co.uk/mill", Some("https://a.co.uk/mill"), "https://a.co.uk/mill"),
            ("https://agency.example/story", None, "https://agency.example/story"),
            (
                "https://web.archive.org/web/20240605031109/https://www.outlet.example/news/mill",
                None,
                "https://www.outlet.example/news/mill",
            ),
            ("", Some(given), given),
        ] {
            let html = format!("<html><head><link rel=canonical href=\"{stated}\"></head><body><p>x");
            let meta = Meta::of(&parse::parse(&html).unwrap(), &html);
            let found = url(&meta, &Origin { url: given.map(String::from), ..Origin::default() });
            assert_eq!(found.as_deref(), Some(expected), "{stated} from {given:?}");
        }
    }

    #[test]
    fn who_saved_a_page_says_whence() {
        for (head, expected) in [
            (
                "<!-- saved from url=(0022)https://outlet.example/mill -->",
                Some("https://outlet.example/mill"),
            ),
            (
                "<!--\n Page saved with SingleFile \n url: https://outlet.example/mill \n saved date: Wed Jun 05 2024\n-->",
                Some("https://outlet.example/mill"),
            ),
            ("<base href='https://outlet.example/mill'>", Some("https://outlet.example/mill")),
            ("<base href='https://outlet.example/'>", None),
            ("<base href='/mill'>", None),
        ] {
            let html = format!("<html><head>{head}</head><body><p>x");
            let meta = Meta::of(&parse::parse(&html).unwrap(), &html);
            assert_eq!(url(&meta, &Origin::default()).as_deref(), expected, "{head}");
        }
    }
}
