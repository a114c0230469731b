//! `onrecord extract`: what is found in files, without an index.
//!
//! Within an archive its owner's word holds here too: its `speakers.toml` and its least confidence. So `extract` and `show`
//! agree about an article. Anywhere else nothing but the file decides.

use super::Outcome;
use super::Streams;
use super::add::refuse_address;
use super::args::Extract;
use super::args::ExtractFormat;
use super::args::Global;
use super::ask;
use super::report;
use super::terminal;
use crate::article::Article;
use crate::corpus::Speakers;
use crate::corpus::walk;
use crate::error::Error;
use crate::ingest;
use crate::ingest::Record;
use crate::ingest::Records;
use crate::quote::Quote;
use crate::quote::settled;
use crate::render;
use crate::render::Look;
use rayon::prelude::*;
use std::io;
use std::io::Write;
use std::path::Path;
use std::path::PathBuf;

pub(super) fn run(extract: &Extract, global: &Global, streams: &mut Streams) -> anyhow::Result<Outcome> {
    extract.sources.iter().try_for_each(|source| refuse_address(source))?;
    let look = terminal::look(global.color, false);
    let mut printer = Printer { format: extract.format, look, printed: 0 };
    let mut skipped = Skipped::default();
    let word = OwnersWord::here(extract, global)?;
    for source in &extract.sources {
        for file in files(source) {
            let records = file.and_then(|file| open(&file));
            match records {
                Ok(records) => articles(records, &word, &mut printer, &mut skipped, streams)?,
                Err(error) => skipped.name(&error, streams.err)?,
            }
        }
    }
    printer.finish(streams.out)?;
    if skipped.count == 0 && printer.printed == 0 {
        writeln!(streams.err, "no article found")?;
    }
    Ok(if skipped.count > 0 { Outcome::skipped(skipped.count) } else { Outcome::found(printer.printed > 0) })
}

fn articles(
    records: Records,
    word: &OwnersWord,
    printer: &mut Printer,
    skipped: &mut Skipped,
    streams: &mut Streams,
) -> anyhow::Result<()> {
    let mut records = records.peekable();
    while records.peek().is_some() {
        let batch: Vec<_> = records.by_ref().take(BATCH).collect();
        let found: Vec<_> = batch.into_par_iter().map(|record| word.attributed(record?)).collect();
        for article in found {
            match article {
                Ok((article, quotes)) => printer.print(&article, &quotes, streams.out)?,
                Err(error) => skipped.name(&error, streams.err)?,
            }
        }
    }
    Ok(())
}

/// Records read side by side: work for every core, and little to hold in memory.
const BATCH: usize = 64;

/// What the owner of the archive says, if there is an archive here.
struct OwnersWord {
    speakers: Speakers,
    least: f32,
}

impl OwnersWord {
    fn here(extract: &Extract, global: &Global) -> anyhow::Result<OwnersWord> {
        let (settings, speakers) = match ask::archive(global) {
            Ok(archive) => (archive.settings()?, archive.speakers()?),
            // One that is named must be there.
            Err(error) if global.archive.is_some() => return Err(error),
            Err(_) => Default::default(),
        };
        Ok(OwnersWord { speakers, least: extract.doubt.min_confidence.unwrap_or(settings.min_confidence) })
    }

    fn attributed(&self, record: Record) -> Result<(Article, Vec<Quote>), Error> {
        let article = record.article()?;
        let quotes = settled(&article, &self.speakers).quotes.into_iter();
        let quotes = quotes.map(|quote| quote.sure_of(self.least)).collect();
        Ok((article, quotes))
    }
}

/// What was skipped, each thing named.
#[derive(Default)]
struct Skipped {
    count: u64,
    hinted: Vec<String>,
}

impl Skipped {
    fn name(&mut self, error: &Error, err: &mut dyn Write) -> io::Result<()> {
        self.count += 1;
        report::warn(error, &mut self.hinted, err)
    }
}

/// The files at a path, and why others cannot be had, as `add` would find them; the path itself if it is no folder.
fn files(source: &Path) -> Vec<Result<PathBuf, Error>> {
    if !source.is_dir() {
        return vec![Ok(source.to_path_buf())]; // what is missing too: opening it says why
    }
    let mut refused = Vec::new();
    let found = walk(source, &mut |error| refused.push(Err(error)));
    refused.into_iter().chain(found.into_iter().map(|file| Ok(file.path))).collect()
}

fn open(file: &Path) -> Result<Records, Error> {
    if file.as_os_str() == "-" {
        return ingest::standard_input(io::stdin(), "-");
    }
    ingest::open(file, &file.to_string_lossy())
}

/// Prints articles one after the other, in the form wanted.
struct Printer {
    format: ExtractFormat,
    look: Look,
    printed: u64,
}

impl Printer {
    fn print(&mut self, article: &Article, quotes: &[Quote], out: &mut dyn Write) -> io::Result<()> {
        let first = self.printed == 0;
        self.printed += 1;
        match self.format {
            ExtractFormat::Jsonl => render::extract_line(article, quotes, out),
            ExtractFormat::Json => {
                out.write_all(if first { b"[" } else { b",\n" })?;
                render::extract_value(article, quotes, out)
            }
            ExtractFormat::Text => {
                out.write_all(if first { b"" } else { b"\n\n" })?;
                render::extract_text(article, quotes, self.look, out)
            }
        }
    }

    fn finish(&self, out: &mut dyn Write) -> io::Result<()> {
        match (self.format, self.printed) {
            (ExtractFormat::Json, 0) => writeln!(out, "[]"),
            (ExtractFormat::Json, _) => writeln!(out, "]"),
            _ => Ok(()),
        }
    }
}
