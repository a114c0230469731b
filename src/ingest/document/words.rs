//! The words of a document's XML: its paragraphs, and what it says of itself.

use super::Properties;
use super::damaged;
use crate::error::ErrorKind;
use crate::ingest::decode;
use quick_xml::Reader;
use quick_xml::events::BytesRef;
use quick_xml::events::Event;

/// How a kind of document marks its text; names of elements are without their prefixes.
pub(super) struct Dialect {
    /// Elements that are paragraphs.
    paragraphs: &'static [&'static str],
    /// Elements that hold the words inside paragraphs; none where the paragraphs hold them.
    runs: &'static [&'static str],
    /// Elements whose contents are nobody's words, or no longer there, or there a second time.
    dropped: &'static [&'static str],
}

/// `.docx`: `<w:p><w:r><w:t>words</w:t></w:r></w:p>`. What stands in `Fallback` stands in `Choice` before it.
pub(super) const WORD: Dialect = Dialect {
    paragraphs: &["p"],
    runs: &["t"],
    dropped: &["pPr", "rPr", "sectPr", "instrText", "del", "delText", "moveFrom", "Fallback"],
};

/// `.odt`: `<text:p>words</text:p>`.
pub(super) const OPEN_DOCUMENT: Dialect = Dialect {
    paragraphs: &["p", "h"],
    runs: &[],
    dropped: &["annotation", "note", "tracked-changes", "automatic-styles", "script", "forms"],
};

/// Paragraphs inside paragraphs, as in boxes of text, lie no deeper.
const DEEPEST: usize = 32;

/// The paragraphs of a document, in the order in which they end.
///
/// # Errors
///
/// XML that breaks off or is none.
pub(super) fn paragraphs(xml: &[u8], dialect: &Dialect) -> Result<Vec<String>, ErrorKind> {
    let text = decode::text(xml)?;
    let mut reader = Reader::from_str(&text);
    reader.config_mut().check_end_names = false;
    let mut walk = Walk { dialect, open: Vec::new(), runs: 0, dropped: 0, done: Vec::new() };
    loop {
        match reader.read_event().map_err(|_| damaged())? {
            Event::Start(element) => walk.start(element.local_name().as_ref()),
            Event::End(element) => walk.end(element.local_name().as_ref()),
            Event::Empty(element) => walk.empty(element.local_name().as_ref()),
            Event::Text(words) => walk.words(&words),
            Event::CData(words) => walk.words(&words),
            Event::GeneralRef(entity) => walk.words(entity_words(&entity).encode_utf8(&mut [0; 4])),
            Event::Eof => return Ok(walk.done),
            _ => {}
        }
    }
}

/// The walk through a document.
struct Walk<'a> {
    dialect: &'a Dialect,
    /// Paragraphs that have begun.
    open: Vec<String>,
    /// Elements around this place that hold words.
    runs: usize,
    /// Elements around this place that are passed over.
    dropped: usize,
    done: Vec<String>,
}

impl Walk<'_> {
    fn start(&mut self, name: &str) {
        if self.dialect.dropped.contains(&name) {
            self.dropped += 1;
        } else if self.dropped > 0 {
        } else if self.dialect.runs.contains(&name) {
            self.runs += 1;
        } else if self.dialect.paragraphs.contains(&name) && self.open.len() < DEEPEST {
            self.open.push(String::new());
        } else {
            self.empty(name);
        }
    }

    fn end(&mut self, name: &str) {
        if self.dialect.dropped.contains(&name) {
            self.dropped = self.dropped.saturating_sub(1);
        } else if self.dropped > 0 {
        } else if self.dialect.runs.contains(&name) {
            self.runs = self.runs.saturating_sub(1);
        } else if self.dialect.paragraphs.contains(&name) {
            self.done.extend(self.open.pop().filter(|words| !words.trim().is_empty()));
        }
    }

    /// Blanks that are elements of their own.
    fn empty(&mut self, name: &str) {
        let blank = match name {
            "tab" | "s" => ' ',
            "br" | "cr" | "line-break" => '\n',
            "noBreakHyphen" => '-',
            _ => return,
        };
        if let Some(paragraph) = self.open.last_mut().filter(|_| self.dropped == 0) {
            paragraph.push(blank);
        }
    }

    fn words(&mut self, words: &str) {
        let counts = self.dropped == 0 && (self.runs > 0 || self.dialect.runs.is_empty());
        if let Some(paragraph) = self.open.last_mut().filter(|_| counts) {
            paragraph.push_str(words);
        }
    }
}

