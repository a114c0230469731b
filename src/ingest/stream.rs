//! Files and standard input to records: by their names, through their compression, line by line.

use super::Form;
use super::Record;
use super::decode;
use super::html;
use super::lines;
use super::lines::Line;
use super::pasted;
use super::warc;
use super::warc::Warc;
use crate::error::Error;
use crate::error::ErrorKind;
use flate2::bufread::MultiGzDecoder;
use std::fs::File;
use std::io;
use std::io::BufRead;
use std::io::BufReader;
use std::io::Cursor;
use std::io::Read;
use std::path::Path;
use std::sync::Arc;

/// A line of JSON longer than this is passed over: the longest news article ever printed has a hundredth of it.
const LONGEST_LINE: u64 = 16 << 20;

/// Pasted text is cut as a whole, so a file of it must fit into memory beside what is made of it.
const LONGEST_TEXT: u64 = 64 << 20;

/// The largest of a thousand pages has 2.2 MB.
pub(super) const LONGEST_PAGE: u64 = 16 << 20;

/// The records of one file, in order.
pub struct Records {
    source_path: Arc<str>,
    inner: Inner,
}

enum Inner {
    Pasted(std::vec::IntoIter<pasted::Piece>),
    Json(Json),
    /// One page, until it is taken.
    Page(Option<Vec<u8>>),
    Warc(Warc),
}

/// Bytes, and whether they come out of a compressed file: it changes what a failure to read means.
pub(super) struct Stream {
    pub(super) reader: Box<dyn BufRead + Send>,
    pub(super) compressed: bool,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Format {
    Pasted,
    Markdown,
    JsonLines,
    Page,
    Warc,
}

/// Opens one file and yields its records, streaming; `source_path` is how the file is named in articles and complaints.
///
/// Text is `.txt`, `.text`, `.md` or `.markdown`, JSON Lines is `.jsonl` or `.ndjson`, a page is `.html`, `.htm` or
/// `.xhtml`, a crawl is `.warc`; any of them may be compressed, with `.gz` or `.zst` after that. What opens as a page or a crawl does is one,
/// whatever its name.
///
/// # Errors
///
/// The file cannot be read, is a folder, is empty, is not text, or is of a kind that no reader takes.
pub fn open(path: &Path, source_path: &str) -> Result<Records, Error> {
    let opened = || {
        let (format, compression) = format_of(path).ok_or(ErrorKind::UnknownFormat)?;
        let file = File::open(path).map_err(ErrorKind::Unreadable)?;
        if file.metadata().map_err(ErrorKind::Unreadable)?.is_dir() {
            return Err(ErrorKind::Unreadable(io::ErrorKind::IsADirectory.into()));
        }
        records(unpacked(Box::new(file), compression)?, Some(format), source_path)
    };
    opened().map_err(|kind| Error::in_file(kind, Path::new(source_path)))
}

/// Yields the records that come in on a stream: JSON Lines if it opens with an object, else pasted text, either of
/// them compressed or not.
///
/// # Errors
///
/// As [`open`].
pub fn standard_input(reader: impl Read + Send + 'static, source_path: &str) -> Result<Records, Error> {
    let opened = || {
        let mut reader = BufReader::new(reader);
        let compression = match reader.fill_buf().map_err(ErrorKind::Unreadable)? {
            [0x1f, 0x8b, ..] => Some("gz"),
            [0x28, 0xb5, 0x2f, 0xfd, ..] => Some("zst"),
            _ => None,
        };
        records(unpacked(Box::new(reader), compression)?, None, source_path)
    };
    opened().map_err(|kind| Error::in_file(kind, Path::new(source_path)))
}

/// The format and the compression that a file's name tells.
fn format_of(path: &Path) -> Option<(Format, Option<&'static str>)> {
    let name = path.file_name()?.to_string_lossy().to_lowercase();
    let compression = ["gz", "zst"].into_iter().find(|ending| name.ends_with(&format!(".{ending}")));
    let name = compression.map_or(name.as_str(), |ending| &name[..name.len() - ending.len() - 1]);
    let format = match name.rsplit_once('.')?.1 {
        "txt" | "text" => Format::Pasted,
        "md" | "markdown" => Format::Markdown,
        "jsonl" | "ndjson" => Format::JsonLines,
        "html" | "htm" | "xhtml" => Format::Page,
        "warc" => Format::Warc,
        _ => return None,
    };
    Some((format, compression))
}

fn unpacked(reader: Box<dyn Read + Send>, compression: Option<&str>) -> Result<Stream, ErrorKind> {
    // 256 KiB: larger reads gain nothing measurable.
    let buffered = BufReader::with_capacity(256 << 10, reader);
    let reader: Box<dyn BufRead + Send> = match compression {
        Some("gz") => Box::new(BufReader::with_capacity(256 << 10, MultiGzDecoder::new(buffered))),
        Some(_) => {
            let mut decoder =
                zstd::stream::read::Decoder::with_buffer(buffered).map_err(ErrorKind::BrokenCompression)?;
            // Archives are packed with windows up to the format's largest, 2 GiB.
            decoder.window_log_max(31).map_err(ErrorKind::BrokenCompression)?;
            Box::new(BufReader::with_capacity(256 << 10, decoder))
        }
        None => Box::new(buffered),
    };
    Ok(Stream { reader, compressed: compression.is_some() })
}

/// `format` where the name told it.
fn records(mut stream: Stream, format: Option<Format>, source_path: &str) -> Result<Records, ErrorKind> {
    let start = stream.peek()?;
    let format = told(start, format);
    let is_wide = decode::wide(start).is_some();
    if !is_wide && format != Format::Warc && decode::is_binary(start) {
        return Err(ErrorKind::NotText);
    }
    let source_path: Arc<str> = source_path.into();
    let inner = match format {
        Format::JsonLines if !is_wide => Inner::Json(Json::of(stream)),
        Format::JsonLines => Inner::Json(Json::of(stream.narrowed()?)),
        Format::Warc => Inner::Warc(Warc::of(stream)),
        Format::Page => Inner::Page(Some(stream.whole(LONGEST_PAGE)?)),
        Format::Pasted | Format::Markdown => {
            let bytes = stream.whole(LONGEST_TEXT)?;
            Inner::Pasted(pasted::pieces(&decode::text(&bytes)?, format == Format::Markdown).into_iter())
        }
    };
    Ok(Records { source_path, inner })
}

/// By its content first, its name second.
fn told(start: &[u8], named: Option<Format>) -> Format {
    match named {
        _ if warc::looks_like_warc(start) => Format::Warc,
        _ if html::looks_like_page(start) => Format::Page,
        Some(Format::Page) | None if opens_with_object(start) => Format::JsonLines,
        Some(format) => format,
        None => Format::Pasted,
    }
}

fn opens_with_object(start: &[u8]) -> bool {
    let start = start.strip_prefix(b"\xef\xbb\xbf").unwrap_or(start).trim_ascii_start();
    start
        .strip_prefix(b"{")
        .is_some_and(|inside| matches!(inside.trim_ascii_start().first(), Some(b'"' | b'}')))
}

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
}

