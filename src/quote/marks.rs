//! Quotation marks to the stretches of text between them.
//!
//! A paragraph is paired by itself, so that a mark left out or turned the wrong way spoils no other paragraph. Marks inside a
//! quotation are part of it.

use super::lexicon::Facts;
use super::quotable;
use super::token::MarkKind;
use super::token::Shape;
use super::token::Side;
use super::token::Token;
use crate::text::Span;

/// A stretch between two marks.
#[derive(Clone, Copy, Debug)]
pub(super) struct Marked {
    /// Its first and last token: the marks, or the last token of a paragraph that does not close.
    pub(super) tokens: (usize, usize),
    /// The words, without marks and blanks.
    pub(super) words: Span,
    /// Whether it runs to the end of its paragraph without a closing mark.
    pub(super) open_ended: bool,
    /// Whether it is the title of a work by its capitals and by what stands before it.
    pub(super) is_title: bool,
    /// Whether the layout alone sets it off, as a turn of its own: nobody's words are carried on into it.
    pub(super) is_turn: bool,
}

/// All stretches between outer marks, in order.
pub(super) fn marked(text: &str, tokens: &[Token]) -> Vec<Marked> {
    let mut found = Vec::new();
    let mut start = 0;
    for end in (0..=tokens.len()).filter(|at| tokens.get(*at).is_none_or(|token| token.shape == Shape::Break))
    {
        if tokens[start..end].iter().any(|token| matches!(token.shape, Shape::Mark(_))) {
            pair(text, tokens, (start, end), &mut found);
        }
        start = end + 1;
    }
    found
}

/// The tokens of one paragraph, and the pairs being made of them.
struct Paragraph<'a> {
    text: &'a str,
    tokens: &'a [Token],
    start: usize,
    end: usize,
    /// Whether its guillemets point inward: `»Non«, dit-il.`
    inward: bool,
}

fn pair(text: &str, tokens: &[Token], (start, end): (usize, usize), found: &mut Vec<Marked>) {
    let inward = points_inward(&tokens[start..end]);
    let paragraph = Paragraph { text, tokens, start, end, inward };
    let mut pairs = match paragraph.nested() {
        Some(pairs) => pairs,
        None => paragraph.flat(),
    };
    paragraph.add_singles(&mut pairs);
    pairs.sort_unstable();
    found.extend(pairs.into_iter().filter_map(|pair| paragraph.stretch(pair)));
}

/// Whether the first guillemet closes and the last one opens.
fn points_inward(tokens: &[Token]) -> bool {
    let side = |token: &Token| match token.shape {
        Shape::Mark(mark) if mark.kind == MarkKind::Guillemet => Some(mark.side),
        _ => None,
    };
    let first = tokens.iter().find_map(side);
    first == Some(Side::Closing) && tokens.iter().rev().find_map(side) == Some(Side::Opening)
}

/// Marks deeper than this are noise, not quotations in quotations.
const DEEPEST: usize = 8;

type Pair = (usize, Option<usize>);

