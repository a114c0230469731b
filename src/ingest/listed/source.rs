//! The bytes of a file as text, as they come: decoded to UTF-8, and rationed, so that no single record fills the memory.

use crate::ingest::decode;
use crate::ingest::html::charset;
use encoding_rs::CoderResult;
use encoding_rs::Decoder;
use encoding_rs::Encoding;
use encoding_rs::UTF_8;
use encoding_rs::WINDOWS_1252;
use std::io;
use std::io::BufRead;
use std::io::Read;

/// A record of more bytes than this is not read: the longest news article ever printed has a hundredth of it.
pub(in crate::ingest) const LONGEST_RECORD: u64 = 16 << 20;

/// Text is decoded in pieces of this size.
const PIECE: usize = 64 << 10;

/// A stream of UTF-8, whatever came in.
pub(in crate::ingest) struct Source {
    inner: Box<dyn BufRead + Send>,
    decoder: Decoder,
    piece: Vec<u8>,
    at: usize,
    /// Bytes that may still be read before the next record must begin.
    left: u64,
}

impl Source {
    /// The text of a stream.
    ///
    /// # Errors
    ///
    /// The stream cannot be read.
    pub(in crate::ingest) fn new(mut inner: Box<dyn BufRead + Send>) -> io::Result<Source> {
        let decoder = encoding(inner.fill_buf()?).new_decoder();
        Ok(Source { inner, decoder, piece: Vec::new(), at: 0, left: LONGEST_RECORD })
    }

    /// Says that a record begins here.
    pub(in crate::ingest) fn next_record(&mut self) {
        self.left = LONGEST_RECORD;
    }

    /// The next piece, if the one before it is used up.
    fn decode(&mut self) -> io::Result<()> {
        while self.at == self.piece.len() {
            let bytes = self.inner.fill_buf()?;
            let is_last = bytes.is_empty();
            self.piece.resize(PIECE, 0);
            let (result, read, written, _) = self.decoder.decode_to_utf8(bytes, &mut self.piece, is_last);
            self.inner.consume(read);
            self.piece.truncate(written);
            self.at = 0;
            if is_last && result == CoderResult::InputEmpty {
                // A decoder that has seen the end must not be used again.
                self.decoder = UTF_8.new_decoder_without_bom_handling();
                return Ok(());
            }
        }
        Ok(())
    }
}

impl BufRead for Source {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        self.decode()?;
        if self.left == 0 && self.at < self.piece.len() {
            return Err(io::ErrorKind::FileTooLarge.into());
        }
        let length = (self.piece.len() - self.at).min(usize::try_from(self.left).unwrap_or(usize::MAX));
        Ok(&self.piece[self.at..self.at + length])
    }

    fn consume(&mut self, count: usize) {
        let count = count.min(self.piece.len() - self.at);
        self.at += count;
        self.left = self.left.saturating_sub(count as u64);
    }
}

impl Read for Source {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        let from = self.fill_buf()?;
        let count = from.len().min(into.len());
        into[..count].copy_from_slice(&from[..count]);
        self.consume(count);
        Ok(count)
    }
}

/// The code that a stream is in, from its first bytes.
///
/// Accents in valid UTF-8 go before what the file declares: no other code makes them by chance.
fn encoding(start: &[u8]) -> &'static Encoding {
    if let Some((encoding, _)) = Encoding::for_bom(start) {
        return encoding;
    }
    if let Some(wide) = decode::wide(start) {
        return wide;
    }
    let declared = charset::declared(start);
    match std::str::from_utf8(start) {
        Ok(text) if text.is_ascii() => declared.unwrap_or(UTF_8),
        Ok(_) => UTF_8,
        // Cut in the middle of a letter, where the buffer ends.
        Err(error) if error.error_len().is_none() => UTF_8,
        Err(_) => declared.unwrap_or(WINDOWS_1252),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::BufReader;

    fn source(bytes: &[u8], buffer: usize) -> Source {
        Source::new(Box::new(BufReader::with_capacity(buffer, io::Cursor::new(bytes.to_vec())))).unwrap()
    }

    #[test]
    fn every_code_becomes_utf_8() {
        let words = "<a>L’été, « dit-elle »</a>";
        let latin = WINDOWS_1252.encode(words).0.into_owned();
        let declared = b"<?xml version='1.0' encoding='windows-1252'?>";
        for bytes in [
            words.as_bytes().to_vec(),
            [b"\xef\xbb\xbf", words.as_bytes()].concat(),
            latin.clone(),
            [&declared[..], &latin].concat(),
            [&declared[..], words.as_bytes()].concat(),
            words.encode_utf16().flat_map(u16::to_le_bytes).collect(),
            [0xfeff].into_iter().chain(words.encode_utf16()).flat_map(u16::to_be_bytes).collect(),
        ] {
            let mut text = String::new();
            source(&bytes, 1000).read_to_string(&mut text).unwrap();
            assert!(text.ends_with(words), "{text}");
        }
    }

    #[test]
    fn letters_cut_by_a_buffer_are_put_together() {
        for buffer in 1..9 {
            let mut text = String::new();
            source("été".repeat(50).as_bytes(), buffer).read_to_string(&mut text).unwrap();
            assert_eq!(text, "été".repeat(50));
        }
    }

    #[test]
    fn a_record_without_end_ends_the_reading() {
        let mut source = Source::new(Box::new(BufReader::new(io::repeat(b'a')))).unwrap();
        let error = io::copy(&mut source, &mut io::sink()).unwrap_err();
        assert_eq!(error.kind(), io::ErrorKind::FileTooLarge);
        source.next_record();
        assert!(source.read(&mut [0; 9]).is_ok());
    }
}
