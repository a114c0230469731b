//! Records whole, cut off and broken, in any packing.

use super::*;
use std::io::Cursor;

const PAGE: &str = "<html><body><h1>Mill closes</h1><p>The mill on Cannery Road will close in August.";

/// A record as any crawler writes it; `line_end` parts its lines.
fn record(kind: &str, url: &str, block: &str, line_end: &str) -> String {
    let head = [
        "WARC/1.0".to_string(),
        format!("WARC-Type: {kind}"),
        format!("WARC-Target-URI: {url}"),
        format!("Content-Length: {}", block.len()),
    ];
    format!("{}{line_end}{line_end}{block}{line_end}{line_end}", head.join(line_end))
}

fn page(url: &str) -> String {
    record("response", url, &format!("HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n{PAGE}"), "\r\n")
}

/// What a file gives: the addresses of its pages, and its complaints as they are printed.
fn read(bytes: &[u8]) -> Vec<String> {
    let stream = Stream::of(Cursor::new(bytes.to_vec())).unwrap();
    let mut warc = Warc::of(stream);
    let path: Arc<str> = "a.warc".into();
    std::iter::from_fn(|| warc.next())
        .map(|item| match item.record(&path) {
            Ok(Record { form: Form::Captured(page), .. }) => page.url().unwrap_or_default().to_string(),
            Ok(_) => "no page".to_string(),
            Err(error) => error.to_string(),
        })
        .collect()
}

#[test]
fn pages_are_told_from_all_else() {
    let answer =
        |head: &str| record("response", "http://a.example/x", &format!("{head}\r\n\r\n<html>"), "\n");
    for (name, file, expected) in [
        ("answer", page("http://a.example/"), &["http://a.example/"][..]),
        ("in brackets", page("<http://a.example/>"), &["http://a.example/"]),
        ("no type", answer("HTTP/1.0 200 OK"), &["http://a.example/x"]),
        (
            "error page",
            page("http://a.example/") + &answer("HTTP/1.1 404 Not Found\r\nContent-Type: text/html"),
            &[
                "http://a.example/",
                "a.warc: 1 page read; passed over 0 answers of other kinds, 1 error page, 0 records of the crawler's own",
            ],
        ),
        (
            "no page",
            answer("HTTP/1.1 200 OK\r\nContent-Type: image/png")
                + &record("request", "http://a.example/x", "", "\n"),
            &[
                "a.warc: there is no page in it; 1 answer of another kind, 0 error pages, 1 record of the crawler's own",
            ],
        ),
        (
            "of the crawler's own",
            page("http://a.example/") + &record("metadata", "", "a: b", "\n"),
            &["http://a.example/"],
        ),
        (
            "no server",
            page("http://a.example/") + &record("response", "dns:a.example", "127.0.0.1", "\n"),
            &[
                "http://a.example/",
                "a.warc: 1 page read; passed over 1 answer of another kind, 0 error pages, 0 records of the crawler's own",
            ],
        ),
    ] {
        assert_eq!(read(file.as_bytes()), expected, "{name}");
    }
}

#[test]
fn a_record_that_is_cut_off_loses_only_itself() {
    let whole = page("http://a.example/1") + &page("http://a.example/2");
    let second = page("http://a.example/1").len();
    for end in second + 10..whole.len() - 4 {
        let found = read(&whole.as_bytes()[..end]);
        assert_eq!(found.len(), 2, "{found:?}");
        assert_eq!(found[0], "http://a.example/1");
        let is_named =
            found[1].starts_with("a.warc: record 2") && found[1].ends_with("the record is cut off");
        assert!(is_named, "{found:?}");
    }
    assert_eq!(read(whole.trim_end().as_bytes()).len(), 2, "empty lines are no part of a record");
}

#[test]
fn a_broken_head_loses_only_its_record() {
    let broken = "WARC/1.0\r\nWARC-Type: response\r\nContent-Length: many\r\n\r\n<html>\r\n\r\n";
    let file = page("http://a.example/1") + broken + &page("http://a.example/2");
    let rubbish = "a.warc: record 2: this is no record of a crawl";
    let found = read(file.as_bytes());
    assert_eq!(found.first().map(String::as_str), Some("http://a.example/1"));
    assert_eq!(found.last().map(String::as_str), Some("http://a.example/2"));
    assert!(found.contains(&rubbish.to_string()), "{found:?}");
}
