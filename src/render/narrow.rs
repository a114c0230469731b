//! What to add to a command line so that it finds only what a facet counts under a value.

use std::borrow::Cow;

/// The flag in a form that can be pasted into a shell. It holds the value as it is printed, because the other flags find more: other
/// names of an outlet, everybody who bears a part of a name; and it narrows whatever was asked for before.
pub(super) fn narrow(field: &str, value: &str) -> String {
    format!("--only {}", shell(&format!("{field}={value}")))
}

/// The word as a shell reads it again: in single marks, inside which nothing means anything.
fn shell(word: &str) -> Cow<'_, str> {
    let is_plain = |c: char| c.is_ascii_alphanumeric() || "-_.:/=".contains(c);
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
        for (field, value, expected) in [
            ("outlet", "Harbour Post", "--only 'outlet=Harbour Post'"),
            ("outlet", "Tern", "--only outlet=Tern"),
            ("outlet", "$(rm -r ~) `x`; “No”", "--only 'outlet=$(rm -r ~) `x`; “No”'"),
            ("author", "Ivy O'Toole", r"--only 'author=Ivy O'\''Toole'"),
            ("author", "-Roy", "--only author=-Roy"),
            ("month", "2023-03", "--only month=2023-03"),
            ("speaker", "Ana “Nan” Roux", "--only 'speaker=Ana “Nan” Roux'"),
        ] {
            assert_eq!(narrow(field, value), expected);
        }
    }
}
