//! An answer of a web server as it went over the wire: its status, its fields, its body without what was done to it on
//! the way. Read from WARC records and from what was just fetched alike, so that both give the same article.

mod coding;
mod fields;

pub(crate) use fields::Fields;
pub(crate) use fields::head_end;

use super::html;
use crate::error::ErrorKind;
use encoding_rs::Encoding;
use std::borrow::Cow;

/// An answer.
#[derive(Debug)]
pub(crate) struct Message<'a> {
    /// 200, 404, …
    pub(crate) status: u16,
    pub(crate) fields: Fields,
    /// As it came: in chunks, compressed.
    pub(crate) body: &'a [u8],
}

impl<'a> Message<'a> {
    /// Reads an answer; `None` for what does not open as one, or whose head does not end.
    ///
    /// Interim answers (`103 Early Hints`) that went before it are passed over.
    pub(crate) fn read(block: &'a [u8]) -> Option<Message<'a>> {
        let block = without_interim(block)?;
        let end = head_end(block)?;
        let (head, body) = (block.get(..end)?, block.get(end..)?);
        Some(Message { status: status(head)?, fields: Fields::read(head), body })
    }

    /// The body as the server meant it, of at most `most` bytes.
    ///
    /// # Errors
    ///
    /// `TooLong`, `BrokenCompression`.
    pub(crate) fn content(&self, most: u64) -> Result<Cow<'a, [u8]>, ErrorKind> {
        let names = |field| self.fields.all(field).flat_map(|value| value.split(',')).map(str::trim);
        let mut content = Cow::Borrowed(self.body);
        if names("Transfer-Encoding").any(|name| name.eq_ignore_ascii_case("chunked")) {
            content = coding::dechunked(self.body).map_or(content, Cow::Owned);
        }
        let codings: Vec<&str> = names("Content-Encoding").collect();
        // Two are rare, and a tenth is a bomb's.
        for coding in codings.into_iter().rev().take(3) {
            content = coding::undone(content, coding, most)?;
        }
        if content.len() as u64 > most { Err(ErrorKind::TooLong { most }) } else { Ok(content) }
    }

    /// Whether the answer says that it is a page, or says nothing and opens as one.
    pub(crate) fn is_page(&self) -> bool {
        match media_type(self.fields.get("Content-Type")) {
            Some(kind) => is_page_type(&kind),
            None => html::looks_like_page(self.body),
        }
    }
}

/// The answer itself, behind interim ones.
pub(crate) fn without_interim(block: &[u8]) -> Option<&[u8]> {
    let mut block = block;
    loop {
        let (head, rest) = block.split_at_checked(head_end(block)?)?;
        if !(100..200).contains(&status(head)?) {
            return Some(block);
        }
        block = rest;
    }
}

/// `HTTP/1.1 200 OK`
fn status(head: &[u8]) -> Option<u16> {
    let line = head.split(|byte| *byte == b'\n').next()?;
    let mut words = std::str::from_utf8(line).ok()?.split_ascii_whitespace();
    words.next().filter(|protocol| protocol.starts_with("HTTP"))?;
    words.next()?.parse().ok()
}

/// `text/html` of `Text/HTML; charset=utf-8`.
pub(crate) fn media_type(content_type: Option<&str>) -> Option<String> {
    let kind = content_type?.split(';').next()?.trim().to_ascii_lowercase();
    kind.contains('/').then_some(kind)
}

/// Whether a media type is that of pages.
pub(crate) fn is_page_type(kind: &str) -> bool {
    matches!(kind, "text/html" | "application/xhtml+xml")
}

/// The encoding that a content type names.
pub(crate) fn charset(content_type: Option<&str>) -> Option<&'static Encoding> {
    let parameters = content_type?.split(';').skip(1).filter_map(|parameter| parameter.split_once('='));
    let mut named = parameters.filter(|(name, _)| name.trim().eq_ignore_ascii_case("charset"));
    let (_, label) = named.next()?;
    Encoding::for_label(label.trim().trim_matches(['"', '\'']).as_bytes())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_answer_is_read_as_the_server_meant_it() {
        let block = b"HTTP/1.1 103 Early Hints\r\nLink: </a.css>\r\n\r\nHTTP/1.1 200 OK\r\nContent-Type: Text/HTML; Charset=\"ISO-8859-2\"\r\nTransfer-Encoding: chunked\r\n\r\n3\r\n<p>\r\n4\r\nmill\r\n0\r\n\r\n";
        let message = Message::read(block).unwrap();
        assert_eq!(message.status, 200);
        assert!(message.is_page());
        assert_eq!(&*message.content(100).unwrap(), b"<p>mill");
        assert!(matches!(message.content(3), Err(ErrorKind::TooLong { most: 3 })));
        let encoding = charset(message.fields.get("content-type"));
        assert_eq!(encoding.map(Encoding::name), Some("ISO-8859-2"));
    }

    #[test]
    fn what_is_no_answer_is_none() {
        for block in
            ["", "GET / HTTP/1.1\r\n\r\n", "HTTP/1.1 200 OK\r\n", "<html>\n\n", "HTTP/1.1 OK\r\n\r\n"]
        {
            assert!(Message::read(block.as_bytes()).is_none(), "{block}");
        }
        assert!(Message::read(b"HTTP/1.0 200\n\n<!doctype html><p>").unwrap().is_page());
        assert!(!Message::read(b"HTTP/2 200\nContent-Type: image/png\n\n<html>").unwrap().is_page());
    }
}
