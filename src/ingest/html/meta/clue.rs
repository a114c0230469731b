//! What a page says about its article, and where it says so.

/// A fact about an article.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(in crate::ingest::html) enum Field {
    Title,
    Subtitle,
    Author,
    Published,
    Updated,
    Url,
    Outlet,
    Section,
    Language,
    /// A keyword, or a list of them.
    Tag,
}

/// Where on a page a fact stands. Each is a rule of the cascade.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(in crate::ingest::html) enum Source {
    /// `<script type="application/ld+json">{"@type": "NewsArticle", "headline": …`
    JsonLd,
    /// `<meta property="og:title">`, `<meta name="twitter:title">`
    OpenGraph,
    /// `<meta property="article:published_time">`
    ArticleTags,
    /// `<meta name="parsely-pub-date">`, sailthru, Dublin Core, citation, `<meta name="author">`
    OtherTags,
    /// `<link rel="canonical">`, `<html lang>`
    Document,
    /// `<span itemprop="author">`
    Microdata,
    /// The page's one `<h1>`
    Headline,
    /// `<p class="standfirst">` below the one `<h1>`
    Standfirst,
    /// `<time datetime>` in the article or the header
    Time,
    /// `<a rel="author">`
    AuthorLink,
    /// `<div class="byline">`
    Byline,
    /// "By Ann Roe" on a line of its own
    BylineText,
    /// "March 3, 2024" on a short line of its own
    DateText,
    /// `<title>`
    PageTitle,
    /// `<!-- saved from url=(0022)https://… -->`, `<base href="https://…">`
    SavedFrom,
}

/// One thing that a page says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::ingest::html) struct Clue {
    pub(in crate::ingest::html) field: Field,
    pub(in crate::ingest::html) source: Source,
    pub(in crate::ingest::html) value: String,
}
