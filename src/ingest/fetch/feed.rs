//! Feeds from the web: the file as it came, and the addresses of the articles that it does not hold.

use super::exchange::Exchange;
use super::fetcher::Fetched;
use super::fetcher::Known;
use super::kept;
use super::list::web_address;
use crate::article::Article;
use crate::ingest::Record;
use crate::ingest::Records;
use crate::ingest::feed;
use crate::ingest::format;
use crate::ingest::format::Format;
use crate::ingest::format::OPENING;
use crate::ingest::standard_input;
use std::io::Cursor;
use url::Url;

/// A feed that was fetched.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Feed {
    /// The address that was asked for.
    pub url: Url,
    /// Where it lies in the corpus, if it is put there.
    pub name: String,
    /// The file, without chunks and compression.
    pub content: Vec<u8>,
    /// Addresses of the articles of which it gives a summary.
    pub links: Vec<Url>,
    /// What to give with the next request for it.
    pub known: Known,
}

impl Feed {
    /// What was fetched from `url`, if it is a feed.
    pub(super) fn of(fetched: &Fetched, url: &Url) -> Option<Feed> {
        let content = &fetched.content;
        let is_json = content.trim_ascii_start().starts_with(b"{") && feed::is_json_feed(content);
        let start = &content[..content.len().min(OPENING)];
        if !is_json && !matches!(format::told(start, ""), Ok(Format::Feed)) {
            return None;
        }
        let when = fetched.exchanges.last().map(|Exchange { when, .. }| *when).unwrap_or_default();
        let warc = kept::name(url, when);
        let stem = warc.strip_suffix(".warc.gz").unwrap_or(&warc);
        let links = records(content).map(Records::links).unwrap_or_default();
        Some(Feed {
            url: url.clone(),
            name: format!("{}/{stem}.{}", kept::folder(url), if is_json { "json" } else { "xml" }),
            links: links.iter().filter_map(|link| web_address(link)).collect(),
            content: content.clone(),
            known: fetched.known.clone(),
        })
    }

    /// The articles that the feed itself holds, as far as they can be read.
    pub fn articles(&self) -> impl Iterator<Item = Article> {
        let records = records(&self.content).into_iter().flatten().filter_map(Result::ok);
        records.map(Record::article).filter_map(Result::ok)
    }
}

fn records(content: &[u8]) -> Option<Records> {
    standard_input(Cursor::new(content.to_vec()), "").ok()
}
