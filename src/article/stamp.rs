//! Lines of dates: "Published Mar 22, 2023 • Last updated 4 minutes ago • 5 minute read".

use super::Printed;
use super::date;
use super::table;
use super::zone;
use crate::text::fold;
use regex::Regex;
use std::borrow::Cow;
use std::collections::HashMap;
use std::ops::Range;
use std::sync::LazyLock;

/// The dates that a line gives, by what it says they are.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Stamps {
    /// When it was published: the date that is called so, else one that is called nothing.
    pub published: Option<Printed>,
    /// When it was changed.
    pub updated: Option<Printed>,
}

impl Stamps {
    /// Takes over what `other` knows and this does not.
    pub fn or(self, other: Stamps) -> Stamps {
        Stamps { published: self.published.or(other.published), updated: self.updated.or(other.updated) }
    }
}

/// Reads a line of dates; `country` is the outlet's.
///
/// ```
/// use onrecord::article::stamp;
///
/// let stamps = stamp::read("Updated March 22, 2023 10:44 p.m. EDT", None);
/// assert_eq!(stamps.updated.unwrap().to_string(), "2023-03-22T22:44:00-04:00");
/// assert_eq!(stamps.published, None);
/// ```
pub fn read(line: &str, country: Option<&str>) -> Stamps {
    let mut stamps = Stamps::default();
    let mut start = 0;
    for found in date::find(line, country) {
        let label = fold(line.get(start..found.range.start).unwrap_or_default());
        if holds(&label, "updated") {
            stamps.updated = stamps.updated.or(Some(found.printed));
        } else {
            stamps.published = stamps.published.or(Some(found.printed));
        }
        start = found.range.end;
    }
    stamps
}

/// What browsers run together when two parts of a line are copied: "March 12, 20251:45 PM EDTUpdated 3 hours ago".
static RUN_TOGETHER: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(r"(?x) \b(?P<year>(?:19|20)\d\d) (?P<time>\d{1,2}:\d\d) | (?P<end>\d{4}|\b[A-Z]{2,4}) (?P<label>Updated|Published|Last\ updated|yesterday|today)").ok()
});

/// The line with blanks where dates, times and labels have run together.
pub fn apart(line: &str) -> Cow<'_, str> {
    // Longer lines are prose, which nobody copies out of several parts.
    let fits = line.len() < 200 && line.bytes().any(|b| b.is_ascii_digit());
    match RUN_TOGETHER.as_ref().filter(|_| fits) {
        Some(pattern) => pattern.replace_all(line, "$year$end $time$label"),
        None => Cow::Borrowed(line),
    }
}

/// Whether words are dates and what goes with them, and nothing else.
pub fn is_stamp(words: &str) -> bool {
    let dates: Vec<Range<usize>> = date::find(words, None).into_iter().map(|found| found.range).collect();
    let mut rest = String::new();
    let mut start = 0;
    for range in &dates {
        rest.push_str(&words[start..range.start]);
        rest.push(' ');
        start = range.end;
    }
    rest.push_str(&words[start..]);
    let rest = fold(&without_zones(&rest));
    let tells = holds(&rest, "relative") || holds(&rest, "reading") || rest.split(' ').any(is_short_ago);
    // "Publié à 6 h 12", "Posted 11/02/2025": no date that can be told, but nothing else either.
    let announces = || rest.contains(|c: char| c.is_ascii_digit()) && begins_with_label(&rest);
    (!dates.is_empty() || tells || announces()) && is_all_labels(&rest)
}

/// Without the zones behind times: of "2:03 PM PST" nobody knows the zone who does not know the country.
fn without_zones(words: &str) -> String {
    let is_other = |word: &&str| !zone::is_abbreviation(word.trim_matches(|c: char| !c.is_alphanumeric()));
    words.split(' ').filter(is_other).collect::<Vec<_>>().join(" ")
}

/// "3h", "5d": how pages of many outlets say how long ago it was.
fn is_short_ago(word: &str) -> bool {
    let word = word.trim_matches(|c: char| !c.is_alphanumeric());
    let figures = word.trim_end_matches(['d', 'h', 'j', 'm', 'w', 'y']);
    figures.len() + 1 == word.len()
        && (1..=2).contains(&figures.len())
        && figures.bytes().all(|b| b.is_ascii_digit())
}

/// Whether a line says what its dates are: "Published", "25 minutes ago", "5 minute read". A date alone may be a
/// heading of the story's own.
pub fn is_labelled(line: &str) -> bool {
    let folded = fold(line);
    ["published", "updated", "relative", "reading"].iter().any(|kind| holds(&folded, kind))
}

/// Whether words only announce a date: "Published", "Last updated:".
pub fn is_label(words: &str) -> bool {
    let folded = fold(words.trim_end_matches([':', ' ']));
    ["published", "updated"].iter().any(|kind| forms(kind).any(|form| form == folded))
}

fn begins_with_label(folded: &str) -> bool {
    let opens =
        |form| folded.strip_prefix(form).is_some_and(|rest: &str| !rest.starts_with(char::is_alphanumeric));
    ["published", "updated"].iter().any(|kind| forms(kind).any(opens))
}

/// Whether a word is the full name of a day of the week.
pub fn is_weekday(word: &str) -> bool {
    // Longer than four letters: "Sun", "Mon" and "Mar" are surnames too.
    if word.len() <= 4 {
        return false;
    }
    let folded = fold(word);
    forms("weekday").any(|form| form == folded)
}

