//! Near quotations in their order, and what their scores are made of.

use super::LocalIndex;
use super::NEAR;
use super::Nearly;
use super::Ranked;
use super::loose;
use crate::index::local::collect::Candidate;
use crate::index::local::near::Lacking;
use crate::index::local::near_quotes::QuoteAnswer;
use crate::index::local::near_quotes::QuotedWords;
use crate::index::local::passages::ARTICLE_SHARE;
use crate::index::local::passages::Answers;
use crate::index::local::phrase::Phrases;
use crate::query::Query;
use crate::query::Unit;
use crate::search::Request;
use crate::search::Sort;
use crate::search::Worth;
use tantivy::DocAddress;

/// A near quotation.
pub(in crate::index::local) struct RankedQuote {
    pub(in crate::index::local) candidate: Candidate,
    pub(in crate::index::local) passage: Ranked,
}

/// Near quotations, the best first, what was doubtful, and what to mark in place of the query.
#[derive(Default)]
pub(in crate::index::local) struct NearQuotes {
    pub(in crate::index::local) quotes: Vec<RankedQuote>,
    /// Passages that have some of the words around quotations that have none.
    pub(in crate::index::local) around: Vec<Ranked>,
    pub(in crate::index::local) notes: Vec<String>,
    pub(in crate::index::local) shown: Option<Query>,
}

impl LocalIndex {
    /// Quotations that match what may not be missing, hold some of the words and lack others.
    pub(in crate::index::local) fn near_quotes(
        &self,
        request: &Request,
        is_nothing: bool,
    ) -> tantivy::Result<NearQuotes> {
        let Some(loose) = loose(request) else { return Ok(NearQuotes::default()) };
        let Nearly { wanted, notes, shown } = self.nearly(&request.query, &loose, is_nothing)?;
        let of_articles = self.weight_of_articles(&loose.strict)?;
        let near = self.near(&wanted, Some(of_articles.as_ref()), Lacking::Nothing, NEAR)?;
        let strict = self.weight(&loose.strict, Unit::Quotation)?;
        let scorer = Answers::new(self, &wanted, Phrases::Sought(Vec::new(), &[]))?;
        let words = QuotedWords::of(self, &wanted, &loose)?;
        let mut answers = scorer.of_quotes(&near, strict.as_ref(), &words)?;
        answers.sort_by(|a, b| {
            let by_article = near[a.article].before(&near[b.article], Sort::Relevance);
            b.score.total_cmp(&a.score).then(by_article).then(a.quote.doc_id.cmp(&b.quote.doc_id))
        });
        let ranked = |answer: QuoteAnswer| RankedQuote::of(&near[answer.article], answer, is_nothing);
        let (bare, quotes): (Vec<_>, Vec<_>) = answers.into_iter().partition(|answer| answer.is_bare);
        let around = bare.into_iter().map(|answer| ranked(answer).passage).collect();
        Ok(NearQuotes { quotes: quotes.into_iter().map(ranked).collect(), around, notes, shown: Some(shown) })
    }

    /// What the score of a near quotation is made of.
    pub(super) fn worth_of_near_quote(
        &self,
        request: &Request,
        ranked: &Ranked,
        quote: DocAddress,
    ) -> tantivy::Result<Worth> {
        let around = ranked.around;
        let article = ARTICLE_SHARE * ranked.of_article;
        let Some(loose) = loose(request).filter(|_| !ranked.is_bare) else {
            return Ok(Worth { around, article, discount: 1.0, ..Worth::default() });
        };
        let wanted = self.nearly(&request.query, &loose, ranked.is_respelt)?.wanted;
        let (words, strict) =
            (QuotedWords::of(self, &wanted, &loose)?, self.weight(&loose.strict, Unit::Quotation)?);
        let scorer = Answers::new(self, &wanted, Phrases::Sought(Vec::new(), &[]))?;
        let worth = scorer.worth_of_quote(quote, strict.as_ref(), &words)?;
        Ok(Worth { around, article, ..worth })
    }
}

impl RankedQuote {
    fn of(article: &Candidate, answer: QuoteAnswer, is_respelt: bool) -> RankedQuote {
        RankedQuote {
            candidate: Candidate { score: answer.score, address: answer.quote, ..*article },
            passage: Ranked {
                article: article.address,
                passage: answer.passage,
                score: answer.score,
                lacking: Some(answer.quote),
                of_article: article.score,
                discount: 1.0,
                quoted: 0.0,
                around: answer.around,
                is_bare: answer.is_bare,
                is_respelt,
                is_of_quote: false,
            },
        }
    }
}
