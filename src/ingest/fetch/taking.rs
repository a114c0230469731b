//! Pages from the web into the corpus, and pages from the web to look at.

use super::earlier::Earlier;
use super::exchange::fault;
use super::feed::Feed;
use super::fetcher::Fetched;
use super::fetcher::Fetcher;
use super::fetcher::Known;
use super::kept;
use crate::article::Article;
use crate::corpus::place;
use crate::error::Error;
use crate::error::ErrorKind;
use crate::error::FetchFault;
use crate::ingest::Records;
use crate::ingest::html::looks_like_page;
use crate::ingest::http::is_page_type;
use crate::ingest::http::media_type;
use crate::ingest::standard_input;
use jiff::Timestamp;
use std::io::Cursor;
use std::path::Path;
use std::path::PathBuf;
use url::Url;

/// What became of an address.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Taken {
    /// Its page was put there.
    New(PathBuf),
    /// The corpus holds what it says already.
    Unchanged,
    /// It is a feed, which is not put there by this.
    Feed(Box<Feed>),
}

/// Fetches the page at an address, and puts what went over the wire into the corpus.
///
/// A page that says what it said when it was last fetched is not put there again: the server says so (304), or its
/// article is the same to the letter. No record of the visit is kept then, so that a daily run leaves a corpus of
/// articles that is as it was. A page without an article is not put there either. Of a feed, `known` is what it said of
/// itself when it was last fetched.
///
/// # Errors
///
/// [`ErrorKind::Fetch`], what the reader of pages says, and [`ErrorKind::Unwritable`].
pub fn take_in(
    fetcher: &mut Fetcher,
    corpus: &Path,
    url: &Url,
    known: Option<&Known>,
) -> Result<Taken, Error> {
    let earlier = Earlier::of(url, corpus);
    let known = earlier.as_ref().map(|earlier| &earlier.known).or(known);
    let fetched = fetcher.get(url, known)?;
    if fetched.is_unchanged && known.is_some() {
        return Ok(Taken::Unchanged);
    }
    if let Some(feed) = Feed::of(&fetched, url) {
        return Ok(Taken::Feed(Box::new(feed)));
    }
    // By where it was in the end: a short link is nobody's outlet, and two may lead to one page.
    let name = kept::name(&fetched.url, when(&fetched));
    let warc = page(&fetched, &name).map_err(|kind| Error::at_address(kind, url.as_str()))?;
    let article = sole_article(&warc, url)?;
    let earlier = earlier.or_else(|| Earlier::of(&fetched.url, corpus));
    if earlier.is_some_and(|earlier| earlier.says(&article)) {
        return Ok(Taken::Unchanged);
    }
    place(corpus, &format!("{}/{name}", kept::folder(&fetched.url)), &mut &warc[..]).map(Taken::New)
}

/// Fetches the page or the feed at an address to look at: what it holds, and nothing is written.
///
/// # Errors
///
/// As [`take_in`].
pub fn records(fetcher: &mut Fetcher, url: &Url) -> Result<Records, Error> {
    let fetched = fetcher.get(url, None)?;
    if let Some(feed) = Feed::of(&fetched, url) {
        return standard_input(Cursor::new(feed.content), fetched.url.as_str());
    }
    let name = kept::name(&fetched.url, when(&fetched));
    let warc = page(&fetched, &name).map_err(|kind| Error::at_address(kind, url.as_str()))?;
    standard_input(Cursor::new(warc), fetched.url.as_str())
}

/// What was fetched as the bytes of a file, if it is a page.
fn page(fetched: &Fetched, name: &str) -> Result<Vec<u8>, ErrorKind> {
    let kind = media_type(fetched.content_type.as_deref());
    let is_page = kind.as_deref().map_or_else(|| looks_like_page(&fetched.content), is_page_type);
    if !is_page {
        return Err(fault(FetchFault::NotAPage { kind }));
    }
    kept::warc(fetched, name).map_err(ErrorKind::Unwritable)
}

/// The article in such a file, read as it will be read from the corpus.
fn sole_article(warc: &[u8], url: &Url) -> Result<Article, Error> {
    let read = || {
        let mut records = standard_input(Cursor::new(warc.to_vec()), url.as_str())?;
        records.next().unwrap_or_else(|| Err(Error::nowhere(ErrorKind::NoText)))?.article()
    };
    read().map_err(|error| Error::at_address(error.kind, url.as_str()))
}

fn when(fetched: &Fetched) -> Timestamp {
    fetched.exchanges.last().map(|exchange| exchange.when).unwrap_or_default()
}
