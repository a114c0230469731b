//! Offsets: [`Span`] and its algebra. No other file defines an offset.

use std::fmt;

/// A half-open range of bytes in a canonical text.
///
/// Every offset inside this crate is a byte offset into an article's canonical
/// text, a passage's text or a query, and is kept as a `Span`. Other units (the
/// code points of the JSON output, the columns of a terminal) are made in
/// `render`, at the edge.
///
/// ```
/// use onrecord::text::Span;
///
/// let text = "« Non », a dit Élodie Roux.";
/// let name = Span::of("Élodie Roux", text).unwrap();
/// assert_eq!(name.slice(text), "Élodie Roux");
/// assert!(!name.contains(name.end()));
/// ```
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Span {
    // Invariant: start <= end.
    start: u32,
    end: u32,
}

impl Span {
    /// The bytes `start..end`; `None` if `end < start`.
    pub fn new(start: u32, end: u32) -> Option<Span> {
        (start <= end).then_some(Span { start, end })
    }

    /// The bytes between two offsets, in whichever order they are given.
    ///
    /// Offsets past 4 GiB do not occur: the readers refuse such texts long before.
    #[inline]
    pub fn between(a: usize, b: usize) -> Span {
        let (start, end) = if a <= b { (a, b) } else { (b, a) };
        Span { start: clamp(start), end: clamp(end) }
    }

    /// Where `words` first stands in `text`.
    pub fn of(words: &str, text: &str) -> Option<Span> {
        text.find(words).map(|start| Span::between(start, start + words.len()))
    }

    /// All of `text`.
    pub fn whole(text: &str) -> Span {
        Span::between(0, text.len())
    }

    /// The first byte inside.
    #[inline]
    pub fn start(self) -> u32 {
        self.start
    }

    /// The first byte after.
    #[inline]
    pub fn end(self) -> u32 {
        self.end
    }

    /// Length in bytes.
    #[inline]
    pub fn len(self) -> usize {
        (self.end - self.start) as usize
    }

    /// Whether no byte is inside.
    pub fn is_empty(self) -> bool {
        self.start == self.end
    }

    /// The same range as the standard library writes it, for slicing.
    #[inline]
    pub fn range(self) -> std::ops::Range<usize> {
        self.start as usize..self.end as usize
    }

    /// The words at this place; empty if the span does not lie in `text` on
    /// character boundaries, which for a span made from that text cannot be.
    #[inline]
    pub fn slice(self, text: &str) -> &str {
        text.get(self.range()).unwrap_or_default()
    }

    /// Whether the byte at `offset` is inside; the end is outside.
    pub fn contains(self, offset: u32) -> bool {
        self.start <= offset && offset < self.end
    }

    /// Whether all of `other` is inside.
    #[inline]
    pub fn covers(self, other: Span) -> bool {
        self.start <= other.start && other.end <= self.end
    }

    /// Whether the two share a byte.
    pub fn overlaps(self, other: Span) -> bool {
        self.start < other.end && other.start < self.end
    }

    /// The smallest span that covers both.
    #[inline]
    pub fn cover(self, other: Span) -> Span {
        Span { start: self.start.min(other.start), end: self.end.max(other.end) }
    }

    /// The same place counted from `base`, as an offset into a part of the text
    /// that begins there. Saturates at 0.
    pub fn relative_to(self, base: u32) -> Span {
        Span { start: self.start.saturating_sub(base), end: self.end.saturating_sub(base) }
    }

    /// The same place counted in the whole, when `self` counts from `base`.
    pub fn shifted(self, base: u32) -> Span {
        Span { start: self.start.saturating_add(base), end: self.end.saturating_add(base) }
    }
}

impl fmt::Debug for Span {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}..{}", self.start, self.end)
    }
}

#[inline]
fn clamp(offset: usize) -> u32 {
    u32::try_from(offset).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn span(start: u32, end: u32) -> Span {
        Span::new(start, end).unwrap()
    }

    #[test]
    fn contains_is_half_open() {
        for (start, end, offset, expected) in [
            (0, 0, 0, false), // an empty span holds nothing
            (0, 1, 0, true),
            (0, 1, 1, false), // the end is outside
            (3, 5, 2, false),
            (3, 5, 4, true),
        ] {
            assert_eq!(span(start, end).contains(offset), expected, "{start}..{end} {offset}");
        }
    }

    #[test]
    fn neighbours_do_not_overlap() {
        assert!(!span(0, 3).overlaps(span(3, 5)));
        assert!(span(0, 4).overlaps(span(3, 5)));
        assert!(span(0, 9).covers(span(3, 9)));
        assert!(!span(1, 9).covers(span(0, 2)));
    }

    #[test]
    fn a_backward_range_is_refused() {
        assert_eq!(Span::new(2, 1), None);
        assert_eq!(Span::between(2, 1), span(1, 2));
    }

    #[test]
    fn slicing_inside_a_character_gives_nothing() {
        assert_eq!(span(0, 1).slice("é"), "");
        assert_eq!(span(0, 9).slice("é"), "");
    }

    #[test]
    fn shifting_there_and_back_is_the_same_place() {
        assert_eq!(span(10, 14).relative_to(8), span(2, 6));
        assert_eq!(span(2, 6).shifted(8), span(10, 14));
    }
}
