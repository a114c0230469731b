//! Every hit, page by page, in one pass: what is kept of a match that has not been given yet is a few bytes.

use super::LocalIndex;
use super::Marker;
use super::Ranked;
use super::of_each::OfEach;
use crate::error::Error;
use crate::index::local::matching::Matches;
use crate::query::Unit;
use crate::search::Facet;
use crate::search::Hit;
use crate::search::Page;
use crate::search::QuoteHit;
use crate::search::Request;
use std::collections::HashMap;
use std::hash::Hash;
use std::ops::ControlFlow;

/// So many hits are given at a time.
const PAGE: usize = 64;

impl LocalIndex {
    /// All passages that answer, the best first. The request's limit and offset are not looked at.
    pub(crate) fn each_hit(
        &self,
        request: &Request,
        together: bool,
        take: &mut dyn FnMut(Page<Hit>) -> ControlFlow<()>,
    ) -> Result<(), Error> {
        self.guarded(|| {
            let unit = request.query.unit();
            let mut matches = self.everything(request, unit)?;
            let mut pages = Pages::new((&mut matches, unit), together, take);
            let mut marker = Marker::new(&request.query, unit);
            let _whether_broken_off = self.each_place(request, unit, &matches, &mut |found| {
                pages.give(
                    found,
                    |place| place.article,
                    |place, rank| self.hit(request, &place, rank, &mut marker).map(Some),
                )
            })?;
            pages.end();
            Ok(())
        })
    }

    /// All quotations that answer, the best first.
    pub(crate) fn each_quote(
        &self,
        request: &Request,
        together: bool,
        take: &mut dyn FnMut(Page<QuoteHit>) -> ControlFlow<()>,
    ) -> Result<(), Error> {
        self.guarded(|| {
            let mut matches = self.everything(request, Unit::Quotation)?;
            let mut of_each = OfEach::new(request.per_article);
            matches.best.retain(|quote| of_each.takes(quote.id));
            let mut pages = Pages::new((&mut matches, Unit::Quotation), together, take);
            let mut marker = Marker::new(&request.query, Unit::Quotation);
            let _whether_broken_off = pages.give(
                std::mem::take(&mut matches.best),
                |candidate| candidate.id,
                |candidate, rank| {
                    let mut hit = self.quote_hit(&candidate, rank, &mut marker)?;
                    if let Some(hit) = hit.as_mut().filter(|_| request.explain) {
                        hit.worth = Some(self.worth(request, &self.ranked_quote(&candidate))?);
                    }
                    Ok(hit)
                },
            )?;
            pages.end();
            Ok(())
        })
    }

    /// How many passages answer, or hold the quotations that do.
    pub(crate) fn count_passages(&self, request: &Request, unit: Unit) -> Result<u64, Error> {
        self.guarded(|| {
            let matches = self.everything(request, unit)?;
            let mut count = 0;
            let _whether_broken_off = self.each_place(request, unit, &matches, &mut |found| {
                count += found.len() as u64;
                Ok(ControlFlow::Continue(()))
            })?;
            Ok(count)
        })
    }

    fn everything(&self, request: &Request, unit: Unit) -> tantivy::Result<Matches> {
        let count = match unit {
            Unit::Article => self.counts.articles,
            Unit::Quotation => self.counts.quotes,
        };
        let mut matches =
            self.matches(request, unit, usize::try_from(count).unwrap_or(usize::MAX / 4).max(1))?;
        self.collapse(request, unit, &mut matches)?;
        Ok(matches)
    }

    /// Goes through the passages that answer, some at a time; those of one article come at once.
    fn each_place(
        &self,
        request: &Request,
        unit: Unit,
        matches: &Matches,
        take: &mut dyn FnMut(Vec<Ranked>) -> tantivy::Result<ControlFlow<()>>,
    ) -> tantivy::Result<ControlFlow<()>> {
        match unit {
            Unit::Article => self.each_ranked(request, matches, take),
            Unit::Quotation => take(self.passages_once(&matches.best, request.per_article)),
        }
    }
}

/// Hits on their way out.
struct Pages<'a, H> {
    articles: u64,
    quotes: Option<u64>,
    /// Given with the first page.
    facets: Vec<Facet>,
    /// Whether all hits of an article have to be on one page.
    together: bool,
    take: &'a mut dyn FnMut(Page<H>) -> ControlFlow<()>,
    hits: Vec<H>,
    rank: usize,
    /// Whether a page was given.
    begun: bool,
}

