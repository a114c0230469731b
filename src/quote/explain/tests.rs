//! Explanations, and each rule's sentence against an invented example of what it goes by.

use super::*;
use crate::article::ArticleId;

fn article(text: &str) -> Article {
    Article { id: ArticleId::from_number(1), source_path: "a.txt".into(), ..Article::of_text(text) }
}

/// French where it is printed as such.
fn explained_in_its_language(text: &str, number: u32) -> Explanation {
    let language = crate::text::Language::from_tag(if text.contains('«') { "fr" } else { "en" });
    explain(&Article { language, ..article(text) }, &Speakers::default(), number).unwrap()
}

fn explained(text: &str, number: u32) -> Explanation {
    explain(&article(text), &Speakers::default(), number).unwrap()
}

/// For each rule: an article, the number of its quotation, and words of the rule's sentence that are true of it.
const EXAMPLES: &[(Rule, &str, u32, &str)] = &[
    (
        Rule::CueThenName,
        "“We had no choice,” said Maria Ruiz.",
        1,
        "A verb of speech and then the speaker stand right after",
    ),
    (
        Rule::NameThenCue,
        "“We had no choice,” Maria Ruiz said.",
        1,
        "The speaker and then a verb of speech stand right after",
    ),
    (Rule::AsPut, "“A grave with a roof,” as Maria Ruiz put it.", 1, "“put it”"),
    (Rule::CueBefore, "Maria Ruiz said, “We had no choice.”", 1, "stand right before"),
    (Rule::AccordingTo, "“We had no choice,” according to Maria Ruiz.", 1, "“according to”"),
    (Rule::Split, "“We had no choice,” Maria Ruiz said, “and no time.”", 2, "goes on with the sentence"),
    (Rule::SameParagraph, "“We had no choice,” Maria Ruiz said. “There was no time.”", 2, "same paragraph"),
    (Rule::Nobody, "The door was locked at noon.\n\n“We had no choice at all.”", 1, "does not say who spoke"),
    (
        Rule::CarriedOn,
        "“We had no choice,” Maria Ruiz said.\n\n“There was no time left to ask anybody else.”",
        2,
        "goes on with whoever spoke",
    ),
    (
        Rule::Continued,
        "Maria Ruiz said, “We had no choice.\n\n“There was no time left to ask anybody.”",
        2,
        "closing mark is left out",
    ),
    (
        Rule::SubjectBefore,
        "Maria Ruiz left the hall at noon.\n\n“We had no choice at all.”",
        1,
        "ends with a sentence about somebody",
    ),
    (
        Rule::Introduced,
        "Maria Ruiz put it in these words:\n\n“We had no choice at all.”",
        1,
        "ends with a colon",
    ),
    (
        Rule::InvertedBefore,
        "Said Maria Ruiz: “We had no choice.”",
        1,
        "A verb of speech and then the speaker stand right before",
    ),
    (Rule::Colon, "Maria Ruiz: “We had no choice at all.”", 1, "with a colon between them"),
    (Rule::Label, "Maria Ruiz spoke to the board.\n\n“RUIZ: We had no choice at all.”", 1, "as a label"),
    (Rule::SpeechNoun, "Maria Ruiz’s claim that “nobody was asked” is untrue.", 1, "A noun of speech"),
    (Rule::MainSubject, "Maria Ruiz left at noon, calling it “a sad evening.”", 1, "no subject of its own"),
    (
        Rule::Joined,
        "Maria Ruiz called the plan “sad” and “late.”",
        2,
        "in the same sentence of the reporter’s",
    ),
    (
        Rule::TrailingCue,
        "It was “a sad evening” for the town, Maria Ruiz said.",
        1,
        "close the reporter’s sentence",
    ),
    (Rule::SentenceSubject, "Maria Ruiz wants “a fair deal” for the town.", 1, "is about one person"),
    (
        Rule::CueFollows,
        "“We had no choice. There was no time.” “Nobody was asked,” Maria Ruiz said.",
        1,
        "before a quotation of the same paragraph",
    ),
    (
        Rule::Incise,
        "Maria Ruiz se lève. « Nous n’avions pas le choix, dit-elle, ni le temps. »",
        1,
        "inside the marks",
    ),
    (Rule::ReportedAfter, "Maria Ruiz said that the vote was lost.", 1, "stand before what is reported"),
    (Rule::ReportedAround, "The vote, Maria Ruiz said, was lost for good.", 1, "set into, or behind"),
    (Rule::ReportedAccording, "According to Maria Ruiz, the vote was lost for good.", 1, "“according to”"),
    (Rule::ReportedThought, "Maria Ruiz believes that the vote is lost for good.", 1, "thinks or wants"),
    (Rule::ReportedOpinion, "Maria Ruiz called the vote a disgrace to the town.", 1, "called something"),
    (Rule::ReportedAside, "Maria Ruiz left early, saying that the vote was lost.", 1, "in an aside"),
    (Rule::Signed, "“We had no choice at all, and there was no time.”\n\n— Maria Ruiz", 1, "as a signature"),
];

