//! Making the index agree with the corpus.

use super::FORMAT;
use super::adding::Adding;
use super::generation;
use super::generation::Writing;
use super::local::LocalIndex;
use super::local::Payload;
use super::local::leftovers;
use super::local::seal_what_was_cut_off;
use super::manifest::Manifest;
use super::reading::Reading;
use super::reading::Run;
use crate::article::ArticleId;
use crate::corpus::Archive;
use crate::corpus::Speakers;
use crate::corpus::walk;
use crate::error::Error;
use jiff::Timestamp;
use std::collections::HashMap;
use std::path::Path;
use std::path::PathBuf;

/// What a run has changed, in articles.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Changes {
    /// New ones.
    pub added: u64,
    /// Those whose text or facts are others than before.
    pub updated: u64,
    /// Those that are as they were.
    pub unchanged: u64,
    /// Those that no file gives any more.
    pub removed: u64,
    /// Records and files that could not be taken in; each was complained of.
    pub skipped: u64,
    /// Files that were read.
    pub files_read: u64,
    /// Whether the rest of the index was made by other rules of attribution than this program has.
    pub other_rules: bool,
}

/// How far a run has come.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Progress {
    /// Files done.
    pub done: u64,
    /// Files to do.
    pub total: u64,
    /// Articles read so far.
    pub articles: u64,
}

/// How a long run reports while it goes on.
pub struct Watch<'a> {
    /// Called now and then.
    pub progress: &'a dyn Fn(Progress),
    /// Called with everything that had to be passed over.
    pub complaint: &'a mut dyn FnMut(Error),
    /// The instant of the run: new articles were first seen then.
    pub now: Timestamp,
}

/// Something to add.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Source {
    /// A file, or a folder with all its files.
    Path(PathBuf),
    /// What came on standard input.
    Text(Vec<u8>),
    /// What came from elsewhere, and where it is to lie in the corpus.
    Named {
        /// With `/` between folders.
        name: String,
        /// What complaints call it: the address it came from.
        from: String,
        /// Its bytes.
        content: Vec<u8>,
    },
}

/// Makes the index agree with the corpus: reads what is new or changed, takes out what is gone, touches nothing else.
///
/// # Errors
///
/// `Locked`, `IndexFormat`, `IndexDamaged`, `Unwritable`; then the index is as it was.
pub fn update(archive: &Archive, watch: &mut Watch<'_>) -> Result<Changes, Error> {
    let writing = Writing::begin(&archive.index_dir())?;
    let run = agree(archive, &writing, watch)?;
    Ok(Changes { unchanged: run.articles - run.changes.added - run.changes.updated, ..run.changes })
}

/// Builds the index again from the corpus; the old one answers until the new one is complete.
///
/// # Errors
///
/// `Locked`, `Unwritable`; then the old index is still there.
pub fn rebuild(archive: &Archive, watch: &mut Watch<'_>) -> Result<Changes, Error> {
    let writing = Writing::begin(&archive.index_dir())?;
    Ok(build_anew(archive, &writing, watch)?.changes)
}

/// Copies articles into the corpus and indexes them.
///
/// A file that gives no article is complained of and not copied; one whose very bytes are in the corpus already is not
/// copied again. `unchanged` counts the articles of the sources that were there already.
///
/// # Errors
///
/// As [`update`], and `Unwritable` when the corpus cannot be written to; what was copied before stays and is whole.
pub fn add(archive: &Archive, sources: &[Source], watch: &mut Watch<'_>) -> Result<Changes, Error> {
    let writing = Writing::begin(&archive.index_dir())?;
    // What is wrong with these should not come to light when the files are copied.
    archive.settings()?;
    archive.speakers()?;
    let mut adding = Adding::new(archive, live_manifest(archive)?.unwrap_or_default(), watch.now);
    for source in sources {
        adding.source(source, watch.complaint)?;
    }
    let run = agree(archive, &writing, watch)?;
    Ok(Changes {
        unchanged: adding.unchanged + run.unchanged,
        skipped: adding.skipped + run.changes.skipped,
        ..run.changes
    })
}

/// The articles that the index holds, each with the time by which its versions are put in order (last updated, else
/// published, in seconds since 1970). Nothing where there is no index.
///
/// # Errors
///
/// `IndexFormat`, `IndexDamaged`.
pub fn held(archive: &Archive) -> Result<HashMap<ArticleId, Option<i64>>, Error> {
    let manifest = live_manifest(archive)?.unwrap_or_default();
    let mut held = HashMap::new();
    for record in manifest.files.values().flat_map(|file| &file.articles) {
        let latest: &mut Option<i64> = held.entry(record.id()).or_default();
        *latest = record.time.max(*latest);
    }
    Ok(held)
}

