//! Putting a file into the corpus.

use crate::error::Error;
use crate::error::ErrorKind;
use std::io::Read;
use std::io::Write;
use std::path::Path;
use std::path::PathBuf;
use tempfile::NamedTempFile;

/// Copies what `content` gives into the folder `corpus` under `name`, which may have folders in it, and returns where
/// it came to lie.
///
/// Nothing is ever written over: a name that is taken gets a number, `mill~2.txt` after `mill.txt`, which also sorts
/// after it. The copy is complete and on the disk before it has its name.
///
/// # Errors
///
/// [`ErrorKind::Unwritable`]; then nothing was added.
pub fn place(corpus: &Path, name: &str, content: &mut dyn Read) -> Result<PathBuf, Error> {
    let wanted = corpus.join(name);
    let folder = wanted.parent().unwrap_or(corpus);
    let unwritable = |error| Error::in_file(ErrorKind::Unwritable(error), &wanted);
    std::fs::create_dir_all(folder).map_err(unwritable)?;
    // Hidden, so that a walk at this moment passes it over.
    let mut copy = tempfile::Builder::new().prefix(".adding-").tempfile_in(folder).map_err(unwritable)?;
    std::io::copy(content, &mut copy).map_err(unwritable)?;
    copy.flush().and_then(|()| copy.as_file().sync_all()).map_err(unwritable)?;
    readable_by_others(&copy);
    let path = persist(copy, &wanted)?;
    sync_folder(folder);
    Ok(path)
}

/// Writes a file of the archive anew, in one step: a crash leaves the old one or the new one.
///
/// # Errors
///
/// [`ErrorKind::Unwritable`]; then the old one is there.
pub(super) fn rewrite(path: &Path, text: &str) -> Result<(), Error> {
    let write = || {
        let folder = path.parent().unwrap_or(Path::new("."));
        let mut file = NamedTempFile::new_in(folder)?;
        file.write_all(text.as_bytes())?;
        readable_by_others(&file);
        file.as_file().sync_all()?;
        file.persist(path).map_err(|error| error.error)?;
        sync_folder(folder);
        Ok(())
    };
    write().map_err(|error| Error::in_file(ErrorKind::Unwritable(error), path))
}

fn persist(mut copy: NamedTempFile, wanted: &Path) -> Result<PathBuf, Error> {
    for number in 1_u32.. {
        let path = numbered(wanted, number);
        match copy.persist_noclobber(&path) {
            Ok(_) => return Ok(path),
            Err(taken) if taken.error.kind() == std::io::ErrorKind::AlreadyExists => copy = taken.file,
            Err(other) => return Err(Error::in_file(ErrorKind::Unwritable(other.error), &path)),
        }
    }
    Err(Error::in_file(ErrorKind::Unwritable(std::io::ErrorKind::AlreadyExists.into()), wanted))
}

/// `mill.txt`, `mill~2.txt`, `mill~3.txt`; the number stands before the whole ending, as in `news~2.jsonl.gz`.
fn numbered(wanted: &Path, number: u32) -> PathBuf {
    if number == 1 {
        return wanted.to_path_buf();
    }
    let name = wanted.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    let (stem, ending) = match name.char_indices().skip(1).find(|(_, c)| *c == '.') {
        Some((dot, _)) => name.split_at(dot),
        None => (name.as_str(), ""),
    };
    wanted.with_file_name(format!("{stem}~{number}{ending}"))
}

/// A temporary file is its owner's alone; a file of the corpus is like any other.
fn readable_by_others(copy: &NamedTempFile) {
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        // Where the file system knows no modes there is nothing to be done, and nothing is lost.
        let _ = copy.as_file().set_permissions(std::fs::Permissions::from_mode(0o644));
    }
    #[cfg(not(unix))]
    let _ = copy;
}

/// Makes the new name last through a crash, where the system can.
fn sync_folder(folder: &Path) {
    if let Ok(folder) = std::fs::File::open(folder) {
        let _ = folder.sync_all();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_taken_name_gets_a_number_that_sorts_after_it() {
        let scratch = tempfile::tempdir().unwrap();
        let put = |name: &str, words: &str| {
            let path = place(scratch.path(), name, &mut words.as_bytes()).unwrap();
            path.strip_prefix(scratch.path()).unwrap().to_str().unwrap().to_string()
        };
        assert_eq!(put("mill.txt", "one"), "mill.txt");
        assert_eq!(put("mill.txt", "two"), "mill~2.txt");
        assert_eq!(put("mill.txt", "three"), "mill~3.txt");
        assert_eq!(put("a/news.jsonl.gz", "1"), "a/news.jsonl.gz");
        assert_eq!(put("a/news.jsonl.gz", "2"), "a/news~2.jsonl.gz");
        assert_eq!(std::fs::read_to_string(scratch.path().join("mill.txt")).unwrap(), "one");
        assert!("mill~2.txt" > "mill.txt");
    }

    #[test]
    fn what_cannot_be_read_to_its_end_leaves_nothing() {
        struct Broken;
        impl Read for Broken {
            fn read(&mut self, _: &mut [u8]) -> std::io::Result<usize> {
                Err(std::io::ErrorKind::StorageFull.into())
            }
        }
        let scratch = tempfile::tempdir().unwrap();
        assert!(place(scratch.path(), "a.txt", &mut Broken).is_err());
        assert_eq!(std::fs::read_dir(scratch.path()).unwrap().count(), 0);
    }
}
