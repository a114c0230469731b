//! The story as a reader would describe it: [`Article`], its [`Passage`]s, and the facts printed around it.
//!
//! Plain data. Readers (`ingest`) make articles; nothing changes one afterwards.

pub mod byline;
pub mod date;
pub mod dateline;
mod id;
pub mod outlet;
mod passage;
mod printed;
pub mod stamp;
pub(crate) mod table;
pub mod wire;
mod zone;

pub use id::ArticleId;
pub use id::QuoteId;
pub use passage::Passage;
pub use passage::passages;
pub use printed::Printed;

use crate::text::Language;
use crate::text::Span;

/// One published story. What the page does not say is `None` or empty, never guessed.
#[derive(Clone, Debug, PartialEq)]
pub struct Article {
    /// Its name in the archive.
    pub id: ArticleId,
    /// The record's own id in the file it came from, if it had one.
    pub reference: Option<String>,
    /// The file it came from, as it was named to the program.
    pub source_path: String,
    /// Its canonical address.
    pub url: Option<String>,
    /// Who published it, by its proper name ("CBC News").
    pub outlet: Option<String>,
    /// The agency whose copy it is, by its proper name ("The Canadian Press"); whoever printed it is the outlet.
    pub wire: Option<String>,
    /// The section of the outlet in which it stands, as it is called there ("Politics").
    pub section: Option<String>,
    /// The headline.
    pub title: Option<String>,
    /// The line under the headline.
    pub subtitle: Option<String>,
    /// The people in the byline, in order.
    pub authors: Vec<String>,
    /// When it was published, as precisely as it says.
    pub published: Option<Printed>,
    /// When it was last changed, by its own account.
    pub updated: Option<Printed>,
    /// The language of its text.
    pub language: Option<Language>,
    /// The keywords under which its outlet or its record files it, each once, in order.
    pub tags: Vec<String>,
    /// The canonical text: paragraphs joined by an empty line (`\n\n`), and no other line end.
    /// Headline, byline and furniture are not in it.
    pub text: String,
}

impl Article {
    /// An article of which nothing is known but its text, which must be canonical already; its id is made from the text.
    ///
    /// ```
    /// use onrecord::article::Article;
    ///
    /// let article = Article::of_text("“No,” said Maria Ruiz.");
    /// assert_eq!((article.text.as_str(), article.outlet), ("“No,” said Maria Ruiz.", None));
    /// ```
    pub fn of_text(text: impl Into<String>) -> Article {
        let text = text.into();
        Article {
            id: ArticleId::of_words(None, None, &text),
            reference: None,
            source_path: String::new(),
            url: None,
            outlet: None,
            wire: None,
            section: None,
            title: None,
            subtitle: None,
            authors: Vec::new(),
            published: None,
            updated: None,
            language: None,
            tags: Vec::new(),
            text,
        }
    }

    /// The words at a place in the text.
    pub fn slice(&self, span: Span) -> &str {
        span.slice(&self.text)
    }
}
