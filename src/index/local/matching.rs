//! Everything that matches a query, counted, and the best of it: the first step of a search.

use super::LocalIndex;
use super::collect::Best;
use super::collect::Candidate;
use super::collect::for_each_match;
use super::compile::Compiler;
use super::facets::FacetCounts;
use super::forms::Forms;
use super::found::Found;
use super::join::Join;
use super::join::To;
use super::phrase::Phrase;
use super::score::FieldScorer;
use super::score::take_those_with_all;
use super::segment::Segment;
use super::spans::Spans;
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
use rayon::iter::IntoParallelRefIterator;
use rayon::iter::ParallelIterator;
use std::borrow::Cow;
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
    /// What to tell the reader of how the query was answered.
    pub(super) notes: Vec<String>,
    /// The running words that were looked for.
    pub(super) wanted: Vec<Wanted>,
    /// By segment: the documents that match, where the engine had to find them.
    pub(super) found: Option<Vec<Vec<DocId>>>,
    /// What of the query has to stand in one passage and is no phrase.
    pub(super) held: Vec<Spans>,
    /// Where the query is one phrase: the passages it stands in, by segment.
    pub(super) passages: Option<Vec<Vec<DocId>>>,
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
        let forms = self.forms(&request.query);
        let way = self.way(request, unit, &forms)?;
        let wanted = wanted(&request.query, &forms, self.exact_field(unit))?;
        let held = self.held(&request.query, unit)?;
        let notes = forms.notes();
        let words = self.unit_words(&wanted, unit)?;
        let mut best = Best::new(depth, request.sort);
        let mut facets = FacetCounts::default();
        let (mut articles, mut quotes) = (0, 0);
        let mut places = Vec::new();
        let mut by_engine = self.found_by_engine(&way)?.into_iter();
        for segment in &self.segments {
            let open = || FacetCounts::segment(segment, &self.fields, self.least);
            let counts = request.facets.map(|_| open()).transpose()?;
            let mut found = Found::new(segment, unit, &mut best, counts);
            places.extend(self.find_in(&way, by_engine.next(), &words, &mut found)?);
            let (more_articles, more_matches, counts) = found.finish();
            (articles, quotes) = (articles + more_articles, quotes + more_matches);
            counts.into_iter().for_each(|counts| facets.add(counts));
        }
        let facets = request.facets.map_or(Ok(Vec::new()), |most| facets.into_facets(most, &self.values))?;
        let (found, passages) = match way {
            Way::Words => (None, None),
            Way::Phrase(_) => (None, Some(places)),
            Way::Engine(_) => (Some(places), None),
        };
        Ok(Matches {
            best: best.into_sorted(),
            articles,
            quotes,
            facets,
            notes,
            wanted,
            found,
            held,
            passages,
        })
    }

    /// Finds the matches of one segment; where they are those of a phrase, gives the passages it stands in, where the engine finds
    /// them, all of them.
    fn find_in(
        &self,
        way: &Way,
        by_engine: Option<Vec<DocId>>,
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
            Way::Engine(_) => {
                let all = by_engine.unwrap_or_default();
                all.iter().for_each(|doc| found.take(*doc, || scorer.score(*doc)));
                Ok(Some(all))
            }
            Way::Words => Ok(None),
        }
    }

    /// What the engine finds, by segment; all segments at once, because words near each other can take a while to find.
    fn found_by_engine(&self, way: &Way) -> tantivy::Result<Vec<Vec<DocId>>> {
        let Way::Engine(weight) = way else { return Ok(Vec::new()) };
        let find = |segment: &Segment| {
            let mut all = Vec::new();
            for_each_match(weight.as_ref(), &segment.reader, |doc| {
                all.push(doc);
                Ok(())
            })?;
            Ok(all)
        };
        self.segments.par_iter().map(find).collect()
    }

    fn way(&self, request: &Request, unit: Unit, forms: &Forms<'_>) -> tantivy::Result<Way> {
        let query = &request.query;
        if request.added_after.is_some() {
            return Ok(Way::Engine(self.weight_after(query, unit, request.added_after)?));
        }
        if is_words_alone(query) {
            return Ok(Way::Words);
        }
        let scoring = EnableScoring::disabled_from_searcher(&self.searcher);
        let phrase =
            if unit == Unit::Article { Phrase::alone(query, &self.compiler(forms), scoring)? } else { None };
        match phrase {
            Some(phrase) => Ok(Way::Phrase(phrase)),
            None => Ok(Way::Engine(self.compiler(forms).matching(query, unit).weight(scoring)?)),
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
        let compiled = self.compiler(&self.forms(query)).matching_after(query, unit, added);
        compiled.weight(EnableScoring::disabled_from_searcher(&self.searcher))
    }

    /// For the articles in which a quotation matches.
    pub(super) fn weight_of_articles(&self, query: &Query) -> tantivy::Result<Box<dyn Weight>> {
        let quotes = self.compiler(&self.forms(query)).matching(query, Unit::Quotation);
        let scoring = EnableScoring::disabled_from_searcher(&self.searcher);
        Join::new(To::Article, quotes, &self.blocks).weight(scoring)
    }

    pub(super) fn compiler<'a>(&'a self, forms: &'a Forms<'a>) -> Compiler<'a> {
        let LocalIndex { fields, languages, blocks, stories, revised, zone, least, .. } = self;
        Compiler { fields, languages, blocks, stories, revised, zone, forms, least: *least }
    }

    /// What finds the terms of a query's words.
    pub(super) fn forms(&self, query: &Query) -> Forms<'_> {
        Forms::new(self, query)
    }

    /// The running words that a query looks for.
    pub(super) fn wanted(&self, query: &Query, unit: Unit) -> tantivy::Result<Vec<Wanted>> {
        wanted(query, &self.forms(query), self.exact_field(unit))
    }

    /// What of a query for articles has to stand in one passage and is no phrase.
    pub(super) fn held(&self, query: &Query, unit: Unit) -> tantivy::Result<Vec<Spans>> {
        match unit {
            Unit::Article => self.compiler(&self.forms(query)).held_in_passages(query),
            Unit::Quotation => Ok(Vec::new()),
        }
    }

    /// The field in which a unit's words stand as they are printed.
    fn exact_field(&self, unit: Unit) -> Field {
        match unit {
            Unit::Article => self.fields.passage_exact,
            Unit::Quotation => self.fields.quote_exact,
        }
    }

    /// The field that a unit is scored by, and the statistics of its texts.
    fn unit_field(&self, unit: Unit) -> (Field, &weigh::Unit) {
        match unit {
            Unit::Article => (self.fields.article_stem, &self.units.articles),
            Unit::Quotation => (self.fields.quote_exact, &self.units.quotes),
        }
    }

    fn unit_words(&self, wanted: &[Wanted], unit: Unit) -> tantivy::Result<Vec<Weighed>> {
        let (field, texts) = self.unit_field(unit);
        let wanted = match unit {
            Unit::Article => Cow::Borrowed(wanted),
            Unit::Quotation => Cow::Owned(self.as_quoted(wanted)?),
        };
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
