//! The Tantivy index of one generation: opened to answer.

mod added;
mod answer;
mod around;
mod breakdown;
mod collect;
mod columns;
mod compile;
mod concerned;
mod copies;
mod damage;
mod document;
mod doubts;
mod facets;
mod folder;
mod forms;
mod found;
mod growth;
mod halved;
mod join;
mod kinds;
pub(super) mod leftovers;
mod lists;
mod matching;
mod meant;
mod names;
mod narrow;
mod near;
mod near_quotes;
mod passages;
mod phrase;
mod quoted;
mod ranked;
mod replaced;
mod row;
mod schema;
mod score;
mod scored;
mod segment;
mod sightings;
mod spans;
mod spelling;
mod stored;
mod tally;
mod together;
mod unreadable;
mod values;
mod verify;
mod wanted;
mod weigh;
mod write;

pub(crate) use document::Counts;
pub(crate) use growth::Prepared;
pub(crate) use growth::Written;
pub(crate) use verify::seal_what_was_cut_off;
pub(crate) use write::Preparation;
pub(crate) use write::Writer;

use crate::article::ArticleId;
use crate::error::Error;
use crate::error::ErrorKind;
use crate::index::alike::Stories;
use crate::index::revised::Revised;
use crate::ingest::canonical_url;
use crate::search::Imprint;
use crate::search::PassageText;
use crate::search::StoredArticle;
use crate::text::Language;
use damage::caught;
use damage::damage;
use forms::KnownForms;
use jiff::tz::TimeZone;
use schema::Fields;
use segment::BlocksBySegment;
use segment::Segment;
use serde::Deserialize;
use serde::Serialize;
use std::collections::BTreeSet;
use std::path::Path;
use std::path::PathBuf;
use std::sync::Arc;
use tantivy::DocAddress;
use tantivy::ReloadPolicy;
use tantivy::Searcher;
use tantivy::Term;
use tantivy::schema::IndexRecordOption;
use tantivy::schema::document::DeserializeError;
use tantivy::schema::document::DocumentDeserialize;
use tantivy::schema::document::DocumentDeserializer;
use values::KnownValues;
use weigh::Units;

/// What a commit says of itself: travels in the same atomic write as the documents.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(crate) struct Payload {
    /// The format of the index.
    pub(crate) format: u32,
    /// The fingerprint of the rules that found the quotations.
    pub(crate) rules: String,
    /// The fingerprint of what `speakers.toml` said.
    pub(crate) speakers: String,
    /// The name of the manifest that belongs to this commit.
    pub(crate) manifest: String,
    /// How much of everything there is.
    pub(crate) counts: Counts,
}

/// So many of the articles are named that the beginning of an id may mean.
const CANDIDATES: usize = 20;

/// A Tantivy index, opened to be searched.
pub struct LocalIndex {
    path: PathBuf,
    searcher: Searcher,
    segments: Vec<Segment>,
    blocks: BlocksBySegment,
    fields: Fields,
    counts: Counts,
    units: Units,
    /// Which articles print the same story.
    stories: Stories,
    /// Which articles have several versions.
    revised: Revised,
    /// Where a reader's days begin.
    zone: TimeZone,
    /// What `speakers.toml` said, by its fingerprint.
    speakers: String,
    /// A speaker is given only where the attribution is at least so sure.
    least: f32,
    languages: Vec<Option<Language>>,
    /// What words with open letters were found to be.
    forms: KnownForms,
    values: KnownValues,
}

impl LocalIndex {
    /// Opens the index in a generation's folder.
    pub(crate) fn open(path: &Path, readable: u32) -> Result<LocalIndex, Error> {
        caught(path, || LocalIndex::opened(path, readable))
    }

    fn opened(path: &Path, readable: u32) -> Result<LocalIndex, Error> {
        let damaged = |error: tantivy::TantivyError| damage(path, &error);
        let index = folder::open(path).map_err(damaged)?;
        let payload = readable_payload(&index, path, readable)?;
        let reader =
            index.reader_builder().reload_policy(ReloadPolicy::Manual).try_into().map_err(damaged)?;
        let searcher = reader.searcher();
        let fields = schema::schema().1;
        let languages = languages(&searcher, &fields).map_err(damaged)?;
        let segments = Segment::open_all(&searcher, &fields).map_err(damaged)?;
        let blocks = segments.iter().map(|segment| (segment.reader.segment_id(), segment.blocks.clone()));
        let blocks = Arc::new(blocks.collect());
        let path = path.to_path_buf();
        let Payload { counts, speakers, manifest, .. } = payload;
        let manifest = path.join(manifest);
        let stories = Stories::read(&manifest)?;
        let revised = Revised::read(&manifest)?;
        let units = Units::of(counts);
        Ok(LocalIndex {
            path,
            searcher,
            segments,
            blocks,
            fields,
            counts,
            units,
            stories,
            revised,
            zone: TimeZone::UTC,
            speakers,
            least: 0.0,
            languages,
            forms: KnownForms::default(),
            values: KnownValues::default(),
        })
    }

