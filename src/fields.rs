//! The one table of searchable fields: the query language, the index, the flags and the help text read it.

/// One searchable field: the only description of it in the program.
#[derive(Debug, PartialEq, Eq)]
pub struct Field {
    /// What a reader types before the colon.
    pub name: &'static str,
    /// Other names for it, French ones among them.
    pub aliases: &'static [&'static str],
    /// What its values are, and so how they are matched.
    pub kind: Kind,
    /// What it searches, in words.
    pub help: &'static str,
}

/// How a field's values are matched.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Running text: words in any form, phrases exactly.
    Prose,
    /// A name of several words, each of which finds it: `dong` finds "Han Dong".
    Name,
    /// One value as a whole: an outlet by name, slug or domain, a language by its code, an address.
    Value,
    /// A day, a month, a year or a range of them.
    Day,
}

/// The text of the article, quotations included: what plain words search.
pub const TEXT: Field =
    Field { name: "text", aliases: &["texte"], kind: Kind::Prose, help: "words of the article" };
/// What `text:` is where plain words bind to a quotation: words of its article, wherever they stand. No field of its own.
pub const ARTICLE_TEXT: Field =
    Field { name: "text", aliases: &[], kind: Kind::Prose, help: "words of the quotation’s article" };
/// The headline.
pub const TITLE: Field = Field {
    name: "title",
    aliases: &["titre", "headline"],
    kind: Kind::Prose,
    help: "words of the headline",
};
/// The byline.
pub const BY: Field =
    Field { name: "by", aliases: &["author", "auteur"], kind: Kind::Name, help: "who wrote it" };
/// The outlet.
pub const OUTLET: Field = Field {
    name: "outlet",
    aliases: &["média", "media"],
    kind: Kind::Value,
    help: "who published it: name, short name or domain",
};
/// The speaker of a quotation.
pub const SPEAKER: Field = Field {
    name: "speaker",
    aliases: &["locuteur"],
    kind: Kind::Name,
    help: "who is quoted; other words then bind to that quotation",
};
/// The words of a quotation.
pub const SAID: Field =
    Field { name: "said", aliases: &["dit"], kind: Kind::Prose, help: "words inside quotation marks" };
/// The agency whose copy it is.
pub const WIRE: Field = Field {
    name: "wire",
    aliases: &["agence", "agency"],
    kind: Kind::Value,
    help: "the agency whose copy it is, whoever printed it",
};
/// How a quotation's words are given, and what an article is.
pub const IS: Field = Field {
    name: "is",
    aliases: &["est"],
    kind: Kind::Value,
    help: "direct: words inside quotation marks; indirect: reported without marks; wire: an agency's copy; \
           updated: changed since it was published, by its own account or by another version in the archive; \
           duplicate: a story that another article printed first",
};
/// The value of `is:` for an agency's copy.
pub const IS_WIRE: &str = "wire";
/// The value of `is:` for an article that was changed after it was published.
pub const IS_UPDATED: &str = "updated";
/// The value of `is:` for an article whose story another one printed first.
pub const IS_DUPLICATE: &str = "duplicate";

/// Whether a value of `is:` says something of an article, not of one of its quotations.
pub fn is_of_articles(state: &str) -> bool {
    [IS_WIRE, IS_UPDATED, IS_DUPLICATE].iter().any(|of_articles| state.eq_ignore_ascii_case(of_articles))
}

/// The language.
pub const LANG: Field =
    Field { name: "lang", aliases: &["language", "langue"], kind: Kind::Value, help: "language: en, fr" };
/// The address.
pub const URL: Field = Field { name: "url", aliases: &[], kind: Kind::Value, help: "address of the article" };
/// The day of publication.
pub const DATE: Field = Field {
    name: "date",
    aliases: &[],
    kind: Kind::Day,
    help: "published on a day, in a month or a year, or in a range: 2023-03..2023-06",
};
/// The day of publication or later.
pub const SINCE: Field =
    Field { name: "since", aliases: &["depuis"], kind: Kind::Day, help: "published then or later" };
/// The day of publication or earlier.
pub const UNTIL: Field = Field {
    name: "until",
    aliases: &["jusque", "jusqu'à", "jusqu'a"],
    kind: Kind::Day,
    help: "published then or earlier",
};

/// The day of publication, strictly after the period named.
pub const AFTER: Field = Field {
    name: "after",
    aliases: &["après", "apres"],
    kind: Kind::Day,
    help: "published after the period named",
};
/// The day of publication, strictly before the period named.
pub const BEFORE: Field =
    Field { name: "before", aliases: &["avant"], kind: Kind::Day, help: "published before the period named" };
