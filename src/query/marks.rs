//! Quotation marks in a query: which of them opens a phrase, and where the phrase ends.
//!
//! All kinds are equal. An apostrophe never opens a phrase; a single curly mark does when it opens at the start
//! of a word and closes at the end of one.

/// A mark that opens a phrase.
struct Mark {
    opens: char,
    /// The first of these closes it.
    closes: &'static [char],
    /// Where none of those follows, the first of these: half of a pasted pair is often of another kind.
    else_closes: &'static [char],
}

/// Marks that are never part of a word.
const MARKS: &[Mark] = &[
    Mark { opens: '"', closes: &['"'], else_closes: &['”', '“', '＂'] },
    Mark { opens: '“', closes: &['”'], else_closes: &['"', '“'] },
    Mark { opens: '”', closes: &['”'], else_closes: &['"'] },
    Mark { opens: '„', closes: &['“', '”'], else_closes: &['"', '‟'] },
    Mark { opens: '‟', closes: &['”'], else_closes: &['"', '“'] },
    Mark { opens: '«', closes: &['»'], else_closes: &[] },
    Mark { opens: '»', closes: &['«'], else_closes: &['»'] },
    Mark { opens: '‹', closes: &['›'], else_closes: &[] },
    Mark { opens: '›', closes: &['‹'], else_closes: &['›'] },
    Mark { opens: '＂', closes: &['＂'], else_closes: &['"'] },
    Mark { opens: '「', closes: &['」'], else_closes: &[] },
    Mark { opens: '」', closes: &[], else_closes: &[] },
    Mark { opens: '『', closes: &['』'], else_closes: &[] },
    Mark { opens: '』', closes: &[], else_closes: &[] },
];

/// Whether the character is a quotation mark that is never part of a word.
pub(super) fn is_mark(c: char) -> bool {
    MARKS.iter().any(|mark| mark.opens == c)
}

/// Whether a quotation mark begins at byte `at`.
///
/// Not the one inside a Hebrew acronym, where the straight mark stands for a letter mark: צה"ל.
pub(super) fn marks_at(text: &str, at: usize) -> bool {
    let (before, after) = text.split_at_checked(at).unwrap_or((text, ""));
    let mut following = after.chars();
    let Some(c) = following.next().filter(|c| is_mark(*c)) else { return false };
    let hebrew = |c: Option<char>| c.is_some_and(|c| matches!(c, '\u{591}'..='\u{5f4}'));
    !(c == '"' && hebrew(before.chars().next_back()) && hebrew(following.next()))
}

/// The phrase that opens at byte `at`: where its words end, and where its closing mark ends.
pub(super) fn phrase_at(text: &str, at: usize) -> Option<(usize, usize)> {
    let opens = text.get(at..)?.chars().next()?;
    let start = at + opens.len_utf8();
    if opens == '‘' {
        return single(text, start);
    }
    let mark = MARKS.iter().find(|mark| mark.opens == opens)?;
    first_of(mark.closes, text, start).or_else(|| first_of(mark.else_closes, text, start))
}

fn first_of(closes: &[char], text: &str, start: usize) -> Option<(usize, usize)> {
    let rest = text.get(start..)?;
    rest.char_indices()
        .map(|(offset, c)| (start + offset, c))
        .find(|&(at, c)| closes.contains(&c) && marks_at(text, at))
        .map(|(at, c)| (at, at + c.len_utf8()))
}

/// `‘no comment’`, but neither `‘tis` nor `the mill ‘til May`: a single mark closes at the end of a word.
fn single(text: &str, start: usize) -> Option<(usize, usize)> {
    let rest = text.get(start..)?;
    let (offset, mark) = rest.match_indices('’').find(|&(offset, mark)| {
        let before = rest[..offset].chars().next_back();
        let after = rest[offset + mark.len()..].chars().next();
        before.is_some_and(|c| !c.is_whitespace()) && !after.is_some_and(char::is_alphanumeric)
    })?;
    Some((start + offset, start + offset + mark.len()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, words: Option<&str>) {
        let opening = text.chars().next().map_or(0, char::len_utf8);
        let found = phrase_at(text, 0).map(|(end, _)| &text[opening..end]);
        assert_eq!(found, words, "{text}");
    }

    #[test]
    fn every_kind_of_mark_closes() {
        for text in [
            "\"the mill\" x",
            "“the mill” x",
            "„the mill“ x",
            "„the mill” x",
            "‟the mill” x",
            "«the mill» x",
            "»the mill« x",
            "‹the mill› x",
            "‘the mill’ x",
            "「the mill」 x",
            "”the mill” x",
            "“the mill\" x",
            "\"the mill” x",
        ] {
            check(text, Some("the mill"));
        }
    }

    #[test]
    fn other_marks_inside_do_not_close() {
        check("“he said \"no\" to it” x", Some("he said \"no\" to it"));
        check("\"he said “no” to it\" x", Some("he said “no” to it"));
        check("‘it’s over’ x", Some("it’s over"));
    }

    #[test]
    fn an_open_mark_is_no_phrase() {
        check("\"the mill", None);
        check("‘tis", None);
        check("‘til it’s done", None);
    }

    #[test]
    fn a_hebrew_acronym_keeps_its_mark() {
        check("\"צה\"ל\" x", Some("צה\"ל"));
        assert!(!marks_at("צה\"ל", 4));
        assert!(marks_at("a\"b", 1));
    }
}
