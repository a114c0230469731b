//! Quality has a floor: the scorer's figures on gold articles must not fall below `tests/cases/floors.toml`.
//!
//! The gold data is not part of the project. Where it is absent the test says so and passes.

use onrecord::article::Article;
use onrecord::quote::Kind;
use onrecord::quote::Quote;
use onrecord::quote::attribute;
use onrecord::text::Language;
use onrecord::text::canonical;
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
    attribution: Attribution,
}

/// The floors of attribution on the gold articles for checking.
#[derive(Deserialize)]
struct Attribution {
    /// F1 by what is found.
    f1: BTreeMap<String, f64>,
    /// The share of right speakers by how the article words them.
    speaker: BTreeMap<String, f64>,
    /// Of the speakers given, the share that is right.
    precision_when_given: f64,
    /// How far confidence may be from the share that is right: a ceiling.
    calibration_error: f64,
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
    let floors = floors.attribution;
    let scored = score(&gold, "dev.jsonl");
    let found = &scored.figures;
    let f1 = floors.f1.iter().map(|(part, floor)| (part, *floor, &found[part]["f1"]));
    let speaker = floors
        .speaker
        .iter()
        .map(|(form, floor)| (form, *floor, &found["by_source"][form]["speaker_accuracy"]));
    let given = "precision_when_given".to_string();
    let precision = (&given, floors.precision_when_given, &found["speaker"][&given]);
    for (part, floor, figure) in f1.chain(speaker).chain([precision]) {
        let figure = figure.as_f64().unwrap();
        assert!(figure >= floor, "{part}: {figure} is below its floor {floor}");
    }
    let error = calibration_error(&scored);
    assert!(error <= floors.calibration_error, "calibration error {error}");
}

/// The expected calibration error of the speakers given to direct quotations, over ten equal steps of confidence (Naeini, Cooper and
/// Hauskrecht 2015): how far the mean confidence of a step is from its share of right speakers, weighted by its size.
fn calibration_error(scored: &Scored) -> f64 {
    let mut wrong: BTreeMap<(String, String), usize> = BTreeMap::new();
    for error in scored.errors.iter().filter(|error| error["error"] != "missed") {
        let key = |name: &str| error[name].as_str().unwrap_or_default().trim().to_string();
        *wrong.entry((key("id"), key("text"))).or_default() += 1;
    }
    let mut steps = [(0.0, 0.0, 0.0); 10];
    for article in &scored.predictions {
        let quotes = article["quotes"].as_array().unwrap().iter();
        for quote in quotes.filter(|quote| quote["kind"] != "indirect" && !quote["speaker"].is_null()) {
            let key = |value: &Value| value.as_str().unwrap_or_default().trim().to_string();
            let is_wrong =
                wrong.get_mut(&(key(&article["id"]), key(&quote["text"]))).filter(|left| **left > 0);
            let right = f64::from(is_wrong.is_none());
            is_wrong.into_iter().for_each(|left| *left -= 1);
            let confidence = quote["confidence"].as_f64().unwrap();
            let step = &mut steps[((confidence * 10.0) as usize).min(9)];
            *step = (step.0 + 1.0, step.1 + confidence, step.2 + right);
        }
    }
    let all: f64 = steps.iter().map(|(count, ..)| count).sum();
    steps.iter().map(|(_, confidence, right)| (confidence - right).abs() / all).sum()
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

/// What the scorer says of the predictions for a gold file.
struct Scored {
    /// Its last line.
    figures: Value,
    errors: Vec<Value>,
    predictions: Vec<Value>,
}

/// Predicts the articles of a gold file and runs the scorer on them.
fn score(gold: &Path, name: &str) -> Scored {
    let scratch = tempfile::tempdir().unwrap();
    let out = std::env::var("OUT").map_or_else(|_| scratch.path().to_path_buf(), PathBuf::from);
    let inputs = run(Command::new("python3").arg(gold.join("score.py")).arg("--inputs").arg(gold.join(name)));
    let predictions = out.join("predictions.jsonl");
    let mut lines = String::new();
    for record in inputs.lines() {
        writeln!(lines, "{}", predicted(&serde_json::from_str(record).unwrap())).unwrap();
    }
    std::fs::write(&predictions, &lines).unwrap();
    let mut scorer = Command::new("python3");
    scorer.arg(gold.join("score.py")).arg(gold.join(name)).arg(&predictions);
    let report = run(scorer.arg("--errors").arg(out.join("errors.jsonl")));
    println!("{report}");
    let rows = |lines: &str| lines.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    Scored {
        figures: serde_json::from_str(report.lines().last().unwrap()).unwrap(),
        errors: rows(&std::fs::read_to_string(out.join("errors.jsonl")).unwrap()),
        predictions: rows(&lines),
    }
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
        reference: record["id"].as_str().map(String::from),
        outlet: record["outlet"].as_str().map(String::from),
        language: Some(Language::EN),
        ..Article::of_text(text)
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
