//! WARC files, in which crawlers keep what came over the wire: their pages, one after the other.
//!
//! ```text
//! file ─gunzip─▶ records ─heads─▶ answers with status 200 that are pages ─▶ Capture ─(any thread) body─▶ article
//!                               └▶ everything else is counted
//! ```
//!
//! Whoever wrote it: WARC/1.0 and 1.1, `\r\n` or `\n`, folded heads, addresses in angle brackets, bodies in chunks or out of
//! them, compressed or not. No more than one page is held at a time.

mod capture;
mod record;

pub(super) use capture::Capture;

use super::Form;
use super::Record;
use super::http::Message;
use super::http::is_page_type;
use super::http::media_type;
use super::open::LONGEST_PAGE;
use super::stream::Stream;
use crate::error::CrawlFault;
use crate::error::Error;
use crate::error::ErrorKind;
use crate::error::Passed;
use record::Block;
use record::Head;
use record::Next;
use std::io;
use std::path::Path;
use std::sync::Arc;

/// An answer's head is looked for in so many bytes. Servers and browsers stop at a quarter of it.
const LONGEST_HEAD: u64 = 64 << 10;

/// The pages of a WARC, in order.
pub(super) struct Warc {
    stream: Stream,
    number: u64,
    passed: Passed,
    complaints: u64,
    is_over: bool,
}

/// A page, or what is wrong with a record; and which it is.
pub(super) struct Item {
    /// 0 where it is about the file as a whole.
    number: u64,
    url: Option<String>,
    page: Result<Capture, ErrorKind>,
}

impl Item {
    pub(super) fn record(self, source_path: &Arc<str>) -> Result<Record, Error> {
        let path = Path::new(&**source_path);
        match self.page {
            Ok(page) => {
                Ok(Record { source_path: source_path.clone(), line: self.number, form: Form::Captured(page) })
            }
            Err(kind) if self.number == 0 => Err(Error::in_file(kind, path)),
            Err(kind) => Err(Error::in_record(kind, path, self.number, self.url.as_deref())),
        }
    }
}

/// What a record is to us.
enum Role {
    Page,
    /// The crawler's own: requests, its notes, answers that lead elsewhere or say that nothing has changed.
    Own,
    OtherStatus,
    OtherKind,
}

impl Warc {
    pub(super) fn of(stream: Stream) -> Warc {
        Warc { stream, number: 0, passed: Passed::default(), complaints: 0, is_over: false }
    }

    /// The next page or complaint; at the end, what else the file holds.
    pub(super) fn next(&mut self) -> Option<Item> {
        while !self.is_over {
            self.number += 1;
            let (url, read) = match record::next(self.stream.reader()) {
                Ok(Next::Record(head)) => {
                    let url = head.target().map(String::from);
                    (url, self.record(&head))
                }
                Ok(Next::Rubbish) => (None, Err(ErrorKind::Crawl(CrawlFault::NoRecord))),
                Ok(Next::CutOff) => (None, Err(ErrorKind::Crawl(CrawlFault::CutOff))),
                Ok(Next::End) => return self.end(),
                Err(error) => (None, Err(self.broken(error))),
            };
            match read {
                Ok(Some(page)) => {
                    self.passed.pages += 1;
                    return Some(Item { number: self.number, url, page: Ok(page) });
                }
                Ok(None) => {}
                Err(kind) => {
                    self.complaints += 1;
                    return Some(Item { number: self.number, url, page: Err(kind) });
                }
            }
        }
        self.end()
    }

    /// Reads a record if it is a page, else passes over it.
    fn record(&mut self, head: &Head) -> Result<Option<Capture>, ErrorKind> {
        let mut block = Block::new(self.stream.reader(), head.length);
        let read = || -> io::Result<_> {
            block.read(head.length.min(LONGEST_HEAD))?;
            let role = role(head, &block.bytes);
            if matches!(role, Role::Page) {
                block.read(LONGEST_PAGE)?;
            }
            let (bytes, missing) = block.finish()?;
            Ok((role, bytes, missing))
        };
        let (role, bytes, missing) = match read() {
            Ok(read) => read,
            Err(error) => return Err(self.broken(error)),
        };
        match role {
            // What is cut off is named, whatever it is: the file is not whole.
            _ if missing > 0 => return Err(ErrorKind::Crawl(CrawlFault::CutOff)),
            Role::Page if head.length > LONGEST_PAGE => {
                return Err(ErrorKind::TooLong { most: LONGEST_PAGE });
            }
            Role::Page => return Ok(Some(Capture::of(head, bytes))),
            Role::Own => self.passed.own += 1,
            Role::OtherStatus => self.passed.other_statuses += 1,
            Role::OtherKind => self.passed.other_kinds += 1,
        }
        Ok(None)
    }

    fn broken(&mut self, error: io::Error) -> ErrorKind {
        self.is_over = true;
        match error.kind() {
            io::ErrorKind::UnexpectedEof => ErrorKind::Crawl(CrawlFault::CutOff),
            _ => self.stream.failed(error),
        }
    }

    /// Said once, and only where something was passed over that a reader may have looked for.
    fn end(&mut self) -> Option<Item> {
        self.is_over = true;
        let passed = std::mem::take(&mut self.passed);
        let has_none = passed.pages == 0 && self.complaints == 0;
        let is_worth_a_word = passed.other_statuses + passed.other_kinds > 0;
        self.complaints += 1; // so that it is said once
        let kind = match (has_none, is_worth_a_word) {
            (true, _) => ErrorKind::Crawl(CrawlFault::NoPages(passed)),
            (false, true) => ErrorKind::Crawl(CrawlFault::PassedOver(passed)),
            (false, false) => return None,
        };
        Some(Item { number: 0, url: None, page: Err(kind) })
    }
}

fn role(head: &Head, block: &[u8]) -> Role {
    let is_http = |fields: &str| fields.starts_with("http:") || fields.starts_with("https:");
    match head.get("WARC-Type").unwrap_or_default().to_ascii_lowercase().as_str() {
        "response" if head.target().is_some_and(is_http) => answer(block),
        "resource" if media_type(head.get("Content-Type")).is_some_and(|kind| is_page_type(&kind)) => {
            Role::Page
        }
        "warcinfo" | "request" | "metadata" | "revisit" => Role::Own,
        _ => Role::OtherKind,
    }
}

fn answer(block: &[u8]) -> Role {
    match Message::read(block) {
        Some(answer) if answer.status == 200 && answer.is_page() => Role::Page,
        Some(answer) if (300..400).contains(&answer.status) => Role::Own,
        Some(answer) if answer.status != 200 => Role::OtherStatus,
        _ => Role::OtherKind,
    }
}

#[cfg(test)]
mod tests;
