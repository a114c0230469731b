//! From near articles to near quotations: those that are asked for, by their own words, their passage's and their headline's.

use super::collect::Candidate;
use super::lists::Cursor;
use super::lists::Lists;
use super::passages::ARTICLE_SHARE;
use super::passages::Answers;
use super::scored::SegmentAnswers;
use super::scored::any_holds;
use super::wanted::Wanted;
use std::collections::BTreeSet;
use tantivy::DocAddress;
use tantivy::DocId;
use tantivy::columnar::Column;
use tantivy::query::Scorer;
use tantivy::query::Weight;
use tantivy::schema::IndexRecordOption;

/// Words inside the quotation that is asked for count so much more.
const QUOTED_BONUS: f32 = 0.5;

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

impl Answers<'_> {
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
            answers.extend(quotes(segment, quoted, (place, article), self));
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

/// Those quotations of an article that are asked for and lack a word, with their passages and scores.
fn quotes(
    passages: &mut SegmentAnswers<'_>,
    quoted: &mut Quoted,
    (place, article): (usize, &Candidate),
    answers: &Answers<'_>,
) -> Vec<QuoteAnswer> {
    let (share, ord) = (ARTICLE_SHARE * article.score, article.address.segment_ord);
    let article = article.address.doc_id;
    let (first, end) = passages.blocks.quotes(article);
    let in_title = passages.in_title(article);
    let mut found = Vec::new();
    let mut at: Option<(DocId, f32)> = None;
    let mut doc = seek(quoted.matches.as_mut(), first);
    while doc < end {
        let number = quoted.passage.first(doc).and_then(|number| DocId::try_from(number).ok()).unwrap_or(1);
        let passage = article + number;
        // Quotations stand in the order of their passages.
        let score = match at {
            Some((known, score)) if known == passage => score,
            _ => passages.passage(passage, &in_title, answers).score,
        };
        at = Some((passage, score));
        if let Some(own) = quoted.bonus(doc, answers) {
            let (quote, passage) = (DocAddress::new(ord, doc), DocAddress::new(ord, passage));
            found.push(QuoteAnswer {
                article: place,
                quote,
                passage,
                score: score + own + share,
                quoted: own,
            });
        }
        doc = seek(quoted.matches.as_mut(), doc + 1);
    }
    found
}
