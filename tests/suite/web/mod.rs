//! Fetching, against a server of our own: rules, redirects, retries, refusals, and what is kept.

mod adding;
mod following;
mod server;

use onrecord::error::Error;
use onrecord::error::ErrorKind;
use onrecord::error::FetchFault;
use onrecord::ingest::fetch::Fetched;
use onrecord::ingest::fetch::Fetcher;
use onrecord::ingest::fetch::Known;
use onrecord::ingest::fetch::Manners;
use server::Reply;
use server::Server;
use std::io::Write;
use std::time::Duration;
use std::time::Instant;
use url::Url;

/// In a hurry, and on this machine.
fn manners() -> Manners {
    Manners {
        contact: Some("mailto:desk@outlet.example".to_string()),
        pause: Duration::from_millis(1),
        timeout: Duration::from_secs(1),
        largest: 100_000,
        allow_private: true,
    }
}

fn get(url: &str) -> Result<Fetched, Error> {
    Fetcher::new(manners()).get(&Url::parse(url).unwrap(), None)
}

#[track_caller]
fn fault(url: &str) -> FetchFault {
    match get(url).map_err(|error| error.kind) {
        Err(ErrorKind::Fetch(fault)) => fault,
        other => panic!("{url}: {other:?}"),
    }
}

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap()
}

#[test]
fn what_is_there_comes_as_the_server_meant_it() {
    let gzipped = Reply::new(
        "200 OK",
        "Content-Type: text/html\nContent-Encoding: gzip\nETag: \"1\"",
        gzip(b"<p>mill"),
    );
    let chunks = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\n<p>\r\n4\r\nmill\r\n0\r\n\r\n";
    let to_the_end = "HTTP/1.0 200 OK\r\n\r\n<p>mill";
    let server = Server::start(&[
        ("/gzip", &[gzipped]),
        ("/chunks", &[Reply::raw(chunks)]),
        ("/to-the-end", &[Reply::raw(to_the_end)]),
        ("/plain?a=1", &[Reply::page("<p>mill")]),
    ]);
    for path in ["/gzip#top", "/chunks", "/to-the-end", "/plain?a=1"] {
        assert_eq!(get(&server.url(path)).unwrap().content, b"<p>mill", "{path}");
    }
    let known = get(&server.url("/gzip")).unwrap().known;
    assert_eq!(known, Known { etag: Some("\"1\"".to_string()), last_modified: None });
    let asked = server.asked();
    assert!(asked[0].starts_with("GET /robots.txt HTTP/1.1\r\n"), "{asked:?}");
    let expected = format!("onrecord/{} (+mailto:desk@outlet.example)\r\n", env!("CARGO_PKG_VERSION"));
    assert!(
        asked.iter().all(|head| head.to_lowercase().contains(&format!("user-agent: {expected}"))),
        "{asked:?}"
    );
}

#[test]
fn the_rules_of_a_site_are_obeyed() {
    let robots =
        Reply::new("200 OK", "", "User-agent: *\nDisallow: /\n\nUser-agent: onrecord\nDisallow: /closed\n");
    let server = Server::start(&[
        ("/robots.txt", &[robots]),
        ("/open", &[Reply::page("x")]),
        ("/closed/a", &[Reply::page("x")]),
        ("/to-closed", &[Reply::redirect("/closed/a")]),
    ]);
    let mut fetcher = Fetcher::new(manners());
    let mut get =
        |path: &str| fetcher.get(&Url::parse(&server.url(path)).unwrap(), None).map_err(|error| error.kind);
    assert!(get("/open").is_ok());
    assert!(matches!(get("/closed/a"), Err(ErrorKind::Fetch(FetchFault::Forbidden))));
    assert!(matches!(get("/to-closed"), Err(ErrorKind::Fetch(FetchFault::Forbidden))));
    assert_eq!(server.paths(), ["/open", "/to-closed"]);
    assert_eq!(server.asked().len(), 3, "the rules are asked for once");
}

