//! The head of an article: headline, the line under it, credits; and where the story begins.

use super::credit;
use super::credit::Credit;
use super::furniture;
use crate::article::byline;
use crate::article::dateline;
use crate::article::outlet;
use crate::article::stamp;
use crate::text::Span;
use crate::text::fold;

/// What stands above the story.
#[derive(Debug, Default, PartialEq)]
pub(super) struct Head {
    pub(super) title: Option<String>,
    pub(super) subtitle: Option<String>,
    pub(super) people: Vec<String>,
    pub(super) outlet: Option<String>,
    /// Lines with dates, in order.
    pub(super) dated: Vec<String>,
    /// The first paragraph of the story.
    pub(super) body: usize,
}

/// A headline is not longer than this; the longest seen in print have some thirty words.
const LONGEST_TITLE: usize = 40;

/// Lines between headline and credits: the line below the headline, and one more, as a section or a caption.
const MOST_BETWEEN: usize = 2;

/// Reads the head of an article; `stated` is a title that is known already.
pub(super) fn read(paragraphs: &[String], stated: Option<&str>) -> Head {
    let mut head = Head { title: stated.map(String::from), ..Head::default() };
    let mut at = 0;
    let mut seen_credit = false;
    let mut between: Vec<&str> = Vec::new();
    while let Some(line) = paragraphs.get(at) {
        let rest = &paragraphs[at + 1..];
        at += 1;
        if is_repeated_title(line, &head) || is_furniture(line, rest, &head) {
            continue;
        }
        if let Some((credit, used)) = credit_at(line, rest, &head, seen_credit) {
            head.add(credit, &paragraphs[at - 1..at - 1 + used]);
            seen_credit = true;
            at += used - 1;
        } else if head.title.is_none() && is_title(line, rest) {
            // A section stands above the headline, unless it is all there is.
            let is_section =
                furniture::is_section(line) && !rest.is_empty() || stands_over_headline(line, rest);
            head.title = (!is_section).then(|| line.clone());
            seen_credit &= head.title.is_none();
        } else if !seen_credit
            && head.title.is_some()
            && between.len() < MOST_BETWEEN
            && is_between(line, rest)
        {
            between.push(line);
        } else if let Some(passed) = lines_to_byline(line, rest, &head) {
            between.extend(Some(line.as_str()).filter(|_| !seen_credit));
            at += passed;
        } else {
            at -= 1;
            break;
        }
    }
    head.subtitle = between.first().map(|line| line.to_string());
    head.body = at;
    head.or_all_body(paragraphs, stated)
}

impl Head {
    fn add(&mut self, credit: Credit, lines: &[String]) {
        for person in credit.people {
            if !self.people.contains(&person) {
                self.people.push(person);
            }
        }
        self.outlet = self.outlet.take().or(credit.outlet);
        if credit.has_date {
            self.dated.push(lines.join(" "));
        }
    }

    /// A text of one line has no headline: the line is the text.
    fn or_all_body(self, paragraphs: &[String], stated: Option<&str>) -> Head {
        match self.body < paragraphs.len() {
            true => self,
            false => Head { body: 0, title: stated.map(String::from), ..Head::default() },
        }
    }
}

