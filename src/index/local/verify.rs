//! Is every file of a generation what was written, and every stored offset valid?

use super::LocalIndex;
use super::damage;
use super::document::Counts;
use super::segment::Segment;
use super::stored::ArticleRow;
use super::stored_row;
use crate::corpus::Fingerprint;
use crate::error::Error;
use crate::search::PassageText;
use crate::text::Span;
use std::path::Path;
use tantivy::DocId;

/// Holds the fingerprint of `meta.json`, the one file to which the engine gives no checksum.
const SEAL: &str = "seal";

/// The engine's list of segments, and the last commit.
const META: &str = "meta.json";

/// Notes what `meta.json` holds, after everything else is written. Without the seal `check` finds fault, nothing else.
pub(super) fn seal(folder: &Path) -> std::io::Result<()> {
    std::fs::write(folder.join(SEAL), Fingerprint::of_file(&folder.join(META))?.as_str())
}

impl LocalIndex {
    /// What is wrong with the index in a generation's folder, in words.
    pub(crate) fn verify(folder: &Path, readable: u32) -> Result<Vec<String>, Error> {
        let mut wrong = Vec::new();
        let sealed = std::fs::read_to_string(folder.join(SEAL)).unwrap_or_default();
        let meta = Fingerprint::of_file(&folder.join(META)).map(|content| content.as_str().to_string());
        if meta.ok() != Some(sealed) {
            wrong.push(format!("{}: is not what was written", folder.join(META).display()));
        }
        let engine = tantivy::Index::open_in_dir(folder).map_err(|error| damage(folder, &error))?;
        let mut damaged: Vec<_> = match engine.validate_checksum() {
            Ok(damaged) => damaged.into_iter().collect(),
            Err(error) => return Err(damage(folder, &error)),
        };
        damaged.sort();
        wrong.extend(
            damaged.iter().map(|name| format!("{}: is not what was written", folder.join(name).display())),
        );
        // What stands in a damaged file is not worth reading.
        if damaged.is_empty() {
            let index = LocalIndex::open(folder, readable)?;
            wrong.extend(index.guarded(|| index.stored_faults())?);
        }
        Ok(wrong)
    }

    /// Goes through everything stored.
    fn stored_faults(&self) -> tantivy::Result<Vec<String>> {
        let mut faults = Vec::new();
        let mut counts = Counts::default();
        for segment in &self.segments {
            for article in articles(segment) {
                let address = segment.address(article);
                let row: ArticleRow = stored_row(&self.searcher, &self.fields, address)?;
                counts += row.counts;
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