    /// The same, for answers that give a speaker only where the attribution is at least so sure.
    pub(crate) fn sure_of(self, least: f32) -> LocalIndex {
        LocalIndex { least, ..self }
    }

    /// The same, for days of this zone.
    pub(crate) fn in_zone(self, zone: TimeZone) -> LocalIndex {
        LocalIndex { zone, ..self }
    }

    /// What tells the state of `speakers.toml` that the index follows.
    pub(crate) fn speakers_fingerprint(&self) -> &str {
        &self.speakers
    }

    /// What the last commit in a generation's folder says of itself.
    pub(crate) fn payload(path: &Path, readable: u32) -> Result<Payload, Error> {
        let index = folder::open(path).map_err(|error| damage(path, &error))?;
        readable_payload(&index, path, readable)
    }

    /// The article of an id, a unique prefix of one, or an address.
    pub(crate) fn article(&self, name: &str) -> Result<StoredArticle, Error> {
        let found = self.guarded(|| self.find(name))?;
        match found.as_slice() {
            [] => Err(Error::nowhere(ErrorKind::NoSuchArticle { name: name.to_string() })),
            [address] => self.guarded(|| self.stored_article(*address)),
            several => {
                let candidates = self.guarded(|| self.candidates(several))?;
                let (name, count) = (name.to_string(), several.len());
                Err(Error::nowhere(ErrorKind::SeveralArticles { name, count, candidates }))
            }
        }
    }

    /// The first of several articles, by their ids: `3F6K00AB12CDE  Harbour Post · 2023-03-22 · Mill to close`.
    fn candidates(&self, articles: &[DocAddress]) -> tantivy::Result<Vec<String>> {
        let mut imprints = Vec::new();
        let id = |address: &DocAddress| self.segment(*address).id.first(address.doc_id);
        let mut by_id: Vec<DocAddress> = articles.to_vec();
        by_id.sort_by_key(id);
        for address in by_id.into_iter().take(CANDIDATES) {
            imprints.push(self.imprint(address)?.on_one_line());
        }
        Ok(imprints)
    }

    fn find(&self, name: &str) -> tantivy::Result<Vec<DocAddress>> {
        let mut found = Vec::new();
        if let Some(url) = canonical_url(name) {
            let id = ArticleId::of_url(&url);
            found = self.with_ids(id, id)?;
        }
        if let (true, Some((first, last))) = (found.is_empty(), ArticleId::range_of_prefix(name)) {
            found = self.with_ids(first, last)?;
        }
        Ok(found)
    }

    /// The article of one id.
    fn with_id(searcher: &Searcher, fields: &Fields, id: ArticleId) -> tantivy::Result<Option<DocAddress>> {
        let term = Term::from_field_u64(fields.id, id.number());
        for (reader, ord) in searcher.segment_readers().iter().zip(0..) {
            let block = reader.inverted_index(fields.id)?.read_postings(&term, IndexRecordOption::Basic)?;
            // A block's first document is its article.
            if let Some(doc) = block.and_then(|block| first_live(reader, block)) {
                return Ok(Some(DocAddress::new(ord, doc)));
            }
        }
        Ok(None)
    }

    /// The articles whose ids lie between two, both included.
    fn with_ids(&self, first: ArticleId, last: ArticleId) -> tantivy::Result<Vec<DocAddress>> {
        let mut found = Vec::new();
        for (reader, ord) in self.searcher.segment_readers().iter().zip(0..) {
            let inverted = reader.inverted_index(self.fields.id)?;
            let bound = |id: ArticleId| Term::from_field_u64(self.fields.id, id.number());
            let mut ids = inverted
                .terms()
                .range()
                .ge(bound(first).serialized_value_bytes())
                .le(bound(last).serialized_value_bytes())
                .into_stream()?;
            while let Some((_, info)) = ids.next() {
                let info = info.clone();
                let block = inverted.read_postings_from_terminfo(&info, IndexRecordOption::Basic)?;
                let live = first_live(reader, block);
                found.extend(live.map(|doc| DocAddress::new(ord, doc)));
            }
        }
        Ok(found)
    }

