//! Words to search terms: the one chain used for the index, for queries and for highlights.
//!
//! UAX #29 words ([`words`]), then plain letters in lower case ([`fold`](super::fold())): the *exact*
//! form. The *stem* is the Snowball stem of that, by the article's language. Stop words stay: "to be or not to
//! be" is a quotation.
//!
//! An engine receives terms joined by blanks, and splits at blanks, nothing more; so every engine has the same
//! tokens by construction.

use super::Breaks;
use super::Language;
use super::Span;
use super::fold::fold_into;
use super::known::Joined;
use super::known::KnownWords;
use super::words;
use frostem::Algorithm;
use frostem::Stemmer;
use std::cell::RefCell;
use std::collections::HashMap;

/// Turns the words of one language into terms.
///
/// Terms of languages other than English begin with the language (`fr/affirm`), because the same letters are
/// different stems there: the French *parties* and the English *parties* must not find each other by accident.
///
/// ```
/// use onrecord::text::Language;
/// use onrecord::text::analysis::Analyzer;
///
/// let mut english = Analyzer::new(Some(Language::EN));
/// assert_eq!(&*english.exact("Releases"), "releases");
/// assert_eq!(&*english.stem("Releases"), "releas");
/// assert_eq!(&*Analyzer::new(Some(Language::FR)).stem("l’école"), "fr/ecol");
/// ```
pub struct Analyzer {
    prefix: String,
    elides: bool,
    keeps: usize,
    stemmer: Option<Stemmer>,
    known: KnownWords,
}

/// The two forms in which a word is searched.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Term {
    /// Folded, otherwise as printed.
    pub exact: Box<str>,
    /// Folded and stemmed, with the language before it where that is not English.
    pub stem: Box<str>,
}

/// A text's terms in order, each list joined by single blanks.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Terms {
    /// The exact forms.
    pub exact: String,
    /// The stems.
    pub stem: String,
    /// How many words: the length that BM25 counts.
    pub count: u32,
}

/// Where a word stands: in its text, and in both lists of the text's terms.
#[derive(Clone, Copy, Debug)]
pub(crate) struct WordPlace {
    text: Span,
    exact: Span,
    stem: Span,
}

/// So many letters at the end of a stem can be others than those of the word.
const CHANGED_BY_STEMMING: usize = 3;

impl Analyzer {
    /// The chain of a language; of an unknown one, the English chain.
    pub fn new(language: Option<Language>) -> Analyzer {
        let language = language.unwrap_or(Language::EN);
        let prefix = if language == Language::EN { String::new() } else { format!("{language}/") };
        Analyzer {
            prefix,
            elides: elides(Some(language)),
            keeps: kept_by_stemming(Some(language)),
            stemmer: algorithm(language).map(Stemmer::new),
            known: KnownWords::default(),
        }
    }

    /// Both forms of one word.
    pub fn term(&mut self, word: &str) -> Term {
        self.known.term(word).unwrap_or_else(|| {
            let term = self.derive(word);
            self.known.remember(word, &term);
            term
        })
    }

    /// The exact form of one word.
    pub fn exact(&mut self, word: &str) -> Box<str> {
        self.term(word).exact
    }

    /// The stem of one word.
    pub fn stem(&mut self, word: &str) -> Box<str> {
        self.term(word).stem
    }

    /// All of a text's terms.
    pub fn terms(&mut self, text: &str) -> Terms {
        self.terms_at(text, |_| {})
    }

    /// All of a text's terms, and where the sentences after the first begin: the numbers of their first words, from 0.
    pub(crate) fn terms_and_breaks(&mut self, text: &str) -> (Terms, Vec<u32>) {
        let mut breaks = Breaks::new(text);
        let terms = self.terms_at(text, |place| breaks.meet(place.text));
        (terms, breaks.found())
    }

    /// The same, and the places of the words, which take the place of what was in the list.
    pub(crate) fn placed_terms(&mut self, text: &str, places: &mut Vec<WordPlace>) -> (Terms, Vec<u32>) {
        places.clear();
        let mut breaks = Breaks::new(text);
        let terms = self.terms_at(text, |place| {
            breaks.meet(place.text);
            places.push(place);
        });
        (terms, breaks.found())
    }

