//! What `onrecord follow run` remembers of feeds from one run to the next: what the server said of them, and which of their
//! links were followed.
//!
//! It lies in `index/`: without it the next run asks once more for what it knew, and nothing is lost.

use super::fetching::Brought;
use crate::corpus::Archive;
use crate::error::Error;
use crate::error::ErrorKind;
use crate::ingest::fetch::Known;
use serde::Deserialize;
use serde::Serialize;
use std::collections::BTreeMap;
use std::collections::BTreeSet;
use std::path::PathBuf;
use url::Url;

/// By the feed's address.
#[derive(Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(transparent)]
pub(super) struct Seen {
    feeds: BTreeMap<String, SeenFeed>,
}

#[derive(Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
struct SeenFeed {
    etag: Option<String>,
    last_modified: Option<String>,
    /// Links that need not be followed again: some lead to a page with another address, some to no article.
    settled: BTreeSet<String>,
}

impl Seen {
    pub(super) fn read(archive: &Archive) -> Seen {
        // What cannot be read is asked for again.
        let bytes = std::fs::read(path(archive)).unwrap_or_default();
        serde_json::from_slice(&bytes).unwrap_or_default()
    }

    pub(super) fn is_settled(&self, feed: &Url, link: &Url) -> bool {
        self.feeds.get(feed.as_str()).is_some_and(|feed| feed.settled.contains(link.as_str()))
    }

    pub(super) fn known(&self, feed: &Url) -> Option<Known> {
        let feed = self.feeds.get(feed.as_str())?;
        Some(Known { etag: feed.etag.clone(), last_modified: feed.last_modified.clone() })
    }

    /// Remembers a run. Of a feed whose links could not all be had, it forgets what the server said: the next run wants
    /// the feed again, though it has not changed.
    pub(super) fn note(&mut self, brought: &Brought) {
        for feed in &brought.feeds {
            let before = self.feeds.remove(feed.url.as_str()).unwrap_or_default();
            let is_settled =
                |link: &&Url| before.settled.contains(link.as_str()) || brought.settled.contains(*link);
            let settled = feed.links.iter().filter(is_settled).map(Url::to_string).collect();
            let is_complete = feed.links.iter().all(|link| !brought.failed.contains(link));
            let known = if is_complete { feed.known.clone() } else { Known::default() };
            let seen = SeenFeed { etag: known.etag, last_modified: known.last_modified, settled };
            self.feeds.insert(feed.url.to_string(), seen);
        }
    }

    pub(super) fn write(&self, archive: &Archive) -> Result<(), Error> {
        let path = path(archive);
        let bytes = serde_json::to_vec(self).map_err(std::io::Error::from);
        let written = bytes.and_then(|bytes| std::fs::write(&path, bytes));
        written.map_err(|error| Error::in_file(ErrorKind::Unwritable(error), &path))
    }
}

fn path(archive: &Archive) -> PathBuf {
    archive.index_dir().join("feeds.json")
}
