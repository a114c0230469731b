//! Pasted text: one article or many in a file, cut at addresses, rules and heads of `key: value` lines.

use super::LEAST_WORDS;
use super::address;
use super::agency;
use super::agency::Credits;
use super::boxes;
use super::canonical_url;
use super::credit;
use super::cut;
use super::furniture;
use super::head;
use super::head::Head;
use super::keys::Field;
use super::markdown;
use super::paragraph;
use super::publisher;
use super::publisher::Evidence;
use super::section::section;
use super::tags::tags;
use crate::article::Article;
use crate::article::byline;
use crate::article::dateline;
use crate::article::stamp;
use crate::article::stamp::Stamps;
use crate::error::ErrorKind;
use crate::text::Language;
use crate::text::Span;
use crate::text::canonical;
use crate::text::fold;
use crate::text::words;

/// One article as it stands in a file of pasted text, not yet read.
#[derive(Debug, Default, PartialEq)]
pub(super) struct Piece {
    /// Its first line in the file, from 1.
    pub(super) line: u64,
    /// The address that stands above or below it, as printed.
    pub(super) url: Option<String>,
    /// What a head of `key: value` lines states, in order.
    pub(super) stated: Vec<(Field, String)>,
    /// Its lines, canonical.
    pub(super) text: String,
    /// Whether its file is Markdown, so that asterisks inside a line are marks.
    pub(super) is_markdown: bool,
}

impl Piece {
    fn stated(&self, field: Field) -> Option<&str> {
        self.stated.iter().find(|(key, _)| *key == field).map(|(_, value)| value.as_str())
    }
}

/// The articles of a file, in order.
pub(super) fn pieces(text: &str, is_markdown: bool) -> Vec<Piece> {
    let above = text.len() - text.trim_start().len();
    let skipped = text[..above].matches('\n').count() as u64;
    let mut pieces = cut::cut(&canonical(text), skipped + 1);
    pieces.iter_mut().for_each(|piece| piece.is_markdown = is_markdown);
    pieces
}

/// Reads one article.
pub(super) fn article(piece: Piece, source_path: &str) -> Result<Article, ErrorKind> {
    let paragraphs: Vec<String> = paragraph::split(&piece.text, credit::opens)
        .iter()
        .filter(|line| !markdown::is_image(line))
        .map(|line| stamp::apart(markdown::plain(line, piece.is_markdown).trim()).into_owned())
        .filter(|line| !line.is_empty())
        .collect();
    let paragraphs = boxes::without_followers(paragraphs);
    let head = head::read(&paragraphs, piece.stated(Field::Title));
    let body = Body::read(&paragraphs[head.body..], head.title.as_deref());
    let text = body.paragraphs.join("\n\n");
    match words(&text).take(LEAST_WORDS).count() {
        0 => return Err(ErrorKind::NoText),
        found if found < LEAST_WORDS => return Err(ErrorKind::TooFewWords { found, least: LEAST_WORDS }),
        _ => {}
    }
    let url = piece.stated(Field::Url).filter(|url| canonical_url(url).is_some()).or(piece.url.as_deref());
    let byline = piece.stated(Field::Authors).map(stated_authors);
    let affiliation =
        byline.as_ref().and_then(|byline| byline.affiliation.as_deref()).or(head.outlet.as_deref());
    let outlet = publisher::publisher(Evidence {
        stated: piece.stated(Field::Outlet),
        affiliation,
        agency: dateline_agency(&text),
        url,
    });
    let wire = agency::agency(Credits {
        stated: piece.stated(Field::Wire),
        affiliation,
        outlet: outlet.name.as_deref(),
        text: &text,
        lines: &body.dated,
    });
    let section = piece.stated(Field::Section).and_then(|line| section(line, outlet.name.as_deref()));
    let stamps = stamps(&piece, &head, &body, outlet.known.map(|outlet| outlet.country));
    let language = piece.stated(Field::Language).and_then(Language::from_tag);
    Ok(Article {
        id: super::id(url, outlet.name.as_deref(), head.title.as_deref(), &text),
        reference: piece.stated(Field::Reference).map(String::from),
        source_path: source_path.to_string(),
        url: url.map(|url| address::original(url).to_string()),
        outlet: outlet.name,
        wire,
        section,
        subtitle: piece.stated(Field::Subtitle).map(String::from).or(head.subtitle),
        title: head.title,
        authors: byline.map_or(head.people, |byline| byline.people),
        published: stamps.published,
        updated: stamps.updated,
        language: language.or_else(|| Language::of(&text)),
        tags: tags(piece.stated(Field::Tags)),
        text,
    })
}

fn stated_authors(names: &str) -> byline::Byline {
    byline::given(names)
        .unwrap_or_else(|| byline::Byline { people: vec![names.to_string()], affiliation: None })
}

/// The agency in the brackets of the first paragraph's dateline.
fn dateline_agency(text: &str) -> Option<&str> {
    let first = text.split("\n\n").next()?;
    dateline::dateline(Span::whole(first), text)?.agency.map(|span| span.slice(text))
}

/// Dates count in the head and in the furniture, never in the prose.
fn stamps(piece: &Piece, head: &Head, body: &Body, country: Option<&str>) -> Stamps {
    let stated = |field| piece.stated(field).and_then(|words| crate::article::date::read(words, country));
    let stated = Stamps { published: stated(Field::Published), updated: stated(Field::Updated) };
    let lines = head.dated.iter().chain(&body.dated);
    lines.fold(stated, |stamps, line| stamps.or(stamp::read(line, country)))
}

/// The story, and the dates of the lines that were taken out of it.
struct Body {
    paragraphs: Vec<String>,
    dated: Vec<String>,
}

impl Body {
    fn read(paragraphs: &[String], title: Option<&str>) -> Body {
        let mut body = Body { paragraphs: Vec::new(), dated: Vec::new() };
        let title = title.map(fold);
        for (line, is_boxed) in paragraphs.iter().zip(boxes::boxed(paragraphs)) {
            let is_first = body.paragraphs.is_empty();
            match furniture::kind(line) {
                Some("copyright") => body.dated.push(line.clone()),
                // Dates in boxes are those of other stories.
                _ if is_boxed => {}
                Some("credit") => body.dated.push(line.clone()),
                Some(_) => {}
                None if stamp::is_stamp(line) && (is_first || stamp::is_labelled(line)) => {
                    body.dated.push(line.clone())
                }
                None if is_first && title.as_deref() == Some(&fold(line)) => {}
                None if address::sole(line).is_some_and(furniture::is_embed) => {}
                None => body.paragraphs.push(line.clone()),
            }
        }
        // A date between paragraphs heads a part of the story; one below the last says when it was printed.
        while let Some(line) = body.paragraphs.pop_if(|line| stamp::is_stamp(line)) {
            body.dated.push(line);
        }
        body
    }
}
