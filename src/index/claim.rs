//! Which of several versions of an article counts.
//!
//! Several files may give the same article, and one file may give it twice. The latest counts, by its own account (updated,
//! else published); then the one in the file that sorts last; then the one that stands last in it. One without a date is
//! older than any with. That depends on nothing but the corpus, so an update and a rebuild come to the same.

use super::manifest::FileEntry;
use crate::article::ArticleId;
use std::collections::BTreeMap;
use std::collections::HashMap;

/// One file's version of an article; the greater claim counts.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Claim {
    pub(super) time: Option<i64>,
    pub(super) file: String,
    pub(super) place: usize,
    pub(super) content: u64,
}

/// The greatest claim on each article.
pub(super) fn best_claims(files: &BTreeMap<String, FileEntry>) -> HashMap<ArticleId, Claim> {
    let mut best: HashMap<ArticleId, Claim> = HashMap::new();
    for (id, claim) in claims(files) {
        if best.get(&id).is_none_or(|other| *other <= claim) {
            best.insert(id, claim);
        }
    }
    best
}

/// All claims on one article, the least first.
pub(super) fn claims_on(id: ArticleId, files: &BTreeMap<String, FileEntry>) -> Vec<Claim> {
    let on_it = claims(files).filter(|(of, _)| *of == id);
    let mut claims: Vec<Claim> = on_it.map(|(_, claim)| claim).collect();
    claims.sort_unstable();
    claims
}

fn claims(files: &BTreeMap<String, FileEntry>) -> impl Iterator<Item = (ArticleId, Claim)> {
    files.iter().flat_map(|(file, entry)| {
        entry.articles.iter().zip(0..).map(|(record, place)| {
            let claim = Claim { time: record.time, file: file.clone(), place, content: record.content };
            (record.id(), claim)
        })
    })
}
