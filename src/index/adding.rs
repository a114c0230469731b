//! Copying sources into the corpus.

use super::build::Source;
use super::manifest::Manifest;
use crate::corpus::Archive;
use crate::corpus::Fingerprint;
use crate::corpus::place;
use crate::corpus::walk;
use crate::error::Error;
use crate::error::ErrorKind;
use crate::ingest;
use crate::ingest::Records;
use jiff::Timestamp;
use std::collections::HashMap;
use std::fs::File;
use std::io::Cursor;
use std::path::Path;
use std::path::PathBuf;

/// Puts files into the corpus, if they hold an article and are not there yet.
pub(super) struct Adding {
    corpus: PathBuf,
    now: Timestamp,
    /// What the corpus holds already, with the number of its articles.
    known: HashMap<Fingerprint, u64>,
    /// Articles in files that were not copied because the corpus holds them.
    pub(super) unchanged: u64,
    /// Files that were not copied because they hold no article.
    pub(super) skipped: u64,
}

impl Adding {
    pub(super) fn new(archive: &Archive, manifest: Manifest, now: Timestamp) -> Adding {
        let known = manifest.files.into_values().map(|file| (file.content, file.articles.len() as u64));
        Adding { corpus: archive.corpus_dir(), now, known: known.collect(), unchanged: 0, skipped: 0 }
    }

    pub(super) fn source(&mut self, source: &Source, complain: &mut dyn FnMut(Error)) -> Result<(), Error> {
        match source {
            Source::Text(bytes) => self.text(bytes, complain),
            Source::Named { name, from, content } => self.content(content, name, from, complain),
            Source::Path(path) if self.is_in_corpus(path) => Ok(()), // the update that follows sees to it
            Source::Path(path) if path.is_dir() => self.folder(path, complain),
            Source::Path(path) => self.file(path, &file_name(path), complain),
        }
    }

    fn folder(&mut self, folder: &Path, complain: &mut dyn FnMut(Error)) -> Result<(), Error> {
        let name = file_name(folder);
        let files = walk(folder, &mut |error| {
            self.skipped += u64::from(!error.is_note());
            complain(error);
        });
        for file in files {
            self.file(&file.path, &format!("{name}/{}", file.name), complain)?;
        }
        Ok(())
    }

    fn file(&mut self, path: &Path, name: &str, complain: &mut dyn FnMut(Error)) -> Result<(), Error> {
        let shown = path.to_string_lossy();
        let content = match Fingerprint::of_file(path) {
            Ok(content) => content,
            Err(error) => return self.skip([Error::in_file(ErrorKind::Unreadable(error), path)], complain),
        };
        if self.is_known(&content) {
            return Ok(());
        }
        if let Err(complaints) = holds_an_article(ingest::open(path, &shown), path) {
            return self.skip(complaints, complain);
        }
        match File::open(path) {
            Ok(mut file) => place(&self.corpus, name, &mut file).map(|_| ()),
            Err(error) => self.skip([Error::in_file(ErrorKind::Unreadable(error), path)], complain),
        }
    }

    fn text(&mut self, bytes: &[u8], complain: &mut dyn FnMut(Error)) -> Result<(), Error> {
        let ending = ingest::usual_ending(bytes);
        let content = Fingerprint::of(bytes);
        let short: String = content.as_str().chars().take(8).collect();
        // Of two versions that give no time the one whose file sorts last counts: what is pasted later sorts later.
        let second = self.now.strftime("%Y%m%dT%H%M%SZ");
        self.content(bytes, &format!("pasted-{second}-{short}.{ending}"), "standard input", complain)
    }

    /// Bytes that are no file yet: `shown` is what complaints call them.
    fn content(
        &mut self,
        bytes: &[u8],
        name: &str,
        shown: &str,
        complain: &mut dyn FnMut(Error),
    ) -> Result<(), Error> {
        if self.is_known(&Fingerprint::of(bytes)) {
            return Ok(());
        }
        let records = ingest::standard_input(Cursor::new(bytes.to_vec()), shown);
        match holds_an_article(records, Path::new(shown)) {
            Ok(()) => place(&self.corpus, name, &mut &bytes[..]).map(|_| ()),
            Err(complaints) => self.skip(complaints, complain),
        }
    }

    /// Whether the corpus holds these bytes already; then their articles are counted.
    fn is_known(&mut self, content: &Fingerprint) -> bool {
        let articles = self.known.get(content);
        self.unchanged += articles.copied().unwrap_or(0);
        let known = articles.is_some();
        // The same bytes a second time in this run are no second file.
        self.known.entry(content.clone()).or_default();
        known
    }

    fn is_in_corpus(&self, path: &Path) -> bool {
        match (path.canonicalize(), self.corpus.canonicalize()) {
            (Ok(path), Ok(corpus)) => path.starts_with(corpus),
            _ => false,
        }
    }

    fn skip(
        &mut self,
        complaints: impl IntoIterator<Item = Error>,
        complain: &mut dyn FnMut(Error),
    ) -> Result<(), Error> {
        for error in complaints {
            self.skipped += u64::from(!error.is_note());
            complain(error);
        }
        Ok(())
    }
}

/// Reads until the first article; when there is none, why not.
fn holds_an_article(records: Result<Records, Error>, path: &Path) -> Result<(), Vec<Error>> {
    let mut complaints = Vec::new();
    for record in records.map_err(|error| vec![error])? {
        match record.and_then(|record| record.article()) {
            Ok(_) => return Ok(()),
            Err(error) => complaints.push(error),
        }
    }
    if complaints.is_empty() {
        complaints.push(Error::in_file(ErrorKind::NoText, path));
    }
    Err(complaints)
}

fn file_name(path: &Path) -> String {
    let name = path.file_name().map(|name| name.to_string_lossy().into_owned());
    // A path such as `..` has no name of its own.
    name.or_else(|| Some(path.canonicalize().ok()?.file_name()?.to_string_lossy().into_owned()))
        .unwrap_or_else(|| "added".to_string())
}
