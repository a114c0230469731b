//! What is marked, and what is not.

use super::*;
use crate::query::Reach;
use crate::query::Words;
use crate::query::parse;
use proptest::prelude::*;

/// Marks are `{…}` in the fixture; quotations are what stands between “ and ”, « and ».
#[track_caller]
fn check(query: &str, language: Option<Language>, fixture: &str) {
    check_tree(&read(query), language, fixture);
}

#[track_caller]
fn check_tree(query: &Query, language: Option<Language>, fixture: &str) {
    let text = fixture.replace(['{', '}'], "");
    let mut shown = String::new();
    let mut at = 0;
    for mark in highlights(query, &text, language, &quotations(&text)) {
        shown += &format!("{}{{{}}}", &text[at..mark.range().start], mark.slice(&text));
        at = mark.range().end;
    }
    assert_eq!(shown + &text[at..], fixture, "{query}");
}

fn read(query: &str) -> Query {
    parse(query, jiff::civil::date(2023, 3, 24)).query
}

fn quotations(text: &str) -> Vec<Span> {
    let opens = text.match_indices(['“', '«']).map(|(at, mark)| at + mark.len());
    let closes = text.match_indices(['”', '»']).map(|(at, _)| at);
    opens.zip(closes).map(|(start, end)| Span::between(start, end)).collect()
}

#[test]
fn words_are_marked_in_any_form() {
    check("closing mills", None, "The {mill} will {close}, like the other {mills} that {closed}.");
    check("levesque", None, "{Lévesque} and {LEVESQUE}, the {Lévesques}.");
    check("mill OR plant", None, "A {plant}, a {mill}.");
    check("us", None, "The {U.S}. told {us}.");
}

#[test]
fn phrases_are_marked_where_they_stand() {
    check("\"close the mill\"", None, "To {close the mill} is not to close the mills or the mill.");
    check("Jean-Guy", None, "{Jean-Guy} knew Jean and Guy.");
    check("\"closing\"", None, "{Closing} is not closed.");
    check("\"the mill\" mill", None, "{the mill}, old {mill}");
    check("\"no no\"", None, "{No, no, no}!");
    check("\"a b c d\"", None, "a b c");
}

#[test]
fn exclusions_and_filters_mark_nothing() {
    check("mill -plant", None, "The {mill} and the plant.");
    check("NOT (mill OR plant)", None, "The mill and the plant.");
    check(
        "outlet:gazette title:mill lang:en since:2023 by:ruiz",
        None,
        "Ruiz of the Gazette: mill, en, 2023.",
    );
    check("*", None, "Everything.");
}

#[test]
fn words_that_bind_to_a_quotation_are_marked_inside_quotations() {
    check("said:mill", None, "The mill: “The {mill} stays.”");
    check("speaker:ruiz mill", None, "Ruiz has a mill. “The {mill} stays,” Ruiz said.");
    check("said:\"the mill\"", None, "The “old mill”, then the “mill”: “sell {the mill}”.");
    check("said:mill text:mill", None, "A mill, “a {mill}”.");
}

#[test]
fn the_article_has_its_languages_rules() {
    let french = Some(Language::FR);
    check("école", french, "{L’école} et les {écoles}, dit-elle.");
    check("« de l'école »", french, "Près {de l’école}, près {de école}.");
    check("« de l'école »", None, "Près {de l’école}, près de école.");
}

fn text(words: Words) -> Query {
    Query::Words { field: &fields::TEXT, words }
}

fn any_form(word: &str) -> Query {
    text(Words::AnyForm(word.into()))
}

fn exact(words: &str) -> Query {
    text(Words::Phrase(words.split(' ').map(String::from).collect()))
}

fn near(left: Query, reach: Reach, right: Query, in_order: bool) -> Query {
    Query::Near { parts: Box::new((left, right)), reach, in_order }
}

#[test]
fn open_words_are_marked_where_they_fit() {
    let pattern = |word: &str| text(Words::Pattern(word.into()));
    check_tree(&pattern("parl*"), None, "The {Parliament} and {PARLIAMENTARY} rule of parties, “{parlé}”.");
    check_tree(&pattern("?om?n"), None, "{Women}, a {woman}, omen.");
    check_tree(&pattern("*ll"), None, "The {mill} is {all}; the mills.");
    check_tree(&pattern("l’éc*"), Some(Language::FR), "{L’école} et les {écoles}.");
    let spelt = |word: &str, changes| text(Words::Spelt { word: word.into(), changes });
    check_tree(&spelt("tumilty", 1), None, "{Tumilty}, {Tumitly}, {Tumity}, Tomity.");
    check_tree(&spelt("tumilty", 2), None, "{Tumilty}, {Tomity}, Tom.");
    check_tree(&exact("bill* of parl?ament"), None, "{Bills of Parliament}, a bill and of parliament.");
}

