//! What is doubtful about a query, told by what the archive holds: a slip in its words (`meant`).

use super::LocalIndex;
use crate::error::Error;
use crate::query::Unit;
use crate::search::Request;

impl LocalIndex {
    /// What to tell the reader of a query that matched so much (articles or quotations), a sentence each.
    pub(crate) fn doubts(&self, request: &Request, unit: Unit, matched: u64) -> Result<Vec<String>, Error> {
        // Whoever only counts reads no notes.
        if request.limit == 0 {
            return Ok(Vec::new());
        }
        self.guarded(|| Ok(self.did_you_mean(request, unit, matched)?.into_iter().collect()))
    }
}
