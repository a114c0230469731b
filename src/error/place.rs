//! Where something went wrong.

use super::Error;
use super::ErrorKind;
use crate::text::Span;
use std::fmt;
use std::path::Path;
use std::path::PathBuf;
use unicode_width::UnicodeWidthStr;

/// Where it went wrong.
#[derive(Debug)]
pub enum Place {
    /// In a query.
    Query {
        /// All of the query.
        text: String,
        /// The part at fault.
        span: Span,
    },
    /// In a file as a whole.
    File(PathBuf),
    /// In one line of a file.
    Line {
        /// The file.
        path: PathBuf,
        /// Counted from 1.
        number: u64,
    },
    /// In one record of a crawl.
    Record {
        /// The file.
        path: PathBuf,
        /// Counted from 1.
        number: u64,
        /// The address of what was recorded.
        url: Option<String>,
    },
    /// At an address on the web.
    Address(String),
    /// In the archive or its index.
    Archive(PathBuf),
    /// Nowhere in particular.
    Nowhere,
}

impl Error {
    /// Something wrong with a part of a query.
    pub fn in_query(kind: ErrorKind, text: &str, span: Span) -> Error {
        Error { kind, place: Place::Query { text: text.to_string(), span } }
    }

    /// Something wrong with a file.
    pub fn in_file(kind: ErrorKind, path: &Path) -> Error {
        Error { kind, place: Place::File(path.to_path_buf()) }
    }

    /// Something wrong with a line of a file; lines count from 1.
    pub fn in_line(kind: ErrorKind, path: &Path, number: u64) -> Error {
        Error { kind, place: Place::Line { path: path.to_path_buf(), number } }
    }

    /// Something wrong with a record of a crawl; records count from 1.
    pub fn in_record(kind: ErrorKind, path: &Path, number: u64, url: Option<&str>) -> Error {
        Error { kind, place: Place::Record { path: path.to_path_buf(), number, url: url.map(String::from) } }
    }

    /// Something wrong with what is at an address, or with getting it.
    pub fn at_address(kind: ErrorKind, url: &str) -> Error {
        Error { kind, place: Place::Address(url.to_string()) }
    }

    /// Something wrong with an archive or its index.
    pub fn in_archive(kind: ErrorKind, path: &Path) -> Error {
        Error { kind, place: Place::Archive(path.to_path_buf()) }
    }

    /// Something wrong that has no place.
    pub fn nowhere(kind: ErrorKind) -> Error {
        Error { kind, place: Place::Nowhere }
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.place {
            Place::Query { text, span } => write!(f, "{}\n{}", self.kind, carets(text, *span)),
            Place::File(path) | Place::Archive(path) => write!(f, "{}: {}", path.display(), self.kind),
            Place::Line { path, number } => write!(f, "{}:{number}: {}", path.display(), self.kind),
            Place::Record { path, number, url: Some(url) } => {
                write!(f, "{}: record {number}, {url}: {}", path.display(), self.kind)
            }
            Place::Record { path, number, url: None } => {
                write!(f, "{}: record {number}: {}", path.display(), self.kind)
            }
            Place::Address(url) => write!(f, "{url}: {}", self.kind),
            Place::Nowhere => write!(f, "{}", self.kind),
        }
    }
}

/// The query on one line, carets under the part at fault on the next.
fn carets(text: &str, span: Span) -> String {
    let shown: String = text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
    let before = text.get(..span.start() as usize).unwrap_or_default().width();
    let under = span.slice(text).width().max(1);
    format!("  {shown}\n  {}{}", " ".repeat(before), "^".repeat(under))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn carets_stand_under_wide_characters() {
        let text = "said:« 不 »  \"open";
        let error = Error::in_query(ErrorKind::UnclosedPhrase, text, Span::of("\"open", text).unwrap());
        let lines: Vec<String> = error.to_string().lines().map(String::from).collect();
        assert_eq!(lines[0], "this quotation mark is never closed");
        assert_eq!(lines[2].find('^').map(|at| &lines[2][at..]), Some("^^^^^"));
        assert_eq!(lines[2].width(), lines[1].width());
    }

    #[test]
    fn a_line_is_named_with_its_file() {
        let error = Error::in_line(ErrorKind::NotAnObject, Path::new("a.jsonl"), 3);
        assert_eq!(error.to_string(), "a.jsonl:3: not a JSON object");
        assert!(error.hint().is_some());
    }
}
