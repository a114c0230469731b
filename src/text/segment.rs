//! Canonical text to the spans of its paragraphs and sentences.

use super::Span;
use super::find_byte;

/// The paragraphs of a text: what stands between empty lines, without them.
///
/// ```
/// use onrecord::text::paragraphs;
///
/// let text = "One.\n\nTwo.";
/// let found: Vec<&str> = paragraphs(text).map(|span| span.slice(text)).collect();
/// assert_eq!(found, ["One.", "Two."]);
/// ```
pub fn paragraphs(text: &str) -> impl Iterator<Item = Span> {
    let mut start = 0;
    text.split("\n\n").filter_map(move |piece| {
        let span = Span::between(start, start + piece.len());
        start += piece.len() + 2;
        (!piece.trim().is_empty()).then_some(span)
    })
}

/// The sentences of one paragraph, each with the closing marks that follow its full stop,
/// without the blanks between them.
///
/// A full stop ends a sentence when a blank and then a capital, a digit or an opening mark follow, unless
/// the word before it is an abbreviation or an initial ("Mr. Roux", "J. Roux", "the U.S. envoy").
pub fn sentences(text: &str, paragraph: Span) -> Vec<Span> {
    let words = paragraph.slice(text);
    let mut found = Vec::new();
    let mut start = 0;
    let mut from = 0;
    while let Some(at) = words.as_bytes().get(from..).and_then(|rest| find_byte(rest, may_stop)) {
        let at = from + at;
        let c = words.get(at..).and_then(|rest| rest.chars().next()).unwrap_or_default();
        from = at + c.len_utf8().max(1);
        if !is_stop(c) {
            continue;
        }
        let after = from;
        let end = after + closing_marks(&words[after..]);
        if end > start && breaks(&words[end..]) && !(c == '.' && abbreviates(&words[start..at])) {
            found.push(Span::between(start, end).shifted(paragraph.start()));
            start = end + (words[end..].len() - words[end..].trim_start().len());
        }
    }
    if !words[start..].trim().is_empty() {
        let end = start + words[start..].trim_end().len();
        found.push(Span::between(start, end).shifted(paragraph.start()));
    }
    found
}

/// What ends a sentence, if the rest agrees.
fn is_stop(c: char) -> bool {
    matches!(c, '.' | '!' | '?' | '…')
}

/// Whether a stop can begin with a byte.
#[inline]
fn may_stop(byte: u8) -> bool {
    byte == b'.' || byte == b'!' || byte == b'?' || byte == 0xe2
}

/// Bytes of the marks that still belong to the sentence: `.”`, `.’”`, `!)`, `. »`.
fn closing_marks(rest: &str) -> usize {
    let closed =
        rest.len() - rest.trim_start_matches(['”', '’', '"', '\'', ')', ']', '»', '.', '!', '?']).len();
    match rest[closed..].strip_prefix(" »") {
        Some(_) => closed + " »".len(),
        None => closed,
    }
}

fn breaks(rest: &str) -> bool {
    let next = rest.trim_start();
    next.is_empty()
        || next.len() < rest.len()
            && next.starts_with(|c: char| c.is_uppercase() || c.is_numeric() || "“‘\"'«(—–-[".contains(c))
}

/// Whether a full stop after these words shortens the last of them instead of ending the sentence.
fn abbreviates(before: &str) -> bool {
    let word = before.rsplit([' ', '(', '“', '"', '‘']).next().unwrap_or_default();
    let initial = word.chars().count() == 1 && word.chars().all(char::is_uppercase);
    // "U.S", "N.D.P", "J.-P": capitals with stops between them.
    let dotted =
        word.contains('.') && word.split('.').all(|part| part.trim_start_matches('-').chars().count() == 1);
    initial || dotted || word.len() <= LONGEST && ABBREVIATIONS.binary_search(&word).is_ok()
}

/// Words that are printed with a stop and followed by a capital inside a sentence, sorted.
const ABBREVIATIONS: &[&str] = &[
    "Ala", "Alta", "Apr", "Ariz", "Atty", "Aug", "Ave", "Blvd", "Bros", "Calif", "Capt", "Co", "Col", "Colo",
    "Conn", "Const", "Corp", "Cpl", "Dec", "Del", "Dr", "Feb", "Fla", "Fri", "Ft", "Ga", "Gen", "Gov", "Hon",
    "Ill", "Inc", "Ind", "Insp", "Jan", "Jr", "Jul", "Jun", "Ky", "Lt", "Ltd", "M", "MM", "Maj", "Man",
    "Mar", "Mass", "Md", "Me", "Mgr", "Mich", "Minn", "Mlle", "Mme", "Mmes", "Mon", "Mr", "Mrs", "Ms", "Mt",
    "Nev", "No", "Nos", "Nov", "Oct", "Okla", "Ont", "Ore", "Pa", "Pr", "Prof", "Que", "Rep", "Rev", "Sask",
    "Sat", "Sen", "Sep", "Sept", "Sgt", "Sr", "St", "Ste", "Sun", "Supt", "Tenn", "Tex", "Thu", "Thurs",
    "Tue", "Tues", "Va", "Wash", "Wed", "Wis", "al", "approx", "art", "cf", "etc", "p", "pp", "vs",
];

/// Bytes of the longest of them.
const LONGEST: usize = 6;

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: &[&str]) {
        let found: Vec<&str> =
            sentences(text, Span::whole(text)).into_iter().map(|span| span.slice(text)).collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn a_full_stop_with_its_marks_ends_a_sentence() {
        check(
            "“It is false,” he said. “And I will stay.” He left.",
            &["“It is false,” he said.", "“And I will stay.”", "He left."],
        );
        check("« Je pars. » Elle est sortie.", &["« Je pars. »", "Elle est sortie."]);
        check("Why? “Because!” She sat down.", &["Why?", "“Because!”", "She sat down."]);
    }

    #[test]
    fn abbreviations_can_be_looked_up() {
        assert!(ABBREVIATIONS.is_sorted());
        assert_eq!(ABBREVIATIONS.iter().map(|word| word.len()).max(), Some(LONGEST));
    }

    #[test]
    fn every_stop_is_met() {
        for text in [".", "!", "?", "…"].map(|stop| format!("– “a”{stop} B — ’c’{stop} D")) {
            assert_eq!(sentences(&text, Span::whole(&text)).len(), 3, "{text}");
        }
    }

    #[test]
    fn abbreviations_and_initials_do_not() {
        check(
            "Mr. Roux met J. K. Abbot of the U.S. Senate on Jan. 4.",
            &["Mr. Roux met J. K. Abbot of the U.S. Senate on Jan. 4."],
        );
        check("It fell 3.5 per cent. Nobody knew.", &["It fell 3.5 per cent.", "Nobody knew."]);
    }

    #[test]
    fn paragraphs_are_what_stands_between_empty_lines() {
        let text = "One.\n\nTwo.\n\n\n\nThree.";
        let found: Vec<&str> = paragraphs(text).map(|span| span.slice(text)).collect();
        assert_eq!(found, ["One.", "Two.", "Three."]);
    }
}
