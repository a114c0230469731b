//! Days to periods: a line for each day, week, month or year from the first to the last, the empty ones among them.

use super::ByDay;
use super::Counted;
use super::Often;
use super::Tally;
use jiff::ToSpan;
use jiff::civil::Date;
use std::collections::BTreeMap;

/// The length of the periods of a timeline.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Period {
    /// `2023-03-22`
    Day,
    /// `2023-W12`, from Monday to Sunday, in the year in which most of its days lie (ISO 8601).
    Week,
    /// `2023-03`
    #[default]
    Month,
    /// `2023`
    Year,
}

/// More lines than this are not filled with zeros: two and a half centuries of days. One article of the year 1023, which is a slip,
/// would print a million lines.
const MOST_FILLED: usize = 100_000;

/// The periods in which what was counted was published, in order; those in between in which nothing was have zeros.
///
/// ```
/// use jiff::civil::date;
/// use onrecord::query::Unit;
/// use onrecord::search::{ByDay, Often, Period, timeline};
///
/// let once = Often { articles: 1, quotes: 2, words: 9 };
/// let days = [(date(2023, 1, 30), once), (date(2023, 3, 22), once)].into();
/// let counted = ByDay { days, undated: once, unit: Unit::Article };
/// let lines = timeline(&counted, Period::Month).lines;
/// let shown: Vec<_> = lines.iter().map(|line| (line.name.as_str(), line.often.articles)).collect();
/// assert_eq!(shown, [("2023-01", 1), ("2023-02", 0), ("2023-03", 1)]);
/// ```
pub fn timeline(counted: &ByDay, period: Period) -> Counted<Tally> {
    let mut periods: BTreeMap<Date, Often> = BTreeMap::new();
    let mut total = counted.undated;
    for (day, often) in &counted.days {
        *periods.entry(period.start(*day)).or_default() += *often;
        total += *often;
    }
    fill(&mut periods, period);
    let line = |(starts, often)| Tally { name: period.name(starts), starts: Some(starts), often };
    let lines = periods.into_iter().map(line).collect();
    Counted { lines, total, without: counted.undated, unit: counted.unit }
}

fn fill(periods: &mut BTreeMap<Date, Often>, period: Period) {
    let (Some((first, _)), Some((last, _))) = (periods.first_key_value(), periods.last_key_value()) else {
        return;
    };
    let (first, last) = (*first, *last);
    let starts = std::iter::successors(Some(first), |start| period.next(*start));
    let starts: Vec<Date> = starts.take_while(|start| *start <= last).take(MOST_FILLED + 1).collect();
    if starts.len() <= MOST_FILLED {
        for start in starts {
            periods.entry(start).or_default();
        }
    }
}

impl Period {
    /// What its periods are called.
    pub fn plural(self) -> &'static str {
        match self {
            Period::Day => "days",
            Period::Week => "weeks",
            Period::Month => "months",
            Period::Year => "years",
        }
    }

    /// The first day of the period in which a day lies.
    fn start(self, day: Date) -> Date {
        match self {
            Period::Day => day,
            Period::Week => {
                let since_monday = i64::from(day.weekday().to_monday_zero_offset());
                day.checked_sub(since_monday.days()).unwrap_or(day)
            }
            Period::Month => day.first_of_month(),
            Period::Year => day.first_of_year(),
        }
    }

    /// The first day of the next period; `None` at the end of the calendar.
    fn next(self, start: Date) -> Option<Date> {
        let length = match self {
            Period::Day => 1.day(),
            Period::Week => 1.week(),
            Period::Month => 1.month(),
            Period::Year => 1.year(),
        };
        start.checked_add(length).ok()
    }

    fn name(self, start: Date) -> String {
        match self {
            Period::Day => start.to_string(),
            Period::Week => {
                let week = start.iso_week_date();
                format!("{:04}-W{:02}", week.year(), week.week())
            }
            Period::Month => format!("{:04}-{:02}", start.year(), start.month()),
            Period::Year => format!("{:04}", start.year()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::query::Unit;

    /// Days, each of one article, to `name starts articles`.
    #[track_caller]
    fn check(days: &[&str], period: Period, expected: &[&str]) {
        let once = Often { articles: 1, quotes: 3, words: 20 };
        let mut by_day = ByDay { days: BTreeMap::new(), undated: once, unit: Unit::Article };
        for day in days {
            *by_day.days.entry(day.parse().unwrap()).or_default() += once;
        }
        let counted = timeline(&by_day, period);
        let shown = |line: &Tally| format!("{} {} {}", line.name, line.starts.unwrap(), line.often.articles);
        assert_eq!(counted.lines.iter().map(shown).collect::<Vec<_>>(), expected);
        assert_eq!(counted.total.articles, days.len() as u64 + 1, "undated ones are in the total");
        assert_eq!(counted.without, once);
    }

    #[test]
    fn gaps_are_filled_between_the_first_and_the_last() {
        check(
            &["2023-12-30", "2023-12-30", "2024-01-01"],
            Period::Day,
            &["2023-12-30 2023-12-30 2", "2023-12-31 2023-12-31 0", "2024-01-01 2024-01-01 1"],
        );
        check(
            &["2023-11-30", "2024-01-31"],
            Period::Month,
            &["2023-11 2023-11-01 1", "2023-12 2023-12-01 0", "2024-01 2024-01-01 1"],
        );
        check(
            &["2021-06-01", "2023-01-01"],
            Period::Year,
            &["2021 2021-01-01 1", "2022 2022-01-01 0", "2023 2023-01-01 1"],
        );
        check(&["0987-06-01"], Period::Year, &["0987 0987-01-01 1"]);
        check(&[], Period::Day, &[]);
    }

    #[test]
    fn weeks_are_those_of_iso_8601() {
        check(
            &["2020-12-30", "2021-01-03", "2021-01-04", "2021-01-18"],
            Period::Week,
            &[
                "2020-W53 2020-12-28 2",
                "2021-W01 2021-01-04 1",
                "2021-W02 2021-01-11 0",
                "2021-W03 2021-01-18 1",
            ],
        );
        check(&["2023-03-22"], Period::Week, &["2023-W12 2023-03-20 1"]);
        check(&["2024-12-31"], Period::Week, &["2025-W01 2024-12-30 1"]);
    }

    #[test]
    fn a_slip_of_a_millennium_fills_no_terminal() {
        let days = ["1023-03-22", "2023-03-22"];
        check(&days, Period::Day, &["1023-03-22 1023-03-22 1", "2023-03-22 2023-03-22 1"]);
        check(
            &["-009999-01-01", "9999-12-31"],
            Period::Week,
            &["-9999-W01 -009999-01-01 1", "9999-W52 9999-12-27 1"],
        );
    }
}
