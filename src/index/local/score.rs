//! What a match is worth: BM25 over the words of a query, one unit at a time.
//!
//! Scores are summed here, always in the order of the query's words, and from counts of what is alive. The engine's
//! own scores would differ in the last digit with the layout of its segments and would go on counting what was
//! deleted; then an updated index and a rebuilt one would not give the same answers.

use super::compile::Form;
use super::compile::readings;
use super::segment::Segment;
use crate::fields;
use crate::query::Query;
use crate::query::Words;
use crate::text::Language;
use std::collections::BTreeSet;
use std::sync::Arc;
use tantivy::DocId;
use tantivy::DocSet;
use tantivy::Searcher;
use tantivy::SegmentReader;
use tantivy::TERMINATED;
use tantivy::Term;
use tantivy::fieldnorm::FieldNormReader;
use tantivy::postings::Postings;
use tantivy::postings::SegmentPostings;
use tantivy::schema::Field;
use tantivy::schema::IndexRecordOption;

/// How soon repeating a word stops to matter (Robertson and Zaragoza 2009; the value Lucene uses).
const K1: f32 = 1.2;
/// How much a long text is held against it (same source).
const B: f32 = 0.75;

/// One word that a query looks for, in each of its readings.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Wanted {
    /// Its stems, one a language.
    pub(crate) stems: BTreeSet<String>,
    /// Its exact forms.
    pub(crate) exacts: BTreeSet<String>,
}

/// The running words that a query looks for, in order and each once: not those under NOT, and none of a filter's.
pub(crate) fn wanted(query: &Query, languages: &[Option<Language>]) -> Vec<Wanted> {
    let mut found = Vec::new();
    gather(query, languages, &mut found);
    let mut seen = BTreeSet::new();
    found.retain(|word| seen.insert(word.clone()));
    found
}

fn gather(query: &Query, languages: &[Option<Language>], found: &mut Vec<Wanted>) {
    match query {
        Query::Words { field, words } if is_prose(field) => {
            let typed = match words {
                Words::AnyForm(word) => std::slice::from_ref(word),
                Words::Phrase(words) => words.as_slice(),
            };
            found.extend(typed.iter().map(|word| wanted_word(word, languages)));
        }
        Query::And(parts) | Query::Or(parts) => parts.iter().for_each(|part| gather(part, languages, found)),
        _ => {}
    }
}

fn is_prose(field: &fields::Field) -> bool {
    [fields::TEXT.name, fields::TITLE.name, fields::SAID.name].contains(&field.name)
}

fn wanted_word(word: &String, languages: &[Option<Language>]) -> Wanted {
    let forms = |form| readings(languages, std::slice::from_ref(word), form).into_iter().flatten().collect();
    Wanted { stems: forms(Form::Stem), exacts: forms(Form::Exact) }
}

/// The phrases of a query, each in its readings, outside NOT.
pub(crate) fn phrases(query: &Query, languages: &[Option<Language>]) -> Vec<BTreeSet<Vec<String>>> {
    match query {
        Query::Words { field, words: Words::Phrase(words) }
            if is_prose(field) && field.name != fields::TITLE.name =>
        {
            vec![readings(languages, words, Form::Exact)]
        }
        Query::And(parts) | Query::Or(parts) => {
            parts.iter().flat_map(|part| phrases(part, languages)).collect()
        }
        _ => Vec::new(),
    }
}

/// How many texts of a unit there are, and their average length in words.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Unit {
    pub(crate) texts: u64,
    pub(crate) words: u64,
}

impl Unit {
    fn average(self) -> f32 {
        if self.texts == 0 { 1.0 } else { (self.words as f32 / self.texts as f32).max(1.0) }
    }

    /// How much a word tells that stands in `frequency` of the texts.
    fn idf(self, frequency: u64) -> f32 {
        let (all, with) = (self.texts as f32, frequency as f32);
        (1.0 + (all - with + 0.5).max(0.0) / (with + 0.5)).ln()
    }
}

/// A word's weight, and the terms that count as the word.
#[derive(Clone, Debug)]
pub(crate) struct Weighed {
    pub(crate) terms: Vec<Term>,
    pub(crate) idf: f32,
}

/// Weighs words by how rare they are in a field.
pub(crate) fn weigh<'a>(
    searcher: &Searcher,
    field: Field,
    unit: Unit,
    words: impl Iterator<Item = &'a BTreeSet<String>>,
) -> tantivy::Result<Vec<Weighed>> {
    let mut weighed = Vec::new();
    for forms in words {
        let mut terms = Vec::new();
        let mut frequency = 0;
        for form in forms {
            let term = Term::from_field_text(field, form);
            let texts = texts_with(searcher, &term)?;
            frequency += texts;
            // A reading that occurs nowhere need not be looked for again.
            terms.extend((texts > 0).then_some(term));
        }
        weighed.push(Weighed { terms, idf: unit.idf(frequency) });
    }
    Ok(weighed)
}

/// In how many documents that are not deleted a term stands.
fn texts_with(searcher: &Searcher, term: &Term) -> tantivy::Result<u64> {
    let mut count = 0;
    for reader in searcher.segment_readers() {
        let inverted = reader.inverted_index(term.field())?;
        count += match reader.alive_bitset() {
            None => u64::from(inverted.doc_freq(term)?),
            Some(alive) => match inverted.read_postings(term, IndexRecordOption::Basic)? {
                Some(postings) => u64::from(postings.doc_freq_given_deletes(alive)),
                None => 0,
            },
        };
    }
    Ok(count)
}

