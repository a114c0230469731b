//! An article and its quotations to a block of documents.

use super::schema::Fields;
use super::stored::article_row;
use super::stored::passage_row;
use crate::article::Article;
use crate::article::Printed;
use crate::article::outlet;
use crate::article::outlet::Outlet;
use crate::index::alike::Printing;
use crate::index::alike::Sketcher;
use crate::ingest::canonical_url;
use crate::quote::Kind;
use crate::quote::Quote;
use crate::quote::Settled;
use crate::search::Imprint;
use crate::search::PassageText;
use crate::search::PlacedQuote;
use crate::search::stored;
use crate::text::analysis::Analyzer;
use crate::text::analysis::Terms;
use crate::text::analysis::name_terms;
use crate::text::analysis::with_analyzer;
use crate::text::fold;
use jiff::civil::Date;
use serde::Deserialize;
use serde::Serialize;
use std::collections::BTreeSet;
use std::ops::AddAssign;
use std::ops::SubAssign;
use tantivy::TantivyDocument;

/// How much of each kind there is: what an article adds to the archive, and what the archive has in all.
///
/// Kept apart from the engine's own counts, which go on counting what was deleted until it happens to merge.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Counts {
    /// Articles.
    #[serde(rename = "a")]
    pub(crate) articles: u64,
    /// Passages.
    #[serde(rename = "p")]
    pub(crate) passages: u64,
    /// Quotations.
    #[serde(rename = "q")]
    pub(crate) quotes: u64,
    /// Words of headlines, subtitles and texts.
    #[serde(rename = "aw")]
    pub(crate) article_words: u64,
    /// Words of passages.
    #[serde(rename = "pw")]
    pub(crate) passage_words: u64,
    /// Words of quotations.
    #[serde(rename = "qw")]
    pub(crate) quote_words: u64,
}

impl Counts {
    /// How many documents the blocks of so much are.
    pub(super) fn documents(&self) -> u32 {
        u32::try_from(self.articles + self.passages + self.quotes).unwrap_or(u32::MAX)
    }
}

impl AddAssign for Counts {
    fn add_assign(&mut self, more: Counts) {
        self.articles += more.articles;
        self.passages += more.passages;
        self.quotes += more.quotes;
        self.article_words += more.article_words;
        self.passage_words += more.passage_words;
        self.quote_words += more.quote_words;
    }
}

impl SubAssign for Counts {
    fn sub_assign(&mut self, less: Counts) {
        self.articles = self.articles.saturating_sub(less.articles);
        self.passages = self.passages.saturating_sub(less.passages);
        self.quotes = self.quotes.saturating_sub(less.quotes);
        self.article_words = self.article_words.saturating_sub(less.article_words);
        self.passage_words = self.passage_words.saturating_sub(less.passage_words);
        self.quote_words = self.quote_words.saturating_sub(less.quote_words);
    }
}

/// One article as the index takes it: the article's document, its passages', its quotations', in this order.
pub(crate) struct Block {
    pub(crate) documents: Vec<TantivyDocument>,
    pub(crate) counts: Counts,
    /// What tells which story the article prints; `None` for one too short to tell.
    pub(crate) printing: Option<Printing>,
}

/// Bytes that a document takes beside its texts: for a few numbers, for names, for what is known of an article. One with room for all it
/// gets need not be moved while it is made.
const ROOM_FOR_NUMBERS: usize = 128;
const ROOM_FOR_NAMES: usize = 128;
const ROOM_FOR_FACTS: usize = 1024;

