//! Work on records and articles on whichever thread is free.

use super::ahead::Found;
use super::guarded::attributed;
use super::guarded::read_record;
use super::local::Preparation;
use super::local::Written;
use super::manifest::Record;
use crate::article::Article;
use crate::corpus::Speakers;
use crate::error::Error;
use rayon::Scope;
use std::sync::Arc;
use std::sync::mpsc;
use std::sync::mpsc::Receiver;
use std::sync::mpsc::Sender;

/// What comes of a record, with the place of its file.
pub(super) type ReadRecord = (usize, Result<(Record, Article), Error>);

/// Has records read.
pub(super) fn read(scope: &Scope<'_>, records: Vec<Found>) -> Receiver<Vec<ReadRecord>> {
    let (done, read) = mpsc::channel();
    scope.spawn(move |_| {
        let read = records.into_iter().map(|(place, record)| (place, record.and_then(read_record)));
        // Nobody waits for it where an article could not be written.
        done.send(read.collect()).unwrap_or_default();
    });
    read
}

/// An article with the time when it was first seen, in thousandths of a second since 1970.
pub(super) type Dated = (i64, Article);

/// Articles to be written.
pub(super) struct Articles {
    pub(super) articles: Vec<Dated>,
    /// The owner's word on who spoke.
    pub(super) speakers: Arc<Speakers>,
    /// Of two versions of an article, the one with the greater order counts.
    pub(super) order: u64,
}

/// What was written, of these articles or of others, and what was wrong with those that were not; or why nothing can be.
pub(super) type Outcome = Result<(Vec<Written>, Vec<Error>), Error>;

/// Has the quotations of articles found and the articles written.
pub(super) fn write(scope: &Scope<'_>, articles: Articles, prepare: Preparation, done: &Sender<Outcome>) {
    let done = done.clone();
    scope.spawn(move |_| {
        // Nobody waits for it where another article could not be written.
        done.send(written(&articles, &prepare)).unwrap_or_default();
    });
}

fn written(Articles { articles, speakers, order }: &Articles, prepare: &Preparation) -> Outcome {
    let (mut prepared, mut faults) = (Vec::with_capacity(articles.len()), Vec::new());
    for dated in articles {
        match attributed(dated, speakers, prepare, *order) {
            Ok(block) => prepared.push(block),
            Err(fault) => faults.push(fault),
        }
    }
    Ok((prepare.write(prepared)?, faults))
}
