//! Writing to the Tantivy index of one generation.

use super::LocalIndex;
use super::Payload;
use super::damage::damage;
use super::document;
use super::document::Counts;
use super::growth::Growth;
use super::growth::Prepared;
use super::growth::Written;
use super::leftovers;
use super::replaced::Place;
use super::replaced::Replaced;
use super::schema;
use super::schema::Fields;
use super::stored;
use super::stored_row;
use super::verify;
use crate::article::Article;
use crate::article::ArticleId;
use crate::error::Error;
use crate::error::ErrorKind;
use crate::quote::Settled;
use std::collections::HashMap;
use std::path::Path;
use std::path::PathBuf;
use std::sync::Arc;
use tantivy::IndexSettings;
use tantivy::IndexWriter;
use tantivy::ReloadPolicy;
use tantivy::Searcher;
use tantivy::directory::error::OpenWriteError as WriteError;
use tantivy::index::SegmentId;
use tantivy::indexer::LogMergePolicy;
use tantivy::indexer::MergePolicy;
use tantivy::indexer::NoMergePolicy;

/// Writes articles as blocks, which [`Preparation`] makes; nothing is visible until [`Writer::commit`].
pub(crate) struct Writer {
    path: PathBuf,
    fields: Fields,
    /// Commits, deletes and merges.
    writer: IndexWriter,
    /// Makes segments.
    growth: Arc<Growth>,
    /// The state before this writer, to look up what an article that goes had counted.
    before: Searcher,
    counts: Counts,
    /// Whether this writer makes a whole index rather than changes one.
    anew: bool,
    /// What the articles written by this writer count, and where they lie.
    written: HashMap<ArticleId, Counted>,
    /// What goes: what was there before, and what this writer has written, where a later version has replaced it.
    replaced: Replaced,
}

/// A block that counts.
struct Counted {
    order: u64,
    counts: Counts,
    place: Place,
}

/// Bytes that all segments that grow may take in memory before they are written. While one is written it takes as much memory
/// as before, and another grows; and where a run ends with merging, that takes as much again.
const BUDGET: usize = 200_000_000;

/// The engine's own thread for documents gets none, and cannot have less.
const UNUSED_BUDGET: usize = 15_000_000;

/// A thread adds blocks about as fast as another makes them. Fewer segments side by side become larger.
fn side_by_side(threads: usize) -> usize {
    threads.div_ceil(2).clamp(1, FEW_SEGMENTS)
}

/// Bytes of stored text compressed together. A page of hits reads as many blocks as it has documents, so small ones
/// answer faster; the index grows by some per cent.
const STORE_BLOCK: usize = 4096;

/// A search does everything once for each segment. A build leaves one for every so many megabytes, and where these
/// are more than a few merges them at its end into two: not into one, because each is merged by a thread of its own.
const FEW_SEGMENTS: usize = 4;
const SEGMENTS_WHEN_MERGED: usize = 2;

/// Deleted documents cost space and time; from this share on a segment is written again without them.
const DELETED_SHARE: f32 = 0.2;

impl Writer {
    /// Makes an empty index in a folder that is there and empty.
    pub(crate) fn create(path: &Path, threads: usize) -> Result<Writer, Error> {
        let (schema, _) = schema::schema();
        let index = tantivy::Index::builder()
            .schema(schema)
            .settings(IndexSettings {
                docstore_blocksize: STORE_BLOCK,
                docstore_compress_dedicated_thread: false,
                ..IndexSettings::default()
            })
            .create_in_dir(path)
            .map_err(|error| unwritable(path, error))?;
        let writer = Writer::start(path, index, Counts::default(), threads)?;
        Ok(Writer { anew: true, ..writer })
    }

    /// Opens the index of a generation to change it.
    pub(crate) fn open(path: &Path, counts: Counts, threads: usize) -> Result<Writer, Error> {
        let index = tantivy::Index::open_in_dir(path).map_err(|error| damage(path, &error))?;
        leftovers::clear(path);
        Writer::start(path, index, counts, threads)
    }

