//! Watching a long run: a bar for what lasts, a warning for what is skipped, a line of counts at the end.

use super::Streams;
use super::clock;
use super::report;
use super::terminal;
use super::terminal::Stream;
use crate::error::Error;
use crate::index::Changes;
use crate::index::Progress;
use crate::index::Watch;
use indicatif::ProgressBar;
use indicatif::ProgressStyle;
use std::cell::OnceCell;
use std::io;
use std::io::Write;
use std::time::Duration;
use std::time::Instant;

/// Does the work, its progress and complaints shown on standard error.
pub(super) fn watched<T>(
    streams: &mut Streams,
    work: impl FnOnce(&mut Watch) -> Result<T, Error>,
) -> anyhow::Result<T> {
    let bar = Bar::new();
    let mut hinted = Vec::new();
    let mut written: io::Result<()> = Ok(());
    let now = clock::now()?;
    let done = work(&mut Watch {
        now,
        progress: &|progress| bar.show(progress),
        complaint: &mut |error| {
            let warned = bar.aside(|| report::warn(&error, &mut hinted, streams.err));
            if written.is_ok() {
                written = warned;
            }
        },
    });
    bar.clear();
    written?;
    Ok(done?)
}

/// What a run has done, and what remains to be done by its owner.
pub(super) fn sum_up(changes: Changes, removes: bool, err: &mut dyn Write) -> io::Result<()> {
    writeln!(err, "{}", summary(changes, removes))?;
    if changes.other_rules {
        let note =
            "the other articles were attributed by an earlier version; `onrecord rebuild` reads them again";
        writeln!(err, "note: {note}")?;
    }
    Ok(())
}

/// `added 3, updated 0, unchanged 0, skipped 0`
pub(super) fn summary(changes: Changes, removes: bool) -> String {
    let removed = if removes { format!("removed {}, ", changes.removed) } else { String::new() };
    format!(
        "added {}, updated {}, {removed}unchanged {}, skipped {}",
        changes.added, changes.updated, changes.unchanged, changes.skipped
    )
}

/// What is over sooner needs no bar.
const PATIENCE: Duration = Duration::from_millis(500);

/// A progress bar that appears only on a terminal and only when the work lasts.
struct Bar {
    started: Instant,
    wanted: bool,
    bar: OnceCell<ProgressBar>,
}

impl Bar {
    fn new() -> Bar {
        Bar { started: Instant::now(), wanted: terminal::is_terminal(Stream::Err), bar: OnceCell::new() }
    }

    fn show(&self, progress: Progress) {
        if !self.wanted || self.started.elapsed() < PATIENCE {
            return;
        }
        let message = format!("{} articles", progress.articles);
        let bar = self.bar.get_or_init(|| bar(progress.total).with_message(message.clone()));
        bar.set_length(progress.total);
        bar.set_position(progress.done);
        bar.set_message(message);
        // From then on by itself, so that it moves too while the last articles are written.
        bar.enable_steady_tick(Duration::from_millis(100));
    }

    /// Does something that prints, with the bar out of the way.
    fn aside<T>(&self, print: impl FnOnce() -> T) -> T {
        match self.bar.get() {
            Some(bar) => bar.suspend(print),
            None => print(),
        }
    }

    fn clear(&self) {
        if let Some(bar) = self.bar.get() {
            bar.finish_and_clear();
        }
    }
}

/// Of fewer files than this, those done say nothing of the time left: one may hold more than all the others.
const FILES_FOR_A_SHARE: u64 = 20;

fn bar(total: u64) -> ProgressBar {
    let template = match total < FILES_FOR_A_SHARE {
        true => "{spinner} {msg}  {elapsed}",
        false => "{bar:30} {percent:>3}%  {msg}  {eta} left",
    };
    let bar = ProgressBar::new(total);
    match ProgressStyle::with_template(template) {
        Ok(style) => bar.with_style(style.progress_chars("━╸─")),
        Err(_) => bar, // the plain style will do
    }
}
