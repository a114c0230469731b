//! Words of strangers on a terminal: nothing in them may steer it.

use std::borrow::Cow;

/// The words with every character that would steer a terminal shown as `�`.
///
/// ```
/// use onrecord::render::visible;
///
/// assert_eq!(visible("“No,” she said."), "“No,” she said.");
/// assert_eq!(visible("\u{1b}[2Jno"), "�[2Jno");
/// ```
pub fn visible(words: &str) -> Cow<'_, str> {
    if words.chars().any(steers) {
        words.chars().map(|c| if steers(c) { '\u{fffd}' } else { c }).collect()
    } else {
        Cow::Borrowed(words)
    }
}

/// Control characters (escape sequences begin with one), the marks that turn the direction of writing, which can make
/// a name read as another, and characters without width, which can hide inside one.
#[inline]
pub(super) fn steers(c: char) -> bool {
    c.is_control()
        || matches!(c,
            '\u{61c}' | '\u{200b}' | '\u{200e}' | '\u{200f}' // zero-width space, direction marks
            | '\u{2028}'..='\u{202e}' // line and paragraph separators, direction embeddings
            | '\u{2060}'..='\u{206f}' // invisible operators, direction isolates
            | '\u{feff}' | '\u{fff9}'..='\u{fffb}' // byte order mark, annotations
        )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_steers_is_shown_and_the_rest_is_left_alone() {
        for (words, expected) in [
            ("Élodie « Roux » 不 👩‍🚒", "Élodie « Roux » 不 👩‍🚒"), // the joiner in an emoji stays
            ("a\u{9b}31mb", "a�31mb"),                          // CSI as one character
            ("\u{202e}ruoR\u{202c}", "�ruoR�"),
            ("bell\u{7}tab\t", "bell�tab�"),
        ] {
            assert_eq!(visible(words), expected);
        }
    }
}
