//! Archives and mail made to hurt: little time, little memory, one line each, and the rest is read.

use super::MEMBERS;
use super::STORY;
use super::pack::Zip;
use super::pack::gzip;
use super::pack::tar;
use super::pack::tar_member;
use super::read;
use onrecord::ingest;
use proptest::prelude::*;
use std::io::Cursor;
use std::io::Write;
use std::time::Duration;
use std::time::Instant;

/// Blanks in a thousandth of their size, as a gigabyte of them would be.
fn bomb() -> Vec<u8> {
    gzip(&[b' '; 2 << 20]).repeat(8)
}

#[test]
fn a_bomb_is_cut_and_named_in_every_kind_of_file() {
    let bomb = bomb();
    let zipped = Zip::new().with("b.jsonl.gz", &bomb).with("mill.txt", STORY.as_bytes()).bytes();
    for (name, bytes) in
        [("a.jsonl.gz", &bomb), ("a.txt.gz", &bomb), ("a.mbox.gz", &bomb), ("a.zip", &zipped)]
    {
        let started = Instant::now();
        let (_, complaints) = read(name, bytes);
        assert_eq!(complaints.len(), 1, "{name}: {complaints:?}");
        assert!(complaints[0].contains("unpacks to more than 250 times"), "{complaints:?}");
        assert!(started.elapsed() < Duration::from_secs(20), "{name}");
    }
}

#[test]
fn a_zip_of_bombs_gets_no_more_out_than_one() {
    let blanks = vec![b' '; 1 << 20];
    let mut zip = Zip::new().with("mill.txt", STORY.as_bytes());
    for number in 0..14 {
        zip = zip.with(&format!("{number}.jsonl"), &blanks);
    }
    let (articles, complaints) = read("a.zip", &zip.bytes());
    assert_eq!(articles, ["a.zip/mill.txt: Mill closes"]);
    assert!(complaints.len() < 14, "{complaints:?}");
    let last = complaints.last().unwrap();
    assert!(last.contains("unpacks to more than 250 times its size"), "{complaints:?}");
}

#[test]
fn names_that_lead_out_and_links_are_refused_and_the_rest_is_read() {
    let zip = Zip::new()
        .with("../out.txt", STORY.as_bytes())
        .with("/etc/out.txt", STORY.as_bytes())
        .with("C:\\out.txt", STORY.as_bytes())
        .with_mode("link.txt", b"/etc/passwd", 0o120_777)
        .with("__MACOSX/._mill.txt", b"\0\0")
        .with("mill.txt", STORY.as_bytes())
        .bytes();
    let out = "not read: it is under a name that leads out of the archive";
    let expected = |name: &str, what: &str| format!("a.zip/{name}: {what}");
    assert_eq!(
        read("a.zip", &zip),
        (
            vec!["a.zip/mill.txt: Mill closes".into()],
            vec![
                expected("../out.txt", out),
                expected("/etc/out.txt", out),
                expected("C:\\out.txt", out),
                expected("link.txt", "not read: it is a link"),
            ]
        )
    );
    let tape = [
        tar_member("../out.txt", b'0', STORY.as_bytes()),
        tar_member("link.txt", b'2', b""),
        tar_member("mill.txt", b'0', STORY.as_bytes()),
        vec![0; 1024],
    ]
    .concat();
    let (articles, complaints) = read("a.tar", &tape);
    assert_eq!(articles, ["a.tar/mill.txt: Mill closes"]);
    assert_eq!(
        complaints,
        ["a.tar/../out.txt: ".to_string() + out, "a.tar/link.txt: not read: it is a link".into()]
    );
}

#[test]
fn long_names_are_read_and_endless_ones_are_not() {
    let long = format!("{}/mill.txt", "folder/".repeat(40));
    let pax = format!("{} path={long}\n", long.len() + 10);
    let story = tar_member("short", b'0', STORY.as_bytes());
    for (kind, name) in [(b'L', format!("{long}\0")), (b'x', pax)] {
        let tape = [tar_member("@", kind, name.as_bytes()), story.clone(), vec![0; 1024]].concat();
        let (articles, complaints) = read("a.tar", &tape);
        assert_eq!(articles.len(), 1, "{complaints:?}");
        assert!(articles[0].ends_with("folder/mill.txt: Mill closes"), "{articles:?}");
    }
    let endless = [tar_member("@", b'L', &[b'x'; 100 << 10]), story].concat();
    assert_eq!(read("a.tar", &endless).1, ["a.tar: broken: a member's name is too long"]);
}

