//! What went wrong, where, and how to mend it.
//!
//! One public [`Error`]. Its kinds are the whole catalogue of messages: lower case, no full stop,
//! literals in backticks, clear without colour. `Display` prints the message with its place; the
//! hint stands apart ([`Error::hint`]), because a program may want one without the other.

mod crawl;
mod fetch;
mod hint;
mod list;
mod packed;
mod place;
mod query;
mod watch;

pub use crawl::CrawlFault;
pub use crawl::Passed;
pub use fetch::FetchFault;
pub use list::ListFault;
pub use packed::PackedFault;
pub use place::Place;
pub use query::QueryFault;
pub use watch::WatchFault;

use std::fmt;
use std::path::PathBuf;

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
    /// A flag that narrows a search was given nothing, as by an empty variable of the shell.
    EmptyFlag {
        /// The flag's name: `outlet`.
        flag: &'static str,
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
    /// A part of the query that means nothing as it stands.
    Query(QueryFault),

    // Files and records.
    /// The system would not read it.
    Unreadable(std::io::Error),
    /// The file holds nothing.
    EmptyFile,
    /// The file is not text of any kind that is read.
    NotText,
    /// A byte is neither UTF-8 nor Windows-1252.
    BrokenText {
        /// The byte.
        byte: u8,
    },
    /// No reader takes this kind of file.
    UnknownFormat,
    /// No reader takes this kind of file, and a program makes text of it.
    ConvertFirst {
        /// What it is: "a PDF file".
        what: &'static str,
        /// The command.
        convert: &'static str,
    },
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
    /// A message has no text, only files that came with it.
    OnlyAttachments {
        /// How many.
        count: u32,
    },
    /// A record has fewer words than an article.
    TooFewWords {
        /// Words found.
        found: usize,
        /// Words wanted.
        least: usize,
    },
    /// A crawl, or one record of it, is not as it should be.
    Crawl(CrawlFault),
    /// Something about a feed, a table or a list.
    List(ListFault),
    /// Compressed data ends or breaks in the middle.
    BrokenCompression(std::io::Error),
    /// Something packed, or a member of it, was not read.
    Packed(PackedFault),
    /// Reading one record met a fault of this program.
    ReaderFault,
    /// A symbolic link leads back to a folder above it.
    LinkLoop {
        /// The folder.
        above: PathBuf,
    },
    /// A page was not fetched.
    Fetch(FetchFault),

    /// Not wrong, but worth a word: what of a folder was not walked.
    NotWalked {
        /// Files and folders that ignore files leave out.
        ignored: u64,
        /// Folders that browsers saved beside pages.
        beside_pages: u64,
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
    /// Something about a saved search.
    Watch(WatchFault),
    /// A line of `first-seen.tsv` is no row.
    BrokenRow {
        /// How many more are not.
        more: u64,
    },
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
        /// The first of them, a line each: the id, and what tells the article from others.
        candidates: Vec<String>,
    },
}

impl Error {
    /// Whether it only says what was done, and nothing is wrong.
    pub fn is_note(&self) -> bool {
        match &self.kind {
            ErrorKind::NotWalked { .. } | ErrorKind::BrokenRow { .. } => true,
            ErrorKind::Crawl(fault) => matches!(fault, CrawlFault::PassedOver(_)),
            ErrorKind::List(fault) => fault.is_note(),
            _ => false,
        }
    }

    /// Whether bytes of a file are broken, so that what it held before may be lost; not only of a kind that is not read.
    pub fn is_damage(&self) -> bool {
        use ErrorKind::*;
        matches!(
            self.kind,
            BrokenCompression(_)
                | BrokenJson { .. }
                | BrokenText { .. }
                | Crawl(CrawlFault::CutOff | CrawlFault::NoRecord)
                | List(ListFault::BrokenXml { .. })
                | NotText
                | Packed(PackedFault::Broken { .. })
                | Unreadable(_)
        )
    }
}

const NO_ARCHIVE: &str =
    "there is no archive here: no folder at or above this one has `corpus/` or `onrecord.toml`";

