//! Lines that stand on a page and belong to no story: sign-ups, share lines, handles, captions, advertisements.
//!
//! The words are in `furniture.tsv`. A line that speaks is never furniture, whatever its words, and neither is a sentence
//! that only opens with them: better a sign-up line in the text than a quotation lost.

use super::address;
use super::photo_credit;
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
        Some((words, then)) if matches!(how, "starts" | "opens") => {
            Rule { kind, how, words, then: Some(then) }
        }
        _ => Rule { kind, how, words, then: None },
    };
    table::rows(TABLE).map(rule).collect()
});

/// Rows that are no furniture where they stand alone.
const NO_LINES: &[&str] = &["section", "reply", "said"];

/// The longest furniture that is printed: a caption of two sentences with its credit has some fifty words.
const LONGEST: usize = 60;

/// The rules by which a line alone is told.
static OF_LINES: LazyLock<Vec<&Rule>> = LazyLock::new(|| {
    let is_line = |rule: &&Rule| !NO_LINES.contains(&rule.kind) && !matches!(rule.how, "sure" | "word");
    RULES.iter().filter(is_line).collect()
});

/// Words of the heading of a box at most: "More from Harrow Bay Herald".
const LONGEST_HEADING: usize = 8;

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

/// A line, or what follows a short label in it, as printed and folded.
struct Part<'a> {
    printed: &'a str,
    folded: &'a str,
    /// Folded, without the marks at its end; and without a count, too.
    unmarked: [&'a str; 2],
}

impl<'a> Part<'a> {
    fn new(printed: &'a str, folded: &'a str) -> Part<'a> {
        let unmarked = |words: &'a str| words.trim_end_matches(['.', ',', ':', '!', '…', ' ']);
        let line = unmarked(folded);
        Part { printed, folded, unmarked: [line, unmarked(without_count(line))] }
    }
}

/// What kind of furniture a line is, if it is any: `sign-up`, `share`, `social`, `read-more`, `photo`, `caption`, `ad`,
/// `credit`, `copyright`, `end`, and headings of boxes: `related`, `comments`, `author`. Names of sections are not among
/// them ([`is_section`]).
pub(super) fn kind(line: &str) -> Option<&'static str> {
    if line.len() > 600 || line.split(' ').count() > LONGEST {
        return None;
    }
    let folded = plain(line);
    let whole = Part::new(line, &folded);
    let rest = after_label(&whole);
    let rule = OF_LINES.iter().find(|rule| fits(rule, &whole, rest.as_ref()));
    let kind = match rule {
        Some(rule) => rule.kind,
        None if is_handle(line) => "social",
        None if photo_credit::ends(line) => "photo",
        None => return None,
    };
    // "Read more: ‘It was dead the day they closed the dam’" quotes a headline, a caption a person: neither is prose.
    let may_quote = matches!(kind, "read-more" | "photo");
    (may_quote && !opens_with_mark(line) || !speaks(line)).then_some(kind)
}

/// Whether a line is the name of a section, as it stands above a headline.
pub(super) fn is_section(line: &str) -> bool {
    line.len() < 40 && is_of("section", line)
}

/// Whether a line stands among the comments of readers: "Reply", "2 hours ago".
pub(super) fn is_reply(line: &str) -> bool {
    line.len() < 40 && is_of("reply", line)
}

/// Whether a line is the heading of a box of other stories: "Related Stories", "More from Harrow Bay Herald". One that
/// names a story itself, "More from Ann Roe: Mill closes", heads nothing.
pub(super) fn heads_related(line: &str) -> bool {
    let is_short = line.split(' ').count() <= LONGEST_HEADING && !line.ends_with(['.', '!', '?']);
    is_short && !line.trim_end_matches([':', ' ']).contains(':') && is_of("related", line)
}

