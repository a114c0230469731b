//! What a reading has to say besides the tree: notes and complaints.

use super::Parsed;
use super::Query;
use crate::error::Error;
use crate::error::ErrorKind;
use crate::error::Place;
use crate::text::Span;
use std::collections::HashSet;

/// Complaints kept: each holds the query, and nobody mends more at once.
const MOST_COMPLAINTS: usize = 16;

#[derive(Default)]
pub(super) struct Report {
    pub(super) notes: Vec<String>,
    pub(super) complaints: Vec<Error>,
}

impl Report {
    pub(super) fn complain(&mut self, kind: ErrorKind, text: &str, span: Span) {
        if self.complaints.len() < MOST_COMPLAINTS {
            self.complaints.push(Error::in_query(kind, text, span));
        }
    }

    /// The finished reading: each note once, complaints in the order of the text.
    pub(super) fn with(mut self, query: Query) -> Parsed {
        let mut said = HashSet::new();
        self.notes.retain(|note| said.insert(note.clone()));
        self.complaints.sort_by_key(|complaint| match complaint.place {
            Place::Query { span, .. } => span.start(),
            _ => 0,
        });
        Parsed { query, notes: self.notes, complaints: self.complaints }
    }
}
