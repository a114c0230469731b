//! Every command, run over a small archive (`tests/cases/archive`): plain, with nothing to find or do, mistaken, and in
//! the forms for programs.

use crate::scratch::Scratch;
use insta::assert_snapshot;

/// A story that the small archive does not hold.
const LIGHTHOUSE: &str = "\
title: Lighthouse lamp to be lit again
outlet: Harbour Post
date: 2023-03-23
url: https://harbourpost.example/news/lighthouse

The lamp of the Tern Harbour lighthouse will be lit again on Saturday after eleven dark years.

“The children have never seen it,” said Rowan Sleightholm.
";

#[test]
fn add() {
    let scratch = Scratch::empty();
    scratch.write("given/lighthouse.txt", LIGHTHOUSE);
    scratch.write("given/short.txt", "Lighthouse");
    let first = scratch.run("add given/lighthouse.txt");
    let pasted = scratch.run_on("add -", &LIGHTHOUSE.replace("lighthouse\n", "lamp\n"));
    assert_snapshot!("add-plain", format!("{first}\n\n{pasted}"));
    assert_snapshot!("add-empty", scratch.run("add given/lighthouse.txt"));
    let mistakes = ["add", "add given/none.txt", "add given", "add --archive nowhere/else given/short.txt"];
    assert_snapshot!("add-mistaken", scratch.runs(&mistakes));
}

#[test]
fn update() {
    let scratch = Scratch::small_unindexed();
    let built = scratch.run("update");
    scratch.write("corpus/lighthouse.txt", LIGHTHOUSE);
    std::fs::remove_file(scratch.path().join("corpus/mill closes.txt")).unwrap();
    assert_snapshot!("update-plain", format!("{built}\n\n{}", scratch.run("update")));
    assert_snapshot!("update-empty", scratch.run("update"));
    scratch.write("onrecord.toml", "threads = \"many\"\n");
    assert_snapshot!(
        "update-mistaken",
        scratch.runs(&["update corpus", "update", "update --archive nowhere"])
    );
}

#[test]
fn rebuild() {
    let scratch = Scratch::small();
    assert_snapshot!("rebuild-plain", scratch.run("rebuild"));
    assert_snapshot!("rebuild-empty", Scratch::corpus(&[]).runs(&["rebuild", "search mill", "check"]));
    assert_snapshot!("rebuild-mistaken", scratch.runs(&["rebuild --fresh", "rebuild --archive corpus"]));
}

#[test]
fn extract() {
    let scratch = Scratch::small_unindexed();
    scratch.write("hollow/.keep", "");
    scratch.write("broken.jsonl", "{\"text\": \n");
    assert_snapshot!("extract-plain", scratch.runs(&["extract 'corpus/mill answers.txt' corpus/dampier"]));
    assert_snapshot!("extract-empty", scratch.runs(&["extract hollow", "extract hollow --format json"]));
    let mistakes = ["extract", "extract none.txt", "extract broken.jsonl", "extract corpus --format csv"];
    assert_snapshot!("extract-mistaken", scratch.runs(&mistakes));
    let forms = ["extract corpus --format jsonl", "extract corpus/dampier --format json"];
    assert_snapshot!("extract-json", scratch.runs(&forms));
}

#[test]
fn search() {
    let scratch = Scratch::small();
    let plain = [
        "search mill",
        "search '\"no choice\"' -n 1 --brackets",
        "search ferry --outlet 'dampier ledger' --facets --sort newest",
        "search speaker:lindqvale timber",
        "search lang:fr papeterie",
        "search mill --count",
        "search mill --quiet",
        "search mill -n 0 --facets",
        "search mill -n 1 --offset 2",
        "search --until 2023-03-20",
    ];
    assert_snapshot!("search-plain", scratch.runs(&plain));
    let empty = [
        "search zeppelin",
        "search mill zeppelin --strict",
        "search mill --offset 50",
        "search zeppelin --count",
        "search zeppelin --format json",
        "search zeppelin --format csv",
        "search zeppelin --format markdown",
    ];
    assert_snapshot!("search-empty", scratch.runs(&empty));
    let mistakes = [
        "search '\"unclosed'",
        "search speaker:",
        "search speeker:lindqvale",
        "search 'mill date:03/04/2023'",
        "search mill --format yaml",
        "search mill --since 2024 --until 2023",
    ];
    assert_snapshot!("search-mistaken", scratch.runs(&mistakes));
    assert_snapshot!("search-json", scratch.run("search '\"no choice\"' --format json --facets"));
    assert_snapshot!("search-jsonl", scratch.run("search choice --format jsonl"));
    assert_snapshot!("search-csv", scratch.run("search choice --format csv"));
    assert_snapshot!("search-markdown", scratch.run("search choice --format markdown"));
}

#[test]
fn quotes() {
    let scratch = Scratch::small();
    let plain = [
        "quotes choice --speaker lindqvale",
        "quotes",
        "quotes said:'\"never opened\"'",
        "quotes choice --count",
        "quotes choice -n 0",
    ];
    assert_snapshot!("quotes-plain", scratch.runs(&plain));
    let empty =
        ["quotes speaker:marchmain choice", "quotes zeppelin --count", "quotes zeppelin --format jsonl"];
    assert_snapshot!("quotes-empty", scratch.runs(&empty));
    assert_snapshot!(
        "quotes-mistaken",
        scratch.runs(&["quotes ((", "quotes --speaker", "quotes NOT choice"])
    );
    assert_snapshot!("quotes-json", scratch.run("quotes choice --format json -n 2"));
    assert_snapshot!("quotes-jsonl", scratch.run("quotes choice --format jsonl -n 2"));
    assert_snapshot!("quotes-csv", scratch.run("quotes choice --format csv"));
    assert_snapshot!("quotes-markdown", scratch.run("quotes choice --format markdown"));
}

