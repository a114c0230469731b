//! In how many of the articles that match words are quoted directly, and in how many indirectly.

use super::document::how;
use super::schema::Fields;
use super::segment::Blocks;
use super::segment::Segment;
use crate::quote::Kind;
use std::sync::Arc;
use tantivy::DocId;
use tantivy::DocSet;
use tantivy::Term;
use tantivy::postings::SegmentPostings;
use tantivy::schema::IndexRecordOption;

/// Counts along the lists of direct and of indirect quotations: matches come in ascending order, and so do these.
pub(super) struct Kinds {
    blocks: Arc<Blocks>,
    kinds: Vec<Counting>,
}

struct Counting {
    name: &'static str,
    quotes: SegmentPostings,
    articles: u64,
    last: Option<DocId>,
}

impl Kinds {
    /// Opens the lists of a segment.
    pub(super) fn open(segment: &Segment, fields: &Fields) -> tantivy::Result<Kinds> {
        let inverted = segment.reader.inverted_index(fields.how)?;
        let mut kinds = Vec::new();
        for name in [Kind::Direct, Kind::Indirect].map(how) {
            let term = Term::from_field_text(fields.how, name);
            let quotes = inverted.read_postings(&term, IndexRecordOption::Basic)?;
            kinds.extend(quotes.map(|quotes| Counting { name, quotes, articles: 0, last: None }));
        }
        Ok(Kinds { blocks: segment.blocks.clone(), kinds })
    }

    /// Counts one article by all its quotations.
    pub(super) fn count(&mut self, article: DocId) {
        let (first, end) = self.blocks.quotes(article);
        self.kinds.iter_mut().for_each(|kind| kind.count(article, first, end));
    }

    /// Counts one article by a quotation of it.
    pub(super) fn count_quote(&mut self, article: DocId, quote: DocId) {
        self.kinds.iter_mut().for_each(|kind| kind.count(article, quote, quote + 1));
    }

    /// The kinds that occur, each with its number of articles.
    pub(super) fn counts(&self) -> impl Iterator<Item = (&'static str, u64)> {
        self.kinds.iter().map(|kind| (kind.name, kind.articles)).filter(|(_, articles)| *articles > 0)
    }
}

impl Counting {
    /// Counts the article, once, if one of these documents is of the kind.
    fn count(&mut self, article: DocId, first: DocId, end: DocId) {
        if self.quotes.doc() < first {
            self.quotes.seek(first);
        }
        if self.quotes.doc() < end && self.last.replace(article) != Some(article) {
            self.articles += 1;
        }
    }
}
