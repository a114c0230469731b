//! One page for a browser, complete in itself: no script, no request, nothing of an article that could be markup.

mod page;
mod story;
mod table;

pub(super) use page::foot;
pub(super) use page::head;
pub(super) use page::hits;
pub(super) use page::part;
pub(super) use page::part_end;
pub(super) use page::quotes;
pub(super) use story::story;
pub(super) use table::counts;
pub(super) use table::kwic;

use super::link;
use super::reported;
use super::visible;
use crate::quote::Kind;
use crate::search::Imprint;
use crate::search::PassageText;
use crate::search::PlacedQuote;
use crate::search::PlacedSpeaker;
use crate::text::Span;
use crate::text::paragraphs;
use std::io;
use std::io::Write;

/// What every page begins with; the policy forbids what the page does without anyway.
const STYLE: &str = include_str!("page.css");

pub(super) fn begin(title: &str, out: &mut dyn Write) -> io::Result<()> {
    writeln!(
        out,
        "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <meta name=\"referrer\" content=\"no-referrer\">\n<title>{} · onrecord</title>\n<style>\n{STYLE}</style>\n\
         </head>\n<body>\n<main>",
        escaped(title)
    )
}

pub(super) fn end(out: &mut dyn Write) -> io::Result<()> {
    writeln!(out, "</main>\n</body>\n</html>")
}

/// `Harbour Post · Ivy Okafor · 2023-03-22`, as far as it is known.
fn imprint(article: &Imprint) -> String {
    let outlet = article.outlet.as_deref().map(|outlet| format!("<b>{}</b>", escaped(outlet)));
    let authors = Some(escaped(&article.authors.join(", "))).filter(|authors| !authors.is_empty());
    let published = article.published.map_or("undated".to_string(), |printed| {
        format!("<time datetime=\"{printed}\">{}</time>", printed.day())
    });
    [outlet, authors, Some(published)].into_iter().flatten().collect::<Vec<_>>().join(" · ")
}

fn also_in(others: &[Imprint], out: &mut dyn Write) -> io::Result<()> {
    if others.is_empty() {
        return Ok(());
    }
    let named = |other: &Imprint| {
        let name = other.outlet.as_deref().or(other.url.as_deref()).unwrap_or(&other.source_path);
        linked(other.url.as_deref().and_then(link::on_the_web), &escaped(name))
    };
    let others: Vec<String> = others.iter().map(named).collect();
    writeln!(out, "<p>also in: {}</p>", others.join(", "))
}

/// A passage, the words found marked and its quotations set off.
fn passage(
    (passage, found): (&PassageText, &[Span]),
    article: &Imprint,
    out: &mut dyn Write,
) -> io::Result<()> {
    write!(out, "<blockquote{}>", language(article))?;
    for paragraph in paragraphs(&passage.text) {
        write!(out, "<p>{}</p>", words_of(passage, paragraph, found))?;
    }
    writeln!(out, "</blockquote>")
}

/// The words at `part`, in the quotations and outside.
fn words_of(passage: &PassageText, part: Span, found: &[Span]) -> String {
    let text = &passage.text;
    let (mut html, mut at) = (String::new(), part.start());
    let verbatim = passage.quotes.iter().filter(|quote| quote.kind != Kind::Indirect);
    for span in verbatim.map(|quote| quote.span) {
        let (start, end) = (span.start().max(at), span.end().min(part.end()));
        if start >= end {
            continue;
        }
        html += &marked(text, Span::between(at as usize, start as usize), found);
        let said = marked(text, Span::between(start as usize, end as usize), found);
        html += &format!("<span class=\"quoted\">{said}</span>");
        at = end;
    }
    html + &marked(text, Span::between(at as usize, part.end() as usize), found)
}

