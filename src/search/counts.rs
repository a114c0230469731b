//! Counts of what matches: by outlet, by period, by person, and the facets of a page.

use crate::query::Unit;
use jiff::civil::Date;
use std::collections::BTreeMap;
use std::ops::AddAssign;

/// How often.
///
/// Where a query is about articles, the quotations are all those of the articles that match; where it is about
/// quotations (`speaker:`, `said:`, `is:`), they are those that match.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Often {
    /// Articles.
    pub articles: u64,
    /// Quotations.
    pub quotes: u64,
    /// Words of these quotations, as the index counts words.
    pub words: u64,
}

impl AddAssign for Often {
    fn add_assign(&mut self, more: Often) {
        self.articles += more.articles;
        self.quotes += more.quotes;
        self.words += more.words;
    }
}

/// Counts line by line, and of everything.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Counted<T> {
    /// The lines, in the order in which they are shown.
    pub lines: Vec<T>,
    /// All that matches.
    pub total: Often,
    /// What stands in no line, because nobody says its outlet, its date or its speaker. The articles are those in which there
    /// is such a quotation, for speakers; so they may stand in lines too.
    pub without: Often,
    /// What the total counts first.
    pub unit: Unit,
}

/// A line of `onrecord outlets` or `onrecord timeline`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tally {
    /// The outlet or period.
    pub name: String,
    /// The first day of a period.
    pub starts: Option<Date>,
    /// How often.
    pub often: Often,
}

/// A line of `onrecord speakers`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Person {
    /// The name, in the form that most quotations give.
    pub name: String,
    /// The role that most quotations give.
    pub role: Option<String>,
    /// How often.
    pub often: Often,
    /// The same by what was asked for ([`By`]), in the order in which it is shown; `None` holds what no article says. One part when
    /// nothing was asked for.
    pub parts: Vec<(Option<String>, Often)>,
}

/// By what a person's counts are told apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum By {
    /// Who printed it.
    Outlet,
    /// In which month.
    Month,
    /// In which year.
    Year,
    /// In which language.
    Language,
}

impl By {
    /// Its name, which heads the column.
    pub fn name(self) -> &'static str {
        match self {
            By::Outlet => "outlet",
            By::Month => "month",
            By::Year => "year",
            By::Language => "language",
        }
    }

    /// Whether its values have an order of their own.
    pub fn is_of_time(self) -> bool {
        matches!(self, By::Month | By::Year)
    }
}

/// Counts day by day; [`timeline`](super::timeline) makes periods of them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ByDay {
    /// What was published on each day.
    pub days: BTreeMap<Date, Often>,
    /// What says no day.
    pub undated: Often,
    /// What the query is about.
    pub unit: Unit,
}

/// How often each value of one field occurs among the matching articles, most frequent first, months in order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Facet {
    /// The field: `outlet`, `speaker`, `author`, `language`, `month`, `kind`.
    pub field: &'static str,
    /// Its values.
    pub counts: Vec<Count>,
    /// How many values more there are.
    pub left_out: usize,
}

/// One value and the number of articles that have it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Count {
    /// The value.
    pub value: String,
    /// How many articles. Speakers and kinds of quotations are counted where one of the matching quotations has them.
    pub articles: u64,
}

impl Facet {
    /// Keeps the most frequent values, so many of them, in the order in which they stand.
    pub fn keep(&mut self, most: usize) {
        if self.counts.len() <= most {
            return;
        }
        let mut places: Vec<usize> = (0..self.counts.len()).collect();
        // Stable: of values that are as frequent the first stay.
        places.sort_by_key(|place| std::cmp::Reverse(self.counts[*place].articles));
        places.truncate(most);
        places.sort_unstable();
        self.left_out += self.counts.len() - most;
        self.counts = places.into_iter().map(|place| self.counts[place].clone()).collect();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_most_frequent_values_stay_in_their_order() {
        for (most, kept, left_out) in
            [(0, "", 4), (1, "b", 3), (2, "b d", 2), (3, "a b d", 1), (4, "a b c d", 0)]
        {
            let count = |(value, articles): (&str, u64)| Count { value: value.to_string(), articles };
            let counts = [("a", 2), ("b", 5), ("c", 2), ("d", 4)].map(count).to_vec();
            let mut facet = Facet { field: "month", counts, left_out: 0 };
            facet.keep(most);
            let values: Vec<&str> = facet.counts.iter().map(|count| count.value.as_str()).collect();
            assert_eq!((values.join(" ").as_str(), facet.left_out), (kept, left_out), "{most}");
        }
    }
}