#[test]
fn rules_that_are_not_there_forbid_nothing_and_rules_that_fail_everything() {
    for (status, is_open) in
        [("404 Not Found", true), ("403 Forbidden", true), ("501 Not Implemented", false)]
    {
        let server =
            Server::start(&[("/robots.txt", &[Reply::new(status, "", "")]), ("/a", &[Reply::page("x")])]);
        assert_eq!(get(&server.url("/a")).is_ok(), is_open, "{status}");
    }
    let server =
        Server::start(&[("/robots.txt", &[Reply::new("503 Busy", "", "")]), ("/a", &[Reply::page("x")])]);
    assert!(matches!(fault(&server.url("/a")), FetchFault::NoRobots));
    assert_eq!(server.asked().len(), 3, "it is asked three times");
    let elsewhere = Server::start(&[("/rules", &[Reply::new("200 OK", "", "User-agent: *\nDisallow: /")])]);
    let server = Server::start(&[("/robots.txt", &[Reply::redirect(&elsewhere.url("/rules"))])]);
    assert!(matches!(fault(&server.url("/a")), FetchFault::Forbidden));
}

#[test]
fn redirects_are_followed_and_not_for_ever() {
    let steps: Vec<(String, Vec<Reply>)> =
        (0..11).map(|step| (format!("/{step}"), vec![Reply::redirect(&format!("/{}", step + 1))])).collect();
    let mut replies: Vec<(&str, &[Reply])> =
        steps.iter().map(|(path, replies)| (path.as_str(), &replies[..])).collect();
    let (end, there, back, out) = (
        [Reply::page("<p>mill")],
        [Reply::redirect("/back")],
        [Reply::redirect("/there")],
        [Reply::redirect("file:///etc/passwd")],
    );
    replies.extend([("/11", &end[..]), ("/there", &there[..]), ("/back", &back[..]), ("/out", &out[..])]);
    let server = Server::start(&replies);
    let fetched = get(&server.url("/1")).unwrap();
    assert_eq!(fetched.url.as_str(), server.url("/11"));
    assert!(matches!(fault(&server.url("/0")), FetchFault::Redirects { most: 10 }));
    assert!(matches!(fault(&server.url("/there")), FetchFault::RedirectLoop));
    assert!(matches!(fault(&server.url("/out")), FetchFault::NotOnTheWeb));
}

#[test]
fn a_busy_server_is_asked_again_when_it_says() {
    let busy = |fields: &str| Reply::new("429 Too Many Requests", fields, "");
    let server = Server::start(&[
        ("/soon", &[busy("Retry-After: 1"), Reply::page("x")]),
        ("/broken", &[Reply::new("500 Broken", "", ""), Reply::new("502 Broken", "", ""), Reply::page("x")]),
        ("/for-ever", &[busy("")]),
        ("/tomorrow", &[busy("Retry-After: 86400")]),
        ("/gone", &[Reply::new("410 Gone", "", "")]),
        ("/cut", &[Reply::raw("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n<p>"), Reply::page("x")]),
        ("/always-cut", &[Reply::raw("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n<p>")]),
    ]);
    let begun = Instant::now();
    assert!(get(&server.url("/soon")).is_ok());
    assert!(begun.elapsed() >= Duration::from_secs(1));
    assert!(get(&server.url("/broken")).is_ok());
    assert!(matches!(fault(&server.url("/for-ever")), FetchFault::Status { status: 429 }));
    assert!(matches!(fault(&server.url("/tomorrow")), FetchFault::ComeBack { seconds: 86400 }));
    assert!(matches!(fault(&server.url("/gone")), FetchFault::Status { status: 410 }));
    assert!(get(&server.url("/cut")).is_ok());
    assert!(matches!(fault(&server.url("/always-cut")), FetchFault::Connection(_)));
    let count = |path: &str| server.paths().iter().filter(|asked| *asked == path).count();
    let counts = ["/soon", "/broken", "/for-ever", "/tomorrow", "/gone", "/cut", "/always-cut"].map(count);
    assert_eq!(counts, [2, 3, 3, 1, 1, 2, 3]);
}

