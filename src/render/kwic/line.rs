//! One line of a concordance.

use super::KwicSort;
use crate::article::ArticleId;
use crate::article::Printed;
use crate::article::QuoteId;
use crate::quote::Kind;
use crate::render::link;
use crate::render::visible;
use crate::search::Hit;
use crate::search::Imprint;
use crate::search::PassageText;
use crate::search::QuoteHit;
use crate::text::Span;
use crate::text::fold;
use std::cmp::Ordering;
use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthStr;

/// A word found and what stands around it. It holds what is shown and no more: a hundred thousand may wait to be put in
/// order.
pub(in crate::render) struct KwicLine {
    pub(in crate::render) rank: usize,
    pub(in crate::render) left: String,
    pub(in crate::render) keyword: String,
    pub(in crate::render) right: String,
    pub(in crate::render) published: Option<Printed>,
    pub(in crate::render) outlet: Option<String>,
    pub(in crate::render) title: Option<String>,
    pub(in crate::render) url: Option<String>,
    /// Who says the word, where it stands in a quotation.
    pub(in crate::render) speaker: Option<String>,
    /// How the quotation gives it.
    pub(in crate::render) kind: Option<Kind>,
    /// Of the article.
    article: ArticleId,
    /// Of the quotation, for quotations.
    ordinal: Option<u32>,
    /// The passage's number.
    pub(in crate::render) passage: u32,
    pub(in crate::render) link: Option<String>,
}

impl KwicLine {
    pub(super) fn of_hit(hit: &Hit, width: usize) -> impl Iterator<Item = KwicLine> {
        let lines = hit.highlights.iter();
        lines.map(move |found| KwicLine::new(hit.rank, &hit.article, (&hit.passage, *found), width))
    }

    pub(super) fn of_quote(hit: &QuoteHit, width: usize) -> impl Iterator<Item = KwicLine> {
        let lines = hit.highlights.iter();
        lines.map(move |found| {
            let line = KwicLine::new(hit.rank, &hit.article, (&hit.passage, *found), width);
            let speaker = hit.quote.speaker.as_ref().map(|speaker| speaker.name.clone());
            KwicLine { ordinal: Some(hit.ordinal), speaker, kind: Some(hit.quote.kind), ..line }
        })
    }

    fn new(rank: usize, article: &Imprint, (passage, found): (&PassageText, Span), width: usize) -> KwicLine {
        let text = &passage.text;
        let before = text.get(..found.start() as usize).unwrap_or_default();
        let after = text.get(found.end() as usize..).unwrap_or_default();
        let said = passage.quotes.iter().find(|quote| quote.span.covers(found));
        let speaker = said.and_then(|quote| quote.speaker.as_ref());
        KwicLine {
            rank,
            left: last_columns(&on_one_line(before), width),
            keyword: on_one_line(found.slice(text)),
            right: first_columns(&on_one_line(after), width),
            published: article.published,
            outlet: article.outlet.clone(),
            title: article.title.clone(),
            url: article.url.clone(),
            speaker: speaker.map(|speaker| speaker.name.clone()),
            kind: said.map(|quote| quote.kind),
            article: article.id,
            ordinal: None,
            passage: passage.number,
            link: link::to_words(article.url.as_deref(), text, found),
        }
    }

    /// What `show` takes: the article's id, or the quotation's.
    pub(in crate::render) fn id(&self) -> String {
        match self.ordinal {
            Some(ordinal) => QuoteId { article: self.article, ordinal }.to_string(),
            None => self.article.to_string(),
        }
    }

    /// Which of two comes first. Case and accents do not count; ties stay as they came.
    pub(super) fn compare(&self, other: &KwicLine, sort: KwicSort) -> Ordering {
        let right = |line: &KwicLine| fold(&line.right);
        match sort {
            KwicSort::Rank => Ordering::Equal,
            KwicSort::Left => words_back(&self.left).cmp(&words_back(&other.left)),
            KwicSort::Right => words_of(&right(self)).cmp(&words_of(&right(other))),
            KwicSort::Date => {
                let date = |line: &KwicLine| (line.published.is_none(), line.published.map(Printed::seconds));
                date(self).cmp(&date(other))
            }
        }
    }
}

/// The words from the last to the first, folded.
fn words_back(left: &str) -> Vec<String> {
    let mut words: Vec<String> = fold(left).unicode_words().map(str::to_string).collect();
    words.reverse();
    words
}

fn words_of(right: &str) -> Vec<&str> {
    right.unicode_words().collect()
}

/// With one blank for each line end; a blank at either end stays, for it stands between two words.
fn on_one_line(text: &str) -> String {
    text.split('\n').filter(|line| !line.is_empty()).collect::<Vec<_>>().join(" ")
}

/// The width as a terminal shows it, where what would steer it stands as a mark.
pub(in crate::render) fn columns_of(text: &str) -> usize {
    visible(text).width()
}

/// The last whole words that fit into so many columns; of a word that is wider, its end.
pub(in crate::render) fn last_columns(text: &str, width: usize) -> String {
    let pieces: Vec<&str> = text.split_inclusive(' ').collect();
    let (mut from, mut columns) = (pieces.len(), 0);
    while let Some(piece) = from.checked_sub(1).and_then(|at| pieces.get(at)) {
        if columns + columns_of(piece) > width {
            break;
        }
        columns += columns_of(piece);
        from -= 1;
    }
    let kept = pieces.get(from..).unwrap_or_default().concat();
    match kept.trim().is_empty() {
        true => graphemes_within(text.graphemes(true).rev(), width).into_iter().rev().collect(),
        false => kept.trim_start().to_string(),
    }
}

/// The first whole words that fit into so many columns; of a word that is wider, its beginning.
pub(in crate::render) fn first_columns(text: &str, width: usize) -> String {
    let (mut kept, mut columns) = (String::new(), 0);
    for piece in text.split_inclusive(' ') {
        if columns + columns_of(piece.trim_end()) > width {
            break;
        }
        columns += columns_of(piece);
        kept.push_str(piece);
    }
    match kept.trim().is_empty() {
        true => graphemes_within(text.graphemes(true), width).concat(),
        false => kept.trim_end().to_string(),
    }
}

fn graphemes_within<'a>(graphemes: impl Iterator<Item = &'a str>, width: usize) -> Vec<&'a str> {
    let mut columns = 0;
    let fits = |grapheme: &&str| {
        columns += columns_of(grapheme);
        columns <= width
    };
    graphemes.take_while(fits).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn whole_words_stand_on_either_side() {
        for (text, width, left, right) in [
            ("they will close the ", 12, "close the ", "they will"),
            ("they will close the ", 80, "they will close the ", "they will close the"),
            ("不党内民主", 4, "民主", "不党"),
            ("Jean-Guy’s", 5, "Guy’s", "Jean-"),
            ("", 5, "", ""),
            ("a", 0, "", ""),
        ] {
            assert_eq!(last_columns(text, width), left, "{text} {width}");
            assert_eq!(first_columns(text, width), right, "{text} {width}");
        }
    }

    #[test]
    fn the_nearest_word_decides_first() {
        assert_eq!(words_back("we CLOSED the “Éa "), ["ea", "the", "closed", "we"]);
    }

    proptest! {
        #[test]
        fn no_side_is_too_wide(text in "[a-cé不 👩‍🚒]{0,40}|\\PC{0,20}", width in 0_usize..30) {
            prop_assert!(columns_of(&last_columns(&text, width)) <= width);
            prop_assert!(columns_of(&first_columns(&text, width)) <= width);
        }
    }
}
