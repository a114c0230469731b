//! Saved searches: what is new for them, told by when the archive first had it, and printed once.

use crate::scratch::Scratch;
use insta::assert_snapshot;
use serde_json::Value;

/// A story; `number` tells it from others.
fn story(number: u32, date: &str) -> String {
    format!(
        "title: Lamp number {number} lit\noutlet: Harbour Post\nauthor: Ann Roe\ndate: {date}\n\
         url: https://harbourpost.example/lamps/{number}?a=1&b=2\n\n\
         The lamp of lighthouse number {number} was lit again on Saturday & everybody came.\n\n\
         “The children have never seen it,” said Rowan Sleightholm.\n"
    )
}

fn archive() -> Scratch {
    let scratch = Scratch::small();
    scratch.write("corpus/one.txt", story(1, "2023-03-23"));
    scratch.command("update").assert().success();
    scratch
}

/// Takes in a story that was printed long ago.
fn add(scratch: &Scratch, number: u32) {
    scratch.write(&format!("corpus/{number}.txt"), story(number, "2019-01-02"));
    scratch.command("update").assert().success();
}

fn status(scratch: &Scratch, line: &str) -> i32 {
    scratch.command(line).output().unwrap().status.code().unwrap()
}

fn out(scratch: &Scratch, line: &str) -> String {
    String::from_utf8(scratch.command(line).output().unwrap().stdout).unwrap()
}

fn kept(scratch: &Scratch) -> String {
    std::fs::read_to_string(scratch.path().join("watches.toml")).unwrap()
}

