//! Rows of texts and numbers, as the documents keep what is shown: a text behind its length in bytes, a number before a
//! blank. Ten hits are twenty rows, and reading one copies nothing but what is kept.

/// A row being written.
#[derive(Default)]
pub(crate) struct RowWriter(String);

impl RowWriter {
    /// A row with room for so many bytes.
    pub(crate) fn with_room(bytes: usize) -> RowWriter {
        RowWriter(String::with_capacity(bytes))
    }

    pub(crate) fn number(&mut self, number: u64) {
        // Most numbers are places and lengths.
        let mut part = 1;
        while number / part >= 10 {
            part *= 10;
        }
        while part > 0 {
            self.0.push(char::from(b'0' + (number / part % 10) as u8));
            part /= 10;
        }
        self.0.push(' ');
    }

    pub(crate) fn text(&mut self, text: &str) {
        self.number(text.len() as u64);
        self.0.push_str(text);
    }

    /// A text that may be missing.
    pub(crate) fn optional(&mut self, text: Option<&str>) {
        self.number(u64::from(text.is_some()));
        text.into_iter().for_each(|text| self.text(text));
    }

    /// The row.
    pub(crate) fn finish(self) -> String {
        self.0
    }
}

/// A row being read; everything is `None` where the row is not what was written.
pub(crate) struct RowReader<'r>(&'r str);

impl<'r> RowReader<'r> {
    pub(crate) fn new(row: &'r str) -> RowReader<'r> {
        RowReader(row)
    }

    #[inline]
    pub(crate) fn number(&mut self) -> Option<u64> {
        let mut number: u64 = 0;
        for (byte, at) in self.0.bytes().zip(1..) {
            match byte {
                b'0'..=b'9' => number = number.checked_mul(10)?.checked_add(u64::from(byte - b'0'))?,
                _ if byte == b' ' && at > 1 => {
                    self.0 = self.0.get(at..)?;
                    return Some(number);
                }
                _ => return None,
            }
        }
        None
    }

    /// A number that fits into 32 bits.
    pub(crate) fn small(&mut self) -> Option<u32> {
        self.number()?.try_into().ok()
    }

    pub(crate) fn text(&mut self) -> Option<&'r str> {
        let length = self.number()?.try_into().ok()?;
        let (text, rest) = self.0.split_at_checked(length)?;
        self.0 = rest;
        Some(text)
    }

    /// A text that may be missing.
    pub(crate) fn optional(&mut self) -> Option<Option<&'r str>> {
        match self.number()? {
            0 => Some(None),
            1 => self.text().map(Some),
            _ => None,
        }
    }

    /// The same, to be kept.
    pub(crate) fn optional_string(&mut self) -> Option<Option<String>> {
        Some(self.optional()?.map(str::to_string))
    }

    /// So many things as the row says, each read by `one`.
    pub(crate) fn several<T>(&mut self, one: impl Fn(&mut Self) -> Option<T>) -> Option<Vec<T>> {
        let count = self.number()?;
        // A damaged count must not reserve memory: the row ends before it is reached.
        let mut read = Vec::new();
        for _ in 0..count {
            read.push(one(self)?);
        }
        Some(read)
    }

    /// Whether all of the row was read.
    pub(crate) fn end(&self) -> Option<()> {
        self.0.is_empty().then_some(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn what_was_written_is_read(number: u64, text in "\\PC{0,20}", optional in proptest::option::of("[0-9 ]{0,4}")) {
            let mut row = RowWriter::default();
            row.text(&text);
            row.number(number);
            row.optional(optional.as_deref());
            let row = row.finish();
            let mut reader = RowReader::new(&row);
            prop_assert_eq!(reader.text(), Some(text.as_str()));
            prop_assert_eq!(reader.number(), Some(number));
            prop_assert_eq!(reader.optional(), Some(optional.as_deref()));
            prop_assert_eq!(reader.end(), Some(()));
        }

        #[test]
        fn no_row_is_too_strange(row in "[0-9 é]{0,12}|\\PC{0,12}") {
            let mut reader = RowReader::new(&row);
            let _ = (reader.optional_string(), reader.several(RowReader::text), reader.small());
        }
    }

    #[test]
    fn a_number_needs_a_digit_and_an_end() {
        for row in ["", " ", "7", "7x ", "99999999999999999999 ", "+1 "] {
            assert_eq!(RowReader::new(row).number(), None, "{row:?}");
        }
    }
}
