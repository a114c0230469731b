//! Outlets: who publishes, by host, by name and by slug. The facts are in `outlets.tsv`.

use super::table;
use crate::text::Language;
use crate::text::fold;
use std::collections::HashMap;
use std::sync::LazyLock;

/// One publisher of news.
#[derive(Debug, PartialEq, Eq)]
pub struct Outlet {
    /// Its proper name: "CBC News".
    pub name: &'static str,
    /// Its name for commands and addresses: `cbc-news`.
    pub slug: &'static str,
    /// Its hosts, without `www.`.
    pub hosts: Vec<&'static str>,
    /// Other names in print: "CBC".
    pub names: Vec<&'static str>,
    /// Where it is published: an ISO 3166 code, `CA`.
    pub country: &'static str,
    /// The language it is published in.
    pub language: Option<Language>,
    /// Whether it sells its copy to other outlets, so that its name in a byline says who wrote, not who printed.
    pub is_agency: bool,
}

/// One row: slug, name, hosts, other names, country, language, kind.
const TABLE: &str = include_str!("outlets.tsv");

static OUTLETS: LazyLock<Vec<Outlet>> = LazyLock::new(|| table::rows(TABLE).map(outlet).collect());

static BY_HOST: LazyLock<HashMap<&str, &Outlet>> = LazyLock::new(|| {
    OUTLETS.iter().flat_map(|outlet| outlet.hosts.iter().map(move |host| (*host, outlet))).collect()
});

static BY_NAME: LazyLock<HashMap<String, &Outlet>> = LazyLock::new(|| {
    let named = |outlet: &'static Outlet| {
        let names = outlet.names.iter().copied().chain([outlet.name, outlet.slug]);
        names.map(move |name| (key(name), outlet))
    };
    OUTLETS.iter().flat_map(named).collect()
});

fn outlet([slug, name, hosts, names, country, language, kind]: [&'static str; 7]) -> Outlet {
    let list = |cell: &'static str| cell.split(',').filter(|item| *item != "-").collect();
    Outlet {
        name,
        slug,
        hosts: list(hosts),
        names: list(names),
        country,
        language: Language::from_tag(language),
        is_agency: kind == "agency",
    }
}

/// Every outlet of the table, in the order of their slugs.
pub fn all() -> &'static [Outlet] {
    &OUTLETS
}

/// The outlet that publishes at a host, or at the nearest domain above it.
///
/// ```
/// use onrecord::article::outlet;
///
/// assert_eq!(outlet::by_host("www.cbc.ca").unwrap().name, "CBC News");
/// assert_eq!(outlet::by_host("edmonton.ctvnews.ca").unwrap().name, "CTV News");
/// assert_eq!(outlet::by_host("notcbc.ca"), None);
/// ```
pub fn by_host(host: &str) -> Option<&'static Outlet> {
    let host = host.to_ascii_lowercase();
    let mut domain = host.as_str();
    loop {
        if let Some(outlet) = BY_HOST.get(domain) {
            return Some(outlet);
        }
        domain = domain.split_once('.')?.1;
    }
}

/// The outlet of a name, a slug or, where it looks like one, a host, in any case and with or without "The".
///
/// ```
/// use onrecord::article::outlet;
///
/// for name in ["CTV News", "ctv", "CTVNews.ca", "ctv-news"] {
///     assert_eq!(outlet::by_name(name).unwrap().name, "CTV News");
/// }
/// ```
pub fn by_name(name: &str) -> Option<&'static Outlet> {
    let looks_like_a_host = name.contains('.') && !name.contains(' ');
    BY_NAME.get(&key(name)).copied().or_else(|| by_host(name).filter(|_| looks_like_a_host))
}

/// The outlet of a slug.
pub fn by_slug(slug: &str) -> Option<&'static Outlet> {
    OUTLETS.binary_search_by_key(&slug, |outlet| outlet.slug).ok().map(|at| &OUTLETS[at])
}

/// A name as it is compared: letters and figures only, folded, without a leading "The".
fn key(name: &str) -> String {
    let folded = fold(name.trim());
    let bare = folded.strip_prefix("the ").unwrap_or(&folded);
    bare.chars().filter(|c| c.is_alphanumeric()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::HashSet;

    #[test]
    fn the_table_is_sound() {
        assert!(table::is_sound::<7>(TABLE));
        assert!(all().len() >= 230, "{} outlets", all().len());
        assert!(all().is_sorted_by(|a, b| a.slug < b.slug), "sort outlets.tsv by slug");
        let (mut hosts, mut names) = (HashSet::new(), HashSet::new());
        for outlet in all() {
            assert!(
                outlet.country.len() == 2 && outlet.country.bytes().all(|b| b.is_ascii_uppercase()),
                "{outlet:?}"
            );
            assert!(outlet.language.is_some(), "{outlet:?}");
            assert!(
                outlet.slug.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-'),
                "{outlet:?}"
            );
            assert!(!outlet.name.contains('\''), "typographic apostrophes in names: {outlet:?}");
            for host in &outlet.hosts {
                assert!(hosts.insert(*host), "two outlets at {host}");
                assert!(host.contains('.') && !host.starts_with("www.") && fold(host) == *host, "{host}");
            }
            let mut own: Vec<String> =
                outlet.names.iter().map(|name| key(name)).chain([key(outlet.name)]).collect();
            own.sort_unstable();
            own.dedup();
            for name in own {
                assert!(names.insert(name.clone()), "two outlets are called {name}");
            }
        }
    }

    #[test]
    fn every_outlet_is_found_by_all_it_is_called() {
        for outlet in all() {
            assert_eq!(by_slug(outlet.slug), Some(outlet));
            assert_eq!(by_name(outlet.name), Some(outlet));
            for host in &outlet.hosts {
                assert_eq!(by_host(host), Some(outlet));
            }
        }
    }

    #[test]
    fn names_are_compared_folded() {
        for (name, expected) in [
            ("GLOBE AND MAIL", Some("The Globe and Mail")),
            ("le journal de montreal", Some("Le Journal de Montréal")),
            ("The Canadian Press", Some("The Canadian Press")),
            ("L'actualité", Some("L’actualité")),
            ("ici.radio-canada.ca", Some("Radio-Canada")),
            ("The Anytown Gazette", None),
            ("", None),
        ] {
            assert_eq!(by_name(name).map(|outlet| outlet.name), expected, "{name}");
        }
    }
}
