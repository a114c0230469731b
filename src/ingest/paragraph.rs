//! Lines to paragraphs: one a line, or hard-wrapped with empty lines between.

use std::borrow::Cow;

/// Lines longer than this are no wrapped lines: mail and terminals wrap at 72 to 100 columns.
const WIDEST: usize = 120;

/// The paragraphs of a canonical text.
///
/// Without an empty line each line is a paragraph. With empty lines, and lines that look cut by a wrap, the pieces of a
/// paragraph are put together again; `opens` names lines that begin a paragraph wherever they stand, as a byline does.
pub(super) fn split(text: &str, opens: fn(&str) -> bool) -> Vec<Cow<'_, str>> {
    let lines: Vec<&str> = text.trim_matches('\n').split('\n').map(str::trim).collect();
    let Some(width) = wrap_width(&lines) else {
        return lines.into_iter().filter(|line| !line.is_empty()).map(Cow::from).collect();
    };
    let mut paragraphs: Vec<Cow<str>> = Vec::new();
    let mut above = "";
    let mut is_inside = false;
    for line in lines {
        // Inside a paragraph a date may stand on a line of its own, where the wrap put it.
        let goes_on = goes_on(above, line, width, is_inside) && (is_inside || !opens(line) && !opens(above));
        match paragraphs.last_mut() {
            Some(paragraph) if goes_on => join(paragraph.to_mut(), line),
            _ if line.is_empty() => {}
            _ => paragraphs.push(line.into()),
        }
        is_inside = goes_on;
        above = line;
    }
    paragraphs
}

/// The column at which a text is hard-wrapped, or `None`.
///
/// The sign of a wrap is a line that begins in small letters: the next paragraph never does.
fn wrap_width(lines: &[&str]) -> Option<usize> {
    lines.iter().position(|line| line.is_empty())?;
    // A text cut by a wrap has hardly a line past it; a transcript has names in small letters between long ones.
    if lines.iter().filter(|line| is_long(line)).count() * 5 > lines.len() {
        return None;
    }
    let mut pairs = 0;
    let mut widths: Vec<usize> = Vec::new();
    for pair in lines.windows(2) {
        let [above, below] = pair else { continue };
        if above.is_empty() || below.is_empty() || is_long(above) || is_long(below) {
            continue;
        }
        pairs += 1;
        if below.starts_with(char::is_lowercase) {
            widths.push(above.chars().count());
        }
    }
    widths.sort_unstable();
    // Three in ten: in wrapped prose seven lines in ten begin so; a stacked head brings the share down. The widest
    // lines may hold an address that no wrap could break, so the width is that of nine in ten.
    let width = widths.get(widths.len() * 9 / 10).copied()?;
    (widths.len() * 10 >= pairs * 3).then_some(width)
}

/// Whether `line` is the rest of the paragraph that `above` is part of: the wrap had to break there, because the next
/// word would not have fitted.
///
/// Inside a paragraph three quarters of the width are enough: programs count accents and marks differently. After a
/// first line they are not, or headline and byline would run together.
fn goes_on(above: &str, line: &str, width: usize, is_inside: bool) -> bool {
    if above.is_empty() || line.is_empty() || is_long(above) || is_list_item(above, line) {
        return false;
    }
    let word = line.split(' ').next().unwrap_or_default();
    let needed = above.chars().count() + 1 + word.chars().count();
    line.starts_with(char::is_lowercase)
        || if is_inside { needed * 4 > width * 3 } else { needed + 3 > width }
}

fn is_long(line: &str) -> bool {
    line.len() > WIDEST && line.chars().count() > WIDEST
}

/// A list's item, or a line of dialogue; a dash that a wrap brought to the front follows no full stop.
fn is_list_item(above: &str, line: &str) -> bool {
    let starts = |marks: &[&str]| marks.iter().any(|mark| line.starts_with(mark));
    starts(&["- ", "* ", "• "])
        || starts(&["– ", "— "]) && above.ends_with(['.', '?', '!', ':', '”', '»', '"'])
}

/// A hyphen or dash that a word ends in holds on to the next, with nothing between; " --" stands alone.
fn join(paragraph: &mut String, line: &str) {
    let before = paragraph.strip_suffix(['-', '—']);
    if !before.is_some_and(|word| word.ends_with(char::is_alphanumeric)) {
        paragraph.push(' ');
    }
    paragraph.push_str(line);
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: &[&str]) {
        assert_eq!(split(text, |line| line.starts_with("By ")), expected, "{text}");
    }

    #[test]
    fn without_empty_lines_each_line_is_a_paragraph() {
        check("The mill\ncloses\nin August", &["The mill", "closes", "in August"]);
    }

    #[test]
    fn empty_lines_between_whole_lines_change_nothing() {
        check("One.\n\nTwo.\nThree.\n\n\nFour.", &["One.", "Two.", "Three.", "Four."]);
    }

    #[test]
    fn wrapped_lines_are_put_together() {
        check(
            "The mill on Cannery Road will close in August, its\nowner said, and nobody in the town knows what comes\nafter. Toronto-\narea buyers stayed away.\n\n“It is done,” he said.",
            &[
                "The mill on Cannery Road will close in August, its owner said, and nobody in the town knows what comes after. Toronto-area buyers stayed away.",
                "“It is done,” he said.",
            ],
        );
    }

    #[test]
    fn a_stacked_head_is_not_wrapped_prose() {
        check(
            "Mill closes\nBy Ann Roe\nMarch 3, 2024\n\nThe mill on Cannery Road will close in August, its\nowner said, and nobody in the town knows what comes\nafter. Mayor Wilf Candlish will ask for a meeting.",
            &[
                "Mill closes",
                "By Ann Roe",
                "March 3, 2024",
                "The mill on Cannery Road will close in August, its owner said, and nobody in the town knows what comes after. Mayor Wilf Candlish will ask for a meeting.",
            ],
        );
    }
}
