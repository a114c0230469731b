//! Writing to the Tantivy index of one generation.

use super::LocalIndex;
use super::Payload;
use super::backlog::Backlog;
use super::backlog::Queued;
use super::damage;
use super::document;
use super::document::Block;
use super::document::Counts;
use super::schema;
use super::schema::Fields;
use super::stored;
use super::stored_row;
use super::verify;
use crate::article::Article;
use crate::article::ArticleId;
use crate::error::Error;
use crate::error::ErrorKind;
use crate::index::alike::Printing;
use crate::quote::Settled;
use std::collections::HashMap;
use std::collections::HashSet;
use std::path::Path;
use std::path::PathBuf;
use tantivy::IndexSettings;
use tantivy::IndexWriter;
use tantivy::ReloadPolicy;
use tantivy::Searcher;
use tantivy::Term;
use tantivy::directory::error::OpenWriteError as WriteError;
use tantivy::index::SegmentId;
use tantivy::indexer::LogMergePolicy;
use tantivy::indexer::NoMergePolicy;
use tantivy::indexer::UserOperation;

/// Writes articles as blocks; nothing is visible until [`Writer::commit`].
pub(crate) struct Writer {
    path: PathBuf,
    fields: Fields,
    writer: IndexWriter<Queued>,
    backlog: Backlog,
    /// The state before this writer, to look up what an article that goes had counted.
    before: Searcher,
    counts: Counts,
    /// Whether this writer makes a whole index rather than changes one.
    anew: bool,
    /// What the articles written by this writer count.
    written: HashMap<ArticleId, Counts>,
}

/// A block that waits to be written. Making it is the expensive part, and any thread can.
pub(crate) struct Prepared {
    id: ArticleId,
    block: Block,
}

impl Prepared {
    /// The article, and what tells which story it prints.
    pub(crate) fn take_printing(&mut self) -> (ArticleId, Option<Printing>) {
        (self.id, self.block.printing.take())
    }
}

/// Bytes that all threads that write gather in memory before they write segments. A build of some twenty thousand articles
/// writes two of these, which need not be merged; where it merges, that takes as much memory again.
const BUDGET: usize = 200_000_000;

/// The engine takes no more threads than this.
const MOST_THREADS: usize = 8;

/// Making blocks costs about as much as writing them, so half of the threads of a run write. Fewer of them gather more before each
/// writes a segment.
fn writing_threads(threads: usize) -> usize {
    threads.div_ceil(2).clamp(1, MOST_THREADS)
}

