//! Quotations and speakers in `tests/cases/quotes/`, a file for each phenomenon.
//!
//! A file opens with `#` lines that say what it shows (`# language: fr` sets the language), then has cases separated by `---`. In a
//! case `{content|…}` marks each quotation with its marks, `{cue|…}` and `{speaker|…}` the words beside them, and a line `= Name` for
//! every quotation gives its speaker, `= nobody` for none. A file whose first line is `# open: why` shows what is still read wrongly.
//! `{told|…}` marks what is reported without marks, with a line `~ Name` for each; a case without any shows nothing about such reports,
//! unless its file says `# reported`.

use crate::holds::article;
use crate::marked::marked;
use onrecord::quote::Kind;
use onrecord::quote::Quote;
use onrecord::quote::attribute;
use onrecord::text::Language;
use onrecord::text::Span;
use onrecord::text::canonical;
use std::collections::BTreeSet;
use std::path::Path;

#[test]
fn pieces_of_one_sentence_share_a_group() {
    let text = "“It is late,” Maria Ruiz said, “and dark.” “So go.” She called it “sad” and “late.”";
    let groups: Vec<u32> = attribute(&article(text, Language::EN)).iter().map(|quote| quote.group).collect();
    assert_eq!(groups, [0, 0, 1, 2, 2]);
}

#[test]
fn golden_cases() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases/quotes");
    let mut failures = Vec::new();
    let mut files = 0;
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        assert_eq!(
            path.extension().and_then(|ending| ending.to_str()),
            Some("txt"),
            "nobody reads {}",
            path.display()
        );
        files += 1;
        let file = std::fs::read_to_string(&path).unwrap();
        let language = if file.contains("# language: fr") { Language::FR } else { Language::EN };
        let body: Vec<&str> = file.lines().filter(|line| !line.starts_with('#')).collect();
        let differ = body
            .join("\n")
            .split("\n---\n")
            .filter_map(|case| {
                let reported = file.contains("# reported") || case.contains("{told|");
                differences(case, language, reported)
            })
            .collect::<Vec<_>>();
        if file.starts_with("# open: ") {
            // Known to be read wrongly; once it is not, it belongs with the others.
            assert!(!differ.is_empty(), "no longer open: {}", path.display());
            continue;
        }
        failures.extend(differ.into_iter().map(|what| format!("{}: {what}", path.display())));
    }
    assert!(files >= 14, "only {files} files");
    assert!(failures.is_empty(), "{} differ\n\n{}", failures.len(), failures.join("\n\n"));
}

/// What is found otherwise than marked, if anything.
fn differences(case: &str, language: Language, reported: bool) -> Option<String> {
    let (names, lines): (Vec<&str>, Vec<&str>) =
        case.lines().partition(|line| line.starts_with("= ") || line.starts_with("~ "));
    let fixture = lines.join("\n");
    let (text, spans) = marked(fixture.trim());
    let article = article(&text, language);
    let mut found = attribute(&article);
    found.retain(|quote| reported || quote.kind != Kind::Indirect);
    let of = |label: &str| {
        spans.iter().filter(|(own, _)| *own == label).map(|(_, span)| *span).collect::<Vec<Span>>()
    };
    let slices = |spans: &BTreeSet<Span>| {
        spans.iter().map(|span| article.slice(*span).to_string()).collect::<Vec<_>>()
    };
    let mut wrong = Vec::new();
    let mut compare = |what: &str, expected: Vec<String>, found: Vec<String>| {
        if expected != found {
            wrong.push(format!("  {what}: expected {expected:?}, found {found:?}"));
        }
    };
    for (label, is_told) in [("content", false), ("told", true)] {
        let expected = of(label).iter().map(|span| bare(article.slice(*span)).to_string()).collect();
        let found = found.iter().filter(|quote| (quote.kind == Kind::Indirect) == is_told);
        compare(label, expected, found.map(|quote| article.slice(quote.span).to_string()).collect());
    }
    let expected_names = names.iter().map(ToString::to_string).collect();
    compare("names", expected_names, found.iter().map(name_line).collect());
    let cues: BTreeSet<Span> = found.iter().filter_map(|quote| quote.cue).collect();
    if !of("cue").is_empty() {
        compare("cues", slices(&of("cue").into_iter().collect()), slices(&cues));
    }
    let mentions: BTreeSet<Span> = found.iter().filter_map(|quote| quote.speaker.as_ref()?.mention).collect();
    compare("speakers", slices(&of("speaker").into_iter().collect()), slices(&mentions));
    let rules: Vec<_> = found.iter().map(|quote| quote.rule).collect();
    (!wrong.is_empty()).then(|| format!("{text}\n{}\n  rules: {rules:?}", wrong.join("\n")))
}

fn speaker(quote: &Quote) -> String {
    quote.speaker.as_ref().map_or_else(|| "nobody".to_string(), |speaker| speaker.name.clone())
}

/// The words of a fixture's content without its marks, which may be doubled; other marks inside stay.
fn bare(content: &str) -> &str {
    const MARKS: [&str; 12] = ["â€œ", "â€", "“", "”", "\"", "«", "»", "‘", "’", "''", "'", "`"];
    let content = content.trim();
    let opening = MARKS.into_iter().find(|mark| content.starts_with(mark)).unwrap_or("\0");
    let closing = MARKS.into_iter().find(|mark| content.ends_with(mark)).unwrap_or("\0");
    content.trim_start_matches(opening).trim_end_matches(closing).trim()
}

/// The line that gives a quotation's speaker in a case.
fn name_line(quote: &Quote) -> String {
    let sign = if quote.kind == Kind::Indirect { '~' } else { '=' };
    format!("{sign} {}", speaker(quote))
}

/// The three articles that the project began with.
#[test]
fn the_seed_document_gives_every_quotation_to_its_speaker() {
    let name = "shared/seed/000_be0d4e13996a22a9.txt";
    let folders = ["..", "../.."].map(|up| Path::new(env!("CARGO_MANIFEST_DIR")).join(up).join(name));
    let Some(path) = folders.into_iter().find(|path| path.is_file()) else {
        println!("skipped: no seed document beside the project");
        return;
    };
    let file = std::fs::read_to_string(path).unwrap();
    let mut doubles = Vec::new();
    let mut paragraphs: Vec<&str> = Vec::new();
    for line in file.lines() {
        if !line.starts_with("https://") {
            paragraphs.push(line.trim());
            continue;
        }
        let text = canonical(&paragraphs.join("\n\n"));
        for quote in attribute(&article(&text, Language::EN)) {
            if text[..quote.span.start() as usize].ends_with('“') {
                doubles.push((speaker(&quote), text[quote.span.range()].to_string()));
            }
        }
        paragraphs.clear();
    }
    let others: Vec<_> = doubles.iter().filter(|(name, _)| name != "Han Dong").collect();
    assert_eq!(doubles.len(), 29, "{doubles:#?}");
    assert_eq!(others.len(), 1, "{others:#?}");
    assert_eq!(others[0].0, "a spokesperson for the Prime Minister’s Office");
}
