//! `speakers.toml`: the owner's word on who spoke, which goes before every rule.
//!
//! ```
//! use onrecord::corpus::Speakers;
//!
//! let speakers = Speakers::read("[people]\n\"Han Dong\" = [\"Dong Han\"]").unwrap();
//! assert_eq!(speakers.known_as("dong han"), Some("Han Dong"));
//! ```
//!
//! What it says of a quotation depends on the quotation's own article and on this file, and on nothing else: so an index says
//! the same in whichever order its articles came.

mod difference;
mod read;

pub use difference::Concerned;

use super::Fingerprint;
use crate::article::Article;
use crate::article::ArticleId;
use crate::article::QuoteId;
use crate::error::Error;
use crate::text::fold;
use std::collections::BTreeMap;

/// The page of help: the format, with an example of each row. The examples are read by a test.
pub const SPEAKERS_HELP: &str = include_str!("SPEAKERS.md");

/// What the owner says of speakers.
#[derive(Clone, Debug, Default)]
pub struct Speakers {
    said: Said,
    /// The lines of the file in which rows stand, for complaints about them.
    lines: BTreeMap<Row, u64>,
    text: String,
}

/// What the file says, wherever in it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Said {
    /// The name to show, by the folded name that is printed.
    names: BTreeMap<String, Name>,
    splits: Vec<Split>,
    corrections: BTreeMap<QuoteId, Correction>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
struct Name {
    shown: String,
    printed: String,
}

/// Some of those who are printed under one name are somebody else.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Split {
    printed: String,
    shown: String,
    role: Option<String>,
    outlet: Option<String>,
    articles: Vec<ArticleId>,
}

/// Who spoke one quotation; `None` for nobody.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Correction {
    name: Option<String>,
    words: Option<String>,
}

/// One row of the file, by what it speaks of.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Row {
    /// A name of somebody.
    Name(String),
    /// A name of two, the one it is to be, and who is meant.
    Split(String, String, String),
    /// A quotation.
    Quote(QuoteId),
}

impl Row {
    /// How an index notes that the row has decided something.
    pub(crate) fn note(&self) -> String {
        match self {
            Row::Name(printed) => format!("\"{printed}\""),
            Row::Split(printed, shown, meant) => format!("\"{printed}\" as \"{shown}\" where {meant}"),
            Row::Quote(id) => id.to_string(),
        }
    }
}

/// What the owner says of one quotation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Told<'a> {
    /// Who spoke; `None` for nobody.
    pub name: Option<&'a str>,
    row: Row,
}

impl Told<'_> {
    /// The row that says so, as an index notes it.
    pub fn note(&self) -> String {
        self.row.note()
    }
}

impl Speakers {
    /// Reads the text of a file.
    ///
    /// # Errors
    ///
    /// [`crate::error::ErrorKind::BrokenSpeakers`] with the line at fault, for what is no TOML and for rows that contradict each other.
    pub fn read(text: &str) -> Result<Speakers, Error> {
        read::read(text)
    }

    /// Whether nothing is said of anybody.
    pub fn is_empty(&self) -> bool {
        self.said == Said::default()
    }

    /// The text of the file.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// What tells one state of what is said from another. Comments and the order of rows do not count.
    pub fn fingerprint(&self) -> String {
        if self.is_empty() {
            return String::new();
        }
        Fingerprint::of(format!("{:?}", self.said).as_bytes()).as_str().to_string()
    }

    /// The name to show for a name, if the file has one; capitals and accents do not matter.
    pub fn known_as(&self, printed: &str) -> Option<&str> {
        self.name(printed).map(|name| name.shown.as_str())
    }

    /// What is said of whoever an article prints under a name, with the role it gives.
    pub fn of_name(&self, printed: &str, role: Option<&str>, article: &Article) -> Option<Told<'_>> {
        let known = self.name(printed);
        let names = [Some(printed), known.map(|name| name.shown.as_str())];
        let is_meant = |split: &&Split| {
            names.iter().flatten().any(|name| fold(name) == fold(&split.printed))
                && split.holds(role, article)
        };
        if let Some(split) = self.said.splits.iter().find(is_meant) {
            return Some(Told { name: Some(&split.shown), row: split.row() });
        }
        known.map(|name| Told { name: Some(&name.shown), row: Row::Name(name.printed.clone()) })
    }

    /// What is said of single quotations of an article; `texts` are their words, in order.
    ///
    /// Where a row gives words, these find the quotation: the one of the row's number if it has them, else the only one that has.
    pub fn of_quotes(&self, article: ArticleId, texts: &[&str]) -> Vec<(usize, Told<'_>)> {
        let id = |ordinal| QuoteId { article, ordinal };
        let rows = self.said.corrections.range(id(0)..=id(u32::MAX));
        let told = rows.filter_map(|(id, correction)| {
            let at = correction.place(id.ordinal, texts)?;
            let name = correction.name.as_deref().map(|name| self.known_as(name).unwrap_or(name));
            Some((at, Told { name, row: Row::Quote(*id) }))
        });
        told.collect()
    }

    /// The rows that none of the notes speaks of: the line of each, and what it finds nothing of.
    pub fn without_effect(&self, notes: &std::collections::BTreeSet<String>) -> Vec<(u64, String)> {
        let idle = self.lines.iter().filter(|(row, _)| !notes.contains(&row.note()));
        let mut found: Vec<(u64, String)> = idle.map(|(row, line)| (*line, self.complaint(row))).collect();
        found.sort();
        found
    }

    fn complaint(&self, row: &Row) -> String {
        match row {
            Row::Name(printed) => format!("no quotation is given to \"{printed}\""),
            Row::Split(printed, shown, _) => {
                format!("nobody is quoted as \"{printed}\" who would be \"{shown}\"")
            }
            Row::Quote(id) => match self.said.corrections.get(id).and_then(|it| it.words.as_ref()) {
                Some(words) => format!("there is no quotation {id} with the words \"{words}\""),
                None => format!("there is no quotation {id}"),
            },
        }
    }

    fn name(&self, printed: &str) -> Option<&Name> {
        if self.said.names.is_empty() { None } else { self.said.names.get(&fold(printed)) }
    }
}

impl Split {
    fn row(&self) -> Row {
        let meant = format!("{:?} {:?} {:?}", self.role, self.outlet, self.articles);
        Row::Split(self.printed.clone(), self.shown.clone(), meant)
    }

    fn holds(&self, role: Option<&str>, article: &Article) -> bool {
        let has_role = |wanted: &String| role.is_some_and(|role| fold(role).contains(&fold(wanted)));
        let has_outlet = |wanted: &String| article.outlet.as_ref().is_some_and(|it| fold(it) == fold(wanted));
        self.role.as_ref().is_none_or(has_role)
            && self.outlet.as_ref().is_none_or(has_outlet)
            && (self.articles.is_empty() || self.articles.contains(&article.id))
    }
}

impl Correction {
    /// The quotation that is meant, by its place in `texts`.
    fn place(&self, number: u32, texts: &[&str]) -> Option<usize> {
        let numbered = (number as usize).checked_sub(1).filter(|at| *at < texts.len());
        let Some(words) = self.words.as_deref().map(fold) else { return numbered };
        let has = |at: &usize| fold(texts[*at]).contains(&words);
        let mut elsewhere = (0..texts.len()).filter(has);
        let first = elsewhere.next();
        let only = first.filter(|_| elsewhere.next().is_none());
        numbered.filter(has).or(only)
    }
}

#[cfg(test)]
mod tests;