/// The credit that opens at a line, and how many lines it takes.
fn credit_at(line: &str, rest: &[String], head: &Head, seen_credit: bool) -> Option<(Credit, usize)> {
    let next = rest.first().map(String::as_str).unwrap_or_default();
    // "Author of the article:" and "Published" stand alone, and what they announce on the next line.
    if byline::is_label(line) || stamp::is_label(line) {
        let joined = format!("{} {next}", line);
        return credit::read(&joined).map(|credit| (credit, 2));
    }
    if let Some(found) = more_people(line, next).filter(|_| seen_credit) {
        return Some(found);
    }
    let labelled = credit::opens(line) || outlet::by_name(line).is_some();
    if let Some(credit) = credit::read(line).filter(|_| labelled || head.title.is_some()) {
        return Some((credit, 1));
    }
    // Above the headline nothing but labels and known names tells a byline from a headline: "How Ann Roe Became Ann Roe".
    head.title.as_ref()?;
    // "par Ann Roe" in small letters opens a sentence, too.
    let is_dated = stamp::is_stamp(next);
    if let Some(names) = ["par ", "by "].iter().find_map(|by| line.strip_prefix(by)).filter(|_| is_dated)
        && let Some(byline) = byline::bare(names)
    {
        return Some((Credit { people: byline.people, outlet: byline.affiliation, has_date: false }, 1));
    }
    // "The Anytown Courier", next to a name or a date.
    if byline::is_outlet_name(line) && (seen_credit || credit::read(next).is_some()) {
        return Some((Credit { outlet: byline::affiliation(line), ..Credit::default() }, 1));
    }
    // A bare name is a byline if a role, an outlet or a date stands next to it.
    let people = byline::bare(line).filter(|byline| line.len() < 120 && byline.people.len() <= 6)?;
    let is_credited = seen_credit || credit::read(next).is_some_and(|next| next.people.is_empty());
    let credit = Credit { people: people.people, outlet: people.affiliation, has_date: false };
    if !is_credited && is_place(next) && rest.get(1).is_some_and(|line| stamp::is_stamp(line)) {
        return Some((credit, 2));
    }
    is_credited.then_some((credit, 1))
}

/// "and", "and Bo Li": lines of one byline, as pages put each name on its own. Gives the people, and the lines they take.
fn more_people(line: &str, next: &str) -> Option<(Credit, usize)> {
    let joiners = ["and", "et", "&"];
    let (names, used) = match joiners.contains(&line) {
        true => (next, 2),
        false => (line.split_once(' ').filter(|(joiner, _)| joiners.contains(joiner))?.1, 1),
    };
    let byline = byline::bare(names)?;
    Some((Credit { people: byline.people, outlet: byline.affiliation, has_date: false }, used))
}

/// "Ottawa", between a name and a date: where the article was written.
fn is_place(line: &str) -> bool {
    line.split(' ').count() <= 3
        && line.split(' ').all(|word| word.starts_with(char::is_uppercase))
        && line.ends_with(char::is_alphabetic)
}

/// "Manitoba", "Federal politics" above the headline that the credits follow: a section that no table has. A headline of one word
/// has no longer one below it, and more words than that must have a section's among them.
fn stands_over_headline(line: &str, rest: &[String]) -> bool {
    let Some(at) = rest.iter().position(|line| furniture::kind(line).is_none()) else { return false };
    let (count, below) = (line.split(' ').count(), rest[at].split(' ').count());
    let is_label = count == 1 && line.starts_with(char::is_uppercase)
        || count <= 4 && line.split(' ').any(furniture::is_section);
    is_label
        && below >= count + 4
        && below <= LONGEST_TITLE
        && !rest[at].ends_with(['.', ':', ';', ','])
        && !opens_story(&rest[at])
        && credit::read(&rest[at]).is_none()
        && credits_follow(&rest[at + 1..], MOST_BETWEEN)
}

/// Lines of a head in which captions, buttons and summaries stand above the byline.
const MOST_ABOVE_BYLINE: usize = 8;

