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

/// What comes of a page made of these words, and in how many seconds.
fn hurt(page: &str) -> (Result<Article, String>, f64) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("page.html");
    std::fs::write(&path, page).unwrap();
    let started = std::time::Instant::now();
    (read(&path), started.elapsed().as_secs_f64())
}

const STORY: &str = "<h1>Mill closes</h1><p>The mill on Cannery Road will close in August, the council said on Tuesday, \
    and nobody in Harrow Bay was surprised by it.</p>";

#[test]
fn pages_made_to_hurt_are_refused_or_read_in_little_time() {
    let nested =
        |open: &str, close: &str| format!("{}{STORY}{}", open.repeat(100_000), close.repeat(100_000));
    let pages = [
        nested("<div>", "</div>"),
        nested("<table>", "</table>"),
        nested("<b>", "</b>"),
        nested("<ul><li>", "</ul>"),
        nested("<blockquote>", ""),
        format!("<p {}>{STORY}", "a=1 ".repeat(200_000)),
        format!("<p {}>{STORY}", (0..200_000).map(|n| format!("a{n}=''")).collect::<String>()),
        format!("<p a='{}'>{STORY}", "x".repeat(5 << 20)),
        format!("<p a='{}", STORY.repeat(20_000)),
        format!("<table><tr>{}</table>{STORY}", "<td colspan=9 rowspan=4>x".repeat(10_000)),
        format!("{STORY}{}", "&am".repeat(500_000)),
        format!("<script type=application/ld+json>{}</script>{STORY}", "[".repeat(1 << 20)),
        format!(
            "<script type=application/ld+json>[{}]</script>{STORY}",
            "{\"@type\":\"Article\"},".repeat(100_000)
        ),
        format!("{STORY}{}", "<br>".repeat(500_000)),
        format!("{STORY}{}", "<p><font color=red>x".repeat(20_000)),
        format!("<html>{}", STORY.repeat(50_000)),
        format!("<html>{}", format!("<div class=article-body>{STORY}</div>").repeat(20_000)),
        (0..20_000).map(|n| format!("<div class='article-body c{n}'>{STORY}</div>")).collect(),
    ];
    for page in pages {
        let start = page[..40].to_string();
        let (read, seconds) = hurt(&page);
        println!("{seconds:.2} s: {start}: {:?}", read.as_ref().map(|article| article.text.len()));
        // Many times what an optimised build takes; quadratic time would take minutes.
        assert!(seconds < 30.0, "{seconds} s: {start}");
    }
}

#[test]
fn what_is_no_article_is_named() {
    let links: String =
        (0..60).map(|n| format!("<li><a href='/{n}'>Story number {n} of the day</a></li>")).collect();
    for (page, expected) in [
        (nested_deep(), "page.html:1: the page nests its elements more than 512 deep".to_string()),
        (
            "<html><title>Page not found</title><p>The page that you are looking for has moved or is gone.</p>".into(),
            "page.html:1: the page is an error page".into(),
        ),
        (
            format!("<html><title>Harrow Bay Herald</title><ul>{links}</ul><p>News from the Shore, every day of the week."),
            "page.html:1: the page is a page of links".into(),
        ),
        (
            "<html><p>We and our partners use cookies and need your consent. <p>Accept all of it to go on to the page.".into(),
            "page.html:1: the page is a question for consent".into(),
        ),
        (
            format!("<script type=application/ld+json>{{\"@type\": \"NewsArticle\", \"isAccessibleForFree\": false}}</script>{STORY}"),
            "page.html:1: the page shows the beginning of an article, for subscribers".into(),
        ),
    ] {
        assert_eq!(hurt(&page).0.unwrap_err(), expected);
    }
}

fn nested_deep() -> String {
    format!("{}{STORY}", "<div>".repeat(600))
}

#[test]
fn content_tells_before_the_name() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("page.txt");
    std::fs::write(&path, format!("<!DOCTYPE html><html><body>{STORY}")).unwrap();
    assert_eq!(read(&path).unwrap().title.as_deref(), Some("Mill closes"));
}
