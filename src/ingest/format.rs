//! What a file is: told by how it opens first, by its name second.
//!
//! A wrong ending is no obstacle: a page that is called `story.txt` is a page. The name decides where the opening leaves a
//! choice (Markdown is text, rows of CSV are too), and it tells text that is no article, such as a style sheet, from text.

use super::decode;
use super::feed;
use super::html;
use super::listed::table::looks_like_table;
use crate::article::table;
use crate::error::ErrorKind;
use std::borrow::Cow;
use std::sync::LazyLock;

/// The forms that have a reader. To add one: a name here, a line in [`of_opening`] or [`of_name`], an arm in `open`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Format {
    /// Something compressed; what, is told once more inside.
    Gzip,
    /// As `Gzip`.
    Zstd,
    /// Files in one file, or the parts of one document (`.docx`, `.odt`): its list of members tells.
    Zip,
    /// Files in one file.
    Tar,
    /// A crawl.
    Warc,
    /// RSS or Atom. A JSON Feed is JSON.
    Feed,
    /// A page of HTML.
    Page,
    /// A page with its pictures in one file, as browsers save it.
    Mhtml,
    /// One message.
    Mail,
    /// Messages, one after the other.
    Mailbox,
    /// One JSON value over several lines, or a list.
    Json,
    /// A JSON object a line.
    JsonLines,
    /// Rows below a header.
    Table,
    /// Text with the marks of Markdown.
    Markdown,
    /// Text as somebody pasted it.
    Pasted,
}

impl Format {
    /// What the name of such a file ends in.
    fn ending(self) -> &'static str {
        match self {
            Format::Gzip => "gz",
            Format::Zstd => "zst",
            Format::Zip => "zip",
            Format::Tar => "tar",
            Format::Warc => "warc",
            Format::Feed => "xml",
            Format::Page => "html",
            Format::Mhtml => "mhtml",
            Format::Mail => "eml",
            Format::Mailbox => "mbox",
            Format::Json => "json",
            Format::JsonLines => "jsonl",
            Format::Table => "csv",
            Format::Markdown => "md",
            Format::Pasted => "txt",
        }
    }
}

/// The ending for a file of bytes that came without a name: `html` for a page, `txt` for what nothing else opens as.
///
/// ```
/// assert_eq!(onrecord::ingest::usual_ending(b"<!doctype html><p>The mill closes."), "html");
/// ```
pub fn usual_ending(bytes: &[u8]) -> &'static str {
    let start = &bytes[..bytes.len().min(OPENING)];
    told(start, "").unwrap_or(Format::Pasted).ending()
}

/// How much of a file is looked at to tell what it is.
pub(super) const OPENING: usize = 8 << 10;

/// What a file is that opens with these bytes and has this name.
///
/// # Errors
///
/// `EmptyFile` where there are no bytes, `ConvertFirst` for a kind that another program turns into text, `NotText` for
/// bytes that are no text, `UnknownFormat` for text that is known by its name to be no article.
pub(super) fn told(start: &[u8], name: &str) -> Result<Format, ErrorKind> {
    let ending = ending(name);
    if start.is_empty() {
        return Err(ErrorKind::EmptyFile);
    }
    if let Some(format) = of_magic(start, &ending) {
        return Ok(format);
    }
    if let Some(kind) = kinds().find(|kind| kind.opens_with(start)) {
        return Err(kind.refusal());
    }
    let wide = decode::wide(start);
    if wide.is_none() && decode::is_binary(start) {
        return Err(kinds().find(|kind| kind.ends(&ending)).map_or(ErrorKind::NotText, Kind::refusal));
    }
    let text = wide.map_or_else(|| String::from_utf8_lossy(start), |wide| wide.decode(start).0);
    match of_opening(&text, &ending) {
        Some(format) => Ok(format),
        None if name.is_empty() && looks_like_table(text.as_bytes()) => Ok(Format::Table),
        None => of_name(&ending),
    }
}

/// The name without the ending of a compressed file: `a.txt` for `a.txt.gz`, `a.tar` for `a.tgz`.
pub(super) fn name_inside(name: &str) -> Cow<'_, str> {
    match name.rsplit_once('.') {
        Some((inside, end)) if end.eq_ignore_ascii_case("gz") || end.eq_ignore_ascii_case("zst") => {
            inside.into()
        }
        Some((inside, end)) if end.eq_ignore_ascii_case("tgz") => format!("{inside}.tar").into(),
        _ => name.into(),
    }
}

/// What follows the last dot, in small letters; nothing where there is no dot.
fn ending(name: &str) -> String {
    let name = name.rsplit(['/', '\\']).next().unwrap_or_default();
    name.rsplit_once('.').map(|(_, ending)| ending.to_ascii_lowercase()).unwrap_or_default()
}

