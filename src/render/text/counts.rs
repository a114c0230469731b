//! Counts: by speaker, outlet or month, and the facets below a page.

use super::ink::Ink;
use super::ink::Run;
use super::pen::Pen;
use crate::render::Look;
use crate::search::Facet;
use crate::search::Person;
use crate::search::Tally;
use std::io;
use std::io::Write;
use unicode_width::UnicodeWidthStr;

/// `1 article`, `12 articles`.
pub(super) fn of(count: u64, what: &str) -> String {
    format!("{count} {what}{}", if count == 1 { "" } else { "s" })
}

/// A name a line, its counts before it in columns.
pub(in crate::render) fn tallies(tallies: &[Tally], look: Look, out: &mut dyn Write) -> io::Result<()> {
    let lines = tallies.iter().map(|tally| (tally.articles, tally.quotes, tally.name.as_str(), None));
    table(&lines.collect::<Vec<_>>(), look, out)
}

/// A person a line, with the role after the name.
pub(in crate::render) fn people(people: &[Person], look: Look, out: &mut dyn Write) -> io::Result<()> {
    let lines = people.iter().map(|it| (it.articles, it.quotes, it.name.as_str(), it.role.as_deref()));
    table(&lines.collect::<Vec<_>>(), look, out)
}

/// Articles, quotations, name, role.
type Line<'a> = (u64, u64, &'a str, Option<&'a str>);

fn table(lines: &[Line], look: Look, out: &mut dyn Write) -> io::Result<()> {
    let mut pen = Pen::new(look, out);
    let columns: Vec<(String, String)> = lines
        .iter()
        .map(|(articles, quotes, ..)| (of(*articles, "article"), of(*quotes, "quotation")))
        .collect();
    let articles = columns.iter().map(|(articles, _)| articles.len()).max().unwrap_or_default();
    let quotes = columns.iter().map(|(_, quotes)| quotes.len()).max().unwrap_or_default();
    for ((.., name, role), (of_articles, of_quotes)) in lines.iter().zip(&columns) {
        let counts = format!("{of_articles:>articles$}  {of_quotes:>quotes$}  ");
        let mut runs = vec![Run::new(Ink::Faint, &counts), Run::new(Ink::Speaker, name)];
        if let Some(role) = role {
            runs.extend([Run::new(Ink::Plain, ", "), Run::new(Ink::Plain, role)]);
        }
        pen.line(0, &runs)?;
    }
    Ok(())
}

/// `outlet   CBC News 3 · CTV News 2`, a line a field.
pub(super) fn facets(pen: &mut Pen, facets: &[Facet]) -> io::Result<()> {
    if facets.is_empty() {
        return Ok(());
    }
    pen.end_line()?;
    let indent = facets.iter().map(|facet| facet.field.width()).max().unwrap_or_default() + 2;
    for facet in facets {
        let counts: Vec<String> = facet.counts.iter().map(|count| format!(" {}", count.articles)).collect();
        let mut runs = Vec::new();
        for (value, count) in facet.counts.iter().zip(&counts) {
            runs.extend([
                Run::new(Ink::Faint, " · "),
                Run::new(Ink::Plain, &value.value),
                Run::new(Ink::Faint, count),
            ]);
        }
        pen.paragraph(facet.field, indent, runs.get(1..).unwrap_or(&[Run::new(Ink::Faint, "none")]))?;
    }
    Ok(())
}
