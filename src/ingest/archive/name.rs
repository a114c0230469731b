//! The names of members, which strangers chose.

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

#[cfg(test)]
mod tests {
    use super::*;

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
