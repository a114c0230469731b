//! Getting what is at an address, as a guest would: by the site's rules, redirects and all.

use super::asking::Asker;
use super::exchange::Exchange;
use super::exchange::fault;
use super::manners::LONGEST_PAUSE;
use super::manners::Manners;
use super::robots::Robots;
use super::robots::Rules;
use crate::error::Error;
use crate::error::ErrorKind;
use crate::error::FetchFault;
use crate::ingest::canonical_url;
use std::collections::HashMap;
use std::time::Duration;
use url::Url;

/// Redirects that are followed, as browsers have agreed on long ago.
const MOST_REDIRECTS: usize = 10;

/// What an earlier answer said of itself, by which the server can say that nothing has changed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Known {
    /// Its `ETag`.
    pub etag: Option<String>,
    /// Its `Last-Modified`.
    pub last_modified: Option<String>,
}

/// What is at an address.
#[derive(Debug)]
pub struct Fetched {
    /// Where it was in the end, redirects followed.
    pub url: Url,
    /// As the server meant it, without chunks and compression; empty where [`Fetched::is_unchanged`].
    pub content: Vec<u8>,
    /// As the server has it: `text/html; charset=utf-8`.
    pub content_type: Option<String>,
    /// What to give to [`Fetcher::get`] the next time.
    pub known: Known,
    /// Whether the server says that it is as it was known.
    pub is_unchanged: bool,
    /// Everything that went over the wire for it.
    pub(super) exchanges: Vec<Exchange>,
    /// Who asked.
    pub(super) user_agent: String,
}

/// Fetches from the web, one thing at a time.
#[derive(Debug)]
pub struct Fetcher {
    asker: Asker,
    /// By scheme, host and port.
    robots: HashMap<String, Robots>,
}

impl Fetcher {
    /// One that has fetched nothing yet.
    pub fn new(manners: Manners) -> Fetcher {
        Fetcher { asker: Asker::new(manners), robots: HashMap::new() }
    }

    /// Gets what is at an address; with `known`, only if it is other than then.
    ///
    /// The site's `robots.txt` is obeyed, also by redirects, each of which is checked like the first address. Servers
    /// that are busy are asked three times, and when they say.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Fetch`] with what kept it, at the address that was asked for.
    pub fn get(&mut self, url: &Url, known: Option<&Known>) -> Result<Fetched, Error> {
        let exchanges = self.followed(url, known, Self::permitted);
        let fetched = exchanges.and_then(|exchanges| fetched(exchanges, &self.asker.manners));
        fetched.map_err(|kind| Error::at_address(kind, url.as_str()))
    }

    /// How long until the host of an address may be asked again.
    pub fn ready_in(&self, url: &Url) -> Duration {
        self.asker.ready_in(url)
    }

    /// All exchanges until an answer that leads nowhere else; each address must pass `check` first.
    fn followed(
        &mut self,
        url: &Url,
        known: Option<&Known>,
        check: fn(&mut Fetcher, &Url) -> Result<(), ErrorKind>,
    ) -> Result<Vec<Exchange>, ErrorKind> {
        let mut exchanges: Vec<Exchange> = Vec::new();
        let mut url = bare(url);
        while exchanges.len() <= MOST_REDIRECTS {
            if exchanges.iter().any(|earlier| earlier.url == url) {
                return Err(fault(FetchFault::RedirectLoop));
            }
            if !matches!(url.scheme(), "http" | "https") || !url.has_host() {
                return Err(fault(FetchFault::NotOnTheWeb));
            }
            check(self, &url)?;
            let pause = self.delay(&url);
            // What is known is of this page; wherever else the answers lead, it is another.
            let is_first = exchanges.first().is_none_or(|first| is_same_page(&first.url, &url));
            let exchange = self.asker.patiently(&url, known.filter(|_| is_first), pause)?;
            let next = exchange.leads_to()?;
            exchanges.push(exchange);
            match next {
                Some(next) => url = bare(&next),
                None => return Ok(exchanges),
            }
        }
        Err(fault(FetchFault::Redirects { most: MOST_REDIRECTS }))
    }

