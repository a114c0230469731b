//! `onrecord extract`: what is found in files, without an index.
//!
//! Within an archive its owner's word holds here too: its `speakers.toml` and its least confidence. So `extract` and `show`
//! agree about an article. Anywhere else nothing but the file decides.

use super::Outcome;
use super::Streams;
use super::args::Extract;
use super::args::ExtractFormat;
use super::args::Global;
use super::ask;
use super::fetching;
use super::report;
use super::terminal;
use crate::article::Article;
use crate::corpus::Fetching;
use crate::corpus::Speakers;
use crate::corpus::walk;
use crate::error::Error;
use crate::ingest;
use crate::ingest::Record;
use crate::ingest::Records;
use crate::ingest::fetch;
use crate::ingest::fetch::Fetcher;
use crate::ingest::fetch::Manners;
use crate::quote::Quote;
use crate::quote::settled;
use crate::render;
use crate::render::Look;
use std::collections::VecDeque;
use std::io;
use std::io::Write;
use std::path::Path;
use std::path::PathBuf;
use std::sync::mpsc;
use std::sync::mpsc::Receiver;

pub(super) fn run(extract: &Extract, global: &Global, streams: &mut Streams) -> anyhow::Result<Outcome> {
    let look = terminal::look(global.color, false);
    let mut printer = Printer { format: extract.format, printed: 0 };
    let mut skipped = Skipped::default();
    let word = OwnersWord::here(extract, global)?;
    let mut fetcher = Fetcher::new(Manners::of(&word.fetching, extract.reach.allow_private));
    let extractor = Extractor { word, format: extract.format, look };
    for source in &extract.sources {
        for file in files(source) {
            let records = file.and_then(|file| open(&file, &mut fetcher));
            match records {
                Ok(records) => articles(records, &extractor, &mut printer, &mut skipped, streams)?,
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

/// Reads and prints here, in order, while every core works on articles that were read and are not yet printed.
fn articles(
    mut records: Records,
    extractor: &Extractor,
    printer: &mut Printer,
    skipped: &mut Skipped,
    streams: &mut Streams,
) -> anyhow::Result<()> {
    let mut print = |batch: Receiver<Vec<Printed>>| -> io::Result<()> {
        // Nothing comes of a batch only if its work panicked, and then the scope panics too.
        for article in batch.recv().unwrap_or_default() {
            match article {
                Ok(article) => printer.print(&article?, streams.out)?,
                Err(error) => skipped.name(&error, streams.err)?,
            }
        }
        Ok(())
    };
    rayon::in_place_scope(|scope| {
        let mut underway = VecDeque::new();
        loop {
            let batch = records.batch(BATCH);
            if batch.is_empty() {
                break;
            }
            let (done, result) = mpsc::channel();
            scope.spawn(move |_| {
                let printed = batch.into_iter().map(|record| extractor.printed(record?)).collect();
                // Nobody waits for it where printing failed.
                done.send(printed).unwrap_or_default();
            });
            underway.push_back(result);
            if underway.len() > AHEAD {
                underway.pop_front().map_or(Ok(()), &mut print)?;
            }
        }
        Ok(underway.into_iter().try_for_each(print)?)
    })
}

/// Records that one core takes at a time: enough that handing them over costs nothing.
const BATCH: usize = 8;

/// Batches underway: work for many cores, and little to hold in memory.
const AHEAD: usize = 16;

/// An article as it is printed, or why it cannot be read.
type Printed = Result<io::Result<Vec<u8>>, Error>;

/// What is done with a record, on whichever core is free.
struct Extractor {
    word: OwnersWord,
    format: ExtractFormat,
    look: Look,
}

impl Extractor {
    fn printed(&self, record: Record) -> Printed {
        let article = record.article()?;
        let quotes = self.word.attributed(&article);
        let mut out = Vec::with_capacity(2 * article.text.len());
        let written = match self.format {
            ExtractFormat::Jsonl => render::extract_line(&article, &quotes, &mut out),
            ExtractFormat::Json => render::extract_value(&article, &quotes, &mut out),
            ExtractFormat::Text => render::extract_text(&article, &quotes, self.look, &mut out),
        };
        Ok(written.map(|()| out))
    }
}

/// What the owner of the archive says, if there is an archive here.
struct OwnersWord {
    speakers: Speakers,
    least: f32,
    /// How the archive's owner has pages fetched.
    fetching: Fetching,
}

impl OwnersWord {
    fn here(extract: &Extract, global: &Global) -> anyhow::Result<OwnersWord> {
        let (settings, speakers) = match ask::archive(global) {
            Ok(archive) => (archive.settings()?, archive.speakers()?),
            // One that is named must be there.
            Err(error) if global.archive.is_some() => return Err(error),
            Err(_) => Default::default(),
        };
        let least = extract.doubt.min_confidence.unwrap_or(settings.min_confidence);
        Ok(OwnersWord { speakers, least, fetching: settings.fetch })
    }

    fn attributed(&self, article: &Article) -> Vec<Quote> {
        let quotes = settled(article, &self.speakers).quotes.into_iter();
        quotes.map(|quote| quote.sure_of(self.least)).collect()
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
        self.count += u64::from(!error.is_note());
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

fn open(file: &Path, fetcher: &mut Fetcher) -> Result<Records, Error> {
    if fetching::is_address(file) {
        return fetch::records(fetcher, &fetching::address(file)?);
    }
    if file.as_os_str() == "-" {
        return ingest::standard_input(io::stdin(), "-");
    }
    ingest::open(file, &file.to_string_lossy())
}

/// Prints articles one after the other, with what stands between them in the form wanted.
struct Printer {
    format: ExtractFormat,
    printed: u64,
}

impl Printer {
    fn print(&mut self, article: &[u8], out: &mut dyn Write) -> io::Result<()> {
        let first = self.printed == 0;
        self.printed += 1;
        let between: &[u8] = match self.format {
            ExtractFormat::Json if first => b"[",
            ExtractFormat::Json => b",\n",
            ExtractFormat::Text if !first => b"\n\n",
            ExtractFormat::Text | ExtractFormat::Jsonl => b"",
        };
        out.write_all(between)?;
        out.write_all(article)
    }

    fn finish(&self, out: &mut dyn Write) -> io::Result<()> {
        match (self.format, self.printed) {
            (ExtractFormat::Json, 0) => writeln!(out, "[]"),
            (ExtractFormat::Json, _) => writeln!(out, "]"),
            _ => Ok(()),
        }
    }
}
