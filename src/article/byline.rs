//! Bylines to people: "By Ann Roe and Bo Li", "Ann Roe, The Canadian Press", "Par Ann Roe, chroniqueuse".

use super::date;
use super::outlet;
use super::stamp;
use super::table;
use crate::text::fold;
use std::borrow::Cow;
use std::sync::LazyLock;

/// Who a line says wrote the article.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Byline {
    /// The people, in order, as printed.
    pub people: Vec<String>,
    /// The outlet or agency they write for, as printed.
    pub affiliation: Option<String>,
}

/// One row: kind, words, example.
const TABLE: &str = include_str!("byline.tsv");

/// Reads a byline that says it is one: "By Ann Roe", "Author of the article:Ann Roe, Bo Li".
///
/// `None` if it does not open like a byline or holds anything but names, roles and outlets: "By Monday the
/// town was empty" is a sentence.
///
/// ```
/// use onrecord::article::byline;
///
/// let byline = byline::labelled("By Ann Roe and Bo Li, The Canadian Press").unwrap();
/// assert_eq!(byline.people, ["Ann Roe", "Bo Li"]);
/// assert_eq!(byline.affiliation.as_deref(), Some("The Canadian Press"));
/// assert_eq!(byline::labelled("By Monday the town was empty."), None);
/// ```
pub fn labelled(line: &str) -> Option<Byline> {
    names(&without_contacts(after_opener(line)?), 1)
}

/// Reads names on a bare line; people need two words there, and one of them must be there.
pub fn bare(words: &str) -> Option<Byline> {
    let byline = names(&without_contacts(words), 2).filter(|byline| !byline.people.is_empty())?;
    after_opener(words).is_none().then_some(byline)
}

/// Reads what a file gives as its authors, with a label or without; one word is a name there, and nobody is a byline
/// without people.
pub fn given(words: &str) -> Option<Byline> {
    if let Some(people) = turned(words) {
        return Some(Byline { people, affiliation: None });
    }
    names(&without_contacts(after_opener(words).unwrap_or(words)), 1)
}

/// "Ann Roe ann.roe@herald.example", "Ann Roe (ann.roe@herald.example)": how to write to her is no part of her name. Nor is
/// where she wrote from, in brackets: "Ann Roe (Anytown)".
fn without_contacts(words: &str) -> Cow<'_, str> {
    if !words.contains(['@', '(']) {
        return Cow::Borrowed(words);
    }
    let kept: Vec<&str> = words.split(' ').filter(|word| !word.contains('@')).collect();
    let kept = kept.join(" ");
    let bracket = kept.rfind(" (").filter(|_| kept.ends_with(')'));
    let inside = bracket.map(|at| &kept[at + 2..kept.len() - 1]);
    match (bracket, inside) {
        // "Ann Roe (The Canadian Press)".
        (Some(at), Some(inside)) if affiliation(inside).is_some() => {
            Cow::Owned(format!("{}, {inside}", &kept[..at]))
        }
        (Some(at), Some(inside)) if !inside.contains(['(', ')']) => Cow::Owned(kept[..at].to_string()),
        _ => Cow::Owned(kept),
    }
}

/// "Roe, Ann; Li, Bo", as libraries write names: the surname first, each name with one comma.
fn turned(words: &str) -> Option<Vec<String>> {
    let turned = |name: &str| {
        let (surname, given) = name.split_once(',')?;
        let name = format!("{} {}", given.trim(), surname.trim());
        (!given.contains(',') && !surname.trim().contains(' ') && is_person(&name)).then_some(name)
    };
    words.contains(';').then(|| words.split(';').map(turned).collect())?
}

/// Whether words only announce a byline: "Author of the article:", "By".
pub fn is_label(words: &str) -> bool {
    let folded = fold(words.trim_end_matches([':', ' ']));
    kind("opener").any(|opener| opener == folded)
}

/// "CTVNews.ca writer", "Staff Reporter": what the person on the line above is. Gives the words before the role.
pub fn role_line(line: &str) -> Option<&str> {
    let folded = fold(line);
    // "The reporter", "a writer": the subject of a sentence. Seven words: "CTV National News Parliamentary Bureau Chief Reporter".
    if line.split_whitespace().count() > 7 || line.ends_with(['.', '?', '!', ',', ':']) || begins_small(line)
    {
        return None;
    }
    let role = kind("role").filter(|role| ends_with_word(&folded, role)).max_by_key(|role| role.len())?;
    // Folding keeps the number of words.
    let kept = line.split(' ').count().checked_sub(role.split(' ').count())?;
    let end: usize = line.split_inclusive(' ').take(kept).map(str::len).sum();
    Some(line[..end].trim_end())
}

