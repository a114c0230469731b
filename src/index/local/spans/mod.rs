//! Texts in which words stand where they are sought: patterns, phrases with patterns in them, words near each other.
//!
//! First the engine finds the texts that have the words, by their documents alone; of these the positions are read, and the
//! one [`Sought`] that highlights ask too says whether the words stand as they should.

mod cursors;
mod times;

pub(crate) use times::AtLeast;

use super::forms::Languages;
use super::forms::Terms;
use super::segment::BlocksBySegment;
use crate::search::sought::Sought;
use crate::search::sought::Text;
use crate::text::Language;
use cursors::Cursors;
use cursors::SpokenIn;
use std::fmt;
use std::sync::Arc;
use tantivy::DocId;
use tantivy::DocSet;
use tantivy::Score;
use tantivy::SeekDangerResult;
use tantivy::SegmentReader;
use tantivy::TERMINATED;
use tantivy::Term;
use tantivy::columnar::Column;
use tantivy::query::BooleanQuery;
use tantivy::query::ConstScorer;
use tantivy::query::EmptyQuery;
use tantivy::query::EnableScoring;
use tantivy::query::Explanation;
use tantivy::query::Query;
use tantivy::query::Scorer;
use tantivy::query::TermQuery;
use tantivy::query::TermSetQuery;
use tantivy::query::Weight;
use tantivy::schema::Field;
use tantivy::schema::IndexRecordOption;

/// The texts of one field in which something stands.
#[derive(Clone)]
pub(crate) struct Spans {
    told: Arc<Told>,
    /// The texts that have the words, wherever in them.
    candidates: Arc<dyn Query>,
}

/// What is sought, with its words as they are printed.
pub(crate) struct Told {
    pub(crate) field: Field,
    pub(crate) sought: Sought,
    /// The terms of each word.
    pub(crate) words: Vec<Arc<Terms>>,
    /// The languages of the archive, and the field that says which an article has.
    pub(crate) languages: Vec<Option<Language>>,
    pub(crate) language: Field,
    /// Where sentences begin.
    pub(crate) breaks: Field,
    pub(crate) blocks: BlocksBySegment,
}

impl Spans {
    /// The query for what is told. One word that is the same in all languages needs no position.
    pub(crate) fn query(told: Told) -> Box<dyn Query> {
        match &told.sought {
            Sought::Word(leaf) if !told.differs(*leaf) => told.with_word(*leaf),
            _ => Box::new(Spans::new(told)),
        }
    }

    /// The texts of what is told, where more is asked than which these are.
    pub(crate) fn new(told: Told) -> Spans {
        let candidates = Arc::from(told.candidates(&told.sought));
        Spans { told: Arc::new(told), candidates }
    }

    /// The same in those texts only that `filter` makes of the query for its candidates.
    pub(crate) fn only(self, filter: impl FnOnce(Box<dyn Query>) -> Box<dyn Query>) -> Spans {
        Spans { candidates: Arc::from(filter(self.candidates.box_clone())), ..self }
    }
}

impl Told {
    /// Whether a word is another in another language of the archive.
    fn differs(&self, leaf: usize) -> bool {
        let all = self.languages.len();
        self.words[leaf].printed.iter().any(|printed| (printed.languages.count_ones() as usize) < all)
    }

    /// The texts that have all the words it takes.
    fn candidates(&self, sought: &Sought) -> Box<dyn Query> {
        let all = |leaves: &mut dyn Iterator<Item = usize>| -> Box<dyn Query> {
            let mut leaves: Vec<usize> = leaves.collect();
            leaves.sort_unstable();
            leaves.dedup();
            intersection(leaves.into_iter().map(|leaf| self.with_word(leaf)).collect())
        };
        match sought {
            Sought::Word(leaf) => self.with_word(*leaf),
            Sought::Phrase(leaves) => all(&mut leaves.iter().copied()),
            Sought::Window(leaves, _) => all(&mut leaves.iter().map(|(leaf, _)| *leaf)),
            Sought::Near(parts, ..) => {
                intersection(vec![self.candidates(&parts.0), self.candidates(&parts.1)])
            }
            Sought::Any(parts) => {
                Box::new(BooleanQuery::union(parts.iter().map(|part| self.candidates(part)).collect()))
            }
        }
    }

    /// The texts that have a word.
    fn with_word(&self, leaf: usize) -> Box<dyn Query> {
        let terms =
            self.words[leaf].printed.iter().map(|printed| Term::from_field_text(self.field, &printed.term));
        let query = |term| -> Box<dyn Query> { Box::new(TermQuery::new(term, IndexRecordOption::Basic)) };
        match self.words[leaf].printed.len() {
            0 => Box::new(EmptyQuery),
            1..=FEW_TERMS => Box::new(BooleanQuery::union(terms.map(query).collect())),
            _ => Box::new(TermSetQuery::new(terms)),
        }
    }
}

/// The documents of more terms are better put together before they are gone through.
const FEW_TERMS: usize = 8;

fn intersection(mut queries: Vec<Box<dyn Query>>) -> Box<dyn Query> {
    match queries.len() {
        1 => queries.remove(0),
        _ => Box::new(BooleanQuery::intersection(queries)),
    }
}

impl fmt::Debug for Spans {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Spans({:?}, {:?})", self.told.sought, self.candidates)
    }
}

