//! Times as articles print them.

use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::Offset;
use std::fmt;

/// When something was printed, as precisely as the article says: a day, or an instant with its offset.
///
/// The day of an instant is the day in the zone that was printed: 9:55 PM EDT on 22 March is
/// 22 March, although it is the 23rd in UTC.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Printed {
    /// "Mar 22, 2023".
    Day(Date),
    /// "Mar 22, 2023 9:55 PM EDT".
    Instant(Timestamp, Offset),
}

impl Printed {
    /// The calendar day, where it was printed.
    pub fn day(self) -> Date {
        match self {
            Printed::Day(day) => day,
            Printed::Instant(instant, offset) => offset.to_datetime(instant).date(),
        }
    }

    /// Seconds since 1970, for putting in order; a day counts from its midnight in UTC.
    pub fn seconds(self) -> i64 {
        match self {
            Printed::Day(day) => day
                .at(0, 0, 0, 0)
                .to_zoned(jiff::tz::TimeZone::UTC)
                .map_or(0, |midnight| midnight.timestamp().as_second()),
            Printed::Instant(instant, _) => instant.as_second(),
        }
    }

    /// Reads what [`Display`](fmt::Display) prints: `2023-03-22` or RFC 3339 with an offset or `Z`.
    ///
    /// ```
    /// use onrecord::article::Printed;
    ///
    /// let printed = Printed::from_rfc3339("2023-03-22T21:55:00-04:00").unwrap();
    /// assert_eq!(printed.day().to_string(), "2023-03-22");
    /// assert_eq!(printed.to_string(), "2023-03-22T21:55:00-04:00");
    /// ```
    pub fn from_rfc3339(text: &str) -> Option<Printed> {
        if text.len() == "2023-03-22".len() {
            return text.parse().ok().map(Printed::Day);
        }
        let pieces = jiff::fmt::temporal::DateTimeParser::new();
        let instant = pieces.parse_timestamp(text).ok()?;
        Some(Printed::Instant(instant, offset_of(text)?))
    }
}

/// The offset at the end of an RFC 3339 time.
fn offset_of(text: &str) -> Option<Offset> {
    if text.ends_with(['Z', 'z']) {
        return Some(Offset::UTC);
    }
    let sign_at = text.rfind(['+', '-'])?;
    let (hours, minutes) =
        text.get(sign_at + 1..)?.split_once(':').or_else(|| text.get(sign_at + 1..)?.split_at_checked(2))?;
    let seconds = hours.parse::<i32>().ok()? * 3600 + minutes.parse::<i32>().unwrap_or(0) * 60;
    Offset::from_seconds(if text[sign_at..].starts_with('-') { -seconds } else { seconds }).ok()
}

impl fmt::Display for Printed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Printed::Day(day) => write!(f, "{day}"),
            Printed::Instant(instant, offset) => {
                let local = offset.to_datetime(*instant);
                let minutes = offset.seconds() / 60;
                let sign = if minutes < 0 { '-' } else { '+' };
                let (hours, minutes) = (minutes.abs() / 60, minutes.abs() % 60);
                write!(f, "{}{sign}{hours:02}:{minutes:02}", local.strftime("%Y-%m-%dT%H:%M:%S"))
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_printed_is_read_again() {
        for text in [
            "2023-03-22",
            "2023-03-22T21:55:00-04:00",
            "2020-01-01T00:00:00+00:00",
            "2024-06-30T08:05:09+05:30",
        ] {
            assert_eq!(Printed::from_rfc3339(text).unwrap().to_string(), text);
        }
        assert_eq!(
            Printed::from_rfc3339("2020-01-01T00:00:00Z").unwrap().to_string(),
            "2020-01-01T00:00:00+00:00"
        );
    }

    #[test]
    fn no_time_is_no_time() {
        for text in ["", "yesterday", "2023-13-01", "2023-02-30", "2023-03-22T21:55:00", "22/03/2023"] {
            assert_eq!(Printed::from_rfc3339(text), None, "{text}");
        }
    }
}
