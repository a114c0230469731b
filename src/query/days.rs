//! Dates in a query to the days they cover.
//!
//! A date is as wide as it was written: `2023` is a year, `2023-03` a month. Both ends of a range are
//! included, with all of the period that each names.

use super::Days;
use super::Event;
use super::Query;
use super::period::one_date;
use super::spoken;
use crate::error::ErrorKind;
use crate::error::QueryFault;
use crate::fields;
use crate::fields::Field;
use jiff::civil::Date;

/// Reads the days that a date or a range names: `2023`, `2022..2023-02`, `>=2023-03`, `7d`.
///
/// # Errors
///
/// [`ErrorKind::NotADate`], [`ErrorKind::AmbiguousDate`] when day and month cannot be told apart, and
/// [`ErrorKind::BackwardRange`].
///
/// ```
/// use jiff::civil::date;
/// use onrecord::query::parse_days;
///
/// let days = parse_days("2023-02..mars 2023", date(2023, 3, 24)).unwrap();
/// assert_eq!((days.first, days.last), (Some(date(2023, 2, 1)), Some(date(2023, 3, 31))));
/// assert!(parse_days("03/04/2023", date(2023, 3, 24)).is_err());
/// ```
pub fn parse_days(text: &str, today: Date) -> Result<Days, ErrorKind> {
    let text = text.trim();
    if let Some((from, to)) = ends(text) {
        return range(text, from, to, today);
    }
    if let Some((limit, words)) = limit(text) {
        let found = one_date(words, today)?;
        let days = match limit {
            Limit::Since => Days { first: Some(found.first), last: None },
            Limit::Until => Days { first: None, last: Some(found.last) },
            Limit::After => Days { first: Some(day_after(found.last, words)?), last: None },
            Limit::Before => Days { first: None, last: Some(day_before(found.first, words)?) },
        };
        return Ok(days);
    }
    let found = one_date(text, today)?;
    // `7d` alone is the time since then; in a range it is that day.
    let last = if spoken::reaches_today(text) { today.max(found.last) } else { found.last };
    Ok(Days { first: Some(found.first), last: Some(last) })
}

/// The two ends of a range: of `2022..2023`, or of `[2022 TO 2023]`, as other programs write it.
fn ends(text: &str) -> Option<(&str, &str)> {
    if let Some(ends) = text.split_once("..") {
        return Some(ends);
    }
    let (from, to) = text.strip_prefix('[')?.strip_suffix(']')?.split_once(" TO ")?;
    let open = |end| if end == "*" { "" } else { end };
    Some((open(from.trim()), open(to.trim())))
}

fn range(text: &str, from: &str, to: &str, today: Date) -> Result<Days, ErrorKind> {
    let (from, to) = (from.trim(), to.trim());
    if from.is_empty() && to.is_empty() {
        return Err(not_a_date(text));
    }
    let end = |words: &str| (!words.is_empty()).then(|| one_date(words, today)).transpose();
    let days = Days { first: end(from)?.map(|from| from.first), last: end(to)?.map(|to| to.last) };
    match (days.first, days.last) {
        (Some(first), Some(last)) if last < first => Err(ErrorKind::BackwardRange),
        _ => Ok(days),
    }
}

/// On which side of a period the days lie: with the period, or strictly outside.
enum Limit {
    Since,
    Until,
    After,
    Before,
}

/// `>=2023-03`, and the date behind the sign.
fn limit(text: &str) -> Option<(Limit, &str)> {
    let signs = [
        (">=", Limit::Since),
        ("≥", Limit::Since),
        ("<=", Limit::Until),
        ("≤", Limit::Until),
        (">", Limit::After),
        ("<", Limit::Before),
    ];
    let found =
        signs.into_iter().find_map(|(sign, limit)| Some((limit, text.strip_prefix(sign)?.trim_start())));
    found.filter(|(_, words)| !words.is_empty())
}

/// What a value of a field of days asks for.
pub(super) fn dated(field: &Field, text: &str, today: Date) -> Result<Query, ErrorKind> {
    let text = text.trim();
    if field == &fields::DATE && text.eq_ignore_ascii_case("unknown") {
        return Ok(Query::Undated);
    }
    let event = match field {
        field if field == &fields::UPDATED => Event::Updated,
        field if field == &fields::ADDED => Event::Added,
        _ => Event::Published,
    };
    Ok(Query::Dated(event, bounded(field, text, today)?))
}

