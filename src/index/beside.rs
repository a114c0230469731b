//! Files beside a manifest, named after it: they come and go with it.

use crate::error::Error;
use crate::error::ErrorKind;
use std::fs;
use std::io::Write;
use std::path::Path;
use std::path::PathBuf;

/// What a file holds.
pub(super) fn read_from(path: &Path) -> Result<Vec<u8>, Error> {
    let unreadable = |error| format!("`{}` cannot be read: {error}", path.display());
    fs::read(path)
        .map_err(|error| Error::in_archive(ErrorKind::IndexDamaged { what: unreadable(error) }, path))
}

/// The error for a file that does not hold what it should.
pub(super) fn broken(path: &Path) -> Error {
    Error::in_archive(ErrorKind::IndexDamaged { what: format!("`{}` is broken", path.display()) }, path)
}

/// Writes a file; it lasts once this returns.
pub(super) fn write_to(path: PathBuf, bytes: &[u8]) -> Result<(), Error> {
    let written =
        fs::File::create(&path).and_then(|mut file| file.write_all(bytes).and_then(|()| file.sync_all()));
    written.map_err(|error| Error::in_archive(ErrorKind::Unwritable(error), &path))
}
