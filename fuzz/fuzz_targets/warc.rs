//! Crawls of any bytes: every record is read or refused, and what comes of it is canonical text.
#![no_main]

use libfuzzer_sys::fuzz_target;
use onrecord::ingest;
use onrecord::text::canonical;
use std::io::Cursor;

fuzz_target!(|data: &[u8]| {
    let crawl = [b"WARC/1.0\r\n", data].concat();
    let Ok(records) = ingest::standard_input(Cursor::new(crawl), "a.warc") else { return };
    for record in records.flatten() {
        if let Ok(article) = record.article() {
            assert_eq!(canonical(&article.text), article.text);
        }
    }
});
