//! When a page's article was published, and when it was changed.

use super::meta::Field;
use super::meta::Meta;
use super::meta::Source;
use super::plain;
use crate::article::Printed;
use crate::article::date;
use crate::article::stamp;
use crate::article::stamp::Stamps;
use jiff::civil::Date;

/// The Web is younger; an earlier date is a template's.
const FIRST_YEAR: i16 = 1990;

/// The times that a page states, and else the day in its address.
pub(super) fn times(meta: &Meta, url: Option<&str>, country: Option<&str>) -> Stamps {
    let stated = |field| {
        let stated = meta.of_field(field).filter(|(source, _)| *source != Source::DateText);
        stated.filter_map(|(_, value)| read(value, country)).next()
    };
    let printed = || {
        // A line that is a date before one that holds one.
        let (dates, others): (Vec<&str>, Vec<&str>) =
            meta.of_source(Field::Published, Source::DateText).partition(|line| stamp::is_stamp(line));
        dates.into_iter().chain(others).find_map(|line| stamp::read(line, country).published)
    };
    let published = stated(Field::Published).or_else(|| url.and_then(in_address)).or_else(printed);
    let updated = stated(Field::Updated).filter(|updated| published != Some(*updated));
    Stamps { published, updated }
}

fn read(value: &str, country: Option<&str>) -> Option<Printed> {
    let value = plain::line(value);
    date::read(&value, country)
        .or_else(|| compact(&value))
        .filter(|printed| printed.day().year() >= FIRST_YEAR)
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
            .filter(|year| window[0].len() == 4 && (FIRST_YEAR..2100).contains(year))?;
        let number = |part: &str| part.parse::<i8>().ok().filter(|_| part.len() <= 2);
        Date::new(year, number(window[1])?, number(window[2])?).ok().map(Printed::Day)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

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
