//! Words with letters left open: `*` any letters, `?` one.

/// A folded word with letters left open, read letter by letter.
#[derive(Clone, Debug)]
pub(crate) struct Pattern {
    pieces: Vec<Piece>,
    /// One bit a piece that is `Any`.
    any: u128,
    beginning: String,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Piece {
    Letter(char),
    One,
    /// Any number, none among them.
    Any,
    /// What no word has.
    Never,
}

/// How far a pattern has been read: all the places at which it may stand, and the bytes of a letter not yet complete.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Reading {
    /// One bit a piece; the one behind the last says that all is read.
    places: u128,
    letter: [u8; 4],
    length: u8,
}

/// More pieces than this no word has letters for; such a pattern fits nothing.
const MOST_PIECES: usize = 127;

impl Pattern {
    /// The pattern of a folded word.
    pub(crate) fn new(word: &str) -> Pattern {
        let mut pieces = Vec::new();
        for letter in word.chars() {
            match letter {
                '*' if pieces.last() == Some(&Piece::Any) => {}
                '*' => pieces.push(Piece::Any),
                '?' => pieces.push(Piece::One),
                letter => pieces.push(Piece::Letter(letter)),
            }
        }
        if pieces.len() > MOST_PIECES {
            pieces = vec![Piece::Never];
        }
        let any = pieces.iter().zip(0..).filter(|(piece, _)| **piece == Piece::Any);
        let any = any.fold(0, |all, (_, at)| all | 1 << at);
        let beginning = word.split(['*', '?']).next().unwrap_or_default().to_string();
        Pattern { pieces, any, beginning }
    }

    /// The letters before the first that is left open.
    pub(crate) fn beginning(&self) -> &str {
        &self.beginning
    }

    /// Whether an exact form is a word of this pattern.
    pub(crate) fn fits(&self, exact: &str) -> bool {
        let read = exact.bytes().fold(self.start(), |reading, byte| self.read(&reading, byte));
        self.is_complete(&read)
    }

    /// Before the first byte.
    pub(crate) fn start(&self) -> Reading {
        Reading { places: self.passing_over(1), letter: [0; 4], length: 0 }
    }

    /// After one more byte.
    pub(crate) fn read(&self, reading: &Reading, byte: u8) -> Reading {
        if reading.length == 0 && byte.is_ascii() {
            return Reading { places: self.after(reading.places, char::from(byte)), ..*reading };
        }
        let mut next = *reading;
        let Some(slot) = next.letter.get_mut(usize::from(next.length)) else {
            return Reading { places: 0, ..next };
        };
        *slot = byte;
        next.length += 1;
        if let Ok(letter) = std::str::from_utf8(&next.letter[..usize::from(next.length)])
            && let Some(letter) = letter.chars().next()
        {
            next = Reading { places: self.after(reading.places, letter), letter: [0; 4], length: 0 };
        }
        next
    }

    /// Whether what was read is a word of this pattern.
    pub(crate) fn is_complete(&self, reading: &Reading) -> bool {
        reading.length == 0 && reading.places & 1 << self.pieces.len() != 0
    }

    /// Whether it can still become one.
    pub(crate) fn goes_on(reading: &Reading) -> bool {
        reading.places != 0
    }

    fn after(&self, mut places: u128, letter: char) -> u128 {
        let mut next = 0;
        while places != 0 {
            let place = places.trailing_zeros() as usize;
            places &= places - 1;
            next |= match self.pieces.get(place) {
                Some(Piece::Any) => 1 << place,
                Some(Piece::One) => 2 << place,
                Some(Piece::Letter(wanted)) if *wanted == letter => 2 << place,
                _ => 0,
            };
        }
        self.passing_over(next)
    }

    /// The places, and those behind an `Any` among them: it can be nothing. No two of these stand side by side.
    fn passing_over(&self, places: u128) -> u128 {
        places | (places & self.any) << 1
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn check(pattern: &str, fitting: &[&str], others: &[&str]) {
        let pattern = Pattern::new(pattern);
        fitting.iter().for_each(|word| assert!(pattern.fits(word), "{pattern:?} {word}"));
        others.iter().for_each(|word| assert!(!pattern.fits(word), "{pattern:?} {word}"));
    }

    #[test]
    fn letters_are_left_open() {
        check("parliament*", &["parliament", "parliamentary", "parliament's"], &["parliamen", "aparliament"]);
        check("wom?n", &["woman", "women", "womén", "wom日n"], &["womn", "womaan", "woman's"]);
        check("*in*", &["in", "mining", "inn"], &["i", "ni"]);
        check("a**b?", &["abc", "axxbx", "abbb"], &["ab", "b"]);
        check("", &[""], &["a"]);
    }

    #[test]
    fn a_pattern_longer_than_any_word_fits_nothing() {
        let long = "ab".repeat(100);
        check(&format!("{long}*"), &[], &[&long]);
        let just = "a".repeat(126);
        check(&format!("{just}*"), &[&just, &format!("{just}b")], &[&just[1..]]);
    }

    /// By definition: nothing, or a letter and the rest.
    fn by_the_book(pattern: &[char], word: &[char]) -> bool {
        match pattern.split_first() {
            None => word.is_empty(),
            Some(('*', rest)) => (0..=word.len()).any(|at| by_the_book(rest, &word[at..])),
            Some((first, rest)) => {
                word.first().is_some_and(|letter| *first == '?' || letter == first)
                    && by_the_book(rest, &word[1..])
            }
        }
    }

    proptest! {
        #[test]
        fn patterns_fit_by_the_book(pattern in "[ab?*é]{0,6}", word in "[abé]{0,7}") {
            let letters = |text: &str| text.chars().collect::<Vec<char>>();
            let expected = by_the_book(&letters(&pattern), &letters(&word));
            prop_assert_eq!(Pattern::new(&pattern).fits(&word), expected, "{} {}", pattern, word);
        }
    }
}
