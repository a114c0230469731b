//! The outlet of a page: by its host where the table of outlets knows it, else what the page calls its site.

use super::meta::Field;
use super::meta::Meta;
use super::meta::Source;
use crate::article::outlet;
use crate::ingest::address;
use crate::ingest::publisher::Publisher;
use crate::text::fold;

/// What stands between a title and the name of its outlet, or between a name and its motto.
pub(in crate::ingest) const BARS: &[&str] =
    &[" | ", " - ", " – ", " — ", " · ", " • ", " :: ", " » ", " « ", " // ", "--"];

/// Longer names are mottos: "News, sport and weather from Harrow Bay and the Shore".
const LONGEST_NAME: usize = 48;

/// Who publishes the page.
///
/// 1. The host, if the table knows it. 2. The name given that is a part of the host, or that the host is made of ("Harrow Bay Herald" at
///    `harrowbayherald.example`). 3. The first name given that is no agency's. 4. The host.
pub(super) fn publisher(meta: &Meta, url: Option<&str>) -> Publisher {
    let host = url.and_then(address::host);
    // "Mill closes | Harrow Bay Herald" is a title, though a template gives it as the site's name.
    let is_title = |value: &str| meta.of_source(Field::Title, Source::PageTitle).any(|title| title == value);
    let stated = meta
        .of_field(Field::Outlet)
        .filter(|(_, value)| !is_title(value))
        .filter_map(|(_, value)| name(value));
    let tails = meta.of_source(Field::Title, Source::PageTitle).filter_map(tail);
    let names: Vec<&str> = stated.chain(tails).collect();
    if let Some(known) = host.as_deref().and_then(outlet::by_host) {
        if let Some(name) = names.first().filter(|name| is_reprint(name, &names, known)) {
            return of_name(name);
        }
        let known = if known.is_agency { printer(&names).unwrap_or(known) } else { known };
        return Publisher { name: Some(known.name.to_string()), known: Some(known) };
    }
    let is_host =
        |host: &str| names.iter().find(|name| !name.contains('.') && is_label(host, &letters(name)));
    let of_host = |host| is_host(host).or_else(|| names.iter().find(|name| agrees(name, host)));
    let of_host = host.as_deref().and_then(of_host);
    let first = names.iter().find(|name| !outlet::by_name(name).is_some_and(|known| known.is_agency));
    of_host.or(first).map_or(Publisher { name: host, known: None }, |name| of_name(written(name, &names)))
}

/// A name as the page writes it best: "Harrow Bay Herald", which it calls "harrowbayherald" too.
fn written<'a>(name: &'a str, names: &[&'a str]) -> &'a str {
    let is_slug = |name: &str| !name.contains(' ') && !name.contains(char::is_uppercase);
    let is_same = |other: &&&str| other.contains(char::is_uppercase) && letters(other) == letters(name);
    if is_slug(name) { names.iter().find(is_same).copied().unwrap_or(name) } else { name }
}

/// The outlet of a name, by its proper name where the table knows it.
fn of_name(name: &str) -> Publisher {
    let known = outlet::by_name(name);
    Publisher { name: Some(known.map_or_else(|| name.to_string(), |known| known.name.to_string())), known }
}

/// Whether the site's own name is that of another outlet than the one at the canonical address: the Courier prints the Herald's
/// story, and says so in the address. The name must be a known outlet's proper name, or stand behind the title too; and share no
/// word with the host, as "BBC Sport" does at `bbc.com`.
fn is_reprint(name: &str, names: &[&str], of_host: &outlet::Outlet) -> bool {
    let is_same = |other: &str| letters(other) == letters(name);
    let known = outlet::by_name(name);
    let is_other = known.is_none_or(|known| known != of_host && !known.is_agency);
    let is_sure =
        known.is_some_and(|known| is_same(known.name)) || names.iter().skip(1).any(|other| is_same(other));
    let is_kin = of_host.hosts.iter().any(|host| shares_word(name, host)) || shares_word(of_host.name, name);
    is_other && is_sure && !is_kin
}

/// Whether one of the longer words of a name is in the letters of another name or a host.
fn shares_word(name: &str, other: &str) -> bool {
    let other = letters(other);
    let words =
        name.split(' ').map(letters).filter(|word| word.len() >= 3 && word != "the" && word != "news");
    words.into_iter().any(|word| other.contains(&word))
}

/// Who printed an agency's copy, and says that the agency's page is the canonical one.
fn printer(names: &[&str]) -> Option<&'static outlet::Outlet> {
    names.iter().filter_map(|name| outlet::by_name(name)).find(|known| !known.is_agency)
}

