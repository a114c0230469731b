//! A file of JSON cut into its records: the elements of a list, wherever the file keeps it, or the one object it is.
//!
//! Nothing is parsed here but brackets and strings, so that a file of any size streams, and a broken record costs only
//! itself.

use super::source::LONGEST_RECORD;
use super::source::Source;
use crate::error::ErrorKind;
use std::io;
use std::io::BufRead;

/// Keys under which an object holds a list of records: JSON Feed, Better BibTeX, Media Cloud, and services of news.
const LISTS: &[&str] = &["articles", "docs", "documents", "entries", "items", "results", "stories"];

/// The values of a file.
pub(super) struct Values {
    source: Source,
    state: State,
    /// What the object says around its list: the name of the feed.
    pub(super) head: Vec<u8>,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum State {
    /// Before a value, or after the last.
    Outside,
    /// In an object, after its `{` or after a member.
    Inside {
        has_list: bool,
    },
    /// In a list; of an object, or by itself.
    List {
        is_member: bool,
    },
    Over,
}

impl Values {
    pub(super) fn new(source: Source) -> Values {
        Values { source, state: State::Outside, head: Vec::new() }
    }

    /// The next record as it stands in the file.
    pub(super) fn next(&mut self) -> Option<Result<Vec<u8>, ErrorKind>> {
        loop {
            self.source.next_record();
            let record = match self.state {
                State::Over => return None,
                State::Outside => self.outside(),
                State::Inside { has_list } => self.inside(has_list),
                State::List { is_member } => self.element(is_member),
            };
            match record {
                Ok(Some(record)) => return Some(Ok(record)),
                Ok(None) => {}
                // Its end was found, and what follows can be read.
                Err(kind @ ErrorKind::TooLong { .. }) if matches!(self.state, State::List { .. }) => {
                    return Some(Err(kind));
                }
                Err(kind) => {
                    self.state = State::Over;
                    return Some(Err(kind));
                }
            }
        }
    }

    fn outside(&mut self) -> Result<Option<Vec<u8>>, ErrorKind> {
        match self.peek()? {
            None => self.state = State::Over,
            Some(b'[') => {
                self.source.consume(1);
                self.state = State::List { is_member: false };
            }
            Some(b'{') => {
                self.source.consume(1);
                self.head = b"{".to_vec();
                self.state = State::Inside { has_list: false };
            }
            Some(other) => return Err(unexpected(other, "a `{` or a `[`")),
        }
        Ok(None)
    }

    /// Reads one member of an object; its list of records is entered, everything else belongs to its head.
    fn inside(&mut self, has_list: bool) -> Result<Option<Vec<u8>>, ErrorKind> {
        match self.expect()? {
            b'}' => {
                self.source.consume(1);
                self.state = State::Outside;
                self.head.push(b'}');
                return Ok((!has_list).then(|| std::mem::take(&mut self.head)));
            }
            b',' => self.source.consume(1),
            b'"' => {
                let key = self.value()?;
                match self.expect()? {
                    b':' => self.source.consume(1),
                    other => return Err(unexpected(other, "a `:`")),
                }
                if self.expect()? == b'[' && is_list(&key) {
                    self.source.consume(1);
                    self.state = State::List { is_member: true };
                    return Ok(None);
                }
                let value = self.value()?;
                self.note(&key, &value)?;
            }
            other => return Err(unexpected(other, "a key")),
        }
        Ok(None)
    }

    fn note(&mut self, key: &[u8], value: &[u8]) -> Result<(), ErrorKind> {
        if self.head.len() > 1 {
            self.head.push(b',');
        }
        self.head.extend_from_slice(key);
        self.head.push(b':');
        self.head.extend_from_slice(value);
        if self.head.len() as u64 > LONGEST_RECORD {
            return Err(ErrorKind::TooLong { most: LONGEST_RECORD });
        }
        Ok(())
    }

    fn element(&mut self, is_member: bool) -> Result<Option<Vec<u8>>, ErrorKind> {
        match self.expect()? {
            b']' => {
                self.source.consume(1);
                self.state = if is_member { State::Inside { has_list: true } } else { State::Outside };
                Ok(None)
            }
            b',' => {
                self.source.consume(1);
                Ok(None)
            }
            other @ (b'}' | b':') => Err(unexpected(other, "a record")),
            _ => self.value().map(Some),
        }
    }

    /// The next byte that is no blank; it stays in the stream.
    fn peek(&mut self) -> Result<Option<u8>, ErrorKind> {
        loop {
            let bytes = self.source.fill_buf().map_err(refused)?;
            if bytes.is_empty() {
                return Ok(None);
            }
            let blanks = bytes.iter().take_while(|byte| byte.is_ascii_whitespace()).count();
            let next = bytes.get(blanks).copied();
            self.source.consume(blanks);
            if next.is_some() {
                return Ok(next);
            }
        }
    }

    fn expect(&mut self) -> Result<u8, ErrorKind> {
        self.peek()?.ok_or_else(cut)
    }

