//! People across the archive: which speakers of different articles are one person.
//!
//! Within an article the attribution has settled that. Across articles there is a name, and what each article calls its
//! bearer:
//!
//! - One name, capitals and accents aside, is one person. A surname alone is nobody's full name: it stands for itself.
//! - Unless the roles contradict each other (see [`contradict`](super::contradict)): then there is a line for each, and those who are given no role go
//!   with the one whom their outlet quotes, if it is one; else they have a line of their own.
//! - What else the archive's owner knows stands in `speakers.toml`, and holds already where the index was made.
//!
//! It depends on what is stored and not on its order, so an index that was updated counts as one that was built anew.

use super::By;
use super::Often;
use super::Person;
use super::roles::Role;
use std::cmp::Ordering;
use std::cmp::Reverse;
use std::collections::BTreeMap;
use std::collections::BTreeSet;
use std::collections::HashMap;
use std::sync::Arc;

/// A speaker as articles of one outlet give them: every article is counted in one sighting.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sighting {
    /// The name.
    pub name: Arc<str>,
    /// Its words, by which names are compared ([`name_terms`](crate::text::analysis::name_terms)).
    pub terms: Arc<str>,
    /// The first role that the article gives.
    pub role: Option<Arc<str>>,
    /// Who published it.
    pub outlet: Option<Arc<str>>,
    /// By what else it is counted, where that was asked for ([`By`]) and the article says it.
    pub by: Option<Arc<str>>,
    /// How often.
    pub often: Often,
}

/// The people seen, most quoted first, then those in most articles, then by name and role; what each of them has by outlet or
/// language in the same order, by month or year in the order of time.
pub fn people(sightings: &[Sighting], by: Option<By>) -> Vec<Person> {
    let mut by_name: HashMap<&str, Seen> = HashMap::new();
    for sighting in sightings {
        by_name.entry(&sighting.terms).or_default().push(sighting);
    }
    let mut people: Vec<Person> = by_name.into_values().flat_map(apart).map(|one| person(&one, by)).collect();
    // No two have the same name and role.
    people.sort_unstable_by(|a, b| {
        most_first(&a.often, &b.often).then_with(|| (&a.name, &a.role).cmp(&(&b.name, &b.role)))
    });
    people
}

/// Most quotations first, then most articles.
pub(crate) fn most_first(a: &Often, b: &Often) -> Ordering {
    (Reverse(a.quotes), Reverse(a.articles)).cmp(&(Reverse(b.quotes), Reverse(b.articles)))
}

type Seen<'a> = Vec<&'a Sighting>;

/// The bearers of one name.
fn apart(seen: Seen) -> Vec<Seen> {
    let roles: BTreeSet<&str> = seen.iter().filter_map(|it| it.role.as_deref()).collect();
    let groups = groups(&roles);
    if groups.len() < 2 {
        return vec![seen];
    }
    let place = |role: &Option<Arc<str>>| {
        groups.iter().position(|group| role.as_deref().is_some_and(|role| group.contains(role)))
    };
    let mut of_outlet: BTreeMap<&Option<Arc<str>>, BTreeSet<usize>> = BTreeMap::new();
    for it in &seen {
        of_outlet.entry(&it.outlet).or_default().extend(place(&it.role));
    }
    let mut bearers: Vec<Seen> = vec![Vec::new(); groups.len() + 1];
    for it in seen {
        let known = of_outlet.get(&it.outlet).filter(|_| it.outlet.is_some());
        let by_outlet = || known.filter(|places| places.len() == 1)?.first().copied();
        let at = place(&it.role).or_else(by_outlet).unwrap_or(groups.len());
        bearers[at].push(it);
    }
    bearers.retain(|bearer| !bearer.is_empty());
    bearers
}

/// Roles that can be one person's, together: those that contradict none of a group join it, in alphabetical order. Where no two
/// contradict each other, there is one group.
fn groups<'a>(roles: &BTreeSet<&'a str>) -> Vec<BTreeSet<&'a str>> {
    let read: Vec<(&str, Role)> = roles.iter().map(|role| (*role, Role::read(role))).collect();
    // What contradicts something makes the groups; what contradicts nothing joins the first, and must not part them.
    let parts = |role: &Role| read.iter().any(|(_, other)| role.contradicts(other));
    let (parting, fitting): (Vec<_>, Vec<_>) = read.iter().partition(|(_, role)| parts(role));
    let mut groups: Vec<Vec<&(&str, Role)>> = Vec::new();
    for one in parting {
        match groups.iter_mut().find(|group| !group.iter().any(|(_, other)| one.1.contradicts(other))) {
            Some(group) => group.push(one),
            None => groups.push(vec![one]),
        }
    }
    match groups.first_mut() {
        Some(first) => first.extend(fitting),
        None => groups.push(fitting),
    }
    groups.into_iter().map(|group| group.into_iter().map(|(role, _)| *role).collect()).collect()
}

