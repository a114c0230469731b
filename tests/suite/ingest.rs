//! Files to articles.
//!
//! Golden cases: each file in `tests/cases/ingest` is read, and what comes of it is compared with the `.json` of the
//! same name; a case that is JSON itself is called `….given.json`. `ONRECORD_OVERWRITE=1 cargo test` writes the expected files anew; look at what changed before committing.

use onrecord::article::Article;
use onrecord::error::Error;
use onrecord::error::ErrorKind;
use onrecord::ingest;
use onrecord::text::canonical;
use proptest::prelude::*;
use serde_json::Value;
use serde_json::json;
use std::collections::BTreeSet;
use std::fs;
use std::io::Write;
use std::path::Path;
use std::path::PathBuf;

fn cases() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases/ingest")
}

/// What a file gives, as JSON: its articles, and its complaints in their place.
fn read(path: &Path) -> Value {
    let name = path.file_name().unwrap().to_string_lossy();
    let shown = |error: Error| json!({ "complaint": error.to_string() });
    match ingest::open(path, &name) {
        Err(error) => json!([shown(error)]),
        Ok(records) => records
            .map(|record| {
                record.and_then(|record| record.article()).map_or_else(shown, |article| fact_sheet(&article))
            })
            .collect(),
    }
}

/// The facts that an article has, and its paragraphs.
pub(crate) fn fact_sheet(article: &Article) -> Value {
    let mut sheet = json!({
        "reference": article.reference,
        "url": article.url,
        "outlet": article.outlet,
        "wire": article.wire,
        "section": article.section,
        "tags": article.tags,
        "title": article.title,
        "subtitle": article.subtitle,
        "authors": article.authors,
        "published": article.published.map(|printed| printed.to_string()),
        "updated": article.updated.map(|printed| printed.to_string()),
        "language": article.language.map(|language| language.to_string()),
        "text": article.text.split("\n\n").collect::<Vec<_>>(),
    });
    let facts = sheet.as_object_mut().unwrap();
    facts.retain(|_, value| !value.is_null() && *value != json!([]));
    sheet
}

fn is_expected(path: &Path) -> bool {
    let name = path.to_string_lossy();
    name.ends_with(".json") && !name.ends_with(".given.json")
}

fn golden(input: &Path) -> PathBuf {
    let name = input.to_string_lossy();
    name.strip_suffix(".given.json")
        .map_or_else(|| input.with_extension("json"), |stem| format!("{stem}.json").into())
}

#[test]
fn golden_cases() {
    let overwrite = std::env::var_os("ONRECORD_OVERWRITE").is_some();
    let files: BTreeSet<PathBuf> =
        fs::read_dir(cases()).unwrap().map(|entry| entry.unwrap().path()).collect();
    let (expected, inputs): (Vec<_>, Vec<_>) = files.iter().partition(|path| is_expected(path));
    let mut wrong = Vec::new();
    for input in &inputs {
        let golden = golden(input);
        let found = format!("{:#}\n", read(input));
        if overwrite {
            fs::write(&golden, &found).unwrap();
        } else if fs::read_to_string(&golden).ok().as_deref() != Some(&found) {
            wrong.push(format!("{}:\n{found}", golden.display()));
        }
    }
    let unread = expected.iter().filter(|expected| !inputs.iter().any(|input| golden(input) == ***expected));
    assert_eq!(unread.collect::<Vec<_>>(), Vec::<&&PathBuf>::new(), "expected files that nothing reads");
    assert!(wrong.is_empty(), "not as expected:\n{}", wrong.join("\n"));
}

/// The pasted file that the mission shows: three articles, each ending in its address.
#[test]
fn the_model_of_a_pasted_file_is_read() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/seed/000_be0d4e13996a22a9.txt");
    if !path.exists() {
        println!("skipped: {} is not there", path.display());
        return;
    }
    let articles: Vec<Article> =
        ingest::open(&path, "seed.txt").unwrap().map(|record| record.unwrap().article().unwrap()).collect();
    let facts: Vec<_> = articles
        .iter()
        .map(|article| {
            let published = article.published.unwrap().to_string();
            (
                article.outlet.as_deref().unwrap(),
                article.authors.join(", "),
                published,
                article.text.split("\n\n").count(),
            )
        })
        .collect();
    let expected = [
        ("CBC News", "Catharine Tunney", "2023-03-22T21:55:00-04:00", 12),
        ("CTV News", "Tom Yun", "2023-03-22T22:18:00-04:00", 10),
        ("National Post", "Ryan Tumilty, Catherine Lévesque", "2023-03-22", 30),
    ]
    .map(|(outlet, authors, published, count)| (outlet, authors.to_string(), published.to_string(), count));
    assert_eq!(facts, expected);
    assert_eq!(articles[1].updated.unwrap().to_string(), "2023-03-22T22:44:00-04:00");
    for article in &articles {
        assert!(
            article.title.is_some() && article.url.is_some() && article.language.is_some(),
            "{:?}",
            article.title
        );
        for furniture in ["Sign up", "Twitter:", "Email:", "PHOTO BY", "Published", "Posted", "https://"] {
            assert!(!article.text.contains(furniture), "{furniture} in {:?}", article.title);
        }
    }
}

