//! The fields of the Tantivy index.
//!
//! Three kinds of document lie in it, in blocks: an article, then its passages, then its quotations, always in
//! one segment and in that order. So a passage knows its article by how many documents it stands behind it
//! (`behind`), and an article its passages and quotations by their number. Each kind has text fields of its own:
//! document frequencies and lengths are then those of the kind, and scores do not mix units.

use tantivy::schema::Field;
use tantivy::schema::IndexRecordOption;
use tantivy::schema::NumericOptions;
use tantivy::schema::STORED;
use tantivy::schema::Schema;
use tantivy::schema::TextFieldIndexing;
use tantivy::schema::TextOptions;

/// The fields, by what they hold. The part before the dot in a field's name is the kind of document it belongs to.
#[derive(Clone)]
pub(crate) struct Fields {
    /// Articles and quotations: which of them it is (`article`, `quote`).
    pub(crate) kind: Field,
    /// Articles: the id.
    pub(crate) id: Field,
    /// Every document: how many documents behind its article it stands.
    pub(crate) behind: Field,
    /// Articles and passages: what is shown, as a row (`stored`).
    pub(crate) stored: Field,

    /// Headlines, passages and quotations: the numbers of the words, from 0, at which a sentence begins, but for the first.
    pub(crate) breaks: Field,

    /// The stems of headline, subtitle and text.
    pub(crate) article_stem: Field,
    /// The headline's words, exact.
    pub(crate) title_exact: Field,
    /// The headline's stems.
    pub(crate) title_stem: Field,
    /// The words of the byline's names.
    pub(crate) author: Field,
    /// Every form of the outlet's name, folded.
    pub(crate) outlet: Field,
    /// Every form of the name of the agency whose copy it is, folded.
    pub(crate) wire: Field,
    /// What `is:` says of an article by itself: `wire`, `updated`.
    pub(crate) state: Field,
    /// What `has:` says of an article: `author`, `date`, `outlet`, `quote`, `url`.
    pub(crate) has: Field,
    /// The host of the address, and every domain that it lies in.
    pub(crate) site: Field,
    /// The keywords under which it is filed, folded.
    pub(crate) tag: Field,
    /// The language's code.
    pub(crate) language: Field,
    /// The canonical address, and its host.
    pub(crate) url: Field,
    /// The day of publication, in days since 1970.
    pub(crate) day: Field,
    /// The time of publication in seconds, for order.
    pub(crate) published: Field,
    /// The day of the last change, in days since 1970.
    pub(crate) updated: Field,
    /// When the archive first had it, in thousandths of a second since 1970.
    pub(crate) added: Field,
    /// How many passages stand behind the article.
    pub(crate) passages: Field,
    /// How many quotations stand behind the passages.
    pub(crate) quotes: Field,
    /// Values to count, as printed.
    pub(crate) outlet_name: Field,
    /// Values to count.
    pub(crate) author_name: Field,

    /// Values to count: everybody quoted in the article.
    pub(crate) quoted_name: Field,
    /// How sure the least sure of these is.
    pub(crate) quoted_surely: Field,

    /// A passage's words, exact, with positions.
    pub(crate) passage_exact: Field,
    /// A passage's stems.
    pub(crate) passage_stem: Field,

    /// A quotation's words, exact, with positions. Its stems are those of its passage once more: instead, the words that have a stem
    /// are looked up (`forms`).
    pub(crate) quote_exact: Field,
    /// The words of the speaker's name.
    pub(crate) speaker: Field,
    /// The speaker as printed, to count.
    pub(crate) speaker_name: Field,
    /// How the words are given: `direct` inside marks, `indirect` without.
    pub(crate) how: Field,
    /// The speaker's role as printed, to tell people of one name apart.
    pub(crate) speaker_role: Field,
    /// How sure the attribution is, from 0 to 1.
    pub(crate) confidence: Field,
    /// The number of the passage the quotation stands in.
    pub(crate) quote_passage: Field,
    /// The quotation's place in its article.
    pub(crate) ordinal: Field,
    /// How many words it has.
    pub(crate) words: Field,
}

/// Splits at blanks and does nothing else: the terms arrive analysed (`text::analysis`).
const AT_BLANKS: &str = "whitespace";

/// One term, as it is.
const WHOLE: &str = "raw";

/// What phrases need.
const POSITIONS: IndexRecordOption = IndexRecordOption::WithFreqsAndPositions;

