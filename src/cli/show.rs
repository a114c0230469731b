//! `onrecord show`.

use super::Outcome;
use super::Streams;
use super::args::Global;
use super::args::Show;
use super::ask;
use super::clock;
use super::history;
use super::output;
use super::terminal;
use crate::error::Error;
use crate::error::ErrorKind;
use crate::query;
use crate::query::Query;
use crate::quote::Kind;
use crate::render;
use crate::search::Highlighter;
use crate::search::PlacedQuote;
use crate::search::StoredArticle;
use crate::text::Span;

pub(super) fn run(show: &Show, global: &Global, streams: &mut Streams) -> anyhow::Result<Outcome> {
    let query = show.mark.as_deref().map(marked).transpose()?;
    let article = article_of(&show.article);
    let (story, skipped) = match show.version {
        Some(number) => version(article, number, show, global, streams)?,
        None => {
            let opened = ask::index(global, show.doubt, streams)?;
            (opened.index.article(article)?, opened.skipped)
        }
    };
    let marks = query.map(|query| marks(&query, &story)).unwrap_or_default();
    let file = output::file(show.output.as_deref());
    let look = terminal::look_on(output::stream(file), global, show.brackets);
    output::written(file, show.format, streams.out, |out| {
        Ok(render::story(&story, &marks, show.format, look, out)?)
    })?;
    Ok(Outcome::skipped(skipped))
}

/// The query whose words are to be marked.
fn marked(words: &str) -> Result<Query, Error> {
    let mut parsed = query::parse(words, clock::today()?);
    match parsed.complaints.is_empty() {
        true => Ok(parsed.query),
        false => Err(parsed.complaints.swap_remove(0)),
    }
}

/// The query's words in each passage.
fn marks(query: &Query, story: &StoredArticle) -> Vec<Vec<Span>> {
    let mut highlighter = Highlighter::new(query, story.imprint.language);
    let passages = story.passages.iter();
    passages
        .map(|passage| {
            let answers = |quote: &&PlacedQuote| quote.kind != Kind::Indirect || !query.is_verbatim();
            let quotes: Vec<Span> = passage.quotes.iter().filter(answers).map(|quote| quote.span).collect();
            highlighter.marks(&passage.text, &quotes)
        })
        .collect()
}

/// An older version, read again from the corpus, and how much could not be read.
fn version(
    article: &str,
    number: usize,
    show: &Show,
    global: &Global,
    streams: &mut Streams,
) -> anyhow::Result<(StoredArticle, u64)> {
    let read = history::versions(article, show.doubt, global, streams)?;
    let count = read.versions.len();
    match read.versions.into_iter().find(|version| version.number == number) {
        Some(version) => Ok((version.story, read.skipped)),
        None => Err(Error::nowhere(ErrorKind::NoSuchVersion(number, count)).into()),
    }
}

/// `ARTICLE/N` names a quotation, `ARTICLE ¶N` a passage, as answers print them; its article is what is shown.
pub(super) fn article_of(name: &str) -> &str {
    for sign in ['/', '¶'] {
        if let Some((article, number)) = name.split_once(sign)
            && !number.is_empty()
            && number.bytes().all(|byte| byte.is_ascii_digit())
        {
            return article.trim_end();
        }
    }
    name
}

/// `¶9` behind an article's id, where the shell has parted the two.
pub(super) fn place(typed: &str) -> Result<(), String> {
    let number = typed.strip_prefix('¶').filter(|number| number.bytes().all(|byte| byte.is_ascii_digit()));
    number.map(|_| ()).ok_or_else(|| "one article is shown at a time".to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_quotation_is_shown_in_its_article() {
        assert_eq!(article_of("3F6K00AB12CDE/8"), "3F6K00AB12CDE");
        assert_eq!(article_of("3F6K"), "3F6K");
        assert_eq!(article_of("3F6K00AB12CDE ¶9"), "3F6K00AB12CDE");
        assert_eq!(article_of("3F6K00AB12CDE¶12"), "3F6K00AB12CDE");
        assert_eq!(article_of("https://example.com/mill ¶3"), "https://example.com/mill");
        assert_eq!(article_of("3F6K ¶"), "3F6K ¶");
        assert_eq!(article_of("https://example.com/8"), "https://example.com/8");
    }
}
