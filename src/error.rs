//! What went wrong, where, and how to mend it.
//!
//! One public [`Error`]. Its kinds are the whole catalogue of messages: lower case, no full stop,
//! literals in backticks, clear without colour. `Display` prints the message with its place; the
//! hint stands apart ([`Error::hint`]), because a program may want one without the other.

use crate::text::Span;
use std::fmt;
use std::path::Path;
use std::path::PathBuf;
use unicode_width::UnicodeWidthStr;

/// What went wrong, and where.
#[derive(Debug)]
pub struct Error {
    /// What.
    pub kind: ErrorKind,
    /// Where.
    pub place: Place,
}

/// Everything that can go wrong, one variant a message.
#[derive(Debug)]
#[non_exhaustive]
pub enum ErrorKind {
    // The query.
    /// A quotation mark opens a phrase and nothing closes it.
    UnclosedPhrase,
    /// A bracket opens and nothing closes it.
    UnclosedBracket,
    /// A bracket closes that nothing opened.
    UnopenedBracket,
    /// A field stands with nothing after its colon.
    EmptyField {
        /// The field's name.
        field: &'static str,
    },
    /// An operator stands with nothing on one of its sides.
    MissingOperand {
        /// `AND`, `OR`, `NOT` or `-`.
        operator: String,
    },
    /// Nothing in the query has a letter or a figure.
    NoWords {
        /// All of the query.
        words: String,
    },
    /// Words after a date field are no date.
    NotADate {
        /// The words.
        words: String,
    },
    /// A date written in figures can be read with the day or the month first.
    AmbiguousDate {
        /// Both readings, as ISO dates.
        readings: [String; 2],
    },
    /// The first day of a range comes after the last.
    BackwardRange,
    /// The query is longer than a query may be.
    QueryTooLong {
        /// Bytes given.
        bytes: usize,
        /// Bytes allowed.
        most: usize,
    },
    /// The query has more parts than a query may have.
    TooManyClauses {
        /// Parts allowed.
        most: usize,
    },
    /// Brackets are nested deeper than they may be.
    TooDeep {
        /// Levels allowed.
        most: usize,
    },

    // Files and records.
    /// The system would not read it.
    Unreadable(std::io::Error),
    /// The file holds nothing.
    EmptyFile,
    /// The file is not text of any kind that is read.
    NotText,
    /// No reader takes this kind of file.
    UnknownFormat,
    /// A line or file is longer than is read.
    TooLong {
        /// Bytes allowed.
        most: u64,
    },
    /// A line of JSON is broken.
    BrokenJson {
        /// What the reader of JSON says.
        what: String,
    },
    /// A line of JSON is not an object.
    NotAnObject,
    /// A page that holds no article, or is beyond what is parsed.
    NoPage {
        /// What is wrong with it: "is an error page".
        what: &'static str,
    },
    /// A record has no text.
    NoText,
    /// A record has fewer words than an article.
    TooFewWords {
        /// Words found.
        found: usize,
        /// Words wanted.
        least: usize,
    },
    /// Compressed data ends or breaks in the middle.
    BrokenCompression(std::io::Error),
    /// Reading one record met a fault of this program.
    ReaderFault,
    /// A symbolic link leads back to a folder above it.
    LinkLoop {
        /// The folder.
        above: PathBuf,
    },
    /// An address was given where a file was wanted.
    Address {
        /// The address.
        url: String,
    },