    fn terms_at(&mut self, text: &str, mut meet: impl FnMut(WordPlace)) -> Terms {
        let mut joined = Joined::for_text(text);
        let mut count = 0;
        for span in words(text) {
            if count > 0 {
                joined.push_blank();
            }
            count += 1;
            let (exact, stem) = (joined.exact.len(), joined.stem.len());
            if !self.known.join(text, span, &mut joined) {
                let word = span.slice(text);
                let term = self.derive(word);
                joined.push(&term);
                self.known.remember(word, &term);
            }
            meet(WordPlace {
                text: span,
                exact: Span::between(exact, joined.exact.len()),
                stem: Span::between(stem, joined.stem.len()),
            });
        }
        let (exact, stem) = joined.finish();
        Terms { exact, stem, count }
    }

    /// A text's words with their places, for highlights.
    pub fn located(&mut self, text: &str) -> Vec<(Span, Term)> {
        words(text).map(|span| (span, self.term(span.slice(text)))).collect()
    }

    /// The stem of a form that is exact already. Nothing is remembered of it: a dictionary has too many.
    pub(crate) fn stem_of_exact(&self, exact: &str) -> Box<str> {
        let stem = match &self.stemmer {
            Some(stemmer) => stemmer.stem(exact),
            None => exact.into(),
        };
        format!("{}{stem}", self.prefix).into()
    }

    /// Whether a stem is one of this language, by how it is marked.
    pub(crate) fn has_such(&self, stem: &str) -> bool {
        if self.prefix.is_empty() { !stem.contains('/') } else { stem.starts_with(&self.prefix) }
    }

    /// Whether this is it.
    pub(crate) fn is_stem_of_exact(&self, stem: &str, exact: &str) -> bool {
        let Some(stem) = stem.strip_prefix(self.prefix.as_str()) else { return false };
        self.stemmer.as_ref().map_or(exact == stem, |stemmer| stemmer.stem(exact) == *stem)
    }

    /// How every exact form of a stem begins.
    ///
    /// Most stemmers change the end of a word: they take from it, and then at most its last three letters are others (`visibl`
    /// for visibility). Only in short words they reach its beginning, where a `y` becomes an `i` (`die` for dying).
    pub(crate) fn beginning_of_forms<'s>(&self, stem: &'s str) -> &'s str {
        let stem = stem.strip_prefix(self.prefix.as_str()).unwrap_or(stem);
        let nth = |place: usize| stem.char_indices().nth(place).map_or(stem.len(), |(at, _)| at);
        if self.keeps < 2 {
            return &stem[..nth(self.keeps)];
        }
        match stem.chars().count().saturating_sub(CHANGED_BY_STEMMING) {
            0..2 => &stem[..stem[..nth(2)].find(['i', 'y']).unwrap_or(nth(2))],
            kept => &stem[..nth(kept)],
        }
    }

    fn derive(&self, word: &str) -> Term {
        let folded = plain(word);
        let exact = if self.elides { without_elision(&folded) } else { &folded };
        let stem = match &self.stemmer {
            Some(stemmer) => stemmer.stem(exact),
            None => exact.into(),
        };
        Term { exact: exact.into(), stem: format!("{}{stem}", self.prefix).into() }
    }
}

impl Terms {
    /// The terms of a part of the text, and where its sentences begin, as if the part were analysed by itself. `None` where it
    /// begins or ends inside a word.
    pub(crate) fn of_part(&self, text: &str, places: &[WordPlace], part: Span) -> Option<(Terms, Vec<u32>)> {
        let first = places.partition_point(|place| place.text.start() < part.start());
        let behind = places.partition_point(|place| place.text.start() < part.end());
        let (before, inside) = (&places[..first], places.get(first..behind)?);
        if [before, inside]
            .iter()
            .zip([part.start(), part.end()])
            .any(|(words, end)| words.last().is_some_and(|word| word.text.end() > end))
        {
            return None;
        }
        let mut breaks = Breaks::new(part.slice(text));
        inside.iter().for_each(|place| breaks.meet(place.text.relative_to(part.start())));
        let list = |all: &str, of: fn(&WordPlace) -> Span| {
            let ends = inside.first().zip(inside.last());
            let joined = |(first, last)| Span::between(of(first).start() as usize, of(last).end() as usize);
            ends.map(joined).unwrap_or_else(|| Span::between(0, 0)).slice(all).to_string()
        };
        let (exact, stem) = (list(&self.exact, |place| place.exact), list(&self.stem, |place| place.stem));
        Some((Terms { exact, stem, count: inside.len() as u32 }, breaks.found()))
    }
}

