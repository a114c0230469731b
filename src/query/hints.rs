//! Notes for those who were taught another query language (`hints.tsv`), or mistyped a field.

use super::lexer::Lexeme;
use super::lexer::Token;
use super::operator;
use super::operator::Nearness;
use super::report::Report;
use crate::fields;
use crate::fields::FIELDS;
use crate::fields::Field;
use std::collections::HashMap;
use std::sync::LazyLock;

/// Notes on words that elsewhere are more than words.
pub(super) fn give(lexemes: &[Lexeme], text: &str, report: &mut Report) {
    let near = lexemes.iter().any(|lexeme| matches!(lexeme.token, Token::Near(_)));
    for (at, lexeme) in lexemes.iter().enumerate().filter(|(_, lexeme)| lexeme.token == Token::Word) {
        let word = lexeme.span.slice(text);
        let before = at.checked_sub(1).map(|before| lexemes[before].token);
        let follows = before.is_some_and(|before| !matches!(before, Token::And | Token::Or | Token::Open));
        let next = lexemes.get(at + 1);
        let precedes = next.is_some_and(|next| next.token.is_operand());
        if precedes && (follows || word == "not") {
            let alone = (at == 1 && lexemes.len() == 3) || near;
            report.notes.extend(small_operator(word, alone));
            report.notes.extend(so_far_behind(word).filter(|_| alone));
        }
        if let ("not", Some(Lexeme { token: Token::Near(nearness), .. })) = (word, next) {
            report.notes.push(not_near(*nearness));
        }
        if !matches!(before, Some(Token::Field(_))) {
            report.notes.extend(foreign_word(word).map(Hint::told));
            report.notes.extend(foreign_words(&lexemes[at..], text));
        }
    }
}

/// `budget or deficit`: the three words occur in quotations, so in small letters they are searched. `near` and `same` are
/// too frequent to be explained except between two things alone, or beside a `W/5`.
fn small_operator(word: &str, alone: bool) -> Option<String> {
    let capitals = match word {
        "and" => "AND",
        "or" => "OR",
        "not" => "NOT",
        "same" if alone => "SAME",
        "near" if alone => "NEAR/5",
        _ => return None,
    };
    Some(format!("`{word}` is searched as a word; the operator is written `{capitals}`"))
}

/// `+5`: within so many words, in this order.
fn so_far_behind(word: &str) -> Option<String> {
    let figures = word.strip_prefix('+')?;
    let sign = format!("PRE/{figures}");
    let is_operator = figures.bytes().all(|b| b.is_ascii_digit()) && operator::read(&sign)?.in_bounds;
    is_operator
        .then(|| format!("`{word}` is searched as a word; in this order and so near is written `{sign}`"))
}

/// `tax not w/5 reform`.
fn not_near(nearness: Nearness) -> String {
    let sign = nearness.sign();
    format!(
        "`not` is searched as a word; with `{sign}` the operator is written `a -(a {sign} b)`, and leaves out whole articles"
    )
}

/// A sign of another query language.
struct Hint {
    sign: &'static str,
    field: Option<&'static Field>,
    told: &'static str,
}

static HINTS: LazyLock<Vec<Hint>> = LazyLock::new(|| {
    include_str!("hints.tsv").lines().filter(|line| !line.starts_with('#')).filter_map(hint).collect()
});

fn hint(line: &'static str) -> Option<Hint> {
    let mut columns = line.split('\t');
    let (sign, _, field, told) = (columns.next()?, columns.next()?, columns.next()?, columns.next()?);
    Some(Hint { sign, field: fields::named(field), told })
}

impl Hint {
    fn told(&self) -> String {
        let sign = self.sign.trim_matches('…');
        match (self.field, self.told) {
            (Some(field), "") => format!("`{sign}` is read as `{}:`", field.name),
            (Some(field), told) => format!("`{sign}` is read as `{}:`; {told}", field.name),
            (None, told) => format!("`{sign}` {told}"),
        }
    }
}

/// Signs before what they hold for and signs between words, in small letters: each name in a query is looked up.
static BY_SIGN: LazyLock<HashMap<String, &Hint>> =
    LazyLock::new(|| HINTS.iter().map(|hint| (hint.sign.to_ascii_lowercase(), hint)).collect());

/// Signs that stand alone, or before or behind the letters of a word: each word is compared with them.
static OF_WORDS: LazyLock<Vec<&Hint>> = LazyLock::new(|| {
    let stands_before = |sign: &str| sign.ends_with([':', '=', '<', '>', '(']) || sign.contains(' ');
    HINTS.iter().filter(|hint| !stands_before(hint.sign)).collect()
});

fn of_sign(sign: &str) -> Option<&'static Hint> {
    BY_SIGN.get(&sign.to_ascii_lowercase()).copied()
}

/// What stands before a value as elsewhere: `hd=`, `subject:`, `BODY(`.
pub(super) struct Foreign {
    /// The field it is read as, if there is one.
    pub(super) field: Option<&'static Field>,
    /// What to say about that.
    pub(super) note: String,
}

/// What a name and the sign right behind it (`=`, `<`, `>`, `:`, `(`) are elsewhere; a field of this language may have the `=` of
/// another.
pub(super) fn foreign(name: &str, sign: char) -> Option<Foreign> {
    if let Some(hint) = of_sign(&format!("{name}{sign}")) {
        return Some(Foreign { field: hint.field, note: hint.told() });
    }
    let field = fields::named(name)?;
    let note = match sign {
        '=' => format!("`{name}=` is read as `{}:`", field.name),
        // The sign belongs to the date.
        '<' | '>' if takes_limits(field) => format!("`{name}{sign}` is read as `{}:{sign}`", field.name),
        _ => return None,
    };
    Some(Foreign { field: Some(field), note })
}

