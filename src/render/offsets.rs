//! Byte spans to offsets in Unicode code points, the unit of the JSON output.

use crate::text::Span;

/// Counts a text's code points once, then answers for any offset in constant time.
pub(super) struct CodePoints<'a> {
    text: &'a str,
    /// Code points before each whole stretch of [`STRETCH`] bytes; empty for ASCII, where bytes are code points.
    before: Vec<usize>,
}

/// Bytes between two counts that are kept: few enough to count again each time, enough to keep the table small.
const STRETCH: usize = 64;

impl CodePoints<'_> {
    pub(super) fn of(text: &str) -> CodePoints<'_> {
        let mut before = Vec::new();
        if !text.is_ascii() {
            let mut count = 0;
            for stretch in text.as_bytes().chunks(STRETCH) {
                before.push(count);
                count += starts(stretch);
            }
        }
        CodePoints { text, before }
    }

    /// The first code point inside and the first after; offsets past the end are the end.
    pub(super) fn at(&self, span: Span) -> [usize; 2] {
        [self.count(span.start() as usize), self.count(span.end() as usize)]
    }

    fn count(&self, offset: usize) -> usize {
        let offset = offset.min(self.text.len());
        let stretch = offset / STRETCH;
        match self.before.get(stretch).or(self.before.last()) {
            None => offset,
            Some(before) => {
                let from = stretch.min(self.before.len() - 1) * STRETCH;
                before + starts(self.text.as_bytes().get(from..offset).unwrap_or_default())
            }
        }
    }
}

/// How many characters begin in a stretch of bytes, or a part of one: all bytes but continuations, which are `10xxxxxx`.
fn starts(stretch: &[u8]) -> usize {
    // A stretch has fewer than 256 bytes, and sums of bytes are the fast ones.
    usize::from(stretch.iter().map(|byte| u8::from(byte & 0b1100_0000 != 0b1000_0000)).sum::<u8>())
}

const _: () = assert!(STRETCH <= u8::MAX as usize);

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn accents_count_once() {
        let text = "« Non », a dit Élodie Roux.";
        let span = Span::of("Élodie", text).unwrap();
        assert_eq!(CodePoints::of(text).at(span), [15, 21]);
    }

    proptest! {
        #[test]
        fn the_table_agrees_with_counting(text in "[a-zé不👩]{0,300}") {
            let points = CodePoints::of(&text);
            for (offset, _) in text.char_indices().chain([(text.len(), ' ')]) {
                let [start, end] = points.at(Span::between(0, offset));
                prop_assert_eq!([start, end], [0, text[..offset].chars().count()]);
            }
        }
    }
}
