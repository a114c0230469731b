//! The files of a corpus, or of a folder that is to be added to one.

use super::Stat;
use crate::error::Error;
use crate::error::ErrorKind;
use std::path::Path;
use std::path::PathBuf;
use walkdir::DirEntry;
use walkdir::WalkDir;

/// A file that was found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CorpusFile {
    /// Where it lies.
    pub path: PathBuf,
    /// Where it lies within the folder, with `/` between the names on every system.
    pub name: String,
    /// What the file system says of it.
    pub stat: Stat,
}

/// The files at and below `root`, sorted by name; hidden ones and those in hidden folders are passed over, and so is the
/// folder that a browser saves beside a page.
///
/// Symbolic links are followed. A link that leads back to a folder above it is a complaint, and the walk goes on
/// without it; so is what cannot be read.
pub fn walk(root: &Path, complain: &mut dyn FnMut(Error)) -> Vec<CorpusFile> {
    let mut found = Vec::new();
    let entries = WalkDir::new(root).follow_links(true).sort_by_file_name().into_iter();
    for entry in entries.filter_entry(|entry| entry.depth() == 0 || !is_hidden(entry) && !is_of_page(entry)) {
        match entry.map_err(|error| unwalkable(&error, root)).and_then(|entry| file(&entry, root)) {
            Ok(file) => found.extend(file),
            Err(error) => complain(error),
        }
    }
    found.sort_by(|a, b| a.name.cmp(&b.name));
    found
}

fn file(entry: &DirEntry, root: &Path) -> Result<Option<CorpusFile>, Error> {
    if !entry.file_type().is_file() {
        return Ok(None);
    }
    let metadata = entry.metadata().map_err(|error| unwalkable(&error, entry.path()))?;
    Ok(Some(CorpusFile {
        path: entry.path().to_path_buf(),
        name: name(entry.path(), root),
        stat: Stat::of(&metadata),
    }))
}

fn name(path: &Path, root: &Path) -> String {
    let within = path.strip_prefix(root).unwrap_or(path);
    let names: Vec<String> = within.iter().map(|name| name.to_string_lossy().into_owned()).collect();
    names.join("/")
}

fn is_hidden(entry: &DirEntry) -> bool {
    entry.file_name().to_string_lossy().starts_with('.')
}

/// `Mill closes_files` beside `Mill closes.html`: what a browser saves with a page, no articles.
fn is_of_page(entry: &DirEntry) -> bool {
    let name = entry.file_name().to_string_lossy();
    let of = ["_files", "_fichiers", "-Dateien", "_archivos", "_file"]
        .iter()
        .find_map(|end| name.strip_suffix(end));
    entry.file_type().is_dir()
        && of.is_some_and(|page| {
            ["html", "htm"].iter().any(|kind| entry.path().with_file_name(format!("{page}.{kind}")).is_file())
        })
}

fn unwalkable(error: &walkdir::Error, root: &Path) -> Error {
    let path = error.path().unwrap_or(root);
    let kind = match error.loop_ancestor() {
        Some(above) => ErrorKind::LinkLoop { above: above.to_path_buf() },
        None => {
            let reason = error.io_error().map_or(std::io::ErrorKind::Other, std::io::Error::kind);
            ErrorKind::Unreadable(std::io::Error::from(reason))
        }
    };
    Error::in_file(kind, path)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_come_sorted_and_hidden_ones_not_at_all() {
        let scratch = tempfile::tempdir().unwrap();
        for name in ["b/x.txt", "a.txt", ".hidden.txt", ".git/c.txt", "b/a.txt"] {
            let path = scratch.path().join(name);
            std::fs::create_dir_all(path.parent().unwrap()).unwrap();
            std::fs::write(path, "words").unwrap();
        }
        let mut complaints = Vec::new();
        let names: Vec<String> = walk(scratch.path(), &mut |error| complaints.push(error))
            .into_iter()
            .map(|file| file.name)
            .collect();
        assert_eq!(names, ["a.txt", "b/a.txt", "b/x.txt"]);
        assert!(complaints.is_empty());
    }

    #[cfg(unix)]
    #[test]
    fn a_loop_of_links_is_named_and_left() {
        let scratch = tempfile::tempdir().unwrap();
        std::fs::write(scratch.path().join("a.txt"), "words").unwrap();
        std::os::unix::fs::symlink(scratch.path(), scratch.path().join("again")).unwrap();
        let mut complaints = Vec::new();
        assert_eq!(walk(scratch.path(), &mut |error| complaints.push(error.to_string())).len(), 1);
        assert_eq!(complaints.len(), 1);
        assert!(complaints[0].contains("again"), "{complaints:?}");
    }

    #[test]
    fn the_folder_that_a_browser_saves_beside_a_page_is_passed_over() {
        let scratch = tempfile::tempdir().unwrap();
        for name in ["Mill.html", "Mill_files/frame.html", "case_files/a.txt"] {
            let path = scratch.path().join(name);
            std::fs::create_dir_all(path.parent().unwrap()).unwrap();
            std::fs::write(path, "x").unwrap();
        }
        let names: Vec<String> =
            walk(scratch.path(), &mut |_| {}).into_iter().map(|file| file.name).collect();
        assert_eq!(names, ["Mill.html", "case_files/a.txt"]);
    }
}
