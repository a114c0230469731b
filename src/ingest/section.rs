//! The section of its outlet in which an article stands: "Politics".

use super::html::outlet;

/// Letters of a name: "Environment, Energy and Natural Resources" has 41. Beyond sixty it is a list of topics.
const LONGEST: usize = 60;

/// What programs write where nobody chose a section.
const NONE: &[&str] = &["none", "nonclasse", "null", "uncategorised", "uncategorized", "undefined"];

/// The name in a line, if it is one: not an address ("https://outlet.example/politics"), not a number in some table ("217"),
/// and not the outlet ("Harrow Bay Herald"), which templates give where an article has no section.
pub(super) fn section(line: &str, of_outlet: Option<&str>) -> Option<String> {
    let name = line.split_whitespace().collect::<Vec<_>>().join(" ");
    let letters = outlet::letters(&name);
    let is_outlet = of_outlet.is_some_and(|outlet| outlet::letters(outlet) == letters);
    let is_name = letters.contains(char::is_alphabetic)
        && !name.contains("://")
        && !NONE.contains(&letters.as_str())
        && name.chars().count() <= LONGEST;
    (is_name && !is_outlet).then_some(name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_told_from_what_stands_in_their_place() {
        for (line, expected) in [
            ("Politics", Some("Politics")),
            (" Politique \u{a0} provinciale\n", Some("Politique provinciale")),
            ("News/Canada", Some("News/Canada")),
            ("", None),
            ("217", None),
            ("harrow bay HERALD", None),
            ("Uncategorized", None),
            ("Non classé", None),
            ("https://herald.example/politics", None),
            ("Mills, Paper, Cannery Road, Wilf Candlish, Harrow Bay, August, Jobs", None),
        ] {
            assert_eq!(section(line, Some("Harrow Bay Herald")).as_deref(), expected, "{line}");
        }
    }
}
