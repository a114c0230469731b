//! Feeds of what is new: Atom (RFC 4287) and JSON Feed 1.1.
//!
//! An entry is a passage or a quotation. Its id never changes, so a reader shows it once; it is dated by when the archive first
//! had its article, and links to the words in it.

mod atom;
mod entry;
mod json;

pub use entry::Entry;

use jiff::Timestamp;
use std::io;
use std::io::Write;

/// The form of a feed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FeedFormat {
    /// Atom.
    Atom,
    /// JSON Feed.
    Json,
}

/// A feed of entries, the newest first.
#[derive(Clone, Debug, PartialEq)]
pub struct Feed {
    /// What names it among all feeds.
    pub id: String,
    /// What people call it.
    pub title: String,
    /// When it last had something new.
    pub updated: Timestamp,
    /// Its entries.
    pub entries: Vec<Entry>,
}

/// Writes a feed.
///
/// # Errors
///
/// Only what `out` gives.
pub fn feed(feed: &Feed, format: FeedFormat, out: &mut dyn Write) -> io::Result<()> {
    match format {
        FeedFormat::Atom => atom::write(feed, out),
        FeedFormat::Json => json::write(feed, out),
    }
}
