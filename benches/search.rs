//! How long a search takes in process and as a whole program, against plain Tantivy's top 10 for the same query.
//!
//! `cargo bench --profile quick --bench search` indexes `../shared/news/news.jsonl.zst` both ways (kept in the target folder for the
//! next run), takes its queries from the articles themselves, runs every query on both and prints medians, 99th
//! percentiles and ratios. `ONRECORD_BENCH_NEWS` names another file.

#![allow(clippy::disallowed_methods, clippy::print_stdout, clippy::print_stderr)]

mod baseline;

use anyhow::Context;
use anyhow::Result;
use baseline::median;
use jiff::civil::Date;
use mimalloc::MiMalloc;
use onrecord::corpus::Archive;
use onrecord::index;
use onrecord::index::Index;
use onrecord::query;
use onrecord::query::Query;
use onrecord::query::Words;
use onrecord::search::Request;
use onrecord::search::Sort;
use onrecord::text::analysis::with_analyzer;
use onrecord::text::words;
use std::path::Path;
use std::path::PathBuf;
use std::process::Command;
use std::time::Instant;
use tantivy::Searcher;
use tantivy::TantivyDocument;
use tantivy::Term;
use tantivy::collector::TopDocs;
use tantivy::query::BooleanQuery;
use tantivy::query::PhraseQuery;
use tantivy::query::TermQuery;
use tantivy::schema::Field;
use tantivy::schema::IndexRecordOption;
use tantivy::schema::Value;
use tantivy::snippet::SnippetGenerator;

/// As in the program; plain Tantivy has it too.
#[global_allocator]
static MEMORY: MiMalloc = MiMalloc;

const ROUNDS: usize = 5;
/// Plain Tantivy for all of the words, for any of them, the same with snippets, and a search of ours.
const WAYS: usize = 4;
const ARTICLES_BETWEEN_QUERIES: usize = 100;
const WHOLE_PROGRAM_RUNS: usize = 60;

/// Characters of a snippet, the engine's own choice.
const SNIPPET: usize = 150;

fn main() -> Result<()> {
    let news = baseline::news();
    if !news.exists() {
        println!("skipped: there is no {}", news.display());
        return Ok(());
    }
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("bench");
    let archive = ours(&news, &folder)?;
    let plain = plain(&news, &folder)?;
    let index = Index::open(&archive)?.context("the index was just built")?;
    let queries = queries(&news)?;
    in_process(&index, &plain, &queries)?;
    with_facets(&index, &queries)?;
    whole_program(&archive, &queries)
}

fn ours(news: &Path, folder: &Path) -> Result<Archive> {
    let archive = Archive::create_at(&folder.join("archive"))?;
    let name = news.file_name().context("a file has a name")?;
    let copy = archive.corpus_dir().join(name);
    if !copy.exists() {
        std::fs::copy(news, copy)?;
    }
    let mut watch = index::Watch { progress: &|_| {}, complaint: &mut |_| {}, now: jiff::Timestamp::now() };
    if Index::open(&archive).is_err() || index::update(&archive, &mut watch)?.other_rules {
        index::rebuild(&archive, &mut watch)?;
    }
    Ok(archive)
}

fn plain(news: &Path, folder: &Path) -> Result<Searcher> {
    let folder = folder.join("plain");
    if !folder.join("done").exists() {
        let _ = std::fs::remove_dir_all(&folder);
        std::fs::create_dir_all(&folder)?;
        baseline::build(news, &folder)?;
        std::fs::write(folder.join("done"), "")?;
    }
    Ok(tantivy::Index::open_in_dir(folder)?.reader()?.searcher())
}

/// One word, two words, three words, and phrases of two and four, out of every hundredth article.
fn queries(news: &Path) -> Result<Vec<(&'static str, String)>> {
    let mut texts = Vec::new();
    baseline::for_each_batch(news, |articles| {
        texts.extend(articles.into_iter().step_by(ARTICLES_BETWEEN_QUERIES).map(|article| article.text));
        Ok(())
    })?;
    let mut queries = Vec::new();
    for text in texts {
        let paragraph = text.split("\n\n").nth(2).unwrap_or(&text);
        let all: Vec<&str> = words(paragraph).map(|span| span.slice(paragraph)).collect();
        let long: Vec<&str> = all.iter().copied().filter(|word| word.len() > 4 && word.is_ascii()).collect();
        let (Some(window), Some([a, b, c, ..])) = (all.windows(4).nth(3), long.get(..3)) else { continue };
        queries.push(("one word", a.to_string()));
        queries.push(("two words", format!("{a} {b}")));
        queries.push(("three words", format!("{a} {b} {c}")));
        queries.push(("phrase of two", format!("\"{}\"", window[..2].join(" "))));
        queries.push(("phrase of four", format!("\"{}\"", window.join(" "))));
    }
    Ok(queries)
}

