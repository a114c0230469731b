//! What must hold of the quotations of any text whatever; the fuzz target asks the same.

use onrecord::article::Article;
use onrecord::quote::attribute;
use onrecord::text::Language;
use onrecord::text::canonical;

/// An article of nothing but this text.
pub(crate) fn article(text: &str, language: Language) -> Article {
    Article { language: Some(language), ..Article::of_text(text) }
}

/// Attributes the text and panics where something does not hold: every span lies in the canonical text on character
/// boundaries and is not empty, quotations are in order and apart, groups rise, confidences are shares, and the same text gives
/// the same answer.
pub(crate) fn quotations_hold(raw: &str, language: Language) {
    let article = article(&canonical(raw), language);
    let quotes = attribute(&article);
    let (mut last_end, mut last_group) = (0, 0);
    for quote in &quotes {
        let mention = quote.speaker.as_ref().and_then(|speaker| speaker.mention);
        for span in [Some(quote.span), quote.cue, mention].into_iter().flatten() {
            let words = article.text.get(span.range());
            assert!(words.is_some_and(|words| !words.is_empty()), "{span:?} of {:?}", article.text);
        }
        assert!(quote.span.start() >= last_end, "in order, apart: {:?}", article.text);
        assert!(quote.group >= last_group, "groups rise: {:?}", article.text);
        assert!((0.0..=1.0).contains(&quote.confidence), "{}", quote.confidence);
        (last_end, last_group) = (quote.span.end(), quote.group);
    }
    assert_eq!(attribute(&article), quotes, "the same text, the same answer");
}