impl Query for Spans {
    fn weight(&self, scoring: EnableScoring<'_>) -> tantivy::Result<Box<dyn Weight>> {
        Ok(Box::new(self.unscored(scoring)?))
    }
}

impl Spans {
    /// What opens the texts of segments.
    pub(super) fn unscored(&self, scoring: EnableScoring<'_>) -> tantivy::Result<SpansWeight> {
        let unscored = EnableScoring::Disabled { schema: scoring.schema(), searcher_opt: scoring.searcher() };
        Ok(SpansWeight { told: self.told.clone(), candidates: self.candidates.weight(unscored)? })
    }
}

pub(super) struct SpansWeight {
    told: Arc<Told>,
    candidates: Box<dyn Weight>,
}

impl Weight for SpansWeight {
    fn scorer(&self, reader: &SegmentReader, boost: Score) -> tantivy::Result<Box<dyn Scorer>> {
        Ok(Box::new(ConstScorer::new(self.open(reader)?, boost)))
    }

    fn explain(&self, _reader: &SegmentReader, _doc: DocId) -> tantivy::Result<Explanation> {
        Ok(Explanation::new("words that stand as they are sought", 1.0))
    }
}

impl SpansWeight {
    /// The texts of a segment in which it stands, from the first.
    fn open(&self, reader: &SegmentReader) -> tantivy::Result<Standing> {
        let candidates = self.candidates.scorer(reader, 1.0)?;
        let mut standing = Standing { candidates, texts: self.texts(reader)? };
        standing.settle();
        Ok(standing)
    }

    /// The texts of a segment, to be asked one by one.
    pub(super) fn texts(&self, reader: &SegmentReader) -> tantivy::Result<Texts> {
        let told = &self.told;
        let inverted = reader.inverted_index(told.field)?;
        let open = |word: &Arc<Terms>| Cursors::open(&inverted, told.field, &word.printed);
        let breaks = || reader.fast_fields().u64(reader.schema().get_field_name(told.breaks));
        let differ = (0..told.words.len()).any(|leaf| told.differs(leaf));
        Ok(Texts {
            cursors: told.words.iter().map(open).collect::<tantivy::Result<_>>()?,
            spoken: if differ { SpokenIn::open(reader, told)? } else { SpokenIn::any() },
            breaks: told.sought.needs_breaks().then(breaks).transpose()?,
            text: Text { words: vec![Vec::new(); told.words.len()], breaks: Vec::new() },
            told: told.clone(),
        })
    }
}

/// Reads the texts of a segment; they have to be asked for in ascending order.
pub(super) struct Texts {
    told: Arc<Told>,
    /// By word.
    cursors: Vec<Cursors>,
    spoken: SpokenIn,
    breaks: Option<Column<u64>>,
    /// The text at hand.
    text: Text,
}

impl Texts {
    /// Whether it stands in a text, which is then at hand.
    pub(super) fn have_it(&mut self, doc: DocId) -> bool {
        let languages: Languages = self.spoken.of(doc);
        for (cursors, places) in self.cursors.iter_mut().zip(&mut self.text.words) {
            cursors.read(doc, languages, places);
        }
        if let Some(breaks) = &self.breaks {
            let breaks = breaks.values_for_doc(doc).map(|word| u32::try_from(word).unwrap_or(u32::MAX));
            self.text.breaks.clear();
            self.text.breaks.extend(breaks);
        }
        self.told.sought.stands_in(&self.text)
    }

    /// How often it stands in the text at hand.
    fn times(&self) -> u32 {
        self.told.sought.count(&self.text)
    }
}

/// Goes through the texts of a segment in which it stands.
struct Standing {
    candidates: Box<dyn Scorer>,
    texts: Texts,
}

impl Standing {
    /// Goes on to the first candidate, from the one at hand, in which it stands.
    fn settle(&mut self) -> DocId {
        let mut doc = self.candidates.doc();
        while doc != TERMINATED && !self.texts.have_it(doc) {
            doc = self.candidates.advance();
        }
        doc
    }

    /// How often it stands in the text at hand.
    fn times(&self) -> u32 {
        self.texts.times()
    }
}

impl DocSet for Standing {
    fn advance(&mut self) -> DocId {
        self.candidates.advance();
        self.settle()
    }

    fn seek(&mut self, target: DocId) -> DocId {
        if self.candidates.doc() < target {
            self.candidates.seek(target);
            self.settle();
        }
        self.candidates.doc()
    }

    /// One candidate is looked at, not all up to the next in which it stands.
    fn seek_danger(&mut self, target: DocId) -> SeekDangerResult {
        if self.candidates.doc() < target {
            self.candidates.seek(target);
        }
        match self.candidates.doc() {
            doc if doc == target && doc != TERMINATED => match self.texts.have_it(doc) {
                true => SeekDangerResult::Found,
                false => SeekDangerResult::SeekLowerBound(target + 1),
            },
            doc => SeekDangerResult::SeekLowerBound(doc),
        }
    }

    fn doc(&self) -> DocId {
        self.candidates.doc()
    }

    fn size_hint(&self) -> u32 {
        self.candidates.size_hint()
    }

    /// Positions are dearer than documents: others go first.
    fn cost(&self) -> u64 {
        self.candidates.cost().saturating_mul(POSITIONS_COST)
    }
}

/// So many times what a document costs.
const POSITIONS_COST: u64 = 8;
