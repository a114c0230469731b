//! Text to tokens, in one pass.

use super::lexicon::Facts;
use super::lexicon::Lexicon;
use super::mojibake;
use super::token::Case;
use super::token::Mark;
use super::token::MarkKind;
use super::token::Shape;
use super::token::Side;
use super::token::Token;
use super::word;
use crate::text::Span;
use crate::text::fold;

/// What the last part of a word with hyphens says of the whole.
const PARTS: Facts =
    Facts::ROLE.and(Facts::OFFICE).and(Facts::PEOPLE).and(Facts::GROUP).and(Facts::MALE).and(Facts::FEMALE);

/// Markup longer than this is a stray `<`.
const LONGEST_TAG: usize = 2000;

/// Reads a text into tokens.
pub(super) fn tokens(text: &str, lexicon: &Lexicon) -> Vec<Token> {
    // English news has a word or a mark in every five bytes and a half.
    let mut reader = Reader {
        text,
        lexicon,
        at: 0,
        tokens: Vec::with_capacity(text.len() / 5),
        folded: String::new(),
        no_tag_before: 0,
    };
    while let Some(byte) = text.as_bytes().get(reader.at) {
        match byte {
            // Most of all text, told without a look at its characters.
            b' ' => reader.at += 1,
            byte if byte.is_ascii_alphanumeric() => reader.word(),
            _ => reader.step(),
        }
    }
    reader.tokens
}

struct Reader<'a> {
    text: &'a str,
    lexicon: &'a Lexicon,
    at: usize,
    tokens: Vec<Token>,
    folded: String,
    /// No `>` and no line end stands between here and where tags were last looked for.
    no_tag_before: usize,
}

