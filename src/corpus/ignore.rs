//! Files that say which files beside and below them are no articles: `.ignore`, as `rg` and `fd` read it, and
//! `.onrecordignore`, which goes before it.
//!
//! The rules are those of `.gitignore`, which itself is not read: what is kept out of a repository, such as a folder of
//! clippings, is often the very thing to be searched.

use std::fs::File;
use std::io::Read;
use std::path::Path;

/// In this order: of two rules that match, the later one holds.
const NAMES: [&str; 2] = [".ignore", ".onrecordignore"];

/// Longer files are no lists that somebody wrote.
const LONGEST: u64 = 1 << 20;

/// The rules of one folder.
#[derive(Debug, Default)]
pub(super) struct Rules {
    rules: Vec<Rule>,
}

#[derive(Debug)]
struct Rule {
    /// The pattern for each name of a path; `**` stands for any number of names.
    parts: Vec<Vec<char>>,
    folders_only: bool,
    /// `!mill.txt`: takes back what a rule above it says.
    keeps: bool,
}

impl Rules {
    /// The rules that lie in a folder; none where there are no such files.
    pub(super) fn of_folder(folder: &Path) -> Rules {
        let mut rules = Rules::default();
        for name in NAMES {
            let mut text = String::new();
            let read =
                File::open(folder.join(name)).and_then(|file| file.take(LONGEST).read_to_string(&mut text));
            if read.is_ok() {
                rules.rules.extend(text.lines().filter_map(Rule::read));
            }
        }
        rules
    }

    /// Whether these rules say of a path below their folder that it is left out, or kept; `None` where they do not say.
    pub(super) fn ignores(&self, path: &Path, is_folder: bool) -> Option<bool> {
        let names: Vec<Vec<char>> =
            path.iter().map(|name| name.to_string_lossy().chars().collect()).collect();
        let matching = self
            .rules
            .iter()
            .rev()
            .find(|rule| (is_folder || !rule.folders_only) && names_match(&rule.parts, &names));
        matching.map(|rule| !rule.keeps)
    }
}

impl Rule {
    fn read(line: &str) -> Option<Rule> {
        let line = line.trim_end();
        let (keeps, line) = match line.strip_prefix('!') {
            Some(rest) => (true, rest),
            None => (false, line),
        };
        if line.is_empty() || line.starts_with('#') {
            return None;
        }
        let (folders_only, line) = match line.strip_suffix('/') {
            Some(rest) => (true, rest),
            None => (false, line),
        };
        // A rule with one name and no bar before it holds at any depth.
        let mut parts: Vec<Vec<char>> = Vec::new();
        if !line.contains('/') {
            parts.push("**".chars().collect());
        }
        parts.extend(line.trim_start_matches('/').split('/').map(|part| part.chars().collect()));
        Some(Rule { parts, folders_only, keeps })
    }
}

/// Whether patterns match names one by one, with `**` for any number of them.
fn names_match(parts: &[Vec<char>], names: &[Vec<char>]) -> bool {
    matches_all(parts, names, |part| part[..] == ['*', '*'], |part, name| name_matches(part, name))
}

/// Whether a pattern matches a name: `*` any letters, `?` one, `[a-c]` and `[!a-c]` one of some.
fn name_matches(pattern: &[char], name: &[char]) -> bool {
    matches_all(
        &tokens(pattern),
        name,
        |token| matches!(token, Token::Any),
        |token, letter| token.is(*letter),
    )
}

/// Whether tokens match items in order, where a wild one stands for any number of items. Goes back to the last wild
/// token only, so the time is the product of both lengths at most.
fn matches_all<T, I>(tokens: &[T], items: &[I], is_wild: fn(&T) -> bool, is: fn(&T, &I) -> bool) -> bool {
    let (mut token, mut item) = (0, 0);
    let mut wild: Option<(usize, usize)> = None;
    while item < items.len() {
        match tokens.get(token) {
            Some(next) if is_wild(next) => {
                wild = Some((token, item));
                token += 1;
            }
            Some(next) if is(next, &items[item]) => {
                (token, item) = (token + 1, item + 1);
            }
            _ => match &mut wild {
                Some((at, taken)) => {
                    *taken += 1;
                    (token, item) = (*at + 1, *taken);
                }
                None => return false,
            },
        }
    }
    tokens[token..].iter().all(is_wild)
}

