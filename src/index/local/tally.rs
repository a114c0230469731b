//! Counts over the archive: who prints, and when. Who is quoted is counted in `sightings`.

use super::LocalIndex;
use super::collect::for_each_match;
use super::facets::date;
use super::facets::words_of;
use super::segment::Segment;
use crate::error::Error;
use crate::query::Query;
use crate::query::Unit;
use crate::search::ByDay;
use crate::search::Counted;
use crate::search::Often;
use crate::search::Tally;
use crate::search::most_first;
use std::collections::BTreeMap;
use std::collections::HashMap;
use tantivy::DocId;
use tantivy::query::Weight;

impl LocalIndex {
    /// The outlets of the articles that match, with most quotations first.
    pub(crate) fn outlets(&self, query: &Query) -> Result<Counted<Tally>, Error> {
        self.guarded(|| {
            let (mut total, mut without) = (Often::default(), Often::default());
            let mut tallies: BTreeMap<String, Often> = BTreeMap::new();
            let weight = self.weight(query, query.unit())?;
            for segment in &self.segments {
                let names = segment.columns(&self.fields)?.outlet.as_ref();
                let mut by_ord = vec![Often::default(); names.map_or(0, |names| names.num_terms())];
                for_each_article(weight.as_ref(), query.unit(), segment, |article, quotes| {
                    let often = often(segment, quotes);
                    let ord = names.and_then(|names| names.term_ords(article).next());
                    let line = ord.and_then(|ord| by_ord.get_mut(ord as usize));
                    *line.unwrap_or(&mut without) += often;
                    total += often;
                    Ok(())
                })?;
                let ords: Vec<u64> =
                    (0..).zip(&by_ord).filter(|(_, it)| it.articles > 0).map(|(ord, _)| ord).collect();
                let Some(names) = names else { continue };
                for (ord, name) in ords.iter().zip(words_of(names, &ords)?) {
                    *tallies.entry(name).or_default() += by_ord[*ord as usize];
                }
            }
            let line = |(name, often)| Tally { name, starts: None, often };
            let mut lines: Vec<Tally> = tallies.into_iter().map(line).collect();
            lines.sort_by(|a, b| most_first(&a.often, &b.often).then_with(|| a.name.cmp(&b.name)));
            Ok(Counted { lines, total, without, unit: query.unit() })
        })
    }

    /// The days on which the articles that match were published.
    pub(crate) fn days(&self, query: &Query) -> Result<ByDay, Error> {
        self.guarded(|| {
            let mut by_number: HashMap<Option<i64>, Often> = HashMap::new();
            let weight = self.weight(query, query.unit())?;
            for segment in &self.segments {
                let days = &segment.columns(&self.fields)?.day;
                for_each_article(weight.as_ref(), query.unit(), segment, |article, quotes| {
                    *by_number.entry(days.first(article)).or_default() += often(segment, quotes);
                    Ok(())
                })?;
            }
            let mut counted = ByDay { days: BTreeMap::new(), undated: Often::default(), unit: query.unit() };
            for (day, often) in by_number {
                match day.and_then(date) {
                    Some(day) => *counted.days.entry(day).or_default() += often,
                    None => counted.undated += often,
                }
            }
            Ok(counted)
        })
    }
}

/// Calls `each` with every article that matches and its quotations: all of them where the query is about articles, else
/// those that match.
pub(super) fn for_each_article(
    weight: &dyn Weight,
    unit: Unit,
    segment: &Segment,
    mut each: impl FnMut(DocId, &[DocId]) -> tantivy::Result<()>,
) -> tantivy::Result<()> {
    let mut quotes: Vec<DocId> = Vec::new();
    if unit == Unit::Article {
        return for_each_match(weight, &segment.reader, |article| {
            let (first, end) = segment.blocks.quotes(article);
            quotes.clear();
            quotes.extend(first..end);
            each(article, &quotes)
        });
    }
    let mut last = None;
    for_each_match(weight, &segment.reader, |quote| {
        let article = segment.blocks.article(quote);
        if let Some(last) = last.replace(article).filter(|last| *last != article) {
            each(last, &quotes)?;
            quotes.clear();
        }
        quotes.push(quote);
        Ok(())
    })?;
    last.map_or(Ok(()), |last| each(last, &quotes))
}

/// One article and some of its quotations.
pub(super) fn often(segment: &Segment, quotes: &[DocId]) -> Often {
    let words = quotes.iter().filter_map(|quote| segment.words.first(*quote)).sum();
    Often { articles: 1, quotes: quotes.len() as u64, words }
}