impl Paragraph<'_> {
    fn mark(&self, at: usize) -> Option<(MarkKind, Side)> {
        match self.tokens.get(at)?.shape {
            Shape::Mark(mark) if mark.kind == MarkKind::Guillemet => {
                Some((mark.kind, self.turned(at, mark.side)))
            }
            Shape::Mark(mark) => Some((mark.kind, mark.side)),
            _ => None,
        }
    }

    /// The side of a guillemet here. One that heads a paragraph opens it whichever way it points: French papers repeat the
    /// closing one before every further paragraph of a quotation.
    fn turned(&self, at: usize, side: Side) -> Side {
        match side {
            Side::Closing if self.inward || at == self.start => Side::Opening,
            Side::Opening if self.inward => Side::Closing,
            _ => side,
        }
    }

    /// Pairs as brackets pair, if they all do: `"He said "no" to me," she said`.
    fn nested(&self) -> Option<Vec<Pair>> {
        let (mut pairs, mut open) = (Vec::new(), Vec::new());
        for at in self.start..self.end {
            match self.mark(at) {
                None | Some((MarkKind::Single, _)) => {}
                Some((_, Side::Opening)) => open.push(at),
                Some((_, Side::Either)) if open.is_empty() => open.push(at),
                Some(_) => {
                    let first = open.pop()?;
                    if open.is_empty() {
                        pairs.push((first, Some(at)));
                    }
                }
            }
            if open.len() > DEEPEST {
                return None;
            }
        }
        match open.as_slice() {
            [] => Some(pairs),
            [only] => {
                pairs.push((*only, self.shared_close(*only)));
                Some(pairs)
            }
            _ => None,
        }
    }

    /// `« Il m’a dit : « Non », raconte Ana Ruiz.`: French lets one mark close an inner quotation and the outer one, if the next
    /// paragraph does not go on.
    fn shared_close(&self, open: usize) -> Option<usize> {
        let guillemet = |at: usize| matches!(self.mark(at), Some((MarkKind::Guillemet, _)));
        let goes_on = matches!(self.tokens.get(self.end + 1).map(|token| token.shape), Some(Shape::Mark(_)));
        let last = (open + 1..self.end).rev().find(|at| guillemet(*at))?;
        (guillemet(open) && !goes_on).then_some(last)
    }

    /// Pairs where some mark is missing or wrong: each mark that opens also closes what was open before it.
    fn flat(&self) -> Vec<Pair> {
        let (mut pairs, mut open): (Vec<Pair>, Option<usize>) = (Vec::new(), None);
        for at in self.start..self.end {
            match (self.mark(at), open) {
                (None | Some((MarkKind::Single, _)), _) => {}
                (Some((_, Side::Closing)), None) => {}
                (Some((_, Side::Opening)), Some(first)) => {
                    pairs.push((first, Some(at - 1)));
                    open = Some(at);
                }
                (Some(_), None) => open = Some(at),
                (Some(_), Some(first)) => {
                    pairs.push((first, Some(at)));
                    open = None;
                }
            }
        }
        pairs.extend(open.map(|first| (first, None)));
        pairs
    }

    /// `'He said "no" to me,' said Ruiz.`: single marks around double ones, which are then part of the words between them. The outer
    /// ones must be beyond doubt, for apostrophes look alike: they open a paragraph or follow a stop, and close behind one.
    fn outer_singles(&self, pairs: &[Pair]) -> Vec<Pair> {
        // Further from the double marks than this nothing is looked for, so that no text costs its square.
        const REACH: usize = 400;
        let mut outer = Vec::new();
        let single = |at: usize| matches!(self.mark(at), Some((MarkKind::Single, _)));
        if !(self.start..self.end).any(single) {
            return outer;
        }
        let mut from = self.start;
        for (first, last) in pairs.iter().map(|(first, last)| (*first, last.unwrap_or(self.end))) {
            let opens = |at: &usize| self.opens_single(*at) && self.single_close(*at, first).is_none();
            let closes = |at: &usize| self.closes_single(*at) && !is_inside(*at, pairs);
            let open = (from.max(first.saturating_sub(REACH))..first).find(opens);
            let close = open.and_then(|_| (last + 1..self.end.min(last + REACH)).find(closes));
            outer.extend(open.zip(close).map(|(open, close)| (open, Some(close))));
            from = from.max(close.unwrap_or(last) + 1);
        }
        outer
    }

    fn opens_single(&self, at: usize) -> bool {
        let begins = at == self.start
            || matches!(self.tokens[at - 1].shape, Shape::Stop | Shape::Comma | Shape::Colon | Shape::Dash);
        begins && self.mark(at) == Some((MarkKind::Single, Side::Opening)) && !self.is_clipped(at)
    }

    fn closes_single(&self, at: usize) -> bool {
        matches!(self.mark(at), Some((MarkKind::Single, Side::Closing | Side::Either)))
            && matches!(self.tokens[at - 1].shape, Shape::Stop | Shape::Comma | Shape::Mark(_))
    }

    /// Single marks outside double ones: headlines, and the British style.
    fn add_singles(&self, pairs: &mut Vec<Pair>) {
        let outer = self.outer_singles(pairs);
        pairs.retain(|(first, _)| !is_inside(*first, &outer));
        pairs.extend(outer);
        pairs.sort_unstable();
        let doubles = pairs.clone();
        let mut next_double = 0;
        let mut at = self.start;
        while at < self.end {
            while doubles.get(next_double).is_some_and(|(_, close)| close.unwrap_or(self.end) < at) {
                next_double += 1;
            }
            let (from, close) = doubles.get(next_double).copied().unwrap_or((self.end, None));
            if at >= from {
                at = close.unwrap_or(self.end) + 1;
                continue;
            }
            match self.single_close(at, from) {
                Some(close) => {
                    pairs.push((at, Some(close)));
                    at = close + 1;
                }
                None => at += 1,
            }
        }
    }

    /// The single mark before `limit` that closes the one at `open`. One after an "s" may be a possessive ("workers’ rights"), so a
    /// later one is preferred to it, and of two such the second if it follows close upon the first.
    fn single_close(&self, open: usize, limit: usize) -> Option<usize> {
        let side = |at: usize| match self.mark(at) {
            Some((MarkKind::Single, side)) => Some(side).filter(|_| !self.is_clipped(at)),
            _ => None,
        };
        if side(open)? != Side::Opening || !self.tokens.get(open + 1).is_some_and(Token::is_word) {
            return None;
        }
        const CLOSE: usize = 3;
        let mut possible: Option<usize> = None;
        for at in open + 1..limit {
            match side(at) {
                Some(Side::Opening) => break,
                Some(_) if self.after_s(at) => {
                    possible = possible.filter(|first| at - first > CLOSE).or(Some(at));
                }
                Some(_) => return Some(at),
                None => {}
            }
        }
        possible
    }

    /// `'em`, `the '90s`: an apostrophe for what is left out before a word.
    fn is_clipped(&self, at: usize) -> bool {
        let end = self.tokens[at].span.end();
        let Some(next) = self.tokens.get(at + 1).filter(|next| next.span.start() == end) else {
            return false;
        };
        let word = next.span.slice(self.text);
        let decade = next.shape == Shape::Number && word.len() == 3 && word.ends_with('s');
        decade || next.is(Facts::CLIPPED) && next.is_lower()
    }

    fn after_s(&self, at: usize) -> bool {
        let before = self.tokens.get(at.wrapping_sub(1)).filter(|token| token.is_word());
        let next_is_word = self.tokens.get(at + 1).is_some_and(Token::is_word);
        next_is_word && before.is_some_and(|token| token.span.slice(self.text).ends_with(['s', 'S']))
    }

    /// `“No, he wrote.`: the comma after which a mark that never closes was to close.
    fn lost_close(&self, open: usize) -> Option<usize> {
        const LONGEST: usize = 5;
        let stop = self.end.checked_sub(1).filter(|at| self.tokens[*at].shape == Shape::Stop)?;
        let clause = (open + 1..stop).rev().take(LONGEST).take_while(|at| self.tokens[*at].is_word());
        let subject = self.end - 1 - clause.count();
        let comma =
            subject.checked_sub(1).filter(|at| *at > open && self.tokens[*at].shape == Shape::Comma)?;
        let says = |at: usize| self.tokens[at].is_lower() && self.tokens[at].is(Facts::SAY);
        let named =
            |at: usize| self.tokens[at].is_capital() || self.tokens[at].is(Facts::MALE.and(Facts::FEMALE));
        let (first, last) = (subject, stop - 1);
        let inverted = says(first) && (first + 1..stop).all(named);
        (first < last && (inverted || says(last) && (first..last).all(named))).then_some(comma)
    }

    fn stretch(&self, (open, close): Pair) -> Option<Marked> {
        let close = close.or_else(|| self.lost_close(open));
        let last = close.unwrap_or(self.end.saturating_sub(1));
        let (first_token, last_token) = (self.tokens.get(open)?, self.tokens.get(last)?);
        // A lost mark belongs behind the comma that was to stand before it.
        let closed = close.is_some() && last > open && self.mark(last).is_some();
        let end = if closed { last_token.span.start() } else { last_token.span.end() };
        let raw = Span::between(first_token.span.end() as usize, end.max(first_token.span.end()) as usize);
        let words = trimmed(self.text, raw);
        let is_title = close.is_some() && quotable::is_title(self.text, self.tokens, open, last);
        (!words.is_empty()).then_some(Marked {
            tokens: (open, last),
            words,
            open_ended: close.is_none(),
            is_title,
            is_turn: false,
        })
    }
}

