//! Blocks that are to be deleted, because a later version of their article has replaced them or there is none any more.
//!
//! An article's id does not tell its versions apart, of which one run may write several; so they are known by where they lie.

use std::collections::HashMap;
use tantivy::BitSet;
use tantivy::DocId;
use tantivy::Score;
use tantivy::SegmentReader;
use tantivy::index::SegmentId;
use tantivy::query::BitSetDocSet;
use tantivy::query::ConstScorer;
use tantivy::query::EmptyScorer;
use tantivy::query::EnableScoring;
use tantivy::query::Explanation;
use tantivy::query::Query;
use tantivy::query::Scorer;
use tantivy::query::Weight;

/// Where a block lies: all of it in one segment, one document behind the other.
#[derive(Clone, Copy, Debug)]
pub(super) struct Place {
    pub(super) segment: SegmentId,
    /// The first document of the block, and the one behind its last.
    pub(super) first: DocId,
    pub(super) behind: DocId,
}

/// The blocks that are replaced.
#[derive(Clone, Debug, Default)]
pub(super) struct Replaced(HashMap<SegmentId, Vec<Place>>);

impl Replaced {
    pub(super) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    pub(super) fn insert(&mut self, place: Place) {
        self.0.entry(place.segment).or_default().push(place);
    }
}

impl Query for Replaced {
    fn weight(&self, _: EnableScoring<'_>) -> tantivy::Result<Box<dyn Weight>> {
        Ok(Box::new(self.clone()))
    }
}

impl Weight for Replaced {
    fn scorer(&self, reader: &SegmentReader, boost: Score) -> tantivy::Result<Box<dyn Scorer>> {
        let Some(places) = self.0.get(&reader.segment_id()) else { return Ok(Box::new(EmptyScorer)) };
        let mut documents = BitSet::with_max_value(reader.max_doc());
        // No block goes beyond the segment, whatever a damaged row says.
        let within = |place: &Place| place.first..place.behind.min(reader.max_doc());
        for document in places.iter().flat_map(within) {
            documents.insert(document);
        }
        Ok(Box::new(ConstScorer::new(BitSetDocSet::from(documents), boost)))
    }

    fn explain(&self, _: &SegmentReader, _: DocId) -> tantivy::Result<Explanation> {
        Ok(Explanation::new("it is replaced", 1.0))
    }
}
