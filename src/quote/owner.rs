//! The owner's word on what the rules found: `speakers.toml` merges, tells apart, renames and corrects speakers.

use super::Quote;
use super::Rule;
use super::Speaker;
use super::attribute;
use crate::article::Article;
use crate::corpus::Speakers;
use std::collections::BTreeSet;

/// The quotations of an article with the speakers that its archive gives them.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Settled {
    /// The quotations, in reading order.
    pub quotes: Vec<Quote>,
    /// Notes of the rows of `speakers.toml` that had a say.
    pub rows: BTreeSet<String>,
}

/// Finds the quotations of an article and settles who spoke them by the owner's word.
///
/// It depends on the article and on what the owner says, and on nothing else.
pub fn settled(article: &Article, speakers: &Speakers) -> Settled {
    settle(article, attribute(article), speakers)
}

/// The same for quotations that were found already.
pub(super) fn settle(article: &Article, quotes: Vec<Quote>, speakers: &Speakers) -> Settled {
    let mut settled = Settled { quotes, rows: BTreeSet::new() };
    if !speakers.is_empty() {
        settled.name(article, speakers);
        settled.correct(article, speakers);
    }
    settled
}

impl Settled {
    /// Everybody under the name that the owner gives them.
    fn name(&mut self, article: &Article, speakers: &Speakers) {
        for speaker in self.quotes.iter_mut().filter_map(|quote| quote.speaker.as_mut()) {
            let Some(told) = speakers.of_name(&speaker.name, speaker.role.as_deref(), article) else {
                continue;
            };
            self.rows.insert(told.note());
            if let Some(name) = told.name {
                speaker.name = name.to_string();
            }
        }
    }

    /// Single quotations. The words at the cue and the role go with the speaker who was wrong.
    fn correct(&mut self, article: &Article, speakers: &Speakers) {
        let texts: Vec<&str> = self.quotes.iter().map(|quote| article.slice(quote.span)).collect();
        for (at, told) in speakers.of_quotes(article.id, &texts) {
            self.rows.insert(told.note());
            let speaker = told.name.map(|name| self.speaker(at, name));
            let quote = &mut self.quotes[at];
            quote.speaker = speaker;
            quote.rule = Rule::Owner;
            quote.confidence = Rule::Owner.precision();
        }
    }

    /// Somebody the owner names as the speaker of a quotation: as they stand there if they were found already, else with
    /// the role that the article gives them elsewhere.
    fn speaker(&self, at: usize, name: &str) -> Speaker {
        let found = self.quotes[at].speaker.clone().filter(|speaker| speaker.name == name);
        found.unwrap_or_else(|| {
            let elsewhere = self.quotes.iter().filter_map(|quote| quote.speaker.as_ref());
            let role =
                elsewhere.filter(|speaker| speaker.name == name).find_map(|speaker| speaker.role.clone());
            Speaker { name: name.to_string(), mention: None, role }
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::ArticleId;

    fn article(text: &str) -> Article {
        Article { id: ArticleId::from_number(1), source_path: "a.txt".into(), ..Article::of_text(text) }
    }

    const MILL: &str = "Maria Ruiz, the mayor, came.\n\n“We had no choice,” Ruiz said.\n\n“It was a choice,” said Owen Roux.";

    #[track_caller]
    fn check(file: &str, expected: &[Option<&str>], rows: usize) -> Settled {
        let settled = settled(&article(MILL), &Speakers::read(file).unwrap());
        let names: Vec<Option<&str>> =
            settled.quotes.iter().map(|quote| quote.speaker.as_ref().map(|it| it.name.as_str())).collect();
        assert_eq!((names.as_slice(), settled.rows.len()), (expected, rows), "{file}");
        settled
    }

    #[test]
    fn the_owner_names_and_corrects() {
        check("", &[Some("Maria Ruiz"), Some("Owen Roux")], 0);
        check("[people]\n\"M. Ruiz\" = [\"maria ruiz\", \"X\"]", &[Some("M. Ruiz"), Some("Owen Roux")], 1);
        let nobody = check("[quotes]\n\"0000000000001/1\" = \"nobody\"", &[None, Some("Owen Roux")], 1);
        assert_eq!((nobody.quotes[0].rule, nobody.quotes[0].confidence), (Rule::Owner, 1.0));
        let corrected = check(
            "[quotes]\n\"0000000000001/2\" = \"Maria Ruiz\"",
            &[Some("Maria Ruiz"), Some("Maria Ruiz")],
            1,
        );
        let speaker = corrected.quotes[1].speaker.as_ref().unwrap();
        assert_eq!(
            (speaker.mention, speaker.role.as_deref()),
            (None, corrected.quotes[0].speaker.as_ref().unwrap().role.as_deref())
        );
        check("[quotes]\n\"0000000000001/3\" = \"Maria Ruiz\"", &[Some("Maria Ruiz"), Some("Owen Roux")], 0);
        check(
            "[people]\n\"M. Ruiz\" = [\"Maria Ruiz\"]\n[quotes]\n\"0000000000001/2\" = \"maria ruiz\"",
            &[Some("M. Ruiz"), Some("M. Ruiz")],
            2,
        );
    }
}
