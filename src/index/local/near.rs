//! Near answers: the articles that have most of a query's words, where too few have all of them.
//!
//! The highest sums are found without looking at everything (MaxScore, Turtle and Flood 1995): once enough candidates are kept, an
//! article that has nothing but the commonest words cannot be among them.

use super::LocalIndex;
use super::collect::Best;
use super::collect::Candidate;
use super::lists::Cursor;
use super::score::Norms;
use super::score::frequency;
use super::score::highest;
use super::score::next;
use super::score::saturated;
use super::segment::Segment;
use super::wanted::Wanted;
use super::weigh::Unit;
use super::weigh::Weighed;
use super::weigh::weigh;
use crate::search::Sort;
use tantivy::DocId;
use tantivy::SegmentReader;
use tantivy::TERMINATED;
use tantivy::fieldnorm::FieldNormReader;
use tantivy::query::Scorer;
use tantivy::query::Weight;
use tantivy::schema::Field;
use tantivy::schema::IndexRecordOption;

/// What a neighbour is worth of the word that was typed.
const NEIGHBOUR: f32 = 0.7;

/// The words of a query as near answers weigh them in one field.
pub(super) struct Weights {
    pub(super) words: Vec<NearWord>,
    /// The sum of what the words weigh.
    pub(super) all: f32,
}

/// One word as it was typed, and its neighbours in spelling.
pub(super) struct NearWord {
    pub(super) typed: Weighed,
    pub(super) neighbours: Option<Weighed>,
    /// What it adds to the query: of a word that nobody printed, what its neighbours add.
    pub(super) weight: f32,
}

impl Weights {
    pub(super) fn of(
        index: &LocalIndex,
        field: Field,
        unit: &Unit,
        wanted: &[Wanted],
    ) -> tantivy::Result<Weights> {
        let typed = weigh(&index.segments, field, unit, wanted.iter().map(|word| &word.stems))?;
        let words: Vec<NearWord> = match wanted.iter().all(|word| word.neighbours.is_empty()) {
            true => typed.into_iter().map(NearWord::alone).collect(),
            false => {
                let neighbours = wanted.iter().map(|word| &word.neighbours);
                let neighbours = weigh(&index.segments, field, unit, neighbours)?;
                typed.into_iter().zip(neighbours).map(|(typed, others)| NearWord::of(typed, others)).collect()
            }
        };
        let all = words.iter().map(|word| word.weight).sum();
        Ok(Weights { words, all })
    }
}

impl NearWord {
    /// The weight with which it is scored, and how much of the query it covers.
    pub(super) fn counts(&self, as_typed: bool) -> (f32, f32) {
        match &self.neighbours {
            Some(neighbours) if !as_typed => (neighbours.idf, NEIGHBOUR * self.weight),
            _ => (self.typed.idf, self.weight),
        }
    }

    /// A word without neighbours.
    fn alone(typed: Weighed) -> NearWord {
        let weight = typed.idf;
        NearWord { typed, neighbours: None, weight }
    }

    fn of(typed: Weighed, mut others: Weighed) -> NearWord {
        if others.is_nowhere() {
            return NearWord::alone(typed);
        }
        others.idf = NEIGHBOUR * if typed.is_nowhere() { others.idf } else { others.idf.min(typed.idf) };
        let weight = if typed.is_nowhere() { others.idf / NEIGHBOUR } else { typed.idf };
        NearWord { typed, neighbours: Some(others), weight }
    }
}

impl LocalIndex {
    /// The best so many articles that have any of the words and match `strict`, which is about articles.
    pub(super) fn near(
        &self,
        wanted: &[Wanted],
        strict: Option<&dyn Weight>,
        lacking: Lacking<'_>,
        most: usize,
    ) -> tantivy::Result<Vec<Candidate>> {
        let (field, unit) = (self.fields.article_stem, &self.units.articles);
        let weights = Weights::of(self, field, unit, wanted)?;
        let mut best = Best::new(most, Sort::Relevance);
        for segment in &self.segments {
            let strict = strict.map(|weight| weight.scorer(&segment.reader, 1.0)).transpose()?;
            let mut strands =
                Strands::open(segment, field, &unit.norms, &weights, matches!(lacking, Lacking::AWord))?;
            let except = lacking.except(&segment.reader)?;
            strands.offer_to(&mut best, segment, strict, except);
            best.settle(segment, |doc| doc);
        }
        Ok(best.into_sorted())
    }
}

/// What near answers have to lack.
#[derive(Clone, Copy)]
pub(super) enum Lacking<'a> {
    /// Nothing: all of the words may be there.
    Nothing,
    /// One of the words.
    AWord,
    /// Something without which this does not match.
    SomethingOf(&'a dyn Weight),
}

