//! The codes of mail: quoted-printable, base64, words in other charsets. What is broken is read as far as it goes.

use crate::ingest::decode;
use encoding_rs::Encoding;
use std::borrow::Cow;

/// Text in the charset that the message declares; what declares none, or one that nobody knows, is told by its bytes.
pub(super) fn decoded<'a>(bytes: &'a [u8], charset: Option<&str>) -> Cow<'a, str> {
    match charset.and_then(|label| Encoding::for_label(label.as_bytes())) {
        // What calls itself plain ASCII, which stands for Windows-1252 on the web, is often UTF-8.
        Some(declared) if std::str::from_utf8(bytes).is_err() || !declared.is_ascii_compatible() => {
            declared.decode_without_bom_handling(bytes).0
        }
        _ => decode::line(bytes),
    }
}

/// The bytes of a body in one of the codes that a message may name.
pub(super) fn body<'a>(bytes: &'a [u8], coding: Option<&str>) -> Cow<'a, [u8]> {
    match coding {
        Some("quoted-printable") => Cow::Owned(quoted_printable(bytes)),
        Some("base64") => Cow::Owned(base64(bytes)),
        _ => Cow::Borrowed(bytes),
    }
}

/// `caf=C3=A9`; a `=` at the end of a line holds it together with the next.
fn quoted_printable(bytes: &[u8]) -> Vec<u8> {
    let mut plain = Vec::with_capacity(bytes.len());
    let mut rest = bytes;
    while let [first, after @ ..] = rest {
        rest = after;
        match (first, after) {
            (b'=', [b'\r', b'\n', below @ ..] | [b'\n', below @ ..]) => rest = below,
            (b'=', [high, low, below @ ..]) if high.is_ascii_hexdigit() && low.is_ascii_hexdigit() => {
                plain.push(figure(*high) << 4 | figure(*low));
                rest = below;
            }
            (byte, _) => plain.push(*byte),
        }
    }
    plain
}

fn figure(hex: u8) -> u8 {
    (char::from(hex).to_digit(16).unwrap_or_default() & 0xf) as u8
}

/// Four letters to three bytes; what is no letter of the code is passed over.
fn base64(bytes: &[u8]) -> Vec<u8> {
    let mut plain = Vec::with_capacity(bytes.len() / 4 * 3);
    let (mut bits, mut count) = (0_u32, 0_u32);
    for byte in bytes {
        let sextet = match byte {
            b'A'..=b'Z' => byte - b'A',
            b'a'..=b'z' => byte - b'a' + 26,
            b'0'..=b'9' => byte - b'0' + 52,
            b'+' | b'-' => 62,
            b'/' | b'_' => 63,
            // Padding ends a run of the code; another may follow.
            b'=' => {
                (bits, count) = (0, 0);
                continue;
            }
            _ => continue,
        };
        bits = bits << 6 | u32::from(sextet);
        count += 6;
        if count >= 8 {
            count -= 8;
            plain.push((bits >> count & 0xff) as u8);
        }
    }
    plain
}

/// A head's value with `=?charset?Q?words?=` read; between two of these blanks are none.
pub(super) fn words(value: &str) -> String {
    let mut plain = String::with_capacity(value.len());
    // Of neighbours in one charset the bytes are put together: a letter may be cut between two.
    let mut pending: (String, Vec<u8>) = Default::default();
    let mut rest = value;
    while let Some((before, word, after)) = next_word(rest) {
        if !before.trim().is_empty() || pending.1.is_empty() {
            flush(&mut plain, &mut pending);
            plain.push_str(before);
        }
        if !pending.0.eq_ignore_ascii_case(word.charset) {
            flush(&mut plain, &mut pending);
            pending.0 = word.charset.to_string();
        }
        pending.1.extend(word.bytes());
        rest = after;
    }
    flush(&mut plain, &mut pending);
    plain.push_str(rest);
    plain
}

fn flush(plain: &mut String, pending: &mut (String, Vec<u8>)) {
    plain.push_str(&decoded(&pending.1, Some(&pending.0)));
    pending.1.clear();
}

/// A word in a code of its own.
struct Word<'a> {
    charset: &'a str,
    is_base64: bool,
    words: &'a str,
}

impl Word<'_> {
    fn bytes(&self) -> Vec<u8> {
        match self.is_base64 {
            true => base64(self.words.as_bytes()),
            false => quoted_printable(self.words.replace('_', " ").as_bytes()),
        }
    }
}

/// What stands before the next such word, the word, and what stands after it.
fn next_word(value: &str) -> Option<(&str, Word<'_>, &str)> {
    for (at, _) in value.match_indices("=?") {
        let mut parts = value[at + 2..].splitn(3, '?');
        let (charset, coding, rest) = (parts.next()?, parts.next()?, parts.next()?);
        let is_base64 = coding.eq_ignore_ascii_case("b");
        if !(is_base64 || coding.eq_ignore_ascii_case("q")) || charset.contains(' ') {
            continue;
        }
        let (words, after) = rest.split_once("?=")?;
        // `utf-8*en`: with a language.
        let charset = charset.split('*').next().unwrap_or_default();
        return Some((&value[..at], Word { charset, is_base64, words }, after));
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bodies_are_decoded_as_far_as_they_go() {
        for (coding, bytes, expected) in [
            ("quoted-printable", &b"caf=C3=A9 =\r\nau lait=2"[..], &b"caf\xc3\xa9 au lait=2"[..]),
            ("quoted-printable", b"1=1 =zz =", b"1=1 =zz ="),
            ("base64", b"VGhlIG1p\r\nbGw=", b"The mill"),
            ("base64", b"VGhl*IG1pbGw", b"The mill"),
            ("base64", b"====", b""),
            ("8bit", b"=C3", b"=C3"),
        ] {
            assert_eq!(&*body(bytes, Some(coding)), expected, "{}", String::from_utf8_lossy(bytes));
        }
    }

    #[test]
    fn words_in_codes_are_read() {
        for (value, expected) in [
            ("Mill closes", "Mill closes"),
            ("=?utf-8?Q?Caf=C3=A9_closes?=", "Café closes"),
            ("=?iso-8859-1?q?Caf=E9?= closes", "Café closes"),
            ("=?utf-8?B?Q2Fmww==?= =?utf-8?B?qQ==?=", "Café"),
            ("a =?utf-8?Q?b?= c =?utf-8?Q?d?=", "a b c d"),
            ("=?utf-8?Q?never closed", "=?utf-8?Q?never closed"),
            ("2=?2", "2=?2"),
            ("=?x?y?z?= =?utf-8?q?a?=", "=?x?y?z?= a"),
        ] {
            assert_eq!(words(value), expected, "{value}");
        }
    }
}
