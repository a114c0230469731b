//! Counts as a table: what is counted, its columns and its lines. Each form writes the same table.

use super::Asked;
use crate::query::Unit;
use crate::search::By;
use crate::search::Counted;
use crate::search::Often;
use crate::search::Period;
use crate::search::Person;
use crate::search::Tally;
use std::borrow::Cow;

/// What stands in no period lacks this.
const A_DATE: &str = "a date";

/// Counts as they are shown: the answer of `onrecord speakers`, `outlets` and `timeline`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Counts {
    /// What the lines are: `outlets`, `speakers`, `months`. Heads their column, and names their list in the JSON.
    pub of: &'static str,
    /// What the lines know besides names and counts: `role`, `outlet`, `starts`.
    pub facts: Vec<&'static str>,
    /// The lines that are shown.
    pub lines: Vec<Line>,
    /// How many lines were passed over before these.
    pub offset: usize,
    /// How many lines follow these.
    pub left_out: usize,
    /// How many outlets, people or periods there are in all; a person may have several lines.
    pub count: usize,
    /// All that matches.
    pub total: Often,
    /// What stands in no line, and what it lacks: `a date`, `an outlet`, `a speaker`.
    pub without: (&'static str, Often),
    /// What is asked about: bars show how often this is.
    pub unit: Unit,
    /// Whether the lines are drawn as bars, too.
    pub bars: bool,
}

/// One line of counts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// The outlet, period or person.
    pub name: String,
    /// One for each of [`Counts::facts`], where it is known.
    pub facts: Vec<Option<String>>,
    /// How often.
    pub often: Often,
}

/// A cell of the table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Cell<'a> {
    Words(Option<&'a str>),
    Number(u64),
}

impl<'a> Cell<'a> {
    /// What stands in the cell; nothing for what is not known.
    pub(super) fn text(self) -> Cow<'a, str> {
        match self {
            Cell::Words(words) => words.unwrap_or_default().into(),
            Cell::Number(number) => number.to_string().into(),
        }
    }
}

impl Counts {
    /// Counts by outlet.
    pub fn of_outlets(counted: Counted<Tally>) -> Counts {
        let line = |tally: Tally| Line { name: tally.name, facts: Vec::new(), often: tally.often };
        Counts::of("outlets", "an outlet", counted.map(line))
    }

    /// Counts by period.
    pub fn of_periods(counted: Counted<Tally>, period: Period) -> Counts {
        let line = |tally: Tally| Line {
            name: tally.name,
            facts: vec![tally.starts.map(|day| day.to_string())],
            often: tally.often,
        };
        let counts = Counts::of(period.plural(), A_DATE, counted.map(line));
        Counts { facts: vec!["starts"], bars: true, ..counts }
    }

    /// Counts by person, or by person and what else was asked for.
    pub fn of_people(counted: Counted<Person>, by: Option<By>) -> Counts {
        let lines = |person: Person| {
            let Person { name, role, parts, .. } = person;
            parts.into_iter().map(move |(part, often)| {
                let facts = std::iter::once(role.clone()).chain(by.is_some().then_some(part)).collect();
                Line { name: name.clone(), facts, often }
            })
        };
        let Counted { lines: people, total, without, unit } = counted;
        let count = people.len();
        let lines = people.into_iter().flat_map(lines).collect();
        let counts = Counts::of("speakers", "a speaker", Counted { lines, total, without, unit });
        Counts { count, facts: ["role"].into_iter().chain(by.map(By::name)).collect(), ..counts }
    }

    fn of(of: &'static str, lacking: &'static str, counted: Counted<Line>) -> Counts {
        let Counted { lines, total, without, unit } = counted;
        let without = (lacking, without);
        let (count, facts) = (lines.len(), Vec::new());
        Counts { of, facts, lines, offset: 0, left_out: 0, count, total, without, unit, bars: false }
    }

    /// A part of the lines; the totals stay.
    pub fn page(mut self, offset: usize, limit: usize) -> Counts {
        let all = self.lines.len();
        self.lines.drain(..offset.min(all));
        self.lines.truncate(limit);
        Counts { offset: offset.min(all), left_out: all - offset.min(all) - self.lines.len(), ..self }
    }

    /// Behind the last period, a line for what has no date; where there is nowhere else to say it.
    pub(super) fn undated(&self) -> Option<Line> {
        let (lacking, often) = self.without;
        let is_told = lacking == A_DATE && often != Often::default() && self.left_out == 0;
        is_told.then(|| Line { name: "undated".to_string(), facts: vec![None; self.facts.len()], often })
    }

    /// The heads of the columns; `name` heads the first.
    pub(super) fn heads(&self, name: &'static str) -> Vec<&'static str> {
        let facts = self.facts.iter().copied();
        [name, "articles", "quotes"].into_iter().chain(facts).chain(["words"]).collect()
    }

    /// The cells of a line, as `heads` has them.
    pub(super) fn cells<'a>(&self, line: &'a Line) -> impl Iterator<Item = Cell<'a>> {
        let Often { articles, quotes, words } = line.often;
        let facts = line.facts.iter().map(|fact| Cell::Words(fact.as_deref()));
        let before = [Cell::Words(Some(&line.name)), Cell::Number(articles), Cell::Number(quotes)];
        before.into_iter().chain(facts).chain([Cell::Number(words)])
    }
}

impl<T> Counted<T> {
    fn map<U>(self, line: impl FnMut(T) -> U) -> Counted<U> {
        let Counted { lines, total, without, unit } = self;
        Counted { lines: lines.into_iter().map(line).collect(), total, without, unit }
    }
}

/// Counts, and what was asked.
#[derive(Clone, Copy, Debug)]
pub struct CountsAnswer<'a> {
    /// What was asked.
    pub asked: &'a Asked,
    /// What came back.
    pub counts: &'a Counts,
}
