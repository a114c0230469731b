//! What a page says about its article: gathered once, then asked field by field, each in its own order of trust.

mod clue;
mod dek;
mod json_ld;
mod lines;
mod tags;
mod visible;

pub(super) use clue::Field;
pub(super) use clue::Source;
pub(super) use json_ld::JsonLd;

use super::tree::Tree;
use crate::text::beginning;
use clue::Clue;

/// Everything that a page says.
pub(super) struct Meta {
    clues: Vec<Clue>,
    pub(super) json_ld: JsonLd,
}

impl Meta {
    pub(super) fn of(tree: &Tree, html: &str) -> Meta {
        let mut json_ld = json_ld::read(tree);
        let mut clues = std::mem::take(&mut json_ld.clues);
        clues.extend(tags::clues(tree));
        clues.extend(visible::clues(tree));
        clues.extend(lines::clues(tree));
        clues.extend(dek::clues(tree));
        clues.extend(saved_from(html));
        clues.extend(copied_from(tree));
        Meta { clues, json_ld }
    }

    /// What the page says of a field, the most trusted source first; what a source says twice, in its order.
    pub(super) fn of_field(&self, field: Field) -> impl Iterator<Item = (Source, &str)> {
        trusted(field)
            .iter()
            .flat_map(move |source| self.of_source(field, *source).map(|value| (*source, value)))
    }

    /// What the most trusted of the sources that say anything of a field says.
    pub(super) fn best_of(&self, field: Field) -> Vec<&str> {
        let said = trusted(field).iter().map(|source| self.of_source(field, *source).collect::<Vec<_>>());
        said.into_iter().find(|values| !values.is_empty()).unwrap_or_default()
    }

    /// What one source says of a field.
    pub(super) fn of_source(&self, field: Field, source: Source) -> impl Iterator<Item = &str> {
        let fits = move |clue: &&Clue| clue.field == field && clue.source == source;
        self.clues.iter().filter(fits).map(|clue| clue.value.as_str())
    }
}

/// The sources of a field, by how often each was right on real pages.
pub(super) fn trusted(field: Field) -> &'static [Source] {
    match field {
        // og:title is worded for social media more often than the others.
        Field::Title => &[
            Source::JsonLd,
            Source::Headline,
            Source::OpenGraph,
            Source::Microdata,
            Source::OtherTags,
            Source::PageTitle,
        ],
        Field::Subtitle => &[Source::JsonLd, Source::Microdata, Source::Standfirst],
        // article:author is often the address of a profile.
        Field::Author => &[
            Source::JsonLd,
            Source::OtherTags,
            Source::ArticleTags,
            Source::Microdata,
            Source::AuthorLink,
            Source::Byline,
            Source::BylineText,
        ],
        Field::Published => &[
            Source::JsonLd,
            Source::ArticleTags,
            Source::OtherTags,
            Source::Microdata,
            Source::Time,
            Source::DateText,
        ],
        Field::Updated => &[Source::JsonLd, Source::ArticleTags, Source::OtherTags, Source::Microdata],
        Field::Url => &[Source::Document, Source::OpenGraph, Source::JsonLd, Source::SavedFrom],
        Field::Outlet => &[Source::OpenGraph, Source::JsonLd, Source::OtherTags],
        Field::Section => &[Source::JsonLd, Source::ArticleTags, Source::OtherTags, Source::Microdata],
        // The keywords of a page are often those of all the site's pages.
        Field::Tag => &[Source::ArticleTags, Source::JsonLd, Source::OtherTags, Source::Microdata],
        Field::Language => &[Source::Document, Source::OpenGraph, Source::JsonLd, Source::OtherTags],
    }
}

/// `<!-- saved from url=(0022)https://herald.example/ -->`, as browsers write it above the page, or SingleFile's comment of
/// several lines.
fn saved_from(html: &str) -> Option<Clue> {
    let start = beginning(html, SAVED_WITHIN);
    let of_browser = || start.split_once("saved from url=(")?.1.split_once(')');
    let of_extension = || start.split_once("Page saved with SingleFile")?.1.split_once("url:");
    let after = of_browser().or_else(of_extension)?.1;
    let address = after.split_ascii_whitespace().next()?.trim_end_matches("-->");
    Some(Clue { field: Field::Url, source: Source::SavedFrom, value: address.to_string() })
}

/// Bytes from the top within which who saved a page says so.
const SAVED_WITHIN: usize = 2000;

/// `<base href="https://herald.example/mill">`, as a search engine's copy has it: a page, no site or folder.
fn copied_from(tree: &Tree) -> Option<Clue> {
    let base = tree.below(Tree::ROOT).find(|id| tree.name(*id) == "base")?;
    let address = tree.attribute(base, "href")?.trim();
    let is_page = address.starts_with("http") && !address.ends_with('/') && address.split('/').count() > 3;
    is_page.then(|| Clue { field: Field::Url, source: Source::SavedFrom, value: address.to_string() })
}
