//! How the fetcher behaves towards servers.

use crate::corpus::Fetching;
use std::time::Duration;

/// A server that asks for more patience is left alone, and named.
pub(super) const LONGEST_PAUSE: Duration = Duration::from_secs(60);

/// No page that is read has more, by a factor of four.
const LARGEST: u64 = 10_000_000;

/// How the fetcher behaves.
#[derive(Clone, Debug, PartialEq)]
pub struct Manners {
    /// Who answers for the requests; servers are told.
    pub contact: Option<String>,
    /// Between two requests to one host, at least.
    pub pause: Duration,
    /// After this a request that is not done is given up.
    pub timeout: Duration,
    /// Bytes that a body may have, before and after it is unpacked.
    pub largest: u64,
    /// Whether private networks may be asked.
    pub allow_private: bool,
}

impl Manners {
    /// Those that an archive's settings ask for.
    pub fn of(settings: &Fetching, allow_private: bool) -> Manners {
        Manners {
            contact: settings.contact.clone(),
            pause: Duration::try_from_secs_f64(settings.pause).unwrap_or_default(),
            timeout: Duration::try_from_secs_f64(settings.timeout).unwrap_or_default(),
            largest: LARGEST,
            allow_private,
        }
    }

    /// `onrecord/0.1.0 (+mailto:desk@outlet.example)`
    pub(super) fn user_agent(&self) -> String {
        let name = concat!("onrecord/", env!("CARGO_PKG_VERSION"));
        // A line end in it would be a header of its own.
        let contact =
            self.contact.as_ref().map(|contact| contact.replace(|c: char| !(' '..='~').contains(&c), ""));
        contact.map_or(name.to_string(), |contact| format!("{name} (+{contact})"))
    }
}
