//! What each form of an answer has a place for, and what is said of the rest.

use crate::scratch::Scratch;

fn out(scratch: &Scratch, line: &str) -> String {
    String::from_utf8(scratch.command(line).output().unwrap().stdout).unwrap()
}

/// Nothing that is asked for, doubtful or not there is left out without a word.
#[test]
fn what_a_form_has_no_place_for_is_said() {
    let scratch = Scratch::small();
    let err = |line: &str| String::from_utf8(scratch.command(line).output().unwrap().stderr).unwrap();
    let forms = ["text", "json", "jsonl", "csv", "tsv", "markdown", "html", "ris", "bibtex", "csl-json"];
    for form in forms {
        let noted = err(&format!("search 'mill and choice' --format {form}"))
            .contains("note: `and` is searched as a word");
        assert_eq!(noted, !["json", "html"].contains(&form), "{form}");
        let noted =
            err(&format!("search 'mill and choice' --format {form} -o hits")).contains("note: `and` is");
        assert_eq!(noted, !["json", "html"].contains(&form), "{form} in a file");
        for (flag, carry) in [
            ("--facets", &["text", "json", "html"][..]),
            ("--explain", &["text", "json", "jsonl", "markdown", "html"]),
            ("--context", &["text", "json", "jsonl", "markdown", "html"]),
        ] {
            let value = if flag == "--context" { " 1" } else { "" };
            let told = err(&format!("search mill {flag}{value} --format {form}"));
            let left_out =
                told.contains(&format!("note: `{flag}` is left out: `{form}` has no place for it"));
            assert_eq!(left_out, !carry.contains(&form), "{form} {flag}: {told}");
        }
        let told = err(&format!("search zeppelin --format {form}"));
        assert_eq!(
            told.contains("nothing has all of: zeppelin"),
            !["json", "html"].contains(&form),
            "{told}"
        );
    }
    let told = err("search 'mill zeppelin' --format ris");
    assert!(told.contains("near answers are not cited"), "{told}");
    assert!(
        !err("search 'mill zeppelin' --format csv").contains("nothing has"),
        "the rows say what they lack"
    );
    let lines = [
        "search mill --kwic --facets -n 1",
        "search mill --kwic --facets --format csv -n 1",
        "search mill --kwic --explain -n 1",
        "search mill --explain --format markdown -n 1",
    ];
    for (line, expected) in lines.iter().zip([
        "",
        "note: `--facets` is left out: the lines of `--kwic` have no place for it in `csv`, but in text, json\n",
        "note: `--explain` is left out: the lines of `--kwic` have no place for it\n",
        "",
    ]) {
        assert_eq!(err(line), expected, "{line}");
    }
    assert!(out(&scratch, lines[0]).contains("--only"), "what narrows the search to a value");
    assert!(out(&scratch, lines[3]).contains("score: "));
    assert!(out(&scratch, "quotes choice --explain --format html -n 1").contains("score: "));
}