/// Whether a name is one that a person can have: two to five words with capitals, small particles between.
pub fn is_person(words: &str) -> bool {
    is_person_of(words, 2)
}

/// Every part must be known for what it is; `least` is how many words a person must have.
fn names(words: &str, least: usize) -> Option<Byline> {
    let mut byline = Byline::default();
    let parts = parts(words);
    for part in &parts {
        if let Some(known) = outlet::by_name(part).filter(|_| !byline.people.is_empty() || part.contains(' '))
        {
            byline.affiliation.get_or_insert_with(|| known.name.to_string());
        } else if let Some((person, known)) = person_of_outlet(part) {
            byline.people.push(person.to_string());
            byline.affiliation.get_or_insert_with(|| known.name.to_string());
        } else if let Some(outlet) = of_guest(part) {
            byline.affiliation = byline.affiliation.take().or_else(|| affiliation(outlet));
        } else if is_nobody(part) || is_contact(part) || is_editing(part) {
            // "Staff", an address, who edited it: no writer and no outlet, but no prose either.
        } else if let Some(person) = person_of_role(part) {
            byline.people.push(person.to_string());
        } else if let Some(before) = role_line(part).or_else(|| is_role(part).then_some("")) {
            take_affiliation(&mut byline, before);
        } else if is_body(part) && (least == 1 || !byline.people.is_empty()) {
            byline.affiliation.get_or_insert_with(|| part.to_string());
        } else if is_person_of(part, least) {
            if !byline.people.iter().any(|person| person == part) {
                byline.people.push(part.to_string());
            }
        } else {
            return None;
        }
    }
    (!parts.is_empty()).then_some(byline)
}

/// "Ann Roe Global News": some pages print the outlet behind the name with nothing but a blank between. One word is too
/// few to tell an outlet from a surname.
fn person_of_outlet(part: &str) -> Option<(&str, &'static outlet::Outlet)> {
    let blanks = part.match_indices(' ').map(|(at, _)| at);
    blanks.filter(|at| part[at + 1..].trim().contains(' ')).find_map(|at| {
        let known = outlet::by_name(&part[at + 1..])?;
        let person = part[..at].trim_end();
        is_person_of(person, 2).then_some((person, known))
    })
}

/// "Ann Roe Staff Reporter", "Ann Roe Wales correspondent", and, as pages are copied, "Ann RoeStaff Reporter": who she is,
/// without what she is. "Northlight News reporter" is nobody's name.
fn person_of_role(part: &str) -> Option<&str> {
    let before = before_stuck_role(part).or_else(|| role_line(part))?;
    let mut person = before;
    while let Some((rest, last)) = person.rsplit_once(' ')
        && kind("beat").any(|beat| beat == fold(last))
    {
        person = rest;
    }
    (is_person_of(person, 2) && affiliation(before).is_none()).then_some(person)
}

/// What stands before a role that has grown together with the name before it: "RoeStaff Reporter".
fn before_stuck_role(part: &str) -> Option<&str> {
    let mut ends = part.char_indices().zip(part.char_indices().skip(1));
    let (_, (at, _)) =
        ends.find(|((_, a), (at, b))| a.is_lowercase() && b.is_uppercase() && is_role(&part[*at..]))?;
    Some(&part[..at])
}

/// "Special to the Star", "For the Anytown Record": the outlet that a guest writes for, without its article.
fn of_guest(part: &str) -> Option<&str> {
    let folded = fold(part);
    let fits = |words: &&str| {
        folded.strip_prefix(*words).is_some_and(|rest| rest.is_empty() || rest.starts_with(' '))
    };
    let special = kind("special").filter(fits).max_by_key(|words| words.len())?;
    let outlet =
        part.char_indices().nth(special.chars().count()).map_or("", |(at, _)| part[at..].trim_start());
    let outlet = ["the ", "The "].iter().find_map(|article| outlet.strip_prefix(article)).unwrap_or(outlet);
    // "For Ann Roe" is dedicated to her; what a guest writes for has the name of an outlet.
    let is_outlet = outlet.is_empty() || affiliation(outlet).is_some() || special.starts_with("special");
    is_outlet.then_some(outlet)
}

/// "Northlight News reporter" says for whom; "Senior Health Correspondent" does not.
fn take_affiliation(byline: &mut Byline, words: &str) {
    if let Some(name) = affiliation(words) {
        byline.affiliation.get_or_insert(name);
    }
}

/// The outlet that words name, by its proper name where the table knows it.
pub fn affiliation(words: &str) -> Option<String> {
    match outlet::by_name(words) {
        Some(known) => Some(known.name.to_string()),
        None => is_body(words).then(|| words.to_string()),
    }
}

