//! Reading on, and answers to use elsewhere: every hit, context, concordances, files, links, citations.

use crate::scratch::Scratch;
use insta::assert_snapshot;
use serde_json::Value;
use std::collections::BTreeMap;
use std::collections::BTreeSet;

fn out(scratch: &Scratch, line: &str) -> String {
    let output = scratch.command(line).output().unwrap();
    assert!(output.status.code().is_some_and(|code| code < 2), "{line}: {output:?}");
    String::from_utf8(output.stdout).unwrap()
}

/// What tells one hit from another, and its place.
fn hits(jsonl: &str) -> Vec<(u64, String)> {
    let hit = |line: &str| {
        let hit: Value = serde_json::from_str(line).unwrap();
        let id = hit["quote"]["id"]
            .as_str()
            .map_or_else(|| format!("{} {}", hit["article"]["id"], hit["passage"]["number"]), str::to_string);
        (hit["rank"].as_u64().unwrap(), id)
    };
    jsonl.lines().map(hit).collect()
}

#[test]
fn everything_is_what_all_pages_together_show() {
    let scratch = Scratch::sample();
    for query in [
        "search minister OR mill OR bridge --strict",
        "search minister OR mill --strict --sort oldest --no-collapse",
        "search speaker:a OR is:direct --per-article 2 --strict",
        "search '\"the mill\"' --strict --per-article 1",
        "quotes --strict",
        "quotes mill --sort newest --strict",
        "quotes zeppelin --strict",
        "quotes --strict --per-article 2",
        "quotes mill --strict --per-article 1 --sort oldest",
    ] {
        let of_each = if query.contains("--per-article") { "" } else { "--per-article 1000" };
        let mut paged = Vec::new();
        loop {
            let line = format!("{query} {of_each} --format jsonl -n 7 --offset {}", paged.len());
            let page = out(&scratch, &line);
            if page.is_empty() {
                break;
            }
            paged.extend(hits(&page));
        }
        let all = out(&scratch, &format!("{} --all --format jsonl", query.replace(" --strict", "")));
        assert_eq!(hits(&all), paged, "{query}");
        let json: Value =
            serde_json::from_str(&out(&scratch, &format!("{query} --all --format json"))).unwrap();
        assert_eq!(json["hits"].as_array().unwrap().len(), paged.len(), "{query}");
        let csv = out(&scratch, &format!("{query} --all --format tsv"));
        assert_eq!(csv.lines().count(), paged.len() + 1, "{query}");
        if query.starts_with("search") {
            let counted = out(&scratch, &format!("{query} --count=passages"));
            assert_eq!(counted.trim(), paged.len().to_string(), "{query}");
        } else if !query.contains("--per-article") {
            let counted = out(&scratch, &format!("{query} --count"));
            assert_eq!(counted.trim(), paged.len().to_string(), "{query}");
        }
    }
}

/// Three passages of an article are a page's share, `--all` is all, and a number is taken by its word.
#[test]
fn so_many_hits_of_an_article_as_are_asked_for() {
    let text = (1..=5)
        .map(|part| format!("“The mill is part {part} of the bay,” said Ana Ruiz."))
        .collect::<Vec<_>>();
    let article = |number: u32| {
        serde_json::json!({ "text": text.join("\n\n"), "title": format!("Number {number}"), "language": "en",
            "outlet": "Harbour Post", "url": format!("https://papers.example/{number}") })
        .to_string()
    };
    let scratch = Scratch::corpus(&[("parts.jsonl", &[article(1), article(2)].join("\n"))]);
    scratch.command("update").assert().success();
    for (query, rows) in [
        ("search mill --no-collapse", 6),
        ("search mill --no-collapse --all", 10),
        ("search mill --no-collapse --all --per-article 4", 8),
        ("search '\"the mill\"' --no-collapse --all", 10),
        ("search said:mill --no-collapse", 6),
        ("search said:mill --no-collapse --all", 10),
        ("search said:mill --no-collapse --all --per-article 1", 2),
        ("quotes mill", 10),
        ("quotes mill --all", 10),
        ("quotes mill --per-article 3", 6),
        ("quotes mill --per-article 3 -n 4 --offset 4", 2),
        ("quotes mill --per-article 1 --all", 2),
        ("quotes 'mill zeppelin' --per-article 2", 4),
    ] {
        assert_eq!(out(&scratch, &format!("{query} --format jsonl")).lines().count(), rows, "{query}");
    }
    for (query, count) in [
        ("search mill --no-collapse --count=passages", "10"),
        ("search mill --no-collapse --count=passages --per-article 2", "4"),
        ("quotes mill --count", "10"),
        ("quotes mill --count=passages --per-article 2", "4"),
    ] {
        assert_eq!(out(&scratch, query).trim(), count, "{query}");
    }
    let more = |line: &str| out(&scratch, line).contains("--offset");
    assert!(more("quotes mill --per-article 2 -n 3"));
    assert!(!more("quotes mill --per-article 2 -n 4"));
}

