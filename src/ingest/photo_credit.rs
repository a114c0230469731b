//! Who took a photograph, as it stands at the end of a caption or for it.

/// Words of a credit at most: "Kenny Holston for The New York Times, via Associated Press".
const LONGEST: usize = 10;

/// What stands between a caption and its credit.
const MARKS: &[&str] = &["Credit...", "Credit…", ". Photograph: ", ". Photo: ", ". Crédit photo : "];

/// Whether a line ends in the name of a photographer.
pub(super) fn ends(line: &str) -> bool {
    ends_in_brackets(line) || ends_after_mark(line)
}

/// "The mill in 2019. (Olive Starkweir/Northern Wire)": a caption's last words are a photographer and a slash.
fn ends_in_brackets(line: &str) -> bool {
    let Some(inside) = line.trim_end_matches('.').strip_suffix(')').and_then(|rest| rest.rsplit_once('('))
    else {
        return false;
    };
    inside.1.split_once('/').is_some_and(|(person, agency)| is_name(person) && is_name(agency))
}

fn is_name(words: &str) -> bool {
    let words = words.trim();
    let capital = words.starts_with(|c: char| c.is_uppercase());
    capital && words.len() <= 40 && words.chars().all(|c| c.is_alphabetic() || " .-’'".contains(c))
}

/// "The mill in 2019.Credit...Olive Starkweir/Northern Wire". A sentence after such a mark has a full stop.
fn ends_after_mark(line: &str) -> bool {
    let credit = MARKS.iter().find_map(|mark| line.split_once(mark)).map(|(_, credit)| credit);
    credit.is_some_and(|credit| {
        credit.starts_with(char::is_uppercase)
            && credit.split(' ').count() <= LONGEST
            && !credit.ends_with(['.', '!', '?', '”', '"', '»'])
    })
}

/// "PHOTO JEAN ROY, LA PRESSE": all in capitals, two names with a comma between.
pub(super) fn is_in_capitals(line: &str) -> bool {
    let names =
        line.split_once(", ").is_some_and(|(person, agency)| !person.is_empty() && !agency.is_empty());
    names
        && !line.contains(char::is_lowercase)
        && line.split(' ').count() <= LONGEST
        && !line.ends_with(['.', '?', '!'])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn credits_are_told_from_sentences() {
        for (line, expected) in [
            ("The mill in 2019. (Olive Starkweir/Northern Wire)", true),
            ("The bridge (built in 1931 by Roe and Sons) is closed.", false),
            ("The mill in 2019.Credit...Olive Starkweir/The Harrow Bay Herald", true),
            ("The mill in 2019.Credit…Olive Starkweir for The Harrow Bay Herald", true),
            ("Credit... where it is due, she said.", false),
            ("Credit...She gave him none of it.", false),
            ("The mill in 2019. Photograph: Olive Starkweir/Northern Wire", true),
            ("He kept one. Photo: Ann Roe looks at the camera, and nobody else does.", false),
        ] {
            assert_eq!(ends(line), expected, "{line}");
        }
    }

    #[test]
    fn a_credit_in_capitals_has_two_names() {
        for (line, expected) in [
            ("PHOTO JEAN ROY, LA PRESSE", true),
            ("PHOTO SHOWS MAYOR AT SCENE", false),
            ("Photo Jean Roy, on the wall", false),
            ("PHOTO SHOWS MAYOR AT SCENE, AND SHE SAYS SO.", false),
        ] {
            assert_eq!(is_in_capitals(line), expected, "{line}");
        }
    }
}
