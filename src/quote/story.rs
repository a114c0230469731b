//! An article made ready for attribution: its sentences, the names in them, and who bears them.

use super::focus::Form;
use super::frame::Frame;
use super::genders;
use super::lexicon::Facts;
use super::lookalikes;
use super::names::Bearer;
use super::names::Name;
use super::names::names;
use super::people::People;
use super::people::Who;
use super::people::people;
use super::phrase::Head;
use super::phrase::Phrase;
use super::phrase::SPEAKS;
use super::places;
use crate::text::Span;

/// Everything the rules look at. Built once an article, never changed.
pub(super) struct Story<'a> {
    pub(super) frame: Frame<'a>,
    /// Every printed name, in order.
    pub(super) names: Vec<Name>,
    /// Who bears each.
    pub(super) bearers: Vec<Who>,
    pub(super) people: People,
    /// For every token of the frame, the name it is part of, counted from 1; 0 for none.
    name_of: Vec<u32>,
}

impl<'a> Story<'a> {
    /// Reads the names of a framed article.
    pub(super) fn read(frame: Frame<'a>) -> Story<'a> {
        let mut names = names(&frame);
        places::settle(&frame, &mut names);
        lookalikes::settle(&frame, &mut names);
        let (mut people, bearers) = people(&frame, &names);
        genders::learn(&frame, &names, &bearers, &mut people);
        let mut name_of = vec![0; frame.tokens.len()];
        for (number, name) in (1..).zip(&names) {
            name_of[name.start..name.end].fill(number);
        }
        Story { frame, names, bearers, people, name_of }
    }

    /// The words at a run of tokens.
    #[inline]
    pub(super) fn words(&self, start: usize, end: usize) -> &str {
        self.frame.words(start, end)
    }

    /// The number of the name that this token is part of.
    #[inline]
    pub(super) fn name_at(&self, at: usize) -> Option<usize> {
        (*self.name_of.get(at)? as usize).checked_sub(1)
    }

    /// The names that stand between two tokens, in order, each with its number.
    pub(super) fn names_between(&self, from: usize, to: usize) -> impl Iterator<Item = (usize, &Name)> {
        let first = self.names.partition_point(|name| name.start < from);
        (first..).zip(&self.names[first..]).take_while(move |(_, name)| name.end <= to)
    }

    /// Whether this name is a person's, or may be.
    #[inline]
    pub(super) fn is_person(&self, name: usize) -> bool {
        matches!(self.bearers.get(name), Some(Who::Person(_)))
    }

    /// Whether this name is certainly a person's, with first name or title.
    pub(super) fn is_full_name(&self, name: usize) -> bool {
        let printed = &self.names[name];
        self.is_person(name)
            && (printed.titled || printed.end - printed.bare > 1)
            && printed.bearer == Bearer::Person
    }

    /// How a name mentions its bearer.
    pub(super) fn form(&self, name: usize) -> Form {
        if self.names[name].end - self.names[name].bare > 1 { Form::FullName } else { Form::ShortName }
    }

    /// The words that stand as a label inside a marked stretch, as transcripts print it: `“WALLACE: Thank you.”`
    pub(super) fn label(&self, marked: usize) -> Option<Span> {
        const LONGEST: usize = 30;
        let span = self.frame.marked[marked].words;
        let (label, _) =
            span.slice(self.frame.text).split_once(':').filter(|(label, _)| label.len() <= LONGEST)?;
        let in_capitals = label.len() > 1 && label.chars().all(|c| c.is_uppercase() || " .'’-".contains(c));
        let start = span.start() as usize;
        in_capitals.then(|| Span::between(start, start + label.len()))
    }

    /// The person whom a label names, if the story names them otherwise too.
    pub(super) fn labelled(&self, label: Span) -> Option<usize> {
        self.people.labelled(label.slice(self.frame.text))
    }

    /// Whether such a phrase can be the subject of a verb of speech.
    pub(super) fn can_speak(&self, phrase: &Phrase) -> bool {
        match phrase.head {
            Head::Name(name) => self.bearers[name] != Who::Place,
            Head::Pronoun(at) => !self.frame.tokens[at].is(Facts::SECOND),
            Head::Described(at) => {
                self.frame.tokens[at].is(SPEAKS.and(Facts::CONJUNCTION)) || self.is_said_to_speak(phrase, at)
            }
        }
    }

    /// "The glassworks said in a statement": a noun that no table has speaks where it opens a clause with its article and has a plain
    /// verb of speech straight behind it.
    fn is_said_to_speak(&self, phrase: &Phrase, noun: usize) -> bool {
        let is = |at: usize, facts: Facts| self.frame.token(at).is_some_and(|token| token.is(facts));
        let is_noun = self.frame.tokens[noun].is_lower() && self.frame.tokens[noun].facts.is_plain();
        let opens = is(phrase.start, Facts::DETERMINER) && noun > phrase.start && noun + 1 == phrase.end;
        let clause = phrase.start.checked_sub(1).and_then(|at| self.frame.token(at));
        let heads = clause.is_none_or(|before| !before.is_word() || before.is(Facts::CONJUNCTION));
        let says = matches!(self.words(phrase.end, phrase.end + 1), "said" | "says");
        // `…, the plan said Ruiz` is Ruiz’s.
        let inverted = self.name_at(phrase.end + 1).is_some_and(|name| self.is_person(name));
        is_noun && opens && heads && says && !inverted
    }
}
