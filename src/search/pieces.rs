//! A text from blank to blank, for a reader who can pass over nearly all of it: most pieces are one plain word, and the
//! place of that word is found with one look at each byte.

use crate::text::Span;
use crate::text::words;

/// Calls `each` with the words of a text, in order: those of [`words`], sooner.
#[inline]
pub(super) fn each_word(text: &str, mut each: impl FnMut(Span)) {
    for piece in pieces(text) {
        match piece {
            Piece::Word(span) => each(span),
            Piece::Other(span) => {
                words(span.slice(text)).for_each(|word| each(word.shifted(span.start())));
            }
        }
    }
}

/// What stands between two blanks; no word reaches over one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Piece {
    /// One word of plain letters and digits, whatever plain marks stood around it.
    Word(Span),
    /// Anything else, to be divided into its words.
    Other(Span),
}

/// What a byte may be part of.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Class {
    Blank,
    Letter,
    Mark,
    Other,
}

const CLASSES: [Class; 256] = {
    let mut classes = [Class::Other; 256];
    let mut byte = 0;
    while byte < 128 {
        classes[byte] = match byte as u8 {
            0..=b' ' => Class::Blank,
            b'_' => Class::Other, // holds letters together
            letter if letter.is_ascii_alphanumeric() => Class::Letter,
            _ => Class::Mark,
        };
        byte += 1;
    }
    classes
};

/// The pieces of a text, in order; those of plain marks alone are left out.
fn pieces(text: &str) -> impl Iterator<Item = Piece> {
    let bytes = text.as_bytes();
    let class = |at: usize| bytes.get(at).map_or(Class::Blank, |byte| CLASSES[usize::from(*byte)]);
    let past = move |mut at: usize, skipped: Class| {
        while at < bytes.len() && class(at) == skipped {
            at += 1;
        }
        at
    };
    let mut at = 0;
    std::iter::from_fn(move || {
        loop {
            let start = past(at, Class::Blank);
            if start == bytes.len() {
                return None;
            }
            let first = past(start, Class::Mark);
            let last = past(first, Class::Letter);
            at = past(last, Class::Mark);
            if class(at) != Class::Blank {
                while class(at) != Class::Blank {
                    at += 1;
                }
                return Some(Piece::Other(Span::between(start, at)));
            }
            if first < last {
                return Some(Piece::Word(Span::between(first, last)));
            }
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[track_caller]
    fn check(text: &str, expected: &str) {
        let shown = pieces(text).map(|piece| match piece {
            Piece::Word(span) => span.slice(text).to_string(),
            Piece::Other(span) => format!("{{{}}}", span.slice(text)),
        });
        assert_eq!(shown.collect::<Vec<_>>().join(" "), expected);
    }

    #[test]
    fn plain_words_are_found_without_their_marks() {
        check(" The (old) mill -- closed, in 1999.\n", "The old mill closed in 1999");
        check("Jean-Guy’s U.S. _a_ “No,” 1,000 5$", "{Jean-Guy’s} {U.S.} {_a_} {“No,”} {1,000} 5");
        check(" -- ", "");
    }

    proptest! {
        #[test]
        fn words_of_pieces_are_the_words_of_the_text(text in "[a-cA-C0-9_.,:;'’“” é\u{301}\u{200d}日-]{0,24}|\\PC{0,12}") {
            let mut found = Vec::new();
            each_word(&text, |word| found.push(word));
            prop_assert_eq!(found, words(&text).collect::<Vec<_>>());
        }
    }
}
