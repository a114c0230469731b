//! Letters without case and accents: what makes `Lévesque` and `levesque` one word.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// Folds to plain letters, then to lower case: the form in which words are compared.
///
/// Accents go, ligatures and special letters are spelt out (`œ` is `oe`, `ß` is
/// `ss`), typographic apostrophes and hyphens become the ASCII ones. Folding before
/// lowering the case keeps `İstanbul` from growing a stray dot. Letters of other
/// scripts only lose their case.
///
/// ```
/// use onrecord::text::fold;
///
/// assert_eq!(fold("L’Œuvre"), "l'oeuvre");
/// ```
pub fn fold(word: &str) -> String {
    let mut folded = String::with_capacity(word.len());
    fold_into(word, &mut folded);
    folded
}

/// [`fold`], appended to `out`.
pub(crate) fn fold_into(word: &str, out: &mut String) {
    if word.is_ascii() {
        let from = out.len();
        out.push_str(word);
        out[from..].make_ascii_lowercase();
        return;
    }
    for c in word.chars() {
        match spelt_out(c) {
            _ if c.is_ascii() => out.push(c.to_ascii_lowercase()),
            Some(plain) => out.push_str(plain),
            None => fold_letter(c, out),
        }
    }
}

/// One letter by the tables. Letters decompose one by one, and of the marks, whose order their neighbours decide, none is kept.
fn fold_letter(letter: char, out: &mut String) {
    for c in [letter].into_iter().nfkd().filter(|c| !is_combining_mark(*c)) {
        match spelt_out(c) {
            Some(plain) => out.push_str(plain),
            None => out.extend(c.to_lowercase().filter(|c| !is_combining_mark(*c))),
        }
    }
}

/// Letters and marks that decomposition leaves alone, in the spelling that readers type.
fn spelt_out(c: char) -> Option<&'static str> {
    Some(match c {
        '’' | '‘' | 'ʼ' | '‛' | '＇' | '′' => "'",
        '‐' | '‑' | '‒' | '–' | '—' | '−' => "-",
        'æ' | 'Æ' => "ae",
        'œ' | 'Œ' => "oe",
        'ß' | 'ẞ' => "ss",
        'ø' | 'Ø' => "o",
        'ł' | 'Ł' => "l",
        'đ' | 'Đ' | 'ð' | 'Ð' => "d",
        'þ' | 'Þ' => "th",
        'ħ' | 'Ħ' => "h",
        'ı' => "i",
        'ŋ' | 'Ŋ' => "n",
        'ŧ' | 'Ŧ' => "t",
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// The definition, over the whole word at once.
    fn by_the_book(word: &str) -> String {
        let mut folded = String::new();
        for c in word.nfkd().filter(|c| !is_combining_mark(*c)) {
            match spelt_out(c) {
                Some(plain) => folded.push_str(plain),
                None => folded.extend(c.to_lowercase().filter(|c| !is_combining_mark(*c))),
            }
        }
        folded
    }

    proptest! {
        #[test]
        fn letter_by_letter_is_by_the_book(word in "\\PC*|[a-eÀ-ÿ’\u{301}\u{327}ﬁ½＇\u{2011}가각]*") {
            prop_assert_eq!(fold(&word), by_the_book(&word));
        }
    }

    #[test]
    fn case_and_accents_go() {
        for (word, folded) in [
            ("Lévesque", "levesque"),
            ("company’s", "company's"),
            ("Œuvre", "oeuvre"),
            ("İstanbul", "istanbul"),
            ("STRASSE", "strasse"),
            ("Straße", "strasse"),
            ("Łódź", "lodz"),
            ("Киев", "киев"),
            ("½", "1⁄2"),
        ] {
            assert_eq!(fold(word), folded);
        }
    }
}
