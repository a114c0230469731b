//! `onrecord help`, `completions` and `man`, and what is printed without a command.

use super::Outcome;
use super::Streams;
use super::args::Args;
use super::args::Completions;
use super::args::Help;
use super::args::Man;
use super::terminal;
use super::terminal::Choice;
use super::terminal::Stream;
use crate::corpus::SPEAKERS_HELP;
use crate::fields::FIELDS;
use crate::query::SYNTAX;
use clap::Command;
use clap::CommandFactory;
use clap::error::ErrorKind;
use std::io;
use std::io::Write;

/// The short help, with its examples.
pub(super) fn short(streams: &mut Streams) -> anyhow::Result<Outcome> {
    print(&mut streams.out, &program().render_help())
}

/// A command's long help, the query language, or its fields.
pub(super) fn run(help: &Help, streams: &mut Streams) -> anyhow::Result<Outcome> {
    let topic: Vec<&str> = help.topic.iter().map(String::as_str).collect();
    match topic.as_slice() {
        [] => print(&mut streams.out, &program().render_long_help()),
        ["query"] => {
            streams.out.write_all(SYNTAX.as_bytes())?;
            Ok(Outcome::Found)
        }
        ["speakers.toml"] => {
            streams.out.write_all(SPEAKERS_HELP.as_bytes())?;
            Ok(Outcome::Found)
        }
        ["fields"] => {
            fields(streams.out)?;
            Ok(Outcome::Found)
        }
        names => {
            let topics = "a command, `query`, `fields` or `speakers.toml`";
            print(&mut streams.out, &command(names, "help on", topics)?.render_long_help())
        }
    }
}

/// The completion script of a shell.
pub(super) fn completions(completions: &Completions, streams: &mut Streams) -> anyhow::Result<Outcome> {
    // Into memory first: the generator panics where writing fails, as into a closed pipe.
    let mut script = Vec::new();
    clap_complete::generate(completions.shell, &mut program(), "onrecord", &mut script);
    streams.out.write_all(&script)?;
    Ok(Outcome::Found)
}

/// A manual page, for `man -l -`.
pub(super) fn man(man: &Man, streams: &mut Streams) -> anyhow::Result<Outcome> {
    let page = match &man.command {
        None => program(),
        Some(name) => command(&[name], "manual page of", "a command; `onrecord help` has the other topics")?,
    };
    clap_mangen::Man::new(page).render(&mut streams.out)?;
    Ok(Outcome::Found)
}

/// Help, or a mistake in the arguments, as it is printed on this stream.
pub(super) fn rendered(message: &clap::Error, stream: Stream) -> String {
    // The flag cannot be asked: reading the arguments is what failed.
    let text = match terminal::colours(Choice::Auto, stream) {
        true => message.render().ansi().to_string(),
        false => message.render().to_string(),
    };
    format!("{}\n", text.trim_end())
}

fn print(out: &mut dyn Write, help: &clap::builder::StyledStr) -> anyhow::Result<Outcome> {
    match terminal::colours(Choice::Auto, Stream::Out) {
        true => write!(out, "{}", help.ansi())?,
        false => write!(out, "{help}")?,
    }
    Ok(Outcome::Found)
}

fn program() -> Command {
    let mut program = Args::command();
    program.build(); // fills in the names and the flags that every command takes
    program
}

/// A command by its name, or by that of the command it belongs to and its own; what was wanted of it, and what can be, for who
/// names none.
fn command(names: &[&str], wanted: &str, topics: &str) -> Result<Command, clap::Error> {
    let mut program = program();
    let found = names.iter().try_fold(&program, |command, name| command.find_subcommand(name));
    match found.cloned() {
        Some(command) => Ok(command),
        None => Err(program.error(
            ErrorKind::InvalidSubcommand,
            format!("there is no {wanted} `{}`: write {topics}", names.join(" ")),
        )),
    }
}

/// `speaker:  who is quoted (also locuteur:)`
fn fields(out: &mut dyn Write) -> io::Result<()> {
    let widest = FIELDS.iter().map(|field| field.name.len()).max().unwrap_or_default() + 3;
    for field in FIELDS {
        let name = format!("{}:", field.name);
        let aliases: Vec<String> = field.aliases.iter().map(|alias| format!("{alias}:")).collect();
        let also = if aliases.is_empty() { String::new() } else { format!(" (also {})", aliases.join(", ")) };
        writeln!(out, "{name:<widest$}{}{also}", field.help)?;
    }
    Ok(())
}
