//! `onrecord.toml`: every key has a default.

use crate::error::ErrorKind;
use serde::Deserialize;
use serde::Deserializer;
use serde::de::Error as _;

/// What the owner of an archive may settle.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub struct Settings {
    /// Threads that read and index; 0 means as many as the machine has processors.
    pub threads: usize,
    /// The least confidence with which a speaker is given, from 0 to 1.
    #[serde(deserialize_with = "share")]
    pub min_confidence: f32,
    /// How pages are fetched from the web.
    pub fetch: Fetching,
}

/// How pages are fetched from the web: the table `[fetch]`.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub struct Fetching {
    /// Who answers for the requests: a page or an address for mail that servers are told.
    pub contact: Option<String>,
    /// Seconds between two requests to one host, at least.
    #[serde(deserialize_with = "seconds")]
    pub pause: f64,
    /// Seconds after which a request that is not done is given up.
    #[serde(deserialize_with = "seconds")]
    pub timeout: f64,
}

/// What is clearly more likely wrong than right gives nobody's name. Not 0.5: of the five attributions on the development data
/// (November 2026, 882 in all) that lie between, three are right.
const MIN_CONFIDENCE: f32 = 0.4;

impl Default for Settings {
    fn default() -> Settings {
        Settings { threads: 0, min_confidence: MIN_CONFIDENCE, fetch: Fetching::default() }
    }
}

impl Default for Fetching {
    fn default() -> Fetching {
        // A second is what crawlers agree is polite; a minute is what a reader would wait.
        Fetching { contact: None, pause: 1.0, timeout: 60.0 }
    }
}

impl Settings {
    /// Reads the text of a settings file.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::BrokenSettings`] for what is no TOML, an unknown key or a wrong type.
    pub fn read(text: &str) -> Result<Settings, ErrorKind> {
        toml::from_str(text)
            .map_err(|error| ErrorKind::BrokenSettings { what: error.to_string().trim_end().to_string() })
    }

    /// The number of threads to use.
    pub fn thread_count(&self) -> usize {
        match self.threads {
            0 => std::thread::available_parallelism().map_or(1, usize::from),
            threads => threads,
        }
    }
}

fn share<'de, D: Deserializer<'de>>(deserializer: D) -> Result<f32, D::Error> {
    let share = f32::deserialize(deserializer)?;
    let fits = (0.0..=1.0).contains(&share);
    fits.then_some(share).ok_or_else(|| D::Error::custom("a confidence lies between 0 and 1"))
}

fn seconds<'de, D: Deserializer<'de>>(deserializer: D) -> Result<f64, D::Error> {
    let seconds = f64::deserialize(deserializer)?;
    let fits = (0.0..=3600.0).contains(&seconds);
    fits.then_some(seconds).ok_or_else(|| D::Error::custom("a number of seconds lies between 0 and 3600"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_misspelt_key_is_named_with_its_line() {
        assert_eq!(Settings::read("threads = 3").unwrap().threads, 3);
        let Err(ErrorKind::BrokenSettings { what }) = Settings::read("\nthread = 3") else {
            panic!("accepted")
        };
        assert!(what.contains("line 2") && what.contains("thread"), "{what}");
    }

    #[test]
    fn a_confidence_lies_between_0_and_1() {
        assert_eq!(Settings::read("min-confidence = 0.8").unwrap().min_confidence, 0.8);
        assert_eq!(Settings::read("min-confidence = 1").unwrap().min_confidence, 1.0);
        for wrong in ["min-confidence = 80", "min-confidence = -0.1", "min-confidence = nan"] {
            let Err(ErrorKind::BrokenSettings { what }) = Settings::read(wrong) else { panic!("{wrong}") };
            assert!(what.contains("line 1") && what.contains("between 0 and 1"), "{what}");
        }
    }
}
