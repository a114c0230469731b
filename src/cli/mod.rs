//! The command line: the one place that reads arguments, the environment and the clock, and that prints.
//!
//! [`run`] reads the arguments into plain values (`args`), calls the stages, and lets `render` write the answer.
//! One file a command. Results go to `out`, everything else to `err`.
#![allow(clippy::disallowed_methods)]

mod add;
mod answering;
mod args;
mod ask;
mod check;
mod clock;
mod count;
mod explain;
mod extract;
mod fault;
mod fetching;
mod follow;
mod forms;
mod help;
mod history;
mod hyperlinks;
mod news;
mod only;
mod output;
mod pager;
mod parse;
mod progress;
mod report;
mod search;
mod seen;
mod show;
mod terminal;
mod update;
mod watch;
mod words;

pub use args::Args;
pub use fault::guarded;
pub use report::report;

use args::Command;
use clap::CommandFactory;
use clap::FromArgMatches;
use clap::builder::Resettable;
use pager::Pager;
use std::ffi::OsString;
use std::io::BufWriter;
use std::io::Write;
use std::process::ExitCode;

/// How a run ended. Partial success is its own answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// Something was found, or all was done.
    Found,
    /// Nothing has all of the query.
    NothingFound,
    /// The rest was done; so many things were not, and each was named on standard error.
    Partial {
        /// How many.
        skipped: u64,
    },
}

impl Outcome {
    /// 0, 1 or 2, as `grep` has it.
    pub fn exit_code(self) -> ExitCode {
        ExitCode::from(match self {
            Outcome::Found => 0,
            Outcome::NothingFound => 1,
            Outcome::Partial { .. } => 2,
        })
    }

    fn found(something: bool) -> Outcome {
        if something { Outcome::Found } else { Outcome::NothingFound }
    }

    fn skipped(skipped: u64) -> Outcome {
        if skipped == 0 { Outcome::Found } else { Outcome::Partial { skipped } }
    }
}

/// Where a run writes.
struct Streams<'a> {
    out: &'a mut dyn Write,
    err: &'a mut dyn Write,
}

/// Does what the arguments (without the program's name) ask for.
///
/// # Errors
///
/// Whatever kept it from being done; [`report`] prints it. A closed pipe is among them.
pub fn run(
    args: impl IntoIterator<Item = OsString>,
    out: &mut dyn Write,
    err: &mut dyn Write,
) -> anyhow::Result<Outcome> {
    let mut out = BufWriter::new(out);
    let name = OsString::from("onrecord");
    let args = words::shielded(args.into_iter().collect());
    let outcome = match args.and_then(|args| parsed([name].into_iter().chain(args))) {
        Ok(args) => match pager::wanted(&args) {
            Some(command) => {
                let mut pager = Pager::new(command, &mut out);
                let outcome = dispatch(args, &mut Streams { out: &mut pager, err })?;
                pager.finish()?;
                outcome
            }
            None => dispatch(args, &mut Streams { out: &mut out, err })?,
        },
        // `--help` and `--version` are answers, not errors.
        Err(help) if !help.use_stderr() => {
            write!(out, "{}", help::rendered(&help, terminal::Stream::Out))?;
            Outcome::Found
        }
        Err(mistake) => return Err(mistake.into()),
    };
    out.flush()?;
    Ok(outcome)
}

/// Reads the arguments. A variable that is there and empty, as `ONRECORD_ARCHIVE=` makes it, is as good as none.
fn parsed(args: impl Iterator<Item = OsString>) -> Result<Args, clap::Error> {
    let is_empty = std::env::var_os("ONRECORD_ARCHIVE").is_some_and(|value| value.is_empty());
    let mut program = Args::command();
    if is_empty {
        program = program.mut_arg("archive", |archive| archive.env(Resettable::Reset));
    }
    let matches = program.try_get_matches_from_mut(args)?;
    Args::from_arg_matches(&matches).map_err(|error| error.format(&mut program))
}

fn dispatch(args: Args, streams: &mut Streams) -> anyhow::Result<Outcome> {
    let global = args.global;
    match args.command {
        None => help::short(streams),
        Some(Command::Add(command)) => add::run(&command, &global, streams),
        Some(Command::Follow(command)) => follow::run(&command, &global, streams),
        Some(Command::Watch(command)) => watch::run(&command, &global, streams),
        Some(Command::Update) => update::update(&global, streams),
        Some(Command::Rebuild) => update::rebuild(&global, streams),
        Some(Command::Extract(command)) => extract::run(&command, &global, streams),
        Some(Command::Search(command)) => search::passages(&command, &global, streams),
        Some(Command::Quotes(command)) => search::quotes(&command, &global, streams),
        Some(Command::Show(command)) => show::run(&command, &global, streams),
        Some(Command::History(command)) => history::run(&command, &global, streams),
        Some(Command::Explain(command)) => explain::run(&command, &global, streams),
        Some(Command::Speakers(command)) => count::speakers(&command, &global, streams),
        Some(Command::Outlets(command)) => count::outlets(&command, &global, streams),
        Some(Command::Timeline(command)) => count::timeline(&command, &global, streams),
        Some(Command::Check(command)) => check::run(&command, &global, streams),
        Some(Command::Parse(command)) => parse::run(&command, streams),
        Some(Command::Completions(command)) => help::completions(&command, streams),
        Some(Command::Man(command)) => help::man(&command, streams),
        Some(Command::Help(command)) => help::run(&command, streams),
    }
}
