//! What a feed says of itself, and what of it holds for its items.

use crate::article::outlet;
use crate::ingest::address;
use crate::ingest::facts::FALLBACK;
use crate::ingest::facts::Facts;
use crate::ingest::html::outlet::BARS;
use crate::ingest::html::outlet::agrees;
use crate::ingest::keys::Field;
use crate::ingest::loose::Loose;
use url::Url;

/// Words that a title ends in because it is a feed's.
const OF_FEEDS: &[&str] = &[" RSS Feed", " RSS feed", " RSS", " Atom Feed", " Feed", " feed"];

/// A feed as it describes itself.
#[derive(Clone, Debug, Default)]
pub(in crate::ingest) struct Channel {
    pub(super) title: Option<String>,
    pub(super) link: Option<String>,
    pub(super) language: Option<String>,
    pub(super) authors: Vec<String>,
}

impl Channel {
    /// Gives an item what it does not say itself.
    pub(in crate::ingest) fn complete(&self, facts: &mut Facts) {
        let url = facts.take(Field::Url).and_then(Loose::into_words);
        let url = url.and_then(|url| self.whole_address(url.trim()));
        if facts.get(Field::Outlet).is_none()
            && let Some(outlet) = self.outlet(url.as_deref())
        {
            facts.state(Field::Outlet, FALLBACK, Loose::Words(outlet));
        }
        if let Some(url) = url {
            facts.state(Field::Url, FALLBACK, Loose::Words(url));
        }
        if let Some(language) = &self.language {
            facts.state(Field::Language, FALLBACK, Loose::Words(language.clone()));
        }
        if facts.get(Field::Authors).is_none() && !self.authors.is_empty() {
            let authors = self.authors.iter().cloned().map(Loose::Words).collect();
            facts.state(Field::Authors, FALLBACK, Loose::List(authors));
        }
    }

    /// `/news/mill` is an address on the feed's own site.
    fn whole_address(&self, url: &str) -> Option<String> {
        match Url::parse(url) {
            Ok(_) => Some(url.to_string()),
            Err(_) => {
                let site = Url::parse(self.link.as_deref()?).ok()?;
                site.join(url).ok().map(String::from)
            }
        }
    }

    /// Who prints an item: the host, if the table of outlets knows it; else the part of the feed's title that the host
    /// agrees with ("Local news - Harrow Bay Herald"), else its first part.
    fn outlet(&self, url: Option<&str>) -> Option<String> {
        let host = url.or(self.link.as_deref()).and_then(address::host);
        if let Some(known) = host.as_deref().and_then(outlet::by_host) {
            return Some(known.name.to_string());
        }
        let title = self.title.as_deref()?.trim();
        let title = OF_FEEDS.iter().find_map(|end| title.strip_suffix(end)).unwrap_or(title);
        let parts = parts(title);
        let agreeing = parts.iter().find(|part| host.as_deref().is_some_and(|host| agrees(part, host)));
        agreeing.or(parts.first()).map(|part| part.to_string())
    }
}

/// The parts of a title between bars and dashes.
fn parts(title: &str) -> Vec<&str> {
    let mut parts = vec![title];
    for bar in BARS {
        parts = parts.into_iter().flat_map(|part| part.split(bar)).collect();
    }
    parts.into_iter().map(str::trim).filter(|part| !part.is_empty()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_outlet_is_told_from_the_host_and_the_feeds_title() {
        for (title, url, expected) in [
            ("CBC | Top Stories News", Some("https://www.cbc.ca/news/1"), Some("CBC News")),
            ("Harrow Bay Herald", Some("https://harrowbayherald.example/1"), Some("Harrow Bay Herald")),
            (
                "Local news - Harrow Bay Herald",
                Some("https://harrowbayherald.example/1"),
                Some("Harrow Bay Herald"),
            ),
            ("Harrow Bay Herald » Local RSS Feed", None, Some("Harrow Bay Herald")),
            ("", None, None),
        ] {
            let channel = Channel { title: Some(title.into()), ..Channel::default() };
            assert_eq!(channel.outlet(url).as_deref(), expected, "{title}");
        }
    }

    #[test]
    fn short_addresses_stand_on_the_feeds_site() {
        let channel = Channel { link: Some("https://herald.example/feed/".into()), ..Channel::default() };
        for (url, expected) in [
            ("/news/mill", Some("https://herald.example/news/mill")),
            ("https://other.example/a", Some("https://other.example/a")),
        ] {
            assert_eq!(channel.whole_address(url).as_deref(), expected);
        }
        assert_eq!(Channel::default().whole_address("/news/mill"), None);
    }
}
