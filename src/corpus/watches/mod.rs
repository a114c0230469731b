//! `watches.toml`: the searches that the owner of an archive keeps, and how far each has been shown.
//!
//! ```toml
//! [mill]
//! query = 'mill speaker:lindqvale'
//! grammar = 1
//! added = "2023-03-24T16:00:00Z"
//! seen-until = "2023-03-24T16:00:00.001Z"
//! ```
//!
//! Owners write in this file, so what a program changes in it is as little as can be: a table at its end, a table taken out, the
//! value of one key.

mod edit;

use crate::error::Error;
use crate::error::ErrorKind;
use crate::error::WatchFault;
use jiff::Timestamp;
use serde::Deserialize;
use serde::Deserializer;
use serde::de::Error as _;
use std::collections::BTreeMap;
use std::fs::File;
use std::fs::TryLockError;
use std::path::Path;
use std::path::PathBuf;

/// The version of the query language in which searches are kept. A change of what a query means gets another.
pub const GRAMMAR: u32 = 1;

/// One search.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct SavedSearch {
    /// In the query language, as it was typed; filters given as flags stand in it as fields.
    pub query: String,
    /// The version of the query language.
    #[serde(default = "grammar")]
    pub grammar: u32,
    /// Whether quotations answer, not passages.
    #[serde(default)]
    pub quotes: bool,
    /// How sure an attribution must be, where that is not as for other searches.
    #[serde(default, deserialize_with = "share")]
    pub min_confidence: Option<f32>,
    /// When it was kept.
    pub added: Option<Timestamp>,
    /// What came into the archive up to then is not new. Without it, everything is.
    pub seen_until: Option<Timestamp>,
}

fn grammar() -> u32 {
    GRAMMAR
}

fn share<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<f32>, D::Error> {
    let share = f32::deserialize(deserializer)?;
    let fits = (0.0..=1.0).contains(&share);
    fits.then_some(Some(share)).ok_or_else(|| D::Error::custom("a confidence lies between 0 and 1"))
}

/// The searches of an archive.
#[derive(Debug)]
pub struct Watches {
    path: PathBuf,
    text: String,
    searches: BTreeMap<String, SavedSearch>,
    /// Held by whoever means to change them.
    _lock: Option<File>,
}

impl Watches {
    /// Reads the file at `path`; where there is none, nothing is kept.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Unreadable`], [`WatchFault::Broken`].
    pub(super) fn read(path: PathBuf) -> Result<Watches, Error> {
        let text = match std::fs::read_to_string(&path) {
            Ok(text) => text,
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => String::new(),
            Err(error) => return Err(Error::in_file(ErrorKind::Unreadable(error), &path)),
        };
        let text = text.trim_start_matches('\u{feff}').to_string();
        let searches = searches(&text)
            .map_err(|what| Error::in_file(ErrorKind::Watch(WatchFault::Broken { what }), &path))?;
        Ok(Watches { path, text, searches, _lock: None })
    }

    /// Reads the file to change it; until this is dropped nobody else can. `lock` is the file that says so.
    ///
    /// # Errors
    ///
    /// As [`Watches::read`], and [`ErrorKind::Locked`], [`ErrorKind::Unwritable`].
    pub(super) fn read_to_change(path: PathBuf, lock: &Path) -> Result<Watches, Error> {
        let failed = |error| Error::in_file(ErrorKind::Unwritable(error), lock);
        std::fs::create_dir_all(lock.parent().unwrap_or(lock)).map_err(failed)?;
        let options = File::options().write(true).create(true).truncate(false).to_owned();
        let held = options.open(lock).map_err(failed)?;
        match held.try_lock() {
            Ok(()) => {}
            Err(TryLockError::WouldBlock) => return Err(Error::in_file(ErrorKind::Locked, &path)),
            Err(TryLockError::Error(error)) => return Err(failed(error)),
        }
        Ok(Watches { _lock: Some(held), ..Watches::read(path)? })
    }

    /// All searches by name.
    pub fn all(&self) -> impl Iterator<Item = (&str, &SavedSearch)> {
        self.searches.iter().map(|(name, search)| (name.as_str(), search))
    }

