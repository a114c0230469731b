//! Flags for reading on, and for answers that are used elsewhere.

use crate::render::KwicSort;
use clap::ValueEnum;
use clap::builder::PossibleValue;
use std::path::PathBuf;

/// How much is given, and where to.
#[derive(Debug, clap::Args)]
#[command(next_help_heading = "Output")]
pub(in crate::cli) struct Reading {
    /// Every hit, not only the first page; no near answers
    ///
    /// Of each article that has all of the query, every passage that holds most of it, or the one that holds most; of
    /// quotations all that match. `--per-article N` leaves so many of each article.
    #[arg(long, conflicts_with_all = ["limit", "offset"])]
    pub(in crate::cli) all: bool,
    /// Write into this file, which is replaced when all is written; `-` is standard output
    #[arg(short, long, value_name = "FILE")]
    pub(in crate::cli) output: Option<PathBuf>,
    /// Also show so many passages before and after each hit
    #[arg(
        short = 'C',
        long,
        value_name = "N",
        default_value_t = 0,
        hide_default_value = true,
        allow_negative_numbers = true
    )]
    pub(in crate::cli) context: usize,
    #[command(flatten)]
    pub(in crate::cli) kwic: Kwic,
}

/// Concordance lines.
#[derive(Debug, clap::Args)]
pub(in crate::cli) struct Kwic {
    /// A line for each word found: what is printed before it, the word, what is printed after it
    #[arg(long, conflicts_with = "context", help_heading = "Output")]
    pub(in crate::cli) kwic: bool,
    /// Order the lines by what stands before the word, after it, by rank or by date
    #[arg(long, value_name = "BY", requires = "kwic", default_value = "rank", help_heading = "Output")]
    pub(in crate::cli) kwic_sort: KwicSort,
    /// Columns on each side of the word [default: what the terminal has room for, or 40]
    #[arg(long, value_name = "N", requires = "kwic", allow_negative_numbers = true, help_heading = "Output")]
    pub(in crate::cli) kwic_width: Option<usize>,
}

/// What `--count` counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(in crate::cli) enum CountOf {
    /// Articles; for `quotes`, quotations.
    #[value(alias = "articles", alias = "quotes")]
    Matches,
    /// Passages: as many as `search --all` prints; for `quotes`, those that hold the quotations.
    Passages,
}

impl ValueEnum for KwicSort {
    fn value_variants<'a>() -> &'a [KwicSort] {
        &[KwicSort::Rank, KwicSort::Left, KwicSort::Right, KwicSort::Date]
    }

    fn to_possible_value(&self) -> Option<PossibleValue> {
        Some(PossibleValue::new(match self {
            KwicSort::Rank => "rank",
            KwicSort::Left => "left",
            KwicSort::Right => "right",
            KwicSort::Date => "date",
        }))
    }
}
