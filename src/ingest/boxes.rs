//! Boxes on a page that stand in and below a story: other stories, comments of readers, who the author is.
//!
//! Their headings are in `furniture.tsv`. What a box holds has no mark of its own, so a box ends at the first line that
//! could be the story's.

use super::furniture;
use crate::article::dateline;
use crate::text::Span;

/// Headlines in a box inside a story at most; a longer run of short lines is the story's own list.
const MOST_INSIDE: usize = 8;

/// Words of a headline at most.
const LONGEST_HEADLINE: usize = 20;

/// Words of a caption at most.
const LONGEST_CAPTION: usize = 40;

/// What stands below the comments' heading has at most this share of the words, in hundredths; more is the story going on.
const MOST_BELOW: usize = 40;

/// Lines below the comments' heading among which a "Reply" or a "2 hours ago" is looked for.
const NEAR: usize = 8;

/// Without the lines that only the line above them tells: a caption, the number of those who shared.
pub(super) fn without_followers(lines: Vec<String>) -> Vec<String> {
    let mut above = None;
    let is_follower = |line: &str, above| match above {
        Some("caption") => is_caption(line),
        Some("share") => is_number(line),
        _ => false,
    };
    let mut kept = lines;
    kept.retain(|line| {
        let follows = is_follower(line, above);
        above = furniture::kind(line);
        !follows
    });
    kept
}

fn is_caption(line: &str) -> bool {
    let opens_story = dateline::dateline(Span::whole(line), line).is_some();
    count(line) <= LONGEST_CAPTION && !furniture::speaks(line) && !opens_story
}

/// "412", "1,204", "3.1K".
fn is_number(line: &str) -> bool {
    let figures = line.trim_end_matches(['K', 'k', 'M']);
    line.len() <= 7
        && figures.starts_with(|c: char| c.is_ascii_digit())
        && figures.bytes().all(|byte| byte.is_ascii_digit() || b",.".contains(&byte))
        && !line.ends_with('.')
}

/// Which lines of a body stand in boxes, their headings included.
pub(super) fn boxed(lines: &[String]) -> Vec<bool> {
    let kinds: Vec<Option<&str>> = lines.iter().map(|line| furniture::kind(line)).collect();
    let end = (1..lines.len()).find(|at| ends_story(*at, lines, &kinds)).unwrap_or(lines.len());
    let mut boxed = vec![false; end];
    boxed.resize(lines.len(), true);
    let mut at = 0;
    while at < end {
        let listed = match furniture::heads_related(&lines[at]) {
            true => related(&lines[at + 1..end], &kinds[at + 1..end]),
            false => 0,
        };
        // Credits and copyright among them are the article's.
        (at + 1..=at + listed).for_each(|line| boxed[line] = kinds[line].is_none());
        at += 1 + listed;
    }
    boxed
}

/// How many lines below a heading are headlines of other stories, furniture between them included: all to the end, or
/// a few before the story goes on.
fn related(lines: &[String], kinds: &[Option<&str>]) -> usize {
    let is_listed = |at: &usize, is: fn(&str) -> bool| kinds[*at].is_some() || is(&lines[*at]);
    // A question at the end is a headline; inside the story it may be the story's.
    if (0..lines.len()).all(|at| is_listed(&at, |line| is_headline(line.trim_end_matches('?')))) {
        return lines.len();
    }
    let run = (0..lines.len()).take_while(|at| is_listed(at, is_headline)).count();
    let headlines = kinds[..run].iter().filter(|kind| kind.is_none()).count();
    if headlines <= MOST_INSIDE { run } else { 0 }
}

/// "Mill closes", "• Mill closes", "2. Mill closes": short, not in the middle of a sentence, and no mark at its end.
fn is_headline(line: &str) -> bool {
    let words = line.trim_start_matches(['-', '–', '—', '•', '*', '·', ' ']);
    count(words) <= LONGEST_HEADLINE
        && !words.is_empty()
        && !words.starts_with(char::is_lowercase)
        && !words.ends_with(['.', '!', '?', '…', ':', ';', ',', '。', '”', '"', '»'])
        && !furniture::opens_with_mark(words.trim_start_matches('‘'))
}

/// Whether a line heads the comments of readers or the author's portrait, and all below it is theirs.
///
/// Pages have the same words above the story and in the middle of it, and comments are prose. So there must be a story
/// above, neither a share button next nor a credit below, and either a line that stands among comments only, or little text
/// without a quotation.
fn ends_story(at: usize, lines: &[String], kinds: &[Option<&str>]) -> bool {
    let heading = kinds[at].filter(|kind| matches!(*kind, "comments" | "author"));
    let is_inside = kinds.get(at + 1) == Some(&Some("share"))
        || kinds[at + 1..].iter().any(|kind| matches!(kind, Some("credit" | "end")));
    if heading.is_none() || is_inside {
        return false;
    }
    let prose = |from: usize, to: usize| -> usize {
        (from..to).filter(|line| kinds[*line].is_none()).map(|line| count(&lines[line])).sum()
    };
    let (above, below) = (prose(0, at), prose(at + 1, lines.len()));
    let is_little = below * 100 <= (above + below) * MOST_BELOW;
    let is_answered = || lines[at + 1..].iter().take(NEAR).any(|line| furniture::is_reply(line));
    let is_quoted = || lines[at + 1..].iter().any(|line| furniture::speaks(line));
    above > 0 && (heading == Some("comments") && is_answered() || is_little && !is_quoted())
}