    /// The search of a name.
    ///
    /// # Errors
    ///
    /// [`WatchFault::Unknown`] with the name that is most like it.
    pub fn get(&self, name: &str) -> Result<(&str, &SavedSearch), Error> {
        let found = self.searches.get_key_value(name).map(|(name, search)| (name.as_str(), search));
        found.ok_or_else(|| {
            let nearest = self.nearest(name);
            self.fault(WatchFault::Unknown { name: name.to_string(), nearest })
        })
    }

    /// Keeps one more.
    ///
    /// # Errors
    ///
    /// [`WatchFault::UnsafeName`], [`WatchFault::Taken`], [`WatchFault::Unchangeable`].
    pub fn add(&mut self, name: &str, search: SavedSearch) -> Result<(), Error> {
        self.may_add(name)?;
        let text = edit::with(&self.text, name, &search);
        let mut searches = self.searches.clone();
        searches.insert(name.to_string(), search);
        self.change(text, searches)
    }

    /// Whether one can be kept under this name.
    ///
    /// # Errors
    ///
    /// [`WatchFault::UnsafeName`], [`WatchFault::Taken`].
    pub fn may_add(&self, name: &str) -> Result<(), Error> {
        let name = name.to_string();
        if !is_safe(&name) {
            return Err(Error::nowhere(ErrorKind::Watch(WatchFault::UnsafeName { name })));
        }
        match self.searches.contains_key(&name) {
            true => Err(self.fault(WatchFault::Taken { name })),
            false => Ok(()),
        }
    }

    /// Keeps one less.
    ///
    /// # Errors
    ///
    /// [`WatchFault::Unknown`], [`WatchFault::Unchangeable`].
    pub fn remove(&mut self, name: &str) -> Result<(), Error> {
        self.get(name)?;
        let text = edit::without(&self.text, name);
        let mut searches = self.searches.clone();
        searches.remove(name);
        self.change(text, searches)
    }

    /// Notes that everything up to an instant has been shown.
    ///
    /// # Errors
    ///
    /// [`WatchFault::Unknown`], [`WatchFault::Unchangeable`].
    pub fn note_seen(&mut self, name: &str, until: Timestamp) -> Result<(), Error> {
        let (_, search) = self.get(name)?;
        let search = SavedSearch { seen_until: Some(until), ..search.clone() };
        let text = edit::with_mark(&self.text, name, until);
        let mut searches = self.searches.clone();
        searches.insert(name.to_string(), search);
        self.change(text, searches)
    }

    /// Writes the file anew, in one step: a crash leaves the old searches or the new ones.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Unwritable`].
    pub fn write(&self) -> Result<(), Error> {
        super::place::rewrite(&self.path, &self.text)
    }

    /// Takes a new text, if it says what it should.
    fn change(&mut self, text: Option<String>, wanted: BTreeMap<String, SavedSearch>) -> Result<(), Error> {
        let text = text.filter(|text| searches(text).is_ok_and(|found| found == wanted));
        self.text = text.ok_or_else(|| self.fault(WatchFault::Unchangeable))?;
        self.searches = wanted;
        Ok(())
    }

    fn nearest(&self, name: &str) -> Option<String> {
        let likeness = |other: &&String| (strsim::jaro_winkler(name, other) * 1000.0) as u32;
        let nearest = self.searches.keys().max_by_key(likeness)?;
        (likeness(&nearest) > 800).then(|| nearest.clone())
    }

    fn fault(&self, fault: WatchFault) -> Error {
        Error::in_file(ErrorKind::Watch(fault), &self.path)
    }
}

fn searches(text: &str) -> Result<BTreeMap<String, SavedSearch>, String> {
    toml::from_str(text).map_err(|error| error.to_string().trim_end().to_string())
}

/// Letters of a name.
const LONGEST_NAME: usize = 64;

/// Names stand in shells, in the addresses of feeds and in tables.
fn is_safe(name: &str) -> bool {
    let fits = |c: char| c.is_alphanumeric() || matches!(c, '-' | '_');
    name.starts_with(char::is_alphanumeric) && name.chars().all(fits) && name.chars().count() <= LONGEST_NAME
}

