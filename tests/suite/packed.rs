//! Archives, documents and mail: what is in them is read, whatever is wrong with them is named, and nothing of it is written.

mod hostile;
mod pack;

use crate::ingest::fact_sheet;
use crate::scratch::Scratch;
use onrecord::article::Article;
use onrecord::error::Error;
use onrecord::ingest;
use pack::Zip;
use pack::gzip;
use pack::tar;
use std::io::Cursor;

const STORY: &str = "Mill closes\n\nBy Ann Roe\n\nThe mill on Cannery Road will close in August.\n";
const PAGE: &str = "<!DOCTYPE html><html><head><title>Ferry sold</title></head><body><article><h1>Ferry sold</h1>\
    <p>The ferry to Gull Island was sold on Monday, the harbour board said in a short note to the town.</p>\
    <p>“We could not keep her afloat,” said Odile Marchmain, who chairs the board and who had hoped for help.</p>\
    </article></body></html>";
const LINE: &str = "{\"title\": \"Weir opens\", \"text\": \"The weir at Dampier opened on Friday.\"}\n";

/// What bytes give: the paths of the articles with their titles, and the complaints.
fn read(name: &str, bytes: &[u8]) -> (Vec<String>, Vec<String>) {
    let (articles, complaints) = articles(name, bytes);
    let shown = |article: Article| format!("{}: {}", article.source_path, article.title.unwrap_or_default());
    (articles.into_iter().map(shown).collect(), complaints.iter().map(Error::to_string).collect())
}

fn articles(name: &str, bytes: &[u8]) -> (Vec<Article>, Vec<Error>) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join(name);
    std::fs::write(&path, bytes).unwrap();
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

/// One of each, in a folder of the archive.
const MEMBERS: [(&str, &str); 3] = [("b/mill.txt", STORY), ("ferry.html", PAGE), ("weir.jsonl", LINE)];

#[test]
fn members_are_read_as_files_in_every_archive() {
    let zip = Zip::of(&MEMBERS).bytes();
    let tape = tar(&MEMBERS);
    for (name, bytes) in [
        ("a.zip", zip.clone()),
        ("a", zip.clone()),
        ("a.tar", tape.clone()),
        ("a.tar.gz", gzip(&tape)),
        ("a.tgz", gzip(&tape)),
        ("a.tar.zst", zstd::encode_all(&tape[..], 3).unwrap()),
        ("a.zip.gz", gzip(&zip)),
    ] {
        let expected = ["b/mill.txt: Mill closes", "ferry.html: Ferry sold", "weir.jsonl: Weir opens"];
        let expected: Vec<String> = expected.iter().map(|member| format!("{name}/{member}")).collect();
        assert_eq!(read(name, &bytes), (expected, Vec::new()), "{name}");
    }
    let records: Vec<_> = ingest::standard_input(Cursor::new(zip), "-").unwrap().collect();
    assert_eq!(records.len(), 3);
}

#[test]
fn archives_in_archives_are_read_to_a_small_depth() {
    let inner = Zip::of(&MEMBERS[..1]).bytes();
    let pages = gzip(PAGE.as_bytes());
    let outer = Zip::new().with("in.zip", &inner).with("ferry.html.gz", &pages).bytes();
    let expected = ["a.zip/in.zip/b/mill.txt: Mill closes", "a.zip/ferry.html.gz: Ferry sold"];
    assert_eq!(read("a.zip", &outer), (expected.map(String::from).to_vec(), Vec::new()));
    let deep = (0..9).fold(inner, |inner, _| Zip::new().with("in.zip", &inner).bytes());
    let (articles, complaints) = read("a.zip", &deep);
    assert!(articles.is_empty());
    assert!(complaints[0].ends_with("it is packed more than 6 times over"), "{complaints:?}");
    assert_eq!(complaints.len(), 1);
}

