//! Where words stand: the lists of documents of their terms, looked up once in a segment and opened to be gone through.
//!
//! Looking a term up takes as long as going through some hundred documents, so weighing a word and scoring it share
//! what was found.

use super::segment::Segment;
use std::collections::BTreeSet;
use std::sync::Arc;
use tantivy::DocId;
use tantivy::DocSet;
use tantivy::InvertedIndexReader;
use tantivy::postings::BlockSegmentPostings;
use tantivy::postings::Postings;
use tantivy::postings::SegmentPostings;
use tantivy::postings::TermInfo;
use tantivy::schema::Field;
use tantivy::schema::IndexRecordOption;

/// The lists of all forms of one word, in one field of one segment.
pub(crate) struct Lists {
    inverted: Arc<InvertedIndexReader>,
    found: Vec<TermInfo>,
}

impl Lists {
    /// Looks the forms up; one that the segment does not have is left out.
    pub(crate) fn of(segment: &Segment, field: Field, forms: &BTreeSet<String>) -> tantivy::Result<Lists> {
        let inverted = segment.reader.inverted_index(field)?;
        let found = forms.iter().filter_map(|form| inverted.terms().get(form).transpose());
        let found = found.collect::<Result<_, _>>()?;
        Ok(Lists { inverted, found })
    }

    /// How many documents that are not deleted stand in the lists; one with several forms counts for each.
    pub(crate) fn living(&self, segment: &Segment) -> tantivy::Result<u64> {
        let Some(alive) = segment.reader.alive_bitset() else { return Ok(self.all()) };
        let mut living = 0;
        for info in &self.found {
            let list = self.inverted.read_postings_from_terminfo(info, IndexRecordOption::Basic)?;
            living += u64::from(list.doc_freq_given_deletes(alive));
        }
        Ok(living)
    }

    /// How many documents stand in the lists, deleted ones among them.
    pub(crate) fn all(&self) -> u64 {
        self.found.iter().map(|info| u64::from(info.doc_freq)).sum()
    }

    /// The lists from their beginning: with frequencies, or for their documents alone.
    pub(crate) fn open(&self, with: IndexRecordOption) -> tantivy::Result<Vec<Cursor>> {
        let open = |info| Ok(Cursor(self.inverted.read_postings_from_terminfo(info, with)?));
        self.found.iter().map(open).collect()
    }

    /// The only list there is, if it is the only one, in blocks of documents with frequencies.
    pub(crate) fn single(&self) -> tantivy::Result<Option<BlockSegmentPostings>> {
        let [info] = self.found.as_slice() else { return Ok(None) };
        let with = IndexRecordOption::WithFreqs;
        Ok(Some(self.inverted.read_block_postings_from_terminfo(info, with)?))
    }
}

/// One term's documents, gone through in ascending order.
pub(crate) struct Cursor(SegmentPostings);

impl Cursor {
    /// How often the term stands in the document.
    #[inline]
    pub(crate) fn frequency(&mut self, doc: DocId) -> u32 {
        if self.next(doc) == doc { self.0.term_freq() } else { 0 }
    }

    /// Whether the term stands in the document.
    #[inline]
    pub(crate) fn holds(&mut self, doc: DocId) -> bool {
        self.next(doc) == doc
    }

    /// The first document at or after `doc` that has the term.
    #[inline]
    pub(crate) fn next(&mut self, doc: DocId) -> DocId {
        if self.0.doc() < doc { self.0.seek(doc) } else { self.0.doc() }
    }
}
