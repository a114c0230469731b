//! Where one pasted article ends and the next begins.

use super::address;
use super::canonical_url;
use super::credit;
use super::front_matter;
use super::furniture;
use super::keys;
use super::keys::Field;
use super::pasted::Piece;
use crate::article::outlet;

/// Cuts the lines of a canonical text into articles; its first line has the number `first` in the file.
///
/// An article ends at a line that is only its address, or begins with one; it ends at a rule, and before a head of
/// `key: value` lines.
pub(super) fn cut(text: &str, first: u64) -> Vec<Piece> {
    let text = front_matter::as_keys(text);
    let lines: Vec<&str> = text.split('\n').map(str::trim).collect();
    let has_addresses = lines.iter().any(|line| address::sole(line).is_some());
    let mut cutter =
        Cutter { lines: &lines, first, has_addresses, open: Open::default(), pieces: Vec::new() };
    for at in 0..lines.len() {
        cutter.take(at);
    }
    cutter.close();
    cutter.pieces
}

struct Cutter<'a> {
    lines: &'a [&'a str],
    first: u64,
    has_addresses: bool,
    open: Open<'a>,
    pieces: Vec<Piece>,
}

/// The article being gathered.
#[derive(Default)]
struct Open<'a> {
    start: Option<usize>,
    url: Option<&'a str>,
    stated: Vec<(Field, String)>,
    text: Vec<&'a str>,
    has_text: bool,
    /// Keys stand below its text: whatever comes next is another article's.
    is_ending: bool,
}

impl Open<'_> {
    fn is_untouched(&self) -> bool {
        !self.has_text && self.url.is_none() && self.stated.is_empty()
    }
}

impl<'a> Cutter<'a> {
    fn take(&mut self, at: usize) {
        let line = self.lines[at];
        if let Some(rule) = rule(line) {
            self.rule(at, rule);
        } else if let Some((field, value)) = self.stated(at) {
            self.open.start.get_or_insert(at);
            self.open.stated.push((field, value.to_string()));
        } else if self.is_note(at) {
            // What somebody noted for himself among the keys is neither a fact of the article nor its text.
        } else if let Some(url) = self.url(at) {
            self.address(at, url);
        } else {
            self.line(at);
        }
    }

    fn line(&mut self, at: usize) {
        let line = self.lines[at];
        if !line.is_empty() {
            if self.open.is_ending {
                self.close();
            }
            self.open.start.get_or_insert(at);
            self.open.has_text = true;
        }
        self.open.text.push(line);
    }

    /// A rule ends an article, or underlines its title, or encloses its head, or stands between its sections.
    fn rule(&mut self, at: usize, rule: char) {
        let is_underline = at > 0
            && self.open.has_text
            && self.open.text.iter().filter(|line| !line.is_empty()).count() == 1
            && !self.lines[at - 1].is_empty();
        let is_empty = !self.open.has_text;
        if is_underline || is_empty {
            return;
        }
        if rule == '=' || rule == '-' && self.opens_article(at + 1) {
            self.close();
        } else {
            self.open.text.push("");
        }
    }

    fn address(&mut self, at: usize, url: &'a str) {
        if furniture::is_embed(url) {
            return;
        }
        let is_same = |other: &str| canonical_url(other) == canonical_url(url);
        let stated_url = self.open.stated.iter().any(|(field, _)| *field == Field::Url);
        match self.open.url {
            // The address twice, as share lines print it.
            None if self.open.is_untouched()
                && self.pieces.last().and_then(|piece| piece.url.as_deref()).is_some_and(is_same) => {}
            _ if !self.open.has_text => {
                // Two addresses with nothing between: the first is an article that was not pasted.
                if self.open.url.is_some_and(|other| !is_same(other)) {
                    self.close();
                }
                self.open.start.get_or_insert(at);
                self.open.url = Some(url);
            }
            _ if let Some(head) = self.headline_above(at) => {
                self.begin_at(head);
                self.open.url = Some(url);
            }
            // Headline, byline, date, address: a head, whose story follows.
            None if self.is_head(at) => self.open.url = Some(url),
            None => {
                self.open.url = Some(url);
                self.close();
            }
            Some(other) if is_same(other) || stated_url => self.close(),
            // The article began with its address, and so does the next.
            Some(_) => {
                self.close();
                self.open.start = Some(at);
                self.open.url = Some(url);
            }
        }
    }

