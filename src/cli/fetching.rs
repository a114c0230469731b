//! Addresses among what is to be added: told from files, read from lists, fetched before the rest is done.
//!
//! Fetching takes its time, so it is done before the index is locked: another `onrecord` may write meanwhile.

use super::args::Add;
use crate::article::ArticleId;
use crate::corpus::Archive;
use crate::error::Error;
use crate::error::ErrorKind;
use crate::error::FetchFault;
use crate::index::Changes;
use crate::index::Progress;
use crate::index::Source;
use crate::index::Watch;
use crate::ingest::canonical_url;
use crate::ingest::fetch;
use crate::ingest::fetch::Feed;
use crate::ingest::fetch::Fetcher;
use crate::ingest::fetch::Known;
use crate::ingest::fetch::List;
use crate::ingest::fetch::Manners;
use crate::ingest::fetch::Taken;
use std::collections::HashMap;
use std::collections::HashSet;
use std::io::Read;
use std::path::Path;
use url::Url;

/// Whether a source is an address, were it a broken one: a folder named `https:` is not what was meant.
pub(super) fn is_address(source: &Path) -> bool {
    let typed = source.to_string_lossy();
    let scheme = typed.split_once("://").map(|(scheme, _)| scheme.to_ascii_lowercase());
    matches!(scheme.as_deref(), Some("http" | "https"))
}

/// The address that a source is.
pub(super) fn address(source: &Path) -> Result<Url, Error> {
    let typed = source.to_string_lossy();
    let broken = || Error::at_address(ErrorKind::Fetch(FetchFault::NotOnTheWeb), &typed);
    fetch::web_address(&typed).ok_or_else(broken)
}

/// All addresses that are to be fetched, and the lines of lists that are none.
pub(super) fn list(add: &Add) -> Result<(List, Vec<Error>), Error> {
    let (mut list, mut complaints) = (List::default(), Vec::new());
    for source in add.sources.iter().filter(|source| is_address(source)) {
        list.push(address(source)?);
    }
    for file in &add.from_file {
        let text = read(file).map_err(|error| Error::in_file(ErrorKind::Unreadable(error), file))?;
        complaints.extend(list.read(&String::from_utf8_lossy(&text), file));
    }
    if cfg!(not(feature = "fetch")) && !list.is_empty() {
        return Err(Error::nowhere(ErrorKind::Fetch(FetchFault::NotBuilt)));
    }
    Ok((list, complaints))
}

fn read(file: &Path) -> std::io::Result<Vec<u8>> {
    if file.as_os_str() != "-" {
        return std::fs::read(file);
    }
    let mut bytes = Vec::new();
    std::io::stdin().read_to_end(&mut bytes)?;
    Ok(bytes)
}

/// Whether a link is fetched that a feed gives: the feed's address, then the link.
pub(super) type Follows<'a> = dyn Fn(&Url, &Url) -> bool + 'a;

/// What is to be fetched, and how.
pub(super) struct Errand<'a> {
    pub(super) list: List,
    pub(super) manners: Manners,
    /// Which links of feeds are fetched; without it none is.
    pub(super) follows: Option<&'a Follows<'a>>,
    /// What a feed said of itself when it was last fetched.
    pub(super) known: &'a dyn Fn(&Url) -> Option<Known>,
}

/// What came of it.
#[derive(Default)]
pub(super) struct Brought {
    /// Of pages; what came with feeds is counted when they are added.
    pub(super) changes: Changes,
    pub(super) feeds: Vec<Feed>,
    /// Addresses that need not be asked again: their page is there, or they have no article and never will.
    pub(super) settled: HashSet<Url>,
    /// Addresses that could not be had this time.
    pub(super) failed: HashSet<Url>,
}

/// Fetches a list into the corpus. What cannot be had is complained of; what cannot be written ends it.
pub(super) fn take_in(
    errand: Errand<'_>,
    archive: &Archive,
    watch: &mut Watch<'_>,
) -> Result<Brought, Error> {
    let Errand { mut list, manners, follows, known } = errand;
    let mut fetcher = Fetcher::new(manners);
    let mut brought = Brought::default();
    let mut done = 0;
    while let Some(url) = list.next(&fetcher) {
        let total = done + 1 + list.len() as u64;
        (watch.progress)(Progress { done, total, articles: brought.changes.added });
        match fetch::take_in(&mut fetcher, &archive.corpus_dir(), &url, known(&url).as_ref()) {
            Ok(taken @ (Taken::New(_) | Taken::Unchanged)) => {
                match taken {
                    Taken::New(_) => brought.changes.added += 1,
                    _ => brought.changes.unchanged += 1,
                }
                brought.settled.insert(url);
            }
            Ok(Taken::Feed(feed)) => {
                let follows = |link: &&Url| follows.is_some_and(|follows| follows(&feed.url, link));
                feed.links.iter().filter(follows).for_each(|link| list.push(link.clone()));
                brought.feeds.push(*feed);
            }
            Err(error @ Error { kind: ErrorKind::Unwritable(_), .. }) => return Err(error),
            Err(error) => {
                let of_kind = if is_final(&error.kind) { &mut brought.settled } else { &mut brought.failed };
                of_kind.insert(url);
                brought.changes.skipped += 1;
                (watch.complaint)(error);
            }
        }
        done += 1;
    }
    Ok(brought)
}

/// Whether asking again tomorrow would come to the same.
fn is_final(kind: &ErrorKind) -> bool {
    match kind {
        ErrorKind::NoPage { .. } | ErrorKind::NoText | ErrorKind::TooFewWords { .. } => true,
        ErrorKind::Fetch(FetchFault::Status { status }) => {
            matches!(status, 400..500) && !matches!(status, 408 | 425 | 429)
        }
        ErrorKind::Fetch(fault) => matches!(
            fault,
            FetchFault::Forbidden
                | FetchFault::NotAPage { .. }
                | FetchFault::NotOnTheWeb
                | FetchFault::PrivateAddress
                | FetchFault::TooLarge { .. }
        ),
        _ => false,
    }
}

/// Whether no article of an archive has the address of a link.
pub(super) fn is_new<T>(link: &Url, held: &HashMap<ArticleId, T>) -> bool {
    let id = canonical_url(link.as_str()).map(|url| ArticleId::of_url(&url));
    id.is_none_or(|id| !held.contains_key(&id))
}

/// A feed as something to add.
pub(super) fn source(feed: &Feed) -> Source {
    Source::Named { name: feed.name.clone(), from: feed.url.to_string(), content: feed.content.clone() }
}
