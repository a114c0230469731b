//! Canonical text to the spans of its paragraphs and sentences.

use super::Span;

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
    for (at, c) in words.char_indices() {
        if !matches!(c, '.' | '!' | '?' | '…') {
            continue;
        }
        let after = at + c.len_utf8();
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
    initial || dotted || ABBREVIATIONS.contains(&word)
}

/// Words that are printed with a stop and followed by a capital inside a sentence.
const ABBREVIATIONS: &[&str] = &[
    "Mr", "Mrs", "Ms", "Dr", "St", "Ste", "Sen", "Rep", "Gov", "Gen", "Lt", "Col", "Sgt", "Capt", "Maj",
    "Cpl", "Const", "Insp", "Supt", "Prof", "Rev", "Hon", "Jr", "Sr", "Mt", "Ft", "No", "Nos", "vs", "Jan",
    "Feb", "Mar", "Apr", "Jun", "Jul", "Aug", "Sep", "Sept", "Oct", "Nov", "Dec", "Mon", "Tue", "Tues",
    "Wed", "Thu", "Thurs", "Fri", "Sat", "Sun", "M", "MM", "Mme", "Mmes", "Mlle", "Me", "Pr", "Mgr", "Ont",
    "Que", "Alta", "Sask", "Man", "Pa", "Calif", "Fla", "Mass", "Va", "Wash", "Ariz", "Ill", "Tex", "Conn",
    "Mich", "Minn", "Wis", "Ind", "Ky", "Tenn", "Ala", "Ga", "Del", "Md", "Nev", "Okla", "Ore", "Colo",
    "Inc", "Ltd", "Co", "Corp", "Bros", "Ave", "Blvd", "cf", "p", "pp", "art", "al", "etc", "approx", "Atty",
];

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
