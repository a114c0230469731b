//! `onrecord.toml`: every key has a default.

use crate::error::ErrorKind;
use serde::Deserialize;

/// What the owner of an archive may settle.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub struct Settings {
    /// Threads that read and index; 0 means as many as the machine has processors.
    pub threads: usize,
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
}
