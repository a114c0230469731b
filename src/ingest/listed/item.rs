//! One record of a file that lists them: where it stands, and what it says.

use crate::article::Article;
use crate::error::Error;
use crate::error::ErrorKind;
use crate::ingest::Form;
use crate::ingest::Record;
use crate::ingest::facts::Facts;
use crate::ingest::feed;
use std::path::Path;
use std::sync::Arc;

/// Where a record stands in its file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::ingest) enum At {
    /// On this line, from 1.
    Line(u64),
    /// It is this one, from 1: all records of a feed may stand on one line.
    Record(u64),
    /// It is about the file as a whole.
    File,
}

impl At {
    fn error(self, kind: ErrorKind, path: &Path) -> Error {
        match self {
            At::Line(number) => Error::in_line(kind, path, number),
            At::Record(number) => Error::in_record(kind, path, number, None),
            At::File => Error::in_file(kind, path),
        }
    }

    fn number(self) -> u64 {
        match self {
            At::Line(number) | At::Record(number) => number,
            At::File => 0,
        }
    }
}

/// What comes next in a file: a record that holds an article, or a complaint.
pub(in crate::ingest) struct Item {
    pub(super) at: At,
    pub(super) facts: Result<Facts, ErrorKind>,
}

impl Item {
    /// The record, in the file that is called so.
    pub(in crate::ingest) fn record(self, source_path: &Arc<str>) -> Result<Record, Error> {
        match self.facts {
            Ok(facts) => Ok(Record {
                source_path: source_path.clone(),
                line: self.at.number(),
                form: Form::Listed(Entry { at: self.at, facts }),
            }),
            Err(kind) => Err(self.at.error(kind, Path::new(&**source_path))),
        }
    }
}

/// A record that holds an article.
#[derive(Debug)]
pub(in crate::ingest) struct Entry {
    at: At,
    facts: Facts,
}

impl Entry {
    /// Bytes that it takes in memory, roughly.
    pub(in crate::ingest) fn size(&self) -> usize {
        self.facts.size()
    }

    /// Reads the article.
    pub(in crate::ingest) fn article(self, source_path: &str) -> Result<Article, Error> {
        feed::article(self.facts, source_path).map_err(|kind| self.at.error(kind, Path::new(source_path)))
    }
}
