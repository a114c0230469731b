//! What a match is worth: BM25 over the words of a query, one unit at a time.
//!
//! Scores are summed here, always in the order of the query's words, and from counts of what is alive. The engine's
//! own scores would differ in the last digit with the layout of its segments and would go on counting what was
//! deleted; then an updated index and a rebuilt one would not give the same answers.

use super::compile::Form;
use super::compile::readings;
use super::lists::Cursor;
use super::lists::Lists;
use super::segment::Segment;
use crate::fields;
use crate::query::Query;
use crate::query::Words;
use crate::text::Language;
use std::collections::BTreeSet;
use std::sync::Arc;
use tantivy::DocId;
use tantivy::TERMINATED;
use tantivy::fieldnorm::FieldNormReader;
use tantivy::postings::BlockSegmentPostings;
use tantivy::schema::Field;
use tantivy::schema::IndexRecordOption;

/// How soon repeating a word stops to matter (Robertson and Zaragoza 2009; the value Lucene uses).
const K1: f32 = 1.2;
/// How much a long text is held against it (same source).
const B: f32 = 0.75;

/// Of a word that stands less often than this in a text, the highest score of such a text is worked out beforehand.
const SELDOM: usize = 32;

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

/// A word's weight, and where the terms stand that count as the word: by segment.
pub(crate) struct Weighed {
    lists: Vec<Lists>,
    pub(crate) idf: f32,
}

impl Weighed {
    /// The lists of a segment that the word was weighed with.
    fn here(&self, segment: &Segment) -> &Lists {
        &self.lists[segment.ord as usize]
    }
}

/// Weighs words by how rare they are in a field.
pub(crate) fn weigh<'a>(
    segments: &[Segment],
    field: Field,
    unit: Unit,
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

/// Scores the texts of one field in one segment. Documents have to be asked for in ascending order.
pub(crate) struct FieldScorer {
    words: Vec<(f32, Vec<Cursor>)>,
    /// The places of the words, the rarest first: the fewer documents a word has, the more of the others' it skips.
    rarest_first: Vec<usize>,
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
        let open = |word: &Weighed| Ok((word.idf, word.here(segment).open(IndexRecordOption::WithFreqs)?));
        let mut rarest_first: Vec<usize> = (0..words.len()).collect();
        rarest_first.sort_by_key(|place| words[*place].here(segment).all());
        Ok(FieldScorer {
            words: words.iter().map(open).collect::<tantivy::Result<_>>()?,
            rarest_first,
            lengths: segment.lengths(field),
            norms: norms.clone(),
        })
    }

    /// The sum over the words.
    #[inline]
    pub(crate) fn score(&mut self, doc: DocId) -> f32 {
        let norm = self.norm(doc);
        let parts =
            self.words.iter_mut().map(|(idf, cursors)| *idf * saturated(frequency(cursors, doc), norm));
        parts.sum()
    }

    /// The first document at or after `doc` that has all of the words; none if there is no word.
    fn next_with_all(&mut self, mut doc: DocId) -> DocId {
        let Some((rarest, others)) = self.rarest_first.split_first() else { return TERMINATED };
        'led: loop {
            doc = next(&mut self.words[*rarest].1, doc);
            if doc == TERMINATED {
                return TERMINATED;
            }
            for place in others {
                let reached = next(&mut self.words[*place].1, doc);
                if reached == TERMINATED {
                    return TERMINATED;
                }
                if reached != doc {
                    doc = reached;
                    continue 'led;
                }
            }
            return doc;
        }
    }

    /// The first document at or after `doc` that has any of the words.
    pub(crate) fn next(&mut self, doc: DocId) -> DocId {
        let reached = self.words.iter_mut().map(|(_, cursors)| next(cursors, doc));
        reached.min().unwrap_or(TERMINATED)
    }

    /// How often each word stands in the document, in the order of the words.
    pub(crate) fn frequencies(&mut self, doc: DocId, into: &mut Vec<u32>) {
        into.clear();
        into.extend(self.words.iter_mut().map(|(_, cursors)| frequency(cursors, doc)));
    }

    /// What the document has to divide its frequencies by.
    #[inline]
    pub(crate) fn norm(&self, doc: DocId) -> f32 {
        self.norms.of(&self.lengths, doc)
    }
}

