//! `speakers.toml` and people across the archive: the owner's word goes first, survives, and is taken in by an update that
//! reads no more than it concerns.

use crate::scratch::Scratch;
use insta::assert_snapshot;

/// A story of one paper about somebody.
fn story(outlet: &str, number: u32, text: &str) -> String {
    let url = format!("https://{}.example/{number}", outlet.to_lowercase().replace(' ', ""));
    serde_json::json!({"outlet": outlet, "url": url, "title": format!("Part {number}"), "text": text})
        .to_string()
}

/// Two people called Ana Roux, and a slip in a name.
fn town() -> Scratch {
    let gate = "The gate stays open, said Mayor Ana Roux on Monday evening.\n\n“We will keep the gate open,” Roux said.";
    let nurse = "Ana Roux, a nurse at the town’s hospital, worked through Sunday.\n\n“We saw eleven people,” Roux said.";
    let slip =
        "The harbour master spoke after the storm had passed.\n\n“The quay will hold,” said Wilf Brokhurst.";
    let right = "The quay was closed all night after the storm.\n\n“The quay held,” Wilf Brockhurst said. “We were lucky.”";
    Scratch::corpus(&[
        ("gate.jsonl", &story("Northfield Post", 1, gate)),
        ("nurse.jsonl", &story("Dampier Ledger", 1, nurse)),
        ("slip.jsonl", &story("Northfield Post", 2, slip)),
        ("right.jsonl", &story("Harbour Herald", 1, right)),
    ])
}

/// What every command says of the speakers.
fn answers(scratch: &Scratch) -> String {
    let lines = [
        "speakers --format csv",
        "quotes --format jsonl -n 50 --sort oldest",
        "quotes speaker:brockhurst --count",
        "search 'speaker:\"wilf brockhurst\"' --facets --format csv",
        "search quay --facets",
    ];
    let told = scratch.runs(&lines);
    // Scores depend on how often what was deleted is still counted nowhere; the order and the words must agree.
    told.lines().filter(|line| !line.contains("ms")).collect::<Vec<_>>().join("\n")
}

fn id(scratch: &Scratch, words: &str) -> String {
    let output = scratch.command(&format!("quotes '{words}' --format jsonl")).output().unwrap();
    let first = String::from_utf8(output.stdout).unwrap().lines().next().unwrap().to_string();
    let hit: serde_json::Value = serde_json::from_str(&first).unwrap();
    hit["quote"]["id"].as_str().unwrap().to_string()
}

#[test]
fn people_are_told_apart_by_contradicting_roles_alone() {
    assert_snapshot!("people", town().runs(&["speakers", "speakers roux --format json", "speakers brok"]));
    assert_snapshot!(
        "people-sample",
        Scratch::sample().runs(&["speakers harbrecht", "speakers --format csv"])
    );
}

#[test]
fn the_owner_merges_splits_and_renames() {
    let scratch = town();
    scratch.run("update");
    scratch.write(
        "speakers.toml",
        "[people]\n\"Wilf Brockhurst\" = [\"Wilf Brokhurst\"]\n\n\
         [[split]]\nname = \"Ana Roux\"\nshown = \"Ana Roux (nurse)\"\noutlet = \"Dampier Ledger\"\n",
    );
    let block = scratch.runs(&[
        "speakers", // as before, and says so
        "check",
        "update",
        "speakers",
        "check",
        "quotes speaker:brockhurst --format csv",
        "quotes --speaker 'ana roux' --format csv",
        "extract corpus/slip.jsonl",
    ]);
    assert_snapshot!("speakers-merged", block);
    let updated = answers(&scratch);
    scratch.run("rebuild");
    assert_eq!(answers(&scratch), updated, "a rebuilt index answers as the updated one did");

    std::fs::remove_file(scratch.path().join("speakers.toml")).unwrap();
    assert!(scratch.run("update").contains("added 0, updated 4, removed 0, unchanged 0, skipped 0"));
    let without = answers(&scratch);
    scratch.run("rebuild");
    assert_eq!(answers(&scratch), without);
    assert_eq!(answers(&town_indexed()), without);
}

fn town_indexed() -> Scratch {
    let scratch = town();
    scratch.run("update");
    scratch
}

