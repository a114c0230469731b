//! Everything that matches a query, counted, and the best of it: the first step of a search.

use super::LocalIndex;
use super::collect::Best;
use super::collect::Candidate;
use super::collect::for_each_match;
use super::compile::Compiler;
use super::facets::FacetCounts;
use super::found::Found;
use super::join::Join;
use super::join::To;
use super::phrase::Phrase;
use super::score::FieldScorer;
use super::score::take_those_with_all;
use super::wanted::Wanted;
use super::wanted::wanted;
use super::weigh;
use super::weigh::Weighed;
use super::weigh::weigh;
use crate::fields;
use crate::query::Query;
use crate::query::Unit;
use crate::query::Words;
use crate::search::Facet;
use crate::search::Request;
use jiff::Timestamp;
use tantivy::DocId;
use tantivy::query::EnableScoring;
use tantivy::query::Query as _;
use tantivy::query::Weight;
use tantivy::schema::Field;

/// Everything that matches, counted, and the best of it.
pub(super) struct Matches {
    pub(super) best: Vec<Candidate>,
    pub(super) articles: u64,
    pub(super) quotes: u64,
    pub(super) facets: Vec<Facet>,
    /// The running words that were looked for.
    pub(super) wanted: Vec<Wanted>,
    /// Where the query is one phrase: the passages it stands in, by segment.
    pub(super) passages: Option<Vec<Vec<DocId>>>,
}

impl Matches {
    /// No matches of the same query.
    pub(super) fn nothing(of: &Matches) -> Matches {
        let (wanted, passages) = (of.wanted.clone(), of.passages.clone());
        Matches { best: Vec::new(), articles: 0, quotes: 0, facets: Vec::new(), wanted, passages }
    }
}

/// How the matches of a query are found.
enum Way {
    /// Nothing but words is asked for: the scorer finds the matches as it scores them; the engine's own matching
    /// beside it would read every posting a second time.
    Words,
    /// Nothing but one phrase: the passages found answer, too, and its positions are read only once.
    Phrase(Phrase),
    /// Everything else.
    Engine(Box<dyn Weight>),
}

impl LocalIndex {
    /// Everything that matches. Facets count articles, each once, also where quotations match.
    pub(super) fn matches(&self, request: &Request, unit: Unit, depth: usize) -> tantivy::Result<Matches> {
        let way = self.way(request, unit)?;
        let wanted = wanted(&request.query, &self.languages);
        let words = self.unit_words(&wanted, unit)?;
        let mut best = Best::new(depth, request.sort);
        let mut facets = FacetCounts::new();
        let (mut articles, mut quotes) = (0, 0);
        let mut passages = Vec::new();
        for segment in &self.segments {
            let open = || FacetCounts::segment(segment, &self.fields, self.least);
            let counts = request.facets.then(open).transpose()?;
            let mut found = Found::new(segment, unit, &mut best, counts);
            passages.extend(self.find_in(&way, &words, &mut found)?);
            let (more_articles, more_matches, counts) = found.finish();
            (articles, quotes) = (articles + more_articles, quotes + more_matches);
            counts.map_or(Ok(()), |counts| facets.add(counts))?;
        }
        let facets = if request.facets { facets.into_facets() } else { Vec::new() };
        let passages = matches!(way, Way::Phrase(_)).then_some(passages);
        Ok(Matches { best: best.into_sorted(), articles, quotes, facets, wanted, passages })
    }

    /// Finds the matches of one segment; where they are those of a phrase, gives the passages it stands in.
    fn find_in(
        &self,
        way: &Way,
        words: &[Weighed],
        found: &mut Found<'_>,
    ) -> tantivy::Result<Option<Vec<DocId>>> {
        let segment = found.segment;
        let (field, texts) = self.unit_field(found.unit);
        if let Way::Words = way {
            take_those_with_all(segment, field, &texts.norms, words, found)?;
            return Ok(None);
        }
        let mut scorer = FieldScorer::open(segment, field, &texts.norms, words)?;
        match way {
            Way::Phrase(phrase) => {
                let passages =
                    phrase.find_in(segment, |article| found.take(article, || scorer.score(article)));
                passages.map(Some)
            }
            Way::Engine(weight) => for_each_match(weight.as_ref(), &segment.reader, |doc| {
                found.take(doc, || scorer.score(doc));
                Ok(())
            })
            .map(|()| None),
            Way::Words => Ok(None),
        }
    }

    fn way(&self, request: &Request, unit: Unit) -> tantivy::Result<Way> {
        let query = &request.query;
        if request.added_after.is_some() {
            return Ok(Way::Engine(self.weight_after(query, unit, request.added_after)?));
        }
        if is_words_alone(query) {
            return Ok(Way::Words);
        }
        let scoring = EnableScoring::disabled_from_searcher(&self.searcher);
        let phrase =
            if unit == Unit::Article { Phrase::alone(query, &self.compiler(), scoring)? } else { None };
        match phrase {
            Some(phrase) => Ok(Way::Phrase(phrase)),
            None => Ok(Way::Engine(self.weight(query, unit)?)),
        }
    }

    pub(super) fn weight(&self, query: &Query, unit: Unit) -> tantivy::Result<Box<dyn Weight>> {
        self.weight_after(query, unit, None)
    }

    /// What matches of the articles that came after an instant.
    pub(super) fn weight_after(
        &self,
        query: &Query,
        unit: Unit,
        added: Option<Timestamp>,
    ) -> tantivy::Result<Box<dyn Weight>> {
        let compiled = self.compiler().matching_after(query, unit, added);
        compiled.weight(EnableScoring::disabled_from_searcher(&self.searcher))
    }

    /// For the articles in which a quotation matches.
    pub(super) fn weight_of_articles(&self, query: &Query) -> tantivy::Result<Box<dyn Weight>> {
        let quotes = self.compiler().matching(query, Unit::Quotation);
        let scoring = EnableScoring::disabled_from_searcher(&self.searcher);
        Join::new(To::Article, quotes, &self.blocks).weight(scoring)
    }

    fn compiler(&self) -> Compiler<'_> {
        let LocalIndex { fields, languages, blocks, stories, revised, zone, least, .. } = self;
        Compiler { fields, languages, blocks, stories, revised, zone, least: *least }
    }

    /// The field that a unit is scored by, and the statistics of its texts.
    fn unit_field(&self, unit: Unit) -> (Field, &weigh::Unit) {
        match unit {
            Unit::Article => (self.fields.article_stem, &self.units.articles),
            Unit::Quotation => (self.fields.quote_stem, &self.units.quotes),
        }
    }

    fn unit_words(&self, wanted: &[Wanted], unit: Unit) -> tantivy::Result<Vec<Weighed>> {
        let (field, texts) = self.unit_field(unit);
        weigh(&self.segments, field, texts, wanted.iter().map(|word| &word.stems))
    }
}

/// Whether a query asks for nothing but words of the text in any form, all of them.
fn is_words_alone(query: &Query) -> bool {
    match query {
        Query::Words { field, words: Words::AnyForm(_) } => *field == &fields::TEXT,
        Query::And(parts) => parts.iter().all(is_words_alone),
        _ => false,
    }
}
