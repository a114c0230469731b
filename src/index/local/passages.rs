//! From the best articles to ranked passages: the second step of a search.
//!
//! "Articles match, passages answer" (DESIGN): of the articles that match best, the passages that carry the query's
//! words are scored, and the best passage of each is what the article answers with.

use super::LocalIndex;
use super::collect::Candidate;
use super::lists::Cursor;
use super::lists::Lists;
use super::near::Weights;
use super::phrase::Phrases;
use super::phrase::Places;
use super::phrase::sought_in_passages;
use super::schema::Fields;
use super::scored::Scored;
use super::scored::SegmentAnswers;
use super::segment::Segment;
use super::spans::SpansWeight;
use super::wanted::Wanted;
use super::weigh::Units;
use super::weigh::Weighed;
use crate::search::Worth;
use std::collections::BTreeSet;
use tantivy::DocAddress;
use tantivy::DocId;
use tantivy::query::EnableScoring;
use tantivy::query::Weight;
use tantivy::schema::IndexRecordOption;

/// A passage that answers, and where its article stands among the best.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Answer {
    /// The place of its article in the list of candidates.
    pub(crate) article: usize,
    pub(crate) address: DocAddress,
    pub(crate) score: f32,
    /// How much of the query's weight it holds, the headline's words with it; nothing where it lacks a phrase.
    pub(crate) coverage: f32,
    /// What it is held back by as a further passage of its article.
    pub(crate) discount: f32,
}

/// How much of its article's score a passage gets: a passage on the topic of its article is a better answer.
pub(super) const ARTICLE_SHARE: f32 = 0.3;

/// A further passage of an article that has answered already has to hold more of the query’s weight than this …
const FURTHER_COVERAGE: f32 = 0.5;

/// … and is worth so much less than it would be alone, once for each before it.
const FURTHER_DISCOUNT: f32 = 0.8;

/// Scores the passages of articles.
pub(crate) struct Answers<'a> {
    pub(super) fields: &'a Fields,
    pub(super) segments: &'a [Segment],
    pub(super) units: &'a Units,
    /// The words of the query, and each as it is looked up in passages.
    pub(super) wanted: &'a [Wanted],
    pub(super) weights: Weights,
    phrases: Vec<Box<dyn Weight>>,
    /// What else has to stand in one passage.
    held: Vec<SpansWeight>,
    /// The passages of the only phrase, by segment, where they are known.
    found: Option<&'a [Vec<DocId>]>,
}