/// A piece of a pattern for one name.
#[derive(Debug)]
enum Token {
    Any,
    One,
    Letter(char),
    Among { ranges: Vec<(char, char)>, is_not: bool },
}

impl Token {
    fn is(&self, letter: char) -> bool {
        match self {
            Token::Any | Token::One => true,
            Token::Letter(wanted) => *wanted == letter,
            Token::Among { ranges, is_not } => {
                ranges.iter().any(|(from, to)| (*from..=*to).contains(&letter)) != *is_not
            }
        }
    }
}

fn tokens(pattern: &[char]) -> Vec<Token> {
    let mut tokens = Vec::new();
    let mut rest = pattern;
    while let [first, after @ ..] = rest {
        rest = after;
        tokens.push(match (first, after) {
            ('*', _) => Token::Any,
            ('?', _) => Token::One,
            ('\\', [letter, below @ ..]) => {
                rest = below;
                Token::Letter(*letter)
            }
            ('[', _) => match among(after) {
                Some((token, below)) => {
                    rest = below;
                    token
                }
                None => Token::Letter('['),
            },
            (letter, _) => Token::Letter(*letter),
        });
    }
    tokens
}

/// The set that a bracket opens, and what stands after it; `None` where no bracket closes it.
fn among(after: &[char]) -> Option<(Token, &[char])> {
    let is_not = matches!(after.first(), Some('!' | '^'));
    let set = &after[usize::from(is_not)..];
    // A bracket that comes first is a letter of the set.
    let end = set.iter().skip(1).position(|letter| *letter == ']')? + 1;
    let mut ranges = Vec::new();
    let mut rest = &set[..end];
    while let [from, more @ ..] = rest {
        match more {
            ['-', to, more @ ..] => {
                ranges.push((*from, *to));
                rest = more;
            }
            _ => {
                ranges.push((*from, *from));
                rest = more;
            }
        }
    }
    Some((Token::Among { ranges, is_not }, &set[end + 1..]))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rules_hold_as_those_of_git() {
        for (rules, path, is_folder, expected) in [
            ("drafts/", "a/drafts", true, Some(true)),
            ("drafts/", "a/drafts", false, None),
            ("*.tmp", "a/b.tmp", false, Some(true)),
            ("*.tmp\n!keep.tmp", "a/keep.tmp", false, Some(false)),
            ("/a.txt", "a.txt", false, Some(true)),
            ("/a.txt", "b/a.txt", false, None),
            ("a/b.txt", "a/b.txt", false, Some(true)),
            ("a/b.txt", "x/a/b.txt", false, None),
            ("a/**/b.txt", "a/b.txt", false, Some(true)),
            ("a/**/b.txt", "a/x/y/b.txt", false, Some(true)),
            ("**/b", "x/b", false, Some(true)),
            ("mill-[0-9][!x].txt", "mill-1y.txt", false, Some(true)),
            ("mill-[0-9][!x].txt", "mill-1x.txt", false, None),
            ("[]a].txt", "].txt", false, Some(true)),
            ("[a", "[a", false, Some(true)),
            ("\\#a", "#a", false, Some(true)),
            ("# a\n\n", "# a", false, None),
            ("us?ne*", "usine fermée.txt", false, Some(true)),
        ] {
            let rules = Rules { rules: rules.lines().filter_map(Rule::read).collect() };
            assert_eq!(rules.ignores(Path::new(path), is_folder), expected, "{rules:?} {path}");
        }
    }

    #[test]
    fn many_stars_take_little_time() {
        let pattern: Vec<char> = "*a".repeat(1000).chars().collect();
        let name: Vec<char> = "a".repeat(999).chars().collect();
        assert!(!name_matches(&pattern, &name));
    }
}
