//! What stands near what, and what is counted: `mill W/5 closure`, `ATLEAST/3(mill OR plant)`.

use super::Event;
use super::Query;
use super::lexer::Lexeme;
use super::lexer::Token;
use super::mend::mended;
use super::mend::small;
use super::operator::Nearness;
use super::parser::Operand;
use super::parser::Parser;
use super::read_as::read_inside;
use crate::error::ErrorKind;
use crate::error::QueryFault;
use crate::fields;
use crate::fields::Field;
use crate::fields::Kind;
use crate::text::Span;

/// Most `W/5`, `ATLEAST` and the like in one query: each goes through every place of its words.
const MOST_NEARS: usize = 8;

/// One side of a `W/5`, read and looked at.
struct Side {
    query: Option<Query>,
    /// The field of its words; none when something else stands there, which has then been said.
    field: Option<&'static Field>,
}

/// What is no running text.
enum Unfit {
    Part(&'static str),
    Field(&'static str),
    Fields([&'static str; 2]),
}

impl Parser<'_> {
    /// Atoms with `W/5` and its like between them, from left to right.
    pub(super) fn near(&mut self, outer: Option<&'static Field>) -> Operand {
        let start = self.at;
        let first = self.atom(outer);
        let Some(Token::Near(mut kind)) = self.peek() else { return first };
        let operator = self.typed(self.at);
        let mut left = self.side(first.query, start, &operator);
        let mut mixed = false;
        while let Some(Token::Near(nearness)) = self.peek()
            && let Some(operator) = self.take()
        {
            let is_too_much = self.is_one_near_too_many(operator);
            let Some(right) = self.right(outer, operator) else { break };
            mixed |= kind != nearness;
            kind = nearness;
            left = match is_too_much {
                false => self.joined(left, right, operator, nearness),
                // Which has been said; both are wanted all the same.
                true => {
                    Side { query: left.query.into_iter().chain(right.query).reduce(Query::and), field: None }
                }
            };
        }
        if let (true, Some(query @ Query::Near { .. })) = (mixed, &left.query) {
            self.report.notes.push(format!("read from left to right: {}", read_inside(query)));
        }
        Operand { query: left.query, either: None }
    }

    /// Counts an operator; whether that is more than a query may have, which is then said once.
    fn is_one_near_too_many(&mut self, operator: Lexeme) -> bool {
        self.nears += 1;
        if self.nears == MOST_NEARS + 1 {
            let fault = QueryFault::TooManyNear { most: MOST_NEARS };
            self.complain(ErrorKind::Query(fault), operator.span);
        }
        self.nears > MOST_NEARS
    }

    /// What stands behind the operator; `None` when nothing does, which is then said.
    fn right(&mut self, outer: Option<&'static Field>, operator: Lexeme) -> Option<Side> {
        let start = self.at;
        let mut negated = false;
        while let Some(Token::Not | Token::Minus) = self.peek() {
            self.take();
            negated = !negated;
        }
        if !self.peek().is_some_and(Token::is_operand) {
            self.missing_operand(operator);
            return None;
        }
        let operand = self.atom(outer);
        let query = if negated { operand.query.map(Query::negated) } else { operand.query };
        Some(self.side(query, start, operator.span.slice(self.text)))
    }

    fn side(&mut self, query: Option<Query>, start: usize, operator: &str) -> Side {
        let field = match query.as_ref().map(|query| running_text(query, true)) {
            None => None,
            Some(Ok(field)) => Some(field),
            Some(Err(unfit)) => {
                let fault = match unfit {
                    Unfit::Part("AND") => self.words_near(start, operator),
                    Unfit::Part(part) => QueryFault::NotNear { part, operator: operator.into() },
                    Unfit::Field(field) => QueryFault::FieldNear { field, operator: operator.into() },
                    Unfit::Fields(fields) => QueryFault::FieldsNear { fields, operator: operator.into() },
                };
                self.complain(ErrorKind::Query(fault), self.since(start));
                None
            }
        };
        Side { query, field }
    }

    /// Several words on a side that has room for one, with the query as it was most probably meant.
    fn words_near(&self, start: usize, operator: &str) -> QueryFault {
        let side = self.lexemes.get(start..self.at).unwrap_or_default();
        if side.iter().any(|lexeme| lexeme.token == Token::And) {
            return QueryFault::NotNear { part: "AND", operator: operator.into() };
        }
        // The first complaint is the one that is shown, and reading a mended query again has its price.
        let is_first = self.report.complaints.is_empty();
        let mended = is_first.then(|| mended(self.text, side, operator, self.today)).flatten();
        QueryFault::WordsNear { small: small(self.text, side), operator: operator.into(), mended }
    }

    fn typed(&self, at: usize) -> String {
        self.lexemes.get(at).map_or_else(String::new, |lexeme| lexeme.span.slice(self.text).to_string())
    }

    /// Where the lexemes stand that were read since.
    fn since(&self, start: usize) -> Span {
        let read = self.lexemes.get(start..self.at).unwrap_or_default();
        match (read.first(), read.last()) {
            (Some(first), Some(last)) => first.span.cover(last.span),
            _ => Span::whole(self.text),
        }
    }

    /// Both sides near each other; where one does not fit, both anywhere.
    fn joined(&mut self, left: Side, right: Side, operator: Lexeme, nearness: Nearness) -> Side {
        let Nearness { reach, in_order } = nearness;
        match (left.query, right.query) {
            (Some(first), Some(second)) => match (left.field, right.field) {
                // With `text:` before one of them or without.
                (Some(one), Some(other)) if one.name == other.name => {
                    let parts = Box::new((first, second));
                    Side { query: Some(Query::Near { parts, reach, in_order }), field: Some(one) }
                }
                (one, other) => {
                    if let (Some(one), Some(other)) = (one, other) {
                        let fields = [one.name, other.name];
                        let fault = QueryFault::FieldsNear {
                            fields,
                            operator: operator.span.slice(self.text).into(),
                        };
                        self.complain(ErrorKind::Query(fault), operator.span);
                    }
                    Side { query: Some(first.and(second)), field: None }
                }
            },
            (Some(query), None) => Side { query: Some(query), field: left.field },
            (None, query) => Side { query, field: right.field },
        }
    }

    /// What `ATLEAST/3` stands before.
    pub(super) fn at_least(
        &mut self,
        times: u32,
        outer: Option<&'static Field>,
        operator: Lexeme,
    ) -> Operand {
        if !self.peek().is_some_and(Token::is_value) {
            self.missing_operand(operator);
            return Operand::NOTHING;
        }
        let start = self.at;
        let is_too_much = self.is_one_near_too_many(operator);
        let Some(query) = self.atom(outer).query else { return Operand::NOTHING };
        let query = match running_text(&query, false) {
            Ok(_) if is_too_much => query,
            Ok(_) => Query::AtLeast { times, of: Box::new(query) },
            Err(_) => {
                self.complain(ErrorKind::Query(QueryFault::NotCounted), self.since(start));
                query
            }
        };
        Operand { query: Some(query), either: None }
    }
}

/// The one field of running text whose words these are, with `OR` between them, and nearness where that may be.
fn running_text(query: &Query, near: bool) -> Result<&'static Field, Unfit> {
    match query {
        Query::Words { field, .. } if field.kind == Kind::Prose => Ok(field),
        Query::Words { field, .. } => Err(Unfit::Field(field.name)),
        Query::Dated(event, _) => Err(Unfit::Field(match event {
            Event::Published => fields::DATE.name,
            Event::Updated => fields::UPDATED.name,
            Event::Added => fields::ADDED.name,
        })),
        Query::Undated => Err(Unfit::Field(fields::DATE.name)),
        Query::Valued { field, .. } => Err(Unfit::Field(field.name)),
        // Both its sides have been looked at.
        Query::Near { parts, .. } if near => running_text(&parts.1, near),
        Query::Near { .. } => Err(Unfit::Part("W/5")),
        Query::AtLeast { .. } => Err(Unfit::Part("ATLEAST")),
        Query::Or(parts) => {
            let mut found = None;
            for part in parts {
                let field = running_text(part, near)?;
                match found.replace(field) {
                    Some(before) if before.name != field.name => {
                        return Err(Unfit::Fields([before.name, field.name]));
                    }
                    _ => {}
                }
            }
            found.ok_or(Unfit::Part("*"))
        }
        Query::And(_) => Err(Unfit::Part("AND")),
        Query::Not(_) => Err(Unfit::Part("NOT")),
        Query::All => Err(Unfit::Part("*")),
    }
}
