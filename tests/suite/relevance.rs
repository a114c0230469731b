//! Ranking has a floor: the scorer's figures on remembered queries must not fall below `tests/cases/floors.toml`.
//!
//! Asked is the program itself, over an archive of all the news. Unoptimised it would take longer to build that than all other
//! tests together; `ONRECORD_OPTIMISED` names an optimised one. Where that or the gold queries are absent the test says so and
//! passes.

use serde::Deserialize;
use serde_json::Value;
use std::collections::BTreeMap;
use std::path::Path;
use std::path::PathBuf;
use std::process::Command;

#[derive(Deserialize)]
struct Floors {
    relevance: BTreeMap<String, f64>,
}

#[test]
fn ranking_holds_its_floors() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let shared = [root.join("../shared"), root.join("../../shared")];
    let Some(shared) = shared.into_iter().find(|folder| folder.join("relevance/score.py").is_file()) else {
        println!("skipped: no gold queries beside the project");
        return;
    };
    let Some(program) = std::env::var_os("ONRECORD_OPTIMISED").map(|path| root.join(path)) else {
        println!("skipped: ONRECORD_OPTIMISED names no program");
        return;
    };
    let floors: Floors =
        toml::from_str(&std::fs::read_to_string(root.join("tests/cases/floors.toml")).unwrap()).unwrap();
    let found = score(&shared, &program);
    for (figure, floor) in floors.relevance {
        let value = found.pointer(&format!("/{figure}")).and_then(Value::as_f64).unwrap();
        let holds = if figure.ends_with("nothing") { value <= floor } else { value >= floor };
        assert!(holds, "{figure}: {value} does not hold its floor {floor}");
    }
}

/// The scorer's last line, over all queries.
fn score(shared: &Path, program: &Path) -> Value {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("relevance");
    std::fs::create_dir_all(folder.join("corpus")).unwrap();
    std::fs::copy(shared.join("news/news.jsonl.zst"), folder.join("corpus/news.jsonl.zst")).unwrap();
    done(Command::new(program).arg("--archive").arg(&folder).arg("rebuild"));
    let (queries, run) = (shared.join("relevance/dev.jsonl"), folder.join("run.jsonl"));
    let python = |script: &str, rest: &[PathBuf]| {
        done(
            Command::new("python3")
                .arg(shared.join("relevance").join(script))
                .arg(&queries)
                .arg(&run)
                .args(rest),
        )
    };
    let flags = ["--binary".into(), program.to_path_buf(), "--archive".into(), folder];
    println!("{}", python("run_cli.py", &flags));
    let scored = python("score.py", &[]);
    println!("{scored}");
    serde_json::from_str(scored.lines().last().unwrap()).unwrap()
}

/// Runs a command that has to succeed; gives what it printed.
fn done(command: &mut Command) -> String {
    let output = command.output().unwrap();
    let (out, err) = (String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
    assert!(output.status.success(), "{command:?}: {out}{err}");
    out.into_owned()
}