/// "Ann Roe Special to the Anytown Record", "ANN ROE FOR MAILONLINE": without a sign between.
fn before_special(piece: &str) -> Vec<&str> {
    let mut ats = [" Special to ", " Special for ", " for ", " FOR ", " pour "]
        .iter()
        .filter_map(|word| piece.find(word));
    match ats.find(|at| of_guest(&piece[at + 1..]).is_some()) {
        Some(at) => vec![&piece[..at], &piece[at + 1..]],
        None => vec![piece],
    }
}

/// The words between commas, joiners and dashes. An outlet may hold a joiner itself, as "The Globe and Mail" does.
fn parts(words: &str) -> Vec<&str> {
    let pieces = words.split([',', ';', '|', '/', '•', '·']).flat_map(before_special);
    let pieces = pieces.flat_map(|piece| match outlet::by_name(piece) {
        Some(_) => vec![piece],
        None => between_joiners(piece),
    });
    let trimmed = pieces.map(|part| {
        let part = part.trim_matches([' ', ':', '*', '_', '-', '–', '—']).trim_start_matches('.');
        // "Bo Li Jr." keeps its stop.
        if part.ends_with("r.") { part } else { part.trim_end_matches('.') }
    });
    trimmed.map(before_place).filter(|part| !part.is_empty()).collect()
}

/// Small letters join, or capitals in a line of capitals.
fn between_joiners(piece: &str) -> Vec<&str> {
    let mut parts = vec![piece];
    let in_capitals = !piece.contains(char::is_lowercase);
    for [small, capitals] in JOINERS.iter() {
        let joiner = if in_capitals { capitals.as_str() } else { small.as_str() };
        if piece.contains(joiner) {
            parts = parts.into_iter().flat_map(|part| part.split(joiner)).collect();
        }
    }
    parts
}

/// Every joiner between its blanks, in small letters and in capitals.
static JOINERS: LazyLock<Vec<[String; 2]>> = LazyLock::new(|| {
    kind("joiner").map(|joiner| [format!(" {joiner} "), format!(" {} ", joiner.to_uppercase())]).collect()
});

/// "Ann Roe in Anytown": where she wrote is no part of her name.
fn before_place(part: &str) -> &str {
    [" in ", " à "].iter().find_map(|word| part.split_once(word)).map_or(part, |(name, _)| name)
}

fn after_opener(line: &str) -> Option<&str> {
    let folded = fold(line);
    let fits = |opener: &&str| folded.strip_prefix(*opener).is_some_and(|rest| rest.starts_with([' ', ':']));
    let opener = kind("opener").filter(fits).max_by_key(|opener| opener.len())?;
    // Openers are plain letters, so as many characters of the line as of the fold.
    let after = line.char_indices().nth(opener.chars().count()).map(|(at, _)| &line[at..])?;
    let names = after.trim_start_matches([':', ' ']);
    // "by" in small letters goes on with a sentence; "BY" and "By" open a line.
    (line.starts_with(char::is_uppercase) && !names.is_empty()).then_some(names)
}

fn is_person_of(words: &str, least: usize) -> bool {
    let count = words.split_whitespace().count();
    let capitals = words.split_whitespace().filter(|word| is_name_word(word)).count();
    // Four names and their particles: "María José de la Cruz Rey". "The Supreme Court" is nobody.
    if count < least
        || capitals > 4
        || count > 7
        || words.starts_with("The ")
        || words.ends_with(['!', '?', ':'])
        || is_nobody(words)
    {
        return false;
    }
    let last = words.split_whitespace().last().unwrap_or_default();
    words.split_whitespace().all(|word| is_name_word(word) || is_particle(word))
        && is_name_word(last)
        && !stamp::is_weekday(last)
        // "By March": alone, a month is no name; Ann March and April Roe are.
        && (count > 1 || !date::is_month(last))
}

fn is_name_word(word: &str) -> bool {
    let plain = word.trim_matches(['“', '”', '"', '(', ')', '‘', '’', '.']);
    plain.starts_with(char::is_uppercase)
        && plain.chars().all(|c| c.is_alphabetic() || matches!(c, '-' | '‑' | '\'' | '’' | '.'))
}

fn is_particle(word: &str) -> bool {
    let folded = fold(word);
    kind("particle").any(|particle| folded == particle || folded.starts_with("d'"))
}

/// Whether words stand where a name should and are none: "Staff", "Posted On".
pub fn is_nobody(words: &str) -> bool {
    let folded = fold(words);
    let plain = folded.strip_prefix("the ").unwrap_or(&folded);
    kind("nobody").any(|nobody| nobody == plain)
}