impl<'a> Lacking<'a> {
    /// A word, or else something of what is given.
    pub(super) fn of(has_all: Option<&'a dyn Weight>) -> Lacking<'a> {
        has_all.map_or(Lacking::AWord, Lacking::SomethingOf)
    }

    /// What is left out of a segment.
    fn except(&self, reader: &SegmentReader) -> tantivy::Result<Option<Box<dyn Scorer>>> {
        match self {
            Lacking::SomethingOf(weight) => weight.scorer(reader, 1.0).map(Some),
            Lacking::Nothing | Lacking::AWord => Ok(None),
        }
    }
}

/// The lists of one word, or of its neighbours.
struct Strand {
    word: usize,
    is_typed: bool,
    idf: f32,
    /// How much of the query's weight they cover.
    covers: f32,
    cursors: Vec<Cursor>,
}

/// All lists of a segment, those of the commonest words first.
struct Strands<'w> {
    strands: Vec<Strand>,
    lengths: FieldNormReader,
    norms: Norms,
    weights: &'w Weights,
    /// Whether what has all of the words is left out.
    lacking: bool,
    /// Of the document at hand, by word: what it adds, and what it covers.
    found: Vec<Found>,
}

#[derive(Clone, Copy, Default)]
struct Found {
    score: f32,
    covered: f32,
    is_typed: bool,
}

impl<'w> Strands<'w> {
    fn open(
        segment: &Segment,
        field: Field,
        norms: &Norms,
        weights: &'w Weights,
        lacking: bool,
    ) -> tantivy::Result<Strands<'w>> {
        let mut strands = Vec::new();
        for (place, word) in weights.words.iter().enumerate() {
            let kinds = [(true, Some(&word.typed)), (false, word.neighbours.as_ref())];
            for (is_typed, weighed) in kinds {
                let Some(weighed) = weighed else { continue };
                let cursors = weighed.here(segment).open(IndexRecordOption::WithFreqs)?;
                if !cursors.is_empty() {
                    let covers = if is_typed { word.weight } else { NEIGHBOUR * word.weight };
                    strands.push(Strand { word: place, is_typed, idf: weighed.idf, covers, cursors });
                }
            }
        }
        strands.sort_by(|a, b| a.idf.total_cmp(&b.idf));
        let (lengths, norms) = (segment.lengths(field), norms.clone());
        let found = vec![Found::default(); weights.words.len()];
        Ok(Strands { strands, lengths, norms, weights, lacking, found })
    }

    /// Offers every article that may still be kept.
    fn offer_to(
        &mut self,
        best: &mut Best,
        segment: &Segment,
        mut strict: Option<Box<dyn Scorer>>,
        mut except: Option<Box<dyn Scorer>>,
    ) {
        let alive = segment.reader.alive_bitset();
        let mut doc = 0;
        loop {
            // Articles with none but the strands before this one cannot be kept.
            let first = self.first_needed(best.least());
            doc = self.strands[first..]
                .iter_mut()
                .map(|strand| next(&mut strand.cursors, doc))
                .min()
                .unwrap_or(TERMINATED);
            if doc == TERMINATED {
                return;
            }
            let matches = strict.as_mut().is_none_or(|strict| holds(strict.as_mut(), doc));
            let matches = matches && !except.as_mut().is_some_and(|except| holds(except.as_mut(), doc));
            if matches
                && alive.is_none_or(|alive| alive.is_alive(doc))
                && let Some(score) = self.score(doc)
            {
                best.offer(doc, score);
            }
            doc += 1;
        }
    }

    fn first_needed(&self, least: f32) -> usize {
        let (mut idf, mut covered) = (0.0, 0.0);
        for (place, strand) in self.strands.iter().enumerate() {
            idf += strand.idf;
            covered += strand.covers;
            let share = (covered / self.weights.all).min(1.0);
            if highest(idf) * share * share >= least {
                return place;
            }
        }
        self.strands.len()
    }

    /// The sum over the words, held against the square of their share; `None` for what is left out.
    fn score(&mut self, doc: DocId) -> Option<f32> {
        let norm = self.norms.of(&self.lengths, doc);
        self.found.fill(Found::default());
        for strand in &mut self.strands {
            let frequency = frequency(&mut strand.cursors, doc);
            let known = &mut self.found[strand.word];
            if frequency > 0 && (strand.is_typed || !known.is_typed) {
                let score = strand.idf * saturated(frequency, norm);
                *known = Found { score, covered: strand.covers, is_typed: strand.is_typed };
            }
        }
        if self.lacking && self.found.iter().all(|word| word.is_typed) {
            return None;
        }
        let sum: f32 = self.found.iter().map(|word| word.score).sum();
        let covered: f32 = self.found.iter().map(|word| word.covered).sum();
        Some(sum * (covered / self.weights.all).powi(2))
    }
}

/// Whether a set has the document; documents have to be asked for in ascending order.
fn holds(set: &mut dyn Scorer, doc: DocId) -> bool {
    let at = if set.doc() < doc { set.seek(doc) } else { set.doc() };
    at == doc
}
