//! The index: derived from the corpus, and deletable at any moment.
//!
//! Nothing outside this folder names an engine. [`Index`] answers requests, by the page or all that match, and counts; [`add`],
//! [`update`] and [`rebuild`] make it agree with the corpus; [`check`] says whether it does.

#![allow(clippy::disallowed_methods)] // an edge: this stage reads and writes files

mod adding;
mod ahead;
mod alike;
mod aside;
mod beside;
mod build;
mod check;
mod claim;
mod generation;
mod guarded;
mod local;
mod manifest;
mod reading;
mod revised;
mod versions;

pub use build::Changes;
pub use build::Progress;
pub use build::Source;
pub use build::Watch;
pub use build::add;
pub use build::held;
pub use build::rebuild;
pub use build::update;
pub use check::Finding;
pub use check::check;
pub use versions::versions;

use crate::article::ArticleId;
use crate::corpus::Archive;
use crate::corpus::Speakers;
use crate::error::Error;
use crate::query::Query;
use crate::query::Unit;
use crate::search::Around;
use crate::search::By;
use crate::search::Counted;
use crate::search::Hit;
use crate::search::Page;
use crate::search::Period;
use crate::search::Person;
use crate::search::PlacedQuote;
use crate::search::QuoteHit;
use crate::search::Request;
use crate::search::Sort;
use crate::search::StoredArticle;
use crate::search::Tally;
use crate::search::UnknownName;
use crate::search::people;
use crate::search::several_people;
use crate::search::timeline;
use jiff::Timestamp;
use jiff::tz::TimeZone;
use local::LocalIndex;
use std::ops::ControlFlow;

/// The format of what stands in `index/`. Raised when an older index can no longer be read or would answer otherwise.
pub const FORMAT: u32 = 5;

/// An index, opened to answer. What is committed afterwards it does not see.
pub enum Index {
    /// A Tantivy index in the archive's folder.
    Local(LocalIndex),
}

impl Index {
    /// Opens the index of an archive; `None` if there is none yet.
    ///
    /// # Errors
    ///
    /// `IndexFormat` for an index of another format, `IndexDamaged` for one that cannot be read.
    pub fn open(archive: &Archive) -> Result<Option<Index>, Error> {
        let folder = archive.index_dir();
        let Some(live) = generation::live(&folder)? else { return Ok(None) };
        match LocalIndex::open(&live, FORMAT) {
            Ok(local) => Ok(Some(Index::Local(local))),
            // A rebuild may have switched and cleaned up between the two steps; then the new one is there.
            Err(error) => match generation::live(&folder)? {
                Some(now) if now != live => Ok(Some(Index::Local(LocalIndex::open(&now, FORMAT)?))),
                _ => Err(error),
            },
        }
    }

    /// The same index, which gives a speaker only where the attribution is at least so sure; the quotations stay.
    pub fn sure_of(self, least: f32) -> Index {
        match self {
            Index::Local(local) => Index::Local(local.sure_of(least)),
        }
    }

    /// The same index, for days of this zone: `added:` knows instants, and when a day begins depends on where the reader is.
    /// Without it days are those of UTC.
    pub fn in_zone(self, zone: TimeZone) -> Index {
        match self {
            Index::Local(local) => Index::Local(local.in_zone(zone)),
        }
    }

    /// When the article came that came last; `None` for an index without articles.
    ///
    /// # Errors
    ///
    /// `IndexDamaged` when the index cannot be read.
    pub fn last_added(&self) -> Result<Option<Timestamp>, Error> {
        match self {
            Index::Local(local) => local.last_added(),
        }
    }

    /// When an article was first seen in the archive; `None` for one that the index does not hold.
    ///
    /// # Errors
    ///
    /// `IndexDamaged` when the index cannot be read.
    pub fn first_seen(&self, id: ArticleId) -> Result<Option<Timestamp>, Error> {
        match self {
            Index::Local(local) => local.added(id),
        }
    }

