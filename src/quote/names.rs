//! Where the reporter names somebody: runs of capitals, read as a person, a body or a place.

use super::frame::Frame;
use super::frame::Sentence;
use super::hearers;
use super::lexicon::Facts;
use super::surnames::Surnames;
use super::token::Case;
use super::token::Shape;
use super::token::Token;
use foldhash::fast::RandomState;
use std::collections::HashSet;

/// One place where a name is printed.
#[derive(Clone, Copy, Debug)]
pub(super) struct Name {
    /// Its tokens with what is printed before the name: "Prime Minister Justin Trudeau".
    pub(super) start: usize,
    pub(super) end: usize,
    /// The first token of the name itself.
    pub(super) bare: usize,
    /// What it is the name of.
    pub(super) bearer: Bearer,
    /// What its title and given name say of the bearer: he, she.
    pub(super) gender: Facts,
    /// Whether a title or an office stands before it.
    pub(super) titled: bool,
}

/// What a name is the name of, by its words alone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Bearer {
    /// A title, a known given name, or two words and more that are nothing else.
    Person,
    /// One word of which nothing is known: a surname, a company, a town.
    Unknown,
    /// A committee, a paper.
    Body,
    Place,
}

/// All names in the reporter’s words, in order. In headlines, where capitals say nothing, only runs that begin with a given name count
/// whole; the others are cut into their words.
pub(super) fn names(frame: &Frame) -> Vec<Name> {
    let proper = proper_words(frame);
    let surnames = Surnames::read(frame);
    let mut found = Vec::new();
    for sentence in &frame.sentences {
        let mut at = sentence.start;
        while at < sentence.end {
            let end = run_end(frame, &surnames, at, sentence);
            if end == at {
                at += 1;
                continue;
            }
            let end = hearers::outlet_end(frame, at).filter(|outlet| *outlet < end).unwrap_or(end);
            let common = at == sentence.start && opens_as_common_word(frame, (at, end), &proper);
            let start = if common { at + 1 } else { at };
            if start < end {
                divide_run(frame, (start, end), sentence, &mut found);
            }
            at = end;
        }
    }
    found
}

/// The words of no table that have a capital where no sentence begins: proper beyond doubt.
fn proper_words<'a>(frame: &'a Frame) -> HashSet<&'a str, RandomState> {
    let inside = frame.sentences.iter().filter(|sentence| !sentence.headline).flat_map(|sentence| {
        let after_quote = |at: &usize| frame.quote_at(at - 1).is_some();
        // Whoever asks knows that no table has the word.
        let unknown = |token: &Token| token.is_capital() && token.facts.is_plain();
        let capitals = (sentence.start + 1..sentence.end).filter(move |at| unknown(&frame.tokens[*at]));
        capitals.filter(move |at| !after_quote(at))
    });
    inside.map(|at| frame.tokens[at].span.slice(frame.text)).collect()
}

/// Whether the first word of a sentence owes its capital to its place alone: "Understated Roux smiled", "Facing questions, …".
fn opens_as_common_word(
    frame: &Frame,
    (start, end): (usize, usize),
    proper: &HashSet<&str, RandomState>,
) -> bool {
    let token = &frame.tokens[start];
    if is_handle(frame, start) || !token.facts.is_plain() || proper.contains(frame.words(start, start + 1)) {
        return false;
    }
    let word = frame.words(start, start + 1);
    // "Rakeya Scott" is a name whose second word can be a first name too; "Facing Scott Roux" is not.
    let next = frame.token(start + 1).filter(|_| end - start > 1);
    let followed_by_name =
        next.is_some_and(|next| next.is(Facts::HONORIFIC) || next.is(Facts::GIVEN) && end - start > 2);
    // "Contrary to his claim": a word that has its capital nowhere else, and does not speak here, is no name.
    let alone =
        end - start == 1 && !frame.token(end).is_some_and(|next| next.is_lower() && next.is(Facts::CUE));
    let plain = alone && token.shape == Shape::Word(Case::Title) && !token.possessive;
    followed_by_name || plain || ["ing", "ed", "ly"].iter().any(|ending| word.ends_with(ending))
}

