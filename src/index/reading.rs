//! Reading corpus files into an index: in parallel, and so that the outcome does not depend on the order.

use super::FORMAT;
use super::ahead::Ahead;
use super::alike::Printing;
use super::alike::Shelf;
use super::aside;
use super::aside::Articles;
use super::aside::Dated;
use super::aside::Outcome;
use super::aside::ReadRecord;
use super::build::Changes;
use super::build::Progress;
use super::build::Watch;
use super::build::rules;
use super::claim::Claim;
use super::claim::best_claims;
use super::local::Counts;
use super::local::Payload;
use super::local::Writer;
use super::manifest::FileEntry;
use super::manifest::Manifest;
use super::revised::Revised;
use crate::article::Article;
use crate::article::ArticleId;
use crate::corpus::CorpusFile;
use crate::corpus::Fingerprint;
use crate::corpus::FirstSeen;
use crate::corpus::Speakers;
use crate::error::Error;
use crate::error::ErrorKind;
use rayon::Scope;
use rayon::ThreadPool;
use std::collections::BTreeMap;
use std::collections::BTreeSet;
use std::collections::HashMap;
use std::collections::VecDeque;
use std::path::Path;
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::mpsc;
use std::sync::mpsc::Sender;

/// How often each thread has records to read before it: enough to keep all busy, little enough to lie in memory.
const AHEAD: usize = 4;

/// What a run came to.
pub(super) struct Run {
    pub(super) changes: Changes,
    /// Records that were read and changed nothing.
    pub(super) unchanged: u64,
    /// Articles that the index now holds.
    pub(super) articles: u64,
}

/// A run over corpus files.
pub(super) struct Reading {
    folder: PathBuf,
    threads: usize,
    pool: Option<Arc<ThreadPool>>,
    writer: Option<Writer>,
    counts: Counts,
    /// What attributed the articles that stay as they are.
    rules: String,
    /// The owner's word on who spoke.
    speakers: Arc<Speakers>,
    /// When articles were first seen; there before anything is read.
    seen: Option<FirstSeen>,
    /// Articles that a change of the owner's word concerns.
    concerned: BTreeSet<ArticleId>,
    /// What tells the stories of the articles that this run writes; `None` for those that go or are too short.
    printings: BTreeMap<ArticleId, Option<Printing>>,
    /// The manifest of the index as this run began.
    manifest: Option<PathBuf>,
    /// The files whose articles are settled.
    files: BTreeMap<String, FileEntry>,
    /// The articles in the index as this run began, with their content.
    before: HashMap<ArticleId, u64>,
    /// The articles in the index once everything that was written is committed.
    now: HashMap<ArticleId, u64>,
    /// The best claim on each article.
    best: HashMap<ArticleId, Claim>,
    /// How often articles were chosen to be written.
    chosen: u64,
    changes: Changes,
    unchanged: u64,
    /// The manifest is other than before, were it only by a file's time.
    differs: bool,
}

impl Reading {
    /// A run that makes a new index in an empty folder.
    pub(super) fn anew(folder: &Path, threads: usize) -> Result<Reading, Error> {
        let mut reading = Reading::new(folder, threads, Counts::default(), &Manifest::default());
        reading.writer = Some(Writer::create(folder, threads)?);
        reading.differs = true;
        Ok(reading)
    }

    /// A run that changes the index in a folder.
    pub(super) fn new(folder: &Path, threads: usize, counts: Counts, manifest: &Manifest) -> Reading {
        let best = best_claims(&manifest.files);
        let before: HashMap<ArticleId, u64> =
            best.into_iter().map(|(id, claim)| (id, claim.content)).collect();
        Reading {
            folder: folder.to_path_buf(),
            threads,
            pool: None,
            writer: None,
            counts,
            rules: rules(),
            speakers: Arc::default(),
            seen: None,
            concerned: BTreeSet::new(),
            printings: BTreeMap::new(),
            manifest: None,
            files: BTreeMap::new(),
            now: before.clone(),
            before,
            best: HashMap::new(),
            chosen: 0,
            changes: Changes::default(),
            unchanged: 0,
            differs: false,
        }
    }

    /// Says by which rules the articles were attributed that are in the index already. As long as one of them stays, the
    /// index is theirs.
    pub(super) fn keep_rules(&mut self, rules: String) {
        self.rules = rules;
    }

    /// Says where the manifest lies of the index that is changed.
    pub(super) fn change_from(&mut self, manifest: PathBuf) {
        self.manifest = Some(manifest);
    }

    /// Dates articles by when they were first seen.
    pub(super) fn date(&mut self, seen: FirstSeen) {
        self.seen = Some(seen);
    }

    /// Settles speakers by the owner's word.
    pub(super) fn follow(&mut self, speakers: Speakers) {
        self.speakers = Arc::new(speakers);
    }

    /// Follows the owner's changed word: the articles that it concerns are read and written again.
    pub(super) fn follow_again(&mut self, speakers: Speakers, concerned: BTreeSet<ArticleId>) {
        for id in &concerned {
            self.now.remove(id);
        }
        self.differs = true;
        self.concerned = concerned;
        self.speakers = Arc::new(speakers);
    }

