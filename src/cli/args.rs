//! Every command and flag, with its help. Nothing is opened or done here.

mod count;
mod filters;
mod follow;
mod reading;
mod watch;

pub(super) use count::CountAll;
pub(super) use count::Outlets;
pub(super) use count::Speakers;
pub(super) use count::Timeline;
pub(super) use filters::Doubt;
pub(super) use filters::Filters;
pub(super) use filters::Values;
pub(super) use follow::Follow;
pub(super) use follow::FollowAction;
pub(super) use reading::CountOf;
pub(super) use reading::Reading;
pub(super) use watch::NewsFormat;
pub(super) use watch::Watch;
pub(super) use watch::WatchAction;
pub(super) use watch::WatchAdd;
pub(super) use watch::WatchRun;

use super::show;
use super::terminal::Choice;
use super::words;
use crate::render::Format;
use crate::search::Sort;
use clap::Parser;
use clap::Subcommand;
use clap::ValueEnum;
use std::path::PathBuf;

const EXAMPLES: &str = "\
Examples:
  onrecord add articles/                     put articles into an archive here, and index them
  onrecord add https://outlet.example/mill   fetch a page, keep it, and index its article
  onrecord search caucus --outlet cbc        passages, quotations highlighted
  onrecord quotes 'said:\"nothing to hide\"'   who said it, where it was printed, when

`onrecord help query` explains the query language, `onrecord help search` a command.";

/// Who said what, where was it printed, and when?
#[derive(Debug, Parser)]
#[command(name = "onrecord", version, after_help = EXAMPLES, disable_help_subcommand = true)]
pub struct Args {
    #[command(subcommand)]
    pub(super) command: Option<Command>,
    #[command(flatten)]
    pub(super) global: Global,
}

/// What every command takes.
#[derive(Debug, clap::Args)]
#[command(next_help_heading = "Everywhere")]
pub(super) struct Global {
    /// The archive's folder [default: the nearest at or above the current one]
    #[arg(long, global = true, value_name = "DIR", env = "ONRECORD_ARCHIVE", hide_env_values = true)]
    pub(super) archive: Option<PathBuf>,
    /// When to use colours
    #[arg(long, global = true, value_name = "WHEN", default_value = "auto", hide_default_value = true)]
    pub(super) color: Choice,
    /// When to make addresses links (OSC 8): `auto` on terminals of which it is known that they follow them
    #[arg(long, global = true, value_name = "WHEN", default_value = "auto", hide_default_value = true)]
    pub(super) hyperlinks: Choice,
    /// Print long answers on a terminal without a pager (`ONRECORD_PAGER`, else `PAGER`, else `less -FRXK`)
    #[arg(long, global = true)]
    pub(super) no_pager: bool,
}

#[derive(Debug, Subcommand)]
pub(super) enum Command {
    /// Copy articles into the archive and index them
    ///
    /// The files are copied into `corpus/` and stay as they are; what comes from the web is kept there as it came.
    /// Without an archive at or above the current
    /// folder, one is made here.
    Add(Add),
    /// Follow feeds: take in what is new in them
    ///
    /// The feeds stand in the archive's `feeds.txt`, one address a line. `follow run` fetches them, and the pages of the
    /// articles of which they give a summary; what the archive holds is not fetched again. Made for cron.
    Follow(Follow),
    /// Keep searches, and print what is new for them
    ///
    /// The searches stand in the archive's `watches.toml`. What is new is told by when the archive first had it, not by when
    /// it was printed.
    Watch(Watch),
    /// Make the index agree with `corpus/`: new, changed and removed files
    Update,
    /// Build the index again from `corpus/`
    ///
    /// The old index answers until the new one is complete.
    Rebuild,
    /// Print the articles and quotations found in files; writes nothing
    Extract(Extract),
    /// Find passages, quotations highlighted
    ///
    /// Exit status: 0 something found, 1 nothing has all of the query, 2 an error.
    Search(Passages),
    /// Find quotations: who said it, where it was printed, when
    ///
    /// Exit status: 0 something found, 1 nothing has all of the query, 2 an error.
    Quotes(Search),
    /// Print one article, its quotations with their speakers
    Show(Show),
    /// Print the versions of an article and what changed between them, quotations first
    History(History),
    /// Say why a quotation was given to its speaker, and who else was in reach
    Explain(Explain),
    /// Count quotations by speaker: people, not strings
    ///
    /// Words that somebody who is quoted bears as a name, or a part of it, are a name: `speakers dong`. Anything with a field, an operator or
    /// a quotation mark is a query, and so are words that nobody bears: `speakers 'title:caucus'`. A line on standard error says how
    /// the words were read; `--query` leaves no doubt, and goes with a name.
    ///
    /// Where the query is about articles, everybody whom they quote is counted; where it is about quotations (`said:`, `speaker:`, `is:`),
    /// whoever says these. Quotations without a speaker, or given too weakly (`--min-confidence`), are counted apart.
    Speakers(Speakers),
    /// Count articles and quotations by outlet
    ///
    /// Quotations are all those of the articles that match, or those that match where the query is about quotations (`said:`, `speaker:`, `is:`).
    Outlets(Outlets),
    /// Count articles and quotations by day, week, month or year
    ///
    /// From the first to the last period, those with nothing in them too; what has no date is counted apart. Quotations are counted as
    /// `outlets` counts them. The bars, in a terminal, show articles, or quotations where the query is about these.
    Timeline(Timeline),
    /// Check that the index agrees with the corpus and that no file is damaged
    Check(Check),
    /// Print how a query is read: its tree, and in words
    ///
    /// Nothing is searched. `onrecord help query` explains the language.
    Parse(Parse),
    /// Print the completions for a shell
    Completions(Completions),
    /// Print the manual page
    Man(Man),
    /// Explain a command, the query language (`query`), its fields (`fields`) or the file `speakers.toml`
    Help(Help),
}

