//! True highlights: which words of a passage answer the query, by one function for every engine.
//!
//! A word is marked where its stem stands, a phrase where all of it stands in order; what was excluded and what
//! only narrows the search (outlet, speaker, date, headline) marks nothing; `said:` marks inside quotations alone,
//! and so do plain words as soon as they bind to a quotation ([`Unit::Quotation`]).

use super::pieces::each_word;
use crate::fields;
use crate::query::Query;
use crate::query::Unit;
use crate::query::Words;
use crate::query::tokens;
use crate::text::Language;
use crate::text::Span;
use crate::text::analysis::Analyzer;
use crate::text::analysis::elides;
use crate::text::analysis::with_analyzer;
use std::collections::HashMap;

/// The words and phrases of one query, ready to be found in passages of one language.
///
/// Worth keeping for all the passages of a page: it remembers which word forms it has seen.
pub struct Highlighter {
    language: Option<Language>,
    wanted: Wanted,
    /// How wanted terms begin.
    beginnings: Vec<[u8; 2]>,
    seen: HashMap<Box<str>, Match>,
}

/// What a query wants to see, as terms.
#[derive(Default)]
struct Wanted {
    /// Words in any form.
    stems: Vec<(Box<str>, Scope)>,
    /// Phrases, as places in `exact`.
    phrases: Vec<(Vec<usize>, Scope)>,
    /// The exact forms that occur in phrases.
    exact: Vec<Box<str>>,
}

/// Where a word counts.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Scope {
    Anywhere,
    Quotations,
}

/// The words that match, and what breaks their runs.
#[derive(Default)]
struct Matched(Vec<(Span, Match)>);

impl Matched {
    #[inline]
    fn push(&mut self, span: Span, word: Match) {
        let matches = word.stem.is_some() || word.exact.is_some();
        if matches || self.0.last().is_some_and(|(_, last)| last.exact.is_some()) {
            self.0.push((span, word));
        }
    }
}

/// What one printed word is to the query: places in [`Wanted::stems`] and [`Wanted::exact`].
#[derive(Clone, Copy, Default)]
struct Match {
    stem: Option<usize>,
    exact: Option<usize>,
}

/// Word forms remembered: a page of hits has fewer, and a whole archive is not to be kept.
const SEEN_FORMS: usize = 20_000;

/// The words of `text` that answer `query`, in order; `quotes` are the places of its quotations.
///
/// For several passages of one query a [`Highlighter`] does the same with less work.
///
/// ```
/// use onrecord::query::parse;
/// use onrecord::search::highlights;
///
/// let query = parse("closing \"the mill\" -jobs", jiff::civil::date(2023, 3, 24)).query;
/// let text = "It closes the mill; the old mill was closed before.";
/// let marked: Vec<&str> = highlights(&query, text, None, &[]).into_iter().map(|span| span.slice(text)).collect();
/// assert_eq!(marked, ["closes", "the mill", "closed"]);
/// ```
pub fn highlights(query: &Query, text: &str, language: Option<Language>, quotes: &[Span]) -> Vec<Span> {
    Highlighter::new(query, language).marks(text, quotes)
}

impl Highlighter {
    /// Prepares the words of a query for passages of a language.
    pub fn new(query: &Query, language: Option<Language>) -> Highlighter {
        let mut wanted = Wanted::default();
        with_analyzer(language, |analyzer| wanted.collect(query, query.unit(), analyzer));
        let beginnings = wanted.beginnings();
        Highlighter { language, wanted, beginnings, seen: HashMap::new() }
    }

    /// The places to mark in a passage, in order and apart from each other; `quotes` are the places of its quotations
    /// in the same text.
    pub fn marks(&mut self, text: &str, quotes: &[Span]) -> Vec<Span> {
        if self.wanted.stems.is_empty() && self.wanted.phrases.is_empty() {
            return Vec::new();
        }
        let matches = self.matches(text);
        let counts = |scope: Scope, span: Span| {
            scope == Scope::Anywhere || quotes.iter().any(|quote| quote.covers(span))
        };
        let mut marks: Vec<Span> = matches
            .iter()
            .filter_map(|(span, word)| Some((*span, self.wanted.stems.get(word.stem?)?.1)))
            .chain(self.wanted.phrases_in(&matches))
            .filter(|(span, scope)| counts(*scope, *span))
            .map(|(span, _)| span)
            .collect();
        marks.sort_unstable();
        merged(marks)
    }

    /// The words that match, and the first behind each run of them, because it breaks a phrase.
    fn matches(&mut self, text: &str) -> Vec<(Span, Match)> {
        let mut matches = Matched::default();
        each_word(text, |span| matches.push(span, self.look_up(span.slice(text))));
        matches.0
    }

    #[inline]
    fn look_up(&mut self, word: &str) -> Match {
        if !self.may_match(word) {
            return Match::default();
        }
        if let Some(found) = self.seen.get(word) {
            return *found;
        }
        let term = with_analyzer(self.language, |analyzer| analyzer.term(word));
        let found = Match {
            stem: self.wanted.stems.iter().position(|(stem, _)| *stem == term.stem),
            exact: self.wanted.exact.iter().position(|exact| *exact == term.exact),
        };
        if self.seen.len() < SEEN_FORMS {
            self.seen.insert(word.into(), found);
        }
        found
    }

