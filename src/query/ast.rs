//! What was asked for, free of any engine.

use crate::fields;
use crate::fields::Field;
use jiff::civil::Date;

/// A query as a tree.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Query {
    /// Everything: `*`, or a query of nothing but filters.
    All,
    /// Words in one field.
    Words {
        /// Where.
        field: &'static Field,
        /// Which.
        words: Words,
    },
    /// A period in which something happened to the article.
    Dated(Event, Days),
    /// Articles that do not say when they were published.
    Undated,
    /// What has exactly this value of a field, to the letter as it is printed. No words of the language ask for it: a count
    /// of values does, which has to be narrowed to what it counted.
    Valued {
        /// Outlet, author, speaker, or whom an article quotes.
        field: &'static Field,
        /// As it is printed.
        value: String,
    },
    /// Two parts close to each other, in one passage or quotation. Leaves of such a part are words of running text; between
    /// them stands nothing but `Or` and `Near`.
    Near {
        /// What stands near what.
        parts: Box<(Query, Query)>,
        /// How near.
        reach: Reach,
        /// Whether the first has to stand before the second.
        in_order: bool,
    },
    /// Articles in which words of running text, or one of several, stand so many times.
    AtLeast {
        /// How often, at least.
        times: u32,
        /// What: words, or an `Or` of words.
        of: Box<Query>,
    },
    /// All of these. Never empty, never of one.
    And(Vec<Query>),
    /// At least one of these. Never empty, never of one.
    Or(Vec<Query>),
    /// Everything but this, wherever it stands: alone, in an `And` of such parts only, in an `Or`.
    Not(Box<Query>),
}

/// Words as they were typed: as printed, not yet folded or stemmed, because that depends on the article's language.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Words {
    /// One word in any form.
    AnyForm(String),
    /// One word of which letters are left open: `*` any letters, `?` one.
    Pattern(String),
    /// One word as it is spelt within so many changes: a letter more, less, other, or two exchanged.
    Spelt {
        /// As typed.
        word: String,
        /// How many, 1 or 2.
        changes: u8,
    },
    /// Exactly these words, in this order; one word in quotation marks is a phrase of one. A word with `*` or `?` in it is
    /// a pattern: no word has these signs otherwise.
    Phrase(Vec<String>),
    /// The parts of one word with a hyphen, a slash or another sign inside: exactly these, in this order. Unlike a phrase, it may be
    /// missing from near answers, as any plain word.
    Compound(Vec<String>),
    /// These words in any order, with at most so many others among them.
    Window {
        /// Exactly these; patterns as in a phrase.
        words: Vec<String>,
        /// The others.
        others: u32,
    },
}

/// What happened on a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Event {
    /// The article was published.
    Published,
    /// It was last changed, as it says itself.
    Updated,
    /// This archive first had it.
    Added,
}

/// How near to each other.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reach {
    /// So many words on: neighbours are one word apart.
    Words(u32),
    /// In one sentence.
    Sentence,
    /// In one passage.
    Passage,
}

/// Days from the first to the last, both included; an open end has no bound.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Days {
    /// The first day.
    pub first: Option<Date>,
    /// The last day.
    pub last: Option<Date>,
}

/// What a query's words bind to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unit {
    /// The article: its words may stand anywhere in it.
    Article,
    /// One quotation: `speaker:`, `said:` or `is:` occurs.
    Quotation,
}

impl Words {
    /// The words one by one, in order.
    pub fn each(&self) -> &[String] {
        match self {
            Words::AnyForm(word) | Words::Pattern(word) | Words::Spelt { word, .. } => {
                std::slice::from_ref(word)
            }
            Words::Phrase(words) | Words::Compound(words) | Words::Window { words, .. } => words,
        }
    }

    /// Whether these words behind `is:` say something of an article: `is:wire`.
    fn say_of_articles(&self) -> bool {
        matches!(self, Words::AnyForm(state) if fields::is_of_articles(state))
    }
}

