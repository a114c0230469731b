//! Pages saved with their pictures in one file (MHTML): a mail-like message whose first part of HTML is the page.
//!
//! ```text
//! Content-Type: multipart/related; boundary="x"
//!
//! --x
//! Content-Type: text/html; charset=utf-8
//! Content-Transfer-Encoding: quoted-printable
//! Content-Location: https://herald.example/mill
//!
//! <h1>Mill closes</h1> …
//! --x--
//! ```

use super::html::Page;
use crate::error::ErrorKind;

/// Messages within messages, at most; browsers write one.
const DEEPEST: usize = 8;

/// Whether a file opens as such a message: its first lines are headers, and one of them says that it has parts or is a page.
pub(super) fn looks_like_one(start: &[u8]) -> bool {
    let (head, _) = head_and_body(start.trim_ascii_start());
    let first = head.split(|byte| *byte == b'\n').next().unwrap_or_default();
    let is_header =
        first.split(|byte| *byte == b':').next().is_some_and(is_header_name) && first.contains(&b':');
    let kind = Headers::of(head).value("content-type").unwrap_or_default().to_ascii_lowercase();
    is_header && (kind.starts_with("multipart/related") || kind.starts_with("text/html"))
}

fn is_header_name(name: &[u8]) -> bool {
    !name.is_empty() && name.iter().all(|byte| byte.is_ascii_alphanumeric() || *byte == b'-')
}

/// The page in a message: the first part that is HTML, decoded, with the address and the charset that its headers give.
///
/// # Errors
///
/// `NoPage` where no part is HTML.
pub(super) fn page(message: &[u8]) -> Result<Page, ErrorKind> {
    let mut part = message.trim_ascii_start();
    let mut snapshot = None;
    for _ in 0..DEEPEST {
        let (head, body) = head_and_body(part);
        let headers = Headers::of(head);
        let kind = headers.value("content-type").unwrap_or_default();
        snapshot = snapshot.or_else(|| headers.value("snapshot-content-location"));
        if is_html(&kind) {
            let address = headers.value("content-location").filter(|at| at.starts_with("http")).or(snapshot);
            return Ok(Page { bytes: headers.decoded(body), address, charset: parameter(&kind, "charset") });
        }
        let Some(boundary) = parameter(&kind, "boundary") else { break };
        let Some(next) = parts(body, &boundary).find(|part| leads_to_page(part)) else { break };
        part = next;
    }
    Err(ErrorKind::NoPage { what: "is an archive of pages without one of HTML" })
}

fn leads_to_page(part: &[u8]) -> bool {
    let kind = Headers::of(head_and_body(part).0).value("content-type").unwrap_or_default();
    is_html(&kind) || kind.to_ascii_lowercase().starts_with("multipart/")
}

fn is_html(kind: &str) -> bool {
    let kind = kind.to_ascii_lowercase();
    kind.starts_with("text/html") || kind.starts_with("application/xhtml")
}

/// The headers of a part, and what follows the blank line behind them.
fn head_and_body(part: &[u8]) -> (&[u8], &[u8]) {
    let mut at = 0;
    for line in part.split_inclusive(|byte| *byte == b'\n') {
        if line.trim_ascii().is_empty() {
            return (&part[..at], &part[at + line.len()..]);
        }
        at += line.len();
    }
    (part, &[])
}

/// The parts between the lines that are the boundary.
fn parts<'a>(body: &'a [u8], boundary: &str) -> impl Iterator<Item = &'a [u8]> {
    let wanted = format!("--{boundary}");
    let is_boundary = move |line: &[u8]| {
        line.trim_ascii_end().strip_suffix(b"--").unwrap_or(line.trim_ascii_end()) == wanted.as_bytes()
    };
    let mut starts = vec![];
    let mut at = 0;
    for line in body.split_inclusive(|byte| *byte == b'\n') {
        if is_boundary(line) {
            starts.push((at, at + line.len()));
        }
        at += line.len();
    }
    starts.push((body.len(), body.len()));
    // What stands before the first boundary is no part.
    let spans: Vec<(usize, usize)> = starts.windows(2).map(|pair| (pair[0].1, pair[1].0)).collect();
    spans.into_iter().map(|(start, end)| &body[start..end])
}

/// The headers of a part, each on one line.
struct Headers(Vec<(String, String)>);

impl Headers {
    fn of(head: &[u8]) -> Headers {
        let text = String::from_utf8_lossy(head);
        let mut lines: Vec<(String, String)> = Vec::new();
        for line in text.lines() {
            match (line.split_once(':'), lines.last_mut()) {
                // A line that opens with a blank goes on with the header before it.
                (_, Some((_, value))) if line.starts_with([' ', '\t']) => {
                    value.push_str(&format!(" {}", line.trim()))
                }
                (Some((name, value)), _) => {
                    lines.push((name.trim().to_ascii_lowercase(), value.trim().to_string()))
                }
                _ => {}
            }
        }
        Headers(lines)
    }

    fn value(&self, name: &str) -> Option<String> {
        self.0.iter().find(|(key, _)| key == name).map(|(_, value)| value.clone())
    }

