//! What is wrong with a saved search, or with the file of them.

use std::fmt;

/// What is wrong with a saved search.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum WatchFault {
    /// `watches.toml` cannot be read.
    Broken {
        /// What and where, in words.
        what: String,
    },
    /// `watches.toml` is written in a way in which a program cannot change it.
    Unchangeable,
    /// No search can be kept under this name.
    UnsafeName {
        /// As it was typed.
        name: String,
    },
    /// A search is kept under this name already.
    Taken {
        /// The name.
        name: String,
    },
    /// No search is kept under this name.
    Unknown {
        /// As it was typed.
        name: String,
        /// The name that was meant, perhaps.
        nearest: Option<String>,
    },
    /// A search was written for a later version of the query language.
    LaterGrammar {
        /// The name.
        name: String,
        /// The number of its grammar.
        grammar: u32,
    },
}

impl fmt::Display for WatchFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            WatchFault::Broken { what } => write!(f, "the searches cannot be read: {what}"),
            WatchFault::Unchangeable => write!(f, "its searches cannot be changed as they are written"),
            WatchFault::UnsafeName { name } => write!(f, "`{name}` is no name for a search"),
            WatchFault::Taken { name } => write!(f, "a search is kept as `{name}` already"),
            WatchFault::Unknown { name, .. } => write!(f, "no search is kept as `{name}`"),
            WatchFault::LaterGrammar { name, grammar } => {
                write!(
                    f,
                    "`{name}` is written in version {grammar} of the query language, and this onrecord knows 1"
                )
            }
        }
    }
}

impl WatchFault {
    pub(super) fn hint(&self) -> Option<String> {
        Some(match self {
            WatchFault::Broken { .. } => return None,
            WatchFault::Unchangeable => {
                "give each search a table of its own: a line `[name]`, then its keys, a line each".into()
            }
            WatchFault::UnsafeName { .. } => {
                "a name begins with a letter or figure and has no more than letters, figures, `-` and `_`"
                    .into()
            }
            WatchFault::Taken { name } => {
                format!("choose another name, or take it out with `onrecord watch remove {name}`")
            }
            WatchFault::Unknown { nearest: Some(nearest), .. } => format!("did you mean `{nearest}`?"),
            WatchFault::Unknown { nearest: None, .. } => "`onrecord watch list` prints what is kept".into(),
            WatchFault::LaterGrammar { .. } => "run it with the onrecord that wrote it".into(),
        })
    }
}
