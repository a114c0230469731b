//! What servers do to a body on its way: chunks, and gzip, deflate, Brotli or Zstandard.
//!
//! Crawlers keep bodies as they came or undone, and often leave the header that says they were done. So every coding is
//! undone only where the bytes bear it out.

use crate::error::ErrorKind;
use flate2::bufread::DeflateDecoder;
use flate2::bufread::MultiGzDecoder;
use flate2::bufread::ZlibDecoder;
use std::borrow::Cow;
use std::io;
use std::io::Read;

/// Takes a body out of its chunks; `None` for one that is not in chunks (any more).
///
/// A body that ends within a chunk is kept as far as it goes.
pub(super) fn dechunked(body: &[u8]) -> Option<Vec<u8>> {
    let mut whole = Vec::with_capacity(body.len());
    let mut rest = body;
    loop {
        let Some((size, after)) = chunk_size(rest) else {
            return if whole.is_empty() { None } else { Some(whole) };
        };
        if size == 0 {
            return Some(whole);
        }
        let Some(chunk) = after.get(..size) else {
            whole.extend_from_slice(after);
            return Some(whole);
        };
        whole.extend_from_slice(chunk);
        rest = after.get(size..).unwrap_or_default();
        rest = rest.strip_prefix(b"\r\n").or_else(|| rest.strip_prefix(b"\n")).unwrap_or(rest);
    }
}

/// `1a2f;name=value` and the line's end.
fn chunk_size(body: &[u8]) -> Option<(usize, &[u8])> {
    // No size has more figures, and no extension is longer in practice.
    let end = body.iter().take(256).position(|byte| *byte == b'\n')?;
    let (line, rest) = (body.get(..end)?, body.get(end + 1..)?);
    let digits = line.split(|byte| *byte == b';').next()?.trim_ascii();
    let digits = std::str::from_utf8(digits).ok().filter(|digits| !digits.starts_with('+'))?;
    Some((usize::from_str_radix(digits, 16).ok()?, rest))
}

/// Undoes one coding by its name in `Content-Encoding`; at most `most` bytes may come of it.
///
/// # Errors
///
/// `TooLong` for a body that unfolds to more, `BrokenCompression` for one of which nothing can be unfolded.
pub(super) fn undone<'a>(body: Cow<'a, [u8]>, coding: &str, most: u64) -> Result<Cow<'a, [u8]>, ErrorKind> {
    let bytes = &*body;
    let is_zlib = matches!(bytes, [first, second, ..] if first & 0x0f == 8 && (u16::from(*first) << 8 | u16::from(*second)) % 31 == 0);
    let unfolded = match coding.to_ascii_lowercase().as_str() {
        "gzip" | "x-gzip" if bytes.starts_with(&[0x1f, 0x8b]) => bounded(MultiGzDecoder::new(bytes), most),
        "deflate" if is_zlib => bounded(ZlibDecoder::new(bytes), most),
        "deflate" if !opens_markup(bytes) => bounded(DeflateDecoder::new(bytes), most),
        "br" if !opens_markup(bytes) => bounded(brotli_decompressor::Decompressor::new(bytes, 4096), most),
        "zstd" if bytes.starts_with(&[0x28, 0xb5, 0x2f, 0xfd]) => zstd(bytes, most),
        _ => return Ok(body),
    };
    unfolded.map(Cow::Owned)
}

/// 8 MiB of window is what RFC 9659 allows on the web.
const ZSTD_WINDOW_LOG: u32 = 23;

fn zstd(bytes: &[u8], most: u64) -> Result<Vec<u8>, ErrorKind> {
    let mut decoder =
        zstd::stream::read::Decoder::with_buffer(bytes).map_err(ErrorKind::BrokenCompression)?;
    decoder.window_log_max(ZSTD_WINDOW_LOG).map_err(ErrorKind::BrokenCompression)?;
    bounded(decoder, most)
}

/// No compressed body opens like this.
fn opens_markup(bytes: &[u8]) -> bool {
    bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes).trim_ascii_start().starts_with(b"<")
}

