//! Pages that a browser saved with their pictures in one file (MHTML): a message whose first part of HTML is the page.
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

use super::heads::Heads;
use super::parts::Parts;
use crate::error::ErrorKind;
use crate::ingest::html::Page;

/// The page in such a file, with the address and the charset that stand above it.
///
/// # Errors
///
/// `NoPage` where no part is HTML.
pub(in crate::ingest) fn page(message: &[u8]) -> Result<Page, ErrorKind> {
    let (heads, body) = Heads::read(message.trim_ascii_start());
    let page = Parts::of(&heads, body).html;
    let mut page = page.ok_or(ErrorKind::NoPage { what: "is an archive of pages without one of HTML" })?;
    let snapshot = || heads.value("Snapshot-Content-Location").map(String::from);
    page.origin.url = page.origin.url.or_else(snapshot);
    Ok(page)
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
            let page = page(message(encoding, body).as_bytes()).unwrap();
            assert_eq!(String::from_utf8(page.bytes).unwrap().trim_end(), "<p>Lévesque leaves</p>");
            assert_eq!(page.origin.url.as_deref(), Some("https://herald.example/mill"));
            assert_eq!(page.origin.charset, Some(encoding_rs::UTF_8));
        }
    }

    #[test]
    fn pictures_without_a_page_are_none() {
        let pictures = b"Content-Type: multipart/related; boundary=x\n\n--x\nContent-Type: image/png\n\nx";
        assert!(matches!(page(pictures), Err(ErrorKind::NoPage { .. })));
    }
}
