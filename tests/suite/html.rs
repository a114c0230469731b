//! Saved pages to articles: floors on gold pages, and pages made to hurt.
//!
//! The gold pages are not part of the project. Where they are absent the test says so and passes.

use crate::scratch::Scratch;
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
fn hurt(page: impl AsRef<[u8]>) -> (Result<Article, String>, f64) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("page.html");
    std::fs::write(&path, page).unwrap();
    let started = std::time::Instant::now();
    (read(&path), started.elapsed().as_secs_f64())
}

const STORY: &str = "<h1>Mill closes</h1><p>The mill on Cannery Road will close in August, the council said on Tuesday, \
    and nobody in Harrow Bay was surprised by it.</p>";

/// A build without optimisation takes ten times as long over everything.
const LESS: usize = if cfg!(debug_assertions) { 10 } else { 1 };

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
        format!("<table><tr>{}</table>{STORY}", "<td colspan=9 rowspan=4>x".repeat(10_000 / LESS)),
        format!("{STORY}{}", "&am".repeat(500_000 / LESS)),
        format!("<script type=application/ld+json>{}</script>{STORY}", "[".repeat(1 << 20)),
        format!(
            "<script type=application/ld+json>[{}]</script>{STORY}",
            "{\"@type\":\"Article\"},".repeat(100_000 / LESS)
        ),
        format!("{STORY}{}", "<br>".repeat(500_000 / LESS)),
        format!("{STORY}{}", "<p><font color=red>x".repeat(20_000 / LESS)),
        format!("<html>{}", STORY.repeat(50_000 / LESS)),
        format!("<html>{}", format!("<div class=article-body>{STORY}</div>").repeat(20_000 / LESS)),
        (0..20_000 / LESS).map(|n| format!("<div class='article-body c{n}'>{STORY}</div>")).collect(),
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
fn what_a_page_gets_wrong_costs_itself() {
    let wide: Vec<u8> = format!("<p>{STORY}").encode_utf16().flat_map(u16::to_le_bytes).collect();
    let latin = [
        b"<meta charset=utf-8>".as_slice(),
        STORY.as_bytes(),
        b"<p>L\xe9vesque leaves the mill behind, and goes.",
    ]
    .concat();
    let dated =
        |date: &str| format!("<meta property=article:published_time content='{date}'>{STORY}").into_bytes();
    let text = |page: &[u8]| hurt(page).0.unwrap().text;
    assert!(text(&wide).contains("nobody in Harrow Bay"), "UTF-16 without a mark");
    assert!(text(&latin).contains("Lévesque leaves"), "Windows-1252 that says it is UTF-8");
    for (date, expected) in [
        ("2024-03-05", Some("2024-03-05")),
        ("2024-03-32", None),
        ("32 March 2024", None),
        ("0000-01-01T00:00:00Z", None),
        ("2024-02-30T10:00:00Z", None),
        ("9999-12-31", None),
        ("-1", None),
    ] {
        let published = hurt(dated(date)).0.unwrap().published.map(|day| day.to_string());
        assert_eq!(published.as_deref(), expected, "{date}");
    }
    let ending = format!("<p>{STORY}<p>The end of it is here&hellip{}", "&#x".repeat(100_000));
    assert!(text(ending.as_bytes()).contains("nobody in Harrow Bay"), "entities that never end");
    let table = format!("{STORY}<table><tr>{}</table>", "<td>x".repeat(10_000));
    assert!(text(table.as_bytes()).starts_with("The mill on Cannery Road"), "a table of 10,000 columns");
    let about = "The mill closes in August. ".repeat(200_000);
    let data = format!(
        "<script type=application/ld+json>{{\"@type\": \"NewsArticle\", \"headline\": \"Mill closes\", \"about\": \"{about}\"}}</script>{STORY}"
    );
    assert_eq!(hurt(data.as_bytes()).0.unwrap().title.as_deref(), Some("Mill closes"), "5 MB of JSON-LD");
}

