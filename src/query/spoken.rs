//! Dates in words: `yesterday`, `7d`, `3 days ago`, `last month`, `Mar 4, 2023`, and the same in French.

use super::period::Period;
use super::period::week_before;
use crate::text::fold;
use jiff::ToSpan;
use jiff::civil::Date;
use std::sync::LazyLock;

/// Reads a date in words.
pub(super) fn read(text: &str, today: Date) -> Option<Period> {
    let folded = fold(text);
    let words: Vec<&str> = folded
        .split([' ', ','])
        .map(|word| word.trim_end_matches('.'))
        .filter(|word| !word.is_empty())
        .collect();
    let words = match words.as_slice() {
        // `le 22 janvier 2025`
        ["le", day, ..] if day.starts_with(|c: char| c.is_ascii_digit()) => &words[1..],
        words => words,
    };
    named_day(words, today)
        .or_else(|| short(&folded, today).map(Period::day))
        .or_else(|| ago(words, today).map(Period::day))
        .or_else(|| last(words, today))
        .or_else(|| printed(words))
}

/// The day that a length of time reaches back to: `7d`, `2 weeks`, `a month ago`.
pub(super) fn long_ago(text: &str, today: Date) -> Option<Date> {
    let folded = fold(text);
    let words: Vec<&str> = folded.split_whitespace().collect();
    short(&folded, today).or_else(|| ago(&words, today))
}

/// Whether a date alone names the time from then until today: `7d` does, `3 days ago` is one day.
pub(super) fn reaches_today(text: &str) -> bool {
    short_form(&fold(text)).is_some()
}

/// A length of time, by its calendar unit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Length {
    Days(i64),
    Weeks(i64),
    Months(i64),
    Years(i64),
}

impl Length {
    fn of(count: i64, unit: &str) -> Option<Length> {
        Some(match unit {
            "d" | "day" | "days" | "j" | "jour" | "jours" => Length::Days(count),
            "w" | "week" | "weeks" | "semaine" | "semaines" => Length::Weeks(count),
            "m" | "month" | "months" | "mois" => Length::Months(count),
            "y" | "year" | "years" | "an" | "ans" | "annee" | "annees" => Length::Years(count),
            _ => return None,
        })
    }

    /// The day that long before another; `None` before the year 0, where days cannot be written in four figures.
    fn before(self, day: Date) -> Option<Date> {
        let span = match self {
            Length::Days(count) => jiff::Span::new().try_days(count),
            Length::Weeks(count) => jiff::Span::new().try_weeks(count),
            Length::Months(count) => jiff::Span::new().try_months(count),
            Length::Years(count) => jiff::Span::new().try_years(count),
        };
        day.checked_sub(span.ok()?).ok().filter(|day| day.year() >= 0)
    }
}

fn named_day(words: &[&str], today: Date) -> Option<Period> {
    match words {
        ["today" | "aujourd'hui"] => Some(Period::day(today)),
        ["yesterday" | "hier"] => today.yesterday().ok().map(Period::day),
        _ => None,
    }
}

/// `7d` (in French `7j`), `2w`, `3m`, `1y`: one letter, so that it is quickly typed; also `7 days`.
fn short(folded: &str, today: Date) -> Option<Date> {
    short_form(folded)?.before(today)
}

fn short_form(folded: &str) -> Option<Length> {
    if let Some((count, unit)) = folded.split_once(' ') {
        // `date:2023 days of rage` names a year, and `date:2 d` a letter behind a figure.
        let (unit, is_year) = (unit.trim_start(), count.len() == 4);
        return if is_year || unit.len() == 1 { None } else { Length::of(number(count)?, unit) };
    }
    let (at, _) = folded.char_indices().next_back()?;
    let (count, unit) = folded.split_at(at);
    Length::of(number(count)?, unit)
}

