//! What `speakers.toml` has to do with an index: which articles a change of it concerns, and which of its rows had a say.

use super::LocalIndex;
use super::stored::notes_of;
use crate::article::ArticleId;
use crate::corpus::Concerned;
use crate::error::Error;
use crate::text::fold;
use std::collections::BTreeSet;

impl LocalIndex {
    /// The articles that are concerned, or quote somebody who is.
    pub(crate) fn concerned(&self, by: &Concerned) -> Result<BTreeSet<ArticleId>, Error> {
        self.guarded(|| {
            let mut found = BTreeSet::new();
            for segment in &self.segments {
                let reader = &segment.reader;
                let field = reader.schema().get_field_name(self.fields.speaker_name);
                let mut quoted = BTreeSet::new();
                let names = reader.fast_fields().str(field)?;
                for ord in names.iter().flat_map(|names| 0..names.num_terms() as u64) {
                    let mut name = String::new();
                    let Some(names) = &names else { break };
                    names.ord_to_str(ord, &mut name)?;
                    quoted.extend(by.names.contains(&fold(&name)).then_some(ord));
                }
                for doc in reader.doc_ids_alive() {
                    let article = segment.blocks.article(doc);
                    let id = ArticleId::from_number(segment.id.first(article).unwrap_or_default());
                    let mut ords = names.iter().flat_map(|names| names.term_ords(doc));
                    if by.articles.contains(&id) || ords.any(|ord| quoted.contains(&ord)) {
                        found.insert(id);
                    }
                }
            }
            Ok(found)
        })
    }

    /// Notes of the rows that had a say in any article.
    pub(crate) fn rows_with_effect(&self) -> Result<BTreeSet<String>, Error> {
        self.guarded(|| {
            let mut rows = BTreeSet::new();
            for segment in &self.segments {
                let is_article = |doc: &u32| segment.blocks.article(*doc) == *doc;
                for article in segment.reader.doc_ids_alive().filter(is_article) {
                    rows.extend(self.row(segment.address(article), notes_of)?);
                }
            }
            Ok(rows)
        })
    }
}
