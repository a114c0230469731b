//! Bytes to text: byte order marks, UTF-8, UTF-16, Windows-1252; and which bytes are no text at all.

use crate::error::ErrorKind;
use encoding_rs::Encoding;
use encoding_rs::UTF_16BE;
use encoding_rs::UTF_16LE;
use encoding_rs::WINDOWS_1252;
use std::borrow::Cow;

/// The text in the bytes of a file.
///
/// What is not valid UTF-8 and has no mark is Windows-1252, the code of old Western newsrooms. Text that was decoded
/// wrongly before it came here ("Ã©") is left as it is: it is what the file says.
///
/// # Errors
///
/// `EmptyFile` where there is nothing but blanks; `NotText` where there are NULs or other bytes no text has.
pub(super) fn text(bytes: &[u8]) -> Result<Cow<'_, str>, ErrorKind> {
    if bytes.iter().all(u8::is_ascii_whitespace) {
        return Err(ErrorKind::EmptyFile);
    }
    let text = match wide(bytes) {
        Some(encoding) => encoding.decode(bytes).0,
        None if is_binary(bytes) => return Err(ErrorKind::NotText),
        None => line(bytes),
    };
    let text = match text {
        Cow::Borrowed(text) => Cow::Borrowed(text.trim_start_matches('\u{feff}')),
        owned => owned,
    };
    if text.trim().is_empty() { Err(ErrorKind::EmptyFile) } else { Ok(text) }
}

/// The text of bytes that are known to be text, as one line of a file is.
pub(super) fn line(bytes: &[u8]) -> Cow<'_, str> {
    match std::str::from_utf8(bytes) {
        Ok(text) => Cow::Borrowed(text),
        Err(_) => WINDOWS_1252.decode_without_bom_handling(bytes).0,
    }
}

/// The 16-bit code, if the bytes open with its mark or every second byte of the first hundred is a NUL.
pub(super) fn wide(bytes: &[u8]) -> Option<&'static Encoding> {
    match bytes {
        [0xff, 0xfe, ..] => return Some(UTF_16LE),
        [0xfe, 0xff, ..] => return Some(UTF_16BE),
        _ => {}
    }
    let pairs: Vec<(u8, u8)> = bytes.chunks_exact(2).take(50).map(|pair| (pair[0], pair[1])).collect();
    // Nine in ten: accents beyond Latin-1 and curly marks have no NUL.
    let most = |count: usize| pairs.len() >= 4 && count * 10 >= pairs.len() * 9;
    if most(pairs.iter().filter(|(a, b)| *a != 0 && *b == 0).count()) {
        Some(UTF_16LE)
    } else if most(pairs.iter().filter(|(a, b)| *a == 0 && *b != 0).count()) {
        Some(UTF_16BE)
    } else {
        None
    }
}

/// Whether bytes cannot be text in an 8-bit code: a NUL, or more control characters than a stray one or two.
///
/// Only the beginning is looked at: images, archives and programs show themselves in it.
pub(super) fn is_binary(bytes: &[u8]) -> bool {
    let start = &bytes[..bytes.len().min(8192)];
    let controls = start.iter().filter(|byte| matches!(byte, 1..=8 | 14..=26 | 28..=31 | 127)).count();
    start.contains(&0) || start.starts_with(b"%PDF-") || controls * 50 > start.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_code_of_a_newsroom_is_read() {
        let words = "L’été, « dit-elle »";
        let wide =
            |swap: fn(u16) -> [u8; 2]| -> Vec<u8> { "Harrow Bay".encode_utf16().flat_map(swap).collect() };
        for (bytes, expected) in [
            (words.as_bytes().to_vec(), words),
            ([b"\xef\xbb\xbf", words.as_bytes()].concat(), words),
            (b"L\x92\xe9t\xe9, \xab dit-elle \xbb".to_vec(), words),
            ([b"\xff\xfe".to_vec(), wide(u16::to_le_bytes)].concat(), "Harrow Bay"),
            ([b"\xfe\xff".to_vec(), wide(u16::to_be_bytes)].concat(), "Harrow Bay"),
            (wide(u16::to_le_bytes), "Harrow Bay"),
            ("Ã©tÃ©".as_bytes().to_vec(), "Ã©tÃ©"),
        ] {
            assert_eq!(text(&bytes).unwrap(), expected, "{bytes:?}");
        }
    }

    #[test]
    fn what_is_no_text_is_refused() {
        assert!(matches!(text(b""), Err(ErrorKind::EmptyFile)));
        assert!(matches!(text(b" \r\n\t"), Err(ErrorKind::EmptyFile)));
        assert!(matches!(text(b"\xef\xbb\xbf"), Err(ErrorKind::EmptyFile)));
        assert!(matches!(text(&[0; 5000]), Err(ErrorKind::NotText)));
        assert!(matches!(text(b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR"), Err(ErrorKind::NotText)));
        assert!(matches!(text(b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n"), Err(ErrorKind::NotText)));
    }
}