/// Whether a token can stand in a name, at the head of one if `first`.
fn is_name_word(frame: &Frame, at: usize, sentence: &Sentence) -> bool {
    let Some(token) = frame.token(at) else { return false };
    if !token.is_capital() || token.is(Facts::PRONOUN.and(Facts::RELATIVE)) {
        return false;
    }
    if is_initial(frame, at) {
        return at > sentence.start;
    }
    // "In June 2009" names a month, "June Roux" and "Ai Jun" people.
    if token.is(Facts::TIME) {
        let no_name = Facts::TIME
            .and(Facts::PRONOUN)
            .and(Facts::PREPOSITION)
            .and(Facts::FUNCTION)
            .and(Facts::DETERMINER);
        let beside = |at: Option<usize>| {
            at.and_then(|at| frame.token(at)).is_some_and(|near| near.is_capital() && !near.is(no_name))
        };
        return token.is(Facts::GIVEN)
            && at > sentence.start
            && (beside(Some(at + 1)) || beside(at.checked_sub(1)));
    }
    let opens = at == sentence.start || !frame.tokens[at - 1].is_word() || sentence.headline;
    let ordinary = Facts::FUNCTION
        .and(Facts::DETERMINER)
        .and(Facts::POSSESSIVE)
        .and(Facts::PREPOSITION)
        .and(Facts::CONJUNCTION)
        .and(Facts::BE)
        .and(Facts::AUXILIARY)
        .and(Facts::ADVERB);
    // "Asked about it, Ruiz …", "Critics say …": a common word with the capital of its sentence.
    let common = ordinary.and(Facts::CUE).and(Facts::PEOPLE).and(Facts::SPEECH_NOUN).and(Facts::DOCUMENT);
    let excused = Facts::GIVEN
        .and(Facts::OFFICE)
        .and(Facts::HONORIFIC)
        .and(Facts::PLACE)
        .and(Facts::PARTY)
        .and(Facts::ORGANISATION);
    !(token.is(ordinary) && !token.is(excused) || opens && token.is(common) && !token.is(excused))
}

/// "Julie A. Roux": one letter with its stop, behind a first name.
fn is_initial(frame: &Frame, at: usize) -> bool {
    let token = &frame.tokens[at];
    let behind_name = at.checked_sub(1).is_some_and(|before| frame.tokens[before].is(Facts::GIVEN));
    behind_name && token.span.len() == 1 && frame.text[token.span.end() as usize..].starts_with('.')
}

/// The end of the run of capitals at `at`; `at` itself if there is none.
fn run_end(frame: &Frame, surnames: &Surnames, at: usize, sentence: &Sentence) -> usize {
    let belongs = |at: usize| surnames.is_here(frame, at, sentence) || is_name_word(frame, at, sentence);
    if !belongs(at) {
        return at;
    }
    let mut end = at + 1;
    // `On “Good Day Northfield,” Ruiz said`: a title that opens a run is all of it.
    if is_title(frame, at) {
        return end;
    }
    while end < sentence.end
        && !is_handle(frame, end - 1)
        && !is_handle(frame, end)
        && !frame.tokens[end - 1].possessive
        && !names_seat(frame, end - 1)
        && adjacent(frame, end)
    {
        if belongs(end) {
            end += 1;
            continue;
        }
        match joined_by_particles(frame, end, sentence).or_else(|| past_article(frame, end, sentence)) {
            Some(next) => end = next,
            None => break,
        }
    }
    let suffix = frame.token(end + 1).is_some_and(|token| token.is(Facts::SUFFIX) && token.is_capital());
    if suffix && frame.tokens[end].shape == Shape::Comma && end + 1 < sentence.end { end + 2 } else { end }
}

/// The title of a work, in its marks.
fn is_title(frame: &Frame, at: usize) -> bool {
    frame.words(at, at + 1).starts_with(['“', '"', '«', '‘', '\'', '„'])
}

/// "@anaruiz": a name by itself, whatever stands beside it.
fn is_handle(frame: &Frame, at: usize) -> bool {
    frame.words(at, at + 1).starts_with('@')
}

/// "Northfield-based": where somebody works, before what they are.
fn names_seat(frame: &Frame, at: usize) -> bool {
    frame.words(at, at + 1).ends_with("-based")
}

/// Whether nothing but a blank, or the stop of an initial, stands before this token.
pub(super) fn adjacent(frame: &Frame, at: usize) -> bool {
    let gap = frame.tokens[at].span.start().saturating_sub(frame.tokens[at - 1].span.end());
    frame.tokens[at].is_word() && gap <= 2
}

/// Past "de la" in "Maria de la Cruz", "of" in "Bank of Canada", "for" in "Citizens for the Mill", "and" in "Fish and Wildlife Service" not.
fn joined_by_particles(frame: &Frame, at: usize, sentence: &Sentence) -> Option<usize> {
    let mut end = at;
    while end < sentence.end
        && end < at + 2
        && frame.tokens[end].is_lower()
        && frame.tokens[end].is(Facts::PARTICLE)
    {
        end += 1;
    }
    let of_body = frame.tokens[at].is(Facts::PREPOSITION)
        && matches!(frame.words(at, at + 1), "of" | "for")
        && frame.tokens[at - 1].is(Facts::ORGANISATION)
        && !frame.tokens[at - 1].is(Facts::OFFICE);
    let end = if of_body { at + 1 } else { end };
    (end > at && end < sentence.end && is_name_word(frame, end, sentence)).then_some(end + 1)
}

