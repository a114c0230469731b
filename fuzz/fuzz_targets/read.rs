//! What must hold of everything that a reader gives: canonical text, and an end.

use onrecord::ingest;
use onrecord::text::canonical;
use std::io::Cursor;

/// Reads bytes as a file without a name.
pub fn all(bytes: Vec<u8>) {
    let Ok(records) = ingest::standard_input(Cursor::new(bytes), "-") else { return };
    for article in records.filter_map(|record| record.and_then(|record| record.article()).ok()) {
        assert_eq!(canonical(&article.text), article.text);
    }
}
