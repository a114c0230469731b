//! What each form of an answer has room for beside its hits. What a form does not carry is said on standard error, so that
//! nothing that was asked for is missing without a word.

use super::Format;

/// What may come with the hits of an answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Extra {
    /// What was relaxed, capped or doubtful.
    Notes,
    /// Counts by value.
    Facets,
    /// What each score is made of.
    Explanation,
    /// The passages around each hit.
    Context,
}

impl Format {
    /// Whether answers in this form hold it; `lines` are those of a concordance.
    pub fn carries(self, extra: Extra, lines: bool) -> bool {
        use Extra::*;
        let carried: &[Extra] = match (self, lines) {
            (Format::Json, false) => &[Notes, Facets, Explanation, Context],
            (Format::Html, false) => &[Notes, Facets, Explanation, Context],
            (Format::Text, false) => &[Facets, Explanation, Context],
            (Format::Jsonl | Format::Markdown, false) => &[Explanation, Context],
            (Format::Csv | Format::Tsv | Format::Cited(_), false) => &[],
            (Format::Json, true) => &[Notes, Facets],
            (Format::Text, true) => &[Facets],
            (_, true) => &[],
        };
        carried.contains(&extra)
    }
}
