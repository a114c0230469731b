//! What stands around a passage.

use super::LocalIndex;
use crate::article::ArticleId;
use crate::error::Error;
use crate::search::Around;

impl LocalIndex {
    /// At most so many passages before and after one, which is named by its article and its number there.
    pub(crate) fn around(&self, article: ArticleId, number: u32, most: usize) -> Result<Around, Error> {
        self.guarded(|| {
            let Some(address) = LocalIndex::with_id(&self.searcher, &self.fields, article)? else {
                return Ok(Around::default());
            };
            let segment = self.segment(address);
            let (first, end) = segment.blocks.passages(address.doc_id);
            let most = u32::try_from(most).unwrap_or(u32::MAX);
            let at = first.saturating_add(number.saturating_sub(1)).min(end);
            let passages = |from: u32, to: u32| {
                (from..to).map(|doc| self.passage(segment.address(doc))).collect::<tantivy::Result<Vec<_>>>()
            };
            Ok(Around {
                before: passages(at.saturating_sub(most).max(first), at)?,
                after: passages(at.saturating_add(1), at.saturating_add(1).saturating_add(most).min(end))?,
            })
        })
    }
}
