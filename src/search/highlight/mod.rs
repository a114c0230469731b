//! True highlights: which words of a passage answer the query, by one function for every engine.
//!
//! A word is marked where its stem stands, a phrase where all of it stands in order, two parts where they stand near each
//! other ([`Sought`]); what was excluded and what only narrows the search (outlet, speaker, date, headline) marks nothing.
//! As soon as words bind to a quotation ([`Unit::Quotation`]) each quotation is a text of its own, and nothing outside is marked.

use super::pieces::each_word;
use super::sought::Form;
use super::sought::Leaves;
use super::sought::Place;
use super::sought::Sought;
use super::sought::Text;
use crate::fields;
use crate::fields::Field;
use crate::query::Query;
use crate::query::Unit;
use crate::text::Breaks;
use crate::text::Language;
use crate::text::Span;
use crate::text::analysis::elides;
use crate::text::analysis::kept_by_stemming;
use crate::text::analysis::with_analyzer;
use std::collections::HashMap;

/// What one query seeks, ready to be found in passages of one language.
///
/// Worth keeping for all the passages of a page: it remembers which word forms it has seen.
pub struct Highlighter {
    language: Option<Language>,
    unit: Unit,
    sought: Vec<Sought>,
    needs_breaks: bool,
    /// The different words, as they are in the language.
    forms: Vec<Form>,
    /// How printed words begin that can be one of them; `None` if that is open.
    beginnings: Option<Vec<[u8; 2]>>,
    /// Which of the words a printed word is: a place in `sets`.
    seen: HashMap<Box<str>, usize>,
    sets: Vec<Vec<usize>>,
}

/// The place in the sets of those printed words that are none.
const NONE: usize = 0;

/// Word forms remembered: a page of hits has fewer, and a whole archive is not to be kept.
const SEEN_FORMS: usize = 20_000;

/// The words of `text` that answer `query`, in order; `quotes` are the places of its quotations.
///
/// For several passages of one query a [`Highlighter`] does the same with less work.
///
/// ```
/// use onrecord::query::parse;
/// use onrecord::search::highlights;
///
/// let query = parse("closing \"the mill\" -jobs", jiff::civil::date(2023, 3, 24)).query;
/// let text = "It closes the mill; the old mill was closed before.";
/// let marked: Vec<&str> = highlights(&query, text, None, &[]).into_iter().map(|span| span.slice(text)).collect();
/// assert_eq!(marked, ["closes", "the mill", "closed"]);
/// ```
pub fn highlights(query: &Query, text: &str, language: Option<Language>, quotes: &[Span]) -> Vec<Span> {
    Highlighter::new(query, language).marks(text, quotes)
}

impl Highlighter {
    /// Prepares the words of a query for passages of a language.
    pub fn new(query: &Query, language: Option<Language>) -> Highlighter {
        Highlighter::for_unit(query, query.unit(), language)
    }

    /// The same for a query whose words bind to a unit whatever it says.
    pub(crate) fn for_unit(query: &Query, unit: Unit, language: Option<Language>) -> Highlighter {
        let (mut sought, mut leaves) = (Vec::new(), Leaves::default());
        collect(query, unit, &mut leaves, &mut sought);
        let form = |analyzer: &mut _| leaves.0.iter().map(|leaf| Form::of(leaf, analyzer)).collect();
        let forms: Vec<Form> = with_analyzer(language, form);
        Highlighter {
            language,
            unit,
            needs_breaks: sought.iter().any(Sought::needs_breaks),
            sought,
            beginnings: beginnings(&forms, language),
            forms,
            seen: HashMap::new(),
            sets: vec![Vec::new()],
        }
    }

    /// The places to mark in a passage, in order and apart from each other; `quotes` are the places of its quotations
    /// in the same text.
    pub fn marks(&mut self, text: &str, quotes: &[Span]) -> Vec<Span> {
        if self.sought.is_empty() {
            return Vec::new();
        }
        let whole = [Span::whole(text)];
        let texts = if self.unit == Unit::Quotation { quotes } else { &whole };
        let mut marks = Vec::new();
        for one in texts {
            self.mark(one.slice(text), |span| marks.push(span.shifted(one.start())));
        }
        marks.sort_unstable();
        merged(marks)
    }

    /// Marks in one text.
    fn mark(&mut self, text: &str, mut mark: impl FnMut(Span)) {
        let (found, spans) = self.read(text);
        let span = |number: u32| {
            let at = spans.binary_search_by_key(&number, |(number, _)| *number).ok()?;
            Some(spans[at].1)
        };
        let mut mark = |place: Place| {
            if let (Some(first), Some(last)) = (span(place.first), span(place.last)) {
                mark(first.cover(last));
            }
        };
        self.sought.iter().for_each(|sought| sought.mark(&found, &mut mark));
    }

