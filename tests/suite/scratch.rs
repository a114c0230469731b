//! A scratch folder, and the program run in it: one block holds the line, the status and both streams.
//!
//! ```ignore
//! insta::assert_snapshot!(Scratch::small().run("search mill --outlet 'Harbour Post'"));
//! ```

use assert_cmd::Command;
use std::path::Path;
use std::path::PathBuf;
use tempfile::TempDir;

/// The day on which every test runs.
const NOW: &str = "2023-03-24T12:00:00-04:00";

pub(crate) struct Scratch {
    folder: TempDir,
}

impl Scratch {
    /// An empty folder: no archive at or above it.
    pub(crate) fn empty() -> Scratch {
        Scratch { folder: tempfile::tempdir().unwrap() }
    }

    /// An archive whose corpus holds these files, not yet indexed.
    pub(crate) fn corpus(files: &[(&str, &str)]) -> Scratch {
        let scratch = Scratch::empty();
        std::fs::create_dir(scratch.path().join("corpus")).unwrap();
        for (name, contents) in files {
            scratch.write(&format!("corpus/{name}"), contents);
        }
        scratch
    }

    /// An archive with the repository's own corpus, not yet indexed.
    pub(crate) fn sample() -> Scratch {
        Scratch::copy_of("corpus")
    }

    /// The small archive that the snapshots use, indexed.
    pub(crate) fn small() -> Scratch {
        let scratch = Scratch::small_unindexed();
        scratch.command("update").assert().success();
        scratch
    }

    /// The same without an index.
    pub(crate) fn small_unindexed() -> Scratch {
        Scratch::copy_of("tests/cases/archive")
    }

    fn copy_of(folder: &str) -> Scratch {
        let scratch = Scratch::corpus(&[]);
        let corpus = Path::new(env!("CARGO_MANIFEST_DIR")).join(folder);
        for entry in walkdir::WalkDir::new(&corpus).into_iter().map(Result::unwrap) {
            let to = scratch.path().join("corpus").join(entry.path().strip_prefix(&corpus).unwrap());
            match entry.file_type().is_dir() {
                true => std::fs::create_dir_all(to).unwrap(),
                false => drop(std::fs::copy(entry.path(), to).unwrap()),
            }
        }
        scratch
    }

    pub(crate) fn path(&self) -> &Path {
        self.folder.path()
    }

    pub(crate) fn write(&self, name: &str, contents: impl AsRef<[u8]>) -> PathBuf {
        let path = self.path().join(name);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(&path, contents).unwrap();
        path
    }

    /// Runs `onrecord LINE` here. Words hold together in single quotation marks.
    pub(crate) fn run(&self, line: &str) -> String {
        self.run_on(line, "")
    }

    /// Several runs, one block after the other.
    pub(crate) fn runs(&self, lines: &[&str]) -> String {
        lines.iter().map(|line| self.run(line)).collect::<Vec<_>>().join("\n\n")
    }

    /// The same as `run`, with something on standard input.
    pub(crate) fn run_on(&self, line: &str, input: &str) -> String {
        let output = self.command(line).write_stdin(input).output().unwrap();
        let mut block = format!("$ onrecord {line}\nstatus {}", output.status.code().unwrap());
        for (stream, bytes) in [("stdout", &output.stdout), ("stderr", &output.stderr)] {
            if !bytes.is_empty() {
                block += &format!("\n--- {stream}\n{}", self.stable(&String::from_utf8_lossy(bytes)));
            }
        }
        block
    }

    /// The command itself, for tests that want less or more than a block.
    pub(crate) fn command(&self, line: &str) -> Command {
        let mut command = Command::new(assert_cmd::cargo::cargo_bin!("onrecord"));
        command.current_dir(self.path()).args(words(line));
        for name in ["ONRECORD_ARCHIVE", "CLICOLOR_FORCE", "COLUMNS", "RUST_BACKTRACE"] {
            command.env_remove(name);
        }
        command.env("ONRECORD_NOW", NOW).env("NO_COLOR", "1");
        command
    }

    /// Without what differs from run to run (the folder, the version, the time taken) and what is tuned (scores and
    /// confidences, which also end in other figures on other machines).
    fn stable(&self, text: &str) -> String {
        let real = self.path().canonicalize().unwrap();
        let text = text
            .replace(real.to_str().unwrap(), "[SCRATCH]")
            .replace(self.path().to_str().unwrap(), "[SCRATCH]")
            .replace(env!("CARGO_PKG_VERSION"), "[VERSION]");
        let figure = regex::Regex::new(r#""(elapsed_ms|score|confidence|probability)": ?[0-9.e-]+"#).unwrap();
        let text = figure.replace_all(&text, r#""$1":"[FIGURE]""#).into_owned();
        let percent =
            regex::Regex::new(r"[0-9]+ %: of a hundred attributions like this, about [0-9]+").unwrap();
        let text = percent.replace_all(&text, "[N] %: of a hundred attributions like this, about [N]");
        let considered = regex::Regex::new(r"(?m)  [0-9]+ %$").unwrap();
        let text = considered.replace_all(&text, "  [N] %");
        let weight = regex::Regex::new(r#"(?m)^( +)[+-][0-9]+\.[0-9]{2}  |("weight":)-?[0-9.]+"#).unwrap();
        weight.replace_all(&text, "$1$2[W]  ").into_owned()
    }
}

/// A line cut at blanks; what stands in single quotation marks holds together, and outside them `\` takes the next sign as it is.
fn words(line: &str) -> Vec<String> {
    let (mut words, mut word, mut quoted, mut begun) = (Vec::new(), String::new(), false, false);
    let mut signs = line.chars().chain([' ']);
    while let Some(c) = signs.next() {
        match c {
            '\\' if !quoted => word.extend(signs.next()),
            '\'' => (quoted, begun) = (!quoted, true),
            ' ' if !quoted => {
                if begun {
                    words.push(std::mem::take(&mut word));
                }
                begun = false;
            }
            _ => {
                word.push(c);
                begun = true;
            }
        }
    }
    words
}

#[test]
fn a_line_is_cut_into_words() {
    assert_eq!(words("search 'a \"b c\"' -n 2  ''"), ["search", "a \"b c\"", "-n", "2", ""]);
    assert_eq!(words(r"--only 'author=Ivy O'\''Toole'"), ["--only", "author=Ivy O'Toole"]);
}
