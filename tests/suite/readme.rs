//! What the README shows is what the program prints, over the repository's own corpus.

use crate::scratch::Scratch;
use std::path::Path;

/// Stands in the README for lines that are left out.
const LEFT_OUT: &str = "[…]";

#[test]
fn every_block_of_the_readme_is_what_is_printed() {
    let readme = std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("README.md")).unwrap();
    let scratch = Scratch::sample();
    scratch.command("update").assert().success();
    let blocks = readme.split("```text\n").skip(1).filter_map(|block| block.split("\n```").next());
    let mut compared = 0;
    for block in blocks {
        let Some((line, shown)) = block.strip_prefix("$ onrecord ").and_then(|block| block.split_once('\n'))
        else {
            continue;
        };
        // Bars are drawn on a terminal only.
        if line.starts_with("timeline") {
            continue;
        }
        let output = scratch.command(line).output().unwrap();
        let printed =
            [output.stderr, output.stdout].map(|stream| String::from_utf8(stream).unwrap()).concat();
        assert!(agrees(shown, &printed), "README:\n{shown}\n\nprinted:\n{printed}");
        compared += 1;
    }
    assert!(compared >= 6, "{compared} blocks");
}

/// Whether the parts of a block stand in what was printed, in order and nothing between but where it says so.
fn agrees(shown: &str, printed: &str) -> bool {
    let lines = |text: &str| text.lines().map(|line| line.trim_end().to_string()).collect::<Vec<_>>();
    let (shown, printed) = (lines(shown), lines(printed));
    let parts: Vec<&[String]> = shown.split(|line| line == LEFT_OUT).collect();
    let mut at = 0;
    for (number, part) in parts.iter().enumerate() {
        let part: Vec<&String> = part.iter().collect();
        let stands = |at: &usize| {
            printed.get(*at..*at + part.len()).is_some_and(|lines| lines.iter().eq(part.iter().copied()))
        };
        let found = match number {
            0 => Some(0).filter(stands),
            _ => (at..=printed.len()).find(stands),
        };
        let Some(found) = found else { return false };
        at = found + part.len();
    }
    at == printed.len() || shown.last().is_some_and(|line| line == LEFT_OUT)
}
