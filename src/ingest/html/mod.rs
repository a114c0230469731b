//! Pages to articles: what was printed, among menus, captions, related links and consent boxes.
//!
//! ```text
//! bytes ─charset─▶ text ─guard─▶ lean text ─parse─▶ tree ─meta─▶ what the page says of itself
//!                                        └─blocks (without chrome)─▶ story ─▶ paragraphs
//! ```

mod blocks;
mod bylines;
mod cards;
pub(super) mod charset;
mod chrome;
mod guard;
mod meta;
mod named;
mod origin;
pub(super) mod outlet;
mod parse;
mod people;
mod plain;
mod story;
mod sweep;
mod telling;
mod times;
mod title;
mod tree;
mod verdict;
mod weight;
mod whole;

use super::LEAST_WORDS;
use super::address;
use super::agency;
use super::agency::Credits;
use super::fragment;
use super::paragraph;
use super::section::section;
use super::tags;
use crate::article::Article;
use crate::article::outlet::Outlet;
use crate::article::wire;
use crate::error::ErrorKind;
use crate::text::Language;
use crate::text::canonical;
use crate::text::words;
use blocks::Block;
use meta::Field;
use meta::Meta;
use story::Told;
use title::Sites;
use weight::Weights;

pub(super) use origin::Origin;
pub(super) use origin::Page;

/// Whether a file opens as a page does.
pub(super) fn looks_like_page(start: &[u8]) -> bool {
    let start = start.strip_prefix(b"\xef\xbb\xbf").unwrap_or(start).trim_ascii_start();
    let opens =
        |with: &str| start.get(..with.len()).is_some_and(|start| start.eq_ignore_ascii_case(with.as_bytes()));
    opens("<!doctype html") || opens("<html") || opens("<head")
}

/// Reads the article of a page.
pub(super) fn article(page: &Page, source_path: &str) -> Result<Article, ErrorKind> {
    let html = page.text();
    let lean = guard::lean(&html)?;
    let tree =
        parse::parse(&lean).ok_or(ErrorKind::NoPage { what: "nests its elements more than 512 deep" })?;
    let meta = Meta::of(&tree, &html);
    let url = origin::url(&meta, &page.origin);
    let outlet = outlet::publisher(&meta, url.as_deref());
    let sites = Sites::of(&meta, outlet.name.as_deref(), url.as_deref().and_then(address::host));
    let title = title::title(&meta, &sites);
    let weights = Weights::of(&tree);
    let blocks = blocks::blocks(&tree, &weights);
    let links = blocks.iter().filter(|block| block.is_link()).count();
    let credited = blocks.iter().find_map(|block| wire::of_worded_line(&block.text));
    let subtitle = meta.of_field(Field::Subtitle).next().map(|(_, value)| plain::line(value));
    let stated =
        Told { body: meta.json_ld.body.as_deref(), title: title.as_deref(), subtitle: subtitle.as_deref() };
    let story = story::story(&tree, &weights, blocks, stated);
    verdict::check(&meta, &tree, &story.blocks, links)?;
    let text = told(&meta, &story.blocks).unwrap_or_else(|| text(&story.blocks));
    match words(&text).take(LEAST_WORDS).count() {
        0 => return Err(ErrorKind::NoText),
        found if found < LEAST_WORDS => return Err(ErrorKind::TooFewWords { found, least: LEAST_WORDS }),
        _ => {}
    }
    let agency = agency::agency(Credits {
        affiliation: people::agency(&meta).or(credited).map(|agency| agency.name),
        outlet: outlet.name.as_deref(),
        text: &text,
        ..Credits::default()
    });
    let mut sections = meta.of_field(Field::Section).map(|(_, value)| plain::line(value));
    let section = sections.find_map(|line| section(&line, outlet.name.as_deref()));
    let times =
        times::times(&meta, url.as_deref(), outlet.known.map(|outlet| outlet.country), page.origin.fetched);
    Ok(Article {
        id: super::id(url.as_deref(), outlet.name.as_deref(), title.as_deref(), &text),
        reference: None,
        source_path: source_path.to_string(),
        url,
        authors: people::authors(&meta, &sites, story.signature.as_deref()),
        outlet: outlet.name,
        wire: agency,
        section,
        subtitle,
        title,
        published: times.published,
        updated: times.updated,
        language: language(&meta, &text, outlet.known),
        tags: tags::tags(meta.best_of(Field::Tag).into_iter().map(plain::line)),
        text,
    })
}

/// The text that the page's data gives, where the page itself shows much less: a script brings the rest.
fn told(meta: &Meta, story: &[Block]) -> Option<String> {
    let body = meta.json_ld.body.as_deref()?;
    let told = weight::letters(body);
    let shown: u32 = story.iter().map(|block| block.letters).sum();
    // Twice as much can be the same text twice.
    let is_longer = told >= LEAST_TOLD && told > 3 * shown;
    let plain = || if fragment::looks_like_html(body) { fragment::text(body) } else { body.to_string() };
    is_longer.then(|| paragraph::split(&canonical(&plain()), |_| false).join("\n\n"))
}

/// Letters of a text in data that is more than a teaser.
const LEAST_TOLD: u32 = 400;

fn text(story: &[Block]) -> String {
    let lines = story.iter().map(|block| canonical(&block.text).replace('\n', " ").trim().to_string());
    lines.filter(|line| !line.is_empty()).collect::<Vec<_>>().join("\n\n")
}

/// The language of the words, where they tell; else that of the page's own tag. Templates leave `lang="en"` on pages of any
/// language: where the outlet prints in another, that one.
fn language(meta: &Meta, text: &str, outlet: Option<&Outlet>) -> Option<Language> {
    let tag = || meta.of_field(Field::Language).find_map(|(_, tag)| Language::from_tag(tag));
    let of_outlet = || outlet.and_then(|outlet| outlet.language);
    Language::of(text).or_else(|| match tag() {
        Some(Language::EN) | None => of_outlet().or_else(tag),
        told => told,
    })
}
