//! Stories that several articles print, agencies' copy, and the versions of an article.

use crate::scratch::Scratch;
use insta::assert_snapshot;
use serde_json::Value;

/// The copy of an agency: its second paragraph and its last are what outlets cut or change.
const COPY: [&str; 4] = [
    "The paper mill at Tern Harbour will close in June after ninety-one years, its owner told the night shift on Monday, \
     and three hundred and twelve people will lose their work in a town of four thousand.",
    "“We will not sign anything that says otherwise,” said the mayor, Ana Ruiz, from the steps of the town hall, where some \
     two hundred people had gathered before the doors were open.",
    "The owner, Petra Lindqvale, said the mill had lost money in each of the last six years. “There was no choice left to \
     make,” she said. “I looked for one until Sunday night.”",
    "The province said it had learned of the closing from the radio, and that it would send two officials on Thursday.",
];

/// An article as a file: the lines of its head, and its paragraphs.
fn article(head: &[&str], text: &[&str]) -> String {
    format!("{}\n\n{}\n", head.join("\n"), text.join("\n\n"))
}

fn agency() -> String {
    let head = [
        "url: https://northernwire.example/2024/mill",
        "outlet: Northern Wire",
        "title: Mill at Tern Harbour to close in June, owner says",
        "published: March 5, 2024",
    ];
    article(&head, &COPY)
}

fn post() -> String {
    let head = [
        "url: https://harbourpost.example/news/mill",
        "outlet: Harbour Post",
        "title: ‘No choice left to make’: mill closes in June",
        "authors: Ines Corvath, Northern Wire",
        "published: March 4, 2024",
    ];
    article(&head, &COPY[..3])
}

fn ledger() -> String {
    let head = [
        "url: https://dampierledger.example/mill",
        "outlet: The Dampier Ledger",
        "title: Tern Harbour loses its mill",
        "published: March 6, 2024",
    ];
    let sign_off = "This report by Northern Wire was first published March 4, 2024.";
    article(&head, &[&COPY[..], &[sign_off]].concat())
}

/// The same events in an outlet's own words, with a statement in common.
fn courier() -> String {
    let head = [
        "url: https://bayviewcourier.example/mill",
        "outlet: Bayview Courier",
        "title: Ninety-one years, one sheet of paper",
        "published: March 5, 2024",
    ];
    let text = [
        "When the whistle went at six on Monday nobody on the floor of Number Two looked up, because it always goes at six.",
        "Rowan Sleightholm had been on the winder since 1987. The foreman read a sheet of paper aloud, he said, and read \
         it badly. “There was no choice left to make,” it said.",
        "By noon the parking lot of the union hall was full, and by one o’clock there was no coffee left in Tern Harbour.",
    ];
    article(&head, &text)
}

fn scratch() -> Scratch {
    let files = [
        ("a post.txt", post()),
        ("b ledger.txt", ledger()),
        ("c agency.txt", agency()),
        ("d courier.txt", courier()),
    ];
    let files: Vec<(&str, &str)> = files.iter().map(|(name, text)| (*name, text.as_str())).collect();
    let scratch = Scratch::corpus(&files);
    scratch.command("update").assert().success();
    scratch
}

fn json(scratch: &Scratch, line: &str) -> Value {
    let output = scratch.command(&format!("{line} --format json")).output().unwrap();
    serde_json::from_slice(&output.stdout).unwrap()
}

/// The outlets of the hits, each with those that it stands for.
fn outlets(found: &Value) -> Vec<String> {
    let name = |article: &Value| article["outlet"].as_str().unwrap_or_default().to_string();
    let hit = |hit: &Value| {
        let also: Vec<String> = hit["article"]["also_in"].as_array().unwrap().iter().map(name).collect();
        format!("{} < {}", name(&hit["article"]), also.join(", "))
    };
    found["hits"].as_array().unwrap().iter().map(hit).collect()
}

#[test]
fn a_story_is_shown_once() {
    let scratch = scratch();
    assert_snapshot!(scratch.runs(&[
        "search 'choice left'",
        "search 'choice left' --no-collapse --per-article 1",
        "search 'choice left' --outlet 'Harbour Post'",
        "show https://dampierledger.example/mill",
    ]));
}

#[test]
fn the_first_that_matches_stands_for_the_others() {
    let scratch = scratch();
    let all = "Northern Wire < Harbour Post, The Dampier Ledger";
    let post = "Harbour Post < Northern Wire, The Dampier Ledger";
    let ledger = "The Dampier Ledger < Northern Wire, Harbour Post";
    for (line, expected, total) in [
        ("search Lindqvale", &[all][..], 3),
        ("search Lindqvale --no-collapse --sort oldest", &[post, all, ledger], 3),
        ("search Lindqvale outlet:dampierledger.example", &[ledger], 1),
        ("search 'speaker:lindqvale sunday' --strict", &[all], 3),
        ("search 'is:duplicate' --no-collapse --sort oldest", &[post, ledger], 2),
        ("search 'is:duplicate'", &[post], 2),
        ("search Lindqvale -is:duplicate", &[all], 1),
        ("search 'is:wire' --no-collapse --sort oldest", &[post, all, ledger], 3),
        ("search tern -is:wire", &["Bayview Courier < "], 1),
        ("search 'wire:\"northern wire\" outlet:\"harbour post\"'", &[post], 1),
        ("search 'is:duplicate speaker:ruiz' --no-collapse --sort oldest", &[post, ledger], 2),
    ] {
        let found = json(&scratch, line);
        assert_eq!(outlets(&found), expected, "{line}");
        assert_eq!(found["total"]["articles"], total, "{line}");
    }
}

