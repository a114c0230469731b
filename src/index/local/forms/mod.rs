//! The words of a query as the archive prints them: a stem, a pattern or a spelling to the exact terms of a field.

mod dictionary;

use super::LocalIndex;
use super::lists::Lists;
use super::segment::Segment;
use super::together::open_words;
use super::wanted::Wanted;
use crate::query::Query;
use crate::search::sought::Form;
use crate::search::sought::Leaf;
use crate::text::Language;
use crate::text::analysis::with_analyzer;
use dictionary::ByPattern;
pub(super) use dictionary::BySpelling;
use dictionary::Found;
use std::borrow::Cow;
use std::cell::RefCell;
use std::cmp::Reverse;
use std::collections::BTreeMap;
use std::collections::BTreeSet;
use std::collections::HashMap;
use std::hash::Hash;
use std::sync::Arc;
use std::sync::Mutex;
use std::sync::PoisonError;
use tantivy::schema::Field;

/// Some of an archive's languages, one bit each in the order of its list.
pub(crate) type Languages = u128;

/// One exact term.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Printed {
    pub(crate) term: String,
    /// The languages in which it is the word: `parties` is a form of the English "party" and of the French "partir".
    pub(crate) languages: Languages,
    /// In how many texts it stands.
    texts: u64,
}

impl Printed {
    /// Its languages among those of the archive.
    pub(crate) fn among(&self, archive: &[Option<Language>]) -> impl Iterator<Item = Option<Language>> {
        let bits = bits(archive.len());
        archive
            .iter()
            .copied()
            .zip(bits)
            .filter(|(_, bit)| self.languages & bit != 0)
            .map(|(language, _)| language)
    }
}

/// A word is so many terms at most, the most frequent …
const MOST_TERMS: usize = 1000;

/// … those of a query are so many in all, each of which has its documents opened …
const MOST_IN_ALL: usize = 4096;

/// … shared out among its words, but each is at least so many.
const LEAST_TERMS: usize = 16;

/// So many patterns with an open beginning are looked for: each is compared with the whole dictionary.
const MOST_SCANS: usize = 4;

/// So many words in other spellings, too: of most words of the dictionary, the first letters tell that they are none.
const MOST_SPELT: usize = 8;

/// The terms of words, kept for as long as an index is open: one search asks for them several times, and a server again and
/// again.
#[derive(Default)]
pub(crate) struct KnownForms {
    words: Known<Key, Terms>,
    /// The terms of a field that have a stem, which tells its language.
    stems: Known<(Field, String), Found>,
}

/// What was looked up.
type Known<K, V> = Mutex<HashMap<K, Arc<V>>>;

/// A field, a word in it, and how many of its terms are looked for.
type Key = (Field, Leaf, usize);

/// The terms of a word.
#[derive(Default)]
pub(crate) struct Terms {
    /// Those that are looked for, the most frequent first.
    pub(crate) printed: Vec<Printed>,
    /// How many there are.
    all: usize,
}

/// So many words are kept.
const MOST_KNOWN: usize = 64;

/// What was looked up already, or what is found now.
fn known_or<K: Eq + Hash, V>(
    known: &Known<K, V>,
    key: K,
    find: impl FnOnce() -> tantivy::Result<V>,
) -> tantivy::Result<Arc<V>> {
    let known = || known.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some(value) = known().get(&key) {
        return Ok(value.clone());
    }
    let value = Arc::new(find()?);
    let mut known = known();
    if known.len() >= MOST_KNOWN {
        known.clear();
    }
    known.insert(key, value.clone());
    Ok(value)
}

/// Finds the terms of the words of one query.
pub(crate) struct Forms<'a> {
    segments: &'a [Segment],
    pub(crate) languages: &'a [Option<Language>],
    known: &'a KnownForms,
    /// So many terms of each word.
    most: usize,
    /// The words that would take the whole dictionary and are too many: patterns are not looked for any more, other words only as
    /// they are typed.
    passed_over: Vec<Leaf>,
    /// How many terms there are of words of which not all were looked for.
    too_many: RefCell<BTreeMap<String, usize>>,
}

