//! WARC files in every packing, whole and cut off. What their pages give is in the golden cases (`crawl*.warc`).

use crate::scratch::Scratch;
use onrecord::ingest;
use onrecord::text::canonical;
use proptest::prelude::*;
use std::io::Cursor;
use std::io::Read;
use std::io::Write;
use std::path::Path;

/// The golden crawl, record by record.
fn records() -> Vec<Vec<u8>> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases/ingest/crawl.warc");
    let crawl = String::from_utf8(std::fs::read(path).unwrap()).unwrap();
    crawl
        .split_inclusive("\r\n\r\nWARC/1.0\r\n")
        .map(|piece| piece.trim_end_matches("WARC/1.0\r\n"))
        .enumerate()
        .map(
            |(number, piece)| {
                if number == 0 { piece.into() } else { format!("WARC/1.0\r\n{piece}").into_bytes() }
            },
        )
        .collect()
}

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap()
}

/// Titles of articles, and complaints.
fn read(crawl: impl Read + Send + 'static) -> Vec<String> {
    let records = ingest::standard_input(crawl, "crawl").unwrap();
    let article = |record: Result<ingest::Record, _>| record.and_then(ingest::Record::article);
    let title =
        |record| article(record).map_or_else(|error| error.to_string(), |article| article.title.unwrap());
    records.map(title).collect()
}

#[test]
fn every_packing_gives_the_same() {
    let plain = read(Cursor::new(records().concat()));
    assert_eq!(plain[..2], ["Mill on Cannery Road to close", "Ferry to Gull Island runs again"]);
    let members = records().iter().flat_map(|record| gzip(record)).collect::<Vec<u8>>();
    assert_eq!(read(Cursor::new(members)), plain);
    let frames =
        records().iter().flat_map(|record| zstd::encode_all(&record[..], 1).unwrap()).collect::<Vec<u8>>();
    assert_eq!(read(Cursor::new(frames)), plain);
    assert_eq!(read(Cursor::new(gzip(&records().concat()))), plain);
}

/// The first page of the golden crawl, fetched at another time and with other words.
fn mill(fetched: &str, jobs: &str) -> String {
    let mut records = records().into_iter().map(|record| String::from_utf8(record).unwrap());
    let page = records.find(|record| record.contains("140")).unwrap();
    page.replace("2023-03-23T10:00:01Z", fetched).replace("140 people", jobs)
}

#[test]
fn of_two_fetches_the_later_counts_whatever_the_files_are_called() {
    let later = mill("2023-03-25T10:00:00Z", "150 people");
    let scratch =
        Scratch::corpus(&[("1.warc", &later), ("2.warc", &mill("2023-03-23T10:00:01Z", "140 people"))]);
    let url = "https://harrowbayherald.example/news/mill";
    for command in ["update", "rebuild"] {
        scratch.command(command).assert().success();
        let shown = scratch.run(&format!("show {url}"));
        assert!(shown.contains("150 people"), "{command}: {shown}");
        let older = scratch.run(&format!("show {url} --version 1"));
        assert!(older.contains("140 people"), "{command}: {older}");
    }
}

/// A template that gives the day on which the licence of a picture ends as that of the article.
#[test]
fn a_date_after_the_fetch_is_no_date_of_publication() {
    let published = |page: String| {
        let records = ingest::standard_input(Cursor::new(page.into_bytes()), "crawl").unwrap();
        records.flatten().next().unwrap().article().unwrap().published
    };
    let page = mill("2023-03-23T10:00:01Z", "140 people");
    assert!(published(page.clone()).is_some());
    assert_eq!(published(page.replace("2023-03-22T09:30", "2032-03-22T09:30")), None);
}

#[test]
fn what_is_cut_off_within_a_member_loses_one_record() {
    let ferry =
        records().iter().position(|record| String::from_utf8_lossy(record).contains("resource")).unwrap();
    let whole = records()[..ferry].iter().flat_map(|record| gzip(record)).collect::<Vec<u8>>();
    let last = gzip(&records()[ferry]);
    for kept in [1, 8, 20, last.len() / 2, last.len() - 30] {
        let found = read(Cursor::new([&whole[..], &last[..kept]].concat()));
        assert_eq!(found[0], "Mill on Cannery Road to close");
        assert!(found[1].contains("record 7") && found[1].ends_with("the record is cut off"), "{found:?}");
    }
}

/// All of the page has come, but not what proves it.
#[test]
fn a_member_without_its_checksum_is_named() {
    let member = gzip(&records()[2]);
    let found = read(Cursor::new(member[..member.len() - 4].to_vec()));
    assert_eq!(found, ["Mill on Cannery Road to close", "crawl: record 2: the record is cut off"]);
}

#[test]
fn a_crawl_is_added_with_a_word_on_what_is_no_page() {
    let scratch = Scratch::empty();
    scratch.write("crawl.warc", records().concat());
    insta::assert_snapshot!(scratch.runs(&[
        "add crawl.warc",
        "add crawl.warc",
        "extract --format text crawl.warc"
    ]));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(100))]

    #[test]
    fn any_damage_is_read_or_refused(
        damage in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>(), 0..60_usize), 1..12),
        packed in any::<bool>(),
    ) {
        let mut crawl = records().concat();
        for (at, byte, length) in &damage {
            let at = at.index(crawl.len());
            let end = (at + length).min(crawl.len());
            // Cut out, written over, or said twice.
            match byte % 3 {
                0 => drop(crawl.drain(at..end)),
                1 => crawl[at] = *byte,
                _ => drop(crawl.splice(at..at, crawl[at..end].to_vec())),
            }
        }
        crawl.splice(0..0, *b"WARC/1.0\n");
        let crawl = if packed { zstd::encode_all(&crawl[..], 1).unwrap() } else { crawl };
        for article in ingest::standard_input(Cursor::new(crawl), "crawl").unwrap().flatten().flat_map(ingest::Record::article) {
            prop_assert_eq!(&canonical(&article.text), &article.text);
        }
    }
}

/// A crawl of any length: pictures and pages without an end, never more than a few of them in memory.
#[test]
fn a_crawl_is_read_as_a_stream() {
    struct Endless {
        record: Vec<u8>,
        at: usize,
    }
    impl Read for Endless {
        fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
            let count = (&self.record[self.at..]).read(buffer)?;
            self.at = (self.at + count) % self.record.len();
            Ok(count)
        }
    }
    let picture = [b"HTTP/1.1 200 OK\r\nContent-Type: image/png\r\n\r\n".to_vec(), vec![7; 30_000]].concat();
    let head = format!(
        "WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: https://a.example/a.png\r\nContent-Length: {}\r\n\r\n",
        picture.len()
    );
    let record = [head.into_bytes(), picture, b"\r\n\r\n".to_vec(), records()[2].clone()].concat();
    let mut records = ingest::standard_input(Endless { record, at: 0 }, "crawl").unwrap();
    for _ in 0..3 {
        let batch = records.batch(10_000);
        assert!(batch.len() > 1000, "{}", batch.len());
    }
}
