//! The XML of a feed, step by step, as forgiving as the programs that read feeds are.
//!
//! `&nbsp;`, a bare `&`, a `<br>` that nothing closes: real feeds have them. What XML calls an entity is never expanded
//! but for the five of its own and numbers, so a file can grow no larger than it is.

use crate::error::ErrorKind;
use crate::error::ListFault;
use crate::ingest::listed::source::LONGEST_RECORD;
use crate::ingest::listed::source::Source;
use quick_xml::Reader;
use quick_xml::escape::unescape;
use quick_xml::events::BytesRef;
use quick_xml::events::BytesStart;
use quick_xml::events::Event;
use std::io;

/// Feeds nest their elements six deep, and markup in them some twenty more.
const DEEPEST: usize = 512;

/// One step through a file.
pub(super) enum Step {
    Open(Tag),
    Close(String),
    Words(String),
    /// A character that only HTML has a name for, as `&eacute;` stands in the file.
    Named(String),
    Over,
}

/// An element's name, in small letters, and its attributes.
pub(super) struct Tag {
    pub(super) name: String,
    raw: BytesStart<'static>,
}

impl Tag {
    /// The value of an attribute; names are compared without regard to case.
    pub(super) fn attribute(&self, name: &str) -> Option<String> {
        // Attributes that are no XML are passed over.
        let mut all = self.raw.html_attributes();
        let found = all
            .with_checks(false)
            .flatten()
            .find(|attribute| attribute.key.as_ref().eq_ignore_ascii_case(name))?;
        let value =
            unescape(&found.value).map_or_else(|_| found.value.to_string(), |value| value.into_owned());
        Some(value.trim().to_string()).filter(|value| !value.is_empty())
    }
}

/// A file of XML, with the elements that are open.
pub(super) struct Markup {
    reader: Reader<Source>,
    buffer: Vec<u8>,
    /// Names of the open elements, outermost first.
    open: Vec<String>,
}

impl Markup {
    pub(super) fn new(source: Source) -> Markup {
        let mut reader = Reader::from_reader(source);
        let config = reader.config_mut();
        config.allow_dangling_amp = true;
        config.allow_unmatched_ends = true;
        config.check_end_names = false;
        config.expand_empty_elements = true;
        Markup { reader, buffer: Vec::new(), open: Vec::new() }
    }

    /// How many elements are open.
    pub(super) fn depth(&self) -> usize {
        self.open.len()
    }

    /// Says that a record begins here.
    pub(super) fn next_record(&mut self) {
        self.reader.get_mut().next_record();
    }

    pub(super) fn step(&mut self) -> Result<Step, ErrorKind> {
        loop {
            self.buffer.clear();
            match self.reader.read_event_into(&mut self.buffer).map_err(broken)? {
                Event::Start(tag) => {
                    let name = tag.name().as_ref().to_lowercase();
                    if self.open.len() == DEEPEST {
                        let what = format!("elements are nested more than {DEEPEST} deep");
                        return Err(ErrorKind::List(ListFault::BrokenXml { what }));
                    }
                    self.open.push(name.clone());
                    return Ok(Step::Open(Tag { name, raw: tag.into_owned() }));
                }
                Event::End(tag) => {
                    let name = tag.name().as_ref().to_lowercase();
                    // What was opened inside and never closed is closed too; what was never opened closes nothing.
                    if let Some(place) = self.open.iter().rposition(|open| *open == name) {
                        self.open.truncate(place);
                        return Ok(Step::Close(name));
                    }
                }
                Event::Text(words) => return Ok(Step::Words(words.to_string())),
                Event::CData(words) => return Ok(Step::Words(words.to_string())),
                Event::GeneralRef(entity) => return Ok(expanded(&entity)),
                Event::Eof => return Ok(Step::Over),
                Event::Empty(_) | Event::Comment(_) | Event::Decl(_) | Event::PI(_) | Event::DocType(_) => {}
            }
        }
    }

    /// What stands inside the element just opened, up to its end: words, or HTML where there are elements in it.
    pub(super) fn inside(&mut self) -> Result<String, ErrorKind> {
        let depth = self.depth();
        let mut inside = Inside::default();
        loop {
            match self.step()? {
                Step::Open(tag) => inside.tag("<", &tag.name),
                Step::Close(_) if self.depth() < depth => return Ok(inside.text),
                Step::Close(name) => inside.tag("</", &name),
                Step::Words(words) => inside.words(&words),
                // Titles and texts are read as HTML once more.
                Step::Named(entity) => inside.text.push_str(&entity),
                Step::Over => return Err(cut()),
            }
        }
    }
}

/// The character that a reference stands for.
fn expanded(entity: &BytesRef<'_>) -> Step {
    Step::Words(match &**entity {
        "amp" => "&".into(),
        "lt" => "<".into(),
        "gt" => ">".into(),
        "quot" => "\"".into(),
        "apos" => "'".into(),
        other => match entity.resolve_char_ref() {
            Ok(Some(c)) => c.into(),
            _ => return Step::Named(format!("&{other};")),
        },
    })
}

/// Words become HTML when the first element is met among them.
#[derive(Default)]
struct Inside {
    text: String,
    has_tags: bool,
}

impl Inside {
    fn tag(&mut self, opener: &str, name: &str) {
        if !self.has_tags {
            self.has_tags = true;
            self.text = escaped(&self.text);
        }
        // The prefix goes: `xhtml:p` is a paragraph.
        let name = name.rsplit(':').next().unwrap_or(name);
        self.text.push_str(opener);
        self.text.push_str(name);
        self.text.push('>');
    }

    fn words(&mut self, words: &str) {
        match self.has_tags {
            true => self.text.push_str(&escaped(words)),
            false => self.text.push_str(words),
        }
    }
}

fn escaped(words: &str) -> String {
    words.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}

/// The file ends where something is still open.
pub(super) fn cut() -> ErrorKind {
    ErrorKind::List(ListFault::BrokenXml { what: "it ends in the middle".into() })
}

fn broken(error: quick_xml::Error) -> ErrorKind {
    match error {
        quick_xml::Error::Io(error) if error.kind() == io::ErrorKind::FileTooLarge => {
            ErrorKind::TooLong { most: LONGEST_RECORD }
        }
        quick_xml::Error::Io(error) => ErrorKind::Unreadable(io::Error::new(error.kind(), error)),
        quick_xml::Error::Syntax(_) => {
            ErrorKind::List(ListFault::BrokenXml { what: "a tag or a comment is never closed".into() })
        }
        other => ErrorKind::List(ListFault::BrokenXml { what: other.to_string() }),
    }
}
