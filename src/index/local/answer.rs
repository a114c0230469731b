//! Requests to pages: articles match and passages answer, or quotations match and are the answer.

use super::LocalIndex;
use super::collect::Candidate;
use super::copies::Copies;
use super::matching::Matches;
use super::passages::Answer;
use super::passages::Answers;
use super::phrase::Phrases;
use super::wanted::phrases;
use crate::error::Error;
use crate::query::Query;
use crate::query::Unit;
use crate::quote::Kind;
use crate::search::Highlighter;
use crate::search::Hit;
use crate::search::Page;
use crate::search::PassageText;
use crate::search::PlacedQuote;
use crate::search::QuoteHit;
use crate::search::Request;
use crate::search::Sort;
use crate::text::Language;
use crate::text::Span;
use std::collections::BTreeMap;
use tantivy::DocAddress;
use tantivy::DocId;

/// So many articles have their passages scored at a time. The order of hits is settled window by window, so a later
/// page never changes an earlier one.
const WINDOW: usize = 24;

impl LocalIndex {
    /// Ranked passages.
    pub(crate) fn search(&self, request: &Request) -> Result<Page<Hit>, Error> {
        self.guarded(|| match request.query.unit() {
            Unit::Article => self.search_articles(request),
            Unit::Quotation => self.search_passages_of_quotes(request),
        })
    }

    /// Ranked quotations.
    pub(crate) fn quotes(&self, request: &Request) -> Result<Page<QuoteHit>, Error> {
        self.guarded(|| self.search_quotes(request))
    }

    fn search_articles(&self, request: &Request) -> tantivy::Result<Page<Hit>> {
        let wanted_hits = request.offset.saturating_add(request.limit);
        // Every article gives at least one hit; one more than is shown tells whether there are more.
        let depth = wanted_hits.saturating_add(1).div_ceil(WINDOW).saturating_mul(WINDOW);
        let matches = self.matches_once(request, Unit::Article, depth, wanted_hits.saturating_add(1))?;
        let answers = self.answers(request, &matches, wanted_hits.saturating_add(1))?;
        let more = answers.len() > wanted_hits;
        let shown = answers.into_iter().zip(1..).skip(request.offset).take(request.limit);
        let mut marker = Marker::new(&request.query);
        let hits = shown.map(|(answer, rank)| {
            let place = (matches.best[answer.article].address, answer.address);
            self.hit(place, answer.score, rank, &mut marker)
        });
        Ok(Page {
            hits: hits.collect::<tantivy::Result<_>>()?,
            more,
            articles: matches.articles,
            quotes: None,
            facets: matches.facets,
        })
    }

    /// At least so many of the best that match, of each story one article; fewer where no more are left.
    fn matches_once(
        &self,
        request: &Request,
        unit: Unit,
        depth: usize,
        enough: usize,
    ) -> tantivy::Result<Matches> {
        let mut depth = depth;
        loop {
            let mut matches = self.matches(request, unit, depth)?;
            let is_all = matches.best.len() < depth;
            self.collapse(request, unit, &mut matches)?;
            if is_all || matches.best.len() >= enough {
                return Ok(matches);
            }
            depth = depth.saturating_mul(4);
        }
    }

    /// Leaves of each story one article, if that is asked for.
    fn collapse(&self, request: &Request, unit: Unit, matches: &mut Matches) -> tantivy::Result<()> {
        if request.collapse {
            Copies::new(self, &request.query, unit).collapse(&mut matches.best)?;
        }
        Ok(())
    }

    /// The passages of the best articles, ranked window by window until there are enough.
    fn answers(&self, request: &Request, matches: &Matches, enough: usize) -> tantivy::Result<Vec<Answer>> {
        let best = matches.best.as_slice();
        let wanted = matches.wanted.as_slice();
        let phrases = match &matches.passages {
            Some(found) => Phrases::Found(found),
            None => Phrases::Sought(phrases(&request.query, &self.languages)),
        };
        let scorer = Answers::new(self, wanted, phrases)?;
        // Nothing to look for in a passage: the lead answers for the article.
        let most = if wanted.is_empty() { 1 } else { request.per_article };
        let mut answers: Vec<Answer> = Vec::new();
        for (window, first) in best.chunks(WINDOW).zip((0..).step_by(WINDOW)) {
            if answers.len() >= enough {
                break;
            }
            let mut ranked = scorer.of(window, most)?;
            ranked.iter_mut().for_each(|answer| answer.article += first);
            self.rank(&mut ranked, best, request.sort);
            answers.append(&mut ranked);
        }
        Ok(answers)
    }

    /// The order of a window's hits. By date, an article's passages stay together.
    fn rank(&self, answers: &mut [Answer], best: &[Candidate], sort: Sort) {
        answers.sort_by(|a, b| {
            let by_score = b.score.total_cmp(&a.score);
            let by_article = best[a.article].before(&best[b.article], sort);
            let by_place = a.address.doc_id.cmp(&b.address.doc_id);
            match sort {
                Sort::Relevance => by_score.then(by_article).then(by_place),
                Sort::Newest | Sort::Oldest => by_article.then(by_score).then(by_place),
            }
        });
    }

    /// The hit of an article and a passage of it.
    fn hit(
        &self,
        (article, passage): (DocAddress, DocAddress),
        score: f32,
        rank: usize,
        marker: &mut Marker<'_>,
    ) -> tantivy::Result<Hit> {
        let (article, passage) = (self.imprint(article)?, self.passage(passage)?);
        let highlights = marker.marks_in(&passage, article.language);
        let also_in = self.also_in(article.id)?;
        Ok(Hit { rank, score, missing: Vec::new(), article, also_in, passage, highlights })
    }

