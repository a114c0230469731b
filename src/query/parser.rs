//! Lexemes to a tree, and a complaint for each part that has no reading; never gives up.
//!
//! ```text
//! alternatives = chain { "OR" chain } ;       chain = operand { [ "AND" ] operand } ;
//! operand      = { "NOT" | "-" } near ;       near  = atom { "W/5" atom } ;
//! atom         = [ field ] ( word | phrase | "(" alternatives ")" | "*" | "ATLEAST/3" ( word | phrase | "(" … ")" ) ) ;
//! ```
//!
//! Nearness and counts are in `near`, words and dates in `leaf`.

use super::Query;
use super::Words;
use super::days;
use super::lexer::Lexeme;
use super::lexer::Token;
use super::read_as::read_as;
use super::read_as::read_inside;
use super::report::Report;
use crate::error::ErrorKind;
use crate::fields;
use crate::fields::Field;
use crate::fields::Kind;
use crate::text::Span;
use jiff::civil::Date;

/// Deepest nesting of brackets.
const DEEPEST: usize = 32;

/// Builds the tree.
pub(super) fn read(text: &str, lexemes: &[Lexeme], today: Date, report: &mut Report) -> Query {
    let complaints = report.complaints.len();
    let mut parser = Parser { text, today, lexemes, at: 0, clauses: 0, nears: 0, depth: 0, report };
    let query = parser.alternatives(None);
    let silent = parser.report.complaints.len() == complaints;
    if query.is_none() && silent && !text.is_empty() {
        let words = text.to_string();
        report.complain(ErrorKind::NoWords { words }, text, Span::whole(text));
    }
    let query = query.unwrap_or(Query::All);
    if query.only_excludes() && !lexemes.iter().any(|lexeme| lexeme.token == Token::Everything) {
        report.notes.push(format!("read as {}", read_as(&query)));
    }
    query
}

/// The value of a field that has been given: one lexeme.
pub(super) fn read_value(
    text: &str,
    field: &'static Field,
    lexemes: &[Lexeme],
    today: Date,
    report: &mut Report,
) -> Option<Query> {
    Parser { text, today, lexemes, at: 0, clauses: 0, nears: 0, depth: 0, report }.atom(Some(field)).query
}

pub(super) struct Parser<'t> {
    pub(super) text: &'t str,
    pub(super) today: Date,
    pub(super) lexemes: &'t [Lexeme],
    /// The lexeme that is read next.
    pub(super) at: usize,
    /// Leaves so far.
    pub(super) clauses: usize,
    pub(super) nears: usize,
    /// Brackets that are open.
    depth: usize,
    pub(super) report: &'t mut Report,
}

/// Words with implied or written AND between them.
struct Chain {
    query: Option<Query>,
    operands: usize,
}

/// One part of a chain; no query when it had no reading, which has then been said.
pub(super) struct Operand {
    pub(super) query: Option<Query>,
    /// The field whose repetition means "either": `outlet:a outlet:b`.
    pub(super) either: Option<&'static Field>,
}

impl Operand {
    pub(super) const NOTHING: Operand = Operand { query: None, either: None };

    pub(super) fn of(field: &'static Field, query: Option<Query>) -> Operand {
        Operand { query, either: (field.kind != Kind::Prose).then_some(field) }
    }

    /// The one plain word of a field that it is.
    fn word_of(&self, wanted: &Field) -> Option<&str> {
        match &self.query {
            Some(Query::Words { field, words: Words::AnyForm(word) })
                if *field == wanted && self.either.is_some() =>
            {
                Some(word)
            }
            _ => None,
        }
    }
}