fn parsed(words: &str) -> Query {
    query::parse(words, Date::constant(2026, 11, 25)).query
}

/// In which order the queries are asked.
#[derive(Clone, Copy)]
enum Order {
    /// One after the other, all of them in each round, as readers ask them: what a query needs was last read long ago.
    InTurn,
    /// Each query in every way, [`ROUNDS`] times in a row: everything it needs was just read.
    InARow,
}

fn in_process(index: &Index, plain: &Searcher, queries: &[(&'static str, String)]) -> Result<()> {
    let queries: Vec<(&str, Query)> = queries.iter().map(|(kind, words)| (*kind, parsed(words))).collect();
    let ask = |query: &Query, way: usize| match way {
        0 => top_10(plain, query, Wanted::All, Shown::Text),
        1 => top_10(plain, query, Wanted::Any, Shown::Text),
        2 => top_10(plain, query, Wanted::Any, Shown::Snippets),
        _ => Ok(index.search(&request(query))?.hits.len()),
    };
    for (order, title) in
        [(Order::InTurn, "one query after the other"), (Order::InARow, "each query again and again")]
    {
        let mut rounds = vec![[const { Vec::new() }; WAYS]; queries.len()];
        for (place, way) in asked(order, queries.len()) {
            rounds[place][way].push(microseconds(|| ask(&queries[place].1, way))?);
        }
        let timings: Vec<(&str, [f64; WAYS])> =
            queries.iter().zip(rounds).map(|((kind, _), rounds)| (*kind, rounds.map(median))).collect();
        println!(
            "\nin process, {title}: microseconds, median / 99th percentile of {} queries; times as long as plain",
            timings.len()
        );
        print_by_kind(&timings);
    }
    Ok(())
}

/// Every query, in every way, [`ROUNDS`] times.
fn asked(order: Order, queries: usize) -> Vec<(usize, usize)> {
    let everything = |way: usize| (0..queries).map(move |place| (place, way));
    match order {
        Order::InTurn => (0..ROUNDS).flat_map(|_| (0..WAYS).flat_map(everything)).collect(),
        Order::InARow => (0..queries)
            .flat_map(|place| (0..ROUNDS).flat_map(move |_| (0..WAYS).map(move |way| (place, way))))
            .collect(),
    }
}

fn print_by_kind(timings: &[(&str, [f64; WAYS])]) {
    println!(
        "{:<16}{:>20}{:>20}{:>20}{:>20}{:>10}{:>10}{:>10}",
        "", "plain: all words", "any word", "… with snippets", "onrecord search", "all", "any", "snippets"
    );
    for kind in ["one word", "two words", "three words", "phrase of two", "phrase of four", "all"] {
        let of_kind: Vec<[f64; WAYS]> =
            timings.iter().filter(|(of, _)| kind == "all" || *of == kind).map(|(_, times)| *times).collect();
        let column = |way: usize| of_kind.iter().map(|times| times[way]).collect::<Vec<f64>>();
        let shown = |way: usize| format!("{:.0} / {:.0}", median(column(way)), percentile_99(column(way)));
        let ratio = |way: usize| median(column(3)) / median(column(way));
        let (times, ratios) = ([0, 1, 2, 3].map(shown), [0, 1, 2].map(ratio));
        print!("{kind:<16}");
        times.iter().for_each(|times| print!("{times:>20}"));
        ratios.iter().for_each(|ratio| print!("{ratio:>10.2}"));
        println!();
    }
}

/// Ten hits with highlights, and the ten most frequent outlets, speakers, authors, months, languages and kinds of all that matches.
/// The second answer numbers the values of the index, which all later ones use.
fn with_facets(index: &Index, queries: &[(&'static str, String)]) -> Result<()> {
    let mut times = Vec::new();
    for (_, words) in queries {
        let request = Request { facets: Some(10), ..request(&parsed(words)) };
        times.push(microseconds(|| Ok(index.search(&request)?.facets.len()))? / 1e3);
    }
    let (middle, high) = (median(times.clone()), percentile_99(times));
    println!("\nin process, with facets: median {middle:.2} ms, 99th percentile {high:.1} ms");
    Ok(())
}

fn request(query: &Query) -> Request {
    Request {
        near: true,
        explain: false,
        query: query.clone(),
        limit: 10,
        offset: 0,
        per_article: 3,
        collapse: true,
        sort: Sort::Relevance,
        facets: None,
        added_after: None,
    }
}

/// Which of the words a paragraph must have. All of them is what a search wants first; any of them is what the engine's own query
/// parser reads, and what an answer costs that goes on with near answers.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Wanted {
    All,
    Any,
}

/// What is read of a paragraph that was found: its text, or its text with the words marked, as every hit of a search has them.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Shown {
    Text,
    Snippets,
}

/// The best ten paragraphs that have the words, or the phrase.
fn top_10(searcher: &Searcher, query: &Query, wanted: Wanted, shown: Shown) -> Result<usize> {
    let (_, fields) = baseline::schema();
    let best =
        searcher.search(&compile(query, wanted, &fields), &TopDocs::with_limit(10).order_by_score())?;
    let snippets = match shown {
        Shown::Text => None,
        Shown::Snippets => Some(snippets(searcher, query, fields.text)?),
    };
    let mut seen = 0;
    for (_, address) in &best {
        let document: TantivyDocument = searcher.doc(*address)?;
        let text = document.get_first(fields.text).and_then(|text| text.as_str()).unwrap_or_default();
        seen += text.len() + snippets.as_ref().map_or(0, |marker| marker.snippet(text).highlighted().len());
    }
    Ok(seen)
}

/// The engine's own marker of words. It reads English as the engine does, and of a phrase marks each word.
fn snippets(searcher: &Searcher, query: &Query, text: Field) -> Result<SnippetGenerator> {
    let tokenizer = searcher.index().tokenizers().get("en_stem").context("the engine stems English")?;
    let terms = each_word(query).iter().map(|word| (stem(word), 1.0)).collect();
    Ok(SnippetGenerator::new(terms, tokenizer, text, SNIPPET))
}

fn each_word(query: &Query) -> Vec<&String> {
    match query {
        Query::Words { words, .. } => words.each().iter().collect(),
        Query::And(parts) => parts.iter().flat_map(each_word).collect(),
        other => unreachable!("the queries above have no {other:?}"),
    }
}

fn stem(word: &str) -> String {
    with_analyzer(None, |analyzer| analyzer.stem(word)).into()
}

fn compile(query: &Query, wanted: Wanted, fields: &baseline::Fields) -> Box<dyn tantivy::query::Query> {
    let exact = |word: &str| {
        Term::from_field_text(fields.exact, &with_analyzer(None, |analyzer| analyzer.exact(word)))
    };
    let term = |term| TermQuery::new(term, IndexRecordOption::WithFreqs);
    match query {
        Query::Words { words: Words::AnyForm(word), .. } => {
            Box::new(term(Term::from_field_text(fields.stem, &stem(word))))
        }
        Query::Words { words: Words::Phrase(words) | Words::Compound(words), .. } => match words.as_slice() {
            [word] => Box::new(term(exact(word))),
            words => Box::new(PhraseQuery::new(words.iter().map(|word| exact(word)).collect())),
        },
        Query::And(parts) => {
            let parts = parts.iter().map(|part| compile(part, wanted, fields)).collect();
            Box::new(match wanted {
                Wanted::All => BooleanQuery::intersection(parts),
                Wanted::Any => BooleanQuery::union(parts),
            })
        }
        other => unreachable!("the queries above have no {other:?}"),
    }
}

fn whole_program(archive: &Archive, queries: &[(&'static str, String)]) -> Result<()> {
    let program = PathBuf::from(env!("CARGO_BIN_EXE_onrecord"));
    let mut times = Vec::new();
    for (_, words) in queries.iter().step_by((queries.len() / WHOLE_PROGRAM_RUNS).max(1)) {
        let start = Instant::now();
        Command::new(&program).arg("--archive").arg(archive.root()).args(["search", words]).output()?;
        times.push(start.elapsed().as_secs_f64() * 1e3);
    }
    let (middle, high) = (median(times.clone()), percentile_99(times.clone()));
    println!(
        "\nwhole program, ten hits with highlights, {} runs: median {middle:.1} ms, 99th percentile {high:.1} ms",
        times.len()
    );
    Ok(())
}

fn microseconds(work: impl FnOnce() -> Result<usize>) -> Result<f64> {
    let start = Instant::now();
    std::hint::black_box(work()?);
    Ok(start.elapsed().as_secs_f64() * 1e6)
}

fn percentile_99(mut values: Vec<f64>) -> f64 {
    values.sort_by(f64::total_cmp);
    values.get(values.len() * 99 / 100).copied().unwrap_or(0.0)
}
