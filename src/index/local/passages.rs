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
use super::score::frequency;
use super::score::saturated;
use super::segment::Blocks;
use super::segment::Segment;
use super::spans::SpansWeight;
use super::wanted::Wanted;
use super::weigh::Units;
use super::weigh::Weighed;
use crate::search::Worth;
use std::collections::BTreeSet;
use tantivy::DocAddress;
use tantivy::DocId;
use tantivy::TERMINATED;
use tantivy::columnar::Column;
use tantivy::fieldnorm::FieldNormReader;
use tantivy::query::EnableScoring;
use tantivy::query::Scorer;
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

/// What an exact form adds to its stem: "release" typed and printed is better than "releases".
const EXACT_BONUS: f32 = 0.3;

/// How much of its article's score a passage gets: a passage on the topic of its article is a better answer.
const ARTICLE_SHARE: f32 = 0.3;

/// A further passage of an article that has answered already has to hold more of the query’s weight than this …
const FURTHER_COVERAGE: f32 = 0.5;

/// … and is worth so much less than it would be alone, once for each before it.
const FURTHER_DISCOUNT: f32 = 0.8;

/// Words inside the quotation that is asked for count so much more.
const QUOTED_BONUS: f32 = 0.5;

/// Scores the passages of articles.
pub(crate) struct Answers<'a> {
    fields: &'a Fields,
    segments: &'a [Segment],
    units: &'a Units,
    /// The words of the query, and each as it is looked up in passages.
    wanted: &'a [Wanted],
    weights: Weights,
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

    /// The quotations that match `strict` and lack some of the words, each by its words, its passage and its article.
    pub(crate) fn of_quotes(
        &self,
        articles: &[Candidate],
        strict: &dyn Weight,
    ) -> tantivy::Result<Vec<QuoteAnswer>> {
        let mut answers = Vec::new();
        let mut asked: Option<(u32, Quoted)> = None;
        let mut failed = None;
        self.each(articles, |place, segment| {
            let article = &articles[place];
            let ord = article.address.segment_ord;
            if asked.as_ref().is_none_or(|(at, _)| *at != ord) {
                match self.quoted(ord, strict) {
                    Ok(quoted) => asked = Some((ord, quoted)),
                    Err(error) => failed = Some(error),
                }
            }
            let Some((_, quoted)) = &mut asked else { return };
            answers.extend(segment.quotes(article, quoted, self).into_iter().map(|mut answer| {
                answer.article = place;
                answer
            }));
        })?;
        failed.map_or(Ok(answers), Err)
    }

    fn quoted(&self, ord: u32, strict: &dyn Weight) -> tantivy::Result<Quoted> {
        let segment = &self.segments[ord as usize];
        let open = |forms: fn(&Wanted) -> &BTreeSet<String>| -> tantivy::Result<Vec<Vec<Cursor>>> {
            let lists = |word| {
                Lists::of(segment, self.fields.quote_stem, forms(word))?.open(IndexRecordOption::Basic)
            };
            self.wanted.iter().map(lists).collect()
        };
        Ok(Quoted {
            matches: strict.scorer(&segment.reader, 1.0)?,
            passage: segment.quote_passage.clone(),
            typed: open(|word| &word.stems)?,
            neighbours: open(|word| &word.neighbours)?,
        })
    }

    /// The articles in the order of their documents, each with its segment opened.
    fn each(
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

/// A quotation that answers nearly, and where its article stands among the candidates.
#[derive(Clone, Copy, Debug)]
pub(crate) struct QuoteAnswer {
    pub(crate) article: usize,
    pub(crate) quote: DocAddress,
    pub(crate) passage: DocAddress,
    pub(crate) score: f32,
    /// What the words inside the quotation add to that.
    pub(crate) quoted: f32,
}

/// The quotations of a segment that are asked for.
struct Quoted {
    matches: Box<dyn Scorer>,
    passage: Column<u64>,
    typed: Vec<Vec<Cursor>>,
    neighbours: Vec<Vec<Cursor>>,
}

/// One passage with its score and how much of the query's weight it holds.
struct Scored {
    doc: DocId,
    score: f32,
    /// With the headline's words.
    covered: f32,
    /// By itself.
    own: f32,
}

struct SegmentAnswers<'a> {
    blocks: &'a Blocks,
    typed: Vec<Vec<Cursor>>,
    neighbours: Vec<Vec<Cursor>>,
    exact: Vec<Vec<Cursor>>,
    title: Vec<Vec<Cursor>>,
    title_neighbours: Vec<Vec<Cursor>>,
    lengths: FieldNormReader,
    phrases: Vec<Places<'a>>,
}

