//! The leaves of the tree: words, phrases, values and dates, with what is to be said about them.

use super::Query;
use super::Words;
use super::days;
use super::language;
use super::lexer::Lexeme;
use super::lexer::Token;
use super::parser::Operand;
use super::parser::Parser;
use super::pattern::Piece;
use super::pattern::Remark;
use super::pattern::is_open;
use super::pattern::pieces;
use super::state;
use super::value;
use crate::error::ErrorKind;
use crate::error::QueryFault;
use crate::fields;
use crate::fields::Field;
use crate::fields::Kind;
use crate::text::Language;
use crate::text::Span;

/// Most words, phrases and dates in one query: no query can hang the server.
const MOST_CLAUSES: usize = 256;

/// Most words of a date that is not in quotation marks: `date:Mar 4, 2023 .. Apr 5, 2023`.
const LONGEST_DATE: usize = 7;

/// Letters of a word from which on its other spellings are looked for, and from which on by two changes.
const SPELT_FROM: usize = 3;
const SPELT_TWICE_FROM: usize = 6;

impl Parser<'_> {
    /// The word, phrase or date that has just been taken.
    pub(super) fn leaf(&mut self, field: &'static Field, lexeme: Lexeme) -> Operand {
        self.clauses += 1;
        if self.clauses > MOST_CLAUSES {
            self.complain(ErrorKind::TooManyClauses { most: MOST_CLAUSES }, lexeme.span);
            self.at = self.lexemes.len();
            return Operand::NOTHING;
        }
        let inside = inside(lexeme);
        if value::tokens(inside.slice(self.text)).next().is_none() && field.kind != Kind::Day {
            return self.passed_over(lexeme.span);
        }
        if let (Kind::Prose, Token::Word) = (field.kind, lexeme.token)
            && let parts @ [_, _, ..] = value::listed(lexeme.span.slice(self.text)).as_slice()
        {
            return self.list(field, lexeme, parts);
        }
        let query = match field.kind {
            Kind::Day => return self.days(field, lexeme),
            Kind::Value if *field == fields::LANG => self.language(inside),
            Kind::Value => value::words_in(field, inside.slice(self.text), false),
            Kind::Prose | Kind::Name => self.words(lexeme.token, inside),
        };
        if field.kind == Kind::Value {
            self.explain_value(field, lexeme);
            self.explain_state(field, query.as_ref());
        }
        Operand::of(field, query.map(|words| Query::Words { field, words }))
    }

    /// `ruiz,tarrant`: both words, as with a blank between them.
    fn list(&mut self, field: &'static Field, lexeme: Lexeme, parts: &[Span]) -> Operand {
        let typed = lexeme.span.slice(self.text).trim_matches([',', ';']);
        let words: Vec<&str> = parts.iter().map(|part| part.slice(lexeme.span.slice(self.text))).collect();
        self.report.notes.push(format!(
            "`{typed}` is read as {} words; one behind the other they are written `\"{}\"`",
            words.len(),
            words.join(" ")
        ));
        let each = parts.iter().map(|part| Lexeme { span: part.shifted(lexeme.span.start()), ..lexeme });
        let each: Vec<Query> = each.filter_map(|part| self.leaf(field, part).query).collect();
        Operand { query: (!each.is_empty()).then(|| Query::all(each)), either: None }
    }

    fn passed_over(&mut self, span: Span) -> Operand {
        let signs = span.slice(self.text);
        self.report.notes.push(format!("`{signs}` has no letter and no figure in it and is passed over"));
        Operand::NOTHING
    }

    fn words(&mut self, token: Token, inside: Span) -> Option<Words> {
        let typed = inside.slice(self.text);
        match token {
            Token::Phrase(_) => {
                let pieces = self.pieces(inside);
                value::running(pieces, true)
            }
            Token::Window(_, others) => {
                let words = value::texts(self.pieces(inside));
                if words.len() > 1 {
                    return Some(Words::Window { words, others });
                }
                self.report.notes.push(format!(
                    "`~` behind one word in quotation marks changes nothing; its other spellings are written `{}~`",
                    words.first()?
                ));
                Some(Words::Phrase(words))
            }
            _ => match spelling(typed) {
                Some((word, figures)) => self.spelt(inside, word, figures),
                None => {
                    let pieces = self.pieces(inside);
                    value::running(pieces, false)
                }
            },
        }
    }

    /// The words between two places, once what is to be said about them has been said.
    fn pieces(&mut self, span: Span) -> Vec<Piece> {
        let found = pieces(span.slice(self.text));
        let count = found.len();
        for (number, piece) in (1..).zip(&found) {
            let place = piece.span.shifted(span.start());
            let typed = place.slice(self.text).to_string();
            match piece.remark {
                Some(Remark::TooOpen) => {
                    self.complain(ErrorKind::Query(QueryFault::TooOpen { word: typed }), place);
                }
                Some(Remark::OnlyOpen) => self.report.notes.push(format!(
                    "`{typed}` stands for letters of a word and is passed over where it stands alone; \
                     words with others among them are written `\"…\"~5`"
                )),
                Some(Remark::Question) if !self.ends_sentence(count == number) => {
                    self.report.notes.push(format!(
                        "the `?` of `{typed}` is read as a question mark; inside a word it is any letter, and `{}*` is any ending",
                        piece.word
                    ));
                }
                Some(Remark::Question) | None => {}
            }
        }
        found
    }

    /// Whether a question mark here most probably came with a sentence: behind the last of several words.
    fn ends_sentence(&self, last_piece: bool) -> bool {
        let in_phrase = self
            .at
            .checked_sub(1)
            .and_then(|at| self.lexemes.get(at))
            .is_some_and(|lexeme| matches!(lexeme.token, Token::Phrase(_) | Token::Window(..)));
        last_piece && (in_phrase || (self.at == self.lexemes.len() && self.lexemes.len() > 2))
    }

    /// `okafor~2`, or what can be read of it.
    fn spelt(&mut self, inside: Span, word: &str, figures: &str) -> Option<Words> {
        let mut found = pieces(word);
        let whole = match found.as_slice() {
            [piece] => !piece.is_pattern() && piece.remark.is_none() && value::stands_bare(&piece.word),
            _ => false,
        };
        let letters = word.chars().filter(|c| c.is_alphanumeric()).count();
        let changes = match figures {
            "" if letters >= SPELT_TWICE_FROM => Some(2),
            "" | "1" => Some(1),
            "2" => Some(2),
            _ => None,
        };
        let word = word.to_string();
        let fault = match (whole, changes) {
            (false, _) => QueryFault::SpeltOddly { words: word },
            _ if letters < SPELT_FROM => QueryFault::TooShortToSpell { word },
            (_, None) => QueryFault::Changes { word },
            (_, Some(changes)) => return Some(Words::Spelt { word: found.swap_remove(0).word, changes }),
        };
        self.complain(ErrorKind::Query(fault), inside);
        value::running(found, false)
    }

    /// A language is compared by its code, and may be given by its name.
    fn language(&mut self, inside: Span) -> Option<Words> {
        let typed = inside.slice(self.text);
        if let Some(code) = language::code_of(typed.trim()) {
            self.report.notes.push(format!("`{typed}` is read as `{}:{code}`", fields::LANG.name));
            return Some(Words::AnyForm(code.to_string()));
        }
        let words = value::words_in(&fields::LANG, typed, false)?;
        let is_code = |word: &String| Language::from_tag(word).is_some();
        if !words.each().iter().all(is_code) {
            self.report.notes.push(format!(
                "`{}:` knows languages by their codes of two letters, as in `{0}:fr`",
                fields::LANG.name
            ));
        }
        Some(words)
    }

    /// Values are compared as a whole.
    fn explain_value(&mut self, field: &Field, lexeme: Lexeme) {
        let typed = lexeme.span.slice(self.text);
        let open = lexeme.token == Token::Word
            && typed.contains('*')
            && field.name != fields::URL.name
            // Everything below an address is what is found there anyway.
            && !(field.name == fields::SITE.name && typed.ends_with("/*"));
        if open || matches!(lexeme.token, Token::Window(..)) {
            self.report.notes.push(format!(
                "`*` and `~` mean nothing in `{typed}`: `{}:` is compared with the whole value",
                field.name
            ));
        }
    }

    /// `is:` and `has:` have few values, and nothing is found by another.
    fn explain_state(&mut self, field: &Field, words: Option<&Words>) {
        let states = state::all_of(field);
        if let (Some(words), false) = (words, states.is_empty())
            && state::of(field, words).is_none()
        {
            let name = field.name;
            self.report.notes.push(format!("`{name}:` knows no other values than {}", states.join(", ")));
        }
    }

    /// A date; the longest run of words that is one, where it is not in quotation marks: `since:Mar 4, 2023 mill`.
    fn days(&mut self, field: &'static Field, first: Lexeme) -> Operand {
        let runs = self.runs(first);
        let mut wrong = None;
        for (taken, words, span) in runs.into_iter().rev() {
            match days::dated(field, &words, self.today) {
                Ok(query) => {
                    self.at += taken;
                    return Operand::of(field, Some(query));
                }
                Err(kind) => wrong = Some((kind, span)),
            }
        }
        // The shortest run was tried last.
        let Some((kind, span)) = wrong else { return Operand::NOTHING };
        if value::tokens(span.slice(self.text)).next().is_none() {
            return self.passed_over(first.span);
        }
        self.complain(kind, span);
        Operand::NOTHING
    }

    /// The words that may belong to a date, one more each time: how many more lexemes they take, themselves, and where.
    fn runs(&self, first: Lexeme) -> Vec<(usize, String, Span)> {
        let begin = inside(first);
        let mut runs = vec![(0, begin.slice(self.text).to_string(), begin)];
        let rest = self.lexemes.get(self.at..).unwrap_or_default();
        for (lexeme, taken) in rest.iter().take(LONGEST_DATE - 1).zip(1..) {
            if !matches!(lexeme.token, Token::Word | Token::Phrase(_)) {
                break;
            }
            let (_, before, _) = &runs[runs.len() - 1];
            let words = format!("{before} {}", inside(*lexeme).slice(self.text));
            runs.push((taken, words, begin.cover(lexeme.span)));
        }
        runs
    }
}

/// What is searched of a lexeme: without its marks.
fn inside(lexeme: Lexeme) -> Span {
    match lexeme.token {
        Token::Phrase(inside) | Token::Window(inside, _) => inside,
        _ => lexeme.span,
    }
}

/// `okafor~2`, also before a comma, as a word and a number.
fn spelling(typed: &str) -> Option<(&str, &str)> {
    let (word, figures) = typed.trim_end_matches([',', ';', '!', ':', '.']).rsplit_once('~')?;
    let letters = word.chars().any(|c| c.is_alphanumeric() || is_open(c));
    (letters && figures.chars().all(|c| c.is_ascii_digit() || c == '.')).then_some((word, figures))
}
