//! The one writer of text for people: indents, wraps, colours, and makes what strangers wrote harmless.

use super::ink::Ink;
use super::ink::Run;
use super::setting;
use crate::render::Look;
use crate::render::link;
use crate::render::visible;
use std::io;
use std::io::Write;

pub(super) struct Pen<'a> {
    pub(super) look: Look,
    out: &'a mut dyn Write,
}

impl<'a> Pen<'a> {
    pub(super) fn new(look: Look, out: &'a mut dyn Write) -> Pen<'a> {
        Pen { look, out }
    }

    /// A paragraph, indented by so many columns; `first` stands in the indent of its first line.
    pub(super) fn paragraph(&mut self, first: &str, indent: usize, runs: &[Run]) -> io::Result<()> {
        let width = self.look.width.map_or(usize::MAX, |width| width.saturating_sub(indent).max(NARROWEST));
        let mut first = Some(first);
        for line in setting::lines(runs, width) {
            let margin = format!("{:<indent$}", first.take().unwrap_or_default());
            self.ink(Ink::Faint, &margin)?;
            for (ink, words) in line {
                self.ink(ink, &words)?;
            }
            self.end_line()?;
        }
        Ok(())
    }

    /// A line that is never wrapped, such as an address: it must stay whole to be copied.
    pub(super) fn line(&mut self, indent: usize, runs: &[Run]) -> io::Result<()> {
        self.ink(Ink::Plain, &" ".repeat(indent))?;
        self.start(runs)?;
        self.end_line()
    }

    /// The beginning of a line that is never wrapped.
    pub(super) fn start(&mut self, runs: &[Run]) -> io::Result<()> {
        runs.iter().try_for_each(|run| self.ink(run.ink, &visible(run.words)))
    }

    /// A line that begins with an address, which leads somewhere on terminals that know links (OSC 8).
    pub(super) fn linked(
        &mut self,
        indent: usize,
        link: Option<&str>,
        address: Run,
        rest: &[Run],
    ) -> io::Result<()> {
        let Some(link) = link.filter(|_| self.look.links) else {
            let runs: Vec<Run> = [address].into_iter().chain(rest.iter().copied()).collect();
            return self.line(indent, &runs);
        };
        self.ink(Ink::Plain, &" ".repeat(indent))?;
        // In plain characters, whatever stands in the address: it can neither end the sequence nor begin another.
        write!(self.out, "\u{1b}]8;;{}\u{1b}\\", link::plain(link))?;
        self.ink(address.ink, &visible(address.words))?;
        write!(self.out, "\u{1b}]8;;\u{1b}\\")?;
        self.line(0, rest)
    }

    pub(super) fn end_line(&mut self) -> io::Result<()> {
        writeln!(self.out)
    }

    fn ink(&mut self, ink: Ink, words: &str) -> io::Result<()> {
        let style = ink.style();
        if self.look.colour && ink != Ink::Plain && !words.trim().is_empty() {
            write!(self.out, "{style}{words}{style:#}")
        } else {
            self.out.write_all(words.as_bytes())
        }
    }
}

/// A terminal may be one column wide; words in columns of one letter help nobody.
const NARROWEST: usize = 20;
