//! The command line where no index is needed: help, mistakes, exit statuses.

use crate::scratch::Scratch;
use insta::assert_snapshot;

#[test]
fn without_arguments_the_short_help_is_printed() {
    assert_snapshot!(Scratch::empty().run(""));
}

#[test]
fn the_version() {
    assert_snapshot!(Scratch::empty().run("--version"));
}

#[test]
fn help_on_a_command() {
    assert_snapshot!(Scratch::empty().run("help search"));
    assert_snapshot!(Scratch::empty().run("add -h"));
}

#[test]
fn help_on_a_command_of_a_command() {
    let scratch = Scratch::empty();
    let help = |line: &str| scratch.run(line).split_once('\n').unwrap().1.to_string();
    assert_eq!(help("help watch run"), help("watch run --help"));
    assert!(scratch.run("help watch dance").contains("there is no help on `watch dance`"));
    assert!(scratch.run("help query run").contains("status 2"));
}

/// What is meant for a flag leaves no word out.
#[test]
fn letters_that_are_no_flags() {
    let scratch = Scratch::empty();
    let lines = [
        "outlets tax -o out.csv",
        "outlets tax -q",
        "search tax -i",
        "watch add lim mill -n 5",
        "search tax -n -1",
    ];
    assert_snapshot!(scratch.runs(&lines));
    assert!(std::fs::read_dir(scratch.path()).unwrap().next().is_none());
    let block = scratch.run("search tax --per-article 0");
    assert!(block.contains("invalid value '0' for '--per-article <N>'"), "{block}");
}

/// A variable of the shell that was emptied, not unset.
#[test]
fn an_empty_variable_names_no_archive() {
    let scratch = Scratch::small();
    let output = scratch.command("search mill --count").env("ONRECORD_ARCHIVE", "").output().unwrap();
    assert_eq!(output.status.code(), Some(0), "{}", String::from_utf8_lossy(&output.stderr));
}

#[test]
fn help_on_the_fields() {
    assert_snapshot!(Scratch::empty().run("help fields"));
}

#[test]
fn help_on_the_query_language() {
    let block = Scratch::empty().run("help query");
    assert!(block.ends_with(onrecord::query::SYNTAX), "{block}");
}

#[test]
fn help_on_nothing() {
    assert_snapshot!(Scratch::empty().run("help serch"));
}

#[test]
fn a_misspelt_command_and_a_misspelt_flag() {
    assert_snapshot!(Scratch::empty().run("serch caucus"));
    assert_snapshot!(Scratch::empty().run("search caucus --outlt post"));
}

#[test]
fn mistaken_values() {
    assert_snapshot!(Scratch::empty().run("search caucus --sort best"));
    assert_snapshot!(Scratch::empty().run("search caucus -n many"));
    assert_snapshot!(Scratch::empty().run("search caucus --since 'next blue moon'"));
}

#[test]
fn an_empty_query() {
    assert_snapshot!(Scratch::empty().run("search"));
    assert_snapshot!(Scratch::empty().run("search ' '"));
}

#[test]
fn no_archive() {
    for line in ["search caucus", "quotes", "show 3F6K", "speakers", "outlets", "timeline", "update", "check"]
    {
        let block = Scratch::empty().run(line);
        let expected = "status 2\n--- stderr\nerror: [SCRATCH]: there is no archive here: ";
        assert!(block.contains(expected), "{block}");
        assert!(block.contains("\n\nhint: make one here with `onrecord add FILE`"), "{block}");
    }
}

#[test]
fn broken_addresses_and_lists_leave_nothing_behind() {
    let scratch = Scratch::empty();
    assert_snapshot!(scratch.runs(&["add https://", "add --from-file none.txt", "extract HTTPS://"]));
    assert!(!scratch.path().join("corpus").exists());
}

#[cfg(not(feature = "fetch"))]
#[test]
fn a_program_built_without_fetching_says_so() {
    let scratch = Scratch::empty();
    let block = scratch.run("add https://post.example/mill");
    assert!(block.contains("status 2") && block.contains("built without fetching"), "{block}");
    assert!(!scratch.path().join("corpus").exists());
    assert!(scratch.run("extract https://post.example/mill").contains("built without fetching"));
}

#[test]
fn a_file_that_is_not_there_is_named_and_the_rest_is_done() {
    assert_snapshot!(Scratch::empty().run("extract nothing.txt"));
}

#[test]
fn a_wrong_now() {
    let output = Scratch::empty().command("search caucus").env("ONRECORD_NOW", "soon").output().unwrap();
    assert_eq!(output.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&output.stderr).starts_with("error: `soon` is not a date"));
}

#[test]
fn completions_and_manual_pages() {
    for (line, expected) in [
        ("completions bash", "_onrecord()"),
        ("completions zsh", "#compdef onrecord"),
        ("completions fish", "complete -c onrecord"),
        ("completions powershell", "Register-ArgumentCompleter"),
        ("man", ".TH onrecord 1"),
        ("man search", "per\\-article"),
    ] {
        let block = Scratch::empty().run(line);
        assert!(block.contains("status 0") && block.contains(expected), "{line}: {block}");
    }
    assert!(Scratch::empty().run("man serch").contains("status 2"));
}

/// `onrecord help search | head -1`: the reader had enough, and that is no error.
#[cfg(unix)]
#[test]
fn a_closed_pipe_is_silent() {
    let scratch = Scratch::empty();
    for line in [["man", "search"], ["help", "search"], ["completions", "zsh"], ["search", "--help"]] {
        let (reader, writer) = std::io::pipe().unwrap();
        drop(reader);
        let mut command = std::process::Command::new(assert_cmd::cargo::cargo_bin!("onrecord"));
        let output = command.args(line).current_dir(scratch.path()).stdout(writer).output().unwrap();
        assert_eq!((output.status.code(), output.stderr.as_slice()), (Some(0), b"".as_slice()), "{line:?}");
    }
}
