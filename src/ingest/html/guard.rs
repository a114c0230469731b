//! Tags that would take the parser quadratic time are found before it meets them, in one pass.

use crate::error::ErrorKind;

/// The most on a tag of 970 real pages was 73.
const MOST_ATTRIBUTES: usize = 1000;

/// # Errors
///
/// A tag has more than a thousand attributes.
pub(super) fn check(html: &str) -> Result<(), ErrorKind> {
    let bytes = html.as_bytes();
    let mut at = 0;
    while let Some(found) = memchr(b'<', &bytes[at..]) {
        let start = at + found + 1;
        if !bytes.get(start).is_some_and(u8::is_ascii_alphabetic) {
            at = start;
            continue;
        }
        let (end, attributes) = tag(bytes, start);
        if attributes > MOST_ATTRIBUTES {
            return Err(ErrorKind::NoPage { what: "has a tag of more than 1000 attributes" });
        }
        // Scripts hold "a<b" and no tags.
        at = if opens(bytes, start, "script") { end_of("</script", bytes, end) } else { end };
    }
    Ok(())
}

/// Where a tag ends, and at most how many attributes it has.
fn tag(bytes: &[u8], start: usize) -> (usize, usize) {
    let mut quote = None;
    let (mut attributes, mut before) = (0, b' ');
    for (at, &byte) in bytes.iter().enumerate().skip(start) {
        match quote {
            Some(open) if open == byte => quote = None,
            Some(_) => {}
            None if byte == b'>' => return (at + 1, attributes),
            None if matches!(byte, b'"' | b'\'') && before == b'=' => quote = Some(byte),
            None if starts_attribute(before, byte) => attributes += 1,
            None => {}
        }
        if !byte.is_ascii_whitespace() || before != b'=' {
            before = byte;
        }
    }
    (bytes.len(), attributes)
}

fn starts_attribute(before: u8, byte: u8) -> bool {
    let parts = |byte: u8| byte.is_ascii_whitespace() || matches!(byte, b'/' | b'"' | b'\'');
    parts(before) && !parts(byte) && byte != b'='
}

fn opens(bytes: &[u8], start: usize, name: &str) -> bool {
    bytes.get(start..start + name.len()).is_some_and(|word| word.eq_ignore_ascii_case(name.as_bytes()))
}

fn end_of(close: &str, bytes: &[u8], from: usize) -> usize {
    let mut at = from;
    while let Some(found) = memchr(b'<', &bytes[at..]) {
        at += found;
        if opens(bytes, at, close) {
            return at;
        }
        at += 1;
    }
    bytes.len()
}

fn memchr(needle: u8, bytes: &[u8]) -> Option<usize> {
    bytes.iter().position(|byte| *byte == needle)
}
