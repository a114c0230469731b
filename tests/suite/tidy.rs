//! What nobody should have to say twice in a review.

use clap::CommandFactory;
use onrecord::cli::Args;
use onrecord::fields::FIELDS;
use std::path::Path;
use std::path::PathBuf;

/// A module may use itself and the modules before it. Nothing else.
const ORDER: &[&str] = &[
    "text", "error", "article", "corpus", "ingest", "quote", "fields", "query", "search", "index", "compare",
    "render", "web", "cli",
];

/// More lines than this, tests aside, and a file has two subjects.
const MOST_LINES: usize = 400;

fn rust_files(folder: &str) -> Vec<PathBuf> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join(folder);
    let entries = walkdir::WalkDir::new(root).sort_by_file_name().into_iter().map(Result::unwrap);
    entries
        .map(walkdir::DirEntry::into_path)
        .filter(|path| path.extension().is_some_and(|it| it == "rs"))
        .collect()
}

/// The file's lines without its tests and comments, with their numbers.
fn lines(source: &str) -> impl Iterator<Item = (usize, &str)> {
    let code = (1..).zip(source.lines()).take_while(|(_, line)| !line.starts_with("#[cfg(test)]"));
    code.filter(|(_, line)| !line.trim_start().starts_with("//"))
}

/// `src/quote/cue.rs` belongs to the stage `quote`.
fn stage(path: &Path) -> Option<usize> {
    let inside = path.strip_prefix(Path::new(env!("CARGO_MANIFEST_DIR")).join("src")).ok()?;
    let first = inside.iter().next()?.to_str()?.trim_end_matches(".rs");
    ORDER.iter().position(|it| *it == first)
}

#[test]
fn imports_point_one_way() {
    let mut wrong = Vec::new();
    for path in rust_files("src") {
        let Some(here) = stage(&path) else { continue };
        let source = std::fs::read_to_string(&path).unwrap();
        for (number, line) in lines(&source) {
            let Some((_, used)) = line.split_once("crate::") else { continue };
            let used = used.split(|c: char| !c.is_alphanumeric()).next().unwrap();
            if ORDER.iter().position(|it| *it == used).is_some_and(|there| here < there) {
                wrong.push(format!("{}:{number}: {}", path.display(), line.trim()));
            }
        }
    }
    assert!(wrong.is_empty(), "these imports point the wrong way:\n{}", wrong.join("\n"));
}

/// The check above reads lines, not syntax.
#[test]
fn one_import_a_line() {
    for path in rust_files("src") {
        let source = std::fs::read_to_string(&path).unwrap();
        let braces = lines(&source).find(|(_, line)| line.starts_with("use crate::") && line.contains('{'));
        assert!(braces.is_none(), "{}: {braces:?}", path.display());
    }
}

#[test]
fn files_have_one_subject() {
    for path in rust_files("src").into_iter().chain(rust_files("tests")) {
        let source = std::fs::read_to_string(&path).unwrap();
        let count = source.lines().take_while(|line| !line.starts_with("#[cfg(test)]")).count();
        assert!(count <= MOST_LINES, "{} has {count} lines without its tests", path.display());
    }
}

#[test]
fn every_file_says_what_it_is_for() {
    for path in rust_files("src").into_iter().chain(rust_files("tests")) {
        let source = std::fs::read_to_string(&path).unwrap();
        assert!(source.starts_with("//!"), "{} does not begin with `//!`", path.display());
    }
}

#[test]
fn every_command_and_flag_has_help() {
    Args::command().debug_assert();
    let mut program = Args::command();
    program.build();
    let mut commands = vec![&program];
    while let Some(command) = commands.pop() {
        assert!(command.get_about().is_some(), "`{}` has no help", command.get_name());
        for arg in command.get_arguments() {
            assert!(arg.get_help().is_some(), "`{}` of `{}` has no help", arg.get_id(), command.get_name());
        }
        commands.extend(command.get_subcommands());
    }
}

#[test]
fn every_field_is_in_the_help() {
    let help = crate::scratch::Scratch::empty().run("help fields");
    for field in FIELDS {
        assert!(help.contains(&format!("\n{}:", field.name)), "`{}` is not in `help fields`", field.name);
        assert!(help.contains(field.help), "`{}` is not explained", field.name);
    }
}
