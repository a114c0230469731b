//! `onrecord add` with addresses: what comes into the corpus, and what comes into it again.

use super::gzip;
use super::server::Reply;
use super::server::Server;
use crate::scratch::Scratch;
use std::path::PathBuf;

pub(super) fn page(words: &str) -> String {
    format!(
        "<!doctype html><html lang=en><head><title>Mill closes | Harrow Bay Herald</title></head><body><main>\
         <h1>Mill closes</h1><p>The mill on Cannery Road will close in August, and {words} people lose their work.</p>\
         <p>“We tried everything that could be tried,” said Maria Ruiz, who has run the mill since 2009.</p>\
         <p>The council meets on Thursday to talk about what becomes of the site, which lies on the water.</p>\
         </main></body></html>"
    )
}

/// A folder whose archive fetches without pauses.
pub(super) fn scratch() -> Scratch {
    let scratch = Scratch::corpus(&[]);
    scratch.write(
        "onrecord.toml",
        "[fetch]\npause = 0\ntimeout = 2\ncontact = \"mailto:desk@outlet.example\"\n",
    );
    scratch
}

/// What the last line on standard error says.
pub(super) fn add(scratch: &Scratch, arguments: &str) -> String {
    let block = scratch.run(&format!("add --allow-private {arguments}"));
    block.lines().last().unwrap().to_string()
}

pub(super) fn kept(scratch: &Scratch) -> Vec<PathBuf> {
    let files = walkdir::WalkDir::new(scratch.path().join("corpus/fetched")).sort_by_file_name().into_iter();
    files.map(Result::unwrap).map(walkdir::DirEntry::into_path).filter(|path| path.is_file()).collect()
}

#[test]
fn a_page_is_kept_and_indexed_and_the_same_page_is_not_kept_twice() {
    let server = Server::start(&[("/news/mill", &[Reply::page(page("140"))])]);
    let scratch = scratch();
    let url = server.url("/news/mill");
    assert_eq!(add(&scratch, &url), "added 1, updated 0, unchanged 0, skipped 0");
    assert_eq!(add(&scratch, &url), "added 0, updated 0, unchanged 1, skipped 0");
    assert_eq!(kept(&scratch).len(), 1);
    let shown = scratch.run("quotes said:everything --format json");
    assert!(shown.contains("Maria Ruiz") && shown.contains(&url), "{shown}");
    assert_eq!(scratch.run("check").lines().nth(1), Some("status 0"));
    let found = scratch.run("search mill");
    assert_eq!(add(&scratch, &url), "added 0, updated 0, unchanged 1, skipped 0");
    scratch.run("rebuild");
    assert_eq!(scratch.run("search mill"), found);
}

#[test]
fn other_words_are_a_new_version_and_other_noise_is_none() {
    let noise =
        |number: u32| page("140").replace("<main>", &format!("<script>var n = {number}</script><main>"));
    let server = Server::start(&[(
        "/mill",
        &[Reply::page(noise(1)), Reply::page(noise(2)), Reply::page(page("150"))],
    )]);
    let scratch = scratch();
    let url = server.url("/mill");
    assert_eq!(add(&scratch, &url), "added 1, updated 0, unchanged 0, skipped 0");
    assert_eq!(add(&scratch, &url), "added 0, updated 0, unchanged 1, skipped 0");
    assert_eq!(add(&scratch, &url), "added 0, updated 1, unchanged 0, skipped 0");
    assert_eq!(kept(&scratch).len(), 2);
    let shown = scratch.run(&format!("show {url}"));
    assert!(shown.contains("150 people") && !shown.contains("140 people"), "{shown}");
}

#[test]
fn a_server_that_says_nothing_has_changed_is_believed() {
    let first = Reply::new("200 OK", "Content-Type: text/html\nETag: \"v1\"", page("140"));
    let server = Server::start(&[(
        "/mill",
        &[first, Reply::raw("HTTP/1.1 304 Not Modified\r\nETag: \"v1\"\r\n\r\n")],
    )]);
    let scratch = scratch();
    let url = server.url("/mill");
    assert_eq!(add(&scratch, &url), "added 1, updated 0, unchanged 0, skipped 0");
    assert_eq!(add(&scratch, &url), "added 0, updated 0, unchanged 1, skipped 0");
    assert!(server.asked().pop().unwrap().to_lowercase().contains("if-none-match: \"v1\""));
    assert_eq!(kept(&scratch).len(), 1);
}

