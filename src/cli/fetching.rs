//! Addresses among what is to be added: told from files, read from lists, fetched before the rest is done.
//!
//! Fetching takes its time, so it is done before the index is locked: another `onrecord` may write meanwhile.

use super::args::Add;
use crate::corpus::Archive;
use crate::error::Error;
use crate::error::ErrorKind;
use crate::error::FetchFault;
use crate::index::Changes;
use crate::index::Progress;
use crate::index::Watch;
use crate::ingest::fetch;
use crate::ingest::fetch::Fetcher;
use crate::ingest::fetch::List;
use crate::ingest::fetch::Manners;
use crate::ingest::fetch::Taken;
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

/// Fetches a list into the corpus. What cannot be had is complained of; what cannot be written ends it.
pub(super) fn take_in(
    mut list: List,
    manners: Manners,
    archive: &Archive,
    watch: &mut Watch<'_>,
) -> Result<Changes, Error> {
    let mut fetcher = Fetcher::new(manners);
    let mut changes = Changes::default();
    let total = list.len() as u64;
    let mut done = 0;
    while let Some(url) = list.next(&fetcher) {
        (watch.progress)(Progress { done, total, articles: changes.added });
        match fetch::take_in(&mut fetcher, &archive.corpus_dir(), &url) {
            Ok(Taken::New(_)) => changes.added += 1,
            Ok(Taken::Unchanged) => changes.unchanged += 1,
            Err(error @ Error { kind: ErrorKind::Unwritable(_), .. }) => return Err(error),
            Err(error) => {
                changes.skipped += 1;
                (watch.complaint)(error);
            }
        }
        done += 1;
    }
    Ok(changes)
}
