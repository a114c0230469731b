//! What went over the wire, as a file of the corpus: a WARC 1.1, one gzip member a record.
//!
//! One file an address and fetch, so that its owner can read, move and delete each article by itself, and a crash costs
//! nothing that was fetched before. Blocks are the very bytes of the wire. Digests are SHA-256 in hexadecimal, which
//! `sha256sum` checks; that of a payload is of the bytes behind the answer's head, as `wget` and `warcio` have it.

use super::exchange::Exchange;
use super::fetcher::Fetched;
use crate::corpus::Fingerprint;
use crate::ingest::address;
use crate::ingest::canonical_url;
use crate::ingest::http::head_end;
use crate::ingest::http::without_interim;
use flate2::Compression;
use flate2::write::GzEncoder;
use jiff::Timestamp;
use std::io;
use std::io::Write;
use url::Url;

/// Where in the corpus the fetches of an address lie.
pub(super) fn folder(url: &Url) -> String {
    let host = canonical_url(url.as_str()).and_then(|url| address::host(&url));
    let host = host.or_else(|| url.host_str().map(String::from)).unwrap_or_default();
    // An address of the new kind is `[::1]`, which some systems do not take for a name.
    format!("fetched/{}", host.replace(|c: char| !c.is_alphanumeric() && c != '.' && c != '-', "_"))
}

/// What the names of all files of one address end in.
pub(super) fn key(url: &Url) -> String {
    let canonical = canonical_url(url.as_str()).unwrap_or_else(|| url.to_string());
    Fingerprint::of(canonical.as_bytes()).as_str().chars().take(8).collect()
}

/// `20261125T101500Z-mill-closes-1a2b3c4d.warc.gz`: later fetches sort after earlier ones, which makes theirs the
/// version that counts; the words are for people, the key for [`super::earlier`].
pub(super) fn name(url: &Url, when: Timestamp) -> String {
    let last =
        url.path_segments().and_then(|mut parts| parts.rfind(|part| !part.is_empty())).unwrap_or("front");
    let stem = last.split('.').next().unwrap_or_default();
    let plain: String =
        stem.chars().map(|c| if c.is_ascii_alphanumeric() { c } else { '-' }).take(40).collect();
    let time = when.strftime("%Y%m%dT%H%M%SZ");
    format!("{time}-{}-{}.warc.gz", plain.trim_matches('-').to_ascii_lowercase(), key(url))
}

/// The bytes of the file.
pub(super) fn warc(fetched: &Fetched, name: &str) -> io::Result<Vec<u8>> {
    let mut file = Vec::new();
    let info = info(fetched, name);
    let information = info.id.clone();
    info.write(&mut file)?;
    for exchange in &fetched.exchanges {
        let [request, answer] = pair(exchange, &information);
        request.write(&mut file)?;
        answer.write(&mut file)?;
    }
    Ok(file)
}

struct Record<'a> {
    id: String,
    fields: Vec<(&'static str, String)>,
    block: std::borrow::Cow<'a, [u8]>,
}

impl<'a> Record<'a> {
    fn new(
        kind: &str,
        url: &str,
        when: Timestamp,
        block: impl Into<std::borrow::Cow<'a, [u8]>>,
    ) -> Record<'a> {
        let block = block.into();
        let date = when.strftime("%Y-%m-%dT%H:%M:%SZ").to_string();
        let digest = digest(&block);
        let id = id(&format!("{kind} {url} {when} {digest}"));
        let fields = vec![
            ("WARC-Type", kind.to_string()),
            ("WARC-Record-ID", id.clone()),
            ("WARC-Date", date),
            ("WARC-Block-Digest", digest),
        ];
        Record { id, fields, block }
    }

    fn with(mut self, name: &'static str, value: impl Into<Option<String>>) -> Record<'a> {
        self.fields.extend(value.into().map(|value| (name, value)));
        self
    }

    fn write(&self, file: &mut Vec<u8>) -> io::Result<()> {
        let mut member = GzEncoder::new(file, Compression::default());
        member.write_all(b"WARC/1.1\r\n")?;
        for (name, value) in &self.fields {
            write!(member, "{name}: {value}\r\n")?;
        }
        write!(member, "Content-Length: {}\r\n\r\n", self.block.len())?;
        member.write_all(&self.block)?;
        member.write_all(b"\r\n\r\n")?;
        member.finish().map(|_| ())
    }
}