#[cfg(test)]
mod tests {
    use super::*;

    fn search(query: &str) -> SavedSearch {
        SavedSearch {
            query: query.to_string(),
            grammar: GRAMMAR,
            quotes: false,
            min_confidence: None,
            added: "2023-03-24T16:00:00Z".parse().ok(),
            seen_until: None,
        }
    }

    fn watches(text: &str) -> Watches {
        let searches = searches(text).unwrap();
        Watches { path: "watches.toml".into(), text: text.to_string(), searches, _lock: None }
    }

    fn seen() -> Timestamp {
        "2023-03-25T00:00:00.001Z".parse().unwrap()
    }

    #[test]
    fn what_the_owner_wrote_stays() {
        let owned = "# mine\n\n[mill]   # the mill\nquery = \"\"\"mill\n[no table]\"\"\" # all of it\n\n# and this\n[ferry]\nquery = 'ferry'\nseen-until = \"2020-01-01T00:00:00Z\" # last\n# end\n";
        let mut watches = watches(owned);
        watches.add("démission", search("a \"b c\" 'd' \\e")).unwrap();
        watches.note_seen("mill", seen()).unwrap();
        watches.note_seen("ferry", seen()).unwrap();
        watches.note_seen("mill", seen()).unwrap();
        assert_eq!(watches.get("démission").unwrap().1, &search("a \"b c\" 'd' \\e"));
        watches.remove("démission").unwrap();
        let expected = owned
            .replace("# the mill\n", "# the mill\nseen-until = \"2023-03-25T00:00:00.001Z\"\n")
            .replace("2020-01-01T00:00:00Z", "2023-03-25T00:00:00.001Z");
        assert_eq!(watches.text.trim_end(), expected.trim_end());
        watches.remove("mill").unwrap();
        let left = "# mine\n\n# and this\n[ferry]\nquery = 'ferry'\nseen-until = \"2023-03-25T00:00:00.001Z\" # last\n# end\n";
        assert_eq!(watches.text, left);
    }

    #[test]
    fn what_cannot_be_changed_stays_as_it_is() {
        for text in ["mill = { query = 'mill' }\n", "mill.query = 'mill'\n", "[mill]\nquery='mill'\n[mill.x]"]
        {
            let Ok(searches) = searches(text) else { continue };
            let mut watches = Watches { searches, ..watches("") };
            watches.text = text.to_string();
            let changed = [watches.note_seen("mill", seen()), watches.remove("mill")];
            let left = watches.text.as_str();
            let is_kept = left == text && changed.iter().all(Result::is_err);
            assert!(is_kept || super::searches(left).is_ok_and(|left| left == watches.searches), "{text}");
        }
    }

    #[test]
    fn names() {
        for name in ["mill", "2023-mill_2", "Démission"] {
            assert!(is_safe(name), "{name}");
        }
        for name in ["", "-mill", "../mill", "a b", "a.b", "a\n", &"x".repeat(65)] {
            assert!(!is_safe(name), "{name}");
        }
    }

    #[test]
    fn mistakes_are_told() {
        let mut watches = watches("[mill]\nquery = 'mill'\n");
        let told = |error: Result<(), Error>| error.unwrap_err().kind.to_string();
        assert_eq!(told(watches.add("mill", search("x"))), "a search is kept as `mill` already");
        assert_eq!(told(watches.add("a b", search("x"))), "`a b` is no name for a search");
        let hint = |name: &str| watches.get(name).unwrap_err().hint().unwrap();
        assert_eq!(hint("mil"), "did you mean `mill`?");
        assert_eq!(hint("ferry"), "`onrecord watch list` prints what is kept");
        for broken in [
            "[mill]",
            "[mill]\nquery = 3",
            "[mill]\nquery = 'x'\nqoutes = true",
            "[mill]\nquery = 'x'\nmin-confidence = 80",
        ] {
            assert!(searches(broken).is_err(), "{broken}");
        }
    }
}
