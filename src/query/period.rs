//! One date to the period it names: `2023`, `2023-03-22`, `13/04/2023`, or in words.

use super::spoken;
use crate::error::ErrorKind;
use jiff::ToSpan;
use jiff::civil::Date;

/// What one date names: the days from the first to the last.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Period {
    pub(super) first: Date,
    pub(super) last: Date,
}

impl Period {
    pub(super) fn day(day: Date) -> Period {
        Period { first: day, last: day }
    }

    pub(super) fn month(year: i16, month: i8) -> Option<Period> {
        let first = Date::new(year, month, 1).ok()?;
        Some(Period { first, last: first.last_of_month() })
    }

    pub(super) fn year(year: i16) -> Option<Period> {
        let first = Date::new(year, 1, 1).ok()?;
        Some(Period { first, last: first.last_of_year() })
    }
}

/// How a period of whole days, months or years is written when it has a shorter form than a range.
pub(super) fn written(first: Date, last: Date) -> Option<String> {
    if first == last {
        return Some(first.to_string());
    }
    let whole_year = Period::year(first.year()) == Some(Period { first, last });
    let whole_month = Period::month(first.year(), first.month()) == Some(Period { first, last });
    match (whole_year, whole_month) {
        (true, _) => Some(format!("{:04}", first.year())),
        (_, true) => Some(format!("{:04}-{:02}", first.year(), first.month())),
        _ => None,
    }
}

/// The period that a date names.
pub(super) fn one_date(text: &str, today: Date) -> Result<Period, ErrorKind> {
    if let Some(period) = iso(text) {
        return Ok(period);
    }
    if let Some(readings) = in_figures(text) {
        return match readings[..] {
            [day] => Ok(Period::day(day)),
            [a, b] => Err(ErrorKind::AmbiguousDate { readings: [a.to_string(), b.to_string()] }),
            _ => Err(ErrorKind::NotADate { words: text.into() }),
        };
    }
    spoken::read(text, today).ok_or_else(|| ErrorKind::NotADate { words: text.into() })
}

/// `2023`, `2023-03`, `2023-03-22`, and the last also with slashes or stops, or with nothing: `20230322`.
fn iso(text: &str) -> Option<Period> {
    if text.len() == 8 && text.bytes().all(|b| b.is_ascii_digit()) {
        let (year, month, day) = (text[..4].parse().ok()?, text[4..6].parse().ok()?, text[6..].parse().ok()?);
        return Date::new(year, month, day).ok().map(Period::day);
    }
    let parts: Vec<&str> = text.split(['-', '/', '.']).collect();
    let figures = |part: &str, least: usize, most: usize| {
        (part.len() >= least && part.len() <= most && part.bytes().all(|b| b.is_ascii_digit()))
            .then(|| part.parse::<i16>().ok())
            .flatten()
    };
    let year = figures(parts.first()?, 4, 4)?;
    let two = |part: &str| figures(part, 1, 2).and_then(|number| i8::try_from(number).ok());
    match parts[1..] {
        [] => Period::year(year),
        [month] => Period::month(year, two(month)?),
        [month, day] => Date::new(year, two(month)?, two(day)?).ok().map(Period::day),
        _ => None,
    }
}

/// The days that `22/03/2023` or `03-22-2023` can mean; `None` when it is not of that kind.
fn in_figures(text: &str) -> Option<Vec<Date>> {
    let parts: Vec<&str> = text.split(['/', '-', '.']).collect();
    let [a, b, year] = parts[..] else { return None };
    if year.len() != 4 || ![a, b].iter().all(|part| matches!(part.len(), 1 | 2)) {
        return None;
    }
    let (a, b, year) = (a.parse().ok()?, b.parse().ok()?, year.parse().ok()?);
    let mut readings: Vec<Date> =
        [(a, b), (b, a)].into_iter().filter_map(|(month, day)| Date::new(year, month, day).ok()).collect();
    readings.dedup();
    Some(readings)
}

/// The days of the week before the one that `today` is in; weeks begin on Monday.
pub(super) fn week_before(today: Date) -> Option<Period> {
    let monday = today.checked_sub(i64::from(today.weekday().to_monday_zero_offset()).days()).ok()?;
    let first = monday.checked_sub(7.days()).ok()?;
    Some(Period { first, last: monday.yesterday().ok()? })
}
