//! The forms and orders of answers, as flags name them.

use crate::render::Citation;
use crate::render::Format;
use crate::search::Sort;
use clap::ValueEnum;
use clap::builder::PossibleValue;
use clap::builder::PossibleValuesParser;
use clap::builder::TypedValueParser;

/// The forms that tables can have: no table cites an article.
pub(super) fn table() -> impl TypedValueParser<Value = Format> {
    among(|form| !matches!(form, Format::Cited(_)))
}

/// The forms that lists of the archive's own things can have: nobody pastes these.
pub(super) fn list() -> impl TypedValueParser<Value = Format> {
    among(|form| matches!(form, Format::Text | Format::Json | Format::Jsonl | Format::Csv | Format::Tsv))
}

/// What a form is called.
pub(super) fn name(form: &Format) -> String {
    form.to_possible_value().map(|value| value.get_name().to_string()).unwrap_or_default()
}

fn among(wanted: fn(&Format) -> bool) -> impl TypedValueParser<Value = Format> {
    let forms = Format::value_variants().iter().filter(move |form| wanted(form));
    PossibleValuesParser::new(forms.filter_map(Format::to_possible_value))
        .map(|name| Format::from_str(&name, false).unwrap_or_default())
}

impl ValueEnum for Format {
    fn value_variants<'a>() -> &'a [Format] {
        &[
            Format::Text,
            Format::Json,
            Format::Jsonl,
            Format::Csv,
            Format::Tsv,
            Format::Markdown,
            Format::Html,
            Format::Cited(Citation::Ris),
            Format::Cited(Citation::Bibtex),
            Format::Cited(Citation::CslJson),
        ]
    }

    fn to_possible_value(&self) -> Option<PossibleValue> {
        Some(PossibleValue::new(match self {
            Format::Text => "text",
            Format::Json => "json",
            Format::Jsonl => "jsonl",
            Format::Csv => "csv",
            Format::Tsv => "tsv",
            Format::Markdown => "markdown",
            Format::Html => "html",
            Format::Cited(Citation::Ris) => "ris",
            Format::Cited(Citation::Bibtex) => "bibtex",
            Format::Cited(Citation::CslJson) => "csl-json",
        }))
    }
}

impl ValueEnum for Sort {
    fn value_variants<'a>() -> &'a [Sort] {
        &[Sort::Relevance, Sort::Newest, Sort::Oldest]
    }

    fn to_possible_value(&self) -> Option<PossibleValue> {
        Some(PossibleValue::new(match self {
            Sort::Relevance => "relevance",
            Sort::Newest => "newest",
            Sort::Oldest => "oldest",
        }))
    }
}