    fn stored_article(&self, address: DocAddress) -> tantivy::Result<StoredArticle> {
        let segment = self.segment(address);
        let (first, end) = segment.blocks.passages(address.doc_id);
        let passages = (first..end).map(|doc| self.passage(segment.address(doc)));
        let imprint = self.imprint(address)?;
        Ok(StoredArticle {
            also_in: self.also_in(imprint.id)?,
            imprint,
            passages: passages.collect::<tantivy::Result<_>>()?,
        })
    }

    fn imprint(&self, address: DocAddress) -> tantivy::Result<Imprint> {
        let id = self.segment(address).id.first(address.doc_id).unwrap_or_default();
        self.row(address, |row| stored::imprint_of(row, ArticleId::from_number(id)))
    }

    /// The segment of an address that this index gave; any other panics, which `guarded` makes an error.
    fn segment(&self, address: DocAddress) -> &Segment {
        &self.segments[address.segment_ord as usize]
    }

    fn passage(&self, address: DocAddress) -> tantivy::Result<PassageText> {
        Ok(self.row(address, stored::passage_of)?.sure_of(self.least))
    }

    fn row<T>(&self, address: DocAddress, read: impl FnOnce(&str) -> Option<T>) -> tantivy::Result<T> {
        stored_row(&self.searcher, address, read)
    }

    /// Runs work on the engine; its errors, and its panics on damaged files, become one clear error.
    fn guarded<T>(&self, work: impl FnOnce() -> tantivy::Result<T>) -> Result<T, Error> {
        caught(&self.path, || work().map_err(|error| damage(&self.path, &error)))
    }
}

/// What `read` makes of the stored row of a document.
fn stored_row<T>(
    searcher: &Searcher,
    address: DocAddress,
    read: impl FnOnce(&str) -> Option<T>,
) -> tantivy::Result<T> {
    let StoredRow(row) = searcher.doc(address)?;
    read(&row).ok_or_else(|| tantivy::TantivyError::InternalError("a stored row cannot be read".to_string()))
}

/// A document as it is stored, which is one text; without the engine's general document around it.
struct StoredRow(String);

impl DocumentDeserialize for StoredRow {
    fn deserialize<'de, D: DocumentDeserializer<'de>>(mut stored: D) -> Result<StoredRow, DeserializeError> {
        let row = stored.next_field()?;
        Ok(StoredRow(row.map(|(_, text)| text).unwrap_or_default()))
    }
}

fn first_live(reader: &tantivy::SegmentReader, mut block: impl tantivy::DocSet) -> Option<tantivy::DocId> {
    while block.doc() != tantivy::TERMINATED {
        if !reader.is_deleted(block.doc()) {
            return Some(block.doc());
        }
        block.advance();
    }
    None
}

/// The languages of the articles, English always among them: what an article of unknown language is read as.
fn languages(searcher: &Searcher, fields: &Fields) -> tantivy::Result<Vec<Option<Language>>> {
    let mut languages = BTreeSet::from([Some(Language::EN)]);
    for reader in searcher.segment_readers() {
        let Some(codes) = reader.fast_fields().str(reader.schema().get_field_name(fields.language))? else {
            continue;
        };
        for ord in 0..codes.num_terms() as u64 {
            let mut code = String::new();
            codes.ord_to_str(ord, &mut code)?;
            languages.insert(Language::from_tag(&code));
        }
    }
    Ok(languages.into_iter().filter(Option::is_some).collect())
}

/// What the last commit says of itself, if its format can be read.
fn readable_payload(index: &tantivy::Index, path: &Path, readable: u32) -> Result<Payload, Error> {
    let payload = payload(index, path)?;
    if payload.format != readable {
        return Err(Error::in_archive(ErrorKind::IndexFormat { found: payload.format, readable }, path));
    }
    Ok(payload)
}

/// What the last commit says of itself.
fn payload(index: &tantivy::Index, path: &Path) -> Result<Payload, Error> {
    let metas = index.load_metas().map_err(|error| damage(path, &error))?;
    let payload = metas.payload.as_deref().and_then(|payload| serde_json::from_str(payload).ok());
    payload.ok_or_else(|| {
        Error::in_archive(
            ErrorKind::IndexDamaged { what: "the last commit does not say what it holds".into() },
            path,
        )
    })
}
