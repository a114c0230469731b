//! What matches in one segment, as it is found: counted, and offered to the best.

use super::collect::Best;
use super::facets::SegmentFacets;
use super::segment::Segment;
use crate::query::Unit;
use tantivy::DocId;
use tantivy::fastfield::AliveBitSet;

/// Takes the matches of one segment. They have to come in ascending order, deleted ones among them.
pub(super) struct Found<'a> {
    pub(super) segment: &'a Segment,
    pub(super) unit: Unit,
    alive: Option<&'a AliveBitSet>,
    best: &'a mut Best,
    facets: Option<SegmentFacets>,
    last: Option<DocId>,
    articles: u64,
    matches: u64,
}

impl<'a> Found<'a> {
    pub(super) fn new(
        segment: &'a Segment,
        unit: Unit,
        best: &'a mut Best,
        facets: Option<SegmentFacets>,
    ) -> Found<'a> {
        let alive = segment.reader.alive_bitset();
        Found { segment, unit, alive, best, facets, last: None, articles: 0, matches: 0 }
    }

    /// Takes a document, which is scored only if it lives.
    #[inline]
    pub(super) fn take(&mut self, doc: DocId, score: impl FnOnce() -> f32) {
        if self.lives(doc) {
            self.count(doc);
            self.best.offer(doc, score());
        }
    }

    /// Takes some documents with their scores.
    #[inline]
    pub(super) fn take_block(&mut self, docs: &[DocId], scores: &[f32]) {
        if self.alive.is_some() || self.facets.is_some() || self.unit != Unit::Article {
            docs.iter().zip(scores).for_each(|(doc, score)| self.take(*doc, || *score));
            return;
        }
        // Each is an article that counts.
        self.articles += docs.len() as u64;
        self.matches += docs.len() as u64;
        docs.iter().zip(scores).for_each(|(doc, score)| self.best.offer(*doc, *score));
    }

    /// Ends the segment; gives the number of articles, that of matches, and what was counted by value.
    pub(super) fn finish(self) -> (u64, u64, Option<SegmentFacets>) {
        let (segment, unit) = (self.segment, self.unit);
        self.best.settle(segment, |doc| article(segment, unit, doc));
        (self.articles, self.matches, self.facets)
    }

    #[inline]
    fn lives(&self, doc: DocId) -> bool {
        self.alive.is_none_or(|alive| alive.is_alive(doc))
    }

    #[inline]
    fn count(&mut self, doc: DocId) {
        let article = article(self.segment, self.unit, doc);
        self.matches += 1;
        let is_new = self.last.replace(article) != Some(article);
        self.articles += u64::from(is_new);
        if let Some(facets) = &mut self.facets {
            if is_new {
                facets.count_article(article, self.unit);
            }
            if self.unit == Unit::Quotation {
                facets.count_quote(article, doc);
            }
        }
    }
}

/// The article of a match of this unit.
#[inline]
fn article(segment: &Segment, unit: Unit, doc: DocId) -> DocId {
    match unit {
        Unit::Article => doc,
        Unit::Quotation => segment.blocks.article(doc),
    }
}
