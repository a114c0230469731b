//! Where a word stands in one text after the other.

use super::Told;
use crate::index::local::forms::Languages;
use crate::index::local::forms::Printed;
use crate::index::local::segment::Blocks;
use crate::search::sought::Place;
use crate::text::Language;
use std::sync::Arc;
use tantivy::DocId;
use tantivy::DocSet;
use tantivy::InvertedIndexReader;
use tantivy::SegmentReader;
use tantivy::Term;
use tantivy::columnar::StrColumn;
use tantivy::postings::Postings;
use tantivy::postings::SegmentPostings;
use tantivy::schema::Field;
use tantivy::schema::IndexRecordOption;

/// The documents and positions of all terms of one word.
pub(super) struct Cursors {
    /// The documents at which the lists are, and the first of each block of them: a word of a thousand terms costs little where
    /// few of them stand.
    at: Vec<DocId>,
    first: Vec<DocId>,
    lists: Vec<(SegmentPostings, Languages)>,
    positions: Vec<u32>,
}

/// Lists in a block.
const BLOCK: usize = 16;

impl Cursors {
    pub(super) fn open(
        inverted: &InvertedIndexReader,
        field: Field,
        word: &[Printed],
    ) -> tantivy::Result<Cursors> {
        let mut lists = Vec::with_capacity(word.len());
        for printed in word {
            let term = Term::from_field_text(field, &printed.term);
            let list = inverted.read_postings(&term, IndexRecordOption::WithFreqsAndPositions)?;
            lists.extend(list.map(|list| (list, printed.languages)));
        }
        let at: Vec<DocId> = lists.iter().map(|(list, _)| list.doc()).collect();
        let first = at.chunks(BLOCK).map(first_of).collect();
        Ok(Cursors { at, first, lists, positions: Vec::new() })
    }

    /// Where the word stands in a text that is in one of these languages; texts have to be asked for in ascending order.
    pub(super) fn read(&mut self, doc: DocId, languages: Languages, places: &mut Vec<Place>) {
        places.clear();
        self.positions.clear();
        let mut several = false;
        for (block, first) in self.first.iter_mut().enumerate() {
            if *first > doc {
                continue;
            }
            let range = block * BLOCK..self.at.len().min((block + 1) * BLOCK);
            let at = &mut self.at[range.clone()];
            for (at, (list, spoken)) in at.iter_mut().zip(&mut self.lists[range]) {
                if *at < doc {
                    *at = list.seek(doc);
                }
                if *at == doc && *spoken & languages != 0 {
                    several |= !self.positions.is_empty();
                    list.append_positions_with_offset(0, &mut self.positions);
                }
            }
            *first = first_of(at);
        }
        if several {
            self.positions.sort_unstable();
            self.positions.dedup();
        }
        places.extend(self.positions.iter().map(|position| Place::of_word(*position)));
    }
}

fn first_of(block: &[DocId]) -> DocId {
    block.iter().fold(DocId::MAX, |first, at| first.min(*at))
}

/// In which language each text of a segment is.
pub(super) struct SpokenIn(Option<Articles>);

struct Articles {
    blocks: Arc<Blocks>,
    codes: Option<StrColumn>,
    /// By code, in the order of the column.
    languages: Vec<Languages>,
    /// What an article is read as that does not say.
    unknown: Languages,
}

impl SpokenIn {
    /// Where it makes no difference.
    pub(super) fn any() -> SpokenIn {
        SpokenIn(None)
    }

    pub(super) fn open(reader: &SegmentReader, told: &Told) -> tantivy::Result<SpokenIn> {
        let Some(blocks) = told.blocks.get(&reader.segment_id()).cloned() else {
            return Ok(SpokenIn::any()); // a segment of another index
        };
        let codes = reader.fast_fields().str(reader.schema().get_field_name(told.language))?;
        let bit = |language: Option<Language>| {
            let place = told.languages.iter().position(|known| *known == language);
            place.map(|place| 1 << place)
        };
        let unknown = bit(Some(Language::EN)).unwrap_or_default();
        let mut languages = Vec::new();
        if let Some(codes) = &codes {
            for ord in 0..codes.num_terms() as u64 {
                let mut code = String::new();
                codes.ord_to_str(ord, &mut code)?;
                languages
                    .push(Language::from_tag(&code).and_then(|known| bit(Some(known))).unwrap_or(unknown));
            }
        }
        Ok(SpokenIn(Some(Articles { blocks, codes, languages, unknown })))
    }

    /// The languages that a text may be in.
    pub(super) fn of(&self, doc: DocId) -> Languages {
        let Some(articles) = &self.0 else { return Languages::MAX };
        let ord =
            articles.codes.as_ref().and_then(|codes| codes.term_ords(articles.blocks.article(doc)).next());
        let language = ord.and_then(|ord| articles.languages.get(ord as usize).copied());
        language.unwrap_or(articles.unknown)
    }
}
