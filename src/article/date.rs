//! Dates in printed words: "Mar 22, 2023 9:55 PM EDT", "22 mars 2023 à 21 h 55 HAE", "2023-03-22".
//!
//! A date needs its year, an instant needs its zone; what is not printed is not made up. "25 minutes ago" is no date.

use super::Printed;
use super::table;
use super::zone;
use crate::text::fold;
use jiff::Timestamp;
use jiff::civil::Date;
use jiff::civil::Time;
use jiff::civil::Weekday;
use jiff::tz::Offset;
use regex::Captures;
use regex::Regex;
use std::ops::Range;
use std::sync::LazyLock;

/// One row: kind, number, forms, example.
pub(super) const TABLE: &str = include_str!("dates.tsv");

/// A date, and where it stands in the words it was found in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found {
    /// Bytes of the line that are the date, its time and its zone.
    pub range: Range<usize>,
    /// The date.
    pub printed: Printed,
}

/// The first date in the words; `country` is the outlet's, for zones and orders that differ between countries.
///
/// ```
/// use onrecord::article::date;
///
/// let printed = date::read("Posted: Mar 22, 2023 9:55 PM EDT", Some("CA")).unwrap();
/// assert_eq!(printed.to_string(), "2023-03-22T21:55:00-04:00");
/// assert_eq!(date::read("25 minutes ago", None), None);
/// ```
pub fn read(words: &str, country: Option<&str>) -> Option<Printed> {
    // Programs that know no date write their first one, `0001-01-01T00:00:00Z`.
    Printed::from_rfc3339(words)
        .filter(|printed| YEARS.contains(&printed.day().year()))
        .or_else(|| since_1970(words))
        .or_else(|| find(words, country).into_iter().next().map(|found| found.printed))
}

/// "1717535703", "1717535703000": seconds or thousandths since 1970, as programs write them, of the years 2001 to 2286.
fn since_1970(words: &str) -> Option<Printed> {
    let number: i64 =
        words.trim().parse().ok().filter(|_| words.trim().bytes().all(|b| b.is_ascii_digit()))?;
    let seconds = match words.trim().len() {
        10 => number,
        13 => number / 1000,
        _ => return None,
    };
    Timestamp::from_second(seconds).ok().map(|instant| Printed::Instant(instant, Offset::UTC))
}

/// Every date in a line, in order.
pub fn find(line: &str, country: Option<&str>) -> Vec<Found> {
    // No form of date is without a year.
    if !line.bytes().any(|b| b.is_ascii_digit()) {
        return Vec::new();
    }
    let mut days: Vec<(Range<usize>, Date)> = Vec::new();
    for form in FORMS.iter() {
        for found in form.pattern.captures_iter(line) {
            let range = found.get(0).map_or(0..0, |whole| whole.range());
            if let Some(day) = (form.read)(&found, country)
                && days.iter().all(|(other, _)| range.end <= other.start || other.end <= range.start)
            {
                days.push((range, day));
            }
        }
    }
    days.sort_by_key(|(range, _)| range.start);
    let mut found: Vec<Found> = Vec::new();
    for (at, (range, day)) in days.iter().enumerate() {
        // "2024-03-05 06.01.2026": the figures of the next date are no time, nor is the time of the last one this one's.
        let until = days.get(at + 1).map_or(line.len(), |(next, _)| next.start);
        let from = found.last().map_or(0, |before| before.range.end);
        let timed = with_time(&line[..until], range.clone(), *day, country);
        let is_apart = timed.range.start >= from;
        found.push(if is_apart {
            timed
        } else {
            Found { range: range.clone(), printed: Printed::Day(*day) }
        });
    }
    found
}

