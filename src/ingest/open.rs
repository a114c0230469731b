//! Files and standard input to records: what a file is decides which reader cuts it.

use super::Form;
use super::Record;
use super::archive;
use super::archive::Zip;
use super::decode;
use super::document;
use super::format;
use super::format::Format;
use super::html;
use super::jsonl;
use super::listed;
use super::listed::Listed;
use super::mail;
use super::pasted;
use super::stream::LONGEST_TEXT;
use super::stream::Stream;
use super::warc::Warc;
use crate::error::Error;
use crate::error::ErrorKind;
use crate::error::PackedFault;
use std::fs::File;
use std::io;
use std::io::Read;
use std::path::Path;
use std::sync::Arc;

/// The largest of a thousand pages has 2.2 MB.
pub(super) const LONGEST_PAGE: u64 = 16 << 20;

/// The records of one file, in order.
pub struct Records {
    found: Found,
}

/// What one file gives.
pub(super) enum Found {
    /// Records that a feed, a table or a list holds or links to.
    Listed(Box<Listed>, Arc<str>),
    /// Records of other files.
    Records(Box<dyn Iterator<Item = Result<Record, Error>> + Send>),
}

/// What a reader cuts out of one file: forms of articles, each with the line it opens in, from 1.
pub(super) type Forms = Box<dyn Iterator<Item = (u64, Result<Form, ErrorKind>)> + Send>;

/// Opens one file and yields its records, streaming; `source_path` is how the file is named in articles and complaints.
///
/// What the file is, is told by how it opens, and only where that leaves a choice by its name.
///
/// # Errors
///
/// The file cannot be read, is a folder, is empty, is not text, or is of a kind that no reader takes.
pub fn open(path: &Path, source_path: &str) -> Result<Records, Error> {
    let opened = || {
        let file = File::open(path).map_err(ErrorKind::Unreadable)?;
        if file.metadata().map_err(ErrorKind::Unreadable)?.is_dir() {
            return Err(ErrorKind::Unreadable(io::ErrorKind::IsADirectory.into()));
        }
        Stream::of_file(file)
    };
    let stream = opened().map_err(|kind| Error::in_file(kind, Path::new(source_path)))?;
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    Ok(Records { found: found(stream, &name, source_path, 0)? })
}

/// Yields the records that come in on a stream; nothing but its bytes tells what it is.
///
/// # Errors
///
/// As [`open`].
pub fn standard_input(reader: impl Read + Send + 'static, source_path: &str) -> Result<Records, Error> {
    let stream = Stream::of(reader).map_err(|kind| Error::in_file(kind, Path::new(source_path)))?;
    Ok(Records { found: found(stream, "", source_path, 0)? })
}

/// 4 MiB: forty pages of the usual size.
const LARGEST_BATCH: usize = 4 << 20;

impl Records {
    /// The next records, `most` of them, or fewer where they are large: what is read ahead of the work on it stays
    /// small, whatever a crawl holds. None are left when it is empty.
    pub fn batch(&mut self, most: usize) -> Vec<Result<Record, Error>> {
        let (mut batch, mut bytes) = (Vec::new(), 0);
        while batch.len() < most && bytes < LARGEST_BATCH {
            let Some(record) = self.next() else { break };
            bytes += record.as_ref().map_or(0, Record::size);
            batch.push(record);
        }
        batch
    }

    /// Addresses of the records of a feed, a table or a list that do not hold their article's text. Reads the file to
    /// its end; complaints are not repeated.
    pub fn links(self) -> Vec<String> {
        match self.found {
            Found::Listed(listed, _) => listed.links(),
            Found::Records(_) => Vec::new(),
        }
    }
}

impl Iterator for Found {
    type Item = Result<Record, Error>;

    fn next(&mut self) -> Option<Result<Record, Error>> {
        match self {
            Found::Listed(listed, source_path) => Some(listed.next()?.record(source_path)),
            Found::Records(records) => records.next(),
        }
    }
}

impl Iterator for Records {
    type Item = Result<Record, Error>;

    fn next(&mut self) -> Option<Result<Record, Error>> {
        self.found.next()
    }
}

/// Archives and compressions around an article: `mill.html.gz` in a `.tar.gz` in a zip has four.
const DEEPEST: u32 = 6;