/// Bytes that nothing but one kind of file opens with.
fn of_magic(start: &[u8], ending: &str) -> Option<Format> {
    match start {
        [0x1f, 0x8b, ..] => Some(Format::Gzip),
        // A frame, or one that is to be skipped, which stands before the frames of some crawls.
        [0x28, 0xb5, 0x2f, 0xfd, ..] | [0x50..=0x5f, 0x2a, 0x4d, 0x18, ..] => Some(Format::Zstd),
        // Told before anything else: its records hold pictures and compressed pages.
        _ if start.starts_with(b"WARC/") => Some(Format::Warc),
        [b'P', b'K', 3, 4, ..] | [b'P', b'K', 5, 6, ..] => Some(Format::Zip),
        _ if start.get(257..262) == Some(b"ustar") => Some(Format::Tar),
        // Tapes of before 1988 have no mark.
        _ if ending == "tar" && start.len() >= 512 => Some(Format::Tar),
        _ => None,
    }
}

/// What a text opens with.
fn of_opening(text: &str, ending: &str) -> Option<Format> {
    let text = text.trim_start_matches('\u{feff}').trim_start();
    match text.as_bytes() {
        [b'{' | b'[', ..] => of_json(text, ending),
        [b'<', ..] => of_markup(text),
        _ => of_heads(text, ending),
    }
}

/// `{Mill closes}` is text; `{"` opens an object. One that ends with its line has more of its kind below it.
fn of_json(text: &str, ending: &str) -> Option<Format> {
    let inside = text[1..].trim_start();
    if text.starts_with('[') {
        // "[Editor's note: …]" is text.
        let is_list = inside.starts_with(['{', '"', '[', ']']);
        return is_list.then_some(Format::Json);
    }
    if !inside.starts_with(['"', '}']) {
        return None;
    }
    let first = text.lines().next().unwrap_or_default().trim_end();
    // A line that is longer than the opening has no end in it.
    let is_whole_line = first.ends_with('}') || first.len() == text.trim_end().len();
    Some(match is_json_lines(ending) || is_whole_line {
        _ if feed::is_json_feed(text.as_bytes()) => Format::Json,
        true => Format::JsonLines,
        false => Format::Json,
    })
}

fn is_json_lines(ending: &str) -> bool {
    matches!(ending, "jsonl" | "ndjson")
}

/// The first element after what may stand above it.
fn of_markup(text: &str) -> Option<Format> {
    let mut rest = text;
    loop {
        let end = match rest {
            _ if html::looks_like_page(rest.as_bytes()) => return Some(Format::Page),
            _ if rest.starts_with("<?") => "?>",
            _ if rest.starts_with("<!--") => "-->",
            // "<!DOCTYPE rdf:RDF [<!ENTITY …>]>"
            _ if rest.starts_with("<!") && has_before(rest, '[', '>') => "]>",
            _ if rest.starts_with("<!") => ">",
            _ => break,
        };
        rest = rest.split_once(end)?.1.trim_start();
    }
    feed::opens_feed(rest).then_some(Format::Feed)
}

fn has_before(text: &str, mark: char, other: char) -> bool {
    text.find([mark, other]).is_some_and(|at| text[at..].starts_with(mark))
}

/// Mail, and what is written like it.
fn of_heads(text: &str, ending: &str) -> Option<Format> {
    let (first, rest) = text.split_once('\n').unwrap_or((text, ""));
    // "From ann@roe.example Sat Mar  9 10:11:12 2024", and a head below it.
    let is_mailbox = first.starts_with("From ") && first.contains(':');
    if is_mailbox && head_names(rest).next().is_some() {
        return Some(Format::Mailbox);
    }
    let has =
        |wanted: &[&str]| head_names(text).any(|name| wanted.iter().any(|w| name.eq_ignore_ascii_case(w)));
    if has(&["Snapshot-Content-Location", "X-MAF-Information-Version"]) {
        return Some(Format::Mhtml);
    }
    if !has(WRITTEN_BY_PROGRAMS) {
        return (ending == "eml" && has(&["From", "Subject", "Date"])).then_some(Format::Mail);
    }
    Some(if matches!(ending, "mht" | "mhtml") { Format::Mhtml } else { Format::Mail })
}

/// Heads that only a program writes: "Subject: …" and "Date: …" stand above pasted text too.
const WRITTEN_BY_PROGRAMS: &[&str] = &[
    "ARC-Seal",
    "Content-Type",
    "DKIM-Signature",
    "Delivered-To",
    "MIME-Version",
    "Message-ID",
    "Received",
    "Return-Path",
];

