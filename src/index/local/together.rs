//! What has to stand in one text to Tantivy queries: words near each other, phrases with patterns in them, words whose
//! letters are open; and what has to stand often enough in an article.

use super::compile::Compiled;
use super::compile::Compiler;
use super::compile::Form;
use super::compile::any;
use super::compile::name_query;
use super::compile::readings;
use super::compile::term;
use super::document::how;
use super::forms::Terms;
use super::join::Join;
use super::join::To;
use super::spans::AtLeast;
use super::spans::Spans;
use super::spans::Told;
use super::unreadable::Unreadable;
use crate::fields;
use crate::fields::Kind as Values;
use crate::query::Query;
use crate::query::Unit;
use crate::query::Words;
use crate::quote::Kind;
use crate::search::sought::Leaf;
use crate::search::sought::Leaves;
use crate::search::sought::Sought;
use crate::search::sought::is_pattern;
use std::sync::Arc;
use tantivy::query::BooleanQuery;
use tantivy::query::EmptyQuery;
use tantivy::query::Occur;
use tantivy::schema::Field;

/// Of which fields words are taken.
type Admits = dyn Fn(&fields::Field) -> bool;

impl Compiler<'_> {
    /// The documents of the unit with a text in which a part of a query stands: a passage, a headline, a quotation.
    pub(super) fn in_one_text(&self, query: &Query, unit: Unit) -> Compiled {
        if unit == Unit::Quotation && query.is_of_article_text() {
            return self.through_article(self.in_one_text(query, Unit::Article), unit);
        }
        let f = self.fields;
        let passages = || self.standing(f.passage_exact, query, &of_text);
        let headlines = |admits: &Admits| self.standing(f.title_exact, query, admits);
        let join = |to| move |texts| -> Compiled { Box::new(Join::new(to, texts, self.blocks)) };
        any(match unit {
            Unit::Article => {
                let quotations = self.quotations(query).filter(|_| names(query, &fields::SAID));
                let behind = [passages(), quotations].into_iter().flatten().map(join(To::Article));
                behind.chain(headlines(&of_headline)).collect()
            }
            Unit::Quotation => {
                let of_title = headlines(&|field| *field == fields::TITLE).map(join(To::Quotes));
                self.quotations(query).into_iter().chain(of_title).collect()
            }
        })
    }

    /// The parts of an `OR`. Where articles are asked for, those that have to stand in one text are sought at once: each text is
    /// read once for all of them, and an article is left at the first that it has.
    pub(super) fn each_of(&self, parts: &[Query], unit: Unit) -> Vec<Compiled> {
        let many_phrases = parts.iter().filter(|part| is_phrase(part)).count() > FEW_PHRASES;
        let is_at_once = |part: &&Query| {
            let is_together = is_phrase(part) && many_phrases && self.is_read_alike(part)
                || matches!(together(part).as_slice(), [whole] if std::ptr::eq(*whole, *part));
            unit == Unit::Article && is_together && is_running_text(part)
        };
        let (at_once, apart): (Vec<&Query>, Vec<&Query>) = parts.iter().partition(is_at_once);
        let at_once = Query::any(at_once.into_iter().cloned().collect());
        let at_once = at_once.map(|parts| self.in_one_text(&parts, unit));
        apart.into_iter().map(|part| self.matching(part, unit)).chain(at_once).collect()
    }

    /// Whether all languages of the archive read a phrase in the same words. Alone, one with an elision ("l’école close") is found in
    /// any of its readings, in whatever language the article is.
    fn is_read_alike(&self, phrase: &Query) -> bool {
        let Query::Words { words, .. } = phrase else { return false };
        readings(self.languages, words.each(), Form::Exact).len() == 1
    }

    /// The quotations in which it stands; what is sought between quotation marks only in those that have them.
    fn quotations(&self, query: &Query) -> Option<Compiled> {
        let said = |field: &fields::Field| of_text(field) || *field == fields::SAID;
        let whole = self.standing(self.fields.quote_exact, query, &said)?;
        if !names(query, &fields::SAID) {
            return Some(whole);
        }
        let whatever = self.standing(self.fields.quote_exact, query, &of_text);
        Some(any([self.between_marks(whole)].into_iter().chain(whatever).collect()))
    }

    fn between_marks(&self, quotations: Compiled) -> Compiled {
        let reported = term(self.fields.how, how(Kind::Indirect));
        Box::new(BooleanQuery::new(vec![(Occur::Must, quotations), (Occur::MustNot, reported)]))
    }

    /// The texts of a field in which it stands; `None` if no such text can have it.
    fn standing(&self, field: Field, query: &Query, admits: &Admits) -> Option<Compiled> {
        Some(match self.told(field, query, admits)? {
            Ok(told) => Spans::query(told),
            Err(error) => Box::new(Unreadable(error)),
        })
    }

    fn told(&self, field: Field, query: &Query, admits: &Admits) -> Option<tantivy::Result<Told>> {
        let mut leaves = Leaves::default();
        let sought = Sought::of(query, admits, &mut leaves)?;
        let words = leaves.0.iter().map(|leaf| self.forms.of(field, leaf));
        Some(words.collect::<tantivy::Result<_>>().map(|words| self.tell(field, sought, words)))
    }

    fn tell(&self, field: Field, sought: Sought, words: Vec<Arc<Terms>>) -> Told {
        Told {
            field,
            sought,
            words,
            languages: self.languages.to_vec(),
            language: self.fields.language,
            breaks: self.fields.breaks,
            blocks: self.blocks.clone(),
        }
    }

    /// The documents with a name in a field: its words next to each other and in order, or as open as they are.
    pub(super) fn name(&self, field: Field, words: &Words) -> Compiled {
        if !have_open_words(words) {
            return name_query(field, words);
        }
        self.in_its_forms(field, words, |leaf| self.forms.of_name(field, leaf))
    }

    /// The texts of a field that have words in one of the forms of each.
    pub(super) fn in_its_forms(
        &self,
        field: Field,
        words: &Words,
        forms: impl FnMut(&Leaf) -> tantivy::Result<Arc<Terms>>,
    ) -> Compiled {
        let mut leaves = Leaves::default();
        let Some(sought) = Sought::words(words, &mut leaves) else { return Box::new(EmptyQuery) };
        match leaves.0.iter().map(forms).collect() {
            Ok(words) => Spans::query(self.tell(field, sought, words)),
            Err(error) => Box::new(Unreadable(error)),
        }
    }

    /// The passages that hold what has to stand in one, for each part of a query that says so, outside NOT.
    pub(super) fn held_in_passages(&self, query: &Query) -> tantivy::Result<Vec<Spans>> {
        let mut held = Vec::new();
        for part in together(query) {
            let told = self.told(self.fields.passage_exact, part, &of_text).transpose()?;
            held.extend(told.map(Spans::new));
        }
        Ok(held)
    }

    /// The documents of the unit of whose article the headline, passages and quotations have it so often. A quotation has to
    /// have it itself where it is sought in quotations.
    pub(super) fn at_least(&self, times: u32, of: &Query, unit: Unit) -> Compiled {
        let f = self.fields;
        let said = |field: &fields::Field| *field == fields::SAID;
        let counted = [
            self.told(f.passage_exact, of, &of_text).map(|told| told.map(Spans::new)),
            self.told(f.title_exact, of, &of_headline).map(|told| told.map(Spans::new)),
            self.told(f.quote_exact, of, &said).map(|told| {
                told.map(|told| Spans::new(told).only(|candidates| self.between_marks(candidates)))
            }),
        ];
        let articles: Compiled = match counted.into_iter().flatten().collect() {
            Ok(counted) => Box::new(AtLeast::new(times, counted, self.blocks)),
            Err(error) => Box::new(Unreadable(error)),
        };
        match unit {
            Unit::Article => articles,
            Unit::Quotation => {
                let quotations: Compiled = Box::new(Join::new(To::Quotes, articles, self.blocks));
                if of.unit() == Unit::Article {
                    return quotations;
                }
                Box::new(BooleanQuery::intersection(vec![quotations, self.in_one_text(of, unit)]))
            }
        }
    }
}

