//! What an address gave when it was last fetched, read from the corpus: no other record of it is kept.

use super::fetcher::Known;
use super::kept;
use crate::article::Article;
use crate::ingest::Form;
use crate::ingest::open;
use std::path::Path;
use std::path::PathBuf;
use url::Url;

/// The last fetch of an address.
#[derive(Debug)]
pub(super) struct Earlier {
    pub(super) known: Known,
    pub(super) article: Article,
}

impl Earlier {
    /// Reads the last fetch of an address; `None` where there is none that can be read.
    pub(super) fn of(url: &Url, corpus: &Path) -> Option<Earlier> {
        let file = last_file(url, corpus)?;
        let records = open(&file, "").ok()?.filter_map(Result::ok);
        let last = records.filter(|record| matches!(record.form, Form::Captured(_))).last()?;
        let known = match &last.form {
            Form::Captured(page) => {
                Known { etag: page.answer_field("ETag"), last_modified: page.answer_field("Last-Modified") }
            }
            _ => Known::default(),
        };
        Some(Earlier { known, article: last.article().ok()? })
    }

    /// Whether the article is the same to the letter, whatever else has changed on its page.
    pub(super) fn says(&self, article: &Article) -> bool {
        let now = Article { source_path: self.article.source_path.clone(), ..article.clone() };
        self.article == now
    }
}

fn last_file(url: &Url, corpus: &Path) -> Option<PathBuf> {
    let key = kept::key(url);
    let files = std::fs::read_dir(corpus.join(kept::folder(url))).ok()?;
    let of_address = |name: &str| {
        let stem = name.strip_suffix(".warc.gz")?;
        // `~2` is behind the key of a file whose name was taken.
        let stem = stem.rsplit_once('~').map_or(stem, |(stem, _)| stem);
        stem.ends_with(&key).then(|| name.to_string())
    };
    let names = files.filter_map(|file| of_address(&file.ok()?.file_name().to_string_lossy()));
    names.max().map(|name| corpus.join(kept::folder(url)).join(name))
}
