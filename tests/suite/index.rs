//! The index agrees with the corpus, whatever happens to either.

mod changes;
mod damage;
mod first_seen;
mod narrowing;

use jiff::civil::Date;
use onrecord::corpus::Archive;
use onrecord::error::Error;
use onrecord::error::ErrorKind;
use onrecord::index;
use onrecord::index::Changes;
use onrecord::index::Index;
use onrecord::index::Source;
use onrecord::query;
use onrecord::search::Hit;
use onrecord::search::Page;
use onrecord::search::QuoteHit;
use onrecord::search::Request;
use onrecord::search::Sort;
use std::path::PathBuf;
use tempfile::TempDir;

/// The instant of every run.
const NOW: &str = "2026-11-25T12:00:00Z";

/// An archive in a folder of its own.
struct Scratch {
    folder: TempDir,
    archive: Archive,
}

impl Scratch {
    fn new() -> Scratch {
        let folder = tempfile::tempdir().unwrap();
        let archive = Archive::create_at(folder.path()).unwrap();
        Scratch { folder, archive }
    }

    fn write(&self, name: &str, text: &str) -> PathBuf {
        let path = self.archive.corpus_dir().join(name);
        std::fs::write(&path, text).unwrap();
        path
    }

    fn run(
        &self,
        work: fn(&Archive, &mut index::Watch<'_>) -> Result<Changes, Error>,
    ) -> (Result<Changes, Error>, Vec<String>) {
        let mut complaints = Vec::new();
        let mut complain = |error: Error| complaints.push(error.to_string());
        let now = NOW.parse().unwrap();
        let mut watch = index::Watch { progress: &|_| {}, complaint: &mut complain, now };
        let changes = work(&self.archive, &mut watch);
        (changes, complaints)
    }

    fn update(&self) -> Changes {
        let (changes, complaints) = self.run(index::update);
        assert_eq!(complaints, [""; 0]);
        changes.unwrap()
    }

    fn rebuild(&self) -> Changes {
        self.run(index::rebuild).0.unwrap()
    }

    fn open(&self) -> Index {
        Index::open(&self.archive).unwrap().unwrap()
    }

    fn search(&self, words: &str) -> Page<Hit> {
        self.open().search(&request(words)).unwrap()
    }

    fn quotes(&self, words: &str) -> Page<QuoteHit> {
        self.open().quotes(&request(words)).unwrap()
    }

    /// The folder of the live generation.
    fn live(&self) -> PathBuf {
        let index = self.archive.index_dir();
        let name = std::fs::read_to_string(index.join("live")).unwrap();
        index.join(name.trim())
    }

    fn findings(&self) -> Vec<String> {
        index::check(&self.archive).unwrap().into_iter().map(|finding| finding.what).collect()
    }
}

fn request(words: &str) -> Request {
    let parsed = query::parse(words, Date::constant(2026, 11, 25));
    assert!(parsed.complaints.is_empty(), "{words}: {:?}", parsed.complaints);
    Request {
        near: true,
        explain: false,
        query: parsed.query,
        limit: 10,
        offset: 0,
        per_article: 3,
        collapse: true,
        sort: Sort::Relevance,
        facets: Some(usize::MAX),
        added_after: None,
    }
}

/// An article of three paragraphs as a line of JSON; `number` makes it another one.
fn line(number: u32, words: &str) -> String {
    let text = format!(
        "The mill at Harrow Bay closed on day {number}.\n\n\
         “We had no choice about {words},” said Petra Lindqvale, the mill’s owner. “None at all.”\n\n\
         Rowan Sleightholm, who has worked there since 1987, did not want to talk about it."
    );
    serde_json::json!({
        "url": format!("https://www.harrowbayherald.example/news/{number}"),
        "outlet": "Harrow Bay Herald",
        "title": format!("Mill closes, part {number}"),
        "published": format!("2024-03-{:02}", number % 28 + 1),
        "text": text,
    })
    .to_string()
}

fn answers(scratch: &Scratch) -> Vec<String> {
    let words = [
        "mill",
        "choice sleightholm",
        "\"no choice\"",
        "speaker:lindqvale choice",
        "said:\"none at all\"",
        "*",
        "mill -part",
    ];
    words
        .iter()
        .flat_map(|words| [format!("{:?}", scratch.search(words)), format!("{:?}", scratch.quotes(words))])
        .collect()
}

#[test]
fn an_update_reads_only_what_is_new_or_changed() {
    let scratch = Scratch::new();
    for number in 0..1000 {
        scratch.write(&format!("{number:04}.jsonl"), &line(number, "timber"));
    }
    let first = scratch.update();
    assert_eq!((first.added, first.files_read), (1000, 1000));

    scratch.write("0007.jsonl", &line(7, "pulp and timber"));
    std::fs::remove_file(scratch.archive.corpus_dir().join("0500.jsonl")).unwrap();
    scratch.write("new.jsonl", &line(1000, "timber"));
    let second = scratch.update();
    let expected =
        Changes { added: 1, updated: 1, removed: 1, unchanged: 998, files_read: 2, ..Changes::default() };
    assert_eq!(second, expected);
    assert_eq!(scratch.search("pulp").articles, 1);
    assert_eq!(scratch.search("url:https://www.harrowbayherald.example/news/500").articles, 0);
    assert_eq!(scratch.findings(), [""; 0]);

    let updated = answers(&scratch);
    scratch.rebuild();
    assert_eq!(answers(&scratch), updated, "a rebuilt index answers as the updated one did");
    assert_eq!(scratch.update(), Changes { unchanged: 1000, ..Changes::default() });
}

#[test]
fn a_file_of_many_articles_changes_only_what_changed_in_it() {
    let scratch = Scratch::new();
    let lines: Vec<String> = (0..20).map(|number| line(number, "timber")).collect();
    scratch.write("all.jsonl", &lines.join("\n"));
    scratch.update();
    let mut lines = lines;
    lines[3] = line(3, "pulp");
    lines.remove(9);
    lines.push(line(20, "timber"));
    scratch.write("all.jsonl", &lines.join("\n"));
    let changes = scratch.update();
    assert_eq!((changes.added, changes.updated, changes.removed, changes.unchanged), (1, 1, 1, 18));
}

#[test]
fn the_latest_version_of_an_article_counts_and_an_older_one_comes_back() {
    let scratch = Scratch::new();
    let newer = line(1, "pulp")
        .replace("\"published\":\"2024-03-02\"", "\"published\":\"2024-03-02\",\"updated\":\"2024-03-05\"");
    scratch.write("a.jsonl", &newer);
    scratch.write("b.jsonl", &line(1, "timber"));
    assert_eq!(scratch.update().added, 1);
    assert_eq!((scratch.search("pulp").articles, scratch.search("timber").articles), (1, 0));
    let before = answers(&scratch);
    scratch.rebuild();
    assert_eq!(answers(&scratch), before);

    std::fs::remove_file(scratch.archive.corpus_dir().join("a.jsonl")).unwrap();
    let changes = scratch.update();
    assert_eq!((changes.updated, changes.removed), (1, 0));
    assert_eq!((scratch.search("pulp").articles, scratch.search("timber").articles), (0, 1));
}

#[test]
fn of_many_versions_in_one_run_the_latest_counts() {
    let (at_once, one_by_one) = (Scratch::new(), Scratch::new());
    for round in 0..9 {
        // In the fourth file all are newest; in the first, every other one is, too.
        let day = |number: u32| if round == 0 && number.is_multiple_of(2) { 8 } else { (round * 7 + 5) % 9 };
        let version = |number: u32| {
            let words = if day(number) == 8 { "pulp" } else { "timber" };
            let updated =
                format!("\"published\":\"2024-01-01\",\"updated\":\"2024-04-0{}\"", day(number) + 1);
            let published = format!("\"published\":\"2024-03-{:02}\"", number % 28 + 1);
            line(number, words).replace(&published, &updated)
        };
        let lines: Vec<String> = (0..40).map(version).collect();
        at_once.write(&format!("{round}.jsonl"), &lines.join("\n"));
        one_by_one.write(&format!("{round}.jsonl"), &lines.join("\n"));
        one_by_one.update();
    }
    assert_eq!((at_once.update().added, at_once.findings()), (40, Vec::<String>::new()));
    assert_eq!((at_once.search("pulp").articles, at_once.search("timber").articles), (40, 0));
    assert_eq!(answers(&at_once), answers(&one_by_one));
}

#[test]
fn adding_the_same_bytes_again_copies_nothing() {
    let scratch = Scratch::new();
    let given = scratch.folder.path().join("given.jsonl");
    std::fs::write(&given, line(1, "timber")).unwrap();
    let add = || {
        let mut complain = |error: Error| panic!("{error}");
        let now = NOW.parse().unwrap();
        let mut watch = index::Watch { progress: &|_| {}, complaint: &mut complain, now };
        index::add(&scratch.archive, &[Source::Path(given.clone())], &mut watch).unwrap()
    };
    assert_eq!((add().added, add().unchanged), (1, 1));
    assert_eq!(std::fs::read_dir(scratch.archive.corpus_dir()).unwrap().count(), 1);

    std::fs::write(&given, line(1, "pulp")).unwrap();
    assert_eq!(add().updated, 1);
    assert_eq!(
        std::fs::read_dir(scratch.archive.corpus_dir()).unwrap().count(),
        2,
        "the older version stays"
    );
    assert_eq!(scratch.search("pulp").articles, 1);
}

#[test]
fn what_cannot_be_read_is_named_and_the_rest_is_done() {
    let scratch = Scratch::new();
    scratch.write(
        "a.jsonl",
        &format!("{}\nnot json\n[1]\n{{\"title\": \"no text\"}}\n{}", line(1, "timber"), line(2, "timber")),
    );
    scratch.write("binary.txt", "\u{0}\u{0}\u{0}\u{0}");
    scratch.write("empty.txt", "");
    let (changes, complaints) = scratch.run(index::update);
    let changes = changes.unwrap();
    assert_eq!((changes.added, changes.skipped), (2, 5));
    for (complaint, name) in
        complaints.iter().zip(["a.jsonl:2", "a.jsonl:3", "a.jsonl:4", "binary.txt", "empty.txt"])
    {
        assert!(complaint.contains(name), "{complaint}");
    }
    assert_eq!(scratch.update().skipped, 0, "what was complained of once is not read again");
}

#[test]
fn articles_match_and_passages_answer() {
    let scratch = Scratch::new();
    scratch.write("a.jsonl", &line(1, "timber"));
    scratch.update();
    let page = scratch.search("choice sleightholm");
    assert_eq!(page.articles, 1, "the words stand in different paragraphs");
    assert_eq!(page.hits[0].passage.number, 2);
    assert_eq!(scratch.search("choice -sleightholm").articles, 0, "NOT holds over the article");
    assert_eq!(scratch.search("\"no choice\"").articles, 1);
    assert_eq!(scratch.search("\"choice no\"").articles, 0);
    assert_eq!(scratch.search("\"part 1\"").articles, 1, "a phrase may stand in the headline");
    assert_eq!(scratch.search("*").hits[0].passage.number, 1, "the lead answers for an article");
}

#[test]
fn words_bind_to_the_quotation_of_the_speaker() {
    let scratch = Scratch::new();
    scratch.write("a.jsonl", &line(1, "timber"));
    scratch.update();
    assert_eq!(scratch.search("speaker:lindqvale choice").quotes, Some(1));
    assert_eq!(scratch.search("speaker:lindqvale closed").articles, 0, "narration is not her words");
    assert_eq!(scratch.search("speaker:sleightholm is:direct").articles, 0, "his words are not quoted");
    assert_eq!(scratch.search("speaker:sleightholm is:indirect").quotes, Some(1));
    assert_eq!(scratch.search("speaker:lindqvale outlet:harrow-bay-herald").articles, 1);
    assert_eq!(scratch.search("speaker:lindqvale -choice").quotes, Some(1));
    assert_eq!(scratch.quotes("said:\"none at all\"").hits[0].ordinal, 2);
    let hits = scratch.search("speaker:lindqvale").hits;
    assert_eq!(hits.len(), 1, "two quotations in one passage are one hit");
}

#[test]
fn filters_and_facets() {
    let scratch = Scratch::new();
    for number in 0..5 {
        scratch.write(&format!("{number}.jsonl"), &line(number, "timber"));
    }
    scratch.update();
    let page = scratch.search("mill date:2024-03-02..2024-03-03");
    assert_eq!(page.articles, 2);
    assert_eq!(scratch.search("until:2024-03-01").articles, 1);
    assert_eq!(scratch.search("outlet:harrowbayherald.example mill").articles, 5);
    assert_eq!(scratch.search("outlet:herald").articles, 0, "an outlet is one value");
    let facet = |name: &str| page.facets.iter().find(|facet| facet.field == name).unwrap().counts.clone();
    assert_eq!((facet("outlet")[0].value.as_str(), facet("outlet")[0].articles), ("Harrow Bay Herald", 2));
    assert_eq!((facet("speaker")[0].value.as_str(), facet("speaker")[0].articles), ("Petra Lindqvale", 2));
    assert_eq!(facet("month")[0].value, "2024-03");
    let speakers = scratch.open().speakers(Some("lindqvale"), &query::Query::All, None).unwrap();
    let lindqvale = &speakers.lines[0];
    assert_eq!(
        (lindqvale.name.as_str(), lindqvale.often.articles, lindqvale.often.quotes),
        ("Petra Lindqvale", 5, 10)
    );
}

#[test]
fn pages_fit_together() {
    let scratch = Scratch::new();
    let lines: Vec<String> = (0..100).map(|number| line(number, "timber")).collect();
    scratch.write("all.jsonl", &lines.join("\n"));
    scratch.update();
    let index = scratch.open();
    for words in ["mill", "*", "speaker:lindqvale"] {
        let page = |offset, limit| {
            let hits = index.search(&Request { offset, limit, ..request(words) }).unwrap().hits;
            hits.iter().map(|hit| (hit.rank, hit.article.id, hit.passage.number)).collect::<Vec<_>>()
        };
        let whole = page(0, 90);
        let pieces: Vec<_> = (0..90).step_by(9).flat_map(|offset| page(offset, 9)).collect();
        assert_eq!(pieces, whole, "{words}");
    }
}

#[test]
fn an_open_index_keeps_answering_while_a_new_one_takes_its_place() {
    let scratch = Scratch::new();
    scratch.write("a.jsonl", &line(1, "timber"));
    scratch.update();
    let open = scratch.open();
    scratch.write("b.jsonl", &line(2, "timber"));
    scratch.rebuild();
    assert_eq!(open.search(&request("mill")).unwrap().articles, 1);
    assert_eq!(scratch.search("mill").articles, 2);
}

#[test]
fn an_article_is_found_by_id_prefix_and_address() {
    let scratch = Scratch::new();
    scratch.write("a.jsonl", &format!("{}\n{}", line(1, "timber"), line(2, "pulp")));
    scratch.update();
    let index = scratch.open();
    let id = index.article("https://harrowbayherald.example/news/1?utm_source=feed").unwrap().imprint.id;
    let article = index.article(&id.to_string()[..8].to_lowercase()).unwrap();
    assert_eq!((article.imprint.id, article.passages.len()), (id, 3));
    let missing = index.article("https://www.harrowbayherald.example/news/3").unwrap_err();
    assert!(matches!(missing.kind, ErrorKind::NoSuchArticle { .. }));
}
