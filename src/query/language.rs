//! Languages by name (`languages.tsv`): articles have codes, and `lang:French` means one.

/// The code of a language that is called so.
pub(super) fn code_of(name: &str) -> Option<&'static str> {
    let name = name.to_lowercase();
    rows().find(|(_, names)| names.split(',').any(|known| known == name)).map(|(code, _)| code)
}

fn rows() -> impl Iterator<Item = (&'static str, &'static str)> {
    let lines = include_str!("languages.tsv").lines().filter(|line| !line.starts_with('#'));
    lines.filter_map(|line| line.split_once('\t'))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Language;

    #[test]
    fn the_table_of_languages_is_whole() {
        let lines = include_str!("languages.tsv").lines().filter(|line| !line.starts_with('#'));
        assert_eq!(lines.count(), rows().count());
        for (code, names) in rows() {
            assert_eq!(Language::from_tag(code).unwrap().code(), code);
            for name in names.split(',') {
                assert_eq!(code_of(name), Some(code), "{name}");
                assert_eq!(name.to_lowercase(), name);
            }
        }
        assert_eq!(code_of("Français"), Some("fr"));
        assert_eq!(code_of("fr"), None);
    }
}