fn is_of(kind: &str, line: &str) -> bool {
    let folded = plain(line);
    let whole = Part::new(line, &folded);
    RULES.iter().any(|rule| rule.kind == kind && fits(rule, &whole, None))
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
fn fits(rule: &Rule, line: &Part, rest: Option<&Part>) -> bool {
    let words = rule.words;
    let in_either =
        |fits: fn(&Rule, &Part) -> bool| fits(rule, line) || rest.is_some_and(|rest| fits(rule, rest));
    match rule.how {
        "whole" => line.unmarked.contains(&words),
        "starts" => in_either(|rule, part| started(rule, part.folded).is_some()),
        "opens" => in_either(opens),
        "ends" => line.folded.ends_with(words),
        "holds" => line.folded.contains(words),
        "exact" => line.printed.contains(words),
        // "capitals": "PHOTO JEAN ROY, LA PRESSE"; a headline in capitals has no comma between two names.
        _ => started(rule, line.folded).is_some() && photo_credit::is_in_capitals(line.printed),
    }
}

/// Whether a line opens with the words of a rule and is not a sentence that goes on with them: "Reporting by Ann Roe", but not
/// "Reporting by the newspaper led to the resignation."
fn opens(rule: &Rule, line: &Part) -> bool {
    let Some(used) = started(rule, line.folded) else { return false };
    let after = &line.folded[used..];
    let rest = rest_of(line.printed, rule.words, line.folded[..used].split(' ').count());
    let is_apart = rule.words.ends_with([':', '|'])
        || after.trim_start().starts_with([':', '|', '-'])
        || rule.kind == "photo" && after.starts_with(',');
    let rest = rest.trim_start_matches(|c: char| !c.is_alphanumeric() && !"@“\"«‘".contains(c));
    // After a colon stands a headline or a caption, which may be a sentence; in prose the colon is followed by a small letter.
    // What follows "Email:" is an address.
    let goes_on =
        is_sentence(rest) && (!is_apart || rule.kind == "social" || rest.starts_with(char::is_lowercase));
    !goes_on || !holds_word("said", "word", line.folded) && holds_word(rule.kind, "sure", line.folded)
}

/// What is printed after the words of a rule, which are so many words of the line; "More:Mill closes" has no blank.
fn rest_of<'a>(printed: &'a str, words: &str, count: usize) -> &'a str {
    match words.ends_with(':') {
        true => printed.split_once(':').map(|(_, rest)| rest),
        false => printed.trim_start_matches(BULLETS).splitn(count + 1, ' ').nth(count),
    }
    .unwrap_or_default()
}

/// Whether words read as prose to a full stop: more of them are in small letters than are names.
fn is_sentence(words: &str) -> bool {
    let closed = words.trim_end_matches(['”', '"', '»', '’', ')', ' ']);
    let letters = || words.split(' ').filter_map(|word| word.chars().find(|c| c.is_alphanumeric()));
    let small = letters().filter(|c| c.is_lowercase()).count();
    let large = letters().filter(|c| c.is_uppercase()).count();
    closed.ends_with(['.', '?', '!', '…', ':']) && small + large >= SHORTEST_SENTENCE && small > large
}

/// "Photo: nobody took one." A shorter one is as well "Subscribe to the Herald."
const SHORTEST_SENTENCE: usize = 3;

/// Whether a line has words of the table as words of their own.
fn holds_word(kind: &str, how: &str, folded: &str) -> bool {
    let is_own = |words: &str| {
        let is_edge = |c: Option<char>| {
            !c.is_some_and(char::is_alphanumeric) || !words.starts_with(char::is_alphabetic)
        };
        folded.match_indices(words).any(|(at, _)| {
            is_edge(folded[..at].chars().next_back()) && is_edge(folded[at + words.len()..].chars().next())
        })
    };
    RULES.iter().any(|rule| rule.kind == kind && rule.how == how && is_own(rule.words))
}

/// "12 comments", "comments (12)": how many there are of it.
fn without_count(folded: &str) -> &str {
    let ahead = folded.split_once(' ').filter(|(count, _)| is_count(count)).map(|(_, words)| words);
    let behind = || folded.rsplit_once(' ').filter(|(_, count)| is_count(count)).map(|(words, _)| words);
    ahead.or_else(behind).unwrap_or(folded)
}

