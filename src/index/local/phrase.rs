//! Where phrases stand. Of a query that is one phrase, the passages are found once, to say which articles match and which
//! passages answer.

use super::compile::Compiler;
use super::compile::Form;
use super::compile::readings;
use super::schema::Fields;
use super::segment::Segment;
use super::spans::Spans;
use super::spans::Texts;
use super::together::are_open;
use crate::fields;
use crate::query::Query;
use crate::query::Words;
use std::collections::BTreeSet;
use tantivy::DocId;
use tantivy::TERMINATED;
use tantivy::Term;
use tantivy::query::BooleanQuery;
use tantivy::query::EnableScoring;
use tantivy::query::PhraseQuery;
use tantivy::query::Query as EngineQuery;
use tantivy::query::Scorer;
use tantivy::query::Weight;

/// A phrase of at least two words, ready to be found.
pub(super) struct Phrase {
    in_passages: Box<dyn Weight>,
    in_headlines: Box<dyn Weight>,
}

impl Phrase {
    /// The phrase that a query for articles is; `None` if it is anything else.
    pub(super) fn alone(
        query: &Query,
        compiler: &Compiler<'_>,
        scoring: EnableScoring<'_>,
    ) -> tantivy::Result<Option<Phrase>> {
        let Query::Words { field, words: words @ (Words::Phrase(typed) | Words::Compound(typed)) } = query
        else {
            return Ok(None);
        };
        let is_long = || readings(compiler.languages, typed, Form::Exact).iter().all(|terms| terms.len() > 1);
        if *field != &fields::TEXT || are_open(field, words) || !is_long() {
            return Ok(None);
        }
        let (in_passages, in_headlines) = compiler.phrase_anywhere(words);
        let (in_passages, in_headlines) = (in_passages.weight(scoring)?, in_headlines.weight(scoring)?);
        Ok(Some(Phrase { in_passages, in_headlines }))
    }

    /// Calls `take` with every article of a segment that has the phrase in a passage or in its headline, in ascending
    /// order, and gives the passages.
    pub(super) fn find_in(
        &self,
        segment: &Segment,
        mut take: impl FnMut(DocId),
    ) -> tantivy::Result<Vec<DocId>> {
        let mut passages = self.in_passages.scorer(&segment.reader, 1.0)?;
        let mut headlines = self.in_headlines.scorer(&segment.reader, 1.0)?;
        let mut found = Vec::new();
        let mut article = article_of(passages.as_ref(), segment);
        while article.min(headlines.doc()) != TERMINATED {
            let first = article.min(headlines.doc());
            take(first);
            while article == first {
                found.push(passages.doc());
                passages.advance();
                article = article_of(passages.as_ref(), segment);
            }
            if headlines.doc() == first {
                headlines.advance();
            }
        }
        Ok(found)
    }
}

/// The article of the passage at hand.
fn article_of(passages: &dyn Scorer, segment: &Segment) -> DocId {
    match passages.doc() {
        TERMINATED => TERMINATED,
        passage => segment.blocks.article(passage),
    }
}

/// The phrases that passages are rewarded for.
pub(crate) enum Phrases<'a> {
    /// In each of their readings, to be looked for, and what has to stand in a passage otherwise.
    Sought(Vec<BTreeSet<Vec<String>>>, &'a [Spans]),
    /// Only one, whose passages have been found, by segment.
    Found(&'a [Vec<DocId>]),
}

/// Where a phrase stands in a segment.
pub(crate) enum Places<'a> {
    Sought(Box<dyn Scorer>),
    Held(Box<Texts>),
    Found(&'a [DocId]),
}

impl Places<'_> {
    /// Whether the phrase stands in a passage; passages have to be asked for in ascending order.
    pub(crate) fn hold(&mut self, doc: DocId) -> bool {
        match self {
            Places::Found(found) => found.binary_search(&doc).is_ok(),
            Places::Held(texts) => texts.have_it(doc),
            Places::Sought(set) if set.doc() < doc => set.seek(doc) == doc,
            Places::Sought(set) => set.doc() == doc,
        }
    }
}

/// Any reading of a phrase of at least two words; one word is a word with a bonus already.
pub(crate) fn sought_in_passages(
    fields: &Fields,
    readings: &BTreeSet<Vec<String>>,
) -> Option<Box<dyn EngineQuery>> {
    let phrase = |terms: &Vec<String>| -> Box<dyn EngineQuery> {
        let terms = terms.iter().map(|term| Term::from_field_text(fields.passage_exact, term));
        Box::new(PhraseQuery::new(terms.collect()))
    };
    let phrases: Vec<_> = readings.iter().filter(|terms| terms.len() > 1).map(phrase).collect();
    (!phrases.is_empty()).then(|| -> Box<dyn EngineQuery> { Box::new(BooleanQuery::union(phrases)) })
}