    fn decoded(&self, body: &[u8]) -> Vec<u8> {
        let encoding = self.value("content-transfer-encoding").unwrap_or_default().to_ascii_lowercase();
        match encoding.as_str() {
            "quoted-printable" => quoted_printable(body),
            "base64" => base64(body),
            _ => body.to_vec(),
        }
    }
}

/// `text/html; charset="utf-8"` → `utf-8`.
fn parameter(kind: &str, name: &str) -> Option<String> {
    let pair = |part: &str| {
        part.split_once('=').map(|(key, value)| (key.trim().to_ascii_lowercase(), value.trim().to_string()))
    };
    let found = kind.split(';').skip(1).filter_map(pair).find(|(key, _)| key == name)?.1;
    Some(found.trim_matches('"').to_string()).filter(|value| !value.is_empty())
}

/// `Ann =E2=80=94 Roe=` and the end of the line: bytes in figures, lines cut at 76 signs. What is no code stays as it is.
fn quoted_printable(body: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(body.len());
    let mut at = 0;
    while let Some(&byte) = body.get(at) {
        let two = body.get(at + 1..at + 3);
        at += match (byte, two) {
            (b'=', Some(b"\r\n")) => 3,
            (b'=', Some([b'\n', _])) => 2,
            // A code that the end cuts off.
            (b'=', None) if body[at + 1..].trim_ascii().is_empty() => body.len() - at,
            (b'=', Some(&[high, low])) if high.is_ascii_hexdigit() && low.is_ascii_hexdigit() => {
                out.push(hex(high) << 4 | hex(low));
                3
            }
            _ => {
                out.push(byte);
                1
            }
        };
    }
    out
}

fn hex(digit: u8) -> u8 {
    match digit {
        b'0'..=b'9' => digit - b'0',
        b'a'..=b'f' => digit - b'a' + 10,
        _ => digit.saturating_sub(b'A').wrapping_add(10) & 15,
    }
}

/// Letters of six bits each; blanks and what is no letter are passed over.
fn base64(body: &[u8]) -> Vec<u8> {
    let value = |byte: u8| match byte {
        b'A'..=b'Z' => Some(byte - b'A'),
        b'a'..=b'z' => Some(byte - b'a' + 26),
        b'0'..=b'9' => Some(byte - b'0' + 52),
        b'+' => Some(62),
        b'/' => Some(63),
        _ => None,
    };
    let letters: Vec<u8> =
        body.iter().take_while(|byte| **byte != b'=').filter_map(|byte| value(*byte)).collect();
    let mut out = Vec::with_capacity(letters.len() * 3 / 4);
    for four in letters.chunks(4) {
        let bits = four.iter().fold(0_u32, |bits, six| bits << 6 | u32::from(*six)) << (6 * (4 - four.len()));
        // Two letters carry one byte, three carry two.
        out.extend_from_slice(&bits.to_be_bytes()[1..four.len()]);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn message(encoding: &str, body: &str) -> String {
        format!(
            "From: <Saved by a browser>\r\nSnapshot-Content-Location: https://herald.example/mill\r\nMIME-Version: 1.0\r\n\
             Content-Type: multipart/related;\r\n\ttype=\"text/html\";\r\n\tboundary=\"--x--y\"\r\n\r\n\
             ----x--y\r\nContent-Type: image/png\r\n\r\nPNG\r\n----x--y\r\nContent-Type: text/html; charset=utf-8\r\n\
             Content-Transfer-Encoding: {encoding}\r\nContent-Location: cid:frame\r\n\r\n{body}\r\n----x--y--\r\n"
        )
    }

    #[test]
    fn the_first_part_of_html_is_the_page() {
        for (encoding, body) in [
            ("quoted-printable", "<p>L=C3=A9vesque =\r\nleaves</p>"),
            ("base64", "PHA+TMOpdmVzcXVl\r\nIGxlYXZlczwvcD4="),
            ("8bit", "<p>Lévesque leaves</p>"),
        ] {
            let message = message(encoding, body);
            assert!(looks_like_one(message.as_bytes()));
            let page = page(message.as_bytes()).unwrap();
            assert_eq!(String::from_utf8(page.bytes).unwrap().trim_end(), "<p>Lévesque leaves</p>");
            assert_eq!(page.address.as_deref(), Some("https://herald.example/mill"));
            assert_eq!(page.charset.as_deref(), Some("utf-8"));
        }
    }

    #[test]
    fn broken_codes_cost_themselves() {
        assert_eq!(quoted_printable(b"a=ZZb=C3=A9=\nc=4"), "a=ZZbéc=4".as_bytes());
        assert_eq!(quoted_printable(b"a="), b"a");
        for (letters, expected) in [("", ""), ("TQ==", "M"), ("TWE", "Ma"), ("TW!Fu", "Man"), ("T", "")] {
            assert_eq!(base64(letters.as_bytes()), expected.as_bytes(), "{letters}");
        }
    }

    #[test]
    fn other_files_are_none() {
        for start in
            ["", "Mill closes: the council\n\nBy Ann Roe", "<html>", "Content-Type: text/plain\n\nx", ":\n"]
        {
            assert!(!looks_like_one(start.as_bytes()), "{start}");
        }
        assert!(
            page(b"Content-Type: multipart/related; boundary=x\n\n--x\nContent-Type: image/png\n\nx")
                .is_err()
        );
    }
}