/// The days of a value of `field`: `since:` and its like take one end of the period.
fn bounded(field: &Field, text: &str, today: Date) -> Result<Days, ErrorKind> {
    let since = |first| Ok(Days { first: Some(first), last: None });
    let until = |last| Ok(Days { first: None, last: Some(last) });
    match field {
        field if field == &fields::SINCE => since(one_date(text, today)?.first),
        field if field == &fields::UNTIL => until(one_date(text, today)?.last),
        field if field == &fields::AFTER => since(day_after(one_date(text, today)?.last, text)?),
        field if field == &fields::BEFORE => until(day_before(one_date(text, today)?.first, text)?),
        field if field == &fields::NEWER => since(long_ago(text, true, today)?),
        // What is neither newer nor older does not exist.
        field if field == &fields::OLDER => until(day_before(long_ago(text, false, today)?, text)?),
        _ => parse_days(text, today),
    }
}

fn long_ago(text: &str, newer: bool, today: Date) -> Result<Date, ErrorKind> {
    spoken::long_ago(text, today)
        .ok_or_else(|| ErrorKind::Query(QueryFault::NotALength { words: text.into(), newer }))
}

/// Days are written in four figures of a year, so there is none before the year 0 and none after 9999.
fn day_before(day: Date, words: &str) -> Result<Date, ErrorKind> {
    day.yesterday().ok().filter(|day| day.year() >= 0).ok_or_else(|| not_a_date(words))
}

fn day_after(day: Date, words: &str) -> Result<Date, ErrorKind> {
    day.tomorrow().map_err(|_| not_a_date(words))
}

fn not_a_date(words: &str) -> ErrorKind {
    ErrorKind::NotADate { words: words.into() }
}

/// What to say when all of a query can be true of no day.
pub(super) fn contradiction(query: &Query) -> Option<String> {
    let Query::And(parts) = query else { return None };
    let published = parts.iter().filter_map(|part| match part {
        Query::Dated(Event::Published, days) => Some(*days),
        _ => None,
    });
    let (mut first, mut last) = (None, None);
    for days in published {
        first = first.max(days.first);
        last = [last, days.last].into_iter().flatten().min();
    }
    let (first, last) = (first?, last?);
    (last < first).then(|| format!("nothing can be found: no day is {first} or later and {last} or earlier"))
}

