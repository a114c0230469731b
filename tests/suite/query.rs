//! The query language: every example of its page, the golden cases of `tests/cases/query`, and what holds for every text.

use jiff::ToSpan;
use jiff::civil::Date;
use jiff::civil::date;
use onrecord::error::Error;
use onrecord::error::Place;
use onrecord::fields;
use onrecord::query::Days;
use onrecord::query::Event;
use onrecord::query::Parsed;
use onrecord::query::Query;
use onrecord::query::SYNTAX;
use onrecord::query::Words;
use onrecord::query::parse;
use onrecord::query::read_as;
use proptest::prelude::*;
use std::fs;
use std::path::Path;

/// A Friday.
const TODAY: Date = date(2023, 3, 24);

/// The rows of the page's tables: what is written, and what it is read as.
fn examples() -> impl Iterator<Item = (&'static str, &'static str)> {
    SYNTAX.lines().filter_map(|line| {
        let (query, rest) = line.strip_prefix("| `")?.split_once("` |")?;
        let (_, reading) = rest.trim_end_matches(" |").rsplit_once("| ")?;
        Some((query, reading))
    })
}

#[test]
fn the_examples_of_the_page_hold() {
    assert!(examples().count() > 40);
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

/// The part of the query that a complaint points at.
fn at_fault(complaint: &Error) -> &str {
    match &complaint.place {
        Place::Query { text, span } => {
            text.get(span.range()).unwrap_or_else(|| panic!("{span:?} lies not in {text:?}"))
        }
        _ => "",
    }
}

/// What must hold for every text: it is read, complaints lie in the text, and what it was read as prints as a query that
/// reads the same.
#[track_caller]
fn check(text: &str) {
    let parsed = parse(text, TODAY);
    for complaint in &parsed.complaints {
        assert!(!at_fault(complaint).is_empty() || text.len() > 4096, "{text:?}: {complaint}");
        assert!(!complaint.to_string().is_empty());
    }
    let printed = parsed.query.to_string();
    let again = parse(&printed, TODAY);
    assert_eq!(again.query, parsed.query, "{text:?} prints as {printed:?}");
    // A small "or" stays a word, and stays worth a note.
    let silent = again.notes.iter().all(|note| note.contains("the operator is written"));
    assert!(
        again.complaints.is_empty() && silent,
        "{text:?} prints as {printed:?}: {:?} {:?}",
        again.notes,
        again.complaints
    );
}

#[test]
fn parts_of_the_examples_are_read() {
    for (query, _) in examples() {
        for (at, c) in query.char_indices() {
            check(&query[..at]);
            check(&format!("{}{}", &query[..at], &query[at + c.len_utf8()..]));
        }
    }
}

/// Texts that once printed as something else.
#[test]
fn odd_signs_are_read() {
    for text in [
        "\u{200d}lang:speaker:",
        "*\u{acb} ",
        "-\u{acb} \u{200d}☀",
        "outlet:AND~/ outlet:OR",
        "date:\"\" AND, mill",
        "a_b:c 1;2 ａ：ｂ",
        "צה\"ל \"צה\"ל\"",
        "outlet:\"a » b“ ‘c’\"",
        "=\u{338} \u{338}= \"\u{338}",
    ] {
        check(text);
    }
}

#[test]
fn no_text_is_too_long_or_too_deep() {
    for text in [
        "(".repeat(9000),
        "a (".repeat(2000),
        ")".repeat(9000),
        "“".repeat(9000),
        "\"".repeat(4095),
        "NOT ".repeat(2000),
        "a ".repeat(3000),
        "title:".repeat(900),
        "a OR ".repeat(900),
        "date:2023-03-22 ".repeat(300),
        "é".repeat(5000),
        "ab\u{fb2c}".repeat(1200),
        format!("{}a b{}", "(".repeat(32), " OR c)".repeat(32)),
    ] {
        let parsed = parse(&text, TODAY);
        for complaint in &parsed.complaints {
            at_fault(complaint);
        }
        let _ = (parsed.query.to_string(), read_as(&parsed.query));
    }
}

/// Trees as the constructors of `Query` make them.
fn trees() -> impl Strategy<Value = Query> {
    let leaf = prop_oneof![
        1 => Just(Query::All),
        8 => words(),
        2 => (0i32..800, prop::option::of(0i32..400), prop::bool::ANY).prop_map(days),
    ];
    leaf.prop_recursive(5, 40, 4, |part| {
        prop_oneof![
            prop::collection::vec(part.clone(), 1..4).prop_map(Query::all),
            prop::collection::vec(part.clone(), 1..4).prop_filter_map("not empty", Query::any),
            part.prop_map(Query::negated),
        ]
    })
}

fn words() -> impl Strategy<Value = Query> {
    let prose = [&fields::TEXT, &fields::TITLE, &fields::SAID, &fields::SPEAKER, &fields::BY];
    let word = "[a-zéü]{1,6}|[A-Z][a-z]{1,4}['’][a-z]{1,3}|[0-9]{1,4}|U\\.S|צה\"ל|or|not|不|☀";
    let words =
        prop_oneof![word.prop_map(Words::AnyForm), prop::collection::vec(word, 1..4).prop_map(Words::Phrase)];
    let value = "[a-z0-9]{1,4}[-a-z0-9.&+:()/?*~]{0,8}[a-z]|AND|OR|https://[a-z]{1,4}\\.[a-z]{2}/[a-z0-9()?=&_%:-]{0,9}";
    let values = prop_oneof![
        value.prop_map(Words::AnyForm),
        prop::collection::vec(value, 2..4).prop_map(Words::Phrase)
    ];
    prop_oneof![
        (prop::sample::select(prose.to_vec()), words),
        (prop::sample::select(vec![&fields::OUTLET, &fields::LANG, &fields::URL]), values),
    ]
    .prop_map(|(field, words)| Query::Words { field, words })
}

fn days((back, length, open): (i32, Option<i32>, bool)) -> Query {
    let first = TODAY - back.days();
    Query::Dated(
        Event::Published,
        match (length, open) {
            (Some(length), _) => Days { first: Some(first), last: Some(first + length.days()) },
            (None, true) => Days { first: Some(first), last: None },
            (None, false) => Days { first: None, last: Some(first) },
        },
    )
}

proptest! {
    #[test]
    fn every_tree_prints_as_what_it_means(tree in trees()) {
        let printed = tree.to_string();
        let parsed = parse(&printed, TODAY);
        prop_assert!(parsed.complaints.is_empty(), "{printed}: {:?}", parsed.complaints);
        prop_assert_eq!(parsed.query, tree, "{}", printed);
    }

    #[test]
    fn every_text_prints_as_what_it_means(text in "\\PC{0,60}") {
        check(&text);
    }

    #[test]
    fn every_mixture_of_signs_prints_as_what_it_means(
        pieces in prop::collection::vec(prop::sample::select(PIECES), 0..24)
    ) {
        check(&pieces.concat());
    }
}

/// What queries are made of, and what makes them hard.
const PIECES: &[&str] = &[
    " ",
    " ",
    " ",
    " ",
    "(",
    ")",
    "\"",
    "“",
    "”",
    "«",
    "»",
    "‘",
    "’",
    "'",
    "-",
    "--",
    "*",
    "~",
    ":",
    ",",
    ".",
    "/",
    "..",
    " AND ",
    " OR ",
    " NOT ",
    "AND",
    "OR",
    "or",
    "not",
    "mill",
    "closure",
    "l’usine",
    "Jean-Guy",
    "U.S.",
    "1,000",
    "צה\"ל",
    "不同",
    "e\u{301}",
    "\u{301}",
    "\u{200d}",
    "☀",
    "\n",
    "outlet:",
    "speaker:",
    "said:",
    "title:",
    "by:",
    "lang:",
    "url:",
    "date:",
    "since:",
    "until:",
    "note:",
    "speeker:",
    "https://a.example/(b)",
    "2023",
    "2023-03",
    "7d",
    "last week",
    "Mar 4, 2023",
    "03/04/2023",
    "a",
    "b",
];
