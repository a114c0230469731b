//! Files that cannot be read, or not as what they are called.

use super::STORY;
use super::json_story;
use super::run;
use crate::scratch::Scratch;
use std::path::Path;

#[test]
fn every_bad_file_is_named_and_the_rest_is_done() {
    let scratch = Scratch::empty();
    scratch.write("given/good.txt", STORY);
    scratch.write("given/nul.txt", [0; 4096]);
    scratch.write("given/empty.txt", "");
    scratch
        .write("given/picture.txt", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\x02\x80\0\0\x01\xe0\x08\x06\0\0\0");
    scratch.write("given/word.txt", "Ferry");
    scratch.write("given/cut.jsonl.gz", &gzip(&json_story(9))[..60]);
    let lines = format!("[1]\n{}\n{{\"title\": \"x\"}}\n{{\"text\": \n{}", json_story(1), json_story(2));
    scratch.write(
        "given/lines.jsonl",
        [lines.as_bytes(), b"\n{\"text\": \"The \x81 mill is closed.\"}"].concat(),
    );
    let broken: &[u8] =
        b"Fog stays\n\nThe \xe2\x80\x9cferry\xe2\x80\x9d is late, \xff\xfe they sa\xc3\xafd.\n\n\
        https://harbourpost.example/fog\n\n";
    scratch.write("given/pasted.txt", [broken, STORY.as_bytes()].concat());
    let expected = [
        ("given/cut.jsonl.gz", "the compressed data is broken"),
        ("given/empty.txt", "the file is empty"),
        ("given/lines.jsonl:1", "not a JSON object"),
        ("given/lines.jsonl:3", "there is no text in it"),
        ("given/lines.jsonl:4", "broken JSON"),
        ("given/lines.jsonl:6", "the byte 0x81 in it is neither UTF-8 nor Windows-1252"),
        ("given/nul.txt", "the file is not text"),
        ("given/pasted.txt:3", "the byte 0xff in it is neither UTF-8 nor Windows-1252"),
        ("given/picture.txt", "an image is not read as it is"),
        ("given/word.txt:1", "one word is not an article"),
    ];
    let (status, out, err) = run(&scratch, "extract given --format jsonl");
    assert_eq!((status, out.lines().count()), (2, 4), "{err}");
    names_each(&err, &expected);
    let (status, _, err) = run(&scratch, "add given");
    assert_eq!(status, 2, "{err}");
    names_each(&err, &expected);
    assert!(err.ends_with("added 3, updated 0, unchanged 0, skipped 10\n"), "{err}");
}

#[track_caller]
fn names_each(err: &str, expected: &[(&str, &str)]) {
    let warnings: Vec<&str> = err.lines().filter(|line| line.starts_with("warning: ")).collect();
    assert_eq!(warnings.len(), expected.len(), "{err}");
    for (place, what) in expected {
        let named = warnings.iter().any(|line| line.contains(place) && line.contains(what));
        assert!(named, "{place}: {what}: {err}");
    }
}

fn gzip(text: &str) -> Vec<u8> {
    use std::io::Write;
    let mut packed = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
    packed.write_all(text.as_bytes()).unwrap();
    packed.finish().unwrap()
}

#[test]
fn windows_text_is_decoded() {
    let scratch = Scratch::empty();
    let text = b"title: Caf\xe9 closes\n\n\x93We had no choice,\x94 said Odile Marchmain, who owns the caf\xe9 by the harbour.\n";
    scratch.write("given.txt", text);
    let (status, _, err) = run(&scratch, "add given.txt");
    assert_eq!((status, err.as_str()), (0, "added 1, updated 0, unchanged 0, skipped 0\n"));
    let (_, out, _) = run(&scratch, "quotes said:choice");
    assert!(out.contains("“We had no choice,”"), "{out}");
}

#[cfg(unix)]
#[test]
fn what_the_system_refuses_is_named_and_tried_again() {
    use std::os::unix::fs::PermissionsExt;
    let scratch = Scratch::corpus(&[("good.txt", STORY), ("bad.jsonl", &json_story(1))]);
    let path = scratch.path().join("corpus/bad.jsonl");
    let mode = |mode| std::fs::set_permissions(&path, std::fs::Permissions::from_mode(mode)).unwrap();
    mode(0o000);
    if std::fs::File::open(&path).is_ok() {
        eprintln!("skipped: this user may read everything");
        return;
    }
    for added in [1, 0] {
        let (status, _, err) = run(&scratch, "update");
        assert_eq!(status, 2, "{err}");
        assert!(err.contains("bad.jsonl: cannot be read: Permission denied"), "{err}");
        assert!(err.contains(&format!("added {added}, ")) && err.contains("skipped 1"), "{err}");
    }
    mode(0o644);
    assert!(run(&scratch, "update").2.starts_with("added 1, "), "a right to read leaves no other trace");
}

#[cfg(unix)]
#[test]
fn a_loop_of_links_is_named_and_counted() {
    let scratch = Scratch::corpus(&[("a/good.txt", STORY)]);
    std::os::unix::fs::symlink(scratch.path().join("corpus"), scratch.path().join("corpus/a/again")).unwrap();
    for line in ["update", "update", "rebuild", "extract corpus"] {
        let (status, _, err) = run(&scratch, line);
        assert_eq!(status, 2, "{line}: {err}");
        assert!(err.contains("corpus/a/again: this link leads back to "), "{line}: {err}");
        assert!(line.starts_with("extract") || err.contains("skipped 1"), "{line}: {err}");
    }
    assert_eq!(run(&scratch, "search ferry --count").1, "1\n");
    let other = Scratch::empty();
    let (status, _, err) = run(&other, &format!("add {}", scratch.path().join("corpus").display()));
    assert!(status == 2 && err.ends_with("added 1, updated 0, unchanged 0, skipped 1\n"), "{err}");
}

#[test]
fn a_line_of_200_mb_is_named_and_the_rest_is_done() {
    let scratch = Scratch::corpus(&[]);
    let path = scratch.write("corpus/long.jsonl", format!("{}\n", json_story(1)));
    let block = "word ".repeat(200_000);
    for _ in 0..200 {
        append(&path, &block);
    }
    append(&path, &format!("\n{}\n", json_story(2)));
    // Not `update`: in the dev profile, fingerprints of 200 MB take ten seconds.
    let (status, out, err) = run(&scratch, "extract corpus --format jsonl");
    assert!(status == 2 && err.contains("long.jsonl:2: longer than 16 MiB"), "{err}");
    assert_eq!(out.lines().count(), 2);
}

fn append(path: &Path, text: &str) {
    use std::io::Write;
    std::fs::File::options().append(true).open(path).unwrap().write_all(text.as_bytes()).unwrap();
}