impl<'a> Answers<'a> {
    pub(crate) fn new(
        index: &'a LocalIndex,
        wanted: &'a [Wanted],
        phrases: Phrases<'a>,
    ) -> tantivy::Result<Answers<'a>> {
        let (fields, searcher) = (&index.fields, &index.searcher);
        let scoring = EnableScoring::disabled_from_searcher(searcher);
        let (sought, held, found) = match phrases {
            Phrases::Sought(sought, held) => (sought, held, None),
            Phrases::Found(found) => (Vec::new(), [].as_slice(), Some(found)),
        };
        let phrases = sought.iter().filter_map(|readings| sought_in_passages(fields, readings));
        Ok(Answers {
            fields,
            segments: &index.segments,
            units: &index.units,
            wanted,
            weights: Weights::of(index, fields.passage_stem, &index.units.passages, wanted)?,
            phrases: phrases.map(|query| query.weight(scoring)).collect::<tantivy::Result<_>>()?,
            held: held.iter().map(|spans| spans.unscored(scoring)).collect::<tantivy::Result<_>>()?,
            found,
        })
    }

    /// The passages of the articles that answer, in the order of the articles' documents; at most `most` of one article.
    pub(crate) fn of(&self, articles: &[Candidate], most: usize) -> tantivy::Result<Vec<Answer>> {
        let mut answers = Vec::new();
        self.each(articles, |place, segment| {
            let article = &articles[place];
            let scored = segment.passages(article.address.doc_id, self);
            answers.extend(best_of_article(scored, most).into_iter().map(|(passage, discount)| Answer {
                article: place,
                address: DocAddress::new(article.address.segment_ord, passage.doc),
                score: passage.score * discount + ARTICLE_SHARE * article.score,
                coverage: passage.covered,
                discount,
            }));
        })?;
        Ok(answers)
    }

    /// What the score of a passage is made of.
    pub(crate) fn worth(
        &self,
        article: &Candidate,
        passage: DocAddress,
        discount: f32,
    ) -> tantivy::Result<Worth> {
        let mut worth = Worth { discount, article: ARTICLE_SHARE * article.score, ..Worth::default() };
        self.each(std::slice::from_ref(article), |_, segment| {
            let in_title = segment.in_title(article.address.doc_id);
            for place in 0..self.weights.words.len() {
                if let Some(word) = segment.word(place, passage.doc_id, &in_title, self) {
                    worth.words.push((self.wanted[place].name(), word.score));
                    worth.exact += word.exact;
                    worth.coverage += word.share / self.weights.all;
                }
            }
            worth.phrases = self.weights.all * segment.phrases_in(passage.doc_id) as f32;
        })?;
        Ok(worth)
    }

    /// The articles in the order of their documents, each with its segment opened.
    pub(super) fn each(
        &self,
        articles: &[Candidate],
        mut work: impl FnMut(usize, &mut SegmentAnswers<'_>),
    ) -> tantivy::Result<()> {
        let mut order: Vec<usize> = (0..articles.len()).collect();
        order.sort_by_key(|place| articles[*place].address);
        let mut in_segment: Option<(u32, SegmentAnswers<'_>)> = None;
        for place in order {
            let ord = articles[place].address.segment_ord;
            let Some(opened) = self.segments.get(ord as usize) else { continue };
            let segment = match &mut in_segment {
                Some((at, segment)) if *at == ord => segment,
                slot => &mut slot.insert((ord, self.open(opened)?)).1,
            };
            work(place, segment);
        }
        Ok(())
    }

    fn open<'s>(&'s self, segment: &'s Segment) -> tantivy::Result<SegmentAnswers<'s>> {
        let open = |field, forms: fn(&Wanted) -> &BTreeSet<String>| -> tantivy::Result<Vec<Vec<Cursor>>> {
            let lists = |word| Lists::of(segment, field, forms(word))?.open(IndexRecordOption::Basic);
            self.wanted.iter().map(lists).collect()
        };
        let lists = |weighed: &Weighed| weighed.here(segment).open(IndexRecordOption::WithFreqs);
        let words = self.weights.words.iter();
        let neighbours = words.clone().map(|word| word.neighbours.as_ref().map_or(Ok(Vec::new()), lists));
        Ok(SegmentAnswers {
            blocks: &segment.blocks,
            typed: words.map(|word| lists(&word.typed)).collect::<tantivy::Result<_>>()?,
            neighbours: neighbours.collect::<tantivy::Result<_>>()?,
            exact: open(self.fields.passage_exact, |word| &word.exacts)?,
            title: open(self.fields.title_stem, |word| &word.stems)?,
            title_neighbours: open(self.fields.title_stem, |word| &word.neighbours)?,
            lengths: segment.lengths(self.fields.passage_stem),
            phrases: self.places(segment)?,
        })
    }

    fn places(&self, segment: &Segment) -> tantivy::Result<Vec<Places<'_>>> {
        if let Some(found) = self.found {
            return Ok(vec![Places::Found(&found[segment.ord as usize])]);
        }
        let phrases = self.phrases.iter();
        let sought = phrases.map(|phrase| Ok(Places::Sought(phrase.scorer(&segment.reader, 1.0)?)));
        let held = self.held.iter().map(|spans| Ok(Places::Held(Box::new(spans.texts(&segment.reader)?))));
        sought.chain(held).collect()
    }
}

/// The passages of one article that are shown: the best, and further ones that answer nearly as well by themselves.
/// Each comes with what it is held back by.
fn best_of_article(mut scored: Vec<Scored>, most: usize) -> Vec<(Scored, f32)> {
    scored.sort_by(|a, b| b.score.total_cmp(&a.score).then(a.doc.cmp(&b.doc)));
    let mut shown = Vec::new();
    let mut discount = 1.0;
    for passage in scored {
        if shown.is_empty() || passage.own > FURTHER_COVERAGE && shown.len() < most {
            shown.push((passage, discount));
            discount *= FURTHER_DISCOUNT;
        }
    }
    shown
}
