//! The file as journalists write it, well and badly.

use super::*;
use crate::error::ErrorKind;
use std::collections::BTreeSet;

fn article(number: u64, outlet: &str) -> Article {
    Article { id: ArticleId::from_number(number), outlet: Some(outlet.into()), ..Article::of_text("") }
}

#[track_caller]
fn read(text: &str) -> Speakers {
    Speakers::read(text).unwrap()
}

/// The examples of the page of help, which are indented.
fn example() -> String {
    let lines = SPEAKERS_HELP.lines().filter_map(|line| line.strip_prefix("    "));
    lines.collect::<Vec<_>>().join("\n")
}

#[test]
fn the_examples_of_the_help_are_read() {
    // Each part opens its table again in the page; in a file, each table stands once.
    let speakers = read(&example());
    assert_eq!(speakers.known_as("owen BROKHURST"), Some("Owen Brockhurst"));
    assert_eq!(speakers.said.splits.len(), 2);
    assert_eq!(speakers.said.corrections.len(), 3);
}

#[test]
fn a_name_is_known_by_its_other_names() {
    let speakers = read("[people]\n\"Élodie Roux\" = [\"Elodie Roux-Klein\"]");
    let told = |name| speakers.of_name(name, None, &article(1, "Post")).and_then(|told| told.name);
    assert_eq!(told("ÉLODIE ROUX-KLEIN"), Some("Élodie Roux"));
    assert_eq!(told("Roux"), None);
}

#[test]
fn a_name_of_two_is_told_apart_by_role_outlet_and_article() {
    let speakers = read(
        "[people]\n\"Ana Roux\" = [\"A. Roux\"]\n\
         [[split]]\nname = \"Ana Roux\"\nshown = \"Ana Roux (goal)\"\nrole = \"goalkeeper\"\n\
         [[split]]\nname = \"Ana Roux\"\nshown = \"Ana Roux (far)\"\noutlet = \"Far Post\"\narticles = [\"0000000000007\"]",
    );
    let told = |name, role, number, outlet| {
        speakers.of_name(name, role, &article(number, outlet)).and_then(|told| told.name)
    };
    assert_eq!(told("Ana Roux", Some("the Goalkeeper of United"), 1, "Post"), Some("Ana Roux (goal)"));
    assert_eq!(
        told("A. Roux", Some("goalkeeper"), 1, "Post"),
        Some("Ana Roux (goal)"),
        "by any of her names"
    );
    assert_eq!(told("A. Roux", Some("mayor"), 1, "Post"), Some("Ana Roux"));
    assert_eq!(told("Ana Roux", None, 7, "Far Post"), Some("Ana Roux (far)"));
    assert_eq!(told("Ana Roux", None, 7, "Post"), None, "all conditions must hold");
}

#[test]
fn a_correction_finds_its_quotation_by_number_and_by_words() {
    let (numbered, worded) = ("0000000000001/2", "0000000000001/1");
    let speakers = read(&format!(
        "[quotes]\n\"{numbered}\" = \"nobody\"\n\"{worded}\" = {{ name = \"Ruiz\", words = \"No Choice\" }}"
    ));
    let places = |texts: &[&str]| -> Vec<(usize, Option<String>)> {
        let told = speakers.of_quotes(ArticleId::from_number(1), texts);
        told.into_iter().map(|(at, told)| (at, told.name.map(String::from))).collect()
    };
    let ruiz = || Some("Ruiz".to_string());
    assert_eq!(places(&["we had no choice", "never"]), [(0, ruiz()), (1, None)]);
    assert_eq!(places(&["x", "y", "no choice, then"]), [(2, ruiz()), (1, None)], "its words have moved");
    assert_eq!(places(&["x", "no choice", "no choice"]), [(1, None)], "which of the two is not known");
    assert_eq!(places(&[]), []);
    assert!(speakers.of_quotes(ArticleId::from_number(2), &["no choice"]).is_empty());
}

