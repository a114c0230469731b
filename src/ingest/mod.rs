//! Files to articles: a reader for each form in which articles arrive.
//!
//! [`open`] cuts a file into [`Record`]s and parses nothing, so that it is cheap; [`Record::article`] reads one record,
//! and may run on any thread. A record that cannot be read is an `Err` that names its line, and the others are read.

#![allow(clippy::disallowed_methods)]

mod address;
mod agency;
mod allowance;
mod archive;
mod boxes;
mod credit;
mod cut;
mod decode;
mod document;
mod facts;
mod feed;
pub mod fetch;
mod format;
mod fragment;
mod front_matter;
mod furniture;
mod head;
mod html;
mod http;
mod jsonl;
mod keys;
mod lines;
mod listed;
mod loose;
mod mail;
mod markdown;
mod open;
mod paragraph;
mod pasted;
mod photo_credit;
mod publisher;
mod section;
mod stated;
mod stream;
mod tags;
mod warc;

pub use address::canonical_url;
pub use format::usual_ending;
pub use open::Records;
pub use open::open;
pub use open::standard_input;

use crate::article::Article;
use crate::article::ArticleId;
use crate::error::Error;
use jiff::Timestamp;
use std::path::Path;
use std::sync::Arc;

/// Fewer words than this are no article: a caption, a stray line.
const LEAST_WORDS: usize = 5;

/// One article in the form it has in its file.
#[derive(Debug)]
pub struct Record {
    source_path: Arc<str>,
    /// Its first line in the file, or its number among the records of a WARC or a feed; from 1.
    line: u64,
    form: Form,
}

#[derive(Debug)]
enum Form {
    Pasted(pasted::Piece),
    Json(Vec<u8>),
    Listed(listed::Entry),
    Page(html::Page),
    Mail(Vec<u8>),
    Document(Box<(pasted::Piece, document::Properties)>),
    Captured(warc::Capture),
}

impl Record {
    /// Reads the record.
    ///
    /// # Errors
    ///
    /// A record that is no article: broken JSON, no text, fewer than five words. The error names file and line.
    pub fn article(self) -> Result<Article, Error> {
        let path = Path::new(&*self.source_path);
        let read = match self.form {
            Form::Pasted(piece) => pasted::article(piece, &self.source_path),
            Form::Json(line) => jsonl::article(&line, &self.source_path),
            Form::Listed(entry) => return entry.article(&self.source_path),
            Form::Page(page) => html::article(&page, &self.source_path),
            Form::Mail(message) => mail::article(&message, &self.source_path),
            Form::Document(document) => document::article(document.0, document.1, &self.source_path),
            Form::Captured(page) => {
                let failed = |kind| match page.url() {
                    // Fetched to look at: there is no file.
                    Some(url) if url == &*self.source_path => Error::at_address(kind, url),
                    url => Error::in_record(kind, path, self.line, url),
                };
                return page.article(&self.source_path).map_err(failed);
            }
        };
        read.map_err(|kind| Error::in_line(kind, path, self.line))
    }
}

impl Record {
    /// When the page was fetched, if a crawler kept it and says so; the article itself does not tell.
    pub fn fetched(&self) -> Option<Timestamp> {
        match &self.form {
            Form::Captured(page) => page.fetched(),
            _ => None,
        }
    }

    /// Bytes that it takes in memory, roughly.
    pub(crate) fn size(&self) -> usize {
        match &self.form {
            // Its file is in memory as a whole.
            Form::Pasted(_) | Form::Document(_) => 0,
            Form::Json(bytes) | Form::Mail(bytes) => bytes.len(),
            Form::Page(page) => page.bytes.len(),
            Form::Listed(entry) => entry.size(),
            Form::Captured(page) => page.size(),
        }
    }
}

/// The id of an article: of its address, else of what it says.
fn id(url: Option<&str>, outlet: Option<&str>, title: Option<&str>, text: &str) -> ArticleId {
    match url.and_then(canonical_url) {
        Some(canonical) => ArticleId::of_url(&canonical),
        None => ArticleId::of_words(outlet, title, text),
    }
}
