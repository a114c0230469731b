//! Work on one article as strangers wrote it: a fault of ours there costs that article, not the run.

use super::local::Preparation;
use super::local::Prepared;
use super::manifest::Record;
use crate::article::Article;
use crate::corpus::Speakers;
use crate::error::Error;
use crate::error::ErrorKind;
use crate::ingest;
use crate::quote;
use std::panic::AssertUnwindSafe;
use std::panic::catch_unwind;
use std::path::Path;

/// Reads one record, and what the manifest keeps of it; a fault of ours costs that record only.
pub(super) fn read_record(record: ingest::Record) -> Result<(Record, Article), Error> {
    let fetched = record.fetched();
    let read = || record.article().map(|article| (Record::of(&article, fetched), article));
    catch_unwind(AssertUnwindSafe(read)).unwrap_or_else(|_| Err(Error::nowhere(ErrorKind::ReaderFault)))
}

/// Finds an article's quotations and makes its block; a fault of ours costs that article only.
pub(super) fn attributed(
    (added, article): &(i64, Article),
    speakers: &Speakers,
    prepare: &Preparation,
    order: u64,
) -> Result<Prepared, Error> {
    let fault = |_| Error::in_file(ErrorKind::ReaderFault, Path::new(&article.source_path));
    catch_unwind(AssertUnwindSafe(|| {
        prepare.block(article, *added, &quote::settled(article, speakers), order)
    }))
    .map_err(fault)
}