    fn start(path: &Path, index: tantivy::Index, counts: Counts, threads: usize) -> Result<Writer, Error> {
        let reader = index
            .reader_builder()
            .reload_policy(ReloadPolicy::Manual)
            .try_into()
            .map_err(|error| damage(path, &error))?;
        let writer =
            index.writer_with_num_threads(1, UNUSED_BUDGET).map_err(|error| unwritable(path, error))?;
        writer.set_merge_policy(Box::new(NoMergePolicy));
        let (_, fields) = schema::schema();
        Ok(Writer {
            path: path.to_path_buf(),
            fields,
            writer,
            growth: Arc::new(Growth::new(index, side_by_side(threads), BUDGET)),
            before: reader.searcher(),
            counts,
            anew: false,
            written: HashMap::new(),
            replaced: Replaced::default(),
        })
    }

    /// What makes blocks for this writer, on any thread.
    pub(crate) fn preparation(&self) -> Preparation {
        let (path, growth) = (self.path.clone(), Arc::clone(&self.growth));
        Preparation { path, fields: self.fields.clone(), growth }
    }

    /// Counts a block that is written, in the place of an earlier version if there is one; whether it is the latest version.
    pub(crate) fn settle(&mut self, written: &Written) -> Result<bool, Error> {
        let Written { id, order, counts, place, .. } = *written;
        if self.written.get(&id).is_some_and(|other| other.order > order) {
            self.replaced.insert(place);
            return Ok(false);
        }
        self.remove(id)?;
        self.counts += counts;
        self.written.insert(id, Counted { order, counts, place });
        Ok(true)
    }

    /// Writes the blocks that still wait; like all others, they are to be settled.
    pub(crate) fn write_rest(&mut self) -> Result<Vec<Written>, Error> {
        self.growth.add_rest().map_err(|error| unwritable(&self.path, error))
    }

    /// Takes an article out.
    pub(crate) fn remove(&mut self, id: ArticleId) -> Result<(), Error> {
        let lies = match self.written.remove(&id) {
            Some(Counted { counts, place, .. }) => Some((counts, place)),
            None => self.before(id).map_err(|error| damage(&self.path, &error))?,
        };
        if let Some((counts, place)) = lies {
            self.counts -= counts;
            self.replaced.insert(place);
        }
        Ok(())
    }

    /// Begins to write what still grows in memory; nothing more is to be prepared.
    pub(crate) fn close(&mut self) {
        self.growth.close();
    }

    /// How much there will be after the commit.
    pub(crate) fn counts(&self) -> Counts {
        self.counts
    }

    /// Makes everything visible at once.
    pub(crate) fn commit(mut self, payload: &Payload) -> Result<(), Error> {
        let failed = |error| unwritable(&self.path, error);
        let text = serde_json::to_string(payload).unwrap_or_default();
        self.growth.close();
        for segment in self.growth.take_written().map_err(failed)? {
            self.writer.add_segment(segment).map_err(failed)?;
        }
        if !self.replaced.is_empty() {
            self.writer.delete_query(Box::new(std::mem::take(&mut self.replaced))).map_err(failed)?;
        }
        if !self.anew {
            // Not before: what is replaced is known by where it lies.
            self.writer.set_merge_policy(merging());
        }
        let mut commit = self.writer.prepare_commit().map_err(failed)?;
        commit.set_payload(&text);
        commit.commit().map_err(failed)?;
        if self.anew {
            merge_into_few(&mut self.writer).map_err(failed)?;
        }
        self.writer.wait_merging_threads().map_err(failed)?;
        leftovers::forget_other_manifests(&self.path, &payload.manifest);
        verify::seal(&self.path, &payload.manifest)
    }