    /// Which words of a text are wanted ones, with their numbers and places.
    fn read(&mut self, text: &str) -> (Text, Vec<(u32, Span)>) {
        let mut breaks = self.needs_breaks.then(|| Breaks::new(text));
        let mut words = vec![Vec::new(); self.forms.len()];
        let mut spans = Vec::new();
        let mut number = 0;
        each_word(text, |span| {
            breaks.iter_mut().for_each(|breaks| breaks.meet(span));
            let set = self.look_up(span.slice(text));
            if set != NONE {
                self.sets[set].iter().for_each(|leaf| words[*leaf].push(Place::of_word(number)));
                spans.push((number, span));
            }
            number += 1;
        });
        (Text { words, breaks: breaks.map(Breaks::found).unwrap_or_default() }, spans)
    }

    /// Which of the wanted words a printed word is.
    #[inline]
    fn look_up(&mut self, word: &str) -> usize {
        if !self.may_match(word) {
            return NONE;
        }
        if let Some(found) = self.seen.get(word) {
            return *found;
        }
        let term = with_analyzer(self.language, |analyzer| analyzer.term(word));
        let set: Vec<usize> = (0..self.forms.len()).filter(|leaf| self.forms[*leaf].is(&term)).collect();
        let found = self.sets.iter().position(|known| *known == set).unwrap_or_else(|| {
            self.sets.push(set);
            self.sets.len() - 1
        });
        if self.seen.len() < SEEN_FORMS {
            self.seen.insert(word.into(), found);
        }
        found
    }

    /// All but a few words begin otherwise than any term that is wanted, and need no stemming to be passed over. What
    /// elision (`l’école`), folding (`été`) or the stops of `U.S` may make begin otherwise is looked at.
    #[inline]
    fn may_match(&self, word: &str) -> bool {
        let Some(beginnings) = &self.beginnings else { return true };
        let plain = |letters: &[u8]| letters.iter().all(u8::is_ascii_alphanumeric);
        let kept = match word.as_bytes() {
            // Two plain letters in front stay in front, unless the language elides: `qu’il`.
            [first, second, ..] if !elides(self.language) => plain(&[*first, *second]),
            letters => plain(letters),
        };
        !kept || beginnings.iter().any(|wanted| *wanted == beginning(word))
    }
}

/// Takes what a matching passage or quotation shows: what stands in running text, and under no `NOT`.
fn collect(query: &Query, unit: Unit, leaves: &mut Leaves, sought: &mut Vec<Sought>) {
    let admits = |field: &Field| *field == fields::TEXT || unit == Unit::Quotation && *field == fields::SAID;
    match query {
        Query::And(parts) | Query::Or(parts) => {
            parts.iter().for_each(|part| collect(part, unit, leaves, sought));
        }
        Query::AtLeast { of, .. } => collect(of, unit, leaves, sought),
        Query::Words { .. } | Query::Near { .. } => sought.extend(Sought::of(query, &admits, leaves)),
        Query::All | Query::Dated(..) | Query::Undated | Query::Valued { .. } | Query::Not(_) => {}
    }
}

/// How all the words begin that can be one of some forms; `None` if that is open.
fn beginnings(forms: &[Form], language: Option<Language>) -> Option<Vec<[u8; 2]>> {
    let known = |form: &Form| {
        let (known, is_whole) = form.beginning();
        let is_changed = matches!(form, Form::Stem(_)) && kept_by_stemming(language) < 2;
        // A form of one letter is that letter alone.
        (!is_changed && (is_whole || known.len() > 1)).then(|| beginning(known))
    };
    forms.iter().map(known).collect()
}

/// The first two letters in lower case. Stemmers leave them alone but for a `y` that becomes an `i` (dying, die).
#[inline]
fn beginning(word: &str) -> [u8; 2] {
    let letter = |at: usize| match word.as_bytes().get(at).map(u8::to_ascii_lowercase) {
        Some(b'y') => b'i',
        letter => letter.unwrap_or(0),
    };
    [letter(0), letter(1)]
}

/// Sorted spans, those that share a byte made one; neighbours stay apart.
fn merged(marks: Vec<Span>) -> Vec<Span> {
    let mut apart: Vec<Span> = Vec::with_capacity(marks.len());
    for mark in marks {
        match apart.last_mut() {
            Some(last) if last.overlaps(mark) => *last = last.cover(mark),
            _ => apart.push(mark),
        }
    }
    apart
}

#[cfg(test)]
mod tests;
