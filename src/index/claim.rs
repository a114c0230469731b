//! Which of several versions of an article counts.
//!
//! Several files may give the same article, and one file may give it twice. The latest counts:
//!
//! 1. By the time when it was last updated, by its own account; else when it was fetched (`WARC-Date`), for the day of
//!    publication is the same in all versions and tells nothing of them; else when it was published. One without any of these
//!    is older than any with.
//! 2. Of equal times, as a page has that never changes its date, the one that was fetched last.
//! 3. Then the one in the file that sorts last; then the one that stands last in it.
//!
//! That depends on nothing but the corpus, so an update and a rebuild come to the same.
//!
//! Misses: a page that says when it was updated only from its second version on, and names a time before the first was fetched.

use super::manifest::FileEntry;
use super::manifest::Record;
use crate::article::ArticleId;
use std::collections::BTreeMap;
use std::collections::HashMap;

/// One file's version of an article; the greater claim counts.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Claim {
    // The order of the fields is that of the rules.
    time: Option<i64>,
    fetched: Option<i64>,
    pub(super) file: String,
    pub(super) place: usize,
    pub(super) content: u64,
}

impl Claim {
    /// The claim of the article that stands at a place in a file.
    pub(super) fn of(record: &Record, file: &str, place: usize) -> Claim {
        let Record { time, fetched, content, .. } = *record;
        Claim { time, fetched, file: file.to_string(), place, content }
    }
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
        let placed = entry.articles.iter().zip(0..);
        placed.map(move |(record, place)| (record.id(), Claim::of(record, file, place)))
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::Article;
    use crate::article::Printed;

    /// The claim of a version: when it was published, updated and fetched; "" for what is not known.
    fn claim([published, updated, fetched]: [&str; 3], file: &str) -> Claim {
        let [published, updated] = [published, updated].map(Printed::from_rfc3339);
        let article = Article { published, updated, ..Article::of_text("The mill closes.") };
        Claim::of(&Record::of(&article, fetched.parse().ok()), file, 0)
    }

    #[test]
    fn the_later_version_counts() {
        let (nine, ten) = ("2023-03-22T09:00:00+00:00", "2023-03-22T10:00:00+00:00");
        for (older, newer) in [
            // By its own account, whenever it was fetched.
            ([nine, nine, "2023-03-24T00:00:00Z"], [nine, ten, "2023-03-23T00:00:00Z"]),
            ([nine, "", ""], [ten, "", ""]),
            (["", "", ""], [nine, "", ""]),
            // By the fetch, where dates are the same, missing, or only that of publication.
            ([nine, ten, "2023-03-23T00:00:00Z"], [nine, ten, "2023-03-24T00:00:00Z"]),
            ([nine, "", "2023-03-23T00:00:00Z"], [nine, "", "2023-03-24T00:00:00Z"]),
            (["", "", "2023-03-23T00:00:00Z"], ["", "", "2023-03-24T00:00:00Z"]),
            ([nine, "", "2023-03-23T00:00:00Z"], ["", "", "2023-03-24T00:00:00Z"]),
            (["", "", "2023-03-23T00:00:00Z"], [nine, "", "2023-03-24T00:00:00Z"]),
            ([nine, ten, "2023-03-23T00:00:00Z"], [nine, "", "2023-03-24T00:00:00Z"]),
            // One that was fetched before one of which nobody knows when it was saved.
            ([nine, "", ""], [nine, "", "2023-03-23T00:00:00Z"]),
        ] {
            assert!(claim(older, "b.warc") < claim(newer, "a.warc"), "{older:?} {newer:?}");
        }
        let one = [nine, "", "2023-03-23T00:00:00Z"];
        assert!(claim(one, "a.warc") < claim(one, "b.warc"));
    }
}
