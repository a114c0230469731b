//! The text of `speakers.toml` to what it says, and complaints that name the line.

use super::Correction;
use super::Name;
use super::Row;
use super::Speakers;
use super::Split;
use crate::article::ArticleId;
use crate::article::QuoteId;
use crate::error::Error;
use crate::error::ErrorKind;
use crate::text::fold;
use serde::Deserialize;
use std::collections::BTreeMap;
use std::path::Path;
use toml::Spanned;

/// The file as it is written.
#[derive(Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
struct Written {
    people: BTreeMap<Spanned<String>, Vec<Spanned<String>>>,
    split: Vec<WrittenSplit>,
    quotes: BTreeMap<Spanned<String>, WrittenCorrection>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct WrittenSplit {
    name: Spanned<String>,
    shown: Spanned<String>,
    role: Option<String>,
    outlet: Option<String>,
    #[serde(default)]
    articles: Vec<Spanned<String>>,
}

#[derive(Deserialize)]
#[serde(untagged, expecting = "write a name, or `{ name = \"…\", words = \"…\" }`")]
enum WrittenCorrection {
    Name(String),
    Careful(Careful),
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Careful {
    name: String,
    words: String,
}

/// How a row says that nobody is named.
const NOBODY: &str = "nobody";

const PLAIN: &str = "names stand in straight marks, as in `\"Han Dong\" = [\"Dong Han\"]`; `onrecord help speakers.toml` shows every kind of row";
const ONCE: &str = "leave it in one place: one name belongs to one person";
const CONDITION: &str = "say which are meant with `role`, `outlet` or `articles`";
const ID: &str = "write the article's whole id, as `onrecord show` prints it";
const QUOTE: &str =
    "write the article's whole id, `/` and the number of the quotation, as `onrecord show` prints them";

pub(super) fn read(text: &str) -> Result<Speakers, Error> {
    let written: Written = toml::from_str(text).map_err(|error| {
        let at = error.span().map_or(0, |span| span.start);
        File { text }.wrong(at, error.message().lines().collect::<Vec<_>>().join("; "), PLAIN)
    })?;
    let mut speakers = Speakers { text: text.to_string(), ..Speakers::default() };
    let file = File { text };
    for (name, others) in written.people {
        file.person(&name, &others, &mut speakers)?;
    }
    file.no_chains(&speakers)?;
    for split in written.split {
        file.split(split, &mut speakers)?;
    }
    for (place, correction) in written.quotes {
        file.correction(&place, correction, &mut speakers)?;
    }
    Ok(speakers)
}

/// The text that is read; its lines are named in complaints.
struct File<'a> {
    text: &'a str,
}

impl File<'_> {
    fn person(
        &self,
        name: &Spanned<String>,
        others: &[Spanned<String>],
        speakers: &mut Speakers,
    ) -> Result<(), Error> {
        let shown = self.filled(name)?;
        if others.is_empty() {
            let what = format!("\"{shown}\" has no other name");
            return Err(self.wrong(
                name.span().start,
                what,
                "give the names that articles print, or take the row out",
            ));
        }
        for other in others {
            let printed = self.filled(other)?;
            let entry = Name { shown: shown.to_string(), printed: printed.to_string() };
            if let Some(known) = speakers.said.names.insert(fold(printed), entry) {
                let what = format!("\"{printed}\" is a name of \"{}\" already", known.shown);
                return Err(self.wrong(other.span().start, what, ONCE));
            }
            speakers.lines.insert(Row::Name(printed.to_string()), self.line(other.span().start));
        }
        Ok(())
    }

