//! Tapes: members one after the other, each behind a block of 512 bytes that says what it is.
//!
//! Read here and not by a crate, so that a long name of ten gigabytes is no name, and members stream.

use crate::error::ErrorKind;
use crate::error::PackedFault;
use crate::ingest::stream::Stream;
use std::io;
use std::io::Read;
use std::sync::Arc;
use std::sync::Mutex;
use std::sync::PoisonError;

const BLOCK: usize = 512;

/// A name in a member of its own, and the heads of `pax`, are not longer.
const LONGEST_NAME: u64 = 64 << 10;

/// The members of a tape that are files, in order.
pub(super) struct Members {
    tape: Arc<Mutex<Tape>>,
    /// What kind of member came last.
    kind: u8,
}

/// The tape, and how much of the current member is still before the next header.
struct Tape {
    stream: Stream,
    left: u64,
    padding: u64,
}

/// What a header says.
struct Header {
    name: String,
    kind: u8,
    size: u64,
}

impl Members {
    pub(super) fn of(stream: Stream) -> Members {
        Members { tape: Arc::new(Mutex::new(Tape { stream, left: 0, padding: 0 })), kind: 0 }
    }

    /// The next member's name; an `Err` where the tape itself cannot be read on.
    pub(super) fn next(&mut self) -> Option<Result<String, ErrorKind>> {
        let header = self.tape.lock().unwrap_or_else(PoisonError::into_inner).next_member().transpose()?;
        Some(header.map(|header| {
            self.kind = header.kind;
            header.name
        }))
    }

    /// The bytes of the member that came last.
    pub(super) fn stream(&self) -> Result<Stream, ErrorKind> {
        let (is_compressed, allowance) = {
            let tape = self.tape.lock().unwrap_or_else(PoisonError::into_inner);
            (tape.stream.is_compressed(), tape.stream.allowance())
        };
        match self.kind {
            b'1' | b'2' => Err(ErrorKind::Packed(PackedFault::Refused { what: "a link" })),
            b'S' => Err(ErrorKind::Packed(PackedFault::Refused { what: "a file with holes" })),
            _ => Stream::within(Reading(self.tape.clone()), is_compressed, allowance),
        }
    }
}

/// The current member's bytes.
struct Reading(Arc<Mutex<Tape>>);

impl Read for Reading {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).read(buffer)
    }
}

impl Tape {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.stream.reader().take(self.left).read(buffer)?;
        if read == 0 && self.left > 0 && !buffer.is_empty() {
            return Err(io::ErrorKind::UnexpectedEof.into());
        }
        self.left -= read as u64;
        Ok(read)
    }

    /// The next header of a file or a link; `None` at the end of the tape.
    fn next_member(&mut self) -> Result<Option<Header>, ErrorKind> {
        let (mut long_name, mut long_size) = (None, None);
        loop {
            self.skip()?;
            let Some(mut header) = self.header()? else { return Ok(None) };
            match header.kind {
                b'L' => long_name = Some(until_nul(&self.small()?)),
                b'x' => {
                    let heads = self.small()?;
                    long_name = pax(&heads, "path").or(long_name);
                    long_size = pax(&heads, "size").and_then(|size| size.parse().ok());
                }
                // Files, old and new, links, and files with holes.
                b'0' | 0 | b'7' | b'1' | b'2' | b'S' => {
                    header.size = long_size.unwrap_or(header.size);
                    header.name = long_name.unwrap_or(header.name);
                    let is_link = matches!(header.kind, b'1' | b'2');
                    self.enter(if is_link { 0 } else { header.size });
                    return Ok(Some(header));
                }
                // Folders, devices, heads for all members.
                _ => (long_name, long_size) = (None, None),
            }
        }
    }

    fn enter(&mut self, size: u64) {
        self.left = size;
        self.padding = (BLOCK as u64 - size % BLOCK as u64) % BLOCK as u64;
    }

    /// Goes on to the next header.
    fn skip(&mut self) -> Result<(), ErrorKind> {
        let wanted = self.left.saturating_add(self.padding);
        let skipped = io::copy(&mut self.stream.reader().take(wanted), &mut io::sink());
        let skipped = skipped.map_err(|error| self.stream.failed(error))?;
        (self.left, self.padding) = (0, 0);
        // The last member may lack its padding: the next header is missing then, and that is the end.
        if skipped + (BLOCK as u64) < wanted { Err(cut_off()) } else { Ok(()) }
    }

    fn header(&mut self) -> Result<Option<Header>, ErrorKind> {
        let mut block = Vec::new();
        let read = self.stream.reader().take(BLOCK as u64).read_to_end(&mut block);
        read.map_err(|error| self.stream.failed(error))?;
        if block.iter().all(|byte| *byte == 0) {
            return Ok(None);
        }
        let block: [u8; BLOCK] = block.try_into().map_err(|_| cut_off())?;
        let header = Header::read(&block)
            .ok_or(ErrorKind::Packed(PackedFault::Broken { what: "a member's header is damaged" }))?;
        self.enter(header.size);
        Ok(Some(header))
    }

    /// The whole of a member that describes the next one.
    fn small(&mut self) -> Result<Vec<u8>, ErrorKind> {
        if self.left > LONGEST_NAME {
            return Err(ErrorKind::Packed(PackedFault::Broken { what: "a member's name is too long" }));
        }
        let mut bytes = Vec::new();
        let read = self.stream.reader().take(self.left).read_to_end(&mut bytes);
        self.left -= read.map_err(|error| self.stream.failed(error))? as u64;
        Ok(bytes)
    }
}

