//! From the best articles to ranked passages: the second step of a search.
//!
//! "Articles match, passages answer" (DESIGN): of the articles that match best, the passages that carry the query's
//! words are scored, and the best passage of each is what the article answers with.

use super::LocalIndex;
use super::collect::Candidate;
use super::lists::Cursor;
use super::lists::Lists;
use super::phrase::Phrases;
use super::phrase::Places;
use super::phrase::sought_in_passages;
use super::schema::Fields;
use super::score::FieldScorer;
use super::score::saturated;
use super::segment::Blocks;
use super::segment::Segment;
use super::wanted::Wanted;
use super::weigh::Unit;
use super::weigh::Weighed;
use super::weigh::weigh;
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
}

/// What an exact form adds to its stem: "release" typed and printed is better than "releases".
const EXACT_BONUS: f32 = 0.3;

/// How much of its article's score a passage gets: a passage on the topic of its article is a better answer.
const ARTICLE_SHARE: f32 = 0.3;

/// A further passage of an article that has answered already has to hold so much of the query's weight …
const FURTHER_COVERAGE: f32 = 2.0 / 3.0;

/// … and is worth so much less than it would be alone, once for each before it.
const FURTHER_DISCOUNT: f32 = 0.6;

/// Scores the passages of articles.
pub(crate) struct Answers<'a> {
    fields: &'a Fields,
    segments: &'a [Segment],
    unit: &'a Unit,
    /// The words of the query, and each as it is looked up in passages.
    wanted: &'a [Wanted],
    stems: Vec<Weighed>,
    phrases: Vec<Box<dyn Weight>>,
    /// The passages of the only phrase, by segment, where they are known.
    found: Option<&'a [Vec<DocId>]>,
}

impl<'a> Answers<'a> {
    pub(crate) fn new(
        index: &'a LocalIndex,
        wanted: &'a [Wanted],
        phrases: Phrases<'a>,
    ) -> tantivy::Result<Answers<'a>> {
        let (fields, searcher, unit) = (&index.fields, &index.searcher, &index.units.passages);
        let forms = wanted.iter().map(|word| &word.stems);
        let stems = weigh(&index.segments, fields.passage_stem, unit, forms)?;
        let scoring = EnableScoring::disabled_from_searcher(searcher);
        let (sought, found) = match phrases {
            Phrases::Sought(sought) => (sought, None),
            Phrases::Found(found) => (Vec::new(), Some(found)),
        };
        let phrases = sought.iter().filter_map(|readings| sought_in_passages(fields, readings));
        Ok(Answers {
            fields,
            segments: &index.segments,
            unit,
            wanted,
            stems,
            phrases: phrases.map(|query| query.weight(scoring)).collect::<tantivy::Result<_>>()?,
            found,
        })
    }

    /// The passages of the articles that answer, the best first; at most `most` of one article.
    pub(crate) fn of(&self, articles: &[Candidate], most: usize) -> tantivy::Result<Vec<Answer>> {
        let mut order: Vec<usize> = (0..articles.len()).collect();
        order.sort_by_key(|place| articles[*place].address);
        let mut answers = Vec::new();
        let mut in_segment: Option<(u32, SegmentAnswers<'_>)> = None;
        for place in order {
            let article = &articles[place];
            let ord = article.address.segment_ord;
            let Some(opened) = self.segments.get(ord as usize) else { continue };
            let segment = match &mut in_segment {
                Some((at, segment)) if *at == ord => segment,
                slot => &mut slot.insert((ord, self.open(opened)?)).1,
            };
            let scored = segment.passages(article.address.doc_id, self);
            answers.extend(best_of_article(scored, most).into_iter().map(|(doc, score)| Answer {
                article: place,
                address: DocAddress::new(ord, doc),
                score: score + ARTICLE_SHARE * article.score,
            }));
        }
        Ok(answers)
    }

    fn open<'s>(&'s self, segment: &'s Segment) -> tantivy::Result<SegmentAnswers<'s>> {
        let open = |field, forms: fn(&Wanted) -> &BTreeSet<String>| -> tantivy::Result<Vec<Vec<Cursor>>> {
            let lists = |word| Lists::of(segment, field, forms(word))?.open(IndexRecordOption::Basic);
            self.wanted.iter().map(lists).collect()
        };
        Ok(SegmentAnswers {
            blocks: &segment.blocks,
            stems: FieldScorer::open(segment, self.fields.passage_stem, &self.unit.norms, &self.stems)?,
            exact: open(self.fields.passage_exact, |word| &word.exacts)?,
            title: open(self.fields.title_stem, |word| &word.stems)?,
            phrases: self.places(segment)?,
            frequencies: Vec::new(),
        })
    }

    fn places(&self, segment: &Segment) -> tantivy::Result<Vec<Places<'_>>> {
        if let Some(found) = self.found {
            return Ok(vec![Places::Found(&found[segment.ord as usize])]);
        }
        let phrases = self.phrases.iter();
        phrases.map(|phrase| Ok(Places::Sought(phrase.scorer(&segment.reader, 1.0)?))).collect()
    }
}

