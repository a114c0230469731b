//! The query tree to Tantivy queries that say which documents match. What a match is worth is `score`'s business.

use super::document::how;
use super::document::value_key;
use super::forms::Forms;
use super::join::Join;
use super::join::To;
use super::schema::Fields;
use super::segment::BlocksBySegment;
use super::together::are_open;
use crate::fields;
use crate::index::alike::Stories;
use crate::index::revised::Revised;
use crate::query::Query;
use crate::query::Unit;
use crate::query::Words;
use crate::quote::Kind;
use crate::text::Language;
use crate::text::analysis::name_terms;
use crate::text::analysis::with_analyzer;
use jiff::Timestamp;
use jiff::tz::TimeZone;
use std::collections::BTreeSet;
use std::ops::Bound;
use tantivy::Term;
use tantivy::query::BooleanQuery;
use tantivy::query::EmptyQuery;
use tantivy::query::Occur;
use tantivy::query::PhraseQuery;
use tantivy::query::Query as EngineQuery;
use tantivy::query::RangeQuery;
use tantivy::query::TermQuery;
use tantivy::schema::Field;
use tantivy::schema::IndexRecordOption;

pub(super) type Compiled = Box<dyn EngineQuery>;

/// Compiles queries for one index: its fields, and the languages that occur in it.
pub(crate) struct Compiler<'a> {
    pub(crate) fields: &'a Fields,
    pub(crate) languages: &'a [Option<Language>],
    pub(crate) blocks: &'a BlocksBySegment,
    pub(crate) stories: &'a Stories,
    pub(crate) revised: &'a Revised,
    /// Where the reader's days begin.
    pub(crate) zone: &'a TimeZone,
    /// What the words are whose letters are open.
    pub(crate) forms: &'a Forms<'a>,
    /// Whoever is given less surely has not spoken.
    pub(crate) least: f32,
}