#[test]
fn the_owner_corrects_single_quotations() {
    let scratch = town_indexed();
    let (gate, quay) = (id(&scratch, "gate"), id(&scratch, "lucky"));
    let rows = format!(
        "[quotes]\n\"{gate}\" = \"nobody\"\n\"{quay}\" = {{ name = \"Orla Tamm\", words = \"we were lucky\" }}\n"
    );
    scratch.write("speakers.toml", rows);
    let block = scratch.runs(&[
        "update",
        "speakers",
        "check",
        &format!("show {} --format csv", gate.split('/').next().unwrap()),
        &format!("explain {gate}"),
        &format!("explain {quay}"),
    ]);
    assert_snapshot!("speakers-corrected", block);
    let updated = answers(&scratch);
    scratch.run("rebuild");
    assert_eq!(answers(&scratch), updated);

    // The quotation moves, and the row with words goes with it; then it goes, and the row finds nothing.
    let moved = "“Good night,” said Orla Tamm.\n\n“The quay held,” Wilf Brockhurst said. “We were lucky.”";
    scratch.write("corpus/right.jsonl", story("Harbour Herald", 1, moved));
    assert!(scratch.runs(&["update", "check"]).contains("no file is damaged"));
    assert!(scratch.run("quotes speaker:tamm --format csv").contains("We were lucky"));
    let gone = "“Good night,” said Orla Tamm.\n\n“The quay held,” Wilf Brockhurst said after the storm.";
    scratch.write("corpus/right.jsonl", story("Harbour Herald", 1, gone));
    scratch.write(
        "corpus/gate.jsonl",
        story("Northfield Post", 1, "The gate was closed again, and nobody said a word."),
    );
    assert_snapshot!("speakers-correction-gone", scratch.runs(&["update", "check", "check --format json"]));
}

/// One archive is updated from each state of the file to the next, another is built anew in each.
#[test]
fn a_chain_of_updates_is_as_good_as_a_rebuild() {
    let (updated, rebuilt) = (town_indexed(), town());
    let quay = id(&updated, "lucky");
    let merge = "[people]\n\"Wilf Brockhurst\" = [\"Wilf Brokhurst\"]\n";
    let rename = "[people]\n\"W. B.\" = [\"Wilf Brokhurst\", \"wilf brockhurst\"]\n";
    let split = "[[split]]\nname = \"Wilf Brokhurst\"\nshown = \"The Other\"\noutlet = \"Northfield Post\"\n";
    let by_role = "[[split]]\nname = \"Ana Roux\"\nshown = \"The Other\"\nrole = \"nurse\"\n";
    let correct = format!("[quotes]\n\"{quay}\" = \"Wilf Brokhurst\"\n");
    let states = [
        merge.to_string(),
        rename.to_string(),
        format!("{rename}{split}"),
        format!("{split}{by_role}{correct}"),
        format!("{by_role}{split}{correct}{merge}"),
        format!("{correct}{rename}"),
        correct,
        String::new(),
    ];
    for state in states {
        updated.write("speakers.toml", &state);
        rebuilt.write("speakers.toml", &state);
        assert!(updated.run("update").contains("status 0"), "{state}");
        rebuilt.run("rebuild");
        assert_eq!(answers(&updated), answers(&rebuilt), "{state}");
        assert_eq!(updated.run("check"), rebuilt.run("check"), "{state}");
    }
}

#[test]
fn an_update_reads_no_more_than_a_change_concerns() {
    let scratch = town_indexed();
    scratch.write("speakers.toml", "[people]\n\"Wilf Brockhurst\" = [\"Wilf Brokhurst\"]\n");
    assert!(scratch.run("update").contains("updated 2, removed 0, unchanged 2"));
    scratch.write("speakers.toml", "# a remark\n[people]\n\"Wilf Brockhurst\" = [\"wilf brokhurst\"]\n");
    scratch.run("update");
    scratch.write("speakers.toml", "# another\n[people]\n\"Wilf Brockhurst\" = [\"wilf brokhurst\"]\n");
    assert!(scratch.run("update").contains("updated 0, removed 0, unchanged 4"), "a remark changes nothing");
    assert!(!scratch.run("speakers").contains("note:"));
    // New articles are read by what holds then.
    let more = "The quay is open again after a week of work.\n\n“The quay is open,” said Wilf Brokhurst.";
    scratch.write("corpus/more.jsonl", story("Northfield Post", 9, more));
    scratch.run("update");
    assert!(scratch.run("speakers brockhurst --format csv").contains("Wilf Brockhurst,3,4"));
}

#[test]
fn rows_without_effect_and_broken_files_are_named() {
    let scratch = town_indexed();
    scratch.write(
        "speakers.toml",
        "[people]\n\"Wilf Brockhurst\" = [\n  \"Wilf Brokhurst\",\n  \"W. Brockhurst\",\n]\n\n\
         [[split]]\nname = \"Ana Roux\"\nshown = \"A. R.\"\nrole = \"pilot\"\n\n\
         [quotes]\n\"0000000000001/4\" = \"Orla Tamm\"\n",
    );
    assert_snapshot!("speakers-without-effect", scratch.runs(&["update", "check"]));
    scratch.write("speakers.toml", "[people]\n“Wilf Brockhurst” = [\"Wilf Brokhurst\"]\n");
    let lines = ["update", "check", "speakers", "extract corpus/slip.jsonl", "rebuild"];
    assert_snapshot!("speakers-broken", scratch.runs(&lines));
    assert_snapshot!("speakers-help", scratch.run("help speakers.toml"));
}