#[derive(Debug, clap::Args)]
pub(super) struct Add {
    /// Files, folders, addresses of pages, or `-` for standard input
    #[arg(required_unless_present = "from_file", value_name = "SOURCE")]
    pub(super) sources: Vec<PathBuf>,
    /// Also fetch the addresses that stand in this file, one a line (may be repeated)
    #[arg(long, value_name = "LIST")]
    pub(super) from_file: Vec<PathBuf>,
    /// Also fetch the pages of which feeds and lists give no more than a summary and a link
    #[arg(long)]
    pub(super) follow: bool,
    #[command(flatten)]
    pub(super) reach: Reach,
}

/// From where may be fetched.
#[derive(Clone, Copy, Debug, clap::Args)]
pub(super) struct Reach {
    /// Fetch from private networks too: this machine, the house, the office
    #[arg(long)]
    pub(super) allow_private: bool,
}

#[derive(Debug, clap::Args)]
pub(super) struct Extract {
    /// Files, folders, addresses of pages, or `-` for standard input
    #[arg(required = true, value_name = "SOURCE")]
    pub(super) sources: Vec<PathBuf>,
    #[command(flatten)]
    pub(super) reach: Reach,
    #[command(flatten)]
    pub(super) doubt: Doubt,
    /// The form of the output
    #[arg(long, value_name = "FORM", default_value = "text")]
    pub(super) format: ExtractFormat,
}

/// The forms in which whole articles can be streamed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum ExtractFormat {
    Text,
    Json,
    Jsonl,
}

#[derive(Debug, clap::Args)]
pub(super) struct Passages {
    #[command(flatten)]
    pub(super) search: Search,
    /// Show a story in every outlet that printed it, not once
    #[arg(long, help_heading = "Output")]
    pub(super) no_collapse: bool,
}

#[derive(Debug, clap::Args)]
pub(super) struct Search {
    /// Words, "phrases", field:value, OR, NOT or -word, brackets; see `onrecord help query`
    #[arg(value_name = "QUERY", value_parser = words::unshielded)]
    pub(super) query: Vec<String>,
    #[command(flatten)]
    pub(super) filters: Filters,
    #[command(flatten)]
    pub(super) values: Values,
    #[command(flatten)]
    pub(super) shown: Shown,
}

fn one_or_more(typed: &str) -> Result<usize, String> {
    let number = typed.parse().ok().filter(|number| *number > 0);
    number.ok_or_else(|| "a whole number, 1 or more".to_string())
}

