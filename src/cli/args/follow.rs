//! The flags of `onrecord follow`.

use super::Reach;
use clap::Subcommand;

#[derive(Debug, clap::Args)]
pub(in crate::cli) struct Follow {
    #[command(subcommand)]
    pub(in crate::cli) action: FollowAction,
}

#[derive(Debug, Subcommand)]
pub(in crate::cli) enum FollowAction {
    /// Follow one more feed
    Add {
        /// Addresses of feeds
        #[arg(required = true, value_name = "ADDRESS")]
        feeds: Vec<String>,
    },
    /// Print the feeds that are followed
    List,
    /// Follow a feed no longer; what came from it stays
    Remove {
        /// Addresses of feeds, as `list` prints them
        #[arg(required = true, value_name = "ADDRESS")]
        feeds: Vec<String>,
    },
    /// Fetch what is new in the feeds
    ///
    /// Exit status: 0 all was done, 1 no feed is followed, 2 something could not be had.
    Run {
        #[command(flatten)]
        reach: Reach,
    },
}
