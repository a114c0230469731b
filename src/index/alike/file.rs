//! The files beside an index's manifest: what every article's words come to (`.sketches`), and the stories (`.stories`).
//!
//! Two files, because a search needs the stories alone, and they are small: most articles are alone in theirs.

use super::Printing;
use super::Sketch;
use super::Stories;
use crate::article::ArticleId;
use crate::error::Error;
use crate::index::beside::broken;
use crate::index::beside::read_from;
use crate::index::beside::write_to;
use std::collections::BTreeMap;
use std::path::Path;

/// What each file opens with: what it is, and the format. A file is never empty, so damage to it is seen.
const SKETCHES: &[u8; 16] = b"or sketches v1\r\n";
const STORIES: &[u8; 16] = b"or stories  v1\r\n";

/// Every article that has a sketch.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Shelf(BTreeMap<ArticleId, Printing>);

/// Id, time, whether there is one, whether it is the agency's own, outlet, sketch.
const ROW: usize = 8 + 8 + 1 + 1 + 4 + Sketch::BYTES;

impl Shelf {
    /// Takes an article in, in the place of an earlier version.
    pub(crate) fn put(&mut self, id: ArticleId, printing: Option<Printing>) {
        match printing {
            Some(printing) => self.0.insert(id, printing),
            None => self.0.remove(&id),
        };
    }

    /// The stories of these articles.
    pub(crate) fn stories(&self) -> Stories {
        Stories::of(self.0.values())
    }

    /// What stands beside a manifest.
    pub(crate) fn read(manifest: &Path) -> Result<Shelf, Error> {
        let path = manifest.with_extension("sketches");
        let bytes = read_from(&path)?;
        let rows = bytes.strip_prefix(SKETCHES).ok_or_else(|| broken(&path))?.chunks_exact(ROW);
        if !rows.remainder().is_empty() {
            return Err(broken(&path));
        }
        let printings = rows.map(read_row).collect::<Option<Vec<Printing>>>();
        let printings = printings.ok_or_else(|| broken(&path))?;
        Ok(Shelf(printings.into_iter().map(|printing| (printing.id, printing)).collect()))
    }

    /// Writes itself beside a manifest that is to be written; it lasts once this returns.
    pub(crate) fn write(&self, manifest: &Path) -> Result<(), Error> {
        let mut bytes = Vec::with_capacity(SKETCHES.len() + self.0.len() * ROW);
        bytes.extend(SKETCHES);
        self.0.values().for_each(|printing| write_row(printing, &mut bytes));
        write_to(manifest.with_extension("sketches"), &bytes)
    }
}

impl Stories {
    /// What stands beside a manifest.
    pub(crate) fn read(manifest: &Path) -> Result<Stories, Error> {
        let path = manifest.with_extension("stories");
        let bytes = read_from(&path)?;
        let rest = bytes.strip_prefix(STORIES).ok_or_else(|| broken(&path))?;
        let (numbers, []) = rest.as_chunks::<8>() else { return Err(broken(&path)) };
        let mut numbers = numbers.iter().map(|bytes| u64::from_le_bytes(*bytes));
        let mut stories = Vec::new();
        while let Some(length) = numbers.next() {
            let length = usize::try_from(length).map_err(|_| broken(&path))?;
            let story: Vec<ArticleId> = numbers.by_ref().take(length).map(ArticleId::from_number).collect();
            if story.len() != length {
                return Err(broken(&path));
            }
            stories.push(story);
        }
        Ok(Stories::new(stories.into_iter()))
    }

    /// Writes itself beside a manifest that is to be written; it lasts once this returns.
    pub(crate) fn write(&self, manifest: &Path) -> Result<(), Error> {
        let numbers = self
            .iter()
            .flat_map(|story| std::iter::once(story.len() as u64).chain(story.iter().map(|id| id.number())));
        let bytes: Vec<u8> = STORIES.iter().copied().chain(numbers.flat_map(u64::to_le_bytes)).collect();
        write_to(manifest.with_extension("stories"), &bytes)
    }
}

fn write_row(printing: &Printing, row: &mut Vec<u8>) {
    row.extend(printing.id.number().to_le_bytes());
    row.extend(printing.published.unwrap_or_default().to_le_bytes());
    row.push(u8::from(printing.published.is_some()));
    row.push(u8::from(printing.is_own));
    row.extend(printing.outlet.to_le_bytes());
    row.extend(printing.sketch.0);
}

fn read_row(row: &[u8]) -> Option<Printing> {
    let (id, row) = row.split_first_chunk()?;
    let (published, row) = row.split_first_chunk()?;
    let ([is_dated, is_own], row) = row.split_first_chunk()?;
    let (outlet, row) = row.split_first_chunk()?;
    Some(Printing {
        id: ArticleId::from_number(u64::from_le_bytes(*id)),
        published: (*is_dated != 0).then(|| i64::from_le_bytes(*published)),
        outlet: u32::from_le_bytes(*outlet),
        is_own: *is_own != 0,
        sketch: Sketch(row.try_into().ok()?),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::error::ErrorKind;
    use std::fs;

    fn shelf() -> Shelf {
        let printing = |number: u64, published| Printing {
            id: ArticleId::from_number(number),
            published,
            outlet: 7,
            is_own: number == 2,
            sketch: Sketch([number as u8; Sketch::BYTES]),
        };
        let mut shelf = Shelf::default();
        for (number, published) in [(3, None), (1, Some(-5)), (2, Some(1_700_000_000))] {
            shelf.put(ArticleId::from_number(number), Some(printing(number, published)));
        }
        shelf
    }

    #[test]
    fn what_was_written_is_read() {
        let folder = tempfile::tempdir().unwrap();
        let manifest = folder.path().join("manifest-7.json");
        let stories =
            Stories::new([vec![ArticleId::from_number(3), ArticleId::from_number(u64::MAX)]].into_iter());
        shelf().write(&manifest).unwrap();
        stories.write(&manifest).unwrap();
        assert_eq!(Shelf::read(&manifest).unwrap(), shelf());
        assert_eq!(Stories::read(&manifest).unwrap(), stories);
    }

    #[test]
    fn a_cut_file_is_damage() {
        let folder = tempfile::tempdir().unwrap();
        let manifest = folder.path().join("manifest-7.json");
        let is_damage =
            |error: Option<Error>| matches!(error, Some(Error { kind: ErrorKind::IndexDamaged { .. }, .. }));
        assert!(is_damage(Shelf::read(&manifest).err()));
        fs::write(manifest.with_extension("sketches"), [&SKETCHES[..], &[0; 20]].concat()).unwrap();
        assert!(is_damage(Shelf::read(&manifest).err()));
        for bytes in [&[0; 9][..], &2_u64.to_le_bytes(), &u64::MAX.to_le_bytes()] {
            fs::write(manifest.with_extension("stories"), [STORIES, bytes].concat()).unwrap();
            assert!(is_damage(Stories::read(&manifest).err()));
        }
    }
}
