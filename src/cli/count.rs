//! `onrecord speakers`, `outlets` and `timeline`.

use super::Outcome;
use super::Streams;
use super::args::CountAll;
use super::args::Global;
use super::args::Outlets;
use super::args::Speakers;
use super::args::Timeline;
use super::ask;
use super::ask::Opened;
use super::ask::Question;
use super::terminal;
use crate::error::Error;
use crate::fields;
use crate::query;
use crate::query::Query;
use crate::query::Unit;
use crate::query::Words;
use crate::query::field_value;
use crate::query::read_as;
use crate::render;
use crate::render::Asked;
use crate::render::Counts;
use crate::render::CountsAnswer;
use crate::render::Format;
use crate::search;
use jiff::civil::Date;

/// Who is quoted: people of a name, or whoever is quoted in what a query finds.
pub(super) fn speakers(
    command: &Speakers,
    global: &Global,
    streams: &mut Streams,
) -> anyhow::Result<Outcome> {
    let all = &command.all;
    let typed = command.words.join(" ");
    let words = Some(typed.trim()).filter(|words| !words.is_empty());
    let given: Vec<String> = command.query.iter().cloned().collect();
    // The query before the index: a mistake in it should not wait for a build.
    let given = asked(&given, all)?;
    let as_query = match (words, &command.query) {
        (Some(_), None) => Some(asked(&command.words, all)?),
        _ => None,
    };
    let opened = ask::index(global, all.filters.doubt, streams)?;
    let (name, question) = match (words, as_query) {
        (None, _) => (None, given),
        (Some(name), None) => (Some(name), given),
        (Some(words), Some(as_query)) => name_or_query(words, given, as_query, &opened)?,
    };
    let question = name.map(|name| named(name, &question)).unwrap_or(question);
    let counted = opened.index.speakers(name, &question.query, command.by)?;
    let found = !counted.lines.is_empty();
    let matched = matched(&counted);
    let mut question = with_doubts(question, matched, &opened)?;
    if let Some(name) = name {
        let unknown = opened.index.unknown_names(&field_value(&fields::SPEAKER, name))?;
        question = unknown.iter().fold(question, |question, name| noted(question, &name.to_string()));
    }
    if let (Some(words), None, false) = (words.filter(|words| can_be_name(words)), name, found) {
        // Read as a query because nobody bears them, and it finds nothing: they may be a name after all.
        let unknown = opened.index.unknown_names(&field_value(&fields::SPEAKER, words))?;
        let near = unknown.iter().filter(|name| !name.nearest.is_empty());
        question = near.fold(question, |question, name| noted(question, &name.to_string()));
    }
    let counts = Counts::of_people(counted, command.by);
    Counted { counts, found, question, skipped: opened.skipped }.print(all, global, streams)
}

/// Who printed what a query finds.
pub(super) fn outlets(command: &Outlets, global: &Global, streams: &mut Streams) -> anyhow::Result<Outcome> {
    let question = asked(&command.query, &command.all)?;
    let opened = ask::index(global, command.all.filters.doubt, streams)?;
    let counted = opened.index.outlets(&question.query)?;
    let question = with_doubts(question, matched(&counted), &opened)?;
    let (found, skipped) = (counted.total.articles > 0, opened.skipped);
    let counts = Counts::of_outlets(counted);
    Counted { counts, found, question, skipped }.print(&command.all, global, streams)
}

/// When what a query finds was published.
pub(super) fn timeline(
    command: &Timeline,
    global: &Global,
    streams: &mut Streams,
) -> anyhow::Result<Outcome> {
    let question = asked(&command.query, &command.all)?;
    let opened = ask::index(global, command.all.filters.doubt, streams)?;
    let counted = opened.index.timeline(&question.query, command.by)?;
    let question = with_doubts(question, matched(&counted), &opened)?;
    let (found, skipped) = (counted.total.articles > 0, opened.skipped);
    let counts = Counts::of_periods(counted, command.by);
    Counted { counts, found, question, skipped }.print(&command.all, global, streams)
}

/// What is to be counted of: the words, narrowed by the flags.
fn asked(words: &[String], all: &CountAll) -> Result<Question, Error> {
    let question = ask::question(words, &all.filters, Unit::Article)?;
    let unit = question.query.unit();
    Ok(question.narrowed(&all.values, unit))
}

