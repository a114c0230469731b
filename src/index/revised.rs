//! The articles of which the archive holds more than one version: `.revised`, beside the manifest from which it follows.
//!
//! No document can say so of itself: an older version may come in after the newest was indexed.

use super::beside::broken;
use super::beside::read_from;
use super::beside::write_to;
use super::manifest::FileEntry;
use crate::article::ArticleId;
use crate::error::Error;
use std::collections::BTreeMap;
use std::collections::BTreeSet;
use std::collections::HashMap;
use std::path::Path;

/// What the file opens with: what it is, and the format.
const OPENING: &[u8; 16] = b"or revised  v1\r\n";

/// Articles whose files do not all say the same.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Revised(BTreeSet<ArticleId>);

impl Revised {
    /// Those among the articles of some files.
    pub(super) fn of(files: &BTreeMap<String, FileEntry>) -> Revised {
        let mut words: HashMap<u64, u32> = HashMap::new();
        let records = files.values().flat_map(|file| &file.articles);
        let others = records.filter(|record| *words.entry(record.id).or_insert(record.words) != record.words);
        Revised(others.map(|record| record.id()).collect())
    }

    /// Their ids, sorted.
    pub(crate) fn ids(&self) -> impl Iterator<Item = ArticleId> {
        self.0.iter().copied()
    }

    /// What stands beside a manifest.
    pub(crate) fn read(manifest: &Path) -> Result<Revised, Error> {
        let path = manifest.with_extension("revised");
        let bytes = read_from(&path)?;
        let rest = bytes.strip_prefix(OPENING).ok_or_else(|| broken(&path))?;
        let (numbers, []) = rest.as_chunks::<8>() else { return Err(broken(&path)) };
        let ids = numbers.iter().map(|bytes| ArticleId::from_number(u64::from_le_bytes(*bytes)));
        Ok(Revised(ids.collect()))
    }

    /// Writes itself beside a manifest that is to be written; it lasts once this returns.
    pub(crate) fn write(&self, manifest: &Path) -> Result<(), Error> {
        let numbers = self.0.iter().flat_map(|id| id.number().to_le_bytes());
        let bytes: Vec<u8> = OPENING.iter().copied().chain(numbers).collect();
        write_to(manifest.with_extension("revised"), &bytes)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_written_is_read_and_a_cut_file_is_damage() {
        let folder = tempfile::tempdir().unwrap();
        let manifest = folder.path().join("manifest-7.json");
        let revised = Revised([3, u64::MAX, 1].into_iter().map(ArticleId::from_number).collect());
        revised.write(&manifest).unwrap();
        assert_eq!(Revised::read(&manifest).unwrap(), revised);
        let path = manifest.with_extension("revised");
        let bytes = std::fs::read(&path).unwrap();
        for cut in [0, 15, bytes.len() - 1] {
            std::fs::write(&path, &bytes[..cut]).unwrap();
            assert!(Revised::read(&manifest).is_err(), "{cut}");
        }
    }
}
