//! `first-seen.tsv`: when this archive first had each article.
//!
//! No corpus says so and an index can be deleted, so it is a file of its own beside them: a header, then one row an
//! article, its id and an instant in UTC.
//!
//! ```text
//! id              first seen
//! 3F6K00AB12CDE   2023-03-24T16:00:00.000Z
//! ```
//!
//! Rows are only ever added, and before the articles themselves are to be found. A run that fails after that leaves rows that
//! do no harm: they say when its articles were first met. What comes in one run has one instant, later than all before it,
//! whatever the clock says: whoever has seen everything up to an instant has missed nothing.

use crate::article::ArticleId;
use crate::error::Error;
use crate::error::ErrorKind;
use jiff::Timestamp;
use std::collections::BTreeMap;
use std::collections::HashMap;
use std::fs::File;
use std::io::Write;
use std::path::Path;
use std::path::PathBuf;

/// The first line of the file.
const HEADER: &str = "id\tfirst seen";

/// The rows of the file, and those that a run adds.
#[derive(Debug)]
pub struct FirstSeen {
    path: PathBuf,
    /// Thousandths of a second since 1970.
    rows: HashMap<ArticleId, i64>,
    /// Rows that are not in the file yet.
    new: BTreeMap<ArticleId, i64>,
    /// The instant of this run.
    now: i64,
    /// Whether there was no file: then the articles are older than this run, and their files know better.
    is_missing: bool,
    /// Rows that could not be read.
    broken: u64,
    /// Whether the file ends in the middle of a row.
    is_torn: bool,
}

impl FirstSeen {
    /// Reads the file at `path`, for a run at the instant `now`. Rows that cannot be read are passed over; the first is named.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Unreadable`].
    pub(super) fn read(
        path: PathBuf,
        now: Timestamp,
        complain: &mut dyn FnMut(Error),
    ) -> Result<FirstSeen, Error> {
        let (bytes, is_missing) = match std::fs::read(&path) {
            Ok(bytes) => (bytes, false),
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => (Vec::new(), true),
            Err(error) => return Err(Error::in_file(ErrorKind::Unreadable(error), &path)),
        };
        let (rows, broken) = read_rows(&bytes);
        if let [first, others @ ..] = broken.as_slice() {
            complain(Error::in_line(ErrorKind::BrokenRow { more: others.len() as u64 }, &path, *first));
        }
        let last = rows.values().max().copied().unwrap_or(i64::MIN);
        Ok(FirstSeen {
            path,
            rows,
            new: BTreeMap::new(),
            now: now.as_millisecond().max(last.saturating_add(1)),
            is_missing,
            broken: broken.len() as u64,
            is_torn: bytes.last().is_some_and(|byte| *byte != b'\n'),
        })
    }

    /// Whether rows are missing that an index may still know.
    pub fn has_gaps(&self) -> bool {
        self.is_missing || self.broken > 0
    }

    /// Takes rows back from an index that was made by them.
    pub fn restore(&mut self, known: impl IntoIterator<Item = (ArticleId, i64)>) {
        for (id, instant) in known {
            self.is_missing = false;
            if !self.rows.contains_key(&id) {
                self.note(id, instant);
                self.now = self.now.max(instant.saturating_add(1));
            }
        }
    }

    /// When an article was first seen, in thousandths of a second since 1970: now, if it has no row. Where there was no
    /// file at all, when the file that gives it was last changed.
    pub fn of(&mut self, id: ArticleId, modified: Option<Timestamp>) -> i64 {
        if let Some(known) = self.rows.get(&id) {
            return *known;
        }
        let modified = modified.filter(|_| self.is_missing).map(Timestamp::as_millisecond);
        let instant = modified.map_or(self.now, |modified| modified.min(self.now));
        self.note(id, instant);
        instant
    }

    fn note(&mut self, id: ArticleId, instant: i64) {
        self.rows.insert(id, instant);
        self.new.insert(id, instant);
    }

