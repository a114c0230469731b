//! What a word of a query weighs: the rarer it is among the texts of a unit, the more.

use super::document::Counts;
use super::lists::Lists;
use super::score::Norms;
use super::segment::Segment;
use std::collections::BTreeSet;
use tantivy::schema::Field;

/// The units that are scored. Their norms take longer to work out than a rare word to find, so an index keeps them.
pub(crate) struct Units {
    pub(crate) articles: Unit,
    pub(crate) passages: Unit,
    pub(crate) quotes: Unit,
}

impl Units {
    /// The units of an archive that has so much of everything.
    pub(crate) fn of(counts: Counts) -> Units {
        Units {
            articles: Unit::new(counts.articles, counts.article_words),
            passages: Unit::new(counts.passages, counts.passage_words),
            quotes: Unit::new(counts.quotes, counts.quote_words),
        }
    }
}

/// How many texts of a unit there are, and what their length is held against them.
pub(crate) struct Unit {
    texts: u64,
    pub(crate) norms: Norms,
}

impl Unit {
    fn new(texts: u64, words: u64) -> Unit {
        let average = if texts == 0 { 1.0 } else { (words as f32 / texts as f32).max(1.0) };
        Unit { texts, norms: Norms::new(average) }
    }

    /// How much a word tells that stands in `frequency` of the texts.
    fn idf(&self, frequency: u64) -> f32 {
        let (all, with) = (self.texts as f32, frequency as f32);
        (1.0 + (all - with + 0.5).max(0.0) / (with + 0.5)).ln()
    }
}

/// A word's weight, and where the terms stand that count as the word: by segment.
pub(crate) struct Weighed {
    lists: Vec<Lists>,
    pub(crate) idf: f32,
}

impl Weighed {
    /// Whether no document has the word.
    pub(super) fn is_nowhere(&self) -> bool {
        self.lists.iter().all(|lists| lists.all() == 0)
    }

    /// The lists of a segment that the word was weighed with.
    pub(super) fn here(&self, segment: &Segment) -> &Lists {
        &self.lists[segment.ord as usize]
    }
}

/// Weighs words by how rare they are in a field.
pub(crate) fn weigh<'a>(
    segments: &[Segment],
    field: Field,
    unit: &Unit,
    words: impl Iterator<Item = &'a BTreeSet<String>>,
) -> tantivy::Result<Vec<Weighed>> {
    let mut weighed = Vec::new();
    for forms in words {
        let mut lists = Vec::with_capacity(segments.len());
        let mut frequency = 0;
        for segment in segments {
            let here = Lists::of(segment, field, forms)?;
            frequency += here.living(segment)?;
            lists.push(here);
        }
        weighed.push(Weighed { lists, idf: unit.idf(frequency) });
    }
    Ok(weighed)
}
