//! What is known about words before any article is read: tables, loaded once, looked up by folded word.

mod facts;
mod table;

pub(super) use facts::Facts;

use crate::text::Language;
use crate::text::fold;
use std::collections::HashMap;
use std::sync::LazyLock;
use table::Table;

const CUES: &str = include_str!("cues.tsv");
const THOUGHTS: &str = include_str!("thoughts.tsv");
const REACTIONS: &str = include_str!("reactions.tsv");
const HONORIFICS: &str = include_str!("honorifics.tsv");
const ROLES: &str = include_str!("roles.tsv");
const GIVEN_NAMES: &str = include_str!("given_names.tsv");
const WORDS: &str = include_str!("words.tsv");
const OFFICES: &str = include_str!("offices.tsv");

/// All of them, for telling one state of the tables from another.
pub(super) const TABLES: [&str; 8] =
    [CUES, THOUGHTS, REACTIONS, HONORIFICS, ROLES, GIVEN_NAMES, WORDS, OFFICES];

/// The words of one language, with what the tables say of them.
pub(super) struct Lexicon {
    words: Table,
}

/// For every word of an office, the classes that it is in.
static OFFICE_CLASSES: LazyLock<HashMap<&str, u64>> = LazyLock::new(|| {
    let mut classes: HashMap<&str, u64> = HashMap::new();
    for (number, [_, forms, _]) in rows::<3>(OFFICES).take(u64::BITS as usize).enumerate() {
        forms.split(',').for_each(|form| *classes.entry(form).or_default() |= 1 << number);
    }
    classes
});

/// Whether two folded words can mean one office or part: "sen", "senator".
pub(super) fn same_office(one: &str, other: &str) -> bool {
    let classes = |word: &str| OFFICE_CLASSES.get(word).copied().unwrap_or_default();
    one == other || classes(one) & classes(other) != 0
}

static ENGLISH: LazyLock<Lexicon> = LazyLock::new(|| Lexicon::load("en"));
static FRENCH: LazyLock<Lexicon> = LazyLock::new(|| Lexicon::load("fr"));

impl Lexicon {
    /// The tables of a language; of any but French, the English ones.
    pub(super) fn of(language: Option<Language>) -> &'static Lexicon {
        if language == Some(Language::FR) { &FRENCH } else { &ENGLISH }
    }

    /// What the tables say of a folded word.
    pub(super) fn facts(&self, folded: &str) -> Facts {
        self.words.facts(folded)
    }

    /// What the tables say of the word that heads a text: `length` letters and digits of ASCII, in any case.
    #[inline]
    pub(super) fn facts_of_plain(&self, text: &str, length: usize) -> Facts {
        self.words.facts_of_plain(text, length)
    }

    fn load(language: &str) -> Lexicon {
        let mut lexicon = Lexicon { words: Table::default() };
        for [_, cue_language, usage, _, forms, _] in rows::<6>(CUES) {
            if cue_language == language {
                forms.split(',').for_each(|form| lexicon.add(form, cue_facts(usage, form, forms, language)));
            }
        }
        for [_, verb_language, usage, _, forms, _] in rows::<6>(THOUGHTS) {
            if verb_language == language {
                forms.split(',').for_each(|form| lexicon.add(form, thought_facts(usage, form, language)));
            }
        }
        for [_, verb_language, forms, _] in rows::<4>(REACTIONS) {
            if verb_language == language {
                forms.split(',').for_each(|form| lexicon.add(form, Facts::REACT));
            }
        }
        for [form, person, _, _] in rows::<4>(HONORIFICS) {
            lexicon.add(form, Facts::HONORIFIC.and(person_facts(person)));
        }
        for [form, role_language, person, kind] in rows::<4>(ROLES) {
            if role_language == language {
                lexicon.add(form, role_facts(kind, form).and(person_facts(person)));
            }
        }
        for [name, gender] in rows::<2>(GIVEN_NAMES) {
            lexicon.add_name(name, gender);
        }
        for [form, word_language, classes] in rows::<3>(WORDS) {
            if word_language == language {
                classes.split(' ').for_each(|class| lexicon.add(form, class_facts(class)));
            }
        }
        lexicon
    }

    fn add(&mut self, form: &str, facts: Facts) {
        let known = self.words.entry(fold(form));
        *known = known.and(facts);
    }

    /// A given name keeps its gender only where the word is nothing else: "Major" is a rank first.
    fn add_name(&mut self, name: &str, gender: &str) {
        let known = self.words.entry(fold(name));
        let gender = if *known == Facts::default() { person_facts(gender) } else { Facts::default() };
        *known = known.and(Facts::GIVEN).and(gender);
    }
}

