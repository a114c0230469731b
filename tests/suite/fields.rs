//! What fields find, alone and beside each other, and that a flag finds what its field finds.

use crate::scratch::Scratch;
use serde_json::Value;
use std::fmt::Write;

/// Four articles of one outlet and one of another; the last quotation is nobody's.
fn scratch() -> Scratch {
    let mut articles = String::new();
    for (url, outlet, authors, text) in [
        (
            "https://north.example/local/mill",
            "North Post",
            vec!["John Smith"],
            "“The mill stays open,” said Mayor Rowan Brockhurst on Monday. The plant beside it closed.",
        ),
        (
            "https://north.example/localities/fair",
            "North Post",
            vec!["John Doe", "Ann Carter"],
            "“The zebra came back to us,” said Ada Okafor, a keeper. The mill paid for the fair.",
        ),
        (
            "https://north.example/world?page=2",
            "North Post",
            vec![],
            "A mill far away was sold, and nobody had a word to say about it or about its plant.",
        ),
        (
            "https://north.example/local",
            "North Post",
            vec!["Ann Carter"],
            "“The ferry is late once more,” said Ada Okafor in her office. “It was late on Sunday as well,” she said.",
        ),
        (
            "https://south.example/wall",
            "South Post",
            vec![],
            "On the wall one could read: “Nobody owns the harbour of this town.”",
        ),
    ] {
        let article = serde_json::json!({
            "url": url, "outlet": outlet, "authors": authors, "title": "Notes of the day",
            "published": "2023-03-20", "language": "en", "text": text,
        });
        writeln!(articles, "{article}").unwrap();
    }
    let scratch = Scratch::corpus(&[("news.jsonl", &articles)]);
    scratch.command("update").assert().success();
    scratch
}

/// How much a command finds, and what it says about it.
fn found(scratch: &Scratch, line: &str) -> (String, String) {
    let output = scratch.command(&format!("{line} --count")).output().unwrap();
    let text = |bytes: &[u8]| String::from_utf8(bytes.to_vec()).unwrap().trim().to_string();
    (text(&output.stdout), text(&output.stderr))
}

#[track_caller]
fn check(scratch: &Scratch, line: &str, count: &str) {
    let (counted, said) = found(scratch, line);
    assert_eq!(counted, count, "{line}: {said}");
}

#[test]
fn beside_quotations_text_is_the_article() {
    let scratch = scratch();
    for (line, count) in [
        ("search plant", "2"),
        ("search 'plant -said:zebra'", "0"),
        ("search 'text:plant -said:zebra'", "1"),
        ("search 'text:mill -said:zebra'", "1"),
        ("search 'plant' --speaker Brockhurst", "0"),
        ("search 'text:plant' --speaker Brockhurst", "1"),
        ("search 'text:(plant W/3 closed) said:mill'", "1"),
        ("search 'text:(plant W/1 closed) said:mill'", "0"),
        ("search 'text:pla?t said:mill'", "1"),
        ("search 'text:\"the plant\" said:mill'", "1"),
        ("quotes plant", "0"),
        ("quotes text:plant", "1"),
        ("search '-text:plant speaker:brockhurst'", "0"),
    ] {
        check(&scratch, line, count);
    }
    let (_, said) = found(&scratch, "search 'plant -said:zebra'");
    assert!(said.contains("`plant` is looked for inside quotations, because `said:`"), "{said}");
}

#[test]
fn a_flag_finds_what_its_field_finds() {
    let scratch = scratch();
    for (flag, field) in [
        ("quotes --speaker unknown", "quotes speaker:unknown"),
        ("quotes --speaker 'brockhorst~'", "quotes speaker:brockhorst~"),
        ("quotes --speaker 'okaf*'", "quotes 'speaker:okaf*'"),
        ("quotes --speaker '*'", "quotes 'speaker:*'"),
        ("quotes --speaker 'Ada Okafor'", "quotes 'speaker:\"Ada Okafor\"'"),
        ("search --author '*'", "search 'by:*'"),
        ("search --outlet 'North Post'", "search 'outlet:\"North Post\"'"),
        ("search --language English", "search lang:English"),
        ("search mill --since 2023", "search 'mill since:2023'"),
        ("search mill --since 2024 --until 2022", "search 'mill since:2024 until:2022'"),
        ("search --outlet ''", "search 'outlet:\"\"'"),
        ("search --language ''", "search 'lang:\"\"'"),
        ("search mill --until ''", "search 'mill until:\"\"'"),
        ("search mill --since 2022..2023", "search 'mill since:2022..2023'"),
    ] {
        let run = |line: &str| scratch.command(&format!("{line} --count")).output().unwrap();
        let (by_flag, by_field) = (run(flag), run(field));
        assert_eq!(by_flag.status.code(), by_field.status.code(), "{flag}");
        assert_eq!(by_flag.stdout, by_field.stdout, "{flag}");
    }
    for (mistake, flag) in [
        ("search --outlet ''", "--outlet"),
        ("search mill --language ' '", "--language"),
        ("search mill --author ''", "--author"),
        ("quotes --speaker ''", "--speaker"),
        ("search mill --until ''", "--until"),
        ("watch add mills mill --outlet ''", "--outlet"),
    ] {
        let output = scratch.command(mistake).output().unwrap();
        let said = String::from_utf8(output.stderr).unwrap();
        assert_eq!(output.status.code(), Some(2), "{mistake}: {said}");
        assert!(said.contains(&format!("`{flag}` was given nothing to look for")), "{mistake}: {said}");
    }
}

