//! A table with a header: one article a row, the columns told by their names.

use super::source::LONGEST_RECORD;
use super::source::Source;
use crate::error::ErrorKind;
use crate::error::ListFault;
use crate::ingest::facts::Facts;
use crate::ingest::keys;
use crate::ingest::keys::Field;
use crate::ingest::loose::Loose;
use csv::StringRecord;
use std::io::BufRead;

/// What may stand between two cells; of several that a header has, the commonest.
const SEPARATORS: &[u8] = b",;\t|";

/// The rows of a table.
pub(super) struct Rows {
    reader: csv::Reader<Source>,
    columns: Vec<Option<(Field, usize)>>,
    /// Lines that the reader of CSV does not count.
    above: u64,
    /// What is wrong with the header, until it is told.
    complaint: Option<ErrorKind>,
    is_over: bool,
}

/// Whether a stream opens with the header of a table: a line of keys, one of them for the text or the address.
pub(in crate::ingest) fn looks_like_table(start: &[u8]) -> bool {
    let start = start.strip_prefix(b"\xef\xbb\xbf").unwrap_or(start);
    let Some(line) =
        start.split(|byte| *byte == b'\n').next().and_then(|line| std::str::from_utf8(line).ok())
    else {
        return false;
    };
    let cells = line.trim_end().split(char::from(separator(line.as_bytes())));
    let fields: Vec<_> = cells.map(|cell| field(cell.trim_matches('"'))).collect();
    // Prose of one line has no keys only: "Text, title" does not open a story.
    fields.len() > 1
        && fields.iter().filter(|field| field.is_some()).count() * 2 > fields.len()
        && fields.iter().flatten().any(|(field, _)| matches!(field, Field::Text | Field::Url))
}

impl Rows {
    pub(super) fn new(mut source: Source) -> Result<Rows, ErrorKind> {
        let (separator, above) = opening(&mut source)?;
        let mut reader = csv::ReaderBuilder::new().delimiter(separator).flexible(true).from_reader(source);
        let header = reader.headers().map_err(refused)?.clone();
        let columns: Vec<_> = header.iter().map(field).collect();
        let has = |wanted| columns.iter().flatten().any(|(field, _)| *field == wanted);
        let complaint = (!has(Field::Text) && !has(Field::Url)).then(|| {
            let names: Vec<String> = header.iter().take(20).map(|name| format!("`{name}`")).collect();
            ErrorKind::List(ListFault::NoColumn { found: names.join(", ") })
        });
        Ok(Rows { reader, columns, above, complaint, is_over: false })
    }

    /// The next row with the line it begins on.
    pub(super) fn next(&mut self) -> Option<(u64, Result<Facts, ErrorKind>)> {
        if self.is_over {
            return None;
        }
        if let Some(complaint) = self.complaint.take() {
            self.is_over = true;
            return Some((1, Err(complaint)));
        }
        self.reader.get_mut().next_record();
        let mut row = StringRecord::new();
        let read = self.reader.read_record(&mut row);
        let line = self.above + row.position().map_or_else(|| self.reader.position().line(), |at| at.line());
        match read {
            Ok(true) => Some((line, self.facts(&row))),
            Ok(false) => None,
            Err(error) => {
                self.is_over = true;
                Some((line, Err(refused(error))))
            }
        }
    }

    /// A row of another length was cut or torn where no one can tell: its cells may stand under the wrong names.
    fn facts(&self, row: &StringRecord) -> Result<Facts, ErrorKind> {
        let filled = (1..).zip(row).filter(|(_, cell)| !cell.is_empty()).last().map_or(0, |(count, _)| count);
        if row.len() < self.columns.len() || filled > self.columns.len() {
            return Err(ErrorKind::List(ListFault::UnevenRow {
                found: row.len(),
                wanted: self.columns.len(),
            }));
        }
        let mut facts = Facts::default();
        for (column, cell) in self.columns.iter().zip(row) {
            if let Some((field, rank)) = column
                && !cell.trim().is_empty()
            {
                facts.state(*field, *rank, Loose::Words(cell.to_string()));
            }
        }
        Ok(facts)
    }
}

fn field(name: &str) -> Option<(Field, usize)> {
    keys::field_of(name.trim())
}

