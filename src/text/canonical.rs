//! Raw strings to canonical text. Runs once, before any span exists.

use super::find_byte;
use unicode_normalization::{IsNormalized, UnicodeNormalization, is_nfc_quick};

/// The text as it is kept, shown and counted in: normal form C, one kind of
/// line end, plain spaces, no invisible characters.
///
/// Words, marks, dashes and accents stay to the letter; so do odd spaces
/// ("he said , reading"). What changes is what nobody sees: no-break and other
/// wide or thin spaces and tabs become a space, every line end a `\n`, blanks at
/// the ends of lines go, and so do soft hyphens, zero-width marks, byte order
/// marks and control characters. Applying it twice changes nothing more.
///
/// ```
/// use onrecord::text::canonical;
///
/// assert_eq!(canonical("«\u{a0}Non\u{a0}», dit-il.\r\n"), "« Non », dit-il.");
/// ```
pub fn canonical(raw: &str) -> String {
    let mut text = String::with_capacity(raw.len());
    match is_composed(raw) {
        true => push_plain(raw, &mut text),
        false => push_plain(&raw.nfc().collect::<String>(), &mut text),
    }
    text.truncate(text.trim_end().len());
    let lead = text.len() - text.trim_start_matches(['\n', ' ']).len();
    text.drain(..lead);
    // Taking an invisible character out can bring a letter and its accent together.
    match is_composed(&text) {
        true => text,
        false => text.nfc().collect(),
    }
}

/// Whether the text is in normal form C, as far as a look at each of its characters tells.
///
/// Letters of Latin and the marks of news (“ ” ‘ ’ – — …) are in it wherever they stand, and most texts have no others. They are
/// known by their bytes, many times as fast as by the tables.
fn is_composed(text: &str) -> bool {
    if text.is_ascii() {
        return true;
    }
    let mut rest = text.as_bytes();
    while let Some(at) = find_byte(rest, |byte| byte >= FIRST_BYTE_BEYOND_LATIN) {
        match &rest[at..] {
            [0xe2, 0x80, 0x90..=0xa7, after @ ..] => rest = after, // U+2010 to U+2027
            _ => return is_nfc_quick(text.chars()) == IsNormalized::Yes,
        }
    }
    true
}

/// Of U+0300, the first combining accent.
const FIRST_BYTE_BEYOND_LATIN: u8 = 0xcc;

fn push_plain(raw: &str, text: &mut String) {
    let mut after_return = false;
    let mut rest = raw;
    while let Some(c) = rest.chars().next() {
        // Printable ASCII stays as it is, and is nearly all of most texts: it is taken by the run.
        let run = find_byte(rest.as_bytes(), |b| !(b' '..=b'~').contains(&b)).unwrap_or(rest.len());
        if run > 0 {
            text.push_str(&rest[..run]);
            rest = &rest[run..];
            after_return = false;
            continue;
        }
        match c {
            '\n' if after_return => {}
            // Wire copy uses the line and paragraph separators between paragraphs.
            '\n' | '\r' | '\u{85}' | '\u{2028}' | '\u{2029}' => end_line(text),
            _ if is_blank(c) => text.push(' '),
            _ if is_invisible(c) => {}
            _ => text.push(c),
        }
        after_return = c == '\r';
        rest = &rest[c.len_utf8()..];
    }
}

fn end_line(text: &mut String) {
    text.truncate(text.trim_end_matches(' ').len());
    text.push('\n');
}

fn is_blank(c: char) -> bool {
    matches!(
        c,
        '\t' | '\u{b}' | '\u{c}' | '\u{a0}' | '\u{1680}' | '\u{2000}'
            ..='\u{200a}' | '\u{202f}' | '\u{205f}' | '\u{3000}'
    )
}

/// Marks that print nothing. The zero-width joiner is not among them: it shapes
/// emoji and several scripts.
fn is_invisible(c: char) -> bool {
    c.is_control() || matches!(c, '\u{ad}' | '\u{200b}' | '\u{2060}' | '\u{feff}')
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn what_nobody_sees_is_made_plain() {
        for (raw, expected) in [
            ("a\r\nb\rc\u{2028}d", "a\nb\nc\nd"),
            ("he said , reading", "he said , reading"),
            ("parlia\u{ad}ment", "parliament"),
            ("e\u{301}cole", "\u{e9}cole"),
            ("e\u{200b}\u{301}", "\u{e9}"),
            ("\u{feff}\n  Title  \n\tx", "Title\n x"),
            ("10\u{202f}000", "10 000"),
        ] {
            assert_eq!(canonical(raw), expected, "{raw:?}");
        }
    }

    proptest! {
        #[test]
        fn twice_is_once(raw in "\\PC*|[a-e\u{301}\u{200b} \n\r\t\u{a0}\u{ad}\u{feff}]*") {
            let once = canonical(&raw);
            prop_assert_eq!(canonical(&once), once);
        }
    }
}