/// One passage with its score and how much of the query's weight it holds itself.
struct Scored {
    doc: DocId,
    score: f32,
    coverage: f32,
}

struct SegmentAnswers<'a> {
    blocks: &'a Blocks,
    stems: FieldScorer,
    exact: Vec<Vec<Cursor>>,
    title: Vec<Vec<Cursor>>,
    phrases: Vec<Places<'a>>,
    /// Of the passage at hand, by word.
    frequencies: Vec<u32>,
}

impl SegmentAnswers<'_> {
    /// The passages of an article that hold any of the words, scored, in order; when none does (all of them stand in
    /// the headline), the first passage, the lead. Articles have to come in ascending order.
    fn passages(&mut self, article: DocId, answers: &Answers<'_>) -> Vec<Scored> {
        let (first, end) = self.blocks.passages(article);
        let in_title: Vec<bool> =
            self.title.iter_mut().map(|word| word.iter_mut().any(|cursor| cursor.holds(article))).collect();
        let mut scored = Vec::new();
        let mut doc = self.stems.next(first);
        while doc < end {
            scored.push(self.passage(doc, &in_title, answers));
            doc = self.stems.next(doc + 1);
        }
        if scored.is_empty() && first < end {
            scored.push(Scored { doc: first, score: 0.0, coverage: 0.0 });
        }
        scored
    }

    /// BM25 of the passage with the headline's words in it, times the square of the share of the query it covers.
    fn passage(&mut self, doc: DocId, in_title: &[bool], answers: &Answers<'_>) -> Scored {
        let norm = self.stems.norm(doc);
        self.stems.frequencies(doc, &mut self.frequencies);
        let (mut sum, mut all, mut covered, mut own) = (0.0, 0.0, 0.0, 0.0);
        for (place, word) in answers.stems.iter().enumerate() {
            let (idf, here) = (word.idf, self.frequencies[place]);
            let frequency = here + u32::from(in_title[place]);
            sum += idf * saturated(frequency, norm);
            all += idf;
            covered += if frequency > 0 { idf } else { 0.0 };
            own += if here > 0 { idf } else { 0.0 };
            if here > 0 && self.exact[place].iter_mut().any(|cursor| cursor.holds(doc)) {
                sum += EXACT_BONUS * idf;
            }
        }
        let share = |part: f32| if all > 0.0 { part / all } else { 0.0 };
        let hold = self.phrases.iter_mut().map(|phrase| phrase.hold(doc)).filter(|holds| *holds).count();
        // A phrase that was asked for outweighs any number of its words elsewhere.
        let score = sum * share(covered).powi(2) + all * hold as f32;
        let coverage = if hold < self.phrases.len() { 0.0 } else { share(own) };
        Scored { doc, score, coverage }
    }
}

/// The passages of one article that are shown: the best, and further ones that answer nearly as well by themselves.
fn best_of_article(mut scored: Vec<Scored>, most: usize) -> Vec<(DocId, f32)> {
    scored.sort_by(|a, b| b.score.total_cmp(&a.score).then(a.doc.cmp(&b.doc)));
    let further = scored.iter().skip(1).filter(|passage| passage.coverage >= FURTHER_COVERAGE);
    let shown = scored.iter().take(1).chain(further).take(most.max(1));
    let discounts = std::iter::successors(Some(1.0), |discount| Some(discount * FURTHER_DISCOUNT));
    shown.zip(discounts).map(|(passage, discount)| (passage.doc, passage.score * discount)).collect()
}
