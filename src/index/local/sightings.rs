//! Who is quoted: speakers as articles give them, to be put together into people (`search::people`).

use super::LocalIndex;
use super::breakdown::Breakdown;
use super::facets::all_words;
use super::segment::Segment;
use super::tally::for_each_article;
use super::tally::often;
use crate::error::Error;
use crate::fields;
use crate::query::Query;
use crate::query::Unit;
use crate::query::field_value;
use crate::search::By;
use crate::search::Often;
use crate::search::Sighting;
use crate::text::analysis::holds_name;
use crate::text::analysis::name_terms;
use rayon::iter::IntoParallelRefIterator;
use rayon::iter::ParallelIterator;
use std::collections::HashMap;
use std::sync::Arc;
use tantivy::DocId;
use tantivy::columnar::StrColumn;
use tantivy::query::Weight;

/// The speakers of what matches.
#[derive(Default)]
pub(crate) struct Sightings {
    pub(crate) seen: Vec<Sighting>,
    pub(crate) total: Often,
    /// Quotations without a speaker who is sure enough, and the articles in which they stand.
    pub(crate) without: Often,
}

impl LocalIndex {
    /// The speakers of the quotations that match, or of those of the articles that do; with `name`, only speakers of that name.
    pub(crate) fn speakers(
        &self,
        name: Option<&str>,
        query: &Query,
        by: Option<By>,
    ) -> Result<Sightings, Error> {
        self.guarded(|| {
            let name = name.map(name_terms);
            let (weight, unit) = (self.weight(query, query.unit())?, query.unit());
            let in_segment = |segment: &Segment| {
                let Some(mut counting) = Counting::open(self, segment, by, name.as_deref())? else {
                    return nameless(weight.as_ref(), unit, segment, name.is_some());
                };
                for_each_article(weight.as_ref(), unit, segment, |article, quotes| {
                    counting.count(segment, article, quotes, self.least);
                    Ok(())
                })?;
                counting.finish()
            };
            let segments: Vec<Sightings> =
                self.segments.par_iter().map(in_segment).collect::<tantivy::Result<_>>()?;
            let mut sightings = Sightings::default();
            for Sightings { seen, total, without } in segments {
                sightings.seen.extend(seen);
                sightings.total += total;
                sightings.without += without;
            }
            Ok(sightings)
        })
    }

    /// Whether somebody who is quoted bears the name, anywhere in the archive.
    pub(crate) fn is_borne(&self, name: &str) -> Result<bool, Error> {
        self.guarded(|| self.is_there(&field_value(&fields::SPEAKER, name), Unit::Quotation))
    }
}

/// What matches in a segment in which nobody is named.
fn nameless(
    weight: &dyn Weight,
    unit: Unit,
    segment: &Segment,
    is_named: bool,
) -> tantivy::Result<Sightings> {
    let mut sightings = Sightings::default();
    for_each_article(weight, unit, segment, |_, quotes| {
        if !is_named {
            sightings.total += often(segment, quotes);
            sightings.without += often_if_any(segment, quotes);
        }
        Ok(())
    })?;
    Ok(sightings)
}

/// The quotations of one person in the article at hand.
struct Quoted {
    person: usize,
    name: u64,
    role: Option<u64>,
    quotes: Vec<DocId>,
}

/// By what sightings are told apart, as numbers.
type Key = (u64, Option<u64>, Option<u64>, Option<i64>);

/// Counts in one segment, by numbers instead of words.
struct Counting {
    names: StrColumn,
    /// The names in words, by number.
    words: Vec<Arc<str>>,
    /// The person of each name, names that differ in capitals and accents being one; `None` for somebody who is not asked for.
    person_of: Vec<Option<usize>>,
    /// The name of each person as names are compared.
    terms: Vec<Arc<str>>,
    is_named: bool,
    roles: Option<StrColumn>,
    outlets: Option<StrColumn>,
    by: Breakdown,
    /// By name, role, outlet and what else was asked for.
    often: HashMap<Key, Often, foldhash::fast::FixedState>,
    total: Often,
    without: Often,
}

