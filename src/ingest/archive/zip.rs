//! Zips: a list of contents at the end says where each member stands and how it is packed.
//!
//! Read here and not by a crate, so that a member streams without holding on to the archive.

use crate::error::ErrorKind;
use crate::error::PackedFault;
use crate::ingest::decode;
use crate::ingest::stream::Stream;
use flate2::Crc;
use flate2::read::DeflateDecoder;
use std::fs::File;
use std::io;
use std::io::Read;
use std::io::Seek;
use std::io::SeekFrom;
use std::sync::Arc;
use std::sync::Mutex;
use std::sync::PoisonError;

/// A list of contents longer than this is not read: that of 100,000 members has 10 MB.
const LONGEST_LIST: u64 = 64 << 20;

/// The note at the end holds a comment of up to 64 KiB, and the note of large archives stands before it.
const LONGEST_END: u64 = 22 + 0xffff + 20;

/// The bytes of a zip, which are read here and there.
pub(in crate::ingest) enum Bytes {
    File(Mutex<File>),
    Memory(Vec<u8>),
}

/// A zip whose list of contents was read.
pub(in crate::ingest) struct Zip {
    bytes: Arc<Bytes>,
    stream: Stream,
    entries: Vec<Entry>,
}

/// What the list says of one member.
struct Entry {
    name: String,
    flags: u16,
    method: u16,
    crc: u32,
    packed: u64,
    at: u64,
    is_link: bool,
}

impl Bytes {
    fn read_at(&self, at: u64, buffer: &mut [u8]) -> io::Result<usize> {
        match self {
            Bytes::Memory(bytes) => {
                let from = usize::try_from(at).ok().and_then(|at| bytes.get(at..)).unwrap_or_default();
                (&mut &*from).read(buffer)
            }
            Bytes::File(file) => {
                let mut file = file.lock().unwrap_or_else(PoisonError::into_inner);
                file.seek(SeekFrom::Start(at))?;
                file.read(buffer)
            }
        }
    }

    fn length(&self) -> io::Result<u64> {
        match self {
            Bytes::Memory(bytes) => Ok(bytes.len() as u64),
            Bytes::File(file) => file.lock().unwrap_or_else(PoisonError::into_inner).seek(SeekFrom::End(0)),
        }
    }
}

/// A stretch of the bytes.
struct Stretch {
    bytes: Arc<Bytes>,
    at: u64,
    end: u64,
}

impl Read for Stretch {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let left = usize::try_from(self.end.saturating_sub(self.at)).unwrap_or(usize::MAX);
        let most = left.min(buffer.len());
        let read = self.bytes.read_at(self.at, &mut buffer[..most])?;
        self.at += read as u64;
        Ok(read)
    }
}

impl Zip {
    /// Reads the list of contents.
    ///
    /// # Errors
    ///
    /// `BrokenArchive` where there is none or it is damaged, as in a zip that was cut off.
    pub(in crate::ingest) fn open(mut stream: Stream) -> Result<Zip, ErrorKind> {
        let bytes = match stream.take_file() {
            Some(file) => Bytes::File(Mutex::new(file)),
            None => Bytes::Memory(stream.whole(crate::ingest::stream::LONGEST_TEXT)?),
        };
        let mut zip = Zip { bytes: Arc::new(bytes), stream, entries: Vec::new() };
        let length = zip.bytes.length().map_err(ErrorKind::Unreadable)?;
        zip.stream.allowance().earn(length);
        let (at, size) = zip.place_of_list(length)?;
        if size > LONGEST_LIST {
            return Err(ErrorKind::TooLong { most: LONGEST_LIST });
        }
        let list = zip.stretch(at, size)?;
        let mut rest = &list[..];
        while let Some(entry) = Entry::take(&mut rest) {
            zip.entries.push(entry);
        }
        Ok(zip)
    }

