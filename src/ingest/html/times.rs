//! When a page's article was published, and when it was changed.

use super::meta::Field;
use super::meta::Meta;
use super::meta::Source;
use super::plain;
use crate::article::Printed;
use crate::article::date;
use crate::article::stamp;
use crate::article::stamp::Stamps;
use crate::ingest::address;
use jiff::Timestamp;
use jiff::ToSpan;
use jiff::civil::Date;
use jiff::tz::Offset;

/// The Web is younger; an earlier date is a template's, and so is one of the next century.
const FIRST_YEAR: i16 = 1990;
const LAST_YEAR: i16 = 2099;

/// The times that a page states, and else the day in its address, and else the one it shows.
///
/// A day written in figures is read in the order of the country where the outlet prints, or of the host's. A time after the
/// page was fetched is a mistake (a year mistyped, a date of expiry in the wrong tag), and what stands next counts.
pub(super) fn times(
    meta: &Meta,
    url: Option<&str>,
    country: Option<&str>,
    fetched: Option<Timestamp>,
) -> Stamps {
    let last = fetched.and_then(last_day);
    let is_past = |printed: &Printed| last.is_none_or(|last| printed.day() <= last);
    let of_host = url.and_then(country_of);
    let country = country.or(of_host.as_deref());
    let stated = |field| {
        let stated = meta.of_field(field).filter(|(source, _)| *source != Source::DateText);
        stated.filter_map(|(_, value)| read(value, country)).find(is_past)
    };
    let published = stated(Field::Published)
        .or_else(|| url.and_then(in_address).filter(is_past))
        .or_else(|| shown(meta, country).filter(is_past));
    let updated = stated(Field::Updated)
        .or_else(|| shown_update(meta, country).filter(is_past))
        .filter(|updated| published != Some(*updated));
    Stamps { published, updated }
}

/// The last day that a page fetched then can truly print: it is tomorrow already where the sun rises first.
fn last_day(fetched: Timestamp) -> Option<Date> {
    Offset::UTC.to_datetime(fetched).date().checked_add(1.day()).ok()
}

/// A date on a short line: one that says it is the date of publishing, else a line that is nothing but a date, else one that
/// holds one.
fn shown(meta: &Meta, country: Option<&str>) -> Option<Printed> {
    let lines = || meta.of_source(Field::Published, Source::DateText);
    let labelled = lines().filter(|line| stamp::is_stamp(line) && stamp::is_labelled(line));
    let bare = lines().filter(|line| stamp::is_stamp(line));
    labelled.chain(bare).chain(lines()).find_map(|line| stamp::read(line, country).published)
}

/// A date right below the headline, on a line that says it is the one of a change.
fn shown_update(meta: &Meta, country: Option<&str>) -> Option<Printed> {
    let lines = meta.of_source(Field::Published, Source::DateText).take(LINES_OF_HEAD);
    lines.filter(|line| stamp::is_stamp(line)).find_map(|line| stamp::read(line, country).updated)
}

/// Lines of dates that a head has at most; those below are of other stories.
const LINES_OF_HEAD: usize = 2;

/// The country of a host: `herald.example.fr` → `FR`. A few such endings are sold to anybody.
fn country_of(url: &str) -> Option<String> {
    let host = address::host(url)?;
    let ending = host.rsplit('.').next().filter(|ending| ending.len() == 2)?;
    match ending {
        "ai" | "cc" | "co" | "eu" | "fm" | "io" | "ly" | "me" | "tv" | "ws" => None,
        "uk" => Some("GB".into()),
        _ => Some(ending.to_ascii_uppercase()),
    }
}

fn read(value: &str, country: Option<&str>) -> Option<Printed> {
    let value = plain::line(value);
    date::read(&value, country)
        .or_else(|| compact(&value))
        .filter(|printed| (FIRST_YEAR..=LAST_YEAR).contains(&printed.day().year()))
}

