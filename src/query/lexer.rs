//! Query text to lexemes: brackets, operators, fields, phrases and words, each with its place.

use super::hints;
use super::marks::marks_at;
use super::marks::phrase_at;
use super::operator;
use super::operator::MOST;
use super::operator::Nearness;
use super::operator::Operator;
use super::report::Report;
use crate::error::ErrorKind;
use crate::error::QueryFault;
use crate::fields;
use crate::fields::Field;
use crate::text::Span;

/// One piece of a query.
#[derive(Clone, Copy, Debug)]
pub(super) struct Lexeme {
    pub(super) token: Token,
    pub(super) span: Span,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Token {
    /// `(`
    Open,
    /// `)`
    Close,
    And,
    Or,
    Not,
    /// `W/5` and its like.
    Near(Nearness),
    /// `ATLEAST/3` before what is counted.
    AtLeast(u32),
    /// `-` before something that shall not be there.
    Minus,
    /// A known field and its colon.
    Field(&'static Field),
    /// What stands between blanks; not yet divided into words, because a date or an address is not.
    Word,
    /// An address, which needs no field.
    Address,
    /// The words between two quotation marks.
    Phrase(Span),
    /// The words between two quotation marks, in any order, with so many others among them: `"…"~10`.
    Window(Span, u32),
    /// `*`
    Everything,
}

impl Token {
    /// Whether something to search for can begin here, so that a field may hold for it.
    pub(super) fn is_value(self) -> bool {
        matches!(
            self,
            Token::Open
                | Token::Word
                | Token::Address
                | Token::Phrase(_)
                | Token::Window(..)
                | Token::Everything
        )
    }

    /// Whether this begins something to search for, its field and its `NOT` included.
    pub(super) fn is_operand(self) -> bool {
        self.is_value() || matches!(self, Token::Field(_) | Token::Not | Token::Minus | Token::AtLeast(_))
    }
}

/// Cuts a query into lexemes. A quotation mark without its partner is named and passed over.
pub(super) fn lex(text: &str, report: &mut Report) -> Vec<Lexeme> {
    let mut lexer = Lexer { text, at: 0, lexemes: Vec::new(), report };
    while let Some(c) = lexer.rest().chars().next() {
        lexer.step(c);
    }
    lexer.lexemes
}

struct Lexer<'t> {
    text: &'t str,
    at: usize,
    lexemes: Vec<Lexeme>,
    report: &'t mut Report,
}

impl<'t> Lexer<'t> {
    fn rest(&self) -> &'t str {
        self.text.get(self.at..).unwrap_or_default()
    }

    fn push(&mut self, token: Token, end: usize) {
        self.lexemes.push(Lexeme { token, span: Span::between(self.at, end) });
        self.at = end;
    }

    fn step(&mut self, c: char) {
        let after = self.at + c.len_utf8();
        match c {
            _ if c.is_whitespace() => self.at = after,
            '(' => self.push(Token::Open, after),
            ')' => self.push(Token::Close, after),
            '^' if self.weight().is_some() => self.weigh(),
            '-' if self.excludes() => self.push(Token::Minus, after),
            '‘' if self.at_word_start() && phrase_at(self.text, self.at).is_some() => self.phrase(after),
            _ if marks_at(self.text, self.at) => self.phrase(after),
            _ => self.chunk(),
        }
    }

    fn phrase(&mut self, start: usize) {
        let Some((end, after)) = phrase_at(self.text, self.at) else {
            let mark = Span::between(self.at, start);
            self.report.complain(ErrorKind::UnclosedPhrase, self.text, mark);
            self.at = start;
            return;
        };
        let inside = Span::between(start, end);
        match self.text[after..].strip_prefix('~') {
            None => self.push(Token::Phrase(inside), after),
            Some(rest) => {
                let length = rest.find(|c: char| !c.is_ascii_digit() && c != '.').unwrap_or(rest.len());
                let figures = rest[..length].trim_end_matches('.');
                let sign = Span::between(after, after + "~".len() + figures.len());
                let token = self.window(inside, sign, figures);
                self.push(token, sign.end() as usize);
            }
        }
    }

