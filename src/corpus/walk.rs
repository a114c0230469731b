//! The files of a corpus, or of a folder that is to be added to one.

use super::Stat;
use super::ignore::Rules;
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

/// The files at and below `root`, sorted by name; hidden ones and those in hidden folders are passed over, and so are the
/// folder that a browser saves beside a page and what an `.ignore` or `.onrecordignore` leaves out; a note counts these.
///
/// Symbolic links are followed. A link that leads back to a folder above it is a complaint, and the walk goes on
/// without it; so is what cannot be read.
pub fn walk(root: &Path, complain: &mut dyn FnMut(Error)) -> Vec<CorpusFile> {
    let mut found = Vec::new();
    let mut sieve = Sieve::default();
    let entries = WalkDir::new(root).follow_links(true).sort_by_file_name().into_iter();
    for entry in entries.filter_entry(|entry| sieve.keeps(entry)) {
        match entry.map_err(|error| unwalkable(&error, root)).and_then(|entry| file(&entry, root)) {
            Ok(file) => found.extend(file),
            Err(error) => complain(error),
        }
    }
    let Sieve { ignored, beside_pages, .. } = sieve;
    if ignored + beside_pages > 0 {
        complain(Error::in_file(ErrorKind::NotWalked { ignored, beside_pages }, root));
    }
    found.sort_by(|a, b| a.name.cmp(&b.name));
    found
}

/// Decides, folder by folder, what is walked.
#[derive(Default)]
struct Sieve {
    /// The folders around this place, each with its depth and the rules that lie in it.
    rules: Vec<(usize, PathBuf, Rules)>,
    ignored: u64,
    beside_pages: u64,
}

impl Sieve {
    fn keeps(&mut self, entry: &DirEntry) -> bool {
        self.rules.retain(|(depth, ..)| *depth < entry.depth());
        if entry.depth() > 0 {
            if is_hidden(entry) {
                return false;
            }
            if self.ignores(entry) {
                self.ignored += 1;
                return false;
            }
            if is_of_page(entry) {
                self.beside_pages += 1;
                return false;
            }
        }
        if entry.file_type().is_dir() {
            let folder = entry.path().to_path_buf();
            self.rules.push((entry.depth(), folder, Rules::of_folder(entry.path())));
        }
        true
    }

    /// The rules of the nearest folder that says anything hold.
    fn ignores(&self, entry: &DirEntry) -> bool {
        let is_folder = entry.file_type().is_dir();
        let said =
            self.rules.iter().rev().find_map(|(_, folder, rules)| {
                rules.ignores(entry.path().strip_prefix(folder).ok()?, is_folder)
            });
        said.unwrap_or(false)
    }
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
    entry.file_type().is_dir()
        && page_beside(&name).is_some_and(|page| {
            ["html", "htm"].iter().any(|kind| entry.path().with_file_name(format!("{page}.{kind}")).is_file())
        })
}

/// The name, without its ending, of the page beside which a browser would save a folder of this name.
pub(crate) fn page_beside(folder: &str) -> Option<&str> {
    ["_files", "_fichiers", "-Dateien", "_archivos", "_file"].iter().find_map(|end| folder.strip_suffix(end))
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
            write(scratch.path(), name, "words");
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
            write(scratch.path(), name, "x");
        }
        let names: Vec<String> =
            walk(scratch.path(), &mut |_| {}).into_iter().map(|file| file.name).collect();
        assert_eq!(names, ["Mill.html", "case_files/a.txt"]);
    }

    #[test]
    fn what_is_left_out_by_rules_is_counted() {
        let scratch = tempfile::tempdir().unwrap();
        for (name, text) in [
            (".gitignore", "*.txt"),
            (".ignore", "drafts/\n*.tmp\nb/*.md"),
            ("a.txt", "x"),
            ("a.tmp", "x"),
            ("b/.onrecordignore", "!keep.tmp"),
            ("b/keep.tmp", "x"),
            ("b/c.md", "x"),
            ("b/drafts/d.txt", "x"),
            ("c/e.md", "x"),
        ] {
            write(scratch.path(), name, text);
        }
        let mut notes = Vec::new();
        let files = walk(scratch.path(), &mut |error| notes.push(error));
        let names: Vec<&str> = files.iter().map(|file| file.name.as_str()).collect();
        assert_eq!(names, ["a.txt", "b/keep.tmp", "c/e.md"]);
        assert_eq!(notes.len(), 1);
        assert!(
            notes[0].is_note() && notes[0].to_string().ends_with("passed over 3 by ignore rules"),
            "{notes:?}"
        );
    }

    fn write(folder: &Path, name: &str, text: &str) {
        let path = folder.join(name);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, text).unwrap();
    }
}
