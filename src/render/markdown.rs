//! A list ready to paste into a document: the words, who said them, outlet, date, link.

use super::counts::Counts;
use super::kwic::KwicLine;
use super::visible;
use crate::quote::Kind;
use crate::render::link;
use crate::render::reported;
use crate::render::voices;
use crate::render::with_marks;
use crate::render::worth::worth;
use crate::search::Around;
use crate::search::Hit;
use crate::search::Imprint;
use crate::search::PassageText;
use crate::search::PlacedQuote;
use crate::search::PlacedSpeaker;
use crate::search::QuoteHit;
use crate::search::StoredArticle;
use crate::search::Worth;
use crate::text::Span;
use crate::text::paragraphs;
use std::io;
use std::io::Write;

/// A passage an item, the words found in bold, then its speakers.
pub(super) fn hits(hits: &[Hit], out: &mut dyn Write) -> io::Result<()> {
    hits.iter().try_for_each(|hit| {
        let words = bold(&hit.passage.text, Span::whole(&hit.passage.text), &hit.highlights);
        let mut said: Vec<String> = voices(&hit.passage).iter().map(|name| plain(name)).collect();
        said.push(imprint(&hit.article, link::to_hit(hit)));
        said.extend(missing(&hit.missing));
        said.extend(explanation(hit.score, hit.worth.as_ref()));
        write!(out, "- ")?;
        before(&hit.around.before, out)?;
        writeln!(out, "{words} — {}", said.join(", "))?;
        after(&hit.around.after, out)
    })
}

/// A quotation an item.
pub(super) fn quotes(hits: &[QuoteHit], out: &mut dyn Write) -> io::Result<()> {
    hits.iter().try_for_each(|hit| {
        let words = bold(&hit.passage.text, hit.quote.span, &hit.highlights);
        let said = quotation(&hit.quote, &hit.passage.text, &words);
        let speaker = speaker(hit.quote.speaker.as_ref());
        let link = link::to_words(hit.article.url.as_deref(), &hit.passage.text, hit.quote.span);
        let more = [missing(&hit.missing), explanation(hit.score, hit.worth.as_ref())].into_iter().flatten();
        let more: String = more.map(|it| format!(", {it}")).collect();
        writeln!(out, "- {said} — {speaker}, {}{more}", imprint(&hit.article, link))?;
        if hit.around == Around::default() {
            return Ok(());
        }
        write!(out, "\n  ")?;
        before(&hit.around.before, out)?;
        writeln!(out, "{}", bold(&hit.passage.text, Span::whole(&hit.passage.text), &hit.highlights))?;
        after(&hit.around.after, out)
    })
}

/// Headline, imprint, paragraphs, and the quotations as a list.
pub(super) fn story(story: &StoredArticle, marks: &[Vec<Span>], out: &mut dyn Write) -> io::Result<()> {
    let article = &story.imprint;
    if let Some(title) = &article.title {
        writeln!(out, "# {}\n", plain(title))?;
    }
    writeln!(out, "{}", imprint(article, None))?;
    for (passage, found) in with_marks(story, marks) {
        for paragraph in paragraphs(&passage.text) {
            writeln!(out, "\n{}", bold(&passage.text, paragraph, found))?;
        }
    }
    let mut lead = "\n";
    for passage in &story.passages {
        for quote in &passage.quotes {
            let said = quotation(quote, &passage.text, &plain(quote.span.slice(&passage.text)));
            writeln!(out, "{lead}{}. {said} — {}", quote.ordinal, speaker(quote.speaker.as_ref()))?;
            lead = "";
        }
    }
    Ok(())
}

/// The head of a concordance, which is a table.
pub(super) fn kwic_head(out: &mut dyn Write) -> io::Result<()> {
    writeln!(out, "| left | keyword | right | source |\n|--:|:-:|---|---|")
}

/// A line of a concordance.
pub(super) fn kwic(line: &KwicLine, out: &mut dyn Write) -> io::Result<()> {
    let day = line.published.map_or_else(|| "undated".to_string(), |printed| printed.day().to_string());
    let outlet = line.outlet.as_deref().map(|outlet| format!("*{}*, ", plain(outlet))).unwrap_or_default();
    let id = match &line.link {
        Some(link) => format!("[{}](<{}>)", line.id(), address(link)),
        None => line.id(),
    };
    let [left, keyword, right] = [&line.left, &line.keyword, &line.right].map(|words| plain(words));
    writeln!(out, "| {left} | **{keyword}** | {right} | {outlet}{day}, {id} |")
}

/// A table of counts, its numbers on the right.
pub(super) fn counts(counts: &Counts, out: &mut dyn Write) -> io::Result<()> {
    let heads = counts.heads(counts.of);
    let is_number = |head: &&str| ["articles", "quotes", "words"].contains(head);
    let rules: Vec<&str> = heads.iter().map(|head| if is_number(head) { "--:" } else { "---" }).collect();
    writeln!(out, "| {} |\n|{}|", heads.join(" | "), rules.join("|"))?;
    counts.lines.iter().try_for_each(|line| {
        let cells: Vec<String> = counts.cells(line).map(|cell| plain(&cell.text())).collect();
        writeln!(out, "| {} |", cells.join(" | "))
    })
}

