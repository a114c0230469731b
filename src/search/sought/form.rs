//! What a word of a query is in one language, and which printed words it is.

use super::Leaf;
use super::Pattern;
use super::Spelling;
use crate::text::analysis::Analyzer;
use crate::text::analysis::Term;

/// What a word is compared with.
#[derive(Clone)]
pub(crate) enum Form {
    /// The stem of a printed word.
    Stem(Box<str>),
    /// Its exact form.
    Exact(Box<str>),
    /// Its exact form, letters left open.
    Pattern(Pattern),
    /// Its exact form, within a few changes.
    Spelling(Spelling),
}

impl Form {
    /// A word in the language of an analyzer.
    pub(crate) fn of(leaf: &Leaf, analyzer: &mut Analyzer) -> Form {
        match leaf {
            Leaf::AnyForm(word) => Form::Stem(analyzer.stem(word)),
            Leaf::Exact(word) => Form::Exact(analyzer.exact(word)),
            Leaf::Pattern(word) => Form::Pattern(Pattern::new(&analyzer.exact(word))),
            Leaf::Spelt { word, changes } => Form::Spelling(Spelling::new(&analyzer.exact(word), *changes)),
        }
    }

    /// Whether a printed word is this one.
    pub(crate) fn is(&self, term: &Term) -> bool {
        match self {
            Form::Stem(stem) => *stem == term.stem,
            Form::Exact(exact) => *exact == term.exact,
            Form::Pattern(pattern) => pattern.fits(&term.exact),
            Form::Spelling(spelling) => spelling.fits(&term.exact),
        }
    }

    /// How the exact forms begin that it can be, or their stems, and whether that is all there is of them.
    pub(crate) fn beginning(&self) -> (&str, bool) {
        match self {
            Form::Stem(stem) => (stem.rsplit('/').next().unwrap_or_default(), true),
            Form::Exact(exact) => (exact, true),
            Form::Pattern(pattern) => (pattern.beginning(), false),
            Form::Spelling(_) => ("", false),
        }
    }
}