/// Makes the block of an article, first seen at an instant in thousandths of a second since 1970.
pub(crate) fn block(fields: &Fields, article: &Article, added: i64, settled: &Settled) -> Block {
    let quotes = settled.quotes.as_slice();
    with_analyzer(article.language, |analyzer| {
        let passages = stored(article, quotes).passages;
        let head = head_terms(article, analyzer);
        let mut counts = Counts {
            articles: 1,
            passages: passages.len() as u64,
            quotes: passages.iter().map(|passage| passage.quotes.len() as u64).sum(),
            article_words: u64::from(head.count),
            ..Counts::default()
        };
        let mut all_stems = head.stem;
        let mut sketcher = Sketcher::new();
        let mut behind: Vec<TantivyDocument> = Vec::with_capacity((counts.passages + counts.quotes) as usize);
        let mut spoken: Vec<TantivyDocument> = Vec::with_capacity(counts.quotes as usize);
        let mut places = Vec::new();
        for (passage, place) in passages.iter().zip(1..) {
            let (terms, breaks) = analyzer.placed_terms(&passage.text, &mut places);
            counts.passage_words += u64::from(terms.count);
            counts.article_words += u64::from(terms.count);
            all_stems.push(' ');
            all_stems.push_str(&terms.stem);
            sketcher.add(&terms.exact);
            let mut document = passage_document(fields, passage, &terms, place);
            add_breaks(&mut document, fields, &breaks);
            behind.push(document);
            for quote in &passage.quotes {
                let (terms, breaks) = terms
                    .of_part(&passage.text, &places, quote.span)
                    .unwrap_or_else(|| analyzer.terms_and_breaks(quote.span.slice(&passage.text)));
                counts.quote_words += u64::from(terms.count);
                let mut document = quote_document(fields, quote, &terms);
                document.add_u64(fields.behind, counts.passages + 1 + spoken.len() as u64);
                document.add_u64(fields.quote_passage, u64::from(passage.number));
                add_breaks(&mut document, fields, &breaks);
                spoken.push(document);
            }
        }
        behind.append(&mut spoken);
        let mut documents = vec![article_document(fields, article, settled, all_stems, counts)];
        documents[0].add_i64(fields.added, added);
        add_headline(&mut documents[0], fields, article, analyzer);
        documents.append(&mut behind);
        let printing = sketcher.finish().map(|sketch| Printing::of(article, sketch));
        Block { documents, counts, printing }
    })
}

/// The terms of what stands above the text.
fn head_terms(article: &Article, analyzer: &mut Analyzer) -> Terms {
    let head = [article.title.as_deref(), article.subtitle.as_deref()];
    let head: Vec<&str> = head.into_iter().flatten().collect();
    analyzer.terms(&head.join("\n"))
}

fn article_document(
    fields: &Fields,
    article: &Article,
    settled: &Settled,
    stems: String,
    counts: Counts,
) -> TantivyDocument {
    let row = article_row(&Imprint::of(article), counts, &settled.rows);
    let mut document = TantivyDocument::with_capacity(stems.len() + row.len() + ROOM_FOR_FACTS);
    document.add_text(fields.kind, "article");
    document.add_u64(fields.behind, 0);
    document.add_u64(fields.id, article.id.number());
    document.add_text(fields.article_stem, stems);
    document.add_u64(fields.passages, counts.passages);
    document.add_u64(fields.quotes, counts.quotes);
    for author in &article.authors {
        document.add_text(fields.author, name_terms(author));
        document.add_text(fields.author_name, author);
    }
    for key in outlet_keys(article) {
        document.add_text(fields.outlet, key);
    }
    if let Some(outlet) = &article.outlet {
        document.add_text(fields.outlet_name, outlet);
    }
    add_wire(&mut document, fields, article);
    if is_updated(article) {
        document.add_text(fields.state, crate::fields::IS_UPDATED);
    }
    for what in had(article, counts) {
        document.add_text(fields.has, what);
    }
    for key in article.tags.iter().map(|tag| value_key(tag)).collect::<BTreeSet<String>>() {
        document.add_text(fields.tag, key);
    }
    for domain in article.url.as_deref().map(domains).unwrap_or_default() {
        document.add_text(fields.site, domain);
    }
    if let Some(language) = article.language {
        document.add_text(fields.language, language.code());
    }
    for key in article.url.as_deref().map(url_keys).unwrap_or_default() {
        document.add_text(fields.url, key);
    }
    if let Some(printed) = article.published {
        document.add_i64(fields.day, days_since_1970(printed.day()));
        document.add_i64(fields.published, printed.seconds());
    }
    if let Some(printed) = article.updated {
        document.add_i64(fields.updated, days_since_1970(printed.day()));
    }
    add_quoted(&mut document, fields, &settled.quotes);
    document.add_text(fields.stored, row);
    document
}