/// The names of the heads that a text opens with, up to the first line that is none.
fn head_names(text: &str) -> impl Iterator<Item = &str> {
    let heads = text.lines().filter(|line| !line.starts_with([' ', '\t']));
    heads.map_while(|line| {
        let (name, _) = line.split_once(':')?;
        let is_name = !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_graphic());
        is_name.then_some(name)
    })
}

/// What text is by its name.
fn of_name(ending: &str) -> Result<Format, ErrorKind> {
    Ok(match ending {
        "md" | "markdown" => Format::Markdown,
        "json" => Format::Json,
        "csv" | "tsv" | "tab" => Format::Table,
        "html" | "htm" | "xhtml" => Format::Page,
        "mht" | "mhtml" => Format::Mhtml,
        "eml" => Format::Mail,
        "rss" | "atom" => Format::Feed,
        _ if is_json_lines(ending) => Format::JsonLines,
        _ => match kinds().find(|kind| kind.ends(ending)) {
            Some(kind) => return Err(kind.refusal()),
            None => Format::Pasted,
        },
    })
}

/// A kind of file that has no reader.
struct Kind {
    what: &'static str,
    opens: Vec<u8>,
    endings: Vec<&'static str>,
    convert: &'static str,
}

impl Kind {
    fn opens_with(&self, start: &[u8]) -> bool {
        !self.opens.is_empty() && start.starts_with(&self.opens)
    }

    fn ends(&self, ending: &str) -> bool {
        self.endings.contains(&ending)
    }

    fn refusal(&self) -> ErrorKind {
        match self.convert {
            "-" => ErrorKind::UnknownFormat,
            convert => ErrorKind::ConvertFirst { what: self.what, convert },
        }
    }
}

fn kinds() -> impl Iterator<Item = &'static Kind> {
    static KINDS: LazyLock<Vec<Kind>> = LazyLock::new(|| {
        let rows = table::rows::<4>(include_str!("format.tsv"));
        let kind = |[what, opens, endings, convert]: [&'static str; 4]| Kind {
            what,
            opens: bytes(opens),
            endings: endings.split(',').collect(),
            convert,
        };
        rows.map(kind).collect()
    });
    KINDS.iter()
}