/// Scores the texts of one field in one segment. Documents have to be asked for in ascending order.
pub(crate) struct FieldScorer {
    words: Vec<(f32, Vec<Cursor>)>,
    lengths: FieldNormReader,
    norms: Norms,
}

impl FieldScorer {
    pub(crate) fn open(
        segment: &Segment,
        field: Field,
        norms: &Norms,
        words: &[Weighed],
    ) -> tantivy::Result<FieldScorer> {
        let cursors = |word: &Weighed| Ok((word.idf, cursors(&segment.reader, &word.terms)?));
        Ok(FieldScorer {
            words: words.iter().map(cursors).collect::<tantivy::Result<_>>()?,
            lengths: segment.lengths(field),
            norms: norms.clone(),
        })
    }

    /// The sum over the words.
    pub(crate) fn score(&mut self, doc: DocId) -> f32 {
        let norm = self.norm(doc);
        let parts =
            self.words.iter_mut().map(|(idf, cursors)| *idf * saturated(frequency(cursors, doc), norm));
        parts.sum()
    }

    /// Calls `take` with every live document that has all of the words, in ascending order, and its score.
    pub(crate) fn for_each_with_all(&mut self, reader: &SegmentReader, mut take: impl FnMut(DocId, f32)) {
        let alive = reader.alive_bitset();
        let mut doc = self.next_with_all(0);
        while doc != TERMINATED {
            if alive.is_none_or(|alive| alive.is_alive(doc)) {
                take(doc, self.score(doc));
            }
            doc = self.next_with_all(doc + 1);
        }
    }

    /// The first document at or after `doc` that has all of the words; none if there is no word.
    fn next_with_all(&mut self, mut doc: DocId) -> DocId {
        loop {
            let mut reached = if self.words.is_empty() { TERMINATED } else { doc };
            for (_, cursors) in &mut self.words {
                let next = cursors.iter_mut().map(|cursor| cursor.next(reached)).min().unwrap_or(TERMINATED);
                reached = reached.max(next);
                if reached == TERMINATED {
                    return TERMINATED;
                }
            }
            if reached == doc {
                return doc;
            }
            doc = reached;
        }
    }

    /// The first document at or after `doc` that has any of the words.
    pub(crate) fn next(&mut self, doc: DocId) -> DocId {
        let cursors = self.words.iter_mut().flat_map(|(_, cursors)| cursors);
        cursors.map(|cursor| cursor.next(doc)).min().unwrap_or(TERMINATED)
    }

    /// How often each word stands in the document, in the order of the words.
    pub(crate) fn frequencies(&mut self, doc: DocId, into: &mut Vec<u32>) {
        into.clear();
        into.extend(self.words.iter_mut().map(|(_, cursors)| frequency(cursors, doc)));
    }

    /// What the document has to divide its frequencies by.
    pub(crate) fn norm(&self, doc: DocId) -> f32 {
        self.norms.0[usize::from(self.lengths.fieldnorm_id(doc))]
    }
}

/// BM25's share of length, for each of the 256 lengths that the engine tells apart.
#[derive(Clone)]
pub(crate) struct Norms(Arc<[f32; 256]>);

impl Norms {
    pub(crate) fn of(unit: Unit) -> Norms {
        let average = unit.average();
        let norm = |id: usize| {
            let length = FieldNormReader::id_to_fieldnorm(u8::try_from(id).unwrap_or(u8::MAX)) as f32;
            K1 * (1.0 - B + B * length / average)
        };
        Norms(Arc::new(std::array::from_fn(norm)))
    }
}

/// BM25's share of a word that stands `frequency` times, from 0 to 1 + k1.
pub(crate) fn saturated(frequency: u32, norm: f32) -> f32 {
    let frequency = frequency as f32;
    frequency * (K1 + 1.0) / (frequency + norm)
}

fn frequency(cursors: &mut [Cursor], doc: DocId) -> u32 {
    cursors.iter_mut().map(|cursor| cursor.frequency(doc)).sum()
}

/// The places of the terms that occur in the segment at all.
pub(crate) fn cursors(reader: &SegmentReader, terms: &[Term]) -> tantivy::Result<Vec<Cursor>> {
    let mut found = Vec::new();
    for term in terms {
        let inverted = reader.inverted_index(term.field())?;
        if let Some(postings) = inverted.read_postings(term, IndexRecordOption::WithFreqs)? {
            found.push(Cursor(postings));
        }
    }
    Ok(found)
}

/// One term's documents, gone through in ascending order.
pub(crate) struct Cursor(SegmentPostings);

impl Cursor {
    /// How often the term stands in the document.
    pub(crate) fn frequency(&mut self, doc: DocId) -> u32 {
        if self.next(doc) == doc { self.0.term_freq() } else { 0 }
    }

    /// The first document at or after `doc` that has the term.
    fn next(&mut self, doc: DocId) -> DocId {
        if self.0.doc() < doc { self.0.seek(doc) } else { self.0.doc() }
    }
}
