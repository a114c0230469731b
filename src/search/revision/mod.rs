//! What changed from one version of an article to the next: quotations first, then the headline, then every paragraph, word
//! by word.

mod paragraphs;
mod quotes;
mod words;

pub use paragraphs::ParagraphChange;
pub use quotes::QuoteChange;
pub use quotes::Said;
pub use words::Change;
pub use words::Piece;

use super::StoredArticle;

/// One version of an article.
#[derive(Clone, Debug, PartialEq)]
pub struct Version {
    /// Its place among the versions, from 1, which is the oldest.
    pub number: usize,
    /// The corpus files that have it, in order.
    pub files: Vec<String>,
    /// What it says.
    pub story: StoredArticle,
}

/// What changed from one version to the next.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Revision {
    /// Words inside quotation marks that changed, came or went, or were given to somebody else.
    pub quotes: Vec<QuoteChange>,
    /// The headline; empty where it stayed.
    pub title: Vec<Piece>,
    /// The paragraphs that changed, came or went, in order.
    pub paragraphs: Vec<ParagraphChange>,
}

impl Revision {
    /// Compares two versions.
    pub fn of(before: &StoredArticle, after: &StoredArticle) -> Revision {
        Revision {
            quotes: quotes::changes(before, after),
            title: title(before, after),
            paragraphs: paragraphs::changes(&before.passages, &after.passages),
        }
    }
}

fn title(before: &StoredArticle, after: &StoredArticle) -> Vec<Piece> {
    let [was, is] = [before, after].map(|story| story.imprint.title.as_deref().unwrap_or_default());
    if was == is { Vec::new() } else { words::changes(was, is) }
}