    /// Takes over what the manifest says of files that have not changed.
    pub(super) fn keep_what_is_the_same(&mut self, found: &[CorpusFile], manifest: &Manifest) {
        for file in found {
            let Some(entry) = manifest.files.get(&file.name) else { continue };
            if entry.stat == file.stat {
                self.files.insert(file.name.clone(), entry.clone());
                continue;
            }
            // Touched, or fetched again: the same bytes at another time. What cannot be read is named when it is
            // read with the rest.
            if Fingerprint::of_file(&file.path).is_ok_and(|content| content == entry.content) {
                self.differs = true;
                self.files.insert(file.name.clone(), FileEntry { stat: file.stat, ..entry.clone() });
            }
        }
        self.differs |= manifest.files.keys().any(|name| !self.files.contains_key(name));
        self.best = best_claims(&self.files);
    }

    /// Reads every file that is not settled yet.
    pub(super) fn read_the_rest(&mut self, found: &[CorpusFile], watch: &mut Watch<'_>) -> Result<(), Error> {
        let unread: Vec<&CorpusFile> =
            found.iter().filter(|file| !self.files.contains_key(&file.name)).collect();
        let entries = self.read(&unread, watch)?;
        for (file, entry) in unread.iter().zip(entries) {
            if let Some(entry) = entry {
                self.files.insert(file.name.clone(), entry);
                self.changes.files_read += 1;
                self.differs = true;
            }
        }
        Ok(())
    }

    /// Takes out what no file gives any more and makes everything visible.
    pub(super) fn finish(mut self, found: &[CorpusFile], watch: &mut Watch<'_>) -> Result<Run, Error> {
        self.best = best_claims(&self.files);
        self.read_older_versions(found, watch)?;
        let gone: BTreeSet<ArticleId> =
            self.now.keys().filter(|id| !self.best.contains_key(id)).copied().collect();
        for id in gone {
            self.writer()?.remove(id)?;
            self.printings.insert(id, None);
            self.now.remove(&id);
        }
        for (id, content) in &self.now {
            match self.before.get(id) {
                None => self.changes.added += 1,
                Some(before) if before != content || self.concerned.contains(id) => self.changes.updated += 1,
                Some(_) => {}
            }
        }
        self.changes.removed = self.before.keys().filter(|id| !self.now.contains_key(id)).count() as u64;
        let run = Run { changes: self.changes, unchanged: self.unchanged, articles: self.now.len() as u64 };
        if self.differs {
            self.commit()?;
        }
        Ok(run)
    }

    /// Where a newer version is gone, an older one in a file that has not changed counts again: that file is read once more.
    fn read_older_versions(&mut self, found: &[CorpusFile], watch: &mut Watch<'_>) -> Result<(), Error> {
        let stale = self.best.iter().filter(|(id, claim)| self.now.get(id) != Some(&claim.content));
        let names: BTreeSet<String> = stale.map(|(_, claim)| claim.file.clone()).collect();
        let files: Vec<&CorpusFile> = found.iter().filter(|file| names.contains(&file.name)).collect();
        // What was wrong with them was said when they were first read.
        let (skipped, unchanged) = (self.changes.skipped, self.unchanged);
        let silent = &mut Watch { progress: watch.progress, complaint: &mut |_| {}, now: watch.now };
        self.read(&files, silent)?;
        (self.changes.skipped, self.unchanged) = (skipped, unchanged);
        self.changes.files_read += files.len() as u64;
        Ok(())
    }

    /// Reads files, writing each article that has the best claim. Gives what the manifest is to keep of each.
    ///
    /// All threads read records and write articles, in whatever order; here the articles that were read are taken in theirs.
    fn read(
        &mut self,
        files: &[&CorpusFile],
        watch: &mut Watch<'_>,
    ) -> Result<Vec<Option<FileEntry>>, Error> {
        let pool = self.pool()?;
        let mut ahead = Ahead::of(files);
        let mut progress = Progress { total: files.len() as u64, ..Progress::default() };
        let (done, writing) = mpsc::channel();
        pool.in_place_scope(|scope| {
            let mut reading = VecDeque::new();
            loop {
                while reading.len() < AHEAD * self.threads {
                    let records = ahead.some();
                    if records.is_empty() {
                        break;
                    }
                    reading.push_back(aside::read(scope, records));
                }
                // Nothing comes of records only if the work on them panicked, and then the scope panics too.
                let Some(read) = reading.pop_front() else { break };
                let read: Vec<ReadRecord> = read.recv().unwrap_or_default();
                progress.done = read.last().map_or(progress.done, |(place, _)| *place as u64);
                progress.articles += read.len() as u64;
                (watch.progress)(progress);
                let chosen = self.choose(read, &mut ahead, watch);
                if !chosen.is_empty() {
                    self.write(scope, chosen, &done)?;
                }
                writing.try_iter().try_for_each(|written| self.settle(written, watch))?;
            }
            drop(done);
            writing.iter().try_for_each(|written| self.settle(written, watch))
        })?;
        if let Some(writer) = &mut self.writer {
            let written = writer.write_rest()?;
            self.settle(Ok((written, Vec::new())), watch)?;
        }
        Ok(ahead.into_entries())
    }

