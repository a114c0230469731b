//! So many quotations of one article, and no more.

use super::LocalIndex;
use super::Matches;
use crate::query::Unit;
use crate::search::Request;
use std::collections::HashMap;

impl LocalIndex {
    /// At least so many of the best quotations that match, and so many of one article as are wanted; fewer where no more are left.
    pub(super) fn quotes_of_each(
        &self,
        request: &Request,
        enough: usize,
    ) -> tantivy::Result<(Matches, OfEach)> {
        let mut depth = enough;
        let mut matches = self.matches(request, Unit::Quotation, depth)?;
        loop {
            let is_all = matches.best.len() < depth;
            let mut of_each = OfEach::new(request.per_article);
            matches.best.retain(|quote| of_each.takes(quote.id));
            if is_all || matches.best.len() >= enough {
                return Ok((matches, of_each));
            }
            depth = depth.saturating_mul(4);
            // Once counted, what matches is counted.
            let (facets, uncounted) = (matches.facets, Request { facets: None, ..request.clone() });
            matches = Matches { facets, ..self.matches(&uncounted, Unit::Quotation, depth)? };
        }
    }
}

/// Takes so many of each article and no more.
pub(super) struct OfEach {
    most: usize,
    taken: HashMap<u64, usize>,
}

impl OfEach {
    pub(super) fn new(per_article: usize) -> OfEach {
        OfEach { most: per_article.max(1), taken: HashMap::new() }
    }

    /// Whether another one of this article is taken.
    pub(super) fn takes(&mut self, article: u64) -> bool {
        let taken = self.taken.entry(article).or_default();
        let takes = *taken < self.most;
        *taken += usize::from(takes);
        takes
    }
}
