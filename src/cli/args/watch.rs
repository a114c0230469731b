//! The flags of `onrecord watch`.

use super::Filters;
use crate::cli::forms;
use crate::cli::words;
use crate::render::FeedFormat;
use crate::render::Format;
use clap::Subcommand;
use clap::ValueEnum;

#[derive(Debug, clap::Args)]
pub(in crate::cli) struct Watch {
    #[command(subcommand)]
    pub(in crate::cli) action: WatchAction,
}

#[derive(Debug, Subcommand)]
pub(in crate::cli) enum WatchAction {
    /// Keep a search under a name; what the archive holds now is not new
    Add(WatchAdd),
    /// Print the searches that are kept
    ///
    /// Exit status: 0 some are kept, 1 none is, 2 an error.
    List {
        /// The form of the output
        #[arg(long, value_name = "FORM", default_value = "text", value_parser = forms::list(), help_heading = "Output")]
        format: Format,
    },
    /// Keep a search no longer
    Remove {
        /// Names, as `list` prints them
        #[arg(required = true, value_name = "NAME")]
        names: Vec<String>,
    },
    /// Print what has come into the archive since the last run
    ///
    /// Exit status: 0 something is new, 1 nothing is, 2 an error.
    Run(WatchRun),
}

#[derive(Debug, clap::Args)]
pub(in crate::cli) struct WatchAdd {
    /// What it is to be called: letters, figures, `-` and `_`
    #[arg(value_name = "NAME")]
    pub(in crate::cli) name: String,
    /// Words, "phrases", field:value, OR, NOT or -word, brackets; see `onrecord help query`
    #[arg(value_name = "QUERY", value_parser = words::unshielded)]
    pub(in crate::cli) query: Vec<String>,
    /// Answer with quotations, as `onrecord quotes` does
    #[arg(long)]
    pub(in crate::cli) quotes: bool,
    #[command(flatten)]
    pub(in crate::cli) filters: Filters,
}

#[derive(Debug, clap::Args)]
pub(in crate::cli) struct WatchRun {
    /// Which searches: their names, as `list` prints them
    #[arg(required_unless_present = "all", value_name = "NAME")]
    pub(in crate::cli) names: Vec<String>,
    /// All searches, in one answer
    #[arg(long, conflicts_with = "names")]
    pub(in crate::cli) all: bool,
    /// Leave it new: the next run prints it again
    #[arg(long)]
    pub(in crate::cli) peek: bool,
    /// Also what is not new
    #[arg(long, alias = "from-start")]
    pub(in crate::cli) everything: bool,
    /// Put [[ ]] around the words found, for reading without colour
    #[arg(long, help_heading = "Output")]
    pub(in crate::cli) brackets: bool,
    /// The form of the output: a form of `search`, or a feed: `atom`, `jsonfeed`
    #[arg(long, value_name = "FORM", default_value = "text", help_heading = "Output", value_parser = news_format)]
    pub(in crate::cli) format: NewsFormat,
}

/// The forms of what is new.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::cli) enum NewsFormat {
    Page(Format),
    Feed(FeedFormat),
}

fn news_format(typed: &str) -> Result<NewsFormat, String> {
    match typed {
        "atom" => Ok(NewsFormat::Feed(FeedFormat::Atom)),
        "jsonfeed" => Ok(NewsFormat::Feed(FeedFormat::Json)),
        page => Format::from_str(page, false).map(NewsFormat::Page).map_err(|_| {
            let names = Format::value_variants().iter().filter_map(Format::to_possible_value);
            let names: Vec<String> = names.map(|value| value.get_name().to_string()).collect();
            format!("the forms are {}, atom and jsonfeed", names.join(", "))
        }),
    }
}