/// A link without a text fragment leads nowhere in particular; and whatever is in JSON is in the rows.
#[test]
fn every_hit_leads_to_its_words() {
    let scratch = Scratch::sample();
    let json: Value = serde_json::from_str(&out(&scratch, "quotes --all --format json")).unwrap();
    let rows = out(&scratch, "quotes --all --format csv");
    let mut rows = csv::Reader::from_reader(rows.as_bytes()).into_records();
    for hit in json["hits"].as_array().unwrap() {
        let row = rows.next().unwrap().unwrap();
        let link = hit["link"].as_str().unwrap_or_default();
        assert_eq!(hit["article"]["url"].is_null(), link.is_empty(), "{hit}");
        assert!(link.is_empty() || link.contains(":~:text="), "{hit}");
        assert_eq!(&row[10], link);
        assert_eq!(row[9], *hit["quote"]["id"].as_str().unwrap());
    }
}

#[test]
fn an_article_is_cited_once_under_a_key_that_leads_back() {
    let scratch = Scratch::sample();
    let json: Value = serde_json::from_str(&out(&scratch, "quotes --all --format csl-json")).unwrap();
    let items = json.as_array().unwrap();
    let keys: BTreeSet<&str> = items.iter().map(|item| item["id"].as_str().unwrap()).collect();
    assert_eq!(keys.len(), items.len());
    let hits = hits(&out(&scratch, "quotes --all --format jsonl"));
    let mut quotes: BTreeMap<String, usize> = BTreeMap::new();
    for (_, id) in hits {
        *quotes.entry(id.split_once('/').unwrap().0.to_string()).or_default() += 1;
    }
    assert_eq!(items.len(), quotes.len());
    for item in items {
        let id = item["id"].as_str().unwrap().strip_prefix("onrecord-").unwrap();
        assert!(quotes.contains_key(id), "{item}");
        assert!(out(&scratch, &format!("show {id}")).contains(id));
    }
    for form in ["ris", "bibtex"] {
        let works = out(&scratch, &format!("quotes --all --format {form}"));
        let count = works.matches(if form == "ris" { "TY  - " } else { "@article{" }).count();
        assert_eq!(count, items.len(), "{form}");
    }
    scratch.command("rebuild").assert().success();
    let rebuilt: Value = serde_json::from_str(&out(&scratch, "quotes --all --format csl-json")).unwrap();
    assert_eq!(rebuilt, json);
    let other: Value =
        serde_json::from_str(&out(&scratch, "search mill OR minister --format csl-json")).unwrap();
    assert!(other.as_array().unwrap().iter().any(|item| keys.contains(item["id"].as_str().unwrap())));
}

#[test]
fn context_stands_around_a_hit() {
    let scratch = Scratch::small();
    let plain = [
        "search '\"no choice\"' -C 1 -n 2",
        "quotes choice -C 1 -n 1",
        "search '\"no choice\"' -C 1 -n 1 --format markdown",
        "quotes choice -C 9 -n 1 --format markdown",
    ];
    assert_snapshot!("context", scratch.runs(&plain));
    let json: Value =
        serde_json::from_str(&out(&scratch, "search '\"no choice\"' -C 1 -n 1 --format json")).unwrap();
    let hit = &json["hits"][0];
    let number = hit["passage"]["number"].as_u64().unwrap();
    assert_eq!(hit["context"]["before"][0]["number"].as_u64(), Some(number - 1));
    assert_eq!(hit["context"]["after"][0]["number"].as_u64(), Some(number + 1));
}