/// One line: the form of the name and the role that most quotations have.
fn person(seen: &Seen, by: Option<By>) -> Person {
    let most = |value: fn(&Sighting) -> Option<&str>| {
        let mut counts: BTreeMap<&str, u64> = BTreeMap::new();
        for it in seen {
            if let Some(value) = value(it) {
                *counts.entry(value).or_default() += it.often.quotes;
            }
        }
        counts
            .into_iter()
            .max_by_key(|(value, quotes)| (*quotes, Reverse(*value)))
            .map(|(value, _)| value.to_string())
    };
    let parts = parts(seen, by);
    Person {
        name: most(|it| Some(&it.name)).unwrap_or_default(),
        role: most(|it| it.role.as_deref()),
        often: parts.iter().fold(Often::default(), |mut sum, (_, often)| {
            sum += *often;
            sum
        }),
        parts,
    }
}

/// What a person has of each value, in the order of time or most first. What no article says comes last where all else is equal.
fn parts(seen: &Seen, by: Option<By>) -> Vec<(Option<String>, Often)> {
    let mut parts: BTreeMap<Option<&str>, Often> = BTreeMap::new();
    for it in seen {
        *parts.entry(it.by.as_deref()).or_default() += it.often;
    }
    let mut parts: Vec<(Option<String>, Often)> =
        parts.into_iter().map(|(value, often)| (value.map(String::from), often)).collect();
    if !by.is_some_and(By::is_of_time) {
        parts.sort_by(|a, b| most_first(&a.1, &b.1).then_with(|| a.0.is_none().cmp(&b.0.is_none())));
    } else if parts.first().is_some_and(|(value, _)| value.is_none()) {
        parts.rotate_left(1);
    }
    parts
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::analysis::name_terms;

    /// Lines of `name | role | outlet | articles | quotes`, to lines of the same without the outlet.
    #[track_caller]
    fn check(seen: &[&str], expected: &[&str]) {
        let given = |cell: &str| Some(cell.into()).filter(|cell: &Arc<str>| !cell.is_empty());
        let sighting = |line: &&str| {
            let cells: Vec<&str> = line.split('|').map(str::trim).collect();
            let outlet = given(cells[2]);
            let count = |cell: &str| cell.parse().unwrap();
            Sighting {
                name: cells[0].into(),
                terms: name_terms(cells[0]).into(),
                role: given(cells[1]),
                by: outlet.clone(),
                outlet,
                often: Often { articles: count(cells[3]), quotes: count(cells[4]), words: 7 },
            }
        };
        let found: Vec<String> = people(&seen.iter().map(sighting).collect::<Vec<_>>(), Some(By::Outlet))
            .into_iter()
            .map(|it| {
                let Often { articles, quotes, words } = it.often;
                assert_eq!(it.parts.iter().map(|(_, often)| often.words).sum::<u64>(), words);
                format!("{} | {} | {articles} | {quotes}", it.name, it.role.unwrap_or_default())
            })
            .collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn parts_come_most_first_or_in_the_order_of_time() {
        for (by, expected) in [(By::Outlet, "b a ? c"), (By::Month, "a b c ?")] {
            let quotes = [(Some("a"), 2), (Some("b"), 3), (None, 2), (Some("c"), 1)];
            let sighting = |(value, quotes): (Option<&str>, u64)| {
                let (name, terms, by) = ("Ana Roux".into(), "ana roux".into(), value.map(Arc::from));
                let often = Often { articles: 1, quotes, words: 0 };
                Sighting { name, terms, role: None, outlet: None, by, often }
            };
            let people = people(&quotes.map(sighting), Some(by));
            let shown = people[0].parts.iter().map(|(value, _)| value.as_deref().unwrap_or("?"));
            assert_eq!(shown.collect::<Vec<_>>().join(" "), expected);
        }
    }

    #[test]
    fn one_name_is_one_person() {
        check(
            &[
                "Élodie Roux | mayor | Post | 1 | 3",
                "Elodie Roux | | Herald | 2 | 2",
                "Roux | | Post | 1 | 9",
            ],
            &["Roux |  | 1 | 9", "Élodie Roux | mayor | 3 | 5"],
        );
    }

    #[test]
    fn an_office_changes_and_the_person_stays() {
        check(
            &[
                "Ana Roux | minister of health | Post | 1 | 1",
                "Ana Roux | former goalkeeper | Post | 1 | 1",
                "Ana Roux | MP for Northfield | Herald | 1 | 2",
            ],
            &["Ana Roux | MP for Northfield | 3 | 4"],
        );
    }

    #[test]
    fn two_people_of_one_name_are_two_where_their_roles_contradict() {
        check(
            &[
                "Ana Roux | mayor of Northfield | Post | 1 | 3",
                "Ana Roux | mayor | Herald | 1 | 1",
                "Ana Roux | goalkeeper | Sport | 1 | 2",
                "Ana Roux | | Sport | 1 | 2",
                "Ana Roux | | Gazette | 1 | 1",
            ],
            &[
                "Ana Roux | goalkeeper | 2 | 4",
                "Ana Roux | mayor of Northfield | 2 | 4",
                "Ana Roux |  | 1 | 1",
            ],
        );
    }
}
