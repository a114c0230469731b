//! The engine finds exactly the texts in which highlights mark something, and what it finds is right.

use super::*;
use crate::article::Article;
use crate::article::ArticleId;
use crate::corpus::Speakers;
use crate::index::local::LocalIndex;
use crate::index::local::Payload;
use crate::index::local::Writer;
use crate::index::manifest::Manifest;
use crate::query::Reach;
use crate::quote::settled;
use crate::search::Highlighter;
use crate::text::Language;
use crate::text::Span;
use proptest::prelude::*;
use proptest::test_runner::TestCaseError;
use std::collections::BTreeSet;
use tantivy::DocAddress;
use tantivy::TERMINATED;
use tantivy::query::EnableScoring;
use tempfile::TempDir;

/// An index of some articles, in its folder as long as that lives.
struct Made {
    index: LocalIndex,
    _folder: TempDir,
}

fn article(number: u64, title: &str, text: &str, language: Option<Language>) -> Article {
    let title = Some(title.to_string());
    Article { id: ArticleId::from_number(number), title, language, ..Article::of_text(text) }
}

fn made(articles: &[Article]) -> Made {
    let folder = tempfile::tempdir().unwrap();
    let mut writer = Writer::create(folder.path(), 1).unwrap();
    let preparation = writer.preparation();
    let block = |article| preparation.block(article, 0, &settled(article, &Speakers::default()), 0);
    let mut written = preparation.write(articles.iter().map(block).collect()).unwrap();
    written.extend(writer.write_rest().unwrap());
    for written in &written {
        assert!(writer.settle(written).unwrap());
    }
    let manifest = Manifest::name_after(None);
    let stories = folder.path().join(&manifest);
    crate::index::alike::Stories::default().write(&stories).unwrap();
    crate::index::revised::Revised::default().write(&stories).unwrap();
    let counts = writer.counts();
    let (rules, speakers) = (String::new(), String::new());
    writer.commit(&Payload { format: 1, rules, speakers, manifest, counts }).unwrap();
    Made { index: LocalIndex::open(folder.path(), 1).unwrap(), _folder: folder }
}

