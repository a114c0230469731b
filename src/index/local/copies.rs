//! Stories that several articles print: each is shown once, at its first article that matches, with the others beside it.

use super::LocalIndex;
use super::collect::Candidate;
use crate::article::ArticleId;
use crate::query::Query;
use crate::query::Unit;
use crate::search::Imprint;
use tantivy::DocAddress;
use tantivy::DocSet;
use tantivy::query::Weight;

/// Tells whether an earlier article of the same story matches too.
pub(super) struct Copies<'a> {
    index: &'a LocalIndex,
    query: &'a Query,
    unit: Unit,
    /// Made when the first story with several articles is met: most pages have none.
    weight: Option<Box<dyn Weight>>,
}

impl<'a> Copies<'a> {
    pub(super) fn new(index: &'a LocalIndex, query: &'a Query, unit: Unit) -> Copies<'a> {
        Copies { index, query, unit, weight: None }
    }

    /// Leaves of each story the first article that matches, in the order given.
    ///
    /// Which one that is depends on the query alone, not on how many candidates there are: a page deeper down shows the same.
    pub(super) fn collapse(&mut self, candidates: &mut Vec<Candidate>) -> tantivy::Result<()> {
        let mut kept = Vec::with_capacity(candidates.len());
        for candidate in candidates.drain(..) {
            if !self.repeats(&candidate)? {
                kept.push(candidate);
            }
        }
        *candidates = kept;
        Ok(())
    }

    fn repeats(&mut self, candidate: &Candidate) -> tantivy::Result<bool> {
        let id = ArticleId::from_number(candidate.id);
        for earlier in self.index.stories.with(id).iter().take_while(|earlier| **earlier != id) {
            if let Some(address) = self.index.address_of(*earlier)?
                && self.matches(address)?
            {
                return Ok(true);
            }
        }
        Ok(false)
    }

    fn matches(&mut self, article: DocAddress) -> tantivy::Result<bool> {
        let weight = match &mut self.weight {
            Some(weight) => weight,
            none => none.insert(self.index.weight(self.query, self.unit)?),
        };
        let segment = self.index.segment(article);
        let (first, end) = match self.unit {
            Unit::Article => (article.doc_id, article.doc_id + 1),
            Unit::Quotation => segment.blocks.quotes(article.doc_id),
        };
        let mut matches = weight.scorer(&segment.reader, 1.0)?;
        let found = if matches.doc() < first { matches.seek(first) } else { matches.doc() };
        Ok(found < end)
    }
}

impl LocalIndex {
    /// The other articles that print an article's story, the first of them first.
    pub(super) fn also_in(&self, id: ArticleId) -> tantivy::Result<Vec<Imprint>> {
        let others = self.stories.with(id).iter().filter(|other| **other != id);
        let addresses = others.filter_map(|other| self.address_of(*other).transpose());
        addresses.map(|address| self.imprint(address?)).collect()
    }

    fn address_of(&self, id: ArticleId) -> tantivy::Result<Option<DocAddress>> {
        LocalIndex::with_id(&self.searcher, &self.fields, id)
    }
}
