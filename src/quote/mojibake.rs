//! Marks that some program before us decoded wrongly: UTF-8 read as Windows-1252.
//!
//! `â€œNo,â€ he said` was “No,” he said. What is shown is the printed text to the letter, so nothing is mended in it; the marks are
//! recognised as what they were. The closing mark's last byte is a control character in Windows-1252, which canonical text leaves out.

use super::token::Mark;
use super::token::MarkKind;
use super::token::Shape;
use super::token::Side;

/// How all of them begin.
pub(super) const HEAD: &str = "â€";

/// `’`, in "donâ€™t" as in "Roystonâ€™s".
pub(super) const APOSTROPHE: &str = "â€™";

/// What stands at the head of `rest`, which begins with [`HEAD`], and its bytes.
pub(super) fn read(rest: &str) -> (Shape, usize) {
    let Some(c) = rest[HEAD.len()..].chars().next() else {
        return (mark(MarkKind::Double, Side::Closing), HEAD.len());
    };
    let shape = match c {
        'œ' => mark(MarkKind::Double, Side::Opening),
        '˜' => mark(MarkKind::Single, Side::Opening),
        '™' => mark(MarkKind::Single, Side::Closing),
        '“' | '”' => Shape::Dash,
        '¦' => Shape::Stop,
        _ => return (mark(MarkKind::Double, Side::Closing), HEAD.len()),
    };
    (shape, HEAD.len() + c.len_utf8())
}

fn mark(kind: MarkKind, side: Side) -> Shape {
    Shape::Mark(Mark { kind, side })
}

/// The bytes of a word that goes on past an apostrophe at `at`, with the rest of it measured by `length`; 0 if it does not.
pub(super) fn joined(word: &str, at: usize, length: fn(&str) -> usize) -> usize {
    match word[at..].strip_prefix(APOSTROPHE) {
        Some(rest) if rest.starts_with(char::is_alphanumeric) => at + APOSTROPHE.len() + length(rest),
        _ => 0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_mark_is_what_it_was() {
        for (text, shape, length) in [
            ("â€œNo", mark(MarkKind::Double, Side::Opening), "â€œ".len()),
            ("â€ he", mark(MarkKind::Double, Side::Closing), HEAD.len()),
            ("â€", mark(MarkKind::Double, Side::Closing), HEAD.len()),
            ("â€˜No", mark(MarkKind::Single, Side::Opening), "â€˜".len()),
            ("â€” no", Shape::Dash, "â€”".len()),
            ("â€¦ no", Shape::Stop, "â€¦".len()),
        ] {
            assert_eq!(read(text), (shape, length), "{text}");
        }
    }
}
