//! In how many of the articles that match each speaker is quoted, those left out who are given too weakly.

use super::facets::Totals;
use super::facets::add_counts;
use super::schema::Fields;
use super::segment::Blocks;
use super::segment::Segment;
use std::sync::Arc;
use tantivy::DocId;
use tantivy::columnar::Column;
use tantivy::columnar::StrColumn;

/// In how many articles each speaker is quoted. Where all of an article's attributions are sure enough, its own names count;
/// else those of its quotations that are.
pub(super) struct Quoted {
    surely: Column<f64>,
    names: StrColumn,
    counts: Vec<u64>,
    blocks: Arc<Blocks>,
    confidence: Column<f64>,
    least: f64,
    of_quotes: StrColumn,
    /// By name: articles, and the last of them.
    by_quotes: Vec<(u64, Option<DocId>)>,
}

impl Quoted {
    /// Opens the columns of a segment; `None` where nobody is quoted.
    pub(super) fn open(segment: &Segment, fields: &Fields, least: f32) -> tantivy::Result<Option<Quoted>> {
        let fast = segment.reader.fast_fields();
        let name = |field| segment.reader.schema().get_field_name(field);
        let columns = fast.str(name(fields.quoted_name))?.zip(fast.str(name(fields.speaker_name))?);
        let Some((names, of_quotes)) = columns else { return Ok(None) };
        Ok(Some(Quoted {
            surely: fast.f64(name(fields.quoted_surely))?,
            counts: vec![0; names.num_terms()],
            names,
            blocks: segment.blocks.clone(),
            confidence: segment.confidence.clone(),
            least: f64::from(least),
            by_quotes: vec![(0, None); of_quotes.num_terms()],
            of_quotes,
        }))
    }

    /// Counts one article.
    pub(super) fn count(&mut self, article: DocId) {
        match self.surely.first(article) {
            None => {} // nobody is quoted
            Some(surely) if surely >= self.least => {
                for ord in self.names.term_ords(article) {
                    if let Some(count) = self.counts.get_mut(ord as usize) {
                        *count += 1;
                    }
                }
            }
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
        for ord in self.of_quotes.term_ords(quote) {
            if let Some((articles, last)) = self.by_quotes.get_mut(ord as usize) {
                *articles += u64::from(last.replace(article) != Some(article));
            }
        }
    }

    /// Adds what was counted to the articles by name.
    pub(super) fn add_to(self, totals: &mut Totals) -> tantivy::Result<()> {
        let by_quotes = self.by_quotes.into_iter().map(|(articles, _)| articles).collect();
        for (names, counts) in [(self.names, self.counts), (self.of_quotes, by_quotes)] {
            add_counts(&names, &counts, totals)?;
        }
        Ok(())
    }
}
