//! Counts and facets: exact, in agreement with each other and with what a search finds.

use crate::scratch::Scratch;
use insta::assert_snapshot;
use jiff::civil::date;
use onrecord::corpus::Archive;
use onrecord::index::Index;
use onrecord::query;
use onrecord::query::Unit;
use onrecord::search::By;
use onrecord::search::Counted;
use onrecord::search::Often;
use onrecord::search::Period;
use onrecord::search::Request;
use onrecord::search::Sort;

const QUERIES: [&str; 9] = [
    "*",
    "mill",
    "lang:fr",
    "mill -bridge",
    "speaker:harbrecht",
    "said:mill",
    "is:indirect bridge",
    "title:minister date:2024",
    "zeppelin",
];

fn open(scratch: &Scratch) -> Index {
    scratch.command("update").assert().success();
    reopen(scratch)
}

fn reopen(scratch: &Scratch) -> Index {
    let archive = Archive::find(Some(scratch.path()), scratch.path()).unwrap();
    Index::open(&archive).unwrap().unwrap().sure_of(0.6)
}

fn request(words: &str) -> Request {
    Request {
        explain: false,
        query: query::parse(words, date(2025, 3, 1)).query,
        limit: 1,
        offset: 0,
        per_article: 1,
        collapse: false,
        sort: Sort::Relevance,
        near: true,
        facets: Some(usize::MAX),
        added_after: None,
    }
}

fn sum(all: impl IntoIterator<Item = Often>) -> Often {
    all.into_iter().fold(Often::default(), |mut sum, often| {
        sum += often;
        sum
    })
}

/// Lines and what stands in none make up the total, where nothing stands in two lines.
#[track_caller]
fn check<T>(words: &str, counted: &Counted<T>, often: fn(&T) -> Often) {
    let all = counted.lines.iter().map(often).chain([counted.without]);
    assert_eq!(sum(all), counted.total, "{words}");
}

#[test]
fn counts_agree_with_each_other_and_with_what_is_found() {
    let scratch = Scratch::sample();
    let index = open(&scratch);
    for words in QUERIES {
        let request = request(words);
        let found = index.search(&request).unwrap();
        let outlets = index.outlets(&request.query).unwrap();
        check(words, &outlets, |tally| tally.often);
        assert_eq!(outlets.total.articles, found.articles, "{words}");
        if request.query.unit() == Unit::Quotation {
            assert_eq!(Some(outlets.total.quotes), found.quotes, "{words}");
        }
        for period in [Period::Day, Period::Week, Period::Month, Period::Year] {
            let timeline = index.timeline(&request.query, period).unwrap();
            check(words, &timeline, |tally| tally.often);
            assert_eq!(timeline.total, outlets.total, "{words} {period:?}");
        }
        for by in [None, Some(By::Outlet), Some(By::Month), Some(By::Year), Some(By::Language)] {
            let people = index.speakers(None, &request.query, by).unwrap();
            assert_eq!(people.total, outlets.total, "{words} {by:?}");
            let quotes = sum(people.lines.iter().map(|person| person.often)).quotes;
            assert_eq!(quotes + people.without.quotes, people.total.quotes, "{words} {by:?}");
            for person in &people.lines {
                assert_eq!(sum(person.parts.iter().map(|(_, often)| *often)), person.often, "{words} {by:?}");
            }
        }
    }
}

/// The first answer of an open index reads the values it needs, all others have them numbered; and where not all values are asked
/// for, the most frequent ones come.
#[test]
fn facets_are_the_same_however_they_are_counted() {
    let scratch = Scratch::sample();
    let index = open(&scratch);
    for words in QUERIES {
        let facets = |index: &Index, most| {
            index.search(&Request { facets: Some(most), ..request(words) }).unwrap().facets
        };
        let all = facets(&reopen(&scratch), usize::MAX);
        for most in [0, 1, 2, 5, usize::MAX] {
            let mut expected = all.clone();
            expected.iter_mut().for_each(|facet| facet.keep(most));
            assert_eq!(facets(&index, most), expected, "{words} {most}");
            assert_eq!(facets(&reopen(&scratch), most), expected, "{words} {most}");
        }
    }
}

