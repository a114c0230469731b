//! `onrecord follow`: the feeds of an archive, and what is new in them. One command for cron.

use super::Outcome;
use super::Streams;
use super::add::added;
use super::add::find_or_create;
use super::args::Follow;
use super::args::FollowAction;
use super::args::Global;
use super::args::Reach;
use super::ask;
use super::fetching;
use super::fetching::Errand;
use super::progress;
use super::progress::watched;
use super::seen::Seen;
use crate::article::Article;
use crate::article::ArticleId;
use crate::article::Printed;
use crate::corpus::Archive;
use crate::corpus::Feeds;
use crate::error::Error;
use crate::error::ErrorKind;
use crate::error::FetchFault;
use crate::index;
use crate::index::Changes;
use crate::index::Source;
use crate::index::Watch;
use crate::ingest::fetch;
use crate::ingest::fetch::Feed;
use crate::ingest::fetch::List;
use crate::ingest::fetch::Manners;
use std::collections::HashMap;
use std::collections::HashSet;
use url::Url;

pub(super) fn run(follow: &Follow, global: &Global, streams: &mut Streams) -> anyhow::Result<Outcome> {
    match &follow.action {
        FollowAction::Add { feeds } => {
            // Before the archive is made: a mistake should leave nothing behind.
            let urls = feeds.iter().map(|typed| address(typed)).collect::<Result<Vec<Url>, Error>>()?;
            add(&urls, &find_or_create(global)?, streams)
        }
        FollowAction::Remove { feeds } => remove(feeds, &ask::archive(global)?, streams),
        FollowAction::List => list(&ask::archive(global)?, streams),
        FollowAction::Run { reach } => take_in(*reach, &ask::archive(global)?, streams),
    }
}

fn add(urls: &[Url], archive: &Archive, streams: &mut Streams) -> anyhow::Result<Outcome> {
    let mut feeds = archive.feeds()?;
    for url in urls {
        match feeds.add(url.as_str()) {
            true => writeln!(streams.err, "following {url}")?,
            false => writeln!(streams.err, "{url} is followed already")?,
        }
    }
    feeds.write()?;
    Ok(Outcome::Found)
}

fn remove(addresses: &[String], archive: &Archive, streams: &mut Streams) -> anyhow::Result<Outcome> {
    let mut feeds = archive.feeds()?;
    let mut missing = 0;
    for typed in addresses {
        // As it stands in the file, or as `add` would have written it.
        let is_gone = feeds.remove(typed) || address(typed).is_ok_and(|url| feeds.remove(url.as_str()));
        match is_gone {
            true => writeln!(streams.err, "no longer following {typed}")?,
            false => {
                missing += 1;
                writeln!(
                    streams.err,
                    "warning: {typed} is not followed; `onrecord follow list` prints what is"
                )?;
            }
        }
    }
    feeds.write()?;
    Ok(Outcome::skipped(missing))
}

fn list(archive: &Archive, streams: &mut Streams) -> anyhow::Result<Outcome> {
    let feeds = archive.feeds()?;
    if feeds.entries().next().is_none() {
        return nothing_to_follow(streams);
    }
    for (_, feed) in feeds.entries() {
        writeln!(streams.out, "{feed}")?;
    }
    Ok(Outcome::Found)
}

fn nothing_to_follow(streams: &mut Streams) -> anyhow::Result<Outcome> {
    writeln!(streams.err, "no feed is followed; `onrecord follow add ADDRESS` follows one")?;
    Ok(Outcome::NothingFound)
}

fn address(typed: &str) -> Result<Url, Error> {
    fetch::web_address(typed)
        .ok_or_else(|| Error::at_address(ErrorKind::Fetch(FetchFault::NotOnTheWeb), typed))
}

/// Fetches the feeds and the pages that are new in them, and indexes what came.
fn take_in(reach: Reach, archive: &Archive, streams: &mut Streams) -> anyhow::Result<Outcome> {
    let feeds = archive.feeds()?;
    if feeds.entries().next().is_none() {
        return nothing_to_follow(streams);
    }
    let manners = Manners::of(&archive.settings()?.fetch, reach.allow_private);
    let changes = watched(streams, |watch| {
        let mut skipped = 0;
        let list = addresses(&feeds, &mut |error| {
            skipped += 1;
            (watch.complaint)(error);
        });
        let changes = news(list, manners, archive, watch)?;
        Ok(Changes { skipped: changes.skipped + skipped, ..changes })
    })?;
    progress::sum_up(changes, false, streams.err)?;
    Ok(Outcome::skipped(changes.skipped))
}

fn addresses(feeds: &Feeds, complain: &mut dyn FnMut(Error)) -> List {
    let mut list = List::default();
    for (number, entry) in feeds.entries() {
        match fetch::web_address(entry) {
            Some(url) => list.push(url),
            None => complain(Error::in_line(ErrorKind::Fetch(FetchFault::NotOnTheWeb), feeds.path(), number)),
        }
    }
    list
}

fn news(list: List, manners: Manners, archive: &Archive, watch: &mut Watch<'_>) -> Result<Changes, Error> {
    let held = index::held(archive)?;
    let mut seen = Seen::read(archive);
    let errand = Errand {
        list,
        manners,
        follows: Some(&|feed, link| fetching::is_new(link, &held) && !seen.is_settled(feed, link)),
        known: &|feed| seen.known(feed),
    };
    let brought = fetching::take_in(errand, archive, watch)?;
    let mut newer = HashSet::new();
    let mut is_news = |feed: &&Feed| {
        // All of them, for each that is newer is to be counted.
        feed.articles().filter(|article| is_news(article, &held, &mut newer)).count() > 0
    };
    let sources: Vec<Source> = brought.feeds.iter().filter(&mut is_news).map(fetching::source).collect();
    let changes = added(archive, &sources, true, watch)?;
    // After the index: what was not taken in must not be taken for seen.
    seen.note(&brought);
    seen.write(archive)?;
    // Feeds give an article again and again as it is: to the index it comes from another file, to the reader it has not
    // changed.
    let updated = changes.updated.min(newer.len() as u64);
    Ok(Changes {
        updated,
        unchanged: changes.unchanged + changes.updated - updated,
        skipped: changes.skipped + brought.changes.skipped,
        ..changes
    })
}

/// Whether the archive does not hold an article, or an earlier version of it; that is noted in `newer`. A feed whose articles
/// are all there as they are brings nothing, however often its file changes.
fn is_news(
    article: &Article,
    held: &HashMap<ArticleId, Option<i64>>,
    newer: &mut HashSet<ArticleId>,
) -> bool {
    let time = article.updated.or(article.published).map(Printed::seconds);
    match held.get(&article.id) {
        None => true,
        Some(before) if time > *before => {
            newer.insert(article.id);
            true
        }
        Some(_) => false,
    }
}
