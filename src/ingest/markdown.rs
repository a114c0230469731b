//! The marks of Markdown, taken off: what is pasted from notes and chats carries them, in `.txt` as well as `.md`.

use regex::Regex;
use std::borrow::Cow;
use std::sync::LazyLock;

static HEADING: LazyLock<Option<Regex>> = LazyLock::new(|| Regex::new(r"^#{1,6}\s+(.*?)\s*#*$").ok());
static WHOLE: LazyLock<Option<Regex>> =
    LazyLock::new(|| Regex::new(r"^(?:\*{1,3}|_{1,3})([^\s*_][^*_]*[^\s*_])(?:\*{1,3}|_{1,3})$").ok());
static LINK: LazyLock<Option<Regex>> =
    LazyLock::new(|| Regex::new(r"\[([^\[\]]+)\]\((?:https?://|/)[^\s()]*\)").ok());
static STRONG: LazyLock<Option<Regex>> =
    LazyLock::new(|| Regex::new(r"(?:\*\*|__)(\S|\S[^*_]*\S)(?:\*\*|__)").ok());
static EMPHASIS: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(r"(^|[\s(“‘«—])[*_]([^\s*_]|[^\s*_][^*_]*[^\s*_])[*_]($|[\s.,;:!?)”’»—])").ok()
});

/// A paragraph without its marks: heading, quotation, emphasis, the targets of links.
///
/// In a file that is not Markdown only marks around a whole line go: there, "(*cough*)" was printed so. "5 * 3 * 2",
/// "snake_case" and a lone asterisk are never marks.
pub(super) fn plain(line: &str, is_markdown: bool) -> Cow<'_, str> {
    let line = line.strip_prefix("> ").unwrap_or(line);
    if !line.contains(['#', '*', '_', '[']) {
        return Cow::Borrowed(line);
    }
    // In this order: a heading may hold a link, a link emphasis.
    let everywhere = [(&HEADING, "$1"), (&WHOLE, "$1"), (&LINK, "$1")];
    let inside = [(&STRONG, "$1"), (&EMPHASIS, "$1$2$3")];
    let marks = everywhere.into_iter().chain(inside.into_iter().filter(|_| is_markdown));
    let mut text = Cow::Borrowed(line);
    for (mark, kept) in marks {
        if let Some(mark) = mark.as_ref() {
            text = Cow::Owned(mark.replace_all(&text, kept).into_owned());
        }
    }
    text
}

/// Whether a line is an image and nothing else.
pub(super) fn is_image(line: &str) -> bool {
    line.starts_with("![") && line.ends_with(')') && line.contains("](")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_go_and_words_stay() {
        for (line, expected) in [
            ("# Mill closes", "Mill closes"),
            ("*Ines Corvath, Northern Wire*", "Ines Corvath, Northern Wire"),
            ("**Dana Pelkoski**", "Dana Pelkoski"),
            (
                "She said *never*, and [the report](https://a.example/b) agrees.",
                "She said never, and the report agrees.",
            ),
            ("> “No,” he said.", "“No,” he said."),
            ("5 * 3 * 2 is 30", "5 * 3 * 2 is 30"),
            ("snake_case_word and f**k", "snake_case_word and f**k"),
            ("[sit] in the caucus", "[sit] in the caucus"),
            ("#budget", "#budget"),
        ] {
            assert_eq!(plain(line, true), expected);
        }
        assert_eq!(plain("(*cough*) and **loud**", false), "(*cough*) and **loud**");
        assert_eq!(plain("**Dana Pelkoski**", false), "Dana Pelkoski");
    }
}