/// Everybody quoted, and how sure the least sure of them is.
fn add_quoted(document: &mut TantivyDocument, fields: &Fields, quotes: &[Quote]) {
    let spoken = || quotes.iter().filter_map(|quote| Some((quote.speaker.as_ref()?, quote.confidence)));
    let names: BTreeSet<&str> = spoken().map(|(speaker, _)| speaker.name.as_str()).collect();
    for name in names {
        document.add_text(fields.quoted_name, name);
    }
    if let Some(least) = spoken().map(|(_, confidence)| confidence).min_by(f32::total_cmp) {
        document.add_f64(fields.quoted_surely, f64::from(least));
    }
}

fn add_headline(document: &mut TantivyDocument, fields: &Fields, article: &Article, analyzer: &mut Analyzer) {
    if let Some(title) = &article.title {
        let (terms, breaks) = analyzer.terms_and_breaks(title);
        add_breaks(document, fields, &breaks);
        document.add_text(fields.title_exact, terms.exact);
        document.add_text(fields.title_stem, terms.stem);
    }
}

fn add_breaks(document: &mut TantivyDocument, fields: &Fields, breaks: &[u32]) {
    breaks.iter().for_each(|word| document.add_u64(fields.breaks, u64::from(*word)));
}

fn passage_document(fields: &Fields, passage: &PassageText, terms: &Terms, place: u64) -> TantivyDocument {
    let row = passage_row(passage);
    let bytes = terms.exact.len() + terms.stem.len() + row.len() + ROOM_FOR_NUMBERS;
    let mut document = TantivyDocument::with_capacity(bytes);
    document.add_u64(fields.behind, place);
    document.add_text(fields.passage_exact, &terms.exact);
    document.add_text(fields.passage_stem, &terms.stem);
    document.add_text(fields.stored, row);
    document
}

fn quote_document(fields: &Fields, quote: &PlacedQuote, terms: &Terms) -> TantivyDocument {
    let mut document = TantivyDocument::with_capacity(terms.exact.len() + ROOM_FOR_NAMES + ROOM_FOR_NUMBERS);
    document.add_text(fields.kind, "quote");
    document.add_u64(fields.ordinal, u64::from(quote.ordinal));
    document.add_u64(fields.words, u64::from(terms.count));
    document.add_text(fields.how, how(quote.kind));
    document.add_text(fields.quote_exact, &terms.exact);
    if let Some(speaker) = &quote.speaker {
        document.add_text(fields.speaker, name_terms(&speaker.name));
        document.add_text(fields.speaker_name, &speaker.name);
        document.add_f64(fields.confidence, f64::from(quote.confidence));
        if let Some(role) = &speaker.role {
            document.add_text(fields.speaker_role, role);
        }
    }
    document
}

/// The value of `is:`: quoted words inside the reporter's sentence are as verbatim as others.
pub(crate) fn how(kind: Kind) -> &'static str {
    match kind {
        Kind::Direct | Kind::Mixed => "direct",
        Kind::Indirect => "indirect",
    }
}

/// A value as it is compared: folded, with one blank for whatever is neither letter nor digit, without a leading
/// "the": `cbc.ca` is `cbc ca`, "The Globe and Mail" is `globe and mail`.
pub(crate) fn value_key(value: &str) -> String {
    let folded = fold(value);
    let words: Vec<&str> =
        folded.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
    match words.split_first() {
        Some((&"the", rest)) if !rest.is_empty() => rest.join(" "),
        _ => words.join(" "),
    }
}