    /// Where the headline stands that an address stands directly below: credits follow it, or where the headline is all that there
    /// is, the story. "Mill closes", `https://a.example/1`, "By Ann Roe".
    fn headline_above(&self, at: usize) -> Option<usize> {
        let head = (0..at).rev().find(|above| !self.lines[*above].is_empty())?;
        let is_apart = head
            .checked_sub(1)
            .map(|above| self.lines[above])
            .is_none_or(|above| above.is_empty() || ends_story(above) || address::sole(above).is_some());
        let line = self.lines[head];
        if at - head > 2 || !is_apart || !is_headline(line) || credit::read(line).is_some() {
            return None;
        }
        let below = self.lines[at + 1..].iter().find(|line| !line.is_empty())?;
        let is_alone = self.open.text.iter().filter(|line| !line.is_empty()).count() == 1;
        (credit::read(below).is_some() || is_alone && is_prose(below)).then_some(head)
    }

    /// Whether what is gathered is a headline with credits under it and nothing else, and a paragraph follows behind `at`.
    fn is_head(&self, at: usize) -> bool {
        let mut lines = self.open.text.iter().filter(|line| !line.is_empty());
        let is_headed = lines.next().is_some_and(|line| is_headline(line) && credit::read(line).is_none());
        let mut credits = 0;
        let is_credited = lines.all(|line| {
            credits += 1;
            credit::read(line).is_some()
        });
        let below = self.lines[at + 1..].iter().find(|line| !line.is_empty());
        is_headed && is_credited && credits > 0 && below.is_some_and(|line| is_prose(line))
    }

    /// Ends the article above a line that was taken for its last, and begins another there.
    fn begin_at(&mut self, head: usize) {
        while self.open.text.pop_if(|line| line.is_empty()).is_some() {}
        let _headline = self.open.text.pop();
        self.open.has_text = self.open.text.iter().any(|line| !line.is_empty());
        if self.open.has_text {
            self.close();
        }
        self.line(head);
    }