/// The facets of a page say the same as the counts do.
#[test]
fn facets_agree_with_counts() {
    let scratch = Scratch::sample();
    let index = open(&scratch);
    for words in QUERIES {
        let request = request(words);
        let facets = index.search(&request).unwrap().facets;
        let values = |field: &str| {
            let facet = facets.iter().find(|facet| facet.field == field).unwrap();
            let mut values: Vec<(String, u64)> =
                facet.counts.iter().map(|count| (count.value.clone(), count.articles)).collect();
            values.sort();
            values
        };
        let outlets = index.outlets(&request.query).unwrap().lines.into_iter();
        let mut outlets: Vec<(String, u64)> = outlets.map(|it| (it.name, it.often.articles)).collect();
        outlets.sort();
        assert_eq!(values("outlet"), outlets, "{words}");
        let months = index.timeline(&request.query, Period::Month).unwrap().lines.into_iter();
        let months: Vec<(String, u64)> = months.map(|it| (it.name, it.often.articles)).collect();
        assert_eq!(
            values("month"),
            months.into_iter().filter(|(_, articles)| *articles > 0).collect::<Vec<_>>(),
            "{words}"
        );
        // Names are strings here and people there; nobody in this corpus is written in two ways or is two.
        let people = index.speakers(None, &request.query, None).unwrap().lines.into_iter();
        let mut people: Vec<(String, u64)> = people.map(|it| (it.name, it.often.articles)).collect();
        people.sort();
        assert_eq!(values("speaker"), people, "{words}");
    }
}

/// Adding what stands behind a value finds as many as the value has, whatever was asked for: words that are either of two, a day,
/// other flags of the field.
#[track_caller]
fn check_narrowing(scratch: &Scratch, commands: &[&str]) {
    for command in commands {
        let answer = |narrow: &str| -> serde_json::Value {
            let line = format!("{command} {narrow} --facets --format json -n 0");
            serde_json::from_slice(&scratch.command(&line).output().unwrap().stdout).unwrap()
        };
        let all = answer("");
        for (field, values) in all["facets"].as_object().unwrap() {
            for value in values.as_array().unwrap() {
                let narrow = value["narrow"].as_str().unwrap();
                let narrowed = answer(narrow);
                assert_eq!(narrowed["total"]["articles"], value["count"], "{command} {narrow}");
                let again = narrowed["facets"][field].as_array().unwrap();
                let same = again.iter().find(|other| other["value"] == value["value"]).unwrap();
                assert_eq!(same, value, "{command} {narrow}");
            }
        }
        assert!(!all["facets"]["outlet"].as_array().unwrap().is_empty(), "{command}");
    }
}

#[test]
fn what_narrows_finds_what_was_counted() {
    let scratch = Scratch::sample();
    scratch.command("update").assert().success();
    let commands = [
        "search mill",
        "search 'hospital OR minister date:2024'",
        "search speaker:harbrecht --min-confidence 0.6",
        "quotes bridge",
    ];
    check_narrowing(&scratch, &commands);
    // What is counted is told where something else is shown.
    let says_of_what = |line: &str| scratch.run(line).contains("\narticles with these quotations, by\n");
    assert!(says_of_what("quotes bridge --facets -n 1"));
    assert!(!says_of_what("quotes bridge -n 1") && !says_of_what("search bridge --facets -n 1"));
}

/// Also by the commands that count: each value narrows them to what it has.
#[test]
fn what_narrows_a_search_narrows_a_count() {
    let scratch = Scratch::sample();
    scratch.command("update").assert().success();
    let answer = |line: &str| -> serde_json::Value {
        serde_json::from_slice(&scratch.command(line).output().unwrap().stdout).unwrap()
    };
    for query in ["mill", "'said:bridge'", "'hospital OR minister date:2024'"] {
        let facets = answer(&format!("search {query} --facets --format json -n 0"))["facets"].clone();
        let values = facets.as_object().unwrap().values().flat_map(|values| values.as_array().unwrap());
        for value in values {
            let narrow = value["narrow"].as_str().unwrap();
            for command in ["outlets", "timeline", "speakers --query"] {
                let counted = answer(&format!("{command} {query} {narrow} --format json"));
                assert_eq!(counted["total"]["articles"], value["count"], "{command} {query} {narrow}");
            }
        }
    }
}