/// A sentence for each noun for something said.
#[cfg(test)]
pub(super) fn examples_of_nouns() -> impl Iterator<Item = &'static str> {
    let noun = |row: &[&str; 6]| matches!(row[2], "noun" | "owned" | "wording");
    rows::<6>(CUES).filter(noun).map(|[.., example]| example)
}

/// A sentence for each verb for what somebody does with another's words.
#[cfg(test)]
pub(super) fn examples_of_reactions() -> impl Iterator<Item = &'static str> {
    rows::<4>(REACTIONS).map(|[.., example]| example)
}

/// The rows of a table, without its comments; a row of another width is left out, and a test finds it.
fn rows<const COLUMNS: usize>(table: &'static str) -> impl Iterator<Item = [&'static str; COLUMNS]> {
    table
        .lines()
        .filter(|line| !line.starts_with('#'))
        .filter_map(|line| <[&str; COLUMNS]>::try_from(line.split('\t').collect::<Vec<_>>()).ok())
}

fn cue_facts(usage: &str, form: &str, forms: &str, language: &str) -> Facts {
    let usage = match usage {
        "say" => Facts::SAY,
        "act" => Facts::SAY.and(Facts::ACTS),
        "tell" => Facts::TELL,
        "ask" => Facts::SAY.and(Facts::ASK),
        "call" => Facts::CALL,
        "text" => Facts::TEXT,
        "weak" => Facts::WEAK,
        "noun" => return Facts::SPEECH_NOUN,
        "owned" => return Facts::OWNED_NOUN,
        "wording" => return Facts::SPEECH_NOUN.and(Facts::WORDING),
        "according" => return Facts::CUE.and(Facts::ACCORDING),
        "put" => Facts::PUT,
        _ => Facts::WEAK,
    };
    let participle = if language == "fr" { form.ends_with("ant") } else { form.ends_with("ing") };
    let bare = if language == "fr" {
        form.ends_with("er") || form.ends_with("ir") || form.ends_with("re")
    } else {
        forms.split(',').next() == Some(form) && !form.ends_with('s')
    };
    let mut facts = Facts::CUE.and(usage);
    if participle {
        facts = facts.and(Facts::PARTICIPLE);
    }
    if bare {
        facts = facts.and(Facts::BARE);
    }
    facts
}

/// Not [`Facts::CUE`]: these verbs report, but give quoted words to nobody.
fn thought_facts(usage: &str, form: &str, language: &str) -> Facts {
    let usage = match usage {
        "think" => Facts::THINK,
        "wish" => Facts::WISH,
        "want" => Facts::WISH.and(Facts::WANT),
        "behind" => Facts::BEHIND,
        _ => Facts::FIND,
    };
    let participle = if language == "fr" { form.ends_with("ant") } else { form.ends_with("ing") };
    if participle { usage.and(Facts::PARTICIPLE) } else { usage }
}

fn person_facts(person: &str) -> Facts {
    match person {
        "male" => Facts::MALE,
        "female" => Facts::FEMALE,
        "plural" => Facts::PLURAL,
        "group" | "thing" => Facts::THING,
        _ => Facts::default(),
    }
}

fn role_facts(kind: &str, form: &str) -> Facts {
    let role = match kind {
        "office" => Facts::ROLE.and(Facts::OFFICE),
        "people" => Facts::PEOPLE,
        "group" => Facts::GROUP,
        "document" => Facts::DOCUMENT,
        _ => Facts::ROLE,
    };
    let speaks_for = form.starts_with("spokes") || form == "porte-parole";
    if speaks_for { role.and(Facts::SPOKESPERSON) } else { role }
}

