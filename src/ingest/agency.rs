//! Whose copy an article is: the agency that byline, dateline, credit line or outlet names.

use crate::article::outlet::Outlet;
use crate::article::wire;

/// What an article says about where its copy comes from.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Credits<'a> {
    /// Given under a key of its own.
    pub(super) stated: Option<&'a str>,
    /// Named in the byline.
    pub(super) affiliation: Option<&'a str>,
    /// Who published it.
    pub(super) outlet: Option<&'a str>,
    /// The story.
    pub(super) text: &'a str,
    /// Lines that were taken out of the story.
    pub(super) lines: &'a [String],
}

/// Credits stand below a story, a line on rights or standards after them.
const LAST_PARAGRAPHS: usize = 3;

/// The agency's proper name. What stands nearest to the words counts: the byline of a copy says who wrote it, its outlet
/// who printed it.
pub(super) fn agency(credits: Credits<'_>) -> Option<String> {
    if let Some(stated) = credits.stated {
        return Some(wire::named(stated).map_or(stated, |agency| agency.name).to_string());
    }
    let last = || credits.text.rsplit("\n\n").take(LAST_PARAGRAPHS);
    let lines = || credits.lines.iter().map(String::as_str).chain(last());
    let found: Option<&'static Outlet> = credits
        .affiliation
        .and_then(wire::named)
        .or_else(|| wire::of_dateline(credits.text))
        .or_else(|| lines().find_map(wire::of_line))
        .or_else(|| credits.outlet.and_then(wire::named));
    found.map(|agency| agency.name.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_copy_is_the_agencys_and_the_page_the_outlets() {
        let dropped = ["This report by The Canadian Press was first published May 4, 2024.".to_string()];
        for (credits, expected) in [
            (
                Credits { affiliation: Some("The Canadian Press"), ..Credits::default() },
                Some("The Canadian Press"),
            ),
            (Credits { affiliation: Some("Anytown Gazette"), ..Credits::default() }, None),
            (
                Credits { text: "LISBON (AP) — No.", outlet: Some("CBC News"), ..Credits::default() },
                Some("The Associated Press"),
            ),
            (Credits { lines: &dropped, ..Credits::default() }, Some("The Canadian Press")),
            (Credits { text: "No.\n\n© 2024 Reuters", ..Credits::default() }, Some("Reuters")),
            (Credits { outlet: Some("Reuters"), text: "No.", ..Credits::default() }, Some("Reuters")),
            (Credits { stated: Some("cp"), ..Credits::default() }, Some("The Canadian Press")),
            (Credits { stated: Some("Anytown Wire"), ..Credits::default() }, Some("Anytown Wire")),
            (
                Credits {
                    outlet: Some("CBC News"),
                    text: "No.\n\nWith files from Reuters",
                    ..Credits::default()
                },
                None,
            ),
        ] {
            assert_eq!(agency(credits).as_deref(), expected, "{credits:?}");
        }
    }
}