    /// `"…"~10`: its number is how many other words there may be.
    fn window(&mut self, inside: Span, sign: Span, figures: &str) -> Token {
        let others = figures.parse().ok().filter(|others| *others <= MOST);
        if others.is_none() {
            let sign_text = sign.slice(self.text).to_string();
            let fault = QueryFault::Count { sign: sign_text, least: 0, most: MOST };
            self.report.complain(ErrorKind::Query(fault), self.text, sign);
        }
        others.map_or(Token::Phrase(inside), |others| Token::Window(inside, others))
    }

    /// The length of `^2`, by which other programs let a word weigh more, behind a word, a phrase or a bracket.
    fn weight(&self) -> Option<usize> {
        let before = self.text[..self.at].chars().next_back()?;
        let figures = self.rest().strip_prefix('^')?;
        let length = figures.find(|c: char| !c.is_ascii_digit() && c != '.').unwrap_or(figures.len());
        (length > 0 && !before.is_whitespace() && before != '(').then_some("^".len() + length)
    }

    fn weigh(&mut self) {
        let length = self.weight().unwrap_or("^".len());
        let sign = &self.rest()[..length];
        self.report.notes.push(format!("`{sign}` changes nothing: no word is made to weigh more here"));
        self.at += length;
    }

    /// `dong -ke` excludes; `Jean-Guy` and `budget - deficit` do not.
    fn excludes(&self) -> bool {
        let before = self.text[..self.at].chars().next_back();
        let after = self.rest().chars().nth(1);
        before.is_none_or(|c| c.is_whitespace() || c == '(')
            && after.is_some_and(|c| !c.is_whitespace() && c != ')')
    }

    fn at_word_start(&self) -> bool {
        !self.text[..self.at].chars().next_back().is_some_and(char::is_alphanumeric)
    }

    /// Reads up to a blank, a bracket or a quotation mark.
    fn chunk(&mut self) {
        let (text, at) = (self.text, self.at);
        if is_address(self.rest()) {
            return self.push(Token::Address, address_end(text, at));
        }
        if let Some((length, spelling)) = operator::around(self.rest()) {
            let token = self.operator(spelling, &text[at..at + length]);
            return self.push(token, at + length);
        }
        if let Some((name, sign)) = name_and_sign(self.rest())
            && self.named(name, sign)
        {
            return;
        }
        if self.field_with_blank() {
            return;
        }
        let end = end_of(text, at, |c| matches!(c, '(' | ')'));
        let chunk = without_weight(&text[at..end]);
        let end = at + chunk.len();
        let token = match (operator::read(chunk), chunk) {
            (Some(spelling), _) => self.operator(spelling, chunk),
            (None, "*") => Token::Everything,
            _ => Token::Word,
        };
        self.push(token, end);
    }

    fn operator(&mut self, spelling: operator::Spelling, typed: &str) -> Token {
        let operator = spelling.operator;
        if !spelling.in_bounds {
            let fault = QueryFault::Count { sign: typed.to_string(), least: 1, most: MOST };
            let span = Span::between(self.at, self.at + typed.len());
            self.report.complain(ErrorKind::Query(fault), self.text, span);
        } else if spelling.foreign {
            self.report.notes.push(format!("`{typed}` is read as `{}`", operator.sign()));
        }
        match operator {
            Operator::And => Token::And,
            Operator::Or => Token::Or,
            Operator::Not => Token::Not,
            Operator::Near(nearness) => Token::Near(nearness),
            Operator::AtLeast(times) => Token::AtLeast(times),
        }
    }

    /// `titre : urgence`. Whether it was one.
    fn field_with_blank(&mut self) -> bool {
        let Some((name, length)) = name_blank_colon(self.rest()) else { return false };
        let Some(field) = fields::named(name) else { return false };
        self.report.notes.push(format!("`{name} :` is read as `{}:`", field.name));
        self.push(Token::Field(field), self.at + length);
        true
    }