    // The archive and its index.
    /// No archive at or above the current folder.
    NoArchive,
    /// `onrecord.toml` cannot be read as settings.
    BrokenSettings {
        /// What and where, in words.
        what: String,
    },
    /// `speakers.toml` cannot be read, or contradicts itself.
    BrokenSpeakers {
        /// What, in words.
        what: String,
        /// How to mend it.
        mend: &'static str,
    },
    /// A file could not be put into the corpus or the index.
    Unwritable(std::io::Error),
    /// There is no index, and it was asked not to build one.
    NoIndex,
    /// The index was written in another format.
    IndexFormat {
        /// The format found.
        found: u32,
        /// The format this program reads.
        readable: u32,
    },
    /// The index is damaged.
    IndexDamaged {
        /// What is wrong, in words.
        what: String,
    },
    /// Another program is writing to the archive.
    Locked,
    /// No article has this id, prefix or address.
    NoSuchArticle {
        /// What was asked for.
        name: String,
    },
    /// What was given names no quotation.
    NotAQuotation {
        /// What was given.
        name: String,
    },
    /// A number that no version of the article has, and how many there are.
    NoSuchVersion(usize, usize),
    /// A corpus file no longer gives the article that it gave when it was indexed.
    ChangedFile,
    /// The article has fewer quotations.
    NoSuchQuotation {
        /// The number asked for.
        number: u32,
        /// How many there are.
        count: usize,
    },
    /// Several articles have ids that begin so.
    SeveralArticles {
        /// What was asked for.
        name: String,
        /// How many.
        count: usize,
    },
}

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

    /// Something wrong with an archive or its index.
    pub fn in_archive(kind: ErrorKind, path: &Path) -> Error {
        Error { kind, place: Place::Archive(path.to_path_buf()) }
    }

    /// Something wrong that has no place.
    pub fn nowhere(kind: ErrorKind) -> Error {
        Error { kind, place: Place::Nowhere }
    }

    /// How to mend it, where there is something to say.
    pub fn hint(&self) -> Option<String> {
        use ErrorKind::*;
        Some(match &self.kind {
            UnclosedPhrase => "close the phrase with a second mark, or take the mark away".into(),
            UnclosedBracket => {
                "close it with `)`, or write it inside quotation marks to search for it".into()
            }
            UnopenedBracket => {
                "take it away, or open it with `(` before the words that belong together".into()
            }
            EmptyField { field } => {
                format!("write what to look for after the colon, as in `{field}:{}`", example(field))
            }
            MissingOperand { operator } => {
                let sides =
                    if operator == "AND" || operator == "OR" { "on both its sides" } else { "after it" };
                format!("`{operator}` wants words {sides}; in quotation marks it is a word itself")
            }
            NoWords { .. } => "write the words to look for, or `*` for everything".into(),
            NotADate { .. } => {
                "write `2023`, `2023-03`, `2023-03-22`, `yesterday`, `7d` or `\"3 days ago\"`".into()
            }
            AmbiguousDate { readings: [a, b] } => format!("write {a} or {b}"),
            BackwardRange => "put the earlier date first".into(),
            QueryTooLong { .. } | TooManyClauses { .. } | TooDeep { .. } => "search for less at once".into(),
            UnknownFormat | NotText => {
                "give it as text, HTML-free: `.txt`, `.md`, `.jsonl`, or these as `.gz` or `.zst`".into()
            }
            TooLong { .. } => "cut it into smaller files, one article each".into(),
            BrokenJson { .. } | NotAnObject => {
                "each line must be one JSON object, as `onrecord extract --format jsonl` prints them".into()
            }
            NoText => "give the article's words under `text`, `body` or `content`".into(),
            Address { .. } => {
                "save the page's text to a file, its address as the last line, and add the file".into()
            }
            BrokenCompression(_) => "fetch or compress the file again".into(),
            BrokenSpeakers { mend, .. } => (*mend).into(),
            NoArchive => "make one here with `onrecord add FILE`, or name one with `--archive DIR`".into(),
            NoIndex | IndexFormat { .. } | IndexDamaged { .. } => {
                "build it again from the corpus with `onrecord rebuild`; nothing is lost".into()
            }
            Locked => "wait until the other `onrecord` has finished, and try again".into(),
            NoSuchArticle { .. } => "`onrecord search` prints each article's id".into(),
            NotAQuotation { .. } => {
                "write an article's id, `/` and a number, as in `3F6K00AB12CDE/2`; `onrecord quotes` prints them".into()
            }
            ChangedFile => "take the change in with `onrecord update`".into(),
            NoSuchQuotation { .. } => "`onrecord show ARTICLE` numbers its quotations".into(),
            SeveralArticles { .. } => "give more of the id".into(),
            Unwritable(error) if error.kind() == std::io::ErrorKind::StorageFull => {
                "make room on the disk and try again; what was there before is unharmed".into()
            }
            _ => return None,
        })
    }
}