/// Past the article with a capital behind a given name: "Yann Le Goff", "Hugo L’Heureux".
fn past_article(frame: &Frame, at: usize, sentence: &Sentence) -> Option<usize> {
    let article = matches!(frame.words(at, at + 1), "Le" | "La" | "L’" | "L'");
    let surname = at + 1 < sentence.end && adjacent(frame, at + 1) && is_name_word(frame, at + 1, sentence);
    (article && frame.tokens[at - 1].is(Facts::GIVEN) && surname).then_some(at + 2)
}

/// A run as one name, or in a headline as several.
fn divide_run(frame: &Frame, (start, end): (usize, usize), sentence: &Sentence, found: &mut Vec<Name>) {
    if !sentence.headline {
        found.extend(name(frame, start, end));
        return;
    }
    let mut at = start;
    while at < end {
        let next = at + 1;
        let takes_next = frame.tokens[at].is(Facts::GIVEN.and(Facts::HONORIFIC))
            && next < end
            && !frame.tokens[at].possessive;
        let stop = if takes_next { next + 1 } else { next };
        found.extend(name(frame, at, stop));
        at = stop;
    }
}

/// Reads a run: what is printed before the name is taken off, and its words say whose name it is.
fn name(frame: &Frame, start: usize, end: usize) -> Option<Name> {
    let title = department_end(frame, start, end).unwrap_or_else(|| title_end(frame, start, end));
    let bare = if title < end { title } else { start };
    let titled = bare > start
        && (frame.tokens[start..bare].iter().any(|token| token.is(Facts::HONORIFIC.and(Facts::ROLE)))
            || follows_office(frame, start));
    let words = &frame.tokens[bare..end];
    // "The Speaker" and "Congress" name nobody by themselves; roles are read as descriptions.
    if words.len() == 1 && words[0].is(Facts::OFFICE.and(Facts::HONORIFIC)) && !words[0].is(Facts::GIVEN) {
        return None;
    }
    if is_office_alone(frame, bare, words) {
        return None;
    }
    // "actress America Roux": a lower-case part before a name says that it is a person's.
    let after_part = start
        .checked_sub(1)
        .is_some_and(|at| frame.tokens[at].is_lower() && frame.tokens[at].is(Facts::ROLE));
    let person = titled || after_part && words.len() > 1;
    let bearer = if person { Bearer::Person } else { bearer(frame, words, bare) };
    let gender = gender(frame, &frame.tokens[start..bare], words);
    // "Secretary of" belongs to the title; in "director for Mr. Ruiz" it does not.
    let addressed = frame.tokens[start].is(Facts::HONORIFIC);
    let start = office_of(frame, start).filter(|_| bare > start && !addressed).unwrap_or(start);
    Some(Name { start, end, bare, bearer, gender, titled })
}

/// "The Prime Minister": an office with capitals, and nobody’s name.
fn is_office_alone(frame: &Frame, bare: usize, words: &[Token]) -> bool {
    let [before @ .., last] = words else { return false };
    let is_title = |token: &Token| token.shape == Shape::Word(Case::Title) && !token.possessive;
    let part = |token: &Token| is_title(token) && token.is(Facts::ADJECTIVE.and(Facts::ROLE));
    let the = bare.checked_sub(1).is_some_and(|at| frame.tokens[at].is(Facts::DETERMINER));
    the && is_title(last)
        && last.is(Facts::OFFICE)
        && !last.is(Facts::GIVEN)
        && !before.is_empty()
        && before.iter().all(part)
}

/// The end of the titles, offices and parties at the head of a run: "House Speaker" in "House Speaker Paul Ryan". After a given name
/// it takes more: "Ruiz adviser John Roux" has a title in it, "Owen Tarrant Jr." has not.
fn title_end(frame: &Frame, start: usize, end: usize) -> usize {
    let title = Facts::HONORIFIC.and(Facts::ROLE);
    let after_given = frame.tokens[start].is(Facts::GIVEN) && !frame.tokens[start].is(Facts::HONORIFIC);
    let is_title = |at: &usize| {
        let token = &frame.tokens[*at];
        let rest = end - at - 1;
        let enough = if after_given { rest > 1 } else { rest > 0 };
        let suffix_only = rest == 1 && frame.tokens[at + 1].is(Facts::SUFFIX);
        token.is(title)
            && !token.possessive
            && (!token.is(Facts::GIVEN) || token.is(Facts::HONORIFIC))
            && enough
            && !suffix_only
    };
    let last = (start..end).rev().find(is_title).map_or(start, |at| at + 1);
    // "Attorney General of Ontario": an office named in full, not a title before a name.
    let mut bare = last;
    while bare + 2 < end && frame.tokens[bare].is(Facts::PARTY) && !frame.tokens[bare].is(Facts::GIVEN) {
        bare += 1;
    }
    bare
}