/// The forms of every kind, in the order of the table.
static FORMS: LazyLock<HashMap<&str, Vec<&str>>> = LazyLock::new(|| {
    let mut known: HashMap<&str, Vec<&str>> = HashMap::new();
    for [kind, _, forms, _] in table::rows::<4>(date::TABLE) {
        known.entry(kind).or_default().extend(forms.split(','));
    }
    known
});

fn forms(kind: &str) -> impl Iterator<Item = &'static str> {
    FORMS.get(kind).into_iter().flatten().copied()
}

/// Whether folded words hold one of the forms of a kind, as whole words.
fn holds(folded: &str, kind: &str) -> bool {
    forms(kind).any(|form| {
        folded.match_indices(form).any(|(at, _)| {
            !folded[..at].ends_with(char::is_alphanumeric)
                && !folded[at + form.len()..].starts_with(char::is_alphanumeric)
        })
    })
}

/// Every single word that labels, relative times and reading times are made of.
static LABEL_WORDS: LazyLock<Vec<&str>> = LazyLock::new(|| {
    let kinds = ["day", "published", "reading", "relative", "updated", "weekday"];
    let mut words: Vec<&str> =
        kinds.iter().flat_map(|kind| forms(kind)).flat_map(|form| form.split(' ')).collect();
    words.extend([
        "at", "on", "le", "a", "the", "il", "y", "an", "about", "h", "et", "and", "aujourd", "hui", "uk",
    ]);
    // "am 4. Mai um 8.30 Uhr", "el 4 de mayo a las 8:30 h", "den 4. mai kl. 08:30".
    words.extend([
        "am", "um", "uhr", "el", "las", "hs", "hrs", "alle", "ore", "den", "kl", "klo", "om", "ora", "ist",
        "gmt", "pm", "p", "m",
    ]);
    words.sort_unstable();
    words.dedup();
    words
});

fn is_all_labels(folded: &str) -> bool {
    let mut words = folded.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    words.all(|word| {
        word.bytes().all(|b| b.is_ascii_digit())
            || LABEL_WORDS.binary_search(&word).is_ok()
            || is_short_ago(word)
            || is_hour(word)
            // "Last updated: March 5", the year of which stands with another date.
            || date::is_month(word)
    })
}

/// "05h30".
fn is_hour(word: &str) -> bool {
    let is_number = |part: &str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit());
    word.split_once('h').is_some_and(|(hours, minutes)| is_number(hours) && is_number(minutes))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_of_dates_is_nothing_but_dates() {
        for (line, expected) in [
            ("Updated March 22, 2023 10:44 p.m. EDT", true),
            ("Posted: Mar 22, 2023 9:55 PM EDT | Last Updated: 25 minutes ago", true),
            ("Published Mar 22, 2023 • Last updated 4 minutes ago • 5 minute read", true),
            ("Le mardi 17 septembre 2024", true),
            ("Il y a 3 heures", true),
            ("Publié hier à 17 h 30", true),
            ("May 23, 2024", true),
            ("The report was published on March 22, 2023.", false),
            ("The mill closed on Aug. 30, 2024", false),
            ("Liberal MP Han leaves", false),
            ("Yesterday", true),
            ("March 5, 2024 2:03 PM PST", true),
            ("Published March 5, 2024 at 2:03 p.m. PT", true),
            ("Posted: Mar 05, 2024 2:03 PM PST | Last Updated: March 5", true),
            ("Published yesterday at 4:04 PM EDT", true),
            ("Publié hier à 16 h 04 HAE", true),
            ("Updated 2:03 PM EST, Tue March 5, 2024", true),
            ("3h", true),
            ("Publié à 6 h 12", true),
            ("Mis à jour à 14 h 30", true),
            ("Publié le 4 mars", true),
            ("Publié aujourd’hui à 05h30", true),
            ("Posted 11/02/2025 07:30", true),
            ("Friday 19 July 2024 16:03, UK", true),
            ("Published in 12 countries", false),
            ("Filed 12 motions", false),
            ("3h • 4 min read", true),
            ("March", false),
            ("5G", false),
            ("", false),
        ] {
            assert_eq!(is_stamp(line), expected, "{line}");
        }
    }

    #[test]
    fn what_has_run_together_comes_apart() {
        for (line, expected) in [
            (
                "March 12, 20251:45 PM EDT Updated 3 hours ago",
                "March 12, 2025 1:45 PM EDT Updated 3 hours ago",
            ),
            (
                "March 12, 202510:45 AM EDTUpdated March 12, 2025",
                "March 12, 2025 10:45 AM EDT Updated March 12, 2025",
            ),
            ("Sept. 18, 2025 at 4:46 p.m. EDTyesterday", "Sept. 18, 2025 at 4:46 p.m. EDT yesterday"),
            ("Order 202510 is late", "Order 202510 is late"),
            ("The COVIDUpdated page of 2020", "The COVIDUpdated page of 2020"),
        ] {
            assert_eq!(apart(line), expected);
        }
    }

    #[test]
    fn published_and_updated_are_told_apart() {
        let stamps =
            read("Publié le 22 mai 2024 à 5 h 50 HAE | Mis à jour le 22 mai 2024 à 9 h 15 HAE", None);
        assert_eq!(stamps.published.map(|p| p.to_string()).as_deref(), Some("2024-05-22T05:50:00-04:00"));
        assert_eq!(stamps.updated.map(|p| p.to_string()).as_deref(), Some("2024-05-22T09:15:00-04:00"));
        let reversed = read("Last updated: Sep 6, 2024 - Published: Sep 5, 2024", None);
        assert_eq!(reversed.published.map(|p| p.to_string()).as_deref(), Some("2024-09-05"));
    }
}
