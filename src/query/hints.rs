//! Notes for those who were taught another query language, or mistyped a field.

use super::lexer::Lexeme;
use super::lexer::Token;
use super::report::Report;
use crate::fields::FIELDS;

/// Notes on words that elsewhere are more than words.
pub(super) fn give(lexemes: &[Lexeme], text: &str, report: &mut Report) {
    for (at, lexeme) in lexemes.iter().enumerate().filter(|(_, lexeme)| lexeme.token == Token::Word) {
        let word = lexeme.span.slice(text);
        let follows = at > 0 && !matches!(lexemes[at - 1].token, Token::And | Token::Or | Token::Open);
        let precedes = lexemes.get(at + 1).is_some_and(|next| next.token.is_operand());
        if precedes && (follows || word == "not") {
            report.notes.extend(small_operator(word));
        }
        report.notes.extend(not_yet(word));
    }
}

/// `budget or deficit`: the three words occur in quotations, so in small letters they are searched.
fn small_operator(word: &str) -> Option<String> {
    let capitals = match word {
        "and" => "AND",
        "or" => "OR",
        "not" => "NOT",
        _ => return None,
    };
    Some(format!("`{word}` is searched as a word; the operator is written `{capitals}`"))
}

/// `resign*`, `tumilty~`, `mill W/5 closed`: signs of other languages that this one does not read.
fn not_yet(word: &str) -> Option<String> {
    if word.contains(['*', '~']) && word.chars().any(char::is_alphanumeric) {
        return Some(format!(
            "`*` and `~` mean nothing in `{word}`: its letters and figures are searched, words in any form"
        ));
    }
    let (operator, count) = word.split_once('/')?;
    let near = ["W", "NEAR", "PRE", "ADJ", "ATLEAST"].contains(&operator.to_ascii_uppercase().as_str());
    (near && !count.is_empty() && count.bytes().all(|b| b.is_ascii_digit()))
        .then(|| format!("`{word}` is searched as words; put words that stand together into quotation marks"))
}

/// A name before a colon that is no field.
///
/// `note:this` may be a field of another program and is always explained; `Analysis: why` is a headline, and
/// explained only when a field has nearly that name.
pub(super) fn unknown_field(name: &str, glued: bool) -> Option<String> {
    let (nearest, likeness) = nearest_field(name)?;
    // 0.8: `speeker`, `outlets`, `titel` are above it; `note`, `analysis` below.
    if likeness >= 0.8 {
        return Some(format!("`{name}` is no field and is searched as a word; did you mean `{nearest}:`?"));
    }
    glued.then(|| {
        format!("`{name}` is no field and is searched as a word; the nearest is `{nearest}:`, and `onrecord help query` lists all")
    })
}

fn nearest_field(name: &str) -> Option<(&'static str, f64)> {
    let name = name.to_lowercase();
    FIELDS
        .iter()
        .flat_map(|field| field.aliases.iter().copied().chain([field.name]))
        .map(|known| (known, strsim::jaro_winkler(known, &name)))
        .max_by(|a, b| a.1.total_cmp(&b.1))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mistyped_field_is_told_its_name() {
        for (typed, meant) in [
            ("speeker", "speaker"),
            ("outlets", "outlet"),
            ("titel", "title"),
            ("dat", "date"),
            ("Locuteurs", "locuteur"),
        ] {
            let note = unknown_field(typed, false).unwrap();
            assert!(note.contains(&format!("did you mean `{meant}:`")), "{note}");
        }
        for word in ["note", "Analysis", "Breaking"] {
            assert_eq!(unknown_field(word, false), None);
            assert!(unknown_field(word, true).is_some());
        }
    }
}