/// What is shown of the hits, and how.
#[derive(Debug, clap::Args)]
#[command(next_help_heading = "Output")]
pub(super) struct Shown {
    /// How many hits
    #[arg(short = 'n', long, value_name = "N", default_value_t = 10, allow_negative_numbers = true)]
    pub(super) limit: usize,
    /// How many hits to pass over first
    #[arg(long, value_name = "N", default_value_t = 0, allow_negative_numbers = true)]
    pub(super) offset: usize,
    /// The order of hits
    #[arg(long, value_name = "ORDER", default_value = "relevance")]
    pub(super) sort: Sort,
    /// How many hits of one article at most [default: 3; all with --all and for `quotes`]
    #[arg(long, value_name = "N", allow_negative_numbers = true, value_parser = one_or_more)]
    pub(super) per_article: Option<usize>,
    /// Only what has all of the query: no near answers
    #[arg(long)]
    pub(super) strict: bool,
    /// Say of each hit what its score is made of
    #[arg(long)]
    pub(super) explain: bool,
    /// Also count articles by outlet, speaker, author, language, month, and kind of quotation
    ///
    /// Over everything that matches, whatever is shown. Behind each value stands what narrows the search to it.
    /// Kinds are those of quotations: `direct` has words in quotation marks, `indirect` is reported without. An article
    /// counts for every speaker and kind of which it has a quotation; where quotations match, one that does.
    #[arg(long)]
    pub(super) facets: bool,
    /// How many values of each; implies --facets [default: 10 in text, all in JSON]
    #[arg(long, value_name = "N", allow_negative_numbers = true)]
    pub(super) facet_limit: Option<usize>,
    /// Print the number of matches and nothing else: articles (quotations for `quotes`), or the passages that answer
    ///
    /// `--count=passages` counts as many as `search --all` prints; for `quotes`, the passages that hold what it prints.
    #[arg(long, value_name = "WHAT", num_args = 0..=1, require_equals = true, default_missing_value = "matches")]
    pub(super) count: Option<CountOf>,
    /// Print nothing; the exit status says whether something was found
    #[arg(short, long)]
    pub(super) quiet: bool,
    /// Put [[ ]] around the words found, for reading without colour
    #[arg(long)]
    pub(super) brackets: bool,
    /// The form of the output
    #[arg(long, value_name = "FORM", default_value = "text")]
    pub(super) format: Format,
    #[command(flatten)]
    pub(super) reading: Reading,
}

#[derive(Debug, clap::Args)]
pub(super) struct Show {
    /// An id, the beginning of one, or the article's address
    #[arg(value_name = "ARTICLE")]
    pub(super) article: String,
    /// The passage that answers print behind the id; the whole article is shown
    #[arg(value_name = "¶N", hide = true, value_parser = show::place)]
    pub(super) place: Option<()>,
    /// Mark the words of this query in the article
    #[arg(long, value_name = "QUERY")]
    pub(super) mark: Option<String>,
    /// Put [[ ]] around the words marked, for reading without colour
    #[arg(long)]
    pub(super) brackets: bool,
    /// Write into this file, which is replaced when all is written; `-` is standard output
    #[arg(short, long, value_name = "FILE")]
    pub(super) output: Option<PathBuf>,
    /// An older version, by its number in `onrecord history`
    #[arg(long, value_name = "N")]
    pub(super) version: Option<usize>,
    #[command(flatten)]
    pub(super) doubt: Doubt,
    /// The form of the output
    #[arg(long, value_name = "FORM", default_value = "text")]
    pub(super) format: Format,
}

#[derive(Debug, clap::Args)]
pub(super) struct History {
    /// An id, the beginning of one, or the article's address
    #[arg(value_name = "ARTICLE")]
    pub(super) article: String,
    #[command(flatten)]
    pub(super) doubt: Doubt,
    /// The form of the output
    #[arg(long, value_name = "FORM", default_value = "text")]
    pub(super) format: CheckFormat,
}

#[derive(Debug, clap::Args)]
pub(super) struct Explain {
    /// A quotation: its article's id or the beginning of one, a `/`, and its number, as `show` prints it
    #[arg(value_name = "ARTICLE/N")]
    pub(super) quote: String,
    #[command(flatten)]
    pub(super) doubt: Doubt,
    /// The form of the output
    #[arg(long, value_name = "FORM", default_value = "text")]
    pub(super) format: CheckFormat,
}

#[derive(Debug, clap::Args)]
pub(super) struct Check {
    /// The form of the output
    #[arg(long, value_name = "FORM", default_value = "text")]
    pub(super) format: CheckFormat,
}

/// The forms of a list of findings, or of an explanation.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum CheckFormat {
    Text,
    Json,
}

#[derive(Debug, clap::Args)]
pub(super) struct Parse {
    /// The query, as it would be searched
    #[arg(value_name = "QUERY", value_parser = words::unshielded)]
    pub(super) query: Vec<String>,
    /// The form of the output
    #[arg(long, value_name = "FORM", default_value = "text")]
    pub(super) format: CheckFormat,
}

#[derive(Debug, clap::Args)]
pub(super) struct Completions {
    /// The shell
    pub(super) shell: clap_complete::Shell,
}

#[derive(Debug, clap::Args)]
pub(super) struct Man {
    /// The page of this command, instead of the program's
    #[arg(value_name = "COMMAND")]
    pub(super) command: Option<String>,
}

#[derive(Debug, clap::Args)]
pub(super) struct Help {
    /// A command, such as `search` or `watch run`; `query`, `fields` or `speakers.toml`
    #[arg(value_name = "TOPIC")]
    pub(super) topic: Vec<String>,
}
