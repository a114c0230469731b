//! Bytes of a page to text: its mark, UTF-8 if it is that, the charset that its server or it itself declares, else what it
//! looks like.

use crate::ingest::decode;
use encoding_rs::Encoding;
use encoding_rs::UTF_8;
use encoding_rs::WINDOWS_1252;
use std::borrow::Cow;

/// A declaration stands in the first kilobyte, the standard says; pages have scripts before it.
const DECLARED_WITHIN: usize = 8192;

/// The text of a page.
///
/// What its server declares goes before what it declares itself. Valid UTF-8 is UTF-8 whatever either says: no other code
/// makes it by chance. A page that declares UTF-8 and has a stray byte or two keeps the rest.
pub(super) fn text<'a>(bytes: &'a [u8], served: Option<&'static Encoding>) -> Cow<'a, str> {
    if let Some((encoding, mark)) = Encoding::for_bom(bytes) {
        return encoding.decode_without_bom_handling(&bytes[mark..]).0;
    }
    if let Some(wide) = decode::wide(bytes) {
        return wide.decode_without_bom_handling(bytes).0;
    }
    if let Ok(text) = std::str::from_utf8(bytes) {
        return Cow::Borrowed(text);
    }
    let encoding = match served.or_else(|| declared(bytes)) {
        Some(declared) if declared != UTF_8 => declared,
        Some(_) if decode::is_mostly_utf_8(bytes) => UTF_8,
        _ => guessed(bytes),
    };
    encoding.decode_without_bom_handling(bytes).0
}

/// `<meta charset="iso-8859-2">`, `<meta … content="text/html; charset=iso-8859-2">`, `<?xml … encoding="…"?>`.
pub(in crate::ingest) fn declared(bytes: &[u8]) -> Option<&'static Encoding> {
    let start = String::from_utf8_lossy(&bytes[..bytes.len().min(DECLARED_WITHIN)]).to_ascii_lowercase();
    let after = |word: &str| start.split_once(word).map(|(_, after)| after);
    let label = after("charset=").or_else(|| after("encoding="))?.trim_start_matches(['"', '\'', ' ']);
    let end = label.find(|c: char| !c.is_ascii_alphanumeric() && !"-_:.".contains(c)).unwrap_or(label.len());
    let encoding = Encoding::for_label(&label.as_bytes()[..end])?;
    // A declaration that can be read as ASCII is not in 16-bit code.
    Some(if encoding.is_ascii_compatible() { encoding } else { UTF_8 })
}

fn guessed(bytes: &[u8]) -> &'static Encoding {
    let mut detector = chardetng::EncodingDetector::new(chardetng::Iso2022JpDetection::Deny);
    detector.feed(bytes, true);
    let found = detector.guess(None, chardetng::Utf8Detection::Deny);
    if found.is_ascii_compatible() { found } else { WINDOWS_1252 }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_bytes_go_before_what_the_page_declares() {
        let words = "<p>L\u{2019}\u{e9}t\u{e9} \u{e0} l\u{2019}anse, dit-elle";
        let (latin, ..) = WINDOWS_1252.encode(words);
        for (bytes, expected) in [
            ([b"<meta charset=windows-1252>", words.as_bytes()].concat(), words),
            ([b"<meta charset=utf-8>", &latin[..]].concat(), words),
            ([b"<meta charset='ISO-8859-1'>", &latin[..]].concat(), words),
            ([b"\xef\xbb\xbf", words.as_bytes()].concat(), words),
            (words.encode_utf16().flat_map(u16::to_le_bytes).collect(), words),
            (latin.to_vec(), words),
            (b"<meta charset=koi8-r><p>\xed\xc9\xd2".to_vec(), "<p>\u{41c}\u{438}\u{440}"),
        ] {
            let text = text(&bytes, None);
            assert!(text.ends_with(expected), "{text}");
        }
    }

    #[test]
    fn the_server_goes_before_the_page() {
        let page = b"<meta charset=windows-1252><p>\xed\xc9\xd2";
        assert!(text(page, Some(encoding_rs::KOI8_R)).ends_with("\u{41c}\u{438}\u{440}"));
        assert!(text(page, None).ends_with("\u{ed}\u{c9}\u{d2}"));
    }

    #[test]
    fn a_stray_byte_costs_itself() {
        let page = [b"<meta charset=utf-8>", "\u{e9}t\u{e9} ".repeat(200).as_bytes(), b"\xff end"].concat();
        assert!(text(&page, None).contains("\u{e9}t\u{e9} \u{fffd} end"));
    }
}