fn bounded(reader: impl Read, most: u64) -> Result<Vec<u8>, ErrorKind> {
    let mut unfolded = Vec::new();
    match reader.take(most + 1).read_to_end(&mut unfolded) {
        Ok(_) if unfolded.len() as u64 > most => Err(ErrorKind::TooLong { most }),
        Ok(_) => Ok(unfolded),
        // Cut off on its way: what came is read, as browsers do.
        Err(error) if error.kind() == io::ErrorKind::UnexpectedEof && !unfolded.is_empty() => Ok(unfolded),
        Err(error) => Err(ErrorKind::BrokenCompression(error)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use flate2::Compression;
    use flate2::write::DeflateEncoder;
    use flate2::write::GzEncoder;
    use flate2::write::ZlibEncoder;
    use std::io::Write;

    const PAGE: &[u8] = b"<p>The mill on Cannery Road will close in August.";

    /// What the command `brotli` makes of [`PAGE`].
    const BROTLI: &[u8] = b"\x1b0\x00\xf8E\xdd\x96\xeaB2$\xb1\x18\x9a\x18\xca\xc1\x83\x879\xc5\"\xa6\"\x9dlT7\xf0\xf2\xf3)}:V\x90\xd8B5\xc9\xefG\xdb6\xf0\x82\x84\x10\x8a\x12";

    fn gzip(bytes: &[u8]) -> Vec<u8> {
        let mut encoder = GzEncoder::new(Vec::new(), Compression::default());
        encoder.write_all(bytes).unwrap();
        encoder.finish().unwrap()
    }

    fn deflate(bytes: &[u8]) -> Vec<u8> {
        let mut encoder = DeflateEncoder::new(Vec::new(), Compression::default());
        encoder.write_all(bytes).unwrap();
        encoder.finish().unwrap()
    }

    fn zlib(bytes: &[u8]) -> Vec<u8> {
        let mut encoder = ZlibEncoder::new(Vec::new(), Compression::default());
        encoder.write_all(bytes).unwrap();
        encoder.finish().unwrap()
    }

    #[test]
    fn every_coding_is_undone_and_none_twice() {
        for (coding, body) in [
            ("gzip", gzip(PAGE)),
            ("X-GZIP", gzip(PAGE)),
            ("deflate", zlib(PAGE)),
            ("deflate", deflate(PAGE)),
            ("br", BROTLI.to_vec()),
            ("zstd", zstd::encode_all(PAGE, 3).unwrap()),
            ("identity", PAGE.to_vec()),
            ("gzip", PAGE.to_vec()),
            ("deflate", PAGE.to_vec()),
            ("br", PAGE.to_vec()),
            ("zstd", PAGE.to_vec()),
        ] {
            assert_eq!(&*undone(Cow::Owned(body), coding, 1000).unwrap(), PAGE, "{coding}");
        }
    }

    #[test]
    fn a_bomb_goes_off_at_its_limit() {
        let bomb = gzip(&vec![0; 1 << 20]);
        assert!(bomb.len() < 5000);
        assert!(matches!(undone(Cow::Owned(bomb), "gzip", 1000), Err(ErrorKind::TooLong { most: 1000 })));
    }

    #[test]
    fn what_is_cut_off_is_read_as_far_as_it_goes() {
        let words: Vec<u8> = (0..9000_u32).flat_map(|number| (number * number).to_le_bytes()).collect();
        let whole = gzip(&words);
        let cut = undone(Cow::Owned(whole[..whole.len() / 2].to_vec()), "gzip", 1 << 20).unwrap();
        assert!(!cut.is_empty() && words.starts_with(&cut));
    }

    #[test]
    fn chunks_are_joined() {
        for (body, expected) in [
            ("3\r\nThe\r\n5;x=1\r\n mill\r\n0\r\n\r\n", Some("The mill")),
            ("3\nThe\n5\n mill\n0\n\n", Some("The mill")),
            ("3\r\nThe\r\n9\r\n mill", Some("The mill")),
            ("3\r\nThe\r\n", Some("The")),
            ("0\r\n\r\n", Some("")),
            ("<p>The mill\n", None),
            ("", None),
        ] {
            let found = dechunked(body.as_bytes());
            assert_eq!(found.as_deref(), expected.map(str::as_bytes), "{body}");
        }
    }
}
