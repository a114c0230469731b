//! A whole article.

use super::also_in;
use super::begin;
use super::end;
use super::escaped;
use super::imprint;
use super::language;
use super::linked;
use super::quotation;
use super::speaker;
use super::words_of;
use crate::render::link;
use crate::render::with_marks;
use crate::search::Imprint;
use crate::search::PassageText;
use crate::search::StoredArticle;
use crate::text::Span;
use crate::text::paragraphs;
use std::io;
use std::io::Write;

/// A whole article; below each passage who speaks in it.
pub(in crate::render) fn story(
    story: &StoredArticle,
    marks: &[Vec<Span>],
    out: &mut dyn Write,
) -> io::Result<()> {
    let article = &story.imprint;
    let title = article.title.as_deref().unwrap_or("without a headline");
    begin(title, out)?;
    let lang = language(article);
    writeln!(out, "<article>\n<h1{lang}>{}</h1>", escaped(title))?;
    if let Some(subtitle) = &article.subtitle {
        writeln!(out, "<p{lang}>{}</p>", escaped(subtitle))?;
    }
    writeln!(out, "<p class=\"imprint\">{}</p>", imprint(article))?;
    if let Some(url) = article.url.as_deref() {
        writeln!(out, "<p>{}</p>", linked(link::on_the_web(url), &escaped(url)))?;
    }
    also_in(&story.also_in, out)?;
    for (text, found) in with_marks(story, marks) {
        for paragraph in paragraphs(&text.text) {
            writeln!(out, "<p{lang}>{}</p>", words_of(text, paragraph, found))?;
        }
        numbered(text, article, out)?;
    }
    writeln!(out, "</article>")?;
    end(out)
}

/// Who spoke each quotation of a passage, under its number.
fn numbered(passage: &PassageText, article: &Imprint, out: &mut dyn Write) -> io::Result<()> {
    if passage.quotes.is_empty() {
        return Ok(());
    }
    writeln!(out, "<ol class=\"said\">")?;
    for quote in &passage.quotes {
        let link = link::to_words(article.url.as_deref(), &passage.text, quote.span);
        let said = quotation(quote, &passage.text, &escaped(quote.span.slice(&passage.text)));
        let who = speaker(quote.speaker.as_ref());
        writeln!(out, "<li value=\"{}\">{who}: {}</li>", quote.ordinal, linked(link.as_deref(), &said))?;
    }
    writeln!(out, "</ol>")
}
