//! In how many of the articles that match each speaker is quoted, those left out who are given too weakly.

use super::columns::Columns;
use super::segment::Blocks;
use super::segment::Segment;
use super::values::Counted;
use std::sync::Arc;
use tantivy::DocId;
use tantivy::columnar::Column;

/// In how many articles each speaker is quoted. Where all of an article's attributions are sure enough, its own names count;
/// else those of its quotations that are.
pub(super) struct Quoted {
    surely: Column<f64>,
    blocks: Arc<Blocks>,
    confidence: Column<f64>,
    least: f64,
    of_articles: Counted,
    of_quotes: Counted,
    /// By name of a quotation: the last article counted, and one more, so that zero is none.
    last: Vec<DocId>,
}

impl Quoted {
    /// Starts counting; `None` where nobody is quoted.
    pub(super) fn new(segment: &Segment, columns: &Columns, least: f32) -> Option<Quoted> {
        let (of_articles, of_quotes) = columns.quoted.as_ref().zip(columns.speaker.as_ref())?;
        Some(Quoted {
            surely: columns.surely.clone(),
            blocks: segment.blocks.clone(),
            confidence: segment.confidence.clone(),
            least: f64::from(least),
            of_articles: Counted::new(of_articles),
            of_quotes: Counted::new(of_quotes),
            last: vec![0; of_quotes.num_terms()],
        })
    }

    /// Counts one article.
    pub(super) fn count(&mut self, article: DocId) {
        match self.surely.first(article) {
            None => {} // nobody is quoted
            Some(surely) if surely >= self.least => self.of_articles.count(article),
            Some(_) => self.count_quotes(article),
        }
    }

    fn count_quotes(&mut self, article: DocId) {
        let (first, end) = self.blocks.quotes(article);
        (first..end).for_each(|quote| self.count_quote(article, quote));
    }

    /// Counts one article for the speaker of one of its quotations.
    pub(super) fn count_quote(&mut self, article: DocId, quote: DocId) {
        if self.confidence.first(quote).is_none_or(|sure| sure < self.least) {
            return;
        }
        let Counted { column, counts } = &mut self.of_quotes;
        for ord in column.term_ords(quote) {
            if let Some((count, last)) = counts.get_mut(ord as usize).zip(self.last.get_mut(ord as usize)) {
                *count += u32::from(std::mem::replace(last, article + 1) != article + 1);
            }
        }
    }

    /// What was counted, by the values of either column.
    pub(super) fn counted(self) -> [Counted; 2] {
        [self.of_articles, self.of_quotes]
    }
}
