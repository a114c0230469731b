//! Long answers on a terminal, page by page: `ONRECORD_PAGER`, else `PAGER`, else `less -FRXK`.

use super::args::Args;
use super::args::Command;
use super::terminal;
use super::terminal::Stream;
use std::io;
use std::io::Write;
use std::process::Child;
use std::process::ChildStdin;
use std::process::Stdio;

/// Ends where all fits on the screen, shows colours and links, leaves the text on the screen. An interrupt ends it, as it
/// ends the program that feeds it: a pager that stays behind without its parent fights the shell for the terminal.
const LESS: &str = "FRXK";

/// The pager's command, if there is to be one.
pub(super) fn wanted(args: &Args) -> Option<String> {
    let long = matches!(
        args.command,
        Some(
            Command::Search(_)
                | Command::Quotes(_)
                | Command::Show(_)
                | Command::History(_)
                | Command::Explain(_)
                | Command::Speakers(_)
                | Command::Outlets(_)
                | Command::Timeline(_)
                | Command::Help(_)
        )
    );
    match long && !args.global.no_pager && terminal::is_terminal(Stream::Out) {
        true => command(|name| std::env::var(name).ok()),
        false => None,
    }
}

/// An empty command, and `cat`, want none.
fn command(env: impl Fn(&str) -> Option<String>) -> Option<String> {
    // Where the terminal can do nothing but print, a pager cannot do more.
    if env("TERM").is_some_and(|term| term == "dumb") {
        return None;
    }
    let command = env("ONRECORD_PAGER").or_else(|| env("PAGER")).unwrap_or_else(|| format!("less -{LESS}"));
    let command = command.trim();
    (!command.is_empty() && command != "cat").then(|| command.to_string())
}

/// Output that goes to a pager as soon as it is longer than the screen.
pub(super) struct Pager<'a> {
    command: String,
    out: &'a mut dyn Write,
    screen: Screen,
    state: State,
}

enum State {
    /// What is written may still fit on the screen.
    Waiting(Vec<u8>),
    Paging(Child, ChildStdin),
    /// There is no pager.
    Plain,
}

impl<'a> Pager<'a> {
    pub(super) fn new(command: String, out: &'a mut dyn Write) -> Pager<'a> {
        let (columns, rows) = terminal::size();
        Pager { command, out, screen: Screen::of(columns, rows), state: State::Waiting(Vec::new()) }
    }

    /// Writes what is left, and waits until the reader has seen enough.
    pub(super) fn finish(mut self) -> io::Result<()> {
        match std::mem::replace(&mut self.state, State::Plain) {
            State::Waiting(held) => {
                self.out.write_all(&held)?;
                self.out.flush()
            }
            State::Paging(mut pager, input) => {
                drop(input);
                pager.wait().map(drop)
            }
            State::Plain => self.out.flush(),
        }
    }

    fn start(&mut self, held: &[u8]) -> io::Result<()> {
        match spawn(&self.command) {
            Some((pager, input)) => {
                self.state = State::Paging(pager, input);
                self.write_all(held)
            }
            None => {
                self.state = State::Plain;
                self.out.write_all(held)
            }
        }
    }
}

impl Write for Pager<'_> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        match &mut self.state {
            State::Waiting(held) => {
                held.extend_from_slice(bytes);
                if self.screen.is_full_with(bytes) {
                    let held = std::mem::take(held);
                    self.start(&held)?;
                }
                Ok(bytes.len())
            }
            State::Paging(_, input) => input.write(bytes),
            State::Plain => self.out.write(bytes),
        }
    }

    fn flush(&mut self) -> io::Result<()> {
        match &mut self.state {
            State::Waiting(_) => Ok(()),
            State::Paging(_, input) => input.flush(),
            State::Plain => self.out.flush(),
        }
    }
}

impl Drop for Pager<'_> {
    /// After an error, too, the terminal is the pager's until it ends; what was held is shown before the error.
    fn drop(&mut self) {
        match std::mem::replace(&mut self.state, State::Plain) {
            State::Waiting(held) => {
                let _ = self.out.write_all(&held).and_then(|()| self.out.flush());
            }
            State::Paging(mut pager, input) => {
                drop(input);
                let _ = pager.wait();
            }
            State::Plain => {}
        }
    }
}

