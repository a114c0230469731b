//! Why something was not fetched from the web.

use std::fmt;

/// What kept a page from being fetched.
#[derive(Debug)]
pub enum FetchFault {
    /// This program was built without the part that fetches.
    NotBuilt,
    /// It is no address that can be fetched: neither `http` nor `https`, or broken.
    NotOnTheWeb,
    /// The name leads to a private network.
    PrivateAddress,
    /// The name leads nowhere.
    NoSuchHost,
    /// The site's robots.txt forbids it.
    Forbidden,
    /// The site's robots.txt cannot be had, which forbids everything.
    NoRobots,
    /// The connection failed or broke off.
    Connection(std::io::Error),
    /// The server does not prove who it is.
    Insecure {
        /// What is wrong with its certificate, in words.
        what: String,
    },
    /// There was no complete answer in time.
    TimedOut {
        /// How long was waited.
        seconds: u64,
    },
    /// The answer is no HTTP.
    NotHttp {
        /// What is wrong with it, in words.
        what: String,
    },
    /// The server answers with an error.
    Status {
        /// 404, …
        status: u16,
    },
    /// The server asks to come back much later.
    ComeBack {
        /// After so many seconds.
        seconds: u64,
    },
    /// The answers lead from one address to the next without an end.
    Redirects {
        /// How many were followed.
        most: usize,
    },
    /// An answer leads to an address that was asked already.
    RedirectLoop,
    /// There is something else than a page at the address.
    NotAPage {
        /// Its media type, if the server tells.
        kind: Option<String>,
    },
    /// The page is larger than is fetched.
    TooLarge {
        /// Bytes allowed.
        most: u64,
    },
}

impl FetchFault {
    pub(super) fn hint(&self) -> Option<String> {
        use FetchFault::*;
        Some(match self {
            NotBuilt => {
                "save the page from a browser and add the file, or build onrecord with `--features fetch`"
                    .into()
            }
            NotOnTheWeb => "give an address that begins with `https://` or `http://`".into(),
            PrivateAddress => "if that is meant, say so with `--allow-private`".into(),
            Forbidden | NoRobots | Status { status: 401 | 403 } => {
                "open the page in a browser, save it there, and add the file".into()
            }
            NotAPage { .. } => "save it and add the file, if it is of a kind that is read".into(),
            _ => return None,
        })
    }
}

impl fmt::Display for FetchFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        use FetchFault::*;
        match self {
            NotBuilt => write!(f, "this onrecord was built without fetching"),
            NotOnTheWeb => write!(f, "this is no address on the web"),
            PrivateAddress => {
                write!(f, "the name leads to a private network, from which nothing is fetched")
            }
            NoSuchHost => write!(f, "there is no such host, or no connection to the internet"),
            Forbidden => write!(f, "the site's robots.txt forbids fetching it"),
            NoRobots => write!(f, "the site's robots.txt cannot be had, so nothing is fetched there"),
            Connection(error) => write!(f, "the connection failed: {error}"),
            Insecure { what } => write!(f, "the server does not prove who it is: {what}"),
            TimedOut { seconds } => write!(f, "no complete answer within {seconds} seconds"),
            NotHttp { what } => write!(f, "the answer cannot be understood: {what}"),
            Status { status: 404 | 410 } => write!(f, "the server has no such page"),
            Status { status: 401 | 403 } => write!(f, "the server does not give the page to programs"),
            Status { status } => write!(f, "the server answers with the error {status}"),
            ComeBack { seconds } => write!(f, "the server asks to come back in {seconds} seconds"),
            Redirects { most } => write!(f, "more than {most} redirects"),
            RedirectLoop => write!(f, "the redirects go in a circle"),
            NotAPage { kind: Some(kind) } => write!(f, "there is no page at this address, but `{kind}`"),
            NotAPage { kind: None } => write!(f, "there is no page at this address"),
            TooLarge { most } => write!(f, "larger than {} MB, the most that is fetched", most / 1_000_000),
        }
    }
}
