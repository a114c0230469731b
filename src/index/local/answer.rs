//! Requests to pages: articles match and passages answer, or quotations match and are the answer.

mod all;
mod of_each;

use super::LocalIndex;
use super::collect::Candidate;
use super::copies::Copies;
use super::lists::Lists;
use super::matching::Matches;
use super::ranked::NearQuotes;
use super::ranked::Ranked;
use super::ranked::Ranking;
use super::wanted::wanted_word;
use crate::error::Error;
use crate::query::Query;
use crate::query::Unit;
use crate::quote::Kind;
use crate::search::Around;
use crate::search::Highlighter;
use crate::search::Hit;
use crate::search::Loose;
use crate::search::Page;
use crate::search::PassageText;
use crate::search::PlacedQuote;
use crate::search::QuoteHit;
use crate::search::Request;
use crate::text::Language;
use crate::text::Span;
use std::collections::BTreeMap;
use std::collections::BTreeSet;
use tantivy::DocAddress;
use tantivy::DocId;
use tantivy::schema::IndexRecordOption;

/// What is said where nobody says any of the words.
const AROUND: &str =
    "no quotation that is asked for holds any of the words; the near answers have some of them around one";

/// What is said where somebody says some of them.
const AROUND_THE_LAST: &str =
    "the last near answers have the words around a quotation that is asked for, none inside it";

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
        // One more than is shown tells whether there are more.
        let Ranking { matches, passages, notes, shown } =
            self.ranked(request, wanted_hits.saturating_add(1))?;
        Ok(Page {
            hits: self.hits(request, &passages, shown.as_ref())?,
            more: passages.len() > wanted_hits,
            articles: matches.articles,
            quotes: None,
            facets: matches.facets,
            notes: [matches.notes, notes].concat(),
        })
    }

    /// Those of the answers that are shown, with the words of the query marked, or of what it was read as.
    fn hits(
        &self,
        request: &Request,
        answers: &[Ranked],
        read_as: Option<&Query>,
    ) -> tantivy::Result<Vec<Hit>> {
        let query = read_as.unwrap_or(&request.query);
        let mut marker = Marker::new(query, request.query.unit());
        // The words of those that nobody says stand around the quotation.
        let mut anywhere = Marker::new(query, Unit::Article);
        let shown = answers.iter().zip(1..).skip(request.offset).take(request.limit);
        let hit = |(answer, rank): (&Ranked, usize)| match answer.is_bare {
            true => self.hit(request, answer, rank, &mut anywhere),
            false => self.hit(request, answer, rank, &mut marker),
        };
        shown.map(hit).collect()
    }

    /// The plain words of a query, as typed, that an article or a quotation lacks.
    fn missing(&self, request: &Request, place: DocAddress) -> tantivy::Result<Vec<String>> {
        let Some(loose) = Loose::of(&request.query) else { return Ok(Vec::new()) };
        let is_article = self.segment(place).blocks.article(place.doc_id) == place.doc_id;
        let segment = self.segment(place);
        let mut missing = Vec::new();
        let holds = |word: &str| -> tantivy::Result<bool> {
            let stems = wanted_word(word, &self.languages).stems;
            let lists = match is_article {
                true => Lists::of(segment, self.fields.article_stem, &stems)?,
                false => Lists::of(segment, self.fields.quote_exact, &self.printed_in_quotations(&stems)?)?,
            };
            let lists = lists.open(IndexRecordOption::Basic)?;
            Ok(lists.into_iter().any(|mut list| list.holds(place.doc_id)))
        };
        for word in &loose.words {
            for part in word.each() {
                if !holds(part)? {
                    missing.push(Loose::name(word));
                    break;
                }
            }
        }
        if missing.is_empty() {
            // It has all the parts of a compound, but not one behind the other.
            let compounds = loose.words.iter().filter(|word| word.each().len() > 1);
            missing.extend(compounds.map(Loose::name));
        }
        Ok(missing)
    }

    /// At least so many of the best that match, of each story one article; fewer where no more are left.
    pub(super) fn matches_once(
        &self,
        request: &Request,
        unit: Unit,
        depth: usize,
        enough: usize,
    ) -> tantivy::Result<Matches> {
        let mut depth = depth;
        let mut matches = self.matches(request, unit, depth)?;
        loop {
            let is_all = matches.best.len() < depth;
            self.collapse(request, unit, &mut matches)?;
            if is_all || matches.best.len() >= enough {
                return Ok(matches);
            }
            depth = depth.saturating_mul(4);
            // Once counted, what matches is counted.
            let (facets, uncounted) = (matches.facets, Request { facets: None, ..request.clone() });
            matches = Matches { facets, ..self.matches(&uncounted, unit, depth)? };
        }
    }

    /// Leaves of each story one article, if that is asked for.
    fn collapse(&self, request: &Request, unit: Unit, matches: &mut Matches) -> tantivy::Result<()> {
        if request.collapse {
            Copies::new(self, request, unit, matches.found.as_deref()).collapse(&mut matches.best)?;
        }
        Ok(())
    }

    fn hit(
        &self,
        request: &Request,
        answer: &Ranked,
        rank: usize,
        marker: &mut Marker<'_>,
    ) -> tantivy::Result<Hit> {
        let (article, passage) = (self.imprint(answer.article)?, self.passage(answer.passage)?);
        let highlights = marker.marks_in(&passage, article.language);
        let also_in = self.also_in(article.id)?;
        let missing = answer.lacking.map_or(Ok(Vec::new()), |place| self.missing(request, place))?;
        let worth = request.explain.then(|| self.worth(request, answer)).transpose()?;
        let (score, around) = (answer.score, Around::default());
        Ok(Hit { rank, score, missing, worth, article, also_in, passage, highlights, around })
    }

    /// Ranked quotations, whether or not the query names a speaker: here the quotation is always the unit.
    fn search_quotes(&self, request: &Request) -> tantivy::Result<Page<QuoteHit>> {
        let wanted = request.offset.saturating_add(request.limit);
        // One more than is shown tells whether there are more.
        let (matches, mut of_each) = self.quotes_of_each(request, wanted.saturating_add(1))?;
        let NearQuotes { quotes: mut near, notes, shown, .. } = match matches.best.len() < wanted {
            true => self.near_quotes(request, matches.quotes == 0)?,
            false => NearQuotes::default(),
        };
        near.retain(|quote| of_each.takes(quote.candidate.id));
        let full = matches.best.iter().map(|candidate| (*candidate, self.ranked_quote(candidate)));
        let all = full.chain(near.iter().map(|near| (near.candidate, near.passage)));
        let mut hits = Vec::new();
        let mut marker = Marker::new(shown.as_ref().unwrap_or(&request.query), Unit::Quotation);
        for ((candidate, ranked), rank) in all.zip(1..).skip(request.offset).take(request.limit) {
            let Some(mut hit) = self.quote_hit(&candidate, rank, &mut marker)? else { continue };
            hit.missing = ranked.lacking.map_or(Ok(Vec::new()), |place| self.missing(request, place))?;
            hit.worth = request.explain.then(|| self.worth(request, &ranked)).transpose()?;
            hits.push(hit);
        }
        Ok(Page {
            hits,
            more: matches.best.len() + near.len() > wanted,
            articles: matches.articles,
            quotes: Some(matches.quotes),
            facets: matches.facets,
            notes: [matches.notes, notes].concat(),
        })
    }

    fn ranked_quote(&self, found: &Candidate) -> Ranked {
        let place = self.quote_place(found.address);
        Ranked::of_quote(place.article, place.passage, found.score)
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
        let (score, missing, worth) = (found.score, Vec::new(), None);
        Ok(Some(QuoteHit {
            rank,
            score,
            missing,
            worth,
            article,
            also_in,
            ordinal,
            quote,
            passage,
            highlights,
            around: Around::default(),
        }))
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
        let mut answers = places;
        let (mut notes, mut shown) = (Vec::new(), None);
        if answers.len() <= wanted_hits {
            (notes, shown) = self.add_near_quotes(request, &mut answers)?;
        }
        Ok(Page {
            hits: self.hits(request, &answers, shown.as_ref())?,
            more: answers.len() > wanted_hits,
            articles: matches.articles,
            quotes: Some(matches.quotes),
            facets: matches.facets,
            notes: [matches.notes, notes].concat(),
        })
    }

    /// Adds the passages of near quotations that are not there yet, each once, and after them of those that have the words around them;
    /// gives what was doubtful, and what to mark.
    fn add_near_quotes(
        &self,
        request: &Request,
        answers: &mut Vec<Ranked>,
    ) -> tantivy::Result<(Vec<String>, Option<Query>)> {
        let mut told: BTreeSet<DocAddress> = answers.iter().map(|answer| answer.passage).collect();
        let mut of_article: BTreeMap<DocAddress, usize> = BTreeMap::new();
        let NearQuotes { quotes, around, mut notes, shown } =
            self.near_quotes(request, answers.is_empty())?;
        let none_inside = quotes.is_empty();
        for passage in quotes.iter().map(|near| near.passage).chain(around) {
            let here = of_article.entry(passage.article).or_default();
            if *here < request.per_article.max(1) && told.insert(passage.passage) {
                *here += 1;
                answers.push(passage);
            }
        }
        // Of those on this page; what another page shows is told there.
        if answers.iter().skip(request.offset).take(request.limit).any(|answer| answer.is_bare) {
            notes.push(if none_inside { AROUND } else { AROUND_THE_LAST }.to_string());
        }
        Ok((notes, shown))
    }

    /// The passages of quotations in order, each once and at most `per_article` of one article.
    fn passages_once(&self, best: &[Candidate], per_article: usize) -> Vec<Ranked> {
        let mut of_article: BTreeMap<DocAddress, Vec<DocAddress>> = BTreeMap::new();
        let mut places = Vec::new();
        for candidate in best {
            let place = self.quote_place(candidate.address);
            let shown = of_article.entry(place.article).or_default();
            if shown.len() < per_article.max(1) && !shown.contains(&place.passage) {
                shown.push(place.passage);
                places.push(Ranked::of_quote(place.article, place.passage, candidate.score));
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
    unit: Unit,
    by_language: BTreeMap<Option<Language>, Highlighter>,
}

impl<'q> Marker<'q> {
    fn new(query: &'q Query, unit: Unit) -> Marker<'q> {
        Marker { query, unit, by_language: BTreeMap::new() }
    }

    /// Marks inside the quotations that can answer the query.
    fn marks_in(&mut self, passage: &PassageText, language: Option<Language>) -> Vec<Span> {
        let answers = |quote: &&PlacedQuote| quote.kind != Kind::Indirect || !self.query.is_verbatim();
        let quotes: Vec<Span> = passage.quotes.iter().filter(answers).map(|quote| quote.span).collect();
        self.marks(&passage.text, language, &quotes)
    }

    fn marks(&mut self, text: &str, language: Option<Language>, quotes: &[Span]) -> Vec<Span> {
        let Marker { query, unit, .. } = *self;
        let new = || Highlighter::for_unit(query, unit, language);
        let highlighter = self.by_language.entry(language).or_insert_with(new);
        highlighter.marks(text, quotes)
    }
}
