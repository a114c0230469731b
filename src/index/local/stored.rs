//! What the documents keep to be shown, as rows, and back.
//!
//! Writing and reading a row go through the same things in the same order. A row that cannot be read is `None`.

use super::document::Counts;
use super::row::RowReader;
use super::row::RowWriter;
use crate::article::ArticleId;
use crate::article::Printed;
use crate::quote::Kind;
use crate::search::Imprint;
use crate::search::PassageText;
use crate::search::PlacedQuote;
use crate::search::PlacedSpeaker;
use crate::text::Language;
use crate::text::Span;
use std::collections::BTreeSet;

/// The row of an article: what it counts, where it was printed, and notes of the rows of `speakers.toml` that had a say.
pub(crate) fn article_row(imprint: &Imprint, counts: Counts, rows: &BTreeSet<String>) -> String {
    let mut row = RowWriter::default();
    let Counts { articles, passages, quotes, article_words, passage_words, quote_words } = counts;
    for count in [articles, passages, quotes, article_words, passage_words, quote_words] {
        row.number(count);
    }
    row.text(&imprint.source_path);
    let Imprint { url, outlet, wire, section, title, subtitle, .. } = imprint;
    for text in [url, outlet, wire, section, title, subtitle] {
        row.optional(text.as_deref());
    }
    row.number(imprint.authors.len() as u64);
    imprint.authors.iter().for_each(|author| row.text(author));
    for printed in [imprint.published, imprint.updated] {
        row.optional(printed.map(|printed| printed.to_string()).as_deref());
    }
    row.optional(imprint.language.as_ref().map(Language::code));
    row.number(rows.len() as u64);
    rows.iter().for_each(|note| row.text(note));
    row.finish()
}

/// What an article counts, from its row.
pub(crate) fn counts_of(row: &str) -> Option<Counts> {
    counts(&mut RowReader::new(row))
}

fn counts(row: &mut RowReader<'_>) -> Option<Counts> {
    Some(Counts {
        articles: row.number()?,
        passages: row.number()?,
        quotes: row.number()?,
        article_words: row.number()?,
        passage_words: row.number()?,
        quote_words: row.number()?,
    })
}

/// Where the article of a row was printed; the id is kept in a column.
pub(crate) fn imprint_of(row: &str, id: ArticleId) -> Option<Imprint> {
    let mut row = RowReader::new(row);
    let imprint = imprint(&mut row, id)?;
    notes(&mut row)?;
    Some(imprint)
}

/// Notes of the rows of `speakers.toml` that had a say in an article, from its row.
pub(crate) fn notes_of(row: &str) -> Option<BTreeSet<String>> {
    let mut row = RowReader::new(row);
    imprint(&mut row, ArticleId::from_number(0))?;
    notes(&mut row)
}

fn notes(row: &mut RowReader<'_>) -> Option<BTreeSet<String>> {
    let notes = row.several(|row| row.text().map(str::to_string))?;
    row.end()?;
    Some(notes.into_iter().collect())
}

fn imprint(row: &mut RowReader<'_>, id: ArticleId) -> Option<Imprint> {
    counts(row)?;
    let source_path = row.text()?.to_string();
    Some(Imprint {
        id,
        source_path,
        url: row.optional_string()?,
        outlet: row.optional_string()?,
        wire: row.optional_string()?,
        section: row.optional_string()?,
        title: row.optional_string()?,
        subtitle: row.optional_string()?,
        authors: row.several(|row| row.text().map(str::to_string))?,
        published: row.optional()?.and_then(Printed::from_rfc3339),
        updated: row.optional()?.and_then(Printed::from_rfc3339),
        language: row.optional()?.and_then(Language::from_tag),
    })
}

/// More bytes than all that is not text takes in most rows: of a passage, and of each of its quotations.
const ROW_OF_NUMBERS: usize = 64;

/// The row of a passage with its quotations.
pub(crate) fn passage_row(passage: &PassageText) -> String {
    let mut row = RowWriter::with_room(passage.text.len() + ROW_OF_NUMBERS * (1 + passage.quotes.len()));
    row.number(passage.number.into());
    row.number(passage.start.into());
    row.text(&passage.text);
    row.number(passage.quotes.len() as u64);
    passage.quotes.iter().for_each(|quote| write_quote(&mut row, quote));
    row.finish()
}