/// "State" in "Secretary of State Ana Roux": where the department of an office ends and a first name with a surname begins.
fn department_end(frame: &Frame, start: usize, end: usize) -> Option<usize> {
    let mut inside = start + 1..end.saturating_sub(1);
    // "SHP" in « la présidente de la SHP Magali Roux ».
    let acronym = frame.tokens[start].shape == Shape::Word(Case::Upper) && frame.tokens[start].span.len() > 1;
    let given = inside.find(|at| frame.tokens[*at].is(Facts::GIVEN) || acronym && *at == start + 1)?;
    follows_office(frame, start).then_some(given)
}

/// Whether an office and "of" or "for" stand before a token: "secretary of", "Minister for", « ministre de l’ ».
fn follows_office(frame: &Frame, at: usize) -> bool {
    office_of(frame, at).is_some()
}

/// The token of the office that a name's first token belongs to: "secretary" in "secretary of State".
fn office_of(frame: &Frame, at: usize) -> Option<usize> {
    let before = |at: usize| at.checked_sub(1);
    let last = before(at)?;
    let article = matches!(frame.words(last, at), "la" | "l’" | "l'");
    let of = if article { before(last)? } else { last };
    let links = match frame.words(of, of + 1) {
        "de" => true,
        "of" | "for" | "des" | "du" => !article,
        _ => false,
    };
    before(of).filter(|office| links && frame.tokens[*office].is(Facts::OFFICE))
}

fn bearer(frame: &Frame, words: &[Token], bare: usize) -> Bearer {
    let Some(first) = words.first() else { return Bearer::Unknown };
    let last = words.last().unwrap_or(first);
    let has = |facts: Facts| words.iter().any(|token| token.is(facts));
    if names_seat(frame, bare + words.len() - 1) {
        return Bearer::Place;
    }
    if words.len() > 1 && first.is(Facts::GIVEN) && !last.is(Facts::ORGANISATION.without(Facts::PLACE)) {
        return Bearer::Person;
    }
    if has(Facts::ORGANISATION.and(Facts::GROUP)) {
        return Bearer::Body;
    }
    // A month by itself is read as a name only where it is a surname: "May said".
    let time = words.len() > 1 && last.is(Facts::TIME);
    let place = last.is(Facts::PLACE) || time || first.is(Facts::PLACE);
    if words.len() == 1 && last.is(Facts::PLACE.and(Facts::PARTY)) || place && !first.is(Facts::GIVEN) {
        return Bearer::Place;
    }
    // The « d’ » of « celle d’Ana Ruiz » is no article.
    let is_article =
        |at: usize| frame.tokens[at].is(Facts::DETERMINER) && !matches!(frame.words(at, at + 1), "d’" | "d'");
    let after_the = bare.checked_sub(1).is_some_and(is_article);
    let acronym = words.len() == 1 && last.shape == Shape::Word(Case::Upper) && !is_label(frame, bare);
    match words.len() {
        _ if after_the || acronym => Bearer::Body,
        1 => Bearer::Unknown,
        2..=5 => Bearer::Person,
        _ => Bearer::Body,
    }
}

/// "Malkia Roux": of the first names in the table that end so, nineteen in twenty are women’s.
fn ends_as_woman(frame: &Frame, first: &Token) -> bool {
    let word = first.span.slice(frame.text);
    first.facts.is_plain() && word.len() > 3 && word.ends_with(['a', 'à'])
}

/// `WALLACE: Why now?`: a word in capitals that labels its paragraph is a surname.
fn is_label(frame: &Frame, at: usize) -> bool {
    let shape = |at: Option<usize>| at.and_then(|at| frame.token(at)).map(|token| token.shape);
    let heads = shape(at.checked_sub(1)).is_none_or(|before| before == Shape::Break);
    heads && shape(Some(at + 1)) == Some(Shape::Colon)
}

/// He or she, by the title, else by the given name.
fn gender(frame: &Frame, title: &[Token], words: &[Token]) -> Facts {
    let known = Facts::MALE.and(Facts::FEMALE);
    let by_title = title.iter().map(|token| token.facts.only(known)).fold(Facts::default(), Facts::and);
    if by_title != Facts::default() {
        return by_title;
    }
    match words.first() {
        // "Christie" alone may be a surname; whoever bears it as a first name says so in `people`.
        Some(first) if first.is(Facts::GIVEN) && words.len() > 1 => first.facts.only(known),
        Some(first) if words.len() > 1 && ends_as_woman(frame, first) => Facts::FEMALE,
        _ => Facts::default(),
    }
}