/// A value that makes the example of a field's use.
fn example(field: &str) -> &'static str {
    match field {
        "outlet" => "cbc",
        "lang" => "fr",
        "date" | "since" | "until" => "2023-03",
        "url" => "https://…",
        "said" | "title" => "\"the very words\"",
        _ => "name",
    }
}

impl fmt::Display for ErrorKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        use ErrorKind::*;
        match self {
            UnclosedPhrase => write!(f, "this quotation mark is never closed"),
            UnclosedBracket => write!(f, "this bracket is never closed"),
            UnopenedBracket => write!(f, "this bracket closes nothing"),
            EmptyField { field } => write!(f, "`{field}:` has nothing after it"),
            MissingOperand { operator } => write!(f, "`{operator}` has nothing to work on"),
            NoWords { words } => write!(f, "there is nothing to search for in `{words}`"),
            NotADate { words } => write!(f, "`{words}` is not a date"),
            AmbiguousDate { .. } => write!(f, "this date can be read in two ways"),
            BackwardRange => write!(f, "the range ends before it begins"),
            QueryTooLong { bytes, most } => write!(f, "the query has {bytes} bytes, and {most} are allowed"),
            TooManyClauses { most } => write!(f, "the query has more than {most} parts"),
            TooDeep { most } => write!(f, "the brackets are nested more than {most} deep"),
            Unreadable(error) => write!(f, "cannot be read: {error}"),
            EmptyFile => write!(f, "the file is empty"),
            NotText => write!(f, "the file is not text"),
            UnknownFormat => write!(f, "this kind of file is not read"),
            TooLong { most } => write!(f, "longer than {} MiB, the most that is read", most >> 20),
            BrokenJson { what } => write!(f, "broken JSON: {what}"),
            NotAnObject => write!(f, "not a JSON object"),
            NoPage { what } => write!(f, "the page {what}"),
            NoText => write!(f, "there is no text in it"),
            TooFewWords { found: 1, .. } => write!(f, "one word is not an article"),
            TooFewWords { found, least } => write!(f, "{found} words are not an article; {least} are wanted"),
            BrokenCompression(error) => write!(f, "the compressed data is broken: {error}"),
            LinkLoop { above } => write!(f, "this link leads back to {}", above.display()),
            Address { url } => {
                write!(f, "`{url}` is an address; fetching pages comes with a later version")
            }
            ReaderFault => write!(f, "reading it met a fault in onrecord"),
            NoArchive => write!(
                f,
                "there is no archive here: no folder at or above this one has `corpus/` or `onrecord.toml`"
            ),
            BrokenSettings { what } => write!(f, "the settings cannot be read: {what}"),
            BrokenSpeakers { what, .. } => write!(f, "{what}"),
            Unwritable(error) if error.kind() == std::io::ErrorKind::StorageFull => {
                write!(f, "cannot be written: the disk is full")
            }
            Unwritable(error) => write!(f, "cannot be written: {error}"),
            NoIndex => write!(f, "there is no index"),
            IndexFormat { found, readable } => {
                write!(f, "the index has format {found}, and this onrecord reads format {readable}")
            }
            IndexDamaged { what } => write!(f, "the index is damaged: {what}"),
            Locked => write!(f, "another onrecord is writing to this archive"),
            NoSuchArticle { name } => write!(f, "no article has the id or address `{name}`"),
            NotAQuotation { name } => write!(f, "`{name}` names no quotation"),
            NoSuchVersion(number, count) => write!(f, "no version {number}: the article has {count}"),
            ChangedFile => f.write_str("has changed since it was indexed, and no longer gives this version"),
            NoSuchQuotation { number, count } => {
                write!(f, "there is no quotation {number}: the article has {count}")
            }
            SeveralArticles { name, count } => {
                write!(f, "{count} articles have ids that begin with `{name}`")
            }
        }
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.place {
            Place::Query { text, span } => write!(f, "{}\n{}", self.kind, carets(text, *span)),
            Place::File(path) | Place::Archive(path) => write!(f, "{}: {}", path.display(), self.kind),
            Place::Line { path, number } => write!(f, "{}:{number}: {}", path.display(), self.kind),
            Place::Nowhere => write!(f, "{}", self.kind),
        }
    }
}

impl std::error::Error for Error {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        None // the cause is part of the message already
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