#[test]
fn a_list_is_fetched_and_what_cannot_be_had_is_named() {
    let server = Server::start(&[
        ("/a", &[Reply::page(page("140"))]),
        ("/b", &[Reply::page(page("141"))]),
        ("/picture", &[Reply::new("200 OK", "Content-Type: image/png", "x")]),
        ("/empty", &[Reply::page("<html><p>Nothing</html>")]),
    ]);
    let scratch = scratch();
    let lines = [
        "# to read",
        "",
        &server.url("/a"),
        &format!("<{}>", server.url("/b")),
        &server.url("/a"),
        &server.url("/gone"),
        &server.url("/picture"),
        &server.url("/empty"),
        "see the Herald",
    ];
    scratch.write("list.txt", lines.join("\n"));
    let block = scratch.run("add --allow-private --from-file list.txt");
    let block = block.replace(&server.url(""), "http://HOST");
    insta::assert_snapshot!(block);
    assert_eq!(server.paths(), ["/a", "/b", "/gone", "/picture", "/empty"]);
    assert_eq!(kept(&scratch).len(), 2);
}

#[test]
fn refusals_are_named_with_what_to_do() {
    let server = Server::start(&[]);
    let scratch = scratch();
    let blocks = [&server.url("/a"), "https://", "http://nobody.invalid/a"]
        .map(|url| scratch.run(&format!("add {url}")));
    insta::assert_snapshot!(blocks.join("\n\n").replace(&server.url(""), "http://HOST"));
}

#[test]
fn a_page_can_be_looked_at_without_being_kept() {
    let server = Server::start(&[("/mill", &[Reply::page(page("140"))])]);
    let scratch = Scratch::empty();
    let block = scratch.run(&format!("extract --allow-private {} --format jsonl", server.url("/mill")));
    assert!(block.contains("\"quotes\":[{") && block.contains("status 0"), "{block}");
    assert_eq!(std::fs::read_dir(scratch.path()).unwrap().count(), 0);
}

/// The bytes of the wire, in files that another program reads: the Python package `warcio`, which `.ci/run` installs.
#[test]
fn what_is_kept_is_read_by_an_independent_reader() {
    let chunked = [
        b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nTransfer-Encoding: chunked\r\nContent-Encoding: gzip\r\n\r\n".to_vec(),
        chunk(&gzip(page("140").as_bytes())),
    ]
    .concat();
    let hints =
        [b"HTTP/1.1 103 Early Hints\r\nLink: </a.css>\r\n\r\n".to_vec(), reply(&page("150"))].concat();
    let server = Server::start(&[
        ("/moved", &[Reply::redirect("/chunked")]),
        ("/chunked", &[Reply::raw(chunked)]),
        ("/hints", &[Reply::raw(hints)]),
        ("/plain", &[Reply::page(page("160"))]),
    ]);
    let scratch = scratch();
    let urls = ["/moved", "/hints", "/plain"].map(|path| server.url(path)).join(" ");
    assert_eq!(add(&scratch, &urls), "added 3, updated 0, unchanged 0, skipped 0");
    let Some(program) = warcio() else {
        println!("skipped: the Python package warcio is not there; .ci/run installs it");
        return;
    };
    let output = std::process::Command::new("python3")
        .args(["-c", READER])
        .args(kept(&scratch))
        .env("PYTHONPATH", program)
        .output()
        .unwrap();
    let said = String::from_utf8_lossy(&output.stdout);
    assert!(output.status.success(), "{said}{}", String::from_utf8_lossy(&output.stderr));
    assert_eq!(said.lines().filter(|line| line.starts_with("response")).count(), 4, "{said}");
    assert!(!said.contains("False") && said.matches("Cannery Road").count() == 3, "{said}");
}

/// Reads every record, checks its digests, and prints what it is.
const READER: &str = "
import sys
from warcio.archiveiterator import ArchiveIterator
for name in sys.argv[1:]:
    with open(name, 'rb') as file:
        for record in ArchiveIterator(file, check_digests='raise'):
            body = record.content_stream().read()
            passed = record.digest_checker.passed
            print(record.rec_type, record.rec_headers.get_header('WARC-Target-URI'), passed, body[:300])
            assert passed is True, (name, record.rec_type)
            assert record.rec_headers.protocol == 'WARC/1.1'
";

/// The folder in which the package lies: `ONRECORD_WARCIO`, or where Python looks itself.
fn warcio() -> Option<std::ffi::OsString> {
    let folder = std::env::var_os("ONRECORD_WARCIO").unwrap_or_default();
    let mut python = std::process::Command::new("python3");
    let found = python.args(["-c", "import warcio"]).env("PYTHONPATH", &folder).output();
    found.is_ok_and(|output| output.status.success()).then_some(folder)
}

fn chunk(bytes: &[u8]) -> Vec<u8> {
    let chunks =
        bytes.chunks(100).map(|chunk| [format!("{:x}\r\n", chunk.len()).as_bytes(), chunk, b"\r\n"].concat());
    [chunks.collect::<Vec<_>>().concat(), b"0\r\n\r\n".to_vec()].concat()
}

fn reply(page: &str) -> Vec<u8> {
    format!("HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: {}\r\n\r\n{page}", page.len())
        .into_bytes()
}
