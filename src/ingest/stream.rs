//! A file as a stream of bytes whose opening can be looked at before anybody reads it.

use super::allowance;
use super::allowance::Allowance;
use super::allowance::Earning;
use super::allowance::MOST_TIMES;
use super::allowance::Spending;
use super::decode;
use super::format::OPENING;
use crate::error::ErrorKind;
use crate::error::PackedFault;
use flate2::bufread::MultiGzDecoder;
use std::fs::File;
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

/// Bytes to read, and where they come from: it changes what a failure to read means.
pub(super) struct Stream {
    start: Vec<u8>,
    reader: Chain<Cursor<Vec<u8>>, Box<dyn BufRead + Send>>,
    compressed: bool,
    allowance: Allowance,
    /// The file, where these bytes are a file of the system as a whole.
    file: Option<File>,
}

impl Stream {
    /// Of a file.
    pub(super) fn of_file(file: File) -> Result<Stream, ErrorKind> {
        let twin = file.try_clone().map_err(ErrorKind::Unreadable)?;
        Ok(Stream { file: Some(twin), ..Stream::of(file)? })
    }

    /// Of what comes in from outside.
    pub(super) fn of(reader: impl Read + Send + 'static) -> Result<Stream, ErrorKind> {
        let allowance = Allowance::default();
        Stream::within(Earning(reader, allowance.clone()), false, allowance)
    }

    /// Of what a decoder makes of other bytes.
    pub(super) fn unpacked(
        decoder: impl Read + Send + 'static,
        allowance: Allowance,
    ) -> Result<Stream, ErrorKind> {
        Stream::within(Spending(decoder, allowance.clone()), true, allowance)
    }

    /// Of a part of another stream.
    pub(super) fn within(
        reader: impl Read + Send + 'static,
        compressed: bool,
        allowance: Allowance,
    ) -> Result<Stream, ErrorKind> {
        let mut reader: Box<dyn BufRead + Send> = Box::new(BufReader::with_capacity(BUFFER, reader));
        let mut start = Vec::new();
        let read = reader.by_ref().take(OPENING as u64).read_to_end(&mut start);
        // What was read before the failure is read, and the failure met again after it.
        if let (Err(error), true) = (read, start.is_empty()) {
            return Err(failed(error, compressed));
        }
        let reader = Cursor::new(start.clone()).chain(reader);
        Ok(Stream { start, reader, compressed, allowance, file: None })
    }

    /// The first bytes, at most [`OPENING`]; they are read again with the rest.
    pub(super) fn start(&self) -> &[u8] {
        &self.start
    }

    /// The bytes.
    pub(super) fn reader(&mut self) -> &mut (dyn BufRead + Send) {
        &mut self.reader
    }

    /// The bytes, for a reader that keeps them.
    pub(super) fn into_reader(self) -> Box<dyn BufRead + Send> {
        Box::new(self.reader)
    }

    /// What a failure to read these bytes means.
    pub(super) fn failed(&self, error: io::Error) -> ErrorKind {
        failed(error, self.compressed)
    }

    /// What may still come out of the file that all of this is in.
    pub(super) fn allowance(&self) -> Allowance {
        self.allowance.clone()
    }

    /// Whether these bytes come out of a compressed file.
    pub(super) fn is_compressed(&self) -> bool {
        self.compressed
    }

    /// The file itself, where there is one: for a reader that reads here and there.
    pub(super) fn take_file(&mut self) -> Option<File> {
        self.file.take()
    }

    /// What comes out of a gzip file, of all its members.
    pub(super) fn gunzipped(self) -> Result<Stream, ErrorKind> {
        Stream::unpacked(MultiGzDecoder::new(self.reader), self.allowance)
    }

    /// What comes out of a Zstandard file, of all its frames.
    pub(super) fn unzstd(self) -> Result<Stream, ErrorKind> {
        let mut decoder =
            zstd::stream::read::Decoder::with_buffer(self.reader).map_err(ErrorKind::BrokenCompression)?;
        // Archives are packed with windows up to the format's largest, 2 GiB.
        decoder.window_log_max(31).map_err(ErrorKind::BrokenCompression)?;
        Stream::unpacked(decoder, self.allowance)
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

/// What a failure to read means.
pub(super) fn failed(error: io::Error, compressed: bool) -> ErrorKind {
    match compressed {
        _ if allowance::is_exceeded(&error) => ErrorKind::Packed(PackedFault::TooLarge { times: MOST_TIMES }),
        true => ErrorKind::BrokenCompression(error),
        false => ErrorKind::Unreadable(error),
    }
}