#[test]
fn show() {
    let scratch = Scratch::small();
    let url = "https://dampierledger.example/2023/03/union-answers";
    let id = id_of(&scratch, url);
    let plain = [format!("show {url}?utm_source=feed"), format!("show {}/2", &id[..6].to_lowercase())];
    assert_snapshot!("show-plain", scratch.runs(&plain.each_ref().map(String::as_str)));
    let mistakes = ["show", "show 00000", "show ''", "show https://dampierledger.example/none", "show mill"];
    assert_snapshot!("show-mistaken", scratch.runs(&mistakes));
    for form in ["json", "jsonl", "csv", "markdown"] {
        assert_snapshot!(format!("show-{form}"), scratch.run(&format!("show {id} --format {form}")));
    }
}

fn id_of(scratch: &Scratch, url: &str) -> String {
    let output = scratch.command(&format!("show {url} --format json")).output().unwrap();
    let article: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    article["article"]["id"].as_str().unwrap().to_string()
}

#[test]
fn counts() {
    let scratch = Scratch::small();
    for (command, some, none) in [
        ("speakers", "speakers lindqvale", "speakers zeppelin"),
        ("outlets", "outlets --language fr", "outlets --since 2025"),
        ("timeline", "timeline ferry", "timeline zeppelin"),
    ] {
        assert_snapshot!(format!("{command}-plain"), scratch.runs(&[command, some]));
        let none_json = format!("{none} --format json");
        assert_snapshot!(format!("{command}-empty"), scratch.runs(&[none, &none_json]));
        let mistakes = [format!("{command} --since never"), format!("{command} --limit many")];
        assert_snapshot!(
            format!("{command}-mistaken"),
            scratch.runs(&mistakes.each_ref().map(String::as_str))
        );
        let forms = ["json", "jsonl", "csv", "markdown"].map(|form| format!("{command} --format {form}"));
        assert_snapshot!(format!("{command}-forms"), scratch.runs(&forms.each_ref().map(String::as_str)));
    }
}

#[test]
fn check() {
    let scratch = Scratch::small();
    assert_snapshot!("check-plain", scratch.runs(&["check", "check --format json"]));
    scratch.write("corpus/lighthouse.txt", LIGHTHOUSE);
    scratch.write("corpus/mill closes.txt", LIGHTHOUSE);
    std::fs::remove_file(scratch.path().join("corpus/dampier/records.jsonl")).unwrap();
    assert_snapshot!("check-findings", scratch.runs(&["check", "check --format json"]));
    assert_snapshot!("check-empty", Scratch::small_unindexed().run("check"));
    assert_snapshot!("check-mistaken", scratch.runs(&["check corpus", "check --format csv"]));
}

#[test]
fn parse() {
    let scratch = Scratch::empty();
    let plain = [
        "parse mill closure OR strike",
        "parse speaker:ruiz (mill OR clos*) -outlet:gazette date:2023-03",
        "parse 'title:(mill W/5 \"not one job\") ATLEAST/2(okafor~) \"ruiz roux\"~10'",
        "parse -plant by:okafor lang:fr url:https://gazette.example/mill updated:7d",
        "parse hd=mill from:ruiz",
    ];
    assert_snapshot!("parse-plain", scratch.runs(&plain));
    assert_snapshot!("parse-empty", scratch.runs(&["parse", "parse '*' date:unknown"]));
    let mistakes = [
        "parse mill '\"closure'",
        "parse mill W/500 closure",
        "parse 'speaker:ruiz W/5 mill'",
        "parse date:03/04/2023",
        "parse '*a*' --format json",
        "parse mill --format csv",
    ];
    assert_snapshot!("parse-mistaken", scratch.runs(&mistakes));
    let json = [
        "parse 'speaker:ruiz (mill OR clos*) -date:>2023' --format json",
        "parse '(ruiz~ PRE/S \"b c\"~3) ATLEAST/2(d) or date:unknown' --format json",
    ];
    assert_snapshot!("parse-json", scratch.runs(&json));
}

#[test]
fn completions_man_and_help() {
    let scratch = Scratch::empty();
    let mistakes = ["completions", "completions tcsh", "man serch", "help serch", "help query fields"];
    assert_snapshot!("manuals-mistaken", scratch.runs(&mistakes));
    let plain = ["help", "help fields", "help check", "help rebuild", "help outlets"];
    assert_snapshot!("help-plain", scratch.runs(&plain));
    assert_snapshot!("man-plain", scratch.runs(&["man check"]));
    assert_snapshot!("help-query", scratch.run("help query"));
    assert_snapshot!("completions-plain", scratch.run("completions fish"));
}

/// The search with which the README begins, over the repository's own corpus: it builds the index first.
#[test]
fn the_first_search_finds_every_outlet_of_the_corpus() {
    let scratch = Scratch::sample();
    let outlets = scratch.command("outlets --format jsonl").output().unwrap();
    assert_eq!(outlets.status.code(), Some(0), "{}", String::from_utf8_lossy(&outlets.stderr));
    let found = scratch
        .command("search minister OR ministre OR mill OR scierie OR bridge OR pont -n 100")
        .output()
        .unwrap();
    assert_eq!(found.status.code(), Some(0), "{}", String::from_utf8_lossy(&found.stderr));
    let found = String::from_utf8(found.stdout).unwrap();
    for line in String::from_utf8(outlets.stdout).unwrap().lines() {
        let outlet: serde_json::Value = serde_json::from_str(line).unwrap();
        let name = outlet["name"].as_str().unwrap();
        assert!(found.contains(name), "{name}: {found}");
    }
}
