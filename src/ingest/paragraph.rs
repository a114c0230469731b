//! Lines to paragraphs: one a line, or hard-wrapped with empty lines between.

/// Lines longer than this are no wrapped lines: mail and terminals wrap at 72 to 100 columns.
const WIDEST: usize = 120;

/// The paragraphs of a canonical text.
///
/// Without an empty line each line is a paragraph. With empty lines, and lines that look cut by a wrap, the pieces of a
/// paragraph are put together again; `opens` names lines that begin a paragraph wherever they stand, as a byline does.
pub(super) fn split(text: &str, opens: fn(&str) -> bool) -> Vec<String> {
    let lines: Vec<&str> = text.split('\n').map(str::trim).collect();
    let Some(width) = wrap_width(&lines) else {
        return lines.into_iter().filter(|line| !line.is_empty()).map(String::from).collect();
    };
    let mut paragraphs: Vec<String> = Vec::new();
    let mut above = "";
    for line in lines {
        match paragraphs.last_mut() {
            Some(paragraph) if goes_on(above, line, width) && !opens(line) && !opens(above) => {
                join(paragraph, line)
            }
            _ if line.is_empty() => {}
            _ => paragraphs.push(line.to_string()),
        }
        above = line;
    }
    paragraphs
}

/// The column at which a text is hard-wrapped, or `None`.
///
/// The sign of a wrap is a line that begins in small letters: the next paragraph never does.
fn wrap_width(lines: &[&str]) -> Option<usize> {
    lines.iter().position(|line| line.is_empty())?;
    let (mut pairs, mut small, mut width) = (0, 0, 0);
    for pair in lines.windows(2) {
        let [above, below] = pair else { continue };
        if above.is_empty() || below.is_empty() || is_long(above) || is_long(below) {
            continue;
        }
        pairs += 1;
        small += usize::from(below.starts_with(char::is_lowercase));
        width = width.max(above.chars().count());
    }
    // Three in ten: in wrapped prose seven lines in ten begin so; a stacked head brings the share down.
    (small > 0 && small * 10 >= pairs * 3).then_some(width)
}

/// Whether `line` is the rest of the paragraph that `above` is part of: the wrap had to break there, because the next
/// word would not have fitted.
fn goes_on(above: &str, line: &str, width: usize) -> bool {
    if above.is_empty() || line.is_empty() || is_long(above) || is_list_item(line) {
        return false;
    }
    let word = line.split(' ').next().unwrap_or_default();
    // 3: some programs count the line end or a mark of two bytes.
    line.starts_with(char::is_lowercase) || above.chars().count() + 1 + word.chars().count() + 3 > width
}

fn is_long(line: &str) -> bool {
    line.len() > WIDEST && line.chars().count() > WIDEST
}

fn is_list_item(line: &str) -> bool {
    ["- ", "* ", "• ", "– ", "— "].iter().any(|mark| line.starts_with(mark))
}

/// A hyphen or dash at the end of a line holds the words together, with nothing between.
fn join(paragraph: &mut String, line: &str) {
    let holds = paragraph.ends_with(['-', '—']) && !paragraph.ends_with(" -") && !paragraph.ends_with(" —");
    if !holds {
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
