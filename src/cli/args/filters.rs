//! What narrows a question: conditions as flags.

use crate::cli::only;
use crate::cli::only::Only;

/// Conditions as flags. Several of one kind: either of them.
#[derive(Debug, Default, clap::Args)]
#[command(next_help_heading = "Only articles and quotations")]
pub(in crate::cli) struct Filters {
    /// By this outlet: its name, short name or domain (may be repeated)
    #[arg(long, value_name = "NAME")]
    pub(in crate::cli) outlet: Vec<String>,
    /// That quote this speaker (may be repeated)
    #[arg(long, value_name = "NAME")]
    pub(in crate::cli) speaker: Vec<String>,
    /// By this author (may be repeated)
    #[arg(long, value_name = "NAME")]
    pub(in crate::cli) author: Vec<String>,
    /// In this language, as in `en`, `fr` (may be repeated)
    #[arg(long, value_name = "CODE")]
    pub(in crate::cli) language: Vec<String>,
    /// Published then or later: `2023`, `2023-03`, `2023-03-22`, `yesterday`, `"3 days ago"`
    #[arg(long, value_name = "DATE")]
    pub(in crate::cli) since: Option<String>,
    /// Published then or earlier
    #[arg(long, value_name = "DATE")]
    pub(in crate::cli) until: Option<String>,
    #[command(flatten)]
    pub(in crate::cli) doubt: Doubt,
}

/// Values that were counted, as conditions.
#[derive(Debug, Default, clap::Args)]
#[command(next_help_heading = "Only articles and quotations")]
pub(in crate::cli) struct Values {
    /// With this value, to the letter as `--facets` shows it: `outlet=Harbour Post` (may be repeated: all of them)
    #[arg(long, value_name = "FIELD=VALUE", value_parser = only::parse)]
    pub(in crate::cli) only: Vec<Only>,
}

/// How sure an attribution must be.
#[derive(Clone, Copy, Debug, Default, clap::Args)]
pub(in crate::cli) struct Doubt {
    /// Name a speaker only where the attribution is at least so sure, from 0 to 1 [default: 0.4, or the archive's setting]
    #[arg(long, value_name = "P", value_parser = confidence)]
    pub(in crate::cli) min_confidence: Option<f32>,
}

fn confidence(typed: &str) -> Result<f32, String> {
    let share = typed.parse().ok().filter(|share| (0.0..=1.0).contains(share));
    share.ok_or_else(|| "a confidence lies between 0 and 1, as in 0.8".to_string())
}