#[test]
fn paging_shows_each_story_once() {
    let scratch = scratch();
    let page = |offset: usize| {
        outlets(&json(&scratch, &format!("search tern -n 1 --per-article 1 --offset {offset}")))
    };
    let mut pages = [page(0), page(1)].concat();
    pages.sort();
    assert_eq!(pages, ["Bayview Courier < ", "Northern Wire < Harbour Post, The Dampier Ledger"]);
    assert_eq!(page(2), [""; 0]);
}

#[test]
fn an_update_and_a_rebuild_find_the_same_stories() {
    let scratch = scratch();
    let lines = ["search tern --facets", "search tern --no-collapse", "search is:duplicate", "quotes choice"];
    let answers = || lines.map(|line| scratch.run(&format!("{line} --format json")));
    let check = |what: &str, expected: &[&str]| {
        scratch.command("update").assert().success();
        let updated = answers();
        scratch.command("rebuild").assert().success();
        assert_eq!(updated, answers(), "{what}");
        let shown = json(&scratch, "search tern --per-article 1 --sort oldest");
        assert_eq!(outlets(&shown), expected, "{what}");
    };
    std::fs::remove_file(scratch.path().join("corpus/c agency.txt")).unwrap();
    check("the first is gone", &["Harbour Post < The Dampier Ledger", "Bayview Courier < "]);
    scratch.write("corpus/b ledger.txt", courier().replace("bayviewcourier", "dampierledger"));
    check("one has another story now", &["Harbour Post < ", "Bayview Courier < Bayview Courier"]);
    scratch.write("corpus/0 agency.txt", agency());
    check("the first is back", &["Northern Wire < Harbour Post", "Bayview Courier < Bayview Courier"]);
    scratch.write("speakers.toml", "");
    check("nothing has changed", &["Northern Wire < Harbour Post", "Bayview Courier < Bayview Courier"]);
}

/// Three versions: a quotation changes, one goes and one comes; then it is given to somebody else, and printed twice.
fn versions() -> Scratch {
    let version = |title: &str, updated: &str, text: &[&str]| {
        let [title, updated] = [format!("title: {title}"), format!("updated: {updated}")];
        let url = "url: https://harbourpost.example/news/council";
        article(&[url, "outlet: Harbour Post", &title, "published: March 4, 2024", &updated], text)
    };
    let same = "The council of Tern Harbour met on Monday night, and sat until the lamps on the quay were put out at eleven.";
    let first = version(
        "Council will not sign",
        "March 4, 2024 at 9:15 AM EST",
        &[
            same,
            "“We will not sign,” said the mayor, Ana Ruiz. Nobody in the hall spoke against her.",
            "“It is a bad paper,” said Jean Roux, a councillor.",
        ],
    );
    let second = version(
        "Council may sign after all",
        "March 5, 2024 at 8:00 AM EST",
        &[
            same,
            "“We may yet sign,” said the mayor, Ana Ruiz. Nobody in the hall spoke against her.",
            "“Read it first,” said Petra Lindqvale, the owner of the mill.",
        ],
    );
    let third = second
        .replace("said Petra Lindqvale, the owner of the mill", "said Rowan Sleightholm, who works there")
        .replace("March 5, 2024 at 8:00", "March 6, 2024 at 8:00");
    let files = [("1.txt", &second), ("2 copy.txt", &second), ("3.txt", &first), ("4.txt", &third)];
    let files: Vec<(&str, &str)> = files.iter().map(|(name, text)| (*name, text.as_str())).collect();
    let scratch = Scratch::corpus(&files);
    scratch.command("update").assert().success();
    scratch
}

#[test]
fn the_history_of_an_article() {
    let scratch = versions();
    let url = "https://harbourpost.example/news/council";
    assert_snapshot!(scratch.runs(&[
        &format!("history {url}"),
        &format!("history {url} --format json"),
        &format!("show {url} --version 1"),
        &format!("show {url} --version 4"),
        &format!("show {url}"),
    ]));
}

#[test]
fn an_article_of_one_version_has_a_history_of_one() {
    assert_snapshot!(scratch().run("history https://harbourpost.example/news/mill"));
}

#[test]
fn a_version_whose_file_has_changed_is_named_and_left_out() {
    let scratch = versions();
    scratch.write(
        "corpus/3.txt",
        "Something else stands here now, and it is long enough to be read as an article.",
    );
    assert_snapshot!(scratch.run("history https://harbourpost.example/news/council"));
    std::fs::remove_file(scratch.path().join("corpus/3.txt")).unwrap();
    let output = scratch.command("history https://harbourpost.example/news/council").output().unwrap();
    assert_eq!(output.status.code(), Some(2));
}

#[test]
fn the_newest_counts_whatever_the_files_are_called() {
    let scratch = versions();
    let found = json(&scratch, "search sleightholm");
    assert_eq!(found["total"]["articles"], 1);
    assert_eq!(json(&scratch, "search roux")["total"]["articles"], 0);
    std::fs::remove_file(scratch.path().join("corpus/4.txt")).unwrap();
    scratch.command("update").assert().success();
    assert_eq!(
        json(&scratch, "search lindqvale")["total"]["articles"],
        1,
        "the older one is the article again"
    );
}