fn count(line: &str) -> usize {
    line.split(' ').count()
}

#[cfg(test)]
mod tests {
    use super::*;

    const STORY: &str = "The mill on Cannery Road will close in August, its owner said on Tuesday.";
    const MORE: &str = "Nobody on the council had been told of it before the evening papers came.";

    /// What is left of a body, its lines cut after three words.
    fn left(lines: &[&str]) -> String {
        let lines: Vec<String> = lines.iter().map(|line| line.to_string()).collect();
        let lines = without_followers(lines);
        let kept =
            lines.iter().zip(boxed(&lines)).filter(|(line, boxed)| !boxed && furniture::kind(line).is_none());
        let short = |line: &String| line.split(' ').take(3).collect::<Vec<_>>().join(" ");
        kept.map(|(line, _)| short(line)).collect::<Vec<_>>().join(" / ")
    }

    #[test]
    fn related_stories_go_with_their_heading() {
        for heading in [
            "Related Stories",
            "POPULAR NOW",
            "More from Northern Wire",
            "À lire aussi",
            "Sur le même sujet :",
        ] {
            let tail = [
                STORY,
                MORE,
                heading,
                "- Boat sinks",
                "• ‘Nobody told us’",
                "3 Ferry late",
                "Who knew?",
                "5 hours ago",
            ];
            assert_eq!(left(&tail), "The mill on / Nobody on the", "{heading}");
            let inside = [STORY, heading, "Boat sinks", "Ferry late again", MORE];
            assert_eq!(left(&inside), "The mill on / Nobody on the", "{heading}");
        }
    }

    #[test]
    fn the_story_around_related_stories_stays() {
        for (lines, expected) in [
            // The first sentence ends the box.
            (
                &[STORY, "Related", "Boat sinks", MORE, "What is next"][..],
                "The mill on / Nobody on the / What is next",
            ),
            (&[STORY, "Related", "“It is dead”", MORE], "The mill on / “It is dead” / Nobody on the"),
            (&[STORY, "Related", "Who knew of it?", MORE], "The mill on / Who knew of / Nobody on the"),
            (&[STORY, "Related", "and then", MORE], "The mill on / and then / Nobody on the"),
            // A line that names a story is no heading; short lines without a heading are the story's.
            (
                &[STORY, "Related: Boat sinks", "What is next", MORE],
                "The mill on / What is next / Nobody on the",
            ),
            (&[STORY, "Boat sinks", "Ferry late"], "The mill on / Boat sinks / Ferry late"),
            // Nine lines are a list of the story's.
            (
                &[STORY, "Related", "A", "B", "C", "D", "E", "F", "G", "H", "I", MORE],
                "The mill on / A / B / C / D / E / F / G / H / I / Nobody on the",
            ),
        ] {
            assert_eq!(left(lines), expected);
        }
    }

    #[test]
    fn comments_and_portraits_end_the_story() {
        let story = [STORY, MORE, STORY, MORE];
        let with = |below: &[&'static str]| left(&[&story[..], below].concat());
        let whole = left(&story);
        for below in [
            &["214 Comments", "millfan", "They had it coming, if you ask me."][..],
            &[
                "Comments (3)",
                "millfan",
                "2 hours ago",
                STORY,
                STORY,
                STORY,
                STORY,
                "“No,” as she says.",
                "Reply",
            ],
            &["Join the conversation", "Log in", "Sort by: Newest", "So sad to read this."],
            &["Commentaires", "Le moulin me manque déjà, dit ma tante."],
            &["ABOUT THE AUTHOR", "Ann Roe writes about mills and boats. She lives in Harrow Bay."],
            &["À propos de l’autrice", "Ann Roe écrit sur les moulins."],
        ] {
            assert_eq!(with(below), whole, "{below:?}");
        }
    }

    #[test]
    fn a_story_that_goes_on_below_comments_stays() {
        for lines in [
            // Too much for comments; somebody speaks; a credit ends the story below; a row of buttons.
            &[STORY, "Comments", MORE, MORE][..],
            &[STORY, MORE, STORY, "Join the conversation", "“It is dead,” she said."],
            &[STORY, MORE, STORY, "Comments", MORE, "With files from Northern Wire"],
            &[STORY, MORE, STORY, "12 Comments", "Share", MORE],
            &[STORY, MORE, STORY, "About the author", "“She is my aunt,” he said."],
        ] {
            let stays: Vec<&str> =
                lines.iter().copied().filter(|line| furniture::kind(line).is_none()).collect();
            assert_eq!(left(lines), left(&stays), "{lines:?}");
        }
    }

    #[test]
    fn a_caption_and_a_number_go_with_the_line_above() {
        for (lines, expected) in [
            (&["Image caption,", "The mill is empty.", STORY][..], "The mill on"),
            (&["View image in fullscreen", "The mill is empty.", STORY], "The mill on"),
            (&["Share full article", "412", STORY], "The mill on"),
            (&["Share", "1.2K", STORY], "The mill on"),
            (&["Image caption,", "“It is dead,” she said.", STORY], "“It is dead,” / The mill on"),
            (&["Image caption,", "OTTAWA — The mill closes.", STORY], "OTTAWA — The / The mill on"),
            (&["Image caption: The mill", STORY, "412"], "The mill on / 412"),
            (&["Share", "412 people came.", STORY], "412 people came. / The mill on"),
        ] {
            assert_eq!(left(lines), expected);
        }
    }
}