impl Compiler<'_> {
    /// Which documents of the unit match: articles, or quotations.
    pub(crate) fn matching(&self, query: &Query, unit: Unit) -> Compiled {
        match query {
            Query::All => self.all(unit),
            Query::Words { field, words } if are_open(field, words) => self.in_one_text(query, unit),
            Query::Words { field, words } => self.words(field, words, unit),
            Query::Dated(event, days) => self.through_article(self.dated(*event, *days), unit),
            Query::Undated => self.through_article(self.without(fields::HAS_DATE), unit),
            Query::Valued { field, value } => self.valued(field, value, unit),
            Query::Near { .. } => self.in_one_text(query, unit),
            Query::AtLeast { times, of } => self.at_least(*times, of, unit),
            Query::And(parts) => self.all_of(parts, unit),
            Query::Or(parts) => any(self.each_of(parts, unit)),
            Query::Not(part) => self.all_of(std::slice::from_ref(&Query::Not(part.clone())), unit),
        }
    }

    /// The documents of the unit, all of them.
    pub(super) fn all(&self, unit: Unit) -> Compiled {
        term(self.fields.kind, kind_name(unit))
    }

    /// What matches every part; the parts that are negated take away.
    fn all_of(&self, parts: &[Query], unit: Unit) -> Compiled {
        let mut clauses: Vec<(Occur, Compiled)> = Vec::new();
        for (place, part) in parts.iter().enumerate() {
            if parts[..place].contains(part) {
                continue; // asking twice finds nothing else
            }
            match part {
                Query::Not(inner) => clauses.push((Occur::MustNot, self.matching(inner, unit))),
                other => clauses.push((Occur::Must, self.matching(other, unit))),
            }
        }
        if clauses.iter().all(|(occur, _)| *occur == Occur::MustNot) {
            clauses.push((Occur::Must, self.all(unit)));
        }
        Box::new(BooleanQuery::new(clauses))
    }

    fn words(&self, field: &fields::Field, words: &Words, unit: Unit) -> Compiled {
        let f = self.fields;
        match (field.name, unit) {
            _ if *field == fields::ARTICLE_TEXT => self.through_article(self.article_text(words), unit),
            (name, Unit::Quotation) if name == fields::TEXT.name => self.quoted(words),
            (name, Unit::Quotation) if name == fields::SAID.name => self.verbatim(words),
            (name, Unit::Quotation) if name == fields::IS.name && !fields::is_of_articles(&value(words)) => {
                term(f.how, &value(words).to_lowercase())
            }
            (name, Unit::Article) if name == fields::TEXT.name => self.article_text(words),
            (name, unit) if name == fields::ID.name && value(words).contains('/') => {
                let quotation = self.quotation(&value(words));
                if unit == Unit::Article { self.articles_of(quotation) } else { quotation }
            }
            (name, Unit::Quotation) if name == fields::SPEAKER.name && is_unknown(words) => {
                self.unattributed()
            }
            (name, Unit::Quotation) if name == fields::SPEAKER.name => {
                self.surely(self.name(f.speaker, words))
            }
            // Reached only by a tree that says `speaker:` of an article; `Query::unit` rules that out.
            (name, Unit::Article)
                if [fields::SPEAKER.name, fields::SAID.name].contains(&name)
                    || name == fields::IS.name && !fields::is_of_articles(&value(words)) =>
            {
                Box::new(Join::new(To::Article, self.words(field, words, Unit::Quotation), self.blocks))
            }
            _ => self.through_article(self.article_words(field, words), unit),
        }
    }

    /// Words inside quotation marks: what is reported without marks may be the reporter's words.
    fn verbatim(&self, words: &Words) -> Compiled {
        Box::new(BooleanQuery::new(vec![
            (Occur::Must, self.quoted(words)),
            (Occur::MustNot, term(self.fields.how, how(Kind::Indirect))),
        ]))
    }

    /// Words of a quotation.
    fn quoted(&self, words: &Words) -> Compiled {
        let exact = self.fields.quote_exact;
        match words {
            Words::AnyForm(_) => self.in_its_forms(exact, words, |leaf| self.forms.of(exact, leaf)),
            _ => self.exactly(exact, words),
        }
    }

    /// Of some attributions those that are sure enough.
    pub(super) fn surely(&self, attributions: Compiled) -> Compiled {
        if self.least <= 0.0 {
            return attributions;
        }
        Box::new(BooleanQuery::intersection(vec![attributions, self.attributed()]))
    }

    /// The quotations whose speaker is known surely enough.
    pub(super) fn attributed(&self) -> Compiled {
        let least = Term::from_field_f64(self.fields.confidence, f64::from(self.least));
        Box::new(RangeQuery::new(Bound::Included(least), Bound::Unbounded))
    }

    /// The other quotations.
    fn unattributed(&self) -> Compiled {
        Box::new(BooleanQuery::new(vec![
            (Occur::Must, self.all(Unit::Quotation)),
            (Occur::MustNot, self.attributed()),
        ]))
    }

    /// A field of the article: headline, byline, outlet, language, address, and what it quotes, mentions, has.
    fn article_words(&self, field: &fields::Field, words: &Words) -> Compiled {
        let f = self.fields;
        match field.name {
            name if name == fields::TITLE.name => self.prose(f.title_exact, f.title_stem, words),
            name if name == fields::BY.name => self.name(f.author, words),
            name if name == fields::OUTLET.name => term(f.outlet, &value_key(&value(words))),
            name if name == fields::WIRE.name => term(f.wire, &value_key(&value(words))),
            name if name == fields::IS.name => self.state(&value(words).to_lowercase()),
            name if name == fields::LANG.name => term(f.language, &value(words).to_lowercase()),
            name if name == fields::URL.name => self.address(&value(words)),
            name if name == fields::SITE.name => self.site(&value(words)),
            name if name == fields::TAG.name => term(f.tag, &value_key(&value(words))),
            name if name == fields::ID.name => self.with_id(&value(words)),
            name if name == fields::HAS.name => self.having(&value(words).to_lowercase()),
            name if name == fields::QUOTING.name => {
                self.articles_of(self.words(&fields::SPEAKER, words, Unit::Quotation))
            }
            name if name == fields::MENTIONS.name && are_open(&fields::TEXT, words) => {
                let named = Query::Words { field: &fields::TEXT, words: words.clone() };
                self.in_one_text(&named, Unit::Article)
            }
            name if name == fields::MENTIONS.name => self.article_text(&in_this_form(words)),
            _ => Box::new(EmptyQuery),
        }
    }

    /// Plain words hold over the whole article; quoted ones have to stand in one passage or in the headline.
    fn article_text(&self, words: &Words) -> Compiled {
        let f = self.fields;
        match words {
            Words::AnyForm(_) => self.prose(f.passage_exact, f.article_stem, words),
            _ => {
                let (in_passages, in_headlines) = self.phrase_anywhere(words);
                any(vec![Box::new(Join::new(To::Article, in_passages, self.blocks)), in_headlines])
            }
        }
    }

    /// The passages that have a phrase, and the articles that have it in their headline.
    pub(crate) fn phrase_anywhere(&self, words: &Words) -> (Compiled, Compiled) {
        let f = self.fields;
        (self.prose(f.passage_exact, f.passage_stem, words), self.prose(f.title_exact, f.title_stem, words))
    }

    /// Words of running text, in each way in which the archive's languages read them.
    fn prose(&self, exact: Field, stem: Field, words: &Words) -> Compiled {
        match words {
            Words::AnyForm(word) => {
                let readings = readings(self.languages, std::slice::from_ref(word), Form::Stem);
                any(readings.iter().map(|terms| all_terms(stem, terms)).collect())
            }
            _ => self.exactly(exact, words),
        }
    }

    /// Words of running text as they are typed.
    fn exactly(&self, exact: Field, words: &Words) -> Compiled {
        match words {
            Words::Phrase(words) | Words::Compound(words) => {
                let readings = readings(self.languages, words, Form::Exact);
                any(readings.iter().map(|terms| phrase(exact, terms)).collect())
            }
            // Any form is not looked for here; open words are found in the texts themselves (`together`).
            Words::AnyForm(_) | Words::Pattern(_) | Words::Spelt { .. } | Words::Window { .. } => {
                Box::new(EmptyQuery)
            }
        }
    }

    /// What matches an article, for a unit: the article, or all its quotations.
    pub(super) fn through_article(&self, articles: Compiled, unit: Unit) -> Compiled {
        match unit {
            Unit::Article => articles,
            Unit::Quotation => Box::new(Join::new(To::Quotes, articles, self.blocks)),
        }
    }

    /// The articles that have something in some of their quotations.
    pub(super) fn articles_of(&self, quotations: Compiled) -> Compiled {
        Box::new(Join::new(To::Article, quotations, self.blocks))
    }

    /// What matches of the documents of a unit and came into the archive after an instant.
    pub(crate) fn matching_after(&self, query: &Query, unit: Unit, added: Option<Timestamp>) -> Compiled {
        let matching = self.matching(query, unit);
        let Some(added) = added else { return matching };
        let after = Term::from_field_i64(self.fields.added, added.as_millisecond());
        let later: Compiled = Box::new(RangeQuery::new(Bound::Excluded(after), Bound::Unbounded));
        Box::new(BooleanQuery::intersection(vec![matching, self.through_article(later, unit)]))
    }
}