#[test]
fn any_speaker_is_a_speaker_of_the_quotation() {
    let scratch = scratch();
    let output = scratch.command("quotes 'speaker:*' -n 100 --format json").output().unwrap();
    let answer: Value = serde_json::from_slice(&output.stdout).unwrap();
    let hits = answer["hits"].as_array().unwrap();
    assert!(hits.len() > 2, "{answer}");
    assert!(hits.iter().all(|hit| !hit["quote"]["speaker"].is_null()), "{answer}");
    check(&scratch, "quotes", &(hits.len() + 1).to_string());
    check(&scratch, "quotes speaker:unknown", "1");
}

#[test]
fn a_part_of_a_site_is_what_lies_below_it() {
    let scratch = scratch();
    for (line, count) in [
        ("search site:north.example", "4"),
        ("search site:north.example/", "4"),
        ("search site:north.example/local", "2"),
        ("search 'site:https://www.north.example/local/*'", "2"),
        ("search site:north.example/local/mill", "1"),
        ("search site:north.example/world", "1"),
        ("search site:north.example/sports", "0"),
    ] {
        check(&scratch, line, count);
    }
}

#[test]
fn a_quotation_is_found_by_its_id() {
    let scratch = scratch();
    let output = scratch.command("quotes ferry --format json").output().unwrap();
    let answer: Value = serde_json::from_slice(&output.stdout).unwrap();
    let id = answer["hits"][0]["article"]["id"].as_str().unwrap().to_string();
    for (line, count) in [
        (format!("quotes id:{id}"), "2"),
        (format!("quotes id:{id}/1"), "1"),
        (format!("quotes id:{id}/2"), "1"),
        (format!("quotes id:{id}/3"), "0"),
        (format!("quotes id:{id}/x"), "0"),
        (format!("search id:{id}/2"), "1"),
        (format!("search id:{id}/3"), "0"),
    ] {
        check(&scratch, &line, count);
    }
    check(&scratch, &format!("quotes 'id:{id}/1 ferry'"), "1");
    check(&scratch, &format!("quotes 'id:{id}/2 ferry'"), "0");
}

#[test]
fn the_words_of_a_name_belong_together() {
    let scratch = scratch();
    for (line, count) in [
        ("search 'speaker:(rowan brockhurst)'", "1"),
        ("search 'speaker:(brockhurst rowan)'", "1"),
        ("search 'speaker:(rowan okafor)'", "0"),
        ("search 'speaker:(rowan OR okafor)'", "3"),
        ("search 'by:(smith john)'", "1"),
    ] {
        check(&scratch, line, count);
    }
    let notes = |line: &str| {
        let output = scratch.command(&format!("{line} --format json")).output().unwrap();
        let answer: Value = serde_json::from_slice(&output.stdout).unwrap();
        answer["query"]["notes"].to_string()
    };
    let note = notes("search 'speaker:rowan Brockhurst mill'");
    assert!(note.contains("there is a name that is written `speaker:\\\"rowan Brockhurst\\\"`"), "{note}");
    let note = notes("search 'mill outlet:North Post'");
    assert!(note.contains("there is a name that is written `outlet:\\\"North Post\\\"`"), "{note}");
    let note = notes("search 'mill outlet:(North Post)'");
    assert!(
        note.contains("any one of these words; there is a name that is written `outlet:\\\"North Post\\\"`"),
        "{note}"
    );
    for line in [
        "search 'speaker:rowan mill'",
        "search 'speaker:rowan the plant'",
        "search 'speaker:(rowan brockhurst) mill'",
        "search 'speaker:\"Rowan Brockhurst\" mill'",
    ] {
        assert!(!notes(line).contains("there is a name"), "{line}: {}", notes(line));
    }
}

#[test]
fn of_too_many_spellings_the_last_words_are_looked_for_as_typed() {
    let scratch = scratch();
    let others: String = ('a'..='h').map(|c| format!("qqx{c}{c}~ OR ")).collect();
    for (last, count) in [("ferry~", 1), ("ferri~", 0)] {
        let line = format!("search '{others}{last}' --strict --format json");
        let output = scratch.command(&line).output().unwrap();
        let answer: Value = serde_json::from_slice(&output.stdout).unwrap();
        assert_eq!(answer["total"]["articles"], count, "{answer}");
        let note = format!("`{last}1` was looked for as it is typed");
        assert!(answer["query"]["notes"].to_string().contains(&note), "{answer}");
    }
    check(&scratch, "search 'ferri~ okafer~ lete~ offise~ sundey~' --strict", "1");
}
