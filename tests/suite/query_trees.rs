//! Every tree prints as a text that is read as the tree.

use crate::query_holds::TODAY;
use jiff::ToSpan;
use onrecord::fields;
use onrecord::fields::Field;
use onrecord::query::Days;
use onrecord::query::Event;
use onrecord::query::Query;
use onrecord::query::Reach;
use onrecord::query::Words;
use onrecord::query::parse;
use proptest::prelude::*;

/// Trees as the constructors of `Query` make them.
fn trees() -> impl Strategy<Value = Query> {
    let leaf = prop_oneof![
        1 => Just(Query::All),
        8 => leaves(),
        2 => (0i32..800, prop::option::of(0i32..400), prop::bool::ANY, events()).prop_map(days),
        1 => Just(Query::Undated),
        2 => running().prop_flat_map(near),
        1 => running().prop_flat_map(counted),
    ];
    leaf.prop_recursive(5, 40, 4, |part| {
        prop_oneof![
            prop::collection::vec(part.clone(), 1..4).prop_map(Query::all),
            prop::collection::vec(part.clone(), 1..4).prop_filter_map("not empty", Query::any),
            part.prop_map(Query::negated),
        ]
    })
}

const WORD: &str = "[a-zéü]{1,6}|[A-Z][a-z]{1,4}['’][a-z]{1,3}|[0-9]{1,4}|U\\.S|צה\"ל|or|not|same|near|不|☀";
const PATTERN: &str =
    "[a-zé]{2,5}\\*|\\*[a-z]{2,4}\\*?|[a-z]{1,3}\\?[a-z]{1,3}|[a-z]{2}\\*[a-z]\\?|L’[a-z]{2}\\*";

/// What any field of words can hold.
fn words() -> BoxedStrategy<Words> {
    let exact = prop_oneof![3 => WORD, 1 => PATTERN];
    prop_oneof![
        4 => WORD.prop_map(Words::AnyForm),
        1 => PATTERN.prop_map(Words::Pattern),
        1 => ("[a-zéü]{3,8}|[A-Z][a-z]{1,4}['’][a-z]{1,3}|AND", 1u8..3)
            .prop_map(|(word, changes)| Words::Spelt { word, changes }),
        3 => prop::collection::vec(exact.clone(), 1..4).prop_map(Words::Phrase),
        1 => (prop::collection::vec(exact, 2..4), 0u32..101)
            .prop_map(|(words, others)| Words::Window { words, others }),
    ]
    .boxed()
}

/// The fields of running text.
fn running() -> impl Strategy<Value = &'static Field> {
    prop::sample::select(vec![&fields::TEXT, &fields::TITLE, &fields::SAID])
}

fn leaves() -> impl Strategy<Value = Query> {
    let names = [&fields::SPEAKER, &fields::BY, &fields::QUOTING, &fields::MENTIONS];
    let value = "[a-z0-9]{1,4}[-a-z0-9.&+:()/?*~=^]{0,8}[a-z]|AND|OR|SAME|W/5|near5|hd=a|https://[a-z]{1,4}\\.[a-z]{2}/[a-z0-9()?=&_%:-]{0,9}";
    let values = prop_oneof![
        value.prop_map(Words::AnyForm),
        prop::collection::vec(value, 2..4).prop_map(Words::Phrase)
    ];
    let value_fields =
        [&fields::OUTLET, &fields::LANG, &fields::URL, &fields::SITE, &fields::TAG, &fields::ID];
    prop_oneof![
        (running(), words()),
        (prop::sample::select(names.to_vec()), words()),
        (prop::sample::select(value_fields.to_vec()), values),
    ]
    .prop_map(|(field, words)| Query::Words { field, words })
}

/// Words of one field, or several with `OR` between them.
fn side(field: &'static Field) -> BoxedStrategy<Query> {
    let leaf = words().prop_map(move |words| Query::Words { field, words });
    prop_oneof![3 => leaf.clone(), 1 => prop::collection::vec(leaf, 2..4).prop_map(Query::Or)].boxed()
}

fn near(field: &'static Field) -> BoxedStrategy<Query> {
    let reach =
        prop_oneof![(1u32..101).prop_map(Reach::Words), Just(Reach::Sentence), Just(Reach::Passage)].boxed();
    side(field)
        .prop_recursive(3, 8, 2, move |part| {
            (part.clone(), part, reach.clone(), prop::bool::ANY).prop_map(|(left, right, reach, in_order)| {
                Query::Near { parts: Box::new((left, right)), reach, in_order }
            })
        })
        .boxed()
}

fn counted(field: &'static Field) -> BoxedStrategy<Query> {
    (1u32..101, side(field)).prop_map(|(times, of)| Query::AtLeast { times, of: Box::new(of) }).boxed()
}

fn events() -> impl Strategy<Value = Event> {
    prop::sample::select(vec![Event::Published, Event::Updated, Event::Added])
}

fn days((back, length, open, event): (i32, Option<i32>, bool, Event)) -> Query {
    let first = TODAY - back.days();
    Query::Dated(
        event,
        match (length, open) {
            (Some(length), _) => Days { first: Some(first), last: Some(first + length.days()) },
            (None, true) => Days { first: Some(first), last: None },
            (None, false) => Days { first: None, last: Some(first) },
        },
    )
}

fn nears(tree: &Query) -> usize {
    match tree {
        Query::Near { parts, .. } => 1 + nears(&parts.0) + nears(&parts.1),
        Query::And(parts) | Query::Or(parts) => parts.iter().map(nears).sum(),
        Query::Not(part) => nears(part),
        Query::AtLeast { of, .. } => 1 + nears(of),
        _ => 0,
    }
}

proptest! {
    #[test]
    fn every_tree_prints_as_what_it_means(tree in trees()) {
        // More of these are not read in one query.
        prop_assume!(nears(&tree) <= 8);
        let printed = tree.to_string();
        let parsed = parse(&printed, TODAY);
        prop_assert!(parsed.complaints.is_empty(), "{printed}: {:?}", parsed.complaints);
        prop_assert_eq!(parsed.query, tree, "{}", printed);
    }
}
