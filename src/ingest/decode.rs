//! Bytes to text: byte order marks, UTF-8, UTF-16, Windows-1252; and which bytes are no text at all.

use crate::error::ErrorKind;
use encoding_rs::Encoding;
use encoding_rs::UTF_16BE;
use encoding_rs::UTF_16LE;
use encoding_rs::WINDOWS_1252;
use std::borrow::Cow;

/// The text in the bytes of a file.
///
/// What is not UTF-8 and has no mark is Windows-1252, the code of old Western newsrooms. Text that was decoded wrongly
/// before it came here ("Ã©") is left as it is: it is what the file says. [`broken`] tells where bytes are neither.
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

/// The text of bytes that are known to be text, as one line of a file is. U+FFFD stands for what is broken in it.
pub(super) fn line(bytes: &[u8]) -> Cow<'_, str> {
    match std::str::from_utf8(bytes) {
        Ok(text) => Cow::Borrowed(text),
        Err(_) if is_mostly_utf_8(bytes) => String::from_utf8_lossy(bytes),
        Err(_) => WINDOWS_1252.decode_without_bom_handling(bytes).0,
    }
}

/// The text of one line of a file of records, each of which is taken whole or not at all.
///
/// # Errors
///
/// `BrokenText` where a byte is neither UTF-8 nor Windows-1252.
pub(super) fn record(bytes: &[u8]) -> Result<Cow<'_, str>, ErrorKind> {
    match broken(bytes).next() {
        Some(Broken { byte, .. }) => Err(ErrorKind::BrokenText { byte }),
        None => Ok(line(bytes)),
    }
}

/// A byte that is no text in the code of its file.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Broken {
    /// The line it stands in, from 1.
    pub(super) line: u64,
    pub(super) byte: u8,
}

/// The bytes that are neither UTF-8 nor Windows-1252, in order; none of text in 16-bit code.
///
/// Of each run that UTF-8 cannot take, the first byte is told.
pub(super) fn broken(bytes: &[u8]) -> impl Iterator<Item = Broken> {
    let bytes = match std::str::from_utf8(bytes) {
        Err(_) if wide(bytes).is_none() => bytes,
        _ => &[],
    };
    let is_utf_8 = is_mostly_utf_8(bytes);
    let (mut line, mut before) = (1, None);
    bytes.utf8_chunks().flat_map(move |chunk| {
        line += newlines(chunk.valid().as_bytes());
        before = chunk.valid().bytes().next_back().or(before);
        let first = chunk.invalid().first().map(|&byte| Broken { line, byte });
        let is_meant =
            !is_utf_8 && chunk.invalid().iter().all(|&byte| is_windows_1252(byte, before.replace(byte)));
        first.filter(|_| !is_meant)
    })
}

fn newlines(bytes: &[u8]) -> u64 {
    bytes.iter().filter(|byte| **byte == b'\n').count() as u64
}

/// Whether text that is not all UTF-8 was meant to be: it has more letters beyond ASCII than broken places.
///
/// By chance Windows-1252 makes such a letter only of a capital with an accent before a mark ("É”"), and whole texts have
/// more accents that make none.
pub(super) fn is_mostly_utf_8(bytes: &[u8]) -> bool {
    let chunks = || bytes.utf8_chunks();
    let letters: usize = chunks().map(|chunk| chunk.valid().chars().filter(|c| !c.is_ascii()).count()).sum();
    letters > chunks().filter(|chunk| !chunk.invalid().is_empty()).count()
}

/// Whether a byte may stand in Windows-1252 behind another. It leaves five bytes free; and 0xff, with which memory and
/// damaged files are filled, is its "ÿ", which opens no word ("Louÿs", "L’Haÿ-les-Roses").
fn is_windows_1252(byte: u8, before: Option<u8>) -> bool {
    match byte {
        0x81 | 0x8d | 0x8f | 0x90 | 0x9d => false,
        0xff => before.is_some_and(|before| before.is_ascii_alphabetic() || (0xc0..0xff).contains(&before)),
        _ => true,
    }
}

/// The 16-bit code, if the bytes open with its mark or every second byte of the first hundred is a NUL.
pub(super) fn wide(bytes: &[u8]) -> Option<&'static Encoding> {
    match bytes {
        // A space or the end of a line has a NUL: without one these are bytes of another kind.
        _ if bytes.len() > 2 && !bytes.contains(&0) => return None,
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

/// Whether bytes cannot be text in an 8-bit code: they have more control characters, NULs among them, than a stray one or
/// two.
///
/// Only the beginning is looked at: images, archives and programs show themselves in it.
pub(super) fn is_binary(bytes: &[u8]) -> bool {
    let start = &bytes[..bytes.len().min(8192)];
    let controls = start.iter().filter(|byte| matches!(byte, 0..=8 | 14..=26 | 28..=31 | 127)).count();
    start.starts_with(b"%PDF-") || controls * 50 > start.len()
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
            (b"\x93R\xc9SUM\xc9\x94, Lou\xffs".to_vec(), "“RÉSUMÉ”, Louÿs"),
        ] {
            assert_eq!(text(&bytes).unwrap(), expected, "{bytes:?}");
            assert_eq!(broken(&bytes).next(), None, "{bytes:?}");
        }
    }

    #[test]
    fn a_byte_of_no_code_is_found_in_its_line() {
        for (bytes, expected) in [
            (&b"One.\n\xe2\x80\x9cTwo,\xe2\x80\x9d \xff\xfe sa\xc3\xafd.\n"[..], &[(2, 0xff), (2, 0xfe)][..]),
            (b"caf\xc3\xa9, caf\xc3\xa9\n\ncaf\xc3", &[(3, 0xc3)]),
            (b"One.\nTwo \xff\xfe\xfd three.", &[(2, 0xff)]),
            (b"\xff\xfe no words of sixteen bits", &[(1, 0xff)]),
            (b"\x81 one \xe9t\xe9\n \x9d", &[(1, 0x81), (2, 0x9d)]),
        ] {
            let found: Vec<(u64, u8)> = broken(bytes).map(|Broken { line, byte }| (line, byte)).collect();
            assert_eq!(found, expected, "{bytes:?}");
            assert!(matches!(record(bytes), Err(ErrorKind::BrokenText { byte }) if byte == expected[0].1));
        }
    }

    #[test]
    fn what_was_meant_as_utf_8_keeps_its_letters() {
        assert_eq!(line(b"\xe2\x80\x9cTwo,\xe2\x80\x9d he sa\xffid"), "“Two,” he sa\u{fffd}id");
    }

    #[test]
    fn a_stray_nul_leaves_text_text() {
        assert_eq!(text(&[&[b'a'; 99][..], b"\0"].concat()).unwrap().len(), 100);
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
