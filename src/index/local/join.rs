//! From one kind of document to another within their block: which articles have a passage that matches, which
//! quotations stand in an article that matches.
//!
//! Blocks are contiguous and begin with their article (`schema`), so both are arithmetic on document numbers.

use super::segment::Blocks;
use super::segment::BlocksBySegment;
use std::fmt;
use std::sync::Arc;
use tantivy::DocId;
use tantivy::DocSet;
use tantivy::Score;
use tantivy::SegmentReader;
use tantivy::TERMINATED;
use tantivy::query::ConstScorer;
use tantivy::query::EmptyScorer;
use tantivy::query::EnableScoring;
use tantivy::query::Explanation;
use tantivy::query::Query;
use tantivy::query::Scorer;
use tantivy::query::Weight;

/// Which documents a join leads to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum To {
    /// From passages or quotations to their articles.
    Article,
    /// From articles to all their quotations.
    Quotes,
}

/// The documents that stand in a block with a match of another kind.
pub(crate) struct Join {
    to: To,
    inner: Box<dyn Query>,
    blocks: BlocksBySegment,
}

impl Join {
    /// Joins what `inner` matches to documents of the other kind. Scores are constant: a join only matches.
    pub(crate) fn new(to: To, inner: Box<dyn Query>, blocks: &BlocksBySegment) -> Join {
        Join { to, inner, blocks: blocks.clone() }
    }
}

impl fmt::Debug for Join {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Join(to={:?}, {:?})", self.to, self.inner)
    }
}

impl Clone for Join {
    fn clone(&self) -> Join {
        Join { to: self.to, inner: self.inner.box_clone(), blocks: self.blocks.clone() }
    }
}

impl Query for Join {
    fn weight(&self, scoring: EnableScoring<'_>) -> tantivy::Result<Box<dyn Weight>> {
        let unscored = EnableScoring::Disabled { schema: scoring.schema(), searcher_opt: scoring.searcher() };
        let inner = self.inner.weight(unscored)?;
        Ok(Box::new(JoinWeight { to: self.to, inner, blocks: self.blocks.clone() }))
    }
}

struct JoinWeight {
    to: To,
    inner: Box<dyn Weight>,
    blocks: BlocksBySegment,
}

impl Weight for JoinWeight {
    fn scorer(&self, reader: &SegmentReader, boost: Score) -> tantivy::Result<Box<dyn Scorer>> {
        let inner = self.inner.scorer(reader, 1.0)?;
        let Some(blocks) = self.blocks.get(&reader.segment_id()).cloned() else {
            return Ok(Box::new(EmptyScorer)); // a segment of another index
        };
        Ok(match self.to {
            To::Article => Box::new(ConstScorer::new(Articles::new(inner, blocks), boost)),
            To::Quotes => Box::new(ConstScorer::new(Quotes::new(inner, blocks), boost)),
        })
    }

    fn explain(&self, _reader: &SegmentReader, _doc: DocId) -> tantivy::Result<Explanation> {
        Ok(Explanation::new("a match in the same block", 1.0))
    }
}

/// The articles of the documents that `inner` goes through.
struct Articles<D> {
    inner: D,
    blocks: Arc<Blocks>,
    current: DocId,
}

impl<D: DocSet> Articles<D> {
    fn new(inner: D, blocks: Arc<Blocks>) -> Articles<D> {
        let mut articles = Articles { inner, blocks, current: 0 };
        articles.current = articles.article_here();
        articles
    }

    fn article_here(&self) -> DocId {
        match self.inner.doc() {
            TERMINATED => TERMINATED,
            doc => self.blocks.article(doc),
        }
    }
}

impl<D: DocSet> DocSet for Articles<D> {
    fn advance(&mut self) -> DocId {
        if self.current != TERMINATED {
            // One passage is enough: the others of the article are not even looked at.
            let (_, end) = self.blocks.quotes(self.current);
            // Damaged columns may say that the block ends before this.
            let next = self.inner.doc() + 1;
            self.inner.seek(end.max(next));
            self.current = self.article_here();
        }
        self.current
    }

    fn seek(&mut self, target: DocId) -> DocId {
        if self.current >= target {
            return self.current;
        }
        // What stands before the target belongs to an article before the target.
        if self.inner.doc() < target {
            self.inner.seek(target);
        }
        self.current = self.article_here();
        while self.current < target {
            self.inner.advance();
            self.current = self.article_here();
        }
        self.current
    }

    fn doc(&self) -> DocId {
        self.current
    }

    fn size_hint(&self) -> u32 {
        self.inner.size_hint()
    }
}

/// All quotations of the articles that `inner` goes through.
struct Quotes<D> {
    inner: D,
    blocks: Arc<Blocks>,
    current: DocId,
    end: DocId,
}

impl<D: DocSet> Quotes<D> {
    fn new(inner: D, blocks: Arc<Blocks>) -> Quotes<D> {
        let mut quotes = Quotes { inner, blocks, current: 0, end: 0 };
        quotes.enter();
        quotes
    }

    /// Stands on the first quotation of the article at hand, or of the next that has one.
    fn enter(&mut self) -> DocId {
        loop {
            let article = self.inner.doc();
            if article == TERMINATED {
                self.current = TERMINATED;
                return TERMINATED;
            }
            let (first, end) = self.blocks.quotes(article);
            if first < end {
                (self.current, self.end) = (first, end);
                return first;
            }
            self.inner.advance();
        }
    }
}

impl<D: DocSet> DocSet for Quotes<D> {
    fn advance(&mut self) -> DocId {
        if self.current == TERMINATED {
            return TERMINATED;
        }
        if self.current + 1 < self.end {
            self.current += 1;
            return self.current;
        }
        self.inner.advance();
        self.enter()
    }

    fn seek(&mut self, target: DocId) -> DocId {
        if self.current >= target {
            return self.current;
        }
        if target == TERMINATED {
            self.current = TERMINATED;
            return TERMINATED;
        }
        if target >= self.end {
            // The target lies in a later block, and so behind an article that is yet to come.
            self.inner.seek(self.blocks.article(target));
            self.enter();
        }
        while self.current < target {
            self.advance();
        }
        self.current
    }

    fn doc(&self) -> DocId {
        self.current
    }

    fn size_hint(&self) -> u32 {
        self.inner.size_hint().saturating_mul(4)
    }
}
