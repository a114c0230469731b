//! Saved pages to articles: floors on gold pages, and pages made to hurt.
//!
//! The gold pages are not part of the project. Where they are absent the test says so and passes.

use onrecord::article::Article;
use onrecord::ingest;
use serde::Deserialize;
use serde_json::Value;
use serde_json::json;
use std::collections::BTreeMap;
use std::fmt::Write;
use std::path::Path;
use std::path::PathBuf;
use std::process::Command;

#[derive(Deserialize)]
struct Floors {
    html: BTreeMap<String, f64>,
}

#[test]
fn pages_hold_their_floors() {
    let Some(gold) = gold_folder() else {
        println!("skipped: no gold pages beside the project");
        return;
    };
    let floors = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases/floors.toml");
    let floors: Floors = toml::from_str(&std::fs::read_to_string(floors).unwrap()).unwrap();
    let found = score(&gold);
    for (part, floor) in floors.html {
        let figure = found.pointer(&format!("/{part}")).and_then(Value::as_f64).unwrap();
        let holds = if part.ends_with("wrong") { figure <= floor } else { figure >= floor };
        assert!(holds, "{part}: {figure} does not hold its floor {floor}");
    }
}

fn gold_folder() -> Option<PathBuf> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let folders = ["../shared/html", "../../shared/html"].map(|folder| root.join(folder));
    folders.into_iter().find(|folder| folder.join("score.py").is_file())
}

/// Reads the pages, runs the scorer on what came of them and gives its last line; `OUT=folder` keeps the predictions.
fn score(gold: &Path) -> Value {
    let scratch = tempfile::tempdir().unwrap();
    let out = std::env::var("OUT").map_or_else(|_| scratch.path().to_path_buf(), PathBuf::from);
    let pages = std::fs::read_to_string(gold.join("dev/dev.jsonl")).unwrap();
    let mut lines = String::new();
    let started = std::time::Instant::now();
    for page in pages.lines() {
        let page: Value = serde_json::from_str(page).unwrap();
        let path = gold.join("dev").join(page["html"].as_str().unwrap());
        writeln!(lines, "{}", predicted(&page, &path)).unwrap();
    }
    println!("{:.1} pages a second", pages.lines().count() as f64 / started.elapsed().as_secs_f64());
    let predictions = out.join("pages.jsonl");
    std::fs::write(&predictions, lines).unwrap();
    let mut scorer = Command::new("python3");
    let output =
        scorer.arg(gold.join("score.py")).arg(gold.join("dev/dev.jsonl")).arg(&predictions).output().unwrap();
    let report = String::from_utf8(output.stdout).unwrap();
    println!("{report}{}", String::from_utf8_lossy(&output.stderr));
    let last: Value = serde_json::from_str(report.lines().last().unwrap()).unwrap();
    last["overall"].clone()
}

fn predicted(page: &Value, path: &Path) -> Value {
    match read(path) {
        Ok(article) => json!({"id": page["id"], "title": article.title, "outlet": article.outlet,
            "authors": article.authors, "published": article.published.map(|printed| printed.to_string()),
            "url": article.url, "language": article.language.map(|language| language.to_string()), "text": article.text}),
        Err(complaint) => json!({"id": page["id"], "complaint": complaint}),
    }
}

fn read(path: &Path) -> Result<Article, String> {
    let mut records = ingest::open(path, "page.html").map_err(|error| error.to_string())?;
    let record = records.next().ok_or("nothing in it")?;
    record.and_then(|record| record.article()).map_err(|error| error.to_string())
}
