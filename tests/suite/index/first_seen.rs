//! When articles were first seen: kept in `first-seen.tsv`, whatever happens to the index.

use super::Scratch;
use super::line;
use super::request;
use jiff::Timestamp;
use jiff::tz::Offset;
use jiff::tz::TimeZone;
use onrecord::error::Error;
use onrecord::index;
use onrecord::index::Changes;
use onrecord::query::Event;
use onrecord::query::Query;
use onrecord::query::parse_days;
use onrecord::search::Request;
use std::time::Duration;
use std::time::SystemTime;

/// Runs at an instant; gives what was complained of.
fn run(
    scratch: &Scratch,
    work: fn(&onrecord::corpus::Archive, &mut index::Watch<'_>) -> Result<Changes, Error>,
    now: &str,
) -> Vec<String> {
    let mut complaints = Vec::new();
    let mut complain = |error: Error| complaints.push(error.kind.to_string());
    let now = now.parse().unwrap();
    work(&scratch.archive, &mut index::Watch { progress: &|_| {}, complaint: &mut complain, now }).unwrap();
    complaints
}

fn ledger(scratch: &Scratch) -> String {
    std::fs::read_to_string(scratch.archive.root().join("first-seen.tsv")).unwrap()
}

/// Puts an article into the corpus in a file that was last changed long ago.
fn write(scratch: &Scratch, number: u32) {
    let path = scratch.write(&format!("{number}.jsonl"), &line(number, "it"));
    let file = std::fs::File::options().write(true).open(path).unwrap();
    file.set_modified(SystemTime::UNIX_EPOCH + Duration::from_secs(1_577_836_800)).unwrap();
}

/// The parts first seen after an instant.
fn after(scratch: &Scratch, instant: &str) -> Vec<String> {
    let after = Some(instant.parse::<Timestamp>().unwrap());
    let page =
        scratch.open().search(&Request { added_after: after, per_article: 1, ..request("mill") }).unwrap();
    assert_eq!(page.articles, page.hits.len() as u64);
    let mut titles: Vec<String> = page.hits.into_iter().filter_map(|hit| hit.article.title).collect();
    titles.sort();
    titles.iter().map(|title| title.rsplit(' ').next().unwrap().to_string()).collect()
}

const ONE: &str = "2026-11-25T12:00:00Z";
const TWO: &str = "2026-11-26T03:30:00Z";

#[test]
fn the_first_build_takes_the_time_of_the_files_and_later_runs_their_own() {
    let scratch = Scratch::new();
    write(&scratch, 1);
    run(&scratch, index::update, ONE);
    write(&scratch, 2);
    run(&scratch, index::update, ONE);
    assert!(ledger(&scratch).contains("\t2020-01-01T00:00:00.000Z\n"));
    assert!(ledger(&scratch).contains("\t2026-11-25T12:00:00.000Z\n"));
    assert_eq!(after(&scratch, "2020-01-01T00:00:00Z"), ["2"]);
    assert_eq!(after(&scratch, "2019-01-01T00:00:00Z"), ["1", "2"]);
    assert_eq!(after(&scratch, ONE), [""; 0]);
    let (first, last) = (scratch.open().last_added().unwrap(), ONE.parse().ok());
    assert_eq!(first, last);
}

#[test]
fn a_rebuilt_index_says_the_same_and_an_article_that_returns_is_not_new() {
    let scratch = Scratch::new();
    write(&scratch, 1);
    run(&scratch, index::update, ONE);
    write(&scratch, 2);
    run(&scratch, index::update, TWO);
    let before = ledger(&scratch);
    run(&scratch, index::rebuild, "2027-01-01T00:00:00Z");
    std::fs::remove_dir_all(scratch.archive.index_dir()).unwrap();
    run(&scratch, index::update, "2027-01-01T00:00:00Z");
    assert_eq!(after(&scratch, ONE), ["2"]);
    std::fs::remove_file(scratch.archive.corpus_dir().join("2.jsonl")).unwrap();
    run(&scratch, index::update, "2027-01-01T00:00:00Z");
    write(&scratch, 2);
    scratch.write("again.jsonl", &line(2, "that"));
    run(&scratch, index::update, "2027-01-02T00:00:00Z");
    assert_eq!(after(&scratch, TWO), [""; 0]);
    assert_eq!(ledger(&scratch), before);
}

#[test]
fn a_lost_or_garbled_ledger_is_made_whole_from_the_index() {
    let scratch = Scratch::new();
    write(&scratch, 1);
    run(&scratch, index::update, ONE);
    write(&scratch, 2);
    run(&scratch, index::update, TWO);
    let path = scratch.archive.root().join("first-seen.tsv");
    let whole = ledger(&scratch);
    std::fs::remove_file(&path).unwrap();
    run(&scratch, index::rebuild, "2027-01-01T00:00:00Z");
    assert_eq!(after(&scratch, ONE), ["2"]);
    assert_eq!(ledger(&scratch).lines().count(), whole.lines().count());
    // A crash in the middle of a row.
    std::fs::write(&path, &whole[..whole.len() - 5]).unwrap();
    let findings = scratch.findings();
    assert!(findings.len() == 1 && findings[0].contains("first-seen.tsv:3: not an article"), "{findings:?}");
    let complaints = run(&scratch, index::rebuild, "2027-01-01T00:00:00Z");
    assert_eq!(complaints, ["not an article’s id and a time; passed over"]);
    assert_eq!(after(&scratch, ONE), ["2"]);
}

#[test]
fn rows_of_a_run_that_failed_do_no_harm() {
    let scratch = Scratch::new();
    run(&scratch, index::update, ONE);
    write(&scratch, 1);
    // As if the run had ended between the row and the commit.
    let id = onrecord::article::ArticleId::of_url("https://harrowbayherald.example/news/1");
    std::fs::write(
        scratch.archive.root().join("first-seen.tsv"),
        format!("id\tfirst seen\n{id}\t{ONE}\n0000000000007\t{TWO}\n"),
    )
    .unwrap();
    run(&scratch, index::update, TWO);
    write(&scratch, 2);
    run(&scratch, index::update, TWO);
    assert_eq!(after(&scratch, TWO), ["2"]);
    assert_eq!(scratch.findings(), [""; 0]);
}

#[test]
fn days_of_first_seen_are_the_readers() {
    let scratch = Scratch::new();
    write(&scratch, 1);
    run(&scratch, index::update, ONE);
    write(&scratch, 2);
    run(&scratch, index::update, TWO);
    let count = |days: &str, hours| {
        let days = parse_days(days, jiff::civil::date(2026, 11, 25)).unwrap();
        let index = scratch.open().in_zone(TimeZone::fixed(Offset::constant(hours)));
        let query = Query::Dated(Event::Added, days);
        let asked = Request { query, ..request("*") };
        (index.search(&asked).unwrap().articles, index.quotes(&asked).unwrap().articles)
    };
    assert_eq!(count("2026-11-26", 0), (1, 1));
    // Half past three in the morning of the 26th is the evening of the 25th in Toronto.
    assert_eq!(count("2026-11-26", -5), (0, 0));
    assert_eq!(count("2026-11-25", -5), (1, 1));
    assert_eq!(count("2020..", -5), (1, 1));
    assert_eq!(count("2019-12-31..", -5), (2, 2));
    assert_eq!(count("..9999", -5), (2, 2));
}
