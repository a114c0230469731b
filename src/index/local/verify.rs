//! Is every file of a generation what was written, and every stored offset valid?

use super::LocalIndex;
use super::damage::damage;
use super::document::Counts;
use super::leftovers;
use super::segment::Segment;
use super::stored;
use crate::corpus::Fingerprint;
use crate::error::Error;
use crate::error::ErrorKind;
use crate::index::generation::write_at_once;
use crate::search::PassageText;
use crate::text::Span;
use rayon::prelude::*;
use std::collections::BTreeMap;
use std::path::Path;
use std::path::PathBuf;
use tantivy::DocId;

/// Holds the fingerprint of every file, made after everything else is written. The engine's own checksums leave out
/// its list of segments, and the ends of its files.
const SEAL: &str = "seal.json";

/// The engine's list of segments: the one file that it writes again.
const META: &str = "meta.json";

/// The engine's list of the files that it may delete.
const MANAGED: &str = ".managed.json";

/// The fingerprints of files, by name.
type Seal = BTreeMap<String, Fingerprint>;

/// Notes what every file of the last commit holds. Only files that are new since the last seal are read: the others never
/// change.
pub(super) fn seal(folder: &Path, manifest: &str) -> Result<(), Error> {
    let failed = |error| Error::in_archive(ErrorKind::Unwritable(error), folder);
    let last = read_seal(folder).unwrap_or_default();
    let content = |name: String| match last.get(&name).filter(|_| name != META) {
        Some(content) => Ok((name, content.clone())),
        None => Fingerprint::of_file(&folder.join(&name)).map(|content| (name, content)),
    };
    let files = sealed_files(folder, manifest)?;
    let seal: Seal = files.into_par_iter().map(content).collect::<std::io::Result<_>>().map_err(failed)?;
    let bytes = serde_json::to_vec(&seal).map_err(|error| failed(error.into()))?;
    write_at_once(folder, SEAL, &bytes).map_err(failed)?;
    share(folder);
    Ok(())
}

/// Seals what a run wrote that was cut off between its commit and its seal.
///
/// # Errors
///
/// As [`seal`].
pub(crate) fn seal_what_was_cut_off(folder: &Path, manifest: &str) -> Result<(), Error> {
    if read_seal(folder).is_some_and(|last| !last.contains_key(manifest)) {
        leftovers::clear(folder);
        seal(folder, manifest)?;
    }
    Ok(())
}

/// What the engine writes in one step only its owner may read; whoever may read the rest of the index needs it as well.
fn share(folder: &Path) {
    let Ok(seal) = std::fs::metadata(folder.join(SEAL)) else { return };
    for name in [META, MANAGED] {
        // Where the file system knows no modes there is nothing to be done, and nothing is lost.
        let _ = std::fs::set_permissions(folder.join(name), seal.permissions());
    }
}

fn read_seal(folder: &Path) -> Option<Seal> {
    serde_json::from_slice(&std::fs::read(folder.join(SEAL)).ok()?).ok()
}

/// The files that make the index: not the seal, locks, and the engine's list of what it may delete.
fn sealed_files(folder: &Path, manifest: &str) -> Result<Vec<String>, Error> {
    let index = tantivy::Index::open_in_dir(folder).map_err(|error| damage(folder, &error))?;
    let living = leftovers::living(&index).map_err(|error| damage(folder, &error))?;
    let unreadable = |error| Error::in_archive(ErrorKind::Unreadable(error), folder);
    let mut names = Vec::new();
    for entry in std::fs::read_dir(folder).map_err(unreadable)? {
        let name = entry.map_err(unreadable)?.file_name().to_string_lossy().into_owned();
        if living.contains(Path::new(&name)) || leftovers::belongs_to(&name, manifest) {
            names.push(name);
        }
    }
    Ok(names)
}

impl LocalIndex {
    /// What is another after every step of a writer: the generation, and the files that are written again.
    pub(crate) fn state(folder: PathBuf) -> (PathBuf, [Option<Vec<u8>>; 2]) {
        let files = [META, SEAL].map(|name| std::fs::read(folder.join(name)).ok());
        (folder, files)
    }

    /// What is wrong with the index in a generation's folder, in words.
    pub(crate) fn verify(folder: &Path, readable: u32) -> Result<Vec<String>, Error> {
        let Some(seal) = read_seal(folder) else {
            return Ok(vec![format!("{}: cannot be read", folder.join(SEAL).display())]);
        };
        let is_of_this_commit = LocalIndex::payload(folder, readable)
            .map_or(true, |payload| seal.contains_key(&payload.manifest));
        let wrong = |(name, content): (&String, &Fingerprint)| {
            let path = folder.join(name);
            match Fingerprint::of_file(&path) {
                Ok(found) if found == *content => None,
                // A run that was cut off before its seal has written this file again, or removed it.
                _ if !is_of_this_commit && (name == META || !path.exists()) => None,
                Ok(_) => Some(format!("{}: is not what was written", path.display())),
                Err(error) => Some(format!("{}: cannot be read: {error}", path.display())),
            }
        };
        let wrong: Vec<String> = seal.iter().filter_map(wrong).collect();
        // What stands in a damaged file is not worth reading.
        if !wrong.is_empty() {
            return Ok(wrong);
        }
        let index = LocalIndex::open(folder, readable)?;
        index.guarded(|| index.stored_faults())
    }

    /// Goes through everything stored.
    fn stored_faults(&self) -> tantivy::Result<Vec<String>> {
        let mut faults = Vec::new();
        let mut counts = Counts::default();
        for segment in &self.segments {
            for article in articles(segment) {
                let address = segment.address(article);
                counts += self.row(address, stored::counts_of)?;
                let (first, end) = segment.blocks.passages(article);
                for doc in first..end {
                    let passage = self.passage(segment.address(doc))?;
                    if let Some(fault) = passage_fault(&passage) {
                        let id = self.imprint(address)?.id;
                        faults.push(format!("article {id}, passage {}: {fault}", passage.number));
                    }
                }
            }
        }
        if counts != self.counts {
            faults.push(format!(
                "the index holds {} articles and says {}",
                counts.articles, self.counts.articles
            ));
        }
        Ok(faults)
    }
}

/// The live articles of a segment, which are the documents that stand behind nobody.
fn articles(segment: &Segment) -> impl Iterator<Item = DocId> {
    segment.reader.doc_ids_alive().filter(|doc| segment.blocks.article(*doc) == *doc)
}

/// An offset that does not point into the passage, if there is one.
fn passage_fault(passage: &PassageText) -> Option<String> {
    let valid = |span: Span| passage.text.get(span.range()).is_some();
    let quote = passage.quotes.iter().find(|quote| !valid(quote.span) || !quote.cue.is_none_or(valid))?;
    Some(format!("quotation {} points outside the text", quote.ordinal))
}