/// Takes a date out of a match; the country is the outlet's.
type Reader = fn(&Captures<'_>, Option<&str>) -> Option<Date>;

struct Form {
    pattern: Regex,
    read: Reader,
}

/// The forms of a day, the most telling first.
static FORMS: LazyLock<Vec<Form>> = LazyLock::new(|| {
    // Vowel signs of Hindi are marks.
    let month = r"(?P<month>[\p{Alphabetic}\p{M}]{3,14})";
    let forms: [(String, Reader); 8] = [
        // 2023-03-22, 2023/3/22, 20230322T215500; Hungarian 2023. 03. 22.
        (
            r"\b(?P<year>\d{4})(?:-|/|\.\s?)(?P<number>\d{1,2})(?:-|/|\.\s?)(?P<day>\d{1,2})(?:\b|T)".into(),
            in_words,
        ),
        (r"\b(?P<year>\d{4})(?P<number>\d{2})(?P<day>\d{2})T".into(), in_words),
        // 2023年3月22日, 2023년 3월 22일
        (
            r"\b(?P<year>\d{4})\s?[年년]\s?(?P<number>\d{1,2})\s?[月월]\s?(?P<day>\d{1,2})\s?[日일]".into(),
            in_words,
        ),
        // March 22, 2023; Mar. 22nd 2023; Fri Apr 28 19:20:36 CEST 2023
        (
            format!(
                r"(?i)\b{month}\.?\s+(?P<day>\d{{1,2}})(?:st|nd|rd|th)?(?:,|\s+\d\d:\d\d:\d\d\s+[A-Z]+|\s+at\s+[\d:apm. ]{{4,12}},)?\s+(?P<year>\d{{4}})\b"
            ),
            in_words,
        ),
        // 22 March 2023; 1er mars 2023; 22-Mar-2023; 22 de marzo de 2023; 22. März 2023
        (
            format!(
                r"(?i)\b(?P<day>\d{{1,2}})(?:st|nd|rd|th|er|\.)?(?:\s+(?:of|de)\s+|\s+d['’]|[\s-]+){month}\.?,?(?:\s+del?\s+|\s+|-)(?P<year>\d{{4}})\b"
            ),
            in_words,
        ),
        // Hungarian 2023. március 22., Lithuanian 2023 m. kovo 22 d.
        (format!(r"(?i)\b(?P<year>\d{{4}})\.?\s+(?:m\.\s+)?{month}\s+(?P<day>\d{{1,2}})\b"), in_words),
        // 22.03.2023: behind dots, no country prints the month first.
        (r"\b(?P<day>\d{1,2})\.\s?(?P<number>\d{1,2})\.\s?(?P<year>\d{4})\b".into(), in_words),
        // 22/03/2023, 03/22/2023; Wed, 03/22/2023
        (r"(?i)\b(?:(?P<weekday>mon|tue|wed|thu|fri|sat|sun|lun|mar|mer|jeu|ven|sam|dim)[a-z]*\.?,?\s+)?\b(?P<first>\d{1,2})[/-](?P<second>\d{1,2})[/-](?P<year>\d{4})\b".into(), in_figures),
    ];
    let compile =
        |(pattern, read): (String, Reader)| Some(Form { pattern: Regex::new(&pattern).ok()?, read });
    forms.into_iter().filter_map(compile).collect()
});

fn number(found: &Captures<'_>, name: &str) -> Option<i16> {
    found.name(name)?.as_str().parse().ok()
}

fn in_words(found: &Captures<'_>, _: Option<&str>) -> Option<Date> {
    let month = match found.name("month") {
        Some(word) => month(word.as_str())?,
        None => number(found, "number")?,
    };
    day(number(found, "year")?, month, number(found, "day")?)
}

/// Countries whose papers print the month first, and one that prints both; all others print the day first.
const MONTH_FIRST: &[&str] = &["PH", "US"];
const UNSETTLED: &str = "CA";

/// "22/03/2023" has one reading; "03/04/2023" has one only where the weekday or the country is known.
fn in_figures(found: &Captures<'_>, country: Option<&str>) -> Option<Date> {
    let (first, second, year) = (number(found, "first")?, number(found, "second")?, number(found, "year")?);
    let readings = [day(year, first, second), day(year, second, first)].into_iter().flatten();
    let weekday = found.name("weekday").and_then(|name| weekday(name.as_str()));
    let mut of_weekday = readings.filter(|day| Some(day.weekday()) == weekday);
    if let (Some(day), None) = (of_weekday.next(), of_weekday.next()) {
        return Some(day);
    }
    match country {
        _ if first > 12 || first == second => day(year, second, first),
        _ if second > 12 => day(year, first, second),
        Some(code) if MONTH_FIRST.contains(&code) => day(year, first, second),
        Some(code) if code != UNSETTLED => day(year, second, first),
        _ => None,
    }
}

/// By its first three letters, in English or French.
fn weekday(start: &str) -> Option<Weekday> {
    Some(match start.to_ascii_lowercase().as_str() {
        "mon" | "lun" => Weekday::Monday,
        "tue" | "mar" => Weekday::Tuesday,
        "wed" | "mer" => Weekday::Wednesday,
        "thu" | "jeu" => Weekday::Thursday,
        "fri" | "ven" => Weekday::Friday,
        "sat" | "sam" => Weekday::Saturday,
        "sun" | "dim" => Weekday::Sunday,
        _ => return None,
    })
}

/// Years before the first newspapers are numbers of something else.
const YEARS: Range<i16> = 1600..2200;

fn day(year: i16, month: i16, day: i16) -> Option<Date> {
    let plausible = YEARS.contains(&year);
    plausible.then(|| Date::new(year, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok())?
}

static MONTHS: LazyLock<Vec<(&str, i16)>> = LazyLock::new(|| {
    let months = table::rows::<4>(TABLE).filter(|row| row[0] == "month");
    months
        .flat_map(|[_, number, forms, _]| {
            forms.split(',').map(move |form| (form, number.parse().unwrap_or(0)))
        })
        .collect()
});

fn month(word: &str) -> Option<i16> {
    let folded = fold(word);
    MONTHS.iter().find(|(form, _)| *form == folded).map(|(_, number)| *number)
}

/// Whether a word is the name of a month, or a short form of one.
pub fn is_month(word: &str) -> bool {
    month(word).is_some()
}

/// A time of day. The hour alone is no time: `h`, minutes or a half of the day must say so.
const TIME: &str = r"(?P<hour>\d{1,2})(?:\s?[:.h]\s?(?P<minute>\d{2})(?::(?P<second>\d{1,2})(?:[.,]\d{1,9})?)?|\s?(?P<bare>h)\b)?(?:\s*(?P<half>[ap]\.?\s?m\b\.?))?";

static TIME_AFTER: LazyLock<Option<Regex>> =
    LazyLock::new(|| Regex::new(&format!(r"(?i)^[\s,;|/•·–—-]*(?:(?:at|à|a|@|T)\s*)?{TIME}")).ok());
static TIME_BEFORE: LazyLock<Option<Regex>> = LazyLock::new(|| Regex::new(&format!(r"(?i)\b{TIME}")).ok());
/// What may stand between a time and the date after it: ", on Wednesday, ".
static BETWEEN: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(r"(?i)^[\s,;|•·–—-]*(?:on\s+)?(?:[a-z]{3,9}day,?|(?:mon|tues?|wed|thu(?:rs?)?|fri|sat|sun)\.?,?|le)?\s*$").ok()
});

