//! The operators that are written as words: `AND`, `W/5`, `PRE/S`, `SAME`, `ATLEAST/3`.

use super::Reach;

/// The most words that something near may be away, the most others in a window, the most times that something is counted.
pub(super) const MOST: u32 = 100;

/// An operator between words, or before them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Operator {
    And,
    Or,
    Not,
    /// `W/5`, `PRE/S`, `SAME`.
    Near(Nearness),
    /// `ATLEAST/3`
    AtLeast(u32),
}

/// How near, and in which order.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Nearness {
    pub(super) reach: Reach,
    pub(super) in_order: bool,
}

/// An operator as it was read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Spelling {
    /// Which; a number out of bounds is the bound.
    pub(super) operator: Operator,
    /// Whether its number was within the bounds.
    pub(super) in_bounds: bool,
    /// Whether it is written as elsewhere, without the slash: `near5`.
    pub(super) foreign: bool,
}

/// Reads a piece between blanks as an operator. `AND`, `OR`, `NOT` and `SAME` are capitals, because in small letters
/// they are words; `w/5` is no word, and neither is what stands for it elsewhere: `n/5`, `p/5`, `/5`, `/s`, `w/para`.
pub(super) fn read(piece: &str) -> Option<Spelling> {
    let plain = |operator| Some(Spelling { operator, in_bounds: true, foreign: false });
    match piece {
        "AND" => return plain(Operator::And),
        "OR" => return plain(Operator::Or),
        "NOT" => return plain(Operator::Not),
        "SAME" => return plain(Operator::Near(Nearness { reach: Reach::Passage, in_order: false })),
        "&&" => return Some(Spelling { operator: Operator::And, in_bounds: true, foreign: true }),
        "||" | "|" => return Some(Spelling { operator: Operator::Or, in_bounds: true, foreign: true }),
        _ => {}
    }
    let (name, count, foreign) = match piece.split_once('/') {
        Some((name, count)) => (name, count, false),
        None => {
            let (name, count) = piece.split_at(piece.find(|c: char| c.is_ascii_digit())?);
            (name, count, true)
        }
    };
    let name = name.to_ascii_uppercase();
    let (in_order, foreign) = match name.as_str() {
        "NEAR" => (false, foreign),
        "ADJ" => (true, foreign),
        "W" if !foreign => (false, false),
        "PRE" if !foreign => (true, false),
        "" | "N" if !foreign => (false, true),
        "P" if !foreign => (true, true),
        "ATLEAST" => return counted(count, foreign),
        _ => return None,
    };
    let is_slashed = piece.contains('/') && !matches!(name.as_str(), "N" | "P");
    let (reach, in_bounds, foreign) = match count.to_ascii_uppercase().as_str() {
        "S" if is_slashed => (Reach::Sentence, true, foreign),
        "P" if is_slashed => (Reach::Passage, true, foreign),
        "SENT" | "SENTENCE" if is_slashed => (Reach::Sentence, true, true),
        "PARA" | "PARAGRAPH" if is_slashed => (Reach::Passage, true, true),
        _ => bounded(count).map(|(words, in_bounds)| (Reach::Words(words), in_bounds, foreign))?,
    };
    Some(Spelling { operator: Operator::Near(Nearness { reach, in_order }), in_bounds, foreign })
}

/// `AROUND(5)`, as a text may begin: how long it is, and what it is read as.
pub(super) fn around(text: &str) -> Option<(usize, Spelling)> {
    let name = "AROUND(";
    let begins = text.get(..name.len())?.eq_ignore_ascii_case(name);
    let (count, _) = text[name.len()..].split_once(')').filter(|_| begins)?;
    let (words, in_bounds) = bounded(count.trim())?;
    let nearness = Nearness { reach: Reach::Words(words), in_order: false };
    let operator = Operator::Near(nearness);
    Some((name.len() + count.len() + ")".len(), Spelling { operator, in_bounds, foreign: true }))
}

