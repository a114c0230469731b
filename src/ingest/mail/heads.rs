//! The heads of a message: names and values, folded over lines, with words in codes of their own.

use super::coding;

/// Heads past this many are not read: a message that went through ten relays has sixty.
const MOST: usize = 1000;

/// The heads of a message or of a part of one, in order.
#[derive(Debug, Default)]
pub(super) struct Heads {
    fields: Vec<(String, String)>,
}

impl Heads {
    /// The heads, and what stands below them.
    pub(super) fn read(message: &[u8]) -> (Heads, &[u8]) {
        let mut heads = Heads::default();
        let mut rest = message;
        while !rest.is_empty() {
            let end = rest.iter().position(|byte| *byte == b'\n').map_or(rest.len(), |at| at + 1);
            let (line, below) = rest.split_at(end);
            rest = below;
            let line = line.trim_ascii_end();
            if line.is_empty() {
                break;
            }
            heads.add(&coding::decoded(line, None));
        }
        (heads, rest)
    }

    fn add(&mut self, line: &str) {
        if line.starts_with([' ', '\t']) {
            // Bounded, so that a head of a million lines stays one.
            if let Some((_, value)) = self.fields.last_mut().filter(|(_, value)| value.len() < 64 << 10) {
                value.push(' ');
                value.push_str(line.trim());
            }
        } else if let Some((name, value)) = line.split_once(':').filter(|_| self.fields.len() < MOST) {
            self.fields.push((name.trim().to_string(), value.trim().to_string()));
        }
    }

    /// The value of a head as it stands there.
    pub(super) fn value(&self, name: &str) -> Option<&str> {
        let field = self.fields.iter().find(|(other, _)| other.eq_ignore_ascii_case(name));
        field.map(|(_, value)| value.as_str())
    }

    /// The value of a head in plain words; `None` where there are none.
    pub(super) fn line(&self, name: &str) -> Option<String> {
        let words = coding::words(self.value(name)?);
        let words = words.split_whitespace().collect::<Vec<_>>().join(" ");
        (!words.is_empty()).then_some(words)
    }

    /// What stands before the first `;` of a head, in small letters: `text/html`.
    pub(super) fn kind(&self, name: &str) -> Option<String> {
        let value = self.value(name)?.split(';').next().unwrap_or_default();
        Some(value.trim().to_ascii_lowercase())
    }

    /// What a head says after the first `;` under a name: the `boundary` of `Content-Type`.
    pub(super) fn parameter(&self, name: &str, wanted: &str) -> Option<String> {
        let mut rest = self.value(name)?.split_once(';')?.1;
        loop {
            let (key, after) = rest.split_once('=')?;
            let (value, below) = match after.trim_start().strip_prefix('"') {
                Some(quoted) => quoted.split_once('"').unwrap_or((quoted, "")),
                None => after.split_once(';').unwrap_or((after, "")),
            };
            let key = key.trim_matches([' ', '\t', ';']);
            // `boundary*0=`, `charset*=`: pieces of long values, of which the first is enough here.
            let key = key.split('*').next().unwrap_or_default();
            if key.eq_ignore_ascii_case(wanted) {
                return Some(value.trim().to_string());
            }
            rest = below;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn heads_are_read_through_folds_and_codes() {
        let message = b"Subject: =?utf-8?Q?L=E2=80=99usine_ferm?=\r\n =?utf-8?b?w6ll?= today\r\n\
            Content-Type: text/html; format=flowed;\r\n\tcharset=\"iso-8859-1\"; boundary*0=\"a;b\"\r\n\
            no head\r\nFROM: Ann  Roe <a@b.example>\r\n\r\nbody\r\n";
        let (heads, body) = Heads::read(message);
        assert_eq!(body, b"body\r\n");
        assert_eq!(heads.line("subject").as_deref(), Some("L’usine fermée today"));
        assert_eq!(heads.line("From").as_deref(), Some("Ann Roe <a@b.example>"));
        assert_eq!(heads.kind("Content-Type").as_deref(), Some("text/html"));
        assert_eq!(heads.parameter("Content-Type", "charset").as_deref(), Some("iso-8859-1"));
        assert_eq!(heads.parameter("Content-Type", "boundary").as_deref(), Some("a;b"));
        assert_eq!(heads.parameter("Content-Type", "name"), None);
    }
}