/// How many lines stand between this one and a byline with its date, where all of them are the head's: the story below is
/// longer by far. "By Ann Roe", "Published June 4, 2024".
fn lines_to_byline(line: &str, rest: &[String], head: &Head) -> Option<usize> {
    if head.title.is_none() || !head.people.is_empty() {
        return None;
    }
    let is_byline = |at: &usize| {
        let announced = credit::opens(&rest[*at]) || byline::is_label(&rest[*at]);
        let Some((credit, used)) = credit_at(&rest[*at], &rest[at + 1..], head, false) else { return false };
        let is_dated = credit.has_date
            || !head.dated.is_empty()
            || rest.get(at + used).is_some_and(|next| stamp::is_stamp(next));
        announced && !credit.people.is_empty() && is_dated
    };
    let at = (0..rest.len().min(MOST_ABOVE_BYLINE)).find(is_byline)?;
    let above = || std::iter::once(line).chain(rest[..at].iter().map(String::as_str));
    let words = |line: &str| line.split(' ').count();
    let story = rest[at + 1..].iter().filter(|line| is_prose(line));
    let is_head = above().all(|line| words(line) <= 60 && !opens_story(line))
        && story.clone().count() >= 3
        && story.map(|line| words(line)).sum::<usize>() > 2 * above().map(words).sum::<usize>();
    is_head.then_some(at)
}

/// A headline: short, without a full stop, unless credits follow and say that this was one.
fn is_title(line: &str, rest: &[String]) -> bool {
    let count = line.split(' ').count();
    // "EXCLUSIVE — Mill closes" looks like a dateline; what follows tells.
    let is_story = line.ends_with(['.', ':', ';', ',']) || opens_story(line);
    let fits = count <= LONGEST_TITLE && !line.starts_with(char::is_lowercase);
    fits && (!is_story || credits_follow(rest, MOST_BETWEEN))
}

/// A line that may stand between headline and credits, because credits do follow; or a line under the headline that is
/// no sentence, while the next one is.
fn is_between(line: &str, rest: &[String]) -> bool {
    if opens_story(line) || line.split(' ').count() > 60 {
        return false;
    }
    let is_line = |line: &str| {
        line.split(' ').count() <= 30 && line.ends_with(|c: char| c.is_alphanumeric() || c == '’')
    };
    credits_follow(rest, MOST_BETWEEN) || is_line(line) && rest.first().is_some_and(|next| is_prose(next))
}

/// "VIDEO: Mill closes", with credits under it, is a headline.
fn is_furniture(line: &str, rest: &[String], head: &Head) -> bool {
    // "2.", the number of a clipping.
    if head.title.is_none() && !line.contains(char::is_alphabetic) {
        return true;
    }
    match furniture::kind(line) {
        Some("read-more") => head.title.is_some() || !credits_follow(rest, 1),
        kind => kind.is_some(),
    }
}

fn is_prose(line: &str) -> bool {
    line.ends_with(['.', '”', '"', '»', '?', '!']) && line.split(' ').count() > 8
}

fn opens_story(line: &str) -> bool {
    dateline::dateline(Span::whole(line), line).is_some()
}

/// Whether credits stand within the next `most` lines, furniture aside.
fn credits_follow(rest: &[String], most: usize) -> bool {
    let mut lines = rest.iter().enumerate().filter(|(_, line)| furniture::kind(line).is_none()).take(most);
    let titled = Head { title: Some(String::new()), ..Head::default() };
    lines.any(|(at, line)| credit_at(line, &rest[at + 1..], &titled, false).is_some())
}