    /// Of the articles that were read, those that are to be written.
    fn choose(&mut self, read: Vec<ReadRecord>, ahead: &mut Ahead<'_>, watch: &mut Watch<'_>) -> Vec<Dated> {
        let mut chosen = Vec::new();
        for (place, article) in read {
            ahead.note_damage(place, article.as_ref().err());
            match (article, ahead.file(place)) {
                (Ok((record, article)), Some((file, entry))) => {
                    let claim = Claim::of(&record, &file.name, entry.articles.len());
                    entry.articles.push(record);
                    let modified = file.stat.modified_at();
                    let added = self.seen.as_mut().map_or(0, |seen| seen.of(article.id, modified));
                    chosen.extend(self.claim(claim, article).map(|chosen| (added, chosen)));
                }
                (Err(error), _) => self.complain(error, watch),
                (Ok(_), None) => {}
            }
        }
        // Of two versions read together only the one that counts.
        chosen.retain(|(_, (article, content))| self.now.get(&article.id) == Some(content));
        chosen.into_iter().map(|(added, (article, _))| (added, article)).collect()
    }

    /// Notes an article; gives it back with what it holds if it has to be written.
    fn claim(&mut self, claim: Claim, article: Article) -> Option<(Article, u64)> {
        let content = claim.content;
        if self.best.get(&article.id).is_some_and(|best| *best > claim) {
            self.unchanged += 1;
            return None;
        }
        self.best.insert(article.id, claim);
        if self.now.insert(article.id, content) == Some(content) {
            self.unchanged += 1;
            return None;
        }
        Some((article, content))
    }

    /// Has the quotations of articles found and the articles written.
    fn write(
        &mut self,
        scope: &Scope<'_>,
        articles: Vec<Dated>,
        done: &Sender<Outcome>,
    ) -> Result<(), Error> {
        self.chosen += 1;
        let speakers = Arc::clone(&self.speakers);
        aside::write(
            scope,
            Articles { articles, speakers, order: self.chosen },
            self.writer()?.preparation(),
            done,
        );
        Ok(())
    }

    /// Counts what is written.
    fn settle(&mut self, outcome: Outcome, watch: &mut Watch<'_>) -> Result<(), Error> {
        let (written, faults) = outcome?;
        faults.into_iter().for_each(|fault| self.complain(fault, watch));
        for mut written in written {
            if self.writer()?.settle(&written)? {
                self.printings.extend([written.take_printing()]);
            }
        }
        Ok(())
    }

    pub(super) fn complain(&mut self, error: Error, watch: &mut Watch<'_>) {
        self.changes.skipped += u64::from(!error.is_note());
        (watch.complaint)(error);
    }

    fn commit(mut self) -> Result<(), Error> {
        self.writer()?.close();
        // First, so that no article is ever found whose row is not there.
        self.seen.as_mut().map_or(Ok(()), FirstSeen::write)?;
        let speakers = self.speakers.fingerprint();
        let revised = Revised::of(&self.files);
        let manifest =
            Manifest { files: std::mem::take(&mut self.files), speakers: self.speakers.text().to_string() };
        let folder = self.folder.clone();
        let name = Manifest::name_after(self.manifest.as_deref());
        manifest.write(&folder.join(&name))?;
        revised.write(&folder.join(&name))?;
        self.write_stories(&folder.join(&name))?;
        let (rules, counts) = (self.rules.clone(), self.writer()?.counts());
        let payload = Payload { format: FORMAT, rules, speakers, manifest: name, counts };
        self.writer.take().map_or(Ok(()), |writer| writer.commit(&payload))
    }

    /// Finds the stories of all articles, and writes them beside the new manifest.
    fn write_stories(&mut self, manifest: &Path) -> Result<(), Error> {
        let mut shelf = self.manifest.as_deref().map_or_else(|| Ok(Shelf::default()), Shelf::read)?;
        for (id, printing) in std::mem::take(&mut self.printings) {
            shelf.put(id, printing);
        }
        shelf.write(manifest)?;
        self.pool()?.install(|| shelf.stories()).write(manifest)
    }

    /// The writer, opened when the first change is to be written.
    fn writer(&mut self) -> Result<&mut Writer, Error> {
        let writer = match self.writer.take() {
            Some(writer) => writer,
            None => Writer::open(&self.folder, self.counts, self.threads)?,
        };
        Ok(self.writer.insert(writer))
    }

    fn pool(&mut self) -> Result<Arc<ThreadPool>, Error> {
        let pool = match self.pool.take() {
            Some(pool) => pool,
            None => rayon::ThreadPoolBuilder::new()
                .num_threads(self.threads)
                .build()
                .map(Arc::new)
                .map_err(|error| Error::nowhere(ErrorKind::Unreadable(std::io::Error::other(error))))?,
        };
        Ok(Arc::clone(self.pool.insert(pool)))
    }
}
