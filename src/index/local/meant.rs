//! "Did you mean": the query with a word that is a slip in the spelling that was most probably meant.
//!
//! A slip is printed, too: a few articles write "Maria Ruis". So a word is taken for one where it is rare beside a neighbour in
//! spelling, and the rest of the query goes with the neighbour as well as with the word: Maria is named in nearly every article
//! with "Ruiz", but a budget in few of those with "lower", which an article about Representative Lowey's budget was not meant to
//! have. Nothing is looked for where much matches, or where the word is frequent.

use super::LocalIndex;
use super::lists::Lists;
use super::ranked::loose;
use super::wanted::wanted_word;
use crate::query::Query;
use crate::query::Unit;
use crate::search::Request;
use crate::search::respellable;
use crate::search::respelt;
use std::collections::BTreeSet;

/// A query that more matches than this asks for what it says.
const FEW: u64 = 100;

/// A word is rare in one of so many articles, or in so few of a small archive.
const RARE: u64 = 200;
const LEAST_RARE: u64 = 20;

/// What is meant is in so many times as many articles as the slip.
const FAR_MORE: u64 = 20;

/// The same where nothing but the one word is asked for, which nothing else in the query speaks for.
const FAR_MORE_ALONE: u64 = 30;

/// The corrected query has so many times as many matches.
const MANY_MORE: u64 = 10;

/// A name is in at most so many times as many articles as there are quotations of its bearers.
const OFTEN_QUOTED: u64 = 10;

/// So many articles without the rest of the query are thought beside those that have the word.
const FEW_TELL_LITTLE: u64 = 2;

/// What is printed and is a slip is one change away. Of 2,400 rare words of 8 to 15 letters in 4,000 articles, 81 had a neighbour two
/// changes away that would have been meant, and that was right of two or three: "Sandberg" is not "sanders".
const CHANGES: u8 = 1;

/// So many words of a query are looked into, the rarest.
const MOST_RARE: usize = 8;

/// So many neighbours of a word are tried, and so many slips of one query mended.
const MOST: usize = 3;

impl LocalIndex {
    /// What to tell the reader of a query that matched so much (articles or quotations), if one of its words is a slip.
    pub(super) fn did_you_mean(
        &self,
        request: &Request,
        unit: Unit,
        matched: u64,
    ) -> tantivy::Result<Option<String>> {
        // What came in since a moment says nothing about spelling.
        if matched > FEW || request.added_after.is_some() {
            return Ok(None);
        }
        Ok(self.meant(request, unit, matched)?.map(|(query, count)| {
            let what = match (unit, count) {
                (Unit::Article, 1) => "article",
                (Unit::Article, _) => "articles",
                (Unit::Quotation, 1) => "quotation",
                (Unit::Quotation, _) => "quotations",
            };
            format!("did you mean: {query} ({count} {what})?")
        }))
    }

    fn meant(&self, request: &Request, unit: Unit, matched: u64) -> tantivy::Result<Option<(Query, u64)>> {
        let words = respellable(&request.query);
        let is_alone = words.len() == 1;
        // Of the only word, which nothing has, near answers say so (`spelling`).
        if is_alone && matched == 0 && loose(request).is_some() {
            return Ok(None);
        }
        let mut typed = Vec::new();
        for word in words {
            typed.push((word, self.articles_with(word)?));
        }
        typed.sort_by_key(|(_, articles)| *articles);
        let (mut query, mut count) = (request.query.clone(), matched);
        for _ in 0..MOST {
            let mut best: Option<(Query, u64)> = None;
            for (word, articles) in typed.iter().take(MOST_RARE) {
                // What is meant can match no more than the rarest of the other words.
                let others = typed.iter().filter(|(other, _)| other != word).map(|(_, articles)| *articles);
                if others.min().is_some_and(|most| most < MANY_MORE * count.max(1)) {
                    continue;
                }
                let slip = Slip { word, articles: *articles, matched: count, is_alone };
                for (meant, found) in self.mended(request, unit, &query, &slip)? {
                    if best.as_ref().is_none_or(|(_, most)| found > *most) {
                        best = Some((meant, found));
                    }
                }
            }
            let Some((meant, found)) = best else { break };
            (query, count) = (meant, found);
        }
        Ok((query != request.query).then_some((query, count)))
    }