/// How long ago at most it was published.
pub const NEWER: Field = Field {
    name: "newer",
    aliases: &["newer_than"],
    kind: Kind::Day,
    help: "published within so long: 7d, 2w, 3m (months), 1y",
};
/// How long ago at least it was published.
pub const OLDER: Field = Field {
    name: "older",
    aliases: &["older_than"],
    kind: Kind::Day,
    help: "published longer ago than that",
};
/// The day of the last change.
pub const UPDATED: Field = Field {
    name: "updated",
    aliases: &[],
    kind: Kind::Day,
    help: "last changed then, as the article itself says; values as for date",
};
/// The day on which the archive first had it.
pub const ADDED: Field = Field {
    name: "added",
    aliases: &[],
    kind: Kind::Day,
    help: "first seen in this archive then; values as for date",
};
/// Somebody whom the article quotes, wherever in it.
pub const QUOTING: Field = Field {
    name: "quoting",
    aliases: &["citant"],
    kind: Kind::Name,
    help: "articles that quote this speaker anywhere; other words stay words of the article",
};
/// A name that the article holds.
pub const MENTIONS: Field =
    Field { name: "mentions", aliases: &["mentionne"], kind: Kind::Name, help: "articles that name them" };
/// The domain of the address.
pub const SITE: Field = Field {
    name: "site",
    aliases: &[],
    kind: Kind::Value,
    help: "domain of the article’s address: cbc.ca, or a part of it: cbc.ca/news",
};
/// The article's id.
pub const ID: Field = Field {
    name: "id",
    aliases: &[],
    kind: Kind::Value,
    help: "the article with this id, or ids that begin so",
};
/// A keyword that the article was filed under.
pub const TAG: Field = Field {
    name: "tag",
    aliases: &["étiquette"],
    kind: Kind::Value,
    help: "keyword under which the article’s outlet or record files it",
};
/// What an article has.
pub const HAS: Field = Field {
    name: "has",
    aliases: &[],
    kind: Kind::Value,
    help: "quote: articles with a quotation; direct, indirect: with one of that kind; \
           speaker: with one that is given to somebody; \
           author, date, url, outlet, tag: articles that say it",
};
/// The value of `has:` for an article with a quotation.
pub const HAS_QUOTE: &str = "quote";
/// The value of `has:` for an article with a quotation inside quotation marks.
pub const HAS_DIRECT: &str = "direct";
/// The value of `has:` for an article with a quotation that is reported without marks.
pub const HAS_INDIRECT: &str = "indirect";
/// The value of `has:` for an article with a quotation whose speaker is known surely enough.
pub const HAS_SPEAKER: &str = "speaker";
/// The value of `has:` for an article that names an author.
pub const HAS_AUTHOR: &str = "author";
/// The value of `has:` for an article that says when it was published.
pub const HAS_DATE: &str = "date";
/// The value of `has:` for an article with an address.
pub const HAS_URL: &str = "url";
/// The value of `has:` for an article whose outlet is known.
pub const HAS_OUTLET: &str = "outlet";
/// The value of `has:` for an article that is filed under a keyword.
pub const HAS_TAG: &str = "tag";

/// The value of `speaker:` for quotations of which nobody is surely enough said to have spoken them.
pub const SPEAKER_UNKNOWN: &str = "unknown";

/// All fields, in the order in which help prints them.
pub const FIELDS: &[&Field] = &[
    &TEXT, &TITLE, &BY, &OUTLET, &SITE, &WIRE, &SPEAKER, &SAID, &QUOTING, &MENTIONS, &IS, &HAS, &LANG, &URL,
    &ID, &TAG, &DATE, &SINCE, &UNTIL, &AFTER, &BEFORE, &NEWER, &OLDER, &UPDATED, &ADDED,
];

/// The field of this name or alias, in any case.
///
/// ```
/// use onrecord::fields;
///
/// assert_eq!(fields::named("Speaker"), Some(&fields::SPEAKER));
/// assert_eq!(fields::named("speeker"), None);
/// ```
pub fn named(name: &str) -> Option<&'static Field> {
    let name = name.to_lowercase().replace('’', "'");
    FIELDS.iter().copied().find(|field| field.name == name || field.aliases.contains(&name.as_str()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_two_fields_share_a_name() {
        let mut names: Vec<&str> =
            FIELDS.iter().flat_map(|field| field.aliases.iter().copied().chain([field.name])).collect();
        let count = names.len();
        names.sort_unstable();
        names.dedup();
        assert_eq!(names.len(), count);
    }
}
