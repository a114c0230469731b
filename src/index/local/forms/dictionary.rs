//! The dictionaries of a field, one a segment, gone through for terms.

use super::Languages;
use super::Printed;
use crate::index::local::segment::Segment;
use crate::search::sought::Pattern;
use crate::search::sought::Reading;
use crate::search::sought::Spelling;
use std::collections::BTreeMap;
use tantivy::schema::Field;
use tantivy::termdict::TermStreamer;
use tantivy_fst::Automaton;

/// Terms found so far, with how many texts they stand in and in which languages they are wanted.
#[derive(Default)]
pub(super) struct Found(BTreeMap<String, (u64, Languages)>);

impl Found {
    /// A term that is known.
    pub(super) fn exactly(term: &str) -> Found {
        Found(BTreeMap::from([(term.to_string(), (0, 0))]))
    }

    /// The wanted ones of the terms of a field that begin so.
    pub(super) fn beginning(
        segments: &[Segment],
        field: Field,
        beginning: &str,
        mut is_wanted: impl FnMut(&str) -> bool,
    ) -> tantivy::Result<Found> {
        let mut found = Found::default();
        let end = after_all(beginning);
        for segment in segments {
            let inverted = segment.reader.inverted_index(field)?;
            let from = inverted.terms().range().ge(beginning);
            let range = if end.is_empty() { from } else { from.lt(&end) };
            found.take(range.into_stream()?, &mut is_wanted);
        }
        Ok(found)
    }

    /// The terms of a field that an automaton accepts.
    pub(super) fn accepted<A>(segments: &[Segment], field: Field, automaton: A) -> tantivy::Result<Found>
    where
        A: Automaton<State: Clone> + Copy,
    {
        let mut found = Found::default();
        for segment in segments {
            let inverted = segment.reader.inverted_index(field)?;
            found.take(inverted.terms().search(automaton).into_stream()?, |_| true);
        }
        Ok(found)
    }

    /// Takes the terms of a segment that are wanted.
    fn take<A: Automaton<State: Clone>>(
        &mut self,
        mut terms: TermStreamer<'_, A>,
        mut is_wanted: impl FnMut(&str) -> bool,
    ) {
        while terms.advance() {
            if let Ok(term) = std::str::from_utf8(terms.key())
                && is_wanted(term)
            {
                self.0.entry(term.to_string()).or_default().0 += u64::from(terms.value().doc_freq);
            }
        }
    }

    /// Takes the terms of more languages.
    pub(super) fn join(&mut self, more: Found, languages: Languages) {
        for (term, (texts, _)) in more.0 {
            let known = self.0.entry(term).or_default();
            *known = (texts, known.1 | languages);
        }
    }

    /// What was found, in the order of the terms.
    pub(super) fn into_printed(self) -> impl Iterator<Item = Printed> {
        self.0.into_iter().map(|(term, (texts, languages))| Printed { term, languages, texts })
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
