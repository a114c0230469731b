//! Does the index agree with the corpus, and is everything whole?

use super::FORMAT;
use super::build::rules;
use super::generation;
use super::local::LocalIndex;
use super::manifest::FileEntry;
use super::manifest::Manifest;
use crate::corpus::Archive;
use crate::corpus::CorpusFile;
use crate::corpus::Fingerprint;
use crate::corpus::Speakers;
use crate::corpus::walk;
use crate::error::Error;
use crate::error::ErrorKind;
use jiff::Timestamp;
use std::collections::BTreeMap;

/// Something that is not as it should be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// What, and where.
    pub what: String,
    /// How to mend it.
    pub mend: &'static str,
}

const REBUILD: &str = "build the index again with `onrecord rebuild`; nothing is lost";
const BUILD: &str = "build it from the corpus with `onrecord update`";
const UPDATE: &str = "take it in with `onrecord update`";
const ROW: &str = "write it as `onrecord show` prints it, or take the row out";
const LINE: &str =
    "take the line out; what it said the index still knows, and `onrecord rebuild` writes it again";
const DAMAGED: &str = "`onrecord extract` says what is wrong with it; restore it from a copy, or mend it";
const NOTICE: &str =
    "if the change is wanted, take it in with `onrecord rebuild`; otherwise restore the file from a copy";

/// Looks at every file of the index and the corpus. An empty list means that all is well.
///
/// # Errors
///
/// None for what is found: damage is a finding. Only an archive whose settings cannot be read is an error.
pub fn check(archive: &Archive) -> Result<Vec<Finding>, Error> {
    archive.settings()?;
    let (manifest, mut findings) = settled_index_findings(archive);
    first_seen_findings(archive, &mut findings);
    if let Some(manifest) = manifest {
        corpus_findings(archive, &manifest, &mut findings);
        speakers_findings(archive, &manifest, &mut findings);
    }
    Ok(findings)
}

/// How often an index is looked at that others write to at the same time.
const LOOKS: usize = 5;

/// The index by itself, and its manifest for the comparison with the corpus. What seems wrong while somebody writes is looked
/// at again.
fn settled_index_findings(archive: &Archive) -> (Option<Manifest>, Vec<Finding>) {
    let state = || generation::live(&archive.index_dir()).ok().flatten().map(LocalIndex::state);
    let mut looks = 1;
    loop {
        let before = state();
        let mut findings = Vec::new();
        let manifest = index_findings(archive, &mut findings).unwrap_or_else(|error| {
            findings.push(Finding { what: error.to_string(), mend: REBUILD });
            None
        });
        if findings.is_empty() || looks == LOOKS || before == state() {
            return (manifest, findings);
        }
        looks += 1;
    }
}

/// The index by itself; gives its manifest.
fn index_findings(archive: &Archive, findings: &mut Vec<Finding>) -> Result<Option<Manifest>, Error> {
    let Some(folder) = generation::live(&archive.index_dir())? else {
        findings.push(Finding { what: "there is no index".into(), mend: BUILD });
        return Ok(None);
    };
    for what in LocalIndex::verify(&folder, FORMAT)? {
        findings.push(Finding { what, mend: REBUILD });
    }
    let payload = LocalIndex::payload(&folder, FORMAT)?;
    if payload.rules != rules() {
        findings
            .push(Finding { what: "the index was made by other rules of attribution".into(), mend: REBUILD });
    }
    Ok(Some(Manifest::read(&folder.join(payload.manifest))?))
}

/// The rows of `speakers.toml` that find nothing, where the index follows the file.
fn speakers_findings(archive: &Archive, manifest: &Manifest, findings: &mut Vec<Finding>) {
    let speakers = match archive.speakers() {
        Ok(speakers) => speakers,
        Err(error) => {
            let mend = if let ErrorKind::BrokenSpeakers { mend, .. } = error.kind {
                mend
            } else {
                "mend or remove it"
            };
            findings.push(Finding { what: error.to_string(), mend });
            return;
        }
    };
    let followed = Speakers::read(&manifest.speakers).unwrap_or_default();
    if speakers.fingerprint() != followed.fingerprint() {
        let what = "speakers.toml: has changed since it was taken in".to_string();
        findings.push(Finding { what, mend: UPDATE });
        return;
    }
    if speakers.is_empty() {
        return;
    }
    let Ok(Some(folder)) = generation::live(&archive.index_dir()) else { return };
    // What cannot be read was named above.
    let Ok(rows) = LocalIndex::open(&folder, FORMAT).and_then(|index| index.rows_with_effect()) else {
        return;
    };
    for (line, what) in speakers.without_effect(&rows) {
        findings.push(Finding { what: format!("speakers.toml:{line}: {what}"), mend: ROW });
    }
}

/// The rows of `first-seen.tsv` that are none.
fn first_seen_findings(archive: &Archive, findings: &mut Vec<Finding>) {
    let mut find = |error: Error, mend| findings.push(Finding { what: error.to_string(), mend });
    // Nothing is dated here, so any instant will do.
    let read = archive.first_seen(Timestamp::UNIX_EPOCH, &mut |error| find(error, LINE));
    if let Err(error) = read {
        find(error, "make it readable, or remove it");
    }
}

/// Every file of the corpus against what the manifest says of it.
fn corpus_findings(archive: &Archive, manifest: &Manifest, findings: &mut Vec<Finding>) {
    let files = walk(&archive.corpus_dir(), &mut |error| {
        if !error.is_note() {
            findings.push(Finding { what: error.to_string(), mend: "mend or remove it" });
        }
    });
    let found: BTreeMap<&str, &CorpusFile> = files.iter().map(|file| (file.name.as_str(), file)).collect();
    for (name, entry) in &manifest.files {
        match found.get(name.as_str()) {
            None => findings.push(Finding {
                what: format!("corpus/{name}: is gone, and the index still has it"),
                mend: UPDATE,
            }),
            Some(file) => findings.extend(changed(name, entry, file)),
        }
    }
    for name in found.keys().filter(|name| !manifest.files.contains_key(**name)) {
        findings.push(Finding { what: format!("corpus/{name}: is not in the index"), mend: UPDATE });
    }
}

fn changed(name: &str, entry: &FileEntry, file: &CorpusFile) -> Option<Finding> {
    match Fingerprint::of_file(&file.path) {
        Err(error) => Some(Finding {
            what: format!("corpus/{name}: cannot be read: {error}"),
            mend: "mend or remove it",
        }),
        Ok(content) if content == entry.content && entry.damaged > 0 => {
            let places = if entry.damaged == 1 { "one place, which is" } else { "several places, which are" };
            Some(Finding {
                what: format!("corpus/{name}: is damaged in {places} not in the index"),
                mend: DAMAGED,
            })
        }
        Ok(content) if content == entry.content => None,
        Ok(_) if file.stat == entry.stat => {
            let what = format!("corpus/{name}: has changed although its size and time have not");
            Some(Finding { what, mend: NOTICE })
        }
        Ok(_) => {
            Some(Finding { what: format!("corpus/{name}: has changed since it was indexed"), mend: UPDATE })
        }
    }
}