impl Counting {
    /// Opens the columns of a segment; `None` where nobody is named.
    fn open(
        index: &LocalIndex,
        segment: &Segment,
        by: Option<By>,
        named: Option<&str>,
    ) -> tantivy::Result<Option<Counting>> {
        let columns = segment.columns(&index.fields)?;
        let Some(names) = columns.speaker.clone() else { return Ok(None) };
        let words = all_words(Some(&names))?;
        let mut people: HashMap<Arc<str>, usize> = HashMap::new();
        let mut person_of = Vec::with_capacity(words.len());
        let mut terms = Vec::new();
        for name in words.iter().map(|name| name_terms(name)) {
            let wanted = named.is_none_or(|named| holds_name(&name, named));
            person_of.push(wanted.then(|| {
                let name: Arc<str> = name.into();
                *people.entry(name.clone()).or_insert_with(|| {
                    terms.push(name);
                    terms.len() - 1
                })
            }));
        }
        Ok(Some(Counting {
            names,
            words,
            person_of,
            terms,
            is_named: named.is_some(),
            roles: columns.role.clone(),
            outlets: columns.outlet.clone(),
            by: Breakdown::open(by, index, segment)?,
            often: HashMap::default(),
            total: Often::default(),
            without: Often::default(),
        }))
    }

    /// Counts an article and some of its quotations.
    fn count(&mut self, segment: &Segment, article: DocId, quotes: &[DocId], least: f32) {
        let (mut quoted, mut nameless) = (Vec::new(), Vec::new());
        for quote in quotes {
            let name = self.names.term_ords(*quote).next().filter(|_| segment.is_sure(*quote, least));
            let Some(name) = name else {
                nameless.push(*quote);
                continue;
            };
            if let Some(Some(person)) = self.person_of.get(name as usize).copied() {
                self.add(&mut quoted, person, name, *quote);
            }
        }
        if self.is_named {
            let theirs: Vec<DocId> = quoted.iter().flat_map(|it| it.quotes.iter().copied()).collect();
            self.total += often_if_any(segment, &theirs);
        } else {
            self.total += often(segment, quotes);
            self.without += often_if_any(segment, &nameless);
        }
        let outlet = self.outlets.as_ref().and_then(|it| it.term_ords(article).next());
        let by = self.by.of(article);
        for Quoted { name, role, quotes, .. } in quoted {
            *self.often.entry((name, role, outlet, by)).or_default() += often(segment, &quotes);
        }
    }

    /// Notes a quotation with those of the same person. The first name and the first role that an article gives stand for it.
    fn add(&self, quoted: &mut Vec<Quoted>, person: usize, name: u64, quote: DocId) {
        let role = self.roles.as_ref().and_then(|roles| roles.term_ords(quote).next());
        match quoted.iter_mut().find(|known| known.person == person) {
            Some(known) => {
                known.quotes.push(quote);
                known.role = known.role.or(role);
            }
            None => quoted.push(Quoted { person, name, role, quotes: vec![quote] }),
        }
    }

    /// What was counted, in words.
    fn finish(self) -> tantivy::Result<Sightings> {
        let (roles, outlets) = (all_words(self.roles.as_ref())?, all_words(self.outlets.as_ref())?);
        let parts = self.by.words()?;
        let word = |words: &[Arc<str>], ord: Option<u64>| words.get(ord? as usize).cloned();
        let sighting = |((name, role, outlet, by), often): (&Key, &Often)| {
            let person = self.person_of.get(*name as usize).copied().flatten();
            Some(Sighting {
                name: word(&self.words, Some(*name))?,
                terms: self.terms.get(person?)?.clone(),
                role: word(&roles, *role),
                outlet: word(&outlets, *outlet),
                by: by.and_then(|by| self.by.word(&parts, by)),
                often: *often,
            })
        };
        let seen = self.often.iter().filter_map(sighting).collect();
        Ok(Sightings { seen, total: self.total, without: self.without })
    }
}

/// The article of these quotations and themselves; nothing where there are none.
fn often_if_any(segment: &Segment, quotes: &[DocId]) -> Often {
    if quotes.is_empty() { Often::default() } else { often(segment, quotes) }
}
