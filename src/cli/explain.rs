//! `onrecord explain`.

use super::Outcome;
use super::Streams;
use super::args::CheckFormat;
use super::args::Explain;
use super::args::Global;
use super::ask;
use super::terminal;
use crate::error::Error;
use crate::error::ErrorKind;
use crate::quote;
use crate::render;
use crate::render::Explained;

pub(super) fn run(explain: &Explain, global: &Global, streams: &mut Streams) -> anyhow::Result<Outcome> {
    let (name, number) = quotation(&explain.quote)?;
    let archive = ask::archive(global)?;
    let speakers = archive.speakers()?;
    let least = ask::least_confidence(explain.doubt, &archive)?;
    let opened = ask::index(global, explain.doubt, streams)?;
    let article = opened.index.article(name)?.article();
    let Some(explanation) = quote::explain(&article, &speakers, number) else {
        let count = quote::attribute(&article).len();
        return Err(Error::nowhere(ErrorKind::NoSuchQuotation { number, count }).into());
    };
    let explained = Explained { article: &article, number, explanation: &explanation, least };
    let json = explain.format == CheckFormat::Json;
    render::explained(&explained, json, terminal::look(global.color, false), streams.out)?;
    Ok(Outcome::skipped(opened.skipped))
}

/// `ARTICLE/N`; an address has slashes of its own, and the number stands after the last.
fn quotation(name: &str) -> Result<(&str, u32), Error> {
    let read = name.rsplit_once('/').and_then(|(article, number)| Some((article, number.parse().ok()?)));
    read.filter(|(article, _)| !article.is_empty())
        .ok_or_else(|| Error::nowhere(ErrorKind::NotAQuotation { name: name.to_string() }))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_quotation_is_an_article_and_a_number() {
        assert_eq!(quotation("3F6K/8").unwrap(), ("3F6K", 8));
        assert_eq!(quotation("https://post.example/mill/8").unwrap(), ("https://post.example/mill", 8));
        for wrong in ["3F6K", "3F6K/", "/8", "3F6K/x", "3F6K/-1", ""] {
            assert!(quotation(wrong).is_err(), "{wrong}");
        }
    }
}
