//! Damage to the index, and changes that nobody told it of: `check` finds them, and a rebuild mends.

use super::Scratch;
use super::line;
use onrecord::error::Error;
use onrecord::error::ErrorKind;
use onrecord::index;
use onrecord::index::Changes;
use onrecord::index::Index;
use std::path::Path;
use std::path::PathBuf;

#[test]
fn check_finds_a_flipped_byte_in_every_file_of_the_index() {
    let scratch = Scratch::new();
    scratch.write("a.jsonl", &line(1, "timber"));
    scratch.update();
    assert_eq!(scratch.findings(), [""; 0]);
    let files: Vec<PathBuf> =
        std::fs::read_dir(scratch.live()).unwrap().map(|entry| entry.unwrap().path()).collect();
    let locks = |path: &&PathBuf| path.file_name().unwrap().to_string_lossy().ends_with(".lock");
    // The engine's own list of files is not part of the answer; whether it can still be read is a matter of luck.
    let lists = |path: &&PathBuf| path.ends_with(".managed.json");
    for path in files.iter().filter(|path| !locks(path) && !lists(path)) {
        flip_middle_byte(path);
        assert!(!scratch.findings().is_empty(), "{}", path.display());
        flip_middle_byte(path);
    }
    assert_eq!(scratch.findings(), [""; 0]);
}

fn flip_middle_byte(path: &Path) {
    let mut bytes = std::fs::read(path).unwrap();
    let middle = bytes.len() / 2;
    bytes[middle] ^= 1;
    std::fs::write(path, bytes).unwrap();
}

#[test]
fn check_finds_a_corpus_file_changed_behind_the_indexs_back() {
    let scratch = Scratch::new();
    let path = scratch.write("a.jsonl", &line(1, "timber"));
    scratch.update();
    let modified = std::fs::metadata(&path).unwrap().modified().unwrap();
    std::fs::write(&path, line(1, "forest")).unwrap();
    std::fs::File::options().write(true).open(&path).unwrap().set_modified(modified).unwrap();
    assert_eq!(scratch.update().updated, 0, "nothing to be seen without reading it");
    assert_eq!(scratch.findings().len(), 1);
    std::fs::remove_file(&path).unwrap();
    scratch.write("b.jsonl", &line(2, "timber"));
    assert_eq!(scratch.findings().len(), 2, "one gone, one not taken in");
}

/// A run that was killed between writing a list of removed documents and its commit has left the list, under the name that the
/// next run gives to its own.
#[test]
fn what_a_killed_run_left_does_not_stop_the_next() {
    let scratch = Scratch::new();
    scratch.write("a.jsonl", &[line(1, "timber"), line(2, "timber")].join("\n"));
    scratch.update();
    let managed = scratch.live().join(".managed.json");
    let mut names: Vec<String> = serde_json::from_slice(&std::fs::read(&managed).unwrap()).unwrap();
    let store = names.iter().find(|name| name.ends_with(".store")).unwrap();
    let segment = store.trim_end_matches(".store").to_string();
    let left: Vec<String> = (1..9).map(|number| format!("{segment}.{number}.del")).collect();
    for name in &left {
        std::fs::write(scratch.live().join(name), "cut").unwrap();
    }
    names.extend(left.iter().cloned());
    std::fs::write(&managed, serde_json::to_vec(&names).unwrap()).unwrap();
    scratch.write("a.jsonl", &[line(1, "pulp"), line(2, "timber")].join("\n"));
    assert_eq!(scratch.update().updated, 1);
    assert_eq!(scratch.findings(), [""; 0]);
    assert_eq!(scratch.search("pulp").articles, 1);
    let stays = |name: &&String| std::fs::read(scratch.live().join(name)).is_ok_and(|bytes| bytes == b"cut");
    assert_eq!(left.iter().filter(stays).count(), 0, "nothing of it stays");
}

