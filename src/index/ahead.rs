//! The records of corpus files, a few at a time, from as many files as that takes.

use super::manifest::FileEntry;
use crate::corpus::CorpusFile;
use crate::corpus::Fingerprint;
use crate::error::Error;
use crate::error::ErrorKind;
use crate::ingest;
use crate::ingest::Record;
use crate::ingest::Records;

/// Records that one thread takes at a time: enough that handing them over costs nothing.
const MOST: usize = 16;

/// Bytes of them: little enough that what is read ahead lies in memory, whatever a crawl holds.
const LARGEST: usize = 1 << 20;

/// Corpus files, read in their order.
pub(super) struct Ahead<'a> {
    files: &'a [&'a CorpusFile],
    /// How many files were begun.
    begun: usize,
    /// The records of the file that was begun last.
    records: Option<Records>,
    /// What the manifest will keep of each file that was begun. `None` for one that the system refuses: with no entry it is tried
    /// again by the next run, because a right to read that is given leaves size and time alone.
    entries: Vec<Option<FileEntry>>,
}

/// A record, or why there is none, with the place of its file among those that are read.
pub(super) type Found = (usize, Result<Record, Error>);

impl<'a> Ahead<'a> {
    pub(super) fn of(files: &'a [&'a CorpusFile]) -> Ahead<'a> {
        Ahead { files, begun: 0, records: None, entries: Vec::with_capacity(files.len()) }
    }

    /// A file that was begun, and its entry.
    pub(super) fn file(&mut self, place: usize) -> Option<(&'a CorpusFile, &mut FileEntry)> {
        Some((self.files[place], self.entries.get_mut(place)?.as_mut()?))
    }

    /// Counts what was found damaged in a file that was begun.
    pub(super) fn note_damage(&mut self, place: usize, error: Option<&Error>) {
        if error.is_some_and(Error::is_damage)
            && let Some((_, entry)) = self.file(place)
        {
            entry.damaged += 1;
        }
    }

    /// The next records; none are left when it is empty.
    pub(super) fn some(&mut self) -> Vec<Found> {
        let (mut some, mut bytes) = (Vec::new(), 0);
        while some.len() < MOST && bytes < LARGEST {
            let Some(found) = self.next() else { break };
            bytes += found.1.as_ref().map_or(0, Record::size);
            some.push(found);
        }
        some
    }

    fn next(&mut self) -> Option<Found> {
        loop {
            if let Some(record) = self.records.as_mut().and_then(Iterator::next) {
                return Some((self.begun - 1, record));
            }
            let file = self.files.get(self.begun)?;
            self.begun += 1;
            match self.begin(file) {
                Ok(records) => self.records = Some(records),
                Err(error) => return Some((self.begun - 1, Err(error))),
            }
        }
    }

    fn begin(&mut self, file: &CorpusFile) -> Result<Records, Error> {
        self.records = None;
        // Taken first: were the file changed while it is read, the next update would see it.
        let content = Fingerprint::of_file(&file.path);
        let entry = |content| FileEntry { stat: file.stat, content, articles: Vec::new(), damaged: 0 };
        self.entries.push(content.as_ref().ok().cloned().map(entry));
        content.map_err(|error| Error::in_file(ErrorKind::Unreadable(error), &file.path))?;
        ingest::open(&file.path, &format!("corpus/{}", file.name))
    }

    /// What the manifest will keep of each file, in their order.
    pub(super) fn into_entries(self) -> Vec<Option<FileEntry>> {
        self.entries
    }
}
