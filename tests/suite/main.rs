//! One test program: everything that is tested through the library's front door.

#![allow(clippy::disallowed_methods)]

/// The query language: its page, its golden cases, and what holds for every text.
mod query;
