//! Whether what a record gives is all of its article, or the beginning of it.

use crate::article::table;
use crate::text::fold;
use crate::text::words;
use std::sync::LazyLock;

/// One row: how, words, example.
const TABLE: &str = include_str!("teasers.tsv");

/// A text of more words is an article, whatever its last line says: leads and abstracts have 20 to 100.
const LONGEST_TEASER: usize = 150;

/// A summary of more words than this is the article, put in the wrong element.
const LONGEST_SUMMARY: usize = 150;

struct Rule {
    how: &'static str,
    words: &'static str,
}

static RULES: LazyLock<Vec<Rule>> =
    LazyLock::new(|| table::rows(TABLE).map(|[how, words, _]| Rule { how, words }).collect());

/// Whether a summary is long enough to be the article itself, as in feeds that know no other place for it.
///
/// Misses: the short item printed whole. It is fetched with the summaries.
pub(in crate::ingest) fn is_whole(summary: &str) -> bool {
    let plain = without_tags(summary);
    words(&plain).take(LONGEST_SUMMARY + 1).count() > LONGEST_SUMMARY && !is_cut(&plain)
}

/// Whether a text is only the beginning of an article: it is short, and its last words say so.
pub(super) fn is_teaser(text: &str) -> bool {
    let plain = without_tags(text);
    words(&plain).take(LONGEST_TEASER + 1).count() <= LONGEST_TEASER && is_cut(&plain) || is_counted(&plain)
}

/// "The mill will close in August […]", "… Continue reading".
fn is_cut(plain: &str) -> bool {
    let last = plain.trim_end();
    let folded = fold(super::last_of(last, 200));
    RULES.iter().filter(|rule| rule.how == "ends").any(|rule| {
        folded.strip_suffix(rule.words).is_some_and(|before| {
            // "we will read more": the words of an invitation follow an end.
            !rule.words.starts_with(char::is_alphabetic)
                || !before.trim_end().ends_with(char::is_alphanumeric)
        })
    })
}

/// "… its owner said, and nobody [+2345 chars]": so many are left out, however long the text is.
fn is_counted(plain: &str) -> bool {
    let last = super::last_of(plain.trim_end(), 20);
    last.ends_with(" chars]") && last.contains("[+")
}

/// Whether a line at the end of an item is about the item, and no part of it.
pub(in crate::ingest) fn is_tail(line: &str) -> bool {
    let folded = fold(line);
    // 40: the longest headline and the longest name of an outlet, between the words of the rule.
    line.split(' ').count() <= 40
        && RULES.iter().any(|rule| match rule.how {
            "line" => folded.trim_end_matches(['.', ' ', '…', '»', '→', '>']) == rule.words,
            "holds" => holds(&folded, rule.words),
            _ => false,
        })
}

/// "the post … appeared first on": both parts, the first at the beginning.
fn holds(folded: &str, words: &str) -> bool {
    match words.split_once(" … ") {
        Some((first, then)) => folded.strip_prefix(first).is_some_and(|rest| rest.contains(then)),
        None => folded.starts_with(words),
    }
}

/// The words outside tags. Not more than that: it decides, and nothing of it is kept.
fn without_tags(html: &str) -> String {
    let mut plain = String::with_capacity(html.len());
    let mut rest = html;
    while let Some((before, after)) = rest.split_once('<') {
        plain.push_str(before);
        plain.push(' ');
        rest = after.split_once('>').map_or("", |(_, after)| after);
    }
    plain.push_str(rest);
    plain.replace("&hellip;", "…").replace("&#8230;", "…").replace("&nbsp;", " ").replace("&#160;", " ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_is_sound_and_its_examples_hold() {
        assert!(table::is_sound::<3>(TABLE));
        let rows: Vec<[&str; 3]> = table::rows(TABLE).collect();
        assert!(rows.is_sorted_by(|a, b| a < b), "sort teasers.tsv");
        for [how, words, example] in rows {
            let holds = if how == "ends" { is_teaser(example) } else { is_tail(example) };
            assert!(holds, "{how} {words}: {example}");
        }
    }

    #[test]
    fn articles_are_told_from_their_beginnings() {
        let long = "The mill on Cannery Road will close in August. ".repeat(30);
        for (text, teaser) in [
            ("<p>The mill will close in August, its owner said.</p>", false),
            ("<p>The mill will close in August, its owner [&hellip;]</p>", true),
            ("<p>The mill will close in August… <a href='x'>Continue reading</a></p>", true),
            ("“It is done,” he said. “You can read more.”", false),
            ("He asked the town to read more", false),
            ("The mill will close in August, its owner said, and nobody… [+2345 chars]", true),
        ] {
            assert_eq!(is_teaser(text), teaser, "{text}");
        }
        assert!(!is_teaser(&format!("{long} Read more")));
        assert!(is_whole(&long));
        assert!(!is_whole("The mill on Cannery Road will close in August."));
    }
}
