//! The parts of a message: a page, plain text, and what is attached.

use super::coding;
use super::heads::Heads;
use crate::ingest::html::Origin;
use crate::ingest::html::Page;
use encoding_rs::Encoding;
use std::borrow::Cow;

/// Parts within parts within parts; deeper ones are left alone. Mail that was forwarded five times has twelve.
const DEEPEST: u32 = 20;

/// Parts of one message that are looked at.
const MOST: u32 = 1000;

/// What of a message can be read.
#[derive(Debug, Default)]
pub(super) struct Parts {
    /// The first page, with the address that its own heads give it.
    pub(super) html: Option<Page>,
    /// The first plain text.
    pub(super) plain: Option<String>,
    /// Pictures, files: counted, and not read.
    pub(super) attached: u32,
    seen: u32,
}

impl Parts {
    pub(super) fn of(heads: &Heads, body: &[u8]) -> Parts {
        let mut parts = Parts::default();
        parts.take(heads, body, DEEPEST);
        parts
    }

    fn take(&mut self, heads: &Heads, body: &[u8], depth: u32) {
        self.seen += 1;
        if depth == 0 || self.seen > MOST {
            return;
        }
        let kind = heads.kind("Content-Type").unwrap_or_else(|| "text/plain".to_string());
        if heads.kind("Content-Disposition").as_deref() == Some("attachment") {
            self.attached += 1;
            return;
        }
        match kind.as_str() {
            kind if kind.starts_with("multipart/") => self.take_each(heads, body, depth),
            // A message that was forwarded whole.
            "message/rfc822" => {
                let (heads, body) = Heads::read(body);
                self.take(&heads, body, depth - 1);
            }
            "text/html" | "application/xhtml+xml" if self.html.is_none() => {
                self.html = Some(page(heads, body))
            }
            "text/plain" if self.plain.is_none() => self.plain = Some(text(heads, body)),
            "text/html" | "application/xhtml+xml" | "text/plain" => {}
            _ => self.attached += 1,
        }
    }

    fn take_each(&mut self, heads: &Heads, body: &[u8], depth: u32) {
        let Some(boundary) = heads.parameter("Content-Type", "boundary").filter(|mark| !mark.is_empty())
        else {
            return;
        };
        for part in between(body, &boundary) {
            let (heads, body) = Heads::read(part);
            self.take(&heads, body, depth - 1);
            if self.seen > MOST {
                return;
            }
        }
    }
}

/// The stretches between the lines that are `--` and the boundary; the last one may lack its end.
fn between<'a>(body: &'a [u8], boundary: &'a str) -> impl Iterator<Item = &'a [u8]> {
    let mut rest = after_boundary(body, boundary).map(|(_, rest)| rest);
    std::iter::from_fn(move || {
        let current = rest?;
        match after_boundary(current, boundary) {
            Some((part, below)) => {
                rest = (!below.starts_with(b"--")).then_some(below);
                Some(part)
            }
            None => {
                rest = None;
                Some(current)
            }
        }
    })
}

/// What stands before the next boundary, and what after it; `--` opens the latter where no part follows.
fn after_boundary<'a>(bytes: &'a [u8], boundary: &str) -> Option<(&'a [u8], &'a [u8])> {
    let mut at = 0;
    for line in bytes.split_inclusive(|byte| *byte == b'\n') {
        let mark = line.strip_prefix(b"--").and_then(|line| line.strip_prefix(boundary.as_bytes()));
        if let Some(end) = mark.map(<[u8]>::trim_ascii_end) {
            let (before, below) = bytes.split_at(at);
            match end {
                b"" => return Some((before, &below[line.len()..])),
                b"--" => return Some((before, b"--")),
                _ => {}
            }
        }
        at += line.len();
    }
    None
}

fn page(heads: &Heads, body: &[u8]) -> Page {
    let charset = heads.parameter("Content-Type", "charset");
    let origin = Origin {
        url: heads.value("Content-Location").filter(|url| url.starts_with("http")).map(String::from),
        charset: charset.and_then(|label| Encoding::for_label(label.as_bytes())),
        fetched: None,
    };
    Page { bytes: plain(heads, body).into_owned(), origin }
}

fn text(heads: &Heads, body: &[u8]) -> String {
    let charset = heads.parameter("Content-Type", "charset");
    coding::decoded(&plain(heads, body), charset.as_deref()).into_owned()
}

/// The bytes of a part out of the code in which they were sent.
fn plain<'a>(heads: &Heads, body: &'a [u8]) -> Cow<'a, [u8]> {
    coding::body(body, heads.kind("Content-Transfer-Encoding").as_deref())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parts(message: &str) -> Parts {
        let (heads, body) = Heads::read(message.as_bytes());
        Parts::of(&heads, body)
    }

    #[test]
    fn the_first_page_and_the_first_text_are_found() {
        let found = parts(
            "Content-Type: multipart/mixed; boundary=a\n\npreamble\n--a\nContent-Type: multipart/alternative; boundary=\"b\"\n\n\
             --b\n\nplain\n--b\nContent-Type: text/html; charset=utf-8\nContent-Transfer-Encoding: quoted-printable\n\n<p>caf=C3=A9\n--b--\n\
             --a\nContent-Type: image/png\n\nx\n--a\nContent-Type: text/html\nContent-Disposition: attachment; filename=x\n\nx\n--a--\nafter",
        );
        assert_eq!(found.plain.as_deref(), Some("plain\n"));
        assert_eq!(found.html.unwrap().bytes, "<p>café\n".as_bytes());
        assert_eq!(found.attached, 2);
    }

    #[test]
    fn parts_without_an_end_are_read_and_deep_ones_are_not() {
        let cut = parts("Content-Type: multipart/mixed; boundary=a\n\n--a\n\nplain");
        assert_eq!(cut.plain.as_deref(), Some("plain"));
        let mut deep = String::new();
        for level in 0..1000 {
            deep.push_str(&format!("Content-Type: multipart/mixed; boundary=b{level}\n\n--b{level}\n"));
        }
        assert_eq!(parts(&(deep + "\nplain")).plain, None);
        let many = format!("Content-Type: multipart/mixed; boundary=a\n\n{}", "--a\n".repeat(100_000));
        assert!(parts(&many).seen <= MOST + 1);
        assert_eq!(parts("Content-Type: multipart/mixed\n\n--\nplain").plain, None);
    }
}
