//! The lines below a passage that say who spoke.

use super::ink::Ink;
use super::ink::Run;
use super::pen::Pen;
use crate::quote::Kind;
use crate::render::reported;
use crate::search::PassageText;
use crate::search::PlacedQuote;
use crate::search::PlacedSpeaker;
use crate::text::words;
use std::io;

/// What stands for a speaker where the article names none.
pub(super) const NOBODY: &str = "speaker not named";

/// Who spoke in this passage: one name where one person spoke all of it, some inside marks, else each with the first words of theirs,
/// those without marks told as reported. What nobody is named for is told only where it stands in marks.
///
/// ```text
/// — Ana Ruiz, mayor
/// — Ana Ruiz: “We will not sign anything…”, “Never”
/// — Jean Roux: reported (said): the vote was lost
/// — speaker not named: “a done deal”
/// ```
pub(super) fn speakers(pen: &mut Pen, indent: usize, passage: &PassageText) -> io::Result<()> {
    let told = |quote: &&PlacedQuote| quote.kind != Kind::Indirect || quote.speaker.is_some();
    let groups = by_speaker(passage.quotes.iter().filter(told));
    let alone = groups.len() == 1;
    for (speaker, quotes) in groups {
        let mut openings = String::new();
        if !alone || quotes.iter().all(|quote| quote.kind == Kind::Indirect) {
            let each: Vec<String> = quotes.iter().map(|quote| opening(quote, &passage.text)).collect();
            openings = format!(": {}", each.join(", "));
        }
        line(pen, "— ", indent, speaker, &openings)?;
    }
    Ok(())
}

/// Who spoke each quotation of this passage, under the number it has in the article, and what the article calls them
/// at that place.
///
/// ```text
/// 3 Ana Ruiz, mayor (“she”): “Never”
/// 4 Jean Roux: reported (said): the vote was lost
/// ```
pub(super) fn numbered(pen: &mut Pen, indent: usize, passage: &PassageText) -> io::Result<()> {
    for quote in &passage.quotes {
        let number = format!("{} ", quote.ordinal);
        let mut evidence = quote.speaker.as_ref().map(mention).unwrap_or_default();
        if passage.quotes.len() > 1 || quote.kind == Kind::Indirect {
            evidence += &format!(": {}", opening(quote, &passage.text));
        }
        line(pen, &number, indent, quote.speaker.as_ref(), &evidence)?;
    }
    Ok(())
}

fn line(
    pen: &mut Pen,
    lead: &str,
    indent: usize,
    speaker: Option<&PlacedSpeaker>,
    openings: &str,
) -> io::Result<()> {
    let margin = format!("{:indent$}{lead}", "");
    let mut runs = name(speaker);
    runs.push(Run::new(Ink::Faint, openings));
    pen.paragraph(&margin, margin.chars().count(), &runs)
}

/// `Ana Ruiz, mayor`.
pub(super) fn name(speaker: Option<&PlacedSpeaker>) -> Vec<Run<'_>> {
    let Some(speaker) = speaker else { return vec![Run::new(Ink::Faint, NOBODY)] };
    let mut runs = vec![Run::new(Ink::Speaker, &speaker.name)];
    if let Some(role) = &speaker.role {
        runs.extend([Run::new(Ink::Plain, ", "), Run::new(Ink::Plain, role)]);
    }
    runs
}

/// ` (“she”)`; nothing where the name itself stands at the cue.
fn mention(speaker: &PlacedSpeaker) -> String {
    let other = speaker.mention.as_ref().filter(|mention| !mention.eq_ignore_ascii_case(&speaker.name));
    other.map(|mention| format!(" (“{mention}”)")).unwrap_or_default()
}

/// The quotations by speaker, in the order in which the speakers first speak.
fn by_speaker<'a>(
    quotes: impl Iterator<Item = &'a PlacedQuote>,
) -> Vec<(Option<&'a PlacedSpeaker>, Vec<&'a PlacedQuote>)> {
    let mut groups: Vec<(Option<&PlacedSpeaker>, Vec<&PlacedQuote>)> = Vec::new();
    for quote in quotes {
        let name = quote.speaker.as_ref().map(|speaker| &speaker.name);
        match groups.iter_mut().find(|(other, _)| other.map(|speaker| &speaker.name) == name) {
            Some((_, group)) => group.push(quote),
            None => groups.push((quote.speaker.as_ref(), vec![quote])),
        }
    }
    groups
}

/// Enough to tell one quotation from the next.
const OPENING_WORDS: usize = 5;

/// The first words of a quotation, in marks if it has them.
fn opening(quote: &PlacedQuote, text: &str) -> String {
    let said = quote.span.slice(text);
    let mut words = words(said).skip(OPENING_WORDS - 1);
    let cut = words.next().filter(|_| words.next().is_some());
    let shown = match cut {
        Some(last) => format!("{}…", &said[..last.end() as usize]),
        None => said.trim_end_matches([',', '.']).to_string(),
    };
    match quote.kind {
        Kind::Direct | Kind::Mixed => format!("“{shown}”"),
        Kind::Indirect => format!("{}{shown}", reported(quote, text)),
    }
}
