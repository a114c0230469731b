//! "Did you mean": slips that some article prints, and names that nobody bears.

use crate::scratch::Scratch;
use insta::assert_snapshot;
use serde_json::Value;
use std::fmt::Write;

/// Sixty articles that quote Rowan Brockhurst and lower prices, two that misspell the mayor, one that quotes Ana Lowen.
fn scratch() -> Scratch {
    let mut articles = String::new();
    let mut put = |number: usize, outlet: &str, author: &str, text: &str| {
        let url = format!("https://news.example/{number}");
        let day = number % 28 + 1;
        let article = serde_json::json!({
            "url": url, "outlet": outlet, "authors": [author], "title": format!("Notes of day {number}"),
            "published": format!("2023-03-{day:02}"), "text": text,
        });
        writeln!(articles, "{article}").unwrap();
    };
    for number in 0..60 {
        let author = if number % 2 == 0 { "Petra Smith" } else { "Ada Okonkwo-Hale" };
        put(
            number,
            if number % 3 == 0 { "Harbour Post" } else { "Bayview Courier" },
            author,
            &format!(
                "“Mill number {number} stays open,” said Mayor Rowan Brockhurst. A lower price of timber would help."
            ),
        );
    }
    put(60, "Harbour Post", "Petra Smith", "The budget of Rowen Brockhurst, the mayor, was put off.");
    put(61, "Harbour Post", "Petra Smith", "Rowen Brockhurst came to the mill again.");
    put(62, "Gull Weekly", "Wilf Verrill", "“The budget is late,” said Ana Lowen, a clerk at the mill.");
    let scratch = Scratch::corpus(&[("news.jsonl", &articles)]);
    scratch.command("update").assert().success();
    scratch
}

fn notes(scratch: &Scratch, line: &str) -> (i32, Vec<String>) {
    let output = scratch.command(&format!("{line} --format json")).output().unwrap();
    let answer: Value = serde_json::from_slice(&output.stdout).unwrap();
    let notes = answer["query"]["notes"].as_array().unwrap().iter();
    let notes = notes.map(|note| note.as_str().unwrap().to_string()).collect();
    (output.status.code().unwrap(), notes)
}

#[test]
fn a_slip_that_is_printed_is_told_what_was_meant() {
    let scratch = scratch();
    for (line, expected) in [
        ("search 'rowen brockhurst'", "did you mean: rowan brockhurst (60 articles)?"),
        ("search rowen", "did you mean: rowan (60 articles)?"),
        ("search '\"rowen brockhurst\"'", "did you mean: \"rowan brockhurst\" (60 articles)?"),
        (
            "search 'rowen brockhurst' --outlet 'Harbour Post'",
            "did you mean: rowan brockhurst outlet:\"Harbour Post\" (20 articles)?",
        ),
        ("search 'rowen brockhurst' --sort newest", "did you mean: rowan brockhurst (60 articles)?"),
        ("search 'rowen brockhurst' --strict", "did you mean: rowan brockhurst (60 articles)?"),
        ("search 'mayor W/3 rowen'", "did you mean: mayor W/3 rowan (60 articles)?"),
        ("quotes 'stayz open'", "did you mean: stays open (60 quotations)?"),
    ] {
        let (_, notes) = notes(&scratch, line);
        assert!(notes.iter().any(|note| note == expected), "{line}: {notes:?}");
    }
    let (status, all) = notes(&scratch, "search 'rowen brockhurst'");
    assert_eq!((status, all.len()), (0, 1), "the answer is that of the words typed");
    // Everything, page by page, says so once.
    let (_, all) = notes(&scratch, "search 'rowen brockhurst' --all");
    assert_eq!(all, ["did you mean: rowan brockhurst (60 articles)?"]);
}

#[test]
fn what_is_meant_as_it_stands_is_left_alone() {
    let scratch = scratch();
    for line in [
        // A name, whose neighbour is none.
        "search lowen",
        "search 'lowen mill'",
        // The budget is in an article with the slip, and in none with the neighbour.
        "search 'rowen budget'",
        // What is left out, and what is open.
        "search 'mill -rowen'",
        "search 'rowe*'",
        "search 'rowen~1'",
        "search mill",
    ] {
        assert_eq!(notes(&scratch, line).1, [""; 0], "{line}");
    }
}

#[test]
fn people_are_told_on_standard_error() {
    let scratch = scratch();
    assert_snapshot!(scratch.run("search 'rowen brockhurst' -n 1 --sort oldest"));
}