/// Names that hold each other, and signs in names.
#[test]
fn a_value_is_found_and_not_what_is_called_alike() {
    let article = |outlet: &str, day: &str, author: &str, speaker: &str| {
        serde_json::json!({
            "outlet": outlet, "published": day, "authors": [author], "language": "en",
            "url": format!("https://harbourpost.example/{day}"), "title": format!("Part {day}"),
            "text": format!("“The mill is shut on {day},” said {speaker}.\n\n{speaker} said that the ferry of {day} sails."),
        })
        .to_string()
    };
    let lines = [
        article("Harbour Post", "2020-12-30", "Ivy O'Toole", "Ana Ruiz"),
        article("The Harbour Post", "2021-01-04", "Ivy O'Toole Grant", "Ana Ruiz Tarrant"),
        article("Harbourpost Example", "2021-01-05", "\"Ivy OToole\"", "Ruiz"),
        article("HARBOUR POST", "2021-02-05", "Grant", "Wilf Brockhurst"),
    ];
    let scratch = Scratch::corpus(&[("alike.jsonl", &lines.join("\n"))]);
    scratch.command("update").assert().success();
    let commands = [
        "search mill",
        "search 'mill OR ferry'",
        "search --no-collapse 'date:2021 OR brockhurst'",
        "search mill date:2021 --since 2020 --until 2021-01",
        "search mill --outlet harbourpost.example --outlet 'harbour post' --author toole --author grant",
        "search mill quoting:ruiz",
        "search ruiz is:direct OR is:indirect",
        "quotes",
        "quotes mill --speaker ruiz --speaker brockhurst",
    ];
    check_narrowing(&scratch, &commands);
}

/// Notes of two papers on two bridges; the words of one are in nobody's mouth.
fn bridges() -> Scratch {
    let article = |number: u32, outlet: Option<&str>, day: Option<&str>, text: &str| {
        serde_json::json!({
            "outlet": outlet, "published": day, "text": text, "language": "en",
            "url": outlet.map(|_| format!("https://papers.example/{number}")), "title": format!("Part {number}"),
        })
        .to_string()
    };
    let lines = [
        article(
            1,
            Some("Harbour Post"),
            Some("2020-12-30"),
            "The bridge at Dampier was closed.\n\n“It is the strike,” said Ana Ruiz.\n\n\
             “We wait,” Wilf Brockhurst said. “We wait for the strike to end.”",
        ),
        article(
            2,
            Some("Dampier Ledger"),
            Some("2021-01-04"),
            "The strike is over.\n\n“We open at noon,” said Ana Ruiz.",
        ),
        article(3, None, None, "A note on the strike.\n\n“No more strike,” said Ana Ruiz.\n\n“Never again!”"),
    ];
    Scratch::corpus(&[("bridges.jsonl", &lines.join("\n"))])
}

#[test]
fn words_are_a_name_where_somebody_bears_it() {
    let scratch = bridges();
    scratch.run("update");
    assert_snapshot!(scratch.runs(&[
        "speakers ruiz", // somebody's
        "speakers RUIZ --outlet 'harbour post'",
        "speakers strike",           // nobody's
        "speakers 'said:strike'",    // a field
        "speakers '\"ruiz\"'",       // a quotation mark
        "speakers ruiz -brockhurst", // an operator
        "speakers --query ruiz",     // no doubt
        "speakers ruiz --query strike",
        "speakers ruiz --query said:strike --format json",
        "speakers strike --format csv",
        "speakers '\"unclosed'",
        "speakers !?",
    ]));
}

#[test]
fn who_is_quoted_where_and_when() {
    let scratch = bridges();
    scratch.run("update");
    assert_snapshot!(scratch.runs(&[
        "speakers --by outlet",
        "speakers ruiz --by month --format csv",
        "speakers ruiz --by year --format markdown",
        "speakers --by language --format jsonl -n 1 --offset 1",
        "speakers --by speaker",
        "speakers --min-confidence 1",
    ]));
}

#[test]
fn periods_and_what_has_none() {
    let scratch = bridges();
    scratch.run("update");
    assert_snapshot!(scratch.runs(&[
        "timeline --by day -n 2",
        "timeline strike --by week",
        "timeline strike --by week --format csv",
        "timeline strike --by month -n 1 --offset 1 --format json",
        "timeline said:strike --by year",
        "timeline --by year -n 0",
        "timeline --by decade",
        "timeline \"no more\" --by year",
        "outlets strike",
        "outlets said:strike --format json",
    ]));
}