    /// Whether the index follows what the owner says of speakers now.
    pub fn follows(&self, speakers: &Speakers) -> bool {
        match self {
            Index::Local(local) => local.speakers_fingerprint() == speakers.fingerprint(),
        }
    }

    /// Ranked passages.
    ///
    /// # Errors
    ///
    /// `IndexDamaged` when the index cannot be read.
    pub fn search(&self, request: &Request) -> Result<Page<Hit>, Error> {
        match self {
            Index::Local(local) => {
                let mut page = local.search(request)?;
                let quotes = page.hits.iter().flat_map(|hit| &hit.passage.quotes);
                let note = several_people(&request.query, quotes.filter_map(speaker));
                page.notes.extend(note);
                page.notes.extend(local.doubts(request, request.query.unit(), matched(&page))?);
                Ok(page)
            }
        }
    }

    /// Ranked quotations.
    ///
    /// # Errors
    ///
    /// `IndexDamaged` when the index cannot be read.
    pub fn quotes(&self, request: &Request) -> Result<Page<QuoteHit>, Error> {
        match self {
            Index::Local(local) => {
                let mut page = local.quotes(request)?;
                let quotes = page.hits.iter().map(|hit| &hit.quote);
                let note = several_people(&request.query, quotes.filter_map(speaker));
                page.notes.extend(note);
                page.notes.extend(local.doubts(request, Unit::Quotation, matched(&page))?);
                Ok(page)
            }
        }
    }

    /// All passages that answer, page by page and best first: the first page has the counts and is given even if it is empty,
    /// and `take` may break off. The request's `limit` and `offset` are not looked at. Where hits have to be `together`, all
    /// those of an article stand on one page, one behind the other.
    ///
    /// # Errors
    ///
    /// `IndexDamaged` when the index cannot be read.
    pub fn each_hit(
        &self,
        request: &Request,
        together: bool,
        take: &mut dyn FnMut(Page<Hit>) -> ControlFlow<()>,
    ) -> Result<(), Error> {
        match self {
            Index::Local(local) => {
                let unit = request.query.unit();
                with_doubts(local, (request, unit), take, |take| local.each_hit(request, together, take))
            }
        }
    }

    /// All quotations that answer, in the same way.
    ///
    /// # Errors
    ///
    /// `IndexDamaged` when the index cannot be read.
    pub fn each_quote(
        &self,
        request: &Request,
        together: bool,
        take: &mut dyn FnMut(Page<QuoteHit>) -> ControlFlow<()>,
    ) -> Result<(), Error> {
        match self {
            Index::Local(local) => with_doubts(local, (request, Unit::Quotation), take, |take| {
                local.each_quote(request, together, take)
            }),
        }
    }

    /// How many passages [`each_hit`](Index::each_hit) gives; where quotations are counted, how many hold those that answer.
    ///
    /// # Errors
    ///
    /// `IndexDamaged` when the index cannot be read.
    pub fn count_passages(&self, request: &Request, unit: Unit) -> Result<u64, Error> {
        match self {
            Index::Local(local) => local.count_passages(request, unit),
        }
    }

    /// At most so many passages before and after one, which is named by its article and its number there.
    ///
    /// # Errors
    ///
    /// `IndexDamaged` when the index cannot be read.
    pub fn around(&self, article: ArticleId, number: u32, most: usize) -> Result<Around, Error> {
        match self {
            Index::Local(local) => local.around(article, number, most),
        }
    }

    /// The article of an id, a unique prefix of one, or an address.
    ///
    /// # Errors
    ///
    /// `NoSuchArticle`, `SeveralArticles`, `IndexDamaged`.
    pub fn article(&self, name: &str) -> Result<StoredArticle, Error> {
        match self {
            Index::Local(local) => local.article(name),
        }
    }

