//! Hits on their way out: to the form and place that were asked for, one page or all of them.

use super::args::Shown;
use super::ask::Opened;
use super::forms;
use super::output;
use crate::render;
use crate::render::Asked;
use crate::render::Concordance;
use crate::render::Extra;
use crate::render::Format;
use crate::render::Head;
use crate::render::Kwic;
use crate::render::Look;
use crate::render::Of;
use crate::render::Sheet;
use crate::render::Totals;
use crate::search::Hit;
use crate::search::Page;
use crate::search::QuoteHit;
use clap::ValueEnum;
use std::io;
use std::io::Write;
use std::time::Instant;

/// Columns on either side of a concordance's words where no terminal says how much room there is.
const SIDE: usize = 40;

/// How many passages of an article answer is not known before they are looked at; few articles have more than this, and a rank that
/// is a figure longer than there is room for is only pushed to the right.
const ROOM_FOR: usize = 10;

/// An answer that is being written. It begins with its first page, which has the counts.
pub(super) struct Answering<'a> {
    pub(super) opened: &'a Opened,
    pub(super) asked: &'a Asked,
    pub(super) shown: &'a Shown,
    /// How many hits of one article there may be.
    pub(super) per_article: usize,
    pub(super) look: Look,
    pub(super) of: Of,
    pub(super) started: Instant,
    pub(super) err: &'a mut dyn Write,
    /// Until it has begun.
    pub(super) out: Option<&'a mut dyn Write>,
    pub(super) form: Option<Form<'a>>,
    /// Whether something matches.
    pub(super) found: bool,
}

/// The two shapes of an answer.
pub(super) enum Form<'a> {
    Sheet(Sheet<'a>),
    Concordance(Concordance<'a>),
}

impl Answering<'_> {
    pub(super) fn passages(&mut self, mut page: Page<Hit>) -> anyhow::Result<()> {
        let context = self.shown.reading.context;
        if context > 0 {
            for hit in &mut page.hits {
                hit.around = self.opened.index.around(hit.article.id, hit.passage.number, context)?;
            }
        }
        let highest = page.articles.saturating_mul(self.per_article.clamp(1, ROOM_FOR) as u64);
        self.begin(&page, highest, page.hits.last().map(|hit| hit.rank))?;
        match &mut self.form {
            Some(Form::Sheet(sheet)) => sheet.passages(&page.hits)?,
            Some(Form::Concordance(concordance)) => concordance.passages(&page.hits)?,
            None => {}
        }
        Ok(())
    }

    pub(super) fn quotations(&mut self, mut page: Page<QuoteHit>) -> anyhow::Result<()> {
        let context = self.shown.reading.context;
        if context > 0 {
            for hit in &mut page.hits {
                hit.around = self.opened.index.around(hit.article.id, hit.passage.number, context)?;
            }
        }
        let highest = page.quotes.unwrap_or_default();
        self.begin(&page, highest, page.hits.last().map(|hit| hit.rank))?;
        match &mut self.form {
            Some(Form::Sheet(sheet)) => sheet.quotations(&page.hits)?,
            Some(Form::Concordance(concordance)) => concordance.quotations(&page.hits)?,
            None => {}
        }
        Ok(())
    }

    pub(super) fn end(self, next: Option<usize>) -> io::Result<()> {
        match self.form {
            Some(Form::Sheet(sheet)) => sheet.end(next),
            Some(Form::Concordance(concordance)) => {
                if concordance.is_empty() && self.found {
                    writeln!(
                        self.err,
                        "note: no words were looked for that a line could have in its middle"
                    )?;
                }
                concordance.end(next)
            }
            None => Ok(()),
        }
    }

    /// With the first page. `highest` is the highest rank that all hits together can have, `last` the last one on the page.
    fn begin<H>(&mut self, page: &Page<H>, highest: u64, last: Option<usize>) -> io::Result<()> {
        let Some(out) = self.out.take() else { return Ok(()) };
        let total = match self.of {
            Of::Passages => page.articles,
            Of::Quotations => page.quotes.unwrap_or_default(),
        };
        self.found = last.is_some();
        let mut asked = self.asked.clone();
        asked.notes.extend(page.notes.iter().cloned());
        say(&asked, self.shown, (total, !self.found), self.err)?;
        say_left_out(self.shown, self.err)?;
        let all = usize::try_from(highest).ok().filter(|_| self.shown.reading.all && last.is_some());
        let totals = Totals::from(page);
        let head = Head {
            asked,
            of: self.of,
            totals,
            elapsed: self.started.elapsed(),
            highest: all.max(last).unwrap_or_default(),
        };
        let (format, look) = (self.shown.format, self.look);
        self.form = Some(match kwic(self.shown) {
            Some(kwic) => Form::Concordance(Concordance::begin(&head, kwic, (format, look), out)?),
            None => Form::Sheet(Sheet::begin(head, format, look, out)?),
        });
        Ok(())
    }
}

