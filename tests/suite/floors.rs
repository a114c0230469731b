//! Quality has a floor: the scorer's figures on gold articles must not fall below `tests/cases/floors.toml`.
//!
//! The gold data is not part of the project. Where it is absent the test says so and passes.

use onrecord::article::Article;
use onrecord::article::ArticleId;
use onrecord::quote::Kind;
use onrecord::quote::Quote;
use onrecord::quote::attribute;
use onrecord::text::Language;
use onrecord::text::canonical;
use serde::Deserialize;
use serde_json::Value;
use serde_json::json;
use std::fmt::Write;
use std::path::Path;
use std::path::PathBuf;
use std::process::Command;

#[derive(Deserialize)]
struct Floors {
    attribution: Attribution,
}

/// The floors of attribution on the gold articles for checking, as F1.
#[derive(Deserialize)]
struct Attribution {
    direct: f64,
    end_to_end: f64,
    indirect: f64,
}

#[test]
fn attribution_holds_its_floors() {
    let Some(gold) = gold_folder() else {
        println!("skipped: no gold data beside the project");
        return;
    };
    let floors =
        std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases/floors.toml"))
            .unwrap();
    let floors: Floors = toml::from_str(&floors).unwrap();
    let found = score(&gold, "dev.jsonl");
    let floors = floors.attribution;
    for (part, floor) in
        [("direct", floors.direct), ("end_to_end", floors.end_to_end), ("indirect", floors.indirect)]
    {
        let f1 = found[part]["f1"].as_f64().unwrap();
        assert!(f1 >= floor, "{part}: F1 {f1} is below its floor {floor}");
    }
}

/// For working on the rules: `GOLD=train.jsonl OUT=folder cargo test --profile quick attribution_report -- --ignored --nocapture`
/// prints the table and leaves predictions and errors in the folder.
#[test]
#[ignore = "a report for whoever works on the rules"]
fn attribution_report() {
    let gold = gold_folder().expect("gold data beside the project");
    let name = std::env::var("GOLD").unwrap_or_else(|_| "train.jsonl".into());
    score(&gold, &name);
}

fn gold_folder() -> Option<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/attribution");
    let folders = [folder, Path::new(env!("CARGO_MANIFEST_DIR")).join("../../shared/attribution")];
    folders.into_iter().find(|folder| folder.join("score.py").is_file())
}

/// Predicts the articles of a gold file, runs the scorer on them and gives its last line.
fn score(gold: &Path, name: &str) -> Value {
    let scratch = tempfile::tempdir().unwrap();
    let out = std::env::var("OUT").map_or_else(|_| scratch.path().to_path_buf(), PathBuf::from);
    let inputs = run(Command::new("python3").arg(gold.join("score.py")).arg("--inputs").arg(gold.join(name)));
    let predictions = out.join("predictions.jsonl");
    let mut lines = String::new();
    for record in inputs.lines() {
        writeln!(lines, "{}", predicted(&serde_json::from_str(record).unwrap())).unwrap();
    }
    std::fs::write(&predictions, lines).unwrap();
    let mut scorer = Command::new("python3");
    scorer.arg(gold.join("score.py")).arg(gold.join(name)).arg(&predictions);
    let report = run(scorer.arg("--errors").arg(out.join("errors.jsonl")));
    println!("{report}");
    serde_json::from_str(report.lines().last().unwrap()).unwrap()
}

fn run(command: &mut Command) -> String {
    let output = command.output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap()
}

/// One line of the prediction format.
fn predicted(record: &Value) -> Value {
    let article = article(record);
    let quotes: Vec<Value> = attribute(&article).iter().map(|quote| line(quote, &article)).collect();
    json!({"id": record["id"], "text": article.text, "quotes": quotes})
}

fn line(quote: &Quote, article: &Article) -> Value {
    let points = |offset: u32| article.text[..offset as usize].chars().count();
    let speaker = quote.speaker.as_ref().map(|speaker| {
        json!({"name": speaker.name, "mention": speaker.mention.map(|mention| article.slice(mention)), "role": speaker.role,
               "place": speaker.mention.map(|mention| points(mention.start()))})
    });
    let kind = match quote.kind {
        Kind::Direct => "direct",
        Kind::Mixed => "mixed",
        Kind::Indirect => "indirect",
    };
    json!({"start": points(quote.span.start()), "end": points(quote.span.end()), "kind": kind,
           "text": article.slice(quote.span), "speaker": speaker, "confidence": quote.confidence,
           "cue": quote.cue.map(|cue| article.slice(cue)), "rule": format!("{:?}", quote.rule)})
}

/// The record as the reader of JSON Lines makes it: every line a paragraph.
fn article(record: &Value) -> Article {
    let text = canonical(record["text"].as_str().unwrap());
    let paragraphs: Vec<&str> = text.split('\n').map(str::trim).filter(|line| !line.is_empty()).collect();
    let text = paragraphs.join("\n\n");
    Article {
        id: ArticleId::of_words(None, None, &text),
        reference: record["id"].as_str().map(String::from),
        source_path: String::new(),
        url: None,
        outlet: record["outlet"].as_str().map(String::from),
        title: None,
        subtitle: None,
        authors: Vec::new(),
        published: None,
        updated: None,
        language: Some(Language::EN),
        text,
    }
}

/// How fast the stage reads: `TEXTS=articles.jsonl cargo test --profile quick attribution_speed -- --ignored --nocapture`.
#[test]
#[ignore = "a measurement for whoever works on the rules"]
fn attribution_speed() {
    let path = std::env::var("TEXTS").expect("TEXTS names a file of articles, one JSON object a line");
    let file = std::fs::read_to_string(path).unwrap();
    let articles: Vec<Article> =
        file.lines().take(20_000).map(|line| article(&serde_json::from_str(line).unwrap())).collect();
    let bytes: usize = articles.iter().map(|article| article.text.len()).sum();
    let started = std::time::Instant::now();
    let quotes: usize = articles.iter().map(|article| attribute(article).len()).sum();
    let seconds = started.elapsed().as_secs_f64();
    println!(
        "{quotes} quotations, {:.1} MB in {seconds:.2} s: {:.1} MB/s",
        bytes as f64 / 1e6,
        bytes as f64 / 1e6 / seconds
    );
}
