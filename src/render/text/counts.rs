//! Counts: by speaker, outlet or period.

use super::bars::bar;
use super::ink::Ink;
use super::ink::Run;
use super::pen::Pen;
use crate::query::Unit;
use crate::render::CountsAnswer;
use crate::render::Look;
use crate::render::counts::Counts;
use crate::render::counts::Line;
use crate::search::Often;
use std::io;
use std::io::Write;
use unicode_width::UnicodeWidthStr;

/// `1 article`, `12 articles`.
pub(super) fn of(count: u64, what: &str) -> String {
    format!("{count} {what}{}", if count == 1 { "" } else { "s" })
}

/// What was counted in all, a line each with its counts in columns before the name, what stands in no line, and the way to the
/// lines that are left out.
pub(in crate::render) fn counts(answer: CountsAnswer, look: Look, out: &mut dyn Write) -> io::Result<()> {
    let counts = answer.counts;
    if counts.total == Often::default() {
        return Ok(());
    }
    let mut pen = Pen::new(look, out);
    let total = total(counts);
    let mut head = vec![Run::new(Ink::Plain, &total)];
    if !answer.asked.read_as.is_empty() {
        head.extend([Run::new(Ink::Faint, " · "), Run::new(Ink::Faint, &answer.asked.read_as)]);
    }
    pen.paragraph("", 0, &head)?;
    if !counts.lines.is_empty() {
        pen.end_line()?;
        table(&mut pen, counts)?;
    }
    foot(&mut pen, counts)
}

/// `6 speakers · 5 articles · 14 quotations · 212 words`
fn total(counts: &Counts) -> String {
    let Often { articles, quotes, words } = counts.total;
    let lines = of(counts.count as u64, counts.of.trim_end_matches('s'));
    format!("{lines} · {} · {} · {}", of(articles, "article"), of(quotes, "quotation"), of(words, "word"))
}

fn table(pen: &mut Pen, counts: &Counts) -> io::Result<()> {
    let columns = columns(&counts.lines);
    let names: Vec<Vec<Run>> = counts.lines.iter().map(|line| name(line, counts)).collect();
    let width = |runs: &[Run]| runs.iter().map(|run| run.words.width()).sum::<usize>();
    let widest = names.iter().map(|runs| width(runs)).max().unwrap_or_default();
    let used = columns.first().map_or(0, |counts| counts.len()) + widest + 2;
    // A bar of a few columns tells nothing.
    let room =
        pen.look.width.and_then(|width| width.checked_sub(used)).filter(|room| counts.bars && *room >= 8);
    let measured = |line: &Line| match counts.unit {
        Unit::Article => line.often.articles,
        Unit::Quotation => line.often.quotes,
    };
    let most = counts.lines.iter().map(measured).max().unwrap_or_default();
    for ((line, column), name) in counts.lines.iter().zip(&columns).zip(names) {
        let bar = room.map(|room| bar(measured(line), most, room)).unwrap_or_default();
        let gap = if bar.is_empty() { 0 } else { widest - width(&name) + 2 };
        let gap = " ".repeat(gap);
        let mut runs = vec![Run::new(Ink::Faint, column)];
        runs.extend(name);
        runs.extend([Run::new(Ink::Plain, &gap), Run::new(Ink::Outlet, &bar)]);
        pen.line(0, &runs)?;
    }
    Ok(())
}

/// ` 2 articles   3 quotations   41 words  `, as wide in each line.
fn columns(lines: &[Line]) -> Vec<String> {
    let mut columns = vec![String::new(); lines.len()];
    for (what, count) in [
        ("article", (|often| often.articles) as fn(&Often) -> u64),
        ("quotation", |often| often.quotes),
        ("word", |often| often.words),
    ] {
        let cells: Vec<String> = lines.iter().map(|line| of(count(&line.often), what)).collect();
        // The numbers stand below each other, so one is padded as many are.
        let padded =
            cells.iter().map(|cell| if cell.ends_with('s') { cell.clone() } else { format!("{cell} ") });
        let padded: Vec<String> = padded.collect();
        let widest = padded.iter().map(String::len).max().unwrap_or_default();
        for (column, cell) in columns.iter_mut().zip(padded) {
            column.push_str(&format!("{cell:>widest$}  "));
        }
    }
    columns
}

/// `Ana Roux, mayor · Harbour Post`, `2023-W12  2023-03-20`.
fn name<'a>(line: &'a Line, counts: &Counts) -> Vec<Run<'a>> {
    let mut runs = vec![Run::new(Ink::Speaker, &line.name)];
    for (head, fact) in counts.facts.iter().zip(&line.facts) {
        match (*head, fact.as_deref()) {
            ("role", Some(role)) => runs.extend([Run::new(Ink::Plain, ", "), Run::new(Ink::Plain, role)]),
            ("role", None) => {}
            // The day says what the name of a day, a month or a year says already.
            ("starts", Some(day)) if counts.of == "weeks" => {
                runs.extend([Run::new(Ink::Plain, "  "), Run::new(Ink::Faint, day)]);
            }
            ("starts", _) => {}
            (_, Some(fact)) => runs.extend([Run::new(Ink::Faint, " · "), Run::new(Ink::Outlet, fact)]),
            (_, None) => runs.extend([Run::new(Ink::Faint, " · "), Run::new(Ink::Faint, "not said")]),
        }
    }
    runs
}

/// `without a date: 1 article, 2 quotations, 9 words`, and how to see the rest.
fn foot(pen: &mut Pen, counts: &Counts) -> io::Result<()> {
    let (lacking, Often { articles, quotes, words }) = counts.without;
    if articles > 0 {
        let said = format!(
            "without {lacking}: {}, {}, {}",
            of(articles, "article"),
            of(quotes, "quotation"),
            of(words, "word")
        );
        pen.end_line()?;
        pen.paragraph("", 0, &[Run::new(Ink::Faint, &said)])?;
    }
    if counts.left_out > 0 && !counts.lines.is_empty() {
        let more = format!("{} more with --offset {}", counts.left_out, counts.offset + counts.lines.len());
        pen.end_line()?;
        pen.line(0, &[Run::new(Ink::Faint, &more)])?;
    }
    Ok(())
}
