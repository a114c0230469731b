//! Lines that stand on a page and belong to no story: sign-ups, share lines, handles, captions, advertisements.
//!
//! The words are in `furniture.tsv`. A line that speaks is never furniture, whatever its words: better a sign-up
//! line in the text than a quotation lost.

use super::address;
use crate::article::table;
use crate::text::fold;
use std::sync::LazyLock;

/// One row: kind, how, words, example.
const TABLE: &str = include_str!("furniture.tsv");

struct Rule {
    kind: &'static str,
    how: &'static str,
    words: &'static str,
    /// What comes after a gap: "follow … on twitter".
    then: Option<&'static str>,
}

static RULES: LazyLock<Vec<Rule>> = LazyLock::new(|| {
    let rule = |[kind, how, words, _]: [&'static str; 4]| match words.split_once(" … ") {
        Some((words, then)) if how == "starts" => Rule { kind, how, words, then: Some(then) },
        _ => Rule { kind, how, words, then: None },
    };
    table::rows(TABLE).map(rule).collect()
});

/// The longest furniture that is printed: a caption of two sentences with its credit has some fifty words.
const LONGEST: usize = 60;

/// Hosts of posts and films that pages embed; an address there is never the article's.
const EMBEDS: &[&str] = &[
    "twitter.com",
    "x.com",
    "t.co",
    "youtube.com",
    "youtu.be",
    "instagram.com",
    "facebook.com",
    "tiktok.com",
];

/// What kind of furniture a line is, if it is any: `sign-up`, `share`, `social`, `read-more`, `photo`, `ad`, `credit`,
/// `copyright`, `end`. Names of sections are not among them ([`is_section`]).
pub(super) fn kind(line: &str) -> Option<&'static str> {
    if line.len() > 600 || line.split(' ').count() > LONGEST {
        return None;
    }
    let folded = plain(line);
    let rest = after_label(&folded);
    let rule = RULES.iter().find(|rule| rule.kind != "section" && fits(rule, &folded, rest, line));
    let kind = match rule {
        Some(rule) => rule.kind,
        None if is_handle(line) => "social",
        None if ends_in_photo_credit(line) => "photo",
        None => return None,
    };
    // "Read more: ‘It was dead the day they closed the dam’" quotes a headline, a caption a person: neither is prose.
    let may_quote = matches!(kind, "read-more" | "photo");
    (may_quote && !opens_with_mark(line) || !speaks(line)).then_some(kind)
}

/// Whether a line is the name of a section, as it stands above a headline.
pub(super) fn is_section(line: &str) -> bool {
    let folded = plain(line);
    line.len() < 40 && RULES.iter().any(|rule| rule.kind == "section" && fits(rule, &folded, None, line))
}

/// Whether an address is that of an embedded post or film.
pub(super) fn is_embed(url: &str) -> bool {
    address::host(url).is_some_and(|host| {
        EMBEDS
            .iter()
            .any(|embed| host == *embed || host.strip_suffix(embed).is_some_and(|sub| sub.ends_with('.')))
    })
}

/// `rest` is what follows a label.
fn fits(rule: &Rule, folded: &str, rest: Option<&str>, line: &str) -> bool {
    let words = rule.words;
    match rule.how {
        "whole" => without_count(folded.trim_end_matches(['.', ':', '!', '…', ' '])) == words,
        "starts" => starts(folded, rule) || rest.is_some_and(|rest| starts(rest, rule)),
        "ends" => folded.ends_with(words),
        "holds" => folded.contains(words),
        // "exact"
        _ => line.contains(words),
    }
}

/// "12 comments", "comments (12)": how many there are of it.
fn without_count(folded: &str) -> &str {
    let ahead = folded.split_once(' ').filter(|(count, _)| is_count(count)).map(|(_, words)| words);
    let behind = || folded.rsplit_once(' ').filter(|(_, count)| is_count(count)).map(|(words, _)| words);
    ahead.or_else(behind).unwrap_or(folded)
}

fn is_count(word: &str) -> bool {
    let figures = word.trim_start_matches('(').trim_end_matches(')');
    !figures.is_empty() && figures.bytes().all(|byte| byte.is_ascii_digit())
}

/// Whether folded words open a line; "follow … on twitter" with anything in its gap.
fn starts(folded: &str, rule: &Rule) -> bool {
    let Some(rest) = folded.strip_prefix(rule.words) else { return false };
    match rule.then {
        // 12: a gap holds a name or an adjective, not half a sentence.
        Some(then) => {
            let gap = rest.find(then).map(|at| &rest[..at]);
            rest.starts_with(' ') && gap.is_some_and(|gap| gap.split(' ').count() <= 12)
        }
        None => {
            let whole_word =
                !rule.words.ends_with(char::is_alphanumeric) || !rest.starts_with(char::is_alphabetic);
            // "avec la collaboration d" is cut before "de", "du" and "d'".
            whole_word || rule.words.ends_with(" d")
        }
    }
}

