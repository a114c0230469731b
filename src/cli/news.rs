//! `onrecord watch run`: what has come into the archive since the last run, for each of several searches.

use super::Outcome;
use super::Streams;
use super::args::Global;
use super::args::NewsFormat;
use super::args::WatchRun;
use super::ask;
use super::ask::Opened;
use super::ask::Question;
use super::terminal;
use super::watch;
use crate::corpus::GRAMMAR;
use crate::corpus::SavedSearch;
use crate::corpus::Watches;
use crate::error::Error;
use crate::error::ErrorKind;
use crate::error::WatchFault;
use crate::index::Index;
use crate::query::Query;
use crate::render;
use crate::render::Answer;
use crate::render::Asked;
use crate::render::Entry;
use crate::render::Extra;
use crate::render::Feed;
use crate::render::FeedFormat;
use crate::render::Format;
use crate::render::News;
use crate::render::NewsPage;
use crate::search::Hit;
use crate::search::Page;
use crate::search::QuoteHit;
use crate::search::Request;
use crate::search::Sort;
use anyhow::Context;
use jiff::Timestamp;
use std::collections::HashMap;
use std::io::Write;
use std::time::Duration;
use std::time::Instant;

/// Passages of one article at most, as `search` shows them.
const PER_ARTICLE: usize = 3;

/// What is new for one search.
struct Found {
    name: String,
    asked: Asked,
    pages: Pages,
    elapsed: Duration,
}

enum Pages {
    Passages(Page<Hit>),
    Quotes(Page<QuoteHit>),
}

impl Found {
    fn is_empty(&self) -> bool {
        match &self.pages {
            Pages::Passages(page) => page.hits.is_empty(),
            Pages::Quotes(page) => page.hits.is_empty(),
        }
    }
}

pub(super) fn run(run: &WatchRun, global: &Global, streams: &mut Streams) -> anyhow::Result<Outcome> {
    let archive = ask::archive(global)?;
    // Held to the end, so that of two runs at once none prints what the other does.
    let mut watches = if run.peek { archive.watches()? } else { archive.watches_to_change()? };
    let searches = wanted(&watches, &run.names)?;
    if searches.is_empty() {
        return watch::nothing_kept(streams);
    }
    let questions = searches.iter().map(question).collect::<anyhow::Result<Vec<Question>>>()?;
    let Opened { mut index, skipped } = ask::index(global, watch::doubt(&searches[0].1), streams)?;
    let until = index.last_added()?;
    let mut found = Vec::new();
    for ((name, search), question) in searches.iter().zip(questions) {
        index = index.sure_of(ask::least_confidence(watch::doubt(search), &archive)?);
        found.push(look(name, search, question, run.everything, &index)?);
    }
    print(&found, run, global, &index, streams)?;
    // Whatever was not printed to its end is new once more.
    streams.out.flush()?;
    if let (Some(until), false) = (until, run.peek) {
        note_seen(&mut watches, &searches, until)?;
    }
    Ok(match skipped {
        0 => Outcome::found(found.iter().any(|found| !found.is_empty())),
        skipped => Outcome::Partial { skipped },
    })
}

/// The searches of some names, or all.
fn wanted(watches: &Watches, names: &[String]) -> Result<Vec<(String, SavedSearch)>, Error> {
    let owned = |(name, search): (&str, &SavedSearch)| (name.to_string(), search.clone());
    if names.is_empty() {
        return Ok(watches.all().map(owned).collect());
    }
    names.iter().map(|name| watches.get(name).map(owned)).collect()
}

fn question((name, search): &(String, SavedSearch)) -> anyhow::Result<Question> {
    let (name, grammar) = (name.clone(), search.grammar);
    if grammar > GRAMMAR {
        let fault = WatchFault::LaterGrammar { name, grammar };
        return Err(Error::nowhere(ErrorKind::Watch(fault)).into());
    }
    watch::question(search).with_context(|| format!("in the search `{name}`"))
}

fn look(
    name: &str,
    search: &SavedSearch,
    question: Question,
    everything: bool,
    index: &Index,
) -> Result<Found, Error> {
    let Question { query, asked } = question;
    let started = Instant::now();
    let after = search.seen_until.filter(|_| !everything);
    let pages = match search.quotes {
        false => Pages::Passages(passages(query, after, index)?),
        true => Pages::Quotes(quotes(query, after, index)?),
    };
    Ok(Found { name: name.to_string(), asked, pages, elapsed: started.elapsed() })
}

fn passages(query: Query, after: Option<Timestamp>, index: &Index) -> Result<Page<Hit>, Error> {
    let counted = index.search(&request(query.clone(), after, 0))?;
    index.search(&request(query, after, everything(counted.articles, PER_ARTICLE)))
}

fn quotes(query: Query, after: Option<Timestamp>, index: &Index) -> Result<Page<QuoteHit>, Error> {
    let all = |limit| Request { per_article: usize::MAX, ..request(query.clone(), after, limit) };
    let counted = index.quotes(&all(0))?;
    index.quotes(&all(everything(counted.quotes.unwrap_or_default(), 1)))
}

/// What is doubtful about a search that is kept.
pub(super) fn doubts(query: &Query, quotes: bool, index: &Index) -> Result<Vec<String>, Error> {
    let request = request(query.clone(), None, 0);
    Ok(if quotes { index.quotes(&request)?.notes } else { index.search(&request)?.notes })
}