    /// All but a few words begin otherwise than any term that is wanted, and need no stemming to be passed over. What
    /// elision (`l’école`), folding (`été`) or the stops of `U.S` may make begin otherwise is looked at.
    #[inline]
    fn may_match(&self, word: &str) -> bool {
        let plain = |letters: &[u8]| letters.iter().all(u8::is_ascii_alphanumeric);
        let kept = match word.as_bytes() {
            // Two plain letters in front stay in front, unless the language elides: `qu’il`.
            [first, second, ..] if !elides(self.language) => plain(&[*first, *second]),
            letters => plain(letters),
        };
        !kept || self.beginnings.iter().any(|wanted| *wanted == beginning(word))
    }
}

impl Wanted {
    /// How all terms begin, stems behind their language.
    fn beginnings(&self) -> Vec<[u8; 2]> {
        let stems = self.stems.iter().map(|(stem, _)| stem.rsplit('/').next().unwrap_or_default());
        stems.chain(self.exact.iter().map(|exact| &**exact)).map(beginning).collect()
    }

    /// Takes the words that a matching passage shows: those in running text, and under no `NOT`.
    fn collect(&mut self, query: &Query, unit: Unit, analyzer: &mut Analyzer) {
        match query {
            Query::And(parts) | Query::Or(parts) => {
                parts.iter().for_each(|part| self.collect(part, unit, analyzer));
            }
            Query::Words { field, words } => {
                let scope = match unit {
                    _ if *field == &fields::SAID => Scope::Quotations,
                    Unit::Quotation if *field == &fields::TEXT => Scope::Quotations,
                    Unit::Article if *field == &fields::TEXT => Scope::Anywhere,
                    _ => return,
                };
                self.add(words, scope, analyzer);
            }
            Query::Near { parts, .. } => {
                self.collect(&parts.0, unit, analyzer);
                self.collect(&parts.1, unit, analyzer);
            }
            Query::AtLeast { of, .. } => self.collect(of, unit, analyzer),
            Query::All | Query::Dated(..) | Query::Undated | Query::Not(_) => {}
        }
    }

    fn add(&mut self, words: &Words, scope: Scope, analyzer: &mut Analyzer) {
        match words {
            Words::AnyForm(word) | Words::Spelt { word, .. } => self.add_stem(analyzer.stem(word), scope),
            Words::Pattern(_) => {}
            Words::Phrase(words) | Words::Window { words, .. } => {
                let terms = words.iter().flat_map(|word| tokens(word));
                let phrase: Vec<usize> = terms.map(|word| self.exact_place(analyzer.exact(word))).collect();
                if !phrase.is_empty() {
                    self.phrases.push((phrase, scope));
                }
            }
        }
    }

    /// One word wanted twice counts wherever either counts.
    fn add_stem(&mut self, stem: Box<str>, scope: Scope) {
        match self.stems.iter_mut().find(|(known, _)| *known == stem) {
            Some((_, known)) if scope == Scope::Anywhere => *known = scope,
            Some(_) => {}
            None => self.stems.push((stem, scope)),
        }
    }

    fn exact_place(&mut self, exact: Box<str>) -> usize {
        self.exact.iter().position(|known| *known == exact).unwrap_or_else(|| {
            self.exact.push(exact);
            self.exact.len() - 1
        })
    }

    /// Each phrase from its first word to its last, wherever all of its words stand in order.
    fn phrases_in(&self, matches: &[(Span, Match)]) -> impl Iterator<Item = (Span, Scope)> {
        self.phrases.iter().flat_map(|(phrase, scope)| {
            matches
                .windows(phrase.len())
                .filter(|window| {
                    window.iter().map(|(_, word)| word.exact).eq(phrase.iter().copied().map(Some))
                })
                .filter_map(|window| Some((window.first()?.0.cover(window.last()?.0), *scope)))
        })
    }
}

/// The first two letters in lower case. Stemmers leave them alone but for a `y` that becomes an `i` (dying, die).
#[inline]
fn beginning(word: &str) -> [u8; 2] {
    let letter = |at: usize| match word.as_bytes().get(at).map(u8::to_ascii_lowercase) {
        Some(b'y') => b'i',
        letter => letter.unwrap_or(0),
    };
    [letter(0), letter(1)]
}

/// Sorted spans, those that share a byte made one; neighbours stay apart.
fn merged(marks: Vec<Span>) -> Vec<Span> {
    let mut apart: Vec<Span> = Vec::with_capacity(marks.len());
    for mark in marks {
        match apart.last_mut() {
            Some(last) if last.overlaps(mark) => *last = last.cover(mark),
            _ => apart.push(mark),
        }
    }
    apart
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::query::parse;
    use proptest::prelude::*;

    /// Marks are `{…}` in the fixture; quotations are what stands between “ and ”, « and ».
    #[track_caller]
    fn check(query: &str, language: Option<Language>, fixture: &str) {
        let text = fixture.replace(['{', '}'], "");
        let mut shown = String::new();
        let mut at = 0;
        for mark in highlights(&read(query), &text, language, &quotations(&text)) {
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
}
