//! What must hold of the reading of any text whatever; the fuzz target asks the same.

use jiff::civil::Date;
use jiff::civil::date;
use onrecord::error::Error;
use onrecord::error::Place;
use onrecord::query::parse;
use onrecord::query::read_as;

/// A Friday.
pub(crate) const TODAY: Date = date(2023, 3, 24);

/// The part of the query that a complaint points at.
pub(crate) fn at_fault(complaint: &Error) -> &str {
    match &complaint.place {
        Place::Query { text, span } => {
            text.get(span.range()).unwrap_or_else(|| panic!("{span:?} lies not in {text:?}"))
        }
        _ => "",
    }
}

/// Reads the text and panics where something does not hold: complaints lie in the text and say how to mend it, and what it was
/// read as prints as a query that reads the same, without complaints and without news.
#[track_caller]
pub(crate) fn reading_holds(text: &str) {
    let parsed = parse(text, TODAY);
    for complaint in &parsed.complaints {
        assert!(!at_fault(complaint).is_empty() || text.len() > 4096, "{text:?}: {complaint}");
        assert!(!complaint.to_string().is_empty());
        assert!(complaint.hint().is_some(), "{text:?}: {complaint}");
    }
    assert!(!read_as(&parsed.query).is_empty());
    let printed = parsed.query.to_string();
    if printed.len() > 4096 {
        return; // a field that holds for a bracket is printed before each of its words
    }
    let again = parse(&printed, TODAY);
    assert_eq!(again.query, parsed.query, "{text:?} prints as {printed:?}");
    let news = again.notes.iter().find(|note| {
        // A small "or" stays a word, and so does a sign of another language once nothing is glued to it any more: both stay worth
        // a note.
        !parsed.notes.contains(note)
            && !note.contains("the operator is written")
            && !note.contains("is searched as words")
    });
    assert!(
        again.complaints.is_empty() && news.is_none(),
        "{text:?} prints as {printed:?}: {news:?} {:?}",
        again.complaints
    );
}
