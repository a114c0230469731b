//! What the fields find that say something of an article or a quotation: each over both units.

use super::Scratch;
use super::line;
use super::request;
use jiff::civil::Date;
use onrecord::fields;
use onrecord::fields::Field;
use onrecord::query::Event;
use onrecord::query::Query;
use onrecord::query::Words;
use onrecord::query::field_value;
use onrecord::query::parse_days;
use onrecord::search::Request;
use serde_json::Value;
use serde_json::json;

/// Five articles, by what is particular about them.
fn archive() -> Scratch {
    let scratch = Scratch::new();
    let mut lines: Vec<Value> =
        (1..=5).map(|number| serde_json::from_str(&line(number, "it")).unwrap()).collect();
    lines[0]["tags"] = json!(["Mill", "Harrow Bay, Ont."]);
    lines[1]["url"] = json!("https://news.harrowbayherald.example/2");
    lines[1]["keywords"] = json!("jobs; Démission");
    lines[2]["url"] = json!("https://notharrowbayherald.example/3");
    lines[2]["updated"] = json!("2024-03-09");
    lines[3].as_object_mut().unwrap().remove("published");
    lines[3]["author"] = json!("Ann Roe");
    lines[4]["text"] = json!("“Nothing was said by anybody at all,” it says on a wall in Harrow Bay.");
    lines[4]["published"] = json!("2024-03-06T10:00:00Z");
    lines[4]["updated"] = json!("2024-03-06T10:00:00Z");
    let text: Vec<String> = lines.iter().map(Value::to_string).collect();
    scratch.write("a.jsonl", &text.join("\n"));
    scratch.update();
    scratch
}

fn value(field: &'static Field, value: &str) -> Query {
    field_value(field, value)
}

/// A word without quotation marks around it.
fn word(field: &'static Field, word: &str) -> Query {
    Query::Words { field, words: Words::AnyForm(word.to_string()) }
}

fn asked(query: &Query) -> Request {
    Request { query: query.clone(), limit: 100, ..request("*") }
}

/// The parts, by number, of the articles that match, and of those whose quotations do.
#[track_caller]
fn check(scratch: &Scratch, query: &Query, articles: &str, quoted: &str) {
    let index = scratch.open();
    let part = |title: &Option<String>| title.as_deref().unwrap().rsplit(' ').next().unwrap().to_string();
    let joined = |mut parts: Vec<String>| {
        parts.sort();
        parts.dedup();
        parts.join(" ")
    };
    let found = index.search(&asked(query)).unwrap();
    assert_eq!(joined(found.hits.iter().map(|hit| part(&hit.article.title)).collect()), articles, "{query}");
    let found = index.quotes(&asked(query)).unwrap();
    assert_eq!(joined(found.hits.iter().map(|hit| part(&hit.article.title)).collect()), quoted, "{query}");
}

#[test]
fn sites_hold_the_sites_in_them() {
    let scratch = archive();
    for (site, found) in [
        ("harrowbayherald.example", "1 2 4 5"),
        ("www.harrowbayherald.example", "1 2 4 5"),
        ("news.harrowbayherald.example", "2"),
        ("https://News.HarrowBayHerald.example/2", "2"),
        ("example", "1 2 3 4 5"),
        ("herald.example", ""),
        ("..", ""),
    ] {
        // A value without letters is no filter.
        let query = if site == ".." { word(&fields::SITE, site) } else { value(&fields::SITE, site) };
        check(&scratch, &query, found, found);
    }
}

#[test]
fn tags_are_compared_as_values() {
    let scratch = archive();
    check(&scratch, &value(&fields::TAG, "mill"), "1", "1");
    check(&scratch, &value(&fields::TAG, "harrow bay ont"), "1", "1");
    check(&scratch, &value(&fields::TAG, "DEMISSION"), "2", "2");
    check(&scratch, &value(&fields::TAG, "harrow"), "", "");
}

#[test]
fn ids_are_found_by_their_beginning() {
    let scratch = archive();
    let id = scratch.search("id:0 OR mill").hits[0].article.id.to_string();
    let whole = scratch.open().search(&asked(&value(&fields::ID, &id.to_lowercase()))).unwrap();
    assert_eq!((whole.articles, whole.hits[0].article.id.to_string()), (1, id.clone()));
    let begun = scratch.open().search(&asked(&value(&fields::ID, &id[..1]))).unwrap();
    assert!(begun.hits.iter().all(|hit| hit.article.id.to_string().starts_with(&id[..1])));
    check(&scratch, &value(&fields::ID, "not-an-id"), "", "");
}

