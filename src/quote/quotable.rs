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
use super::voice::Voice;
use super::walk::Finding;
use crate::text::Span;

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
    if is_french_title(text, tokens, (open, close)) {
        return true;
    }
    follows_work(tokens, open)
        || airs(text, tokens, open)
            && !(inner.last().is_some_and(ends) && is_cried(text, tokens, open))
            && inner.iter().filter(|token| token.is_word()).count() > 1
            && !sentence(inner).iter().any(ends)
        || is_nickname(tokens, (open, close))
}

/// `le réalisateur de « La Grande Marée »`: French gives capitals to nothing but names and titles. What follows a verb of speech or a
/// colon may be words all the same.
fn is_french_title(text: &str, tokens: &[Token], (open, close): (usize, usize)) -> bool {
    const LONG: usize = 4;
    let inner = &tokens[open + 1..close];
    let long = |token: &&Token| token.is_capital() && token.span.slice(text).chars().count() >= LONG;
    let before = &tokens[open - 1];
    let said = before.shape == Shape::Colon || before.is(Facts::SAY.and(Facts::TELL).and(Facts::CALL));
    tokens[open].span.slice(text) == "«"
        && inner.iter().all(Token::is_word)
        && inner.iter().filter(long).count() > 1
        && !said
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

/// Whether a marked stretch is a quotation, after the rules have looked for its speaker: its signs are weighed against none.
pub(super) fn is_quotation(story: &Story, finding: &Finding) -> bool {
    if story.frame.marked[finding.marked].is_title
        || is_crosshead(story, finding)
        || is_listed(story, finding)
    {
        return false;
    }
    if finding.claim.is_some() && (is_announced(story, finding) || is_in_labelled_headline(story, finding)) {
        return true;
    }
    let signs = signs(story, finding);
    rank::likeliest([signs, Signs::default()].into_iter()).is_some_and(|(likeliest, _)| likeliest == 0)
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
    let headline = story.frame.sentences[finding.sentence].headline;
    // "Yes!" and "What now?" are no titles, and in a headline every word has a capital.
    let title =
        count <= LONGEST_TITLE && !headline && title_case_words(words) && !words.ends_with(['!', '?']);
    signs.add_if(title, Sign::TitleCase);
    signs.add_if(title && count <= 3, Sign::TitleCaseShort);
    signs.add_if(words.starts_with(char::is_uppercase), Sign::OpensWithCapital);
    signs.add_if(words.ends_with(['.', '!', '?', '…']), Sign::EndsWithStop);
    signs.add_if(words.ends_with(','), Sign::EndsWithComma);
    let before = story.frame.text[..marked.words.start() as usize].chars().next_back();
    let single = matches!(before, Some('‘' | '\''));
    signs.add_if(single && !headline, Sign::SingleMarks);
    signs.add_if(single && headline, Sign::SingleMarksInHeadline);
    signs.add_if(count <= 3 && words.ends_with(['.', '!', '?', '…']), Sign::ShortSentence);
    let bare = |span: Span| span.slice(story.frame.text).trim_end_matches([',', '.']);
    let earlier = &story.frame.marked[finding.marked.saturating_sub(REMEMBERED)..finding.marked];
    let said = bare(marked.words);
    signs.add_if(earlier.iter().any(|other| bare(other.words) == said), Sign::SaidBefore);
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
    signs.add_if(follows_saying(story, finding), Sign::AfterSaying);
    signs.add_if(is_cried(story.frame.text, &story.frame.tokens, finding.token), Sign::Cried);
    let before = finding.token.checked_sub(1).filter(|_| !opens).and_then(|at| story.frame.token(at));
    if let Some(before) = before {
        signs.add(sign_before(story.frame.text, before));
        let ends =
            story.frame.last_of_quote(finding.marked).is_some_and(|c| matches!(c, '.' | '!' | '?' | '…'));
        signs.add_if(before.shape == Shape::Colon && ends, Sign::SentenceAfterColon);
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
        "term"
            | "terms"
            | "word"
            | "words"
            | "phrase"
            | "so-called"
            | "dubbed"
            | "titled"
            | "entitled"
            | "headlined"
            | "named"
            | "nicknamed"
            | "labeled"
            | "labelled"
            | "hashtag"
            | "slogan"
            | "known"
            | "mot"
            | "terme"
            | "expression"
            | "intitulé"
            | "intitulée"
            | "surnommé"
            | "surnommée"
            | "baptisé"
            | "baptisée"
    )
}

fn add_speaker(signs: &mut Signs, story: &Story, finding: &Finding) {
    let cue = finding.claim.and_then(|claim| story.frame.token(claim.cue.0));
    let is = |facts: Facts| cue.is_some_and(|cue| cue.is(facts));
    signs.add(match finding.rule {
        Rule::Nobody => Sign::SaidByNobody,
        Rule::CueThenName
        | Rule::NameThenCue
        | Rule::AsPut
        | Rule::AccordingTo
        | Rule::Signed
        | Rule::Label => Sign::SaidByCue,
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

/// `Ruiz had one word for it: “No.”`: a sentence that a colon announces.
fn is_announced(story: &Story, finding: &Finding) -> bool {
    let after_colon =
        finding.token.checked_sub(1).is_some_and(|at| story.frame.tokens[at].shape == Shape::Colon);
    after_colon
        && story.frame.last_of_quote(finding.marked).is_some_and(|c| matches!(c, '.' | '!' | '?' | '…'))
}

/// `Maria Ruiz: The Mill Is ‘A Gift to Nobody’`: a headline that opens with who said it.
fn is_in_labelled_headline(story: &Story, finding: &Finding) -> bool {
    let sentence = &story.frame.sentences[finding.sentence];
    let label = story.name_at(sentence.start).filter(|name| story.is_person(*name));
    let colon = label.map(|name| story.names[name].end).and_then(|end| story.frame.token(end));
    let is_title = sentence.headline || sentence.paragraph == 0;
    is_title && colon.is_some_and(|token| token.shape == Shape::Colon)
}

/// A few words that the story lists as examples or cites as its source.
fn is_listed(story: &Story, finding: &Finding) -> bool {
    const LONGEST: usize = 4;
    let words = story.frame.marked[finding.marked].words.slice(story.frame.text);
    let count = words.split_whitespace().take(LONGEST + 1).count();
    count <= 3 && is_example(story, finding)
        || count <= LONGEST && is_cited(story, finding)
        || count <= 2 && is_reported_term(story, finding)
}

/// `The Post reported that he was a “willing helper”`: what a paper or a body reports in a word or two is a term that others use.
fn is_reported_term(story: &Story, finding: &Finding) -> bool {
    let Some(claim) = finding.claim else { return false };
    let reports = matches!(story.words(claim.cue.0, claim.cue.1), "reported" | "reports" | "reporting");
    reports && matches!(finding.voice, Some(Voice::Described { .. }))
}

/// `Citing “unnamed sources,” the Post reported`: what is cited is a source, and the words are not its.
fn is_cited(story: &Story, finding: &Finding) -> bool {
    // "Citing two unnamed senior “…”".
    const REACH: usize = 4;
    let before = (story.frame.sentences[finding.sentence].start..finding.token).rev().take(REACH);
    before.into_iter().any(|at| matches!(story.words(at, at + 1), "Citing" | "citing"))
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
