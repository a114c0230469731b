//! What the article states of somebody beside the name: an office before it, a part in front of it or behind it.

use super::frame::Frame;
use super::lexicon::Facts;
use super::names::Name;
use super::token::Shape;
use crate::text::fold;

/// "Senator", "campaign manager": the offices and parts printed straight before a name. "The governor said Ruiz" is no such part.
pub(super) fn roles_before(frame: &Frame, name: &Name) -> Vec<String> {
    let ends = Facts::PREPOSITION.and(Facts::CONJUNCTION).and(Facts::BE).and(Facts::AUXILIARY);
    let is_part = |at: &usize| {
        let token = &frame.tokens[*at];
        token.is_lower() && !token.is(ends) && (token.is(Facts::ROLE) || !token.is(Facts::CUE))
    };
    let lower = (0..name.start).rev().take(3).take_while(is_part);
    let printed = (name.start..name.bare).chain(lower);
    printed.filter(|at| frame.tokens[*at].is(Facts::ROLE)).map(|at| fold(frame.words(at, at + 1))).collect()
}

/// "ministre" in « La ministre de la Santé, Maria Ruiz, »: the part that a comma ties to the name after it.
pub(super) fn role_in_front(frame: &Frame, name: &Name) -> Option<String> {
    const REACH: usize = 8;
    let comma = name.start.checked_sub(1).filter(|at| frame.tokens[*at].shape == Shape::Comma)?;
    let is_role = |at: usize| frame.tokens[at].is(Facts::ROLE) && !frame.tokens[at].is(Facts::CUE);
    let words = (0..comma).rev().take(REACH).take_while(|at| frame.tokens[*at].is_word());
    let role = words.filter(|at| is_role(*at)).last()?;
    let opens =
        role.checked_sub(1).is_some_and(|at| frame.tokens[at].is(Facts::DETERMINER.and(Facts::ADJECTIVE)));
    opens.then(|| fold(frame.words(role, role + 1)))
}

/// "mayor" in "Maria Ruiz, the mayor of Northfield,": the first part named after the comma.
pub(super) fn roles_after(frame: &Frame, name: &Name) -> Option<String> {
    // "the former deputy prime minister": more words than this before the office are another clause.
    const REACH: usize = 6;
    let comma = frame.token(name.end)?;
    let opens = frame.token(name.end + 1)?;
    let apposition = comma.shape == Shape::Comma
        && (opens.is(Facts::DETERMINER) || opens.is(Facts::ROLE) || opens.is_lower());
    if !apposition {
        return None;
    }
    let clause = (name.end + 1..frame.tokens.len()).take(REACH).take_while(|at| {
        let token = &frame.tokens[*at];
        token.is_word()
            && !token.is(Facts::PREPOSITION.and(Facts::BE).and(Facts::AUXILIARY).and(Facts::PRONOUN))
    });
    let role = clause.filter(|at| frame.tokens[*at].is(Facts::ROLE)).last()?;
    Some(fold(frame.words(role, role + 1)))
}

/// "MP" in "MP Han Dong", "Prime Minister": the office printed before a name, forms of address left out.
pub(super) fn title(frame: &Frame, name: &Name) -> Option<String> {
    let start = (name.start..name.bare).find(|at| !frame.tokens[*at].is(Facts::HONORIFIC))?;
    let office = (start..name.bare).any(|at| frame.tokens[at].is(Facts::ROLE));
    office.then(|| frame.words(start, name.bare).to_string())
}

/// "mayor of Northfield" in "Maria Ruiz, the mayor of Northfield,": an aside that states an office, without its article.
pub(super) fn apposition(frame: &Frame, name: &Name) -> Option<String> {
    // Longer asides tell a story.
    const LONGEST: usize = 9;
    let role_at = roles_after(frame, name).map(|_| name.end + 1)?;
    let start = role_at + usize::from(frame.tokens[role_at].is(Facts::DETERMINER));
    let end = (start..frame.tokens.len()).take(LONGEST).find(|at| !frame.tokens[*at].is_word())?;
    let closes = matches!(frame.tokens[end].shape, Shape::Comma | Shape::Stop | Shape::Dash | Shape::Break);
    let clause =
        frame.tokens[start..end].iter().any(|token| token.is(Facts::RELATIVE.and(Facts::CUE).and(Facts::BE)));
    (closes && !clause && start < end).then(|| frame.words(start, end).to_string())
}
