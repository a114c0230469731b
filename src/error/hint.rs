//! How to mend what went wrong.

use super::Error;
use super::ErrorKind;
use super::PackedFault;
use super::Place;

impl Error {
    /// How to mend it, where there is something to say.
    pub fn hint(&self) -> Option<String> {
        self.kind.query_hint().or_else(|| self.file_hint()).or_else(|| self.archive_hint())
    }

    /// How to mend a file or a record.
    fn file_hint(&self) -> Option<String> {
        use ErrorKind::*;
        Some(match &self.kind {
            UnknownFormat | NotText => "give it as text (`.txt`, `.md`), as a page, or as JSON Lines".into(),
            BrokenText { .. } => "save it as UTF-8".into(),
            ConvertFirst { convert, .. } => format!("add what `{convert}` makes of it"),
            TooLong { .. } => "cut it into smaller files, one article each".into(),
            BrokenJson { .. } | NotAnObject => {
                "each line must be one JSON object, as `onrecord extract --format jsonl` prints them".into()
            }
            // A page has no keys.
            NoText if matches!(self.place, Place::Address(_) | Place::Record { .. }) => return None,
            NoText => "give the article's words under `text`, `body` or `content`".into(),
            Crawl(fault) => return fault.hint(),
            Fetch(fault) => return fault.hint(),
            List(fault) => return fault.hint(),
            Watch(fault) => return fault.hint(),
            BrokenCompression(_) | Packed(PackedFault::Broken { .. }) => {
                "fetch or compress the file again".into()
            }
            BrokenSpeakers { mend, .. } => (*mend).into(),
            _ => return None,
        })
    }

    /// How to mend what an archive or its index lacks.
    fn archive_hint(&self) -> Option<String> {
        use ErrorKind::*;
        Some(match &self.kind {
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
            BrokenRow { .. } => "take the line out; where the index still knows what it said, the row is written again".into(),
            NoSuchQuotation { .. } => "`onrecord show ARTICLE` numbers its quotations".into(),
            SeveralArticles { .. } => "give more of the id".into(),
            Unwritable(error) if error.kind() == std::io::ErrorKind::StorageFull => {
                "make room on the disk and try again; what was there before is unharmed".into()
            }
            _ => return None,
        })
    }
}

impl ErrorKind {
    /// How to mend a query.
    fn query_hint(&self) -> Option<String> {
        use ErrorKind::*;
        Some(match self {
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
            EmptyFlag { flag } => format!("write a value behind `--{flag}`, or leave it out"),
            MissingOperand { operator } => {
                let before_only = operator == "NOT" || operator == "-" || is_count(operator);
                let sides = if before_only { "after it" } else { "on both its sides" };
                format!("`{operator}` wants words {sides}; in quotation marks it is a word itself")
            }
            NoWords { .. } => "write the words to look for, or `*` for everything".into(),
            NotADate { .. } => {
                "write `2023`, `2023-03`, `2023-03-22`, `yesterday`, `7d` or `\"3 days ago\"`".into()
            }
            AmbiguousDate { readings: [a, b] } => format!("write {a} or {b}"),
            BackwardRange => "put the earlier date first".into(),
            QueryTooLong { .. } | TooManyClauses { .. } | TooDeep { .. } => "search for less at once".into(),
            Query(fault) => fault.hint(),
            _ => return None,
        })
    }
}

/// `ATLEAST/3`, which stands before what it counts.
fn is_count(operator: &str) -> bool {
    operator.get(.."atleast".len()).is_some_and(|begins| begins.eq_ignore_ascii_case("atleast"))
}

/// A value that makes the example of a field's use.
fn example(field: &str) -> &'static str {
    match field {
        "outlet" => "cbc",
        "lang" => "fr",
        "site" => "cbc.ca",
        "date" | "since" | "until" | "after" | "before" | "updated" | "added" => "2023-03",
        "newer" | "older" => "30d",
        "url" => "https://…",
        "is" => "direct",
        "has" => "quote",
        "said" | "title" => "\"the very words\"",
        _ => "name",
    }
}
