//! What bad input gets: broken files, damaged indexes, odd queries, a second writer, a run killed half-way. One clear
//! error or a warning for each thing skipped, everything else done, nothing lost, and never a panic.
//!
//! # A full disk
//!
//! Needs the right to mount, so it is done by hand. FILE is one of a few hundred articles (about 500 kB):
//!
//! ```text
//! mount -t tmpfs -o size=64m tmpfs /mnt/full && cd /mnt/full
//! onrecord add SMALL-FILE
//! mount -o remount,size=$(($(df -k . | awk 'END {print $3}') + N))k /mnt/full     # N: kilobytes left
//! onrecord add FILE; echo $?; onrecord search harbour --count; onrecord check
//! mount -o remount,size=64m /mnt/full; onrecord update; onrecord check
//! ```
//!
//! Seen for 30 values of N from 4 to 1400, so that the disk is full while the corpus, the segments, the manifest or the
//! commit is written, for `add` and for `rebuild`: status 2 and `error: …: cannot be written: the disk is full` with its
//! hint; the old index answers as before; the corpus holds whole files only; what the run had begun to write is gone
//! again; with room, `update` takes in what was copied, and `check` finds nothing.

/// Damaged, foreign and locked indexes; a run that was killed.
mod archive;
/// Texts that no reporter wrote.
mod attribution;
/// Files that are not what they seem.
mod files;
/// What people type.
mod queries;

use crate::scratch::Scratch;
use std::process::Output;

const STORY: &str = "\
title: Ferry stays in port
outlet: Harbour Post
date: 2023-03-20

The ferry stays in port until the wind turns, the harbour office said on Monday.

“We wait for the wind,” said Odile Marchmain.
";

/// What a run came to: its status and both streams, none of which holds a trace of a panic.
#[track_caller]
pub(crate) fn run(scratch: &Scratch, line: &str) -> (i32, String, String) {
    read(line, &scratch.command(line).output().unwrap())
}

#[track_caller]
fn read(line: &str, output: &Output) -> (i32, String, String) {
    let [out, err] =
        [&output.stdout, &output.stderr].map(|bytes| String::from_utf8_lossy(bytes).into_owned());
    for trace in ["panicked", "RUST_BACKTRACE", "a fault in onrecord", "Any {"] {
        assert!(!out.contains(trace) && !err.contains(trace), "{line}: {out}{err}");
    }
    let status = output.status.code().unwrap_or_else(|| panic!("{line}: killed: {err}"));
    assert!((0..=2).contains(&status), "{line}: status {status}");
    (status, out, err)
}

/// One error with a hint, and nothing else on either stream.
#[track_caller]
fn refused(scratch: &Scratch, line: &str, error: &str, hint: &str) {
    let (status, out, err) = run(scratch, line);
    assert_eq!((status, out.as_str()), (2, ""), "{line}: {err}");
    assert!(err.starts_with("error: ") && err.contains(error) && err.contains(hint), "{line}: {err}");
    assert_eq!(err.matches("error: ").count(), 1, "{line}: {err}");
}

fn json_story(number: usize) -> String {
    let text = format!(
        "The ferry stays in port on day {number}, the harbour office said.\n\n“We wait for the wind,” said Odile Marchmain."
    );
    let url = format!("https://harbourpost.example/{number}");
    serde_json::json!({"url": url, "outlet": "Harbour Post", "title": format!("Day {number}"), "text": text})
        .to_string()
}
