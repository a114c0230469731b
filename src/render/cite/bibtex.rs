//! BibTeX and BibLaTeX: an entry with fields in braces.

use super::Work;
use super::name;
use super::on_one_line;
use std::io;
use std::io::Write;

pub(super) fn work(work: &Work, out: &mut dyn Write) -> io::Result<()> {
    let article = work.article;
    write!(out, "@article{{{}", work.key())?;
    let mut field = |name: &str, value: &str| match value {
        "" => Ok(()),
        value => write!(out, ",\n  {name} = {{{value}}}"),
    };
    let authors: Vec<String> = article.authors.iter().map(|author| person(author)).collect();
    field("author", &authors.join(" and "))?;
    // In braces of its own: a headline keeps its capitals.
    let title = article.title.as_deref().map(|title| format!("{{{}}}", escaped(title)));
    field("title", &title.unwrap_or_default())?;
    field("journal", &article.outlet.as_deref().map(escaped).unwrap_or_default())?;
    if let Some(printed) = article.published {
        field("date", &printed.to_string())?;
        field("year", &printed.day().year().to_string())?;
        field("month", &printed.day().month().to_string())?;
    }
    field("language", article.language.as_ref().map_or("", |language| language.code()))?;
    // To the letter: `url` is no text, and no mark of it is a command.
    field("url", work.url.as_deref().unwrap_or_default())?;
    let notes: Vec<String> = work.notes.iter().map(|note| escaped(note)).collect();
    field("annote", &notes.join("\n\n"))?;
    write!(out, "\n}}\n\n")
}

/// `Okafor, Ivy`; what cannot be told apart stays whole, in braces.
fn person(author: &str) -> String {
    match name::parts(author) {
        Some((family, given)) => format!("{}, {}", escaped(family), escaped(given)),
        None => format!("{{{}}}", escaped(author)),
    }
}

/// Words that mean nothing to TeX. Braces become commands: the reader counts those with a stroke before them, too.
fn escaped(words: &str) -> String {
    let mut tex = String::new();
    for c in on_one_line(words).chars() {
        match c {
            '\\' => tex.push_str("\\textbackslash{}"),
            '{' => tex.push_str("\\textbraceleft{}"),
            '}' => tex.push_str("\\textbraceright{}"),
            '~' => tex.push_str("\\textasciitilde{}"),
            '^' => tex.push_str("\\textasciicircum{}"),
            '%' | '$' | '&' | '#' | '_' => {
                tex.push('\\');
                tex.push(c);
            }
            c => tex.push(c),
        }
    }
    tex
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn words_are_no_commands() {
        assert_eq!(
            escaped("100 % of {a_b} \\end"),
            "100 \\% of \\textbraceleft{}a\\_b\\textbraceright{} \\textbackslash{}end"
        );
        assert_eq!(person("Ivy Okafor"), "Okafor, Ivy");
        assert_eq!(person("Tom and Ann & Co"), "{Tom and Ann \\& Co}");
    }

    proptest! {
        #[test]
        fn braces_are_always_even(words in "[a{}\\\\%\n ]{0,20}|\\PC{0,10}") {
            let tex = escaped(&words);
            let mut depth = 0_i32;
            for c in tex.chars() {
                depth += i32::from(c == '{') - i32::from(c == '}');
                prop_assert!(depth >= 0);
            }
            prop_assert_eq!(depth, 0);
            prop_assert!(!tex.contains('\n'));
        }
    }
}