/// Whether words say what a writer is: "chroniqueuse", "Health Correspondent".
pub fn is_role(words: &str) -> bool {
    let folded = fold(words);
    kind("role").any(|role| ends_with_word(&folded, role)) && words.split_whitespace().count() <= 5
}

/// "Northern Wire", "Le Courrier", "The Mercury": a name whose last word, or article, only an outlet has.
fn is_body(words: &str) -> bool {
    let folded = fold(words);
    let (first, last) =
        (folded.split(' ').next().unwrap_or_default(), folded.rsplit(' ').next().unwrap_or_default());
    let has_article = matches!(first, "the" | "le" | "la" | "les") && folded.contains(' ');
    let capitals = words.split_whitespace().filter(|word| word.starts_with(char::is_uppercase)).count();
    words.split_whitespace().count() <= 6
        && capitals > 0
        && (has_article && capitals > 1 || folded.contains(' ') && kind("body").any(|body| body == last))
}

/// Whether a line can be nothing but the name of an outlet: "The Anytown Courier". "The Long Goodbye" can be anything.
pub fn is_outlet_name(line: &str) -> bool {
    let folded = fold(line);
    let last = folded.rsplit(' ').next().unwrap_or_default();
    let is_name_word = |word: &str| is_name_word(word) || is_particle(word) || word == "of";
    is_body(line) && kind("body").any(|body| body == last) && line.split(' ').all(is_name_word)
}

fn is_editing(words: &str) -> bool {
    let folded = fold(words);
    kind("editing").any(|editing| folded.strip_prefix(editing).is_some_and(|name| name.starts_with(' ')))
}

fn is_contact(words: &str) -> bool {
    words.contains('@') || words.starts_with("http") || words.starts_with("[email")
}

fn begins_small(words: &str) -> bool {
    words.starts_with(char::is_lowercase)
        || ["The ", "A ", "An "].iter().any(|article| words.starts_with(article))
}

/// The word, or its plural: "Staff Reporters".
fn ends_with_word(folded: &str, word: &str) -> bool {
    folded
        .strip_suffix('s')
        .and_then(|one| one.strip_suffix(word))
        .or_else(|| folded.strip_suffix(word))
        .is_some_and(|before| before.is_empty() || before.ends_with(' '))
}

static ROWS: LazyLock<Vec<[&str; 3]>> = LazyLock::new(|| table::rows(TABLE).collect());