impl Parser<'_> {
    pub(super) fn peek(&self) -> Option<Token> {
        self.lexemes.get(self.at).map(|lexeme| lexeme.token)
    }

    pub(super) fn take(&mut self) -> Option<Lexeme> {
        let lexeme = self.lexemes.get(self.at).copied();
        self.at += usize::from(lexeme.is_some());
        lexeme
    }

    fn take_if(&mut self, token: Token) -> Option<Lexeme> {
        if self.peek() == Some(token) { self.take() } else { None }
    }

    pub(super) fn complain(&mut self, kind: ErrorKind, span: Span) {
        self.report.complain(kind, self.text, span);
    }

    pub(super) fn missing_operand(&mut self, operator: Lexeme) {
        let words = operator.span.slice(self.text).to_string();
        self.complain(ErrorKind::MissingOperand { operator: words }, operator.span);
    }

    /// Chains with `OR` between them; `field` holds for all of them.
    fn alternatives(&mut self, field: Option<&'static Field>) -> Option<Query> {
        let (mut queries, mut mixed) = (Vec::new(), false);
        let mut before = None;
        loop {
            let chain = self.chain(field);
            let after = self.take_if(Token::Or);
            if let (0, Some(operator)) = (chain.operands, before.or(after)) {
                self.missing_operand(operator);
            }
            mixed |= chain.operands > 1;
            queries.extend(chain.query);
            before = after;
            if after.is_none() {
                break;
            }
        }
        mixed &= queries.len() > 1;
        let query = Query::any(queries)?;
        if mixed {
            self.report.notes.push(format!("read as {}", read_inside(&query)));
        }
        Some(query)
    }

    fn chain(&mut self, field: Option<&'static Field>) -> Chain {
        let (mut parts, mut run) = (Vec::new(), Vec::new());
        let mut operands = 0;
        let name = field.filter(|field| field.kind == Kind::Name);
        while let Some(token) = self.peek() {
            match token {
                Token::Or => break,
                Token::Close if self.depth > 0 => break,
                Token::Close => self.unopened(),
                Token::And => {
                    self.conjunction(operands);
                    self.one_name(name, &mut run);
                    parts.extend(settle(std::mem::take(&mut run)));
                }
                Token::Near(_) => {
                    if let Some(operator) = self.take() {
                        self.missing_operand(operator);
                    }
                }
                _ => {
                    run.push(self.operand(field));
                    operands += 1;
                }
            }
        }
        self.one_name(name, &mut run);
        parts.extend(settle(run));
        let query = (!parts.is_empty()).then(|| Query::all(parts));
        Chain { query, operands }
    }

    /// `speaker:(maria ruiz)`: words side by side in a bracket are words of one name, where none of them is in quotation marks.
    fn one_name(&mut self, field: Option<&'static Field>, run: &mut [Operand]) {
        let Some(field) = field.filter(|_| run.len() > 1) else { return };
        let words: Option<Vec<&str>> = run.iter().map(|operand| operand.word_of(field)).collect();
        let Some(words) = words else { return };
        let name = field.name;
        self.report.notes.push(format!(
            "`{name}:({})` is read as words of one name; either of them is written `{name}:({})`",
            words.join(" "),
            words.join(" OR ")
        ));
        run.iter_mut().for_each(|operand| operand.either = None);
    }

    fn unopened(&mut self) {
        if let Some(bracket) = self.take() {
            self.complain(ErrorKind::UnopenedBracket, bracket.span);
        }
    }

    /// `AND` wants something on both its sides.
    fn conjunction(&mut self, operands_before: usize) {
        let Some(operator) = self.take() else { return };
        if operands_before == 0 || !self.peek().is_some_and(Token::is_operand) {
            self.missing_operand(operator);
        }
    }

    fn operand(&mut self, field: Option<&'static Field>) -> Operand {
        let (mut negated, mut sign) = (false, None);
        while let Some(Token::Not | Token::Minus) = self.peek() {
            sign = self.take();
            negated = !negated;
        }
        if let (Some(sign), false) = (sign, self.peek().is_some_and(Token::is_operand)) {
            self.missing_operand(sign);
            return Operand::NOTHING;
        }
        let operand = self.near(field);
        if negated {
            return Operand { query: operand.query.map(Query::negated), either: None };
        }
        operand
    }

    pub(super) fn atom(&mut self, outer: Option<&'static Field>) -> Operand {
        let Some(lexeme) = self.take() else { return Operand::NOTHING };
        let field = outer.unwrap_or(&fields::TEXT);
        match lexeme.token {
            Token::Field(&fields::TEXT) => self.fielded(&fields::ARTICLE_TEXT, lexeme.span),
            Token::Field(field) => self.fielded(field, lexeme.span),
            Token::Open => {
                let either = outer.filter(|field| field.kind != Kind::Prose);
                Operand { query: self.bracket(outer, lexeme.span), either }
            }
            Token::AtLeast(times) => self.at_least(times, outer, lexeme),
            Token::Everything => Operand { query: Some(anything(outer)), either: None },
            Token::Address if field.kind != Kind::Value => self.leaf(&fields::URL, lexeme),
            _ => self.leaf(field, lexeme),
        }
    }

    /// A field holds for the next word, phrase or bracket.
    fn fielded(&mut self, field: &'static Field, span: Span) -> Operand {
        self.explain_sign(field);
        match self.peek() {
            Some(Token::Field(_)) => self.complain(ErrorKind::EmptyField { field: field.name }, span),
            Some(token) if token.is_value() || matches!(token, Token::AtLeast(_)) => {
                let complaints = self.report.complaints.len();
                let operand = self.atom(Some(field));
                if operand.query.is_none() && self.report.complaints.len() == complaints {
                    self.complain(ErrorKind::EmptyField { field: field.name }, span);
                }
                return operand;
            }
            _ => self.complain(ErrorKind::EmptyField { field: field.name }, span),
        }
        Operand::NOTHING
    }

    /// `title:-mill` leaves nothing out.
    fn explain_sign(&mut self, field: &Field) {
        if let Some(Lexeme { token: Token::Word, span }) = self.lexemes.get(self.at)
            && let Some(word) = span.slice(self.text).strip_prefix('-')
            && word.starts_with(char::is_alphabetic)
        {
            let name = field.name;
            self.report.notes.push(format!(
                "`-` stands before the field, as in `-{name}:{word}`; behind it it means nothing"
            ));
        }
    }

    fn bracket(&mut self, field: Option<&'static Field>, open: Span) -> Option<Query> {
        if self.depth == DEEPEST {
            self.complain(ErrorKind::TooDeep { most: DEEPEST }, open);
            self.pass_bracket();
            return None;
        }
        let start = self.at;
        self.depth += 1;
        let query = self.alternatives(field);
        self.depth -= 1;
        let empty = self.at == start;
        if self.take_if(Token::Close).is_none() {
            self.complain(ErrorKind::UnclosedBracket, open);
        } else if empty && field.is_none() {
            self.report.notes.push("brackets with nothing in them are passed over".into());
        }
        query
    }

    /// Goes past the bracket that closes the one just taken.
    fn pass_bracket(&mut self) {
        let mut open = 1;
        while open > 0
            && let Some(lexeme) = self.take()
        {
            match lexeme.token {
                Token::Open => open += 1,
                Token::Close => open -= 1,
                _ => {}
            }
        }
    }
}