    /// The address that a line consists of, alone or after a key, unless a sentence runs through it.
    fn url(&self, at: usize) -> Option<&'a str> {
        let line = self.lines[at];
        let url = address::sole(line).or_else(|| {
            let (field, value) = key_line(line)?;
            address::sole(value).filter(|_| matches!(field, Field::Url | Field::Outlet))
        })?;
        let below = self.lines.get(at + 1).copied().unwrap_or_default();
        let above = at.checked_sub(1).map(|above| self.lines[above]).unwrap_or_default();
        let goes_on = address::sole(below).is_none()
            && below.starts_with(|c: char| c.is_lowercase() || ",;)".contains(c));
        // "The report is at:", or an address of no outlet with prose under it: the story goes on.
        let announced = above.ends_with(':');
        let is_inside = (announced || !self.is_outlet(url))
            && self.open.has_text
            && self.prose_follows(at + 1, announced);
        (!goes_on && !is_inside).then_some(url)
    }

    fn is_outlet(&self, url: &str) -> bool {
        address::host(url).is_some_and(|host| outlet::by_host(&host).is_some())
    }

    /// Whether the next lines are a story's, with no headline and no credits, and another address closes it.
    ///
    /// An announced address is followed by any sentence.
    fn prose_follows(&self, at: usize, announced: bool) -> bool {
        let mut lines = self.lines.iter().skip(at).filter(|line| !line.is_empty());
        let starts = lines.next().is_some_and(|line| announced && ends_story(line) || is_prose(line));
        let is_headed = lines.clone().take(3).any(|line| credit::read(line).is_some());
        starts && !is_headed && lines.any(|line| address::sole(line).is_some())
    }

    /// What a line of keys states. Keys stand in a head, where an article can begin, or in a tail that gives its address.
    fn stated(&mut self, at: usize) -> Option<(Field, &'a str)> {
        let (field, value) = key_line(self.lines[at]).filter(|(field, _)| *field != Field::Text)?;
        if self.open.is_ending {
            return Some((field, value));
        }
        let keys = self.keys(at);
        if !self.open.has_text {
            let opens = !self.open.stated.is_empty() || field == Field::Title || keys.len() > 1;
            return opens.then_some((field, value));
        }
        let after_gap = at.checked_sub(1).is_none_or(|above| self.lines[above].is_empty());
        if !after_gap || keys.len() < 2 {
            None
        } else if keys.contains(&Field::Title) {
            self.close();
            Some((field, value))
        } else {
            self.open.is_ending = keys.contains(&Field::Url);
            self.open.is_ending.then_some((field, value))
        }
    }

    /// The fields of the key lines in a row from `at` on, each field once; notes may stand between.
    fn keys(&self, at: usize) -> Vec<Field> {
        let mut fields: Vec<Field> = Vec::new();
        for line in self.lines.iter().skip(at) {
            match key_line(line) {
                Some((field, _)) if !fields.contains(&field) => fields.push(field),
                Some(_) => {}
                None if is_note(line) => {}
                None => break,
            }
        }
        fields
    }

    /// "Accessed: March 3", in a head or a tail of keys: another key line stands directly above it, or its head goes on below.
    fn is_note(&self, at: usize) -> bool {
        let above = at.checked_sub(1).map(|above| self.lines[above]).unwrap_or_default();
        let is_in_head = !self.open.has_text && !self.open.stated.is_empty();
        let follows = key_line(above).is_some() || is_note(above);
        let opens = !self.open.has_text && self.keys(at).contains(&Field::Title);
        is_note(self.lines[at]) && ((is_in_head || self.open.is_ending) && follows || opens)
    }

    /// Whether the lines from `at` on look like an article's beginning: a head, or a headline with its credits.
    fn opens_article(&self, at: usize) -> bool {
        let mut lines = (at..self.lines.len()).filter(|at| !self.lines[*at].is_empty());
        let Some(first) = lines.next() else { return true };
        let line = self.lines[first];
        let keys = self.keys(first);
        if address::sole(line).is_some() || keys.len() > 1 || keys.contains(&Field::Title) {
            return true;
        }
        let has_credits = lines
            .map(|at| self.lines[at])
            .take_while(|line| rule(line).is_none())
            .take(4)
            .any(|line| credit::read(line).is_some());
        // Where articles carry addresses, a rule without one before it may stand between sections of one article.
        let is_certain = !self.has_addresses || line.starts_with('#') || self.open.url.is_some();
        // 40: the longest headline.
        has_credits && line.split(' ').count() <= 40 || is_certain && is_headline(line)
    }

    fn close(&mut self) {
        let open = std::mem::take(&mut self.open);
        if open.is_untouched() {
            return;
        }
        let line = self.first + open.start.unwrap_or(0) as u64;
        if !open.has_text
            && open.stated.is_empty()
            && let Some(piece) = open.url.and_then(|url| split_off_last(self.pieces.last_mut()?, url))
        {
            self.pieces.push(piece);
            return;
        }
        self.pieces.push(Piece {
            line,
            url: open.url.map(String::from),
            stated: open.stated,
            text: open.text.join("\n"),
            is_markdown: false,
        });
    }
}

