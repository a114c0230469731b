//! What reads the output: a terminal of some width, with colours or without, or a pipe.

use super::args::Global;
use super::hyperlinks;
use crate::render::Look;
use clap::ValueEnum;
use std::io::IsTerminal;

/// When to use colours.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub(super) enum Choice {
    /// On a terminal that shows them.
    #[default]
    Auto,
    /// Always, in a pipe too.
    Always,
    /// Never.
    Never,
}

/// One of the two streams of output.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Stream {
    Out,
    Err,
}

/// Lines longer than this are hard to read, however wide the terminal is.
const WIDEST: usize = 100;

/// How text on standard output looks.
pub(super) fn look(choice: Choice, brackets: bool) -> Look {
    let colour = colours(choice, Stream::Out);
    let terminal = is_terminal(Stream::Out);
    let width = terminal.then(|| size().0.min(WIDEST));
    // Without colour, a reader sees what was found by its brackets; a program asks for them.
    Look { colour, width, brackets: brackets || (terminal && !colour), links: false }
}

/// How text looks where it goes: `stream`, or a file.
pub(super) fn look_on(stream: Option<Stream>, global: &Global, brackets: bool) -> Look {
    let Some(stream) = stream else {
        return Look { colour: global.color == Choice::Always, width: None, brackets, links: false };
    };
    let look = look(global.color, brackets);
    let followed =
        || is_terminal(stream) && look.colour && hyperlinks::are_followed(|name| std::env::var(name).ok());
    let links = match global.hyperlinks {
        Choice::Always => true,
        Choice::Never => false,
        Choice::Auto => followed(),
    };
    Look { links, ..look }
}

/// Columns and rows of the terminal, as far as they can be told.
pub(super) fn size() -> (usize, usize) {
    terminal_size::terminal_size().map_or((80, 24), |(width, height)| (width.0.into(), height.0.into()))
}

/// Whether colours are wanted on this stream.
pub(super) fn colours(choice: Choice, stream: Stream) -> bool {
    decided(choice, is_terminal(stream), |name| std::env::var(name).ok())
}

pub(super) fn is_terminal(stream: Stream) -> bool {
    match stream {
        Stream::Out => std::io::stdout().is_terminal(),
        Stream::Err => std::io::stderr().is_terminal(),
    }
}

/// The flag, then `NO_COLOR` (no-color.org), then `CLICOLOR_FORCE`, then what is there.
fn decided(choice: Choice, terminal: bool, env: impl Fn(&str) -> Option<String>) -> bool {
    let set = |name| env(name).filter(|value| !value.is_empty());
    match choice {
        Choice::Always => true,
        Choice::Never => false,
        Choice::Auto if set("NO_COLOR").is_some() => false,
        Choice::Auto if set("CLICOLOR_FORCE").is_some_and(|value| value != "0") => true,
        Choice::Auto => terminal && set("TERM").is_none_or(|value| value != "dumb"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_flag_wins_then_the_environment_then_the_terminal() {
        for (choice, terminal, env, expected) in [
            (Choice::Auto, true, "", true),
            (Choice::Auto, false, "", false),
            (Choice::Auto, true, "NO_COLOR=1", false),
            (Choice::Auto, true, "NO_COLOR=", true), // empty is not set
            (Choice::Auto, false, "CLICOLOR_FORCE=1", true),
            (Choice::Auto, false, "CLICOLOR_FORCE=0", false),
            (Choice::Auto, true, "TERM=dumb", false),
            (Choice::Always, false, "NO_COLOR=1", true),
            (Choice::Never, true, "CLICOLOR_FORCE=1", false),
        ] {
            let set =
                |name: &str| env.split_once('=').filter(|(it, _)| *it == name).map(|(_, it)| it.to_string());
            assert_eq!(decided(choice, terminal, set), expected, "{choice:?} {terminal} {env}");
        }
    }
}
