//! Counts over the archive: who is quoted, who prints, and when.

use super::LocalIndex;
use super::collect::for_each_match;
use super::collect::month;
use crate::error::Error;
use crate::query::Query;
use crate::query::Unit;
use crate::search::Tally;
use std::collections::BTreeMap;
use tantivy::DocId;
use tantivy::SegmentReader;

/// Articles and quotations by name.
type Tallies = BTreeMap<String, (u64, u64)>;

impl LocalIndex {
    /// The outlets of the articles that match, with most articles first.
    pub(crate) fn outlets(&self, query: &Query) -> Result<Vec<Tally>, Error> {
        self.guarded(|| {
            let tallies = self.by_article(query, |reader| {
                let names = reader.fast_fields().str(self.name_of(reader, self.fields.outlet_name))?;
                Ok(move |article: DocId| -> tantivy::Result<Vec<String>> {
                    let mut found = Vec::new();
                    for ord in
                        names.iter().flat_map(|names| names.term_ords(article).map(move |ord| (names, ord)))
                    {
                        let mut name = String::new();
                        ord.0.ord_to_str(ord.1, &mut name)?;
                        found.push(name);
                    }
                    Ok(found)
                })
            })?;
            Ok(most_first(tallies))
        })
    }

    /// The months in which the articles that match were published, in order.
    pub(crate) fn timeline(&self, query: &Query) -> Result<Vec<Tally>, Error> {
        self.guarded(|| {
            let tallies = self.by_article(query, |reader| {
                let days = reader.fast_fields().i64(self.name_of(reader, self.fields.day))?;
                Ok(move |article: DocId| -> tantivy::Result<Vec<String>> {
                    Ok(days.first(article).and_then(month).into_iter().collect())
                })
            })?;
            Ok(lines(tallies))
        })
    }

    /// Counts matching articles and their quotations by whatever `open` reads of an article.
    fn by_article<N>(
        &self,
        query: &Query,
        open: impl Fn(&SegmentReader) -> tantivy::Result<N>,
    ) -> tantivy::Result<Tallies>
    where
        N: Fn(DocId) -> tantivy::Result<Vec<String>>,
    {
        let weight = self.weight(query, Unit::Article)?;
        let mut tallies = Tallies::new();
        for segment in &self.segments {
            let names = open(&segment.reader)?;
            for_each_match(weight.as_ref(), &segment.reader, |article| {
                let (first, end) = segment.blocks.quotes(article);
                for name in names(article)? {
                    count(&mut tallies, name, 1, u64::from(end - first));
                }
                Ok(())
            })?;
        }
        Ok(tallies)
    }

    fn name_of<'r>(&self, reader: &'r SegmentReader, field: tantivy::schema::Field) -> &'r str {
        reader.schema().get_field_name(field)
    }
}

fn count(tallies: &mut Tallies, name: String, articles: u64, quotes: u64) {
    let tally = tallies.entry(name).or_default();
    tally.0 += articles;
    tally.1 += quotes;
}

fn lines(tallies: Tallies) -> Vec<Tally> {
    tallies.into_iter().map(|(name, (articles, quotes))| Tally { name, articles, quotes }).collect()
}

/// Most quotations first, then most articles, then by name.
fn most_first(tallies: Tallies) -> Vec<Tally> {
    let mut lines = lines(tallies);
    lines.sort_by(|a, b| {
        b.quotes.cmp(&a.quotes).then(b.articles.cmp(&a.articles)).then_with(|| a.name.cmp(&b.name))
    });
    lines
}
