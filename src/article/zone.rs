//! Time zones as they are printed, "EDT", "HAE", "GMT+1", to offsets.

use jiff::civil::DateTime;
use jiff::tz::Offset;
use jiff::tz::TimeZone;
use std::sync::LazyLock;

/// One row: abbreviation, countries, zone, example.
const TABLE: &str = include_str!("zones.tsv");

struct Row {
    abbreviation: &'static str,
    countries: &'static str,
    zone: &'static str,
}

static ROWS: LazyLock<Vec<Row>> = LazyLock::new(|| {
    super::table::rows(TABLE)
        .map(|[abbreviation, countries, zone, _]| Row { abbreviation, countries, zone })
        .collect()
});

/// The zone that `rest` begins with: its length in bytes, and the offset it means at a local time.
///
/// `country` is the outlet's: "CST" is six hours behind in Canada and eight ahead in China. An
/// abbreviation that stays ambiguous is no zone, and the time is then not an instant.
pub(super) fn at_start(rest: &str, local: DateTime, country: Option<&str>) -> Option<(usize, Offset)> {
    numeric(rest).or_else(|| named(rest, local, country))
}

/// Whether a word is a zone somewhere: "PST".
pub(super) fn is_abbreviation(word: &str) -> bool {
    ROWS.iter().any(|row| row.abbreviation == word)
}

/// `-04:00`, `+0530`, `GMT+1`, `UTC-5`.
fn numeric(rest: &str) -> Option<(usize, Offset)> {
    let prefix = ["GMT", "UTC"].iter().find(|name| rest.starts_with(**name)).map_or("", |name| name);
    let signed = &rest[prefix.len()..];
    let sign = match signed.chars().next()? {
        '+' => 1,
        '-' | '−' => -1,
        _ => return None,
    };
    let sign_length = signed.chars().next()?.len_utf8();
    let digits = &signed[sign_length..];
    let count = digits.bytes().take_while(u8::is_ascii_digit).count();
    let (hours, minutes, used) = match (count, digits.as_bytes().get(count)) {
        (4, _) => (&digits[..2], &digits[2..4], 4),
        (1 | 2, Some(b':')) if digits.len() >= count + 3 => {
            (&digits[..count], digits.get(count + 1..count + 3)?, count + 3)
        }
        (2, _) => (&digits[..2], "0", 2),
        (1, _) if !prefix.is_empty() => (&digits[..1], "0", 1),
        _ => return None,
    };
    let seconds = hours.parse::<i32>().ok()? * 3600 + minutes.parse::<i32>().ok()? * 60;
    // No zone lies further than 14 hours from Greenwich; "-2023" is a year.
    let offset = (seconds <= 14 * 3600).then(|| Offset::from_seconds(sign * seconds).ok())??;
    Some((prefix.len() + sign_length + used, offset))
}

fn named(rest: &str, local: DateTime, country: Option<&str>) -> Option<(usize, Offset)> {
    let fits = |row: &&Row| {
        rest.strip_prefix(row.abbreviation)
            .is_some_and(|after| !after.starts_with(|c: char| c.is_alphanumeric()))
    };
    let longest = ROWS.iter().filter(fits).map(|row| row.abbreviation.len()).max()?;
    let rows = || ROWS.iter().filter(fits).filter(|row| row.abbreviation.len() == longest);
    let local_row =
        rows().find(|row| country.is_some_and(|code| row.countries.split(',').any(|one| one == code)));
    let row = local_row.or_else(|| rows().find(|row| row.countries == "*"))?;
    Some((longest, offset(row.zone, local)?))
}

/// A fixed offset, or what the tz database says for that moment.
fn offset(zone: &str, local: DateTime) -> Option<Offset> {
    match numeric(zone) {
        Some((_, offset)) => Some(offset),
        None => Some(TimeZone::get(zone).ok()?.to_zoned(local).ok()?.offset()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_is_sound() {
        let keys: Vec<(&str, &str)> = ROWS.iter().map(|row| (row.abbreviation, row.countries)).collect();
        assert!(keys.is_sorted_by(|a, b| a < b), "sort zones.tsv by abbreviation and countries");
        let summer = jiff::civil::date(2023, 7, 1).at(12, 0, 0, 0);
        for [abbreviation, countries, zone, example] in super::super::table::rows(TABLE) {
            assert!(offset(zone, summer).is_some(), "{zone}");
            assert!(example.ends_with(abbreviation), "{example}");
            assert!(countries == "*" || countries.split(',').all(|code| code.len() == 2), "{countries}");
        }
    }

    #[test]
    fn a_zone_is_read_by_the_country_of_the_outlet() {
        let winter = jiff::civil::date(2023, 1, 4).at(12, 0, 0, 0);
        let summer = jiff::civil::date(2023, 7, 4).at(12, 0, 0, 0);
        for (words, country, local, expected) in [
            ("EDT", None, summer, Some("-04")),
            ("ET | Updated", None, winter, Some("-05")),
            ("ET", None, summer, Some("-04")),
            ("CST", Some("CA"), winter, Some("-06")),
            ("CST", Some("CN"), winter, Some("+08")),
            ("CST", None, winter, None),
            ("BST", Some("GB"), summer, Some("+01")),
            ("EST", Some("AU"), winter, Some("+10")),
            ("GMT+1", None, winter, Some("+01")),
            ("-0400", None, summer, Some("-04")),
            ("-2023", None, summer, None),
            ("Etc", None, summer, None),
        ] {
            let found = at_start(words, local, country).map(|(_, offset)| offset.to_string());
            assert_eq!(found.as_deref(), expected, "{words} {country:?}");
        }
    }
}
