//! Files that list their records, and are not as they should be: feeds, tables, lists in JSON. What can be read is read,
//! and one line names each thing that cannot.

use crate::ingest::gz;
use crate::ingest::read_bytes;
use onrecord::ingest;
use proptest::prelude::*;
use std::fmt::Write;
use std::time::Duration;
use std::time::Instant;

const WORDS: &str = "The mill on Cannery Road will close in August.";

/// How many articles a file gives, and every complaint as it is printed.
fn read(name: &str, bytes: &[u8]) -> (usize, Vec<String>) {
    let (articles, complaints) = read_bytes(name, bytes);
    (articles.len(), complaints.iter().map(ToString::to_string).collect())
}

#[track_caller]
fn check(name: &str, bytes: impl AsRef<[u8]>, articles: usize, complaints: &[&str]) {
    assert_eq!(read(name, bytes.as_ref()), (articles, complaints.iter().map(ToString::to_string).collect()));
}

fn rss(items: &str) -> String {
    format!(
        "<?xml version=\"1.0\"?><rss version=\"2.0\"><channel><title>Herald</title>{items}</channel></rss>"
    )
}

fn item(number: usize) -> String {
    format!(
        "<item><title>Day {number}</title><link>https://herald.example/{number}</link><content:encoded>&lt;p&gt;{WORDS}&lt;/p&gt;</content:encoded></item>"
    )
}

#[test]
fn a_feed_that_breaks_gives_what_stands_before() {
    let good = rss(&item(1));
    check("a.xml", &good, 1, &[]);
    for (rest, complaint) in [
        ("<item><title>x", "a.xml: record 2: broken XML: it ends in the middle"),
        ("<item><title>x</title", "a.xml: record 2: broken XML: a tag or a comment is never closed"),
        ("<item><![CDATA[x", "a.xml: record 2: broken XML: a tag or a comment is never closed"),
        ("", "a.xml: record 2: broken XML: it ends in the middle"),
        (&"<a>".repeat(100_000), "a.xml: record 2: broken XML: elements are nested more than 512 deep"),
    ] {
        check("a.xml", good.replace("</channel></rss>", rest), 1, &[complaint]);
    }
    // What nobody closes is closed by what stands around it, and what nobody opened closes nothing.
    let open = format!("<item></b><title>x</item>{}", item(2));
    check("a.rss", rss(&open), 1, &["a.rss: record 1: there is no text in it"]);
    check("a.xml", "<urlset><url/></urlset>", 0, &["a.xml: this kind of file is not read"]);
    check("a.xml", rss(""), 0, &[]);
}

#[test]
fn entities_never_grow() {
    let mut declared = String::from("<!DOCTYPE rss [<!ENTITY lol0 \"lol\">");
    for level in 1..10 {
        let inside = format!("&lol{};", level - 1).repeat(10);
        write!(declared, "<!ENTITY lol{level} \"{inside}\">").unwrap();
    }
    let feed = format!("{declared}<!ENTITY own SYSTEM \"file:///etc/passwd\">]>{}", &rss(&item(1))[21..]);
    let feed = feed.replace(WORDS, &format!("{WORDS} &lol9; &own;"));
    let (articles, complaints) = read_bytes("a.xml", feed.as_bytes());
    assert!(complaints.is_empty(), "{complaints:?}");
    assert_eq!(articles[0].text, format!("{WORDS} &lol9; &own;"));
}

#[test]
fn what_never_ends_is_given_up() {
    let endless = "x".repeat(17 << 20);
    for inside in [
        format!("<item a=\"{endless}"),
        format!("<item><title>{endless}</title></item>"),
        format!("<!--{endless}-->"),
        "<item>".to_string() + &"<category>x</category>".repeat(1 << 20),
    ] {
        let feed = rss(&(item(1) + &inside + &item(2)));
        check("a.xml", feed, 1, &["a.xml: record 2: longer than 16 MiB, the most that is read"]);
    }
    let table = format!("title,text\nOne,{WORDS}\nTwo,\"{endless}\nThree,{WORDS}\n");
    let expected = ["a.csv:3: longer than 16 MiB, the most that is read"];
    check("a.csv", table, 1, &expected);
}

#[test]
fn a_feed_of_100_000_items_streams() {
    let mut items = String::new();
    (0..100_000).for_each(|number| items.push_str(&item(number)));
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("long.xml");
    std::fs::write(&path, rss(&items)).unwrap();
    let started = Instant::now();
    let records = ingest::open(&path, "long.xml").unwrap();
    assert_eq!(records.filter(Result::is_ok).count(), 100_000);
    // Five seconds where nothing is optimised and nobody else computes.
    assert!(started.elapsed() < Duration::from_secs(100), "{:?}", started.elapsed());
}

#[test]
fn dates_that_are_none_are_named_once_and_the_articles_kept() {
    let dated = |date: &str| item(1).replace("<title>", &format!("<pubDate>{date}</pubDate><title>"));
    let odd = ["Mon, 32 Mar 2024 08:00:00 GMT", "0000-00-00T00:00:00Z", "soon"];
    let feed = rss(&odd.map(dated).concat());
    let expected = "a.xml: record 1: `Mon, 32 Mar 2024 08:00:00 GMT` is not a date, nor are 2 more in the file; the articles are kept without";
    check("a.xml", &feed, 3, &[expected]);
    assert!(read_bytes("a.xml", feed.as_bytes()).0.iter().all(|article| article.published.is_none()));
    // A day to come is what the feed says.
    check("a.xml", rss(&dated("Tue, 12 Mar 2124 08:00:00 GMT")), 1, &[]);
}

