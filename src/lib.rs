//! onrecord

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