    /// What an article counted before this writer, and where it lies.
    fn before(&self, id: ArticleId) -> tantivy::Result<Option<(Counts, Place)>> {
        let Some(address) = LocalIndex::with_id(&self.before, &self.fields, id)? else { return Ok(None) };
        let counts = stored_row(&self.before, address, stored::counts_of)?;
        let segment = self.before.segment_reader(address.segment_ord).segment_id();
        let first = address.doc_id;
        Ok(Some((counts, Place { segment, first, behind: first.saturating_add(counts.documents()) })))
    }
}

/// How the segments of an index are merged that is changed.
fn merging() -> Box<dyn MergePolicy> {
    let mut merging = LogMergePolicy::default();
    merging.set_del_docs_ratio_before_merge(DELETED_SHARE);
    Box::new(merging)
}

/// Merges many segments into a few of about the same size, at the same time.
fn merge_into_few(writer: &mut IndexWriter) -> tantivy::Result<()> {
    let mut sizes: Vec<(u32, SegmentId)> = Vec::new();
    for segment in writer.index().searchable_segment_metas()? {
        sizes.push((segment.num_docs(), segment.id()));
    }
    if sizes.len() <= FEW_SEGMENTS {
        return Ok(());
    }
    sizes.sort_unstable_by(|a, b| b.cmp(a));
    let mut groups = vec![(0, Vec::new()); SEGMENTS_WHEN_MERGED];
    for (size, id) in sizes {
        // The greatest first, each to the group that has least.
        if let Some((documents, ids)) = groups.iter_mut().min_by_key(|(documents, _)| *documents) {
            *documents += u64::from(size);
            ids.push(id);
        }
    }
    let several = groups.iter().filter(|(_, ids)| ids.len() > 1);
    let merges: Vec<_> = several.map(|(_, ids)| writer.merge(ids)).collect();
    merges.into_iter().try_for_each(|merge| merge.wait().map(|_| ()))
}

/// Makes blocks and writes them, on any thread.
pub(crate) struct Preparation {
    path: PathBuf,
    fields: Fields,
    growth: Arc<Growth>,
}

impl Preparation {
    /// Makes the block of an article, first seen at an instant in thousandths of a second since 1970. Of several blocks of an article,
    /// the one with the greatest order counts.
    pub(crate) fn block(&self, article: &Article, added: i64, settled: &Settled, order: u64) -> Prepared {
        let block = document::block(&self.fields, article, added, settled);
        Prepared { id: article.id, order, block }
    }

    /// Takes over blocks to be written; gives those that are written now, these or others'.
    pub(crate) fn write(&self, blocks: Vec<Prepared>) -> Result<Vec<Written>, Error> {
        self.growth.queue(blocks).map_err(|error| unwritable(&self.path, error))
    }
}

/// An error of the engine while writing.
fn unwritable(path: &Path, error: tantivy::TantivyError) -> Error {
    use tantivy::TantivyError::*;
    let kind = match error {
        IoError(error) | OpenWriteError(WriteError::IoError { io_error: error, .. }) => {
            ErrorKind::Unwritable(match error.kind() {
                std::io::ErrorKind::Other => in_words(&error.to_string()),
                kind => std::io::Error::new(kind, error.to_string()),
            })
        }
        LockFailure(..) => ErrorKind::Locked,
        other => ErrorKind::Unwritable(in_words(&other.to_string())),
    };
    Error::in_archive(kind, path)
}

/// What the system said, from the engine's words: some of its threads hand on no more than
/// `Internal error: 'No space left on device (os error 28)'`.
fn in_words(words: &str) -> std::io::Error {
    let code = words.split_once("(os error ").and_then(|(_, rest)| rest.split_once(')')?.0.parse().ok());
    code.map_or_else(|| std::io::Error::other(words), std::io::Error::from_raw_os_error)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[cfg(unix)]
    #[test]
    fn a_full_disk_is_known_by_the_engines_words() {
        let full = std::io::ErrorKind::StorageFull;
        assert_eq!(in_words("Internal error: 'No space left on device (os error 28)'").kind(), full);
        assert_eq!(in_words("a thread (os error ?) died").kind(), std::io::ErrorKind::Other);
    }
}
