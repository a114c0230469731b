//! What plain words bind to: the quotation, once `speaker:`, `said:` or `is:` occurs, and what is said where that may surprise.

use super::Query;
use super::Unit;
use super::Words;
use crate::fields;
use crate::fields::Field;

/// So many plain words are named.
const MOST_NAMED: usize = 3;

/// The query with `text:` as it is meant for a unit: beside quotations the words of their articles, else what a plain word is.
pub(super) fn bound(mut query: Query, unit: Unit) -> Query {
    match unit {
        Unit::Article => make_plain(&mut query),
        Unit::Quotation => settle(&mut query),
    }
    query
}

fn make_plain(query: &mut Query) {
    match query {
        Query::Words { field, .. } if *field == &fields::ARTICLE_TEXT => *field = &fields::TEXT,
        Query::Near { parts, .. } => {
            make_plain(&mut parts.0);
            make_plain(&mut parts.1);
        }
        Query::Not(part) | Query::AtLeast { of: part, .. } => make_plain(part),
        Query::And(parts) | Query::Or(parts) => parts.iter_mut().for_each(make_plain),
        Query::All | Query::Words { .. } | Query::Valued { .. } | Query::Dated(..) | Query::Undated => {}
    }
}

/// What stands near each other is of one text, and what is counted is of the article anyway.
fn settle(query: &mut Query) {
    match query {
        Query::Near { .. } if !query.is_of_article_text() => make_plain(query),
        Query::AtLeast { of, .. } => make_plain(of),
        Query::Not(part) => settle(part),
        Query::And(parts) | Query::Or(parts) => parts.iter_mut().for_each(settle),
        Query::Near { .. } | Query::All | Query::Words { .. } | Query::Valued { .. } => {}
        Query::Dated(..) | Query::Undated => {}
    }
}

/// What to say where a field makes the quotation the unit although not each answer has it: it only leaves out, or stands in
/// one part of an `OR`. Then plain words are looked for inside quotations, which nobody may have thought of.
pub(super) fn surprise(query: &Query) -> Option<String> {
    let mut found = Found::default();
    found.look(query, false);
    let field = found.asking.or(found.leaving_out)?;
    if found.plain.is_empty() || asks_of_each(query) {
        return None;
    }
    let reason = if found.asking.is_some() { "in only one part of `OR`" } else { "where it only leaves out" };
    let named: Vec<String> = found.plain.iter().take(MOST_NAMED).map(|word| format!("`{word}`")).collect();
    let more = if found.plain.len() > MOST_NAMED { " and others" } else { "" };
    let (is, wide) = (if found.plain.len() == 1 { "is" } else { "are" }, &found.plain[0]);
    let of_articles = if field == &fields::SPEAKER {
        format!(", and articles that quote somebody with `{}:`", fields::QUOTING.name)
    } else {
        String::new()
    };
    Some(format!(
        "{}{more} {is} looked for inside quotations, because `{}:` asks about quotations, even {reason}; \
         anywhere in the article is asked with `text:{wide}`{of_articles}",
        named.join(", "),
        field.name,
    ))
}

/// What a query has of plain words, and of fields that make the quotation the unit.
#[derive(Default)]
struct Found {
    plain: Vec<String>,
    asking: Option<&'static Field>,
    leaving_out: Option<&'static Field>,
}

impl Found {
    fn look(&mut self, query: &Query, is_left_out: bool) {
        match query {
            Query::Words { field, .. } if query.unit() == Unit::Quotation => {
                let place = if is_left_out { &mut self.leaving_out } else { &mut self.asking };
                place.get_or_insert(field);
            }
            Query::Words { field, words } if *field == &fields::TEXT => self.name(plain(words, query)),
            Query::Near { parts, .. } if query.unit() == Unit::Article => {
                if parts.0.is_plain() {
                    self.name(format!("({query})"));
                }
            }
            Query::Near { parts, .. } => {
                self.look(&parts.0, is_left_out);
                self.look(&parts.1, is_left_out);
            }
            Query::AtLeast { of, .. } if of.unit() == Unit::Quotation => self.look(of, is_left_out),
            Query::Not(part) => self.look(part, !is_left_out),
            Query::And(parts) | Query::Or(parts) => {
                parts.iter().for_each(|part| self.look(part, is_left_out));
            }
            Query::AtLeast { .. } | Query::All | Query::Words { .. } | Query::Valued { .. } => {}
            Query::Dated(..) | Query::Undated => {}
        }
    }

    fn name(&mut self, word: String) {
        if !self.plain.contains(&word) {
            self.plain.push(word);
        }
    }
}

/// A word as it was typed; the parts of a compound stand together without marks only where they are printed so.
fn plain(words: &Words, query: &Query) -> String {
    match words {
        Words::AnyForm(word) => word.clone(),
        _ => query.to_string(),
    }
}