    /// All bytes of a stretch.
    fn stretch(&self, at: u64, size: u64) -> Result<Vec<u8>, ErrorKind> {
        let end = at.checked_add(size).ok_or_else(damaged)?;
        let mut found = Vec::new();
        let mut stretch = Stretch { bytes: self.bytes.clone(), at, end };
        stretch.read_to_end(&mut found).map_err(ErrorKind::Unreadable)?;
        if (found.len() as u64) < size { Err(damaged()) } else { Ok(found) }
    }

    /// Where the list begins, and its bytes: the note at the end tells, and for large archives the one before it.
    fn place_of_list(&self, length: u64) -> Result<(u64, u64), ErrorKind> {
        let start = length.saturating_sub(LONGEST_END);
        let tail = self.stretch(start, length - start)?;
        let at = tail.windows(4).rposition(|bytes| bytes == b"PK\x05\x06");
        let at = at.ok_or(ErrorKind::Packed(PackedFault::Broken {
            what: "its list of contents is missing; it may be cut off",
        }))?;
        let end = Fields(&tail[at..]);
        let (size, list) = (end.u32(12).ok_or_else(damaged)?, end.u32(16).ok_or_else(damaged)?);
        let before = Fields(at.checked_sub(20).and_then(|at| tail.get(at..)).unwrap_or_default());
        if size != u32::MAX && list != u32::MAX || before.u32(0) != Some(0x0706_4b50) {
            return Ok((u64::from(list), u64::from(size)));
        }
        let note = self.stretch(before.u64(8).ok_or_else(damaged)?, 56)?;
        let note = Fields(&note);
        Ok((note.u64(48).ok_or_else(damaged)?, note.u64(40).ok_or_else(damaged)?))
    }

    /// Whether it has a member of this name.
    pub(in crate::ingest) fn has(&self, name: &str) -> bool {
        self.entries.iter().any(|entry| entry.name == name)
    }

    /// All bytes of one member, if there is such a member.
    pub(in crate::ingest) fn part(&self, name: &str, most: u64) -> Result<Option<Vec<u8>>, ErrorKind> {
        let Some(entry) = self.entries.iter().find(|entry| entry.name == name) else { return Ok(None) };
        self.read(entry)?.whole(most).map(Some)
    }

    /// The names of all members.
    pub(super) fn names(&self) -> impl Iterator<Item = &str> {
        self.entries.iter().map(|entry| entry.name.as_str())
    }

    /// Its members, to be read one after the other.
    pub(super) fn members(self) -> Members {
        Members { zip: self, next: 0 }
    }

    fn read(&self, entry: &Entry) -> Result<Stream, ErrorKind> {
        let header = self.stretch(entry.at, 30)?;
        let header = Fields(&header);
        let (name, extra) = match (header.u32(0), header.u16(26), header.u16(28)) {
            (Some(0x0403_4b50), Some(name), Some(extra)) => (u64::from(name), u64::from(extra)),
            _ => return Err(damaged()),
        };
        let at = entry.at + 30 + name + extra;
        let packed = Stretch { bytes: self.bytes.clone(), at, end: at.saturating_add(entry.packed) };
        let packed = io::BufReader::with_capacity(64 << 10, packed);
        let unpacked: Box<dyn Read + Send> = match entry.method {
            _ if entry.is_link => return Err(ErrorKind::Packed(PackedFault::Refused { what: "a link" })),
            _ if entry.flags & 1 != 0 => {
                return Err(ErrorKind::Packed(PackedFault::Refused { what: "locked with a password" }));
            }
            0 => Box::new(packed),
            8 => Box::new(DeflateDecoder::new(packed)),
            93 => Box::new(
                zstd::stream::read::Decoder::with_buffer(packed).map_err(ErrorKind::BrokenCompression)?,
            ),
            _ => {
                return Err(ErrorKind::Packed(PackedFault::Refused {
                    what: "packed by a method that is not read",
                }));
            }
        };
        let checked = Checked { reader: unpacked, crc: Crc::new(), expected: entry.crc };
        Stream::unpacked(checked, self.stream.allowance())
    }
}

