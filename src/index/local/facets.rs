//! Counts of values over everything that matches: exact, by number instead of word, and without a look into what is stored.

use super::kinds::Kinds;
use super::quoted::Quoted;
use super::schema::Fields;
use super::segment::Segment;
use crate::query::Unit;
use crate::search::Count;
use crate::search::Facet;
use jiff::civil::Date;
use std::collections::BTreeMap;
use std::collections::HashMap;
use tantivy::DocId;
use tantivy::columnar::Column;
use tantivy::columnar::StrColumn;

/// Counts of the values of some fields over the matching articles.
pub(crate) struct FacetCounts {
    totals: [(&'static str, Totals); 6],
}

/// The fields that are counted, in the order in which they are shown; the places of those that are counted apart.
const COUNTED: [&str; 6] = ["outlet", "speaker", "author", "language", "month", "kind"];
const SPEAKER: usize = 1;
const MONTH: usize = 4;
const KIND: usize = 5;

/// One segment's part of the counting.
pub(crate) struct SegmentFacets {
    columns: Vec<(StrColumn, Vec<u64>, usize)>,
    speakers: Option<Quoted>,
    kinds: Kinds,
    day: Column<i64>,
    days: HashMap<i64, u64, foldhash::fast::FixedState>,
}

impl FacetCounts {
    pub(crate) fn new() -> FacetCounts {
        FacetCounts { totals: COUNTED.map(|name| (name, Totals::new())) }
    }

    /// Starts counting in a segment.
    pub(crate) fn segment(segment: &Segment, fields: &Fields, least: f32) -> tantivy::Result<SegmentFacets> {
        let reader = &segment.reader;
        let counted = [(0, fields.outlet_name), (2, fields.author_name), (3, fields.language)];
        let mut columns = Vec::new();
        for (place, field) in counted {
            if let Some(column) = reader.fast_fields().str(reader.schema().get_field_name(field))? {
                let terms = column.num_terms();
                columns.push((column, vec![0; terms], place));
            }
        }
        Ok(SegmentFacets {
            columns,
            speakers: Quoted::open(segment, fields, least)?,
            kinds: Kinds::open(segment, fields)?,
            day: reader.fast_fields().i64(reader.schema().get_field_name(fields.day))?,
            days: HashMap::default(),
        })
    }

    /// Takes in what a segment has counted.
    pub(crate) fn add(&mut self, segment: SegmentFacets) -> tantivy::Result<()> {
        for (column, counts, place) in segment.columns {
            add_counts(&column, &counts, &mut self.totals[place].1)?;
        }
        if let Some(speakers) = segment.speakers {
            speakers.add_to(&mut self.totals[SPEAKER].1)?;
        }
        let mut months: BTreeMap<String, u64> = BTreeMap::new();
        for (day, count) in segment.days {
            month(day).into_iter().for_each(|month| *months.entry(month).or_default() += count);
        }
        let kinds: BTreeMap<String, u64> =
            segment.kinds.counts().map(|(value, count)| (value.to_string(), count)).collect();
        merge(&mut self.totals[MONTH].1, months);
        merge(&mut self.totals[KIND].1, kinds);
        Ok(())
    }

    /// The counts, most frequent first; months in order.
    pub(crate) fn into_facets(self) -> Vec<Facet> {
        let facet = |(field, totals): (&'static str, Totals)| {
            let mut counts: Vec<Count> =
                totals.into_iter().map(|(value, articles)| Count { value, articles }).collect();
            if field != COUNTED[MONTH] {
                // Values with the same count stay in order.
                counts.sort_by_key(|count| std::cmp::Reverse(count.articles));
            }
            Facet { field, counts, left_out: 0 }
        };
        self.totals.into_iter().map(facet).collect()
    }
}

impl SegmentFacets {
    /// Counts an article; where articles match, with everybody quoted in it.
    pub(crate) fn count_article(&mut self, article: DocId, unit: Unit) {
        for (column, counts, _) in &mut self.columns {
            for ord in column.term_ords(article) {
                if let Some(count) = counts.get_mut(ord as usize) {
                    *count += 1;
                }
            }
        }
        if let Some(day) = self.day.first(article) {
            *self.days.entry(day).or_default() += 1;
        }
        if unit == Unit::Article {
            self.speakers.iter_mut().for_each(|speakers| speakers.count(article));
            self.kinds.count(article);
        }
    }

    /// Where quotations match: counts the speaker and the kind of one.
    pub(crate) fn count_quote(&mut self, article: DocId, quote: DocId) {
        self.speakers.iter_mut().for_each(|speakers| speakers.count_quote(article, quote));
        self.kinds.count_quote(article, quote);
    }
}

/// Adds what was counted by number to what was counted by value.
pub(super) fn add_counts(values: &StrColumn, counts: &[u64], totals: &mut Totals) -> tantivy::Result<()> {
    let ords: Vec<u64> = (0..).zip(counts).filter(|(_, count)| **count > 0).map(|(ord, _)| ord).collect();
    let words = words_of(values, &ords)?;
    merge(totals, words.into_iter().zip(ords.iter().map(|ord| counts[*ord as usize])));
    Ok(())
}

/// Counts by value, in the order of the values: a segment's own come in that order, too, and tens of thousands of them are added
/// faster so than one by one.
pub(super) type Totals = Vec<(String, u64)>;

/// Adds counts that come in the order of their values.
fn merge(totals: &mut Totals, more: impl IntoIterator<Item = (String, u64)>) {
    let mut known = std::mem::take(totals).into_iter().peekable();
    for (value, count) in more {
        while let Some(before) = known.next_if(|(known, _)| *known < value) {
            totals.push(before);
        }
        let same = known.next_if(|(known, _)| *known == value).map_or(0, |(_, count)| count);
        totals.push((value, same + count));
    }
    totals.extend(known);
}

/// The values of some numbers in ascending order. One after the other, each would unpack a block of the dictionary again.
pub(super) fn words_of(values: &StrColumn, ords: &[u64]) -> tantivy::Result<Vec<String>> {
    let mut words = Vec::with_capacity(ords.len());
    let all = values
        .dictionary()
        .sorted_ords_to_term_cb(ords, |value| words.push(String::from_utf8_lossy(value).into_owned()))?;
    match all {
        true => Ok(words),
        false => Err(tantivy::TantivyError::InternalError("a column has a value without words".to_string())),
    }
}

/// All values of a column, by number.
pub(super) fn all_words(column: Option<&StrColumn>) -> tantivy::Result<Vec<String>> {
    let Some(column) = column else { return Ok(Vec::new()) };
    let ords: Vec<u64> = (0..column.num_terms() as u64).collect();
    words_of(column, &ords)
}

/// The day that is so many days from 1 January 1970.
pub(super) fn date(days: i64) -> Option<Date> {
    Date::constant(1970, 1, 1).checked_add(jiff::Span::new().try_days(days).ok()?).ok()
}

/// The month of a day counted from 1970, as `2023-03`.
fn month(days: i64) -> Option<String> {
    let date = date(days)?;
    Some(format!("{:04}-{:02}", date.year(), date.month()))
}
