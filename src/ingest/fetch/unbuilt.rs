//! Who asks in a program that was built without the feature `fetch`: nobody.

use super::exchange::Exchange;
use super::exchange::fault;
use super::fetcher::Known;
use super::manners::Manners;
use crate::error::ErrorKind;
use crate::error::FetchFault;
use std::time::Duration;
use url::Url;

/// In the place of the one that asks.
#[derive(Debug)]
pub(super) struct Asker {
    pub(super) manners: Manners,
}

impl Asker {
    pub(super) fn new(manners: Manners) -> Asker {
        Asker { manners }
    }

    pub(super) fn ready_in(&self, _: &Url) -> Duration {
        Duration::ZERO
    }

    pub(super) fn patiently(&self, _: &Url, _: Option<&Known>, _: Duration) -> Result<Exchange, ErrorKind> {
        Err(fault(FetchFault::NotBuilt))
    }
}