fn cut_off() -> ErrorKind {
    ErrorKind::Packed(PackedFault::Broken { what: "it is cut off" })
}

impl Header {
    /// `None` where the sum of its bytes is not what it says.
    fn read(block: &[u8; BLOCK]) -> Option<Header> {
        let field = |start: usize, length: usize| block.get(start..start + length).unwrap_or_default();
        // The field of the sum counts as blanks.
        let sum = |bytes: &[u8]| bytes.iter().map(|byte| u64::from(*byte)).sum::<u64>();
        let found = sum(block) - sum(field(148, 8)) + 8 * u64::from(b' ');
        if number(field(148, 8))? != found {
            return None;
        }
        let mut name = until_nul(field(0, 100));
        let folder = until_nul(field(345, 155));
        if field(257, 6) == b"ustar\0" && !folder.is_empty() {
            name = format!("{folder}/{name}");
        }
        let kind = block[156];
        // Before 1988 a folder was a file whose name ends so.
        let kind = if name.ends_with('/') && matches!(kind, 0 | b'0') { b'5' } else { kind };
        // What a folder or a link has for a size is none.
        let size = if matches!(kind, b'1'..=b'6') { 0 } else { number(field(124, 12))? };
        Some(Header { name, kind, size })
    }
}

/// In octal figures, or in binary ones where the first bit is set.
fn number(field: &[u8]) -> Option<u64> {
    match field {
        [first, rest @ ..] if first & 0x80 != 0 => {
            let start = u64::from(first & 0x7f);
            rest.iter().try_fold(start, |sum, byte| sum.checked_mul(256)?.checked_add(u64::from(*byte)))
        }
        _ => {
            let figures = until_nul(field);
            let figures = figures.trim();
            if figures.is_empty() { Some(0) } else { u64::from_str_radix(figures, 8).ok() }
        }
    }
}

fn until_nul(field: &[u8]) -> String {
    let end = field.iter().position(|byte| *byte == 0).unwrap_or(field.len());
    crate::ingest::decode::line(field.get(..end).unwrap_or_default()).into_owned()
}

/// The value of a key among heads as `27 path=mill/closes.txt`.
fn pax(heads: &[u8], key: &str) -> Option<String> {
    let text = String::from_utf8_lossy(heads);
    let mut values = text.lines().filter_map(|line| line.split_once(' ')?.1.split_once('='));
    values.rfind(|(name, _)| *name == key).map(|(_, value)| value.to_string())
}