    /// Nobody who is shown under a name may be another name of somebody else.
    fn no_chains(&self, speakers: &Speakers) -> Result<(), Error> {
        for Name { shown, .. } in speakers.said.names.values() {
            let other =
                speakers.said.names.get(&fold(shown)).filter(|other| fold(&other.shown) != fold(shown));
            if let Some(Name { shown: other, printed }) = other {
                let line = speakers.lines.get(&Row::Name(printed.clone())).copied().unwrap_or(1);
                let what = format!("\"{printed}\" is a name of \"{other}\", and has other names itself");
                return Err(self.wrong_in(line, what, "write all the names behind one"));
            }
        }
        Ok(())
    }

    fn split(&self, split: WrittenSplit, speakers: &mut Speakers) -> Result<(), Error> {
        let at = split.name.span().start;
        let (printed, shown) =
            (self.filled(&split.name)?.to_string(), self.filled(&split.shown)?.to_string());
        if split.role.is_none() && split.outlet.is_none() && split.articles.is_empty() {
            let what = format!("nothing says which \"{printed}\" is \"{shown}\"");
            return Err(self.wrong(at, what, CONDITION));
        }
        let articles = split.articles.iter().map(|id| self.article(id)).collect::<Result<_, _>>()?;
        let (role, outlet) = (split.role, split.outlet);
        let split = Split { printed, shown, role, outlet, articles };
        if speakers.said.splits.contains(&split) {
            return Err(self.wrong(at, "this row stands here twice".to_string(), "leave one of them"));
        }
        speakers.lines.insert(split.row(), self.line(at));
        speakers.said.splits.push(split);
        Ok(())
    }

    fn correction(
        &self,
        place: &Spanned<String>,
        correction: WrittenCorrection,
        speakers: &mut Speakers,
    ) -> Result<(), Error> {
        let at = place.span().start;
        let id = quote_id(place.get_ref())
            .ok_or_else(|| self.wrong(at, format!("`{}` names no quotation", place.get_ref()), QUOTE))?;
        let (name, words) = match correction {
            WrittenCorrection::Name(name) => (name, None),
            WrittenCorrection::Careful(Careful { name, words }) => (name, Some(words)),
        };
        if name.trim().is_empty() {
            let mend = "write who spoke, or \"nobody\" where the article does not say";
            return Err(self.wrong(at, format!("{id} is given no name"), mend));
        }
        let name = Some(name).filter(|name| fold(name) != NOBODY);
        if speakers.said.corrections.insert(id, Correction { name, words }).is_some() {
            return Err(self.wrong(at, format!("{id} is corrected twice"), "leave one of the rows"));
        }
        speakers.lines.insert(Row::Quote(id), self.line(at));
        Ok(())
    }

    fn article(&self, id: &Spanned<String>) -> Result<ArticleId, Error> {
        let found = id.get_ref().parse();
        found.map_err(|()| self.wrong(id.span().start, format!("`{}` is no article's id", id.get_ref()), ID))
    }

    fn filled<'n>(&self, name: &'n Spanned<String>) -> Result<&'n str, Error> {
        match name.get_ref().trim() {
            "" => Err(self.wrong(
                name.span().start,
                "a name is empty".to_string(),
                "write a name between the marks",
            )),
            name => Ok(name),
        }
    }

    /// The line of an offset, from 1.
    fn line(&self, at: usize) -> u64 {
        1 + self.text.bytes().take(at).filter(|byte| *byte == b'\n').count() as u64
    }

    /// A complaint about a line; the archive puts the file's place to it.
    fn wrong(&self, at: usize, what: String, mend: &'static str) -> Error {
        self.wrong_in(self.line(at), what, mend)
    }

    fn wrong_in(&self, line: u64, what: String, mend: &'static str) -> Error {
        Error::in_line(ErrorKind::BrokenSpeakers { what, mend }, Path::new("speakers.toml"), line)
    }
}

/// `3F6K00AB12CDE/8`
fn quote_id(text: &str) -> Option<QuoteId> {
    let (article, number) = text.trim().split_once('/')?;
    let ordinal = number.parse().ok().filter(|number| *number > 0)?;
    Some(QuoteId { article: article.parse().ok()?, ordinal })
}
