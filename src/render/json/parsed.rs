//! `parse`: how a query was read.

use super::write_line;
use crate::query::Event;
use crate::query::Query;
use crate::query::Reach;
use crate::query::Unit;
use crate::query::Words;
use crate::render::Asked;
use serde::Serialize;
use std::io;
use std::io::Write;

#[derive(Serialize)]
struct Document<'a> {
    /// As typed.
    text: &'a str,
    /// As it is written in full; read again, it is the same tree.
    query: String,
    read_as: &'a str,
    unit: &'static str,
    notes: &'a [String],
    tree: Node<'a>,
}

/// One node of the tree; `kind` says which keys it has.
#[derive(Serialize)]
#[serde(tag = "kind", rename_all = "kebab-case")]
enum Node<'a> {
    All,
    Words(Leaf<'a>),
    Days { event: &'static str, first: Option<String>, last: Option<String> },
    Undated,
    Near { reach: &'static str, words: Option<u32>, in_order: bool, parts: Vec<Node<'a>> },
    AtLeast { times: u32, parts: Vec<Node<'a>> },
    And { parts: Vec<Node<'a>> },
    Or { parts: Vec<Node<'a>> },
    Not { parts: Vec<Node<'a>> },
}

#[derive(Serialize)]
struct Leaf<'a> {
    field: &'static str,
    r#match: &'static str,
    words: Vec<&'a str>,
    /// Of a spelling.
    changes: Option<u8>,
    /// Of a window.
    others: Option<u32>,
}

/// `{"text", "query", "read_as", "unit", "notes", "tree"}`
pub(in crate::render) fn parsed(query: &Query, asked: &Asked, out: &mut dyn Write) -> io::Result<()> {
    let unit = match query.unit() {
        Unit::Article => "article",
        Unit::Quotation => "quotation",
    };
    let document = Document {
        text: &asked.text,
        query: query.to_string(),
        read_as: &asked.read_as,
        unit,
        notes: &asked.notes,
        tree: node(query),
    };
    write_line(&document, out)
}

fn node(query: &Query) -> Node<'_> {
    match query {
        Query::All => Node::All,
        Query::Words { field, words } => Node::Words(leaf(field.name, words)),
        Query::Dated(event, days) => Node::Days {
            event: match event {
                Event::Published => "published",
                Event::Updated => "updated",
                Event::Added => "added",
            },
            first: days.first.map(|day| day.to_string()),
            last: days.last.map(|day| day.to_string()),
        },
        Query::Undated => Node::Undated,
        Query::Valued { field, value } => Node::Words(Leaf {
            field: field.name,
            r#match: "value",
            words: vec![value],
            changes: None,
            others: None,
        }),
        Query::Near { parts, reach, in_order } => {
            let (reach, words) = match reach {
                Reach::Words(words) => ("words", Some(*words)),
                Reach::Sentence => ("sentence", None),
                Reach::Passage => ("passage", None),
            };
            Node::Near { reach, words, in_order: *in_order, parts: vec![node(&parts.0), node(&parts.1)] }
        }
        Query::AtLeast { times, of } => Node::AtLeast { times: *times, parts: vec![node(of)] },
        Query::And(parts) => Node::And { parts: parts.iter().map(node).collect() },
        Query::Or(parts) => Node::Or { parts: parts.iter().map(node).collect() },
        Query::Not(part) => Node::Not { parts: vec![node(part)] },
    }
}

fn leaf<'a>(field: &'static str, words: &'a Words) -> Leaf<'a> {
    let all = |words: &'a [String]| words.iter().map(String::as_str).collect();
    let leaf = |r#match, words| Leaf { field, r#match, words, changes: None, others: None };
    match words {
        Words::AnyForm(word) => leaf("any-form", vec![word]),
        Words::Pattern(word) => leaf("pattern", vec![word]),
        Words::Spelt { word, changes } => Leaf { changes: Some(*changes), ..leaf("spelt", vec![word]) },
        Words::Phrase(words) => leaf("phrase", all(words)),
        Words::Compound(parts) => leaf("compound", all(parts)),
        Words::Window { words, others } => Leaf { others: Some(*others), ..leaf("window", all(words)) },
    }
}
