//! Who said what: the quotations of an article, and their speakers.

use crate::article::Article;
use crate::text::Span;

/// One quotation, and who is said to have spoken it.
#[derive(Clone, Debug, PartialEq)]
pub struct Quote {
    /// The words, without their marks. One quotation over several paragraphs is one `Quote` a paragraph.
    pub span: Span,
    /// How the words are given.
    pub kind: Kind,
    /// Who spoke; `None` when the article does not say.
    pub speaker: Option<Speaker>,
    /// The verb or phrase that signals speech: "said", "according to".
    pub cue: Option<Span>,
    /// How sure the attribution is, from 0 to 1.
    pub confidence: f32,
    /// What made the attribution.
    pub rule: Rule,
}

/// How a quotation's words are given.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// All inside marks.
    Direct,
    /// Quoted words inside the reporter's own sentence: he did “nothing to cause any harm”.
    Mixed,
    /// Reported without marks: the clause after "said that".
    Indirect,
}

/// Who is said to have spoken.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Speaker {
    /// The name as the article gives it in full, else the best description it gives.
    pub name: String,
    /// The words at the cue ("he", "the Don Valley North representative").
    pub mention: Option<Span>,
    /// The office or part the article gives them ("MP for Don Valley North").
    pub role: Option<String>,
}

/// What made an attribution.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Rule {
    /// No rule found a speaker.
    Nobody,
}

/// Finds every quotation of the article, in reading order, and where the text says it, who spoke.
pub fn attribute(article: &Article) -> Vec<Quote> {
    let _ = article;
    Vec::new()
}

/// What tells one state of these rules from another.
pub fn fingerprint() -> u64 {
    0
}
