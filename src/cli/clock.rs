//! Now and today, for dates such as `yesterday` and for what is new.

use crate::article::Printed;
use crate::error::Error;
use crate::error::ErrorKind;
use jiff::Timestamp;
use jiff::Zoned;
use jiff::civil::Date;
use jiff::tz::TimeZone;

/// The day in the system's zone, or the day in `ONRECORD_NOW` (RFC 3339 or a date), which makes answers repeatable.
pub(super) fn today() -> Result<Date, Error> {
    Ok(fixed()?.map_or_else(|| Zoned::now().date(), Printed::day))
}

/// The instant, or that in `ONRECORD_NOW`; a date there is its midnight in UTC.
pub(super) fn now() -> Result<Timestamp, Error> {
    match fixed()? {
        Some(Printed::Instant(instant, _)) => Ok(instant),
        Some(day) => Ok(Timestamp::from_second(day.seconds()).unwrap_or(Timestamp::UNIX_EPOCH)),
        None => Ok(Timestamp::now()),
    }
}

/// The system's zone, or that of the time in `ONRECORD_NOW`.
pub(super) fn zone() -> Result<TimeZone, Error> {
    Ok(match fixed()? {
        Some(Printed::Instant(_, offset)) => TimeZone::fixed(offset),
        Some(Printed::Day(_)) => TimeZone::UTC,
        None => TimeZone::system(),
    })
}

fn fixed() -> Result<Option<Printed>, Error> {
    match std::env::var("ONRECORD_NOW") {
        Ok(words) if !words.is_empty() => match Printed::from_rfc3339(&words) {
            Some(now) => Ok(Some(now)),
            None => Err(Error::nowhere(ErrorKind::NotADate { words })),
        },
        _ => Ok(None),
    }
}