/// The lines that were asked for: as wide as the terminal has room for.
fn kwic(shown: &Shown) -> Option<Kwic> {
    let wanted = &shown.reading.kwic;
    let columns = match shown.format {
        Format::Text => output::columns(output::file(shown.reading.output.as_deref())),
        _ => None,
    };
    wanted.kwic.then(|| Kwic {
        sort: wanted.kwic_sort,
        width: wanted.kwic_width.unwrap_or_else(|| columns.map_or(SIDE, render::kwic_room)),
        columns,
    })
}

/// On standard error, what is to be said about this reading where the answer itself has no place for it, and that nothing was
/// found: silence is no answer. Where nothing was found, `is_empty` is whether there are no near answers either.
pub(super) fn say(
    asked: &Asked,
    shown: &Shown,
    (total, is_empty): (u64, bool),
    err: &mut dyn Write,
) -> io::Result<()> {
    let lines = shown.reading.kwic.kwic;
    let tells = shown.count.is_none() && shown.format.carries(Extra::Notes, lines)
        || shown.count.is_some() && shown.format == Format::Json;
    if tells {
        return Ok(());
    }
    for note in &asked.notes {
        writeln!(err, "note: {}", render::visible(note))?;
    }
    if total == 0 && shown.count.is_none() && (is_empty || shown.format == Format::Text) {
        writeln!(err, "nothing has all of: {}", render::visible(&asked.read_as))?;
        if matches!(shown.format, Format::Cited(_)) && !shown.strict {
            writeln!(err, "near answers are not cited; `--format text` prints them where there are any")?;
        }
    }
    Ok(())
}

/// Says what was asked for beside the hits and is not in this form.
fn say_left_out(shown: &Shown, err: &mut dyn Write) -> io::Result<()> {
    let lines = shown.reading.kwic.kwic;
    let asked = [
        (Extra::Facets, "--facets", shown.facets || shown.facet_limit.is_some()),
        (Extra::Explanation, "--explain", shown.explain),
        (Extra::Context, "--context", shown.reading.context > 0),
    ];
    for (extra, flag, _) in
        asked.iter().filter(|(extra, _, wanted)| *wanted && !shown.format.carries(*extra, lines))
    {
        let holds = |form: &&Format| form.carries(*extra, lines);
        let forms: Vec<String> = Format::value_variants().iter().filter(holds).map(forms::name).collect();
        let (form, lines) = (forms::name(&shown.format), if lines { "the lines of `--kwic`" } else { "" });
        let place = match (forms.is_empty(), lines.is_empty()) {
            (true, _) => format!("{lines} have no place for it"),
            (false, true) => format!("`{form}` has no place for it; {} have", forms.join(", ")),
            (false, false) => {
                format!("{lines} have no place for it in `{form}`, but in {}", forms.join(", "))
            }
        };
        writeln!(err, "note: `{flag}` is left out: {place}")?;
    }
    Ok(())
}