#[test]
fn a_rules_sentence_says_what_it_goes_by() {
    for (rule, text, number, words) in EXAMPLES {
        let explanation = explained_in_its_language(text, *number);
        assert_eq!(explanation.quote.rule, *rule, "{text}");
        assert!(rule.in_words().contains(words), "{rule:?}: {}", rule.in_words());
        let chosen = &explanation.candidates[0];
        assert!(chosen.chosen && chosen.reasons[0].words == rule.in_words());
        let name = (*rule != Rule::Nobody).then_some("Maria Ruiz");
        assert_eq!(chosen.name.as_deref(), name, "{text}");
    }
}

/// The owner's word has an example of its own below.
#[test]
fn every_rule_has_an_example_and_a_sentence() {
    // These two need other words than Maria Ruiz’s: what a study finds, and what no rule proposes.
    let others = [Rule::ReportedFinding, Rule::Weighed];
    let rules: std::collections::BTreeSet<Rule> =
        EXAMPLES.iter().map(|(rule, ..)| *rule).chain(others).collect();
    assert_eq!((rules.len(), rules.contains(&Rule::Owner)), (Rule::Owner as usize, false), "{rules:?}");
    let mut names: Vec<&str> = rules.iter().map(|rule| rule.name()).collect();
    names.sort_unstable();
    names.dedup();
    assert_eq!(names.len(), EXAMPLES.len() + others.len());
    assert!(rules.iter().all(|rule| rule.in_words().ends_with('.')));
}

#[test]
fn who_else_is_in_reach_is_named_with_where() {
    let text = "Owen Roux, the mayor, was away.\n\nAna Brandt was there at noon. “We had no choice,” Maria Ruiz said.\n\n“Nor had I,” said Owen Roux.";
    let explanation = explained(text, 1);
    let lines: Vec<String> = explanation
        .candidates
        .iter()
        .map(|it| {
            let reasons: Vec<&str> =
                it.reasons.iter().skip(usize::from(it.chosen)).map(|it| it.words.as_str()).collect();
            format!("{}: {}", it.name.as_deref().unwrap_or("nobody"), reasons.join("; "))
        })
        .collect();
    assert_eq!(
        lines,
        [
            "Maria Ruiz: the text has “Maria Ruiz” and “said” there",
            "Ana Brandt: named in the same paragraph",
            "Owen Roux: named in the paragraph above; speaks the quotation after this one",
        ]
    );
    assert!(explanation.paragraph.slice(text).starts_with("Ana Brandt was"));
    assert_eq!(explain(&article(text), &Speakers::default(), 3), None);
    assert_eq!(explain(&article(text), &Speakers::default(), 0), None);
    assert_eq!(explain(&article("No marks."), &Speakers::default(), 1), None);
}

#[test]
fn the_owners_word_is_told_beside_what_the_rules_found() {
    let text = "Owen Roux came.\n\n“We had no choice,” said Maria Ruiz.";
    let speakers = Speakers::read("[quotes]\n\"0000000000001/1\" = \"Owen Roux\"").unwrap();
    let explanation = explain(&article(text), &speakers, 1).unwrap();
    let [owner, rules] = explanation.candidates.as_slice() else { panic!("{explanation:?}") };
    assert_eq!(owner.name.as_deref(), Some("Owen Roux"));
    assert!(owner.reasons[0].words.contains("speakers.toml"));
    assert_eq!(owner.reasons[1].words, "without its row, it is “Maria Ruiz”");
    assert_eq!((rules.name.as_deref(), rules.chosen), (Some("Maria Ruiz"), false));
}