/// Which form of a word is looked up.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Form {
    /// As printed, folded.
    Exact,
    /// The stem.
    Stem,
}

/// The terms that some words are in each of the languages, every distinct reading once.
pub(crate) fn readings(
    languages: &[Option<Language>],
    typed: &[String],
    form: Form,
) -> BTreeSet<Vec<String>> {
    let read = |language: &Option<Language>| {
        with_analyzer(*language, |analyzer| {
            // The parser has cut what was typed into words already (`query::tokens`).
            typed
                .iter()
                .map(|word| match form {
                    Form::Exact => analyzer.exact(word).into(),
                    Form::Stem => analyzer.stem(word).into(),
                })
                .collect::<Vec<String>>()
        })
    };
    languages.iter().map(read).filter(|terms| !terms.is_empty()).collect()
}

/// A name's words, next to each other and in order.
pub(super) fn name_query(field: Field, words: &Words) -> Compiled {
    let terms: Vec<String> = name_terms(&value(words)).split(' ').map(String::from).collect();
    phrase(field, &terms)
}

/// Whether `speaker:` asks for quotations of nobody; in quotation marks it is a name.
fn is_unknown(words: &Words) -> bool {
    matches!(words, Words::AnyForm(word) if word.eq_ignore_ascii_case(fields::SPEAKER_UNKNOWN))
}

/// A word as it is written: names have no stems.
fn in_this_form(words: &Words) -> Words {
    match words {
        Words::AnyForm(word) => Words::Phrase(vec![word.clone()]),
        other => other.clone(),
    }
}

/// The words as they were typed, with a blank between them.
fn value(words: &Words) -> String {
    match words {
        Words::AnyForm(word) | Words::Pattern(word) | Words::Spelt { word, .. } => word.clone(),
        Words::Phrase(words) | Words::Compound(words) | Words::Window { words, .. } => words.join(" "),
    }
}

pub(super) fn term(field: Field, text: &str) -> Compiled {
    Box::new(TermQuery::new(Term::from_field_text(field, text), IndexRecordOption::Basic))
}

fn all_terms(field: Field, terms: &[String]) -> Compiled {
    match terms {
        [one] => term(field, one),
        several => {
            Box::new(BooleanQuery::intersection(several.iter().map(|text| term(field, text)).collect()))
        }
    }
}

fn phrase(field: Field, terms: &[String]) -> Compiled {
    match terms {
        [one] => term(field, one),
        several => Box::new(PhraseQuery::new(
            several.iter().map(|text| Term::from_field_text(field, text)).collect(),
        )),
    }
}

pub(super) fn any(mut queries: Vec<Compiled>) -> Compiled {
    match queries.len() {
        0 => Box::new(EmptyQuery),
        1 => queries.remove(0),
        _ => Box::new(BooleanQuery::union(queries)),
    }
}

pub(crate) fn kind_name(unit: Unit) -> &'static str {
    match unit {
        Unit::Article => "article",
        Unit::Quotation => "quote",
    }
}
