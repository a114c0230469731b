//! How long to wait before asking again.

use super::manners::LONGEST_PAUSE;
use jiff::Timestamp;
use jiff::fmt::rfc2822::DateTimeParser;
use std::time::Duration;

/// Requests for one thing before it is given up.
pub(super) const ATTEMPTS: u32 = 3;

/// Whether an answer says that the same request may be answered otherwise soon.
pub(super) fn is_passing(status: u16) -> bool {
    matches!(status, 429 | 500 | 502 | 503 | 504)
}

/// What `Retry-After` asks for: seconds, or a date.
pub(super) fn asked_for(retry_after: &str, now: Timestamp) -> Option<Duration> {
    if let Ok(seconds) = retry_after.trim().parse() {
        return Some(Duration::from_secs(seconds));
    }
    // The obsolete forms of dates have not been seen in it.
    let date = DateTimeParser::new().parse_timestamp(retry_after.trim()).ok()?;
    Some(Duration::try_from(date.duration_since(now)).unwrap_or_default())
}

/// The pause before another attempt, where the server does not say: twice the usual one, then four times.
pub(super) fn back_off(attempt: u32, pause: Duration) -> Duration {
    (pause * 2_u32.pow(attempt.min(5))).min(LONGEST_PAUSE)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_server_says_when_to_come_back() {
        let now: Timestamp = "2026-11-25T10:00:00Z".parse().unwrap();
        for (value, expected) in [
            ("120", Some(120)),
            (" 0 ", Some(0)),
            ("Wed, 25 Nov 2026 10:00:30 GMT", Some(30)),
            ("Wed, 25 Nov 2026 09:00:00 GMT", Some(0)),
            ("soon", None),
            ("-5", None),
            ("", None),
        ] {
            assert_eq!(asked_for(value, now), expected.map(Duration::from_secs), "{value}");
        }
    }

    #[test]
    fn patience_grows() {
        let second = Duration::from_secs(1);
        assert_eq!([1, 2].map(|attempt| back_off(attempt, second).as_secs()), [2, 4]);
        assert_eq!(back_off(9, Duration::from_secs(30)), LONGEST_PAUSE);
    }
}
