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
    /// The plain words, in order, each once.
    pub words: Vec<String>,
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
    /// let query = parse("mill closing \"not one job\" outlet:gazette", jiff::civil::date(2023, 3, 24)).query;
    /// let loose = Loose::of(&query).unwrap();
    /// assert_eq!(loose.words, ["mill", "closing"]);
    /// assert_eq!(loose.strict.to_string(), "\"not one job\" outlet:gazette");
    /// ```
    pub fn of(query: &Query) -> Option<Loose> {
        let parts = match query {
            Query::And(parts) => parts.as_slice(),
            part => std::slice::from_ref(part),
        };
        let mut words: Vec<String> = Vec::new();
        let mut strict = Vec::new();
        for part in parts {
            match plain(part) {
                Some(word) if words.iter().any(|known| known == word) => {}
                Some(word) => words.push(word.to_string()),
                None => strict.push(part.clone()),
            }
        }
        (!words.is_empty()).then(|| Loose { words, strict: Query::all(strict) })
    }
}

/// A word of the text in any form.
fn plain(part: &Query) -> Option<&str> {
    match part {
        Query::Words { field, words: Words::AnyForm(word) } if *field == &fields::TEXT => Some(word),
        _ => None,
    }
}
