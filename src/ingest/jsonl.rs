//! JSON Lines: one article an object.

use super::Form;
use super::decode;
use super::facts::Facts;
use super::lines;
use super::lines::Line;
use super::stated;
use super::stream::Stream;
use crate::article::Article;
use crate::error::ErrorKind;

/// A line longer than this is passed over: the longest news article ever printed has a hundredth of it.
const LONGEST_LINE: u64 = 16 << 20;

/// The lines of a stream that are not blank, numbered from 1.
pub(super) struct Lines {
    stream: Stream,
    line: u64,
    /// Whether nothing but blanks has come so far.
    is_empty: bool,
    is_over: bool,
}

impl Lines {
    pub(super) fn of(stream: Stream) -> Lines {
        Lines { stream, line: 0, is_empty: true, is_over: false }
    }
}

impl Iterator for Lines {
    type Item = (u64, Result<Form, ErrorKind>);

    fn next(&mut self) -> Option<(u64, Result<Form, ErrorKind>)> {
        while !self.is_over {
            self.line += 1;
            let read = match lines::next(self.stream.reader(), LONGEST_LINE) {
                Ok(Line::Whole(bytes)) if bytes.trim_ascii().is_empty() => continue,
                Ok(Line::Whole(bytes)) => Ok(Form::Json(bytes)),
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

/// Reads one line.
pub(super) fn article(line: &[u8], source_path: &str) -> Result<Article, ErrorKind> {
    stated::article(facts(line)?, source_path)
}

/// The facts that one object states.
pub(super) fn facts(object: &[u8]) -> Result<Facts, ErrorKind> {
    let object = decode::record(object)?;
    serde_json::from_str(object.trim_start_matches('\u{feff}')).map_err(|error| match error.is_data() {
        true => ErrorKind::NotAnObject,
        false => ErrorKind::BrokenJson { what: error.to_string() },
    })
}