#[test]
fn weak_attributions_are_hidden() {
    let scratch = Scratch::corpus(&[(
        "a.jsonl",
        &story(
            "Northfield Post",
            1,
            "“The quay held,” said Wilf Brockhurst.\n\nAna Roux wants “a fair deal” for the town.",
        ),
    )]);
    let all = [
        "speakers --min-confidence 0",
        "speakers --min-confidence 0.9",
        "quotes deal --min-confidence 0.9 --format csv",
        "quotes speaker:roux --min-confidence 0.9",
        "quotes -speaker:roux --min-confidence 0.9 --count",
        "search quay --min-confidence 0.9 --facets",
        "search deal --min-confidence 0.9 --format jsonl",
        "extract corpus/a.jsonl --min-confidence 0.9",
        "speakers --min-confidence 2",
        "speakers --min-confidence high",
    ];
    assert_snapshot!("min-confidence", scratch.runs(&all));
    let deal = id(&scratch, "deal");
    scratch.write("onrecord.toml", "min-confidence = 0.9\n");
    let article = deal.split('/').next().unwrap();
    let set = [
        "speakers".to_string(),
        format!("show {article}"),
        format!("show {article} --format json --min-confidence 0.1"),
        format!("explain {deal}"),
    ];
    assert_snapshot!("min-confidence-set", scratch.runs(&set.each_ref().map(String::as_str)));
    scratch.write("onrecord.toml", "min-confidence = 90\n");
    assert_snapshot!("min-confidence-mistaken", scratch.runs(&["speakers", "update"]));
}

#[test]
fn the_help_says_what_the_default_is() {
    let default = onrecord::corpus::Settings::default().min_confidence;
    for command in ["search", "extract", "show", "speakers", "explain"] {
        let help = Scratch::empty().run(&format!("help {command}"));
        assert!(help.contains(&format!("[default: {default},")), "{help}");
    }
}

/// Nothing is copied before the owner's files are read.
#[test]
fn a_broken_file_keeps_an_addition_from_being_begun() {
    let scratch = town_indexed();
    scratch.write("speakers.toml", "[people]\n\"Ana Roux\" = \"A. Roux\"\n");
    scratch.write(
        "given.jsonl",
        story("Northfield Post", 7, "The quay is closed again, said the harbour master."),
    );
    let block = scratch.run("add given.jsonl");
    assert!(block.contains("status 2") && block.contains("speakers.toml:2: "), "{block}");
    assert!(!scratch.path().join("corpus/given.jsonl").exists());
}

/// `extract` follows the owner's word within the archive, and nothing but the file elsewhere.
#[test]
fn extract_follows_the_archive_that_it_is_run_in() {
    let scratch = town();
    scratch.write("speakers.toml", "[people]\n\"Wilf Brockhurst\" = [\"Wilf Brokhurst\"]\n");
    let slip = scratch.path().join("corpus/slip.jsonl");
    let line = format!("extract '{}' --format jsonl", slip.display());
    assert!(scratch.run(&line).contains("\"name\":\"Wilf Brockhurst\""));
    let elsewhere = Scratch::empty();
    assert!(elsewhere.run(&line).contains("\"name\":\"Wilf Brokhurst\""));
    let named = format!("{line} --archive '{}'", scratch.path().display());
    assert!(elsewhere.run(&named).contains("\"name\":\"Wilf Brockhurst\""));
}

#[test]
fn explain() {
    let scratch = Scratch::small();
    let id = id(&scratch, "never opened");
    let plain = [format!("explain {id}"), format!("explain {} --format json", id.to_lowercase())];
    assert_snapshot!("explain-plain", scratch.runs(&plain.each_ref().map(String::as_str)));
    let article = id.split('/').next().unwrap();
    let mistakes = [
        "explain".to_string(),
        format!("explain {article}"),
        format!("explain {article}/99"),
        format!("explain {article}/0"),
        "explain 00000/1".to_string(),
        format!("explain {id} --format csv"),
    ];
    assert_snapshot!("explain-mistaken", scratch.runs(&mistakes.each_ref().map(String::as_str)));
    assert_snapshot!("explain-help", scratch.run("help explain"));
}

/// What `explain` says of every quotation of the repository's corpus is what `quotes` says.
#[test]
fn explanations_agree_with_the_index() {
    let scratch = Scratch::sample();
    let output = scratch.command("quotes -n 1000 --min-confidence 0 --format jsonl").output().unwrap();
    let lines = String::from_utf8(output.stdout).unwrap();
    assert!(lines.lines().count() > 100);
    for line in lines.lines().step_by(5) {
        let hit: serde_json::Value = serde_json::from_str(line).unwrap();
        let id = hit["quote"]["id"].as_str().unwrap();
        let output = scratch.command(&format!("explain {id} --format json")).output().unwrap();
        let told: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
        for key in ["text", "kind", "speaker", "confidence"] {
            assert_eq!(told["quote"][key], hit["quote"][key], "{id}: {key}");
        }
    }
}
