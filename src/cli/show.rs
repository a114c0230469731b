//! `onrecord show`.

use super::Outcome;
use super::Streams;
use super::args::Global;
use super::args::Show;
use super::ask;
use super::history;
use super::terminal;
use crate::error::Error;
use crate::error::ErrorKind;
use crate::render;

pub(super) fn run(show: &Show, global: &Global, streams: &mut Streams) -> anyhow::Result<Outcome> {
    let article = article_of(&show.article);
    if let Some(number) = show.version {
        return version(article, number, show, global, streams);
    }
    let opened = ask::index(global, show.doubt, streams)?;
    let story = opened.index.article(article)?;
    let look = terminal::look(global.color, false);
    render::story(&story, show.format, look, streams.out)?;
    Ok(Outcome::skipped(opened.skipped))
}

/// An older version, read again from the corpus.
fn version(
    article: &str,
    number: usize,
    show: &Show,
    global: &Global,
    streams: &mut Streams,
) -> anyhow::Result<Outcome> {
    let read = history::versions(article, show.doubt, global, streams)?;
    let count = read.versions.len();
    let Some(version) = read.versions.into_iter().find(|version| version.number == number) else {
        return Err(Error::nowhere(ErrorKind::NoSuchVersion(number, count)).into());
    };
    render::story(&version.story, show.format, terminal::look(global.color, false), streams.out)?;
    Ok(Outcome::skipped(read.skipped))
}

/// `ARTICLE/N` names a quotation; its article is what is shown.
pub(super) fn article_of(name: &str) -> &str {
    match name.split_once('/') {
        Some((article, number)) if !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit()) => {
            article
        }
        _ => name,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_quotation_is_shown_in_its_article() {
        assert_eq!(article_of("3F6K00AB12CDE/8"), "3F6K00AB12CDE");
        assert_eq!(article_of("3F6K"), "3F6K");
        assert_eq!(article_of("https://example.com/8"), "https://example.com/8");
    }
}
