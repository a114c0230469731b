//! Numbered generations of an index, and the one file that names the live one.
//!
//! ```text
//! index/live        "g000002"
//! index/lock        held by whoever writes
//! index/g000002/    a whole index with its manifest
//! ```
//!
//! A rebuild writes a new generation beside the live one and switches by renaming a new `live` over the old. A crash at
//! any instant leaves the last complete state; the next writer clears away what it left.

use crate::error::Error;
use crate::error::ErrorKind;
use std::fs;
use std::fs::File;
use std::fs::TryLockError;
use std::io::Write;
use std::path::Path;
use std::path::PathBuf;

/// The file that names the live generation.
const LIVE: &str = "live";

/// The file that a writer holds.
const LOCK: &str = "lock";

/// The folder of the live generation; `None` if there is no index.
pub(crate) fn live(index: &Path) -> Result<Option<PathBuf>, Error> {
    let path = index.join(LIVE);
    let named = match fs::read(&path) {
        Ok(named) => String::from_utf8_lossy(&named).trim().to_string(),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(None),
        Err(error) => return Err(Error::in_archive(ErrorKind::Unreadable(error), &path)),
    };
    let folder = index.join(&named);
    if number(&named).is_none() || !folder.is_dir() {
        let what = format!("`{}` names no generation", path.display());
        return Err(Error::in_archive(ErrorKind::IndexDamaged { what }, index));
    }
    Ok(Some(folder))
}

/// The right to write to an index, for as long as it is held. The system takes it back when the program ends.
pub(crate) struct Writing {
    index: PathBuf,
    _lock: File,
}

impl Writing {
    /// Takes the right, making the folder if need be, and clears away what a crash has left.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Locked`] when another program holds it.
    pub(crate) fn begin(index: &Path) -> Result<Writing, Error> {
        let failed = |error| Error::in_archive(ErrorKind::Unwritable(error), index);
        fs::create_dir_all(index).map_err(failed)?;
        let options = File::options().write(true).create(true).truncate(false).to_owned();
        let lock = options.open(index.join(LOCK)).map_err(failed)?;
        match lock.try_lock() {
            Ok(()) => {}
            Err(TryLockError::WouldBlock) => return Err(Error::in_archive(ErrorKind::Locked, index)),
            Err(TryLockError::Error(error)) => return Err(failed(error)),
        }
        let writing = Writing { index: index.to_path_buf(), _lock: lock };
        // A live file that names nothing must not keep a rebuild from replacing it.
        if let Ok(Some(live)) = live(index) {
            writing.clear_all_but(&live);
        }
        Ok(writing)
    }

    /// An empty folder for the next generation.
    pub(crate) fn next(&self) -> Result<PathBuf, Error> {
        let last = self.generations().into_iter().map(|(number, _)| number).max().unwrap_or(0);
        let folder = self.index.join(format!("g{:06}", last + 1));
        fs::create_dir(&folder).map_err(|error| Error::in_archive(ErrorKind::Unwritable(error), &folder))?;
        Ok(folder)
    }

    /// Makes a complete generation the live one and removes the others.
    pub(crate) fn switch_to(&self, folder: &Path) -> Result<(), Error> {
        let failed = |error| Error::in_archive(ErrorKind::Unwritable(error), &self.index);
        let name = folder.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        write_at_once(&self.index, LIVE, format!("{name}\n").as_bytes()).map_err(failed)?;
        self.clear_all_but(folder);
        Ok(())
    }

    /// Removes a generation that was not finished.
    pub(crate) fn discard(&self, folder: &Path) {
        // What cannot be removed now is cleared away by the next writer.
        let _ = fs::remove_dir_all(folder);
    }

    fn clear_all_but(&self, live: &Path) {
        for (_, folder) in self.generations() {
            if folder != live {
                self.discard(&folder);
            }
        }
    }

    fn generations(&self) -> Vec<(u32, PathBuf)> {
        let entries = fs::read_dir(&self.index).into_iter().flatten().flatten();
        entries
            .filter_map(|entry| Some((number(&entry.file_name().to_string_lossy())?, entry.path())))
            .collect()
    }
}

/// Writes a file of a folder anew, in one step: a crash leaves the old one or the new one.
pub(super) fn write_at_once(folder: &Path, name: &str, bytes: &[u8]) -> std::io::Result<()> {
    let mut file = tempfile::Builder::new();
    // A temporary file is its owner's alone; this one is for whoever may read the archive.
    #[cfg(unix)]
    file.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o666));
    let mut file = file.tempfile_in(folder)?;
    file.write_all(bytes).and_then(|()| file.as_file().sync_all())?;
    file.persist(folder.join(name)).map_err(|error| error.error)?;
    if let Ok(folder) = File::open(folder) {
        // Where the system cannot make a folder's names last, the new file still holds for the running system.
        let _ = folder.sync_all();
    }
    Ok(())
}

/// The number in a generation's name.
fn number(name: &str) -> Option<u32> {
    name.strip_prefix('g').filter(|digits| digits.len() == 6)?.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_switch_leaves_one_generation() {
        let index = tempfile::tempdir().unwrap();
        assert_eq!(live(index.path()).unwrap(), None);
        let writing = Writing::begin(index.path()).unwrap();
        let first = writing.next().unwrap();
        assert_eq!(live(index.path()).unwrap(), None, "not live before the switch");
        writing.switch_to(&first).unwrap();
        let second = writing.next().unwrap();
        writing.switch_to(&second).unwrap();
        assert_eq!(live(index.path()).unwrap(), Some(second));
        assert!(!first.exists());
    }

    #[test]
    fn a_second_writer_is_refused_and_a_crash_is_cleared_away() {
        let index = tempfile::tempdir().unwrap();
        let writing = Writing::begin(index.path()).unwrap();
        assert!(matches!(Writing::begin(index.path()), Err(Error { kind: ErrorKind::Locked, .. })));
        writing.switch_to(&writing.next().unwrap()).unwrap();
        let unfinished = writing.next().unwrap();
        drop(writing);
        Writing::begin(index.path()).unwrap();
        assert!(!unfinished.exists());
    }

    #[test]
    fn a_live_file_that_names_nothing_is_damage() {
        let index = tempfile::tempdir().unwrap();
        fs::write(index.path().join(LIVE), "../corpus").unwrap();
        assert!(matches!(live(index.path()), Err(Error { kind: ErrorKind::IndexDamaged { .. }, .. })));
    }
}
