//! Who said what: the quotations of an article, and their speakers.

mod claims;
mod frame;
mod lexicon;
mod marks;
mod names;
mod people;
mod phrase;
mod rule;
mod story;
mod token;
mod voice;
mod walk;

pub use rule::Rule;

use crate::article::Article;
use crate::text::Span;
use lexicon::Lexicon;
use sha2::Digest;
use sha2::Sha256;
use story::Story;
use voice::Voice;

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

/// Finds every quotation of the article, in reading order, and where the text says it, who spoke.
pub fn attribute(article: &Article) -> Vec<Quote> {
    let text = article.text.as_str();
    let tokens = token::tokens(text, Lexicon::of(article.language));
    let marked = marks::marked(text, &tokens);
    if marked.is_empty() {
        return Vec::new();
    }
    let story = Story::read(frame::frame(text, &tokens, &marked));
    walk::walk(&story).into_iter().map(|finding| quote(&story, finding)).collect()
}

/// Raised with every change to what the rules decide; changes of the word lists tell themselves.
const RULES: u32 = 1;

/// What tells one state of the rules and their word lists from another: 64 bits. An index keeps it, so that one made
/// by other rules can say so.
pub fn fingerprint() -> u64 {
    let hash = lexicon::TABLES
        .iter()
        .fold(Sha256::new_with_prefix(RULES.to_le_bytes()), |hash, table| hash.chain_update(table));
    hash.finalize().iter().take(8).fold(0, |number, byte| number << 8 | u64::from(*byte))
}

fn quote(story: &Story, finding: walk::Finding) -> Quote {
    let mention = finding.claim.map(|claim| story.frame.span(claim.phrase.start, claim.phrase.end));
    let cue =
        finding.claim.map(|claim| story.frame.span(claim.cue.0, claim.cue.1)).filter(|cue| !cue.is_empty());
    let speaker = finding.voice.map(|voice| Speaker { name: name(story, &voice), mention, role: None });
    let rule = if speaker.is_some() { finding.rule } else { Rule::Nobody };
    Quote {
        span: story.frame.marked[finding.marked].words,
        kind: Kind::Direct,
        speaker,
        cue,
        confidence: rule.precision(),
        rule,
    }
}

fn name(story: &Story, voice: &Voice) -> String {
    match voice {
        Voice::Person(number) => story.people.all[*number].name.clone(),
        Voice::Described { words, .. } => words.slice(story.frame.text).to_string(),
    }
}
