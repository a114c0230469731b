//! How fast an index is built, against a plain Tantivy writer that is fed the same paragraphs with the same analysis.
//!
//! `cargo bench --profile quick --bench build` builds from `../shared/news/news.jsonl.zst`, each way three times in turn, each time in a
//! process of its own, and prints medians, their ratio and the peak memory. `ONRECORD_BENCH_NEWS` names another file.

#![allow(clippy::disallowed_methods, clippy::print_stdout, clippy::print_stderr)]

mod baseline;

use anyhow::Context;
use anyhow::Result;
use baseline::median;
use mimalloc::MiMalloc;
use onrecord::corpus::Archive;
use onrecord::index;
use std::path::Path;
use std::process::Command;
use std::time::Instant;

/// As in the program; plain Tantivy has it too.
#[global_allocator]
static MEMORY: MiMalloc = MiMalloc;

const ROUNDS: usize = 3;
const WAYS: [&str; 2] = ["plain", "onrecord"];

fn main() -> Result<()> {
    let news = baseline::news();
    if !news.exists() {
        println!("skipped: there is no {}", news.display());
        return Ok(());
    }
    match std::env::args().skip(1).find(|argument| WAYS.contains(&argument.as_str())) {
        Some(way) => once(&way, &news),
        None => compare(),
    }
}

/// One build in this process: prints articles a second and the peak memory in megabytes.
fn once(way: &str, news: &Path) -> Result<()> {
    let scratch = tempfile::tempdir()?;
    let start = Instant::now();
    let articles = match way {
        "plain" => baseline::build(news, scratch.path())?,
        _ => ours(news, scratch.path())?,
    };
    println!("{} {}", articles as f64 / start.elapsed().as_secs_f64(), peak_megabytes());
    Ok(())
}

fn compare() -> Result<()> {
    let program = std::env::current_exe()?;
    let mut rates = [Vec::new(), Vec::new()];
    let mut peaks = [0.0_f64; 2];
    for round in 1..=ROUNDS {
        for (place, way) in WAYS.iter().enumerate() {
            let output = Command::new(&program).arg(way).output()?;
            let printed = String::from_utf8(output.stdout)?;
            let (rate, peak) =
                printed.trim().split_once(' ').with_context(|| format!("{way} printed `{printed}`"))?;
            println!("round {round}, {way}: {rate:.7} articles/s, peak {peak:.6} MB");
            rates[place].push(rate.parse::<f64>()?);
            peaks[place] = peaks[place].max(peak.parse()?);
        }
    }
    let [plain, ours] = rates.map(median);
    println!("median: plain {plain:.0} articles/s, peak {:.0} MB", peaks[0]);
    println!("median: onrecord {ours:.0} articles/s, peak {:.0} MB", peaks[1]);
    println!("ratio: {:.2}", ours / plain);
    Ok(())
}

fn ours(news: &Path, root: &Path) -> Result<u64> {
    let archive = Archive::create_at(root)?;
    let name = news.file_name().context("a file has a name")?;
    std::fs::copy(news, archive.corpus_dir().join(name))?;
    let mut watch = index::Watch {
        progress: &|_| {},
        complaint: &mut |error| eprintln!("{error}"),
        now: jiff::Timestamp::now(),
    };
    Ok(index::rebuild(&archive, &mut watch)?.added)
}

/// The most memory this process has had, in megabytes; 0 where the system does not say.
fn peak_megabytes() -> f64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find(|line| line.starts_with("VmHWM:")).unwrap_or_default();
    let kilobytes: f64 = line.split_whitespace().nth(1).and_then(|number| number.parse().ok()).unwrap_or(0.0);
    kilobytes / 1000.0
}