/// "12", "(12)", "2:04".
fn is_count(word: &str) -> bool {
    let figures = word.trim_start_matches('(').trim_end_matches(')');
    figures.starts_with(|c: char| c.is_ascii_digit())
        && figures.bytes().all(|byte| byte.is_ascii_digit() || byte == b':')
}

/// How many bytes of a line the words that open it take; "follow … on twitter" with anything in its gap.
fn started(rule: &Rule, folded: &str) -> Option<usize> {
    let rest = folded.strip_prefix(rule.words)?;
    // "avec la collaboration d" is cut before "de", "du" and "d'".
    let is_cut = |words: &str| !words.ends_with(char::is_alphanumeric) || words.ends_with(" d");
    match rule.then {
        // 12: a gap holds a name or an adjective, not half a sentence.
        Some(then) => {
            let at = rest.find(then)?;
            let fits = rest.starts_with(' ') && rest[..at].split(' ').count() <= 12;
            fits.then_some(rule.words.len() + at + then.len())
        }
        None => (is_cut(rule.words) || !rest.starts_with(char::is_alphabetic)).then_some(rule.words.len()),
    }
}

/// What follows a short label: "Capital Brief: Sign up for …".
fn after_label<'a>(line: &Part<'a>) -> Option<Part<'a>> {
    let (label, folded) = line.folded.split_once(": ")?;
    let (_, printed) = line.printed.split_once(": ")?;
    (label.split(' ').count() <= 5).then(|| Part::new(printed, folded))
}

/// "Ann Roe, @annroe", "ann@roe.example", "@annroe | @borli".
fn is_handle(line: &str) -> bool {
    let words: Vec<&str> = line.split([' ', ',', '|', '•']).filter(|word| !word.is_empty()).collect();
    let is_address =
        |word: &&&str| word.starts_with('@') && word.len() > 2 || word.contains('@') && word.contains('.');
    let addresses = words.iter().filter(is_address).count();
    addresses > 0 && words.len() <= addresses + 3 && !line.ends_with(['.', '”', '!', '?'])
}

/// Whether the line holds a quotation of a sentence, or opens one.
pub(super) fn speaks(line: &str) -> bool {
    opens_with_mark(line) || ["”", "\"", " »", "»"].iter().any(|mark| line.contains(mark))
}

pub(super) fn opens_with_mark(line: &str) -> bool {
    line.starts_with(['“', '"', '«', '‘', '„'])
}

/// Folded, with no blank before a colon: French prints one.
fn plain(line: &str) -> String {
    fold(line.trim_start_matches(BULLETS)).replace(" :", ":")
}

const BULLETS: [char; 6] = ['—', '–', '•', '►', '▶', ' '];

#[cfg(test)]
mod tests {
    use super::*;

    const HOWS: &[&str] = &["whole", "starts", "opens", "ends", "holds", "exact", "capitals", "word", "sure"];

