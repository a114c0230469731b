//! Who published an article: what it says itself, then where it stands.

use super::address;
use crate::article::outlet;
use crate::article::outlet::Outlet;

/// What an article and its address say about its outlet.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Evidence<'a> {
    /// Given under a key, or by the page itself.
    pub(super) stated: Option<&'a str>,
    /// Named in the byline.
    pub(super) affiliation: Option<&'a str>,
    /// Named in the brackets of the dateline.
    pub(super) agency: Option<&'a str>,
    /// The article's address.
    pub(super) url: Option<&'a str>,
}

/// The outlet's name, and what the table of outlets knows about it.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Publisher {
    pub(super) name: Option<String>,
    pub(super) known: Option<&'static Outlet>,
}

/// The outlet that the evidence names. An agency named in a byline wrote the article; who printed it, the
/// address tells better.
pub(super) fn publisher(evidence: Evidence<'_>) -> Publisher {
    let host = evidence.url.and_then(address::host);
    let here = host.as_deref().and_then(outlet::by_host);
    if let Some(stated) = evidence.stated {
        return named(stated);
    }
    let byline = evidence.affiliation.map(named).filter(|byline| !is_wire(byline));
    let believed = byline
        .filter(|byline| byline.known.is_some() || host.as_deref().is_none_or(|host| agrees(byline, host)));
    believed
        .or_else(|| here.map(|outlet| Publisher { name: Some(outlet.name.to_string()), known: Some(outlet) }))
        .or_else(|| host.map(|host| Publisher { name: Some(host), known: None }))
        .or_else(|| evidence.affiliation.or(evidence.agency).map(named))
        .unwrap_or_default()
}

/// By its proper name where the table knows it, else as printed.
fn named(words: &str) -> Publisher {
    let known = outlet::by_name(words);
    Publisher { name: Some(known.map_or_else(|| words.to_string(), |outlet| outlet.name.to_string())), known }
}

fn is_wire(publisher: &Publisher) -> bool {
    publisher.known.is_some_and(|outlet| outlet.is_agency)
}

/// Whether a host is made of the letters of a name: "Anytown Gazette" and `anytowngazette.example`.
fn agrees(publisher: &Publisher, host: &str) -> bool {
    let letters =
        |words: &str| crate::text::fold(words).chars().filter(|c| c.is_alphanumeric()).collect::<String>();
    let name = letters(publisher.name.as_deref().unwrap_or_default());
    let bare =
        ["the", "le", "la", "les"].iter().find_map(|article| name.strip_prefix(article)).unwrap_or(&name);
    // Four letters: shorter names are found inside other words.
    bare.len() >= 4 && letters(host).contains(bare)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_the_article_says_goes_before_its_address() {
        let evidence = |stated, affiliation, url| Evidence { stated, affiliation, agency: None, url };
        for (evidence, expected) in [
            (evidence(Some("ctv"), None, Some("https://cbc.ca/a")), Some("CTV News")),
            (evidence(None, Some("CTVNews.ca"), None), Some("CTV News")),
            (evidence(None, Some("The Canadian Press"), Some("https://www.cbc.ca/a")), Some("CBC News")),
            (evidence(None, Some("The Canadian Press"), None), Some("The Canadian Press")),
            (evidence(None, Some("Northern Wire"), Some("https://www.cbc.ca/a")), Some("CBC News")),
            (evidence(None, Some("Northern Wire"), None), Some("Northern Wire")),
            (
                evidence(None, Some("Anytown Gazette"), Some("https://anytowngazette.example/a")),
                Some("Anytown Gazette"),
            ),
            (evidence(None, None, Some("https://news.anytown.example/a")), Some("news.anytown.example")),
            (evidence(None, None, None), None),
        ] {
            assert_eq!(publisher(evidence).name.as_deref(), expected, "{evidence:?}");
        }
    }
}