    /// The value that begins here, up to the bracket that closes it or the mark that follows it. One that is too long is
    /// read to its end all the same, and not kept.
    fn value(&mut self) -> Result<Vec<u8>, ErrorKind> {
        let mut value = Vec::new();
        let mut scan = Scan::default();
        let mut length = 0;
        loop {
            self.source.next_record();
            let bytes = self.source.fill_buf().map_err(refused)?;
            if bytes.is_empty() {
                return if scan.is_whole && length <= LONGEST_RECORD { Ok(value) } else { Err(cut()) };
            }
            let end = bytes.iter().position(|byte| scan.is_end(*byte));
            let used = end.unwrap_or(bytes.len());
            length += used as u64;
            if length <= LONGEST_RECORD {
                value.extend_from_slice(&bytes[..used]);
            }
            self.source.consume(used);
            match end {
                Some(_) if length > LONGEST_RECORD => {
                    return Err(ErrorKind::TooLong { most: LONGEST_RECORD });
                }
                Some(_) => return Ok(value),
                None => {}
            }
        }
    }
}

fn is_list(key: &[u8]) -> bool {
    std::str::from_utf8(key).is_ok_and(|key| LISTS.contains(&key.trim_matches('"')))
}

/// Follows brackets and strings to the end of a value.
#[derive(Default)]
struct Scan {
    depth: u64,
    in_string: bool,
    is_escaped: bool,
    is_whole: bool,
}

impl Scan {
    /// Whether this byte follows the value.
    fn is_end(&mut self, byte: u8) -> bool {
        if self.is_whole {
            return true;
        }
        if self.in_string {
            match byte {
                _ if self.is_escaped => self.is_escaped = false,
                b'\\' => self.is_escaped = true,
                b'"' => {
                    self.in_string = false;
                    self.is_whole = self.depth == 0;
                }
                _ => {}
            }
            return false;
        }
        match byte {
            b'"' => self.in_string = true,
            b'{' | b'[' => self.depth += 1,
            b'}' | b']' if self.depth == 0 => return true,
            b'}' | b']' => {
                self.depth -= 1;
                self.is_whole = self.depth == 0;
            }
            b',' | b':' if self.depth == 0 => return true,
            _ => {}
        }
        false
    }
}

fn refused(error: io::Error) -> ErrorKind {
    match error.kind() {
        io::ErrorKind::FileTooLarge => ErrorKind::TooLong { most: LONGEST_RECORD },
        _ => ErrorKind::Unreadable(error),
    }
}

fn cut() -> ErrorKind {
    ErrorKind::BrokenJson { what: "it ends in the middle".into() }
}

fn unexpected(byte: u8, wanted: &str) -> ErrorKind {
    ErrorKind::BrokenJson { what: format!("`{}` stands where {wanted} should", char::from(byte)) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::BufReader;
    use std::io::Cursor;

    /// The records of a file, or why they cannot be told apart; `buffer` bytes are read at a time.
    fn cut_up(json: &str, buffer: usize) -> Vec<String> {
        let reader = BufReader::with_capacity(buffer, Cursor::new(json.as_bytes().to_vec()));
        let mut values = Values::new(Source::new(Box::new(reader)).unwrap());
        let shown = |record: Result<Vec<u8>, ErrorKind>| match record {
            Ok(bytes) => String::from_utf8(bytes).unwrap(),
            Err(kind) => format!("! {kind}"),
        };
        std::iter::from_fn(|| values.next()).map(shown).take(100).collect()
    }

    #[test]
    fn records_are_found_wherever_a_file_keeps_them() {
        for (json, expected) in [
            (r#"[{"a": [1, "]"]}, {"b": "\\"} ]"#, &[r#"{"a": [1, "]"]}"#, r#"{"b": "\\"}"#][..]),
            (r#"{"title": "t", "items": [{"a": 1}], "x": {"items": []}}"#, &[r#"{"a": 1}"#]),
            (
                "{\n  \"text\": \"The mill\",\n  \"tags\": [1, 2]\n}",
                &[r#"{"text":"The mill","tags":[1, 2]}"#],
            ),
            ("{\"a\": 1}\n{\"b\": 2}", &[r#"{"a":1}"#, r#"{"b":2}"#]),
            ("[]", &[]),
            ("{}", &["{}"]),
            (r#"{"items": []}"#, &[]),
            (r#"[{"a": 1}, {"b": "#, &[r#"{"a": 1}"#, "! broken JSON: it ends in the middle"]),
            (r#"[{"a": 1}, }]"#, &[r#"{"a": 1}"#, "! broken JSON: `}` stands where a record should"]),
            (r#"{"a" 1}"#, &["! broken JSON: `1` stands where a `:` should"]),
            ("nothing", &["! broken JSON: `n` stands where a `{` or a `[` should"]),
        ] {
            for buffer in [1, 7, 1000] {
                assert_eq!(cut_up(json, buffer), expected, "{json}");
            }
        }
    }

    #[test]
    fn deep_and_long_records_cost_themselves() {
        let deep = format!("[{}{}, {{\"a\": 1}}]", "[".repeat(100_000), "]".repeat(100_000));
        assert_eq!(cut_up(&deep, 8192).len(), 2);
        let long = format!("[\"{}\", {{\"a\": 1}}]", "x".repeat(LONGEST_RECORD as usize));
        assert_eq!(cut_up(&long, 8192), ["! longer than 16 MiB, the most that is read", r#"{"a": 1}"#]);
    }
}
