//! Lines of a stream, with a bound on how long one may be.

use std::io;
use std::io::BufRead;
use std::io::Read;

/// What came next in a stream.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Line {
    /// A line, without its end.
    Whole(Vec<u8>),
    /// A line of more bytes than allowed; it was passed over, and not kept.
    TooLong,
    /// Nothing more.
    End,
}

/// The next line of at most `most` bytes.
pub(super) fn next(reader: &mut dyn BufRead, most: u64) -> io::Result<Line> {
    let mut line = Vec::new();
    (&mut *reader).take(most + 1).read_until(b'\n', &mut line)?;
    if line.last() == Some(&b'\n') {
        line.pop();
        return Ok(Line::Whole(line));
    }
    if line.len() as u64 > most {
        skip_line(reader)?;
        return Ok(Line::TooLong);
    }
    Ok(if line.is_empty() { Line::End } else { Line::Whole(line) })
}

/// Reads to the end of the line and keeps none of it.
fn skip_line(reader: &mut dyn BufRead) -> io::Result<()> {
    loop {
        let buffer = reader.fill_buf()?;
        let end = buffer.iter().position(|byte| *byte == b'\n');
        let used = end.map_or(buffer.len(), |at| at + 1);
        reader.consume(used);
        if end.is_some() || used == 0 {
            return Ok(());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_line_is_passed_over_and_the_rest_is_read() {
        let mut stream: &[u8] = b"one\n0123456789\n\ntwo";
        let mut found = Vec::new();
        loop {
            match next(&mut stream, 5).unwrap() {
                Line::End => break,
                line => found.push(line),
            }
        }
        let whole = |words: &str| Line::Whole(words.into());
        assert_eq!(found, [whole("one"), Line::TooLong, whole(""), whole("two")]);
    }
}