/// "Mill closes | Harrow Bay Herald": what stands last in the title of the page, if it is short.
fn tail(title: &str) -> Option<&str> {
    let after = BARS.iter().filter_map(|bar| title.rfind(bar).map(|at| at + bar.len())).max()?;
    title.get(after..).map(str::trim).filter(|tail| !tail.is_empty() && tail.split(' ').count() <= 4)
}

/// A name without its motto, or that of the outlet at an address; `None` for other addresses, handles and mottos alone.
fn name(value: &str) -> Option<&str> {
    if value.contains("://") {
        return address::host(value).and_then(|host| outlet::by_host(&host)).map(|known| known.name);
    }
    let bar = BARS.iter().filter_map(|bar| value.find(bar)).min();
    let name = bar.map_or(value, |at| &value[..at]).trim();
    let is_name = !name.is_empty() && name.len() <= LONGEST_NAME && !name.starts_with('@');
    is_name.then_some(name)
}

/// Whether a name and a host are made of the same letters: "The Harrow Bay Herald" and `news.harrowbayherald.example`.
pub(in crate::ingest) fn agrees(name: &str, host: &str) -> bool {
    let name = letters(name);
    let bare = ["the", "le", "la", "les", "der", "die", "das", "el"]
        .iter()
        .find_map(|article| name.strip_prefix(article).filter(|rest| rest.len() >= 4))
        .unwrap_or(&name);
    // Three letters: "BBC" at bbc.com. Shorter ones are found in any host.
    host.split('.').any(|label| {
        let label = letters(label);
        label.len() >= 3
            && bare.len() >= 3
            && (label.contains(bare) || bare.contains(label.as_str()) && label.len() >= 5)
    })
}

/// Whether letters are those of a part of a host: "elheraldo" and `www.el-heraldo.example`.
pub(super) fn is_label(host: &str, name: &str) -> bool {
    letters(host) == name || name.len() >= 3 && host.split('.').any(|label| letters(label) == name)
}

/// Letters and figures alone, folded.
pub(in crate::ingest) fn letters(words: &str) -> String {
    fold(words).chars().filter(|c| c.is_alphanumeric()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn mottos_are_cut_and_addresses_are_no_names() {
        for (value, expected) in [
            ("Harrow Bay Herald | News from the Shore", Some("Harrow Bay Herald")),
            ("Harrow Bay Herald", Some("Harrow Bay Herald")),
            ("https://herald.example", None),
            ("@herald", None),
        ] {
            assert_eq!(name(value), expected);
        }
    }

    #[test]
    fn a_slug_gives_way_to_the_name() {
        for (name, names, expected) in [
            ("harrowherald", &["harrowherald", "Harrow Herald"][..], "Harrow Herald"),
            ("harrowherald", &["harrowherald", "Northern Wire"], "harrowherald"),
            ("HarrowHerald", &["HarrowHerald", "Harrow Herald"], "HarrowHerald"),
            ("Harrow herald", &["Harrow herald", "HARROW HERALD"], "Harrow herald"),
        ] {
            assert_eq!(written(name, names), expected, "{names:?}");
        }
    }

    #[test]
    fn names_agree_with_hosts_of_their_letters() {
        for (name, host, expected) in [
            ("The Harrow Bay Herald", "www.harrowbayherald.example", true),
            ("Herald", "harrowbayherald.example", true),
            ("Northern Wire", "harrowbayherald.example", false),
        ] {
            assert_eq!(agrees(name, host), expected, "{name} {host}");
        }
    }
}