/// The words at `part`, those found in `<mark>`.
fn marked(text: &str, part: Span, found: &[Span]) -> String {
    let (mut html, mut at) = (String::new(), part.start());
    for found in found {
        let (start, end) = (found.start().max(at), found.end().min(part.end()));
        if start >= end {
            continue;
        }
        html += &escaped(Span::between(at as usize, start as usize).slice(text));
        html += &format!("<mark>{}</mark>", escaped(Span::between(start as usize, end as usize).slice(text)));
        at = end;
    }
    html + &escaped(Span::between(at as usize, part.end() as usize).slice(text))
}

fn quotation(quote: &PlacedQuote, text: &str, words: &str) -> String {
    match quote.kind {
        Kind::Direct | Kind::Mixed => format!("“{words}”"),
        Kind::Indirect => format!("{}{words}", escaped(&reported(quote, text))),
    }
}

fn speaker(speaker: Option<&PlacedSpeaker>) -> String {
    let Some(speaker) = speaker else { return "speaker not named".to_string() };
    let role = speaker.role.as_deref().map(|role| format!(", {}", escaped(role))).unwrap_or_default();
    format!("<b>{}</b>{role}", escaped(&speaker.name))
}

/// ` lang="fr"`: what tells a screen reader how to say it. The page around the articles is English.
fn language(article: &Imprint) -> String {
    article.language.as_ref().map(|it| format!(" lang=\"{}\"", it.code())).unwrap_or_default()
}

fn linked(link: Option<&str>, html: &str) -> String {
    match link {
        Some(link) => format!("<a href=\"{}\">{html}</a>", escaped(&link::plain(link))),
        None => html.to_string(),
    }
}

/// Words that are no markup and turn nothing around.
fn escaped(words: &str) -> String {
    let words: Vec<_> = words.split('\n').map(visible).collect();
    let mut html = String::new();
    for c in words.join("\n").chars() {
        match c {
            '&' => html.push_str("&amp;"),
            '<' => html.push_str("&lt;"),
            '>' => html.push_str("&gt;"),
            '"' => html.push_str("&quot;"),
            '\'' => html.push_str("&#39;"),
            c => html.push(c),
        }
    }
    html
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn words_are_no_markup() {
        assert_eq!(escaped("<b a='\"'>&amp;"), "&lt;b a=&#39;&quot;&#39;&gt;&amp;amp;");
        assert_eq!(escaped("a\u{202e}b\n\u{1b}c"), "a\u{fffd}b\n\u{fffd}c");
        assert_eq!(
            linked(Some("https://a.example/\"><b"), "x"),
            "<a href=\"https://a.example/%22%3E%3Cb\">x</a>"
        );
    }

    #[test]
    fn marks_stand_inside_quotations_and_outside() {
        let text = "the mill: “our mill”".to_string();
        let span = Span::of("our mill", &text).unwrap();
        let quote =
            PlacedQuote { ordinal: 1, span, kind: Kind::Direct, speaker: None, cue: None, confidence: 0.0 };
        let found: Vec<Span> =
            text.match_indices("mill").map(|(at, it)| Span::between(at, at + it.len())).collect();
        let passage = PassageText { number: 1, start: 0, text, quotes: vec![quote] };
        assert_eq!(
            words_of(&passage, Span::whole(&passage.text), &found),
            "the <mark>mill</mark>: “<span class=\"quoted\">our <mark>mill</mark></span>”"
        );
    }

    proptest! {
        #[test]
        fn every_letter_is_there_and_no_tag_is_the_article_s(
            text in "[a<>&\"é ]{0,40}", spans in proptest::collection::vec((0_usize..45, 0_usize..45), 0..4)
        ) {
            let mut found: Vec<Span> = spans.iter().map(|(a, b)| Span::between(*a, *b)).collect();
            found.retain(|span| text.get(span.range()).is_some());
            found.sort_unstable();
            let html = marked(&text, Span::whole(&text), &found);
            let plain = html.replace("<mark>", "").replace("</mark>", "");
            prop_assert_eq!(plain, escaped(&text));
            prop_assert_eq!(html.matches("<mark>").count(), html.matches("</mark>").count());
        }
    }
}
