//! Values of a page's data to plain lines: entities and tags are in them more often than they should be.

use crate::ingest::fragment;
use crate::text::canonical;

/// One canonical line.
pub(super) fn line(value: &str) -> String {
    let has_entity = value.contains('&') && value.contains(';');
    let plain = if has_entity || fragment::looks_like_html(value) {
        fragment::text(value)
    } else {
        value.to_string()
    };
    canonical(&plain).split_whitespace().collect::<Vec<_>>().join(" ")
}
