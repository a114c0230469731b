//! The flags of `onrecord speakers`, `outlets` and `timeline`.

use super::Filters;
use super::Values;
use super::words;
use crate::cli::forms;
use crate::render::Format;
use crate::search::By;
use crate::search::Period;
use clap::ValueEnum;
use clap::builder::PossibleValue;

#[derive(Debug, clap::Args)]
pub(in crate::cli) struct Speakers {
    /// A name, or a query; without it, everybody is counted
    #[arg(value_name = "NAME|QUERY", value_parser = words::unshielded)]
    pub(in crate::cli) words: Vec<String>,
    /// Count who is quoted in what this query finds; the words before it are then a name
    #[arg(long, value_name = "QUERY")]
    pub(in crate::cli) query: Option<String>,
    /// Tell each person's counts apart by this: who is quoted where, when, in which language
    #[arg(long, value_name = "BY", help_heading = "Output")]
    pub(in crate::cli) by: Option<By>,
    #[command(flatten)]
    pub(in crate::cli) all: CountAll,
}

#[derive(Debug, clap::Args)]
pub(in crate::cli) struct Outlets {
    /// Count what this query finds; without it, everything
    #[arg(value_name = "QUERY", value_parser = words::unshielded)]
    pub(in crate::cli) query: Vec<String>,
    #[command(flatten)]
    pub(in crate::cli) all: CountAll,
}

#[derive(Debug, clap::Args)]
pub(in crate::cli) struct Timeline {
    /// Count what this query finds; without it, everything
    #[arg(value_name = "QUERY", value_parser = words::unshielded)]
    pub(in crate::cli) query: Vec<String>,
    /// The length of the periods; weeks go from Monday to Sunday (`2023-W12`, ISO 8601)
    #[arg(long, value_name = "PERIOD", default_value = "month", help_heading = "Output")]
    pub(in crate::cli) by: Period,
    #[command(flatten)]
    pub(in crate::cli) all: CountAll,
}

/// What every count takes.
#[derive(Debug, clap::Args)]
pub(in crate::cli) struct CountAll {
    #[command(flatten)]
    pub(in crate::cli) filters: Filters,
    #[command(flatten)]
    pub(in crate::cli) values: Values,
    /// How many lines [default: all]; the totals are of everything
    #[arg(short = 'n', long, value_name = "N", allow_negative_numbers = true, help_heading = "Output")]
    pub(in crate::cli) limit: Option<usize>,
    /// How many lines to pass over first
    #[arg(
        long,
        value_name = "N",
        default_value_t = 0,
        allow_negative_numbers = true,
        help_heading = "Output"
    )]
    pub(in crate::cli) offset: usize,
    /// The form of the output
    #[arg(long, value_name = "FORM", default_value = "text", value_parser = forms::table(), help_heading = "Output")]
    pub(in crate::cli) format: Format,
}

impl ValueEnum for By {
    fn value_variants<'a>() -> &'a [By] {
        &[By::Outlet, By::Month, By::Year, By::Language]
    }

    fn to_possible_value(&self) -> Option<PossibleValue> {
        Some(PossibleValue::new(self.name()))
    }
}

impl ValueEnum for Period {
    fn value_variants<'a>() -> &'a [Period] {
        &[Period::Day, Period::Week, Period::Month, Period::Year]
    }

    fn to_possible_value(&self) -> Option<PossibleValue> {
        Some(PossibleValue::new(match self {
            Period::Day => "day",
            Period::Week => "week",
            Period::Month => "month",
            Period::Year => "year",
        }))
    }
}