fn quotation(quote: &PlacedQuote, text: &str, words: &str) -> String {
    match quote.kind {
        Kind::Direct | Kind::Mixed => format!("“{words}”"),
        Kind::Indirect => format!("{}{words}", plain(&reported(quote, text))),
    }
}

fn speaker(speaker: Option<&PlacedSpeaker>) -> String {
    speaker.map_or_else(|| "speaker not named".to_string(), |speaker| plain(&speaker.name))
}

/// What a near answer lacks.
fn missing(words: &[String]) -> Option<String> {
    (!words.is_empty()).then(|| format!("missing: {}", plain(&words.join(", "))))
}

/// What the score is made of, where that was asked for.
fn explanation(score: f32, parts: Option<&Worth>) -> Option<String> {
    parts.map(|parts| format!("score: {}", plain(&worth(score, parts))))
}

/// Passages before an item's own, as paragraphs of the item.
fn before(passages: &[PassageText], out: &mut dyn Write) -> io::Result<()> {
    passages.iter().try_for_each(|passage| write!(out, "{}\n\n  ", plain(&passage.text)))
}

fn after(passages: &[PassageText], out: &mut dyn Write) -> io::Result<()> {
    passages.iter().try_for_each(|passage| writeln!(out, "\n  {}", plain(&passage.text)))
}

/// `*CBC News*, 2023-03-22, [The headline](https://…)`, as far as it is known. The link leads to the words, where it can.
fn imprint(article: &Imprint, link: Option<String>) -> String {
    let outlet = article.outlet.as_ref().map(|outlet| format!("*{}*", plain(outlet)));
    let day = article.published.map(|printed| printed.day().to_string());
    let title = article.title.as_deref().map(plain);
    let link = match (link.as_ref().or(article.url.as_ref()), title) {
        (Some(url), title) => Some(format!(
            "[{}](<{}>)",
            title.unwrap_or_else(|| plain(article.url.as_deref().unwrap_or(url))),
            address(url)
        )),
        (None, title) => title,
    };
    [outlet, day, link].into_iter().flatten().collect::<Vec<_>>().join(", ")
}

/// An address that ends where it should: inside `<…>` only these would end it.
fn address(url: &str) -> String {
    visible(url).replace('<', "%3C").replace('>', "%3E").replace('\\', "%5C")
}

/// The part of a text at `span`, with the words found in bold.
fn bold(text: &str, span: Span, found: &[Span]) -> String {
    let (mut words, mut at) = (String::new(), span.start());
    for found in found.iter().filter(|found| span.covers(**found)) {
        if found.start() < at {
            continue; // inside the one before
        }
        words += &plain(Span::between(at as usize, found.start() as usize).slice(text));
        words += &format!("**{}**", plain(found.slice(text)));
        at = found.end();
    }
    words + &plain(Span::between(at as usize, span.end() as usize).slice(text))
}

/// Words on one line that mean nothing to Markdown.
fn plain(words: &str) -> String {
    let mut line = String::with_capacity(words.len());
    for c in visible(&words.replace("\n\n", " ").replace('\n', " ")).chars() {
        if matches!(c, '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '#' | '|' | '~' | '&' | '$') {
            line.push('\\');
        }
        line.push(c);
    }
    no_list(line)
}

/// `12. Ruiz` and `- Ruiz` at the start of a line would begin a list.
fn no_list(line: String) -> String {
    let digits = line.len() - line.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    let (number, rest) = line.split_at(digits);
    let bullet = digits == 0 && rest.starts_with(['-', '+']);
    let numbered = digits > 0 && rest.starts_with(['.', ')']);
    if bullet || numbered { format!("{number}\\{rest}") } else { line }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_of_an_article_are_no_markup() {
        assert_eq!(plain("12. May"), "12\\. May");
        assert_eq!(plain("+ 3 jobs"), "\\+ 3 jobs");
        assert_eq!(plain("3 jobs"), "3 jobs");
        assert_eq!(plain("a*b*\n\n[x](y) <b>"), "a\\*b\\* \\[x\\](y) \\<b\\>");
    }

    #[test]
    fn the_words_found_are_bold_inside_the_span_alone() {
        let text = "no, “the caucus knew” said the caucus";
        let found: Vec<Span> =
            text.match_indices("caucus").map(|(at, word)| Span::between(at, at + word.len())).collect();
        assert_eq!(bold(text, Span::of("the caucus knew", text).unwrap(), &found), "the **caucus** knew");
        assert_eq!(bold(text, Span::whole(text), &found).matches("**").count(), 4);
    }
}
