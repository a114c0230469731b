//! Why a quotation was given to its speaker, for people.

use super::attribution::NOBODY;
use super::ink::Ink;
use super::ink::Run;
use super::passage;
use super::pen::Pen;
use crate::article::QuoteId;
use crate::quote::Candidate;
use crate::quote::Kind;
use crate::quote::Reason;
use crate::quote::Rule;
use crate::render::Explained;
use crate::render::Look;
use std::io;
use std::io::Write;

/// How far everything is set in behind its label.
const INDENT: usize = 12;

/// The quotation in its paragraph, what was decided and why, and who else was considered.
///
/// ```text
/// quotation   “Never”
/// paragraph   “Never,” she said.
///
/// speaker     Ana Ruiz, mayor
/// because     The speaker and then a verb of speech stand right after the quotation.
///             the text has “she” and “said” there; “she” is taken to be Ana Ruiz
/// confidence  98 %: of a hundred attributions like this, about 98 are right
///
/// considered  Luis Roux
///             named in the paragraph above
/// ```
pub(in crate::render) fn explained(it: &Explained, look: Look, out: &mut dyn Write) -> io::Result<()> {
    let mut pen = Pen::new(look, out);
    head(&mut pen, it)?;
    decided(&mut pen, it)?;
    if !it.explanation.words.is_empty() {
        pen.end_line()?;
    }
    let mut label = "words";
    let mut words = it.explanation.words.iter();
    words.try_for_each(|words| phrase(&mut pen, std::mem::take(&mut label), words))?;
    let mut others = it.explanation.candidates.iter().filter(|candidate| !candidate.chosen).peekable();
    if others.peek().is_some() {
        pen.end_line()?;
    }
    let mut label = "considered";
    others.try_for_each(|candidate| other(&mut pen, std::mem::take(&mut label), candidate))
}

fn head(pen: &mut Pen, it: &Explained) -> io::Result<()> {
    let (article, quote) = (it.article, &it.explanation.quote);
    let id = QuoteId { article: article.id, ordinal: it.number }.to_string();
    let mut facts = vec![Run::new(Ink::Faint, &id)];
    for (ink, fact) in [(Ink::Outlet, &article.outlet), (Ink::Headline, &article.title)] {
        if let Some(fact) = fact {
            facts.extend([Run::new(Ink::Faint, " · "), Run::new(ink, fact)]);
        }
    }
    pen.paragraph("", 0, &facts)?;
    pen.end_line()?;
    let words = quote.span.slice(&article.text);
    let words = if quote.kind == Kind::Indirect { words.to_string() } else { format!("“{words}”") };
    pen.paragraph("quotation", INDENT, &[Run::new(Ink::Quoted, &words)])?;
    let runs = passage::runs(&article.text, it.explanation.paragraph, &[quote.span], &[], pen.look);
    pen.paragraph("paragraph", INDENT, &runs)?;
    pen.end_line()
}

/// Who, why, and how surely.
fn decided(pen: &mut Pen, it: &Explained) -> io::Result<()> {
    let quote = &it.explanation.quote;
    let mut name = vec![match &quote.speaker {
        Some(speaker) => Run::new(Ink::Speaker, &speaker.name),
        None => Run::new(Ink::Faint, NOBODY),
    }];
    if let Some(role) = quote.speaker.as_ref().and_then(|speaker| speaker.role.as_ref()) {
        name.extend([Run::new(Ink::Plain, ", "), Run::new(Ink::Plain, role)]);
    }
    pen.paragraph("speaker", INDENT, &name)?;
    let mut label = "because";
    for candidate in it.explanation.candidates.iter().filter(|candidate| candidate.chosen) {
        for reason in &candidate.reasons {
            self::reason(pen, std::mem::take(&mut label), INDENT, reason)?;
        }
    }
    if quote.speaker.is_none() {
        return Ok(());
    }
    let percent = (quote.confidence * 100.0).round();
    let sure = match quote.rule == Rule::Owner {
        true => "certain: it is the owner’s word".to_string(),
        false => format!("{percent} %: of a hundred attributions like this, about {percent} are right"),
    };
    pen.paragraph("confidence", INDENT, &[Run::new(Ink::Plain, &sure)])?;
    if it.is_hidden() {
        let least = (it.least * 100.0).round();
        let hidden = format!("less than the {least} % that are asked for: answers name nobody");
        pen.paragraph("", INDENT, &[Run::new(Ink::Doubt, &hidden)])?;
    }
    Ok(())
}

/// Words of the sentence that may say who spoke, and how likely they do.
fn phrase(pen: &mut Pen, label: &str, words: &Candidate) -> io::Result<()> {
    let name = words.name.as_ref().map_or("none of these".to_string(), |words| format!("“{words}”"));
    let percent = words.probability.map(|it| format!("  {} %", (it * 100.0).round())).unwrap_or_default();
    pen.paragraph(label, INDENT, &[Run::new(Ink::Speaker, &name), Run::new(Ink::Faint, &percent)])?;
    words.reasons.iter().try_for_each(|reason| self::reason(pen, "", INDENT + 2, reason))
}

fn other(pen: &mut Pen, label: &str, candidate: &Candidate) -> io::Result<()> {
    let name = candidate.name.as_deref().unwrap_or("nobody");
    let percent = candidate.probability.map(|it| format!("  {} %", (it * 100.0).round())).unwrap_or_default();
    pen.paragraph(label, INDENT, &[Run::new(Ink::Speaker, name), Run::new(Ink::Faint, &percent)])?;
    candidate.reasons.iter().try_for_each(|reason| self::reason(pen, "", INDENT + 2, reason))
}

/// The words of a reason, and before them what it adds.
fn reason(pen: &mut Pen, label: &str, indent: usize, reason: &Reason) -> io::Result<()> {
    let weight = reason.weight.map(|weight| format!("{weight:+.2}  ")).unwrap_or_default();
    pen.paragraph(label, indent, &[Run::new(Ink::Faint, &weight), Run::new(Ink::Plain, &reason.words)])
}
