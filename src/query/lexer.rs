//! Query text to lexemes: brackets, operators, fields, phrases and words, each with its place.

use super::hints;
use super::marks::marks_at;
use super::marks::phrase_at;
use super::report::Report;
use crate::error::ErrorKind;
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
    /// `*`
    Everything,
}

impl Token {
    /// Whether something to search for can begin here, so that a field may hold for it.
    pub(super) fn is_value(self) -> bool {
        matches!(self, Token::Open | Token::Word | Token::Address | Token::Phrase(_) | Token::Everything)
    }

    /// Whether this begins something to search for, its field and its `NOT` included.
    pub(super) fn is_operand(self) -> bool {
        self.is_value() || matches!(self, Token::Field(_) | Token::Not | Token::Minus)
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
            '-' if self.excludes() => self.push(Token::Minus, after),
            '‘' if self.at_word_start() && phrase_at(self.text, self.at).is_some() => self.phrase(after),
            _ if marks_at(self.text, self.at) => self.phrase(after),
            _ => self.chunk(),
        }
    }

    fn phrase(&mut self, start: usize) {
        match phrase_at(self.text, self.at) {
            Some((end, after)) => self.push(Token::Phrase(Span::between(start, end)), after),
            None => {
                let mark = Span::between(self.at, start);
                self.report.complain(ErrorKind::UnclosedPhrase, self.text, mark);
                self.at = start;
            }
        }
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
        let end = end_of(text, at, |c| matches!(c, '(' | ')'));
        let chunk = &text[at..end];
        if let Some(name) = field_name(chunk) {
            return self.field(name);
        }
        let token = match chunk {
            "AND" => Token::And,
            "OR" => Token::Or,
            "NOT" => Token::Not,
            "*" => Token::Everything,
            _ => Token::Word,
        };
        self.push(token, end);
    }

    /// A known field, or else a word that happens to have a colon after it.
    fn field(&mut self, name: &str) {
        let colon = self.at + name.len();
        let after = colon + ":".len();
        match fields::named(name) {
            Some(field) => self.push(Token::Field(field), after),
            None => {
                let glued = self.text[after..].chars().next().is_some_and(|c| !c.is_whitespace());
                self.report.notes.extend(hints::unknown_field(name, glued));
                self.push(Token::Word, colon);
                self.at = after;
            }
        }
    }
}

/// Where the piece that begins at `at` ends: at a blank, a quotation mark or a character that `stops` it.
fn end_of(text: &str, at: usize, stops: impl Fn(char) -> bool) -> usize {
    text[at..]
        .char_indices()
        .map(|(offset, c)| (at + offset, c))
        .find(|&(place, c)| place > at && (c.is_whitespace() || stops(c) || marks_at(text, place)))
        .map_or(text.len(), |(place, _)| place)
}

/// `title` of `title:caucus`; nothing of `10:30`.
fn field_name(chunk: &str) -> Option<&str> {
    let (name, _) = chunk.split_once(':')?;
    (!name.is_empty() && name.chars().all(char::is_alphabetic)).then_some(name)
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
