//! What to add to a command line so that it finds only what a facet counts under a value.

use std::borrow::Cow;

/// The flag, or the word of the query, in a form that can be pasted into a shell. `of_quotations` says whether quotations match, so
/// that a speaker is one of them; else it is somebody whom the article quotes.
///
/// Kinds are of quotations always: with `is:direct`, the words of a query about articles bind to the quotation.
pub(super) fn narrow(field: &str, value: &str, of_quotations: bool) -> String {
    let flag = |name: &str| match value.starts_with('-') {
        true => format!("--{name}={}", shell(value)),
        false => format!("--{name} {}", shell(value)),
    };
    match (field, of_quotations) {
        ("speaker", false) => shell(&format!("quoting:\"{}\"", unmarked(value))).into_owned(),
        ("month", _) => shell(&format!("date:{value}")).into_owned(),
        ("kind", _) => shell(&format!("is:{value}")).into_owned(),
        (flagged, _) => flag(flagged),
    }
}

/// Without the marks that would end a phrase; no name's words are lost with them.
fn unmarked(value: &str) -> String {
    let is_mark = |c: char| matches!(c, '"' | '“' | '”' | '„' | '«' | '»' | '‹' | '›');
    value.replace(is_mark, " ")
}

/// The word as a shell reads it again: in single marks, inside which nothing means anything.
fn shell(word: &str) -> Cow<'_, str> {
    let is_plain = |c: char| c.is_ascii_alphanumeric() || "-_.:/".contains(c);
    if !word.is_empty() && word.chars().all(is_plain) {
        word.into()
    } else {
        format!("'{}'", word.replace('\'', r"'\''")).into()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_narrows_can_be_pasted() {
        for (field, value, of_quotations, expected) in [
            ("outlet", "Harbour Post", false, "--outlet 'Harbour Post'"),
            ("outlet", "Tern", true, "--outlet Tern"),
            ("outlet", "$(rm -r ~) `x`; “No”", false, "--outlet '$(rm -r ~) `x`; “No”'"),
            ("author", "Ivy O'Toole", false, r"--author 'Ivy O'\''Toole'"),
            ("author", "-Roy", false, "--author=-Roy"),
            ("language", "fr", false, "--language fr"),
            ("month", "2023-03", false, "date:2023-03"),
            ("speaker", "Ana Roux", true, "--speaker 'Ana Roux'"),
            ("speaker", "Ana “Nan” Roux", false, "'quoting:\"Ana  Nan  Roux\"'"),
            ("kind", "direct", false, "is:direct"),
        ] {
            assert_eq!(narrow(field, value, of_quotations), expected);
        }
    }
}