/// The records of what has this name, through all that it is packed in; `depth` says how much is around it already.
pub(super) fn found(stream: Stream, name: &str, source_path: &str, depth: u32) -> Result<Found, Error> {
    let refused = |kind| Error::in_file(kind, Path::new(source_path));
    if depth > DEEPEST {
        return Err(refused(ErrorKind::Packed(PackedFault::TooDeep { most: DEEPEST })));
    }
    let read = match format::told(stream.start(), name).map_err(refused)? {
        Format::Gzip => return again(stream.gunzipped().map_err(refused)?, name, source_path, depth),
        Format::Zstd => return again(stream.unzstd().map_err(refused)?, name, source_path, depth),
        Format::Zip => unzipped(stream, source_path, depth + 1),
        Format::Tar => Ok(archive::untarred(stream, source_path, depth + 1)),
        Format::Warc => Ok(crawled(stream, source_path)),
        Format::Feed => listed(listed::Kind::Feed, stream, source_path),
        Format::Json => listed(listed::Kind::Json, stream, source_path),
        Format::Table => listed(listed::Kind::Table, stream, source_path),
        Format::JsonLines => json_lines(stream).map(|forms| placed(forms, source_path)),
        Format::Page => page(stream).map(|forms| placed(forms, source_path)),
        Format::Mhtml => saved_page(stream).map(|forms| placed(forms, source_path)),
        Format::Pasted => pasted(stream, false).map(|forms| placed(forms, source_path)),
        Format::Markdown => pasted(stream, true).map(|forms| placed(forms, source_path)),
        Format::Mail => message(stream).map(|forms| placed(forms, source_path)),
        Format::Mailbox => Ok(placed(mail::messages(stream), source_path)),
    };
    read.map_err(refused)
}

/// What came out of a compressed file is looked at as if it had come alone.
fn again(unpacked: Stream, name: &str, source_path: &str, depth: u32) -> Result<Found, Error> {
    found(unpacked, &format::name_inside(name), source_path, depth + 1)
}

/// Documents are zips too: their list of contents tells.
fn unzipped(stream: Stream, source_path: &str, depth: u32) -> Result<Found, ErrorKind> {
    let zip = Zip::open(stream)?;
    if let Some(forms) = document::forms(&zip)? {
        return Ok(placed(forms, source_path));
    }
    Ok(archive::unzipped(zip, source_path, depth))
}

/// Each record of a crawl has a place of its own.
fn crawled(stream: Stream, source_path: &str) -> Found {
    let source_path: Arc<str> = source_path.into();
    let mut crawl = Warc::of(stream);
    Found::Records(Box::new(std::iter::from_fn(move || Some(crawl.next()?.record(&source_path)))))
}

fn listed(kind: listed::Kind, stream: Stream, source_path: &str) -> Result<Found, ErrorKind> {
    Ok(Found::Listed(Box::new(Listed::open(kind, stream)?), source_path.into()))
}

fn json_lines(stream: Stream) -> Result<Forms, ErrorKind> {
    Ok(Box::new(jsonl::Lines::of(stream.narrowed()?)))
}

fn page(mut stream: Stream) -> Result<Forms, ErrorKind> {
    let bytes = stream.whole(LONGEST_PAGE)?;
    Ok(one(Form::Page(html::Page { bytes, origin: html::Origin::default() })))
}

fn saved_page(mut stream: Stream) -> Result<Forms, ErrorKind> {
    Ok(one(Form::Page(mail::page(&stream.whole(LONGEST_TEXT)?)?)))
}

fn message(mut stream: Stream) -> Result<Forms, ErrorKind> {
    Ok(one(Form::Mail(stream.whole(mail::LONGEST_MESSAGE)?)))
}

/// A file that is one article.
fn one(form: Form) -> Forms {
    Box::new(std::iter::once((1, Ok(form))))
}

fn pasted(mut stream: Stream, is_markdown: bool) -> Result<Forms, ErrorKind> {
    let bytes = stream.whole(LONGEST_TEXT)?;
    let pieces = pasted::pieces(&decode::text(&bytes)?, is_markdown);
    let ends: Vec<u64> = pieces.iter().skip(1).map(|piece| piece.line).chain([u64::MAX]).collect();
    let mut broken = decode::broken(&bytes).collect::<Vec<_>>().into_iter().peekable();
    Ok(Box::new(pieces.into_iter().zip(ends).map(move |(piece, end)| {
        let first = broken.peek().copied().filter(|broken| broken.line < end);
        while broken.next_if(|broken| broken.line < end).is_some() {}
        match first {
            Some(decode::Broken { line, byte }) => (line, Err(ErrorKind::BrokenText { byte })),
            None => (piece.line, Ok(Form::Pasted(piece))),
        }
    })))
}

/// Says of each form where it stands.
fn placed(forms: Forms, source_path: &str) -> Found {
    let source_path: Arc<str> = source_path.into();
    Found::Records(Box::new(forms.map(move |(line, form)| match form {
        Ok(form) => Ok(Record { source_path: source_path.clone(), line, form }),
        Err(kind @ ErrorKind::EmptyFile) => Err(Error::in_file(kind, Path::new(&*source_path))),
        Err(kind) => Err(Error::in_line(kind, Path::new(&*source_path), line)),
    })))
}
