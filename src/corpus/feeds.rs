//! `feeds.txt`: the feeds that the owner of an archive follows.
//!
//! One address a line, as in the lists of `onrecord add --from-file`; `#` opens a comment. A file of its own and not a table
//! in `onrecord.toml`, because a program writes to it: it adds lines and takes lines out, and every other line stays as its
//! owner wrote it.

use crate::error::Error;
use crate::error::ErrorKind;
use std::path::Path;
use std::path::PathBuf;

/// The lines of the file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Feeds {
    path: PathBuf,
    lines: Vec<String>,
}

impl Feeds {
    /// Reads the file at `path`; where there is none, nothing is followed.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Unreadable`].
    pub(super) fn read(path: PathBuf) -> Result<Feeds, Error> {
        let text = match std::fs::read(&path) {
            Ok(bytes) => String::from_utf8_lossy(&bytes).into_owned(),
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => String::new(),
            Err(error) => return Err(Error::in_file(ErrorKind::Unreadable(error), &path)),
        };
        let lines = text.trim_start_matches('\u{feff}').lines().map(String::from).collect();
        Ok(Feeds { path, lines })
    }

    /// The file.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// What stands on each line that is neither empty nor a comment, with the line's number from 1.
    pub fn entries(&self) -> impl Iterator<Item = (u64, &str)> {
        let lines = (1..).zip(self.lines.iter().map(|line| line.trim()));
        lines.filter(|(_, line)| !line.is_empty() && !line.starts_with('#'))
    }

    /// Follows one more; `false` if it is followed already.
    pub fn add(&mut self, address: &str) -> bool {
        let is_new = self.entries().all(|(_, entry)| entry != address);
        if is_new {
            self.lines.push(address.to_string());
        }
        is_new
    }

    /// Follows one less; `false` if it was not followed.
    pub fn remove(&mut self, address: &str) -> bool {
        let before = self.lines.len();
        self.lines.retain(|line| line.trim() != address);
        self.lines.len() < before
    }

    /// Writes the file anew, in one step: a crash leaves the old list or the new one.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Unwritable`].
    pub fn write(&self) -> Result<(), Error> {
        let text: String = self.lines.iter().map(|line| format!("{line}\n")).collect();
        super::place::rewrite(&self.path, &text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_of_the_owner_stay_as_they_are() {
        let scratch = tempfile::tempdir().unwrap();
        let path = scratch.path().join("feeds.txt");
        let mut feeds = Feeds::read(path.clone()).unwrap();
        assert!(feeds.add("https://a.example/rss") && !feeds.add("https://a.example/rss"));
        feeds.write().unwrap();
        std::fs::write(&path, "# the shore\r\nhttps://a.example/rss\n\n  https://b.example/atom  \n# end")
            .unwrap();
        let mut feeds = Feeds::read(path.clone()).unwrap();
        let entries: Vec<_> = feeds.entries().collect();
        assert_eq!(entries, [(2, "https://a.example/rss"), (4, "https://b.example/atom")]);
        assert!(feeds.remove("https://b.example/atom") && !feeds.remove("https://c.example/"));
        feeds.add("https://c.example/");
        feeds.write().unwrap();
        let expected = "# the shore\nhttps://a.example/rss\n\n# end\nhttps://c.example/\n";
        assert_eq!(std::fs::read_to_string(&path).unwrap(), expected);
    }
}
