//! What is wrong with a crawl, and what of it was passed over.

use std::fmt;

/// What is wrong with a WARC or one of its records.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CrawlFault {
    /// There are bytes that belong to no record, or that should be one.
    NoRecord,
    /// The file ends before the record does.
    CutOff,
    /// Nothing in it is a page.
    NoPages(Passed),
    /// Not wrong, but worth a word: what there is besides pages.
    PassedOver(Passed),
}

/// The records of a crawl, counted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Passed {
    /// Pages that were read.
    pub pages: u64,
    /// The crawler's own: its requests and notes, answers that lead elsewhere or repeat earlier ones.
    pub own: u64,
    /// Answers that are no pages: pictures, scripts, feeds.
    pub other_kinds: u64,
    /// Answers with another status than 200: pages not found, forbidden, broken.
    pub other_statuses: u64,
}

impl fmt::Display for CrawlFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            CrawlFault::NoRecord => write!(f, "this is no record of a crawl"),
            CrawlFault::CutOff => write!(f, "the record is cut off"),
            CrawlFault::NoPages(passed) => write!(f, "there is no page in it; {}", passed.besides()),
            CrawlFault::PassedOver(passed) => {
                let pages = counted(passed.pages, "page", "pages");
                write!(f, "{pages} read; passed over {}", passed.besides())
            }
        }
    }
}

impl CrawlFault {
    pub(super) fn hint(self) -> Option<String> {
        let cut_off = "fetch or copy the file again; the other records were read";
        (self == CrawlFault::CutOff).then(|| cut_off.to_string())
    }
}

impl Passed {
    fn besides(&self) -> String {
        let kinds = counted(self.other_kinds, "answer of another kind", "answers of other kinds");
        let statuses = counted(self.other_statuses, "error page", "error pages");
        let own = counted(self.own, "record of the crawler's own", "records of the crawler's own");
        format!("{kinds}, {statuses}, {own}")
    }
}

fn counted(count: u64, one: &str, several: &str) -> String {
    format!("{count} {}", if count == 1 { one } else { several })
}