    /// Ranked quotations, whether or not the query names a speaker: here the quotation is always the unit.
    fn search_quotes(&self, request: &Request) -> tantivy::Result<Page<QuoteHit>> {
        let depth = request.offset.saturating_add(request.limit);
        let matches = self.matches(request, Unit::Quotation, depth)?;
        let shown = matches.best.iter().zip(1..).skip(request.offset).take(request.limit);
        let mut hits = Vec::new();
        let mut marker = Marker::new(&request.query);
        for (candidate, rank) in shown {
            hits.extend(self.quote_hit(candidate, rank, &mut marker)?);
        }
        Ok(Page {
            hits,
            more: matches.quotes > depth as u64,
            articles: matches.articles,
            quotes: Some(matches.quotes),
            facets: matches.facets,
        })
    }

    fn quote_hit(
        &self,
        found: &Candidate,
        rank: usize,
        marker: &mut Marker<'_>,
    ) -> tantivy::Result<Option<QuoteHit>> {
        let place = self.quote_place(found.address);
        let article = self.imprint(place.article)?;
        let passage = self.passage(place.passage)?;
        let Some(quote) =
            passage.quotes.iter().find(|quote| u64::from(quote.ordinal) == place.ordinal).cloned()
        else {
            return Ok(None); // `check` says so: a quotation that its passage does not know
        };
        let marked = marker.marks(&passage.text, article.language, &[quote.span]);
        let highlights = marked.into_iter().filter(|span| quote.span.covers(*span)).collect();
        let (ordinal, also_in) = (quote.ordinal, self.also_in(article.id)?);
        Ok(Some(QuoteHit { rank, score: found.score, article, also_in, ordinal, quote, passage, highlights }))
    }

    /// A search for quotations that is answered with passages: each passage once, at its best quotation.
    fn search_passages_of_quotes(&self, request: &Request) -> tantivy::Result<Page<Hit>> {
        let wanted_hits = request.offset.saturating_add(request.limit);
        let everything = usize::try_from(self.counts.quotes).unwrap_or(usize::MAX).max(1);
        let mut depth = wanted_hits.saturating_mul(4).clamp(1, everything);
        let (matches, places) = loop {
            let mut matches = self.matches(request, Unit::Quotation, depth)?;
            let is_all = matches.best.len() < depth || depth == everything;
            self.collapse(request, Unit::Quotation, &mut matches)?;
            let places = self.passages_once(&matches.best, request.per_article);
            // Several quotations can share a passage: look deeper until there are enough or nothing is left.
            if places.len() > wanted_hits || is_all {
                break (matches, places);
            }
            depth = depth.saturating_mul(4).min(everything);
        };
        let shown = places.iter().zip(1..).skip(request.offset).take(request.limit);
        let mut marker = Marker::new(&request.query);
        let hits = shown.map(|((place, score), rank)| {
            self.hit((place.article, place.passage), *score, rank, &mut marker)
        });
        Ok(Page {
            hits: hits.collect::<tantivy::Result<_>>()?,
            more: places.len() > wanted_hits,
            articles: matches.articles,
            quotes: Some(matches.quotes),
            facets: matches.facets,
        })
    }

    /// The passages of quotations in order, each once and at most `per_article` of one article.
    fn passages_once(&self, best: &[Candidate], per_article: usize) -> Vec<(QuotePlace, f32)> {
        let mut of_article: BTreeMap<DocAddress, Vec<DocAddress>> = BTreeMap::new();
        let mut places = Vec::new();
        for candidate in best {
            let place = self.quote_place(candidate.address);
            let shown = of_article.entry(place.article).or_default();
            if shown.len() < per_article.max(1) && !shown.contains(&place.passage) {
                shown.push(place.passage);
                places.push((place, candidate.score));
            }
        }
        places
    }

    fn quote_place(&self, quote: DocAddress) -> QuotePlace {
        let segment = self.segment(quote);
        let article = segment.blocks.article(quote.doc_id);
        let number =
            segment.quote_passage.first(quote.doc_id).and_then(|number| DocId::try_from(number).ok());
        QuotePlace {
            article: segment.address(article),
            passage: segment.address(article + number.unwrap_or(1)),
            ordinal: segment.ordinal.first(quote.doc_id).unwrap_or_default(),
        }
    }
}

/// Where a quotation stands.
struct QuotePlace {
    article: DocAddress,
    passage: DocAddress,
    ordinal: u64,
}

/// Marks the words of one query in the passages of a page; what it knows of a language it keeps.
struct Marker<'q> {
    query: &'q Query,
    by_language: BTreeMap<Option<Language>, Highlighter>,
}

impl<'q> Marker<'q> {
    fn new(query: &'q Query) -> Marker<'q> {
        Marker { query, by_language: BTreeMap::new() }
    }

    /// Marks inside the quotations that can answer the query.
    fn marks_in(&mut self, passage: &PassageText, language: Option<Language>) -> Vec<Span> {
        let answers = |quote: &&PlacedQuote| quote.kind != Kind::Indirect || !self.query.is_verbatim();
        let quotes: Vec<Span> = passage.quotes.iter().filter(answers).map(|quote| quote.span).collect();
        self.marks(&passage.text, language, &quotes)
    }

    fn marks(&mut self, text: &str, language: Option<Language>, quotes: &[Span]) -> Vec<Span> {
        let highlighter =
            self.by_language.entry(language).or_insert_with(|| Highlighter::new(self.query, language));
        highlighter.marks(text, quotes)
    }
}