impl Made {
    /// What a compiled query finds.
    fn found(&self, compile: impl FnOnce(&Compiler<'_>) -> Option<Compiled>) -> BTreeSet<DocAddress> {
        let forms = self.index.forms(&Query::All);
        let Some(compiled) = compile(&self.index.compiler(&forms)) else { return BTreeSet::new() };
        let scoring = EnableScoring::disabled_from_searcher(&self.index.searcher);
        let weight = compiled.weight(scoring).unwrap();
        let mut found = BTreeSet::new();
        for segment in &self.index.segments {
            let mut docs = weight.scorer(&segment.reader, 1.0).unwrap();
            while docs.doc() != TERMINATED {
                found.insert(segment.address(docs.doc()));
                docs.advance();
            }
        }
        found
    }

    /// The numbers of the articles that a query finds.
    fn articles(&self, query: &Query) -> Vec<u64> {
        let found = self.found(|compiler| Some(compiler.matching(query, Unit::Article)));
        let id = |address: &DocAddress| self.index.imprint(*address).unwrap().id.number();
        let numbers: BTreeSet<u64> = found.iter().map(id).collect();
        numbers.into_iter().collect()
    }

    /// All articles, each with its passages.
    fn blocks(&self) -> Vec<(DocAddress, Vec<DocAddress>, Vec<DocAddress>)> {
        let mut blocks = Vec::new();
        for segment in &self.index.segments {
            for doc in segment.reader.doc_ids_alive().filter(|doc| segment.blocks.article(*doc) == *doc) {
                let addresses = |(first, end)| (first..end).map(|doc| segment.address(doc)).collect();
                let (passages, quotes) = (segment.blocks.passages(doc), segment.blocks.quotes(doc));
                blocks.push((segment.address(doc), addresses(passages), addresses(quotes)));
            }
        }
        blocks
    }
}

fn text(words: Words) -> Query {
    Query::Words { field: &fields::TEXT, words }
}

fn any_form(word: &str) -> Query {
    text(Words::AnyForm(word.into()))
}

fn phrase(words: &str) -> Query {
    text(Words::Phrase(words.split(' ').map(String::from).collect()))
}

fn pattern(word: &str) -> Query {
    text(Words::Pattern(word.into()))
}

fn near(left: Query, reach: Reach, right: Query) -> Query {
    Query::Near { parts: Box::new((left, right)), reach, in_order: false }
}

fn before(left: Query, reach: Reach, right: Query) -> Query {
    Query::Near { parts: Box::new((left, right)), reach, in_order: true }
}

fn at_least(times: u32, of: Query) -> Query {
    Query::AtLeast { times, of: Box::new(of) }
}

/// Two passages: the first is long enough to stand alone.
const FLOOD: &str = "The old mill closed. Workers of Harbour Town left, and nobody has had any other work since the \
                     flood.\n\nThe bills came, and in the month after it the taxes and a letter from the bank itself.";

#[test]
fn every_operator_finds_what_it_says() {
    let english = Some(Language::EN);
    let articles = [
        article(1, "Mill", FLOOD, english),
        article(
            2,
            "Town hall",
            "Mills were closing, and a bill of parliament passed. A mill, a mill!",
            english,
        ),
        article(3, "Harbour mill to close", "Nobody knew the miller, nor the tumilty family.", None),
        article(4, "École", "L’école ferme ses portes, les parties sont finies.", Some(Language::FR)),
    ];
    let made = made(&articles);
    let spelt = |word: &str, changes| text(Words::Spelt { word: word.into(), changes });
    let window = |words: &str, others| {
        text(Words::Window { words: words.split(' ').map(String::from).collect(), others })
    };
    let words = Reach::Words;
    let title = |words| Query::Words { field: &fields::TITLE, words };
    for (query, expected) in [
        (pattern("mill*"), vec![1, 2, 3]),
        (pattern("m?lls"), vec![2]),
        (pattern("*ill?r"), vec![3]),
        (pattern("éco*"), vec![4]),
        (pattern("l'éco*"), vec![4]),
        (spelt("tumitly", 1), vec![3]),
        (spelt("tumilyt", 1), vec![3]),
        (spelt("tomity", 1), vec![]),
        (spelt("tomity", 2), vec![3]),
        (phrase("bill* of parl*"), vec![2]),
        (phrase("bill* came"), vec![1]),
        (near(any_form("mill"), words(1), any_form("close")), vec![1]),
        (near(any_form("mill"), words(2), any_form("close")), vec![1, 2, 3]),
        (before(any_form("close"), words(9), any_form("mill")), vec![2]),
        (near(any_form("mill"), Reach::Sentence, any_form("worker")), vec![]),
        (near(any_form("mill"), Reach::Passage, any_form("worker")), vec![1]),
        (near(any_form("mill"), Reach::Passage, any_form("bill")), vec![2]),
        (near(phrase("mill"), words(2), phrase("mill")), vec![2]),
        (near(phrase("mill"), words(1), phrase("mill")), vec![]),
        (near(phrase("old mill"), words(2), phrase("workers of")), vec![1]),
        (near(phrase("old mill"), words(1), phrase("workers of")), vec![]),
        (near(any_form("école"), words(1), any_form("fermer")), vec![4]),
        (window("mill harbour", 0), vec![3]),
        (window("parliament bill", 1), vec![2]),
        (window("parliament bill", 0), vec![]),
        (at_least(3, any_form("mill")), vec![2]),
        (at_least(2, any_form("mill")), vec![1, 2]),
        (at_least(2, any_form("bill").and(Query::All)), vec![]),
        (at_least(3, Query::any(vec![phrase("mill"), any_form("close")]).unwrap()), vec![1, 2]),
        (title(Words::Pattern("har*".into())), vec![3]),
        (near(title(Words::AnyForm("mill".into())), words(2), any_form("close")), vec![3]),
        (near(near(any_form("mill"), words(3), any_form("close")), words(5), any_form("town")), vec![1]),
        (pattern("mill*").and(Query::Not(Box::new(pattern("clos*")))), vec![]),
    ] {
        assert_eq!(made.articles(&query), expected, "{query}");
    }
}

#[test]
fn what_stands_in_a_quotation_stands_in_it_whole() {
    let said = "“The mill will close. The bill came,” Petra Lindqvale said of the town.\n\n\
                Petra Lindqvale said the mill would never close.";
    let made = made(&[article(1, "Mill to close", said, None)]);
    let said = |word: &str| Query::Words { field: &fields::SAID, words: Words::AnyForm(word.into()) };
    let count = |query: &Query| made.found(|compiler| Some(compiler.matching(query, Unit::Quotation))).len();
    assert_eq!(count(&near(said("mill"), Reach::Words(2), said("close"))), 1);
    assert_eq!(count(&near(any_form("mill"), Reach::Words(3), any_form("close"))), 2);
    assert_eq!(count(&near(said("close"), Reach::Sentence, said("bill"))), 0);
    assert_eq!(count(&near(said("close"), Reach::Passage, said("bill"))), 1);
    assert_eq!(count(&near(said("bill"), Reach::Passage, said("town"))), 0);
    let speaker = |words| Query::Words { field: &fields::SPEAKER, words };
    assert_eq!(count(&speaker(Words::Pattern("lind*".into()))), 2);
    assert_eq!(count(&speaker(Words::Phrase(vec!["pet*".into(), "lindqvale".into()]))), 2);
    assert_eq!(count(&speaker(Words::Spelt { word: "lindqvlae".into(), changes: 1 })), 2);
    assert_eq!(count(&speaker(Words::Spelt { word: "lindvlae".into(), changes: 1 })), 0);
    assert_eq!(count(&at_least(3, any_form("mill"))), 2);
    assert_eq!(count(&at_least(1, said("bill"))), 1);
    assert_eq!(count(&at_least(2, said("mill"))), 0);
}

#[test]
fn more_words_than_are_looked_for_are_told() {
    let words: Vec<String> = (0..1200).map(|number| format!("bill{number}")).collect();
    let made = made(&[article(1, "Bills", &words.join(" "), None), article(2, "Bill", "bill1100", None)]);
    let query = pattern("bill*");
    let forms = made.index.forms(&query);
    let found =
        forms.of(made.index.fields.passage_exact, &crate::search::sought::Leaf::Pattern("bill*".into()));
    let found: Vec<String> = found.unwrap().printed.iter().map(|printed| printed.term.clone()).collect();
    assert_eq!((found.len(), found[0].as_str(), found[1].as_str()), (1000, "bill1100", "bill0"));
    assert_eq!(forms.notes(), ["`bill*` fits 1200 words; the 1000 most frequent of them were looked for"]);
}

fn word() -> impl Strategy<Value = &'static str> {
    prop_oneof![
        Just("mill"),
        Just("mills"),
        Just("Milling"),
        Just("miller"),
        Just("close"),
        Just("closed"),
        Just("a"),
        Just("the"),
        Just("l’école"),
        Just("école"),
        Just("parties"),
        Just("party"),
        Just("partie"),
        Just("dying"),
        Just("die"),
        Just("U.S."),
        Just("us"),
    ]
}

