//! How much may wait to be written.
//!
//! The engine's writer takes in ten thousand blocks before it makes anybody wait, whatever their size: where articles
//! are prepared faster than they are written, these are hundreds of megabytes. Here the preparing side waits earlier.

use std::sync::Arc;
use std::sync::Condvar;
use std::sync::Mutex;
use std::sync::PoisonError;
use std::time::Duration;
use tantivy::TantivyDocument;
use tantivy::schema::document::CompactDocValue;
use tantivy::schema::document::Document;

/// Blocks that may wait: a third of what is prepared while a segment is written, so that the preparing side stops for less long.
/// They take some 20 megabytes more than one batch of articles; with fewer than a batch, every batch would wait for the writer.
const MOST: usize = 600;

/// A writer that has taken nothing for so long writes a segment to a slow disk, or has failed. Either way the engine's
/// own queue has room, and tells of the failure.
const PATIENCE: Duration = Duration::from_secs(1);

/// The blocks that wait.
#[derive(Clone, Default)]
pub(super) struct Backlog(Arc<Waiting>);

#[derive(Default)]
struct Waiting {
    blocks: Mutex<usize>,
    fewer: Condvar,
}

/// One block's place among those that wait, until it is dropped.
struct Place(Backlog);

/// A document on its way to the writer; the last one of a block holds the block's place.
pub(super) struct Queued {
    document: TantivyDocument,
    _place: Option<Place>,
}

impl Backlog {
    /// A block's documents, ready to be queued; waits while too many others are.
    pub(super) fn queue(&self, documents: Vec<TantivyDocument>) -> Vec<Queued> {
        let mut queued: Vec<Queued> =
            documents.into_iter().map(|document| Queued { document, _place: None }).collect();
        if let Some(last) = queued.last_mut() {
            last._place = Some(self.enter());
        }
        queued
    }

    fn enter(&self) -> Place {
        let Waiting { blocks, fewer } = &*self.0;
        let waiting = blocks.lock().unwrap_or_else(PoisonError::into_inner);
        let (mut waiting, _) = fewer
            .wait_timeout_while(waiting, PATIENCE, |waiting| *waiting >= MOST)
            .unwrap_or_else(PoisonError::into_inner);
        *waiting += 1;
        Place(self.clone())
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        let Waiting { blocks, fewer } = &*self.0.0;
        *blocks.lock().unwrap_or_else(PoisonError::into_inner) -= 1;
        fewer.notify_one();
    }
}

impl Document for Queued {
    type Value<'a> = CompactDocValue<'a>;
    type FieldsValuesIter<'a> = <TantivyDocument as Document>::FieldsValuesIter<'a>;

    fn iter_fields_and_values(&self) -> Self::FieldsValuesIter<'_> {
        self.document.iter_fields_and_values()
    }

    /// What the engine calls when the document's turn has come.
    fn into_tantivy_document(self) -> TantivyDocument {
        self.document
    }
}
