//! The people of one article: which printed names are one person.
//!
//! Full names are read first, over the whole article; then every surname, first name and titled name is given to the person it
//! belongs to. Two people of one surname are kept apart by first name, by title, and else by who is more in the story.

use super::frame::Frame;
use super::lexicon::Facts;
use super::names::Bearer;
use super::names::Name;
use super::stated::apposition;
use super::stated::role_in_front;
use super::stated::roles_after;
use super::stated::roles_before;
use super::stated::title;
use super::token::Shape;
use crate::text::fold;
use foldhash::fast::RandomState;
use std::cmp::Reverse;
use std::collections::HashMap;

/// One person of the article.
#[derive(Clone, Debug)]
pub(super) struct Person {
    /// The fullest name printed, without titles.
    pub(super) name: String,
    /// The first name, folded; empty where only a surname is printed.
    first: String,
    /// "jr", "iii".
    suffix: String,
    /// He or she, if anything says so.
    pub(super) gender: Facts,
    /// Offices and parts the article gives them, folded: "mayor".
    pub(super) roles: Vec<String>,
    /// Whether one of these is an office, of which nobody has many at a time.
    pub(super) holds_office: bool,
    /// The first office or part it states of them, as printed: "mayor of Northfield".
    pub(super) role: Option<String>,
    /// How often the reporter names them.
    pub(super) count: usize,
    /// The full names printed for them, with how often.
    printed: Vec<(String, usize)>,
    /// Whether it is certain that this is a person, not a company or a town of one name.
    pub(super) certain: bool,
    /// Whether the article says "Sir" or "Dame" before their full name.
    knighted: bool,
}

impl Person {
    /// Counts a printed full name. The commonest is the person's name, the longer of two that are equally common: a single slip does
    /// not rename anybody.
    fn print(&mut self, name: &str) {
        let room = self.printed.len() < MOST_NAMESAKES;
        match self.printed.iter_mut().find(|(known, _)| *known == name) {
            Some((_, count)) => *count += 1,
            None if room => self.printed.push((name.to_string(), 1)),
            None => {}
        }
        if self.printed.len() == 1 {
            // The name by which the person was added.
            return;
        }
        // A label of a transcript is in capitals, a name is not.
        let is_name = |name: &str| name.chars().any(char::is_lowercase);
        let best = self.printed.iter().max_by_key(|(name, count)| (is_name(name), *count, name.len()));
        if let Some((name, _)) = best {
            self.name.clone_from(name);
        }
    }
}

/// Who bears a printed name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Who {
    /// A person, by number.
    Person(usize),
    /// A body, as printed.
    Body,
    /// A place: it speaks only where it stands for its government.
    Place,
}

/// People of one name are compared with each other, and so are the forms of one person's name; in no story are there more, and the bound keeps a list of names from costing its square.
const MOST_NAMESAKES: usize = 64;

/// Everybody the article names.
pub(super) struct People {
    /// By number.
    pub(super) all: Vec<Person>,
    by_surname: HashMap<String, Vec<usize>, RandomState>,
    by_first: HashMap<String, Vec<usize>, RandomState>,
    most_named: Option<usize>,
}

/// Gives every printed name its bearer.
pub(super) fn people(frame: &Frame, names: &[Name]) -> (People, Vec<Who>) {
    let mut people = People {
        all: Vec::new(),
        by_surname: HashMap::default(),
        by_first: HashMap::default(),
        most_named: None,
    };
    let parts: Vec<Parts> = names.iter().map(|name| parts(frame, name)).collect();
    let mut bearers: Vec<Option<Who>> =
        names.iter().zip(&parts).map(|(name, parts)| people.read_full(frame, name, parts)).collect();
    let is_body: HashMap<String, Bearer, RandomState> = names
        .iter()
        .zip(&bearers)
        .filter(|(name, bearer)| {
            bearer.is_some()
                && name.end - name.bare == 1
                && matches!(name.bearer, Bearer::Body | Bearer::Place)
        })
        .map(|(name, _)| (fold(frame.words(name.bare, name.end)), name.bearer))
        .collect();
    people.separate(frame, names, &parts);
    let mut last_in_full: HashMap<&str, (usize, usize), RandomState> = HashMap::default();
    let mut last_named: HashMap<usize, usize, RandomState> = HashMap::default();
    for ((name, parts), bearer) in names.iter().zip(&parts).zip(&mut bearers) {
        let surname = parts.last.as_str();
        match *bearer {
            Some(Who::Person(number)) => {
                last_in_full.insert(surname, (number, name.end));
            }
            Some(_) => {}
            None => {
                let out_of_mind = |end: usize| {
                    let usual = people.best(people.named(surname), name.gender);
                    let seen = usual.and_then(|usual| last_named.get(&usual));
                    name.start - end <= REMEMBERED && seen.is_none_or(|seen| name.start - seen > REMEMBERED)
                };
                let near = last_in_full
                    .get(surname)
                    .filter(|(_, end)| same_paragraph(frame, *end, name.start) || out_of_mind(*end));
                let near = near.map(|(number, _)| *number);
                let near = near.filter(|number| agrees(people.all[*number].gender, name.gender));
                let who = near.map_or_else(|| people.read_short(frame, name, parts, &is_body), Who::Person);
                *bearer = Some(who);
            }
        }
        if let Some(Who::Person(number)) = *bearer {
            last_named.insert(number, name.end);
        }
    }
    for (name, bearer) in names.iter().zip(&bearers) {
        if let Some(Who::Person(number)) = bearer {
            people.note(*number, frame, name);
        }
    }
    people.most_named = (0..people.all.len()).rev().max_by_key(|number| people.all[*number].count);
    (people, bearers.into_iter().map(|bearer| bearer.unwrap_or(Who::Body)).collect())
}