#[test]
fn states_of_articles() {
    let scratch = archive();
    check(&scratch, &word(&fields::IS, "updated"), "3", "3");
    check(&scratch, &word(&fields::HAS, "quote"), "1 2 3 4 5", "1 2 3 4 5");
    check(&scratch, &word(&fields::HAS, "speaker"), "1 2 3 4", "1 2 3 4");
    check(&scratch, &word(&fields::HAS, "author"), "4", "4");
    check(&scratch, &word(&fields::HAS, "date"), "1 2 3 5", "1 2 3 5");
    check(&scratch, &word(&fields::HAS, "tag"), "1 2", "1 2");
    check(&scratch, &Query::Undated, "4", "4");
    check(&scratch, &Query::Undated.negated(), "1 2 3 5", "1 2 3 5");
    // Another version makes an article an updated one, whichever of the two came first.
    scratch.write("older.jsonl", &line(1, "that"));
    scratch.update();
    check(&scratch, &word(&fields::IS, "updated"), "1 3", "1 3");
    scratch.rebuild();
    check(&scratch, &word(&fields::IS, "updated"), "1 3", "1 3");
    std::fs::remove_file(scratch.archive.corpus_dir().join("older.jsonl")).unwrap();
    scratch.update();
    check(&scratch, &word(&fields::IS, "updated"), "3", "3");
}

#[test]
fn the_same_words_in_two_files_are_no_update() {
    let scratch = Scratch::new();
    scratch.write("a.jsonl", &line(1, "it"));
    scratch.write("b.jsonl", &line(1, "it"));
    scratch.update();
    check(&scratch, &word(&fields::IS, "updated"), "", "");
}

#[test]
fn people_quoted_and_mentioned() {
    let scratch = archive();
    check(&scratch, &value(&fields::QUOTING, "lindqvale"), "1 2 3 4", "1 2 3 4");
    check(&scratch, &value(&fields::MENTIONS, "Petra Lindqvale"), "1 2 3 4", "1 2 3 4");
    check(&scratch, &value(&fields::MENTIONS, "Lindqvale Petra"), "", "");
    check(&scratch, &word(&fields::MENTIONS, "closing"), "", "");
    check(&scratch, &word(&fields::MENTIONS, "part"), "1 2 3 4 5", "1 2 3 4 5");
    let nobody = word(&fields::SPEAKER, "unknown");
    check(&scratch, &nobody, "5", "5");
    // In quotation marks it is a name.
    check(&scratch, &value(&fields::SPEAKER, "unknown"), "", "");
    let unsure = scratch.open().sure_of(1.1);
    assert_eq!(unsure.quotes(&asked(&nobody)).unwrap().articles, 5);
    assert_eq!(unsure.search(&asked(&value(&fields::QUOTING, "lindqvale"))).unwrap().articles, 0);
    assert_eq!(unsure.search(&asked(&word(&fields::HAS, "speaker"))).unwrap().articles, 0);
}

#[test]
fn days_of_updates() {
    let scratch = archive();
    for (days, found) in [("2024-03-09", "3"), ("2024-03", "3 5"), ("..2024-03-08", "5"), ("2025", "")] {
        let days = parse_days(days, Date::constant(2026, 11, 25)).unwrap();
        check(&scratch, &Query::Dated(Event::Updated, days), found, found);
    }
}

#[test]
fn each_is_typed_in_the_language() {
    let scratch = archive();
    for (typed, articles) in [
        ("site:harrowbayherald.example", 4),
        ("tag:\"harrow bay, ont.\"", 1),
        ("is:updated", 1),
        ("has:author mill", 1),
        ("date:unknown", 1),
        ("-date:unknown", 4),
        ("speaker:unknown", 1),
        ("quoting:lindqvale mentions:sleightholm", 4),
        ("updated:2024-03-09", 1),
        // Nothing was first seen after the run that saw it.
        ("added:..2026-11-25", 5),
    ] {
        assert_eq!(scratch.search(typed).articles, articles, "{typed}");
    }
}