/// The agency by all its names, and that there is one.
fn add_wire(document: &mut TantivyDocument, fields: &Fields, article: &Article) {
    let Some(wire) = &article.wire else { return };
    document.add_text(fields.state, crate::fields::IS_WIRE);
    for key in name_keys(wire) {
        document.add_text(fields.wire, key);
    }
}

/// Everything an outlet is found by: its name as printed, and what the table of outlets knows of it.
fn outlet_keys(article: &Article) -> BTreeSet<String> {
    let mut keys = article.outlet.as_deref().map(name_keys).unwrap_or_default();
    if let Some(host) = article.url.as_deref().and_then(host_of) {
        keys.insert(value_key(&host));
        // "CNN (Web News)" is no name of the table, but what stands at cnn.com is CNN's.
        keys.extend(outlet::by_host(&host).map(known_keys).unwrap_or_default());
    }
    keys
}

/// A name, and every other that the table of outlets knows of its bearer.
fn name_keys(name: &str) -> BTreeSet<String> {
    let mut keys = BTreeSet::from([value_key(name)]);
    keys.extend(outlet::by_name(name).map(known_keys).unwrap_or_default());
    keys
}

/// Every name that the table knows of an outlet.
fn known_keys(known: &Outlet) -> BTreeSet<String> {
    let names = known.names.iter().chain(&known.hosts).chain([&known.name, &known.slug]);
    names.map(|name| value_key(name)).collect()
}

/// What an address is found by: all of it in canonical form, and its host.
fn url_keys(url: &str) -> Vec<String> {
    canonical_url(url).into_iter().chain(host_of(url)).collect()
}

/// What `site:` finds an address by: `news.cbc.ca`, `cbc.ca`, `ca`.
fn domains(url: &str) -> Vec<String> {
    let host = host_of(url).unwrap_or_default();
    let below = host.match_indices('.').map(|(dot, _)| host[dot + 1..].to_string());
    std::iter::once(host.clone()).chain(below).filter(|domain| !domain.is_empty()).collect()
}

/// The domain that a reader means with `cbc.ca`, `www.cbc.ca`, `https://www.cbc.ca/news`, as the index has it.
pub(crate) fn site_key(typed: &str) -> Option<String> {
    let typed = typed.trim_start_matches('.').trim_end_matches('.');
    host_of(typed).or_else(|| host_of(&format!("https://{typed}")))
}

/// Whether it says that it was changed after it was published.
fn is_updated(article: &Article) -> bool {
    let Some((published, updated)) = article.published.zip(article.updated) else { return false };
    match (published, updated) {
        (Printed::Instant(..), Printed::Instant(..)) => updated.seconds() > published.seconds(),
        // Of one of them only the day is known.
        _ => updated.day() > published.day(),
    }
}

/// What an article has. Whether a quotation has a speaker depends on how sure a reader wants to be.
fn had(article: &Article, counts: Counts) -> impl Iterator<Item = &'static str> {
    use crate::fields::*;
    let had = [
        (HAS_QUOTE, counts.quotes > 0),
        (HAS_AUTHOR, !article.authors.is_empty()),
        (HAS_DATE, article.published.is_some()),
        (HAS_URL, article.url.is_some()),
        (HAS_OUTLET, article.outlet.is_some()),
        (HAS_TAG, !article.tags.is_empty()),
    ];
    had.into_iter().filter(|(_, is_there)| *is_there).map(|(what, _)| what)
}

fn host_of(url: &str) -> Option<String> {
    let parsed = url::Url::parse(url).ok()?;
    let host = parsed.host_str()?;
    Some(host.strip_prefix("www.").unwrap_or(host).to_string())
}

/// Days from 1 January 1970 to a date.
pub(crate) fn days_since_1970(date: Date) -> i64 {
    let epoch = Date::constant(1970, 1, 1);
    date.since((jiff::Unit::Day, epoch)).map_or(0, |span| i64::from(span.get_days()))
}
