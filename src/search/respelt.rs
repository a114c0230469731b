//! A query with one of its words in another spelling: what is suggested where a word may be a slip.

use crate::fields::Kind;
use crate::query::Query;
use crate::query::Words;

/// The words of running text that a query asks for, each once and as typed: none under `NOT`, and no patterns.
///
/// ```
/// use onrecord::query::parse;
/// use onrecord::search::respellable;
///
/// let query = parse("mill \"not one job\" clos* -strike outlet:gazette mill", jiff::civil::date(2023, 3, 24)).query;
/// assert_eq!(respellable(&query), ["mill", "not", "one", "job"]);
/// ```
pub fn respellable(query: &Query) -> Vec<&str> {
    let mut found: Vec<&str> = Vec::new();
    query.each_wanted(&mut |field, words| {
        if field.kind != Kind::Prose || !is_plain(words) {
            return;
        }
        for word in words.each().iter().filter(|word| !word.contains(['*', '?'])) {
            if !found.contains(&word.as_str()) {
                found.push(word);
            }
        }
    });
    found
}

/// Whether words are looked for as they were typed, without open letters or other spellings.
fn is_plain(words: &Words) -> bool {
    !matches!(words, Words::Pattern(_) | Words::Spelt { .. })
}

/// The query with another word in place of one that [`respellable`] gives, wherever it asks for that.
pub fn respelt(query: &Query, typed: &str, meant: &str) -> Query {
    let again = |part: &Query| respelt(part, typed, meant);
    match query {
        Query::Words { field, words } if field.kind == Kind::Prose && is_plain(words) => {
            Query::Words { field, words: with(words, typed, meant) }
        }
        Query::Near { parts, reach, in_order } => Query::Near {
            parts: Box::new((again(&parts.0), again(&parts.1))),
            reach: *reach,
            in_order: *in_order,
        },
        Query::AtLeast { times, of } => Query::AtLeast { times: *times, of: Box::new(again(of)) },
        Query::And(parts) => Query::And(parts.iter().map(again).collect()),
        Query::Or(parts) => Query::Or(parts.iter().map(again).collect()),
        other => other.clone(),
    }
}

fn with(words: &Words, typed: &str, meant: &str) -> Words {
    let change = |word: &String| if word == typed { meant.to_string() } else { word.clone() };
    let all = |words: &[String]| words.iter().map(change).collect();
    match words {
        Words::AnyForm(word) => Words::AnyForm(change(word)),
        Words::Phrase(words) => Words::Phrase(all(words)),
        Words::Compound(words) => Words::Compound(all(words)),
        Words::Window { words, others } => Words::Window { words: all(words), others: *others },
        open => open.clone(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::query::parse;
    use jiff::civil::date;

    #[track_caller]
    fn check(typed: &str, words: &str, expected: &str) {
        let query = parse(typed, date(2023, 3, 24)).query;
        assert_eq!(respellable(&query).join(" "), words, "{typed}");
        let printed = respelt(&query, "clozure", "closure").to_string();
        assert_eq!(printed, expected);
        let read_again = parse(&printed, date(2023, 3, 24));
        assert_eq!(read_again.query.to_string(), expected, "what is suggested can be typed");
        assert!(read_again.complaints.is_empty());
    }

    #[test]
    fn a_word_is_respelt_wherever_it_is_asked_for() {
        check("mill clozure", "mill clozure", "mill closure");
        check("\"mill clozure\" outlet:clozure", "mill clozure", "\"mill closure\" outlet:clozure");
        check("mill-clozure OR title:clozure", "mill clozure", "mill-closure OR title:closure");
        check("(mill W/5 clozure) -strike", "mill clozure", "mill W/5 closure -strike");
        check(
            "\"mill clozure\"~3 ATLEAST/2(clozure)",
            "mill clozure",
            "\"mill closure\"~3 ATLEAST/2(closure)",
        );
    }

    #[test]
    fn what_is_left_out_and_what_is_open_stays() {
        check("mill -clozure speaker:clozure", "mill", "mill -clozure speaker:clozure");
        check("clozur* clozure~1", "", "clozur* clozure~1");
    }
}
