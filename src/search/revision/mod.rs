//! What changed from one version of an article to the next: quotations first, then the headline, then every paragraph, word
//! by word.

mod differences;
mod paragraphs;
mod quotes;
mod words;

pub use paragraphs::ParagraphChange;
pub use quotes::QuoteChange;
pub use quotes::Said;
pub use words::Change;
pub use words::Piece;

use super::StoredArticle;

/// One version of an article.
#[derive(Clone, Debug, PartialEq)]
pub struct Version {
    /// Its place among the versions, from 1, which is the oldest.
    pub number: usize,
    /// The corpus files that have it, in order.
    pub files: Vec<String>,
    /// What it says.
    pub story: StoredArticle,
}

/// What changed from one version to the next.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Revision {
    /// Words inside quotation marks that changed, came or went, or were given to somebody else.
    pub quotes: Vec<QuoteChange>,
    /// The headline; empty where it stayed.
    pub title: Vec<Piece>,
    /// The paragraphs that changed, came or went, in order.
    pub paragraphs: Vec<ParagraphChange>,
}

impl Revision {
    /// Compares two versions.
    pub fn of(before: &StoredArticle, after: &StoredArticle) -> Revision {
        Revision {
            quotes: quotes::changes(before, after),
            title: title(before, after),
            paragraphs: paragraphs::changes(&before.passages, &after.passages),
        }
    }
}

fn title(before: &StoredArticle, after: &StoredArticle) -> Vec<Piece> {
    let [was, is] = [before, after].map(|story| story.imprint.title.as_deref().unwrap_or_default());
    if was == is { Vec::new() } else { words::changes(was, is) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::Article;
    use crate::quote::attribute;
    use crate::search::stored;

    fn told(text: &str) -> StoredArticle {
        let article = Article::of_text(text);
        stored(&article, &attribute(&article))
    }

    /// `changed 1 2 We [not][may] sign`, a line a quotation; then `3 4 …`, a line a paragraph.
    fn shown(before: &str, after: &str) -> Vec<String> {
        let words = |pieces: &[Piece]| -> String {
            let shown = pieces.iter().map(|piece| match piece.change {
                Change::Kept => piece.words.clone(),
                Change::Gone => format!("[{}]", piece.words),
                Change::New => format!("{{{}}}", piece.words),
            });
            shown.collect()
        };
        let number = |number: Option<u32>| number.map_or("-".to_string(), |number| number.to_string());
        let revision = Revision::of(&told(before), &told(after));
        let quotes = revision.quotes.iter().map(|it| {
            let of = |said: &Option<Said>| number(said.as_ref().map(|said| said.number));
            format!("“ {} {} {}", of(&it.was), of(&it.is), words(&it.words))
        });
        let paragraphs = revision
            .paragraphs
            .iter()
            .map(|it| format!("¶ {} {} {}", number(it.was), number(it.is), words(&it.words)));
        quotes.chain(paragraphs).collect()
    }

    #[test]
    fn quotations_come_first_and_moved_ones_are_none() {
        let first =
            "“We will not sign,” said Ana Ruiz.\n\n“It is late,” said Jean Roux.\n\nThe hall was cold.";
        for (after, expected) in [
            (first, &[][..]),
            (
                "“We will never sign,” said Ana Ruiz.\n\n“It is late,” said Jean Roux.\n\nThe hall was cold.",
                &["“ 1 1 We will [not]{never} sign,", "¶ 1 1 “We will [not]{never} sign,” said Ana Ruiz."],
            ),
            (
                "“We will not sign,” said Ana Ruiz.\n\n“It is late,” said Petra Lindqvale.\n\nThe hall was cold.",
                &["“ 2 2 It is late,", "¶ 2 2 “It is late,” said [Jean Roux]{Petra Lindqvale}."],
            ),
            (
                "“We will not sign,” said Ana Ruiz.\n\nThe hall was cold.\n\nIt emptied at ten.",
                &[
                    "“ 2 - [It is late,]",
                    "¶ 2 - [“It is late,” said Jean Roux.]",
                    "¶ - 2 {It emptied at ten.}",
                ],
            ),
        ] {
            assert_eq!(shown(first, after), expected, "{after}");
        }
    }
}
