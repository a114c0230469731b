//! Near answers: what is found where no article has all of the words, in which order, and what is said of it.

use crate::scratch::Scratch;
use serde_json::Value;

/// Five articles about a mill, a ferry and a mayor.
const ARTICLES: &str = r#"{"url": "https://harbourpost.example/scattered", "outlet": "Harbour Post", "title": "The year in Tern Harbour", "published": "2023-01-02", "text": "The mill had a good year, and so had its owners.\n\nThe council has twelve members now, and a clerk.\n\nA new ferry came in May. It is blue.\n\nThe closing of the library was put off until the spring, because nobody wanted it."}
{"url": "https://harbourpost.example/mill", "outlet": "Harbour Post", "title": "Owners promise work until summer", "published": "2023-03-20", "text": "The closing of the mill is a mistake, the union says, and it will fight on.\n\n“Not one job will be lost before July,” said Petra Lindqvale, who speaks for the owners. “The price of timber has doubled.”"}
{"url": "https://bayviewcourier.example/ferry", "outlet": "Bayview Courier", "title": "Ferry stays in port", "published": "2023-03-21", "text": "The ferry stayed in port because of the wind.\n\n“We will sail when it is safe,” said Wilf Brockhurst, its captain. “Not before.”"}
{"url": "https://bayviewcourier.example/mayor", "outlet": "Bayview Courier", "title": "Mayor answers Okonkwo-Hale", "published": "2023-03-22", "text": "Mayor Dunstan Verrill answered Ada Okonkwo-Hale on Tuesday.\n\n“The harbour needs a new wall,” said Verrill. “It needs it this year.”"}
{"url": "https://bayviewcourier.example/wall", "outlet": "Bayview Courier", "title": "A wall for the harbour", "published": "2023-03-23", "text": "A wall in the harbour would cost nine million, according to Verrill, and would keep the mill dry."}"#;

fn scratch() -> Scratch {
    let scratch = Scratch::corpus(&[("news.jsonl", ARTICLES)]);
    scratch.command("update").assert().success();
    scratch
}

/// The status, the answer, and the last part of each hit's address with what it lacks: `mill(ferry)`.
fn answer(scratch: &Scratch, line: &str) -> (i32, Value, Vec<String>) {
    let output = scratch.command(&format!("{line} --format json")).output().unwrap();
    let answer: Value = serde_json::from_slice(&output.stdout).unwrap();
    let told = |hit: &Value| {
        let url = hit["article"]["url"].as_str().unwrap().rsplit('/').next().unwrap();
        let missing: Vec<&str> =
            hit["missing"].as_array().unwrap().iter().map(|word| word.as_str().unwrap()).collect();
        format!("{url}({})", missing.join(" "))
    };
    let hits = answer["hits"].as_array().unwrap().iter().map(told).collect();
    (output.status.code().unwrap(), answer, hits)
}

#[test]
fn answers_name_what_they_lack() {
    let scratch = scratch();
    for (line, status, expected) in [
        (
            "search 'mill closing zeppelin' --per-article 1",
            1,
            &["mill(zeppelin)", "scattered(zeppelin)", "wall(closing zeppelin)"][..],
        ),
        ("search 'mill closing zeppelin' --strict", 1, &[]),
        // One word is all of the query.
        ("search zeppelin", 1, &[]),
        // What was meant as it stands may not be missing.
        ("search 'timber \"not a job\"'", 1, &[]),
        ("search 'timber closing zeppelin -union'", 1, &["scattered(timber zeppelin)"]),
        ("search 'ferry timber' --outlet 'Bayview Courier' --per-article 1", 1, &["ferry(timber)"]),
        (
            "search 'ferry timber (captain OR owners)' --per-article 1",
            1,
            &["mill(ferry)", "ferry(timber)", "scattered(timber)"],
        ),
        // By date there is no telling what is nearer.
        ("search 'mill closing zeppelin' --sort newest", 1, &[]),
        (
            "search 'wall okonkwo-hall' --per-article 1 --outlet 'Bayview Courier'",
            1,
            &["wall(okonkwo-hall)", "mayor(okonkwo-hall)"],
        ),
    ] {
        let (code, answer, hits) = answer(&scratch, line);
        let sorted = |list: &[String]| {
            let mut list = list.to_vec();
            list.sort();
            list
        };
        let expected: Vec<String> = expected.iter().map(ToString::to_string).collect();
        assert_eq!((code, sorted(&hits)), (status, sorted(&expected)), "{line}: {answer:#}");
        assert_eq!(answer["total"]["articles"], 0, "{line}");
    }
}

