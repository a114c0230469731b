//! Where an answer goes: standard output, or a file that is there in full or not at all.

use super::terminal;
use super::terminal::Stream;
use crate::error::Error;
use crate::error::ErrorKind;
use crate::render::Format;
use std::fs::File;
use std::io;
use std::io::BufWriter;
use std::io::Write;
use std::path::Path;
use std::path::PathBuf;
use tempfile::NamedTempFile;

/// The file that `-o` names; `None` for standard output, which is also called `-`.
pub(super) fn file(named: Option<&Path>) -> Option<&Path> {
    named.filter(|path| *path != Path::new("-"))
}

/// Which stream decides how the output looks; a file is none.
pub(super) fn stream(file: Option<&Path>) -> Option<Stream> {
    match file {
        Some(_) => None,
        None => Some(Stream::Out),
    }
}

/// What stands before everything in a file of this form: spreadsheets take CSV for the letters of their country unless
/// it begins with a byte order mark. In a pipe it would stand in the first column's name for every program that reads
/// columns, so it is for files alone; and tabs are for programs.
fn lead(format: Format) -> &'static [u8] {
    match format {
        Format::Csv => "\u{feff}".as_bytes(),
        _ => b"",
    }
}

/// Writes to a file, or to `out` where there is none.
///
/// The file is written beside its place and put there when complete: whoever looks finds the old one or the new one, and after an
/// error the old one. What is no file, such as a pipe or a device, is written to as it is.
pub(super) fn written<T>(
    file: Option<&Path>,
    format: Format,
    out: &mut dyn Write,
    write: impl FnOnce(&mut dyn Write) -> anyhow::Result<T>,
) -> anyhow::Result<T> {
    let Some(path) = file else { return write(out) };
    let refused = |error: io::Error| Error::in_file(ErrorKind::Unwritable(error), path);
    if path.metadata().is_ok_and(|it| !it.is_file() && !it.is_dir()) {
        let mut out = BufWriter::new(File::options().write(true).open(path).map_err(refused)?);
        let done = write(&mut out)?;
        out.flush().map_err(refused)?;
        return Ok(done);
    }
    let place = led_to(path).map_err(refused)?;
    if place.is_dir() {
        return Err(refused(io::Error::from(io::ErrorKind::IsADirectory)).into());
    }
    let mut temporary = BufWriter::new(beside(&place).map_err(refused)?);
    temporary.write_all(lead(format)).map_err(refused)?;
    let done = write(&mut temporary)?;
    let temporary = temporary.into_inner().map_err(|error| refused(error.into_error()))?;
    temporary.as_file().sync_all().map_err(refused)?;
    temporary.persist(&place).map_err(|error| refused(error.error))?;
    Ok(done)
}

/// As many links as systems follow from one to the next.
const MOST_LINKS: usize = 40;

/// The place of a file: of a link, what it leads to is replaced, not the link, also where nothing stands there yet.
fn led_to(path: &Path) -> io::Result<PathBuf> {
    let mut place = path.to_path_buf();
    for _ in 0..MOST_LINKS {
        let Ok(target) = place.read_link() else { return Ok(place) };
        place = place.parent().unwrap_or(Path::new("")).join(target);
    }
    Err(io::Error::other("too many links"))
}

/// A new file in the same folder, with the rights of the one it replaces, or of any new file.
fn beside(place: &Path) -> io::Result<NamedTempFile> {
    let folder = place.parent().filter(|folder| *folder != Path::new("")).map(Path::to_path_buf);
    let folder = folder.unwrap_or_else(|| PathBuf::from("."));
    let mut builder = tempfile::Builder::new();
    builder.prefix(".onrecord-").suffix(".part");
    #[cfg(unix)]
    builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o666));
    folder.metadata()?;
    // Without the path that the error would name: nobody has heard of that file.
    let temporary = builder.tempfile_in(folder).map_err(|error| io::Error::from(error.kind()))?;
    if let Ok(old) = place.metadata() {
        temporary.as_file().set_permissions(old.permissions())?;
    }
    Ok(temporary)
}

/// How many columns there are, if a terminal reads the output.
pub(super) fn columns(file: Option<&Path>) -> Option<usize> {
    stream(file).filter(|stream| terminal::is_terminal(*stream)).map(|_| terminal::size().0)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn write_to(path: &Path, words: &str, fail: bool) -> anyhow::Result<()> {
        written(Some(path), Format::Text, &mut Vec::new(), |out| {
            out.write_all(words.as_bytes())?;
            if fail { anyhow::bail!("no more") } else { Ok(()) }
        })
    }

    #[test]
    fn a_file_is_there_in_full_or_not_at_all() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("hits.txt");
        assert!(write_to(&path, "half", true).is_err());
        assert!(!path.exists());
        write_to(&path, "first", false).unwrap();
        assert!(write_to(&path, "half", true).is_err());
        assert_eq!(std::fs::read_to_string(&path).unwrap(), "first");
        write_to(&path, "second", false).unwrap();
        assert_eq!(std::fs::read_to_string(&path).unwrap(), "second");
        assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 1, "nothing is left behind");
    }

    #[test]
    fn a_folder_and_a_place_that_is_not_there_are_refused() {
        let folder = tempfile::tempdir().unwrap();
        assert!(write_to(folder.path(), "no", false).is_err());
        assert!(write_to(&folder.path().join("none/hits.txt"), "no", false).is_err());
    }

    #[cfg(unix)]
    #[test]
    fn links_lead_on_and_rights_stay() {
        use std::os::unix::fs::PermissionsExt;
        let folder = tempfile::tempdir().unwrap();
        let (path, link) = (folder.path().join("hits.txt"), folder.path().join("link"));
        std::fs::write(&path, "old").unwrap();
        std::fs::set_permissions(&path, PermissionsExt::from_mode(0o640)).unwrap();
        std::os::unix::fs::symlink(&path, &link).unwrap();
        write_to(&link, "new", false).unwrap();
        assert_eq!(std::fs::read_to_string(&path).unwrap(), "new");
        assert!(link.is_symlink());
        let (nowhere, further) = (folder.path().join("nowhere"), folder.path().join("further"));
        std::os::unix::fs::symlink("later.txt", &nowhere).unwrap();
        std::os::unix::fs::symlink("nowhere", &further).unwrap();
        write_to(&further, "first", false).unwrap();
        assert_eq!(std::fs::read_to_string(folder.path().join("later.txt")).unwrap(), "first");
        assert!(nowhere.is_symlink() && further.is_symlink());
        let ring = folder.path().join("ring");
        std::os::unix::fs::symlink("ring", &ring).unwrap();
        assert!(write_to(&ring, "no", false).is_err());
        assert!(ring.is_symlink());
        assert_eq!(path.metadata().unwrap().permissions().mode() & 0o777, 0o640);
        write_to(Path::new("/dev/null"), "gone", false).unwrap();
    }
}
