//! Lists of addresses, one a line, and the order in which they are fetched.

use super::exchange::fault;
use super::fetcher::Fetcher;
use crate::error::Error;
use crate::error::FetchFault;
use crate::ingest::address;
use std::collections::HashSet;
use std::collections::VecDeque;
use std::path::Path;
use url::Url;

/// Addresses to fetch. Each host's are fetched in their order; while a host rests, others are asked.
#[derive(Debug, Default)]
pub struct List {
    /// A host's addresses, by the first place of each host.
    hosts: Vec<(String, VecDeque<Url>)>,
    seen: HashSet<Url>,
}

impl List {
    /// Adds the addresses of a text: one a line, bare, in angle brackets or as a Markdown link; empty lines and those
    /// that begin with `#` are passed over. Lines that are no address are complained of.
    pub fn read(&mut self, text: &str, path: &Path) -> Vec<Error> {
        let mut complaints = Vec::new();
        for (line, number) in text.trim_start_matches('\u{feff}').lines().zip(1..) {
            let line = line.trim();
            if line.is_empty() || line.starts_with('#') {
                continue;
            }
            match address::sole(line).and_then(web_address) {
                Some(url) => self.push(url),
                None => complaints.push(Error::in_line(fault(FetchFault::NotOnTheWeb), path, number)),
            }
        }
        complaints
    }

    /// Adds an address, unless it is there.
    pub fn push(&mut self, url: Url) {
        if !self.seen.insert(url.clone()) {
            return;
        }
        let host = url.host_str().unwrap_or_default();
        match self.hosts.iter_mut().find(|(known, _)| known == host) {
            Some((_, urls)) => urls.push_back(url),
            None => self.hosts.push((host.to_string(), VecDeque::from([url]))),
        }
    }

    /// How many are left.
    pub fn len(&self) -> usize {
        self.hosts.iter().map(|(_, urls)| urls.len()).sum()
    }

    /// Whether none is left.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Takes the address that can be fetched first.
    pub fn next(&mut self, fetcher: &Fetcher) -> Option<Url> {
        let waiting =
            self.hosts.iter_mut().filter_map(|(_, urls)| Some((fetcher.ready_in(urls.front()?), urls)));
        waiting.min_by_key(|(ready_in, _)| *ready_in)?.1.pop_front()
    }
}

/// The address that someone typed; `None` for what is none on the web, such as the name of a file.
pub fn web_address(typed: &str) -> Option<Url> {
    let is_on_the_web = |url: &Url| matches!(url.scheme(), "http" | "https") && url.has_host();
    let parsed = if typed.get(..4).is_some_and(|start| start.eq_ignore_ascii_case("www.")) {
        Url::parse(&format!("https://{typed}"))
    } else {
        Url::parse(typed)
    };
    parsed.ok().filter(is_on_the_web)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::corpus::Fetching;
    use crate::ingest::fetch::Manners;

    #[test]
    fn a_list_is_read_line_by_line_and_host_by_host() {
        let mut list = List::default();
        let text = "\u{feff}# to read\n\nhttps://a.example/1\r\nwww.b.example/1\n<https://a.example/2>\nhttps://a.example/1\nsee a.example\nftp://a.example/3\n";
        let complaints = list.read(text, Path::new("list.txt"));
        let lines: Vec<String> = complaints.iter().map(Error::to_string).collect();
        assert_eq!(
            lines,
            ["list.txt:7: this is no address on the web", "list.txt:8: this is no address on the web"]
        );
        assert_eq!(list.len(), 3);
        let fetcher = Fetcher::new(Manners::of(&Fetching::default(), false));
        let order: Vec<String> = std::iter::from_fn(|| list.next(&fetcher)).map(String::from).collect();
        assert_eq!(order, ["https://a.example/1", "https://a.example/2", "https://www.b.example/1"]);
    }

    #[test]
    fn names_of_files_are_no_addresses() {
        for typed in
            ["mill.txt", "C:\\mill.txt", "ftp://a.example/", "https://", "mailto:a@b.example", "", "wwé"]
        {
            assert_eq!(web_address(typed), None, "{typed}");
        }
        assert!(web_address("HTTPS://A.example/é").is_some());
    }
}