#[test]
fn private_networks_are_asked_only_if_that_is_said() {
    let server = Server::start(&[("/a", &[Reply::page("x")])]);
    let mut fetcher = Fetcher::new(Manners { allow_private: false, ..manners() });
    for host in ["127.0.0.1", "localhost", "[::1]", "[::ffff:127.0.0.1]", "0.0.0.0", "2130706433", "0x7f.1"] {
        let url = Url::parse(&format!("http://{host}:{}/a", server.port())).unwrap();
        let refused = fetcher.get(&url, None).unwrap_err();
        let kind = &refused.kind;
        assert!(matches!(kind, ErrorKind::Fetch(FetchFault::PrivateAddress)), "{url}: {kind:?}");
        assert!(refused.hint().unwrap().contains("--allow-private"));
    }
    assert_eq!(server.asked(), Vec::<String>::new());
}

#[test]
fn no_server_holds_the_program_up_or_fills_it() {
    let zeros = vec![b'0'; 101_000];
    let bomb =
        Reply::new("200 OK", "Content-Type: text/html\nContent-Encoding: gzip", gzip(&vec![0; 4_000_000]));
    let head = format!("HTTP/1.1 200 OK\r\nX: {}\r\n\r\n", "x".repeat(1 << 20));
    let server = Server::start(&[
        ("/slow", &[Reply::page("x".repeat(1000)).slowly(Duration::from_millis(300))]),
        ("/large", &[Reply::page(&zeros)]),
        (
            "/large-chunk",
            &[Reply::raw(
                [
                    b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nffffff\r\n".to_vec(),
                    zeros.repeat(12),
                ]
                .concat(),
            )],
        ),
        ("/bomb", &[bomb]),
        ("/long-head", &[Reply::raw(head)]),
        ("/nonsense", &[Reply::raw("<html>no head</html>")]),
        ("/nothing", &[Reply::raw("")]),
    ]);
    let begun = Instant::now();
    assert!(matches!(fault(&server.url("/slow")), FetchFault::TimedOut { seconds: 1 }));
    assert!(begun.elapsed() < Duration::from_secs(3));
    for path in ["/large", "/large-chunk", "/bomb"] {
        let fault = fault(&server.url(path));
        assert!(matches!(fault, FetchFault::TooLarge { most: 100_000 }), "{path}: {fault:?}");
    }
    for path in ["/long-head", "/nonsense"] {
        let fault = fault(&server.url(path));
        assert!(matches!(fault, FetchFault::NotHttp { .. }), "{path}: {fault:?}");
    }
    assert!(matches!(fault(&server.url("/nothing")), FetchFault::Connection(_)));
}

#[test]
fn hosts_rest_between_requests() {
    let server = Server::start(&[
        ("/robots.txt", &[Reply::new("200 OK", "", "User-agent: *\nCrawl-delay: 0.3")]),
        ("/a", &[Reply::page("x")]),
    ]);
    let url = Url::parse(&server.url("/a")).unwrap();
    let mut fetcher = Fetcher::new(manners());
    fetcher.get(&url, None).unwrap();
    let begun = Instant::now();
    assert!(fetcher.ready_in(&url) > Duration::from_millis(100));
    fetcher.get(&url, None).unwrap();
    assert!(begun.elapsed() > Duration::from_millis(250));
}

#[test]
fn what_is_known_is_not_sent_again() {
    let server = Server::start(&[("/a", &[Reply::raw("HTTP/1.1 304 Not Modified\r\n\r\n")])]);
    let known = Known {
        etag: Some("\"1\"".to_string()),
        last_modified: Some("Wed, 22 Mar 2023 10:00:00 GMT".to_string()),
    };
    let url = Url::parse(&server.url("/a")).unwrap();
    let fetched = Fetcher::new(manners()).get(&url, Some(&known)).unwrap();
    assert!(fetched.is_unchanged && fetched.content.is_empty());
    let head = server.asked().pop().unwrap().to_lowercase();
    assert!(head.contains("if-none-match: \"1\"\r\n"), "{head}");
    assert!(head.contains("if-modified-since: wed, 22 mar 2023 10:00:00 gmt\r\n"), "{head}");
}
