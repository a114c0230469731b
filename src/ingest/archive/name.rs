//! The names of members, which strangers chose.

use crate::corpus::page_beside;
use std::collections::HashSet;

/// A member's name, and what it says of it.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Name {
    /// A place below the archive, with `/` between the names.
    Safe(String),
    /// A place outside of it: `../notes.txt`, `/etc/passwd`, `C:\notes.txt`.
    Outside,
    /// Hidden, a folder, or what a browser saved beside a page: passed over, as in a folder.
    PassedOver,
}

impl Name {
    pub(super) fn of(name: &str) -> Name {
        let name = name.replace('\\', "/");
        let parts: Vec<&str> = name.split('/').filter(|part| !matches!(*part, "" | ".")).collect();
        let has_drive = parts.first().is_some_and(|first| first.get(1..2) == Some(":"));
        if name.starts_with('/') || has_drive || name.contains('\0') || parts.contains(&"..") {
            return Name::Outside;
        }
        let is_hidden = parts.iter().any(|part| part.starts_with('.') || *part == "__MACOSX");
        if parts.is_empty() || name.ends_with('/') || is_hidden {
            return Name::PassedOver;
        }
        Name::Safe(parts.join("/"))
    }
}

/// The pages of an archive, by their places without endings.
#[derive(Debug, Default)]
pub(super) struct Pages {
    places: HashSet<String>,
}

impl Pages {
    /// Notes a member, if it is a page by its name.
    pub(super) fn note(&mut self, name: &str) {
        let page = name.strip_suffix(".html").or_else(|| name.strip_suffix(".htm"));
        self.places.extend(page.filter(|_| self.places.len() < MOST_PAGES).map(String::from));
    }

    /// Whether a member lies in a folder that a browser saved beside one of them.
    pub(super) fn has_beside(&self, name: &str) -> bool {
        let mut folders = name.match_indices('/').map(|(at, _)| &name[..at]);
        folders.any(|folder| page_beside(folder).is_some_and(|page| self.places.contains(page)))
    }
}

/// Places past these are not remembered: 100,000 take ten megabytes.
const MOST_PAGES: usize = 100_000;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_stands_beside_a_page_is_told() {
        let mut pages = Pages::default();
        pages.note("b/Mill closes.html");
        assert!(pages.has_beside("b/Mill closes_files/frame.html"));
        assert!(!pages.has_beside("Mill closes_files/frame.html"));
        assert!(!pages.has_beside("b/case_files/a.txt"));
    }

    #[test]
    fn names_that_lead_out_are_told() {
        for name in ["../a.txt", "b/../../a.txt", "/etc/passwd", "C:\\a.txt", "..\\a.txt", "a\0.txt", ".."] {
            assert_eq!(Name::of(name), Name::Outside, "{name}");
        }
        for name in ["", "b/", ".hidden/a.txt", "__MACOSX/._a.txt", "b/.DS_Store", "./"] {
            assert_eq!(Name::of(name), Name::PassedOver, "{name}");
        }
        for (name, safe) in [("./b//a.txt", "b/a.txt"), ("b\\a.txt", "b/a.txt"), ("a..b.txt", "a..b.txt")] {
            assert_eq!(Name::of(name), Name::Safe(safe.into()), "{name}");
        }
    }
}