/// The words of a name, folded and joined by blanks. Names are neither stemmed nor elided: "L'Heureux" is one word.
///
/// ```
/// use onrecord::text::analysis::name_terms;
///
/// assert_eq!(name_terms("Élodie L’Heureux-Roy"), "elodie l'heureux roy");
/// ```
pub fn name_terms(name: &str) -> String {
    let mut terms = String::with_capacity(name.len());
    for (span, place) in words(name).zip(0..) {
        if place > 0 {
            terms.push(' ');
        }
        plain_into(span.slice(name), &mut terms);
    }
    terms
}

/// Whether a name has these words next to each other and in order, as `speaker:` finds them; both as [`name_terms`] gives them.
pub(crate) fn holds_name(name: &str, words: &str) -> bool {
    !words.is_empty() && format!(" {name} ").contains(&format!(" {words} "))
}

/// One word, folded; `u.s` is `us`, because "U.S." and "US" are one word, and no stemmer knows what to do with the stop.
fn plain(word: &str) -> String {
    let mut folded = String::with_capacity(word.len());
    plain_into(word, &mut folded);
    folded
}

/// The same, written behind others.
fn plain_into(word: &str, folded: &mut String) {
    let before = folded.len();
    fold_into(word, folded);
    if is_acronym(&folded[before..]) {
        let letters: String = folded.drain(before..).filter(|c| *c != '.').collect();
        folded.push_str(&letters);
    }
}

thread_local! {
    static ANALYZERS: RefCell<HashMap<Option<Language>, Analyzer>> = RefCell::default();
}

/// Calls `work` with this thread's analyzer of a language, which remembers the word forms it has met.
///
/// ```
/// use onrecord::text::analysis::with_analyzer;
///
/// assert_eq!(&*with_analyzer(None, |english| english.stem("Ministers")), "minist");
/// ```
pub fn with_analyzer<T>(language: Option<Language>, work: impl FnOnce(&mut Analyzer) -> T) -> T {
    ANALYZERS.with(|analyzers| match analyzers.try_borrow_mut() {
        Ok(mut analyzers) => work(analyzers.entry(language).or_insert_with(|| Analyzer::new(language))),
        // Only when `work` asks for an analyzer itself.
        Err(_) => work(&mut Analyzer::new(language)),
    })
}

/// Whether a language writes little words with an apostrophe before the next: `l'école`.
pub(crate) fn elides(language: Option<Language>) -> bool {
    language == Some(Language::FR)
}

/// How many letters at the beginning of a word its stem keeps, at least; more than two are told from the stem.
pub(crate) fn kept_by_stemming(language: Option<Language>) -> usize {
    match language.unwrap_or(Language::EN).code() {
        "de" | "fi" => 1, // `ae` to `a`, `ss` to `s`
        "nl" | "it" => 0, // `ge` and articles go
        _ => 2,
    }
}

/// `école` for `l'école`: in French the article or pronoun before an apostrophe is a word of its own.
fn without_elision(folded: &str) -> &str {
    const ELIDED: &[&str] =
        &["l", "d", "j", "m", "t", "s", "c", "n", "qu", "jusqu", "lorsqu", "puisqu", "quoiqu"];
    match folded.split_once('\'') {
        Some((head, rest)) if !rest.is_empty() && ELIDED.contains(&head) => rest,
        _ => folded,
    }
}

/// Single letters with stops between them, as UAX #29 leaves `U.S.`: `u.s`.
fn is_acronym(folded: &str) -> bool {
    folded.contains('.')
        && folded.split('.').all(|part| part.chars().count() == 1 && part.chars().all(char::is_alphabetic))
}

