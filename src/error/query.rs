//! What can be wrong with the open words, the nearness and the counts of a query.

use std::fmt;

/// One thing that is wrong with a part of a query.
#[derive(Debug)]
pub enum QueryFault {
    /// A pattern has too few letters of its own.
    TooOpen {
        /// The word as typed.
        word: String,
    },
    /// A word is too short for other spellings of it to be meant.
    TooShortToSpell {
        /// The word without its `~`.
        word: String,
    },
    /// Other spellings of several words, or of a pattern.
    SpeltOddly {
        /// The words without their `~`.
        words: String,
    },
    /// A number of changes that is neither 1 nor 2.
    Changes {
        /// The word without its `~`.
        word: String,
    },
    /// A number out of bounds, or none where there has to be one.
    Count {
        /// What counts, as typed: `W/500`.
        sign: String,
        /// The least it may be.
        least: u32,
        /// The most it may be.
        most: u32,
    },
    /// Something beside `W/5` that can stand near nothing: `AND`, `NOT`, `*`, `ATLEAST`.
    NotNear {
        /// What.
        part: &'static str,
        /// The operator, as typed.
        operator: String,
    },
    /// Several words beside `W/5` with nothing between them, or with an `or` or `and` that in small letters is a word as well.
    WordsNear {
        /// The small `or` or `and`, if there is one.
        small: Option<&'static str>,
        /// The operator, as typed.
        operator: String,
        /// The query as it was most probably meant, if it is short enough to be shown.
        mended: Option<String>,
    },
    /// A field beside `W/5` whose values are no running text.
    FieldNear {
        /// The field's name.
        field: &'static str,
        /// The operator, as typed.
        operator: String,
    },
    /// Two fields of running text on the sides of one `W/5`.
    FieldsNear {
        /// Their names.
        fields: [&'static str; 2],
        /// The operator, as typed.
        operator: String,
    },
    /// Something whose occurrences are not counted.
    NotCounted,
    /// Too many `W/5` and its like.
    TooManyNear {
        /// How many there may be.
        most: usize,
    },
    /// Words after `newer:` or `older:` are no length of time.
    NotALength {
        /// The words.
        words: String,
        /// Whether it is asked for what is newer.
        newer: bool,
    },
}

impl QueryFault {
    /// How to mend it.
    pub(super) fn hint(&self) -> String {
        use QueryFault::*;
        match self {
            TooOpen { .. } => {
                "write at least two letters of the word; `*` stands for any letters, `?` for one".into()
            }
            TooShortToSpell { word } => {
                format!(
                    "other spellings are looked for from three letters on; `{word}` without `~` finds the word itself"
                )
            }
            SpeltOddly { .. } => {
                "`~` wants one whole word before it, as in `okafor~`; words near each other are written `\"…\"~5`"
                    .into()
            }
            Changes { word } => format!("write `{word}~1` or `{word}~2`: so many letters may differ"),
            Count { least, most, .. } => format!("write a number from {least} to {most}"),
            NotNear { part: "AND", operator } | WordsNear { small: None, operator, mended: None } => {
                format!("put `{operator}` between all the words, or one phrase in quotation marks on this side")
            }
            WordsNear { small: Some("or"), mended: None, .. } => "write `OR` in capitals".into(),
            WordsNear { operator, mended: None, .. } => format!("put `{operator}` between all the words"),
            WordsNear { small, mended: Some(mended), .. } => match small {
                Some("or") => format!("write `OR` in capitals: `{mended}`"),
                _ => format!("where each word is to be near the next, write `{mended}`"),
            },
            NotNear { part: "NOT", operator } => {
                format!("take the word out of `{operator}` and write it after it: `a {operator} b -c`")
            }
            NotNear { operator, .. } => {
                format!("`{operator}` stands between words, phrases, and brackets with `OR` in them")
            }
            FieldNear { field: "speaker", operator } => {
                format!("for words near each other in somebody's quotation write `speaker:name said:(a {operator} b)`")
            }
            FieldNear { field, operator } => {
                format!("leave `{operator}` out, as in `{field}:… words`: then both are wanted")
            }
            FieldsNear { fields: [first, second], operator } => {
                let field = if *first == "text" { second } else { first };
                format!("put one field before a bracket around both: `{field}:(a {operator} b)`")
            }
            NotCounted => {
                "count words, phrases or `OR`s of them: `ATLEAST/3(a)`, `ATLEAST/3(a OR b)`; for two counts write two"
                    .into()
            }
            TooManyNear { .. } => {
                "put some of the words into one window instead: `\"a b c\"~10` has them with at most 10 others among them"
                    .into()
            }
            NotALength { newer: true, .. } => {
                "write `7d`, `2w`, `3m` (months) or `1y`; from a date on is `since:2023-03-01`".into()
            }
            NotALength { newer: false, .. } => {
                "write `7d`, `2w`, `3m` (months) or `1y`; until a date is `before:2023-03-01`".into()
            }
        }
    }
}

impl fmt::Display for QueryFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        use QueryFault::*;
        match self {
            TooOpen { word } => write!(f, "`{word}` leaves too much of the word open"),
            TooShortToSpell { word } => write!(f, "`{word}` is too short to look for other spellings of it"),
            SpeltOddly { words } => {
                write!(f, "there are no other spellings of `{words}`: it is not one whole word")
            }
            Changes { word } => write!(f, "other spellings of `{word}` may differ by 1 or 2 letters"),
            Count { sign, .. } if sign.contains(|c: char| c.is_ascii_digit()) => {
                write!(f, "the number in `{sign}` is out of bounds")
            }
            Count { sign, .. } => write!(f, "`{sign}` has no number after it"),
            NotNear { part: "*", operator } => {
                write!(f, "`*` is everything, and stands beside no `{operator}`")
            }
            NotNear { part, operator } => write!(f, "`{part}` cannot stand on a side of `{operator}`"),
            WordsNear { small: Some(small), operator, .. } => write!(
                f,
                "`{small}` in small letters is a word like any other, and all the words of this side cannot stand beside `{operator}`"
            ),
            WordsNear { small: None, operator, .. } => {
                write!(f, "all the words of this side are wanted, and only one can stand beside `{operator}`")
            }
            FieldNear { field, operator } => {
                write!(
                    f,
                    "`{field}:` cannot stand on a side of `{operator}`, which joins words of running text"
                )
            }
            FieldsNear { fields: [first, second], operator } => {
                write!(f, "`{operator}` cannot reach from `{first}:` to `{second}:`")
            }
            NotCounted => write!(f, "only words of one field are counted"),
            TooManyNear { most } => write!(f, "a query has at most {most} `W/`, `ATLEAST` and the like"),
            NotALength { words, .. } => write!(f, "`{words}` is not a length of time"),
        }
    }
}