/// Whether these are the two ends of one period: `date:>=2022 date:<2023`.
pub(super) fn enclose(queries: &[Query]) -> bool {
    let [Query::Dated(_, a), Query::Dated(_, b)] = queries else { return false };
    let period = a.first.zip(b.last).filter(|_| a.last.is_none() && b.first.is_none());
    let backward = b.first.zip(a.last).filter(|_| b.last.is_none() && a.first.is_none());
    period.or(backward).is_some_and(|(first, last)| first <= last)
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    /// A Friday.
    const TODAY: Date = date(2023, 3, 24);

    #[track_caller]
    fn check(text: &str, expected: &str) {
        let found = match parse_days(text, TODAY) {
            Ok(Days { first, last }) => {
                let shown = |day: Option<Date>| day.map(|day| day.to_string()).unwrap_or_default();
                format!("{}..{}", shown(first), shown(last))
            }
            Err(kind) => kind.to_string(),
        };
        assert_eq!(found, expected, "{text}");
    }

    #[test]
    fn a_date_is_as_wide_as_it_is_written() {
        check("2023", "2023-01-01..2023-12-31");
        check("2024-02", "2024-02-01..2024-02-29");
        check("2023-03-22", "2023-03-22..2023-03-22");
        check("2023/3/2", "2023-03-02..2023-03-02");
    }

    #[test]
    fn ranges_include_both_ends() {
        check("2023-03-01..2023-03-31", "2023-03-01..2023-03-31");
        check("..2022", "..2022-12-31");
        check("2023..", "2023-01-01..");
        check("2022 .. 2023-02", "2022-01-01..2023-02-28");
        check("30d..7d", "2023-02-22..2023-03-17");
        check("2023-03..2023-02", "the range ends before it begins");
        check("..", "`..` is not a date");
        check("[2020 TO 2021]", "2020-01-01..2021-12-31");
        check("[2020-02 TO *]", "2020-02-01..");
        check("[* TO 20210203]", "..2021-02-03");
    }

    #[test]
    fn comparisons_include_the_period_or_not() {
        check(">=2023-03", "2023-03-01..");
        check("> 2023-03", "2023-04-01..");
        check("<=2023-03", "..2023-03-31");
        check("<2023-03", "..2023-02-28");
        check("≤ yesterday", "..2023-03-23");
        check(">", "`>` is not a date");
        check(">9999", "`9999` is not a date");
        check("<0000", "`0000` is not a date");
        check("99999", "`99999` is not a date");
        check(">=99999-01-01", "`99999-01-01` is not a date");
    }

    #[test]
    fn relative_dates_count_from_today() {
        check("today", "2023-03-24..2023-03-24");
        check("yesterday", "2023-03-23..2023-03-23");
        check("hier", "2023-03-23..2023-03-23");
        check("aujourd’hui", "2023-03-24..2023-03-24");
        check("7d", "2023-03-17..2023-03-24");
        check("2w", "2023-03-10..2023-03-24");
        check("1m", "2023-02-24..2023-03-24");
        check("1y", "2022-03-24..2023-03-24");
        check("3 days ago", "2023-03-21..2023-03-21");
        check("a week ago", "2023-03-17..2023-03-17");
        check("il y a 3 jours", "2023-03-21..2023-03-21");
        check("last week", "2023-03-13..2023-03-19");
        check("Last month", "2023-02-01..2023-02-28");
        check("l’an dernier", "2022-01-01..2022-12-31");
        check("99999999999d", "`99999999999d` is not a date");
        check("9999y", "`9999y` is not a date");
    }

    #[test]
    fn printed_dates() {
        for text in
            ["Mar 4, 2023", "March 4 2023", "4 March 2023", "4 mars 2023", "March 4th, 2023", "Mar. 04, 2023"]
        {
            check(text, "2023-03-04..2023-03-04");
        }
        check("1er août 2022", "2022-08-01..2022-08-01");
        check("février 2023", "2023-02-01..2023-02-28");
        check("Feb 30, 2023", "`Feb 30, 2023` is not a date");
        check("March", "`March` is not a date");
    }

    #[test]
    fn figures_are_read_when_only_one_reading_is_possible() {
        check("13/04/2023", "2023-04-13..2023-04-13");
        check("04-13-2023", "2023-04-13..2023-04-13");
        check("3.3.2023", "2023-03-03..2023-03-03");
        check("31/02/2023", "`31/02/2023` is not a date");
        check("03/04/2023", "this date can be read in two ways");
        let two = dated(&fields::DATE, "03/04/2023", TODAY).unwrap_err();
        let hint = crate::error::Error::nowhere(two).hint();
        assert_eq!(hint.as_deref(), Some("write 2023-03-04 or 2023-04-03"));
    }

    #[test]
    fn the_fields_take_one_end() {
        for (field, text, first, last) in [
            (&fields::SINCE, "2023-03", Some(date(2023, 3, 1)), None),
            (&fields::UNTIL, "2023-03", None, Some(date(2023, 3, 31))),
            (&fields::AFTER, "2023-03", Some(date(2023, 4, 1)), None),
            (&fields::BEFORE, "2023-03", None, Some(date(2023, 2, 28))),
            (&fields::AFTER, "2023-03-22", Some(date(2023, 3, 23)), None),
            (&fields::BEFORE, "2023/03/22", None, Some(date(2023, 3, 21))),
            (&fields::SINCE, "7d", Some(date(2023, 3, 17)), None),
            (&fields::UNTIL, "7d", None, Some(date(2023, 3, 17))),
            (&fields::NEWER, "7d", Some(date(2023, 3, 17)), None),
            (&fields::OLDER, "7d", None, Some(date(2023, 3, 16))),
            (&fields::NEWER, "2 weeks", Some(date(2023, 3, 10)), None),
            (&fields::OLDER, "a year ago", None, Some(date(2022, 3, 23))),
            (&fields::UPDATED, ">2022", Some(date(2023, 1, 1)), None),
        ] {
            assert_eq!(bounded(field, text, TODAY).unwrap(), Days { first, last }, "{} {text}", field.name);
        }
        for (field, text) in [
            (&fields::SINCE, "2022..2023"),
            (&fields::AFTER, "9999"),
            (&fields::BEFORE, "0000"),
            (&fields::NEWER, "2023-03"),
            (&fields::OLDER, "yesterday"),
            (&fields::OLDER, "9999y"),
        ] {
            assert!(bounded(field, text, TODAY).is_err(), "{} {text}", field.name);
        }
    }

    #[test]
    fn an_unknown_date_is_asked_for_in_one_field() {
        assert_eq!(dated(&fields::DATE, "Unknown", TODAY).unwrap(), Query::Undated);
        assert!(dated(&fields::UPDATED, "unknown", TODAY).is_err());
    }
}