fn sentence() -> impl Strategy<Value = String> {
    let end = prop_oneof![Just("."), Just("!"), Just(","), Just(" —"), Just("")];
    (prop::collection::vec(word(), 1..7), end, prop::bool::ANY).prop_map(|(words, end, is_quoted)| {
        let words = format!("The {}{end}", words.join(" "));
        if is_quoted { format!("“{words}” Petra Lindqvale said.") } else { words }
    })
}

fn articles() -> impl Strategy<Value = Vec<Article>> {
    let language = prop_oneof![Just(None), Just(Some(Language::EN)), Just(Some(Language::FR))];
    let passage = prop::collection::vec(sentence(), 1..4).prop_map(|sentences| sentences.join(" "));
    let one = (sentence(), prop::collection::vec(passage, 1..3), language);
    prop::collection::vec(one, 1..12).prop_map(|several| {
        let article = |((title, passages, language), number): ((String, Vec<String>, _), u64)| {
            article(number, &title, &passages.join("\n\n"), language)
        };
        several.into_iter().zip(1..).map(article).collect()
    })
}

fn leaf() -> impl Strategy<Value = Query> {
    let open =
        prop_oneof![Just("mil*"), Just("*ill"), Just("m?ll?"), Just("*ie*"), Just("l’é*"), Just("?he")];
    let exact = prop_oneof![3 => word(), 1 => open.clone()].prop_map(String::from);
    let several = prop::collection::vec(exact, 1..4);
    prop_oneof![
        word().prop_map(any_form),
        open.prop_map(pattern),
        (word(), 1..3_u8).prop_map(|(word, changes)| text(Words::Spelt { word: word.into(), changes })),
        several.clone().prop_map(|words| text(Words::Phrase(words))),
        (several, 0..4_u32).prop_map(|(words, others)| text(Words::Window { words, others })),
    ]
}

fn tree() -> impl Strategy<Value = Query> {
    leaf().prop_recursive(3, 8, 2, |part| {
        let reach = prop_oneof![(1..5_u32).prop_map(Reach::Words), Just(Reach::Sentence), Just(Reach::Passage)];
        prop_oneof![
            3 => (part.clone(), part.clone(), reach, prop::bool::ANY).prop_map(|(left, right, reach, in_order)| {
                Query::Near { parts: Box::new((left, right)), reach, in_order }
            }),
            1 => (part.clone(), part).prop_map(|(one, other)| Query::Or(vec![one, other])),
        ]
    })
}