impl Reader<'_> {
    /// Reads what stands here; always steps on.
    fn step(&mut self) {
        let Some(c) = self.text.get(self.at..).and_then(|rest| rest.chars().next()) else {
            self.at = self.text.len();
            return;
        };
        match c {
            '\n' => self.paragraph_end(),
            'â' if self.text[self.at..].starts_with(mojibake::HEAD) => self.misread(),
            _ if c.is_alphanumeric() => self.word(),
            '<' => self.markup(),
            '@' if self.is_handle() => self.handle(),
            '"' | '“' | '”' | '„' | '«' | '»' | '‘' | '’' | '\'' | '`' | '‚' | '‹' | '›' => {
                self.mark(c)
            }
            _ => self.push(punctuation(c), c.len_utf8()),
        }
    }

    fn push(&mut self, shape: Shape, length: usize) {
        self.push_word(shape, length, Facts::default());
    }

    /// One or more line ends are one break.
    fn paragraph_end(&mut self) {
        let rest = &self.text[self.at..];
        self.push(Shape::Break, rest.len() - rest.trim_start_matches('\n').len());
    }

    /// `<tweet author="@x">`: what stands inside is no text, so its marks quote nobody.
    fn markup(&mut self) {
        let bytes = self.text.as_bytes();
        let is_tag = bytes.get(self.at + 1).is_some_and(|b| b.is_ascii_alphabetic() || *b == b'/');
        let end = is_tag.then(|| self.tag_end(bytes)).flatten();
        self.push(Shape::Other, end.map_or(1, |end| end + 1 - self.at));
    }

    /// Where the tag that begins here closes, on its own line. What was searched in vain for one `<` is not searched for the next.
    fn tag_end(&mut self, bytes: &[u8]) -> Option<usize> {
        let from = self.at.max(self.no_tag_before);
        let limit = bytes.len().min(self.at + LONGEST_TAG).max(from);
        let end = bytes[from..limit].iter().position(|b| matches!(b, b'>' | b'\n')).map(|end| from + end);
        self.no_tag_before = end.unwrap_or(limit);
        end.filter(|end| bytes[*end] == b'>')
    }

    /// `â€œNo,â€ he said.`: marks that were decoded wrongly are marks; the text stays as it was printed.
    fn misread(&mut self) {
        let (shape, length) = mojibake::read(&self.text[self.at..]);
        self.push(shape, length);
    }

    fn mark(&mut self, c: char) {
        let rest = &self.text[self.at..];
        let (kind, length) = match c {
            '"' | '“' | '”' | '„' => (MarkKind::Double, c.len_utf8()),
            '«' | '»' | '‹' | '›' => (MarkKind::Guillemet, c.len_utf8()),
            _ if rest.starts_with("''") || rest.starts_with("``") => (MarkKind::Double, 2),
            _ if rest.starts_with("‘‘") || rest.starts_with("’’") => {
                (MarkKind::Double, 2 * c.len_utf8())
            }
            _ => (MarkKind::Single, c.len_utf8()),
        };
        let before = self.text[..self.at].chars().next_back();
        let after = rest[length..].chars().next();
        let side = side(c, before, after);
        self.push(Shape::Mark(Mark { kind, side }), length);
    }

    fn word(&mut self) {
        let rest = &self.text[self.at..];
        let plain = word::plain_length(rest);
        if word::ends_at(rest, plain) {
            let facts = self.lexicon.facts_of_plain(rest, plain);
            self.push_word(word::plain_shape(&rest[..plain]), plain, facts);
        } else {
            self.tied_word();
        }
        if self.text.as_bytes().get(self.at) == Some(&b'.') {
            self.abbreviation_stop();
        }
    }

    /// Whether the `@` here opens a handle: "@anaruiz", but not "ana@mill.example" and not "@ 5 p.m."
    fn is_handle(&self) -> bool {
        let before = self.text[..self.at].chars().next_back();
        let after = self.text[self.at..].chars().nth(1);
        !before.is_some_and(char::is_alphanumeric) && after.is_some_and(char::is_alphanumeric)
    }

    /// A handle is one word, and somebody's name as it is printed.
    fn handle(&mut self) {
        let rest = &self.text[self.at..];
        let length = 1 + word::length(&rest[1..]);
        let stem = word::possessive(&rest[..length]).unwrap_or(length);
        self.push_word(Shape::Word(Case::Title), stem, Facts::default());
        if let Some(token) = self.tokens.last_mut() {
            token.possessive = stem < length;
        }
        self.at += length - stem;
    }

    /// A word that something may be tied to.
    fn tied_word(&mut self) {
        let rest = &self.text[self.at..];
        let length = word::length(rest);
        let word = &rest[..length];
        if let Some(head) = word::elided_head(word) {
            return self.plain_word(head, 0);
        }
        if let Some((verb, link)) = word::tied_pronoun(word) {
            self.plain_word(verb, link);
            return self.word();
        }
        match word::possessive(word) {
            Some(stem) if !self.facts_of(word).any(Facts::PRONOUN.and(Facts::FUNCTION)) => {
                self.plain_word(stem, length - stem);
                if let Some(token) = self.tokens.last_mut() {
                    token.possessive = true;
                }
            }
            _ => self.plain_word(length, 0),
        }
    }

    /// A word of `length` bytes, and `skipped` bytes after it that belong to no token.
    fn plain_word(&mut self, length: usize, skipped: usize) {
        let word = &self.text[self.at..self.at + length];
        let (facts, shape) = (self.facts_of(word), word::shape(word));
        let facts = if self.is_time_of(word) { facts.without(Facts::ACCORDING) } else { facts };
        self.push_word(shape, length, facts);
        self.at += skipped;
    }

    /// « après le match »: the cue of the tables is « d’après ».
    fn is_time_of(&self, word: &str) -> bool {
        let elided = |token: &Token| {
            matches!(token.span.slice(self.text), "d’" | "D’" | "d'" | "D'")
                && token.span.end() as usize == self.at
        };
        matches!(word, "après" | "Après" | "APRÈS") && !self.tokens.last().is_some_and(elided)
    }

    fn push_word(&mut self, shape: Shape, length: usize, facts: Facts) {
        let span = Span::between(self.at, self.at + length);
        self.tokens.push(Token { span, shape, facts, possessive: false });
        self.at += length;
    }

    fn facts_of(&mut self, word: &str) -> Facts {
        if !word.is_ascii() {
            return self.lexicon.facts(&fold(word));
        }
        self.folded.clear();
        self.folded.push_str(word);
        self.folded.make_ascii_lowercase();
        let facts = self.lexicon.facts(&self.folded);
        match self.folded.rsplit_once('-') {
            // "The 54-year-old said": somebody known, by the age.
            Some((head, "old")) if head.ends_with("-year") => Facts::ROLE,
            // "Secretary-Treasurer", "actor-director": the last part says what somebody is.
            Some((_, last)) if facts.is_plain() => self.lexicon.facts(last).only(PARTS),
            _ => facts,
        }
    }

    /// Steps over the stop of "Sen." or of an initial, which ends no sentence.
    fn abbreviation_stop(&mut self) {
        let Some(token) = self.tokens.last() else { return };
        if !token.is_capital() {
            return;
        }
        let word = token.span.slice(self.text);
        let initial = word.chars().nth(1).is_none() && word != "I";
        if initial || word.contains('.') || token.is(Facts::ABBREVIATION) {
            self.at += 1;
        }
    }
}

