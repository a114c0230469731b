//! What is doubtful about a query, told by what the archive holds: names that nobody bears (`names`) or that
//! are cut in two (`halved`), a slip in its words (`meant`).

use super::LocalIndex;
use crate::error::Error;
use crate::query::Unit;
use crate::search::Request;
use crate::search::UnknownName;

impl LocalIndex {
    /// What to tell the reader of a query that matched so much (articles or quotations), a sentence each.
    pub(crate) fn doubts(&self, request: &Request, unit: Unit, matched: u64) -> Result<Vec<String>, Error> {
        self.guarded(|| {
            let unknown = self.unknown_names_of(&request.query, matched > 0)?;
            let mut doubts: Vec<String> = unknown.iter().map(UnknownName::to_string).collect();
            doubts.extend(self.halved_names(&request.query)?);
            doubts.extend(self.did_you_mean(request, unit, matched)?);
            Ok(doubts)
        })
    }
}