/// 4 MiB: forty pages of the usual size.
const LARGEST_BATCH: usize = 4 << 20;

impl Stream {
    pub(super) fn failed(&self, error: io::Error) -> ErrorKind {
        if self.compressed { ErrorKind::BrokenCompression(error) } else { ErrorKind::Unreadable(error) }
    }

    /// The first bytes, which stay in the stream.
    fn peek(&mut self) -> Result<&[u8], ErrorKind> {
        let compressed = self.compressed;
        let failed = |error| {
            if compressed { ErrorKind::BrokenCompression(error) } else { ErrorKind::Unreadable(error) }
        };
        match self.reader.fill_buf().map_err(failed)? {
            [] => Err(ErrorKind::EmptyFile),
            start => Ok(start),
        }
    }

    fn whole(&mut self, most: u64) -> Result<Vec<u8>, ErrorKind> {
        let mut bytes = Vec::new();
        let read = self.reader.by_ref().take(most + 1).read_to_end(&mut bytes);
        read.map_err(|error| self.failed(error))?;
        if bytes.len() as u64 > most {
            return Err(ErrorKind::TooLong { most });
        }
        Ok(bytes)
    }

    /// 16-bit text has no byte that ends a line: it is decoded as a whole first.
    fn narrowed(mut self) -> Result<Stream, ErrorKind> {
        let bytes = self.whole(LONGEST_TEXT)?;
        let text = decode::text(&bytes)?.into_owned();
        Ok(Stream { reader: Box::new(Cursor::new(text.into_bytes())), compressed: false })
    }
}

impl Iterator for Records {
    type Item = Result<Record, Error>;

    fn next(&mut self) -> Option<Result<Record, Error>> {
        let (line, form) = match &mut self.inner {
            Inner::Pasted(pieces) => {
                let piece = pieces.next()?;
                (piece.line, Ok(Form::Pasted(piece)))
            }
            Inner::Warc(warc) => return Some(warc.next()?.record(&self.source_path)),
            Inner::Page(page) => (1, Ok(Form::Page(page.take()?))),
            Inner::Json(json) => match json.next()? {
                (line, Ok(bytes)) => (line, Ok(Form::Json(bytes))),
                (line, Err(kind)) => (line, Err(kind)),
            },
        };
        let path = Path::new(&*self.source_path);
        Some(match form {
            Ok(form) => Ok(Record { source_path: self.source_path.clone(), line, form }),
            Err(kind @ ErrorKind::EmptyFile) => Err(Error::in_file(kind, path)),
            Err(kind) => Err(Error::in_line(kind, path, line)),
        })
    }
}

/// The lines of a stream of JSON, numbered from 1.
struct Json {
    stream: Stream,
    line: u64,
    /// Whether nothing but blanks has come so far.
    is_empty: bool,
    is_over: bool,
}

impl Json {
    fn of(stream: Stream) -> Json {
        Json { stream, line: 0, is_empty: true, is_over: false }
    }

    fn next(&mut self) -> Option<(u64, Result<Vec<u8>, ErrorKind>)> {
        while !self.is_over {
            self.line += 1;
            let read = match lines::next(&mut *self.stream.reader, LONGEST_LINE) {
                Ok(Line::Whole(bytes)) if bytes.trim_ascii().is_empty() => continue,
                Ok(Line::Whole(bytes)) => Ok(bytes),
                Ok(Line::TooLong) => Err(ErrorKind::TooLong { most: LONGEST_LINE }),
                Ok(Line::End) => {
                    self.is_over = true;
                    return self.is_empty.then_some((self.line, Err(ErrorKind::EmptyFile)));
                }
                Err(error) => {
                    self.is_over = true;
                    Err(self.stream.failed(error))
                }
            };
            self.is_empty = false;
            return Some((self.line, read));
        }
        None
    }
}
