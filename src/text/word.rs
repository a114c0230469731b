//! Canonical text to the spans of its words.

use super::Span;
use unicode_segmentation::UnicodeSegmentation;

/// The words of a text by UAX #29 that have something to search for: a letter, a digit or a pictograph.
///
/// ```
/// use onrecord::text::words;
///
/// let text = "The U.S. paid $1,000 — the company’s word.";
/// let found: Vec<&str> = words(text).map(|span| span.slice(text)).collect();
/// assert_eq!(found, ["The", "U.S", "paid", "1,000", "the", "company’s", "word"]);
/// ```
pub fn words(text: &str) -> impl Iterator<Item = Span> {
    Words { text, at: 0, by_the_tables: Vec::new() }
}

/// Goes from blank to blank. Where only plain letters, digits and the common marks stand between two, the rules fit on
/// a page; for everything else there are the tables of `unicode-segmentation`, at a fifth of the speed.
struct Words<'t> {
    text: &'t str,
    at: usize,
    /// Words found by the tables and not yet given, last first.
    by_the_tables: Vec<Span>,
}

impl Iterator for Words<'_> {
    type Item = Span;

    #[inline]
    fn next(&mut self) -> Option<Span> {
        loop {
            if let Some(span) = self.by_the_tables.pop() {
                return Some(span);
            }
            let bytes = self.text.as_bytes();
            let start = self.at + bytes.get(self.at..)?.iter().position(|byte| !is_blank(*byte))?;
            match plain_piece(&bytes[start..]) {
                Piece::Word(length) => {
                    self.at = start + length;
                    return Some(Span::between(start, self.at));
                }
                Piece::Mark(length) => self.at = start + length,
                Piece::Other => self.read_by_the_tables(start),
            }
        }
    }
}

impl Words<'_> {
    /// Reads as far as the next blank. Beginning at any word boundary is as good as at a blank.
    fn read_by_the_tables(&mut self, start: usize) {
        let rest = &self.text[start..];
        let length = rest.bytes().position(is_blank).unwrap_or(rest.len());
        self.at = start + length;
        let found = rest[..length].split_word_bound_indices().filter(|(_, word)| is_searchable(word));
        self.by_the_tables.extend(found.map(|(at, word)| Span::between(start + at, start + at + word.len())));
        self.by_the_tables.reverse();
    }
}

/// What stands at the beginning of some text, with its length in bytes.
enum Piece {
    Word(usize),
    /// A mark that is part of no word.
    Mark(usize),
    /// Something that needs the tables.
    Other,
}

#[inline]
fn plain_piece(bytes: &[u8]) -> Piece {
    let mut at = 0;
    let mut searchable = false;
    while let Some(&byte) = bytes.get(at) {
        if byte.is_ascii_alphanumeric() || byte == b'_' {
            searchable |= byte != b'_';
            at += 1;
            continue;
        }
        let length = match mark_length(&bytes[at..]) {
            Some(length) => length,
            None => return Piece::Other,
        };
        let next = bytes.get(at + length).copied();
        // The mark joins on, or the word ends here; a letter of another script behind it needs the tables.
        match next {
            Some(next) if !next.is_ascii() && mark_length(&bytes[at + length..]).is_none() => {
                return Piece::Other;
            }
            Some(next) if at > 0 && joins(bytes[at - 1], &bytes[at..at + length], next) => at += length,
            _ if at == 0 => return Piece::Mark(length),
            _ => break,
        }
    }
    if searchable { Piece::Word(at) } else { Piece::Mark(at.max(1)) }
}

/// The length of a blank or mark that only ever separates words or, some of them, joins them; `None` for all else.
#[inline]
fn mark_length(bytes: &[u8]) -> Option<usize> {
    match bytes {
        [first, ..] if first.is_ascii() => (!first.is_ascii_alphanumeric() && *first != b'_').then_some(1),
        // – — ‘ ’ “ ” …
        [0xe2, 0x80, 0x93 | 0x94 | 0x98 | 0x99 | 0x9c | 0x9d | 0xa6, ..] => Some(3),
        // « »
        [0xc2, 0xab | 0xbb, ..] => Some(2),
        _ => None,
    }
}

/// Rules WB6, WB7, WB11 and WB12: `company’s`, `U.S`, `a:b`; `1,000`, `3.5`, `1;2`.
#[inline]
fn joins(before: u8, mark: &[u8], after: u8) -> bool {
    let between_either = matches!(mark, b"." | b"'" | [0xe2, 0x80, 0x98 | 0x99]);
    let letters = before.is_ascii_alphabetic() && after.is_ascii_alphabetic();
    let digits = before.is_ascii_digit() && after.is_ascii_digit();
    letters && (between_either || mark == b":") || digits && (between_either || matches!(mark, b"," | b";"))
}

#[inline]
fn is_blank(byte: u8) -> bool {
    byte <= b' '
}

fn is_searchable(word: &str) -> bool {
    word.chars().any(|c| c.is_alphanumeric() || is_pictograph(c))
}

fn is_pictograph(c: char) -> bool {
    matches!(c, '\u{2600}'..='\u{27bf}' | '\u{1f000}'..='\u{1faff}')
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// The definition, without the short cut; a joiner after a blank takes the blank along, and terms have none.
    fn by_the_book(text: &str) -> Vec<&str> {
        text.split_word_bounds()
            .filter(|word| is_searchable(word))
            .map(|word| word.trim_start_matches(|c| c <= ' '))
            .collect()
    }

    fn found(text: &str) -> Vec<&str> {
        words(text).map(|span| span.slice(text)).collect()
    }

    #[test]
    fn the_short_cut_is_by_the_book() {
        for text in [
            "company’s U.S. a:b 3.5 1,000 x.5 5.x _a_ __ a_'b don''t ‘tis “No,” O’Toole—Éric l’école",
            "Éric’s a’É É’a 1’2 ’90s 60\" #tag @name www.a.example/b?c=d e-mail 10°C 5$ €5 naïve café.",
            "end… then—dash «non» ok\u{200d}x a\u{301}b 🙂 \u{200d}🙂 日本語 ελλ.γ",
        ] {
            assert_eq!(found(text), by_the_book(text), "{text}");
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(2000))]
        #[test]
        fn any_text_is_read_by_the_book(text in "[a-cA-C0-9_.,:;'’‘“”… é\u{301}\u{200d}日-]{0,24}|\\PC{0,12}") {
            let text = crate::text::canonical(&text);
            prop_assert_eq!(found(&text), by_the_book(&text));
        }
    }
}
