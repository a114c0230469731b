//! One test program: everything that is tested through the library's front door, one module a stage or a promise.

#![allow(clippy::disallowed_methods)]

/// Golden cases and hostile input for the readers: `tests/cases/ingest`.
mod ingest;

/// The query language: its page, its golden cases, and what holds for every text.
mod query;