/// So many threads make blocks: with more of them, those that write would have to share their processors.
pub(crate) fn preparing_threads(threads: usize) -> usize {
    threads.saturating_sub(writing_threads(threads)).max(1)
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
            .settings(IndexSettings { docstore_blocksize: STORE_BLOCK, ..IndexSettings::default() })
            .create_in_dir(path)
            .map_err(|error| unwritable(path, error))?;
        let writer = Writer::start(path, index, Counts::default(), threads)?;
        // Everything is merged once, at the end.
        writer.writer.set_merge_policy(Box::new(NoMergePolicy));
        Ok(Writer { anew: true, ..writer })
    }

    /// Opens the index of a generation to change it.
    pub(crate) fn open(path: &Path, counts: Counts, threads: usize) -> Result<Writer, Error> {
        let index = tantivy::Index::open_in_dir(path).map_err(|error| damage(path, &error))?;
        Writer::start(path, index, counts, threads)
    }

    fn start(path: &Path, index: tantivy::Index, counts: Counts, threads: usize) -> Result<Writer, Error> {
        let reader = index
            .reader_builder()
            .reload_policy(ReloadPolicy::Manual)
            .try_into()
            .map_err(|error| damage(path, &error))?;
        let writer = index
            .writer_with_num_threads(writing_threads(threads), BUDGET)
            .map_err(|error| unwritable(path, error))?;
        let mut merging = LogMergePolicy::default();
        merging.set_del_docs_ratio_before_merge(DELETED_SHARE);
        writer.set_merge_policy(Box::new(merging));
        let (_, fields) = schema::schema();
        Ok(Writer {
            path: path.to_path_buf(),
            fields,
            writer,
            backlog: Backlog::default(),
            before: reader.searcher(),
            counts,
            anew: false,
            written: HashMap::new(),
        })
    }

    /// What makes blocks for this writer, on any thread.
    pub(crate) fn preparation(&self) -> Preparation {
        Preparation { fields: self.fields.clone() }
    }

    /// A name for the manifest of the next commit that no earlier one has.
    pub(crate) fn unused_manifest_name(&self) -> String {
        format!("manifest-{}.json", self.writer.commit_opstamp() + 1)
    }

    /// Writes an article's block, in the place of an earlier version if there is one.
    pub(crate) fn put(&mut self, prepared: Prepared) -> Result<(), Error> {
        let earlier = self.forget(prepared.id)?.then(|| UserOperation::Delete(self.id_term(prepared.id)));
        self.counts += prepared.block.counts;
        self.written.insert(prepared.id, prepared.block.counts);
        // In one go, so that the block lies in one segment, in order.
        let documents = self.backlog.queue(prepared.block.documents).into_iter().map(UserOperation::Add);
        let operations: Vec<UserOperation<Queued>> = earlier.into_iter().chain(documents).collect();
        match self.writer.run(operations) {
            Ok(_) => Ok(()),
            Err(error) => {
                let cause = self.cause_of(error);
                Err(unwritable(&self.path, cause))
            }
        }
    }

    /// A worker that failed is first met as a closed channel; what it failed of, such as a full disk, is told to
    /// whoever waits for it.
    fn cause_of(&mut self, error: tantivy::TantivyError) -> tantivy::TantivyError {
        match self.writer.prepare_commit() {
            Err(cause) => cause,
            Ok(_) => error,
        }
    }

    /// Takes an article out.
    pub(crate) fn remove(&mut self, id: ArticleId) -> Result<(), Error> {
        if self.forget(id)? {
            self.writer.delete_term(self.id_term(id));
        }
        Ok(())
    }

    /// How much there will be after the commit.
    pub(crate) fn counts(&self) -> Counts {
        self.counts
    }

    /// Makes everything visible at once.
    pub(crate) fn commit(mut self, payload: &Payload) -> Result<(), Error> {
        let failed = |error| unwritable(&self.path, error);
        let text = serde_json::to_string(payload).unwrap_or_default();
        let mut commit = self.writer.prepare_commit().map_err(failed)?;
        commit.set_payload(&text);
        commit.commit().map_err(failed)?;
        if self.anew {
            merge_into_few(&mut self.writer).map_err(failed)?;
        }
        self.writer.wait_merging_threads().map_err(failed)?;
        forget_other_manifests(&self.path, &payload.manifest);
        verify::seal(&self.path).map_err(|error| Error::in_archive(ErrorKind::Unwritable(error), &self.path))
    }

    /// Takes an article out of the counts; whether it was there.
    fn forget(&mut self, id: ArticleId) -> Result<bool, Error> {
        let counts = match self.written.remove(&id) {
            Some(counts) => Some(counts),
            None => self.counts_before(id).map_err(|error| damage(&self.path, &error))?,
        };
        if let Some(counts) = counts {
            self.counts -= counts;
        }
        Ok(counts.is_some())
    }

    fn counts_before(&self, id: ArticleId) -> tantivy::Result<Option<Counts>> {
        let address = LocalIndex::with_id(&self.before, &self.fields, id)?;
        address.map(|address| stored_row(&self.before, address, stored::counts_of)).transpose()
    }

    fn id_term(&self, id: ArticleId) -> Term {
        Term::from_field_u64(self.fields.id, id.number())
    }
}

/// Merges many segments into a few of about the same size, at the same time.
fn merge_into_few(writer: &mut IndexWriter<Queued>) -> tantivy::Result<()> {
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

/// Removes what a run that failed has left in the folder of a live generation, so that a full disk has room again.
///
/// The next commit would remove it too; until then, or where this fails, it does no harm.
pub(crate) fn clear_leftovers(folder: &Path, live: &Payload) {
    forget_other_manifests(folder, &live.manifest);
    let Ok(mut index) = tantivy::Index::open_in_dir(folder) else { return };
    let Ok(metas) = index.load_metas() else { return };
    let segments: Vec<String> = metas.segments.iter().map(|segment| segment.id().uuid_string()).collect();
    let lives = |name: &str| name == "meta.json" || segments.iter().any(|segment| name.starts_with(segment));
    let names = std::fs::read_dir(folder).into_iter().flatten().flatten().map(|entry| entry.file_name());
    let living: HashSet<PathBuf> =
        names.filter(|name| lives(&name.to_string_lossy())).map(PathBuf::from).collect();
    let _ = index.directory_mut().garbage_collect(|| living);
}

/// Removes the manifests of earlier commits, and what belongs to them; one that stays by accident does no harm.
fn forget_other_manifests(folder: &Path, live: &str) {
    for entry in std::fs::read_dir(folder).into_iter().flatten().flatten() {
        let name = entry.file_name().to_string_lossy().into_owned();
        let stem = |name: &str| name.split_once('.').map(|(stem, _)| stem.to_string());
        if name.starts_with("manifest-") && stem(&name) != stem(live) {
            let _ = std::fs::remove_file(entry.path());
        }
    }
}

/// Makes blocks.
pub(crate) struct Preparation {
    fields: Fields,
}

impl Preparation {
    /// Makes the block of an article, first seen at an instant in thousandths of a second since 1970.
    pub(crate) fn block(&self, article: &Article, added: i64, settled: &Settled) -> Prepared {
        Prepared { id: article.id, block: document::block(&self.fields, article, added, settled) }
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