/// The character that an entity stands for. Entities that a document defines itself are not followed.
fn entity_words(entity: &BytesRef) -> char {
    match &**entity {
        "lt" => '<',
        "gt" => '>',
        "amp" => '&',
        "quot" => '"',
        "apos" => '\'',
        _ => entity.resolve_char_ref().ok().flatten().unwrap_or(char::REPLACEMENT_CHARACTER),
    }
}

/// What a document says of itself; nothing where that cannot be read.
///
/// In `.odt` the `creator` is who saved it last; who wrote it is the `initial-creator`.
pub(super) fn properties(xml: &[u8]) -> Properties {
    let text = decode::line(xml);
    let mut reader = Reader::from_str(&text);
    let mut found = Properties::default();
    let (mut name, mut words) = (String::new(), String::new());
    while let Ok(event) = reader.read_event() {
        match event {
            Event::Start(element) => {
                name = element.local_name().as_ref().to_string();
                words.clear();
            }
            Event::Text(more) => words.push_str(&more),
            Event::GeneralRef(entity) => words.push(entity_words(&entity)),
            Event::End(_) => {
                let value = Some(words.trim().to_string()).filter(|words| !words.is_empty());
                match name.as_str() {
                    "title" => found.title = found.title.or(value),
                    "initial-creator" => found.author = value.or(found.author),
                    "creator" => found.author = found.author.or(value),
                    "created" | "creation-date" => found.made = found.made.or(value),
                    _ => {}
                }
                name.clear();
            }
            Event::Eof => break,
            _ => {}
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paragraphs_of_word_processors_are_read() {
        let word = "<w:document><w:body><w:p><w:pPr><w:pStyle w:val='Title'/><w:tabs><w:tab/></w:tabs></w:pPr>\
            <w:r><w:t>Mill </w:t></w:r><w:r><w:t>&amp; town</w:t></w:r></w:p>\
            <w:p><w:del><w:r><w:delText>gone</w:delText></w:r></w:del><w:r><w:t>One.</w:t><w:br/><w:t>Two&#8217;s.</w:t>\
            <w:instrText>PAGE</w:instrText></w:r></w:p><w:p/></w:body></w:document>";
        let found = paragraphs(word.as_bytes(), &WORD).unwrap();
        assert_eq!(found, ["Mill & town", "One.\nTwo’s."]);
        let open = "<office:text><text:h>Mill<text:s/>closes</text:h><text:p>One<text:note><text:p>note</text:p></text:note> \
            <text:span>two</text:span>.<text:line-break/>Three.</text:p></office:text>";
        let found = paragraphs(open.as_bytes(), &OPEN_DOCUMENT).unwrap();
        assert_eq!(found, ["Mill closes", "One two.\nThree."]);
    }

    #[test]
    fn broken_and_endless_documents_end() {
        assert!(paragraphs(b"<w:p><w:t>One", &WORD).unwrap().is_empty());
        assert!(paragraphs(b"<w:p <w:t>One</w:t", &WORD).is_err());
        let deep = "<w:p><w:t>x".repeat(100_000);
        assert!(paragraphs(deep.as_bytes(), &WORD).unwrap().is_empty());
        let laughs = "<!DOCTYPE x [<!ENTITY a 'ha'><!ENTITY b '&a;&a;'>]><w:p><w:t>&b;</w:t></w:p>";
        assert_eq!(paragraphs(laughs.as_bytes(), &WORD).unwrap(), ["\u{fffd}"]);
    }

    #[test]
    fn what_a_document_says_of_itself_is_read() {
        let meta = "<m><dc:title>Mill &amp; town</dc:title><dc:creator>Bo Li</dc:creator>\
            <meta:initial-creator>Ann Roe</meta:initial-creator><meta:creation-date>2024-03-09T10:11:12</meta:creation-date></m>";
        let found = properties(meta.as_bytes());
        assert_eq!(found.title.as_deref(), Some("Mill & town"));
        assert_eq!(found.author.as_deref(), Some("Ann Roe"));
        assert_eq!(found.made.as_deref(), Some("2024-03-09T10:11:12"));
        assert_eq!(properties(b"\xff<<<"), Properties::default());
    }
}