/// Whether words are a time of day, with its zone or without: "7:30 AM EST".
pub fn is_time(words: &str) -> bool {
    let Some(time) = TIME_BEFORE.as_ref().and_then(|time| time.captures(words)) else { return false };
    let (start, end) = time.get(0).map_or((0, 0), |whole| (whole.start(), whole.end()));
    start == 0 && clock(&time).is_some() && words[end..].trim().chars().all(|c| c.is_uppercase() || c == '.')
}

/// The date with the time printed after or before it, where zone and time are both there.
fn with_time(line: &str, range: Range<usize>, day: Date, country: Option<&str>) -> Found {
    // The "T" of 2023-03-22T21:55 was taken for the date's end.
    let end = if line[..range.end].ends_with('T') { range.end - 1 } else { range.end };
    inside(line, range.clone(), day, country)
        .or_else(|| after(line, range.start..end, day, country))
        .or_else(|| before(line, range.start..end, day, country))
        .unwrap_or(Found { range: range.start..end, printed: Printed::Day(day) })
}

/// `Fri Apr 28 19:20:36 CEST 2023`: the time stands before the year.
fn inside(line: &str, range: Range<usize>, day: Date, country: Option<&str>) -> Option<Found> {
    let words = &line[range.clone()];
    let at = words.find(':')?.checked_sub(2)?;
    let time = TIME_BEFORE.as_ref()?.captures(words.get(at..)?)?;
    let rest = &words[at + time.get(0)?.end()..];
    let printed = instant(rest, day, clock(&time)?, country)?.1;
    Some(Found { range, printed })
}

