//! From near articles to near quotations: those that are asked for and hold some of the words. Where none does, the passages of those
//! that have some around them.

use super::LocalIndex;
use super::collect::Candidate;
use super::lists::Cursor;
use super::near::Weights;
use super::passages::ARTICLE_SHARE;
use super::passages::Answers;
use super::score::frequency;
use super::score::saturated;
use super::scored::SegmentAnswers;
use super::scored::Stands;
use super::wanted::Wanted;
use super::wanted::wanted_word;
use super::weigh::Weighed;
use crate::search::Loose;
use crate::search::Worth;
use tantivy::DocAddress;
use tantivy::DocId;
use tantivy::columnar::Column;
use tantivy::fieldnorm::FieldNormReader;
use tantivy::query::Scorer;
use tantivy::query::Weight;
use tantivy::schema::IndexRecordOption;

/// How much of its passage's score a near quotation gets: of two that hold the same, the one among the other words is nearer.
const PASSAGE_SHARE: f32 = 0.5;

/// The words of a query as they are looked for inside quotations.
pub(super) struct QuotedWords {
    weights: Weights,
    /// Which of them are plain: one of these has to be there, and one may not be.
    plain: Vec<bool>,
}

/// A quotation that answers nearly, and where its article stands among the candidates.
#[derive(Clone, Copy, Debug)]
pub(crate) struct QuoteAnswer {
    pub(crate) article: usize,
    pub(crate) quote: DocAddress,
    pub(crate) passage: DocAddress,
    pub(crate) score: f32,
    /// What the words around the quotation add to that.
    pub(crate) around: f32,
    /// Whether it holds none of the plain words itself: then its passage answers, if anything does.
    pub(crate) is_bare: bool,
}

/// The quotations of a segment that are asked for.
struct Quoted {
    matches: Box<dyn Scorer>,
    passage: Column<u64>,
    typed: Vec<Vec<Cursor>>,
    neighbours: Vec<Vec<Cursor>>,
    lengths: FieldNormReader,
}

/// What the words add that a quotation holds.
#[derive(Default)]
struct Held {
    /// The place of each word, and what it adds.
    words: Vec<(usize, f32)>,
    /// How much of the query's weight they are.
    coverage: f32,
    has_plain: bool,
    lacks_plain: bool,
}

impl QuotedWords {
    pub(super) fn of(index: &LocalIndex, wanted: &[Wanted], loose: &Loose) -> tantivy::Result<QuotedWords> {
        let plain: Vec<Wanted> = loose
            .words
            .iter()
            .flat_map(|words| words.each().iter().map(|word| wanted_word(word, &index.languages)))
            .collect();
        let is_plain = |word: &Wanted| plain.iter().any(|plain| plain.exacts == word.exacts);
        let printed = index.as_quoted(wanted)?;
        Ok(QuotedWords {
            weights: Weights::of(index, index.fields.quote_exact, &index.units.quotes, &printed)?,
            plain: wanted.iter().map(is_plain).collect(),
        })
    }
}

impl Answers<'_> {
    /// The quotations that match `strict` and have some of the plain words, in them or around them.
    pub(crate) fn of_quotes(
        &self,
        articles: &[Candidate],
        strict: &dyn Weight,
        words: &QuotedWords,
    ) -> tantivy::Result<Vec<QuoteAnswer>> {
        let mut answers = Vec::new();
        let mut asked: Option<(u32, Quoted)> = None;
        let mut failed = None;
        self.each(articles, |place, segment| {
            let article = &articles[place];
            let ord = article.address.segment_ord;
            if asked.as_ref().is_none_or(|(at, _)| *at != ord) {
                match self.quoted(ord, strict, words) {
                    Ok(quoted) => asked = Some((ord, quoted)),
                    Err(error) => failed = Some(error),
                }
            }
            let Some((_, quoted)) = &mut asked else { return };
            answers.extend(quotes(segment, quoted, (place, article), (self, words)));
        })?;
        failed.map_or(Ok(answers), Err)
    }

    /// What the score of a near quotation is made of, but for what stands around it.
    pub(crate) fn worth_of_quote(
        &self,
        quote: DocAddress,
        strict: &dyn Weight,
        words: &QuotedWords,
    ) -> tantivy::Result<Worth> {
        let held = self.quoted(quote.segment_ord, strict, words)?.held(quote.doc_id, self, words);
        let named = held.words.iter().map(|(place, adds)| (self.wanted[*place].name(), *adds));
        Ok(Worth { words: named.collect(), coverage: held.coverage, discount: 1.0, ..Worth::default() })
    }

    fn quoted(&self, ord: u32, strict: &dyn Weight, words: &QuotedWords) -> tantivy::Result<Quoted> {
        let segment = &self.segments[ord as usize];
        let lists = |weighed: &Weighed| weighed.here(segment).open(IndexRecordOption::WithFreqs);
        let words = words.weights.words.iter();
        let neighbours = words.clone().map(|word| word.neighbours.as_ref().map_or(Ok(Vec::new()), lists));
        Ok(Quoted {
            matches: strict.scorer(&segment.reader, 1.0)?,
            passage: segment.quote_passage.clone(),
            typed: words.map(|word| lists(&word.typed)).collect::<tantivy::Result<_>>()?,
            neighbours: neighbours.collect::<tantivy::Result<_>>()?,
            lengths: segment.lengths(self.fields.quote_exact),
        })
    }
}