impl SegmentAnswers<'_> {
    /// The passages of an article that hold any of the words, scored, in order; when none does (all of them stand in
    /// the headline), the first passage, the lead. Articles have to come in ascending order.
    fn passages(&mut self, article: DocId, answers: &Answers<'_>) -> Vec<Scored> {
        let (first, end) = self.blocks.passages(article);
        let in_title = self.in_title(article);
        let mut scored = Vec::new();
        let mut doc = self.next(first);
        while doc < end {
            scored.push(self.passage(doc, &in_title, answers));
            doc = self.next(doc + 1);
        }
        if scored.is_empty() && first < end {
            scored.push(Scored { doc: first, score: 0.0, covered: 0.0, own: 0.0 });
        }
        scored
    }

    /// Those quotations of an article that are asked for and lack a word, with their passages and scores.
    fn quotes(
        &mut self,
        article: &Candidate,
        quoted: &mut Quoted,
        answers: &Answers<'_>,
    ) -> Vec<QuoteAnswer> {
        let (share, ord) = (ARTICLE_SHARE * article.score, article.address.segment_ord);
        let article = article.address.doc_id;
        let (first, end) = self.blocks.quotes(article);
        let in_title = self.in_title(article);
        let mut found = Vec::new();
        let mut at: Option<(DocId, f32)> = None;
        let mut doc = seek(quoted.matches.as_mut(), first);
        while doc < end {
            let number =
                quoted.passage.first(doc).and_then(|number| DocId::try_from(number).ok()).unwrap_or(1);
            let passage = article + number;
            // Quotations stand in the order of their passages.
            let score = match at {
                Some((known, score)) if known == passage => score,
                _ => self.passage(passage, &in_title, answers).score,
            };
            at = Some((passage, score));
            if let Some(own) = quoted.bonus(doc, answers) {
                found.push(QuoteAnswer {
                    article: 0,
                    quote: DocAddress::new(ord, doc),
                    passage: DocAddress::new(ord, passage),
                    score: score + own + share,
                    quoted: own,
                });
            }
            doc = seek(quoted.matches.as_mut(), doc + 1);
        }
        found
    }

    fn in_title(&mut self, article: DocId) -> Vec<Stands> {
        let words = self.title.iter_mut().zip(&mut self.title_neighbours);
        words
            .map(|(typed, neighbours)| {
                Stands::of(any_holds(typed, article), || any_holds(neighbours, article))
            })
            .collect()
    }

    /// The first passage at or after `doc` that has any of the words.
    fn next(&mut self, doc: DocId) -> DocId {
        let lists = self.typed.iter_mut().chain(&mut self.neighbours).flatten();
        lists.map(|cursor| cursor.next(doc)).min().unwrap_or(TERMINATED)
    }

    /// BM25 of the passage with the headline's words in it, times the square of the share of the query it covers.
    fn passage(&mut self, doc: DocId, in_title: &[Stands], answers: &Answers<'_>) -> Scored {
        let weights = &answers.weights;
        let (mut sum, mut covered, mut own) = (0.0, 0.0, 0.0);
        for place in 0..weights.words.len() {
            let Some(word) = self.word(place, doc, in_title, answers) else { continue };
            sum += word.score + word.exact;
            covered += word.share;
            own += if word.is_here { word.share } else { 0.0 };
        }
        let share = |part: f32| if weights.all > 0.0 { part / weights.all } else { 0.0 };
        let hold = self.phrases_in(doc);
        // A phrase that was asked for outweighs any number of its words elsewhere.
        let score = sum * share(covered).powi(2) + weights.all * hold as f32;
        let (covered, own) =
            if hold < self.phrases.len() { (0.0, 0.0) } else { (share(covered), share(own)) };
        Scored { doc, score, covered, own }
    }

    /// What a word adds to a passage; `None` where neither the passage nor the headline has it.
    #[inline]
    fn word(
        &mut self,
        place: usize,
        doc: DocId,
        in_title: &[Stands],
        answers: &Answers<'_>,
    ) -> Option<WordHere> {
        let typed = frequency(&mut self.typed[place], doc);
        let here = if typed > 0 { typed } else { frequency(&mut self.neighbours[place], doc) };
        let as_typed = if here > 0 { typed > 0 } else { in_title[place] == Stands::Typed };
        let anywhere = here + u32::from(in_title[place] != Stands::Nowhere);
        if anywhere == 0 {
            return None;
        }
        let (idf, share) = answers.weights.words[place].counts(as_typed);
        let norm = answers.units.passages.norms.of(&self.lengths, doc);
        let is_exact = typed > 0 && any_holds(&mut self.exact[place], doc);
        let exact = if is_exact { EXACT_BONUS * idf } else { 0.0 };
        Some(WordHere { score: idf * saturated(anywhere, norm), exact, share, is_here: here > 0 })
    }

    /// How many of the phrases stand in a passage.
    fn phrases_in(&mut self, doc: DocId) -> usize {
        self.phrases.iter_mut().map(|phrase| phrase.hold(doc)).filter(|holds| *holds).count()
    }
}

/// What one word adds to a passage.
struct WordHere {
    score: f32,
    /// For its exact form.
    exact: f32,
    /// Of the query's weight.
    share: f32,
    /// Whether it stands in the passage itself, not only in the headline.
    is_here: bool,
}

impl Quoted {
    /// What a quotation gets for the words inside it; `None` for one that has them all.
    fn bonus(&mut self, doc: DocId, answers: &Answers<'_>) -> Option<f32> {
        let (mut sum, mut all) = (0.0, true);
        for (place, word) in answers.weights.words.iter().enumerate() {
            let typed = any_holds(&mut self.typed[place], doc);
            all &= typed;
            if typed || any_holds(&mut self.neighbours[place], doc) {
                sum += word.counts(typed).0;
            }
        }
        (!all).then_some(QUOTED_BONUS * sum)
    }
}

/// The first document at or after `doc`; documents have to be asked for in ascending order.
fn seek(set: &mut dyn Scorer, doc: DocId) -> DocId {
    if set.doc() < doc { set.seek(doc) } else { set.doc() }
}

/// How a word stands in a headline.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Stands {
    Typed,
    Neighbour,
    Nowhere,
}

impl Stands {
    fn of(typed: bool, neighbour: impl FnOnce() -> bool) -> Stands {
        match typed {
            true => Stands::Typed,
            false if neighbour() => Stands::Neighbour,
            false => Stands::Nowhere,
        }
    }
}

fn any_holds(cursors: &mut [Cursor], doc: DocId) -> bool {
    cursors.iter_mut().any(|cursor| cursor.holds(doc))
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
