//! `onrecord extract` as a whole program, from JSON Lines to JSON Lines: megabytes of article text a second.

use crate::articles;
use criterion::Criterion;
use criterion::Throughput;
use onrecord::article::Article;
use onrecord::ingest;
use std::fs;
use std::fs::File;
use std::io::BufRead;
use std::io::BufReader;
use std::path::Path;
use std::path::PathBuf;
use std::process::Command;
use std::process::Stdio;

/// Copies of the corpus: enough that starting the program does not count.
const COPIES: usize = 200;

/// So many of the news articles.
const NEWS: usize = 2000;

/// Reads the corpus, and the news where it is there, on one thread and on two.
pub(crate) fn extract(criterion: &mut Criterion) {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("extract");
    fs::create_dir_all(&folder).unwrap();
    throughput(criterion, "extract the corpus", &corpus(&folder));
    let news = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/news/news.jsonl.zst");
    match news.exists() {
        true => throughput(criterion, "extract news", &first_news(&news, &folder)),
        false => println!("skipped: there is no {}", news.display()),
    }
}

fn throughput(criterion: &mut Criterion, name: &str, file: &Path) {
    let mut group = criterion.benchmark_group(name);
    group.throughput(Throughput::Bytes(text_bytes(file))).sample_size(10);
    for threads in ["1", "2"] {
        group.bench_function(format!("threads: {threads}"), |bench| {
            bench.iter(|| {
                let mut program = Command::new(env!("CARGO_BIN_EXE_onrecord"));
                program.args(["extract", "--format", "jsonl"]).arg(file).env("RAYON_NUM_THREADS", threads);
                assert!(program.stdout(Stdio::null()).status().unwrap().success());
            });
        });
    }
    group.finish();
}

fn corpus(folder: &Path) -> PathBuf {
    let line = |article: &Article| serde_json::json!({"title": article.title, "text": article.text});
    let lines: String = articles().iter().map(|article| format!("{}\n", line(article))).collect();
    let file = folder.join("corpus.jsonl");
    fs::write(&file, lines.repeat(COPIES)).unwrap();
    file
}

fn first_news(news: &Path, folder: &Path) -> PathBuf {
    let mut decoder = zstd::stream::read::Decoder::new(File::open(news).unwrap()).unwrap();
    decoder.window_log_max(31).unwrap();
    let lines = BufReader::new(decoder).lines().take(NEWS).map(|line| line.unwrap() + "\n");
    let file = folder.join("news.jsonl");
    fs::write(&file, lines.collect::<String>()).unwrap();
    file
}

/// Text alone counts, not what stands around it in the file.
fn text_bytes(file: &Path) -> u64 {
    let records = ingest::open(file, "bench").unwrap();
    records.filter_map(|record| record.ok()?.article().ok()).map(|article| article.text.len() as u64).sum()
}
