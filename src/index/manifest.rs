//! What an index was made from: every corpus file, its state when it was read, and the articles it gave.
//!
//! A manifest is a file beside the index, named in the index's commit; so the two change together.

use crate::article::Article;
use crate::article::ArticleId;
use crate::article::Printed;
use crate::corpus::Fingerprint;
use crate::corpus::Stat;
use crate::error::Error;
use crate::error::ErrorKind;
use jiff::Timestamp;
use serde::Deserialize;
use serde::Serialize;
use sha2::Digest;
use sha2::Sha256;
use std::collections::BTreeMap;
use std::ffi::OsStr;
use std::fs;
use std::io::Write;
use std::path::Path;

/// All files that were read, by their name in the corpus.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub(crate) struct Manifest {
    pub(crate) files: BTreeMap<String, FileEntry>,
    /// The text of `speakers.toml` by which speakers were settled; empty if there was none.
    #[serde(default)]
    pub(crate) speakers: String,
}

/// One file.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(crate) struct FileEntry {
    /// What the file system said of it.
    pub(crate) stat: Stat,
    /// What was in it.
    pub(crate) content: Fingerprint,
    /// The articles it gave, in its order.
    pub(crate) articles: Vec<Record>,
    /// How many times it was found to be damaged while it was read.
    #[serde(default, skip_serializing_if = "is_none")]
    pub(crate) damaged: u64,
}

fn is_none(count: &u64) -> bool {
    *count == 0
}

/// One article as one file gives it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(crate) struct Record {
    /// The article's id as a number.
    #[serde(rename = "i")]
    pub(crate) id: u64,
    /// The fingerprint of all it says.
    #[serde(rename = "h")]
    pub(crate) content: u64,
    /// The fingerprint of its words alone: versions are told apart by it.
    #[serde(rename = "w")]
    pub(crate) words: u32,
    /// The time by which versions are put in order: last updated, else fetched, else published; seconds since 1970.
    #[serde(rename = "t", skip_serializing_if = "Option::is_none", default)]
    pub(crate) time: Option<i64>,
    /// When a crawler fetched it; seconds since 1970.
    #[serde(rename = "f", skip_serializing_if = "Option::is_none", default)]
    pub(crate) fetched: Option<i64>,
}

impl Record {
    pub(crate) fn of(article: &Article, fetched: Option<Timestamp>) -> Record {
        let fetched = fetched.map(Timestamp::as_second);
        let (updated, published) =
            (article.updated.map(Printed::seconds), article.published.map(Printed::seconds));
        Record {
            id: article.id.number(),
            content: fingerprint(article),
            words: words(article),
            time: updated.or(fetched).or(published),
            fetched,
        }
    }

    pub(crate) fn id(&self) -> ArticleId {
        ArticleId::from_number(self.id)
    }
}

/// All that an article says and where it says it, in 64 bits.
pub(crate) fn fingerprint(article: &Article) -> u64 {
    // Taken apart whole, so that a field that is added later is not forgotten here.
    let Article {
        id,
        reference,
        source_path,
        url,
        outlet,
        wire,
        section,
        title,
        subtitle,
        authors,
        published,
        updated,
        language,
        tags,
        text,
    } = article;
    let facts = format!(
        "{id:?}{reference:?}{source_path:?}{url:?}{outlet:?}{wire:?}{section:?}{title:?}{subtitle:?}{authors:?}{published:?}{updated:?}{language:?}{tags:?}"
    );
    let digest = Sha256::new_with_prefix(facts).chain_update(text).finalize();
    digest.iter().take(8).fold(0, |number, byte| number << 8 | u64::from(*byte))
}

/// What an article says, wherever it says it, in 32 bits: a version more or less in 4,000 million does no harm.
fn words(article: &Article) -> u32 {
    let Article { title, subtitle, text, .. } = article;
    let digest = Sha256::new_with_prefix(format!("{title:?}{subtitle:?}")).chain_update(text).finalize();
    digest.iter().take(4).fold(0, |number, byte| number << 8 | u32::from(*byte))
}

impl Manifest {
    /// The name of the manifest that comes after the live one: another, as that one counts until the commit.
    pub(crate) fn name_after(live: Option<&Path>) -> String {
        let stem = live.and_then(Path::file_stem).and_then(OsStr::to_str);
        let number = stem.and_then(|stem| stem.strip_prefix("manifest-")?.parse().ok());
        format!("manifest-{}.json", number.unwrap_or(0_u64).saturating_add(1))
    }

    /// Reads the manifest at `path`.
    pub(crate) fn read(path: &Path) -> Result<Manifest, Error> {
        let damaged = |what: String| Error::in_archive(ErrorKind::IndexDamaged { what }, path);
        let bytes =
            fs::read(path).map_err(|error| damaged(format!("its manifest cannot be read: {error}")))?;
        serde_json::from_slice(&bytes).map_err(|error| damaged(format!("its manifest is broken: {error}")))
    }

    /// Writes the manifest to a new file; it lasts once this returns.
    pub(crate) fn write(&self, path: &Path) -> Result<(), Error> {
        let failed = |error| Error::in_archive(ErrorKind::Unwritable(error), path);
        let bytes = serde_json::to_vec(self).map_err(|error| failed(error.into()))?;
        let mut file = fs::File::create(path).map_err(failed)?;
        file.write_all(&bytes).and_then(|()| file.sync_all()).map_err(failed)
    }
}
