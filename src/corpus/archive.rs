//! Finding an archive.

use super::Feeds;
use super::FirstSeen;
use super::Settings;
use super::Speakers;
use super::Watches;
use crate::error::Error;
use crate::error::ErrorKind;
use crate::error::Place;
use jiff::Timestamp;
use std::path::Path;
use std::path::PathBuf;

/// A folder that holds `corpus/`, `index/`, `first-seen.tsv`, and perhaps `onrecord.toml`, `speakers.toml`, `feeds.txt` and
/// `watches.toml`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Archive {
    root: PathBuf,
}

/// The file of settings.
const SETTINGS: &str = "onrecord.toml";

/// The feeds that are followed.
const FEEDS: &str = "feeds.txt";

/// When each article was first seen.
const FIRST_SEEN: &str = "first-seen.tsv";

/// The owner's word on who spoke.
const SPEAKERS: &str = "speakers.toml";

/// The searches that are kept.
const WATCHES: &str = "watches.toml";

/// Held by whoever changes them.
const WATCHES_LOCK: &str = "watches-lock";

impl Archive {
    /// The archive at `given`, else the nearest at or above `start`.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::NoArchive`] when neither has a `corpus/` or an `onrecord.toml`.
    pub fn find(given: Option<&Path>, start: &Path) -> Result<Archive, Error> {
        let found = match given {
            Some(root) => Some(root).filter(|root| is_archive(root)),
            None => start.ancestors().find(|root| is_archive(root)),
        };
        let none = || Error::in_archive(ErrorKind::NoArchive, given.unwrap_or(start));
        found.map(|root| Archive { root: root.to_path_buf() }).ok_or_else(none)
    }

    /// The archive at `root`, which `corpus/` makes one if it is not yet.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Unwritable`] when the folder cannot be made.
    pub fn create_at(root: &Path) -> Result<Archive, Error> {
        let corpus = root.join("corpus");
        std::fs::create_dir_all(&corpus)
            .map_err(|error| Error::in_file(ErrorKind::Unwritable(error), &corpus))?;
        Ok(Archive { root: root.to_path_buf() })
    }

    /// The folder.
    pub fn root(&self) -> &Path {
        &self.root
    }

    /// The owner's files.
    pub fn corpus_dir(&self) -> PathBuf {
        self.root.join("corpus")
    }

    /// What is derived from them.
    pub fn index_dir(&self) -> PathBuf {
        self.root.join("index")
    }

    /// The settings, or the defaults where there are none.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::BrokenSettings`] with the line at fault.
    pub fn settings(&self) -> Result<Settings, Error> {
        let path = self.root.join(SETTINGS);
        match std::fs::read_to_string(&path) {
            Ok(text) => Settings::read(&text).map_err(|kind| Error::in_file(kind, &path)),
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(Settings::default()),
            Err(error) => Err(Error::in_file(ErrorKind::Unreadable(error), &path)),
        }
    }

    /// The feeds that are followed; none where there is no file.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Unreadable`].
    pub fn feeds(&self) -> Result<Feeds, Error> {
        Feeds::read(self.root.join(FEEDS))
    }

    /// The searches that are kept; none where there is no file.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Unreadable`], [`ErrorKind::Watch`].
    pub fn watches(&self) -> Result<Watches, Error> {
        Watches::read(self.root.join(WATCHES))
    }

    /// The same, to be changed by nobody else until they are dropped.
    ///
    /// # Errors
    ///
    /// As [`Archive::watches`], and [`ErrorKind::Locked`], [`ErrorKind::Unwritable`].
    pub fn watches_to_change(&self) -> Result<Watches, Error> {
        Watches::read_to_change(self.root.join(WATCHES), &self.index_dir().join(WATCHES_LOCK))
    }

    /// When each article was first seen, for a run at the instant `now`. Rows that cannot be read are complained of.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Unreadable`].
    pub fn first_seen(&self, now: Timestamp, complain: &mut dyn FnMut(Error)) -> Result<FirstSeen, Error> {
        FirstSeen::read(self.root.join(FIRST_SEEN), now, complain)
    }

    /// What the owner says of speakers; nothing where there is no file.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::BrokenSpeakers`] with the line at fault.
    pub fn speakers(&self) -> Result<Speakers, Error> {
        let path = self.root.join(SPEAKERS);
        match std::fs::read_to_string(&path) {
            Ok(text) => Speakers::read(&text).map_err(|error| match error.place {
                Place::Line { number, .. } => Error::in_line(error.kind, &path, number),
                _ => Error::in_file(error.kind, &path),
            }),
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(Speakers::default()),
            Err(error) => Err(Error::in_file(ErrorKind::Unreadable(error), &path)),
        }
    }
}

fn is_archive(root: &Path) -> bool {
    root.join("corpus").is_dir() || root.join(SETTINGS).is_file()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_nearest_folder_with_a_corpus_is_the_archive() {
        let scratch = tempfile::tempdir().unwrap();
        let deep = scratch.path().join("a/b");
        std::fs::create_dir_all(&deep).unwrap();
        assert!(Archive::find(None, &deep).is_err());
        Archive::create_at(&scratch.path().join("a")).unwrap();
        assert_eq!(Archive::find(None, &deep).unwrap().root(), scratch.path().join("a"));
        assert!(Archive::find(Some(&deep), &deep).is_err(), "a folder that is named is not searched above");
    }
}
