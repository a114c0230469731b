//! Which marks quote somebody. Titles of works, names, terms and scare quotes do not.

use super::lexicon::Facts;
use super::rank;
use super::rank::sign::Sign;
use super::rank::sign::Signs;
use super::rule::Rule;
use super::story::Story;
use super::token::Case;
use super::token::Shape;
use super::token::Token;
use super::walk::Finding;
use crate::text::Span;

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

/// Whether a marked stretch is a quotation, after the rules have looked for its speaker: its signs are weighed against none.
pub(super) fn is_quotation(story: &Story, finding: &Finding) -> bool {
    let signs = signs(story, finding);
    !story.frame.marked[finding.marked].is_title
        && rank::likeliest([signs, Signs::default()].into_iter()).is_some_and(|(likeliest, _)| likeliest == 0)
}

/// What speaks for and against somebody being quoted here.
pub(super) fn signs(story: &Story, finding: &Finding) -> Signs {
    let mut signs = Signs::default();
    signs.add(Sign::Quoted);
    add_words(&mut signs, story, finding);
    add_place(&mut signs, story, finding);
    add_speaker(&mut signs, story, finding);
    signs
}

fn add_words(signs: &mut Signs, story: &Story, finding: &Finding) {
    let marked = &story.frame.marked[finding.marked];
    let words = marked.words.slice(story.frame.text);
    let count = words.split_whitespace().take(13).count();
    signs.add(match count {
        0 | 1 => Sign::OneWord,
        2 => Sign::TwoWords,
        3 => Sign::ThreeWords,
        4..=6 => Sign::FewWords,
        7..=12 => Sign::ManyWords,
        _ => Sign::LongWords,
    });
    let title = count <= LONGEST_TITLE && title_case_words(words);
    signs.add_if(title, Sign::TitleCase);
    signs.add_if(title && count <= 3, Sign::TitleCaseShort);
    signs.add_if(words.starts_with(char::is_uppercase), Sign::OpensWithCapital);
    signs.add_if(words.ends_with(['.', '!', '?', '…']), Sign::EndsWithStop);
    signs.add_if(words.ends_with(','), Sign::EndsWithComma);
    let before = story.frame.text[..marked.words.start() as usize].chars().next_back();
    signs.add_if(matches!(before, Some('‘' | '\'')), Sign::SingleMarks);
    let bare = |span: Span| span.slice(story.frame.text).trim_end_matches([',', '.']);
    let earlier = &story.frame.marked[finding.marked.saturating_sub(REMEMBERED)..finding.marked];
    signs.add_if(earlier.iter().any(|other| bare(other.words) == bare(marked.words)), Sign::SaidBefore);
}

/// So many marked stretches back, the same words count as said before.
const REMEMBERED: usize = 40;

fn add_place(signs: &mut Signs, story: &Story, finding: &Finding) {
    let sentence = &story.frame.sentences[finding.sentence];
    let opens = finding.token == sentence.start;
    let next = story.frame.token(finding.token + 1).filter(|_| finding.token + 1 < sentence.end);
    let closes = next.is_none_or(|next| next.shape == Shape::Stop);
    signs.add_if(sentence.headline, Sign::InHeadline);
    signs.add_if(opens, Sign::OpensSentence);
    signs.add_if(closes, Sign::ClosesSentence);
    signs.add_if(opens && closes, Sign::SetAlone);
    signs.add_if(next.is_some_and(Token::is_lower), Sign::BeforePlainWord);
    signs.add_if(next.is_some_and(Token::is_capital), Sign::BeforeCapital);
    let before = finding.token.checked_sub(1).filter(|_| !opens).and_then(|at| story.frame.token(at));
    if let Some(before) = before {
        signs.add(sign_before(story.frame.text, before));
        signs.add_if(names_term(before.span.slice(story.frame.text)), Sign::AfterWordForTerm);
    }
}

/// What the token before a quotation says.
fn sign_before(text: &str, before: &Token) -> Sign {
    match (before.shape, before.span.slice(text)) {
        (Shape::Comma, _) => Sign::AfterComma,
        (Shape::Colon, _) => Sign::AfterColon,
        (_, "that" | "que") => Sign::AfterThat,
        (_, "as" | "comme") => Sign::AfterAsOr,
        _ if before.possessive || before.is(Facts::POSSESSIVE) => Sign::AfterOwner,
        _ if before.is(Facts::CUE) => Sign::StraightAfterCue,
        _ if before.is(Facts::BE) => Sign::AfterBeing,
        _ if before.is(Facts::DETERMINER) => Sign::AfterArticle,
        _ if before.is(Facts::PREPOSITION) => Sign::AfterSmallWord,
        _ if before.is_capital() => Sign::AfterCapital,
        _ => Sign::AfterPlainWord,
    }
}

/// Words that announce a term, a name or a title: the phrase “dead end”, a so-called “dead end”.
fn names_term(word: &str) -> bool {
    matches!(
        word,
        "term" | "terms" | "word" | "words" | "phrase" | "so-called" | "dubbed" | "titled" | "entitled" | "headlined"
            | "named" | "nicknamed" | "labeled" | "labelled" | "hashtag" | "slogan" | "known" | "mot" | "terme"
            | "expression" | "intitulé" | "intitulée" | "surnommé" | "surnommée" | "baptisé" | "baptisée"
    )
}

fn add_speaker(signs: &mut Signs, story: &Story, finding: &Finding) {
    let cue = finding.claim.and_then(|claim| story.frame.token(claim.cue.0));
    let is = |facts: Facts| cue.is_some_and(|cue| cue.is(facts));
    signs.add(match finding.rule {
        Rule::Nobody => Sign::SaidByNobody,
        Rule::CueThenName | Rule::NameThenCue | Rule::AccordingTo | Rule::Signed | Rule::Label => Sign::SaidByCue,
        Rule::Split | Rule::Joined => Sign::SaidByJoin,
        Rule::SpeechNoun => Sign::SaidByNoun,
        Rule::CueBefore | Rule::MainSubject if is(Facts::CALL) => Sign::SaidByCall,
        Rule::CueBefore | Rule::MainSubject if is(Facts::WEAK) => Sign::SaidByWeakVerb,
        Rule::CueBefore => Sign::SaidByVerbBefore,
        Rule::SentenceSubject => Sign::SaidBySubject,
        _ => Sign::SaidByOther,
    });
    const DOUBTFUL: f32 = 0.6;
    signs.add_if(finding.sure < DOUBTFUL, Sign::SpeakerDoubtful);
    let sentence = &story.frame.sentences[finding.sentence];
    const REACH: usize = 60;
    let from = sentence.start.max(finding.token.saturating_sub(REACH));
    let to = sentence.end.min(finding.token + REACH);
    let speaks = |token: &Token| token.is_lower() && token.is(Facts::CUE);
    signs.add_if(!story.frame.tokens[from..to].iter().any(speaks), Sign::SentenceWithoutCue);
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
