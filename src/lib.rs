//! **onrecord** answers one question about a pile of news: who said what, where was it printed, and when?
//!
//! It reads articles, finds each article's outlet, date, byline and text, finds every quotation and its speaker, indexes
//! all of it with Tantivy, and answers a query with ranked passages, quotations highlighted.
//!
//! # The path of an article
//!
//! ```text
//! bytes ──ingest──▶ Article ──quote──▶ (Article, Vec<Quote>) ──index──▶ stored, searchable
//!                      ▲                                                   │
//!                   corpus/ (files, unchanged)                             │
//! words ──query──▶ Query ──────index──▶ Hits ──search (highlights)──▶ render ──▶ terminal · data · pages · citations
//! ```
//!
//! 1. [`corpus`] finds the archive folder and walks its files; nothing ever changes one of them. Beside them it keeps when each
//!    article was first seen, and the owner's searches.
//!    [`ingest::fetch`] puts what it had from the web there too, as it came.
//! 2. [`ingest::open`] tells what a file is and cuts it into records, [`ingest::Record::article`] reads one into an [`article::Article`]:
//!    canonical text, and the facts printed around it (byline, dateline, outlet, times as printed).
//! 3. [`quote::attribute`] finds the article's quotations and who is said to have spoken them; in [`quote::settled`] the
//!    archive's owner has the last word ([`corpus::Speakers`]).
//! 4. [`index::update`] cuts the article into passages and stores three kinds of document: the article, its passages, its
//!    quotations, in one block and one commit. Articles that print the same story are told from their sketches.
//!
//! # The path of a query
//!
//! 1. [`query::parse`] reads what was typed into a [`query::Query`] that names no engine, and complains with a caret.
//! 2. [`index::Index::search`] finds the articles that match, then the passages of these that answer; as soon as
//!    `speaker:`, `said:`, `is:direct` or `is:indirect` occurs, the unit is the quotation. Where that does not fill the page, near
//!    answers follow, which lack some of the plain words ([`search::Loose`]).
//! 3. [`search::Highlighter`] marks the query's words in the stored text of the hits. What a query seeks in a text is told in one
//!    place, `search/sought`, for engine and highlights alike.
//! 4. [`render`] writes the page in the form that was asked for; [`cli`] is where arguments, clocks and exit codes live.
//!
//! Counts go the same way: [`index::Index::outlets`], [`speakers`](index::Index::speakers) and
//! [`timeline`](index::Index::timeline) count what a query finds. A saved search is a query that is asked only of what came in
//! since ([`search::Request::added_after`]).
//!
//! # What always holds
//!
//! - Modules are listed below in the order in which they may use each other: each only itself and those before it. A test
//!   holds the order.
//! - Every offset is a [`text::Span`] of bytes in canonical text. Code points are made in `render`, and nowhere else.
//! - `text`, `article`, `quote`, `query`, `search` and `render` touch no file, clock or environment.
//! - Text written by strangers cannot fail, only be read less well. `Result` is for the disk, the network and the
//!   index.
//! - `index/` can be deleted at any moment: the corpus is the truth, the index a cache of it. Nothing outside [`index`]
//!   names the engine.
//! - The same corpus and the same version give the same ids, quotations and answers, in the same order, whatever the
//!   number of threads and however the index came to be.

#![forbid(unsafe_code)]

pub mod text;

pub mod error;

pub mod article;

pub mod corpus;

pub mod ingest;

pub mod quote;

pub mod fields;

pub mod query;

pub mod search;

pub mod index;

pub mod render;

pub mod cli;
