//! The title of a page's article, without the name of the outlet behind it.

use super::meta::Field;
use super::meta::Meta;
use super::outlet;
use super::plain;
use crate::article::outlet::by_name;

/// The title: the most trusted that the page states.
pub(super) fn title(meta: &Meta, sites: &Sites) -> Option<String> {
    let stated = meta.of_field(Field::Title).map(|(_, value)| plain::line(value));
    stated.map(|title| sites.cut(&title).to_string()).find(|title| !title.is_empty() && !sites.is_name(title))
}

/// The names that a title may end in.
pub(super) struct Sites {
    /// As letters and figures alone.
    names: Vec<String>,
    host: Option<String>,
}

impl Sites {
    pub(super) fn of(meta: &Meta, outlet: Option<&str>, host: Option<String>) -> Sites {
        let stated = meta.of_field(Field::Outlet).map(|(_, value)| value).chain(outlet);
        Sites { names: stated.map(outlet::letters).filter(|name| !name.is_empty()).collect(), host }
    }

    /// Whether words are the name of the outlet.
    pub(super) fn is_name(&self, words: &str) -> bool {
        let letters = outlet::letters(words);
        self.names.contains(&letters)
            || by_name(words).is_some_and(|known| self.names.contains(&outlet::letters(known.name)))
            || self.host.as_deref().is_some_and(|host| outlet::is_label(host, &letters))
    }

    /// "Mill closes | Local news | Harrow Bay Herald" → "Mill closes".
    pub(super) fn cut<'a>(&self, title: &'a str) -> &'a str {
        let bars = outlet::BARS.iter().filter_map(|bar| title.rfind(bar).map(|at| (at, at + bar.len())));
        let Some((end, tail)) = bars.max() else { return title };
        let tail = &title[tail..];
        let is_short = tail.split(' ').count() <= 5;
        let is_site = self.is_name(tail)
            || is_short && self.host.as_deref().is_some_and(|host| outlet::agrees(tail, host))
            || self
                .names
                .iter()
                .any(|name| is_short && name.len() >= 4 && outlet::letters(tail).starts_with(name.as_str()));
        if !is_site {
            return title;
        }
        let before = title[..end].trim_end();
        // The section before the outlet's name goes with it, if a bar stands before it too.
        match before.rsplit_once(" | ") {
            Some((front, section)) if section.split(' ').count() <= 3 && front.contains(' ') => {
                front.trim_end()
            }
            _ => before,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_outlet_is_cut_and_nothing_else() {
        let sites =
            Sites { names: vec!["harrowbayherald".into()], host: Some("harrowbayherald.example".into()) };
        for (title, expected) in [
            ("Mill closes | Harrow Bay Herald", "Mill closes"),
            ("Mill on Cannery Road closes | Local news | Harrow Bay Herald", "Mill on Cannery Road closes"),
            ("Mill closes - The Harrow Bay Herald", "Mill closes"),
            ("Mill closes – and nobody knows why", "Mill closes – and nobody knows why"),
            ("Mill closes", "Mill closes"),
        ] {
            assert_eq!(sites.cut(title), expected);
        }
    }
}