fn algorithm(language: Language) -> Option<Algorithm> {
    Some(match language.code() {
        "en" => Algorithm::English,
        "fr" => Algorithm::French,
        "es" => Algorithm::Spanish,
        "de" => Algorithm::German,
        "it" => Algorithm::Italian,
        "pt" => Algorithm::Portuguese,
        "nl" => Algorithm::Dutch,
        "sv" => Algorithm::Swedish,
        "da" => Algorithm::Danish,
        "no" => Algorithm::Norwegian,
        "fi" => Algorithm::Finnish,
        "ru" => Algorithm::Russian,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn terms_are_folded_and_stemmed() {
        let terms = Analyzer::new(None).terms("The U.S. company’s Releases, 1,000 of them");
        assert_eq!(terms.exact, "the us company's releases 1,000 of them");
        assert_eq!(terms.stem, "the us compani releas 1,000 of them");
        assert_eq!(terms.count, 7);
    }

    #[test]
    fn french_elision_and_names() {
        let mut french = Analyzer::new(Some(Language::FR));
        assert_eq!(&*french.exact("l’école"), "ecole");
        assert_eq!(&*french.exact("aujourd’hui"), "aujourd'hui");
        assert_eq!(&*Analyzer::new(None).exact("O’Toole"), "o'toole");
    }

    #[test]
    fn forms_begin_as_their_stem_says() {
        for (language, words) in [
            ("en", "visibility relational dying lying skies early flying ability capabilities happily yes"),
            ("en", "vietnamization hopefulness apologists national rationalizations controlling ugly idly"),
            ("fr", "parties amoureuse frequence technologie evidemment generalement nations yeux ont"),
            ("de", "aerzte haeuser aerial uebergaenge schoensten"),
            ("nl", "altogether gegeven mogelijkheden brood aden"),
            ("it", "d'agostino dell'universita l'altro nazioni"),
            ("fi", "ssa talossa"),
            ("es", "tecnologias rapidamente yendo"),
            ("ru", "государственные правительства"),
        ] {
            let analyzer = Analyzer::new(Language::from_tag(language));
            for word in words.split(' ') {
                let stem = analyzer.stem_of_exact(word);
                assert!(word.starts_with(analyzer.beginning_of_forms(&stem)), "{word} {stem}");
            }
        }
    }

    #[test]
    fn remembering_changes_nothing() {
        let mut analyzer = Analyzer::new(Some(Language::FR));
        let once = analyzer.terms("Les écoles, l’école");
        assert_eq!(analyzer.terms("Les écoles, l’école"), once);
        assert_eq!(once.exact, "les ecoles ecole");
    }

    #[test]
    fn a_part_is_analysed_as_by_itself() {
        let text = "He said “U.S. ministers’ 1,000 l’école — don’t. Go!” 3.4 🇨🇦🇫🇷 e\u{301}t\u{200d}a";
        let mut analyzer = Analyzer::new(None);
        let mut places = Vec::new();
        let (terms, _) = analyzer.placed_terms(text, &mut places);
        let ends: Vec<usize> = (0..=text.len()).filter(|end| text.is_char_boundary(*end)).collect();
        let mut cut = 0;
        for (start, end) in ends.iter().flat_map(|start| ends.iter().map(move |end| (*start, *end))) {
            let part = Span::between(start, end);
            match terms.of_part(text, &places, part) {
                Some(found) => assert_eq!(found, analyzer.terms_and_breaks(part.slice(text)), "{part:?}"),
                None => cut += 1,
            }
        }
        assert!(cut > 0 && cut < ends.len() * ends.len(), "{cut}");
        let quoted = Span::of("U.S. ministers’ 1,000 l’école — don’t. Go!", text).unwrap();
        let (quoted, breaks) = terms.of_part(text, &places, quoted).unwrap();
        assert_eq!((quoted.exact.as_str(), quoted.count), ("us ministers 1,000 l'ecole don't go", 6));
        assert_eq!(breaks, [5]);
    }
}
