//! The names nearest to one that nobody bears, and the values nearest to one that nothing has.

use super::sought::Spelling;
use crate::fields;
use crate::fields::Field;
use crate::fields::Kind;
use crate::text::analysis::holds_name;
use crate::text::analysis::name_terms;
use std::cmp::Reverse;
use std::collections::HashMap;
use std::fmt;

/// Words shorter than this have to be there as they are typed.
const SPELT_FROM: usize = 3;

/// From so many letters on, a word may be two changes away.
const LONG: usize = 6;

/// From so many letters on, the beginning of a word stands for it.
const BEGINS_FROM: usize = 3;

/// A name that a query asks for and nobody bears. Prints as a sentence.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnknownName {
    /// Whose name it should be: `speaker`, `quoting`, `by`, `outlet`, `wire`; or of what a value: `lang`, `tag`.
    pub field: &'static Field,
    /// The name as it was typed.
    pub name: String,
    /// The nearest that there are, with their quotations; speakers apart, with their articles.
    pub nearest: Vec<(String, u64)>,
}

impl fmt::Display for UnknownName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (what, listed) = match self.field.name {
            name if name == fields::OUTLET.name => ("outlet", "; `onrecord outlets` lists all"),
            name if name == fields::BY.name => ("author", ""),
            name if name == fields::WIRE.name => ("agency", ""),
            name if name == fields::LANG.name => ("language", ""),
            name if name == fields::TAG.name => ("keyword", ""),
            _ => ("speaker", "; `onrecord speakers` lists all"),
        };
        write!(f, "no {what} “{}”", self.name)?;
        for (place, (name, count)) in self.nearest.iter().enumerate() {
            let before = if place == 0 { "; nearest:" } else { "," };
            write!(f, "{before} {name} ({count})")?;
        }
        if self.nearest.is_empty() { f.write_str(listed) } else { Ok(()) }
    }
}

/// How far a name is from what was typed: words that it lacks, then changes of letters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Distance {
    lacking: usize,
    changes: usize,
}

/// All names of a kind, in which the nearest to one can be looked for. Names that differ in capitals and accents alone count as one, in
/// the form that is printed most.
///
/// ```
/// use onrecord::fields::SPEAKER;
/// use onrecord::search::KnownNames;
///
/// let known = [("Maria Ruiz", 7), ("Ruiz", 1), ("Ada Okafor", 9)].map(|(name, count)| (name.to_string(), count));
/// assert_eq!(KnownNames::new(known).nearest(&SPEAKER, "Mariah Ruis", 5), [("Maria Ruiz".to_string(), 7)]);
/// ```
pub struct KnownNames(Vec<KnownName>);

struct KnownName {
    /// Its words, folded.
    terms: String,
    /// The same without blanks.
    joined: String,
    form: String,
    count: u64,
}

impl KnownNames {
    /// Names, each with how often it occurs.
    pub fn new(known: impl IntoIterator<Item = (String, u64)>) -> KnownNames {
        let mut by_terms: HashMap<String, (u64, String, u64)> = HashMap::new();
        for (name, count) in known {
            let (all, form, most) = by_terms.entry(name_terms(&name)).or_default();
            *all += count;
            if count > *most {
                (*form, *most) = (name, count);
            }
        }
        let known = |(terms, (count, form, _)): (String, (u64, String, u64))| KnownName {
            joined: terms.replace(' ', ""),
            terms,
            form,
            count,
        };
        KnownNames(by_terms.into_iter().map(known).collect())
    }

    /// The most frequent of them, at most so many.
    pub fn most_frequent(&self, most: usize) -> Vec<(String, u64)> {
        let mut names: Vec<&KnownName> = self.0.iter().collect();
        names.sort_by_key(|name| (Reverse(name.count), &name.form));
        names.into_iter().map(|name| (name.form.clone(), name.count)).take(most).collect()
    }

    /// The names that one of a field may be meant for, at most so many: the fewest changes first, then the most frequent.
    pub fn nearest(&self, field: &Field, typed: &str, most: usize) -> Vec<(String, u64)> {
        let sought = Sought::new(typed, field.kind);
        let near = self.0.iter().filter_map(|name| Some((sought.distance(name)?, name)));
        let mut near: Vec<(Distance, &KnownName)> = near.collect();
        near.sort_by_key(|(distance, name)| (*distance, Reverse(name.count), &name.form));
        // Another first name is of use only where nobody has the one that was typed.
        let lacking = near.first().map(|(distance, _)| distance.lacking);
        near.retain(|(distance, _)| Some(distance.lacking) == lacking);
        let mut nearest: Vec<&KnownName> = Vec::new();
        for (_, name) in near {
            if nearest.len() == most {
                break;
            }
            // "Maria Ruiz and Ana Roux" is found by "Maria Ruiz".
            let is_found =
                |other: &&KnownName| other.terms.contains(' ') && holds_name(&name.terms, &other.terms);
            if field.kind != Kind::Name || !nearest.iter().any(is_found) {
                nearest.push(name);
            }
        }
        nearest.into_iter().map(|name| (name.form.clone(), name.count)).collect()
    }
}

