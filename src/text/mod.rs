//! Text as the rest of the crate sees it.
//!
//! [`canonical`] makes it, once; [`Span`] is the only way to point into it, in
//! bytes; [`paragraphs`], [`sentences`] and [`words`] divide it; [`analysis`]
//! turns its words into the terms that are searched.

pub mod analysis;
mod breaks;
mod canonical;
mod fold;
mod known;
mod language;
mod scan;
mod segment;
mod span;
mod word;

pub(crate) use breaks::Breaks;
pub use canonical::canonical;
pub use fold::fold;
pub(crate) use fold::fold_into;
pub use language::Language;
pub(crate) use scan::find_byte;
pub use segment::paragraphs;
pub use segment::sentences;
pub use span::Span;
pub use word::words;

/// The first bytes of a text, at most so many and whole characters only.
pub(crate) fn beginning(text: &str, most: usize) -> &str {
    let mut end = text.len().min(most);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    &text[..end]
}