#[test]
fn documents_are_read_by_paragraphs() {
    let word = format!(
        "<w:document><w:body>{}</w:body></w:document>",
        STORY
            .split("\n\n")
            .map(|line| format!("<w:p><w:r><w:t>{line}</w:t></w:r></w:p>"))
            .collect::<String>()
    );
    let core = "<cp:coreProperties><dc:title>Untitled</dc:title><dc:creator>Bo Li</dc:creator>\
        <dcterms:created>2024-03-09T10:11:12Z</dcterms:created></cp:coreProperties>";
    let docx = Zip::of(&[
        ("[Content_Types].xml", "<Types/>"),
        ("docProps/core.xml", core),
        ("word/document.xml", &word),
    ])
    .bytes();
    let (found, complaints) = articles("mill.docx", &docx);
    assert!(complaints.is_empty(), "{complaints:?}");
    let sheet = fact_sheet(&found[0]);
    assert_eq!(sheet["title"], "Mill closes");
    assert_eq!(sheet["authors"], serde_json::json!(["Ann Roe"]), "the byline goes before the maker");
    assert_eq!(sheet["published"], "2024-03-09T10:11:12+00:00");
    assert_eq!(sheet["text"], serde_json::json!(["The mill on Cannery Road will close in August."]));

    let content = "<office:document-content><office:body><office:text>\
        <text:p>The mill on Cannery Road will close in August.</text:p></office:text></office:body></office:document-content>";
    let meta = "<office:document-meta><dc:title>Mill closes</dc:title>\
        <meta:initial-creator>Ann Roe</meta:initial-creator></office:document-meta>";
    let odt = Zip::of(&[
        ("mimetype", "application/vnd.oasis.opendocument.text"),
        ("content.xml", content),
        ("meta.xml", meta),
        ("META-INF/manifest.xml", "<m/>"),
    ])
    .bytes();
    let (found, complaints) = articles("mill.odt", &odt);
    assert!(complaints.is_empty(), "{complaints:?}");
    assert_eq!(
        (found[0].title.as_deref(), &found[0].authors[..]),
        (Some("Mill closes"), &["Ann Roe".into()][..])
    );
}

#[test]
fn what_has_no_reader_names_the_tool_that_helps() {
    let book = Zip::of(&[("mimetype", "application/epub+zip")]).bytes();
    let sheet = Zip::of(&[("[Content_Types].xml", "<Types/>"), ("xl/workbook.xml", "<x/>")]).bytes();
    for (bytes, complaint, tool) in [
        (&b"%PDF-1.7\n"[..], "a PDF file is not read as it is", "`pdftotext FILE.pdf`"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1", "a Word document of before 2007 is not read as it is", "`libreoffice"),
        (b"\xfd7zXZ\0", "an xz file is not read as it is", "`unxz FILE.xz`"),
        (b"BZh91AY", "a bzip2 file is not read as it is", "`bunzip2 FILE.bz2`"),
        (&book, "an e-book is not read as it is", "`pandoc"),
        (&sheet, "this kind of file is not read", "give it as text"),
    ] {
        let (_, complaints) = articles("given", bytes);
        assert_eq!(complaints.len(), 1);
        assert_eq!(complaints[0].to_string(), format!("given: {complaint}"));
        assert!(complaints[0].hint().unwrap().contains(tool), "{:?}", complaints[0].hint());
    }
}

#[test]
fn the_same_folder_twice_is_unchanged_in_every_format() {
    let scratch = Scratch::empty();
    let zip = Zip::of(&[("mill.txt", STORY)]).bytes();
    let mail = "From: Harrow Bay Ledger <news@ledger.example>\nSubject: Weir\nMessage-ID: <1@ledger.example>\n\n\
        The weir at Dampier opened on Friday, said the board.\n";
    scratch.write("given/mill.zip", &zip);
    scratch.write("given/ferry.html", PAGE);
    scratch.write("given/weir.eml", mail);
    scratch.write("given/weir.jsonl.gz", gzip(LINE.as_bytes()));
    scratch
        .write("given/tape.tar", tar(&[("odd.txt", "The roof of the hall at Dampier fell in on Sunday.\n")]));
    let run = |line: &str| {
        let (status, _, err) = crate::hostile::run(&scratch, line);
        (status, err.lines().last().unwrap_or_default().to_string())
    };
    assert_eq!(run("add given"), (0, "added 5, updated 0, unchanged 0, skipped 0".into()));
    assert_eq!(run("add given"), (0, "added 0, updated 0, unchanged 5, skipped 0".into()));
    assert_eq!(run("update").0, 0);
    assert_eq!(std::fs::read(scratch.path().join("corpus/given/mill.zip")).unwrap(), zip, "copied unchanged");
    let (_, out, _) = crate::hostile::run(&scratch, "search cannery --format json");
    assert!(out.contains("Mill closes"), "{out}");
}
