//! One test program: everything that is tested through the library's front door, one module a stage or a promise.

#![allow(clippy::disallowed_methods, reason = "tests read files, folders and the environment")]
#![allow(clippy::print_stdout, clippy::print_stderr, reason = "figures, and what was skipped, are printed")]
#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a panic is how a test fails")]

/// What each form of an answer has a place for.
mod carries;
/// Every command, run over a small archive: plain, empty, mistaken, and in the forms for programs.
mod commands;
/// Counts and facets: exact, and in agreement with what a search finds.
mod counts;
/// Crawls in every packing.
mod crawls;
/// What fields find, and that a flag finds what its field finds.
mod fields;
/// Quality floors: scored on the gold data where it is there.
mod floors;
/// What must hold of the quotations of any text.
mod holds;
/// What bad input gets: broken files, damaged indexes, odd queries, a second writer, a killed run.
mod hostile;
/// Saved pages: floors on gold pages, hostile pages.
mod html;
/// The index agrees with the corpus, whatever happens to either.
mod index;
/// Golden cases and hostile input for the readers: `tests/cases/ingest`.
mod ingest;
/// Feeds, tables and lists in JSON that are not as they should be.
mod lists;
/// Fixtures that carry their own offsets.
mod marked;
/// Slips that some article prints, and names that nobody bears.
mod meant;
/// Near answers.
mod near;
/// Archives, documents and mail.
mod packed;
/// Hand-made pages of hits: what the renderers are given.
mod pages;
/// The query language: its page and its golden cases.
mod query;
/// What must hold of the reading of any text.
mod query_holds;
/// Queries that nobody means.
mod query_hostile;
/// The query language, row by row.
mod query_language;
/// Every tree prints as a text that is read as the tree.
mod query_trees;
/// Quotations and their speakers, case by case.
mod quotes;
/// Every hit, context, concordances, files, links and citations.
mod reading;
mod readme;
/// Ranking: floors on remembered queries.
mod relevance;
/// Every form of every answer, as it is printed.
mod render;
/// A scratch folder, and the program run in it.
mod scratch;
mod speakers;
/// Stories that several articles print, agencies' copy, and the versions of an article.
mod stories;
/// What a terminal gets: colours, links, a pager, and nothing that steers it.
mod terminal;
/// Imports, file sizes, and that nothing lacks its line of help.
mod tidy;
/// The command line where no index is needed: help, mistakes, exit statuses.
mod usage;
/// Saved searches.
mod watch;
/// Pages from the web, fetched from a server of our own.
#[cfg(feature = "fetch")]
mod web;