/// The separator, and how many lines are to be added to those that the reader of CSV counts: spreadsheets write `sep=;`
/// above the header, and of the two marks that end a line in Windows it counts the second to the next row.
fn opening(source: &mut Source) -> Result<(u8, u64), ErrorKind> {
    let start = source.fill_buf().map_err(ErrorKind::Unreadable)?;
    let first = start.split_inclusive(|byte| *byte == b'\n').next().unwrap_or_default();
    let of_windows = u64::from(first.ends_with(b"\r\n"));
    if let [b's', b'e', b'p', b'=', separator, b'\r' | b'\n', ..] = first {
        let (separator, length) = (*separator, first.len());
        source.consume(length);
        return Ok((separator, 1 + of_windows));
    }
    Ok((separator(start), of_windows))
}

/// The separator that a header has most of, outside quotes.
fn separator(start: &[u8]) -> u8 {
    let mut counts = [0_usize; SEPARATORS.len()];
    let mut in_quotes = false;
    for byte in start.iter().take_while(|byte| **byte != b'\n') {
        in_quotes ^= *byte == b'"';
        if let Some(place) = SEPARATORS.iter().position(|separator| separator == byte)
            && !in_quotes
        {
            counts[place] += 1;
        }
    }
    // Of equals the first: commas are the rule.
    let best = (0..SEPARATORS.len()).rev().max_by_key(|place| counts[*place]).unwrap_or(0);
    SEPARATORS[best]
}

fn refused(error: csv::Error) -> ErrorKind {
    match error.into_kind() {
        csv::ErrorKind::Io(error) if error.kind() == std::io::ErrorKind::FileTooLarge => {
            ErrorKind::TooLong { most: LONGEST_RECORD }
        }
        csv::ErrorKind::Io(error) => ErrorKind::Unreadable(error),
        other => ErrorKind::Unreadable(std::io::Error::other(format!("{other:?}"))),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Cursor;

    fn rows(table: &str) -> Vec<(u64, Result<Option<String>, String>)> {
        let source = Source::new(Box::new(Cursor::new(table.as_bytes().to_vec()))).unwrap();
        let mut rows = Rows::new(source).unwrap();
        let text = |facts: Facts| facts.get(Field::Text).cloned().and_then(Loose::into_words);
        std::iter::from_fn(|| rows.next())
            .map(|(line, facts)| (line, facts.map(text).map_err(|kind| kind.to_string())))
            .collect()
    }

    #[test]
    fn separators_are_told_from_the_header() {
        let expected = vec![(2, Ok(Some("The mill, closed; again".to_string())))];
        for table in [
            "title,text\nMill,\"The mill, closed; again\"\n",
            "title;text\r\nMill;The mill, closed\\; again\r\n"
                .replace("The mill, closed\\; again", "\"The mill, closed; again\"")
                .as_str(),
            "title\ttext\nMill\tThe mill, closed; again",
            "\u{feff}\"text, all of it\"|text\nx|The mill, closed; again\n",
        ] {
            assert_eq!(rows(table), expected, "{table}");
        }
        let below = vec![(3, Ok(Some("The mill, closed; again".to_string())))];
        assert_eq!(rows("sep=;\ntitle;text\nMill;\"The mill, closed; again\"\n"), below);
    }

    #[test]
    fn rows_that_do_not_fit_the_header_are_named() {
        let table = "title,text,url\nA,One\nB,Two,u\nC,Three,u,\nD,Four,u,more\n\"E\n\nE\",Five,u\nF,Six,u\n";
        let found: Vec<String> = rows(table).iter().map(|(line, row)| format!("{line} {row:?}")).collect();
        assert_eq!(
            found,
            [
                "2 Err(\"the row has 2 cells, and the header has 3\")",
                "3 Ok(Some(\"Two\"))",
                "4 Ok(Some(\"Three\"))",
                "5 Err(\"the row has 4 cells, and the header has 3\")",
                "6 Ok(Some(\"Five\"))",
                "9 Ok(Some(\"Six\"))",
            ]
        );
    }

    #[test]
    fn a_table_without_a_text_is_named_once() {
        let found = rows("name,price\nnails,3\nscrews,4\n");
        assert_eq!(found, [(1, Err("no column holds texts or addresses: `name`, `price`".to_string()))]);
    }

    #[test]
    fn tables_are_told_from_prose() {
        for (start, expected) in [
            ("url,title,text\nhttps://a.example/1,Mill,The mill closes.", true),
            ("Title;Date;Text\r\n", true),
            ("\"publish_date\",\"url\",\"x\"\n", true),
            ("Text, headline and byline of the story were wrong.\n", false),
            ("The mill, the bridge, the ferry\n", false),
            ("text\nThe mill closes.", false),
            ("", false),
        ] {
            assert_eq!(looks_like_table(start.as_bytes()), expected, "{start}");
        }
    }
}