/// One plain word beside alternatives: nothing can be missing, and nothing that matches may be.
#[test]
fn what_matches_is_shown_whatever_its_passages_hold() {
    let scratch = scratch();
    for query in
        ["harbour (wall OR library)", "port (safe OR wind OR blue)", "mill (closing OR timber) -ferry"]
    {
        let line = format!("search '{query}' --per-article 1");
        let (status, answer, hits) = answer(&scratch, &line);
        assert_eq!(
            (status, answer["total"]["articles"].as_u64()),
            (0, Some(hits.len() as u64)),
            "{answer:#}"
        );
        assert_eq!(hits.len(), self::answer(&scratch, &format!("{line} --strict")).2.len(), "{query}");
    }
}

/// The words of the first article stand scattered over it; the second lacks one and says the thing.
#[test]
fn scattered_words_come_after_most_of_them_together() {
    let scratch = scratch();
    let (status, answer, hits) = answer(&scratch, "search 'closing mill union mistake ferry'");
    assert_eq!((status, hits[0].as_str()), (1, "mill(ferry)"), "{answer:#}");
    let (status, answer, hits) =
        self::answer(&scratch, "search 'mill ferry council closing' --per-article 1");
    assert_eq!((status, answer["total"]["articles"].as_u64()), (0, Some(1)));
    assert!(hits.contains(&"scattered()".to_string()), "{hits:?}");
}

#[test]
fn a_word_that_nobody_printed_is_read_as_its_neighbours() {
    let scratch = scratch();
    let (status, answer, hits) = answer(&scratch, "search 'lindqvail timber'");
    assert_eq!((status, hits[0].as_str()), (1, "mill(lindqvail)"), "{answer:#}");
    assert_eq!(answer["query"]["notes"][0], "“lindqvail” is in no article; did you mean “lindqvale”?");
    let text: Vec<char> = answer["hits"][0]["passage"]["text"].as_str().unwrap().chars().collect();
    let marks = answer["hits"][0]["passage"]["highlights"].as_array().unwrap();
    let marked = |mark: &Value| -> String {
        let at = |end: usize| usize::try_from(mark[end].as_u64().unwrap()).unwrap();
        text[at(0)..at(1)].iter().collect()
    };
    assert_eq!(marks.iter().map(marked).collect::<Vec<_>>(), ["Lindqvale", "timber"]);
    // A word that some article has beside the others is no slip, however rare.
    let (status, answer, _) = self::answer(&scratch, "search 'captain wind'");
    assert_eq!((status, answer["query"]["notes"].as_array().unwrap().len()), (0, 0), "{answer:#}");
}

/// A word that was only in a file that is gone is no neighbour any more, whatever the engine still keeps.
#[test]
fn what_is_gone_is_suggested_no_more() {
    let gone = r#"{"url": "https://harbourpost.example/gone", "title": "Gone", "text": "Petra Lindqvaal came by, and Petra Lindqvaal left."}"#;
    // In one run, so that all of it lies in one segment, which the others keep alive.
    let scratch = Scratch::corpus(&[("news.jsonl", ARTICLES), ("gone.jsonl", gone)]);
    scratch.command("update").assert().success();
    let notes = |line: &str| answer(&scratch, line).1["query"]["notes"].clone();
    assert!(notes("search 'lindqvaat timber'").to_string().contains("lindqvaal”"));
    std::fs::remove_file(scratch.path().join("corpus/gone.jsonl")).unwrap();
    scratch.command("update").assert().success();
    let updated = notes("search 'lindqvaat timber'");
    assert!(!updated.to_string().contains("lindqvaal”?"), "{updated}");
    scratch.command("rebuild").assert().success();
    assert_eq!(notes("search 'lindqvaat timber'"), updated);
}

