//! The archive folder: where it is, what its corpus holds, and how a new file gets into it safely.
//!
//! The corpus is the truth and belongs to its owner. Nothing here changes or removes a file of it; adding one writes
//! beside it and renames, so a crash leaves either the whole file or none.

#![allow(clippy::disallowed_methods)] // an edge: this stage reads and writes files

mod archive;
mod feeds;
mod fingerprint;
mod first_seen;
mod ignore;
mod place;
mod settings;
mod speakers;
mod walk;
mod watches;

pub use archive::Archive;
pub use feeds::Feeds;
pub use fingerprint::Fingerprint;
pub use fingerprint::Stat;
pub use first_seen::FirstSeen;
pub use place::place;
pub use settings::Fetching;
pub use settings::Settings;
pub use speakers::Concerned;
pub use speakers::SPEAKERS_HELP;
pub use speakers::Speakers;
pub use speakers::Told;
pub use walk::CorpusFile;
pub(crate) use walk::page_beside;
pub use walk::walk;
pub use watches::GRAMMAR;
pub use watches::SavedSearch;
pub use watches::Watches;
