//! Plain Tantivy over the same paragraphs with the same analysis: what the figures are compared with.

use anyhow::Result;
use onrecord::article::Article;
use onrecord::article::passages;
use onrecord::ingest;
use onrecord::text::analysis::with_analyzer;
use rayon::prelude::*;
use std::path::Path;
use std::path::PathBuf;
use tantivy::TantivyDocument;
use tantivy::schema::Field;
use tantivy::schema::IndexRecordOption;
use tantivy::schema::STORED;
use tantivy::schema::STRING;
use tantivy::schema::Schema;
use tantivy::schema::TextFieldIndexing;
use tantivy::schema::TextOptions;

/// The fields of one document a paragraph.
pub(crate) struct Fields {
    pub(crate) url: Field,
    /// The paragraph as printed, stored.
    pub(crate) text: Field,
    /// Exact words with positions.
    pub(crate) exact: Field,
    /// Stems with frequencies.
    pub(crate) stem: Field,
}

pub(crate) fn schema() -> (Schema, Fields) {
    let words = |record| {
        let indexing = TextFieldIndexing::default().set_tokenizer("whitespace").set_index_option(record);
        TextOptions::default().set_indexing_options(indexing)
    };
    let mut schema = Schema::builder();
    let fields = Fields {
        url: schema.add_text_field("url", STRING),
        text: schema.add_text_field("text", STORED),
        exact: schema.add_text_field("exact", words(IndexRecordOption::WithFreqsAndPositions)),
        stem: schema.add_text_field("stem", words(IndexRecordOption::WithFreqs)),
    };
    (schema.build(), fields)
}

/// Builds the index of all articles of `news` in an empty folder; gives their number.
pub(crate) fn build(news: &Path, folder: &Path) -> Result<u64> {
    let (schema, fields) = schema();
    let engine = tantivy::Index::create_in_dir(folder, schema)?;
    let threads = std::thread::available_parallelism()?.get();
    let mut writer = engine.writer_with_num_threads(threads, 160_000_000)?;
    let mut count = 0;
    for_each_batch(news, |articles| {
        count += articles.len() as u64;
        let documents: Vec<_> = articles.par_iter().map(|article| documents(&fields, article)).collect();
        for document in documents.into_iter().flatten() {
            writer.add_document(document)?;
        }
        Ok(())
    })?;
    writer.commit()?;
    writer.wait_merging_threads()?;
    Ok(count)
}

fn documents(fields: &Fields, article: &Article) -> Vec<TantivyDocument> {
    let url = article.url.as_deref().unwrap_or_default();
    let paragraphs = passages(&article.text, &[]);
    let document = |words: &str| {
        let terms = with_analyzer(article.language, |analyzer| analyzer.terms(words));
        let mut document = TantivyDocument::default();
        document.add_text(fields.url, url);
        document.add_text(fields.text, words);
        document.add_text(fields.exact, terms.exact);
        document.add_text(fields.stem, terms.stem);
        document
    };
    paragraphs.iter().map(|passage| document(article.slice(passage.span))).collect()
}

/// Calls `work` with the articles of a file, some hundreds at a time, read in parallel.
pub(crate) fn for_each_batch(news: &Path, mut work: impl FnMut(Vec<Article>) -> Result<()>) -> Result<()> {
    let mut records = ingest::open(news, "news")?;
    loop {
        let batch: Vec<_> = records.by_ref().take(256).filter_map(Result::ok).collect();
        if batch.is_empty() {
            return Ok(());
        }
        work(batch.into_par_iter().filter_map(|record| record.article().ok()).collect())?;
    }
}

/// The news articles that the figures are measured on.
pub(crate) fn news() -> PathBuf {
    let shared = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/news/news.jsonl.zst");
    std::env::var_os("ONRECORD_BENCH_NEWS").map_or(shared, PathBuf::from)
}

pub(crate) fn median(mut values: Vec<f64>) -> f64 {
    values.sort_by(f64::total_cmp);
    values.get(values.len() / 2).copied().unwrap_or(0.0)
}