/// So many tokens back, whoever bears a surname is no longer thought of, if somebody else of that surname has been named since.
const REMEMBERED: usize = 300;

/// Whether no paragraph ends between two tokens: there, a surname alone goes on with whoever was named in full.
fn same_paragraph(frame: &Frame, from: usize, to: usize) -> bool {
    const REACH: usize = 200;
    to - from.min(to) <= REACH
        && !frame.tokens[from.min(to)..to].iter().any(|token| token.shape == Shape::Break)
}

/// The words of a name that tell people apart.
struct Parts {
    first: String,
    last: String,
    suffix: String,
    count: usize,
}

fn parts(frame: &Frame, name: &Name) -> Parts {
    let tokens = &frame.tokens[name.bare..name.end];
    let mut words: Vec<&str> =
        tokens.iter().filter(|token| token.is_word()).map(|token| token.span.slice(frame.text)).collect();
    let ends_in_suffix =
        words.len() > 1 && tokens.last().is_some_and(|token| token.is(Facts::SUFFIX) && token.is_capital());
    let suffix = if ends_in_suffix { words.pop() } else { None };
    let count = words.len();
    let last = words.pop();
    // "J. Donald Roux" goes by Donald: the initial tells less than the name.
    let skip = usize::from(words.len() > 1 && fold(words[0]).len() == 1);
    let first = words.get(skip).copied();
    let folded = |word: Option<&str>| word.map(fold).unwrap_or_default();
    Parts { first: folded(first), last: folded(last), suffix: folded(suffix), count }
}

impl People {
    /// The person a full name names, new or known; bodies and places as they are; `None` for a single word, which is read later.
    fn read_full(&mut self, frame: &Frame, name: &Name, parts: &Parts) -> Option<Who> {
        match name.bearer {
            Bearer::Body => return Some(Who::Body),
            Bearer::Place => return Some(Who::Place),
            Bearer::Person | Bearer::Unknown => {}
        }
        if parts.count < 2 {
            return None;
        }
        let same = self.named(&parts.last).iter().copied().find(|number| {
            let person = &self.all[*number];
            person.suffix == parts.suffix && same_first(&person.first, &parts.first)
        });
        let printed = frame.words(name.bare, name.end);
        let number =
            same.unwrap_or_else(|| self.add(parts, printed, frame.tokens[name.bare].is(Facts::GIVEN)));
        self.all[number].print(printed);
        self.all[number].count += 1;
        self.all[number].knighted |= is_knighted(frame, name);
        self.learn_gender(number, name.gender);
        Some(Who::Person(number))
    }

    /// The bearer of a single word, with or without a title.
    fn read_short(
        &mut self,
        frame: &Frame,
        name: &Name,
        parts: &Parts,
        bodies: &HashMap<String, Bearer, RandomState>,
    ) -> Who {
        if let Some(number) = self.knight(frame, name, parts) {
            return Who::Person(number);
        }
        let known = self.named(&parts.last);
        if let Some(number) = self.separated(known, name.gender).or_else(|| self.best(known, name.gender)) {
            return Who::Person(number);
        }
        if !name.titled {
            if let Some(number) =
                self.by_first.get(&parts.last).and_then(|known| self.best(known, Facts::default()))
            {
                return Who::Person(number);
            }
            if bodies.contains_key(&parts.last) {
                return Who::Body;
            }
        }
        let first = &frame.tokens[name.bare];
        let given = first.is(Facts::GIVEN);
        let number = self.add(parts, frame.words(name.bare, name.end), name.titled || given);
        // "Mr. Christie" is no Christie.
        self.learn_gender(number, name.gender);
        if given {
            self.learn_gender(number, first.facts.only(Facts::MALE.and(Facts::FEMALE)));
        }
        Who::Person(number)
    }

    /// "Sir Owen" is Owen Tarrant: a knight’s title goes with the given name. Whoever has it before the full name is meant first.
    fn knight(&self, frame: &Frame, name: &Name, parts: &Parts) -> Option<usize> {
        let known = self.by_first.get(&parts.last).filter(|_| is_knighted(frame, name))?;
        let knights: Vec<usize> = known.iter().copied().filter(|number| self.all[*number].knighted).collect();
        self.best(&knights, name.gender).or_else(|| self.best(known, name.gender))
    }

