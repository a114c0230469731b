//! `robots.txt`, by which a site says what programs may fetch (RFC 9309).
//!
//! Of the groups of rules those hold that name this program, else those for everybody; of the rules of a group the one
//! with the longest pattern, and of two as long the one that allows. `Crawl-delay` is no part of the standard, but kept.

use std::time::Duration;

/// The name under which a site may make rules for this program.
pub(super) const NAME: &str = "onrecord";

/// So much is read, and the rest is not, as the standard asks for at least.
const LONGEST: usize = 500 << 10;

/// What a site allows.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Robots {
    /// There are no rules.
    All,
    /// The rules cannot be had, and nothing may be fetched.
    Unknown,
    Rules(Rules),
}

/// The rules of the groups that hold.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Rules {
    rules: Vec<Rule>,
    delay: Option<Duration>,
}

#[derive(Clone, Debug, PartialEq)]
struct Rule {
    allows: bool,
    /// As [`plain`] has it.
    pattern: Vec<u8>,
}

/// Lines that belong together: user agents, and what holds for them.
#[derive(Default)]
struct Group {
    names: Vec<String>,
    rules: Rules,
    /// A user agent after a rule opens another group.
    has_begun: bool,
}

impl Rules {
    /// Reads a file. Lines that cannot be understood are passed over.
    pub(super) fn read(file: &[u8]) -> Rules {
        let text = String::from_utf8_lossy(file.get(..LONGEST).unwrap_or(file));
        let mut groups: Vec<Group> = vec![Group::default()];
        for line in text.trim_start_matches('\u{feff}').split(['\r', '\n']) {
            let line = line.split('#').next().unwrap_or_default();
            if let Some((key, value)) = line.split_once(':') {
                take(&mut groups, &key.trim().to_ascii_lowercase(), value.trim());
            }
        }
        let of = |name: &str| Rules::joined(groups.iter().filter(|group| group.is_for(name)));
        of(NAME).or_else(|| of("*")).unwrap_or_default()
    }

    /// Several groups for one name are one.
    fn joined<'a>(groups: impl Iterator<Item = &'a Group>) -> Option<Rules> {
        groups.fold(None, |joined: Option<Rules>, group| {
            let mut joined = joined.unwrap_or_default();
            joined.rules.extend(group.rules.rules.iter().cloned());
            joined.delay = joined.delay.max(group.rules.delay);
            Some(joined)
        })
    }

    /// Whether a path, with its query, may be fetched.
    fn allow(&self, path: &str) -> bool {
        let path = plain(path);
        let matching = self.rules.iter().filter(|rule| matches(&rule.pattern, &path));
        let best = matching.max_by_key(|rule| (rule.pattern.len(), rule.allows));
        best.is_none_or(|rule| rule.allows)
    }
}

impl Robots {
    /// Whether a path, with its query, may be fetched; `robots.txt` itself always may.
    pub(super) fn allow(&self, path: &str) -> bool {
        match self {
            Robots::All => true,
            Robots::Unknown => false,
            Robots::Rules(rules) => path == "/robots.txt" || rules.allow(path),
        }
    }

    /// The pause that the site asks for between two requests.
    pub(super) fn delay(&self) -> Duration {
        match self {
            Robots::Rules(rules) => rules.delay.unwrap_or_default(),
            _ => Duration::ZERO,
        }
    }
}

fn take(groups: &mut Vec<Group>, key: &str, value: &str) {
    if key == "user-agent" && groups.last().is_some_and(|group| group.has_begun) {
        groups.push(Group::default());
    }
    let Some(group) = groups.last_mut() else { return };
    match key {
        "user-agent" => group.names.push(product(value)),
        "allow" | "disallow" => {
            group.has_begun = true;
            // An empty pattern matches nothing: `Disallow:` forbids nothing.
            if !value.is_empty() {
                group.rules.rules.push(Rule { allows: key == "allow", pattern: plain(value) });
            }
        }
        "crawl-delay" => {
            group.has_begun = true;
            let seconds = value.parse().ok().and_then(|seconds| Duration::try_from_secs_f64(seconds).ok());
            group.rules.delay = group.rules.delay.max(seconds);
        }
        // `Sitemap:` and what else there is belongs to no group.
        _ => {}
    }
}

/// `OnRecord/1.0` names the program `onrecord`.
fn product(value: &str) -> String {
    let end = value.find(|c: char| !c.is_ascii_alphabetic() && !"-_*".contains(c)).unwrap_or(value.len());
    value.get(..end).unwrap_or_default().to_ascii_lowercase()
}

impl Group {
    fn is_for(&self, name: &str) -> bool {
        self.names.iter().any(|known| known == name)
    }
}

/// A path or pattern in the one form in which two are compared: what is not plain ASCII is `%C3%A9`, letters in
/// escapes are capitals, and what need not be escaped is not.
fn plain(path: &str) -> Vec<u8> {
    let mut plain = Vec::with_capacity(path.len());
    let mut rest = path.as_bytes();
    while let Some((byte, after)) = rest.split_first() {
        rest = after;
        let escaped = after.get(..2).and_then(|digits| std::str::from_utf8(digits).ok());
        let escaped = escaped.filter(|digits| digits.bytes().all(|digit| digit.is_ascii_hexdigit()));
        match (*byte, escaped.and_then(|digits| u8::from_str_radix(digits, 16).ok())) {
            (b'%', Some(byte)) => {
                rest = after.get(2..).unwrap_or_default();
                if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) {
                    plain.push(byte);
                } else {
                    plain.extend(format!("%{byte:02X}").bytes());
                }
            }
            (byte, _) if byte.is_ascii() => plain.push(byte),
            (byte, _) => plain.extend(format!("%{byte:02X}").bytes()),
        }
    }
    plain
}