impl<'a> Forms<'a> {
    /// For the words of a query.
    pub(crate) fn new(index: &'a LocalIndex, query: &Query) -> Forms<'a> {
        let words = open_words(query);
        let most = (MOST_IN_ALL / words.len().max(1)).clamp(LEAST_TERMS, MOST_TERMS);
        Forms {
            segments: &index.segments,
            languages: &index.languages,
            known: &index.forms,
            most,
            passed_over: passed_over(words),
            too_many: RefCell::default(),
        }
    }

    /// What to tell the reader: of which words not all was looked for.
    pub(crate) fn notes(&self) -> Vec<String> {
        let passed_over = self.passed_over.iter().map(|leaf| match leaf {
            Leaf::Spelt { word, .. } => format!(
                "`{}` was looked for as it is typed, `{word}`: other spellings are looked for of {MOST_SPELT} words of a query",
                typed(leaf)
            ),
            _ => format!(
                "`{}` was not looked for: a query may have {MOST_SCANS} words that begin with open letters",
                typed(leaf)
            ),
        });
        let too_many = self.too_many.borrow();
        let most = self.most;
        let too_many = too_many.iter().map(|(word, all)| {
            format!("`{word}` fits {all} words; the {most} most frequent of them were looked for")
        });
        passed_over.chain(too_many).collect()
    }

    /// The terms that a word is in a field, the most frequent first.
    pub(crate) fn of(&self, field: Field, leaf: &Leaf) -> tantivy::Result<Arc<Terms>> {
        let leaf = &self.as_looked_for(leaf);
        self.known_or(field, leaf, || self.by_language(leaf))
    }

    /// The same in a field of names, which are folded like English words whatever the language.
    pub(crate) fn of_name(&self, field: Field, leaf: &Leaf) -> tantivy::Result<Arc<Terms>> {
        let leaf = &self.as_looked_for(leaf);
        self.known_or(field, leaf, || {
            let form = with_analyzer(Some(Language::EN), |analyzer| Form::of(leaf, analyzer));
            vec![(form, bits(self.languages.len()).fold(0, |all, bit| all | bit))]
        })
    }

    /// A word of whose other spellings there are too many is itself.
    fn as_looked_for<'l>(&self, leaf: &'l Leaf) -> Cow<'l, Leaf> {
        match leaf {
            Leaf::Spelt { word, .. } if self.passed_over.contains(leaf) => {
                Cow::Owned(Leaf::Exact(word.clone()))
            }
            leaf => Cow::Borrowed(leaf),
        }
    }

    fn known_or(
        &self,
        field: Field,
        leaf: &Leaf,
        forms: impl FnOnce() -> Vec<(Form, Languages)>,
    ) -> tantivy::Result<Arc<Terms>> {
        if self.passed_over.contains(leaf) {
            return Ok(Arc::default());
        }
        let key = (field, leaf.clone(), self.most);
        let terms = known_or(&self.known.words, key, || self.find(field, leaf, forms()))?;
        if terms.all > terms.printed.len() {
            let mut too_many = self.too_many.borrow_mut();
            let all = too_many.entry(typed(leaf)).or_default();
            *all = terms.all.max(*all);
        }
        Ok(terms)
    }

    fn find(&self, field: Field, leaf: &Leaf, forms: Vec<(Form, Languages)>) -> tantivy::Result<Terms> {
        let mut found = Found::default();
        for (form, languages) in forms {
            let terms = match &form {
                Form::Exact(exact) => Found::exactly(exact),
                Form::Stem(stem) => (*self.forms_of_stem(field, stem, languages)?).clone(),
                Form::Pattern(pattern) => Found::accepted(self.segments, field, ByPattern(pattern))?,
                Form::Spelling(spelling) => Found::accepted(self.segments, field, BySpelling(spelling))?,
            };
            found.join(terms, languages);
        }
        self.most_frequent(field, leaf, found)
    }

    /// What a word is in the languages of the archive, each different one once.
    fn by_language(&self, leaf: &Leaf) -> Vec<(Form, Languages)> {
        let mut forms: BTreeMap<String, (Form, Languages)> = BTreeMap::new();
        for (language, bit) in self.languages.iter().zip(bits(self.languages.len())) {
            let (key, form) = with_analyzer(*language, |analyzer| {
                let key = match leaf {
                    Leaf::AnyForm(word) => analyzer.stem(word),
                    Leaf::Exact(word) | Leaf::Pattern(word) | Leaf::Spelt { word, .. } => {
                        analyzer.exact(word)
                    }
                };
                (String::from(key), Form::of(leaf, analyzer))
            });
            forms.entry(key).or_insert((form, 0)).1 |= bit;
        }
        forms.into_values().collect()
    }

    /// The terms of a field that have a stem; its languages are one, wherever stems are told apart by their language.
    fn forms_of_stem(&self, field: Field, stem: &str, languages: Languages) -> tantivy::Result<Arc<Found>> {
        let language = self.languages.get(languages.trailing_zeros() as usize).copied().flatten();
        let find = || Found::with_stem(self.segments, field, language, stem);
        known_or(&self.known.stems, (field, stem.to_string()), find)
    }

    /// The most frequent of some terms, as many as are looked for.
    fn most_frequent(&self, field: Field, leaf: &Leaf, found: Found) -> tantivy::Result<Terms> {
        let mut printed: Vec<Printed> = found.into_printed().collect();
        let is_exact = matches!(leaf, Leaf::Exact(_));
        if !is_exact && self.segments.iter().any(|segment| segment.reader.has_deletes()) {
            for one in &mut printed {
                one.texts = self.living(field, &one.term)?;
            }
            printed.retain(|one| one.texts > 0);
        }
        // Ties by term: the order of the map, which a stable sort keeps.
        printed.sort_by_key(|one| Reverse(one.texts));
        let all = printed.len();
        printed.truncate(self.most);
        Ok(Terms { printed, all })
    }

    /// In how many texts a term stands that are not deleted.
    fn living(&self, field: Field, term: &str) -> tantivy::Result<u64> {
        let forms = BTreeSet::from([term.to_string()]);
        let mut living = 0;
        for segment in self.segments {
            living += Lists::of(segment, field, &forms)?.living(segment)?;
        }
        Ok(living)
    }
}

