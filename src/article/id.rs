//! Names of articles and quotations.

use sha2::Digest;
use sha2::Sha256;
use std::fmt;
use std::str::FromStr;

/// Names one article: 64 bits, printed as 13 characters of Crockford's base 32.
///
/// Made from the canonical URL; without one, from outlet, title and text. So the same
/// article added twice is one article, and its changed text is a new version of it.
///
/// ```
/// use onrecord::article::ArticleId;
///
/// let id = ArticleId::of_url("https://www.example.com/a/");
/// assert_eq!(id.to_string().len(), 13);
/// assert_eq!(id.to_string().to_lowercase().parse(), Ok(id));
/// ```
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ArticleId(u64);

/// Crockford's base 32: no I, L, O, U, which are misread or spell words.
const DIGITS: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";

/// 13 digits of 5 bits hold 64 bits.
const LENGTH: usize = 13;

impl ArticleId {
    /// The id of the article at a canonical URL (see `ingest::canonical_url`).
    pub fn of_url(canonical: &str) -> ArticleId {
        ArticleId::digest(&["url", canonical])
    }

    /// The id of an article without an address.
    pub fn of_words(outlet: Option<&str>, title: Option<&str>, text: &str) -> ArticleId {
        ArticleId::digest(&["words", outlet.unwrap_or_default(), title.unwrap_or_default(), text])
    }

    /// The id with this number, as an index stores it.
    pub fn from_number(number: u64) -> ArticleId {
        ArticleId(number)
    }

    /// The number an index stores.
    pub fn number(self) -> u64 {
        self.0
    }

    /// The numbers of all ids whose printed form begins with `prefix`, first and last;
    /// `None` if it is no beginning of an id.
    ///
    /// Small letters are read as capitals, and the letters that Crockford leaves out as
    /// the digits they look like.
    pub fn range_of_prefix(prefix: &str) -> Option<(ArticleId, ArticleId)> {
        if prefix.is_empty() || prefix.len() > LENGTH {
            return None;
        }
        let (mut low, mut high) = (0_u128, 0_u128);
        for place in 0..LENGTH {
            let digit = prefix.as_bytes().get(place).map(|byte| digit(*byte));
            let (first, last) = match digit {
                Some(value) => (value?, value?),
                None => (0, 31),
            };
            low = low << 5 | u128::from(first);
            high = high << 5 | u128::from(last);
        }
        let low = u64::try_from(low).ok()?;
        let high = u64::try_from(high).unwrap_or(u64::MAX);
        Some((ArticleId(low), ArticleId(high)))
    }

    fn digest(parts: &[&str]) -> ArticleId {
        let mut hash = Sha256::new();
        for part in parts {
            // The length keeps ("ab", "c") and ("a", "bc") apart.
            hash.update((part.len() as u64).to_le_bytes());
            hash.update(part.as_bytes());
        }
        let bytes = hash.finalize();
        ArticleId(bytes.iter().take(8).fold(0, |number, byte| number << 8 | u64::from(*byte)))
    }
}

fn digit(byte: u8) -> Option<u8> {
    let byte = match byte.to_ascii_uppercase() {
        b'O' => b'0',
        b'I' | b'L' => b'1',
        other => other,
    };
    DIGITS.iter().position(|digit| *digit == byte).and_then(|place| u8::try_from(place).ok())
}

impl fmt::Display for ArticleId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for place in (0..LENGTH).rev() {
            let value = (self.0 >> (5 * place)) & 31;
            write!(f, "{}", char::from(DIGITS[value as usize]))?;
        }
        Ok(())
    }
}

impl fmt::Debug for ArticleId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl FromStr for ArticleId {
    type Err = ();

    fn from_str(text: &str) -> Result<ArticleId, ()> {
        match ArticleId::range_of_prefix(text) {
            Some((low, high)) if low == high => Ok(low),
            _ => Err(()),
        }
    }
}

/// Names one quotation: its article, and its place in reading order from 1. Printed `ARTICLE/N`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct QuoteId {
    /// The article it stands in.
    pub article: ArticleId,
    /// Its place among the article's quotations, from 1.
    pub ordinal: u32,
}

impl fmt::Display for QuoteId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}/{}", self.article, self.ordinal)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn printing_and_reading_agree() {
        for number in [0, 1, 31, 32, u64::MAX, 0x0123_4567_89ab_cdef] {
            let id = ArticleId::from_number(number);
            assert_eq!(id.to_string().parse(), Ok(id));
        }
    }

    #[test]
    fn a_prefix_is_a_range() {
        let id = ArticleId::of_url("https://example.com/a");
        let printed = id.to_string();
        for length in 1..=LENGTH {
            let (low, high) = ArticleId::range_of_prefix(&printed[..length]).unwrap();
            assert!(low <= id && id <= high, "{length}");
        }
        assert_eq!(ArticleId::range_of_prefix("Z"), None, "past 64 bits");
        assert_eq!(ArticleId::range_of_prefix("a-b"), None);
        assert_eq!(ArticleId::range_of_prefix(""), None);
        assert_eq!(ArticleId::range_of_prefix("0000000000000A"), None, "too long");
    }

    #[test]
    fn parts_do_not_run_together() {
        assert_ne!(
            ArticleId::of_words(Some("ab"), Some("c"), ""),
            ArticleId::of_words(Some("a"), Some("bc"), "")
        );
    }
}