fn class_facts(class: &str) -> Facts {
    match class {
        "pronoun" => Facts::PRONOUN,
        "male" => Facts::MALE,
        "female" => Facts::FEMALE,
        "plural" => Facts::PLURAL,
        "thing" => Facts::THING,
        "first" => Facts::FIRST,
        "second" => Facts::SECOND,
        "relative" => Facts::RELATIVE,
        "reflexive" => Facts::REFLEXIVE,
        "determiner" => Facts::DETERMINER,
        "possessive" => Facts::POSSESSIVE,
        "preposition" => Facts::PREPOSITION,
        "conjunction" => Facts::CONJUNCTION,
        "be" => Facts::BE,
        "auxiliary" => Facts::AUXILIARY,
        "adverb" => Facts::ADVERB,
        "function" => Facts::FUNCTION,
        "opener" => Facts::OPENS_WORDING,
        "time" => Facts::TIME,
        "party" => Facts::PARTY,
        "organisation" => Facts::ORGANISATION,
        "place" => Facts::PLACE,
        "suffix" => Facts::SUFFIX,
        "particle" => Facts::PARTICLE,
        "adjective" => Facts::ADJECTIVE,
        "work" => Facts::WORK,
        "abbreviation" => Facts::ABBREVIATION,
        "clipped" => Facts::CLIPPED,
        _ => Facts::default(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check<const COLUMNS: usize>(table: &'static str, key: impl Fn(&[&str]) -> (String, String)) {
        let lines: Vec<&str> = table.lines().filter(|line| !line.starts_with('#')).collect();
        let rows: Vec<[&str; COLUMNS]> = rows::<COLUMNS>(table).collect();
        assert_eq!(lines.len(), rows.len(), "every row has {COLUMNS} columns");
        for pair in rows.windows(2) {
            assert!(key(&pair[0]) < key(&pair[1]), "sorted, no duplicates: {:?}", pair[1]);
        }
    }

    #[test]
    fn tables_are_in_order() {
        let by_form = |row: &[&str]| (fold(row[0]), row[1].to_string());
        check::<6>(CUES, |row| (row[0].to_string(), row[1].to_string()));
        check::<6>(THOUGHTS, |row| (row[0].to_string(), row[1].to_string()));
        check::<4>(REACTIONS, |row| (row[0].to_string(), row[1].to_string()));
        check::<4>(HONORIFICS, by_form);
        check::<4>(ROLES, by_form);
        check::<3>(WORDS, by_form);
        check::<2>(GIVEN_NAMES, |row| (fold(row[0]), String::new()));
    }

    #[test]
    fn examples_hold() {
        for [lemma, _, _, _, forms, example] in rows::<6>(CUES).chain(rows::<6>(THOUGHTS)) {
            let example = fold(example);
            assert!(forms.split(',').any(|form| example.contains(&fold(form))), "example of `{lemma}`");
        }
        for [lemma, _, forms, example] in rows::<4>(REACTIONS) {
            let example = fold(example);
            assert!(forms.split(',').any(|form| example.contains(&fold(form))), "example of `{lemma}`");
        }
        for [form, _, _, example] in rows::<4>(HONORIFICS) {
            assert!(example.contains(form), "example of `{form}`");
        }
    }

    #[test]
    fn offices_are_one_by_their_class() {
        check::<3>(OFFICES, |row| (fold(row[0]), String::new()));
        assert!(rows::<3>(OFFICES).count() <= u64::BITS as usize);
        for [class, forms, example] in rows::<3>(OFFICES) {
            assert!(forms.split(',').all(|form| fold(form) == form), "folded: {forms}");
            let example = fold(example);
            assert!(forms.split(',').any(|form| example.contains(form)), "example of `{class}`");
        }
        assert!(
            same_office("sen", "senator")
                && same_office("mayor", "mayor")
                && !same_office("mayor", "senator")
        );
    }

    #[test]
    fn there_are_cues_enough_in_both_languages() {
        let count = |wanted: &str| -> usize {
            rows::<6>(CUES).filter(|row| row[1] == wanted).map(|row| row[4].split(',').count()).sum()
        };
        assert!(count("en") >= 150 && count("fr") >= 150);
        assert!(rows::<2>(GIVEN_NAMES).count() >= 1000);
    }

    #[test]
    fn a_language_knows_its_own_words_only() {
        assert!(Lexicon::of(None).facts("said").any(Facts::SAY));
        assert!(!Lexicon::of(Some(Language::FR)).facts("said").any(Facts::SAY));
        assert!(Lexicon::of(Some(Language::FR)).facts("affirme").any(Facts::SAY));
        assert!(Lexicon::of(None).facts("spokeswoman").any(Facts::SPOKESPERSON.and(Facts::FEMALE)));
        assert!(!Lexicon::of(None).facts("major").any(Facts::MALE));
    }
}
