//! Every form of every answer, as it is printed.

use crate::pages;
use insta::assert_snapshot;
use onrecord::article::Article;
use onrecord::article::ArticleId;
use onrecord::quote::Kind;
use onrecord::quote::Quote;
use onrecord::quote::Rule;
use onrecord::render;
use onrecord::render::Answer;
use onrecord::render::Asked;
use onrecord::render::Citation;
use onrecord::render::Counts;
use onrecord::render::CountsAnswer;
use onrecord::render::Format;
use onrecord::render::Look;
use onrecord::search::By;
use onrecord::search::Hit;
use onrecord::search::Page;
use onrecord::search::Period;
use onrecord::text::Span;
use std::io;
use std::io::Write;
use std::time::Duration;

const PLAIN: Look = Look { colour: false, width: None, brackets: false, links: false };
const TERMINAL: Look = Look { colour: true, width: Some(80), brackets: false, links: false };

const FORMATS: [(Format, &str); 10] = [
    (Format::Text, "text"),
    (Format::Json, "json"),
    (Format::Jsonl, "jsonl"),
    (Format::Csv, "csv"),
    (Format::Tsv, "tsv"),
    (Format::Markdown, "markdown"),
    (Format::Html, "html"),
    (Format::Cited(Citation::Ris), "ris"),
    (Format::Cited(Citation::Bibtex), "bibtex"),
    (Format::Cited(Citation::CslJson), "csl-json"),
];

/// What is written, with escape sequences and other control characters as `\e` and the like.
fn written(write: impl FnOnce(&mut dyn Write) -> io::Result<()>) -> String {
    let mut out = Vec::new();
    write(&mut out).unwrap();
    String::from_utf8(out).unwrap().replace('\u{1b}', "\\e").replace('\r', "\\r")
}

fn answer<'a, H>(asked: &'a Asked, page: &'a Page<H>) -> Answer<'a, H> {
    Answer { asked, page, elapsed: Duration::from_micros(812), next: Some(3) }
}

fn hits(page: &Page<Hit>, format: Format, look: Look) -> String {
    written(|out| render::hits(&answer(&pages::asked(), page), format, look, out))
}

fn quotes(format: Format, look: Look) -> String {
    written(|out| render::quotes(&answer(&pages::asked(), &pages::quotes()), format, look, out))
}

#[test]
fn passages() {
    for (format, name) in FORMATS {
        assert_snapshot!(format!("passages-{name}"), hits(&pages::hits(), format, PLAIN));
    }
    assert_snapshot!("passages-terminal", hits(&pages::hits(), Format::Text, TERMINAL));
    let brackets = Look { width: Some(60), brackets: true, ..PLAIN };
    assert_snapshot!("passages-brackets", hits(&pages::hits(), Format::Text, brackets));
}

#[test]
fn quotations() {
    for (format, name) in FORMATS {
        assert_snapshot!(format!("quotations-{name}"), quotes(format, PLAIN));
    }
    assert_snapshot!("quotations-terminal", quotes(Format::Text, TERMINAL));
}

#[test]
fn a_whole_article() {
    let story = |format, look| written(|out| render::story(&pages::story(), &[], format, look, out));
    for (format, name) in FORMATS {
        assert_snapshot!(format!("article-{name}"), story(format, PLAIN));
    }
    assert_snapshot!("article-terminal", story(Format::Text, TERMINAL));
}

fn counts_written(counts: &Counts, format: Format, look: Look) -> String {
    let asked = Asked { read_as: "mill".to_string(), ..Asked::default() };
    written(|out| render::counts(CountsAnswer { asked: &asked, counts }, format, look, out))
}

#[test]
fn counts() {
    let people = Counts::of_people(pages::people(), Some(By::Outlet));
    let weeks = Counts::of_periods(pages::weeks(), Period::Week);
    for (format, name) in FORMATS.into_iter().filter(|(format, _)| !matches!(format, Format::Cited(_))) {
        assert_snapshot!(format!("counts-{name}"), counts_written(&people, format, PLAIN));
        assert_snapshot!(format!("weeks-{name}"), counts_written(&weeks, format, PLAIN));
    }
    assert_snapshot!("weeks-terminal", counts_written(&weeks, Format::Text, TERMINAL));
    let page = people.page(1, 1);
    assert_snapshot!("counts-page", counts_written(&page, Format::Text, TERMINAL));
}

/// Bars fit into the width, and where there is no room for them there are none.
#[test]
fn bars_respect_the_width() {
    let weeks = Counts::of_periods(pages::weeks(), Period::Week);
    for width in 1..140 {
        let look = Look { width: Some(width), ..PLAIN };
        let lines = counts_written(&weeks, Format::Text, look);
        let most = lines.lines().find(|line| line.starts_with("30 articles")).unwrap();
        assert_eq!(most.contains('█'), width >= 67, "{width}: {lines}");
        assert!(width < 67 || most.chars().count() == width, "{width}: {lines}");
    }
}

#[test]
fn nothing_found() {
    let page = Page {
        articles: 0,
        quotes: None,
        more: false,
        notes: Vec::new(),
        hits: Vec::new(),
        facets: Vec::new(),
    };
    assert_eq!(hits(&page, Format::Text, PLAIN), "");
    assert_eq!(hits(&page, Format::Jsonl, PLAIN), "");
    assert_snapshot!(hits(&page, Format::Json, PLAIN));
}

#[test]
fn what_strangers_write_steers_nothing() {
    for (format, name) in FORMATS {
        let written = hits(&pages::hostile(), format, PLAIN);
        assert!(!written.contains(|c: char| "\u{9b}\u{7}\u{202e}".contains(c)), "{written}");
        assert!(!written.contains("\\e["), "{written}");
        assert_snapshot!(format!("hostile-{name}"), written);
    }
}

#[test]
fn offsets_count_code_points() {
    let json: serde_json::Value = serde_json::from_str(&hits(&pages::hits(), Format::Json, PLAIN)).unwrap();
    for hit in json["hits"].as_array().unwrap() {
        let text: Vec<char> = hit["passage"]["text"].as_str().unwrap().chars().collect();
        let slice = |start: &serde_json::Value, end: &serde_json::Value| -> String {
            text[start.as_u64().unwrap() as usize..end.as_u64().unwrap() as usize].iter().collect()
        };
        for span in hit["passage"]["highlights"].as_array().unwrap() {
            let found = slice(&span[0], &span[1]);
            assert!(["mill", "close", "closing", "usine"].contains(&found.as_str()), "{found}");
        }
        for quote in hit["passage"]["quotes"].as_array().unwrap() {
            let said = slice(&quote["start"], &quote["end"]);
            assert!(!said.contains(['“', '”', '«', '»']), "{said}");
        }
    }
}

#[test]
fn an_extracted_article() {
    let text = "« Non », a dit Élodie Roux.\n\n“No,” she said.";
    let article = Article {
        id: ArticleId::of_url("https://post.example/a"),
        reference: Some("17".to_string()),
        source_path: "a.jsonl".to_string(),
        ..Article::of_text(text)
    };
    let quote = |words: &str| Quote {
        span: Span::of(words, text).unwrap(),
        kind: Kind::Direct,
        speaker: None,
        cue: Span::of("said", text),
        confidence: 0.5,
        rule: Rule::Nobody,
        group: 1,
    };
    let quotes = [quote("Non"), quote("No,")];
    assert_snapshot!("extracted-jsonl", written(|out| render::extract_line(&article, &quotes, out)));
    assert_snapshot!("extracted-text", written(|out| render::extract_text(&article, &quotes, PLAIN, out)));
}
