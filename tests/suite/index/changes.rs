//! Whatever happens to the corpus, in whatever order: the index stays whole, and answers as one that is built anew.

use super::Scratch;
use super::answers;
use super::line;
use proptest::prelude::*;
use std::fs::File;
use std::path::PathBuf;
use std::time::Duration;
use std::time::SystemTime;

/// What somebody does to the corpus; files and articles by number.
#[derive(Clone, Debug)]
enum Change {
    Write(u32, Vec<(u32, &'static str)>),
    Touch(u32),
    Remove(u32),
    Rename(u32, u32),
    Rebuild,
}

fn change() -> impl Strategy<Value = Change> {
    let article = (0..5_u32, prop_oneof![Just("timber"), Just("pulp and timber"), Just("the ferry")]);
    prop_oneof![
        4 => (0..4_u32, prop::collection::vec(article, 1..4)).prop_map(|(file, articles)| Change::Write(file, articles)),
        3 => (0..4_u32).prop_map(Change::Touch),
        2 => (0..4_u32).prop_map(Change::Remove),
        1 => (0..4_u32, 0..4_u32).prop_map(|(from, to)| Change::Rename(from, to)),
        1 => Just(Change::Rebuild),
    ]
}

fn file(scratch: &Scratch, number: u32) -> PathBuf {
    scratch.archive.corpus_dir().join(format!("{number}.jsonl"))
}

/// Does it, if it can be done; files that are not there cannot be touched.
fn make(scratch: &Scratch, change: &Change, step: u64) {
    match change {
        Change::Write(number, articles) => {
            let lines: Vec<String> = articles.iter().map(|(number, words)| line(*number, words)).collect();
            scratch.write(&format!("{number}.jsonl"), &lines.join("\n"));
        }
        Change::Touch(number) => {
            let later = SystemTime::now() + Duration::from_secs(step);
            let _ =
                File::options().write(true).open(file(scratch, *number)).map(|file| file.set_modified(later));
        }
        Change::Remove(number) => drop(std::fs::remove_file(file(scratch, *number))),
        Change::Rename(from, to) => drop(std::fs::rename(file(scratch, *from), file(scratch, *to))),
        Change::Rebuild => drop(scratch.rebuild()),
    }
}

/// The manifest by which the live index goes: the one in its folder, once a run is over.
fn manifest(scratch: &Scratch) -> PathBuf {
    let is_one = |path: &PathBuf| {
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        name.starts_with("manifest-") && name.ends_with(".json")
    };
    let paths = std::fs::read_dir(scratch.live()).unwrap().map(|entry| entry.unwrap().path());
    let manifests: Vec<PathBuf> = paths.filter(is_one).collect();
    assert_eq!(manifests.len(), 1, "{manifests:?}");
    manifests[0].clone()
}

/// Updates, and holds what holds of every update: all is well, and what counted before was not written over.
fn update(scratch: &Scratch) {
    let before = manifest(scratch);
    let content = std::fs::read(&before).unwrap();
    scratch.update();
    assert_eq!(scratch.findings(), [""; 0]);
    if manifest(scratch) == before {
        assert!(std::fs::read(&before).unwrap() == content, "{} was written again", before.display());
    }
}

#[test]
fn a_manifest_that_counts_is_never_written_over() {
    let scratch = Scratch::new();
    make(&scratch, &Change::Write(0, vec![(1, "timber")]), 0);
    scratch.update();
    for step in 1..4 {
        make(&scratch, &Change::Touch(0), step);
        update(&scratch);
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 12, ..ProptestConfig::default() })]

    #[test]
    fn updated_is_as_good_as_built_anew(changes in prop::collection::vec(change(), 1..12)) {
        let scratch = Scratch::new();
        make(&scratch, &Change::Write(0, vec![(1, "timber")]), 0);
        scratch.update();
        for (change, step) in changes.iter().zip(1..) {
            make(&scratch, change, step);
            update(&scratch);
        }
        let updated = answers(&scratch);
        scratch.rebuild();
        prop_assert_eq!(answers(&scratch), updated);
    }
}