#[test]
fn records_without_a_text_are_counted_or_named() {
    let link = "<item><title>x</title><link>https://herald.example/9</link><description>The mill closes […]</description></item>";
    check("a.xml", rss(link), 0, &["a.xml: 1 record gives a link and not its article’s text"]);
    let feed = rss(&(item(1) + link + link + "<item><description>The mill closes.</description></item>"));
    let named = "a.xml: record 4: there is no text in it";
    check("a.xml", feed, 1, &[named, "a.xml: 2 records give a link and not their article’s text"]);
    let bare = format!("<item><content:encoded>{WORDS}</content:encoded></item>");
    check("a.xml", rss(&bare), 1, &[]);
    let json = format!(
        "[{{\"text\": \"{WORDS}\"}}, {{\"url\": \"https://a.example/1\", \"content\": \"The mill closes… [+123 chars]\"}}, 7, {{}}]"
    );
    let expected = [
        "a.json: record 3: not a JSON object",
        "a.json: record 4: there is no text in it",
        "a.json: 1 record gives a link and not its article’s text",
    ];
    check("a.json", json, 1, &expected);
}

#[test]
fn broken_lists_of_json_cost_what_is_broken() {
    let good = format!("{{\"text\": \"{WORDS}\"}}");
    let deep = format!("[{good}, {{\"text\": {}{}}}, {good}]", "[".repeat(100_000), "]".repeat(100_000));
    let (articles, complaints) = read("a.json", deep.as_bytes());
    assert!(articles == 2 && complaints.len() == 1, "{complaints:?}");
    assert!(complaints[0].starts_with("a.json: record 2: broken JSON: recursion limit"), "{complaints:?}");
    check("a.json", format!("[{good}, {good}"), 2, &["a.json: record 3: broken JSON: it ends in the middle"]);
    let (articles, complaints) = read("a.json", format!("[{good}, {{\"text\": nan}}, {good}]").as_bytes());
    assert!(articles == 2 && complaints.len() == 1, "{complaints:?}");
    check("a.json", "7", 0, &["a.json: record 1: broken JSON: `7` stands where a `{` or a `[` should"]);
    // Called lines, and a list all the same.
    check("a.jsonl", format!("[\n{good},\n{good}\n]"), 2, &[]);
}

#[test]
fn tables_with_nuls_and_open_quotes_are_read_as_far_as_they_go() {
    check("a.csv", [0; 4096], 0, &["a.csv: the file is not text"]);
    let padding = format!("Pad,{}\n", WORDS.repeat(300));
    let (articles, _) = read_bytes("a.csv", format!("title,text\n{padding}Two,\"{WORDS}\0\"\n").as_bytes());
    assert_eq!(articles[1].text, WORDS);
    let open = format!("title,text\nOne,{WORDS}\n\"Two,{WORDS}\nThree,{WORDS}\n");
    check("a.csv", open, 1, &["a.csv:3: the row has 1 cells, and the header has 2"]);
}

#[test]
fn every_way_a_feed_is_packed_is_read() {
    let feed = rss(&(item(1) + &item(2)));
    check("a.xml.gz", gz(&feed), 2, &[]);
    check("a.rss.zst", zstd::encode_all(feed.as_bytes(), 1).unwrap(), 2, &[]);
    let wide: Vec<u8> = [0xfeff].into_iter().chain(feed.encode_utf16()).flat_map(u16::to_le_bytes).collect();
    check("a.xml", wide, 2, &[]);
    let many: String = (0..3000).map(|number| item(number * 7919)).collect();
    let packed = gz(&rss(&many));
    let (articles, complaints) = read("a.xml.gz", &packed[..packed.len() / 2]);
    assert!(articles > 100 && complaints.len() == 1, "{articles} {complaints:?}");
    assert!(complaints[0].contains("the compressed data is broken"), "{complaints:?}");
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, ..ProptestConfig::default() })]

    #[test]
    fn nothing_that_looks_like_a_feed_panics(
        inside in "(</?(item|entry|title|link|content|content:encoded|author|name|p|br)( [a-z]{1,5}=(\"[^\"<]{0,9}\"?|'x'))?/?>|<!\\[CDATA\\[|\\]\\]>|<!--|-->|&[a-z#0-9]{0,6};?|[a-zé<>&\" \u{a0}\u{0}]){0,60}"
    ) {
        read("a.xml", rss(&inside).as_bytes());
        read("a.xml", inside.replacen('<', "<rss><", 1).as_bytes());
    }

    #[test]
    fn nothing_that_looks_like_a_table_or_a_list_panics(
        inside in "(text|url|date|title|\"|,|;|\t|\n|\r\n|[a-z ]{1,9}|é|\\{|\\}|\\[|\\]|:|\"(text|items|data|authors)\":|\\\\|[0-9]|\u{0}){0,60}"
    ) {
        for name in ["a.csv", "a.json", "a.jsonl"] {
            read(name, inside.as_bytes());
        }
        read("a.json", format!("{{\"items\": [{inside}").as_bytes());
    }
}
