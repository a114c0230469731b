//! Goes through everything that matches and keeps the best.

use super::segment::Segment;
use crate::search::Sort;
use std::cmp::Ordering;
use tantivy::DocAddress;
use tantivy::DocId;
use tantivy::DocSet;
use tantivy::SegmentReader;
use tantivy::TERMINATED;
use tantivy::query::Weight;

/// A match that may be shown.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Candidate {
    pub(crate) score: f32,
    pub(crate) published: Option<i64>,
    pub(crate) id: u64,
    pub(crate) address: DocAddress,
}

impl Candidate {
    /// A match in a segment, whose article is `article`.
    pub(crate) fn new(segment: &Segment, doc: DocId, article: DocId, score: f32) -> Candidate {
        Candidate {
            score,
            published: segment.published.first(article),
            id: segment.id.first(article).unwrap_or_default(),
            address: segment.address(doc),
        }
    }

    /// The one to show first is the lesser. Ties go to the later date, then to the smaller id, then to what stands
    /// first in the article, so that the order never depends on the layout of the index.
    pub(crate) fn before(&self, other: &Candidate, sort: Sort) -> Ordering {
        let by_score = || other.score.total_cmp(&self.score);
        let newest = || other.published.cmp(&self.published);
        let oldest =
            || (self.published.is_none(), self.published).cmp(&(other.published.is_none(), other.published));
        let by_place = || self.id.cmp(&other.id).then(self.address.doc_id.cmp(&other.address.doc_id));
        match sort {
            Sort::Relevance => by_score().then_with(newest).then_with(by_place),
            Sort::Newest => newest().then_with(by_score).then_with(by_place),
            Sort::Oldest => oldest().then_with(by_score).then_with(by_place),
        }
    }
}

/// The best so many of the documents offered, segment by segment.
pub(crate) struct Best {
    most: usize,
    sort: Sort,
    kept: Vec<Candidate>,
    /// Documents of the segment at hand that may be kept, with their scores.
    offered: Vec<(f32, DocId)>,
    /// So many of them may wait before those without a chance are sorted out.
    enough: usize,
    /// Under relevance: what scores less than this cannot be kept any more.
    least: f32,
}

impl Best {
    pub(crate) fn new(most: usize, sort: Sort) -> Best {
        let enough = 2 * most.max(1);
        Best { most, sort, kept: Vec::new(), offered: Vec::new(), enough, least: f32::NEG_INFINITY }
    }

    /// What scores less than this has no chance.
    pub(crate) fn least(&self) -> f32 {
        self.least
    }

    /// Offers a document of the segment at hand.
    #[inline]
    pub(crate) fn offer(&mut self, doc: DocId, score: f32) {
        if self.sort != Sort::Relevance {
            self.offered.push((score, doc));
        } else if score >= self.least {
            self.offer_by_score(doc, score);
        }
    }

    fn offer_by_score(&mut self, doc: DocId, score: f32) {
        self.offered.push((score, doc));
        if self.offered.len() >= self.enough {
            self.sort_out();
        }
    }

    /// Drops what has no chance, by score alone: what else decides takes a look into columns.
    fn sort_out(&mut self) {
        if let Some(last) = self.most.checked_sub(1) {
            let (_, (score, _), _) = self.offered.select_nth_unstable_by(last, |a, b| b.0.total_cmp(&a.0));
            self.least = self.least.max(*score);
        }
        self.offered.retain(|(score, _)| *score >= self.least);
        // Twice the number, so that sorting out costs a constant for each document however many score the same.
        self.enough = 2 * self.offered.len().max(self.most).max(1);
    }

    /// Ends a segment: takes what was offered among the candidates; `article` gives a document's article.
    pub(crate) fn settle(&mut self, segment: &Segment, article: impl Fn(DocId) -> DocId) {
        if self.sort == Sort::Relevance && self.offered.len() > self.most {
            self.sort_out();
        }
        let offered = self.offered.drain(..);
        self.kept.extend(offered.map(|(score, doc)| Candidate::new(segment, doc, article(doc), score)));
        self.enough = 2 * self.most.max(1);
        let sort = self.sort;
        if self.kept.len() > self.most {
            // Of a whole segment only the best have to be put in order.
            self.kept.select_nth_unstable_by(self.most, |a, b| a.before(b, sort));
            self.kept.truncate(self.most);
        }
        if self.kept.len() == self.most {
            let scores = self.kept.iter().map(|kept| kept.score);
            self.least = self.least.max(scores.fold(f32::INFINITY, f32::min));
        }
    }

    /// The best, in order.
    pub(crate) fn into_sorted(mut self) -> Vec<Candidate> {
        let sort = self.sort;
        self.kept.sort_unstable_by(|a, b| a.before(b, sort));
        self.kept
    }
}

/// Calls `each` with every live document of a segment that matches, in ascending order.
pub(crate) fn for_each_match(
    weight: &dyn Weight,
    reader: &SegmentReader,
    mut each: impl FnMut(DocId) -> tantivy::Result<()>,
) -> tantivy::Result<()> {
    let mut matches = weight.scorer(reader, 1.0)?;
    let alive = reader.alive_bitset();
    while matches.doc() != TERMINATED {
        let doc = matches.doc();
        if alive.is_none_or(|alive| alive.is_alive(doc)) {
            each(doc)?;
        }
        matches.advance();
    }
    Ok(())
}
