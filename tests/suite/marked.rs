//! Fixtures that carry their own offsets.

use onrecord::text::Span;

/// Takes `{label|words}` marks out of a fixture; returns the text and the spans in order.
///
/// Braces, because square brackets are common inside quotations.
pub(crate) fn marked(fixture: &str) -> (String, Vec<(&str, Span)>) {
    let (mut text, mut spans) = (String::new(), Vec::new());
    let mut pieces = fixture.split('{');
    text.push_str(pieces.next().unwrap());
    for piece in pieces {
        let (mark, rest) = piece.split_once('}').expect("a mark is closed");
        let (label, words) = mark.split_once('|').expect("a mark has a label");
        let start = text.len();
        text.push_str(words);
        spans.push((label, Span::between(start, text.len())));
        text.push_str(rest);
    }
    (text, spans)
}
