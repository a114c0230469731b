//! Saved pages to articles, on gold pages that are not part of the project; where they are absent the bench says so.

use criterion::Criterion;
use criterion::Throughput;
use onrecord::ingest;
use std::hint::black_box;
use std::io::Cursor;
use std::io::Read;
use std::path::Path;

/// Pages read in one round: enough of every size, and a round takes less than a second.
const PAGES: usize = 100;

pub(super) fn pages(criterion: &mut Criterion) {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/html/dev/html");
    let Ok(files) = std::fs::read_dir(&folder) else {
        println!("skipped: no gold pages at {}", folder.display());
        return;
    };
    let mut files: Vec<_> = files.filter_map(|file| Some(file.ok()?.path())).collect();
    files.sort();
    // Every so many-th: the files are sorted by the set they come from.
    let pages: Vec<Vec<u8>> =
        files.iter().step_by((files.len() / PAGES).max(1)).map(|file| unpacked(file)).collect();
    let mut group = criterion.benchmark_group("pages");
    group.sample_size(10).throughput(Throughput::Elements(pages.len() as u64));
    group.bench_function("read", |bench| {
        bench.iter(|| pages.iter().filter(|page| is_article(black_box(page))).count());
    });
    group.finish();
}

fn unpacked(file: &Path) -> Vec<u8> {
    let mut bytes = Vec::new();
    flate2::read::MultiGzDecoder::new(std::fs::File::open(file).unwrap()).read_to_end(&mut bytes).unwrap();
    bytes
}

fn is_article(page: &[u8]) -> bool {
    let mut records = ingest::standard_input(Cursor::new(page.to_vec()), "page.html").unwrap();
    records.next().is_some_and(|record| record.is_ok_and(|record| record.article().is_ok()))
}