#[test]
fn a_mistake_is_named_with_its_line() {
    for (text, line, what) in [
        ("[people]\n\n“Ruiz” = [\"R\"]", 3, "unquoted key"),
        ("[people]\n\"Ruiz\" = \"R\"", 2, "expected a sequence"),
        ("[people]\n\"Ruiz\" = []", 2, "has no other name"),
        ("[people]\n\"Ruiz\" = [\"\"]", 2, "a name is empty"),
        ("[people]\n\"Ruiz\" = [\"R\"]\n\"Roux\" = [\n\"r\"]", 2, "is a name of \"Roux\" already"),
        ("[people]\n\"Ruiz\" = [\"R\"]\n\"Roux\" = [\"ruiz\"]", 3, "has other names itself"),
        ("[persons]\n\"Ruiz\" = [\"R\"]", 1, "unknown field `persons`"),
        ("[[split]]\nname = \"R\"\nshown = \"S\"", 2, "nothing says which"),
        ("[[split]]\nname = \"R\"\nshown = \"S\"\narticles = [\"7\"]", 4, "`7` is no article's id"),
        ("[[split]]\nname = \"R\"\nrole = \"mayor\"", 1, "missing field `shown`"),
        ("[quotes]\n\"7/1\" = \"R\"", 2, "`7/1` names no quotation"),
        ("[quotes]\n\"0000000000001/0\" = \"R\"", 2, "names no quotation"),
        ("[quotes]\n\"0000000000001/1\" = \" \"", 2, "is given no name"),
        ("[quotes]\n\"0000000000001/1\" = 3", 2, "write a name"),
        ("[quotes]\n\"0000000000001/1\" = \"R\"\n\"000000000000I/1\" = \"S\"", 3, "is corrected twice"),
    ] {
        let error = Speakers::read(text).expect_err(text);
        let printed = error.to_string();
        assert!(printed.starts_with(&format!("speakers.toml:{line}: ")), "{text}: {printed}");
        assert!(printed.contains(what), "{text}: {printed}");
        assert!(error.hint().is_some() && matches!(error.kind, ErrorKind::BrokenSpeakers { .. }));
    }
}

#[test]
fn rows_that_find_nothing_are_named() {
    let speakers = read("[people]\n\"Ruiz\" = [\"R\", \"M. Ruiz\"]\n[quotes]\n\"0000000000001/4\" = \"R\"");
    let told = speakers.of_name("r", None, &article(1, "Post")).unwrap();
    let notes = BTreeSet::from([told.note()]);
    let idle = speakers.without_effect(&notes);
    let expected =
        [(2, "no quotation is given to \"M. Ruiz\""), (4, "there is no quotation 0000000000001/4")];
    assert_eq!(idle, expected.map(|(line, what)| (line, what.to_string())));
}

#[test]
fn two_rows_for_one_split_are_two() {
    let speakers = read(
        "[[split]]\nname = \"Ana Roux\"\nshown = \"Roux (goal)\"\nrole = \"goalkeeper\"\n\
         [[split]]\nname = \"Ana Roux\"\nshown = \"Roux (goal)\"\noutlet = \"Far Post\"",
    );
    let told = speakers.of_name("Ana Roux", None, &article(1, "Far Post")).unwrap();
    assert_eq!(
        speakers.without_effect(&BTreeSet::from([told.note()])).first().map(|(line, _)| *line),
        Some(2)
    );
}

#[test]
fn what_editors_put_into_files_is_read() {
    let speakers = read("\u{feff}[people]\r\n\"Ruiz\" = [\"R\"]\r\n");
    assert_eq!(speakers.known_as("r"), Some("Ruiz"));
}

proptest::proptest! {
    #[test]
    fn no_text_makes_the_reader_panic(text in "(\\[people\\]\n|\\[quotes\\]\n|\\[\\[split\\]\\]\n|\"[a-zé/0-9]{0,5}\"|[=,\\[\\]{}# \n]|name|\\PC){0,30}") {
        if let Err(error) = Speakers::read(&text) {
            let named = matches!(error.place, crate::error::Place::Line { .. });
            proptest::prop_assert!(named);
        }
    }
}

#[test]
fn a_change_concerns_whom_it_speaks_of() {
    let before = read("[people]\n\"Ruiz\" = [\"R\"]\n[quotes]\n\"0000000000001/4\" = \"X\"");
    let remarked = read("# remark\n[quotes]\n\"0000000000001/4\" = \"X\"\n[people]\n\"Ruiz\" = [\"R\"]");
    assert!(remarked.changed_since(&before).is_empty());
    assert_eq!(remarked.fingerprint(), before.fingerprint());
    let after = read("[people]\n\"Ruiz\" = [\"R\", \"X\"]\n[quotes]\n\"0000000000001/4\" = \"X\"");
    let concerned = after.changed_since(&before);
    assert_eq!(concerned.names, BTreeSet::from(["ruiz".to_string(), "x".to_string()]));
    assert_eq!(concerned.articles, BTreeSet::from([ArticleId::from_number(1)]));
    assert_eq!(before.changed_since(&after), concerned);
    assert_eq!(Speakers::default().changed_since(&before).articles.len(), 1);
}