fn counted(count: &str, foreign: bool) -> Option<Spelling> {
    let (times, in_bounds) = bounded(count)?;
    Some(Spelling { operator: Operator::AtLeast(times), in_bounds, foreign })
}

/// A number from 1 to [`MOST`], and whether it was one.
fn bounded(figures: &str) -> Option<(u32, bool)> {
    if figures.is_empty() || !figures.bytes().all(|b| b.is_ascii_digit()) {
        return None;
    }
    // Too long a number for the type is out of bounds as well.
    let number = figures.parse().unwrap_or(u32::MAX);
    Some((number.clamp(1, MOST), (1..=MOST).contains(&number)))
}

impl Nearness {
    /// As it is written: `W/5`, `PRE/S`.
    pub(super) fn sign(self) -> String {
        let name = if self.in_order { "PRE" } else { "W" };
        match self.reach {
            Reach::Words(words) => format!("{name}/{words}"),
            Reach::Sentence => format!("{name}/S"),
            Reach::Passage => format!("{name}/P"),
        }
    }
}

impl Operator {
    /// As it is written here.
    pub(super) fn sign(self) -> String {
        match self {
            Operator::And => "AND".into(),
            Operator::Or => "OR".into(),
            Operator::Not => "NOT".into(),
            Operator::Near(nearness) => nearness.sign(),
            Operator::AtLeast(times) => format!("ATLEAST/{times}"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn operators_of_every_spelling_are_read() {
        for (piece, sign) in [
            ("AND", "AND"),
            ("&&", "AND"),
            ("W/5", "W/5"),
            ("w/5", "W/5"),
            ("NEAR/5", "W/5"),
            ("near5", "W/5"),
            ("PRE/100", "PRE/100"),
            ("Adj/2", "PRE/2"),
            ("adj2", "PRE/2"),
            ("w/s", "W/S"),
            ("PRE/P", "PRE/P"),
            ("SAME", "W/P"),
            ("ATLEAST/3", "ATLEAST/3"),
            ("atleast5", "ATLEAST/5"),
            ("n/5", "W/5"),
            ("p/5", "PRE/5"),
            ("/5", "W/5"),
            ("/s", "W/S"),
            ("/P", "W/P"),
            ("w/para", "W/P"),
            ("W/sent", "W/S"),
            ("pre/sentence", "PRE/S"),
        ] {
            let read = read(piece).unwrap();
            assert!(read.in_bounds);
            assert_eq!(read.operator.sign(), sign, "{piece}");
        }
    }

    #[test]
    fn around_is_read_with_its_number() {
        for (text, found) in [
            ("AROUND(5) b", Some((9, "W/5"))),
            ("around( 12 )", Some((12, "W/12"))),
            ("AROUND(5", None),
            ("AROUND(the mill)", None),
            ("around", None),
        ] {
            let read = around(text).map(|(length, spelling)| (length, spelling.operator.sign()));
            assert_eq!(read, found.map(|(length, sign)| (length, sign.to_string())), "{text}");
        }
    }

    #[test]
    fn words_and_signs_are_no_operators() {
        for piece in [
            "and", "or", "same", "near", "w5", "w/o", "24/7", "near/far", "NEAR/", "W/-5", "W/5s", "pre5",
            "adj", "é5", "n/a", "n/s", "p/p", "/", "//", "/x", "w/seg",
        ] {
            assert_eq!(read(piece), None, "{piece}");
        }
    }

    #[test]
    fn numbers_out_of_bounds_become_the_bound() {
        for (piece, sign) in
            [("W/0", "W/1"), ("near101", "W/100"), ("ATLEAST/99999999999999999999", "ATLEAST/100")]
        {
            let read = read(piece).unwrap();
            assert!(!read.in_bounds, "{piece}");
            assert_eq!(read.operator.sign(), sign, "{piece}");
        }
    }
}
