//! Articles in which something stands so many times, in their headlines, passages or quotations together.

use super::Spans;
use super::SpansWeight;
use super::Standing;
use crate::index::local::segment::Blocks;
use crate::index::local::segment::BlocksBySegment;
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

/// The articles that have it at least so often.
#[derive(Clone)]
pub(crate) struct AtLeast {
    times: u32,
    /// In which texts of an article it is counted.
    counted: Vec<Spans>,
    blocks: BlocksBySegment,
}

impl AtLeast {
    pub(crate) fn new(times: u32, counted: Vec<Spans>, blocks: &BlocksBySegment) -> AtLeast {
        AtLeast { times, counted, blocks: blocks.clone() }
    }
}

impl fmt::Debug for AtLeast {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "AtLeast({}, {:?})", self.times, self.counted)
    }
}

impl Query for AtLeast {
    fn weight(&self, scoring: EnableScoring<'_>) -> tantivy::Result<Box<dyn Weight>> {
        let counted = self.counted.iter().map(|spans| spans.unscored(scoring));
        let counted = counted.collect::<tantivy::Result<_>>()?;
        Ok(Box::new(AtLeastWeight { times: self.times, counted, blocks: self.blocks.clone() }))
    }
}

struct AtLeastWeight {
    times: u32,
    counted: Vec<SpansWeight>,
    blocks: BlocksBySegment,
}

impl Weight for AtLeastWeight {
    fn scorer(&self, reader: &SegmentReader, boost: Score) -> tantivy::Result<Box<dyn Scorer>> {
        let Some(blocks) = self.blocks.get(&reader.segment_id()).cloned() else {
            return Ok(Box::new(EmptyScorer)); // a segment of another index
        };
        let counted =
            self.counted.iter().map(|weight| weight.open(reader)).collect::<tantivy::Result<_>>()?;
        let mut often = Often { times: self.times, counted, blocks, current: 0 };
        often.advance();
        Ok(Box::new(ConstScorer::new(often, boost)))
    }

    fn explain(&self, _reader: &SegmentReader, _doc: DocId) -> tantivy::Result<Explanation> {
        Ok(Explanation::new("often enough in the article", 1.0))
    }
}

/// Goes through the articles of a segment that have it often enough. Its texts are those behind the article at hand.
struct Often {
    times: u32,
    counted: Vec<Standing>,
    blocks: Arc<Blocks>,
    current: DocId,
}

impl Often {
    /// The article of the first text that is not counted yet.
    fn next_article(&self) -> DocId {
        let article = |texts: &Standing| match texts.doc() {
            TERMINATED => TERMINATED,
            doc => self.blocks.article(doc),
        };
        self.counted.iter().map(article).min().unwrap_or(TERMINATED)
    }

    /// Whether an article has it often enough; goes on behind the article, and reads no text of it that makes no difference.
    fn is_enough(&mut self, article: DocId) -> bool {
        let (_, end) = self.blocks.quotes(article);
        // Damaged columns may say that the block ends before these texts.
        let first = self.counted.iter().map(Standing::doc).min().unwrap_or(TERMINATED);
        let end = end.max(first.saturating_add(1));
        let mut times = 0_u32;
        for texts in &mut self.counted {
            while texts.doc() < end && times < self.times {
                times = times.saturating_add(texts.times());
                texts.advance();
            }
            texts.seek(end);
        }
        times >= self.times
    }
}

impl DocSet for Often {
    fn advance(&mut self) -> DocId {
        loop {
            self.current = self.next_article();
            if self.current == TERMINATED || self.is_enough(self.current) {
                return self.current;
            }
        }
    }

    fn seek(&mut self, target: DocId) -> DocId {
        if self.current >= target {
            return self.current;
        }
        // What stands before the target belongs to an article before it.
        for texts in &mut self.counted {
            texts.seek(target);
        }
        self.advance()
    }

    fn doc(&self) -> DocId {
        self.current
    }

    fn size_hint(&self) -> u32 {
        self.counted.iter().map(DocSet::size_hint).max().unwrap_or_default()
    }
}