/// Words that may be either are a name if somebody bears it; the answer says how they were read. `given` is the question without them.
fn name_or_query<'a>(
    words: &'a str,
    given: Question,
    as_query: Question,
    opened: &Opened,
) -> anyhow::Result<(Option<&'a str>, Question)> {
    if !can_be_name(words) {
        return Ok((None, noted(as_query, "read as a query: who is quoted in what it finds")));
    }
    if opened.index.is_borne(words)? {
        let note = "read as a name; `speakers --query WORDS` counts who is quoted in what has the words";
        return Ok((Some(words), noted(given, note)));
    }
    let note = format!("nobody who is quoted is called “{words}”: read as a query");
    Ok((None, noted(as_query, &note)))
}

/// Says what is doubtful about a query that so much matched.
fn with_doubts(question: Question, matched: u64, opened: &Opened) -> Result<Question, Error> {
    let doubts = opened.index.doubts(&question.query, matched)?;
    Ok(doubts.iter().fold(question, |question, doubt| noted(question, doubt)))
}

/// How much was counted: articles, or quotations where these match.
fn matched<T>(counted: &search::Counted<T>) -> u64 {
    match counted.unit {
        Unit::Article => counted.total.articles,
        Unit::Quotation => counted.total.quotes,
    }
}

fn noted(mut question: Question, note: &str) -> Question {
    question.asked.notes.push(note.to_string());
    question
}

/// The question as the answer repeats it, with the name that was asked for.
fn named(name: &str, question: &Question) -> Question {
    let Question { query, asked } = question;
    let text = [name, &asked.text].join(" ").trim().to_string();
    let read = read_as(&field_value(&fields::SPEAKER, name));
    let read_as = if *query == Query::All { read } else { format!("{read}; {}", asked.read_as) };
    Question { query: query.clone(), asked: Asked { text, read_as, notes: asked.notes.clone() } }
}

/// Whether words can be a name: nothing in them says that they are a query.
fn can_be_name(words: &str) -> bool {
    let is_sign = |c: char| matches!(c, '"' | '“' | '”' | '„' | '«' | '»' | '‹' | '›' | '*' | '~');
    // No date can be a name, so it does not matter from which day one counts.
    !words.contains(is_sign) && words_alone(&query::parse(words, Date::ZERO).query)
}

fn words_alone(query: &Query) -> bool {
    match query {
        Query::Words { field, words } => {
            field.name == fields::TEXT.name
                && matches!(words, Words::AnyForm(_) | Words::Compound(_) | Words::Phrase(_))
        }
        Query::And(parts) => parts.iter().all(words_alone),
        _ => false,
    }
}

/// What was counted, and what was asked.
struct Counted {
    counts: Counts,
    found: bool,
    question: Question,
    skipped: u64,
}

impl Counted {
    fn print(self, all: &CountAll, global: &Global, streams: &mut Streams) -> anyhow::Result<Outcome> {
        // The JSON has the notes.
        if all.format != Format::Json {
            for note in &self.question.asked.notes {
                writeln!(streams.err, "note: {}", render::visible(note))?;
            }
        }
        if !self.found && all.format == Format::Text {
            // For people: silence is no answer.
            writeln!(streams.err, "no {} found", self.counts.of)?;
        }
        let counts = self.counts.page(all.offset, all.limit.unwrap_or(usize::MAX));
        let answer = CountsAnswer { asked: &self.question.asked, counts: &counts };
        render::counts(answer, all.format, terminal::look(global.color, false), streams.out)?;
        Ok(match self.skipped {
            0 => Outcome::found(self.found),
            skipped => Outcome::Partial { skipped },
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_with_a_sign_of_the_language_are_no_name() {
        for (words, expected) in [
            ("dong", true),
            ("Han Dong", true),
            ("jean-guy o'toole", true),
            ("le maire de la ville", true),
            ("Ford and Legault", true),
            ("ford OR legault", false),
            ("ford -legault", false),
            ("title:caucus", false),
            ("\"han dong\"", false),
            ("« non »", false),
            ("leg*", false),
            ("(ford)", true),
            ("date:2023", false),
            ("legault~", false),
            ("*", false),
        ] {
            assert_eq!(can_be_name(words), expected, "{words}");
        }
    }
}
