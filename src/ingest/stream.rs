//! A file as a stream of bytes whose opening can be looked at before anybody reads it.

use super::decode;
use super::format::OPENING;
use crate::error::ErrorKind;
use flate2::bufread::MultiGzDecoder;
use std::io;
use std::io::BufRead;
use std::io::BufReader;
use std::io::Chain;
use std::io::Cursor;
use std::io::Read;

/// Pasted text is cut as a whole, so a file of it must fit into memory beside what is made of it.
pub(super) const LONGEST_TEXT: u64 = 64 << 20;

/// 256 KiB: larger reads gain nothing measurable.
const BUFFER: usize = 256 << 10;

/// Bytes to read, and whether they come out of a compressed file: it changes what a failure to read means.
pub(super) struct Stream {
    start: Vec<u8>,
    reader: Chain<Cursor<Vec<u8>>, Box<dyn BufRead + Send>>,
    compressed: bool,
}

impl Stream {
    /// Looks at the opening of what `reader` gives.
    pub(super) fn of(reader: impl Read + Send + 'static) -> Result<Stream, ErrorKind> {
        Stream::opened(Box::new(BufReader::with_capacity(BUFFER, reader)), false)
    }

    fn opened(mut reader: Box<dyn BufRead + Send>, compressed: bool) -> Result<Stream, ErrorKind> {
        let mut start = Vec::new();
        let read = reader.by_ref().take(OPENING as u64).read_to_end(&mut start);
        // What was read before the failure is read, and the failure met again after it.
        if let (Err(error), true) = (read, start.is_empty()) {
            return Err(failed(error, compressed));
        }
        Ok(Stream { reader: Cursor::new(start.clone()).chain(reader), start, compressed })
    }

    /// The first bytes, at most [`OPENING`]; they are read again with the rest.
    pub(super) fn start(&self) -> &[u8] {
        &self.start
    }

    /// The bytes.
    pub(super) fn reader(&mut self) -> &mut (dyn BufRead + Send) {
        &mut self.reader
    }

    /// What a failure to read these bytes means.
    pub(super) fn failed(&self, error: io::Error) -> ErrorKind {
        failed(error, self.compressed)
    }

    /// What comes out of a gzip file, of all its members.
    pub(super) fn gunzipped(self) -> Result<Stream, ErrorKind> {
        let decoder = MultiGzDecoder::new(self.reader);
        Stream::opened(Box::new(BufReader::with_capacity(BUFFER, decoder)), true)
    }

    /// What comes out of a Zstandard file, of all its frames.
    pub(super) fn unzstd(self) -> Result<Stream, ErrorKind> {
        let mut decoder =
            zstd::stream::read::Decoder::with_buffer(self.reader).map_err(ErrorKind::BrokenCompression)?;
        // Archives are packed with windows up to the format's largest, 2 GiB.
        decoder.window_log_max(31).map_err(ErrorKind::BrokenCompression)?;
        Stream::opened(Box::new(BufReader::with_capacity(BUFFER, decoder)), true)
    }

    /// All of it, if that is not more than `most` bytes.
    pub(super) fn whole(&mut self, most: u64) -> Result<Vec<u8>, ErrorKind> {
        let mut bytes = Vec::new();
        let read = self.reader.by_ref().take(most + 1).read_to_end(&mut bytes);
        read.map_err(|error| self.failed(error))?;
        if bytes.len() as u64 > most {
            return Err(ErrorKind::TooLong { most });
        }
        Ok(bytes)
    }

    /// The same text in 8-bit code. Text in 16-bit code has no byte that ends a line: it is decoded as a whole.
    pub(super) fn narrowed(mut self) -> Result<Stream, ErrorKind> {
        if decode::wide(&self.start).is_none() {
            return Ok(self);
        }
        let bytes = self.whole(LONGEST_TEXT)?;
        Stream::of(Cursor::new(decode::text(&bytes)?.into_owned().into_bytes()))
    }
}

fn failed(error: io::Error, compressed: bool) -> ErrorKind {
    if compressed { ErrorKind::BrokenCompression(error) } else { ErrorKind::Unreadable(error) }
}