impl Quoted {
    fn held(&mut self, doc: DocId, answers: &Answers<'_>, words: &QuotedWords) -> Held {
        let norm = answers.units.quotes.norms.of(&self.lengths, doc);
        let mut held = Held::default();
        for (place, word) in words.weights.words.iter().enumerate() {
            let typed = frequency(&mut self.typed[place], doc);
            let here = if typed > 0 { typed } else { frequency(&mut self.neighbours[place], doc) };
            held.lacks_plain |= words.plain[place] && typed == 0;
            if here == 0 {
                continue;
            }
            held.has_plain |= words.plain[place];
            let (idf, share) = word.counts(typed > 0);
            held.words.push((place, idf * saturated(here, norm)));
            held.coverage += share / words.weights.all.max(f32::MIN_POSITIVE);
        }
        held
    }
}

impl Held {
    /// As passages are scored: the words, times the square of the share of the query that they are.
    fn score(&self) -> f32 {
        self.words.iter().map(|(_, adds)| adds).sum::<f32>() * self.coverage.powi(2)
    }
}

/// The first document at or after `doc`; documents have to be asked for in ascending order.
fn seek(set: &mut dyn Scorer, doc: DocId) -> DocId {
    if set.doc() < doc { set.seek(doc) } else { set.doc() }
}

/// Those quotations of an article that are asked for, each with its passage, that lack a plain word and have another: by their own
/// words, their passage and their article; those that have it only around them by these alone.
fn quotes(
    passages: &mut SegmentAnswers<'_>,
    quoted: &mut Quoted,
    (place, article): (usize, &Candidate),
    (answers, words): (&Answers<'_>, &QuotedWords),
) -> Vec<QuoteAnswer> {
    let (share, ord) = (ARTICLE_SHARE * article.score, article.address.segment_ord);
    let article = article.address.doc_id;
    let (first, end) = passages.blocks.quotes(article);
    let in_title = passages.in_title(article);
    let mut found = Vec::new();
    let mut at: Option<(DocId, Passage)> = None;
    let mut doc = seek(quoted.matches.as_mut(), first);
    while doc < end {
        let number = quoted.passage.first(doc).and_then(|number| DocId::try_from(number).ok()).unwrap_or(1);
        let passage = article + number;
        // Quotations stand in the order of their passages.
        let around = match at {
            Some((known, around)) if known == passage => around,
            _ => Passage::of(passage, passages, &in_title, (answers, words)),
        };
        at = Some((passage, around));
        let held = quoted.held(doc, answers, words);
        if held.lacks_plain && (held.has_plain || around.has_plain) {
            let (quote, passage) = (DocAddress::new(ord, doc), DocAddress::new(ord, passage));
            let is_bare = !held.has_plain;
            let (own, around) = match is_bare {
                true => (0.0, around.score),
                false => (held.score(), PASSAGE_SHARE * around.score),
            };
            let score = own + around + share;
            found.push(QuoteAnswer { article: place, quote, passage, score, around, is_bare });
        }
        doc = seek(quoted.matches.as_mut(), doc + 1);
    }
    found
}

/// What stands around a quotation.
#[derive(Clone, Copy)]
struct Passage {
    score: f32,
    /// In it or in its headline.
    has_plain: bool,
}

impl Passage {
    fn of(
        doc: DocId,
        passages: &mut SegmentAnswers<'_>,
        in_title: &[Stands],
        (answers, words): (&Answers<'_>, &QuotedWords),
    ) -> Passage {
        let score = passages.passage(doc, in_title, answers).score;
        let mut plain = (0..words.plain.len()).filter(|place| words.plain[*place]);
        Passage {
            score,
            has_plain: plain.any(|place| passages.word(place, doc, in_title, answers).is_some()),
        }
    }
}
