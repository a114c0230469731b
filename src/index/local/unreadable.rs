//! A query that could not be made because the index could not be read; it says so when it is asked.

use tantivy::TantivyError;
use tantivy::query::EnableScoring;
use tantivy::query::Query;
use tantivy::query::Weight;

/// Fails with an error that came up while the query was made.
#[derive(Clone, Debug)]
pub(crate) struct Unreadable(pub(crate) TantivyError);

impl Query for Unreadable {
    fn weight(&self, _: EnableScoring<'_>) -> tantivy::Result<Box<dyn Weight>> {
        Err(self.0.clone())
    }
}