/// The manifest of the live index, if there is an index.
fn live_manifest(archive: &Archive) -> Result<Option<Manifest>, Error> {
    let Some(folder) = generation::live(&archive.index_dir())? else { return Ok(None) };
    let payload = LocalIndex::payload(&folder, FORMAT)?;
    Ok(Some(Manifest::read(&folder.join(payload.manifest))?))
}

fn agree(archive: &Archive, writing: &Writing, watch: &mut Watch<'_>) -> Result<Run, Error> {
    let Some(folder) = generation::live(&archive.index_dir())? else {
        return build_anew(archive, writing, watch);
    };
    let payload = LocalIndex::payload(&folder, FORMAT)?;
    seal_what_was_cut_off(&folder, &payload.manifest)?;
    let changed = change(archive, &folder, &payload, watch);
    if changed.is_err() {
        leftovers::clear(&folder);
    }
    changed
}

fn change(archive: &Archive, folder: &Path, payload: &Payload, watch: &mut Watch<'_>) -> Result<Run, Error> {
    let manifest = Manifest::read(&folder.join(&payload.manifest))?;
    let threads = archive.settings()?.thread_count();
    let mut reading = Reading::new(folder, threads, payload.counts, &manifest);
    reading.change_from(folder.join(&payload.manifest));
    let found = walk(&archive.corpus_dir(), &mut |error| reading.complain(error, watch));
    date_articles(archive, Some(folder), &mut reading, watch)?;
    reading.keep_rules(payload.rules.clone());
    follow_speakers(archive, folder, &manifest, &mut reading)?;
    reading.keep_what_is_the_same(&found, &manifest);
    reading.read_the_rest(&found, watch)?;
    let mut run = reading.finish(&found, watch)?;
    run.changes.other_rules =
        payload.rules != rules() && run.articles > run.changes.added + run.changes.updated;
    Ok(run)
}

/// Has the articles read again that a change of `speakers.toml` concerns, and no others.
fn follow_speakers(
    archive: &Archive,
    folder: &Path,
    manifest: &Manifest,
    reading: &mut Reading,
) -> Result<(), Error> {
    let speakers = archive.speakers()?;
    // It was read when it was written; a text that this program no longer reads has another format's number.
    let before = Speakers::read(&manifest.speakers)?;
    let concerned = speakers.changed_since(&before);
    if concerned.is_empty() {
        reading.follow(before);
        return Ok(());
    }
    let articles = LocalIndex::open(folder, FORMAT)?.concerned(&concerned)?;
    reading.follow_again(speakers, articles);
    Ok(())
}

fn build_anew(archive: &Archive, writing: &Writing, watch: &mut Watch<'_>) -> Result<Run, Error> {
    let threads = archive.settings()?.thread_count();
    let speakers = archive.speakers()?;
    let folder = writing.next()?;
    let built = Reading::anew(&folder, threads).and_then(|mut reading| {
        let found = walk(&archive.corpus_dir(), &mut |error| reading.complain(error, watch));
        let live = generation::live(&archive.index_dir()).ok().flatten();
        date_articles(archive, live.as_deref(), &mut reading, watch)?;
        reading.follow(speakers);
        reading.read_the_rest(&found, watch)?;
        reading.finish(&found, watch)
    });
    match built {
        Ok(run) => writing.switch_to(&folder).map(|()| run),
        Err(error) => {
            writing.discard(&folder);
            Err(error)
        }
    }
}

/// Dates articles by when the archive first had them. Where rows are missing, the live index may still know.
fn date_articles(
    archive: &Archive,
    live: Option<&Path>,
    reading: &mut Reading,
    watch: &mut Watch<'_>,
) -> Result<(), Error> {
    let now = watch.now;
    let mut seen = archive.first_seen(now, &mut |error| reading.complain(error, watch))?;
    if seen.has_gaps()
        && let Some(live) = live
    {
        // An index that cannot be read, or is of another format, knows nothing.
        let known = LocalIndex::open(live, FORMAT).and_then(|index| index.all_added());
        seen.restore(known.unwrap_or_default());
    }
    reading.date(seen);
    Ok(())
}

/// The fingerprint of what decides how an article is read and who is said to have spoken.
pub(super) fn rules() -> String {
    format!("{}-{:016x}", env!("CARGO_PKG_VERSION"), crate::quote::fingerprint())
}