/// `\x89PNG` to its four bytes; `-` to none.
fn bytes(escaped: &str) -> Vec<u8> {
    let mut bytes = Vec::new();
    let mut rest = escaped;
    while let Some(first) = rest.bytes().next().filter(|_| rest != "-") {
        let hex = rest.strip_prefix("\\x").and_then(|hex| hex.get(..2));
        match hex.and_then(|hex| u8::from_str_radix(hex, 16).ok()) {
            Some(byte) => {
                bytes.push(byte);
                rest = &rest[4..];
            }
            None => {
                bytes.push(first);
                rest = rest.get(1..).unwrap_or_default();
            }
        }
    }
    bytes
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(name: &str, start: &[u8], expected: Format) {
        assert_eq!(told(start, name).ok(), Some(expected), "{name}: {}", String::from_utf8_lossy(start));
    }

    #[test]
    fn the_opening_tells_whatever_the_name() {
        for (start, expected) in [
            (&b"\x1f\x8b\x08\0"[..], Format::Gzip),
            (b"\x28\xb5\x2f\xfd\x24", Format::Zstd),
            (b"PK\x03\x04\x14\0", Format::Zip),
            (b"WARC/1.0\r\nWARC-Type: warcinfo", Format::Warc),
            (b"<?xml version=\"1.0\"?>\n<!-- x -->\n<rss version=\"2.0\">", Format::Feed),
            (b"<feed xmlns=\"http://www.w3.org/2005/Atom\">", Format::Feed),
            (b"{\"version\": \"https://jsonfeed.org/version/1.1\",\n", Format::Json),
            (b"\xef\xbb\xbf <!DOCTYPE html><html>", Format::Page),
            (b"<?xml version=\"1.0\"?><!DOCTYPE html PUBLIC \"x\">", Format::Page),
            (b"<!-- saved from url=(0014)about:internet -->\r\n<html>", Format::Page),
            (b"\xff\xfe<\0h\0t\0m\0l\0>\0", Format::Page),
            (b"{\"text\": \"The mill closes.\"}\n", Format::JsonLines),
            (b"{\"text\": \"The mill clo", Format::JsonLines),
            (b"{\n  \"text\": \"The mill closes.\"", Format::Json),
            (b"[{\"title\": \"Mill closes\"}", Format::Json),
            (b"From ann@roe.example Sat Mar  9 10:11:12 2024\nReturn-Path: <x>\n", Format::Mailbox),
            (b"Received: by mx.example\r\n\twith SMTP\r\nFrom: a@b.example\r\n", Format::Mail),
            (b"From: <Saved by Blink>\r\nSnapshot-Content-Location: https://a.example/\r\n", Format::Mhtml),
        ] {
            for name in ["a", "a.txt", "a.html", "a.md"] {
                check(name, start, expected);
            }
        }
        let mut tape = vec![b'x'; 512];
        tape[257..263].copy_from_slice(b"ustar\0");
        check("a.txt", &tape, Format::Tar);
    }

    #[test]
    fn what_only_looks_like_it_is_text() {
        for text in [
            "{Mill closes} The mill on Cannery Road closes.",
            "[Editor's note: this story was corrected.]",
            "From Harrow Bay, our reporter writes:\nThe mill closes.",
            "<3 from Harrow Bay",
            "Subject: Mill closes\nFrom: Ann Roe\nDate: 3 March 2024\n\nThe mill closes.",
            "Received wisdom: mills close.",
            "Package deals: PK",
        ] {
            check("a.txt", text.as_bytes(), Format::Pasted);
            check("a.md", text.as_bytes(), Format::Markdown);
        }
    }

    #[test]
    fn the_name_decides_where_the_opening_does_not() {
        check("a.csv", b"title,text\n", Format::Table);
        check("A.MD", b"# Mill closes", Format::Markdown);
        check("a.jsonl", b"[1]\n", Format::JsonLines);
        check("a.jsonl", b"{\"text\": \n", Format::JsonLines);
        check("a.eml", b"Subject: Mill closes\n\nThe mill closes.", Format::Mail);
        check("notes of 3.4 today", b"The mill closes.", Format::Pasted);
        assert_eq!(usual_ending(b"PK\x03\x04"), "zip");
        assert_eq!(usual_ending(b"The mill closes."), "txt");
        assert_eq!(usual_ending(b""), "txt");
        assert_eq!(name_inside("b/a.TGZ"), "b/a.tar");
        assert_eq!(name_inside("a.txt.gz"), "a.txt");
        assert_eq!(name_inside("a.txt"), "a.txt");
    }

    #[test]
    fn kinds_without_a_reader_are_named() {
        for (name, start, expected) in [
            ("a.txt", &b"%PDF-1.7"[..], "a PDF file is not read as it is"),
            ("a", b"{\\rtf1\\ansi", "an RTF document is not read as it is"),
            ("a.JPG", b"\xff\xd8\xff\xe0\0\x10JFIF", "an image is not read as it is"),
            ("a.mobi", b"Mill\0\0\0\0", "an e-book is not read as it is"),
            ("a.css", b"p { color: red }", "this kind of file is not read"),
            ("a.xml", b"<urlset>", "this kind of file is not read"),
            ("a.txt", b"\0\0\0\0", "the file is not text"),
            ("a.txt", b"", "the file is empty"),
        ] {
            assert_eq!(told(start, name).map_err(|kind| kind.to_string()), Err(expected.into()), "{name}");
        }
    }

    #[test]
    fn feeds_are_told_by_their_root() {
        for (start, expected) in [
            ("<rss version=\"2.0\">", true),
            (
                "<?xml version=\"1.0\"?>\n<!-- made by hand -->\n<feed xmlns=\"http://www.w3.org/2005/Atom\">",
                true,
            ),
            ("<?xml version=\"1.0\"?><!DOCTYPE rdf:RDF [<!ENTITY nbsp \"&#160;\">]><rdf:RDF>", true),
            ("<!DOCTYPE rss PUBLIC \"-//Netscape//DTD RSS 0.91//EN\" \"x\"><rss>", true),
            ("<?xml version=\"1.0\"?><html><body>", false),
            ("<urlset>", false),
            ("<feeds>", false),
            ("<!--", false),
        ] {
            assert_eq!(of_markup(start) == Some(Format::Feed), expected, "{start}");
        }
    }

    #[test]
    fn the_table_is_sound() {
        let table = include_str!("format.tsv");
        assert!(table::is_sound::<4>(table));
        let rows: Vec<[&str; 4]> = table::rows::<4>(table).collect();
        assert!(rows.iter().map(|row| row[0]).is_sorted(), "sort format.tsv by what it is");
        let mut endings: Vec<&str> = rows.iter().flat_map(|row| row[2].split(',')).collect();
        let count = endings.len();
        endings.sort_unstable();
        endings.dedup();
        assert_eq!(endings.len(), count, "an ending stands twice");
        assert!(kinds().all(|kind| kind.opens.len() != 1));
        for (escaped, expected) in [("\\x89PNG", &b"\x89PNG"[..]), ("-", b""), ("{\\x5crtf", b"{\\rtf")] {
            assert_eq!(bytes(escaped), expected);
        }
    }
}
