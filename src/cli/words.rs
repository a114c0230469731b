//! Query words that begin with `-`: `onrecord search dong -ke` leaves out what mentions Ke.
//!
//! The reader of arguments would take `-ke` for flags. Its own remedy (hyphen values) would take every flag after
//! the first word for a word. So such words are shielded by a character that no query holds before the
//! arguments are read, and the shield is taken off when they are.

use super::args::Args;
use clap::CommandFactory;
use clap::ValueHint;
use clap::error::ErrorKind;
use std::convert::Infallible;
use std::ffi::OsString;

/// From a private-use area, in which nobody types.
const SHIELD: char = '\u{f8ff}';

/// The arguments, with the words of a query that begin with `-` shielded.
///
/// # Errors
///
/// A letter after `-` that is no flag of the command: it may be meant for one, and must not leave out a word unasked.
pub(super) fn shielded(mut args: Vec<OsString>) -> Result<Vec<OsString>, clap::Error> {
    let program = Args::command();
    let Some((at, command)) = taking_words(&program, &args) else { return Ok(args) };
    let mut value_wanted = false;
    for arg in args.iter_mut().skip(at + 1) {
        let Some(text) = arg.to_str() else { continue };
        if text == "--" {
            break;
        }
        let read = if value_wanted { Read::Other } else { read(command, text) };
        value_wanted = match read {
            Read::Flags { value_wanted } => value_wanted,
            Read::Other if value_wanted => false,
            Read::Other => is_long_with_value(&program, text) || is_long_with_value(command, text),
            Read::Excluded if is_meant_for_a_flag(&program, text) => {
                return Err(no_flag(&program, command, text));
            }
            Read::Excluded => false,
        };
        if read == Read::Excluded {
            *arg = format!("{SHIELD}{text}").into();
        }
    }
    Ok(args)
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

/// What an argument is that may begin with `-`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Read {
    /// Flags of one letter: `-q`, `-n`, `-n5`, `-qn`, `-o/tmp/hits.csv`.
    Flags {
        /// Whether the next argument is the value of the last.
        value_wanted: bool,
    },
    /// What the query leaves out: `-ke`, `-"a phrase"`, `-outlet:cbc`.
    Excluded,
    /// A word, a long flag, a value, or a lone `-`.
    Other,
}

fn read(command: &clap::Command, text: &str) -> Read {
    let Some(letters) = text.strip_prefix('-').filter(|it| !it.is_empty() && !it.starts_with('-')) else {
        return Read::Other;
    };
    if letters == "h" {
        return Read::Flags { value_wanted: false };
    }
    flags(command, letters).unwrap_or(Read::Excluded)
}

/// Switches, and after them a flag with its value, as the reader of arguments takes them; `None` where no such flags are there.
fn flags(command: &clap::Command, letters: &str) -> Option<Read> {
    let mut left = letters.chars();
    while let Some(letter) = left.next() {
        let flag = command.get_arguments().find(|arg| arg.get_short() == Some(letter))?;
        if flag.get_action().takes_values() {
            let value = left.as_str();
            let fits = value.is_empty() || is_value_of(flag, value);
            return fits.then_some(Read::Flags { value_wanted: value.is_empty() });
        }
    }
    Some(Read::Flags { value_wanted: false })
}

/// Whether letters behind a flag are its value and not the rest of a word: `-n5`, but `-nobody`; `-oa.csv`, but `-ottawa`.
fn is_value_of(flag: &clap::Arg, value: &str) -> bool {
    let is_path = flag.get_value_hint() == ValueHint::AnyPath;
    value.starts_with('=')
        || (is_path && value.contains(['/', '\\', '.']))
        || (!is_path && value.bytes().all(|byte| byte.is_ascii_digit()))
}

/// Whether this is a long flag whose value is the next argument.
fn is_long_with_value(command: &clap::Command, text: &str) -> bool {
    command.get_arguments().any(|arg| {
        let is_it = arg.get_long().is_some_and(|long| text.strip_prefix("--") == Some(long));
        is_it && arg.get_action().takes_values() && !arg.is_require_equals_set()
    })
}

/// Whether what would be left out looks more like flags: a letter or figure alone, or flags of another command.
fn is_meant_for_a_flag(program: &clap::Command, text: &str) -> bool {
    let letters = text.trim_start_matches('-');
    let alone = letters.len() == 1 && letters.bytes().all(|byte| byte.is_ascii_alphanumeric());
    alone || commands(program).any(|(_, command)| flags(command, letters).is_some())
}

