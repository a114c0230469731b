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
    if is_signed_work(text, tokens, (open, close)) {
        return true;
    }
    if !in_title_case(text, inner) || open == 0 {
        return false;
    }
    follows_work(tokens, open)
        || airs(text, tokens, open)
            && !(inner.last().is_some_and(ends) && is_cried(text, tokens, open))
            && inner.iter().filter(|token| token.is_word()).count() > 1
            && !sentence(inner).iter().any(ends)
        || is_nickname(tokens, (open, close))
}

/// `NBC’s “Late Hour”`, `the film “Night Shift”`, `in her book, “An Island Daughter”`.
fn follows_work(tokens: &[Token], open: usize) -> bool {
    let before = &tokens[open - 1];
    let after_comma = before.shape == Shape::Comma && open > 1 && tokens[open - 2].is(Facts::WORK);
    before.is(Facts::WORK) || before.possessive && before.is_capital() || after_comma
}

/// `on “New Day”`, `in an interview with “Late Hour”`, `he told “Good Day Northfield”`: where somebody was heard.
fn airs(text: &str, tokens: &[Token], open: usize) -> bool {
    let before = &tokens[open - 1];
    before.is_lower()
        && (matches!(before.span.slice(text), "on" | "of" | "in" | "with") || before.is(Facts::TELL))
}

/// `Jesús “Chuy” Ruiz`: a word between a given name and a surname.
fn is_nickname(tokens: &[Token], (open, close): (usize, usize)) -> bool {
    let before = &tokens[open - 1];
    let surname = tokens.get(close + 1).is_some_and(Token::is_capital);
    close == open + 2 && before.is(Facts::GIVEN) && before.is_capital() && surname
}

/// The tokens without the stop that American papers set inside the marks.
fn sentence(inner: &[Token]) -> &[Token] {
    match inner {
        [rest @ .., last] if last.shape == Shape::Stop => rest,
        _ => inner,
    }
}

/// `chants of “Lock Him Up!”`: words after "of" and a word for something said.
fn is_cried(text: &str, tokens: &[Token], open: usize) -> bool {
    let of = open.checked_sub(1).is_some_and(|at| tokens[at].span.slice(text) == "of");
    of && open.checked_sub(2).is_some_and(|at| tokens[at].is(Facts::SPEECH_NOUN.and(Facts::CUE)))
}

/// `“Two mills close in a week,” by Ana Ruiz`: what is by somebody, after a comma inside the marks, is a headline or a book.
fn is_signed_work(text: &str, tokens: &[Token], (open, close): (usize, usize)) -> bool {
    let comma = close.checked_sub(1).is_some_and(|at| at > open && tokens[at].shape == Shape::Comma);
    let by = tokens.get(close + 1).is_some_and(|token| matches!(token.span.slice(text), "by" | "par"));
    comma && by && tokens.get(close + 2).is_some_and(Token::is_capital)
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
    if marked.is_title || is_crosshead(story, finding) {
        return false;
    }
    let words = marked.words.slice(story.frame.text);
    let count = words.split_whitespace().take(6).count();
    if count <= 3 && is_example(story, finding) {
        return false;
    }
    if follows_saying(story, finding) || is_cried(story.frame.text, &story.frame.tokens, finding.token) {
        return true;
    }
    // "Yes!" and "What now?" are no titles.
    let title = count < 6 && title_case_words(words) && !words.ends_with(['!', '?']);
    let alone = story.frame.sentences[finding.sentence].start == finding.token;
    match finding.rule {
        Rule::Nobody => !(title || count <= if alone { 2 } else { 3 }),
        Rule::CueBefore if count <= 2 => !is_reported_term(story, finding),
        // In a headline every word has a capital.
        Rule::SentenceSubject if story.frame.sentences[finding.sentence].headline => true,
        Rule::Joined | Rule::Split => !(title && (2..=3).contains(&count)),
        Rule::SentenceSubject => !(title && count <= 3 || count == 1 && is_possessed(story, finding)),
        Rule::SameParagraph | Rule::CueFollows | Rule::CarriedOn => {
            !(title && count == 1 && !words.ends_with(['.', '!', '?']))
        }
        _ => true,
    }
}

/// `‘A fight from start to finish’` between two paragraphs: a few words of the story set as a heading of its next part.
fn is_crosshead(story: &Story, finding: &Finding) -> bool {
    const LONGEST: usize = 8;
    let sentence = &story.frame.sentences[finding.sentence];
    let alone =
        sentence.start == finding.token && sentence.end == finding.token + 1 && sentence.paragraph > 0;
    if !alone || finding.claim.is_some() {
        return false;
    }
    let words = story.frame.marked[finding.marked].words.slice(story.frame.text);
    let mark = story.frame.tokens[finding.token].span.slice(story.frame.text);
    let single = mark.starts_with(['‘', '\'']) && !mark.starts_with("''") && !mark.starts_with("‘‘");
    let in_capitals = words.chars().any(char::is_uppercase) && !words.chars().any(char::is_lowercase);
    (single || in_capitals) && words.split_whitespace().take(LONGEST + 1).count() <= LONGEST
}

/// `some of them chanting “Open the mill”`, `she shook her head and said, “No.”`: straight after a verb of saying, whoever its subject is.
fn follows_saying(story: &Story, finding: &Finding) -> bool {
    let tokens = &story.frame.tokens;
    let before = finding.token.checked_sub(1);
    let verb =
        before.and_then(|at| if tokens[at].shape == Shape::Comma { at.checked_sub(1) } else { Some(at) });
    verb.is_some_and(|at| {
        tokens[at].is_lower() && tokens[at].is(Facts::SAY) && !tokens[at].is(Facts::SPEECH_NOUN)
    })
}

/// `words such as “mill,” “weir” and “ferry”`: what is listed as examples, the later ones too.
fn is_example(story: &Story, finding: &Finding) -> bool {
    // Longer lists are no list of terms.
    const REACH: usize = 12;
    let tokens = &story.frame.tokens;
    let listed = |at: &usize| {
        matches!(tokens[*at].shape, Shape::Comma | Shape::Quote(_)) || tokens[*at].is(Facts::CONJUNCTION)
    };
    let sentence = story.frame.sentences[finding.sentence].start..finding.token;
    let before = sentence.rev().take(REACH).find(|at| !listed(at));
    before.is_some_and(|at| {
        at > 0 && story.words(at - 1, at + 1) == "such as" || story.words(at, at + 1) == "including"
    })
}

/// `the “establishment” lane`, `the board’s “safety” programme`: a word that goes on "the" or an owner is a term of theirs.
fn is_possessed(story: &Story, finding: &Finding) -> bool {
    finding.token.checked_sub(1).is_some_and(|at| {
        story.frame.tokens[at].possessive || matches!(story.words(at, at + 1), "the" | "le" | "la")
    })
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
