//! Writing JSON that is safe to look at.

use crate::render::visible::steers;
use crate::text::find_byte;
use serde::Serialize;
use serde_json::ser::CompactFormatter;
use serde_json::ser::Formatter;
use std::io;
use std::io::Write;

/// Compact JSON in which characters that steer a terminal are escaped. A program reads the same string.
struct Careful;

impl Formatter for Careful {
    fn write_string_fragment<W: ?Sized + Write>(&mut self, out: &mut W, fragment: &str) -> io::Result<()> {
        let (mut rest, mut from) = (fragment, 0);
        while let Some(at) = next_suspect(rest.as_bytes(), from) {
            let Some(c) = rest[at..].chars().next() else { break };
            from = at + c.len_utf8();
            if steers(c) {
                out.write_all(&rest.as_bytes()[..at])?;
                // All of them lie in the first plane, so one escape is enough.
                write!(out, "\\u{:04x}", u32::from(c))?;
                (rest, from) = (&rest[from..], 0);
            }
        }
        out.write_all(rest.as_bytes())
    }

    fn write_f32<W: ?Sized + Write>(&mut self, out: &mut W, value: f32) -> io::Result<()> {
        CompactFormatter.write_f32(out, value + NO_SIGN)
    }

    fn write_f64<W: ?Sized + Write>(&mut self, out: &mut W, value: f64) -> io::Result<()> {
        CompactFormatter.write_f64(out, value + f64::from(NO_SIGN))
    }
}

/// Makes -0, which the sum of nothing is, 0; any other number stays what it is.
const NO_SIGN: f32 = 0.0;

/// Where a character begins that may steer, at `from` or behind it. Printable ASCII does not, and is nearly all of most texts.
fn next_suspect(bytes: &[u8], from: usize) -> Option<usize> {
    let found = find_byte(bytes.get(from..)?, |byte| !(b' '..=b'~').contains(&byte))?;
    Some(from + found)
}

pub(in crate::render) fn write(value: &impl Serialize, out: &mut dyn Write) -> io::Result<()> {
    // Every name, colon and comma is a write of its own: into memory, and out at once.
    let mut json = Vec::with_capacity(1024);
    value.serialize(&mut serde_json::Serializer::with_formatter(&mut json, Careful))?;
    out.write_all(&json)
}

pub(in crate::render) fn write_line(value: &impl Serialize, out: &mut dyn Write) -> io::Result<()> {
    write(value, out)?;
    writeln!(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_steers_is_escaped_and_read_back() {
        let words = "a\u{202e}b\u{9b}c\n\u{7f}é";
        let mut out = Vec::new();
        write(&words, &mut out).unwrap();
        assert_eq!(String::from_utf8_lossy(&out), r#""a\u202eb\u009bc\n\u007fé""#);
        assert_eq!(serde_json::from_slice::<String>(&out).unwrap(), words);
    }

    #[test]
    fn nothing_is_never_negative() {
        let mut out = Vec::new();
        write(&([-0.0_f32, 1.5, -1.5], [-0.0_f64, 0.25]), &mut out).unwrap();
        assert_eq!(String::from_utf8_lossy(&out), "[[0.0,1.5,-1.5],[0.0,0.25]]");
    }
}