/// A folder for the files of one test, removed at its end.
fn folder() -> tempfile::TempDir {
    tempfile::tempdir().unwrap()
}

/// Opens bytes as a file of this name, and reads all of it: articles, then complaints.
pub(crate) fn read_bytes(name: &str, bytes: &[u8]) -> (Vec<Article>, Vec<Error>) {
    let folder = folder();
    let path = folder.path().join(name);
    fs::write(&path, bytes).unwrap();
    let mut found = (Vec::new(), Vec::new());
    match ingest::open(&path, name) {
        Err(error) => found.1.push(error),
        Ok(records) => {
            for record in records {
                match record.and_then(|record| record.article()) {
                    Ok(article) => found.0.push(article),
                    Err(error) => found.1.push(error),
                }
            }
        }
    }
    found
}

const LINE: &str =
    "{\"title\": \"Mill closes\", \"text\": \"The mill on Cannery Road will close in August.\"}\n";

#[test]
fn what_cannot_be_read_is_named() {
    for (name, bytes, expected) in [
        ("a.txt", &b""[..], "a.txt: the file is empty"),
        ("a.jsonl", b"", "a.jsonl: the file is empty"),
        ("a.jsonl", b"\n \n", "a.jsonl: the file is empty"),
        ("a.txt", &[0; 4096], "a.txt: the file is not text"),
        ("a.jsonl", &[0; 4096], "a.jsonl: the file is not text"),
        ("a.txt", b"\x7fELF\x02\x01\x01\0\0\0\0\0", "a.txt: the file is not text"),
        ("a.txt", b"%PDF-1.7\n%\xe2\xe3", "a.txt: a PDF file is not read as it is"),
        ("a.css", b"p { color: red }", "a.css: this kind of file is not read"),
        ("a", b"The mill closes.", "a:1: 3 words are not an article; 5 are wanted"),
        ("a.txt", b"Closed", "a.txt:1: one word is not an article"),
        ("a.txt", b"\n\nThe mill closes", "a.txt:3: 3 words are not an article; 5 are wanted"),
        ("a.jsonl", b"[1]", "a.jsonl:1: not a JSON object"),
        ("a.jsonl", b"{\"title\": \"x\"}", "a.jsonl:1: there is no text in it"),
        ("a.jsonl", b"{\"text\": null}", "a.jsonl:1: there is no text in it"),
    ] {
        let (articles, complaints) = read_bytes(name, bytes);
        assert_eq!(articles, [], "{name}");
        assert_eq!(complaints.iter().map(Error::to_string).collect::<Vec<_>>(), [expected]);
    }
    let folder = folder();
    assert!(ingest::open(folder.path(), "folder").is_err());
    assert!(ingest::open(&folder.path().join("none.txt"), "none.txt").is_err());
    fs::create_dir(folder.path().join("folder.txt")).unwrap();
    let error = ingest::open(&folder.path().join("folder.txt"), "folder.txt").err().unwrap();
    assert!(matches!(error.kind, ErrorKind::Unreadable(_)), "{error}");
}

#[test]
fn a_bad_line_costs_itself_alone() {
    let long = format!("{{\"text\": \"{}\"}}\n", "x".repeat(17 << 20));
    let file = [LINE, "{\"text\": \"cut off\n", "\n", &long, "7\n", LINE.trim_end()].concat();
    let (articles, complaints) = read_bytes("a.jsonl", file.as_bytes());
    assert_eq!(articles.len(), 2);
    let places: Vec<String> =
        complaints.iter().map(|error| error.to_string().chars().take(24).collect()).collect();
    assert_eq!(places, ["a.jsonl:2: broken JSON: ", "a.jsonl:4: longer than 1", "a.jsonl:5: not a JSON ob"]);
}

pub(crate) fn gz(text: &str) -> Vec<u8> {
    gz_bytes(text.as_bytes())
}

fn gz_bytes(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap()
}

