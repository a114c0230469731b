//! The paper or agency that somebody spoke to, which French sets between the verb and the speaker: « a confié à La Presse Ana Ruiz ».

use super::frame::Frame;
use super::token::Token;
use crate::article::outlet;

/// An outlet’s name has so many tokens at most: "l’" "Agence" "France-Presse".
const LONGEST: usize = 4;

/// The token after the outlet that a small word at `at` leads to: « à La Presse », « au Devoir », « sur RTL ».
pub(super) fn past_outlet(frame: &Frame, at: usize) -> Option<usize> {
    let leads = matches!(frame.words(at, at + 1), "à" | "au" | "aux" | "sur" | "dans");
    if !leads {
        return None;
    }
    let start = at + 1;
    let name = start + usize::from(is_article(frame, start));
    // « à la tribune » is where somebody stood.
    if !frame.token(name).is_some_and(Token::is_capital) {
        return None;
    }
    let ends = (name + 1..=name + LONGEST).rev();
    let mut ends =
        ends.filter(|end| frame.tokens.get(name..*end).is_some_and(|words| words.iter().all(Token::is_word)));
    ends.find(|end| is_outlet(frame, (start, name), *end))
}

/// The end of the outlet that a run of capitals begins with, if it is one that somebody spoke to.
pub(super) fn outlet_end(frame: &Frame, start: usize) -> Option<usize> {
    let before = start.checked_sub(1)?;
    let leads = if is_article(frame, before) { before.checked_sub(1)? } else { before };
    past_outlet(frame, leads).filter(|end| *end > start)
}

/// With its article or without, and with the one that "au" hides.
fn is_outlet(frame: &Frame, (start, name): (usize, usize), end: usize) -> bool {
    let bare = frame.words(name, end);
    let known = |name: &str| outlet::by_name(name).is_some();
    known(frame.words(start, end)) || known(bare) || start == name && known(&format!("Le {bare}"))
}

fn is_article(frame: &Frame, at: usize) -> bool {
    matches!(frame.words(at, at + 1), "la" | "La" | "le" | "Le" | "les" | "Les" | "l’" | "l'" | "L’" | "L'")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::quote::frame::frame;
    use crate::quote::lexicon::Lexicon;
    use crate::quote::read::tokens;
    use crate::text::Language;

    #[track_caller]
    fn check(text: &str, rest: Option<&str>) {
        let tokens = tokens(text, Lexicon::of(Some(Language::FR)));
        let frame = frame(text, &tokens, &[]);
        let found = past_outlet(&frame, 0).map(|at| frame.words(at, frame.tokens.len()));
        assert_eq!(found, rest, "{text}");
    }

    #[test]
    fn an_outlet_ends_where_its_name_does() {
        check("à l’Agence France-Presse Ana Ruiz", Some("Ana Ruiz"));
        check("à l'AFP Ana Ruiz", Some("Ana Ruiz"));
        check("à Radio-Canada la mairesse", Some("la mairesse"));
        check("à la tribune Ana Ruiz", None);
        check("à Ana Ruiz", None);
    }
}
