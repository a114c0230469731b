//! The query language: every example of its page, and the golden cases of `tests/cases/query`.

use crate::query_holds::TODAY;
use crate::query_holds::at_fault;
use onrecord::query::Parsed;
use onrecord::query::SYNTAX;
use onrecord::query::parse;
use onrecord::query::read_as;
use std::fs;
use std::path::Path;

/// The rows of the page's tables: what is written, and what it is read as.
pub(crate) fn examples() -> impl Iterator<Item = (&'static str, &'static str)> {
    SYNTAX.lines().filter_map(|line| {
        let (query, rest) = line.strip_prefix("| `")?.split_once("` |")?;
        let (_, reading) = rest.trim_end_matches(" |").rsplit_once("| ")?;
        Some((query, reading))
    })
}

#[test]
fn the_examples_of_the_page_hold() {
    assert!(examples().count() > 100);
    for (query, reading) in examples() {
        let parsed = parse(query, TODAY);
        assert!(parsed.complaints.is_empty(), "{query}: {:?}", parsed.complaints);
        assert_eq!(read_as(&parsed.query), reading, "{query}");
    }
}

/// Each file of cases is blocks with blank lines between them: a query after `> `, then what comes of it.
/// `ONRECORD_OVERWRITE=1` writes what comes of them now.
#[test]
fn the_golden_cases_hold() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases/query");
    let overwrite = std::env::var_os("ONRECORD_OVERWRITE").is_some();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        assert!(path.extension().is_some_and(|ending| ending == "txt"), "{} is not read", path.display());
        let expected = fs::read_to_string(&path).unwrap();
        let found = outcomes(&expected);
        if overwrite {
            fs::write(&path, found).unwrap();
        } else {
            assert_eq!(found, expected, "{}; ONRECORD_OVERWRITE=1 accepts it", path.display());
        }
    }
}

/// The same cases with what comes of them now; comments stay.
fn outcomes(cases: &str) -> String {
    let mut found = String::new();
    for block in cases.trim_end().split("\n\n") {
        for line in block.lines().filter(|line| line.starts_with('#')) {
            found += &format!("{line}\n");
        }
        if let Some(query) = block.lines().find_map(|line| line.strip_prefix("> ")) {
            found += &format!("> {query}\n{}\n", outcome(&parse(query, TODAY)));
        } else {
            found.push('\n');
        }
    }
    found.truncate(found.trim_end().len());
    found + "\n"
}

fn outcome(parsed: &Parsed) -> String {
    let mut lines = format!("query: {}\nreads: {}\n", parsed.query, read_as(&parsed.query));
    for note in &parsed.notes {
        lines += &format!("note:  {note}\n");
    }
    for complaint in &parsed.complaints {
        lines += &format!("wrong: {} ⟨{}⟩\n", complaint.kind, at_fault(complaint));
    }
    lines
}
