//! One record of a WARC: its head, and as much of its block as is wanted.

use crate::ingest::http::Fields;
use crate::ingest::lines;
use crate::ingest::lines::Line;
use std::io;
use std::io::BufRead;
use std::io::Read;

/// Bytes of one line of a head. Addresses in data have been seen with a hundred thousand.
const LONGEST_LINE: u64 = 1 << 20;

/// Lines of one head.
const MOST_LINES: usize = 1000;

/// The head of a record.
#[derive(Debug)]
pub(super) struct Head {
    fields: Fields,
    /// Bytes of its block.
    pub(super) length: u64,
}

/// What stands next in the file.
#[derive(Debug)]
pub(super) enum Next {
    Record(Head),
    /// Lines that belong to no record, until the next one begins.
    Rubbish,
    /// The file ends within a head.
    CutOff,
    End,
}

/// Reads the next head.
pub(super) fn next(reader: &mut dyn BufRead) -> io::Result<Next> {
    let mut is_rubbish = false;
    // Records are parted by empty lines, of which crawlers write two, one or none.
    loop {
        if reader.fill_buf()?.starts_with(b"WARC/") && is_rubbish {
            return Ok(Next::Rubbish);
        }
        match lines::next(reader, LONGEST_LINE)? {
            Line::Whole(line) if line.starts_with(b"WARC/") => return head(reader),
            Line::Whole(line) if line.trim_ascii().is_empty() => {}
            Line::Whole(_) | Line::TooLong => is_rubbish = true,
            Line::End if is_rubbish => return Ok(Next::Rubbish),
            Line::End => return Ok(Next::End),
        }
    }
}

fn head(reader: &mut dyn BufRead) -> io::Result<Next> {
    let mut block = Vec::new();
    for _ in 0..MOST_LINES {
        match lines::next(reader, LONGEST_LINE)? {
            Line::Whole(line) if line.trim_ascii().is_empty() => {
                let fields = Fields::read(&block);
                let length = fields.get("Content-Length").and_then(|length| length.parse().ok());
                return Ok(length.map_or(Next::Rubbish, |length| Next::Record(Head { fields, length })));
            }
            Line::Whole(line) => {
                block.extend_from_slice(&line);
                block.push(b'\n');
            }
            Line::TooLong => {}
            Line::End => return Ok(Next::CutOff),
        }
    }
    Ok(Next::Rubbish)
}

impl Head {
    pub(super) fn get(&self, name: &str) -> Option<&str> {
        self.fields.get(name)
    }

    /// The address of what was fetched; early crawlers put it into angle brackets.
    pub(super) fn target(&self) -> Option<&str> {
        let target = self.get("WARC-Target-URI")?;
        Some(target.strip_prefix('<').and_then(|target| target.strip_suffix('>')).unwrap_or(target))
    }
}

/// A record's block, which is read to its end or passed over.
pub(super) struct Block<'a> {
    rest: io::Take<&'a mut dyn BufRead>,
    pub(super) bytes: Vec<u8>,
}

impl<'a> Block<'a> {
    pub(super) fn new(reader: &'a mut dyn BufRead, length: u64) -> Block<'a> {
        Block { rest: reader.take(length), bytes: Vec::new() }
    }

    /// Reads on until `most` bytes are there, or the block ends.
    pub(super) fn read(&mut self, most: u64) -> io::Result<()> {
        let wanted = most.saturating_sub(self.bytes.len() as u64);
        (&mut self.rest).take(wanted).read_to_end(&mut self.bytes)?;
        Ok(())
    }

    /// Passes over what was not read, and gives the bytes that the file lacks of it.
    pub(super) fn finish(mut self) -> io::Result<(Vec<u8>, u64)> {
        io::copy(&mut self.rest, &mut io::sink())?;
        Ok((self.bytes, self.rest.limit()))
    }
}