#[test]
fn a_name_that_nobody_bears_is_told_the_nearest() {
    let scratch = scratch();
    for (line, status, expected) in [
        ("search speaker:Brokhurst", 1, "no speaker “Brokhurst”; nearest: Rowan Brockhurst (60)"),
        (
            "quotes 'speaker:\"Rowan Brockhorst\" mill'",
            1,
            "no speaker “Rowan Brockhorst”; nearest: Rowan Brockhurst (60)",
        ),
        ("search 'mill quoting:lowenn'", 1, "no speaker “lowenn”; nearest: Ana Lowen (1)"),
        ("search mill --author Smiht", 1, "no author “Smiht”; nearest: Petra Smith (32)"),
        ("search 'mill outlet:harborpost'", 1, "no outlet “harborpost”; nearest: Harbour Post (22)"),
        ("search 'mill outlet:zzz'", 1, "no outlet “zzz”; `onrecord outlets` lists all"),
        ("search by:zzz", 1, "no author “zzz”"),
        // A word of a name is nearer than another name that is spelt alike.
        ("search outlet:gull", 1, "no outlet “gull”; nearest: Gull Weekly (1)"),
        // Beside a name that somebody bears, and where it leaves nothing out.
        ("search 'mill' --outlet 'Gull Weekly' --outlet gul", 0, "no outlet “gul”; nearest: Gull Weekly (1)"),
        ("search 'mill -speaker:lowenn'", 0, "no speaker “lowenn”; nearest: Ana Lowen (1)"),
        ("search by:Smiht --all", 1, "no author “Smiht”; nearest: Petra Smith (32)"),
        ("outlets by:Smiht", 1, "no author “Smiht”; nearest: Petra Smith (32)"),
        ("timeline mill --speaker lowenn", 1, "no speaker “lowenn”; nearest: Ana Lowen (1)"),
        ("speakers lowenn", 1, "no speaker “lowenn”; nearest: Ana Lowen (1)"),
        ("speakers lowenn --query mill", 1, "no speaker “lowenn”; nearest: Ana Lowen (1)"),
    ] {
        let (code, notes) = notes(&scratch, line);
        assert!(code == status && notes.iter().any(|note| note == expected), "{line}: {code} {notes:?}");
    }
    for line in ["search speaker:brockhurst", "search 'mill speaker:unknown'", "search 'outlet:gull* mill'"] {
        let (_, notes) = notes(&scratch, line);
        assert!(!notes.iter().any(|note| note.starts_with("no ")), "{line}: {notes:?}");
    }
}

#[test]
fn a_value_that_nothing_has_is_told_the_nearest() {
    let article = |number: u32, language: &str, wire: &str| {
        serde_json::json!({
            "url": format!("https://news.example/{number}"), "outlet": "Harbour Post", "language": language,
            "title": format!("Part {number}"), "text": "The mill is to stay.", "wire": wire, "tags": ["Labour"],
        })
        .to_string()
    };
    let lines =
        [article(1, "en", "Northern Wire"), article(2, "en", "Northern Wire"), article(3, "fr", "Reuters")];
    let scratch = Scratch::corpus(&[("values.jsonl", &lines.join("\n"))]);
    scratch.command("update").assert().success();
    for (line, expected) in [
        ("search wire:nothern", "no agency “nothern”; nearest: Northern Wire (2)"),
        // By one of its other names in the table of outlets, and once.
        ("search 'mill wire:reuter'", "no agency “reuter”; nearest: Reuters (1)"),
        ("search wire:zzz", "no agency “zzz”"),
        ("search mill --language da", "no language “da”; nearest: en (2), fr (1)"),
        ("outlets tag:labor", "no keyword “labor”; nearest: labour (3)"),
        ("search tag:zzz", "no keyword “zzz”"),
        ("timeline 'mill (tag:zzz OR tag:labour)'", "no keyword “zzz”"),
    ] {
        let (_, notes) = notes(&scratch, line);
        assert_eq!(notes, [expected], "{line}");
    }
    let (_, notes) = notes(&scratch, "search 'wire:reuters lang:fr tag:labour'");
    assert!(notes.is_empty(), "{notes:?}");
}

/// What counts, or keeps a search, says of a slip and of a name what an answer says.
#[test]
fn whatever_reads_a_query_says_what_is_doubtful() {
    let scratch = scratch();
    let slip = "did you mean: rowan brockhurst (60 articles)?";
    let name = "no speaker “lowenn”; nearest: Ana Lowen (1)";
    for command in ["search", "outlets", "timeline", "speakers --query", "search -n 0"] {
        let found = notes(&scratch, &format!("{command} 'rowen brockhurst'")).1;
        assert!(found.iter().any(|note| note == slip), "{command}: {found:?}");
        let found = notes(&scratch, &format!("{command} 'speaker:lowenn speaker:lowenn'")).1;
        assert_eq!(found.iter().filter(|note| *note == name).count(), 1, "{command}: {found:?}");
    }
    for (command, is_silent) in [
        ("search --count", false),
        ("search --count=passages", false),
        ("quotes --count", false),
        ("watch add mill", false),
        ("watch add quoted --quotes", false),
        ("search -q", true),
        ("search -q --count", true),
    ] {
        let output = scratch.command(&format!("{command} speaker:lowenn")).output().unwrap();
        let said = String::from_utf8(output.stderr).unwrap();
        assert_eq!(said.contains(&format!("note: {name}\n")), !is_silent, "{command}: {said}");
    }
    let output = scratch.command("watch add slip 'rowen brockhurst'").output().unwrap();
    assert!(String::from_utf8(output.stderr).unwrap().contains(slip));
}
