//! An article and its quotations, cut into passages: what is stored and what is shown.

use crate::article::Article;
use crate::article::passages;
use crate::quote::Kind;
use crate::quote::Quote;
use crate::search::Imprint;
use crate::search::PassageText;
use crate::search::PlacedQuote;
use crate::search::PlacedSpeaker;
use crate::search::StoredArticle;
use crate::search::Voice;
use crate::text::Span;

/// The article by its passages, each with the quotations that begin in it.
pub fn stored(article: &Article, quotes: &[Quote]) -> StoredArticle {
    let spans: Vec<Span> = quotes.iter().map(|quote| quote.span).collect();
    let mut numbered = (1..).zip(quotes).peekable();
    let mut filled = Vec::new();
    for passage in passages(&article.text, &spans) {
        let mut inside = Vec::new();
        // Quotations come in order, and each begins in some passage.
        while let Some((ordinal, quote)) =
            numbered.next_if(|(_, quote)| quote.span.start() < passage.span.end())
        {
            inside.push(placed(article, ordinal, quote, passage.span));
        }
        filled.push(PassageText {
            number: passage.number,
            start: passage.span.start(),
            text: article.slice(passage.span).to_string(),
            quotes: inside,
        });
    }
    StoredArticle { imprint: Imprint::of(article), also_in: Vec::new(), passages: filled }
}

/// The quotation with its spans counted from the passage's start, and cut at its end.
fn placed(article: &Article, ordinal: u32, quote: &Quote, passage: Span) -> PlacedQuote {
    let within = |span: Span| {
        Span::between(span.start() as usize, span.end().min(passage.end()) as usize)
            .relative_to(passage.start())
    };
    PlacedQuote {
        ordinal,
        span: within(quote.span),
        kind: quote.kind,
        speaker: quote.speaker.as_ref().map(|speaker| PlacedSpeaker {
            name: speaker.name.clone(),
            mention: speaker.mention.map(|mention| article.slice(mention).to_string()),
            role: speaker.role.clone(),
        }),
        cue: quote.cue.filter(|cue| passage.covers(*cue)).map(within),
        confidence: quote.confidence,
    }
}

impl StoredArticle {
    /// The article, put together again from its passages: between two of them stands a blank, or the end of a paragraph.
    pub fn article(&self) -> Article {
        let mut text = String::new();
        for passage in &self.passages {
            let gap = (passage.start as usize).saturating_sub(text.len());
            text.push_str(&if gap == 2 { "\n\n".to_string() } else { " ".repeat(gap) });
            text.push_str(&passage.text);
        }
        let imprint = self.imprint.clone();
        Article {
            id: imprint.id,
            reference: None,
            source_path: imprint.source_path,
            url: imprint.url,
            outlet: imprint.outlet,
            wire: imprint.wire,
            section: imprint.section,
            title: imprint.title,
            subtitle: imprint.subtitle,
            authors: imprint.authors,
            published: imprint.published,
            updated: imprint.updated,
            language: imprint.language,
            tags: Vec::new(), // no answer shows them
            text,
        }
    }
}

impl PassageText {
    /// Who speaks in this passage, each once, in the order in which they first speak.
    pub fn speakers(&self) -> Vec<Voice<'_>> {
        let mut voices: Vec<Voice> = Vec::new();
        for quote in &self.quotes {
            let Some(speaker) = &quote.speaker else { continue };
            let is_reported = quote.kind == Kind::Indirect;
            match voices.iter_mut().find(|voice| voice.name == speaker.name) {
                Some(voice) => voice.is_reported &= is_reported,
                None => voices.push(Voice { name: &speaker.name, is_reported }),
            }
        }
        voices
    }
}

impl PassageText {
    /// The same without the speakers that are given less surely than this: of these quotations the article does not say with
    /// any confidence who spoke.
    pub fn sure_of(mut self, least: f32) -> PassageText {
        for quote in self.quotes.iter_mut().filter(|quote| quote.confidence < least) {
            (quote.speaker, quote.confidence) = (None, 0.0);
        }
        self
    }
}

impl Imprint {
    /// Where this article was printed.
    pub fn of(article: &Article) -> Imprint {
        Imprint {
            id: article.id,
            url: article.url.clone(),
            outlet: article.outlet.clone(),
            wire: article.wire.clone(),
            section: article.section.clone(),
            title: article.title.clone(),
            subtitle: article.subtitle.clone(),
            authors: article.authors.clone(),
            published: article.published,
            updated: article.updated,
            language: article.language,
            source_path: article.source_path.clone(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::ArticleId;
    use crate::quote::Rule;
    use crate::quote::Speaker;

    fn article(text: &str) -> Article {
        Article { id: ArticleId::from_number(1), source_path: "a.txt".into(), ..Article::of_text(text) }
    }

    #[test]
    fn quotations_count_from_their_passage() {
        let article = article("Élodie Roux came.\n\n“Non,” she said.");
        let at = |words| Span::of(words, &article.text);
        let speaker = Speaker { name: "Élodie Roux".to_string(), mention: at("she"), role: None };
        let quote = Quote {
            span: at("Non,").unwrap(),
            kind: Kind::Direct,
            speaker: Some(speaker),
            cue: at("said"),
            confidence: 1.0,
            rule: Rule::Nobody,
            group: 1,
        };
        let stored = stored(&article, &[quote]);
        let [first, second] = stored.passages.as_slice() else { panic!("{stored:?}") };
        assert!(first.quotes.is_empty());
        let placed = &second.quotes[0];
        assert_eq!((placed.ordinal, placed.span.slice(&second.text)), (1, "Non,"));
        assert_eq!(placed.cue.map(|cue| cue.slice(&second.text)), Some("said"));
        assert_eq!(placed.speaker.as_ref().and_then(|it| it.mention.as_deref()), Some("she"));
        assert_eq!(second.speakers(), [Voice { name: "Élodie Roux", is_reported: false }]);
    }

    #[test]
    fn whoever_speaks_is_named_and_whose_words_are_all_reported_is_told_apart() {
        let quote = |kind, name: Option<&str>| PlacedQuote {
            ordinal: 1,
            span: Span::between(0, 2),
            kind,
            speaker: name.map(|name| PlacedSpeaker { name: name.to_string(), mention: None, role: None }),
            cue: None,
            confidence: 1.0,
        };
        let quotes = vec![
            quote(Kind::Indirect, Some("Ana Ruiz")),
            quote(Kind::Indirect, Some("Owen Tarrant")),
            quote(Kind::Indirect, None),
            quote(Kind::Mixed, Some("Ana Ruiz")),
        ];
        let passage = PassageText { number: 1, start: 0, text: "No".to_string(), quotes };
        let expected = [
            Voice { name: "Ana Ruiz", is_reported: false },
            Voice { name: "Owen Tarrant", is_reported: true },
        ];
        assert_eq!(passage.speakers(), expected);
    }
}
