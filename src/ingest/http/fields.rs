//! Named fields, as HTTP and WARC have them: `Name: value`, a line a field, folded lines joined.

use crate::ingest::decode;

/// The fields of a record or a message, in their order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Fields(Vec<(String, String)>);

impl Fields {
    /// Reads lines of fields; a line that is none is passed over.
    ///
    /// A value that goes on in the next line, which then begins with a blank, is one value: old crawlers fold long ones.
    pub(crate) fn read(block: &[u8]) -> Fields {
        let mut fields: Vec<(String, String)> = Vec::new();
        for line in block.split(|byte| *byte == b'\n') {
            let line = decode::line(line.trim_ascii_end());
            match (line.starts_with([' ', '\t']), fields.last_mut()) {
                (true, Some((_, value))) => {
                    value.push(' ');
                    value.push_str(line.trim());
                }
                _ => fields.extend(line.split_once(':').map(|(name, value)| pair(name, value))),
            }
        }
        Fields(fields)
    }

    /// The first value of a name, whatever the case of its letters.
    pub(crate) fn get(&self, name: &str) -> Option<&str> {
        self.all(name).next()
    }

    /// All values of a name.
    pub(crate) fn all(&self, name: &str) -> impl Iterator<Item = &str> {
        self.0
            .iter()
            .filter(move |(known, _)| known.eq_ignore_ascii_case(name))
            .map(|(_, value)| value.as_str())
    }
}

fn pair(name: &str, value: &str) -> (String, String) {
    (name.trim().to_string(), value.trim().to_string())
}

/// Where the head of a record or message ends: behind its first empty line, `\r\n` or `\n`.
pub(crate) fn head_end(block: &[u8]) -> Option<usize> {
    let mut at = 0;
    while let Some(length) = block.get(at..)?.iter().position(|byte| *byte == b'\n') {
        if block.get(at..at + length)?.trim_ascii().is_empty() && at > 0 {
            return Some(at + length + 1);
        }
        at += length + 1;
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn folded_lines_and_any_line_end_are_read() {
        for block in [
            "HTTP/1.1 200 OK\r\ncontent-type: text/html;\r\n  charset=utf-8\r\nX: 1\r\n\r\n<p>",
            "HTTP/1.1 200 OK\ncontent-type: text/html;\n\tcharset=utf-8\nX: 1\n\n<p>",
        ] {
            let end = head_end(block.as_bytes()).unwrap();
            assert_eq!(&block[end..], "<p>");
            let fields = Fields::read(&block.as_bytes()[..end]);
            assert_eq!(fields.get("Content-Type"), Some("text/html; charset=utf-8"));
            assert_eq!(fields.get("x"), Some("1"));
            assert_eq!(fields.get("y"), None);
        }
        assert_eq!(head_end(b"HTTP/1.1 200 OK\r\nX: 1\r\n"), None);
        assert_eq!(head_end(b""), None);
    }
}