#[test]
fn what_was_cut_off_before_its_seal_is_sealed_by_the_next_run() {
    let scratch = Scratch::new();
    scratch.write("a.jsonl", &[line(1, "timber"), line(2, "timber")].join("\n"));
    scratch.update();
    let seal = scratch.live().join("seal.json");
    let before = std::fs::read(&seal).unwrap();
    std::fs::remove_file(scratch.archive.corpus_dir().join("a.jsonl")).unwrap();
    scratch.write("b.jsonl", &line(3, "timber"));
    scratch.update();
    let after = std::fs::read(&seal).unwrap();
    std::fs::write(&seal, &before).unwrap();
    assert_eq!(scratch.findings(), [""; 0], "nothing is damaged");
    assert_eq!(scratch.update(), Changes { unchanged: 1, ..Changes::default() });
    assert_eq!(std::fs::read(&seal).unwrap(), after);
    flip_middle_byte(&scratch.live().join("meta.json"));
    assert!(!scratch.findings().is_empty());
}

#[test]
fn check_finds_a_corpus_file_that_is_damaged_itself() {
    let scratch = Scratch::new();
    scratch.write("a.jsonl", &format!("{}\n{{\"title\": \"no text\"}}\n{{\"cut", line(1, "timber")));
    scratch.write("b.jsonl", &line(2, "timber"));
    for work in [index::update, index::update, index::rebuild] {
        scratch.run(work).0.unwrap();
        assert_eq!(
            scratch.findings(),
            ["corpus/a.jsonl: is damaged in one place, which is not in the index"]
        );
    }
    scratch.write("a.jsonl", &line(1, "timber"));
    scratch.update();
    assert_eq!(scratch.findings(), [""; 0]);
}

#[test]
fn a_damaged_index_is_an_error_and_a_rebuild_mends_it() {
    let scratch = Scratch::new();
    scratch.write("a.jsonl", &line(1, "timber"));
    scratch.update();
    let meta = scratch.live().join("meta.json");
    std::fs::write(&meta, "{").unwrap();
    assert!(matches!(Index::open(&scratch.archive), Err(Error { kind: ErrorKind::IndexDamaged { .. }, .. })));
    assert!(scratch.run(index::update).0.is_err());
    scratch.rebuild();
    assert_eq!(scratch.search("mill").articles, 1);

    std::fs::write(scratch.archive.index_dir().join("live"), "nonsense").unwrap();
    assert!(Index::open(&scratch.archive).is_err());
    scratch.rebuild();
    assert_eq!(scratch.search("mill").articles, 1);
}

#[test]
fn an_index_of_another_format_says_so() {
    let scratch = Scratch::new();
    scratch.write("a.jsonl", &line(1, "timber"));
    scratch.update();
    let meta = scratch.live().join("meta.json");
    let format = format!("\\\"format\\\":{}", index::FORMAT);
    let older = std::fs::read_to_string(&meta).unwrap().replace(&format, "\\\"format\\\":0");
    std::fs::write(&meta, older).unwrap();
    let error = Index::open(&scratch.archive).err().unwrap();
    assert!(matches!(error.kind, ErrorKind::IndexFormat { found: 0, readable: index::FORMAT }), "{error}");
}

#[test]
fn an_index_made_by_other_rules_says_so_when_it_is_updated() {
    let scratch = Scratch::new();
    scratch.write("a.jsonl", &line(1, "timber"));
    assert!(!scratch.update().other_rules);
    let meta = scratch.live().join("meta.json");
    let older =
        std::fs::read_to_string(&meta).unwrap().replace("\\\"rules\\\":\\\"", "\\\"rules\\\":\\\"older ");
    std::fs::write(&meta, older).unwrap();
    scratch.write("b.jsonl", &line(2, "timber"));
    assert!(scratch.update().other_rules);
    assert!(scratch.update().other_rules, "until it is rebuilt");
    scratch.rebuild();
    assert!(!scratch.update().other_rules);
}

#[cfg(unix)]
#[test]
fn whoever_may_read_the_archive_may_read_all_of_the_index() {
    use std::os::unix::fs::PermissionsExt;
    let scratch = Scratch::new();
    scratch.write("a.jsonl", &line(1, "timber"));
    scratch.update();
    let mode = |path: PathBuf| std::fs::metadata(path).unwrap().permissions().mode();
    let any_new_file = mode(scratch.write("any.new", ""));
    assert_eq!(mode(scratch.archive.index_dir().join("live")), any_new_file);
    for entry in std::fs::read_dir(scratch.live()).unwrap() {
        let path = entry.unwrap().path();
        assert_eq!(mode(path.clone()), any_new_file, "{}", path.display());
    }
}
