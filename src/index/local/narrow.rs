//! What narrows a search: the states of articles, their addresses, ids and dates, as the engine's queries.

use super::compile::Compiled;
use super::compile::Compiler;
use super::compile::any;
use super::compile::term;
use super::document::days_since_1970;
use super::document::site_key;
use crate::article::ArticleId;
use crate::fields;
use crate::ingest::canonical_url;
use crate::query::Days;
use crate::query::Event;
use crate::query::Unit;
use jiff::Zoned;
use jiff::civil::Date;
use std::ops::Bound;
use tantivy::Term;
use tantivy::query::BooleanQuery;
use tantivy::query::EmptyQuery;
use tantivy::query::Occur;
use tantivy::query::RangeQuery;
use tantivy::query::TermSetQuery;
use tantivy::schema::Field;

/// The documents that have a value in a column.
fn printed(column: Field, value: &str) -> Compiled {
    let value = || Bound::Included(Term::from_field_text(column, value));
    Box::new(RangeQuery::new(value(), value()))
}

/// The address of `cbc.ca/news`, `https://www.cbc.ca/news/*`; nothing of a domain alone.
fn folder(typed: &str) -> Option<String> {
    let address = canonical_url(typed.trim_end_matches(['*', '/']))?;
    address.split_once("//").is_some_and(|(_, behind)| behind.contains('/')).then_some(address)
}

impl Compiler<'_> {
    /// What `is:` says of articles. Which of them are duplicates no document knows, for that depends on the others.
    pub(super) fn state(&self, state: &str) -> Compiled {
        let said = term(self.fields.state, state);
        match state {
            fields::IS_DUPLICATE => self.with_ids(self.stories.duplicates()),
            // By its own account, or because the archive has another version.
            fields::IS_UPDATED => any(vec![said, self.with_ids(self.revised.ids())]),
            _ => said,
        }
    }

    /// The articles with these ids.
    fn with_ids(&self, ids: impl Iterator<Item = ArticleId>) -> Compiled {
        let ids = ids.map(|id| Term::from_field_u64(self.fields.id, id.number()));
        Box::new(TermSetQuery::new(ids))
    }

    /// The articles whose ids begin so.
    pub(super) fn with_id(&self, beginning: &str) -> Compiled {
        self.of_ids(beginning).unwrap_or_else(|| Box::new(EmptyQuery))
    }

    /// What has this value of a field, as the columns have it by which values are counted.
    pub(super) fn valued(&self, field: &fields::Field, value: &str, unit: Unit) -> Compiled {
        let f = self.fields;
        let spoken = || self.surely(printed(f.speaker_name, value));
        match field.name {
            name if name == fields::SPEAKER.name && unit == Unit::Quotation => spoken(),
            name if [fields::SPEAKER.name, fields::QUOTING.name].contains(&name) => {
                self.through_article(self.articles_of(spoken()), unit)
            }
            name if name == fields::OUTLET.name => self.through_article(printed(f.outlet_name, value), unit),
            name if name == fields::BY.name => self.through_article(printed(f.author_name, value), unit),
            _ => Box::new(EmptyQuery),
        }
    }

    /// The quotation with this id, as it is printed: `3F6K00/2` is the second of its article.
    pub(super) fn quotation(&self, id: &str) -> Compiled {
        let found = id
            .split_once('/')
            .and_then(|(article, ordinal)| Some((self.of_ids(article)?, ordinal.parse().ok()?)));
        let Some((article, ordinal)) = found else { return Box::new(EmptyQuery) };
        let of_article = self.through_article(article, Unit::Quotation);
        let bound = || Bound::Included(Term::from_field_u64(self.fields.ordinal, ordinal));
        let in_place: Compiled = Box::new(RangeQuery::new(bound(), bound()));
        Box::new(BooleanQuery::intersection(vec![of_article, in_place]))
    }

    /// The articles whose ids begin so; nothing where no id does.
    fn of_ids(&self, beginning: &str) -> Option<Compiled> {
        let (first, last) = ArticleId::range_of_prefix(beginning)?;
        let bound = |id: ArticleId| Bound::Included(Term::from_field_u64(self.fields.id, id.number()));
        Some(Box::new(RangeQuery::new(bound(first), bound(last))))
    }

    /// What `has:` says of articles.
    pub(super) fn having(&self, what: &str) -> Compiled {
        match what {
            fields::HAS_SPEAKER => self.articles_of(self.attributed()),
            fields::HAS_DIRECT | fields::HAS_INDIRECT => self.articles_of(term(self.fields.how, what)),
            what => term(self.fields.has, what),
        }
    }

    /// The articles that do not have something.
    pub(super) fn without(&self, what: &str) -> Compiled {
        Box::new(BooleanQuery::new(vec![
            (Occur::Must, self.all(Unit::Article)),
            (Occur::MustNot, term(self.fields.has, what)),
        ]))
    }

    /// A domain, with all those in it; where a path stands behind it, what lies at or below that.
    pub(super) fn site(&self, typed: &str) -> Compiled {
        if let Some(folder) = folder(typed) {
            return self.below(&folder);
        }
        match site_key(typed) {
            Some(domain) => term(self.fields.site, &domain),
            None => Box::new(EmptyQuery),
        }
    }

    /// The articles at an address in canonical form, and at those that go on behind it.
    fn below(&self, folder: &str) -> Compiled {
        let bound = |end: &str| Term::from_field_text(self.fields.url, &format!("{folder}{end}"));
        let between = |first, after| -> Compiled {
            Box::new(RangeQuery::new(Bound::Included(bound(first)), Bound::Excluded(bound(after))))
        };
        // `0` comes right after `/`, and `@` after `?`.
        any(vec![term(self.fields.url, folder), between("/", "0"), between("?", "@")])
    }

    /// A whole address, or the host alone.
    pub(super) fn address(&self, given: &str) -> Compiled {
        let host = given.to_lowercase();
        let host = host.strip_prefix("www.").unwrap_or(&host);
        let whole = canonical_url(given).map(|url| term(self.fields.url, &url));
        any(whole.into_iter().chain([term(self.fields.url, host)]).collect())
    }

    /// The articles of which something happened on some days.
    pub(super) fn dated(&self, event: Event, days: Days) -> Compiled {
        let field = match event {
            _ if (days.first, days.last) == (None, None) => return self.all(Unit::Article),
            Event::Published => self.fields.day,
            Event::Updated => self.fields.updated,
            Event::Added => return self.added(days),
        };
        let bound = |date: Option<Date>| match date {
            Some(date) => Bound::Included(Term::from_field_i64(field, days_since_1970(date))),
            None => Bound::Unbounded,
        };
        Box::new(RangeQuery::new(bound(days.first), bound(days.last)))
    }

    /// The articles that came into the archive on the reader's days.
    fn added(&self, days: Days) -> Compiled {
        // A day that no zone has, such as the last of the calendar, bounds nothing.
        let midnight = |date: Date| date.to_zoned(self.zone.clone()).ok();
        let at =
            |midnight: Zoned| Term::from_field_i64(self.fields.added, midnight.timestamp().as_millisecond());
        let first = days.first.and_then(midnight).map_or(Bound::Unbounded, |from| Bound::Included(at(from)));
        let next = days.last.and_then(|last| last.tomorrow().ok()).and_then(midnight);
        let last = next.map_or(Bound::Unbounded, |until| Bound::Excluded(at(until)));
        match (&first, &last) {
            (Bound::Unbounded, Bound::Unbounded) => self.all(Unit::Article),
            _ => Box::new(RangeQuery::new(first, last)),
        }
    }
}