#[test]
fn compressed_files_are_read_to_their_last_member() {
    let two_members = [gz(LINE), gz(LINE)].concat();
    assert_eq!(read_bytes("a.jsonl.gz", &two_members).0.len(), 2);
    let frames =
        [zstd::encode_all(LINE.as_bytes(), 1).unwrap(), zstd::encode_all(LINE.as_bytes(), 1).unwrap()]
            .concat();
    assert_eq!(read_bytes("a.ndjson.zst", &frames).0.len(), 2);
    assert_eq!(read_bytes("a.txt.gz", &gz("The mill on Cannery Road closes.")).0.len(), 1);
    // Cut off in the second member: the first is read, and one complaint names the line.
    let (articles, complaints) = read_bytes("a.jsonl.gz", &two_members[..two_members.len() - 20]);
    assert_eq!(articles.len(), 1);
    assert!(
        matches!(complaints[..], [Error { kind: ErrorKind::BrokenCompression(_), .. }]),
        "{complaints:?}"
    );
    // Unpacked on its way, and still called as before.
    assert_eq!(read_bytes("a.jsonl.gz", LINE.as_bytes()).0.len(), 1);
    assert_eq!(read_bytes("a.jsonl", &gz(LINE)).0.len(), 1);
    assert_eq!(read_bytes("a.jsonl.gz.gz", &gz_bytes(&gz(LINE))).0.len(), 1);
}

#[test]
fn standard_input_tells_its_form_by_its_content() {
    let read = |bytes: &'static [u8]| -> Vec<Article> {
        ingest::standard_input(bytes, "-").unwrap().map(|record| record.unwrap().article().unwrap()).collect()
    };
    assert_eq!(read(LINE.as_bytes())[0].title.as_deref(), Some("Mill closes"));
    assert_eq!(read(b" \n{ \"text\": \"The mill on Cannery Road closes.\" }").len(), 1);
    assert_eq!(read(b"{Mill closes} The mill on Cannery Road closes.").len(), 1);
    assert!(ingest::standard_input(&b""[..], "-").is_err());
}

#[test]
fn one_article_has_one_id() {
    let at = |url: &str| {
        read_bytes("a.txt", format!("The mill on Cannery Road closes.\n{url}").as_bytes()).0.remove(0).id
    };
    assert_eq!(at("https://www.outlet.example/a/?utm_source=x"), at("http://outlet.example/a#top"));
    assert_ne!(at("https://outlet.example/a"), at("https://outlet.example/b"));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn any_bytes_are_read_or_refused(bytes in prop::collection::vec(any::<u8>(), 0..400), name in "a\\.(txt|md|jsonl|txt\\.gz|jsonl\\.zst)") {
        for article in read_bytes(&name, &bytes).0 {
            prop_assert_eq!(&canonical(&article.text), &article.text);
        }
    }

    #[test]
    fn any_lines_are_read_or_refused(lines in prop::collection::vec(ANY_LINE, 0..30)) {
        for article in read_bytes("a.txt", lines.join("\n").as_bytes()).0 {
            prop_assert_eq!(&canonical(&article.text), &article.text);
            prop_assert!(article.text.split("\n\n").all(|paragraph| !paragraph.contains('\n') && !paragraph.is_empty()));
        }
    }

    #[test]
    fn any_object_is_read_or_refused(text in "(<p>|</p>|<table>|<td colspan=9>|<td rowspan=4>|&amp;|\\PC|\n){0,60}", date in "\\PC{0,30}", authors in "\\PC{0,30}") {
        let line = json!({ "text": text, "date": date, "authors": authors, "url": date }).to_string();
        for article in read_bytes("a.jsonl", line.as_bytes()).0 {
            prop_assert_eq!(&canonical(&article.text), &article.text);
        }
    }
}

/// Lines of every kind that the reader of pasted text has a rule for, and others.
const ANY_LINE: &str = "https://outlet\\.example/[a-c]|---|===|\\* \\* \\*|title: [A-Z][a-z]{1,9}|url: https://outlet\\.example/d|By [A-Z][a-z]{0,5} [A-Z][a-z]{0,5}|Published March [0-9]{1,2}, 20[0-9]{2}( [0-9]{1,2}:[0-9]{2} p\\.m\\. [A-Z]{2,4})?|# [A-Z][a-z ]{0,9}|\\*\\*?[a-zé ]{0,9}\\*?\\*?|(“|«|\")?([A-Za-zé’]{1,9} ){0,14}[a-z]{1,5}[.,”»]{0,2}|\\PC{0,20}||Twitter: x|By|Published|[a-z]+ — [A-Z]+";