impl LocalIndex {
    /// Words as quotations have them, whose stems are not kept: in the place of its stems each has the words that have them.
    pub(super) fn as_quoted(&self, wanted: &[Wanted]) -> tantivy::Result<Vec<Wanted>> {
        let as_quoted = |word: &Wanted| {
            Ok(Wanted {
                stems: self.printed_in_quotations(&word.stems)?,
                neighbours: self.printed_in_quotations(&word.neighbours)?,
                exacts: word.exacts.clone(),
            })
        };
        wanted.iter().map(as_quoted).collect()
    }

    /// What quotations print of some stems: whatever words have one of them.
    pub(super) fn printed_in_quotations(
        &self,
        stems: &BTreeSet<String>,
    ) -> tantivy::Result<BTreeSet<String>> {
        let field = self.fields.quote_exact;
        let mut printed = BTreeSet::new();
        for stem in stems {
            let is_its = |language: &&Option<Language>| with_analyzer(**language, |of| of.has_such(stem));
            let Some(language) = self.languages.iter().find(is_its) else { continue };
            let find = || Found::with_stem(&self.segments, field, *language, stem);
            let found = known_or(&self.forms.stems, (field, stem.clone()), find)?;
            printed.extend(found.terms().map(String::from));
        }
        Ok(printed)
    }
}

fn bits(count: usize) -> impl Iterator<Item = Languages> {
    (0..count.min(128)).map(|place| 1 << place)
}

/// The word as it was typed.
fn typed(leaf: &Leaf) -> String {
    match leaf {
        Leaf::AnyForm(word) | Leaf::Exact(word) | Leaf::Pattern(word) => word.clone(),
        Leaf::Spelt { word, changes } => format!("{word}~{changes}"),
    }
}

/// Of the words of a query those for which the whole dictionary is not gone through any more.
fn passed_over(words: Vec<Leaf>) -> Vec<Leaf> {
    let (spelt, others): (Vec<Leaf>, _) =
        words.into_iter().partition(|leaf| matches!(leaf, Leaf::Spelt { .. }));
    let patterns = others.into_iter().filter(begins_open).skip(MOST_SCANS);
    patterns.chain(spelt.into_iter().skip(MOST_SPELT)).collect()
}

/// Whether it is a pattern with an open beginning.
fn begins_open(leaf: &Leaf) -> bool {
    let Leaf::Pattern(word) = leaf else { return false };
    word.chars().take(2).any(|letter| matches!(letter, '*' | '?'))
}
