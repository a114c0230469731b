//! Counts of values over everything that matches: exact, by number instead of word, and without a look into what is stored.

use super::kinds::Kinds;
use super::quoted::Quoted;
use super::schema::Fields;
use super::segment::Segment;
use super::values::Counted;
use super::values::KnownValues;
use super::values::Values;
use crate::query::Unit;
use crate::search::Count;
use crate::search::Facet;
use jiff::civil::Date;
use std::cmp::Reverse;
use std::collections::BTreeMap;
use std::collections::HashMap;
use std::sync::Arc;
use tantivy::DocId;
use tantivy::columnar::Column;
use tantivy::columnar::StrColumn;

/// Counts of the values of some fields over the matching articles.
#[derive(Default)]
pub(crate) struct FacetCounts {
    /// By field of words, the columns of each segment that has the field.
    words: [Vec<Counted>; 4],
    days: HashMap<i64, u64, foldhash::fast::FixedState>,
    kinds: BTreeMap<&'static str, u64>,
}

/// The fields of words, in the order in which they are shown; months and kinds follow.
const OF_WORDS: [&str; 4] = ["outlet", "speaker", "author", "language"];

/// One segment's part of the counting.
pub(crate) struct SegmentFacets {
    day: Column<i64>,
    outlet: Option<Counted>,
    speakers: Option<Quoted>,
    author: Option<Counted>,
    language: Option<Counted>,
    days: HashMap<i64, u64, foldhash::fast::FixedState>,
    kinds: Kinds,
}

impl FacetCounts {
    /// Starts counting in a segment.
    pub(crate) fn segment(segment: &Segment, fields: &Fields, least: f32) -> tantivy::Result<SegmentFacets> {
        let columns = segment.columns(fields)?;
        let counted = |column: &Option<StrColumn>| column.as_ref().map(Counted::new);
        Ok(SegmentFacets {
            day: columns.day.clone(),
            outlet: counted(&columns.outlet),
            speakers: Quoted::new(segment, columns, least),
            author: counted(&columns.author),
            language: counted(&columns.language),
            days: HashMap::default(),
            kinds: Kinds::open(segment, fields)?,
        })
    }

    /// Takes in what a segment has counted.
    pub(crate) fn add(&mut self, segment: SegmentFacets) {
        let SegmentFacets { outlet, speakers, author, language, days, kinds, .. } = segment;
        let [outlets, quoted, authors, languages] = &mut self.words;
        outlets.extend(outlet);
        quoted.extend(speakers.into_iter().flat_map(Quoted::counted));
        authors.extend(author);
        languages.extend(language);
        for (day, articles) in days {
            *self.days.entry(day).or_default() += articles;
        }
        for (kind, articles) in kinds.counts() {
            *self.kinds.entry(kind).or_default() += articles;
        }
    }

    /// The most frequent values of each field, so many of them, most frequent first; months in order.
    pub(crate) fn into_facets(self, most: usize, known: &KnownValues) -> tantivy::Result<Vec<Facet>> {
        let known = known.get(&self.words)?;
        let mut facets = Vec::with_capacity(OF_WORDS.len() + 2);
        for ((field, mut columns), place) in OF_WORDS.into_iter().zip(self.words).zip(0..) {
            facets.push(match known.and_then(|known| known.get(place)) {
                Some(values) => most_frequent(field, values, &columns, most),
                None => most_frequent(field, &Values::counted(&mut columns)?, &columns, most),
            });
        }
        let count = |(value, articles): (String, u64)| Count { value, articles };
        let months = by_month(self.days).into_iter().map(count).collect();
        let kinds = self.kinds.into_iter().map(|(kind, articles)| (kind.to_string(), articles));
        let mut kinds: Vec<Count> = kinds.map(count).collect();
        kinds.sort_by_key(|count| Reverse(count.articles));
        for (field, counts) in [("month", months), ("kind", kinds)] {
            let mut facet = Facet { field, counts, left_out: 0 };
            facet.keep(most);
            facets.push(facet);
        }
        Ok(facets)
    }
}

impl SegmentFacets {
    /// Counts an article; where articles match, with everybody quoted in it.
    pub(crate) fn count_article(&mut self, article: DocId, unit: Unit) {
        for counted in [&mut self.outlet, &mut self.author, &mut self.language].into_iter().flatten() {
            counted.count(article);
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

/// The most frequent values, so many of them; those that are as frequent in their order.
fn most_frequent(field: &'static str, values: &Values, columns: &[Counted], most: usize) -> Facet {
    let mut found: Vec<(Reverse<u32>, usize)> = values
        .sums(columns.iter().map(|column| column.counts.as_slice()))
        .into_iter()
        .map(Reverse)
        .zip(0..)
        .filter(|(sum, _)| sum.0 > 0)
        .collect();
    let left_out = found.len().saturating_sub(most);
    if left_out > 0 {
        found.select_nth_unstable(most);
        found.truncate(most);
    }
    found.sort_unstable();
    let count = |(Reverse(sum), number)| Count { value: values.text(number), articles: u64::from(sum) };
    Facet { field, counts: found.into_iter().map(count).collect(), left_out }
}

/// The values of some numbers in ascending order. One after the other, each would unpack a block of the dictionary again.
pub(super) fn words_of<W: for<'w> From<&'w str>>(
    values: &StrColumn,
    ords: &[u64],
) -> tantivy::Result<Vec<W>> {
    let mut words = Vec::with_capacity(ords.len());
    let all = values
        .dictionary()
        .sorted_ords_to_term_cb(ords, |value| words.push(W::from(&*String::from_utf8_lossy(value))))?;
    match all {
        true => Ok(words),
        false => Err(tantivy::TantivyError::InternalError("a column has a value without words".to_string())),
    }
}

/// All values of a column, by number.
pub(super) fn all_words(column: Option<&StrColumn>) -> tantivy::Result<Vec<Arc<str>>> {
    let Some(column) = column else { return Ok(Vec::new()) };
    let ords: Vec<u64> = (0..column.num_terms() as u64).collect();
    words_of(column, &ords)
}

/// The day that is so many days from 1 January 1970.
pub(super) fn date(days: i64) -> Option<Date> {
    Date::constant(1970, 1, 1).checked_add(jiff::Span::new().try_days(days).ok()?).ok()
}

/// Days counted from 1970 by month, as `2023-03`.
fn by_month(days: HashMap<i64, u64, foldhash::fast::FixedState>) -> BTreeMap<String, u64> {
    let mut months: BTreeMap<(i16, i8), u64> = BTreeMap::new();
    for (day, articles) in days {
        let month = date(day).map(|date| (date.year(), date.month()));
        month.into_iter().for_each(|month| *months.entry(month).or_default() += articles);
    }
    months.into_iter().map(|((year, month), articles)| (format!("{year:04}-{month:02}"), articles)).collect()
}
