//! The dictionaries of a field, one a segment, gone through for terms.

use super::Languages;
use super::Printed;
use crate::index::local::segment::Segment;
use crate::search::sought::Pattern;
use crate::search::sought::Reading;
use crate::search::sought::Spelling;
use crate::text::Language;
use crate::text::analysis::with_analyzer;
use rayon::iter::IntoParallelRefIterator;
use rayon::iter::ParallelIterator;
use tantivy::schema::Field;
use tantivy::termdict::TermStreamer;
use tantivy_fst::Automaton;

/// Terms found so far, in order, with how many texts they stand in and in which languages they are wanted.
#[derive(Clone, Default)]
pub(super) struct Found(Vec<(String, u64, Languages)>);

impl Found {
    /// A term that is known.
    pub(super) fn exactly(term: &str) -> Found {
        Found(vec![(term.to_string(), 0, 0)])
    }

    /// The terms of a field that begin so and, in a language, have a stem.
    pub(super) fn with_stem(
        segments: &[Segment],
        field: Field,
        language: Option<Language>,
        stem: &str,
    ) -> tantivy::Result<Found> {
        Found::in_all(segments, |segment| {
            with_analyzer(language, |analyzer| {
                let beginning = analyzer.beginning_of_forms(stem);
                let end = after_all(beginning);
                let inverted = segment.reader.inverted_index(field)?;
                let from = inverted.terms().range().ge(beginning);
                let range = if end.is_empty() { from } else { from.lt(&end) };
                Ok(Found::of(range.into_stream()?, |term| analyzer.is_stem_of_exact(stem, term)))
            })
        })
    }

    /// The terms of a field that an automaton accepts.
    pub(super) fn accepted<A>(segments: &[Segment], field: Field, automaton: A) -> tantivy::Result<Found>
    where
        A: Automaton<State: Clone> + Copy + Send + Sync,
    {
        Found::in_all(segments, |segment| {
            let inverted = segment.reader.inverted_index(field)?;
            Ok(Found::of(inverted.terms().search(automaton).into_stream()?, |_| true))
        })
    }

    /// What is found in the dictionaries of all segments, which are gone through at once.
    fn in_all(
        segments: &[Segment],
        find: impl Fn(&Segment) -> tantivy::Result<Found> + Send + Sync,
    ) -> tantivy::Result<Found> {
        let each: Vec<Found> = segments.par_iter().map(find).collect::<tantivy::Result<_>>()?;
        let mut found = Found::default();
        each.into_iter().for_each(|more| found.merge(more));
        Ok(found)
    }

    /// The terms of a segment that are wanted.
    fn of<A: Automaton<State: Clone>>(
        mut terms: TermStreamer<'_, A>,
        is_wanted: impl Fn(&str) -> bool,
    ) -> Found {
        let mut found = Found::default();
        while terms.advance() {
            if let Ok(term) = std::str::from_utf8(terms.key())
                && is_wanted(term)
            {
                found.0.push((term.to_string(), u64::from(terms.value().doc_freq), 0));
            }
        }
        found
    }

    /// Takes what was found elsewhere.
    fn merge(&mut self, more: Found) {
        let mut known = std::mem::take(&mut self.0).into_iter().peekable();
        for (term, mut texts, mut languages) in more.0 {
            while let Some(before) = known.next_if(|(known, ..)| *known < term) {
                self.0.push(before);
            }
            if let Some((_, more_texts, more_languages)) = known.next_if(|(known, ..)| *known == term) {
                texts += more_texts;
                languages |= more_languages;
            }
            self.0.push((term, texts, languages));
        }
        self.0.extend(known);
    }

    /// Takes the terms of other languages, too.
    pub(super) fn join(&mut self, more: Found, languages: Languages) {
        let mut more = more;
        for (term, texts, spoken) in &mut more.0 {
            *spoken = languages;
            if self.0.binary_search_by(|(known, ..)| known.cmp(term)).is_ok() {
                *texts = 0; // which have been counted
            }
        }
        self.merge(more);
    }

    /// The terms, in order.
    pub(super) fn terms(&self) -> impl Iterator<Item = &str> {
        self.0.iter().map(|(term, ..)| term.as_str())
    }

    /// What was found, in the order of the terms.
    pub(super) fn into_printed(self) -> impl Iterator<Item = Printed> {
        self.0.into_iter().map(|(term, texts, languages)| Printed { term, languages, texts })
    }
}

/// The first bytes that come after everything that begins so; nothing where there are none.
fn after_all(beginning: &str) -> Vec<u8> {
    let mut bytes = beginning.as_bytes().to_vec();
    while bytes.pop_if(|byte| *byte == u8::MAX).is_some() {}
    bytes.iter_mut().last().into_iter().for_each(|byte| *byte += 1);
    bytes
}

/// A pattern, read by the engine along its dictionary.
#[derive(Clone, Copy)]
pub(super) struct ByPattern<'p>(pub(super) &'p Pattern);

impl Automaton for ByPattern<'_> {
    type State = Reading;

    fn start(&self) -> Reading {
        self.0.start()
    }

    fn is_match(&self, state: &Reading) -> bool {
        self.0.is_complete(state)
    }

    fn can_match(&self, state: &Reading) -> bool {
        Pattern::goes_on(state)
    }

    fn accept(&self, state: &Reading, byte: u8) -> Reading {
        self.0.read(state, byte)
    }
}

/// A spelling, read in the same way.
#[derive(Clone, Copy)]
pub(in crate::index::local) struct BySpelling<'p>(pub(in crate::index::local) &'p Spelling);

impl Automaton for BySpelling<'_> {
    type State = u32;

    fn start(&self) -> u32 {
        self.0.start()
    }

    fn is_match(&self, state: &u32) -> bool {
        self.0.is_complete(*state)
    }

    fn can_match(&self, state: &u32) -> bool {
        Spelling::goes_on(*state)
    }

    fn accept(&self, state: &u32, byte: u8) -> u32 {
        self.0.read(*state, byte)
    }
}