#[test]
fn concordances() {
    let scratch = Scratch::small();
    let plain = [
        "search mill --kwic",
        "search mill --kwic --kwic-sort left --kwic-width 24 --brackets",
        "search mill --kwic --kwic-sort right --kwic-width 24 --all",
        "search mill --kwic --kwic-sort date --format tsv",
        "quotes choice --kwic --format csv",
        "quotes choice --kwic --format jsonl -n 1",
        "search mill --kwic --format json -n 1",
        "search mill --kwic --format markdown -n 2",
        "quotes --kwic",
        "search zeppelin --kwic",
    ];
    assert_snapshot!("kwic", scratch.runs(&plain));
    let mistakes =
        ["search mill --kwic --format ris", "search mill --kwic-sort left", "search mill --kwic -C 2"];
    assert_snapshot!("kwic-mistaken", scratch.runs(&mistakes));
}

#[test]
fn a_whole_article_with_a_query_s_words_marked() {
    let scratch = Scratch::small();
    let url = "https://dampierledger.example/2023/03/union-answers";
    let plain = [
        format!("show {url} --mark mill --brackets"),
        format!("show {url} --mark 'said:choice' --format markdown"),
        format!("show {url} --mark '(('"),
    ];
    assert_snapshot!("marked", scratch.runs(&plain.each_ref().map(String::as_str)));
    let json: Value =
        serde_json::from_str(&out(&scratch, &format!("show {url} --mark mill --format json"))).unwrap();
    assert_eq!(json["passages"][0]["highlights"].as_array().map(Vec::len), Some(1));
}

#[test]
fn answers_go_into_files() {
    let scratch = Scratch::small();
    let read = |name: &str| std::fs::read_to_string(scratch.path().join(name)).unwrap();
    let printed = out(&scratch, "quotes choice --format csv");
    scratch.command("quotes choice --format csv -o hits.csv").assert().success().stdout("");
    assert_eq!(read("hits.csv"), format!("\u{feff}{printed}"), "a spreadsheet knows its letters by the mark");
    assert!(!printed.starts_with('\u{feff}'), "a program knows the first column by its name");
    scratch.command("quotes choice --format tsv --all -o hits.tsv").assert().success();
    assert!(read("hits.tsv").starts_with("rank\t"));
    assert_eq!(out(&scratch, "quotes choice --format csv -o -"), printed);
    scratch.command("search choice --format html -o hits.html").assert().success();
    assert!(read("hits.html").ends_with("</html>\n"));
    scratch.command("show BS9SNSB8ZJWVT -o article.txt").assert().success();
    assert!(read("article.txt").contains("Petra Lindqvale"));
    // What was written before stays where nothing can be written.
    let mistakes = ["quotes choice -o none/hits.csv", "quotes choice -o corpus", "quotes '((' -o hits.csv"];
    assert_snapshot!("output-mistaken", scratch.runs(&mistakes));
    assert_eq!(read("hits.csv"), format!("\u{feff}{printed}"));
    let left: Vec<_> = std::fs::read_dir(scratch.path()).unwrap().map(|it| it.unwrap().file_name()).collect();
    assert!(!left.iter().any(|name| name.to_string_lossy().contains(".part")), "{left:?}");
}

/// The mark in front is no part of the first column's name for those who know it.
#[test]
fn a_table_that_was_written_is_read_again() {
    let scratch = Scratch::small();
    scratch.command("search mill --format csv -o hits.csv").assert().success();
    let mut rows = csv::Reader::from_path(scratch.path().join("hits.csv")).unwrap();
    assert_eq!(rows.headers().unwrap().iter().next(), Some("rank"));
    assert!(rows.records().all(|row| row.is_ok()));
}

#[test]
fn counts_of_passages() {
    let scratch = Scratch::small();
    let lines = [
        "search mill --count",
        "search mill --count=articles",
        "search mill --count=passages",
        "quotes choice --count=passages",
        "search mill --count=words",
        "search mill --count --format json",
        "quotes choice --count --format jsonl",
    ];
    assert_snapshot!("counts", scratch.runs(&lines));
}

