//! RIS: a tag, two blanks, a dash, a blank and a value on each line.

use super::Work;
use super::name;
use super::on_one_line;
use crate::article::Printed;
use jiff::civil::Date;
use std::io;
use std::io::Write;

pub(super) fn work(work: &Work, out: &mut dyn Write) -> io::Result<()> {
    let article = work.article;
    let mut tag = |tag: &str, value: &str| match value {
        "" => Ok(()),
        value => write!(out, "{tag}  - {}\r\n", on_one_line(value)),
    };
    tag("TY", "NEWS")?;
    tag("ID", &work.key())?;
    tag("TI", article.title.as_deref().unwrap_or_default())?;
    article.authors.iter().try_for_each(|author| tag("AU", &name::inverted(author)))?;
    // Readers differ in which of the two they take for the newspaper.
    for container in ["T2", "JO"] {
        tag(container, article.outlet.as_deref().unwrap_or_default())?;
    }
    if let Some(printed) = article.published {
        tag("PY", &printed.day().year().to_string())?;
        tag("DA", &date(printed))?;
    }
    tag("SE", article.section.as_deref().unwrap_or_default())?;
    tag("LA", article.language.as_ref().map_or("", |language| language.code()))?;
    tag("UR", work.url.as_deref().unwrap_or_default())?;
    work.notes.iter().try_for_each(|note| tag("N1", note))?;
    write!(out, "ER  - \r\n\r\n")
}

/// `2023/03/22/`, and behind the last stroke the time, where it was printed.
fn date(printed: Printed) -> String {
    let day: Date = printed.day();
    let time = match printed {
        Printed::Day(_) => String::new(),
        Printed::Instant(..) => {
            printed.to_string().split_once('T').map_or_else(String::new, |(_, it)| it.to_string())
        }
    };
    format!("{:04}/{:02}/{:02}/{time}", day.year(), day.month(), day.day())
}
