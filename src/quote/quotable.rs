//! Which marks quote somebody. Titles of works, names, terms and scare quotes do not.

use super::lexicon::Facts;
use super::rule::Rule;
use super::story::Story;
use super::token::Case;
use super::token::Shape;
use super::token::Token;
use super::voice::Voice;
use super::walk::Finding;

/// A title of more words than this is a headline, and may be somebody's words.
const LONGEST_TITLE: usize = 8;

/// Whether the tokens between two marks are the title of a work, by their capitals and by what stands before: `NBC’s “Meet the
/// Press”`, `the film “Night Shift”`, `on “New Day”`.
pub(super) fn is_title(text: &str, tokens: &[Token], open: usize, close: usize) -> bool {
    let inner = &tokens[open + 1..close.max(open + 1)];
    if !in_title_case(text, inner) || open == 0 {
        return false;
    }
    let before = &tokens[open - 1];
    let names_work = before.is(Facts::WORK) || before.possessive && before.is_capital();
    let words = inner.iter().filter(|token| token.is_word()).count();
    let aired_on = before.is_lower()
        && words > 1
        && matches!(before.span.slice(text), "on" | "of" | "in")
        && !inner.iter().any(ends);
    names_work || aired_on
}

fn ends(token: &Token) -> bool {
    matches!(token.shape, Shape::Stop)
}

/// Whether every long word has a capital, the first one included.
fn in_title_case(text: &str, tokens: &[Token]) -> bool {
    let words = || tokens.iter().filter(|token| token.is_word());
    let count = words().count();
    let small = |token: &&Token| token.span.slice(text).chars().count() > 3 || token.is_capital();
    let capital = |token: &Token| !token.is_lower() && token.shape != Shape::Word(Case::Lower);
    (1..=LONGEST_TITLE).contains(&count)
        && words().next().is_some_and(|first| first.is_capital())
        && words().filter(small).all(capital)
}

/// Whether a marked stretch is a quotation, after the rules have looked for its speaker. What a cue gives to somebody is one; what nothing
/// gives to anybody is one only if it is longer than a term. The limits are from the training articles: each refuses a class in which fewer
/// than half were quotations.
pub(super) fn is_quotation(story: &Story, finding: &Finding) -> bool {
    let marked = &story.frame.marked[finding.marked];
    if marked.is_title {
        return false;
    }
    let words = marked.words.slice(story.frame.text);
    let count = words.split_whitespace().take(6).count();
    let title = count < 6 && title_case_words(words);
    let alone = story.frame.sentences[finding.sentence].start == finding.token;
    match finding.rule {
        Rule::Nobody => !(title || count <= if alone { 2 } else { 3 }),
        Rule::CueBefore if count <= 2 => !is_reported_term(story, finding),
        Rule::SentenceSubject | Rule::Joined | Rule::Split => !(title && count <= 3),
        Rule::SameParagraph | Rule::CueFollows | Rule::CarriedOn => {
            !(title && count == 1 && !words.ends_with(['.', '!', '?']))
        }
        _ => true,
    }
}

/// `The Post reported that he was a “willing helper”`: what a paper or a body reports in a word or two is a term that others use.
fn is_reported_term(story: &Story, finding: &Finding) -> bool {
    let Some(claim) = finding.claim else { return false };
    let reports = matches!(story.words(claim.cue.0, claim.cue.1), "reported" | "reports" | "reporting");
    reports && matches!(finding.voice, Some(Voice::Described { .. }))
}

fn title_case_words(words: &str) -> bool {
    let mut all = words
        .split(|c: char| c.is_whitespace() || c == '-')
        .filter(|word| word.chars().any(char::is_alphanumeric))
        .peekable();
    let head = |word: &str| word.chars().find(|c| c.is_alphanumeric());
    let first_is_capital = all.peek().and_then(|word| head(word)).is_some_and(char::is_uppercase);
    first_is_capital
        && all.all(|word| {
            word.chars().count() <= 3 || head(word).is_some_and(|c| c.is_uppercase() || c.is_numeric())
        })
}