    /// "Mr. Roux", where only Ana Roux is named in full, is somebody else, and so is "President Roux" above it.
    fn separate(&mut self, frame: &Frame, names: &[Name], parts: &[Parts]) {
        let known = Facts::MALE.and(Facts::FEMALE);
        let titled = names.iter().zip(parts).filter(|(name, parts)| {
            parts.count == 1 && name.bearer == Bearer::Person && name.titled && name.gender.any(known)
        });
        for (name, parts) in titled {
            let others = self.named(&parts.last);
            if !others.is_empty() && !others.iter().any(|other| agrees(self.all[*other].gender, name.gender))
            {
                let number = self.add(parts, frame.words(name.bare, name.end), true);
                self.learn_gender(number, name.gender);
            }
        }
    }

    /// Of several people of one surname, the one who is never named in full: whoever is, goes by a title or by the full name.
    fn separated(&self, known: &[usize], gender: Facts) -> Option<usize> {
        let alone = |number: &&usize| {
            self.all[**number].first.is_empty() && agrees(self.all[**number].gender, gender)
        };
        known.iter().find(alone).copied().filter(|_| known.len() > 1)
    }

    /// Whom the reporter names most often.
    pub(super) fn most_named(&self) -> Option<usize> {
        self.most_named
    }

    /// Everybody of a surname, folded.
    pub(super) fn named(&self, surname: &str) -> &[usize] {
        self.by_surname.get(surname).map_or(&[], Vec::as_slice)
    }

    /// Of several people of one name, the one whose gender fits the title and who is named most in full.
    fn best(&self, known: &[usize], gender: Facts) -> Option<usize> {
        let fits = known.iter().copied().filter(|number| agrees(self.all[*number].gender, gender));
        fits.max_by_key(|number| (self.all[*number].count, Reverse(*number)))
    }

    /// The person of a label in capitals, "WALLACE" or "CHRIS WALLACE".
    pub(super) fn labelled(&self, label: &str) -> Option<usize> {
        let folded = fold(label);
        self.best(self.named(folded.rsplit(' ').next()?), Facts::default())
    }

    fn add(&mut self, parts: &Parts, name: &str, certain: bool) -> usize {
        let number = self.all.len();
        self.all.push(Person {
            name: name.to_string(),
            first: parts.first.clone(),
            suffix: parts.suffix.clone(),
            gender: Facts::default(),
            roles: Vec::new(),
            holds_office: false,
            role: None,
            count: 0,
            printed: Vec::new(),
            certain,
            knighted: false,
        });
        let list = |known: &mut Vec<usize>| {
            if known.len() < MOST_NAMESAKES {
                known.push(number);
            }
        };
        list(self.by_surname.entry(parts.last.clone()).or_default());
        // "Haddad" is short for Yusuf al-Haddad.
        if let Some(rest) = parts.last.strip_prefix("al-").or_else(|| parts.last.strip_prefix("el-")) {
            list(self.by_surname.entry(rest.to_string()).or_default());
        }
        if !parts.first.is_empty() {
            list(self.by_first.entry(parts.first.clone()).or_default());
        }
        number
    }
}

impl People {
    fn learn_gender(&mut self, number: usize, gender: Facts) {
        let person = &mut self.all[number];
        if person.gender == Facts::default() {
            person.gender = gender;
        }
    }

    /// Notes what is printed around a name: its title as a role, its gender, that it was named once more.
    fn note(&mut self, number: usize, frame: &Frame, name: &Name) {
        self.learn_gender(number, name.gender);
        let speaks =
            frame.token(name.end).is_some_and(|next| next.is_lower() && next.is(Facts::SAY.and(Facts::TELL)));
        let titled = frame.tokens[name.start..name.bare].iter().any(|token| token.is(Facts::OFFICE));
        let mut roles: Vec<String> = roles_before(frame, name);
        roles.extend(role_in_front(frame, name));
        roles.extend(roles_after(frame, name));
        let followed = |at: usize| frame.token(at).is_some_and(|next| next.is(Facts::RELATIVE));
        let has_part = !roles.is_empty() || followed(name.end) || followed(name.end + 1);
        let person = &mut self.all[number];
        person.count += 1;
        person.holds_office |= titled;
        person.role = person.role.take().or_else(|| title(frame, name)).or_else(|| apposition(frame, name));
        person.certain |= name.titled || speaks || has_part;
        roles.retain(|role| !person.roles.contains(role));
        person.roles.append(&mut roles);
    }
}

/// Whether "Sir" or "Dame" stands straight before a name.
fn is_knighted(frame: &Frame, name: &Name) -> bool {
    name.bare > name.start && matches!(frame.words(name.bare - 1, name.bare), "Sir" | "Dame")
}

/// Whether two genders can be one person's; an unknown one can be anybody's.
pub(super) fn agrees(one: Facts, other: Facts) -> bool {
    one == Facts::default() || other == Facts::default() || one.any(other)
}

/// "Tim" and "Timothy", "J" and "John": one person's first name, unless the text says otherwise.
fn same_first(one: &str, other: &str) -> bool {
    one == other || one.is_empty() || other.is_empty() || one.starts_with(other) || other.starts_with(one)
}