/// Whether a pattern matches the beginning of a path, or all of it if it ends in `$`; `*` stands for anything.
///
/// From left to right, each part at its first place: no pattern takes longer than its length times the path's.
fn matches(pattern: &[u8], path: &[u8]) -> bool {
    let (pattern, to_end) = match pattern.strip_suffix(b"$") {
        Some(pattern) => (pattern, true),
        None => (pattern, false),
    };
    let mut parts = pattern.split(|byte| *byte == b'*');
    let Some(mut rest) = parts.next().and_then(|first| path.strip_prefix(first)) else { return false };
    let mut parts = parts.peekable();
    if parts.peek().is_none() {
        return !to_end || rest.is_empty();
    }
    while let Some(part) = parts.next() {
        if parts.peek().is_none() && to_end {
            return rest.ends_with(part);
        }
        let Some(at) = find(part, rest) else { return false };
        rest = rest.get(at + part.len()..).unwrap_or_default();
    }
    true
}

fn find(part: &[u8], within: &[u8]) -> Option<usize> {
    if part.is_empty() { Some(0) } else { within.windows(part.len()).position(|window| window == part) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn allows(file: &str, path: &str) -> bool {
        Robots::Rules(Rules::read(file.as_bytes())).allow(path)
    }

    /// The examples of RFC 9309, sections 2.2.2, 2.2.3 and 5.2, among others.
    #[test]
    fn the_longest_pattern_decides() {
        for (pattern, path, expected) in [
            ("/", "/anything", true),
            ("/fish", "/fish.html", true),
            ("/fish", "/fishheads/yummy.html", true),
            ("/fish", "/Fish.asp", false),
            ("/fish", "/catfish", false),
            ("/fish/", "/fish", false),
            ("/*.php", "/filename.php?parameters", true),
            ("/*.php", "/windows.PHP", false),
            ("/*.php$", "/folder/filename.php", true),
            ("/*.php$", "/filename.php?parameters", false),
            ("/fish*.php", "/fishheads/catfish.php?parameters", true),
            ("/a$", "/a", true),
            ("/a$", "/ab", false),
            ("/a*$", "/ab", true),
            ("/a*b*c", "/a-c-b", false),
            ("/a*b$", "/abab", true),
            ("/ab*b$", "/ab", false),
            ("*/private", "/a/private/b", true),
            ("/foo/bar/ツ", "/foo/bar/%E3%83%84", true),
            ("/foo/bar/%e3%83%84", "/foo/bar/%E3%83%84", true),
            ("/foo/bar/%62%61%7A", "/foo/bar/baz", true),
            ("/a%2fb", "/a%2Fb", true),
            ("/a%2fb", "/a/b", false),
        ] {
            assert_eq!(matches(&plain(pattern), &plain(path)), expected, "{pattern} {path}");
        }
        let file =
            "User-agent: *\nDisallow: /news/\nAllow: /news/open\nAllow: /$\nDisallow: /same\nAllow: /same\n";
        for (path, expected) in [
            ("/news/mill", false),
            ("/news/open/mill", true),
            ("/", true),
            ("/other", true),
            ("/same", true),
            ("/robots.txt", true),
        ] {
            assert_eq!(allows(file, path), expected, "{path}");
        }
    }

    #[test]
    fn the_group_that_names_the_program_holds_alone() {
        let file = "\u{feff}# rules\nUser-agent: *\r\nDisallow: /\r\n\r\nUser-Agent: OtherBot\nuser-agent: OnRecord/2.0 # us\nSitemap: https://a.example/s.xml\n\nDisallow: /b\nCrawl-delay: 2.5\n\nUser-agent: onrecord\nDisallow: /c\n";
        for (path, expected) in [("/a", true), ("/b", false), ("/c", false)] {
            assert_eq!(allows(file, path), expected, "{path}");
        }
        assert_eq!(Robots::Rules(Rules::read(file.as_bytes())).delay(), Duration::from_millis(2500));
        assert!(!allows("User-agent: *\nDisallow: /", "/a"));
        assert!(allows("User-agent: onrecorder\nDisallow: /", "/a"));
        assert!(allows("User-agent: *\nDisallow:", "/a"));
        assert!(allows("Disallow: /a", "/a"), "rules before any user agent are nobody's");
        for nothing in ["", "<html>Not found</html>", "User-agent: *\nCrawl-delay: -1\nCrawl-delay: NaN"] {
            assert_eq!(Rules::read(nothing.as_bytes()).delay, None);
            assert!(allows(nothing, "/a"));
        }
    }

    #[test]
    fn stars_cost_no_time() {
        let pattern = "/*a".repeat(2000) + "b";
        let path = "/".repeat(100) + &"/a".repeat(20_000);
        assert!(!matches(pattern.as_bytes(), path.as_bytes()));
    }
}
