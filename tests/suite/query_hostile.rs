//! Queries that nobody means: parts of the examples, odd signs, endless ones, and mixtures of everything.

use crate::query::examples;
use crate::query_holds::TODAY;
use crate::query_holds::at_fault;
use crate::query_holds::reading_holds;
use crate::query_language::ROWS;
use onrecord::query::parse;
use onrecord::query::read_as;
use proptest::prelude::*;
use std::time::Instant;

#[test]
fn parts_of_the_examples_are_read() {
    let queries = examples().map(|(query, _)| query).chain(ROWS.iter().map(|row| row.0));
    for query in queries {
        for (at, c) in query.char_indices() {
            reading_holds(&query[..at]);
            reading_holds(&format!("{}{}", &query[..at], &query[at + c.len_utf8()..]));
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
        "\"🕴?𐫑\"",
        "near5, SAME, outlet:(\"W/5\" OR \"near5\" OR \"hd=x\")",
        "=not W/5 mill, titre : {a : speaker:(a b) -said:c text:d",
        "mill^2^3 (mill)^2 \"mill\"^2^ ^2",
        "a'b:c* a'b:c~ NEAR5* AND~ AND~2",
        "mill W/5 (closure W/3 strike) W/P mill SAME plant",
        "mill\u{7}W/5\u{0}closure \u{1b}[31m",
    ] {
        reading_holds(text);
    }
}

/// Everything that makes a reader slow or deep; each is read many times within a second.
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
        "date:1 2 3 4 5 6 7 ".repeat(220),
        "é".repeat(5000),
        "ab\u{fb2c}".repeat(1200),
        "*".repeat(4096),
        "*a*".repeat(1300),
        "*a* ".repeat(1000),
        "a?".repeat(2000),
        "~".repeat(4096),
        "ab~ ".repeat(1000),
        "\"a\" W/100 ".repeat(300),
        "a W/100 ".repeat(500),
        "W/100 ".repeat(600),
        "(a W/1 ".repeat(500),
        "a W/5 NOT ".repeat(400),
        "ATLEAST/3 ".repeat(400),
        "title:ATLEAST/3(".repeat(250),
        "\"a b\"~100 ".repeat(350),
        "a^2".repeat(1300),
        "hd=".repeat(1300),
        "date:99999 ".repeat(350),
        format!("{}a b{}", "(".repeat(32), " OR c)".repeat(32)),
        format!("{}a W/2 b{}", "(".repeat(32), " W/3 c)".repeat(32)),
    ] {
        let begun = Instant::now();
        let parsed = parse(&text, TODAY);
        for complaint in &parsed.complaints {
            at_fault(complaint);
        }
        let _ = (parsed.query.to_string(), read_as(&parsed.query));
        let elapsed = begun.elapsed();
        // Half a second in a program without optimizations, on a machine with other things to do.
        assert!(elapsed.as_millis() < 500, "{elapsed:?} for {}", text.chars().take(40).collect::<String>());
    }
}

proptest! {
    #[test]
    fn every_text_prints_as_what_it_means(text in "\\PC{0,60}") {
        reading_holds(&text);
    }

    #[test]
    fn any_bytes_are_read(bytes in prop::collection::vec(any::<u8>(), 0..300)) {
        reading_holds(&String::from_utf8_lossy(&bytes));
    }

    #[test]
    fn every_mixture_of_signs_prints_as_what_it_means(
        pieces in prop::collection::vec(prop::sample::select(PIECES), 0..24)
    ) {
        reading_holds(&pieces.concat());
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
    "after:",
    "newer:",
    "updated:",
    "has:",
    "is:",
    "tag:",
    "note:",
    "hd=",
    "HEADLINE(",
    "subject:",
    "older_than:",
    " W/5 ",
    " pre/s ",
    " SAME ",
    "near5",
    "ATLEAST/3(",
    "atleast3 ",
    " NEAR ",
    " && ",
    " || ",
    "^2",
    "~2",
    "?",
    "!",
    "+",
    "=",
    ">=",
    "clos*",
    "wom?n",
    "unknown",
    "wire",
    "[2022 TO 2023]",
    "\u{7}",
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
