//! Today, for dates such as `yesterday`.

use crate::article::Printed;
use crate::error::Error;
use crate::error::ErrorKind;
use jiff::Zoned;
use jiff::civil::Date;

/// The day in the system's zone, or the day in `ONRECORD_NOW` (RFC 3339 or a date), which makes answers repeatable.
pub(super) fn today() -> Result<Date, Error> {
    match std::env::var("ONRECORD_NOW") {
        Ok(words) if !words.is_empty() => match Printed::from_rfc3339(&words) {
            Some(now) => Ok(now.day()),
            None => Err(Error::nowhere(ErrorKind::NotADate { words })),
        },
        _ => Ok(Zoned::now().date()),
    }
}