#[test]
fn a_page_that_is_refused_is_named_on_one_line_and_the_rest_is_read() {
    let scratch = Scratch::empty();
    scratch.write("deep.html", nested_deep());
    scratch.write("long.html", format!("<html>{}", "<p>The mill closes in August.".repeat(600_000)));
    scratch.write("many.html", format!("<html><p {}>{STORY}", "a=1 ".repeat(2000)));
    scratch.write("mill.html", format!("<html>{STORY}"));
    let output =
        scratch.command("extract deep.html long.html many.html mill.html --format jsonl").output().unwrap();
    assert_eq!(output.status.code(), Some(2));
    assert_eq!(String::from_utf8_lossy(&output.stdout).lines().count(), 1);
    let complaints = String::from_utf8_lossy(&output.stderr).into_owned();
    for expected in [
        "deep.html:1: the page nests its elements more than 512 deep",
        "long.html: longer than 16 MiB, the most that is read",
        "many.html:1: the page has a tag of more than 1000 attributes",
    ] {
        assert_eq!(complaints.matches(expected).count(), 1, "{complaints}");
    }
}

#[test]
fn a_page_on_standard_input_is_kept_as_one() {
    let scratch = Scratch::corpus(&[]);
    let page = format!("<!DOCTYPE html><html><body>{STORY}");
    let added = scratch.command("add -").write_stdin(page.clone()).output().unwrap();
    assert_eq!(added.status.code(), Some(0), "{}", String::from_utf8_lossy(&added.stderr));
    let kept = std::fs::read_dir(scratch.path().join("corpus")).unwrap().map(|entry| entry.unwrap().path());
    let kept: Vec<PathBuf> = kept.collect();
    assert!(kept.len() == 1 && kept[0].extension().unwrap() == "html", "{kept:?}");
    assert_eq!(std::fs::read_to_string(&kept[0]).unwrap(), page);
}

#[test]
fn a_page_saved_with_its_pictures_is_read() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("Mill closes.mhtml");
    let message = format!(
        "From: <Saved by a browser>\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related; type=\"text/html\"; boundary=\"----x\"\r\n\r\n\
         ------x\r\nContent-Type: text/html\r\nContent-Transfer-Encoding: quoted-printable\r\n\
         Content-Location: https://harrowbayherald.example/mill\r\n\r\n{}\r\n------x\r\nContent-Type: image/png\r\n\
         Content-Transfer-Encoding: base64\r\n\r\nAAAA\r\n------x--\r\n",
        STORY.replace("the council", "=\r\nthe council").replace("said", "s=61id")
    );
    std::fs::write(&path, message).unwrap();
    let article = read(&path).unwrap();
    assert_eq!(article.url.as_deref(), Some("https://harrowbayherald.example/mill"));
    assert_eq!(article.title.as_deref(), Some("Mill closes"));
    assert!(article.text.contains("August, the council said on Tuesday"), "{}", article.text);
}

#[test]
fn what_is_no_article_is_named() {
    let links: String =
        (0..60).map(|n| format!("<li><a href='/{n}'>Story number {n} of the day</a></li>")).collect();
    let cards: String = (0..4)
        .map(|n| format!("<article><h3><a href='/{n}'>Story {n}</a></h3><p>The council of Harrow Bay did thing number {n} on Tuesday, and people in the town talked about it.</article>"))
        .collect();
    for (page, expected) in [
        (
            format!("<html><meta property=og:type content=website><main><h1>News</h1>{cards}</main>"),
            "page.html:1: the page is a list of articles".into(),
        ),
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

#[test]
fn an_article_beside_cards_is_one() {
    let cards: String = (0..4)
        .map(|n| {
            format!("<article><h3><a href='/{n}'>Story {n}</a></h3><p>The council did thing {n}.</article>")
        })
        .collect();
    for story in [
        format!("<article>{STORY}</article>"),
        format!("<article><h2><a href=/>Mill closes</a></h2>{STORY}</article>"),
    ] {
        let page = format!("<html><meta property=og:type content=website><main>{story}{cards}</main>");
        assert!(hurt(&page).0.is_ok(), "{page}");
    }
}