impl fmt::Display for ErrorKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        use ErrorKind::*;
        match self {
            UnclosedPhrase => write!(f, "this quotation mark is never closed"),
            UnclosedBracket => write!(f, "this bracket is never closed"),
            UnopenedBracket => write!(f, "this bracket closes nothing"),
            EmptyField { field } => write!(f, "`{field}:` has nothing after it"),
            EmptyFlag { flag } => write!(f, "`--{flag}` was given nothing to look for"),
            MissingOperand { operator } => write!(f, "`{operator}` has nothing to work on"),
            NoWords { words } => write!(f, "there is nothing to search for in `{words}`"),
            NotADate { words } => write!(f, "`{words}` is not a date"),
            AmbiguousDate { .. } => write!(f, "this date can be read in two ways"),
            BackwardRange => write!(f, "the range ends before it begins"),
            QueryTooLong { bytes, most } => write!(f, "the query has {bytes} bytes, and {most} are allowed"),
            TooManyClauses { most } => write!(f, "the query has more than {most} parts"),
            TooDeep { most } => write!(f, "the brackets are nested more than {most} deep"),
            Query(fault) => write!(f, "{fault}"),
            Unreadable(error) => write!(f, "cannot be read: {error}"),
            EmptyFile => write!(f, "the file is empty"),
            NotText => write!(f, "the file is not text"),
            BrokenText { byte } => write!(f, "the byte {byte:#x} in it is neither UTF-8 nor Windows-1252"),
            UnknownFormat => write!(f, "this kind of file is not read"),
            ConvertFirst { what, .. } => write!(f, "{what} is not read as it is"),
            TooLong { most } => write!(f, "longer than {} MiB, the most that is read", most >> 20),
            BrokenJson { what } => write!(f, "broken JSON: {what}"),
            NotAnObject => write!(f, "not a JSON object"),
            NoPage { what } => write!(f, "the page {what}"),
            NoText => write!(f, "there is no text in it"),
            OnlyAttachments { count } => write!(f, "no text in it, only attachments ({count})"),
            TooFewWords { found: 1, .. } => write!(f, "one word is not an article"),
            TooFewWords { found, least } => write!(f, "{found} words are not an article; {least} are wanted"),
            Crawl(fault) => write!(f, "{fault}"),
            Fetch(fault) => write!(f, "{fault}"),
            List(fault) => write!(f, "{fault}"),
            BrokenCompression(error) => write!(f, "the compressed data is broken: {error}"),
            Packed(fault) => write!(f, "{fault}"),
            NotWalked { ignored, beside_pages } => not_walked(*ignored, *beside_pages, f),
            LinkLoop { above } => write!(f, "this link leads back to {}", above.display()),
            ReaderFault => write!(f, "reading it met a fault in onrecord"),
            NoArchive => f.write_str(NO_ARCHIVE),
            BrokenSettings { what } => write!(f, "the settings cannot be read: {what}"),
            BrokenSpeakers { what, .. } => write!(f, "{what}"),
            Unwritable(error) => unwritable(error, f),
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
            Watch(fault) => write!(f, "{fault}"),
            BrokenRow { more } => broken_row(*more, f),
            NoSuchQuotation { number, count } => {
                write!(f, "there is no quotation {number}: the article has {count}")
            }
            SeveralArticles { name, count, candidates } => several_articles(name, *count, candidates, f),
        }
    }
}

fn unwritable(error: &std::io::Error, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    match error.kind() {
        std::io::ErrorKind::StorageFull => f.write_str("cannot be written: the disk is full"),
        _ => write!(f, "cannot be written: {error}"),
    }
}

fn broken_row(more: u64, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    let others = if more == 0 { String::new() } else { format!(", nor are {more} more lines") };
    write!(f, "not an article’s id and a time{others}; passed over")
}

fn several_articles(
    name: &str,
    count: usize,
    candidates: &[String],
    f: &mut fmt::Formatter<'_>,
) -> fmt::Result {
    write!(f, "{count} articles have ids that begin with `{name}`")?;
    candidates.iter().try_for_each(|candidate| write!(f, "\n  {candidate}"))?;
    match count.saturating_sub(candidates.len()) {
        0 => Ok(()),
        more => write!(f, "\n  and {more} more"),
    }
}

fn not_walked(ignored: u64, beside_pages: u64, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    let parts = [(ignored, "by ignore rules"), (beside_pages, "saved beside pages")];
    let told = parts.iter().filter(|(count, _)| *count > 0).map(|(count, why)| format!("{count} {why}"));
    write!(f, "passed over {}", told.collect::<Vec<_>>().join(", "))
}

impl std::error::Error for Error {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        None // the cause is part of the message already
    }
}
