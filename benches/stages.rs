//! The stages one by one, on the repository's own corpus: reading, attribution, analysis, queries, highlights; pages of the
//! Web; and `extract` as a whole.

#![allow(clippy::disallowed_methods, clippy::unwrap_used, clippy::print_stdout)]

mod extract;
mod pages;

use criterion::Criterion;
use criterion::Throughput;
use criterion::criterion_group;
use criterion::criterion_main;
use jiff::civil::Date;
use onrecord::article::Article;
use onrecord::corpus::walk;
use onrecord::ingest;
use onrecord::query;
use onrecord::quote::attribute;
use onrecord::search::Highlighter;
use onrecord::text::analysis::with_analyzer;
use std::hint::black_box;
use std::path::Path;

fn articles() -> Vec<Article> {
    let corpus = Path::new(env!("CARGO_MANIFEST_DIR")).join("corpus");
    let files = walk(&corpus, &mut |_| {});
    let records = files.iter().filter_map(|file| ingest::open(&file.path, &file.name).ok()).flatten();
    records.filter_map(|record| record.ok()?.article().ok()).collect()
}

/// Ten times what a newspaper prints in a day, as one article.
fn long_article(articles: &[Article]) -> Article {
    let piece = "“The bridge is closed,” said Maria Ruiz, the mayor of Port Lisle. The board met on Monday, and nobody there asked her when it would open again, or who would pay for it.\n\n“Not we,” she said.\n\n";
    let mut long = articles[0].clone();
    long.text = piece.repeat(50_000 / 4 + 1);
    while long.text.len() < 5_000_000 {
        long.text.push_str("The ferry stayed in port until the wind turned, and the town waited for it.\n\n");
    }
    long
}

fn stages(criterion: &mut Criterion) {
    let articles = articles();
    let bytes = articles.iter().map(|article| article.text.len() as u64).sum();
    let mut group = criterion.benchmark_group("corpus");
    group.throughput(Throughput::Bytes(bytes));
    group.bench_function("read", |bench| bench.iter(|| black_box(self::articles().len())));
    group.bench_function("attribute", |bench| {
        bench.iter(|| articles.iter().map(|article| attribute(black_box(article)).len()).sum::<usize>());
    });
    let long = long_article(&articles);
    group.bench_function("attribute one article of 5 MB with 50,000 marks", |bench| {
        bench.iter(|| attribute(black_box(&long)).len());
    });
    group.bench_function("analyse", |bench| {
        bench.iter(|| {
            let terms = |article: &Article| {
                with_analyzer(article.language, |analyzer| analyzer.terms(black_box(&article.text)).count)
            };
            articles.iter().map(terms).sum::<u32>()
        });
    });
    let words = "minister \"date or a hint\" -bridge speaker:quillane since:2024";
    let query = query::parse(words, Date::constant(2026, 11, 25)).query;
    group.bench_function("highlight", |bench| {
        let mut highlighter = Highlighter::new(&query, None);
        bench.iter(|| {
            articles.iter().map(|article| highlighter.marks(&article.text, &[]).len()).sum::<usize>()
        });
    });
    group.finish();
    criterion.bench_function("parse a query", |bench| {
        bench.iter(|| query::parse(black_box(words), Date::constant(2026, 11, 25)).notes.len());
    });
}

criterion_group!(benches, stages, extract::extract, pages::pages);
criterion_main!(benches);