/// An address with no text below it closes an article that stands, unmarked, below one that began with its address:
/// the last headline with credits in there is where it begins.
fn split_off_last(above: &mut Piece, url: &str) -> Option<Piece> {
    let lines: Vec<&str> = above.text.split('\n').collect();
    let filled = |from: usize| lines[from..].iter().filter(|line| !line.is_empty());
    let begins = |at: &usize| {
        is_headline(lines[*at])
            && filled(at + 1).take(3).any(|line| credit::read(line).is_some())
            && credit::read(lines[*at]).is_none()
    };
    // Not the first lines: those are the headline of the article above.
    let at = (4..lines.len())
        .rev()
        .filter(begins)
        .find(|at| filled(at - 1).next().is_some_and(|line| ends_story(line)) || lines[at - 1].is_empty())?;
    let text = lines[at..].join("\n");
    let piece = Piece {
        line: above.line + 1 + at as u64,
        url: Some(url.to_string()),
        stated: Vec::new(),
        text,
        is_markdown: false,
    };
    above.text = lines[..at].join("\n");
    Some(piece)
}

fn ends_story(line: &str) -> bool {
    line.ends_with(['.', '”', '"', '»', '?', '!'])
}

/// Prose has nine words or more, since headlines may end in a stop too.
fn is_prose(line: &str) -> bool {
    ends_story(line) && line.split(' ').count() > 8
}

/// A line that can be a headline: short, and no sentence.
fn is_headline(line: &str) -> bool {
    !line.is_empty() && line.split(' ').count() <= 30 && !line.ends_with(['.', '”', '"', '»', ',', ';', ':'])
}

/// The mark of a rule between articles: three or more `-`, `=`, `*` or `_`, and blanks.
fn rule(line: &str) -> Option<char> {
    let mark = line.chars().next().filter(|c| "-=*_–—".contains(*c))?;
    let marks = line.chars().filter(|c| *c == mark).count();
    (marks >= 3 && line.chars().all(|c| c == mark || c == ' ')).then_some(mark)
}

/// A known key and its value: `title: Mill closes`. Keys are one or two words.
fn key_line(line: &str) -> Option<(Field, &str)> {
    let (key, value) = line.split_once(':')?;
    // 20: the longest key of the table has 16 letters.
    if key.len() > 20 || value.trim().is_empty() {
        return None;
    }
    let key = key.trim().trim_matches('*').trim_start_matches("# ").to_lowercase();
    let (field, _) = keys::field_of(&key)?;
    let value = value.trim().trim_matches('"').trim_start_matches("**").trim();
    // "source: https://a.example/1" is where it was clipped from; "source: https://a.example" is an outlet.
    let is_page = |value| {
        address::sole(value).and_then(|url| url::Url::parse(url).ok()).is_some_and(|url| url.path().len() > 1)
    };
    Some((if field == Field::Outlet && is_page(value) { Field::Url } else { field }, value))
}