/// Whether words of running text have to be looked for in the texts themselves, because their letters or their order are open.
pub(super) fn are_open(field: &fields::Field, words: &Words) -> bool {
    field.kind == Values::Prose && have_open_words(words)
}

fn have_open_words(words: &Words) -> bool {
    match words {
        Words::AnyForm(_) | Words::Compound(_) => false,
        Words::Phrase(words) => words.iter().any(|word| is_pattern(word)),
        Words::Pattern(_) | Words::Spelt { .. } | Words::Window { .. } => true,
    }
}

/// The parts of a query that are several words of one text, and are not looked for as phrases.
fn together(query: &Query) -> Vec<&Query> {
    match query {
        Query::Near { .. } => vec![query],
        Query::Words { field, words: words @ (Words::Phrase(_) | Words::Window { .. }) }
            if are_open(field, words) =>
        {
            vec![query]
        }
        Query::And(parts) | Query::Or(parts) => parts.iter().flat_map(together).collect(),
        _ => Vec::new(),
    }
}

/// So many phrases are found faster by the engine, each for itself.
const FEW_PHRASES: usize = 8;

fn is_phrase(query: &Query) -> bool {
    matches!(query, Query::Words { words: Words::Phrase(words), .. } if words.len() > 1)
}

/// Whether all words of what stands together are of the text.
fn is_running_text(query: &Query) -> bool {
    match query {
        Query::Words { field, .. } => of_text(field),
        Query::Near { parts, .. } => is_running_text(&parts.0) && is_running_text(&parts.1),
        Query::Or(parts) => parts.iter().all(is_running_text),
        _ => false,
    }
}

/// The words of a query that are more than one term each, in order and each once.
pub(super) fn open_words(query: &Query) -> Vec<Leaf> {
    let mut leaves = Leaves::default();
    gather(query, &mut leaves);
    leaves.0.retain(|leaf| !matches!(leaf, Leaf::Exact(_)));
    leaves.0
}

fn gather(query: &Query, leaves: &mut Leaves) {
    match query {
        Query::Words { words, .. } => {
            Sought::words(words, leaves);
        }
        Query::Near { parts, .. } => {
            gather(&parts.0, leaves);
            gather(&parts.1, leaves);
        }
        Query::AtLeast { of: part, .. } | Query::Not(part) => gather(part, leaves),
        Query::And(parts) | Query::Or(parts) => parts.iter().for_each(|part| gather(part, leaves)),
        Query::All | Query::Dated(..) | Query::Undated | Query::Valued { .. } => {}
    }
}

fn of_text(field: &fields::Field) -> bool {
    *field == fields::TEXT || *field == fields::ARTICLE_TEXT
}

fn of_headline(field: &fields::Field) -> bool {
    of_text(field) || *field == fields::TITLE
}

/// Whether any words of a part of a query are of a field.
fn names(query: &Query, wanted: &fields::Field) -> bool {
    match query {
        Query::Words { field, .. } => *field == wanted,
        Query::Near { parts, .. } => names(&parts.0, wanted) || names(&parts.1, wanted),
        Query::Or(parts) => parts.iter().any(|part| names(part, wanted)),
        _ => false,
    }
}

#[cfg(test)]
mod tests;