/// "20240303", "20240303T08:00:00Z".
fn compact(value: &str) -> Option<Printed> {
    let figures = value.get(..8).filter(|figures| figures.bytes().all(|b| b.is_ascii_digit()))?;
    let number = |range: std::ops::Range<usize>| figures.get(range)?.parse::<i16>().ok();
    let day = |range| number(range).and_then(|number| i8::try_from(number).ok());
    Date::new(number(0..4)?, day(4..6)?, day(6..8)?).ok().map(Printed::Day)
}

/// `/2024/03/03/`, `/2024-03-03-mill`: whole parts of the path; a number among others is an id.
fn in_address(url: &str) -> Option<Printed> {
    let parts: Vec<&str> = url.split(['/', '-', '?', '_']).collect();
    parts.windows(3).find_map(|window| {
        let year = window[0]
            .parse()
            .ok()
            .filter(|year| window[0].len() == 4 && (FIRST_YEAR..=LAST_YEAR).contains(year))?;
        let number = |part: &str| part.parse::<i8>().ok().filter(|_| part.len() <= 2);
        Date::new(year, number(window[1])?, number(window[2])?).ok().map(Printed::Day)
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ingest::html::parse;

    #[test]
    fn no_page_prints_a_day_after_it_was_fetched() {
        let html = "<html><head><meta property='article:published_time' content='2032-03-05'>\
            <meta name='parsely-pub-date' content='2023-03-06T01:00:00+13:00'></head><body><p>x";
        let meta = Meta::of(&parse::parse(html).unwrap(), html);
        for (fetched, expected) in [
            (None, "2032-03-05"),
            (Some("2023-03-05T12:30:00Z"), "2023-03-06T01:00:00+13:00"),
            (Some("2023-03-04T12:00:00Z"), "2023-03-03"), // the day in the address
        ] {
            let fetched = fetched.map(|time| time.parse().unwrap());
            let times = times(&meta, Some("https://herald.example/2023/03/03/mill"), None, fetched);
            assert_eq!(times.published.unwrap().to_string(), expected, "{fetched:?}");
        }
    }

    #[test]
    fn dates_stand_on_lines_of_the_head() {
        for (head, published, updated) in [
            ("<div class=byline>By Ann Roe | June 4, 2024</div>", Some("2024-06-04"), None),
            (
                "<span>Published June 4, 2024 5:15 p.m. EDT</span><br><span>Updated June 5, 2024 9:02 a.m. EDT</span>",
                Some("2024-06-04T17:15:00-04:00"),
                Some("2024-06-05T09:02:00-04:00"),
            ),
            ("<p>By June 4, 2024, the mill will be closed</p>", None, None),
        ] {
            let html = format!("<html><body><h1>Mill closes</h1>{head}");
            let meta = Meta::of(&parse::parse(&html).unwrap(), &html);
            let times = times(&meta, None, None, None);
            let shown = |printed: Option<Printed>| printed.map(|printed| printed.to_string());
            assert_eq!(shown(times.published).as_deref(), published, "{head}");
            assert_eq!(shown(times.updated).as_deref(), updated, "{head}");
        }
    }

    #[test]
    fn hosts_tell_their_country() {
        for (url, expected) in [
            ("https://www.herald.example.uk/mill", Some("GB")),
            ("https://herald.example.fr/mill", Some("FR")),
            ("https://herald.example.io/mill", None),
            ("https://herald.example/mill", None),
        ] {
            assert_eq!(country_of(url).as_deref(), expected, "{url}");
        }
    }

    #[test]
    fn days_in_addresses_are_whole_parts() {
        for (url, expected) in [
            ("https://herald.example/2024/03/05/mill", Some("2024-03-05")),
            ("https://herald.example/news/2024-03-05-mill", Some("2024-03-05")),
            ("https://herald.example/news/20240305", None),
            ("https://herald.example/2024/13/05/mill", None),
        ] {
            assert_eq!(in_address(url).map(|day| day.to_string()).as_deref(), expected, "{url}");
        }
    }
}
