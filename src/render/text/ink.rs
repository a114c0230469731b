//! The few ways in which words are set off. Six colours of the terminal's own palette, so that they suit its background.

use anstyle::AnsiColor;
use anstyle::Style;

/// What words are, and so how they look.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Ink {
    /// The reporter's words.
    Plain,
    /// What may be passed over: ranks, addresses, counts.
    Faint,
    /// A headline.
    Headline,
    /// The name of an outlet.
    Outlet,
    /// Somebody's words.
    Quoted,
    /// Who said them.
    Speaker,
    /// Words that were searched for.
    Found,
    /// Words that were searched for, inside a quotation.
    FoundQuoted,
    /// What is doubtful.
    Doubt,
    /// Words that an older version had.
    Gone,
    /// Words that a newer version has.
    New,
}

impl Ink {
    pub(super) fn style(self) -> Style {
        let plain = Style::new();
        match self {
            Ink::Plain => plain,
            Ink::Faint => plain.dimmed(),
            Ink::Headline => plain.bold(),
            Ink::Outlet => AnsiColor::Green.on_default(),
            Ink::Quoted => AnsiColor::Cyan.on_default().italic(),
            Ink::Speaker => AnsiColor::Cyan.on_default().bold(),
            Ink::Found => AnsiColor::Yellow.on_default().bold(),
            Ink::FoundQuoted => AnsiColor::Yellow.on_default().bold().italic(),
            Ink::Doubt => AnsiColor::Magenta.on_default(),
            Ink::Gone => AnsiColor::Red.on_default(),
            Ink::New => AnsiColor::Green.on_default().bold(),
        }
    }
}

/// A stretch of words in one ink.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Run<'a> {
    pub(super) ink: Ink,
    pub(super) words: &'a str,
}

impl Run<'_> {
    pub(super) fn new(ink: Ink, words: &str) -> Run<'_> {
        Run { ink, words }
    }
}
