//! Feeds, tables and lists in JSON: any bytes are read to their end or refused, and what is read is canonical.
#![no_main]

use libfuzzer_sys::fuzz_target;
use onrecord::ingest;
use onrecord::text::canonical;
use std::io::Cursor;

/// How each of them opens, so that the fuzzer need not find that out; the first byte chooses.
const OPENINGS: [&str; 4] = ["<rss><channel>", "<feed xmlns='x'>", "[{", "url,title,text\n"];

fuzz_target!(|data: &[u8]| {
    let Some((first, rest)) = data.split_first() else { return };
    let opening = OPENINGS[usize::from(*first) % OPENINGS.len()];
    let bytes = [opening.as_bytes(), rest].concat();
    let Ok(records) = ingest::standard_input(Cursor::new(bytes), "-") else { return };
    for article in records.filter_map(|record| record.and_then(|record| record.article()).ok()) {
        assert_eq!(canonical(&article.text), article.text);
    }
});
