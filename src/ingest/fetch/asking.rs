//! One request at a time: after the pause that is due, again where that may help, everything written down.

use super::addresses::PublicOnly;
use super::exchange::Exchange;
use super::exchange::fault;
use super::fetcher::Known;
use super::manners::LONGEST_PAUSE;
use super::manners::Manners;
use super::wait;
use super::wire;
use super::wire::Tape;
use crate::error::ErrorKind;
use crate::error::FetchFault;
use jiff::Timestamp;
use std::collections::HashMap;
use std::io;
use std::sync::Arc;
use std::sync::atomic::AtomicBool;
use std::sync::atomic::Ordering;
use std::thread;
use std::time::Duration;
use std::time::Instant;
use ureq::Agent;
use ureq::config::Config;
use url::Url;

/// Who asks.
#[derive(Debug)]
pub(super) struct Asker {
    pub(super) manners: Manners,
    agent: Agent,
    tape: Tape,
    /// Whether the last name led to a private network.
    refused: Arc<AtomicBool>,
    /// When a host may be asked again.
    free_from: HashMap<String, Instant>,
}

impl Asker {
    pub(super) fn new(manners: Manners) -> Asker {
        let tape = Tape::default();
        let refused = Arc::new(AtomicBool::new(false));
        let resolver = PublicOnly::new(manners.allow_private, refused.clone());
        // Something for the head, so that the limit is the body's own.
        let connector = wire::connector(&tape, manners.largest + LONGEST_HEAD);
        let agent = Agent::with_parts(config(&manners), connector, resolver);
        Asker { manners, agent, tape, refused, free_from: HashMap::new() }
    }

    /// How long until the host of an address may be asked again.
    pub(super) fn ready_in(&self, url: &Url) -> Duration {
        let free_from = self.free_from.get(url.host_str().unwrap_or_default());
        free_from.map(|free_from| free_from.saturating_duration_since(Instant::now())).unwrap_or_default()
    }

    /// One request, and another two if the first ones fail in a way that passes. `delay` is what the site asks for
    /// between two requests.
    pub(super) fn patiently(
        &mut self,
        url: &Url,
        known: Option<&Known>,
        delay: Duration,
    ) -> Result<Exchange, ErrorKind> {
        let between = self.manners.pause.max(delay);
        let mut attempt = 1;
        loop {
            let asked = self.once(url, known, between);
            let pause = match &asked {
                Ok(exchange) => match retry_after(exchange)? {
                    Some(asked_for) => asked_for.unwrap_or(wait::back_off(attempt, between)),
                    None => return asked,
                },
                Err(ErrorKind::Fetch(FetchFault::Connection(_))) => wait::back_off(attempt, between),
                Err(_) => return asked,
            };
            if pause > LONGEST_PAUSE {
                return Err(fault(FetchFault::ComeBack { seconds: pause.as_secs() }));
            }
            if attempt == wait::ATTEMPTS {
                return asked;
            }
            thread::sleep(pause);
            attempt += 1;
        }
    }

    /// One request, after the pause that is due.
    fn once(&mut self, url: &Url, known: Option<&Known>, between: Duration) -> Result<Exchange, ErrorKind> {
        thread::sleep(self.ready_in(url));
        self.tape.take();
        self.refused.store(false, Ordering::Relaxed);
        let when = Timestamp::now();
        let asked = self.ask(url, known);
        let host = url.host_str().unwrap_or_default().to_string();
        self.free_from.insert(host, Instant::now() + between);
        asked.map_err(|error| self.what_failed(error))?;
        Ok(Exchange { url: url.clone(), when, traffic: self.tape.take() })
    }

    /// Sends the request and reads the answer to its end; both are on the tape then.
    fn ask(&self, url: &Url, known: Option<&Known>) -> Result<(), ureq::Error> {
        let mut request = self.agent.get(url.as_str());
        for (name, value) in [
            ("If-None-Match", known.and_then(|known| known.etag.as_deref())),
            ("If-Modified-Since", known.and_then(|known| known.last_modified.as_deref())),
        ] {
            // What a server calls its own may be anything; only what a header can hold is said again.
            let value = value.filter(|value| value.bytes().all(|byte| (b' '..=b'~').contains(&byte)));
            request = value.into_iter().fold(request, |request, value| request.header(name, value));
        }
        let mut answer = request.call()?;
        let mut body = answer.body_mut().with_config().limit(u64::MAX).reader();
        io::copy(&mut body, &mut io::sink())?;
        Ok(())
    }