/// What follows a short label: "Capital Brief: Sign up for …".
fn after_label(folded: &str) -> Option<&str> {
    let (label, rest) = folded.split_once(": ")?;
    (label.split(' ').count() <= 5).then_some(rest)
}

/// "Ann Roe, @annroe", "ann@roe.example", "@annroe | @borli".
fn is_handle(line: &str) -> bool {
    let words: Vec<&str> = line.split([' ', ',', '|', '•']).filter(|word| !word.is_empty()).collect();
    let is_address =
        |word: &&&str| word.starts_with('@') && word.len() > 2 || word.contains('@') && word.contains('.');
    let addresses = words.iter().filter(is_address).count();
    addresses > 0 && words.len() <= addresses + 3 && !line.ends_with(['.', '”', '!', '?'])
}

/// "The mill in 2019. (Olive Starkweir/Northern Wire)": a caption's last words are a photographer and a slash.
fn ends_in_photo_credit(line: &str) -> bool {
    let Some(inside) = line.trim_end_matches('.').strip_suffix(')').and_then(|rest| rest.rsplit_once('('))
    else {
        return false;
    };
    let is_name = |words: &str| {
        let words = words.trim();
        let capital = words.starts_with(|c: char| c.is_uppercase());
        capital && words.len() <= 40 && words.chars().all(|c| c.is_alphabetic() || " .-’'".contains(c))
    };
    inside.1.split_once('/').is_some_and(|(person, agency)| is_name(person) && is_name(agency))
}

/// Whether the line holds a quotation of a sentence, or opens one.
fn speaks(line: &str) -> bool {
    opens_with_mark(line) || ["”", "\"", " »", "»"].iter().any(|mark| line.contains(mark))
}

fn opens_with_mark(line: &str) -> bool {
    line.starts_with(['“', '"', '«', '‘', '„'])
}

/// Folded, with no blank before a colon: French prints one.
fn plain(line: &str) -> String {
    fold(line.trim_start_matches(['—', '–', '•', '►', '▶', ' '])).replace(" :", ":")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_is_sound_and_its_examples_hold() {
        assert!(table::is_sound::<4>(TABLE));
        let rows: Vec<[&str; 4]> = table::rows(TABLE).collect();
        assert!(rows.is_sorted_by_key(|row| (row[0], row[1])), "sort furniture.tsv by kind and how");
        for [kind_of_row, how, words, example] in rows {
            assert!(["whole", "starts", "ends", "holds", "exact"].contains(&how), "{how}");
            assert!(
                how == "exact"
                    || fold(words).replace("...", "…") == words.replace("...", "…")
                    || words.contains('…'),
                "{words}"
            );
            match kind_of_row {
                "section" => assert!(is_section(example), "{example}"),
                _ => assert!(kind(example).is_some(), "{kind_of_row} {words}: {example}"),
            }
        }
    }

    #[test]
    fn prose_is_no_furniture() {
        for line in [
            "“Sign up for the course,” the minister told them.",
            "\"Share this with your neighbours,\" she said.",
            "« Abonnez-vous », a dit la ministre.",
            "Subscribe to that theory, she said, “and you will believe anything.”",
            "Reading, he said, was the point.",
            "Photographs of the mill were on the wall.",
            "Advertisements were banned in 2019, and nobody missed them.",
            "The bridge (built in 1931 by Roe and Sons) is closed.",
            "Email was down all day at the ministry, and so was the telephone.",
            "World leaders met on Tuesday.",
            "",
        ] {
            assert_eq!(kind(line), None, "{line}");
        }
    }

    #[test]
    fn furniture_may_quote_a_headline() {
        assert_eq!(kind("Read more: ‘It was dead the day they closed the dam’"), Some("read-more"));
        assert_eq!(kind("Mayor Wilf “Nails” Candlish. PHOTO BY OLIVE STARKWEIR"), Some("photo"));
        assert_eq!(kind("The mill in 2019. (Olive Starkweir/Northern Wire)"), Some("photo"));
        assert_eq!(kind("annroe@herald.example"), Some("social"));
        assert_eq!([kind("Comments (12)"), kind("12 comments")], [Some("share"); 2]);
        assert_eq!(kind("12 people came"), None);
    }
}