/// Calls `take` with every live document of a segment that has all of the words, in ascending order: the document, a
/// score that its own does not exceed, and what scores it. Of a frequent word most documents need not be scored.
pub(crate) fn for_each_with_all(
    segment: &Segment,
    field: Field,
    norms: &Norms,
    words: &[Weighed],
    mut take: impl FnMut(DocId, f32, &mut dyn FnMut() -> f32),
) -> tantivy::Result<()> {
    let alive = segment.reader.alive_bitset();
    let lives = |doc: DocId| alive.is_none_or(|alive| alive.is_alive(doc));
    if let [word] = words
        && let Some(list) = word.here(segment).single()?
    {
        let lengths = segment.lengths(field);
        let score = |frequency, norm| word.idf * saturated(frequency, norm);
        let at_most: [f32; SELDOM] = std::array::from_fn(|frequency| score(frequency as u32, norms.least()));
        for_each_of_list(list, |doc, frequency| {
            if lives(doc) {
                let at_most = at_most.get(frequency as usize).copied().unwrap_or(f32::INFINITY);
                take(doc, at_most, &mut || score(frequency, norms.of(&lengths, doc)));
            }
        });
        return Ok(());
    }
    let mut scorer = FieldScorer::open(segment, field, norms, words)?;
    let mut doc = scorer.next_with_all(0);
    while doc != TERMINATED {
        if lives(doc) {
            take(doc, f32::INFINITY, &mut || scorer.score(doc));
        }
        doc = scorer.next_with_all(doc + 1);
    }
    Ok(())
}

/// Goes through one list block by block, which is much faster than document by document.
#[inline]
fn for_each_of_list(mut list: BlockSegmentPostings, mut take: impl FnMut(DocId, u32)) {
    while !list.docs().is_empty() {
        for (doc, frequency) in list.docs().iter().zip(list.freqs()) {
            take(*doc, *frequency);
        }
        list.advance();
    }
}

/// BM25's share of length, for each of the 256 lengths that the engine tells apart.
#[derive(Clone)]
pub(crate) struct Norms(Arc<[f32; 256]>);

impl Norms {
    pub(crate) fn new(unit: Unit) -> Norms {
        let average = unit.average();
        let norm = |id: usize| {
            let length = FieldNormReader::id_to_fieldnorm(u8::try_from(id).unwrap_or(u8::MAX)) as f32;
            K1 * (1.0 - B + B * length / average)
        };
        Norms(Arc::new(std::array::from_fn(norm)))
    }

    /// The norm of the shortest text there can be.
    fn least(&self) -> f32 {
        self.0.iter().copied().fold(f32::INFINITY, f32::min)
    }

    #[inline]
    fn of(&self, lengths: &FieldNormReader, doc: DocId) -> f32 {
        self.0[usize::from(lengths.fieldnorm_id(doc))]
    }
}

/// BM25's share of a word that stands `frequency` times, from 0 to 1 + k1.
#[inline]
pub(crate) fn saturated(frequency: u32, norm: f32) -> f32 {
    let frequency = frequency as f32;
    frequency * (K1 + 1.0) / (frequency + norm)
}

/// How often a word stands in the document. Nearly every word has one list; then there is nothing to add up.
#[inline]
fn frequency(cursors: &mut [Cursor], doc: DocId) -> u32 {
    match cursors {
        [only] => only.frequency(doc),
        several => several.iter_mut().map(|cursor| cursor.frequency(doc)).sum(),
    }
}

/// The first document at or after `doc` that a word stands in.
#[inline]
fn next(cursors: &mut [Cursor], doc: DocId) -> DocId {
    match cursors {
        [only] => only.next(doc),
        several => several.iter_mut().map(|cursor| cursor.next(doc)).min().unwrap_or(TERMINATED),
    }
}