/// With a speaker the quotation is what lacks a word, and the words around it tell which of them is nearest.
#[test]
fn quotations_lack_words_too() {
    let scratch = scratch();
    let (status, answer, hits) = answer(&scratch, "search 'wall okonkwo' --speaker verrill");
    assert_eq!((status, hits[0].as_str()), (1, "mayor(okonkwo)"), "{answer:#}");
    let (status, answer, hits) = self::answer(&scratch, "quotes 'timber union' --speaker lindqvale");
    assert_eq!((status, hits[0].as_str()), (1, "mill(union)"), "{answer:#}");
    assert_eq!(answer["hits"][0]["quote"]["text"], "The price of timber has doubled.");
    assert_eq!(self::answer(&scratch, "quotes 'timber union' --speaker brockhurst").2.len(), 0);
}

/// A near quotation holds one of the words, and what is credited to it is not what it lacks.
#[test]
fn near_quotations_hold_a_word_that_they_are_not_said_to_lack() {
    let scratch = scratch();
    for line in [
        "search 'wall mayor harbour zeppelin' --speaker verrill",
        "quotes 'wall mayor harbour zeppelin'",
        "quotes 'timber job owners union wind'",
        "search 'timber price owners' --speaker lindqvale",
    ] {
        let (_, answer, hits) = answer(&scratch, &format!("{line} --explain"));
        assert!(!hits.is_empty(), "{line}");
        for hit in answer["hits"].as_array().unwrap() {
            let missing = hit["missing"].as_array().unwrap();
            let credited = hit["worth"]["words"].as_array().unwrap();
            assert!(!credited.is_empty(), "{line}: {hit:#}");
            assert!(credited.iter().all(|word| !missing.contains(&word["word"])), "{line}: {hit:#}");
            let marks = if hit["quote"].is_null() { &hit["passage"] } else { &hit["quote"] };
            assert!(!marks["highlights"].as_array().unwrap().is_empty(), "{line}: {hit:#}");
        }
    }
}

/// Where nobody says any of the words, the passages do that have them around what was said; and the answer says so.
#[test]
fn words_around_quotations_answer_where_none_holds_any() {
    let scratch = scratch();
    let (status, answer, hits) = answer(&scratch, "search 'owners ferry' --speaker lindqvale --explain");
    assert_eq!((status, hits.as_slice()), (1, &["mill(owners ferry)".to_string()][..]), "{answer:#}");
    let note = "no quotation that is asked for holds any of the words; the near answers have some of them around one";
    assert_eq!(answer["query"]["notes"][0], note);
    let hit = &answer["hits"][0];
    assert_eq!(hit["passage"]["highlights"].as_array().unwrap().len(), 1, "{hit:#}");
    assert_eq!(hit["worth"]["words"].as_array().unwrap().len(), 0, "{hit:#}");
    assert!(hit["worth"]["around"].as_f64() > Some(0.0), "{hit:#}");
    assert_eq!(self::answer(&scratch, "quotes 'owners ferry' --speaker lindqvale").2.len(), 0);
}

/// The parts of `--explain` are the score, for every kind of hit.
#[test]
fn the_parts_of_a_score_add_up() {
    let scratch = Scratch::sample();
    scratch.command("update").assert().success();
    for line in [
        "search mill",
        "search 'mill closing zeppelin union'",
        "search '\"the mill\" jobs'",
        "search 'mill W/5 closing'",
        "search 'mill speaker:quillane'",
        "quotes mill",
        "quotes 'mill zeppelin jobs'",
        "search 'mill zeppelin jobs speaker:quillane'",
    ] {
        let (_, answer, hits) = answer(&scratch, &format!("{line} --explain"));
        assert!(!hits.is_empty(), "{line}");
        for hit in answer["hits"].as_array().unwrap() {
            let part = |name: &str| hit["worth"][name].as_f64().unwrap();
            let words = hit["worth"]["words"].as_array().unwrap().iter();
            let words: f64 = words.map(|word| word["adds"].as_f64().unwrap()).sum();
            let passage = (words + part("exact")) * part("coverage").powi(2) + part("phrases");
            let sum = passage * part("discount") + part("quoted") + part("around") + part("article");
            let score = hit["score"].as_f64().unwrap();
            assert!(
                (sum - score).abs() < 0.01 * score.abs().max(1.0),
                "{line}: {sum} is not {score}: {hit:#}"
            );
        }
    }
}
