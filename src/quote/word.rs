//! Words by themselves: how long one is, what is tied to it, and which capitals it has.

use super::mojibake;
use super::token::Case;
use super::token::Shape;

/// The ASCII letters and digits at the head of `rest`, in bytes.
#[inline]
pub(super) fn plain_length(rest: &str) -> usize {
    rest.bytes().position(|byte| !byte.is_ascii_alphanumeric()).unwrap_or(rest.len())
}

/// Whether a word ends where a run of ASCII letters and digits does. Nearly all words do, and need no further look.
#[inline]
pub(super) fn ends_at(rest: &str, plain: usize) -> bool {
    let mut after = rest[plain..].chars();
    match after.next() {
        None | Some(' ') => true,
        Some(c) if is_joint(c) => !after.next().is_some_and(char::is_alphanumeric),
        Some(c) => !c.is_alphanumeric(),
    }
}

/// The bytes of the word at the head of `rest`: letters and digits, and between them hyphens, apostrophes and the stops of "U.S".
pub(super) fn length(rest: &str) -> usize {
    let plain = plain_length(rest);
    if ends_at(rest, plain) {
        return plain;
    }
    let mut end = 0;
    let mut chars = rest.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        if c == 'â' && rest[at..].starts_with(mojibake::HEAD) {
            return end.max(mojibake::joined(rest, at, length));
        }
        if c.is_alphanumeric() {
            end = at + c.len_utf8();
        } else if !is_joint(c) || !chars.peek().is_some_and(|(_, next)| next.is_alphanumeric()) {
            break;
        }
    }
    end
}

/// What can stand inside a word, between two letters.
fn is_joint(c: char) -> bool {
    matches!(c, '-' | '\'' | '’' | '.' | '\u{2010}' | '\u{2011}' | '_' | '\u{301}')
}

/// The bytes before the `’s` of a possessive.
pub(super) fn possessive(word: &str) -> Option<usize> {
    let stem = word.strip_suffix(['s', 'S'])?;
    let stem = stem.strip_suffix(['\'', '’']).or_else(|| stem.strip_suffix(mojibake::APOSTROPHE))?;
    (!stem.is_empty()).then_some(stem.len())
}

/// The bytes of an elided word with its apostrophe: `l’` in `l’école`. A capital after it is a name only
/// where the head is small: "d’Orsay", but not "D’Amato".
pub(super) fn elided_head(word: &str) -> Option<usize> {
    let apostrophe = word.find(['\'', '’'])?;
    let head = &word[..apostrophe];
    let elided = matches!(
        head,
        "l" | "d" | "j" | "m" | "t" | "s" | "c" | "n" | "qu" | "L" | "J" | "C" | "S" | "N" | "Qu"
    ) || head == "D" && word[apostrophe..].chars().nth(1).is_some_and(char::is_lowercase)
        || matches!(head, "jusqu" | "lorsqu" | "puisqu" | "Lorsqu" | "Puisqu");
    let tail = word[apostrophe..].chars().nth(1)?;
    // "S's" and "C's" are English plurals of letters.
    let is_plural = word[apostrophe..].chars().count() == 2 && tail == 's';
    (elided && !is_plural).then_some(apostrophe + word[apostrophe..].chars().next().map_or(1, char::len_utf8))
}

/// The verb before a pronoun that French ties to it, and the bytes of the link: "dit" "-" in "dit-elle", "ajoute" "-t-" in "ajoute-t-il".
pub(super) fn tied_pronoun(word: &str) -> Option<(usize, usize)> {
    let (verb, pronoun) = word.rsplit_once('-')?;
    if !matches!(pronoun, "il" | "elle" | "ils" | "elles" | "on" | "je") {
        return None;
    }
    let bare = verb.strip_suffix("-t").unwrap_or(verb);
    Some((bare.len(), word.len() - pronoun.len() - bare.len()))
}

/// The shape of a word of ASCII letters and digits.
#[inline]
pub(super) fn plain_shape(word: &str) -> Shape {
    match word.as_bytes() {
        // Most words, and nothing but their first letter tells.
        [first, ..] if first.is_ascii_lowercase() => return Shape::Word(Case::Lower),
        [first, ..] if first.is_ascii_uppercase() => {}
        _ => return Shape::Number,
    }
    let (capitals, small) = word.bytes().fold((0, 0), |(capitals, small), byte| {
        (capitals + usize::from(byte.is_ascii_uppercase()), small + usize::from(byte.is_ascii_lowercase()))
    });
    Shape::Word(if capitals > 1 && small == 0 { Case::Upper } else { Case::Title })
}

/// The shape of any word.
pub(super) fn shape(word: &str) -> Shape {
    let mut letters = word.chars().filter(|c| c.is_alphabetic());
    let Some(first) = letters.next() else { return Shape::Number };
    if word.starts_with(|c: char| c.is_numeric()) {
        return Shape::Number;
    }
    if has_arabic_article(word) {
        return Shape::Word(Case::Title);
    }
    if !first.is_uppercase() {
        return Shape::Word(Case::Lower);
    }
    let mut rest = letters.peekable();
    let all = rest.peek().is_some() && rest.all(char::is_uppercase);
    Shape::Word(if all { Case::Upper } else { Case::Title })
}

/// "al-Hashimi", "el-Sayed": the small article before a capital is a part of the name, and "Al-Hashimi" the same name.
fn has_arabic_article(word: &str) -> bool {
    let named = word
        .split_once(['-', '\u{2010}', '\u{2011}'])
        .filter(|(article, _)| matches!(*article, "al" | "el" | "ul" | "ad" | "ar" | "as" | "ash" | "az"));
    named.is_some_and(|(_, name)| name.starts_with(char::is_uppercase))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn plain_words_are_read_as_all_words_are() {
        for word in ["a", "A", "AB", "Ab", "aB", "ABc", "A1", "AB1", "1", "1a", "1AB", "a1"] {
            assert_eq!(plain_shape(word), shape(word), "{word}");
        }
    }

    #[test]
    fn the_arabic_article_belongs_to_the_name() {
        for (word, expected) in [
            ("al-Hashimi", Case::Title),
            ("el-Sayed", Case::Title),
            ("al-Ma’arif", Case::Title),
            ("el-train", Case::Lower),
            ("at-Large", Case::Lower),
        ] {
            assert_eq!(shape(word), Shape::Word(expected), "{word}");
        }
    }

    #[test]
    fn a_word_ends_where_nothing_joins_on() {
        for (rest, expected) in [
            ("left.", "left"),
            ("left. He", "left"),
            ("U.S. Senate", "U.S"),
            ("well-known", "well-known"),
            ("well- known", "well"),
            ("don’t”", "don’t"),
            ("workers’ rights", "workers"),
            ("café", "café"),
            ("cafe\u{301}s", "cafe\u{301}s"),
            ("end…", "end"),
            ("Donâ€™t,â€", "Donâ€™t"),
        ] {
            assert_eq!(&rest[..length(rest)], expected, "{rest}");
        }
    }
}
