//! Queries as nobody should type them, flags at their limits, and a reader that has enough.

use super::read;
use super::run;
use crate::scratch::Scratch;

const ODD: [&str; 49] = [
    "\"unclosed",
    "speaker:",
    "((",
    "*",
    "**",
    "*mill",
    "mi*",
    "?",
    ")",
    "()",
    "\"\"",
    "“",
    "«",
    ":",
    "::",
    "a:b:c",
    "-",
    "--",
    "- -",
    "OR",
    "AND",
    "NOT",
    "NOT NOT mill",
    "mill OR",
    "OR mill",
    "date:..",
    "date:9999-99-99",
    "date:2023..2022",
    "since:",
    "outlet:\"",
    "said:()",
    "speaker:(a OR",
    "\u{1}\u{7}\u{1b}[2J",
    "mill\u{202e}",
    "\u{0301}",
    "🦀",
    "%00",
    "\\",
    "\\\"",
    "mill~",
    "mill^9",
    "[a TO b]",
    "/re/",
    "lang:zz",
    "url:",
    "url:nothing",
    "\u{feff}mill",
    "\n\t",
    "a\u{a0}b",
];

#[test]
fn odd_queries_get_an_answer_or_one_clear_error() {
    let scratch = Scratch::small();
    let deep = "(".repeat(4096);
    let pairs = format!("{}mill{}", "(".repeat(2000), ")".repeat(2000));
    let many = "mill OR ".repeat(500) + "mill";
    for query in ODD.into_iter().chain([deep.as_str(), &pairs, &many]) {
        for command in ["search", "quotes"] {
            let output = scratch.command(command).arg("--").arg(query).output().unwrap();
            let shown: String = query.chars().take(40).collect();
            answered(&shown, &read(&shown, &output));
        }
    }
}

/// As they are typed: every query is half-written for a while.
#[test]
fn every_prefix_of_a_query_gets_an_answer_or_one_clear_error() {
    let scratch = Scratch::small();
    for query in ["speaker:\"petra lindqvale\" said:(mill OR -timber)", "ferry since:2023-03 NOT « l’usine »"]
    {
        for (end, _) in query.char_indices().skip(1) {
            let output = scratch.command("search").arg(&query[..end]).output().unwrap();
            answered(&query[..end], &read(&query[..end], &output));
        }
    }
}

#[track_caller]
fn answered(query: &str, (status, out, err): &(i32, String, String)) {
    let controls = |text: &str| text.chars().any(|c| c.is_control() && c != '\n');
    assert!(!controls(out) && !controls(err), "{query}: {out}{err}");
    match status {
        0 => assert!(!out.is_empty(), "{query}"),
        1 => {
            assert!(out.is_empty() || out.contains("near answers: "), "{query}: {out}");
            assert!(err.contains("nothing has all of: "), "{query}: {err}");
        }
        _ => {
            assert!(out.is_empty() && err.starts_with("error: "), "{query}: {out}{err}");
            assert_eq!(err.matches("error: ").count(), 1, "{query}: {err}");
        }
    }
}

#[test]
fn a_limit_of_nothing_gives_the_counts() {
    let scratch = Scratch::small();
    for command in ["search", "quotes"] {
        for rest in
            ["-n 0", "-n 0 --offset 3", "-n 0 --per-article 1", "--per-article 1", "--offset 99999999999"]
        {
            let (status, out, _) = run(&scratch, &format!("{command} mill {rest}"));
            assert!(status == 0 && out.contains("2 articles"), "{command} {rest}: {out}");
        }
        let (_, out, _) = run(&scratch, &format!("{command} mill -n 0 --format json"));
        let answer: serde_json::Value = serde_json::from_str(&out).unwrap();
        assert_eq!((&answer["total"]["articles"], &answer["hits"]), (&2.into(), &serde_json::json!([])));
        assert_eq!(run(&scratch, &format!("{command} mill -n 99999999999")).0, 0);
    }
    assert!(run(&scratch, "help search").1.contains("--strict"));
    assert_eq!(run(&scratch, "search mill --strict").1, run(&scratch, "search mill").1);
}

/// `onrecord search … | head -1`: the reader had enough, and that is no error.
#[cfg(unix)]
#[test]
fn a_reader_that_has_enough_is_no_error() {
    let scratch = Scratch::small();
    for line in ["search mill", "quotes --format jsonl", "speakers", "extract corpus", "check"] {
        let (reader, writer) = std::io::pipe().unwrap();
        drop(reader);
        let mut command = std::process::Command::new(assert_cmd::cargo::cargo_bin!("onrecord"));
        command.args(line.split(' ')).current_dir(scratch.path()).stdout(writer);
        let output = command.output().unwrap();
        assert_eq!((output.status.code(), output.stderr.as_slice()), (Some(0), b"".as_slice()), "{line}");
    }
}