/// So many hits are all there are.
fn everything(count: u64, of_each: usize) -> usize {
    usize::try_from(count).unwrap_or(usize::MAX).saturating_mul(of_each)
}

fn request(query: Query, after: Option<Timestamp>, limit: usize) -> Request {
    Request {
        query,
        limit,
        offset: 0,
        per_article: PER_ARTICLE,
        collapse: true,
        sort: Sort::Newest,
        // What lacks a word is no news.
        near: false,
        explain: false,
        facets: None,
        added_after: after,
    }
}

fn print(
    found: &[Found],
    run: &WatchRun,
    global: &Global,
    index: &Index,
    streams: &mut Streams,
) -> anyhow::Result<()> {
    say(found, run.format, streams.err)?;
    let format = match run.format {
        NewsFormat::Page(format) => format,
        NewsFormat::Feed(format) => return feed(found, run.all, format, index, streams),
    };
    let look = terminal::look(global.color, run.brackets);
    let is_one = !run.all && found.len() == 1;
    let shown: Vec<&Found> = found.iter().filter(|found| is_one || !found.is_empty()).collect();
    let answers: Vec<(&str, Answers)> =
        shown.iter().map(|found| (found.name.as_str(), answer(found))).collect();
    let news: Vec<News> = answers.iter().map(|(name, answer)| News { name, page: answer.page() }).collect();
    match news.as_slice() {
        [one] if is_one => one.page.write(format, look, streams.out)?,
        several => render::roll_up(several, format, look, streams.out)?,
    }
    Ok(())
}

/// Moves the marks of the searches that were run.
fn note_seen(
    watches: &mut Watches,
    searches: &[(String, SavedSearch)],
    until: Timestamp,
) -> Result<(), Error> {
    let mut is_moved = false;
    for (name, search) in searches {
        // An index that was taken from a copy may end before the mark.
        if search.seen_until < Some(until) {
            watches.note_seen(name, until)?;
            is_moved = true;
        }
    }
    if is_moved { watches.write() } else { Ok(()) }
}

/// What is doubtful about a search, where the form has no place for it; and for people that nothing is new: silence is no answer.
fn say(found: &[Found], format: NewsFormat, err: &mut dyn Write) -> anyhow::Result<()> {
    let tells = matches!(format, NewsFormat::Page(page) if page.carries(Extra::Notes, false));
    for found in found.iter().filter(|_| !tells) {
        for note in &found.asked.notes {
            writeln!(err, "note: {}: {}", found.name, render::visible(note))?;
        }
    }
    if format == NewsFormat::Page(Format::Text) && found.iter().all(Found::is_empty) {
        let names: Vec<String> = found.iter().map(|found| format!("`{}`", found.name)).collect();
        writeln!(err, "nothing is new for {}", names.join(", "))?;
    }
    Ok(())
}

enum Answers<'a> {
    Passages(Answer<'a, Hit>),
    Quotes(Answer<'a, QuoteHit>),
}

impl Answers<'_> {
    fn page(&self) -> NewsPage<'_> {
        match self {
            Answers::Passages(answer) => NewsPage::Passages(answer),
            Answers::Quotes(answer) => NewsPage::Quotes(answer),
        }
    }
}

fn answer(found: &Found) -> Answers<'_> {
    let (asked, elapsed) = (&found.asked, found.elapsed);
    match &found.pages {
        Pages::Passages(page) => Answers::Passages(Answer { asked, page, elapsed, next: None }),
        Pages::Quotes(page) => Answers::Quotes(Answer { asked, page, elapsed, next: None }),
    }
}

/// One feed of all that is new; what is new for several searches stands in it once.
fn feed(
    found: &[Found],
    all: bool,
    format: FeedFormat,
    index: &Index,
    streams: &mut Streams,
) -> anyhow::Result<()> {
    let mut entries: Vec<Entry> = Vec::new();
    let mut places: HashMap<String, usize> = HashMap::new();
    for found in found {
        for entry in entries_of(found, index)? {
            match places.get(entry.id()) {
                Some(at) => entries[*at].searches.extend(entry.searches),
                None => {
                    places.insert(entry.id().to_string(), entries.len());
                    entries.push(entry);
                }
            }
        }
    }
    entries.sort_by_key(|entry| std::cmp::Reverse(entry.seen()));
    let names: Vec<&str> = found.iter().map(|found| found.name.as_str()).collect();
    // A feed keeps its id, also when one more search is kept.
    let (id, title) = match all {
        true => ("urn:onrecord:watches".to_string(), "onrecord: all searches".to_string()),
        false => {
            (format!("urn:onrecord:watch:{}", names.join(":")), format!("onrecord: {}", names.join(", ")))
        }
    };
    let feed = Feed { id, title, updated: index.last_added()?.unwrap_or(Timestamp::UNIX_EPOCH), entries };
    Ok(render::feed(&feed, format, streams.out)?)
}

fn entries_of(found: &Found, index: &Index) -> Result<Vec<Entry>, Error> {
    let seen = |id| Ok(index.first_seen(id)?.unwrap_or(Timestamp::UNIX_EPOCH));
    let name = &found.name;
    match &found.pages {
        Pages::Passages(page) => {
            page.hits.iter().map(|hit| Ok(Entry::of_passage(hit, seen(hit.article.id)?, name))).collect()
        }
        Pages::Quotes(page) => {
            page.hits.iter().map(|hit| Ok(Entry::of_quote(hit, seen(hit.article.id)?, name))).collect()
        }
    }
}