fn punctuation(c: char) -> Shape {
    match c {
        '.' | '!' | '?' | '…' => Shape::Stop,
        ',' => Shape::Comma,
        ';' => Shape::Semicolon,
        ':' => Shape::Colon,
        '—' | '–' | '-' | '―' => Shape::Dash,
        '(' | '[' => Shape::Open,
        ')' | ']' => Shape::Close,
        _ => Shape::Other,
    }
}

/// Which way a mark is turned. What stands beside it outweighs its shape, because typists and converters turn marks the wrong way.
fn side(c: char, before: Option<char>, after: Option<char>) -> Side {
    let free_before = before.is_none_or(|c| c.is_whitespace() || "([{—–-/‘“\"'«".contains(c));
    let free_after = after.is_none_or(|c| c.is_whitespace() || ".,;:!?)]}—–-…’”\"'»".contains(c));
    match c {
        '«' | '‹' => Side::Opening,
        '»' | '›' => Side::Closing,
        '“' | '‘' | '„' | '‚' if !free_after || free_before => Side::Opening,
        '”' | '’' if !free_before || free_after => Side::Closing,
        _ if free_before && !free_after => Side::Opening,
        _ if free_after && !free_before => Side::Closing,
        _ => Side::Either,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Language;

    fn read(text: &str, language: Language) -> Vec<String> {
        tokens(text, Lexicon::of(Some(language)))
            .iter()
            .map(|token| token.span.slice(text).to_string())
            .collect()
    }

    #[test]
    fn words_lose_what_is_tied_to_them() {
        for (text, language, expected) in [
            ("Dong’s no-show", Language::EN, vec!["Dong", "no-show"]),
            ("He’s here.", Language::EN, vec!["He’s", "here", "."]),
            (
                "Sen. J. Roux of the U.S. left.",
                Language::EN,
                vec!["Sen", "J", "Roux", "of", "the", "U.S", "left", "."],
            ),
            ("l’école, a-t-il dit", Language::FR, vec!["l’", "école", ",", "a", "il", "dit"]),
            ("ajoute-t-elle", Language::FR, vec!["ajoute", "elle"]),
            ("<tweet id=\"1\">x", Language::EN, vec!["<tweet id=\"1\">", "x"]),
            ("a < b", Language::EN, vec!["a", "<", "b"]),
            ("@ana_ruiz's a@b.c @ 5", Language::EN, vec!["@ana_ruiz", "a", "@", "b.c", "@", "5"]),
            ("â€œDonâ€™t,â€ he", Language::EN, vec!["â€œ", "Donâ€™t", ",", "â€", "he"]),
            ("Roystonâ€™s mill", Language::EN, vec!["Royston", "mill"]),
        ] {
            assert_eq!(read(text, language), expected, "{text}");
        }
    }

    #[test]
    fn only_d_apres_is_a_cue() {
        let cues = |text: &str| {
            let tokens = tokens(text, Lexicon::of(Some(Language::FR)));
            tokens.iter().filter(|token| token.is(Facts::ACCORDING)).count()
        };
        for text in ["d’après Roux", "D'après Roux", "D’après Roux", "selon Roux"] {
            assert_eq!(cues(text), 1, "{text}");
        }
        for text in ["après le match", "Après la défaite", "d’ici après", "le jour d’ après"] {
            assert_eq!(cues(text), 0, "{text}");
        }
    }

    #[test]
    fn a_mark_is_turned_by_what_stands_beside_it() {
        let sides = |text: &str| -> Vec<Side> {
            tokens(text, Lexicon::of(None))
                .iter()
                .filter_map(|token| match token.shape {
                    Shape::Mark(mark) => Some(mark.side),
                    _ => None,
                })
                .collect()
        };
        assert_eq!(sides("\"No,\" he said."), [Side::Opening, Side::Closing]);
        assert_eq!(sides("”No,“ he said."), [Side::Opening, Side::Closing]);
        assert_eq!(sides("''No,'' he said."), [Side::Opening, Side::Closing]);
        assert_eq!(sides("« Non », dit-il."), [Side::Opening, Side::Closing]);
    }
}