    /// The query with the likeliest neighbours of one word, where they are so much likelier, and what then matches.
    fn mended(
        &self,
        request: &Request,
        unit: Unit,
        query: &Query,
        slip: &Slip<'_>,
    ) -> tantivy::Result<Vec<(Query, u64)>> {
        let least = slip.articles.max(1) * if slip.is_alone { FAR_MORE_ALONE } else { FAR_MORE };
        let mut found = Vec::new();
        let is_rare = slip.articles <= (self.counts.articles / RARE).max(LEAST_RARE);
        if !is_rare || least > self.counts.articles || !respellable(query).contains(&slip.word) {
            return Ok(found);
        }
        let wanted = wanted_word(slip.word, &self.languages);
        let name = wanted.name();
        for neighbour in self.neighbours(&name, CHANGES, least)?.iter().take(MOST) {
            let stems = wanted_word(neighbour, &self.languages).stems;
            let articles = self.articles_with(neighbour)?;
            let is_other = wanted.stems.is_disjoint(&stems);
            if !is_other || articles < least || !self.are_alike(&name, neighbour, articles)? {
                continue;
            }
            let meant = respelt(query, slip.word, neighbour);
            let matched = self.how_many(request, unit, &meant)?;
            if slip.is_likelier(articles, matched) {
                found.push((meant, matched));
            }
        }
        Ok(found)
    }

    fn how_many(&self, request: &Request, unit: Unit, query: &Query) -> tantivy::Result<u64> {
        let request = Request { query: query.clone(), facets: None, ..request.clone() };
        let matches = self.matches(&request, unit, 1)?;
        Ok(if unit == Unit::Article { matches.articles } else { matches.quotes })
    }

    /// Whether a neighbour of a name is a name as well: somebody called Lowey may be quoted, but nobody called "lower" is.
    fn are_alike(&self, word: &str, neighbour: &str, articles: u64) -> tantivy::Result<bool> {
        let is_name = self.said_by(word)? > 0;
        Ok(!is_name || self.said_by(neighbour)? * OFTEN_QUOTED >= articles)
    }

    /// How many quotations are given to somebody in whose name a word stands.
    fn said_by(&self, word: &str) -> tantivy::Result<u64> {
        let forms = BTreeSet::from([word.to_string()]);
        let mut quotes = 0;
        for segment in &self.segments {
            quotes += Lists::of(segment, self.fields.speaker, &forms)?.living(segment)?;
        }
        Ok(quotes)
    }

    /// How many articles have a word, in any form.
    fn articles_with(&self, word: &str) -> tantivy::Result<u64> {
        let stems = wanted_word(word, &self.languages).stems;
        let mut articles = 0;
        for segment in &self.segments {
            articles += Lists::of(segment, self.fields.article_stem, &stems)?.living(segment)?;
        }
        Ok(articles)
    }
}

/// A word that may be a slip.
struct Slip<'q> {
    /// As typed.
    word: &'q str,
    /// The articles that have it.
    articles: u64,
    /// What matches the query with it.
    matched: u64,
    /// Whether no other word is asked for.
    is_alone: bool,
}

impl Slip<'_> {
    /// Whether a query speaks for a neighbour that so many articles have: much more matches, and the rest of the query is at
    /// least half as frequent beside it as beside the word typed.
    fn is_likelier(&self, articles: u64, matched: u64) -> bool {
        let share = |matched: u64, articles: u64| matched as f64 / articles as f64;
        // One or two articles say little of what a word goes with.
        let typed = share(self.matched, self.articles + FEW_TELL_LITTLE);
        matched >= MANY_MORE * self.matched.max(1) && 2.0 * share(matched, articles) >= typed
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_goes_with_the_rest_of_the_query_is_likelier() {
        for (articles, matched, of_neighbour, of_mended, expected) in [
            // maria ruis, oven tarrant
            (96, 39, 3755, 3659, true),
            (20, 13, 3868, 3867, true),
            // A word of another subject: lowey budget, lower budget.
            (12, 11, 2592, 592, false),
            (5, 3, 2000, 29, false),
            // Nothing matches, and little would.
            (40, 0, 3000, 9, false),
            (40, 0, 3000, 10, true),
        ] {
            let slip = Slip { word: "", articles, matched, is_alone: false };
            let found = slip.is_likelier(of_neighbour, of_mended);
            assert_eq!(found, expected, "{articles} {matched} {of_neighbour} {of_mended}");
        }
    }
}