/// The schema and the fields in it.
pub(crate) fn schema() -> (Schema, Fields) {
    let mut builder = Schema::builder();
    let counts = NumericOptions::default().set_fast();
    let counted = TextOptions::default().set_fast(WHOLE);
    let fields = Fields {
        kind: builder.add_text_field("kind", terms(WHOLE, IndexRecordOption::Basic)),
        id: builder.add_u64_field("article.id", NumericOptions::default().set_fast().set_indexed()),
        behind: builder.add_u64_field("behind", counts.clone()),
        stored: builder.add_text_field("stored", STORED),
        breaks: builder.add_u64_field("breaks", counts.clone()),
        article_stem: builder.add_text_field("article.stem", stems()),
        title_exact: builder.add_text_field("article.title_exact", terms(AT_BLANKS, POSITIONS)),
        title_stem: builder.add_text_field("article.title_stem", stems()),
        author: builder.add_text_field("article.author", terms(AT_BLANKS, POSITIONS)),
        outlet: builder.add_text_field("article.outlet", terms(WHOLE, IndexRecordOption::Basic)),
        wire: builder.add_text_field("article.wire", terms(WHOLE, IndexRecordOption::Basic)),
        state: builder.add_text_field("article.state", terms(WHOLE, IndexRecordOption::Basic)),
        has: builder.add_text_field("article.has", terms(WHOLE, IndexRecordOption::Basic)),
        site: builder.add_text_field("article.site", terms(WHOLE, IndexRecordOption::Basic)),
        tag: builder.add_text_field("article.tag", terms(WHOLE, IndexRecordOption::Basic)),
        language: builder
            .add_text_field("article.language", terms(WHOLE, IndexRecordOption::Basic).set_fast(WHOLE)),
        url: builder.add_text_field("article.url", terms(WHOLE, IndexRecordOption::Basic)),
        day: builder.add_i64_field("article.day", counts.clone()),
        published: builder.add_i64_field("article.published", counts.clone()),
        updated: builder.add_i64_field("article.updated", counts.clone()),
        added: builder.add_i64_field("article.added", counts.clone()),
        passages: builder.add_u64_field("article.passages", counts.clone()),
        quotes: builder.add_u64_field("article.quotes", counts.clone()),
        outlet_name: builder.add_text_field("article.outlet_name", counted.clone()),
        author_name: builder.add_text_field("article.author_name", counted.clone()),
        quoted_name: builder.add_text_field("article.quoted_name", counted.clone()),
        quoted_surely: builder.add_f64_field("article.quoted_surely", counts.clone()),
        passage_exact: builder.add_text_field("passage.exact", terms(AT_BLANKS, POSITIONS)),
        passage_stem: builder.add_text_field("passage.stem", stems()),
        quote_exact: builder.add_text_field("quote.exact", scored(POSITIONS)),
        speaker: builder.add_text_field("quote.speaker", terms(AT_BLANKS, POSITIONS)),
        speaker_name: builder.add_text_field("quote.speaker_name", counted.clone()),
        speaker_role: builder.add_text_field("quote.speaker_role", counted),
        confidence: builder.add_f64_field("quote.confidence", counts.clone()),
        how: builder.add_text_field("quote.how", terms(WHOLE, IndexRecordOption::Basic)),
        quote_passage: builder.add_u64_field("quote.passage", counts.clone()),
        ordinal: builder.add_u64_field("quote.ordinal", counts.clone()),
        words: builder.add_u64_field("quote.words", counts),
    };
    (builder.build(), fields)
}

/// Running text by its stems: with frequencies and lengths, on which scores depend. No positions: phrases are exact.
fn stems() -> TextOptions {
    scored(IndexRecordOption::WithFreqs)
}

/// Words by which a text is scored: with its length.
fn scored(record: IndexRecordOption) -> TextOptions {
    let indexing = TextFieldIndexing::default().set_tokenizer(AT_BLANKS).set_index_option(record);
    TextOptions::default().set_indexing_options(indexing)
}

/// Exact words, names and values. Lengths are not kept: such a field is as long as its stems, and a name is not scored.
fn terms(tokenizer: &str, record: IndexRecordOption) -> TextOptions {
    let indexing =
        TextFieldIndexing::default().set_tokenizer(tokenizer).set_index_option(record).set_fieldnorms(false);
    TextOptions::default().set_indexing_options(indexing)
}