/// Whether whatever is found has to be of a quotation that something is asked about.
fn asks_of_each(query: &Query) -> bool {
    match query {
        Query::And(parts) => parts.iter().any(asks_of_each),
        Query::Or(parts) => parts.iter().all(asks_of_each),
        // Which asks for a speaker who is known.
        Query::Not(part) => part.is_of_nobody(),
        Query::Words { .. } | Query::Valued { .. } | Query::Near { .. } | Query::AtLeast { .. } => {
            query.unit() == Unit::Quotation
        }
        Query::All | Query::Dated(..) | Query::Undated => false,
    }
}

impl Query {
    /// Whether all its words are of the articles of quotations.
    pub(crate) fn is_of_article_text(&self) -> bool {
        self.is_all_of(&fields::ARTICLE_TEXT)
    }

    /// Whether all its words are plain.
    fn is_plain(&self) -> bool {
        self.is_all_of(&fields::TEXT)
    }

    fn is_all_of(&self, wanted: &Field) -> bool {
        match self {
            Query::Words { field, .. } => *field == wanted,
            Query::Near { parts, .. } => parts.0.is_all_of(wanted) && parts.1.is_all_of(wanted),
            Query::Or(parts) => parts.iter().all(|part| part.is_all_of(wanted)),
            _ => false,
        }
    }

    /// Whether it asks for quotations whose speaker is not known.
    fn is_of_nobody(&self) -> bool {
        matches!(self, Query::Words { field, words: Words::AnyForm(word) }
            if *field == &fields::SPEAKER && word.eq_ignore_ascii_case(fields::SPEAKER_UNKNOWN))
    }
}

#[cfg(test)]
mod tests {
    use crate::query::parse;
    use jiff::civil::date;

    #[track_caller]
    fn check(typed: &str, expected: Option<&str>) {
        let parsed = parse(typed, date(2023, 3, 24));
        assert!(parsed.complaints.is_empty(), "{typed}: {:?}", parsed.complaints);
        let note = parsed.notes.into_iter().find(|note| note.contains("inside quotations"));
        assert_eq!(note.as_deref(), expected, "{typed}");
    }

    #[test]
    fn a_field_that_only_leaves_out_is_explained() {
        check(
            "mill -said:zebra",
            Some(
                "`mill` is looked for inside quotations, because `said:` asks about quotations, even where it only \
                 leaves out; anywhere in the article is asked with `text:mill`",
            ),
        );
        check(
            "mill -closure -is:indirect \"not one\"",
            Some(
                "`mill`, `closure`, `\"not one\"` are looked for inside quotations, because `is:` asks about quotations, \
                 even where it only leaves out; anywhere in the article is asked with `text:mill`",
            ),
        );
    }

    #[test]
    fn a_field_in_one_part_of_an_or_is_explained() {
        check(
            "mill W/5 plant OR speaker:ruiz",
            Some(
                "`(mill W/5 plant)` is looked for inside quotations, because `speaker:` asks about quotations, even in \
                 only one part of `OR`; anywhere in the article is asked with `text:(mill W/5 plant)`, and articles \
                 that quote somebody with `quoting:`",
            ),
        );
        let note = parse("(a OR said:b) -speaker:c d e f", date(2023, 3, 24)).notes.concat();
        assert!(
            note.starts_with("`a`, `d`, `e` and others are looked for") && note.contains("`said:` asks"),
            "{note}"
        );
    }

    #[test]
    fn what_is_asked_of_each_answer_needs_no_explanation() {
        for typed in [
            "mill speaker:ruiz",
            "mill speaker:ruiz -said:zebra",
            "mill (speaker:ruiz OR said:zebra)",
            "speaker:ruiz OR said:zebra",
            "(mill said:zebra) OR (plant speaker:ruiz)",
            "title:mill -said:zebra",
            "text:mill -said:zebra",
            "text:mill OR speaker:ruiz",
            "outlet:gazette -speaker:ruiz",
            "mill -is:duplicate -quoting:ruiz",
            "mill -speaker:unknown",
            "ATLEAST/2(mill) -said:zebra",
        ] {
            check(typed, None);
        }
    }

    #[test]
    fn text_holds_over_the_article_beside_quotations_alone() {
        for (typed, printed) in [
            ("text:mill", "mill"),
            ("text:mill speaker:ruiz", "text:mill speaker:ruiz"),
            ("text:(mill OR clos*) -said:zebra", "(text:mill OR text:clos*) -said:zebra"),
            ("text:(mill W/5 plant) said:zebra", "text:mill W/5 text:plant said:zebra"),
            ("text:mill W/5 plant said:zebra", "mill W/5 plant said:zebra"),
            ("ATLEAST/2(text:mill) said:zebra", "ATLEAST/2(mill) said:zebra"),
        ] {
            let parsed = parse(typed, date(2023, 3, 24));
            assert!(parsed.complaints.is_empty(), "{typed}: {:?}", parsed.complaints);
            assert_eq!(parsed.query.to_string(), printed, "{typed}");
            assert_eq!(parse(printed, date(2023, 3, 24)).query, parsed.query, "{printed}");
        }
    }
}