fn is_repeated_title(line: &str, head: &Head) -> bool {
    head.title.as_ref().is_some_and(|title| fold(title) == fold(line))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The head of some lines as one line: headline / subtitle / people / outlet / where the story begins.
    fn shown(lines: &[&str]) -> String {
        let paragraphs: Vec<String> = lines.iter().map(|line| line.to_string()).collect();
        let head = read(&paragraphs, None);
        let [title, subtitle, outlet] =
            [head.title, head.subtitle, head.outlet].map(Option::unwrap_or_default);
        format!("{title} / {subtitle} / {} / {outlet} / {}", head.people.join(", "), head.body)
    }

    const STORY: &str = "The mill on Cannery Road will close in August, its owner said on Tuesday.";

    #[test]
    fn heads_are_told_from_stories() {
        for (lines, expected) in [
            // Credits tell headline and subtitle.
            (
                &["Mill closes", "312 jobs go.", "Ann Roe", "CTVNews.ca writer", "March 3, 2024", STORY][..],
                "Mill closes / 312 jobs go. / Ann Roe / CTV News / 5",
            ),
            (&["The mill is closing.", "By Ann Roe", STORY], "The mill is closing. /  / Ann Roe /  / 2"),
            (
                &["Mill closes", "Ann Roe", "Ottawa", "Published March 3, 2024", STORY],
                "Mill closes /  / Ann Roe /  / 4",
            ),
            // Sections, names and furniture are no headlines, and headlines are no names.
            (
                &["CBC News", "Politics", "Share", "Mill closes", "By Ann Roe", "Mill closes", STORY],
                "Mill closes /  / Ann Roe / CBC News / 6",
            ),
            (
                &["How Ann Roe Became Ann Roe", "By Bo Li", STORY],
                "How Ann Roe Became Ann Roe /  / Bo Li /  / 2",
            ),
            // A story alone has no headline.
            (&[STORY, STORY], " /  /  /  / 0"),
            (&["PORT MARRICK — The mill closes", STORY], " /  /  /  / 0"),
            (&["Mill closes"], " /  /  /  / 0"),
        ] {
            assert_eq!(shown(lines), expected);
        }
    }

    #[test]
    fn untidy_heads_are_read() {
        for (lines, expected) in [
            // Sections that no table has.
            (
                &["Manitoba", "Old ferry dock to close, commission says", "By Ann Roe", STORY][..],
                "Old ferry dock to close, commission says /  / Ann Roe /  / 3",
            ),
            (
                &["Federal politics", "Old ferry dock to close, commission says", "By Ann Roe", STORY],
                "Old ferry dock to close, commission says /  / Ann Roe /  / 3",
            ),
            (
                &["The Long Goodbye", "How a small town lost its only mill", "By Ann Roe", STORY],
                "The Long Goodbye / How a small town lost its only mill / Ann Roe /  / 3",
            ),
            // Whatever stands above a byline and its date.
            (
                &[
                    "Mill closes",
                    "It has 312 hands.",
                    "A mill by a river at dawn",
                    "The mill is 93 years old.",
                    "By Ann Roe and Bo Li",
                    "Published June 4, 2024",
                    STORY,
                    STORY,
                    STORY,
                ],
                "Mill closes / It has 312 hands. / Ann Roe, Bo Li /  / 6",
            ),
            (
                &["Mill closes", STORY, STORY, STORY, "By Ann Roe", "Published June 4, 2024", STORY],
                "Mill closes /  /  /  / 1",
            ),
            (
                &[
                    "2.",
                    "Mill closes",
                    "June 4, 2024",
                    "Heard on Morning Edition",
                    "By",
                    "Ann Roe",
                    STORY,
                    STORY,
                    STORY,
                ],
                "Mill closes /  / Ann Roe /  / 6",
            ),
        ] {
            assert_eq!(shown(lines), expected);
        }
    }

    #[test]
    fn each_part_of_a_byline_may_have_its_line() {
        for (lines, expected) in [
            (
                &["Mill closes", "By Ann Roe", "and", "Bo Li", "June 4, 2024", STORY][..],
                "Mill closes /  / Ann Roe, Bo Li /  / 5",
            ),
            (
                &["Mill closes", "By Ann Roe", "and Bo Li", "June 4, 2024", STORY],
                "Mill closes /  / Ann Roe, Bo Li /  / 4",
            ),
            (
                &["Mill closes", "The Anytown Courier", "By Ann Roe", STORY],
                "Mill closes /  / Ann Roe / The Anytown Courier / 3",
            ),
            (
                &["Mill closes", "By Ann Roe", "Anytown Wales News", STORY],
                "Mill closes /  / Ann Roe / Anytown Wales News / 3",
            ),
            (
                &["La scierie ferme", "par Ann Roe", "publié le 14 mars 2024 à 5h30", STORY],
                "La scierie ferme /  / Ann Roe /  / 3",
            ),
        ] {
            assert_eq!(shown(lines), expected);
        }
    }
}
