//! When the articles came into the archive.

use super::LocalIndex;
use super::segment::Segment;
use crate::article::ArticleId;
use crate::error::Error;
use jiff::Timestamp;
use tantivy::columnar::Column;

impl LocalIndex {
    /// When the article came that came last; one that is no longer there may have been it.
    pub(crate) fn last_added(&self) -> Result<Option<Timestamp>, Error> {
        self.guarded(|| {
            let mut last = None;
            for segment in self.segments.iter().filter(|segment| segment.reader.num_docs() > 0) {
                last = last.max(Some(self.added_column(segment)?.max_value()));
            }
            Ok(last.and_then(|last| Timestamp::from_millisecond(last).ok()))
        })
    }

    /// When an article came.
    pub(crate) fn added(&self, id: ArticleId) -> Result<Option<Timestamp>, Error> {
        self.guarded(|| {
            let Some(address) = LocalIndex::with_id(&self.searcher, &self.fields, id)? else {
                return Ok(None);
            };
            let added = self.added_column(self.segment(address))?.first(address.doc_id);
            Ok(added.and_then(|added| Timestamp::from_millisecond(added).ok()))
        })
    }

    /// Every article with the instant at which it came, in thousandths of a second since 1970.
    pub(crate) fn all_added(&self) -> Result<Vec<(ArticleId, i64)>, Error> {
        self.guarded(|| {
            let mut all = Vec::new();
            for segment in &self.segments {
                let added = self.added_column(segment)?;
                let rows = segment.reader.doc_ids_alive();
                // Only articles have both.
                all.extend(rows.filter_map(|doc| {
                    Some((ArticleId::from_number(segment.id.first(doc)?), added.first(doc)?))
                }));
            }
            Ok(all)
        })
    }

    fn added_column(&self, segment: &Segment) -> tantivy::Result<Column<i64>> {
        let reader = &segment.reader;
        reader.fast_fields().i64(reader.schema().get_field_name(self.fields.added))
    }
}
