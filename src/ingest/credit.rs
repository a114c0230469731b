//! Lines between headline and story: bylines, outlets, dates, in all the ways they are put on a line.

use super::furniture;
use crate::article::byline;
use crate::article::date;
use crate::article::outlet;
use crate::article::stamp;

/// What one line of credits says. Its dates are read later, when the outlet's country is known.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Credit {
    pub(super) people: Vec<String>,
    pub(super) outlet: Option<String>,
    pub(super) has_date: bool,
}

/// A line longer than this is prose; the longest byline seen names nine people.
const LONGEST: usize = 300;

/// The marks between the parts of a line of credits.
const SEPARATORS: &[&str] = &[" · ", " | ", " • ", " / ", " — ", " – "];

/// Reads a line that is credits and nothing else.
///
/// "Catharine Roe · Anytown News · Posted: Mar 22, 2023", "By Ann Roe", "Updated March 22, 2023", "Anytown News".
pub(super) fn read(line: &str) -> Option<Credit> {
    if line.len() > LONGEST {
        return None;
    }
    if let Some(byline) = byline::labelled(line) {
        return Some(credit(byline));
    }
    if stamp::is_stamp(line) {
        return Some(Credit { has_date: true, ..Credit::default() });
    }
    let parts = parts(line);
    match parts.as_slice() {
        [one] => alone(one),
        parts => together(parts),
    }
}

/// Whether a line opens a paragraph of its own wherever it stands: labelled bylines and dates do.
pub(super) fn opens(line: &str) -> bool {
    line.len() <= LONGEST && (byline::labelled(line).is_some() || stamp::is_stamp(line))
}

fn credit(byline: byline::Byline) -> Credit {
    Credit { people: byline.people, outlet: byline.affiliation, has_date: false }
}

fn parts(line: &str) -> Vec<&str> {
    let mut parts = vec![line];
    for separator in SEPARATORS {
        parts = parts.into_iter().flat_map(|part| part.split(separator)).collect();
    }
    parts.into_iter().map(str::trim).filter(|part| !part.is_empty()).collect()
}

/// One part: an outlet by its known name, "Ann Roe, Northern Wire", "Anytown News reporter".
fn alone(line: &str) -> Option<Credit> {
    if let Some(known) = outlet::by_name(line) {
        return Some(Credit { outlet: Some(known.name.to_string()), ..Credit::default() });
    }
    // "Anytown News, Ottawa": an outlet and where it wrote from.
    if let Some((name, place)) = line.split_once(", ")
        && place.split(' ').count() <= 3
        && place.starts_with(char::is_uppercase)
        && let Some(known) = outlet::by_name(name)
    {
        return Some(Credit { outlet: Some(known.name.to_string()), ..Credit::default() });
    }
    let named = byline::bare(line).filter(|byline| byline.affiliation.is_some() || ends_in_role(line));
    named.map(credit).or_else(|| role(line)).or_else(|| around_dates(line))
}

/// "Ann Roe, chroniqueuse", "Ann Roe Wales correspondent", "Ann Roe ann.roe@herald.example".
fn ends_in_role(line: &str) -> bool {
    line.rsplit_once(", ").is_some_and(|(_, last)| byline::is_role(last))
        || byline::role_line(line).is_some()
        || line.split(' ').any(|word| word.contains('@'))
}

fn role(line: &str) -> Option<Credit> {
    let before = byline::role_line(line)?;
    Some(Credit { outlet: byline::affiliation(before), ..Credit::default() })
}

/// Several parts: each must be known for what it is, but one may be an outlet that nobody has heard of, if people or
/// dates stand beside it.
fn together(parts: &[&str]) -> Option<Credit> {
    let mut whole = Credit::default();
    let mut unknown = None;
    for part in parts {
        match one_of_several(part) {
            // "Ann Roe · Anytown Echo · Posted: …": people are named in one part, so the second is no person.
            Some(found) if !found.people.is_empty() && !whole.people.is_empty() => {
                whole.outlet.get_or_insert_with(|| part.to_string());
            }
            Some(found) => whole.add(found),
            None if furniture::is_section(part) || furniture::kind(part).is_some() => {}
            // How to write to her, and the time that stands apart from its date: "February 11, 2025 / 7:30 AM EST".
            None if part.contains('@') && !part.contains(' ') || whole.has_date && date::is_time(part) => {}
            None if unknown.is_none() && is_short_name(part) => unknown = Some(part.to_string()),
            None => return None,
        }
    }
    let is_framed = whole.has_date && !whole.people.is_empty();
    if unknown.is_some() && !is_framed {
        return None;
    }
    whole.outlet = whole.outlet.or(unknown);
    (whole != Credit::default()).then_some(whole)
}