    /// Who is quoted in what matches, people and not strings, most quoted first; with `name`, only speakers of that name. Each person's
    /// counts are told apart `by` what was asked for.
    ///
    /// # Errors
    ///
    /// `IndexDamaged` when the index cannot be read.
    pub fn speakers(
        &self,
        name: Option<&str>,
        query: &Query,
        by: Option<By>,
    ) -> Result<Counted<Person>, Error> {
        match self {
            Index::Local(local) => {
                let sightings = local.speakers(name, query, by)?;
                let lines = people(&sightings.seen, by);
                Ok(Counted { lines, total: sightings.total, without: sightings.without, unit: query.unit() })
            }
        }
    }

    /// Whether somebody who is quoted in the archive bears the name, or a part of whose name it is.
    ///
    /// # Errors
    ///
    /// `IndexDamaged` when the index cannot be read.
    pub fn is_borne(&self, name: &str) -> Result<bool, Error> {
        match self {
            Index::Local(local) => local.is_borne(name),
        }
    }

    /// What is doubtful about a query that so many articles or quotations matched, a sentence each: names that nobody bears, a slip
    /// in its words. Answers of [`search`](Index::search) and its like have this among their notes.
    ///
    /// # Errors
    ///
    /// `IndexDamaged` when the index cannot be read.
    pub fn doubts(&self, query: &Query, matched: u64) -> Result<Vec<String>, Error> {
        let request = Request {
            query: query.clone(),
            limit: 0,
            offset: 0,
            per_article: 1,
            collapse: false,
            sort: Sort::Relevance,
            near: false,
            explain: false,
            facets: None,
            added_after: None,
        };
        match self {
            Index::Local(local) => local.doubts(&request, query.unit(), matched),
        }
    }

    /// The names in a query that nobody bears, with the nearest that there are; values of languages and keywords likewise.
    ///
    /// # Errors
    ///
    /// `IndexDamaged` when the index cannot be read.
    pub fn unknown_names(&self, query: &Query) -> Result<Vec<UnknownName>, Error> {
        match self {
            Index::Local(local) => local.unknown_names(query),
        }
    }

    /// Who printed what matches, with most quotations first.
    ///
    /// # Errors
    ///
    /// `IndexDamaged` when the index cannot be read.
    pub fn outlets(&self, query: &Query) -> Result<Counted<Tally>, Error> {
        match self {
            Index::Local(local) => local.outlets(query),
        }
    }

    /// How much was printed of what matches, period by period; those between the first and the last in which nothing was have zeros.
    ///
    /// # Errors
    ///
    /// `IndexDamaged` when the index cannot be read.
    pub fn timeline(&self, query: &Query, period: Period) -> Result<Counted<Tally>, Error> {
        match self {
            Index::Local(local) => Ok(timeline(&local.days(query)?, period)),
        }
    }
}

fn speaker(quote: &PlacedQuote) -> Option<&str> {
    quote.speaker.as_ref().map(|speaker| speaker.name.as_str())
}

/// How much of what a page shows there is in all.
fn matched<H>(page: &Page<H>) -> u64 {
    page.quotes.unwrap_or(page.articles)
}

/// Gives pages one by one, the first with what is doubtful about the query.
fn with_doubts<H>(
    local: &LocalIndex,
    (request, unit): (&Request, Unit),
    take: &mut dyn FnMut(Page<H>) -> ControlFlow<()>,
    give: impl FnOnce(&mut dyn FnMut(Page<H>) -> ControlFlow<()>) -> Result<(), Error>,
) -> Result<(), Error> {
    let (mut is_first, mut failed) = (true, None);
    give(&mut |mut page| {
        if std::mem::take(&mut is_first) {
            match local.doubts(request, unit, matched(&page)) {
                Ok(doubts) => page.notes.extend(doubts),
                Err(error) => {
                    failed = Some(error);
                    return ControlFlow::Break(());
                }
            }
        }
        take(page)
    })?;
    failed.map_or(Ok(()), Err)
}