/// The members of a zip, in the order of its list.
pub(super) struct Members {
    zip: Zip,
    next: usize,
}

impl Members {
    /// The next member's name.
    pub(super) fn next(&mut self) -> Option<String> {
        let entry = self.zip.entries.get(self.next)?;
        self.next += 1;
        Some(entry.name.clone())
    }

    /// The bytes of the member that came last.
    pub(super) fn stream(&self) -> Result<Stream, ErrorKind> {
        let entry = self.next.checked_sub(1).and_then(|last| self.zip.entries.get(last));
        self.zip.read(entry.ok_or_else(damaged)?)
    }
}

/// Compares the checksum at the end.
struct Checked {
    reader: Box<dyn Read + Send>,
    crc: Crc,
    expected: u32,
}

impl Read for Checked {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.reader.read(buffer)?;
        self.crc.update(&buffer[..read]);
        if read == 0 && !buffer.is_empty() && self.crc.sum() != self.expected {
            return Err(io::Error::new(io::ErrorKind::InvalidData, "its checksum does not match"));
        }
        Ok(read)
    }
}

impl Entry {
    /// Takes one entry off the list; `None` at its end.
    fn take(list: &mut &[u8]) -> Option<Entry> {
        let fields = Fields(list);
        if fields.u32(0)? != 0x0201_4b50 {
            return None;
        }
        let [name, extra, comment] = [28, 30, 32].map(|at| fields.u16(at).map(usize::from));
        let (extra_at, comment_at) = (46 + name?, 46 + name? + extra?);
        let mut entry = Entry {
            name: decode::line(list.get(46..extra_at)?).into_owned(),
            flags: fields.u16(8)?,
            method: fields.u16(10)?,
            crc: fields.u32(16)?,
            packed: u64::from(fields.u32(20)?),
            at: u64::from(fields.u32(42)?),
            // Systems of the family of Unix keep a file's mode in the upper half.
            is_link: fields.u16(40)? & 0o170_000 == 0o120_000,
        };
        let size = u64::from(fields.u32(24)?);
        entry.widen(size, list.get(extra_at..comment_at)?);
        *list = list.get(comment_at + comment?..).unwrap_or_default();
        Some(entry)
    }

    /// Sizes and places beyond 4 GiB stand in an extra field, each only where its own place says so.
    fn widen(&mut self, size: u64, extra: &[u8]) {
        let mut rest = extra;
        while let (Some(tag), Some(length)) = (Fields(rest).u16(0), Fields(rest).u16(2)) {
            let end = 4 + usize::from(length);
            let mut wide =
                rest.get(4..end).unwrap_or_default().chunks_exact(8).map(|wide| Fields(wide).u64(0));
            rest = rest.get(end..).unwrap_or_default();
            if tag != 1 {
                continue;
            }
            let full = u64::from(u32::MAX);
            let _ = (size == full).then(|| wide.next());
            for field in [&mut self.packed, &mut self.at] {
                if *field == full {
                    *field = wide.next().flatten().unwrap_or(*field);
                }
            }
        }
    }
}

/// Numbers in little-endian order at places of a header.
struct Fields<'a>(&'a [u8]);

impl Fields<'_> {
    fn bytes<const N: usize>(&self, at: usize) -> Option<[u8; N]> {
        self.0.get(at..at.checked_add(N)?)?.try_into().ok()
    }

    fn u16(&self, at: usize) -> Option<u16> {
        self.bytes(at).map(u16::from_le_bytes)
    }

    fn u32(&self, at: usize) -> Option<u32> {
        self.bytes(at).map(u32::from_le_bytes)
    }

    fn u64(&self, at: usize) -> Option<u64> {
        self.bytes(at).map(u64::from_le_bytes)
    }
}

fn damaged() -> ErrorKind {
    ErrorKind::Packed(PackedFault::Broken { what: "its list of contents is damaged" })
}
