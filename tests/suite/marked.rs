//! Fixtures that carry their own offsets.

use onrecord::text::Span;

/// Takes `{label|words}` marks out of a fixture, which may stand inside each other; returns the text and the spans in the order in
/// which they begin.
///
/// Braces, because square brackets are common inside quotations.
pub(crate) fn marked(fixture: &str) -> (String, Vec<(&str, Span)>) {
    let (mut text, mut spans, mut open) = (String::new(), Vec::new(), Vec::new());
    let mut rest = fixture;
    while let Some(at) = rest.find(['{', '}']) {
        text.push_str(&rest[..at]);
        if rest[at..].starts_with('{') {
            let (label, words) = rest[at + 1..].split_once('|').expect("a mark has a label");
            open.push(spans.len());
            spans.push((label, Span::between(text.len(), text.len())));
            rest = words;
        } else {
            let (_, span) = &mut spans[open.pop().expect("what is closed was opened")];
            *span = Span::between(span.start() as usize, text.len());
            rest = &rest[at + 1..];
        }
    }
    assert!(open.is_empty(), "a mark is closed: {fixture}");
    text.push_str(rest);
    (text, spans)
}