#[test]
fn archives_that_are_cut_off_give_what_is_whole() {
    let tape = tar(&MEMBERS);
    let (articles, complaints) = read("a.tar", &tape[..1700]);
    assert_eq!(articles, ["a.tar/b/mill.txt: Mill closes"]);
    assert_eq!(complaints.len(), 1, "{complaints:?}");
    let packed = gzip(&tape);
    let (_, complaints) = read("a.tar.gz", &packed[..packed.len() - 12]);
    assert!(complaints.len() <= 1);
    let zip = Zip::of(&MEMBERS).bytes();
    let (articles, complaints) = read("a.zip", &zip[..zip.len() - 30]);
    assert!(articles.is_empty());
    assert_eq!(complaints, ["a.zip: broken: its list of contents is missing; it may be cut off"]);
    // One byte of one member is another: that member is lost.
    let mut damaged = Zip::of(&MEMBERS).bytes();
    damaged[60] ^= 0x55;
    let (articles, complaints) = read("a.zip", &damaged);
    assert_eq!((articles.len(), complaints.len()), (2, 1), "{complaints:?}");
}

#[test]
fn a_hundred_thousand_members_are_listed_in_little_time() {
    let mut zip = Zip::new();
    for number in 0..100_000 {
        zip = zip.with(&format!(".{number}.txt"), b"");
    }
    let bytes = zip.with("mill.txt", STORY.as_bytes()).bytes();
    let started = Instant::now();
    assert_eq!(read("a.zip", &bytes), (vec!["a.zip/mill.txt: Mill closes".into()], vec![]));
    assert!(started.elapsed() < Duration::from_secs(20));
}

#[test]
fn mail_made_to_hurt_is_read_or_named() {
    let deep: String =
        (0..1000).map(|n| format!("Content-Type: multipart/mixed; boundary=b{n}\n\n--b{n}\n")).collect();
    let wide = format!("Content-Type: multipart/mixed; boundary=b\n\n{}", "--b\n\nx\n".repeat(50_000));
    let heads = "X-Head: x\n".repeat(100_000) + "\nThe mill on Cannery Road will close.\n";
    let fold = format!("Subject: x\n{}\n", " fold\n".repeat(100_000));
    let words = format!(
        "Subject: {}\nMIME-Version: 1\n\nThe mill on Cannery Road will close.\n",
        "=?utf-8?Q?a".repeat(20_000)
    );
    let garbage =
        format!("Content-Transfer-Encoding: base64\n\n{}", "!!@@ \u{1}\u{2}====VGh\n".repeat(50_000));
    for (what, message) in [
        ("deep", deep),
        ("wide", wide),
        ("heads", heads),
        ("fold", fold),
        ("words", words),
        ("garbage", garbage),
    ] {
        let started = Instant::now();
        let (articles, complaints) = read("a.eml", format!("MIME-Version: 1.0\n{message}").as_bytes());
        assert!(articles.len() + complaints.len() == 1, "{what}: {articles:?} {complaints:?}");
        assert!(started.elapsed() < Duration::from_secs(20), "{what}");
    }
}

#[test]
fn a_message_too_long_costs_itself() {
    let mut mailbox = Vec::new();
    let from = "From a@b.example Sat Mar  9 10:11:12 2024\nMIME-Version: 1.0\n\n";
    writeln!(mailbox, "{from}The mill on Cannery Road will close.\n").unwrap();
    write!(mailbox, "{from}{}\n\n", "The mill closes and the town waits for word.\n".repeat(800_000))
        .unwrap();
    writeln!(mailbox, "{from}The ferry to Gull Island was sold.\n>From there to nowhere.\n").unwrap();
    let records = ingest::standard_input(Cursor::new(mailbox), "-").unwrap();
    let read: Vec<String> = records
        .map(|record| match record.and_then(|record| record.article()) {
            Ok(article) => article.text,
            Err(error) => error.to_string(),
        })
        .collect();
    assert_eq!(read[0], "The mill on Cannery Road will close.");
    assert_eq!(read[1], "-:6: longer than 32 MiB, the most that is read");
    assert!(read[2].ends_with("From there to nowhere."), "{read:?}");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn any_damage_to_an_archive_is_named_or_harmless(at in 0..1_usize << 16, byte: u8, cut in 0..4096_usize) {
        for bytes in [Zip::of(&MEMBERS).bytes(), tar(&MEMBERS)] {
            let mut bytes = bytes;
            let at = at % bytes.len();
            bytes[at] = byte;
            read("a", &bytes);
            bytes.truncate(cut % bytes.len());
            read("a", &bytes);
        }
    }

    #[test]
    fn any_message_is_read_or_refused(lines in prop::collection::vec(ANY_LINE, 0..30)) {
        read("a.eml", lines.join("\n").as_bytes());
        read("a.mbox", lines.join("\n").as_bytes());
    }
}

const ANY_LINE: &str = "From a@b Sat Mar  9 10:11:12 2024|Content-Type: multipart/mixed; boundary=\"?b?|--b(--)?|Subject: =\\?(utf-8|x)\\?[QB]\\?[a-z=A-F0-9]{0,9}(\\?=)?|MIME-Version: 1|Content-Type: text/html; charset=(utf-16|koi8-r|x)|Content-Transfer-Encoding: (base64|quoted-printable)|<p>[a-zé ]{0,20}|[A-Za-z0-9=+/]{0,40}|\\PC{0,20}| x||";
