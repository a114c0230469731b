//! How the fetcher behaves towards servers.

use crate::corpus::Fetching;
use std::time::Duration;
use ureq::config::Config;

/// How the fetcher behaves.
#[derive(Clone, Debug, PartialEq)]
pub struct Manners {
    /// Who answers for the requests; servers are told.
    pub contact: Option<String>,
    /// Between two requests to one host, at least.
    pub pause: Duration,
    /// After this a request that is not done is given up.
    pub timeout: Duration,
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

/// What `ureq` is told: to follow nothing and undo nothing by itself, and when to give up.
pub(super) fn config(manners: &Manners) -> Config {
    Config::builder()
        .http_status_as_error(false)
        .max_redirects(0)
        .max_redirects_will_error(false)
        .proxy(None)
        .max_idle_connections(0)
        .user_agent(manners.user_agent())
        .accept("text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8")
        .accept_encoding("gzip, br")
        .timeout_resolve(Some(manners.timeout.min(PHASE)))
        .timeout_connect(Some(manners.timeout.min(PHASE)))
        .timeout_recv_response(Some(manners.timeout.min(2 * PHASE)))
        .timeout_global(Some(manners.timeout))
        .build()
}

/// Finding a host or connecting to it takes so long at most, and its first answer twice as long.
const PHASE: Duration = Duration::from_secs(15);