fn several_words() -> impl Strategy<Value = Query> {
    prop::collection::vec(word(), 2..4).prop_map(|words| phrase(&words.join(" ")))
}

/// The same between quotation marks.
fn said(query: Query) -> Query {
    match query {
        Query::Words { words, .. } => Query::Words { field: &fields::SAID, words },
        Query::Near { parts, reach, in_order } => {
            Query::Near { parts: Box::new((said(parts.0), said(parts.1))), reach, in_order }
        }
        Query::Or(parts) => Query::Or(parts.into_iter().map(said).collect()),
        other => other,
    }
}

fn agree(made: &Made, query: &Query) -> Result<(), TestCaseError> {
    let in_passages =
        made.found(|compiler| compiler.standing(compiler.fields.passage_exact, query, &of_text));
    let in_headlines = made.found(|compiler| compiler.standing(compiler.fields.title_exact, query, &of_text));
    let in_quotations = made.found(|compiler| Some(compiler.in_one_text(query, Unit::Quotation)));
    let in_articles = made.found(|compiler| Some(compiler.in_one_text(query, Unit::Article)));
    for (article, passages, quotations) in made.blocks() {
        let imprint = made.index.imprint(article).unwrap();
        let mut highlighter = Highlighter::for_unit(query, Unit::Article, imprint.language);
        let title = imprint.title.unwrap_or_default();
        let of_headline = !highlighter.marks(&title, &[]).is_empty();
        prop_assert_eq!(in_headlines.contains(&article), of_headline, "{}: {}", query, title);
        let mut is_anywhere = of_headline;
        let mut quotes: Vec<(String, Span)> = Vec::new();
        for passage in passages {
            let text = made.index.passage(passage).unwrap();
            let is_marked = !highlighter.marks(&text.text, &[]).is_empty();
            prop_assert_eq!(in_passages.contains(&passage), is_marked, "{}: {}", query, text.text);
            is_anywhere |= is_marked;
            quotes.extend(text.quotes.iter().map(|quote| (text.text.clone(), quote.span)));
        }
        prop_assert_eq!(in_articles.contains(&article), is_anywhere);
        prop_assert_eq!(quotes.len(), quotations.len());
        let mut highlighter = Highlighter::for_unit(query, Unit::Quotation, imprint.language);
        for (quotation, (text, span)) in quotations.iter().zip(quotes) {
            let marks = highlighter.marks(&text, &[span]);
            prop_assert!(marks.iter().all(|mark| span.covers(*mark)));
            prop_assert_eq!(
                in_quotations.contains(quotation),
                !marks.is_empty(),
                "{}: {}",
                query,
                span.slice(&text)
            );
        }
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(8))]
    #[test]
    fn what_the_engine_finds_is_what_is_marked(
        articles in articles(), trees in prop::collection::vec(tree(), 40)
    ) {
        let made = made(&articles);
        for tree in trees {
            agree(&made, &tree)?;
        }
    }

    #[test]
    fn any_of_several_is_what_each_of_them_is(
        articles in articles(), trees in prop::collection::vec((prop_oneof![tree(), several_words()], prop::bool::ANY), 1..24)
    ) {
        let made = made(&articles);
        let trees = trees.into_iter().map(|(tree, is_said)| if is_said { said(tree) } else { tree });
        let trees: Vec<Query> = trees.collect();
        for unit in [Unit::Article, Unit::Quotation] {
            let found = |query: &Query| made.found(|compiler| Some(compiler.matching(query, unit)));
            let each: BTreeSet<DocAddress> = trees.iter().flat_map(found).collect();
            prop_assert_eq!(found(&Query::Or(trees.clone())), each, "{:?}", trees);
        }
    }

    #[test]
    fn once_is_at_least_once(articles in articles(), trees in prop::collection::vec(tree(), 20)) {
        let made = made(&articles);
        for tree in trees {
            let once = made.found(|compiler| Some(compiler.in_one_text(&tree, Unit::Article)));
            let often = |times| made.found(|compiler| Some(compiler.at_least(times, &tree, Unit::Article)));
            prop_assert_eq!(&often(1), &once, "{}", tree);
            prop_assert!(often(2).is_subset(&once), "{}", tree);
            prop_assert!(often(3).is_subset(&often(2)), "{}", tree);
        }
    }
}