/// `3 days ago`, `a week ago`, `il y a 3 jours`.
fn ago(words: &[&str], today: Date) -> Option<Date> {
    let (count, unit) = match words {
        [count, unit, "ago"] | ["il", "y", "a", count, unit] => (*count, *unit),
        _ => return None,
    };
    let count = if ["a", "an", "one", "un", "une"].contains(&count) { 1 } else { number(count)? };
    Length::of(count, unit)?.before(today)
}

/// `last week`, `la semaine dernière`: the whole week, month or year before this one.
fn last(words: &[&str], today: Date) -> Option<Period> {
    let unit = match words {
        ["last", unit] => *unit,
        ["la" | "le", unit, "derniere" | "dernier" | "passe" | "passee"] => *unit,
        ["l'an", "dernier" | "passe"] | ["l'annee", "derniere" | "passee"] => "year",
        _ => return None,
    };
    match Length::of(1, unit)? {
        Length::Days(_) => None,
        Length::Weeks(_) => week_before(today),
        Length::Months(_) => {
            let before = today.first_of_month().checked_sub(1.day()).ok()?;
            Period::month(before.year(), before.month())
        }
        Length::Years(_) => Period::year(today.year().checked_sub(1)?),
    }
}

/// `Mar 4, 2023`, `4 mars 2023`, `mars 2023`: the year is always given, because a wrong guess hides articles.
fn printed(words: &[&str]) -> Option<Period> {
    let (day, month, year) = match words {
        [month, year] => (None, month, year),
        [a, b, year] if month_number(a).is_some() => (Some(b), a, year),
        [a, b, year] => (Some(a), b, year),
        _ => return None,
    };
    let month = month_number(month)?;
    let year = (year.len() == 4).then(|| number(year)).flatten().and_then(|year| i16::try_from(year).ok())?;
    match day {
        None => Period::month(year, month),
        Some(day) => Date::new(year, month, day_of_month(day)?).ok().map(Period::day),
    }
}

/// `4`, `4th`, `1er`.
fn day_of_month(word: &str) -> Option<i8> {
    let figures = word.trim_end_matches(|c: char| c.is_ascii_alphabetic());
    let ending = &word[figures.len()..];
    let known = ["", "st", "nd", "rd", "th", "er", "e"].contains(&ending);
    known.then(|| number(figures)).flatten().and_then(|day| i8::try_from(day).ok())
}

fn number(word: &str) -> Option<i64> {
    // Six figures of days reach back beyond the year 0.
    (!word.is_empty() && word.len() <= 6 && word.bytes().all(|b| b.is_ascii_digit()))
        .then(|| word.parse().ok())?
}

fn month_number(word: &str) -> Option<i8> {
    MONTHS.iter().find(|month| month.names.contains(&word)).map(|month| month.number)
}

struct Month {
    number: i8,
    names: Vec<&'static str>,
    #[cfg_attr(not(test), expect(dead_code, reason = "read by the table's test"))]
    example: &'static str,
}

static MONTHS: LazyLock<Vec<Month>> = LazyLock::new(|| {
    include_str!("months.tsv").lines().filter(|line| !line.starts_with('#')).filter_map(month).collect()
});

fn month(line: &'static str) -> Option<Month> {
    let mut columns = line.split('\t');
    let number = columns.next()?.parse().ok()?;
    Some(Month { number, names: columns.next()?.split(',').collect(), example: columns.next()? })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_of_months_is_whole_and_its_examples_hold() {
        assert_eq!(MONTHS.iter().map(|month| month.number).collect::<Vec<_>>(), (1..=12).collect::<Vec<_>>());
        for month in MONTHS.iter() {
            assert!(month.names.iter().all(|name| fold(name) == *name), "{:?}", month.names);
            let read = read(month.example, jiff::civil::date(2023, 3, 24)).map(|period| period.first);
            assert_eq!(read, Date::new(2023, month.number, 4).ok(), "{}", month.example);
        }
    }
}