#[test]
fn what_is_near_is_marked_where_it_is_near() {
    let words = Reach::Words;
    let mill_closes = |reach| near(any_form("mill"), reach, any_form("close"), false);
    check_tree(
        &mill_closes(words(1)),
        None,
        "The {mill} {closed}. All mills are to close; {closing} {mills}.",
    );
    check_tree(
        &mill_closes(words(3)),
        None,
        "The {mill} {closed}. {Mills} are to {close} in a far year, mills.",
    );
    check_tree(&mill_closes(Reach::Sentence), None, "The mill fell. It closed. So did {mills} that {close}.");
    check_tree(&mill_closes(Reach::Passage), None, "The {mill} fell. It {closed}.");
    let in_order = near(any_form("mill"), words(2), any_form("close"), true);
    check_tree(&in_order, None, "Closed mills, a {mill} that {closes}.");
    let twice = near(any_form("mill"), words(2), any_form("mill"), false);
    check_tree(&twice, None, "A {mill}, a {mill}; and so the mill.");
    let phrases = near(exact("the mill"), words(2), exact("will close"), false);
    check_tree(
        &phrases,
        None,
        "{The mill} soon {will close}; but not all of the mill, they say, will close.",
    );
    let nested = near(mill_closes(words(2)), words(3), any_form("town"), false);
    check_tree(
        &nested,
        None,
        "The {mill} {closed} in the {town}. Far off, and much later, the mill is closed and so is no town.",
    );
    let either = Query::any(vec![any_form("plant"), any_form("mill")]).unwrap();
    check_tree(
        &near(either, words(1), any_form("close"), false),
        None,
        "{Plants} {close}, a mill and a plant.",
    );
}

/// Work that grew with the product of the places, or doubled from one operator to the next, would never end.
#[test]
fn a_long_chain_in_a_long_text_is_marked() {
    let chain =
        (0..40).fold(any_form("no"), |chain, _| near(chain, Reach::Words(100), any_form("no"), false));
    let text = "no ".repeat(1000);
    assert_eq!(highlights(&chain, &text, None, &[]).len(), 1000);
}

#[test]
fn windows_and_counts_mark_their_words() {
    let window = |words: &str, others| {
        text(Words::Window { words: words.split(' ').map(String::from).collect(), others })
    };
    check_tree(
        &window("spavor kovrig", 1),
        None,
        "{Kovrig} and {Spavor}. Then he met Kovrig, and after him Spavor.",
    );
    check_tree(&window("no no", 1), None, "{No} and {no}. He never said no.");
    let often = Query::AtLeast { times: 3, of: Box::new(any_form("mill")) };
    check_tree(&often, None, "A {mill}.");
    check_tree(&Query::Not(Box::new(often)), None, "A mill.");
}

#[test]
fn what_is_near_in_a_quotation_is_near_inside_it() {
    let said = |word: &str| Query::Words { field: &fields::SAID, words: Words::AnyForm(word.into()) };
    let query = near(said("mill"), Reach::Words(3), any_form("close"), false);
    check_tree(&query, None, "The mill closed. “The {mill} {closes}.” The closing “mill” is “to close”.");
}

#[test]
fn stems_that_begin_otherwise_are_marked() {
    check("aerzte", Language::from_tag("de"), "Die {Aerzte} und {Ärzte} gehen.");
    check("agostino", Language::from_tag("it"), "{D’Agostino} e {Agostino}.");
}

proptest! {
    #[test]
    fn marks_lie_in_the_text_in_order_and_apart(
        query in "[a-c \"():*-]{0,20}|\\PC{0,12}", text in "[a-c ,.“”’é☀]{0,60}|\\PC{0,40}"
    ) {
        let marks = highlights(&read(&query), &text, None, &quotations(&text));
        prop_assert!(marks.iter().all(|mark| text.get(mark.range()).is_some_and(|words| !words.is_empty())));
        prop_assert!(marks.windows(2).all(|pair| pair[0].end() <= pair[1].start()));
    }
}
