//! What the engine says of files that it cannot read, in words for people.

use crate::error::Error;
use crate::error::ErrorKind;
use std::io::ErrorKind::InvalidData;
use std::io::ErrorKind::UnexpectedEof;
use std::panic::AssertUnwindSafe;
use std::panic::catch_unwind;
use std::path::Path;
use tantivy::TantivyError;
use tantivy::directory::error::OpenReadError;

/// Runs work on the engine, which panics on damaged files.
pub(super) fn caught<T>(path: &Path, work: impl FnOnce() -> Result<T, Error>) -> Result<T, Error> {
    catch_unwind(AssertUnwindSafe(work)).unwrap_or_else(|_| {
        let what = "the engine met data that cannot be".to_string();
        Err(Error::in_archive(ErrorKind::IndexDamaged { what }, path))
    })
}

/// An error of the engine while reading the index in the folder `path`.
pub(super) fn damage(path: &Path, error: &TantivyError) -> Error {
    Error::in_archive(ErrorKind::IndexDamaged { what: in_words(error) }, path)
}

fn in_words(error: &TantivyError) -> String {
    let error = match error {
        TantivyError::OpenReadError(error) => error,
        // Behind its first sentence stands what the reader of the file said, and all that is in it.
        TantivyError::DataCorruption(found) => {
            let found = format!("{found:?}");
            return found.split(". ").next().unwrap_or_default().to_lowercase();
        }
        other => return other.to_string(),
    };
    match error {
        OpenReadError::FileDoesNotExist(path) => format!("`{}` is gone", name(path)),
        OpenReadError::IoError { io_error, filepath } => match io_error.kind() {
            InvalidData | UnexpectedEof => format!("`{}` is broken", name(filepath)),
            _ => format!("`{}` cannot be read: {io_error}", name(filepath)),
        },
        OpenReadError::IncompatibleIndex(_) => "it was written by another version of the engine".to_string(),
    }
}

fn name(path: &Path) -> String {
    path.file_name().unwrap_or(path.as_os_str()).to_string_lossy().into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io;
    use std::path::PathBuf;
    use tantivy::error::DataCorruption;

    #[test]
    fn the_file_is_named_and_nothing_else_of_the_engine() {
        let path = PathBuf::from("somewhere/1f.store");
        let corrupt = DataCorruption::new("meta.json".into(), "Meta file cannot be deserialized. EOF".into());
        let failed = |kind| OpenReadError::wrap_io_error(io::Error::new(kind, "no footer"), path.clone());
        for (error, expected) in [
            (OpenReadError::FileDoesNotExist(path.clone()).into(), "`1f.store` is gone"),
            (failed(InvalidData).into(), "`1f.store` is broken"),
            (failed(io::ErrorKind::PermissionDenied).into(), "`1f.store` cannot be read: no footer"),
            (
                TantivyError::DataCorruption(corrupt),
                "data corruption (in file `\"meta.json\"`): meta file cannot be deserialized",
            ),
        ] {
            let error = damage(Path::new("index/g1"), &error).to_string();
            assert_eq!(error, format!("index/g1: the index is damaged: {expected}"));
        }
    }
}
