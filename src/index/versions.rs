//! The versions of an article: the corpus files that give it are read again, for the index holds the newest alone.

use super::FORMAT;
use super::claim::Claim;
use super::claim::claims_on;
use super::generation;
use super::local::LocalIndex;
use super::manifest::Manifest;
use super::manifest::fingerprint;
use crate::article::Article;
use crate::corpus::Archive;
use crate::error::Error;
use crate::error::ErrorKind;
use crate::ingest;
use crate::quote;
use crate::search::StoredArticle;
use crate::search::Version;
use crate::search::stored;
use std::collections::BTreeMap;

/// Every version of the article, the oldest first; `current`, as the index gives it, is the last.
///
/// Files that say the same words one after the other are one version. A file that has changed since it was indexed is
/// complained of, and its version is left out. `least` is how sure an attribution must be to name a speaker.
///
/// # Errors
///
/// `NoIndex`, `IndexDamaged`, `BrokenSpeakers`.
pub fn versions(
    archive: &Archive,
    current: StoredArticle,
    least: f32,
    complain: &mut dyn FnMut(Error),
) -> Result<Vec<Version>, Error> {
    let Some(folder) = generation::live(&archive.index_dir())? else {
        return Err(Error::in_archive(ErrorKind::NoIndex, archive.root()));
    };
    let payload = LocalIndex::payload(&folder, FORMAT)?;
    let manifest = Manifest::read(&folder.join(payload.manifest))?;
    let mut claims = claims_on(current.imprint.id, &manifest.files);
    let newest = claims.pop().map_or_else(String::new, |claim| claim.file);
    let speakers = archive.speakers()?;
    let mut told = Vec::new();
    for (claim, article) in read_again(archive, &claims, complain) {
        let quotes = quote::settled(&article, &speakers).quotes;
        told.push((claim.file.clone(), sure_of(stored(&article, &quotes), least)));
    }
    told.push((newest, current));
    Ok(numbered(told))
}

/// The articles of the claims that still hold, in the order of the claims. A file is read once, and no further than needed.
fn read_again<'c>(
    archive: &Archive,
    claims: &'c [Claim],
    complain: &mut dyn FnMut(Error),
) -> Vec<(&'c Claim, Article)> {
    let mut by_file: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    for (claim, at) in claims.iter().zip(0..) {
        by_file.entry(&claim.file).or_default().push(at);
    }
    let mut found = Vec::new();
    for (file, wanted) in by_file {
        let path = archive.corpus_dir().join(file);
        let last = wanted.iter().map(|at| claims[*at].place).max().unwrap_or_default();
        let records = match ingest::open(&path, &format!("corpus/{file}")) {
            Ok(records) => records,
            Err(error) => {
                complain(error);
                continue;
            }
        };
        // Places count the articles of a file; what is wrong with its other records was said when it was indexed.
        let articles = records.filter_map(|record| record.and_then(ingest::Record::article).ok());
        for (place, article) in articles.take(last + 1).enumerate() {
            let holds =
                |at: &&usize| claims[**at].place == place && fingerprint(&article) == claims[**at].content;
            found.extend(wanted.iter().find(holds).map(|at| (*at, article.clone())));
        }
        if wanted.iter().any(|at| !found.iter().any(|(found, _)| found == at)) {
            complain(Error::in_file(ErrorKind::ChangedFile, &path));
        }
    }
    found.sort_by_key(|(at, _)| *at);
    found.into_iter().map(|(at, article)| (&claims[at], article)).collect()
}

/// One version for all that say the same one after the other.
fn numbered(told: Vec<(String, StoredArticle)>) -> Vec<Version> {
    let mut versions: Vec<Version> = Vec::new();
    for (file, story) in told {
        let number = versions.len() + 1;
        match versions.last_mut().filter(|last| says_the_same(&last.story, &story)) {
            Some(last) => {
                last.story = story;
                if !last.files.contains(&file) {
                    last.files.push(file);
                }
            }
            None => versions.push(Version { number, files: vec![file], story }),
        }
    }
    versions
}

fn says_the_same(a: &StoredArticle, b: &StoredArticle) -> bool {
    let texts = |story: &StoredArticle| story.passages.iter().map(|it| it.text.clone()).collect::<Vec<_>>();
    a.imprint.title == b.imprint.title && a.imprint.subtitle == b.imprint.subtitle && texts(a) == texts(b)
}

fn sure_of(story: StoredArticle, least: f32) -> StoredArticle {
    let passages = story.passages.into_iter().map(|passage| passage.sure_of(least)).collect();
    StoredArticle { passages, ..story }
}
