//! `onrecord follow`, and feeds given to `onrecord add`: what is new is taken in, and nothing is asked for twice.

use super::adding::add;
use super::adding::kept;
use super::adding::page;
use super::adding::scratch;
use super::server::Reply;
use super::server::Server;
use crate::scratch::Scratch;

fn feed(items: &str) -> Reply {
    let xml = format!(
        "<?xml version=\"1.0\"?><rss version=\"2.0\"><channel><title>Harrow Bay Herald</title>{items}</channel></rss>"
    );
    Reply::new("200 OK", "Content-Type: application/rss+xml\nETag: \"v1\"", xml)
}

fn whole(path: &str, words: &str) -> String {
    let text = "The ferry stays in port, the harbour office said, until the wind turns";
    format!(
        "<item><title>Ferry</title><link>https://harrowbayherald.example{path}</link><content:encoded>{text} {words}.</content:encoded></item>"
    )
}

fn summary(link: &str) -> String {
    format!("<item><title>Mill</title><link>{link}</link><description>It closes.</description></item>")
}

fn run(scratch: &Scratch) -> String {
    scratch.run("follow run --allow-private")
}

#[test]
fn what_is_new_is_taken_in_and_nothing_twice() {
    let pages = Server::start(&[
        ("/mill", &[Reply::page(page("140"))]),
        ("/wall", &[Reply::page("<html><body><p>Sign in</p></body></html>")]),
        ("/bridge", &[Reply::page(page("12"))]),
    ]);
    let first = whole("/ferry", "x") + &summary(&pages.url("/mill")) + &summary(&pages.url("/wall"));
    let second = whole("/ferry-2", "y") + &summary(&pages.url("/bridge")) + &first;
    let not_modified = Reply::raw("HTTP/1.1 304 Not Modified\r\n\r\n");
    let server = Server::start(&[("/rss", &[feed(&first), not_modified, feed(&second), feed(&second)])]);
    let scratch = scratch();
    scratch.run(&format!("follow add {}", server.url("/rss")));
    let said = run(&scratch);
    assert!(said.contains("/wall: there is no text in it"), "{said}");
    assert!(said.ends_with("added 2, updated 0, unchanged 0, skipped 1\n"), "{said}");
    assert!(!said.contains("give a link"), "they were followed: {said}");
    let said = run(&scratch);
    assert!(said.ends_with("added 0, updated 0, unchanged 0, skipped 0\n"), "{said}");
    assert!(server.asked().pop().unwrap().to_lowercase().contains("if-none-match: \"v1\""));
    // A wall met once is not met again, and a page that is there is not fetched again.
    let said = run(&scratch);
    assert!(said.ends_with("added 2, updated 0, unchanged 1, skipped 0\n"), "{said}");
    let files = kept(&scratch).len();
    let said = run(&scratch);
    assert!(said.ends_with("added 0, updated 0, unchanged 0, skipped 0\n"), "{said}");
    assert_eq!(kept(&scratch).len(), files, "a feed without news is not kept");
    assert_eq!(pages.paths(), ["/mill", "/wall", "/bridge"]);
    assert_eq!(scratch.run("check").lines().nth(1), Some("status 0"));
    let found = scratch.run("search ferry OR mill");
    scratch.run("rebuild");
    assert_eq!(scratch.run("search ferry OR mill"), found);
}

#[test]
fn a_page_that_could_not_be_had_is_tried_again() {
    let busy = Reply::new("500 Broken", "", "");
    let pages = Server::start(&[("/mill", &[busy.clone(), busy.clone(), busy, Reply::page(page("140"))])]);
    let items = summary(&pages.url("/mill"));
    let server = Server::start(&[("/rss", &[feed(&items)]), ("/gone", &[Reply::new("410 Gone", "", "")])]);
    let scratch = scratch();
    scratch.run(&format!("follow add {} {}", server.url("/rss"), server.url("/gone")));
    let said = run(&scratch);
    assert!(said.ends_with("added 0, updated 0, unchanged 0, skipped 2\n"), "{said}");
    scratch.run(&format!("follow remove {}", server.url("/gone")));
    assert!(run(&scratch).ends_with("added 1, updated 0, unchanged 0, skipped 0\n"));
}

#[test]
fn the_list_of_feeds_is_its_owners() {
    let scratch = scratch();
    let list = "# the shore\nhttps://a.example/rss\n\nnonsense\n";
    scratch.write("feeds.txt", list);
    assert_eq!(
        scratch.run("follow list"),
        "$ onrecord follow list\nstatus 0\n--- stdout\nhttps://a.example/rss\nnonsense\n"
    );
    scratch.run("follow add https://b.example/atom");
    scratch.run("follow remove https://a.example/rss");
    let written = std::fs::read_to_string(scratch.path().join("feeds.txt")).unwrap();
    assert_eq!(written, "# the shore\n\nnonsense\nhttps://b.example/atom\n");
    scratch.run("follow remove https://b.example/atom");
    let said = scratch.run("follow run");
    assert!(said.contains("feeds.txt:3: this is no address on the web"), "{said}");
    let said = scratch.run("follow add nonsense https://c.example/");
    assert!(said.contains("status 2") && said.contains("nonsense: this is no address"), "{said}");
    assert_eq!(scratch.run("follow list").lines().last(), Some("nonsense"));
}

#[test]
fn a_feed_is_added_by_its_address_or_from_a_file() {
    let pages = Server::start(&[("/mill", &[Reply::page(page("140"))])]);
    let items = whole("/ferry", "x") + &summary(&pages.url("/mill"));
    let server =
        Server::start(&[("/rss", &[feed(&items)]), ("/links", &[feed(&summary(&pages.url("/mill")))])]);
    let scratch = scratch();
    let said = scratch.run(&format!("add --allow-private {}", server.url("/rss")));
    assert!(said.contains("note: ") && said.contains("1 record gives a link"), "{said}");
    assert!(said.ends_with("added 1, updated 0, unchanged 0, skipped 0\n"), "{said}");
    assert_eq!(add(&scratch, &server.url("/rss")), "added 0, updated 0, unchanged 1, skipped 0");
    let said = scratch.run(&format!("add --allow-private {}", server.url("/links")));
    assert!(said.contains(&format!("warning: {}: 1 record gives a link", server.url("/links"))), "{said}");
    scratch.write("links.csv", format!("url,title\n{},Mill\n", pages.url("/mill")));
    assert_eq!(add(&scratch, "links.csv"), "added 0, updated 0, unchanged 0, skipped 1");
    assert_eq!(add(&scratch, "--follow links.csv"), "added 1, updated 0, unchanged 0, skipped 0");
    assert_eq!(add(&scratch, "--follow links.csv"), "added 0, updated 0, unchanged 0, skipped 0");
    assert_eq!(pages.paths(), ["/mill"]);
    let shown = scratch.run(&format!("extract --allow-private {} --format jsonl", server.url("/rss")));
    assert!(shown.contains("The ferry stays in port"), "{shown}");
}