/// Whether a token stands behind the opening mark of a pair and not behind its end; the pairs are in order and apart.
fn is_inside(at: usize, pairs: &[Pair]) -> bool {
    let before = pairs.partition_point(|(open, _)| *open < at);
    before.checked_sub(1).is_some_and(|pair| pairs[pair].1.is_none_or(|close| at <= close))
}

const MARKS: &[char] = &['“', '”', '„', '"', '«', '»', '‹', '›'];

/// A span without the blanks at its ends, and without marks there that have no partner inside: a mark typed twice, or one left over.
/// `Il a dit “non”` keeps its marks.
fn trimmed(text: &str, span: Span) -> Span {
    let words = span.slice(text);
    let tight = words.trim();
    let at_ends = usize::from(tight.starts_with(MARKS)) + usize::from(tight.ends_with(MARKS));
    let left_over = at_ends > 0
        && (tight.matches(MARKS).take(3).count() <= at_ends || tight.trim_matches(MARKS).is_empty());
    let goes = |c: char| c.is_whitespace() || left_over && MARKS.contains(&c);
    let start = words.len() - words.trim_start_matches(goes).len();
    let end = words.trim_end_matches(goes).len().max(start);
    Span::between(span.start() as usize + start, span.start() as usize + end)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::quote::lexicon::Lexicon;
    use crate::quote::read::tokens;

    fn found(text: &str) -> Vec<&str> {
        marked(text, &tokens(text, Lexicon::of(None))).iter().map(|marked| marked.words.slice(text)).collect()
    }

    #[test]
    fn every_kind_of_mark_pairs() {
        for (text, expected) in [
            ("“No,” he said. “Never.”", vec!["No,", "Never."]),
            ("\"No,\" he said. \"Never.\"", vec!["No,", "Never."]),
            ("« Non », dit-il.", vec!["Non"]),
            ("``No,'' he said. ''Never.''", vec!["No,", "Never."]),
            ("‘I’ve never said so’", vec!["I’ve never said so"]),
            ("‘The workers’ rights’ are gone", vec!["The workers’ rights"]),
            ("“No,\" he said.", vec!["No,"]),
            ("“No,“ he said. ”Never.”", vec!["No,", "Never."]),
            ("““No,”” he said. \"\"Never.\"\"", vec!["No,", "Never."]),
            ("»Non«, dit-il. »Jamais.«", vec!["Non", "Jamais."]),
            ("« Il m’a dit : « Non », raconte-t-il.", vec!["Il m’a dit : « Non"]),
            ("« Non.\n\n» Jamais », dit-il.", vec!["Non.", "Jamais"]),
            ("â€œNo,â€ he said. â€œDonâ€™t.â€", vec!["No,", "Donâ€™t."]),
            ("It's the '90s, isn't it?", vec![]),
            ("'We knew it in the '90s,' he said.", vec!["We knew it in the '90s,"]),
            ("'I love 'em,' he said. 'They’re good.'", vec!["I love 'em,", "They’re good."]),
            (
                "'The councillors' offer was poor,' he said. 'Late.'",
                vec!["The councillors' offer was poor,", "Late."],
            ),
            (
                "'It was late,' he said. 'The councillors' offer was poor.'",
                vec!["It was late,", "The councillors' offer was poor."],
            ),
        ] {
            assert_eq!(found(text), expected, "{text}");
        }
    }

    #[test]
    fn inner_marks_belong_to_the_outer_quotation() {
        assert_eq!(found("“He said ‘no’ to me,” she said."), ["He said ‘no’ to me,"]);
        assert_eq!(found("\"He said \"no\" to me,\" she said."), ["He said \"no\" to me,"]);
        assert_eq!(found("« Il a dit “non” », dit-elle."), ["Il a dit “non”"]);
        assert_eq!(found("'He said \"no\" to me,' she said. 'No.'"), ["He said \"no\" to me,", "No."]);
        assert_eq!(found("‘He said “no”,’ she said. “No.”"), ["He said “no”,", "No."]);
        assert_eq!(found("The '90s gave us \"no\", and the workers' rights."), ["no"]);
    }

    #[test]
    fn a_missing_mark_spoils_its_own_paragraph_only() {
        assert_eq!(found("“No.\n\n“Never,” he said."), ["No.", "Never,"]);
        assert_eq!(found("No,” he said.\n\n“Never,” he said."), ["Never,"]);
        assert_eq!(found("“No, “he said. “Never.”"), ["No,", "he said.", "Never."]);
    }

    #[test]
    fn stretches_are_apart() {
        for text in ["„, ‘«“‘›‘", "“, ‘““'''â€™Maria", "‘a, ‘“b,’ c”, ‘d” “e.’ ‘“f"]
        {
            let all = marked(text, &tokens(text, Lexicon::of(None)));
            assert!(all.windows(2).all(|pair| pair[0].tokens.1 < pair[1].tokens.0), "{text}: {all:?}");
        }
    }

    #[test]
    fn only_marks_are_nothing() {
        assert!(found(&"“".repeat(10_000)).len() < 2);
        assert!(found(&"“”".repeat(1_000)).is_empty());
    }
}