    /// Adds the new rows to the file, sorted; they last once this returns.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Unwritable`]; rows that were written all the same do no harm.
    pub fn write(&mut self) -> Result<(), Error> {
        if self.new.is_empty() {
            return Ok(());
        }
        let written = append(&self.path, &self.added());
        written.map_err(|error| Error::in_file(ErrorKind::Unwritable(error), &self.path))?;
        self.new.clear();
        self.is_torn = false;
        Ok(())
    }

    /// What is to be added to the file.
    fn added(&self) -> String {
        let mut text = String::new();
        if self.is_torn {
            text.push('\n');
        }
        if !self.path.exists() {
            text.push_str(HEADER);
            text.push('\n');
        }
        for (id, instant) in &self.new {
            // An instant that no calendar has cannot have been read or measured.
            if let Ok(instant) = Timestamp::from_millisecond(*instant) {
                text.push_str(&format!("{id}\t{instant:.3}\n"));
            }
        }
        text
    }
}

fn append(path: &Path, text: &str) -> std::io::Result<()> {
    let mut file = File::options().append(true).create(true).open(path)?;
    file.write_all(text.as_bytes())?;
    file.sync_all()?;
    if let Some(Ok(folder)) = path.parent().map(File::open) {
        // Where the system cannot make a folder's names last, the rows still hold for the running system.
        let _ = folder.sync_all();
    }
    Ok(())
}

/// The rows of a file, and the numbers of the lines that are none. Of two rows of one article the earlier instant counts.
fn read_rows(bytes: &[u8]) -> (HashMap<ArticleId, i64>, Vec<u64>) {
    let mut rows = HashMap::new();
    let mut broken = Vec::new();
    for (number, line) in (1..).zip(bytes.split(|byte| *byte == b'\n')) {
        let line = String::from_utf8_lossy(line);
        let line = line.trim_start_matches('\u{feff}').trim_end_matches('\r');
        if line.is_empty() || number == 1 && line == HEADER {
            continue;
        }
        match row(line) {
            Some((id, instant)) => {
                rows.entry(id).and_modify(|known: &mut i64| *known = instant.min(*known)).or_insert(instant);
            }
            None => broken.push(number),
        }
    }
    (rows, broken)
}

