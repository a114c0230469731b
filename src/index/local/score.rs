//! What a match is worth: BM25 over the words of a query, one unit at a time.
//!
//! Scores are summed here, always in the order of the query's words, and from counts of what is alive. The engine's
//! own scores would differ in the last digit with the layout of its segments and would go on counting what was
//! deleted; then an updated index and a rebuilt one would not give the same answers.

use super::found::Found;
use super::lists::Cursor;
use super::segment::Segment;
use super::weigh::Weighed;
use std::sync::Arc;
use tantivy::DocId;
use tantivy::TERMINATED;
use tantivy::fieldnorm::FieldNormReader;
use tantivy::postings::BlockSegmentPostings;
use tantivy::schema::Field;
use tantivy::schema::IndexRecordOption;

/// How soon repeating a word stops to matter (Robertson and Zaragoza 2009; the value Lucene uses).
const K1: f32 = 1.2;
/// How much a long text is held against it (same source).
const B: f32 = 0.75;

/// Scores the texts of one field in one segment. Documents have to be asked for in ascending order.
pub(crate) struct FieldScorer {
    words: Vec<(f32, Vec<Cursor>)>,
    /// The places of the words, the rarest first: the fewer documents a word has, the more of the others' it skips.
    rarest_first: Vec<usize>,
    lengths: FieldNormReader,
    norms: Norms,
}

impl FieldScorer {
    pub(crate) fn open(
        segment: &Segment,
        field: Field,
        norms: &Norms,
        words: &[Weighed],
    ) -> tantivy::Result<FieldScorer> {
        let open = |word: &Weighed| Ok((word.idf, word.here(segment).open(IndexRecordOption::WithFreqs)?));
        let mut rarest_first: Vec<usize> = (0..words.len()).collect();
        rarest_first.sort_by_key(|place| words[*place].here(segment).all());
        Ok(FieldScorer {
            words: words.iter().map(open).collect::<tantivy::Result<_>>()?,
            rarest_first,
            lengths: segment.lengths(field),
            norms: norms.clone(),
        })
    }

    /// The sum over the words.
    #[inline]
    pub(crate) fn score(&mut self, doc: DocId) -> f32 {
        let norm = self.norm(doc);
        let parts =
            self.words.iter_mut().map(|(idf, cursors)| *idf * saturated(frequency(cursors, doc), norm));
        parts.sum()
    }

    /// The first document at or after `doc` that has all of the words; none if there is no word.
    fn next_with_all(&mut self, mut doc: DocId) -> DocId {
        let Some((rarest, others)) = self.rarest_first.split_first() else { return TERMINATED };
        'led: loop {
            doc = next(&mut self.words[*rarest].1, doc);
            if doc == TERMINATED {
                return TERMINATED;
            }
            for place in others {
                let reached = next(&mut self.words[*place].1, doc);
                if reached == TERMINATED {
                    return TERMINATED;
                }
                if reached != doc {
                    doc = reached;
                    continue 'led;
                }
            }
            return doc;
        }
    }

    /// What the document has to divide its frequencies by.
    #[inline]
    pub(crate) fn norm(&self, doc: DocId) -> f32 {
        self.norms.of(&self.lengths, doc)
    }
}

/// Takes every document of a segment that has all of the words, in ascending order.
pub(crate) fn take_those_with_all(
    segment: &Segment,
    field: Field,
    norms: &Norms,
    words: &[Weighed],
    found: &mut Found<'_>,
) -> tantivy::Result<()> {
    if let [word] = words
        && let Some(list) = word.here(segment).single()?
    {
        take_list(list, word.idf, norms, &segment.lengths(field), found);
        return Ok(());
    }
    let mut scorer = FieldScorer::open(segment, field, norms, words)?;
    let mut doc = scorer.next_with_all(0);
    while doc != TERMINATED {
        found.take(doc, || scorer.score(doc));
        doc = scorer.next_with_all(doc + 1);
    }
    Ok(())
}

/// Takes one list block by block: nothing between the looks at lengths depends on any of them, so the processor does
/// not wait for one to come out of memory before it asks for the next.
fn take_list(
    mut list: BlockSegmentPostings,
    idf: f32,
    norms: &Norms,
    lengths: &FieldNormReader,
    found: &mut Found<'_>,
) {
    let mut scores = Vec::new();
    while !list.docs().is_empty() {
        let block = list.docs().iter().zip(list.freqs());
        scores.clear();
        scores.extend(block.map(|(doc, frequency)| idf * saturated(*frequency, norms.of(lengths, *doc))));
        found.take_block(list.docs(), &scores);
        list.advance();
    }
}

/// BM25's share of length, for each of the 256 lengths that the engine tells apart.
#[derive(Clone)]
pub(crate) struct Norms(Arc<[f32; 256]>);

impl Norms {
    /// The norms of texts that have so many words on average.
    pub(crate) fn new(average: f32) -> Norms {
        let norm = |id: usize| {
            let length = FieldNormReader::id_to_fieldnorm(u8::try_from(id).unwrap_or(u8::MAX)) as f32;
            K1 * (1.0 - B + B * length / average)
        };
        Norms(Arc::new(std::array::from_fn(norm)))
    }

    #[inline]
    pub(crate) fn of(&self, lengths: &FieldNormReader, doc: DocId) -> f32 {
        self.0[usize::from(lengths.fieldnorm_id(doc))]
    }
}

/// BM25's share of a word that stands `frequency` times, from 0 to 1 + k1.
#[inline]
pub(crate) fn saturated(frequency: u32, norm: f32) -> f32 {
    let frequency = frequency as f32;
    frequency * (K1 + 1.0) / (frequency + norm)
}

/// The most that words of such a weight can add to a score.
pub(crate) fn highest(idf: f32) -> f32 {
    idf * (K1 + 1.0)
}

/// How often a word stands in the document. Nearly every word has one list; then there is nothing to add up.
#[inline]
pub(crate) fn frequency(cursors: &mut [Cursor], doc: DocId) -> u32 {
    match cursors {
        [only] => only.frequency(doc),
        several => several.iter_mut().map(|cursor| cursor.frequency(doc)).sum(),
    }
}

/// The first document at or after `doc` that a word stands in.
#[inline]
pub(crate) fn next(cursors: &mut [Cursor], doc: DocId) -> DocId {
    match cursors {
        [only] => only.next(doc),
        several => several.iter_mut().map(|cursor| cursor.next(doc)).min().unwrap_or(TERMINATED),
    }
}
