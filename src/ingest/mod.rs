//! Files to articles: a reader for each form in which articles arrive.
//!
//! [`open`] cuts a file into [`Record`]s and parses nothing, so that it is cheap; [`Record::article`] reads one record,
//! and may run on any thread. A record that cannot be read is an `Err` that names its line, and the others are read.

#![allow(clippy::disallowed_methods)]

mod address;
mod agency;
mod credit;
mod cut;
mod decode;
mod fragment;
mod furniture;
mod head;
mod html;
mod jsonl;
mod keys;
mod lines;
mod loose;
mod markdown;
mod paragraph;
mod pasted;
mod publisher;
mod stream;

pub use address::canonical_url;
pub use stream::Records;
pub use stream::open;
pub use stream::standard_input;

use crate::article::Article;
use crate::article::ArticleId;
use crate::error::Error;
use std::path::Path;
use std::sync::Arc;

/// Fewer words than this are no article: a caption, a stray line.
const LEAST_WORDS: usize = 5;

/// One article in the form it has in its file.
#[derive(Debug)]
pub struct Record {
    source_path: Arc<str>,
    /// Its first line in the file, from 1.
    line: u64,
    form: Form,
}

#[derive(Debug)]
enum Form {
    Pasted(pasted::Piece),
    Json(Vec<u8>),
    Page(Vec<u8>),
}

impl Record {
    /// Reads the record.
    ///
    /// # Errors
    ///
    /// A record that is no article: broken JSON, no text, fewer than five words. The error names file and line.
    pub fn article(self) -> Result<Article, Error> {
        let read = match self.form {
            Form::Pasted(piece) => pasted::article(piece, &self.source_path),
            Form::Json(line) => jsonl::article(&line, &self.source_path),
            Form::Page(bytes) => html::article(&bytes, &self.source_path),
        };
        read.map_err(|kind| Error::in_line(kind, Path::new(&*self.source_path), self.line))
    }
}

/// The id of an article: of its address, else of what it says.
fn id(url: Option<&str>, outlet: Option<&str>, title: Option<&str>, text: &str) -> ArticleId {
    match url.and_then(canonical_url) {
        Some(canonical) => ArticleId::of_url(&canonical),
        None => ArticleId::of_words(outlet, title, text),
    }
}