fn kind(kind: &'static str) -> impl Iterator<Item = &'static str> {
    // The table is in the order of its kinds.
    let first = ROWS.partition_point(|row| row[0] < kind);
    ROWS[first..].iter().take_while(move |row| row[0] == kind).map(|row| row[1])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_is_sound() {
        assert!(table::is_sound::<3>(TABLE));
        assert!(ROWS.iter().map(|row| row[0]).is_sorted(), "sort byline.tsv by kind");
        for [_, words, example] in ROWS.iter() {
            assert!(fold(example).contains(words), "{example}");
            assert_eq!(fold(words), *words);
        }
    }

    #[test]
    fn bylines_are_read() {
        for (line, people, affiliation) in [
            ("By Ann Roe and Bo Li", &["Ann Roe", "Bo Li"][..], None),
            ("By Sam Otterbourne and Petra Lindqvale", &["Sam Otterbourne", "Petra Lindqvale"], None),
            (
                "Par Hervé Dastous-Lanoue et Maëlle Quintrec",
                &["Hervé Dastous-Lanoue", "Maëlle Quintrec"],
                None,
            ),
            ("Par Hervé Dastous-Lanoue, chroniqueur", &["Hervé Dastous-Lanoue"], None),
            ("Par Ann Roe, Le Courrier de l’Anse", &["Ann Roe"], Some("Le Courrier de l’Anse")),
            ("Author of the article:Ann Roe, Émile Bérubard", &["Ann Roe", "Émile Bérubard"], None),
            ("BY ANN ROE, STAFF REPORTER", &["ANN ROE"], None),
            ("By Ann Roe, The Canadian Press", &["Ann Roe"], Some("The Canadian Press")),
            ("By Ann Roe, The Globe and Mail", &["Ann Roe"], Some("The Globe and Mail")),
            ("By: Ann Roe, Health Correspondent", &["Ann Roe"], None),
            ("By The Canadian Press", &[], Some("The Canadian Press")),
            ("By J. K. van der Roe", &["J. K. van der Roe"], None),
            ("By Ann Roe in Anytown and Bo Li in Port Marrick", &["Ann Roe", "Bo Li"], None),
            ("Written by Ann O’Roe", &["Ann O’Roe"], None),
            ("BY ANN ROE AND GUY DE LA RUE", &["ANN ROE", "GUY DE LA RUE"], None),
            ("By Editorial Board", &[], None),
            ("By Ann Roe Special to The Anytown Record", &["Ann Roe"], Some("Anytown Record")),
            (
                "By ANN ROE and BO LI | Special to the Anytown Star",
                &["ANN ROE", "BO LI"],
                Some("Anytown Star"),
            ),
            ("Par Le Devoir avec Nord Presse", &[], Some("Le Devoir")),
            ("Story by Ann Roe", &["Ann Roe"], None),
            ("By Ann Roe  Global News", &["Ann Roe"], Some("Global News")),
            ("By Ann Roe Staff Reporter", &["Ann Roe"], None),
            ("By Ann RoeStaff Reporter", &["Ann Roe"], None),
            ("By Ann Roe ann.roe@anytownherald.example", &["Ann Roe"], None),
            ("By Ann Roe (ann.roe@anytownherald.example)", &["Ann Roe"], None),
            ("Par Ann Roe (Guéret, correspondante)", &["Ann Roe"], None),
            ("By Ann Roe (The Canadian Press)", &["Ann Roe"], Some("The Canadian Press")),
            ("Article rédigé par Ann Roe", &["Ann Roe"], None),
            ("By ANN ROE FOR MAILONLINE", &["ANN ROE"], Some("Daily Mail")),
            ("By Ann Roe and Bo Li for the Anytown Herald", &["Ann Roe", "Bo Li"], Some("Anytown Herald")),
            ("Written by Ann Roe and Bo Li | Edited by Dan Poole", &["Ann Roe", "Bo Li"], None),
            ("By Ann Roe & Bo Li  The Canadian Press", &["Ann Roe", "Bo Li"], Some("The Canadian Press")),
        ] {
            let byline = labelled(line).unwrap_or_else(|| panic!("no byline: {line}"));
            assert_eq!(byline.people, people, "{line}");
            assert_eq!(byline.affiliation.as_deref(), affiliation, "{line}");
        }
    }

    #[test]
    fn sentences_are_no_bylines() {
        for line in [
            "By Monday the town was empty.",
            "By Monday, the town was empty",
            "By Tuesday",
            "Par ailleurs, la ministre a démissionné.",
            "By all accounts Ann Roe was happy",
            "Bytown Inn closes",
            "by Ann Roe",
            "By",
        ] {
            assert_eq!(labelled(line), None, "{line}");
        }
    }

    #[test]
    fn a_role_names_the_outlet_before_it() {
        assert_eq!(role_line("CTVNews.ca writer"), Some("CTVNews.ca"));
        assert_eq!(role_line("Northlight News reporter"), Some("Northlight News"));
        assert_eq!(role_line("Staff Reporter"), Some("Staff"));
        assert_eq!(role_line("He was a fine writer."), None);
        assert_eq!(role_line("The next town over lost its only reporter"), None);
    }

    #[test]
    fn surnames_may_stand_first_where_names_are_given() {
        assert_eq!(given("Roe, Ann; Li, Bo").unwrap().people, ["Ann Roe", "Bo Li"]);
        assert_eq!(given("Ann Roe; Bo Li").unwrap().people, ["Ann Roe", "Bo Li"]);
        assert_eq!(given("Ann Roe, Northern Wire; Bo Li").unwrap().people, ["Ann Roe", "Bo Li"]);
    }

    #[test]
    fn names_of_outlets_are_told_by_their_last_word() {
        for (line, expected) in [
            ("The Anytown Courier", true),
            ("BBC Wales News", true),
            ("The Long Goodbye", false),
            ("The Anytown Echo’s view", false),
            ("Herald", false),
            ("No news is good news", false),
        ] {
            assert_eq!(is_outlet_name(line), expected, "{line}");
        }
    }

    #[test]
    fn bare_names_need_two_words() {
        assert_eq!(bare("Ann Roe, Northern Wire").unwrap().affiliation.as_deref(), Some("Northern Wire"));
        assert_eq!(bare("Ann Roe").unwrap().people, ["Ann Roe"]);
        assert_eq!(bare("Ann Roe Wales correspondent").unwrap().people, ["Ann Roe"]);
        assert_eq!(bare("Ann Roe Political editor").unwrap().people, ["Ann Roe"]);
        assert_eq!(bare("Northlight News reporter"), None);
        assert_eq!(bare("Anytown"), None);
        assert_eq!(bare("The mill closes"), None);
    }
}