fn row(line: &str) -> Option<(ArticleId, i64)> {
    let (id, instant) = line.split_once('\t')?;
    // A row that was cut off has no `Z`; a time without one is nobody's.
    let instant: Timestamp = instant.strip_suffix('Z').and_then(|_| instant.parse().ok())?;
    Some((id.parse().ok()?, instant.as_millisecond()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn id(number: u64) -> ArticleId {
        ArticleId::from_number(number)
    }

    fn at(instant: &str) -> Timestamp {
        instant.parse().unwrap()
    }

    /// A run at an instant, and what it complains of.
    fn run(folder: &Path, now: &str) -> (FirstSeen, Vec<String>) {
        let mut complaints = Vec::new();
        let mut complain = |error: Error| complaints.push(error.kind.to_string());
        let seen = FirstSeen::read(folder.join("first-seen.tsv"), at(now), &mut complain).unwrap();
        (seen, complaints)
    }

    fn text(folder: &Path) -> String {
        std::fs::read_to_string(folder.join("first-seen.tsv")).unwrap()
    }

    const NOON: &str = "2023-03-24T16:00:00Z";

    #[test]
    fn every_run_has_a_later_instant_than_all_before() {
        let folder = tempfile::tempdir().unwrap();
        for (number, expected) in [(7, "16:00:00.000Z"), (3, "16:00:00.001Z"), (5, "16:00:00.002Z")] {
            let (mut seen, complaints) = run(folder.path(), NOON);
            assert!(complaints.is_empty());
            seen.of(id(number), None);
            seen.of(id(7), None);
            seen.write().unwrap();
            assert!(text(folder.path()).ends_with(&format!("{}\t2023-03-24T{expected}\n", id(number))));
        }
        let (mut seen, _) = run(folder.path(), "2022-01-01T00:00:00Z");
        assert_eq!(seen.of(id(9), None), at(NOON).as_millisecond() + 3, "whatever the clock says");
        assert_eq!(seen.of(id(7), None), at(NOON).as_millisecond());
    }

    #[test]
    fn without_a_file_the_articles_are_as_old_as_theirs() {
        let folder = tempfile::tempdir().unwrap();
        let (old, future) = (Some(at("2020-01-01T00:00:00Z")), Some(at("2030-01-01T00:00:00Z")));
        let (mut seen, _) = run(folder.path(), NOON);
        assert!(seen.has_gaps());
        assert_eq!(seen.of(id(1), old), at("2020-01-01T00:00:00Z").as_millisecond());
        assert_eq!(seen.of(id(2), future), at(NOON).as_millisecond());
        seen.write().unwrap();
        let (mut seen, _) = run(folder.path(), NOON);
        assert!(!seen.has_gaps());
        assert_eq!(seen.of(id(3), old), at(NOON).as_millisecond() + 1);
    }

    #[test]
    fn rows_come_back_from_an_index() {
        let folder = tempfile::tempdir().unwrap();
        let (mut seen, _) = run(folder.path(), NOON);
        seen.restore([(id(1), 5000), (id(2), at(NOON).as_millisecond() + 9)]);
        assert_eq!(seen.of(id(1), None), 5000);
        assert_eq!(seen.of(id(3), Some(at("2020-01-01T00:00:00Z"))), at(NOON).as_millisecond() + 10);
        seen.write().unwrap();
        assert_eq!(text(folder.path()).lines().count(), 4);
    }

    #[test]
    fn what_is_no_row_is_named_once_and_passed_over() {
        let folder = tempfile::tempdir().unwrap();
        let good = format!("{}\t2023-03-24T16:00:00Z", id(1));
        let text = format!("id\tfirst seen\r\n{good}\r\n\nnonsense\n{}\tyesterday\n{}\t2023", id(2), id(3));
        std::fs::write(folder.path().join("first-seen.tsv"), text).unwrap();
        let (mut seen, complaints) = run(folder.path(), "2023-03-25T00:00:00Z");
        assert_eq!(complaints, ["not an article’s id and a time, nor are 2 more lines; passed over"]);
        assert_eq!(seen.of(id(1), None), at(NOON).as_millisecond());
        // The torn last row is ended before another is added.
        seen.of(id(3), None);
        seen.write().unwrap();
        let (mut seen, _) = run(folder.path(), "2023-03-26T00:00:00Z");
        assert_eq!(seen.of(id(3), None), at("2023-03-25T00:00:00Z").as_millisecond());
    }

    #[test]
    fn the_earlier_of_two_rows_counts() {
        let text = format!("{0}\t2023-03-24T16:00:00Z\n{0}\t2023-03-24T15:00:00Z\n", id(1));
        assert_eq!(read_rows(text.as_bytes()).0[&id(1)], at("2023-03-24T15:00:00Z").as_millisecond());
    }

    proptest! {
        #[test]
        fn no_bytes_panic(bytes in proptest::collection::vec(any::<u8>(), 0..200)) {
            read_rows(&bytes);
        }

        /// A crash leaves the file cut anywhere: every whole row is read, and the cut one is never taken for another.
        #[test]
        fn a_file_cut_anywhere_keeps_its_whole_rows(
            rows in proptest::collection::btree_map(any::<u64>(), 0..4_000_000_000_000_i64, 0..8),
            cut in any::<proptest::sample::Index>(),
        ) {
            let folder = tempfile::tempdir().unwrap();
            let (mut seen, _) = run(folder.path(), NOON);
            seen.restore(rows.iter().map(|(number, instant)| (id(*number), *instant)));
            seen.write().unwrap();
            let whole = if rows.is_empty() { String::new() } else { text(folder.path()) };
            let left = &whole[..cut.index(whole.len() + 1)];
            let (read, broken) = read_rows(left.as_bytes());
            let whole_rows = left.lines().filter(|line| line.contains('\t') && line.ends_with('Z')).count();
            prop_assert_eq!(read.len(), whole_rows);
            prop_assert!(broken.len() <= 1);
            for (id, instant) in read {
                prop_assert_eq!(rows[&id.number()], instant);
            }
        }
    }
}
