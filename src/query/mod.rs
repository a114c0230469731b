//! The query language: words in, a tree out.

mod ast;

pub use ast::Days;
pub use ast::Query;
pub use ast::Unit;
pub use ast::Words;
