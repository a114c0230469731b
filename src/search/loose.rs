//! Which words of a query an answer may lack.

use crate::fields;
use crate::query::Query;
use crate::query::Words;

/// A query divided into what may be missing from a near answer and what may not.
///
/// Users type from memory, so plain words may be missing. What stands in quotation marks, in a field or under `NOT`, and every
/// alternative (`OR`), was meant as it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Loose {
    /// The plain words, in order, each once: in any form, or compounds.
    pub words: Vec<Words>,
    /// Everything else.
    pub strict: Query,
}

impl Loose {
    /// The parts of a query; `None` where it has no plain words.
    ///
    /// ```
    /// use onrecord::query::parse;
    /// use onrecord::search::Loose;
    ///
    /// let query = parse("mill by-election \"not one job\" outlet:gazette", jiff::civil::date(2023, 3, 24)).query;
    /// let loose = Loose::of(&query).unwrap();
    /// assert_eq!(loose.words.iter().map(Loose::name).collect::<Vec<_>>(), ["mill", "by-election"]);
    /// assert_eq!(loose.strict.to_string(), "\"not one job\" outlet:gazette");
    /// ```
    pub fn of(query: &Query) -> Option<Loose> {
        let parts = match query {
            Query::And(parts) => parts.as_slice(),
            part => std::slice::from_ref(part),
        };
        let mut words: Vec<Words> = Vec::new();
        let mut strict = Vec::new();
        for part in parts {
            match plain(part) {
                Some(word) if words.contains(word) => {}
                Some(word) => words.push(word.clone()),
                None => strict.push(part.clone()),
            }
        }
        (!words.is_empty()).then(|| Loose { words, strict: Query::all(strict) })
    }

    /// One of the words as it is typed.
    pub fn name(word: &Words) -> String {
        word.each().join("-")
    }

    /// Whether one of the words is a compound: then an article may have all the parts and still lack it.
    pub fn has_compounds(&self) -> bool {
        self.words.iter().any(|word| matches!(word, Words::Compound(_)))
    }
}

/// A word of the text in any form, or a compound.
fn plain(part: &Query) -> Option<&Words> {
    match part {
        Query::Words { field, words: words @ (Words::AnyForm(_) | Words::Compound(_)) }
            if *field == &fields::TEXT =>
        {
            Some(words)
        }
        _ => None,
    }
}