    fn permitted(&mut self, url: &Url) -> Result<(), ErrorKind> {
        match self.robots(url)? {
            Robots::Unknown => Err(fault(FetchFault::NoRobots)),
            robots if robots.allow(&path(url)) => Ok(()),
            _ => Err(fault(FetchFault::Forbidden)),
        }
    }

    /// The rules of an address's site, asked for once in a run.
    fn robots(&mut self, url: &Url) -> Result<&Robots, ErrorKind> {
        let site = site(url);
        if !self.robots.contains_key(&site) {
            let asked = self.ask_for_rules(url);
            // What is slow to fail is not waited for again; what is refused at once gives its reason each time.
            if !matches!(asked, Err(ErrorKind::Fetch(FetchFault::PrivateAddress | FetchFault::NoSuchHost))) {
                self.robots.insert(site.clone(), asked.as_ref().map_or(Robots::Unknown, Robots::clone));
            }
            asked?;
        }
        Ok(self.robots.get(&site).unwrap_or(&Robots::Unknown))
    }

    /// What is not there forbids nothing; what fails forbids everything until it is there (RFC 9309, 2.3.1). A failure
    /// that would have met the page as well is the better reason to give.
    fn ask_for_rules(&mut self, url: &Url) -> Result<Robots, ErrorKind> {
        let Ok(file) = url.join("/robots.txt") else { return Ok(Robots::All) };
        let asked = self.followed(&file, None, |_, _| Ok(()));
        match asked.and_then(|exchanges| fetched(exchanges, &self.asker.manners)) {
            Ok(fetched) => Ok(Robots::Rules(Rules::read(&fetched.content))),
            Err(ErrorKind::Fetch(fault)) => match fault {
                FetchFault::Status { status: 429 } => Ok(Robots::Unknown),
                FetchFault::Status { status: ..500 } => Ok(Robots::All),
                FetchFault::Redirects { .. } | FetchFault::RedirectLoop => Ok(Robots::All),
                FetchFault::Status { .. } | FetchFault::ComeBack { .. } => Ok(Robots::Unknown),
                other => Err(ErrorKind::Fetch(other)),
            },
            Err(_) => Ok(Robots::Unknown),
        }
    }

    /// The pause that the site itself asks for, but not for ever.
    fn delay(&self, url: &Url) -> Duration {
        self.robots.get(&site(url)).map(Robots::delay).unwrap_or_default().min(LONGEST_PAUSE)
    }
}

/// What the last exchange gave.
fn fetched(exchanges: Vec<Exchange>, manners: &Manners) -> Result<Fetched, ErrorKind> {
    let Some(last) = exchanges.last() else { return Err(fault(FetchFault::NotOnTheWeb)) };
    let answer = last.answer()?;
    let is_unchanged = answer.status == 304;
    if !is_unchanged && answer.status != 200 {
        return Err(fault(FetchFault::Status { status: answer.status }));
    }
    let content = answer.content(manners.largest).map_err(|kind| match kind {
        ErrorKind::TooLong { most } => fault(FetchFault::TooLarge { most }),
        other => other,
    });
    let field = |name| answer.fields.get(name).map(String::from);
    Ok(Fetched {
        url: last.url.clone(),
        content: content?.into_owned(),
        content_type: field("Content-Type"),
        known: Known { etag: field("ETag"), last_modified: field("Last-Modified") },
        is_unchanged,
        user_agent: manners.user_agent(),
        exchanges,
    })
}

/// Without what no server is told: the fragment. And without a name and password, which would be kept for all to read.
fn bare(url: &Url) -> Url {
    let mut url = url.clone();
    url.set_fragment(None);
    // An address that cannot have them has none.
    let _ = url.set_username("");
    let _ = url.set_password(None);
    url
}

/// `http://outlet.example/a` leads to `https://www.outlet.example/a` and both are one.
fn is_same_page(one: &Url, other: &Url) -> bool {
    canonical_url(one.as_str()) == canonical_url(other.as_str())
}

/// Scheme, host and port, for which one `robots.txt` holds.
fn site(url: &Url) -> String {
    url.origin().ascii_serialization()
}

/// What rules are about: `/news?page=2`.
fn path(url: &Url) -> String {
    url.query().map_or(url.path().to_string(), |query| format!("{}?{query}", url.path()))
}