/// Looks like a key that nobody knows and its value, and is no sentence: "Notes: check with Bo".
fn is_note(line: &str) -> bool {
    let Some((key, value)) = line.split_once(':') else { return false };
    let is_key = !key.is_empty() && key.len() <= 20 && key.split_whitespace().count() <= 3;
    // Twelve words: more is a paragraph that begins with "Editor’s note:".
    let is_value = value.starts_with(' ') && value.split_whitespace().count() <= 12;
    is_key && is_value && !ends_story(value) && key_line(line).is_none()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Each piece as its line, its address and the first letters of its text.
    fn shown(text: &str) -> Vec<String> {
        let shown = |piece: Piece| {
            let text = piece.text.split_whitespace().collect::<Vec<_>>().join(" ");
            format!("{} {} {text}", piece.line, piece.url.as_deref().unwrap_or("-"))
        };
        cut(text, 1).into_iter().map(shown).collect()
    }

    #[test]
    fn addresses_and_rules_end_articles() {
        for (text, expected) in [
            (
                "One\nhttps://a.example/1\nTwo\nhttps://a.example/2",
                &["1 https://a.example/1 One", "3 https://a.example/2 Two"][..],
            ),
            (
                "https://a.example/1\nOne\nhttps://a.example/2\nTwo",
                &["1 https://a.example/1 One", "3 https://a.example/2 Two"],
            ),
            ("One\n\n===\n\nTwo", &["1 - One", "5 - Two"]),
            ("One\n\n---\n\nMore of it.", &["1 - One More of it."]),
            ("Title\n-----\nOne", &["1 - Title One"]),
            ("One\nhttps://a.example/1\nhttps://www.a.example/1/", &["1 https://a.example/1 One"]),
            ("One\nhttps://twitter.com/a/status/1\nMore", &["1 - One More"]),
            (
                "https://a.example/1\nhttps://a.example/2\nTwo",
                &["1 https://a.example/1 ", "2 https://a.example/2 Two"],
            ),
            (
                "One\nhttps://a.example/1\nBy Ann Roe\n\nIt is shut.\n\nTwo\nhttps://a.example/2\nBy Bo Li\n\nSo is it.",
                &[
                    "1 https://a.example/1 One By Ann Roe It is shut.",
                    "7 https://a.example/2 Two By Bo Li So is it.",
                ],
            ),
            (
                "One\nhttps://a.example/1\nTwo\nhttps://a.example/2\nBy Bo Li",
                &["1 https://a.example/1 One", "3 https://a.example/2 Two By Bo Li"],
            ),
            (
                "One\nBy Ann Roe\nhttps://a.example/1\n\nThe mill on Cannery Road is shut for good now.",
                &["1 https://a.example/1 One By Ann Roe The mill on Cannery Road is shut for good now."],
            ),
            (
                "One\nhttps://a.example/1 (accessed March 3, 2025)\nTwo\n(https://a.example/2)",
                &["1 https://a.example/1 One", "3 https://a.example/2 Two"],
            ),
            (
                "One\nRetrieved from https://a.example/1\nTwo\nhttps://a.example/2 - CBC",
                &["1 https://a.example/1 One", "3 https://a.example/2 Two"],
            ),
            (
                "See https://a.example/1 (in French).\nMore",
                &["1 - See https://a.example/1 (in French). More"],
            ),
            ("See\nhttps://a.example/1\nand go", &["1 - See https://a.example/1 and go"]),
        ] {
            assert_eq!(shown(text), expected, "{text}");
        }
    }

    #[test]
    fn keys_open_articles() {
        let pieces =
            cut("title: One\nurl: https://a.example/1\n\nText.\n\ntitle: Two\nauthor: Ann Roe\n\nText.", 1);
        let titles: Vec<&str> = pieces.iter().map(|piece| piece.stated[0].1.as_str()).collect();
        assert_eq!(titles, ["One", "Two"]);
        assert_eq!(cut("Source: a minister\nThe mill closes.", 1)[0].stated, []);
    }

    #[test]
    fn notes_among_the_keys_are_passed_over() {
        for (text, fields, kept) in [
            (
                "Title: One\nNotes: check with Bo\nURL: https://a.example/1\n\nText.",
                &[Field::Title, Field::Url][..],
                "\nText.",
            ),
            ("Page: A3\nTitle: One\nWord count: 312\n\nText.", &[Field::Title], "\nText."),
            (
                "Titre : Un\nConsulté le : 3 mars 2025\nAuteur : Ann Roe\n\nTexte.",
                &[Field::Title, Field::Authors],
                "\nTexte.",
            ),
            // The story may open like a key.
            ("Title: One\n\nMinister: I quit\n\nText.", &[Field::Title], "\nMinister: I quit\n\nText."),
            ("Title: One\nThe minister says: “I quit.”", &[Field::Title], "The minister says: “I quit.”"),
            ("Question: why?\n\nText.", &[], "Question: why?\n\nText."),
        ] {
            let pieces = cut(text, 1);
            let stated: Vec<Field> = pieces[0].stated.iter().map(|(field, _)| *field).collect();
            assert_eq!((&stated[..], pieces[0].text.as_str(), pieces.len()), (fields, kept, 1), "{text}");
        }
    }
}