impl Query {
    /// The query that wants both, without needless nesting.
    pub fn and(self, other: Query) -> Query {
        match (self, other) {
            (Query::All, query) | (query, Query::All) => query,
            (Query::And(mut parts), Query::And(more)) => {
                parts.extend(more);
                Query::And(parts)
            }
            (Query::And(mut parts), query) => {
                parts.push(query);
                Query::And(parts)
            }
            (query, Query::And(mut parts)) => {
                parts.insert(0, query);
                Query::And(parts)
            }
            (a, b) => Query::And(vec![a, b]),
        }
    }

    /// The query that wants all of several, without needless nesting; everything for an empty list.
    pub fn all(queries: Vec<Query>) -> Query {
        queries.into_iter().fold(Query::All, Query::and)
    }

    /// The query that wants one of several, without needless nesting: `None` for an empty list.
    pub fn any(queries: Vec<Query>) -> Option<Query> {
        let mut parts = Vec::with_capacity(queries.len());
        for query in queries {
            match query {
                Query::Or(more) => parts.extend(more),
                query => parts.push(query),
            }
        }
        if parts.len() > 1 { Some(Query::Or(parts)) } else { parts.pop() }
    }

    /// The query that wants what this one does not.
    pub fn negated(self) -> Query {
        match self {
            Query::Not(query) => *query,
            query => Query::Not(Box::new(query)),
        }
    }

    /// Whether it only says what to leave out of everything: `Not`, or an `And` of nothing else.
    pub fn only_excludes(&self) -> bool {
        match self {
            Query::Not(_) => true,
            Query::And(parts) => parts.iter().all(|part| matches!(part, Query::Not(_))),
            _ => false,
        }
    }

    /// Calls `each` with the words that it asks for and their fields, in order; not with those under `NOT`.
    pub(crate) fn each_wanted<'q>(&'q self, each: &mut dyn FnMut(&'static Field, &'q Words)) {
        match self {
            Query::Words { field, words } => each(field, words),
            Query::Near { parts, .. } => {
                parts.0.each_wanted(each);
                parts.1.each_wanted(each);
            }
            Query::AtLeast { of, .. } => of.each_wanted(each),
            Query::And(parts) | Query::Or(parts) => parts.iter().for_each(|part| part.each_wanted(each)),
            Query::All | Query::Dated(..) | Query::Undated | Query::Valued { .. } | Query::Not(_) => {}
        }
    }

    /// Whether it asks for words inside quotation marks, so that words reported without marks do not answer it.
    pub fn is_verbatim(&self) -> bool {
        match self {
            Query::Words { field, .. } => field.name == fields::SAID.name,
            Query::Near { parts, .. } => parts.0.is_verbatim() || parts.1.is_verbatim(),
            Query::AtLeast { of, .. } => of.is_verbatim(),
            Query::And(parts) => parts.iter().any(Query::is_verbatim),
            Query::Or(parts) => parts.iter().all(Query::is_verbatim),
            _ => false,
        }
    }

    /// What its plain words bind to: the quotation as soon as `speaker:`, `said:` or `is:` of a quotation occurs anywhere.
    pub fn unit(&self) -> Unit {
        match self {
            Query::Words { field, .. } if [fields::SPEAKER.name, fields::SAID.name].contains(&field.name) => {
                Unit::Quotation
            }
            Query::Words { field, words } if field.name == fields::IS.name && !words.say_of_articles() => {
                Unit::Quotation
            }
            Query::Valued { field, .. } if field.name == fields::SPEAKER.name => Unit::Quotation,
            Query::And(parts) | Query::Or(parts) => {
                if parts.iter().any(|part| part.unit() == Unit::Quotation) {
                    Unit::Quotation
                } else {
                    Unit::Article
                }
            }
            Query::Near { parts, .. } if parts.0.unit() == Unit::Quotation => Unit::Quotation,
            Query::Near { parts, .. } => parts.1.unit(),
            Query::Not(part) | Query::AtLeast { of: part, .. } => part.unit(),
            Query::All | Query::Words { .. } | Query::Dated(..) | Query::Undated | Query::Valued { .. } => {
                Unit::Article
            }
        }
    }
}
