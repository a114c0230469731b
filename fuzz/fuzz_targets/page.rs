//! The reader of pages on any bytes: whatever a page holds, what comes of it is canonical text, or a refusal.
#![no_main]

use libfuzzer_sys::fuzz_target;
use onrecord::ingest;
use onrecord::text::canonical;
use std::io::Cursor;

/// What makes bytes a page, or a page in a message with its parts.
const OPENINGS: [&[u8]; 3] =
    [b"<html>", b"", b"MIME-Version: 1.0\nContent-Type: multipart/related; boundary=x\n\n--x\n"];

// The first byte chooses the opening.
fuzz_target!(|data: &[u8]| {
    let Some((first, rest)) = data.split_first() else { return };
    let page = [OPENINGS[usize::from(*first) % OPENINGS.len()], rest].concat();
    let _ = ingest::usual_ending(&page);
    let Ok(records) = ingest::standard_input(Cursor::new(page), "page.html") else { return };
    for record in records.take(20) {
        let Ok(article) = record.and_then(|record| record.article()) else { continue };
        assert_eq!(canonical(&article.text), article.text);
        assert!(article.authors.iter().all(|author| !author.trim().is_empty()), "{:?}", article.authors);
    }
});
