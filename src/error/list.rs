//! What is wrong with a feed, a table or a list, or with one of their records.

use std::fmt;

/// What is wrong with a file that lists its records.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ListFault {
    /// The XML of a feed is broken.
    BrokenXml {
        /// What is wrong with it.
        what: String,
    },
    /// A table has no column that could hold an article.
    NoColumn {
        /// The names of its columns.
        found: String,
    },
    /// A row of a table does not fit its header.
    UnevenRow {
        /// Its cells.
        found: usize,
        /// Cells of the header.
        wanted: usize,
    },
    /// Records give an address and not their article's text. Beside others that do, it is only worth a word.
    TextElsewhere {
        /// How many.
        count: u64,
        /// Records that give their text.
        articles: u64,
    },
    /// Words stand where dates should and are none; the articles are kept without them.
    Undated {
        /// The first of them.
        words: String,
        /// How many.
        count: u64,
    },
}

impl fmt::Display for ListFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            ListFault::BrokenXml { what } => write!(f, "broken XML: {what}"),
            ListFault::NoColumn { found } => write!(f, "no column holds texts or addresses: {found}"),
            ListFault::UnevenRow { found, wanted } => {
                write!(f, "the row has {found} cells, and the header has {wanted}")
            }
            ListFault::TextElsewhere { count: 1, .. } => {
                write!(f, "1 record gives a link and not its article’s text")
            }
            ListFault::TextElsewhere { count, .. } => {
                write!(f, "{count} records give a link and not their article’s text")
            }
            ListFault::Undated { words, count } => {
                write!(f, "`{words}` is not a date")?;
                match count {
                    1 => write!(f, "; the article is kept without it"),
                    _ => write!(f, ", nor are {} more in the file; the articles are kept without", count - 1),
                }
            }
        }
    }
}

impl ListFault {
    pub(super) fn is_note(&self) -> bool {
        matches!(self, ListFault::TextElsewhere { articles: 1.., .. })
    }

    pub(super) fn hint(&self) -> Option<String> {
        Some(match self {
            ListFault::BrokenXml { .. } => {
                "what stands before the break is read; fetch the file again".into()
            }
            ListFault::NoColumn { .. } => {
                "name the columns in the first row, as in `url,title,date,author,text`".into()
            }
            ListFault::UnevenRow { .. } => {
                "put cells that hold separators or line ends between `\"` marks".into()
            }
            ListFault::TextElsewhere { .. } => "`onrecord add --follow` fetches their pages".into(),
            ListFault::Undated { .. } => return None,
        })
    }
}