/// What was typed, ready to be compared.
struct Sought {
    words: Vec<Word>,
    /// All of it without blanks: `foxnews`.
    joined: Word,
    kind: Kind,
}

struct Word {
    folded: String,
    /// Within one change, or within two where the word is long enough.
    spelling: Option<Spelling>,
    /// Whether it is long enough for its beginning to stand for it.
    may_begin: bool,
}

impl Sought {
    fn new(typed: &str, kind: Kind) -> Sought {
        let terms = name_terms(typed);
        let words = terms.split(' ').filter(|word| !word.is_empty()).map(Word::new).collect();
        Sought { words, joined: Word::new(&terms.replace(' ', "")), kind }
    }

    /// How far a name is away; `None` where it is too far. What a person's name may lack is what stands before the last word, a
    /// first name that is written otherwise; an outlet's may lack any, up to half of them.
    fn distance(&self, name: &KnownName) -> Option<Distance> {
        let joined = self.joined.changes(&name.joined).map(|changes| Distance { lacking: 0, changes });
        let among = |word: &Word| name.terms.split(' ').filter_map(|other| word.changes(other)).min();
        let found: Vec<Option<usize>> = self.words.iter().map(among).collect();
        let lacking = found.iter().filter(|changes| changes.is_none()).count();
        let is_near = match self.kind {
            Kind::Name => found.last().is_some_and(Option::is_some),
            _ => lacking * 2 <= found.len() && lacking < found.len(),
        };
        let by_words = is_near.then(|| Distance { lacking, changes: found.into_iter().flatten().sum() });
        // "Fox" begins "foxnews" and is a word of "Fox News", which is nearer.
        joined.into_iter().chain(by_words).min()
    }
}

impl Word {
    fn new(folded: &str) -> Word {
        let letters = folded.chars().count();
        let most = match letters {
            ..SPELT_FROM => 0,
            SPELT_FROM..LONG => 1,
            _ => 2,
        };
        Word {
            folded: folded.to_string(),
            spelling: (most > 0).then(|| Spelling::new(folded, most)),
            may_begin: letters >= BEGINS_FROM,
        }
    }

    /// How many letters another word differs by, if it is near. Its beginning stands for a word as if it were two changes away.
    fn changes(&self, other: &str) -> Option<usize> {
        if self.folded == other {
            return Some(0);
        }
        let spelt = self.spelling.as_ref().and_then(|spelling| spelling.changes(other)).map(usize::from);
        let begins = self.may_begin && other.starts_with(&self.folded);
        spelt.or(begins.then_some(2))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fields::OUTLET;
    use crate::fields::SPEAKER;

    const KNOWN: &[(&str, u64)] = &[
        ("Milo McCarrow", 12),
        ("McCarrow", 3),
        ("Ann McCarrow", 4),
        ("MILO MCCARROW", 1),
        ("Nadia Pelorin", 9),
        ("Nadia Pelorin and Marc Penrith", 2),
        ("Marc Penrith", 8),
        ("Élodie Roux", 2),
        ("HPC", 20),
        ("The Harbour Post", 6),
        ("Bay News", 5),
        ("Ray", 30),
        ("Ed Oh", 1),
    ];

    #[track_caller]
    fn check(field: &Field, typed: &str, expected: &[&str]) {
        let known = KNOWN.iter().map(|(name, count)| (name.to_string(), *count));
        let near = KnownNames::new(known).nearest(field, typed, 3);
        let near: Vec<String> = near.into_iter().map(|(name, count)| format!("{name} {count}")).collect();
        assert_eq!(near, expected, "{typed}");
    }

    #[test]
    fn the_nearest_come_first_and_the_most_frequent_of_these() {
        check(&SPEAKER, "McCarow", &["Milo McCarrow 13", "Ann McCarrow 4", "McCarrow 3"]);
        check(&SPEAKER, "Milo McCarow", &["Milo McCarrow 13"]);
        check(&SPEAKER, "Nadia Pelorrin", &["Nadia Pelorin 9"]);
        check(&SPEAKER, "Elodie Rouxx", &["Élodie Roux 2"]);
        check(&SPEAKER, "oh", &["Ed Oh 1"]);
    }

    #[test]
    fn a_first_name_may_be_another_and_the_last_may_not() {
        check(&SPEAKER, "Marcel Penrith", &["Marc Penrith 8"]);
        check(&SPEAKER, "Nadia Penrith-Cole", &[]);
    }

    #[test]
    fn outlets_are_written_in_one_word_or_by_their_beginning() {
        check(&OUTLET, "hpcc", &["HPC 20"]);
        check(&OUTLET, "baynew", &["Bay News 5"]);
        check(&OUTLET, "harb", &["The Harbour Post 6"]);
        check(&OUTLET, "Bay News Channel", &["Bay News 5"]);
        // A whole word is nearer than another spelling of it.
        check(&OUTLET, "bay", &["Bay News 5", "Ray 30"]);
        check(&OUTLET, "post", &["The Harbour Post 6"]);
        check(&OUTLET, "zzz", &[]);
        check(&OUTLET, "", &[]);
    }
}
