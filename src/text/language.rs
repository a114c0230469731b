//! The languages of articles, as two-letter codes.

use std::fmt;

/// A language by its ISO 639-1 code, as in `en`, `fr`.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Language([u8; 2]);

impl Language {
    /// English.
    pub const EN: Language = Language(*b"en");
    /// French.
    pub const FR: Language = Language(*b"fr");

    /// Reads a code or a tag that begins with one: `fr`, `FR`, `fr-CA`, `fr_CA`.
    ///
    /// ```
    /// use onrecord::text::Language;
    ///
    /// assert_eq!(Language::from_tag("fr-CA"), Some(Language::FR));
    /// assert_eq!(Language::from_tag("French"), None);
    /// ```
    pub fn from_tag(tag: &str) -> Option<Language> {
        let code = tag.split(['-', '_']).next()?;
        match code.as_bytes() {
            [a, b] if a.is_ascii_alphabetic() && b.is_ascii_alphabetic() => {
                Some(Language([a.to_ascii_lowercase(), b.to_ascii_lowercase()]))
            }
            _ => None,
        }
    }

    /// The two letters, in lower case.
    pub fn code(&self) -> &str {
        // Only ASCII letters get in.
        std::str::from_utf8(&self.0).unwrap_or_default()
    }

    /// The language of a body of text, where the words are enough to tell.
    ///
    /// At least 200 bytes are wanted: a headline of five words is a guess.
    pub fn of(text: &str) -> Option<Language> {
        let sample = sample(text);
        if sample.len() < 200 {
            return None;
        }
        if let Some(plain) = by_small_words(sample) {
            return Some(plain);
        }
        let found = whatlang::detect(sample)?;
        if !found.is_reliable() {
            return None;
        }
        CODES.iter().find(|(lang, _)| *lang == found.lang()).and_then(|(_, code)| Language::from_tag(code))
    }
}

/// Small words of English that no other language of news has, or has as often.
fn is_english(word: &str) -> bool {
    matches!(word, "and" | "from" | "his" | "of" | "that" | "the" | "this" | "to" | "was" | "with")
}

/// The same of French.
fn is_french(word: &str) -> bool {
    matches!(word, "aux" | "dans" | "des" | "du" | "est" | "pas" | "pour" | "qui" | "sur" | "une")
}

/// English and French by their small words; `None` leaves the question to the detector, which takes a hundred
/// times as long and was half the cost of reading a large file.
fn by_small_words(sample: &str) -> Option<Language> {
    let (mut all, mut english, mut french) = (0, 0, 0);
    for word in sample.split([' ', '\n', '’', '\'']) {
        all += 1;
        english += usize::from(is_english(word));
        french += usize::from(is_french(word));
    }
    // Running English has one of these words in six or seven, running French one in eight; the other language's, one in fifty.
    match (english * 12 > all, french * 16 > all) {
        (true, false) => Some(Language::EN),
        (false, true) => Some(Language::FR),
        _ => None,
    }
}

/// Enough to tell a language; more only costs time.
fn sample(text: &str) -> &str {
    super::beginning(text, 1500)
}

/// The detector speaks ISO 639-3; these are its languages that have a two-letter code in news.
const CODES: &[(whatlang::Lang, &str)] = {
    use whatlang::Lang::*;
    &[
        (Eng, "en"),
        (Fra, "fr"),
        (Spa, "es"),
        (Deu, "de"),
        (Ita, "it"),
        (Por, "pt"),
        (Nld, "nl"),
        (Swe, "sv"),
        (Dan, "da"),
        (Nob, "no"),
        (Fin, "fi"),
        (Rus, "ru"),
        (Ukr, "uk"),
        (Pol, "pl"),
        (Ces, "cs"),
        (Ron, "ro"),
        (Hun, "hu"),
        (Tur, "tr"),
        (Ara, "ar"),
        (Heb, "he"),
        (Pes, "fa"),
        (Hin, "hi"),
        (Ben, "bn"),
        (Pan, "pa"),
        (Urd, "ur"),
        (Tam, "ta"),
        (Cmn, "zh"),
        (Jpn, "ja"),
        (Kor, "ko"),
        (Vie, "vi"),
        (Ind, "id"),
        (Ell, "el"),
        (Cat, "ca"),
        (Bul, "bg"),
        (Hrv, "hr"),
        (Srp, "sr"),
        (Slk, "sk"),
        (Slv, "sl"),
        (Lit, "lt"),
        (Lav, "lv"),
        (Est, "et"),
        (Tha, "th"),
    ]
};

impl fmt::Display for Language {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

impl fmt::Debug for Language {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bodies_are_told_apart_and_headlines_are_not_guessed() {
        let french = "La ministre a remis sa démission mardi soir, après une semaine de questions à la Chambre. \
                      « Je pars la tête haute », a-t-elle dit aux journalistes réunis devant son bureau de comté, \
                      avant de remercier son équipe.";
        let english = "The minister handed in her resignation on Tuesday night, after a week of questions in the House. \
                       “I leave with my head high,” she told the reporters who had gathered in front of her office, \
                       before she thanked her staff.";
        assert_eq!(Language::of(french), Some(Language::FR));
        assert_eq!(Language::of(english), Some(Language::EN));
        assert_eq!(Language::of("Minister quits"), None);
    }
}