/// Whoever answers is named, also where his words are reported without marks.
#[test]
fn who_answers_is_named_in_every_row_and_below_every_passage() {
    let scratch = Scratch::sample();
    let json: Value =
        serde_json::from_str(&out(&scratch, "search is:indirect --all --format json --per-article 99"))
            .unwrap();
    let hits = json["hits"].as_array().unwrap();
    let rows = out(&scratch, "search is:indirect --all --format csv --per-article 99");
    let mut rows = csv::Reader::from_reader(rows.as_bytes()).into_records();
    let (mut named, mut reported) = (0, 0);
    for hit in hits {
        let row = rows.next().unwrap().unwrap();
        let cell = |at: usize| row[at].split("; ").map(str::to_string).collect::<BTreeSet<String>>();
        for quote in hit["passage"]["quotes"].as_array().unwrap() {
            let Some(name) = quote["speaker"]["name"].as_str() else { continue };
            assert!(cell(6).contains(name), "{hit}");
            named += 1;
            reported += usize::from(cell(12).contains(name));
            assert!(!cell(12).contains(name) || quote["kind"] == "indirect", "{hit}");
        }
    }
    assert!(named > 10 && reported > 5 && reported < named, "{named} {reported}");
    let text = out(&scratch, "search is:indirect -n 1");
    assert!(text.contains(": reported ("), "{text}");
    for form in ["markdown", "html", "ris"] {
        let shown = out(&scratch, &format!("search is:indirect --format {form}"));
        assert!(shown.contains(" (reported)"), "{form}: {shown}");
    }
}

/// What an answer prints behind a hit is taken as it was copied.
#[test]
fn an_article_is_shown_by_what_answers_print() {
    let scratch = Scratch::small();
    let out = |line: &str| scratch.command(line).output().unwrap();
    let printed = String::from_utf8(out("search ferry -n 1").stdout).unwrap();
    let (id, place) = printed
        .split_whitespace()
        .zip(printed.split_whitespace().skip(1))
        .find(|(_, next)| next.starts_with('¶'))
        .unwrap();
    let shown = out(&format!("show {id}"));
    assert!(shown.status.success());
    for line in [format!("show '{id} {place}'"), format!("show {id} {place}"), format!("show {id}{place}")] {
        assert_eq!(out(&line).stdout, shown.stdout, "{line}");
    }
    assert!(out(&format!("history '{id} {place}'")).status.success());
    let other = out(&format!("show {id} {id}"));
    assert_eq!(other.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&other.stderr).contains("one article is shown at a time"));
}

/// The beginning of several ids names the articles that it may mean.
#[test]
fn the_beginning_of_several_ids_lists_them() {
    let articles: Vec<String> = (0..480)
        .map(|number| {
            let date = if number % 2 == 0 { r#""published": "2023-03-22", "# } else { "" };
            format!(r#"{{"url": "https://news.example/{number}", "outlet": "Harbour Post", {date}"title": "Note {number}", "text": "The mill of the harbour stays open until July."}}"#)
        })
        .collect();
    let scratch = Scratch::corpus(&[("news.jsonl", &articles.join("\n"))]);
    scratch.command("update").assert().success();
    let told = |prefix: &str| {
        let output = scratch.command(&format!("show {prefix}")).output().unwrap();
        assert_eq!((output.status.code(), output.stdout.len()), (Some(2), 0));
        String::from_utf8(output.stderr).unwrap()
    };
    let printed = told("7");
    let candidates: Vec<&str> = printed.lines().filter(|line| line.starts_with("  7")).collect();
    let mut sorted = candidates.clone();
    sorted.sort();
    assert_eq!((candidates.len(), &candidates), (20, &sorted), "{printed}");
    let form =
        regex::Regex::new(r"^  7[0-9A-Z]{12}  Harbour Post · (2023-03-22|undated) · Note \d+$").unwrap();
    assert!(candidates.iter().all(|line| form.is_match(line)), "{printed}");
    let count = |pattern: &str| -> usize {
        regex::Regex::new(pattern).unwrap().captures(&printed).unwrap()[1].parse().unwrap()
    };
    assert_eq!(count(r"error: (\d+) articles have ids that begin with `7`"), 20 + count(r"  and (\d+) more"));
    // With one letter more there are few enough to be listed whole.
    let printed = told(&candidates[0].trim()[..2]);
    assert!(!printed.contains(" more\n") && printed.contains(candidates[0]), "{printed}");
}