/// Every command that does something, with its full name.
fn commands(program: &clap::Command) -> impl Iterator<Item = (String, &clap::Command)> {
    program.get_subcommands().flat_map(|command| {
        let name = command.get_name().to_string();
        let inner =
            command.get_subcommands().map(move |inner| (format!("{name} {}", inner.get_name()), inner));
        std::iter::once((command.get_name().to_string(), command)).chain(inner)
    })
}

/// What to say of `-o` where the command has no such flag.
fn no_flag(program: &clap::Command, command: &clap::Command, text: &str) -> clap::Error {
    let word = text.trim_start_matches('-');
    let own = command.get_arguments().filter_map(clap::Arg::get_short).chain(['h']);
    let own: Vec<String> = own.map(|letter| format!("`-{letter}`")).collect();
    let others = commands(program).filter(|(_, other)| flags(other, word).is_some());
    let others: Vec<String> = others.map(|(name, _)| format!("`{name}`")).collect();
    let of_others = match others.is_empty() {
        true => String::new(),
        false => format!(" (it is one of {})", others.join(", ")),
    };
    let name = commands(program).find(|(_, other)| std::ptr::eq(*other, command)).map(|(name, _)| name);
    let name = name.unwrap_or_default();
    let message = format!(
        "`{text}` is no flag of `{name}`{of_others}; its flags of one letter are {}\n\n  \
         tip: to leave out what has the word “{word}”, write `NOT {word}`, or put `-- {text}` at the end",
        own.join(", ")
    );
    let mut command = command.clone().bin_name(format!("onrecord {name}"));
    command.error(ErrorKind::UnknownArgument, message)
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
        let args = shielded(line.iter().map(OsString::from).collect())?;
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
    fn flags_are_read_in_all_their_forms() {
        for line in [
            ["search", "dong", "-qn", "5"].as_slice(),
            &["search", "dong", "-qn5"],
            &["search", "-qn=5", "dong"],
            &["search", "dong", "-n5", "-o/tmp/hits"],
            &["search", "dong", "-n5", "-ohits.csv"],
            &["search", "dong", "-n5", "-o=hits"],
            &["search", "dong", "-n5", "-C1"],
        ] {
            let (query, limit, _) = self::read(line).unwrap();
            assert_eq!((query, limit), (vec!["dong".to_string()], 5), "{line:?}");
        }
        for word in
            ["-ottawa", "-nobody", "-no", "-on", "-qatar", "-hill", "-19", "-é", "-\"a b\"", "-(a OR b)"]
        {
            assert_eq!(self::read(&["search", "dong", word]).unwrap().0, ["dong", word]);
        }
        assert_eq!(self::read(&["search", "dong", "--count", "-ke"]).unwrap().0, ["dong", "-ke"]);
    }

    #[test]
    fn what_is_meant_for_a_flag_leaves_nothing_out() {
        for line in [
            ["outlets", "tax", "-o", "a.csv"].as_slice(),
            &["outlets", "tax", "-oa.csv"],
            &["outlets", "tax", "-q"],
            &["outlets", "tax", "-qn5"],
            &["search", "tax", "-i"],
            &["search", "tax", "-V"],
            &["search", "tax", "-5"],
            &["watch", "add", "mine", "tax", "-n", "5"],
            &["watch", "add", "mine", "tax", "-n5"],
            &["parse", "tax", "-o"],
        ] {
            let error = shielded(line.iter().map(OsString::from).collect()).unwrap_err();
            assert_eq!(error.kind(), ErrorKind::UnknownArgument, "{line:?}");
        }
        let error = shielded(["outlets", "tax", "-o"].map(OsString::from).to_vec()).unwrap_err().to_string();
        assert!(
            error.contains("`-o` is no flag of `outlets` (it is one of `search`, `quotes`, `show`)"),
            "{error}"
        );
        assert!(error.contains("flags of one letter are `-n`, `-h`"), "{error}");
        assert!(error.contains("write `NOT o`, or put `-- -o` at the end"), "{error}");
        assert!(shielded(["outlets", "tax", "--", "-o"].map(OsString::from).to_vec()).is_ok());
    }

    #[test]
    fn a_count_below_zero_is_a_mistake_in_its_flag() {
        for flag in ["-n", "--limit", "--offset", "--per-article", "-C", "--facet-limit"] {
            let error = self::read(&["search", "tax", flag, "-1"]).unwrap_err();
            assert_eq!(error.kind(), clap::error::ErrorKind::ValueValidation, "{flag} {error}");
        }
    }

    #[test]
    fn a_misspelt_flag_is_no_word() {
        let error = read(&["search", "dong", "--outlt", "cbc"]).unwrap_err();
        assert_eq!(error.kind(), clap::error::ErrorKind::UnknownArgument);
        assert!(read(&["search", "dong", "-n", "-ke"]).is_err());
    }
}