/// Whether a field of days takes `>2015`: `since:` and its like are limits themselves.
fn takes_limits(field: &Field) -> bool {
    [&fields::DATE, &fields::UPDATED, &fields::ADDED].contains(&field)
}

/// `+mill`, `clos!`, `NEAR`.
fn foreign_word(word: &str) -> Option<&'static Hint> {
    let letter = |c: Option<char>| c.is_some_and(char::is_alphabetic);
    OF_WORDS.iter().copied().find(|hint| match (hint.sign.strip_suffix('…'), hint.sign.strip_prefix('…'))
    {
        (Some(prefix), _) => word.strip_prefix(prefix).is_some_and(|rest| letter(rest.chars().next())),
        (_, Some(suffix)) => word.strip_suffix(suffix).is_some_and(|rest| letter(rest.chars().next_back())),
        // `w/seg` is no word, but `PRE` in small letters is.
        _ => hint.sign == word || (hint.sign.contains('/') && hint.sign.eq_ignore_ascii_case(word)),
    })
}

/// `date from 20230301`: words that another program reads together, when figures follow.
fn foreign_words(lexemes: &[Lexeme], text: &str) -> Option<String> {
    let [first, second, third, ..] = lexemes else { return None };
    if third.token != Token::Word || !third.span.slice(text).starts_with(|c: char| c.is_ascii_digit()) {
        return None;
    }
    let sign = format!("{} {}", first.span.slice(text), second.span.slice(text));
    of_sign(&sign).map(Hint::told)
}

/// So like a field's name is a name that is a slip for it: `speeker`, `outlets`, `titel` are above it, `note`, `says` below.
const LIKE: f64 = 0.85;

/// A name before a colon that is no field, and none of another program's (`hints.tsv`).
///
/// `note:this` may be meant for a field and is always explained; `Analysis: why` is a headline, and explained only when
/// a field has nearly that name.
pub(super) fn unknown_field(name: &str, glued: bool) -> Option<String> {
    if let Some(nearest) = nearest_field(name) {
        return Some(format!("`{name}` is no field and is searched as a word; did you mean `{nearest}:`?"));
    }
    let all: Vec<&str> = FIELDS.iter().map(|field| field.name).collect();
    glued.then(|| {
        format!(
            "`{name}` is no field and is searched as a word; the fields are {}, and `onrecord help fields` explains them",
            all.join(", ")
        )
    })
}

fn nearest_field(name: &str) -> Option<&'static str> {
    let name = name.to_lowercase();
    let names = FIELDS.iter().flat_map(|field| field.aliases.iter().copied().chain([field.name]));
    let near = names.map(|known| (known, strsim::jaro_winkler(known, &name)));
    near.filter(|(_, likeness)| *likeness >= LIKE).max_by(|a, b| a.1.total_cmp(&b.1)).map(|(known, _)| known)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::query::parse;
    use jiff::civil::date;

    #[test]
    fn a_mistyped_field_is_told_its_name() {
        for (typed, meant) in [
            ("speeker", "speaker"),
            ("outlets", "outlet"),
            ("titel", "title"),
            ("dat", "date"),
            ("Locuteurs", "locuteur"),
        ] {
            let note = unknown_field(typed, false).unwrap();
            assert!(note.contains(&format!("did you mean `{meant}:`")), "{note}");
        }
        for word in ["note", "Analysis", "Breaking", "says", "xyz"] {
            assert_eq!(unknown_field(word, false), None);
            let note = unknown_field(word, true).unwrap();
            assert!(note.contains("the fields are text, title, by, outlet"), "{note}");
        }
    }

    /// What a hint advises can be typed as it stands.
    #[test]
    fn what_is_advised_is_read() {
        let advised = HINTS.iter().flat_map(|hint| hint.told.split('`').skip(1).step_by(2));
        assert!(advised.clone().count() > 20);
        for advice in advised {
            let query = match advice {
                field if field.ends_with(':') => format!("{field}ruiz"),
                operator if super::super::operator::read(operator).is_some() => {
                    format!("mill {operator} plant")
                }
                flag if flag.starts_with("--") => continue,
                left_out if left_out.starts_with('-') => format!("mill {left_out}"),
                query => query.to_string(),
            };
            let parsed = parse(&query, date(2023, 3, 24));
            assert!(parsed.complaints.is_empty() && parsed.notes.is_empty(), "{advice}: {:?}", parsed.notes);
        }
    }

    #[test]
    fn the_table_of_hints_is_whole_and_its_examples_hold() {
        let lines: Vec<&str> =
            include_str!("hints.tsv").lines().filter(|line| !line.starts_with('#')).collect();
        assert_eq!(lines.len(), HINTS.len());
        for (line, hint) in lines.into_iter().zip(HINTS.iter()) {
            let columns: Vec<&str> = line.split('\t').collect();
            let [_, _, field, told, example, meaning] = columns[..] else { panic!("{line}") };
            assert_eq!(hint.field.is_none(), field == "-", "{line}");
            assert!(hint.field.is_some() || !told.is_empty(), "{line}");
            assert!(
                fields::named(hint.sign.trim_end_matches(':')).is_none() || !hint.sign.ends_with(':'),
                "{line}"
            );
            let parsed = parse(example, date(2023, 3, 24));
            assert!(parsed.complaints.is_empty(), "{line}: {:?}", parsed.complaints);
            assert_eq!(parsed.query.to_string(), meaning, "{line}");
            assert!(parsed.notes.contains(&hint.told()), "{line}: {:?}", parsed.notes);
        }
    }
}
