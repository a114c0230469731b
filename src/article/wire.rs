//! Agencies: whose copy an article is, apart from who printed it. "OTTAWA (Reuters) —", "By Ann Roe, The Canadian Press",
//! "This report by The Canadian Press was first published …".
//!
//! Which names are agencies' is said in `outlets.tsv`; `wire.tsv` has the lines that credit one.

use super::dateline;
use super::outlet;
use super::outlet::Outlet;
use super::table;
use crate::text::Span;
use crate::text::fold;
use std::sync::LazyLock;

/// One row: how, words, example, agency.
const TABLE: &str = include_str!("wire.tsv");

struct Form {
    is_whole: bool,
    /// Whether a year stands before the name.
    is_dated: bool,
    /// What stands before the agency's name, or the year before it, and what after it.
    before: &'static str,
    after: &'static str,
}

static FORMS: LazyLock<Vec<Form>> = LazyLock::new(|| table::rows(TABLE).filter_map(form).collect());

fn form([how, words, _, _]: [&'static str; 4]) -> Option<Form> {
    let (before, after) = words.split_once('…')?;
    let (before, is_dated) = before.split_once('#').map_or((before, false), |(before, _)| (before, true));
    Some(Form { is_whole: how == "whole", is_dated, before, after })
}

/// The agency of this name: "CP", "The Canadian Press". `None` for names of other outlets.
pub fn named(name: &str) -> Option<&'static Outlet> {
    outlet::by_name(name).filter(|outlet| outlet.is_agency)
}

/// The agency in the brackets of the dateline that opens a text.
///
/// ```
/// use onrecord::article::wire;
///
/// assert_eq!(wire::of_dateline("LISBON, May 4 (Reuters) — No.").unwrap().name, "Reuters");
/// assert_eq!(wire::of_dateline("LISBON — No."), None);
/// ```
pub fn of_dateline(text: &str) -> Option<&'static Outlet> {
    let first = text.split("\n\n").next()?;
    named(dateline::dateline(Span::whole(first), text)?.agency?.slice(text))
}

/// A credit is not longer than this many bytes: the longest seen, with date and a phrase on rights, has 190.
const LONGEST: usize = 250;

/// The agency that a line credits, if crediting is all that the line does.
///
/// ```
/// use onrecord::article::wire;
///
/// let line = "This report by The Canadian Press was first published March 3, 2024.";
/// assert_eq!(wire::of_line(line).unwrap().name, "The Canadian Press");
/// assert_eq!(wire::of_line("With files from The Canadian Press"), None);
/// ```
pub fn of_line(line: &str) -> Option<&'static Outlet> {
    of_form(line, |_| true)
}

/// The same, of a line that says so in a sentence or with a year; a bare name is not enough. For pages, on which names of
/// agencies stand below pictures and in menus.
pub fn of_worded_line(line: &str) -> Option<&'static Outlet> {
    of_form(line, |form| !form.is_whole)
}

fn of_form(line: &str, fits: impl Fn(&Form) -> bool) -> Option<&'static Outlet> {
    if line.len() > LONGEST {
        return None;
    }
    // As furniture is compared: typographic dashes are hyphens, and French prints a blank before a colon.
    let folded = fold(line.trim()).replace(" :", ":");
    FORMS.iter().filter(|form| fits(form)).find_map(|form| form.agency(&folded))
}

impl Form {
    fn agency(&self, line: &str) -> Option<&'static Outlet> {
        let rest = line.strip_prefix(self.before)?;
        let rest = if self.is_dated { after_year(rest)? } else { rest };
        let name = match (self.is_whole, self.after) {
            (true, after) => rest.trim_end_matches('.').strip_suffix(after)?,
            (false, "") => first_sentence(rest),
            (false, after) => &rest[..rest.find(after)?],
        };
        named(name.trim())
    }
}

/// "2024, the canadian press", "2023-2024 reuters".
fn after_year(words: &str) -> Option<&str> {
    let rest = words.trim_start_matches(|c: char| c.is_ascii_digit() || c == '-');
    (words.len() - rest.len() >= 4).then(|| rest.trim_start_matches([',', ' ']))
}

/// "the associated press. all rights reserved.": the name ends where the sentence does.
fn first_sentence(words: &str) -> &str {
    words.split(['.', ',', '|']).find(|piece| piece.contains(char::is_alphabetic)).unwrap_or(words)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_is_sound_and_its_examples_hold() {
        assert!(table::is_sound::<4>(TABLE));
        let rows: Vec<[&str; 4]> = table::rows(TABLE).collect();
        assert!(rows.is_sorted_by_key(|row| (row[0], row[1])), "sort wire.tsv by how and words");
        assert_eq!(FORMS.len(), rows.len(), "words without …");
        for [how, words, example, agency] in rows {
            assert!(["starts", "whole"].contains(&how), "{how}");
            assert_eq!(fold(words).replace("...", "…"), words);
            assert_eq!(of_line(example).map(|outlet| outlet.name), Some(agency), "{example}");
        }
    }

    #[test]
    fn lines_credit_agencies() {
        for (line, agency) in [
            ("© 2024, The Canadian Press. All rights reserved.", Some("The Canadian Press")),
            ("Copyright 2024 The Associated Press", Some("The Associated Press")),
            ("(AP)", Some("The Associated Press")),
            ("© 2024 Harrow Bay Herald. All rights reserved.", None),
            ("© 2024 Harrow Bay Herald, with The Canadian Press", None),
            ("With files from The Canadian Press", None),
            ("The Associated Press contributed to this report.", None),
            ("“No,” she told Reuters.", None),
            ("Reuters was told so on Tuesday.", None),
            ("", None),
        ] {
            assert_eq!(of_line(line).map(|outlet| outlet.name), agency, "{line}");
        }
    }

    #[test]
    fn a_bare_name_is_enough_below_a_story_and_not_on_a_page() {
        assert_eq!(of_line("© AFP").map(|outlet| outlet.name), Some("Agence France-Presse"));
        assert_eq!(of_worded_line("© AFP"), None);
        assert_eq!(of_worded_line("© 2024 AFP").map(|outlet| outlet.name), Some("Agence France-Presse"));
    }

    #[test]
    fn datelines_credit_agencies() {
        for (text, agency) in [
            ("OTTAWA (CP) — The mill closes.\n\nMore.", Some("The Canadian Press")),
            ("BEIJING, Nov. 3 (Xinhua) -- The mill closes.", Some("Xinhua")),
            ("PORT MARRICK (Harbour Post) — The mill closes.", None),
            ("PORT MARRICK — The mill closes.", None),
            ("", None),
        ] {
            assert_eq!(of_dateline(text).map(|outlet| outlet.name), agency, "{text}");
        }
    }
}