fn after(line: &str, range: Range<usize>, day: Date, country: Option<&str>) -> Option<Found> {
    let rest = &line[range.end..];
    let time = TIME_AFTER.as_ref()?.captures(rest)?;
    let end = time.get(0)?.end();
    let clock = clock(&time)?;
    let found = instant(&rest[end..], day, clock, country);
    let (length, printed) = found.unwrap_or((0, Printed::Day(day)));
    Some(Found { range: range.start..range.end + end + length, printed })
}

fn before(line: &str, range: Range<usize>, day: Date, country: Option<&str>) -> Option<Found> {
    let time = TIME_BEFORE.as_ref()?.captures_iter(&line[..range.start]).last()?;
    let whole = time.get(0)?;
    let rest = &line[whole.end()..range.start];
    let found = instant(rest, day, clock(&time)?, country);
    let (length, printed) = found.unwrap_or((0, Printed::Day(day)));
    BETWEEN.as_ref()?.is_match(&rest[length..]).then_some(Found { range: whole.start()..range.end, printed })
}

fn clock(time: &Captures<'_>) -> Option<Time> {
    let half = time.name("half").map(|half| half.as_str());
    let part = |name| number(time, name).and_then(|part| i8::try_from(part).ok());
    if half.is_none() && time.name("minute").is_none() && time.name("bare").is_none() {
        return None;
    }
    let hour = match (part("hour")?, half) {
        (hour @ 1..=12, Some(half)) => hour % 12 + if half.starts_with(['p', 'P']) { 12 } else { 0 },
        // "21:55 PM" is printed too.
        (hour, _) => hour,
    };
    Time::new(hour, part("minute").unwrap_or(0), part("second").unwrap_or(0), 0).ok()
}