/// `*` behind a field: `by:*` is every article that says who wrote it.
fn anything(field: Option<&'static Field>) -> Query {
    let state = |field, state: &str| Query::Words { field, words: Words::AnyForm(state.to_string()) };
    let said = match field.map(|field| field.name) {
        // Of the quotation itself.
        Some("speaker") => return state(&fields::SPEAKER, fields::SPEAKER_UNKNOWN).negated(),
        Some("said") => return state(&fields::IS, "direct"),
        Some("by") => "author",
        Some("quoting") => "speaker",
        Some("date" | "since" | "until") => "date",
        Some("outlet") => "outlet",
        Some("url" | "site") => "url",
        Some("tag") => "tag",
        _ => return Query::All,
    };
    state(&fields::HAS, said)
}

/// What a run of operands with nothing between them asks for: a value, name or day field that occurs twice
/// means either of its values, everything else is wanted together. Two ends of a period are one period.
fn settle(run: Vec<Operand>) -> Vec<Query> {
    let mut settled: Vec<(Option<&Field>, Vec<Query>)> = Vec::new();
    for operand in run {
        let Some(query) = operand.query else { continue };
        let same = settled.iter_mut().find(|(field, _)| field.is_some() && *field == operand.either);
        match same {
            Some((_, queries)) => queries.push(query),
            None => settled.push((operand.either, vec![query])),
        }
    }
    settled
        .into_iter()
        .flat_map(
            |(_, queries)| {
                if days::enclose(&queries) { queries } else { Query::any(queries).into_iter().collect() }
            },
        )
        .collect()
}
