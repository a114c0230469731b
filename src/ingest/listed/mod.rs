//! Files that list their records: feeds, lists in JSON, tables.
//!
//! Each of them states facts under names, and not every record has its article's text: feeds give summaries, reference
//! managers links. Those records are counted and told in one line, for there may be thousands of them.

pub(super) mod fulltext;
mod item;
mod objects;
pub(super) mod source;
pub(super) mod table;
mod values;

pub(super) use item::Entry;

use super::canonical_url;
use super::facts::Facts;
use super::feed;
use super::keys::Field;
use super::loose::Loose;
use super::stream;
use super::stream::Stream;
use crate::article::date;
use crate::error::ErrorKind;
use crate::error::ListFault;
use item::At;
use item::Item;
use objects::Objects;
use source::Source;

/// The kinds of file that list their records.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// RSS, RDF or Atom.
    Feed,
    /// A list, or an object that holds one or is one record.
    Json,
    /// Rows under a header.
    Table,
}

/// The records of one file, and what is to be said of it.
pub(super) struct Listed {
    list: List,
    is_compressed: bool,
    count: u64,
    /// Records that hold an article, as far as can be told without reading it.
    articles: u64,
    /// Addresses of the records that do not hold their article's text.
    links: Vec<String>,
    has_told_of_links: bool,
    misdated: Misdated,
    is_over: bool,
}

enum List {
    Feed(feed::Items),
    Json(Objects),
    Table(table::Rows),
}

/// Words that stand where a date should and are none.
#[derive(Default)]
struct Misdated {
    count: u64,
    first: Option<(At, String)>,
}

impl Listed {
    /// The records in a stream.
    ///
    /// # Errors
    ///
    /// The stream cannot be read.
    pub(super) fn open(kind: Kind, stream: Stream) -> Result<Listed, ErrorKind> {
        let is_compressed = stream.is_compressed();
        let source =
            Source::new(stream.into_reader()).map_err(|error| stream::failed(error, is_compressed))?;
        let list = match kind {
            Kind::Feed => List::Feed(feed::Items::new(source)),
            Kind::Json => List::Json(Objects::new(source)),
            Kind::Table => List::Table(table::Rows::new(source)?),
        };
        Ok(Listed {
            list,
            is_compressed,
            count: 0,
            articles: 0,
            links: Vec::new(),
            has_told_of_links: false,
            misdated: Misdated::default(),
            is_over: false,
        })
    }

    /// Addresses of the records that do not hold their article's text. Reads the file to its end; complaints are not
    /// repeated.
    pub(super) fn links(mut self) -> Vec<String> {
        while self.next().is_some() {}
        self.links
    }

    fn record(&mut self) -> Option<(At, Result<Facts, ErrorKind>)> {
        self.count += 1;
        let at = At::Record(self.count);
        match &mut self.list {
            List::Feed(items) => items.next().map(|item| (at, item)),
            List::Json(objects) => objects.next().map(|facts| (at, facts)),
            List::Table(rows) => rows.next().map(|(line, row)| (At::Line(line), row)),
        }
    }

    /// The record, if it is one and holds its article's text.
    fn judged(&mut self, at: At, facts: Facts) -> Result<Option<Facts>, ErrorKind> {
        if is_beside(&facts) {
            return Ok(None);
        }
        let has_text = match facts.get(Field::Text) {
            Some(Loose::Words(words)) => !words.trim().is_empty() && !fulltext::is_teaser(words),
            Some(_) => true,
            None => false,
        };
        if has_text {
            self.articles += 1;
            self.misdated.note(at, &facts);
            return Ok(Some(facts));
        }
        let url = facts.get(Field::Url).cloned().and_then(Loose::into_words);
        self.links.push(url.filter(|url| canonical_url(url).is_some()).ok_or(ErrorKind::NoText)?);
        Ok(None)
    }

    /// What is said of the file once its records have been read.
    fn sum_up(&mut self) -> Option<Item> {
        if let Some((at, words)) = self.misdated.first.take() {
            return Some(fault(at, ListFault::Undated { words, count: self.misdated.count }));
        }
        if self.links.is_empty() || std::mem::replace(&mut self.has_told_of_links, true) {
            return None;
        }
        Some(fault(
            At::File,
            ListFault::TextElsewhere { count: self.links.len() as u64, articles: self.articles },
        ))
    }
}

impl Iterator for Listed {
    type Item = Item;

    /// The next record that holds an article, or what is wrong with one that does not.
    fn next(&mut self) -> Option<Item> {
        while !self.is_over {
            let Some((at, facts)) = self.record() else {
                self.is_over = true;
                break;
            };
            let facts = match facts.and_then(|facts| self.judged(at, facts)) {
                Ok(None) => continue,
                Ok(Some(facts)) => Ok(facts),
                Err(ErrorKind::Unreadable(error)) => Err(stream::failed(error, self.is_compressed)),
                Err(kind) => Err(kind),
            };
            return Some(Item { at, facts });
        }
        self.sum_up()
    }
}

fn fault(at: At, fault: ListFault) -> Item {
    Item { at, facts: Err(ErrorKind::List(fault)) }
}

/// What a reference manager keeps beside its references: files and notes.
fn is_beside(facts: &Facts) -> bool {
    facts.item_type.as_deref().is_some_and(|kind| matches!(kind, "annotation" | "attachment" | "note"))
}

impl Misdated {
    fn note(&mut self, at: At, facts: &Facts) {
        for field in [Field::Published, Field::Updated] {
            if let Some(Loose::Words(words)) = facts.get(field)
                && !is_date(words.trim())
            {
                self.count += 1;
                let words: String = words.trim().chars().take(40).collect();
                self.first.get_or_insert((at, words));
            }
        }
    }
}

/// Whether words are a date in some country: which, is not known yet.
fn is_date(words: &str) -> bool {
    words.is_empty() || date::read(words, None).is_some() || date::read(words, Some("US")).is_some()
}

/// The last bytes of a text, from a whole character on.
fn last_of(text: &str, bytes: usize) -> &str {
    let mut start = text.len().saturating_sub(bytes);
    while !text.is_char_boundary(start) {
        start += 1;
    }
    &text[start..]
}
