//! Texts made to break or to stall attribution: bounded time and memory, spans on character boundaries, no panic.

use crate::holds::article;
use crate::holds::quotations_hold;
use onrecord::quote::attribute;
use onrecord::text::Language;
use proptest::prelude::*;
use proptest::sample::select;
use std::time::Duration;
use std::time::Instant;

/// A name, and a text of about so many bytes.
type Shape = (&'static str, fn(usize) -> String);

/// What the issue names, and what else has cost the square of its length somewhere.
const SHAPES: &[Shape] = &[
    ("opening marks, none closes", |size| "“".repeat(size / 3)),
    ("opening marks with words", |size| "“a ".repeat(size / 5)),
    ("single opening marks", |size| "‘a ".repeat(size / 5)),
    ("one single mark, possessives after it", |size| format!("‘a{}", " workers’ b".repeat(size / 13))),
    ("nested a thousand deep", |size| {
        format!("{}{}\n\n", "“a ".repeat(1000), "”".repeat(1000)).repeat(size / 8002 + 1)
    }),
    ("guillemets, inward and outward", |size| "« a » b » c « ".repeat(size / 18)),
    ("marks that were decoded wrongly", |size| "â€œa â€™s â€".repeat(size / 26)),
    ("a name of letters only", |size| format!("{} said “no”", "A".repeat(size))),
    ("no spaces at all", |size| "“no”saidRuiz.".repeat(size / 17)),
    ("right to left", |size| "قالت ماريا «لا» ".repeat(size / 28)),
    ("emoji", |size| "“🙂” 👩‍👩‍👧 said Ruiz. ".repeat(size / 42)),
    ("a sentence of many quotations", |size| {
        "“No,” said Maria Ruiz, who said, and said that he said, ".repeat(size / 59)
    }),
    ("a sentence of many cues", |size| format!("{}“no,” he said", "Ruiz said, ".repeat(size / 11))),
    ("a story of many quotations", |size| {
        "“No,” said Maria Ruiz, the mayor. The board met on Monday, and it left early.\n\n“Never,” she said.\n\n".repeat(size / 103)
    }),
    ("everybody of another name", |size| many(size, |at| format!("“No,” said Ana Ruiz{}. ", word(at)))),
    ("everybody of one surname", |size| many(size, |at| format!("“No,” said Mr. An{} Ruiz. ", word(at)))),
    ("everybody in one sentence", |size| {
        many(size, |at| format!("Ana Ruiz{}, ", word(at))) + "and Luis Roux said “no”"
    }),
    ("everybody a mayor", |size| {
        many(size, |at| format!("Ana Ruiz{}, the mayor, left. “No,” the mayor said. ", word(at)))
    }),
    ("nobody a bishop", |size| {
        many(size, |at| format!("Ana Ruiz{} left. “No,” the bishop said. ", word(at)))
    }),
    ("pull quotes", |size| "“I would sell the mill tomorrow if anybody asked.”\n\n".repeat(size / 56)),
    ("turns of a transcript", |size| {
        "WARREN: Why did you close it?\n\nRUIZ: The roof was down.\n\n".repeat(size / 56)
    }),
    ("introductions", |size| {
        "Ruiz said in a statement:\n\nWe closed the mill on Monday.\n\n".repeat(size / 59)
    }),
    ("colons", |size| "he said: ".repeat(size / 9)),
    ("brackets", |size| "“no,” Ruiz (( said ".repeat(size / 23)),
    ("tags that do not close", |size| "<a ".repeat(size / 3)),
    ("dashes", |size| "— Non, dit-elle, jamais.\n\n".repeat(size / 28)),
];

/// Different words of letters only.
fn word(mut number: usize) -> String {
    let mut word = String::new();
    while number > 0 {
        word.push(char::from(b'a' + (number % 26) as u8));
        number /= 26;
    }
    word
}

fn many(size: usize, piece: fn(usize) -> String) -> String {
    let mut text = String::new();
    let mut at = 0;
    while text.len() < size {
        text.push_str(&piece(at));
        at += 1;
    }
    text
}

fn cost(text: &str, language: Language) -> Duration {
    let article = article(text, language);
    let started = Instant::now();
    attribute(&article);
    started.elapsed()
}

#[test]
fn whatever_the_shape_spans_hold() {
    for (name, shape) in SHAPES {
        for size in [10, 1_000, 30_000] {
            println!("{name}, {size}");
            quotations_hold(&shape(size), Language::EN);
            quotations_hold(&shape(size), Language::FR);
        }
    }
}

/// Twelve times the text may cost twelve times as much, and that five times over for caches and a busy machine, in the best of a
/// few runs; the square of twelve is far beyond.
#[test]
fn cost_grows_with_the_length_only() {
    const SMALL: usize = 8_000;
    const TIMES: usize = 12;
    const ALLOWED: u32 = 5 * TIMES as u32;
    for (name, shape) in SHAPES {
        let (small, large) = (shape(SMALL), shape(SMALL * TIMES));
        for language in [Language::EN, Language::FR] {
            // Below a millisecond the clock measures the machine.
            let grows_too_fast = || {
                let base = cost(&small, language).max(Duration::from_millis(1));
                cost(&large, language) > base * ALLOWED
            };
            assert!(
                (0..3).any(|_| !grows_too_fast()),
                "{name}: more than {ALLOWED} times for {TIMES} times the text"
            );
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]
    #[test]
    fn spans_hold_in_hostile_texts(text in hostile(), french in any::<bool>()) {
        quotations_hold(&text, if french { Language::FR } else { Language::EN });
    }
}

/// Marks of every kind and side, whole and broken.
const MARKS: [&str; 19] = [
    "“", "”", "„", "\"", "''", "``", "‘", "’", "'", "«", "»", "‹", "›", "â€œ", "â€", "â€™", "’’", "« ", " »",
];

/// Cues, names and openings that the rules look for; scripts, emoji and characters that join.
const WORDS: [&str; 28] = [
    "Maria Ruiz",
    "RUIZ: ",
    "Ruiz and Roux",
    "he",
    "said",
    "the 54-year-old",
    "according to",
    "D’après",
    "selon",
    "a-t-elle dit",
    "dit-il",
    "s’est dite",
    "Mr.",
    "in a statement:",
    "one of the",
    "his saying,",
    "I",
    "<tweet a=\"",
    ">",
    "É",
    "e\u{301}",
    "🙂",
    "👩‍👩‍👧",
    "قالت",
    "\u{202e}",
    "漢字",
    "\u{200d}",
    "ß",
];

/// What stands between words.
const BETWEEN: [&str; 10] = [" ", "", ", ", ". ", ": ", "\n\n", "— ", "(", ")", "? "];

/// Texts like news gone wrong: marks, cues and names in any order, and all of it repeated.
fn hostile() -> impl Strategy<Value = String> {
    let piece = prop_oneof![select(MARKS.to_vec()), select(WORDS.to_vec()), select(BETWEEN.to_vec())];
    let times = prop_oneof![20 => Just(1), 1 => 2..40_usize];
    let run = (piece, times).prop_map(|(piece, times)| piece.repeat(times));
    proptest::collection::vec(run, 0..60).prop_map(|runs| runs.concat())
}
