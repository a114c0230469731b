//! Documents of word processors (`.docx`, `.odt`) to articles: their paragraphs are read as pasted text is.
//!
//! What the document says of itself (title, author, day of its making) counts only where the text says nothing, for it is
//! often the template's.

mod words;

use super::Form;
use super::archive::Zip;
use super::open::Forms;
use super::pasted;
use super::pasted::Piece;
use super::stream::LONGEST_TEXT;
use crate::article::Article;
use crate::article::byline;
use crate::article::date;
use crate::error::ErrorKind;
use crate::error::PackedFault;
use crate::text::canonical;
use words::Dialect;

/// A kind of document: its parts, and how its text is marked.
struct Kind {
    text: &'static str,
    properties: &'static str,
    dialect: &'static Dialect,
}

const KINDS: &[Kind] = &[
    Kind { text: "word/document.xml", properties: "docProps/core.xml", dialect: &words::WORD },
    Kind { text: "content.xml", properties: "meta.xml", dialect: &words::OPEN_DOCUMENT },
];

/// What a document says of itself.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Properties {
    title: Option<String>,
    author: Option<String>,
    made: Option<String>,
}

/// The articles of a zip that is a document; `None` for any other zip.
pub(super) fn forms(zip: &Zip) -> Result<Option<Forms>, ErrorKind> {
    if let Some(kind) = zip.part("mimetype", 128).ok().flatten() {
        match kind.trim_ascii() {
            b"application/epub+zip" => return Err(E_BOOK),
            b"application/vnd.oasis.opendocument.text" => {}
            kind if kind.starts_with(b"application/vnd.oasis.") => return Err(ErrorKind::UnknownFormat),
            _ => {}
        }
    }
    if zip.has("xl/workbook.xml") || zip.has("ppt/presentation.xml") {
        return Err(ErrorKind::UnknownFormat);
    }
    let is_document = zip.has("[Content_Types].xml") || zip.has("META-INF/manifest.xml");
    let Some(kind) = KINDS.iter().find(|kind| is_document && zip.has(kind.text)) else { return Ok(None) };
    let text = zip.part(kind.text, LONGEST_TEXT)?.unwrap_or_default();
    // A document without properties, or with broken ones, is one all the same.
    let properties = zip.part(kind.properties, LONGEST_PROPERTIES).ok().flatten().unwrap_or_default();
    Ok(Some(cut(&words::paragraphs(&text, kind.dialect)?, words::properties(&properties))))
}

const E_BOOK: ErrorKind =
    ErrorKind::ConvertFirst { what: "an e-book", convert: "pandoc FILE.epub -s -o FILE.html" };

/// Properties are a kilobyte.
const LONGEST_PROPERTIES: u64 = 1 << 20;

fn damaged() -> ErrorKind {
    ErrorKind::Packed(PackedFault::Broken { what: "the document's text is damaged" })
}

/// One document may hold several articles, as a file of pasted text may; then what it says of itself is nobody's.
fn cut(paragraphs: &[String], properties: Properties) -> Forms {
    let pieces = pasted::pieces(&paragraphs.join("\n\n"), false);
    if pieces.is_empty() {
        return Box::new(std::iter::once((1, Err(ErrorKind::NoText))));
    }
    let properties = if pieces.len() == 1 { properties } else { Properties::default() };
    Box::new(
        pieces
            .into_iter()
            .map(move |piece| (piece.line, Ok(Form::Document(Box::new((piece, properties.clone())))))),
    )
}

/// Reads one article of a document.
pub(super) fn article(piece: Piece, properties: Properties, source_path: &str) -> Result<Article, ErrorKind> {
    let mut article = pasted::article(piece, source_path)?;
    let title = properties.title.map(|title| canonical(&title).trim().to_string());
    article.title = article.title.or(title.filter(|title| is_title(title)));
    if article.authors.is_empty() {
        article.authors =
            properties.author.and_then(|name| byline::given(&name)).map_or(Vec::new(), |by| by.people);
    }
    let made = properties.made.and_then(|made| date::read(&made, None));
    article.published = article.published.or(made);
    Ok(article)
}

/// What programs write where nobody wrote a title.
fn is_title(title: &str) -> bool {
    let lower = title.to_lowercase();
    let by_program = ["microsoft word", "untitled", "document", "sans titre", "normal"];
    !lower.is_empty() && !by_program.iter().any(|words| lower.starts_with(words))
}