    /// A known field, one of another program, or else a word that happens to have a colon after it. Whether it was read.
    fn named(&mut self, name: &str, sign: char) -> bool {
        let after = self.at + name.len() + sign.len_utf8();
        let glued = self.text[after..].chars().next().is_some_and(|c| !c.is_whitespace());
        let known = if sign == ':' { fields::named(name) } else { None };
        // `Source: the mill` is a headline.
        let foreign = hints::foreign(name, sign).filter(|_| known.is_none() && glued);
        let field = known.or_else(|| foreign.as_ref()?.field);
        match foreign {
            Some(foreign) => self.report.notes.push(foreign.note),
            None if known.is_none() && sign == ':' => {
                self.report.notes.extend(hints::unknown_field(name, glued));
            }
            None => {}
        }
        match field {
            // The bracket is read as one, and `<` as part of a date.
            Some(field) => {
                let is_read_again = matches!(sign, '(' | '<' | '>');
                self.push(Token::Field(field), if is_read_again { after - 1 } else { after });
            }
            None if sign == ':' => {
                self.push(Token::Word, after - 1);
                self.at = after;
            }
            None => return false,
        }
        true
    }
}

/// The length of `titre :`, as a French keyboard types it, and the name in it; nothing where nothing stands behind it.
fn name_blank_colon(text: &str) -> Option<(&str, usize)> {
    let name = &text[..text.find(|c: char| c.is_whitespace())?];
    let behind = text[name.len()..].trim_start();
    let value = behind.strip_prefix(':')?;
    let is_value = value.trim_start().starts_with(|c: char| !matches!(c, ':' | ')'));
    is_value.then(|| (name, text.len() - value.len()))
}

/// `mill` of `mill^2`.
fn without_weight(chunk: &str) -> &str {
    let mut rest = chunk;
    while let Some((word, figures)) = rest.rsplit_once('^') {
        let weight = !figures.is_empty() && figures.chars().all(|c| c.is_ascii_digit() || c == '.');
        if !weight || word.is_empty() {
            break;
        }
        rest = word;
    }
    rest
}

/// Where the piece that begins at `at` ends: at a blank, a quotation mark or a character that `stops` it.
fn end_of(text: &str, at: usize, stops: impl Fn(char) -> bool) -> usize {
    text[at..]
        .char_indices()
        .map(|(offset, c)| (at + offset, c))
        .find(|&(place, c)| place > at && (c.is_whitespace() || stops(c) || marks_at(text, place)))
        .map_or(text.len(), |(place, _)| place)
}

/// `title` and `:` of `title:caucus`, `older_than` and `:` of `older_than:7d`, `hd` and `=` of `hd=caucus`; nothing of `10:30`.
fn name_and_sign(text: &str) -> Option<(&str, char)> {
    let is_apostrophe = |c| matches!(c, '\'' | '’');
    let (name, rest) =
        text.split_at(text.find(|c: char| !c.is_alphabetic() && c != '_' && !is_apostrophe(c))?);
    // `jusqu'à` is a field, and no other word with an apostrophe is.
    if name.contains(is_apostrophe) && fields::named(name).is_none() {
        return None;
    }
    let sign = rest.chars().next().filter(|c| matches!(c, ':' | '=' | '<' | '>' | '('))?;
    name.starts_with(char::is_alphabetic).then_some((name, sign))
}

fn is_address(text: &str) -> bool {
    let scheme = text.get(.."https://".len()).unwrap_or(text).to_ascii_lowercase();
    scheme.starts_with("http://") || scheme.starts_with("https://")
}

/// An address may hold brackets; a bracket or a full stop that closes the sentence around it is not its own.
fn address_end(text: &str, at: usize) -> usize {
    let mut address = &text[at..end_of(text, at, |_| false)];
    while let Some(last) = address.chars().next_back() {
        let unopened = last == ')' && address.matches(')').count() > address.matches('(').count();
        if !unopened && !matches!(last, '.' | ',' | ';') {
            break;
        }
        address = &address[..address.len() - last.len_utf8()];
    }
    at + address.len()
}
