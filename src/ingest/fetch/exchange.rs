//! One request and its answer, as they went over the wire.

use crate::error::ErrorKind;
use crate::error::FetchFault;
use crate::ingest::http::Message;
use jiff::Timestamp;
use std::net::IpAddr;
use url::Url;

/// What went over the wire.
#[derive(Debug, Default)]
pub(super) struct Traffic {
    pub(super) sent: Vec<u8>,
    pub(super) received: Vec<u8>,
    /// The server's.
    pub(super) address: Option<IpAddr>,
}

/// One request and its answer.
#[derive(Debug)]
pub(super) struct Exchange {
    pub(super) url: Url,
    pub(super) when: Timestamp,
    pub(super) traffic: Traffic,
}

impl Exchange {
    pub(super) fn answer(&self) -> Result<Message<'_>, ErrorKind> {
        let what = || FetchFault::NotHttp { what: "it has no head".to_string() };
        Message::read(&self.traffic.received).ok_or_else(|| fault(what()))
    }

    /// The address that the answer gives instead of one.
    pub(super) fn leads_to(&self) -> Result<Option<Url>, ErrorKind> {
        let answer = self.answer()?;
        let is_redirect = matches!(answer.status, 301 | 302 | 303 | 307 | 308);
        let location = answer.fields.get("Location").filter(|_| is_redirect);
        Ok(location.and_then(|to| self.url.join(to).ok()))
    }
}

/// In words of this program.
pub(super) fn fault(fault: FetchFault) -> ErrorKind {
    ErrorKind::Fetch(fault)
}
