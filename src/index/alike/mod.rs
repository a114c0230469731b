//! Articles that print the same story: found by the words they share, put in order, kept beside the index.
//!
//! ```text
//! folded words ─sketch─▶ 128 bytes an article ─pairs─▶ which are alike ─groups─▶ stories, each with its first article
//! ```
//!
//! The stories follow from the articles' sketches and dates alone, so an update and a rebuild come to the same. Nothing here
//! knows an engine.

mod file;
mod groups;
mod pairs;
mod sketch;

pub(crate) use file::Shelf;
pub(crate) use groups::Stories;
pub(crate) use sketch::Sketch;
pub(crate) use sketch::Sketcher;

use crate::article::Article;
use crate::article::ArticleId;
use crate::article::Printed;
use crate::text::fold;
use twox_hash::XxHash3_64;

/// One article, as far as it tells which story it prints and whether it comes first.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Printing {
    pub(crate) id: ArticleId,
    /// Seconds since 1970.
    published: Option<i64>,
    /// The outlet's name as a number.
    outlet: u32,
    /// Whether an agency publishes its own copy here.
    is_own: bool,
    sketch: Sketch,
}

impl Printing {
    pub(crate) fn of(article: &Article, sketch: Sketch) -> Printing {
        let outlet = article.outlet.as_deref().unwrap_or_default();
        Printing {
            id: article.id,
            published: article.published.map(Printed::seconds),
            outlet: XxHash3_64::oneshot(fold(outlet).as_bytes()) as u32,
            is_own: article.wire.is_some() && article.wire == article.outlet,
            sketch,
        }
    }

    /// The first article of a story is the least: the agency's own, else the earliest. Undated ones come last, and the id
    /// decides between equals.
    fn order(&self) -> (bool, bool, Option<i64>, ArticleId) {
        (!self.is_own, self.published.is_none(), self.published, self.id)
    }
}
