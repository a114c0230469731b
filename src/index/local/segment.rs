//! A segment with everything opened that answering needs. Opening a column takes longer than a whole search should, so
//! it is done once for an index.

use super::columns::Columns;
use super::schema::Fields;
use std::collections::HashMap;
use std::sync::Arc;
use std::sync::OnceLock;
use tantivy::DocAddress;
use tantivy::DocId;
use tantivy::Searcher;
use tantivy::SegmentReader;
use tantivy::columnar::Column;
use tantivy::fieldnorm::FieldNormReader;
use tantivy::index::SegmentId;
use tantivy::schema::Field;

/// One segment, opened.
pub(crate) struct Segment {
    /// Its number in the searcher.
    pub(crate) ord: u32,
    pub(crate) reader: SegmentReader,
    pub(crate) blocks: Arc<Blocks>,
    pub(crate) id: Column<u64>,
    pub(crate) published: Column<i64>,
    pub(crate) quote_passage: Column<u64>,
    pub(crate) ordinal: Column<u64>,
    pub(crate) confidence: Column<f64>,
    /// The number of words of a quotation.
    pub(crate) words: Column<u64>,
    lengths: HashMap<Field, FieldNormReader>,
    columns: OnceLock<Columns>,
}

impl Segment {
    pub(crate) fn open_all(searcher: &Searcher, fields: &Fields) -> tantivy::Result<Vec<Segment>> {
        searcher
            .segment_readers()
            .iter()
            .zip(0..)
            .map(|(reader, ord)| Segment::open(reader, ord, fields))
            .collect()
    }

    fn open(reader: &SegmentReader, ord: u32, fields: &Fields) -> tantivy::Result<Segment> {
        let number = |field| reader.fast_fields().u64(reader.schema().get_field_name(field));
        let published = reader.fast_fields().i64(reader.schema().get_field_name(fields.published))?;
        let scored = [fields.article_stem, fields.passage_stem, fields.quote_exact];
        let lengths = scored.into_iter().map(|field| Ok((field, reader.get_fieldnorms_reader(field)?)));
        Ok(Segment {
            ord,
            blocks: Arc::new(Blocks::open(reader, fields)?),
            id: number(fields.id)?,
            published,
            quote_passage: number(fields.quote_passage)?,
            ordinal: number(fields.ordinal)?,
            words: number(fields.words)?,
            confidence: reader.fast_fields().f64(reader.schema().get_field_name(fields.confidence))?,
            lengths: lengths.collect::<tantivy::Result<_>>()?,
            columns: OnceLock::new(),
            reader: reader.clone(),
        })
    }

    /// What is counted by. Most searches count nothing, so it is opened when it is first wanted.
    pub(super) fn columns(&self, fields: &Fields) -> tantivy::Result<&Columns> {
        if let Some(columns) = self.columns.get() {
            return Ok(columns);
        }
        let columns = Columns::open(&self.reader, fields)?;
        Ok(self.columns.get_or_init(|| columns))
    }

    /// The lengths of the texts of a field that is scored.
    pub(crate) fn lengths(&self, field: Field) -> FieldNormReader {
        self.lengths
            .get(&field)
            .cloned()
            .unwrap_or_else(|| FieldNormReader::constant(self.reader.max_doc(), 1))
    }

    /// Whether the attribution of a quotation is at least so sure.
    pub(crate) fn is_sure(&self, quote: DocId, least: f32) -> bool {
        self.confidence.first(quote).is_some_and(|confidence| confidence >= f64::from(least))
    }

    pub(crate) fn address(&self, doc: DocId) -> DocAddress {
        DocAddress::new(self.ord, doc)
    }
}

/// The shape of a segment's blocks: an article, its passages, its quotations, in this order (`schema`).
pub(crate) struct Blocks {
    behind: Column<u64>,
    passages: Column<u64>,
    quotes: Column<u64>,
    /// How many documents there are: no block goes beyond, whatever a damaged column says.
    end: DocId,
}

/// The blocks of every segment, for queries that go from one kind of document to another.
pub(crate) type BlocksBySegment = Arc<HashMap<SegmentId, Arc<Blocks>>>;

impl Blocks {
    fn open(reader: &SegmentReader, fields: &Fields) -> tantivy::Result<Blocks> {
        let column = |field| reader.fast_fields().u64(reader.schema().get_field_name(field));
        Ok(Blocks {
            behind: column(fields.behind)?,
            passages: column(fields.passages)?,
            quotes: column(fields.quotes)?,
            end: reader.max_doc(),
        })
    }

    /// The article of a passage or quotation; an article's own is itself.
    pub(crate) fn article(&self, doc: DocId) -> DocId {
        doc - small(self.behind.first(doc)).min(doc)
    }

    /// The passages of an article: first, and the one after the last.
    pub(crate) fn passages(&self, article: DocId) -> (DocId, DocId) {
        self.documents(article + 1, self.passages.first(article))
    }

    /// The quotations of an article: first, and the one after the last.
    pub(crate) fn quotes(&self, article: DocId) -> (DocId, DocId) {
        let (_, first) = self.passages(article);
        self.documents(first, self.quotes.first(article))
    }

    fn documents(&self, first: DocId, count: Option<u64>) -> (DocId, DocId) {
        let first = first.min(self.end);
        (first, first.saturating_add(small(count)).min(self.end))
    }
}

/// A count within a block; no block comes near 2^32 documents.
fn small(value: Option<u64>) -> DocId {
    value.and_then(|value| DocId::try_from(value).ok()).unwrap_or(0)
}