impl<'a, H> Pages<'a, H> {
    fn new(
        (matches, unit): (&mut Matches, Unit),
        together: bool,
        take: &'a mut dyn FnMut(Page<H>) -> ControlFlow<()>,
    ) -> Pages<'a, H> {
        let facets = std::mem::take(&mut matches.facets);
        let articles = matches.articles;
        let quotes = (unit == Unit::Quotation).then_some(matches.quotes);
        Pages { articles, quotes, facets, together, take, hits: Vec::new(), rank: 0, begun: false }
    }

    /// Makes hits of what was found, and gives each page that is full.
    fn give<F: Copy, K: Copy + Eq + Hash>(
        &mut self,
        mut found: Vec<F>,
        article: impl Fn(&F) -> K,
        mut hit: impl FnMut(F, usize) -> tantivy::Result<Option<H>>,
    ) -> tantivy::Result<ControlFlow<()>> {
        if self.together {
            gather(&mut found, &article);
        }
        let mut last = None;
        for it in found {
            let of = Some(article(&it));
            let may_end = !self.together || last != of;
            if self.hits.len() >= PAGE && may_end && self.turn(true).is_break() {
                return Ok(ControlFlow::Break(()));
            }
            last = of;
            if let Some(hit) = hit(it, self.rank + 1)? {
                self.rank += 1;
                self.hits.push(hit);
            }
        }
        Ok(ControlFlow::Continue(()))
    }

    fn turn(&mut self, more: bool) -> ControlFlow<()> {
        self.begun = true;
        let hits = std::mem::take(&mut self.hits);
        let facets = std::mem::take(&mut self.facets);
        let flow = (self.take)(Page {
            articles: self.articles,
            quotes: self.quotes,
            hits,
            more,
            notes: Vec::new(),
            facets,
        });
        // Whoever breaks off gets no other page.
        self.begun |= flow.is_break();
        flow
    }

    /// Gives the last page, or an empty one where there was none.
    fn end(mut self) {
        if !self.hits.is_empty() || !self.begun {
            let _nothing_follows = self.turn(false);
        }
    }
}

/// Puts those of one article one behind the other, each article where its first one stands.
fn gather<F, K: Eq + Hash>(found: &mut [F], article: impl Fn(&F) -> K) {
    let mut first: HashMap<K, usize> = HashMap::new();
    for (place, it) in found.iter().enumerate() {
        first.entry(article(it)).or_insert(place);
    }
    found.sort_by_key(|it| first.get(&article(it)).copied());
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pages(found: &[u32], together: bool, most: usize) -> Vec<Page<u32>> {
        let (mut given, mut left) = (Vec::new(), most);
        let mut take = |page: Page<u32>| {
            given.push(page);
            left -= 1;
            if left == 0 { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
        };
        let mut pages = Pages {
            articles: 9,
            quotes: None,
            facets: Vec::new(),
            together,
            take: &mut take,
            hits: Vec::new(),
            rank: 0,
            begun: false,
        };
        let flow = pages.give(found.to_vec(), |it| it / 100, |it, _| Ok(Some(it))).unwrap();
        if flow.is_continue() {
            pages.end();
        }
        given
    }

    #[test]
    fn pages_are_full_and_nothing_is_lost() {
        let found: Vec<u32> = (0..150).map(|number| number % 3 * 100 + number / 3).collect();
        let given = pages(&found, false, 9);
        assert_eq!(given.iter().map(|page| page.hits.len()).collect::<Vec<_>>(), [64, 64, 22]);
        assert_eq!(given.iter().map(|page| page.more).collect::<Vec<_>>(), [true, true, false]);
        assert_eq!(given.into_iter().flat_map(|page| page.hits).collect::<Vec<_>>(), found);
    }

    #[test]
    fn an_article_s_hits_are_on_one_page_where_they_have_to_be() {
        let found: Vec<u32> = (0..150).map(|number| number % 3 * 100 + number / 3).collect();
        let given = pages(&found, true, 9);
        assert_eq!(given.iter().map(|page| page.hits.len()).collect::<Vec<_>>(), [100, 50]);
        let hits: Vec<u32> = given.into_iter().flat_map(|page| page.hits).collect();
        assert!(hits.is_sorted(), "{hits:?}");
    }

    #[test]
    fn whoever_breaks_off_gets_no_other_page() {
        let found: Vec<u32> = (0..500).collect();
        assert_eq!(pages(&found, false, 1).len(), 1);
        assert_eq!(pages(&[], false, 9).len(), 1, "the counts");
    }
}