    fn what_failed(&self, error: ureq::Error) -> ErrorKind {
        use ureq::Error::*;
        fault(match error {
            Timeout(_) => FetchFault::TimedOut { seconds: self.manners.timeout.as_secs() },
            HostNotFound if self.refused.load(Ordering::Relaxed) => FetchFault::PrivateAddress,
            HostNotFound => FetchFault::NoSuchHost,
            BodyExceedsLimit(_) => FetchFault::TooLarge { most: self.manners.largest },
            Io(error) => return self.what_failed_in(error),
            Rustls(error) => FetchFault::Insecure { what: error.to_string() },
            Tls(what) => FetchFault::Insecure { what: what.to_string() },
            BadUri(_) => FetchFault::NotOnTheWeb,
            other => FetchFault::NotHttp { what: other.to_string() },
        })
    }

    /// Errors while the body is read, and those of encryption, come in an error of the system.
    fn what_failed_in(&self, error: io::Error) -> ErrorKind {
        match error.downcast::<ureq::Error>() {
            Err(error) if error.kind() == io::ErrorKind::InvalidData => {
                fault(FetchFault::Insecure { what: error.to_string() })
            }
            Ok(ureq::Error::Io(error)) | Err(error) => fault(FetchFault::Connection(error)),
            Ok(error) => self.what_failed(error),
        }
    }
}

/// Whether to ask again, and after how long if the server says.
fn retry_after(exchange: &Exchange) -> Result<Option<Option<Duration>>, ErrorKind> {
    let answer = exchange.answer()?;
    let asked_for =
        answer.fields.get("Retry-After").and_then(|value| wait::asked_for(value, Timestamp::now()));
    Ok(wait::is_passing(answer.status).then_some(asked_for))
}

/// What `ureq` is told: to follow nothing and undo nothing by itself, and when to give up.
fn config(manners: &Manners) -> Config {
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

/// More than any server sends, chunk sizes among the body included.
const LONGEST_HEAD: u64 = 1 << 20;

/// Finding a host or connecting to it takes so long at most, and its first answer twice as long.
const PHASE: Duration = Duration::from_secs(15);

#[cfg(test)]
mod tests {
    use super::*;
    use crate::corpus::Fetching;

    #[test]
    fn failures_are_told_apart_wherever_they_come_wrapped() {
        let asker = Asker::new(Manners::of(&Fetching::default(), false));
        let in_system = |kind: io::ErrorKind, what: &'static str| ureq::Error::Io(io::Error::new(kind, what));
        let wrapped = |error| ureq::Error::Io(io::Error::other(error));
        for (error, expected) in [
            (
                in_system(io::ErrorKind::InvalidData, "bad certificate"),
                "the server does not prove who it is: bad certificate",
            ),
            (in_system(io::ErrorKind::ConnectionReset, "reset"), "the connection failed: reset"),
            (wrapped(ureq::Error::Timeout(ureq::Timeout::Global)), "no complete answer within 60 seconds"),
            (wrapped(ureq::Error::BodyExceedsLimit(9)), "larger than 10 MB, the most that is fetched"),
            (ureq::Error::HostNotFound, "there is no such host, or no connection to the internet"),
        ] {
            assert_eq!(asker.what_failed(error).to_string(), expected);
        }
    }

    #[test]
    fn servers_are_told_who_asks_on_one_line() {
        let named = |contact: &str| Fetching { contact: Some(contact.to_string()), ..Fetching::default() };
        let agent = |settings: &Fetching| Manners::of(settings, false).user_agent();
        let name = concat!("onrecord/", env!("CARGO_PKG_VERSION"));
        assert_eq!(agent(&Fetching::default()), name);
        let contact = "mailto:desk@outlet.example\r\nCookie: é";
        assert_eq!(agent(&named(contact)), format!("{name} (+mailto:desk@outlet.exampleCookie: )"));
    }
}