fn one_of_several(part: &str) -> Option<Credit> {
    if stamp::is_stamp(part) || stamp::is_label(part) {
        return Some(Credit { has_date: true, ..Credit::default() });
    }
    let byline = byline::labelled(part).or_else(|| byline::bare(part)).map(credit);
    byline
        .or_else(|| alone(part))
        .or_else(|| byline::affiliation(part).map(|name| Credit { outlet: Some(name), ..Credit::default() }))
}

/// "By Ann Roe March 3, 2024": what is left when the dates are cut out must be credits too.
fn around_dates(line: &str) -> Option<Credit> {
    let dates = date::find(line, None);
    let first = dates.first()?;
    let rest = line[..first.range.start].trim_end_matches([' ', ',', '-', '–', '—', ':', '(']);
    let tail = &line[dates.last().map_or(line.len(), |last| last.range.end)..];
    let is_whole = tail.trim_matches([' ', ')', '.', ',']).is_empty() || stamp::is_stamp(tail);
    let (rest, label) = rest.rsplit_once([' ', ',']).unwrap_or((rest, ""));
    let rest = if stamp::is_label(label) {
        rest.trim_end_matches([' ', ',']).to_string()
    } else {
        format!("{rest} {label}")
    };
    let of_outlet = || Some(Credit { outlet: Some(byline::affiliation(rest.trim())?), ..Credit::default() });
    let byline = byline::labelled(&rest).or_else(|| byline::bare(&rest)).map(credit).or_else(of_outlet);
    byline.filter(|_| is_whole).map(|byline| Credit { has_date: true, ..byline })
}

fn is_short_name(part: &str) -> bool {
    part.starts_with(char::is_uppercase)
        && part.split(' ').count() <= 5
        && !part.ends_with(['.', '?', '!', ':'])
}

impl Credit {
    fn add(&mut self, other: Credit) {
        self.people.extend(other.people);
        self.outlet = self.outlet.take().or(other.outlet);
        self.has_date |= other.has_date;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn credits_are_read_in_every_form() {
        for (line, people, outlet, has_date) in [
            (
                "Ann Roe · CBC News · Posted: Mar 22, 2023 9:55 PM EDT | Last Updated: 25 minutes ago",
                &["Ann Roe"][..],
                Some("CBC News"),
                true,
            ),
            ("Ann Roe · Anytown Echo · Posted: Mar 22, 2023", &["Ann Roe"], Some("Anytown Echo"), true),
            ("Published Mar 22, 2023 • Last updated 4 minutes ago • 5 minute read", &[], None, true),
            ("Author of the article:Ann Roe, Bo Li", &["Ann Roe", "Bo Li"], None, false),
            ("CTVNews.ca writer", &[], Some("CTV News"), false),
            ("Northlight News reporter", &[], Some("Northlight News"), false),
            ("Ines Corvath, Northern Wire", &["Ines Corvath"], Some("Northern Wire"), false),
            ("Ann Roe, chroniqueuse", &["Ann Roe"], None, false),
            ("By Ann Roe - March 3, 2024", &["Ann Roe"], None, true),
            ("By Ann Roe, published March 3, 2024", &["Ann Roe"], None, true),
            ("BBC News, Toronto", &[], Some("BBC News"), false),
            ("The Anytown Standard, 4 March 2024", &[], Some("The Anytown Standard"), true),
            ("Ann Roe Wales correspondent", &["Ann Roe"], None, false),
            ("Ann Roe ann.roe@anytownherald.example", &["Ann Roe"], None, false),
            ("Ann Roe · ann.roe@anytownherald.example", &["Ann Roe"], None, false),
            ("February 11, 2025 / 7:30 AM EST / CBS News", &[], Some("CBS News"), true),
            ("Ann Roe and Bo Li | Northern Gazette", &["Ann Roe", "Bo Li"], Some("Northern Gazette"), false),
        ] {
            let found = read(line).unwrap_or_else(|| panic!("no credit: {line}"));
            assert_eq!(
                (&found.people[..], found.outlet.as_deref(), found.has_date),
                (&people.iter().map(|p| p.to_string()).collect::<Vec<_>>()[..], outlet, has_date),
                "{line}"
            );
        }
    }

    #[test]
    fn headlines_and_sentences_are_no_credits() {
        for line in [
            "Han Roe resigns from caucus amid allegations",
            "Denies he was told — and says so again",
            "The mill closed on May 3, 2024, and nobody came.",
            "Ann Roe",
            "Joanna Harbrecht is going to Port Marrick.",
            "Bridge closed | What we know",
            "",
        ] {
            assert_eq!(read(line), None, "{line}");
        }
    }
}