/// The passage of a row.
pub(crate) fn passage_of(row: &str) -> Option<PassageText> {
    let mut row = RowReader::new(row);
    let passage = PassageText {
        number: row.small()?,
        start: row.small()?,
        text: row.text()?.to_string(),
        quotes: row.several(read_quote)?,
    };
    row.end()?;
    Some(passage)
}

fn write_quote(row: &mut RowWriter, quote: &PlacedQuote) {
    row.number(quote.ordinal.into());
    write_span(row, quote.span);
    row.number(match quote.kind {
        Kind::Direct => 0,
        Kind::Mixed => 1,
        Kind::Indirect => 2,
    });
    let speaker = quote.speaker.as_ref();
    row.optional(speaker.map(|speaker| speaker.name.as_str()));
    if let Some(speaker) = speaker {
        row.optional(speaker.mention.as_deref());
        row.optional(speaker.role.as_deref());
    }
    row.number(u64::from(quote.cue.is_some()));
    quote.cue.into_iter().for_each(|cue| write_span(row, cue));
    row.number(quote.confidence.to_bits().into());
}

fn read_quote(row: &mut RowReader<'_>) -> Option<PlacedQuote> {
    Some(PlacedQuote {
        ordinal: row.small()?,
        span: read_span(row)?,
        kind: match row.number()? {
            0 => Kind::Direct,
            1 => Kind::Mixed,
            2 => Kind::Indirect,
            _ => return None,
        },
        speaker: match row.optional_string()? {
            None => None,
            Some(name) => {
                let (mention, role) = (row.optional_string()?, row.optional_string()?);
                Some(PlacedSpeaker { name, mention, role })
            }
        },
        cue: match row.number()? {
            0 => None,
            _ => Some(read_span(row)?),
        },
        confidence: f32::from_bits(row.small()?),
    })
}

fn write_span(row: &mut RowWriter, span: Span) {
    row.number(span.start().into());
    row.number(span.end().into());
}

fn read_span(row: &mut RowReader<'_>) -> Option<Span> {
    Span::new(row.small()?, row.small()?)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn imprint() -> Imprint {
        Imprint {
            id: ArticleId::from_number(7),
            url: Some("https://www.harrowbayherald.example/1".to_string()),
            outlet: None,
            wire: Some("Reuters".to_string()),
            section: Some("Politics".to_string()),
            title: Some("Élodie, 12 ans".to_string()),
            subtitle: None,
            authors: vec!["Petra Lindqvale".to_string(), String::new()],
            published: Printed::from_rfc3339("2023-03-22"),
            updated: Printed::from_rfc3339("2023-03-22T21:55:00-04:00"),
            language: Some(Language::FR),
            source_path: "corpus/a b.txt".to_string(),
        }
    }

    #[test]
    fn an_article_comes_back() {
        let counts = Counts { articles: 1, passages: 3, article_words: 500, ..Counts::default() };
        let rows = BTreeSet::from(["Petra Lindqvale".to_string()]);
        let row = article_row(&imprint(), counts, &rows);
        assert_eq!(notes_of(&row), Some(rows));
        assert_eq!(counts_of(&row), Some(counts));
        assert_eq!(imprint_of(&row, ArticleId::from_number(7)), Some(imprint()));
        assert_eq!(imprint_of(&row[..row.len() - 1], ArticleId::from_number(7)), None);
        assert_eq!(imprint_of(&format!("{row} "), ArticleId::from_number(7)), None);
    }

    #[test]
    fn a_passage_comes_back() {
        let speaker = PlacedSpeaker { name: "Petra Lindqvale".to_string(), mention: None, role: None };
        let quote = PlacedQuote {
            ordinal: 2,
            span: Span::between(3, 6),
            kind: Kind::Mixed,
            speaker: Some(speaker),
            cue: Some(Span::between(9, 13)),
            confidence: 0.85,
        };
        let unsaid = PlacedQuote { speaker: None, cue: None, kind: Kind::Indirect, ..quote.clone() };
        let text = "“Non”, dit-elle.".to_string();
        let passage = PassageText { number: 1, start: 0, text, quotes: vec![quote, unsaid] };
        let row = passage_row(&passage);
        assert_eq!(passage_of(&row), Some(passage));
        assert_eq!(passage_of(&row[..row.len() - 1]), None);
        assert_eq!(passage_of(""), None);
    }
}