/// The instant, if `rest` opens with a zone; and how many bytes the zone takes.
fn instant(rest: &str, day: Date, time: Time, country: Option<&str>) -> Option<(usize, Printed)> {
    let zone = rest.trim_start_matches([' ', '(', ',']);
    let local = day.to_datetime(time);
    let (length, offset) = zone::at_start(zone, local, country)?;
    let closed =
        zone.get(length..).is_some_and(|after| after.starts_with(')') && rest.trim_start().starts_with('('));
    let timestamp = offset.to_timestamp(local).ok()?;
    Some((rest.len() - zone.len() + length + usize::from(closed), Printed::Instant(timestamp, offset)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_is_sound() {
        assert!(table::is_sound::<4>(TABLE));
        let rows: Vec<[&str; 4]> = table::rows(TABLE).collect();
        let key = |[kind, number, ..]: &[&'static str; 4]| (*kind, number.parse::<u8>().unwrap_or(0));
        assert!(rows[12..].is_sorted_by_key(key), "sort dates.tsv by kind");
        for [_, _, forms, example] in rows {
            let example = fold(example);
            assert!(forms.split(',').any(|form| example.contains(form)), "{example}");
            assert!(forms.split(',').all(|form| fold(form) == form), "{forms}");
        }
    }

    #[test]
    fn dates_are_read_as_printed() {
        for (words, expected) in [
            ("Posted: Mar 22, 2023 9:55 PM EDT | Last Updated: 25 minutes ago", "2023-03-22T21:55:00-04:00"),
            ("Published March 22, 2023 10:18 p.m. EDT", "2023-03-22T22:18:00-04:00"),
            ("Updated September 17, 2024 12:26 a.m. EDT", "2024-09-17T00:26:00-04:00"),
            ("Published June 27, 2024 at 2:48 PM EDT", "2024-06-27T14:48:00-04:00"),
            ("Published Mar 22, 2023 • Last updated 4 minutes ago • 5 minute read", "2023-03-22"),
            ("Publié le 22 mars 2023 à 21 h 55", "2023-03-22"),
            ("Publié le 22 mars 2023 à 6 h 05 HAE", "2023-03-22T06:05:00-04:00"),
            ("22 mars 2023, 21h55 (HAE)", "2023-03-22T21:55:00-04:00"),
            ("Le mercredi 1er mars 2023", "2023-03-01"),
            ("Sept. 16th, 2024", "2024-09-16"),
            ("22 March 2023", "2023-03-22"),
            ("Wed, 22 Mar 2023 21:55:00 -0400", "2023-03-22T21:55:00-04:00"),
            ("Wed, 04 May 2022 02:41:00 GMT", "2022-05-04T02:41:00+00:00"),
            ("2023-03-22T21:55:00.000Z", "2023-03-22T21:55:00+00:00"),
            ("2020-12-05T23:15:0Z", "2020-12-05T23:15:00+00:00"),
            ("2022-5-5 22:17:36", "2022-05-05"),
            ("20200414T00:38:07Z", "2020-04-14T00:38:07+00:00"),
            ("Fri Apr 28 19:20:36 CEST 2023", "2023-04-28T19:20:36+02:00"),
            ("04:25:06 PM IST Apr 08, 2020", "2020-04-08"),
            ("9:55 p.m. EDT, Wednesday, March 22, 2023", "2023-03-22T21:55:00-04:00"),
            ("March 22, 2023, 9 p.m. ET", "2023-03-22T21:00:00-04:00"),
            ("Updated 2:03 PM EST, Tue March 5, 2024", "2024-03-05T14:03:00-05:00"),
            ("February 11, 2025 / 7:30 AM EST / CBS News", "2025-02-11T07:30:00-05:00"),
            ("Friday 19 July 2024 16:03, UK", "2024-07-19"),
            ("22/03/2023", "2023-03-22"),
            ("Tue, 06/04/2024 - 17:15", "2024-06-04"),
            ("Thu, 06/04/2023 - 17:15", "2023-04-06"),
            ("mardi 04/06/2024", "2024-06-04"),
            ("1717535703", "2024-06-04T21:15:03+00:00"),
            ("1717535703000", "2024-06-04T21:15:03+00:00"),
            ("Stand: 06.01.2026, 14:07 Uhr", "2026-01-06"),
            ("2020. 06. 04. 11:27", "2020-06-04"),
            ("2020. június 4. 11:27", "2020-06-04"),
            ("2020 m. birželio 4 d.", "2020-06-04"),
            ("2019年04月21日 12時00分", "2019-04-21"),
            ("2019년 4월 21일", "2019-04-21"),
            ("martes 17 de marzo de 2020", "2020-03-17"),
            ("17 d’abril de 2020", "2020-04-17"),
            ("Veröffentlicht am 13. Mai 2026 um 15:44", "2026-05-13"),
            ("18. März 2020", "2020-03-18"),
            ("duminică, 20 septembrie 2020 16:20", "2020-09-20"),
            ("الأربعاء، 07 أكتوبر 2020 - 12:09 م", "2020-10-07"),
            ("4 июня 2020, 11:27", "2020-06-04"),
            ("4 सितंबर 2020", "2020-09-04"),
        ] {
            assert_eq!(
                read(words, None).map(|printed| printed.to_string()).as_deref(),
                Some(expected),
                "{words}"
            );
        }
    }

    #[test]
    fn the_country_settles_what_differs_between_countries() {
        for (words, country, expected) in [
            ("04:25:06 PM IST Apr 08, 2020", "IN", "2020-04-08T16:25:06+05:30"),
            ("03/04/2023", "GB", "2023-04-03"),
            ("03/04/2023", "US", "2023-03-04"),
            ("03/04/2023", "KE", "2023-04-03"),
            ("03.04.2023", "US", "2023-04-03"),
        ] {
            assert_eq!(
                read(words, Some(country)).map(|printed| printed.to_string()).as_deref(),
                Some(expected)
            );
        }
    }

    #[test]
    fn nothing_is_made_up() {
        for words in [
            "25 minutes ago",
            "March 22",
            "yesterday",
            "03/04/2023",
            "Feb. 30, 2023",
            "Marble 22, 2023",
            "4. listopada 2020",
            "2023",
            "",
        ] {
            assert_eq!(read(words, Some("CA")), None, "{words}");
        }
    }

    #[test]
    fn a_date_covers_its_time_and_zone() {
        let line = "Posted May 21, 2024 4:12 p.m. EDT | Updated May 21, 2024 6:45 p.m. EDT";
        let found: Vec<&str> = find(line, None).into_iter().map(|found| &line[found.range]).collect();
        assert_eq!(found, ["May 21, 2024 4:12 p.m. EDT", "May 21, 2024 6:45 p.m. EDT"]);
        for line in ["2024年3月5日 06.01.2026 2020. június 4.", "2024-03-05 06.01.2026 09:10 2020-05-06"]
        {
            let found = find(line, None);
            assert_eq!(found.len(), 3, "{line}");
            assert!(found.windows(2).all(|pair| pair[0].range.end <= pair[1].range.start), "{line}");
        }
    }
}
