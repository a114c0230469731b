//! Errors and warnings on standard error: what, where, and after them how to mend it.

use super::help;
use super::terminal::Stream;
use crate::error::Error;
use crate::render::visible;
use std::io;
use std::io::Write;
use std::process::ExitCode;

/// Prints what ended the run, and gives the exit status: 2, or 0 where the reader had enough (`| head`).
pub fn report(error: &anyhow::Error, err: &mut dyn Write) -> ExitCode {
    if is_closed_pipe(error) {
        return ExitCode::SUCCESS;
    }
    // Where standard error is closed too, there is nobody left to tell.
    let _ = print(error, err);
    ExitCode::from(2)
}

fn print(error: &anyhow::Error, err: &mut dyn Write) -> io::Result<()> {
    if let Some(mistake) = error.downcast_ref::<clap::Error>() {
        return write!(err, "{}", help::rendered(mistake, Stream::Err));
    }
    // Whatever else the system refuses says what it was about.
    let bare = error.chain().count() == 1 && error.is::<io::Error>();
    let what = if bare { "the output cannot be written: " } else { "" };
    writeln!(err, "error: {what}{}", harmless(&format!("{error:#}")))?;
    match error.downcast_ref::<Error>().and_then(Error::hint) {
        Some(hint) => writeln!(err, "\nhint: {}", harmless(&hint)),
        None => Ok(()),
    }
}

/// Prints one thing that was skipped, or a note. A hint that was given before is not given again.
pub(super) fn warn(error: &Error, hinted: &mut Vec<String>, err: &mut dyn Write) -> io::Result<()> {
    let what = if error.is_note() { "note" } else { "warning" };
    writeln!(err, "{what}: {}", harmless(&error.to_string()))?;
    match error.hint().filter(|hint| !hinted.contains(hint)) {
        Some(hint) => {
            writeln!(err, "  hint: {}", harmless(&hint))?;
            hinted.push(hint);
            Ok(())
        }
        None => Ok(()),
    }
}

/// Messages hold names of files and words of queries, which strangers chose.
fn harmless(message: &str) -> String {
    message.lines().map(visible).collect::<Vec<_>>().join("\n")
}

fn is_closed_pipe(error: &anyhow::Error) -> bool {
    error.downcast_ref::<io::Error>().is_some_and(|error| error.kind() == io::ErrorKind::BrokenPipe)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::error::ErrorKind;
    use std::path::Path;

    #[test]
    fn an_error_of_the_system_says_what_it_was_about() {
        let printed = |error: anyhow::Error| {
            let mut err = Vec::new();
            print(&error, &mut err).unwrap();
            String::from_utf8(err).unwrap()
        };
        let full = || io::Error::from(io::ErrorKind::StorageFull);
        assert_eq!(printed(full().into()), "error: the output cannot be written: no storage space\n");
        let told = anyhow::Error::from(full()).context("standard input cannot be read");
        assert_eq!(printed(told), "error: standard input cannot be read: no storage space\n");
    }

    #[test]
    fn a_hint_is_given_once() {
        let (mut hinted, mut err) = (Vec::new(), Vec::new());
        for number in [3, 9] {
            let error = Error::in_line(ErrorKind::NoText, Path::new("a\u{1b}.jsonl"), number);
            warn(&error, &mut hinted, &mut err).unwrap();
        }
        assert_eq!(
            String::from_utf8(err).unwrap(),
            "warning: a�.jsonl:3: there is no text in it\n  \
             hint: give the article's words under `text`, `body` or `content`\n\
             warning: a�.jsonl:9: there is no text in it\n"
        );
    }
}