fn info(fetched: &Fetched, name: &str) -> Record<'static> {
    let when = fetched.exchanges.first().map(|exchange| exchange.when).unwrap_or_default();
    let lines = [
        concat!("software: onrecord/", env!("CARGO_PKG_VERSION")).to_string(),
        "format: WARC File Format 1.1".to_string(),
        "conformsTo: http://iipc.github.io/warc-specifications/specifications/warc-format/warc-1.1/"
            .to_string(),
        "robots: obey".to_string(),
        format!("http-header-user-agent: {}", fetched.user_agent),
    ];
    let block = lines.map(|line| line + "\r\n").concat().into_bytes();
    Record::new("warcinfo", name, when, block)
        .with("WARC-Filename", name.to_string())
        .with("Content-Type", "application/warc-fields".to_string())
}

/// The records of a request and its answer.
fn pair<'a>(exchange: &'a Exchange, information: &str) -> [Record<'a>; 2] {
    let answer = without_interim(&exchange.traffic.received).unwrap_or(&exchange.traffic.received);
    let payload = answer.get(head_end(answer).unwrap_or_default()..).unwrap_or_default();
    let record = |kind: &str, block: &'a [u8]| {
        Record::new(kind, exchange.url.as_str(), exchange.when, block)
            .with("WARC-Target-URI", exchange.url.to_string())
            .with("WARC-IP-Address", exchange.traffic.address.map(|address| address.to_string()))
            .with("WARC-Warcinfo-ID", information.to_string())
            .with("Content-Type", format!("application/http; msgtype={kind}"))
    };
    let answer = record("response", answer).with("WARC-Payload-Digest", digest(payload));
    let request = record("request", &exchange.traffic.sent).with("WARC-Concurrent-To", answer.id.clone());
    [request, answer]
}

fn digest(bytes: &[u8]) -> String {
    format!("sha256:{}", Fingerprint::of(bytes).as_str())
}

/// A UUID of version 8 (RFC 9562), made of what the record is: of two records none has the same.
fn id(record: &str) -> String {
    let digits = Fingerprint::of(record.as_bytes());
    let part = |from: usize, to: usize| digits.as_str().get(from..to).unwrap_or_default();
    format!("<urn:uuid:{}-{}-8{}-8{}-{}>", part(0, 8), part(8, 12), part(12, 15), part(15, 18), part(18, 30))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_tell_people_what_it_is_and_sort_by_time() {
        let when: Timestamp = "2026-11-25T10:15:00.7Z".parse().unwrap();
        for (url, expected_folder, expected_name) in [
            (
                "https://www.outlet.example/News/Mill_closes.html?utm_source=x",
                "outlet.example",
                "mill-closes",
            ),
            ("https://m.outlet.example/", "outlet.example", "front"),
            ("http://[::1]:8080/a/", "_::1_", "a"),
            ("https://outlet.example/%C3%A9t%C3%A9", "outlet.example", "c3-a9t-c3-a9"),
        ] {
            let url = Url::parse(url).unwrap();
            assert_eq!(folder(&url), format!("fetched/{}", expected_folder.replace(':', "_")));
            let name = name(&url, when);
            let key = key(&url);
            assert_eq!(name, format!("20261125T101500Z-{expected_name}-{key}.warc.gz"));
        }
        let key_of = |url: &str| key(&Url::parse(url).unwrap());
        assert_eq!(
            key_of("https://www.outlet.example/a/?utm_source=x#top"),
            key_of("http://outlet.example/a")
        );
        assert_ne!(key_of("https://outlet.example/a"), key_of("https://outlet.example/b"));
    }

    #[test]
    fn an_id_is_a_uuid() {
        let id = id("response https://outlet.example/");
        let digits = id.strip_prefix("<urn:uuid:").and_then(|id| id.strip_suffix('>')).unwrap();
        let lengths: Vec<usize> = digits.split('-').map(str::len).collect();
        assert_eq!(lengths, [8, 4, 4, 4, 12]);
        assert!(digits.bytes().all(|digit| digit == b'-' || digit.is_ascii_hexdigit()));
    }
}
