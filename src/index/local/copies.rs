//! Stories that several articles print: each is shown once, at its first article that matches, with the others beside it.

use super::LocalIndex;
use super::collect::Candidate;
use crate::article::ArticleId;
use crate::query::Unit;
use crate::search::Imprint;
use crate::search::Request;
use std::collections::HashMap;
use tantivy::DocAddress;
use tantivy::DocId;
use tantivy::DocSet;
use tantivy::query::Weight;

/// Tells which article of a story is the first that matches.
pub(super) struct Copies<'a> {
    index: &'a LocalIndex,
    request: &'a Request,
    unit: Unit,
    /// By segment: the documents that match, where they are known.
    found: Option<&'a [Vec<DocId>]>,
    /// Made when the first story with several articles is met: most pages have none.
    weight: Option<Box<dyn Weight>>,
    /// The first article that matches, by the first of all. Looked for once: a story may have thousands of articles.
    firsts: HashMap<ArticleId, Option<ArticleId>>,
}

impl<'a> Copies<'a> {
    pub(super) fn new(
        index: &'a LocalIndex,
        request: &'a Request,
        unit: Unit,
        found: Option<&'a [Vec<DocId>]>,
    ) -> Copies<'a> {
        Copies { index, request, unit, found, weight: None, firsts: HashMap::new() }
    }

    /// Leaves of each story the first article that matches, in the order given.
    ///
    /// Which one that is depends on the query alone, not on how many candidates there are: a page deeper down shows the same.
    pub(super) fn collapse(&mut self, candidates: &mut Vec<Candidate>) -> tantivy::Result<()> {
        let mut kept = Vec::with_capacity(candidates.len());
        for candidate in candidates.drain(..) {
            if !self.repeats(ArticleId::from_number(candidate.id))? {
                kept.push(candidate);
            }
        }
        *candidates = kept;
        Ok(())
    }

    fn repeats(&mut self, id: ArticleId) -> tantivy::Result<bool> {
        let index = self.index;
        let story = index.stories.with(id);
        let Some(first) = story.first() else { return Ok(false) };
        let first = match self.firsts.get(first) {
            Some(known) => *known,
            None => {
                let found = self.first_of(story)?;
                self.firsts.insert(*first, found);
                found
            }
        };
        Ok(first.is_some_and(|first| first != id))
    }

    fn first_of(&mut self, story: &[ArticleId]) -> tantivy::Result<Option<ArticleId>> {
        for id in story {
            if let Some(address) = self.index.address_of(*id)?
                && self.matches(address)?
            {
                return Ok(Some(*id));
            }
        }
        Ok(None)
    }

    fn matches(&mut self, article: DocAddress) -> tantivy::Result<bool> {
        let segment = self.index.segment(article);
        let (first, end) = match self.unit {
            Unit::Article => (article.doc_id, article.doc_id + 1),
            Unit::Quotation => segment.blocks.quotes(article.doc_id),
        };
        if let Some(found) = self.found {
            let found = &found[article.segment_ord as usize];
            let next = found.partition_point(|doc| *doc < first);
            return Ok(found.get(next).is_some_and(|doc| *doc < end));
        }
        let weight = match &mut self.weight {
            Some(weight) => weight,
            none => {
                let Request { query, added_after, .. } = self.request;
                none.insert(self.index.weight_after(query, self.unit, *added_after)?)
            }
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
