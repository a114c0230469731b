//! A page as a crawler kept it, to an article.

use super::record::Head;
use crate::article::Article;
use crate::error::CrawlFault;
use crate::error::ErrorKind;
use crate::ingest::html;
use crate::ingest::html::Origin;
use crate::ingest::html::Page;
use crate::ingest::http::Message;
use crate::ingest::http::charset;
use crate::ingest::open::LONGEST_PAGE;
use jiff::Timestamp;

/// One page: the block of a record and what its head says of it.
#[derive(Debug)]
pub(in crate::ingest) struct Capture {
    url: Option<String>,
    fetched: Option<Timestamp>,
    /// The media type of a block that is no answer of a server, but the page itself.
    bare: Option<String>,
    block: Vec<u8>,
}

impl Capture {
    pub(super) fn of(head: &Head, block: Vec<u8>) -> Capture {
        let is_bare = head.get("WARC-Type").is_some_and(|kind| kind.eq_ignore_ascii_case("resource"));
        let bare = head.get("Content-Type").filter(|_| is_bare).map(String::from);
        let fetched = head.get("WARC-Date").and_then(|date| date.trim().parse().ok());
        Capture { url: head.target().map(String::from), fetched, bare, block }
    }

    /// The address from which it came.
    pub(in crate::ingest) fn url(&self) -> Option<&str> {
        self.url.as_deref()
    }

    /// When it was fetched, if its record gives an instant.
    pub(in crate::ingest) fn fetched(&self) -> Option<Timestamp> {
        self.fetched
    }

    /// Bytes that it takes in memory.
    pub(in crate::ingest) fn size(&self) -> usize {
        self.block.len()
    }

    /// What the server said of the page.
    pub(in crate::ingest) fn answer_field(&self, name: &str) -> Option<String> {
        Message::read(&self.block)?.fields.get(name).map(String::from)
    }

    /// Reads the page.
    pub(in crate::ingest) fn article(&self, source_path: &str) -> Result<Article, ErrorKind> {
        let page = |bytes: Vec<u8>, content_type: Option<&str>| Page {
            bytes,
            origin: Origin { url: self.url.clone(), charset: charset(content_type), fetched: self.fetched },
        };
        if let Some(content_type) = &self.bare {
            return html::article(&page(self.block.clone(), Some(content_type)), source_path);
        }
        let answer = Message::read(&self.block).ok_or(ErrorKind::Crawl(CrawlFault::NoRecord))?;
        let content = answer.content(LONGEST_PAGE)?.into_owned();
        html::article(&page(content, answer.fields.get("Content-Type")), source_path)
    }
}