    #[test]
    fn the_table_is_sound_and_its_examples_hold() {
        assert!(table::is_sound::<4>(TABLE));
        let rows: Vec<[&str; 4]> = table::rows(TABLE).collect();
        assert!(rows.is_sorted_by_key(|row| (row[0], row[1])), "sort furniture.tsv by kind and how");
        for [kind_of_row, how, words, example] in rows {
            assert!(HOWS.contains(&how), "{how}");
            assert!(
                how == "exact"
                    || fold(words).replace("...", "…") == words.replace("...", "…")
                    || words.contains('…'),
                "{words}"
            );
            match kind_of_row {
                "section" => assert!(is_section(example), "{example}"),
                "reply" => assert!(is_reply(example), "{example}"),
                "said" => assert_eq!(kind(example), None, "{example}"),
                "related" => assert!(heads_related(example) && kind(example).is_some(), "{example}"),
                _ if how == "sure" => {
                    let without = plain(example).replace(words, "-");
                    assert!(holds_word(kind_of_row, how, &plain(example)), "{example}");
                    assert_ne!(plain(example), without, "{example}");
                    assert!(kind(example).is_some(), "{kind_of_row} {words}: {example}");
                }
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
    fn a_sentence_that_opens_like_furniture_is_prose() {
        for (prose, furniture) in [
            ("Advertisement revenue paid for the catalogue until 2012.", "Advertisement"),
            ("Copyright law does not protect the recipe.", "© 2024 Harrow Bay Herald. All rights reserved."),
            ("Copyright Board hearings begin in the fall.", "Copyright Harrow Bay Herald"),
            ("All rights reserved seats were sold by noon.", "All rights reserved."),
            (
                "Reporting by the newspaper led to the resignation.",
                "Reporting by Ann Roe in Ottawa; Editing by Bo Li.",
            ),
            (
                "With files from three ministries, the auditor built a timeline.",
                "With files from The Canadian Press.",
            ),
            (
                "Avec la collaboration de trois ministères, la vérificatrice a bâti une chronologie.",
                "Avec la collaboration d’Hervé Dastous",
            ),
            ("More on this story is likely to come out in court, Aagaard said.", "More on this story"),
            (
                "Subscribe to the theory that paper is dead, he said, and you lose the city’s memory.",
                "Subscribe to our newsletter for the news of the city and its people.",
            ),
            (
                "Have a story to tell? So does everybody in Gander.",
                "Have a story tip? Email us at tips@herald.example.",
            ),
            (
                "Lire aussi bien que ses parents est un droit, dit-elle.",
                "Lire aussi : Le maire nie tout, et le conseil aussi.",
            ),
            ("Pour en savoir plus, les chercheurs ont interrogé 300 personnes.", "Pour en savoir plus"),
            (
                "La suite de l’article 5 de la loi a été réécrite.",
                "La suite de l’article après cette annonce",
            ),
            ("Email: that is how staff were told.", "Email: x@y"),
            ("Photo: nobody took one.", "Photo: Jo Bell"),
            ("Photo by photo, she rebuilt the town.", "Photo by Jo Bell."),
            ("Watch: it was the only thing he left to them.", "Watch: The mayor resigns"),
            ("Related: the two of them are brothers.", "Related: Here is what we know about the fire."),
            ("More: it was all that they asked.", "More:Mill closes, and what is next for it?"),
            ("Click here to pay, the message said.", "Click here to read the full report."),
            ("Share on share, the fund lost half of its worth.", "Share on Facebook"),
            ("Invalid email addresses cost the city a month.", "Invalid email"),
            ("Follow the money on X, and it leads to him.", "Follow Ann Roe on X"),
            (
                "The lesson was plain: sign up for nothing and pay in cash.",
                "The Brief: Sign up for our emails.",
            ),
        ] {
            assert_eq!(kind(prose), None, "{prose}");
            assert!(kind(furniture).is_some(), "{furniture}");
        }
    }

    #[test]
    fn a_heading_of_related_stories_names_none() {
        for (line, expected) in [
            ("RELATED STORIES", true),
            ("Sur le même sujet :", true),
            ("More from Northern Wire", true),
            ("More from Ann Roe: Mill closes", false),
            ("More from the mill was sold.", false),
            ("Related: Mill closes", false),
            ("Related stories were told for years", false),
        ] {
            assert_eq!(heads_related(line), expected, "{line}");
        }
    }

    #[test]
    fn furniture_may_quote_a_headline() {
        assert_eq!(kind("Read more: ‘It was dead the day they closed the dam’"), Some("read-more"));
        assert_eq!(kind("Mayor Wilf “Nails” Candlish. PHOTO BY OLIVE STARKWEIR"), Some("photo"));
        assert_eq!(kind("The mill in 2019. (Olive Starkweir/Northern Wire)"), Some("photo"));
        assert_eq!(kind("annroe@herald.example"), Some("social"));
        assert_eq!([kind("Comments (12)"), kind("12 comments")], [Some("comments"); 2]);
        assert_eq!([kind("12 people came"), kind("Duration of the strike: 12 days")], [None; 2]);
    }
}