#[test]
fn add_list_remove() {
    let scratch = archive();
    let lines = [
        "watch list",
        "watch list --format json",
        "watch add lamps lamp -mill --outlet 'Harbour Post' --speaker roe --speaker sleightholm --since 2010",
        "watch add said speaker:sleightholm --quotes --min-confidence 0.5",
        "watch add either 'lamp OR mill' --language en",
        "watch add nobody 'lamp speaker:sleightolm'",
        "watch remove nobody",
        "watch list",
        "watch list --format json",
        "watch list --format jsonl",
        "watch list --format csv",
        "watch list --format tsv",
        "watch list --format html",
        "watch remove said",
    ];
    assert_snapshot!("watch-plain", scratch.runs(&lines));
    let file = regex::Regex::new(r#"seen-until = ".*""#).unwrap();
    assert_snapshot!("watch-file", file.replace_all(&kept(&scratch), "seen-until = \"[INSTANT]\""));
}

#[test]
fn mistakes() {
    let scratch = archive();
    assert_eq!(status(&scratch, "watch add lamps lamp"), 0);
    let before = kept(&scratch);
    let lines = [
        "watch add lamps mill",
        "watch add ../lamps mill",
        "watch add more '\"open'",
        "watch add more",
        "watch run lamp",
        "watch run ferry",
        "watch run",
        "watch run --all lamps",
        "watch run lamps --format pdf",
        "watch remove lamps ferry",
        "watch",
    ];
    assert_snapshot!("watch-mistaken", scratch.runs(&lines));
    assert_eq!(kept(&scratch), before, "a mistake changes nothing");
    scratch.write("watches.toml", "[lamps]\nquery = 'lamp'\ngrammar = 2\n\n[open]\nquery = '\"lamp'\n");
    assert_snapshot!(
        "watch-odd-file",
        scratch.runs(&["watch run lamps", "watch run open", "watch run --all"])
    );
    scratch.write("watches.toml", "[lamps]\nqeury = 'lamp'\n");
    assert_snapshot!("watch-broken-file", scratch.runs(&["watch list", "watch add more mill"]));
}

#[test]
fn what_is_new_is_printed_once() {
    let scratch = archive();
    assert_eq!(status(&scratch, "watch add lamps lamp"), 0);
    assert_eq!(status(&scratch, "watch run lamps"), 1, "what was there before is not new");
    add(&scratch, 2);
    assert_eq!(status(&scratch, "watch run lamps --peek"), 0);
    assert_snapshot!("watch-run", scratch.runs(&["watch run lamps", "watch run lamps"]));
    // In the same instant by the clock, and still later.
    add(&scratch, 3);
    add(&scratch, 4);
    let found = out(&scratch, "watch run lamps --format json");
    let found: Value = serde_json::from_str(&found).unwrap();
    assert_eq!(found["total"]["articles"], 2);
    // Another version of an article is not another article.
    scratch.write("corpus/5.txt", story(4, "2019-01-03").replace("everybody", "nobody"));
    scratch.command("update").assert().success();
    assert_eq!(status(&scratch, "watch run lamps"), 1);
    scratch.command("rebuild").assert().success();
    std::fs::remove_dir_all(scratch.path().join("index")).unwrap();
    assert_eq!(status(&scratch, "watch run lamps"), 1, "an index built anew brings nothing new");
    let all = out(&scratch, "watch run lamps --everything --format jsonl");
    let articles =
        all.lines().map(|line| serde_json::from_str::<Value>(line).unwrap()["article"]["id"].to_string());
    assert_eq!(articles.collect::<std::collections::BTreeSet<_>>().len(), 4, "{all}");
}

#[test]
fn all_that_is_new_is_one_answer() {
    let scratch = archive();
    for line in
        ["watch add lamps lamp", "watch add said speaker:sleightholm --quotes", "watch add none zeppelin"]
    {
        assert_eq!(status(&scratch, line), 0);
    }
    assert_eq!(status(&scratch, "watch run --all"), 1);
    add(&scratch, 2);
    for format in ["text", "json", "jsonl", "csv", "tsv", "markdown", "html", "bibtex", "csl-json"] {
        let block = scratch.run(&format!("watch run --all --peek --format {format}"));
        assert_snapshot!(format!("watch-all-{format}"), block);
    }
    assert_eq!(status(&scratch, "watch run lamps"), 0);
    let rest = out(&scratch, "watch run --all");
    assert!(rest.starts_with("said\n") && !rest.contains("lamps\n"), "{rest}");
}

/// What the program's own reader of feeds makes of a feed.
fn read_back(scratch: &Scratch, name: &str, feed: &str) -> Vec<Value> {
    scratch.write(name, feed);
    let read = scratch.command(&format!("extract {name} --format jsonl")).output().unwrap();
    assert!(read.status.success(), "{}", String::from_utf8_lossy(&read.stderr));
    String::from_utf8(read.stdout).unwrap().lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

#[test]
fn feeds_are_read_by_the_reader_of_feeds() {
    let scratch = archive();
    for line in ["watch add lamps lamp", "watch add said speaker:sleightholm --quotes"] {
        assert_eq!(status(&scratch, line), 0);
    }
    add(&scratch, 2);
    for (format, name) in [("atom", "new.xml"), ("jsonfeed", "new.json")] {
        let feed = out(&scratch, &format!("watch run --all --peek --format {format}"));
        assert_eq!(feed, out(&scratch, &format!("watch run --all --peek --format {format}")));
        let articles = read_back(&scratch, name, &feed);
        assert_eq!(articles.len(), 2, "{feed}");
        for article in &articles {
            let url = article["url"].as_str().unwrap();
            assert!(url.starts_with("https://harbourpost.example/lamps/2?a=1&b=2#:~:text=The%20"), "{url}");
            // Back in an archive, it is the same article.
            assert_eq!(article["id"], "CVAK4YDSZKKVC");
            assert_eq!(article["title"], "Lamp number 2 lit");
            assert_eq!(article["authors"], serde_json::json!(["Ann Roe"]));
            assert!(article["published"].as_str().unwrap().starts_with("2019-01-02"));
            assert!(article["ref"].as_str().unwrap().starts_with("urn:onrecord:"));
        }
        let texts: Vec<&str> = articles.iter().map(|article| article["text"].as_str().unwrap()).collect();
        assert!(texts.iter().any(|text| text.contains("on Saturday & everybody came")), "{texts:?}");
        assert!(texts.iter().any(|text| text.starts_with("Rowan Sleightholm: “The children")), "{texts:?}");
        assert_snapshot!(format!("watch-{format}"), feed);
    }
}

#[test]
fn an_empty_feed_is_a_feed() {
    let scratch = archive();
    assert_eq!(status(&scratch, "watch add lamps lamp"), 0);
    assert_snapshot!(
        "watch-no-entries",
        scratch.runs(&["watch run lamps --format atom", "watch run lamps --format jsonfeed"])
    );
}

#[test]
fn of_two_runs_at_once_one_waits_its_turn() {
    let scratch = archive();
    assert_eq!(status(&scratch, "watch add lamps lamp"), 0);
    let lock = std::fs::File::open(scratch.path().join("index/watches-lock")).unwrap();
    lock.lock().unwrap();
    let refused = scratch.run("watch run lamps");
    assert!(refused.contains("status 2") && refused.contains("another onrecord is writing"), "{refused}");
    assert_eq!(status(&scratch, "watch run lamps --peek"), 1, "who only looks need not wait");
}

#[test]
fn what_could_not_be_printed_stays_new() {
    let scratch = archive();
    assert_eq!(status(&scratch, "watch add lamps lamp"), 0);
    add(&scratch, 2);
    let before = kept(&scratch);
    #[cfg(target_os = "linux")]
    {
        let full = std::fs::File::options().write(true).open("/dev/full").unwrap();
        let mut run = std::process::Command::new(assert_cmd::cargo::cargo_bin!("onrecord"));
        let run = run.current_dir(scratch.path()).args(["watch", "run", "lamps"]).stdout(full);
        assert_eq!(run.status().unwrap().code(), Some(2));
        assert_eq!(kept(&scratch), before);
    }
    assert_eq!(status(&scratch, "watch run lamps"), 0);
    assert_ne!(kept(&scratch), before);
}
