//! Query words that begin with `-`: `onrecord search dong -ke` leaves out what mentions Ke.
//!
//! The reader of arguments would take `-ke` for flags. Its own remedy (hyphen values) would take every flag after
//! the first word for a word. So such words are shielded by a character that no query holds before the
//! arguments are read, and the shield is taken off when they are.

use super::args::Args;
use clap::CommandFactory;
use std::convert::Infallible;
use std::ffi::OsString;

/// From a private-use area, in which nobody types.
const SHIELD: char = '\u{f8ff}';

/// The arguments, with the words of a query that begin with `-` shielded.
pub(super) fn shielded(mut args: Vec<OsString>) -> Vec<OsString> {
    let program = Args::command();
    let Some((at, command)) = taking_words(&program, &args) else { return args };
    let mut value_wanted = false;
    for arg in args.iter_mut().skip(at + 1) {
        let Some(text) = arg.to_str() else { continue };
        if text == "--" {
            break;
        }
        let excluded = !value_wanted && is_excluded_word(command, text);
        value_wanted = wants_value(&program, text) || wants_value(command, text);
        if excluded {
            *arg = format!("{SHIELD}{text}").into();
        }
    }
    args
}

/// The command that takes a query, and its place: `search`, or `add` of `watch`.
fn taking_words<'c>(program: &'c clap::Command, args: &[OsString]) -> Option<(usize, &'c clap::Command)> {
    let mut command = program;
    for (at, arg) in args.iter().enumerate() {
        let Some(found) = command.find_subcommand(arg) else { continue };
        if takes_words(found) {
            return Some((at, found));
        }
        command = found;
    }
    None
}

/// The word as it was typed.
pub(super) fn unshielded(word: &str) -> Result<String, Infallible> {
    Ok(word.strip_prefix(SHIELD).unwrap_or(word).to_string())
}

fn takes_words(command: &clap::Command) -> bool {
    ["query", "words"].iter().any(|id| command.get_positionals().any(|arg| arg.get_id() == id))
}

/// `-ke`, `-"a phrase"`, `-outlet:cbc`; not `--outlet`, `-q`, `-n5` or a lone `-`.
fn is_excluded_word(command: &clap::Command, text: &str) -> bool {
    let Some(word) = text.strip_prefix('-').filter(|word| !word.is_empty() && !word.starts_with('-')) else {
        return false;
    };
    let mut letters = word.chars();
    let flag = letters.next().is_some_and(|letter| {
        ['h', 'V'].contains(&letter) || command.get_arguments().any(|arg| arg.get_short() == Some(letter))
    });
    let number = letters.as_str().bytes().all(|byte| byte.is_ascii_digit());
    !(flag && number)
}

/// Whether the next argument is this flag's value.
fn wants_value(command: &clap::Command, text: &str) -> bool {
    command.get_arguments().filter(|arg| arg.get_action().takes_values()).any(|arg| {
        let long = arg.get_long().is_some_and(|long| text.strip_prefix("--") == Some(long));
        let short = arg.get_short().is_some_and(|short| text.strip_prefix('-') == Some(&short.to_string()));
        long || short
    })
}

#[cfg(test)]
mod tests {
    use super::super::args::Command;
    use super::super::args::Passages;
    use super::super::args::Watch;
    use super::super::args::WatchAction;
    use super::*;
    use clap::Parser;

    fn read(line: &[&str]) -> Result<(Vec<String>, usize, Vec<String>), clap::Error> {
        let args = shielded(line.iter().map(OsString::from).collect());
        let args = Args::try_parse_from([OsString::from("onrecord")].into_iter().chain(args))?;
        match args.command {
            Some(Command::Search(Passages { search, .. })) => {
                Ok((search.query, search.shown.limit, search.filters.outlet))
            }
            Some(Command::Watch(Watch { action: WatchAction::Add(add) })) => {
                Ok((add.query, 0, add.filters.outlet))
            }
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn words_that_begin_with_a_hyphen_are_words_and_flags_are_flags() {
        let words = |line: &[&str]| read(line).unwrap().0;
        assert_eq!(words(&["search", "dong", "-ke"]), ["dong", "-ke"]);
        assert_eq!(words(&["search", "-ke", "dong", "-q"]), ["-ke", "dong"]);
        assert_eq!(
            words(&["search", "dong", "-\"the mill\"", "-outlet:cbc"])[1..],
            ["-\"the mill\"", "-outlet:cbc"]
        );
        assert_eq!(words(&["search", "dong", "-nobody"]), ["dong", "-nobody"]);
        assert_eq!(words(&["search", "dong", "--", "-q", "--x"]), ["dong", "-q", "--x"]);
        assert_eq!(words(&["watch", "add", "ke", "dong", "-ke", "--outlet", "cbc"]), ["dong", "-ke"]);
        let flags = (vec!["dong".to_string()], 5, vec!["cbc".to_string()]);
        assert_eq!(read(&["search", "dong", "-n5", "--outlet", "cbc"]).unwrap(), flags);
        assert_eq!(read(&["search", "-n", "5", "--outlet=cbc", "dong"]).unwrap(), flags);
    }

    #[test]
    fn a_misspelt_flag_is_no_word() {
        let error = read(&["search", "dong", "--outlt", "cbc"]).unwrap_err();
        assert_eq!(error.kind(), clap::error::ErrorKind::UnknownArgument);
        assert!(read(&["search", "dong", "-n", "-ke"]).is_err());
    }
}
