//! Datelines: the place, and the agency, that open a story: "OTTAWA (Reuters) — The …".

use super::outlet;
use crate::text::Span;

/// The place that opens a story, as in "PORT MARRICK — The minister …".
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Dateline {
    /// All of it, dash included.
    pub span: Span,
    /// The place alone.
    pub place: Span,
    /// The agency or outlet in brackets, where one stands there.
    pub agency: Option<Span>,
}

/// A dateline is not longer than this many bytes: "ST. JOHN’S, Newfoundland and Labrador, March 22 (The Canadian Press) —".
const LONGEST: usize = 90;

/// The marks that close a dateline.
const DASHES: &[&str] = &[" — ", " – ", " - ", " -- ", "—", " ― "];

/// Finds the dateline, if a paragraph opens with one.
///
/// ```
/// use onrecord::article::dateline;
/// use onrecord::text::Span;
///
/// let text = "PARIS (AFP) — The minister has resigned.";
/// let dateline = dateline::dateline(Span::whole(text), text).unwrap();
/// assert_eq!(dateline.place.slice(text), "PARIS");
/// assert_eq!(dateline.agency.unwrap().slice(text), "AFP");
/// ```
pub fn dateline(paragraph: Span, text: &str) -> Option<Dateline> {
    let words = paragraph.slice(text);
    let (end, after) =
        DASHES.iter().filter_map(|dash| words.find(dash).map(|at| (at, at + dash.len()))).min()?;
    let head = words.get(..end).filter(|head| head.len() <= LONGEST)?;
    let (before, agency) = match head.split_once(" (") {
        Some((before, inside)) => (before, Some(inside.strip_suffix(')')?)),
        None => (head, None),
    };
    let place = before.split(',').next().unwrap_or(before);
    let known_agency = agency.is_some_and(|name| outlet::by_name(name).is_some());
    if !(is_in_capitals(place) || known_agency && place.starts_with(char::is_uppercase)) {
        return None;
    }
    let at = |from: usize, to: usize| Span::between(from, to).shifted(paragraph.start());
    let inside = before.len() + " (".len();
    let agency = agency.map(|name| at(inside, inside + name.len()));
    Some(Dateline { span: at(0, after), place: at(0, place.len()), agency })
}

/// Two letters at least: "I — who was there" is no dateline.
fn is_in_capitals(place: &str) -> bool {
    place.chars().filter(|c| c.is_uppercase()).count() >= 2 && !place.chars().any(char::is_lowercase)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_in_capitals_open_a_story() {
        for (text, place, agency) in [
            ("PORT MARRICK — The minister has resigned.", Some("PORT MARRICK"), None),
            ("OTTAWA, March 22 (Reuters) - The minister has resigned.", Some("OTTAWA"), Some("Reuters")),
            ("Toronto (CP) – The minister has resigned.", Some("Toronto"), Some("CP")),
            ("ANSE-AUX-LOUTRES – La ministre a démissionné.", Some("ANSE-AUX-LOUTRES"), None),
            ("MONTRÉAL — La ministre a démissionné.", Some("MONTRÉAL"), None),
            ("The minister — who resigned — was there.", None, None),
            ("I — for one — was there.", None, None),
            ("Toronto (population 3 million) — The minister", None, None),
            ("— C’est une fille ou un garçon ?", None, None),
            ("", None, None),
        ] {
            let found = dateline(Span::whole(text), text);
            assert_eq!(found.map(|found| found.place.slice(text)), place, "{text}");
            assert_eq!(found.and_then(|found| found.agency).map(|span| span.slice(text)), agency, "{text}");
        }
    }
}
