//! A passage as runs of ink: narration, quotations, and the words that were searched for.

use super::ink::Ink;
use super::ink::Run;
use crate::quote::Kind;
use crate::render::Look;
use crate::search::PassageText;
use crate::text::Span;

/// Where the words inside quotation marks stand.
pub(super) fn verbatim(passage: &PassageText) -> Vec<Span> {
    let quotes = passage.quotes.iter().filter(|quote| quote.kind != Kind::Indirect);
    quotes.map(|quote| quote.span).collect()
}

/// The part of a text at `part`, cut wherever its look changes. The spans point into `text`.
pub(super) fn runs<'a>(
    text: &'a str,
    part: Span,
    quoted: &[Span],
    found: &[Span],
    look: Look,
) -> Vec<Run<'a>> {
    let quoted: Vec<Span> = quoted.iter().map(|span| with_marks(text, *span)).collect();
    let mut edges: Vec<u32> =
        quoted.iter().chain(found).flat_map(|span| [span.start(), span.end()]).collect();
    edges.extend([part.start(), part.end()]);
    edges.retain(|edge| part.start() <= *edge && *edge <= part.end());
    edges.sort_unstable();
    edges.dedup();

    let mut runs = Vec::new();
    for pair in edges.windows(2) {
        let piece = Span::between(pair[0] as usize, pair[1] as usize);
        let inside = |spans: &[Span]| spans.iter().any(|span| span.covers(piece));
        let mark =
            |edge: bool, mark: &'static str| (look.brackets && edge).then_some(Run::new(Ink::Faint, mark));
        runs.extend(mark(found.iter().any(|span| span.start() == piece.start()), "[["));
        runs.push(Run::new(ink(inside(&quoted), inside(found)), piece.slice(text)));
        runs.extend(mark(found.iter().any(|span| span.end() == piece.end()), "]]"));
    }
    runs
}

/// A quotation with the marks around it, which look odd in another colour than their words.
fn with_marks(text: &str, quotation: Span) -> Span {
    let (start, end) = (quotation.start() as usize, quotation.end() as usize);
    let before = text.get(..start).unwrap_or_default().trim_end_matches(' ');
    let after = text.get(end..).unwrap_or_default().trim_start_matches(' ');
    let opened = before.trim_end_matches(['“', '"', '«', '‘', '„', '‹']).len();
    let closed = after.trim_start_matches(['”', '"', '»', '’', '“', '›']).len();
    let start = if opened < before.len() { opened } else { start };
    let end = if closed < after.len() { text.len() - closed } else { end };
    Span::between(start, end)
}

fn ink(quoted: bool, found: bool) -> Ink {
    match (quoted, found) {
        (false, false) => Ink::Plain,
        (true, false) => Ink::Quoted,
        (false, true) => Ink::Found,
        (true, true) => Ink::FoundQuoted,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn inks_change_where_quotations_and_found_words_begin_and_end() {
        let text = "the caucus: “our caucus”";
        let quoted = [Span::of("our caucus", text).unwrap()];
        let found: Vec<Span> =
            text.match_indices("caucus").map(|(at, it)| Span::between(at, at + it.len())).collect();
        let look = Look { brackets: true, ..Look::default() };
        let runs = runs(text, Span::whole(text), &quoted, &found, look);
        let inks: Vec<(Ink, &str)> = runs.iter().map(|run| (run.ink, run.words)).collect();
        assert_eq!(
            inks,
            [
                (Ink::Plain, "the "),
                (Ink::Faint, "[["),
                (Ink::Found, "caucus"),
                (Ink::Faint, "]]"),
                (Ink::Plain, ": "),
                (Ink::Quoted, "“our "),
                (Ink::Faint, "[["),
                (Ink::FoundQuoted, "caucus"),
                (Ink::Faint, "]]"),
                (Ink::Quoted, "”"),
            ]
        );
    }

    #[test]
    fn a_quotation_is_shown_with_its_marks() {
        for (text, words, expected) in [
            ("« Non », dit-il", "Non", "« Non »"),
            ("he said “no,” twice", "no,", "“no,”"),
            ("“‘Never,’ he said”", "Never,", "“‘Never,’"),
            ("he said that it was over", "it was over", "it was over"),
            ("« Non", "Non", "« Non"),
        ] {
            let span = with_marks(text, Span::of(words, text).unwrap());
            assert_eq!(span.slice(text), expected);
        }
    }
}
