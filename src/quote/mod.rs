//! Who said what: the quotations of an article, and their speakers.
//!
//! [`attribute`] runs the stages, a file each, in this order:
//!
//! 1. `read`: the text is read once, into words with what the `lexicon` knows of them, punctuation and marks.
//! 2. `marks`: marks are paired, a paragraph at a time. `layout` adds the words that it sets off without marks: transcripts,
//!    statements, dialogue.
//! 3. `frame`: the reporter's own sentences, each quotation folded into one token of them.
//! 4. `names`, `people`, `genders`, `places`: who is named, which names are one person (`stated` beside them: what they are; `surnames`: which common words are names; `lookalikes`: which names look like places and are not; `hearers`: which paper they spoke to), he or she, and which are places.
//!    Together they make the `story`.
//! 5. `claims`: the words beside each quotation that say who spoke, found by `phrase` and cue. Certain rules decide by themselves; the
//!    others propose, and all candidates are weighed. Every rule has a name in [`Rule`]. `reported` reads what is reported without marks.
//! 6. `walk`: the story from top to bottom. Claims are resolved to a `voice` by who is talked about (`focus`) and whom "he" and "the mayor"
//!    can mean (`antecedent`); `incise` reads the cue that French prints inside the marks. Then speakers `carry` on to their neighbours.
//! 7. `quotable`: what quotes nobody is left out, and so is what `repeats` other words. `join`: what remains becomes [`Quote`]s.
//!
//! Whatever is weighed is weighed by `rank`: named signs with learned weights, which [`training`] lays open to the command that learns them.
//!
//! Over all of this stands the archive's owner: [`settled`] (in `owner`) applies `speakers.toml` to what was found.
//!
//! [`explain`] tells in words what an attribution went by.
//!
//! A wrong name puts words into somebody's mouth, so where the words do not say who spoke, the answer is nobody.

mod antecedent;
mod carry;
mod claims;
mod explain;
mod focus;
mod frame;
mod genders;
mod hearers;
mod incise;
mod join;
mod layout;
mod lexicon;
mod lookalikes;
mod marks;
mod mojibake;
mod names;
mod owner;
mod people;
mod phrase;
mod places;
mod quotable;
mod rank;
mod read;
mod repeats;
mod reported;
mod rule;
mod stated;
mod story;
mod surnames;
mod token;
pub mod training;
mod voice;
mod walk;
mod word;

pub use explain::Candidate;
pub use explain::Explanation;
pub use explain::Reason;
pub use explain::explain;
pub use owner::Settled;
pub use owner::settled;
pub use rule::Rule;

use crate::article::Article;
use crate::text::Span;
use lexicon::Lexicon;
use sha2::Digest;
use sha2::Sha256;
use story::Story;
use walk::Walked;

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
    /// The pieces of one sentence share a number: `“No,” he said, “never.”`
    pub group: u32,
}

impl Quote {
    /// The same, without its speaker where that is less sure than this.
    pub fn sure_of(self, least: f32) -> Quote {
        if self.confidence >= least { self } else { Quote { speaker: None, confidence: 0.0, ..self } }
    }
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
///
/// Spans lie in the article's text on character boundaries and do not overlap. The same article gives the same answer.
pub fn attribute(article: &Article) -> Vec<Quote> {
    read_story(article, |story, walked| {
        join::quotes(story, walked).into_iter().map(|(_, quote)| quote).collect()
    })
}

/// Reads the article and hands its story on, with what was found for each quotation.
fn read_story<T>(article: &Article, then: impl FnOnce(&Story, &Walked) -> T) -> T {
    let text = article.text.as_str();
    let tokens = read::tokens(text, Lexicon::of(article.language));
    let mut marked = marks::marked(text, &tokens);
    layout::add_turns(text, &tokens, article.language, &mut marked);
    let story = Story::read(frame::frame(text, &tokens, &marked));
    let mut walked = walk::walk(&story);
    walked.findings.retain(|finding| quotable::is_quotation(&story, finding));
    walked.findings = repeats::without_pull_quotes(&story, walked.findings);
    then(&story, &walked)
}

/// Raised with every change to what the rules decide; changes of the word lists tell themselves.
const RULES: u32 = 9;

/// What tells one state of the rules and their word lists from another: 64 bits. An index keeps it, so that one made
/// by other rules can say so.
pub fn fingerprint() -> u64 {
    let rules = Sha256::new_with_prefix(RULES.to_le_bytes()).chain_update(rank::WEIGHTS);
    let hash = lexicon::TABLES.iter().fold(rules, |hash, table| hash.chain_update(table));
    hash.finalize().iter().take(8).fold(0, |number, byte| number << 8 | u64::from(*byte))
}