/// Starts the pager; `None` where it cannot be started.
fn spawn(command: &str) -> Option<(Child, ChildStdin)> {
    let mut pager = if command.contains(['\'', '"', '\\', '$', '|', '&', ';', '<', '>', '(', '`', '*', '?']) {
        let mut shell = std::process::Command::new("sh");
        shell.args(["-c", command]);
        shell
    } else {
        let mut words = command.split_whitespace();
        let mut program = std::process::Command::new(words.next()?);
        program.args(words);
        program
    };
    // As git has it: `PAGER=less` shows colours.
    if std::env::var_os("LESS").is_none() {
        pager.env("LESS", LESS);
    }
    let mut pager = pager.stdin(Stdio::piped()).spawn().ok()?;
    let input = pager.stdin.take()?;
    Some((pager, input))
}

/// How much of the screen is taken.
struct Screen {
    columns: usize,
    rows: usize,
    row: usize,
    column: usize,
    /// Inside an escape sequence, which takes no room.
    escape: bool,
}

impl Screen {
    fn of(columns: usize, rows: usize) -> Screen {
        Screen { columns: columns.max(1), rows, row: 0, column: 0, escape: false }
    }

    /// Takes more bytes. Wide characters are taken for narrow ones and sequences for words: it is only a guess whether
    /// a pager is worth starting, and the pager knows better.
    fn is_full_with(&mut self, bytes: &[u8]) -> bool {
        for byte in bytes {
            match byte {
                b'\n' => (self.row, self.column) = (self.row + 1, 0),
                0x1b => self.escape = true,
                b'm' | b'\\' if self.escape => self.escape = false,
                _ if self.escape || byte & 0b1100_0000 == 0b1000_0000 => {}
                _ if self.column == self.columns => (self.row, self.column) = (self.row + 1, 1),
                _ => self.column += 1,
            }
        }
        // The last row is the shell's.
        self.row >= self.rows
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_own_variable_wins_then_the_common_one_then_less() {
        for (own, common, expected) in [
            (None, None, Some("less -FRXK")),
            (None, Some("more -s"), Some("more -s")),
            (Some("bat"), Some("more"), Some("bat")),
            (Some(""), Some("more"), None),
            (None, Some("cat"), None),
        ] {
            let env = |name: &str| match name {
                "ONRECORD_PAGER" => own.map(str::to_string),
                "PAGER" => common.map(str::to_string),
                _ => None,
            };
            assert_eq!(command(env).as_deref(), expected, "{own:?} {common:?}");
        }
        assert_eq!(command(|name| (name == "TERM").then(|| "dumb".to_string())), None);
    }

    #[test]
    fn a_screen_is_full_when_the_next_line_would_scroll() {
        for (text, expected) in [
            ("a\nb\n", false),
            ("a\nb\nc\n", true),
            ("aaaaaaaaaa\nb\n", false), // just as wide as the screen
            ("aaaaaaaaaaa\nb\n", true),
            ("\u{1b}[1;31maaaaaaaaaa\u{1b}[0m\nb\n", false),
            ("éééééééééé\nb\n", false),
        ] {
            assert_eq!(Screen::of(10, 3).is_full_with(text.as_bytes()), expected, "{text:?}");
        }
    }

    #[test]
    fn what_fits_is_written_as_it_is_and_a_missing_pager_is_no_loss() {
        let mut out = Vec::new();
        let mut pager = Pager::new("no-such-pager-anywhere".to_string(), &mut out);
        pager.screen = Screen::of(80, 2);
        pager.write_all(b"one\n").unwrap();
        assert!(matches!(pager.state, State::Waiting(_)));
        pager.write_all(b"two\nthree\n").unwrap();
        assert!(matches!(pager.state, State::Plain));
        pager.write_all(b"four\n").unwrap();
        pager.finish().unwrap();
        assert_eq!(out, b"one\ntwo\nthree\nfour\n");
    }
}
